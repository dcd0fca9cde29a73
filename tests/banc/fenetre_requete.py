"""Référence : la même fenêtre, une table nue, et les mêmes lignes lues par une simple requête SQLAlchemy. Rien d'autre.

Arguments : le nombre de lignes attendues, la base.
"""

from __future__ import annotations

import sys
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView
from sonde import Sonde, lignes_attendues

RACINE = QModelIndex()


class Table(QAbstractTableModel):
    """Montre des lignes de base telles quelles."""

    def __init__(self, lignes: list[Any]) -> None:
        super().__init__()
        self._lignes = lignes

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = RACINE) -> int:
        """Rend le nombre de lignes."""
        return 0 if parent.isValid() else len(self._lignes)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = RACINE) -> int:
        """Rend le nombre de colonnes."""
        return 0 if parent.isValid() else len(self._lignes[0])

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Rend le texte d'une case."""
        return str(self._lignes[index.row()][index.column()]) if role == Qt.ItemDataRole.DisplayRole else None


def remplir() -> None:
    """Lit les lignes et les montre, comme le programme : une fois la fenêtre peinte."""
    from sqlalchemy import create_engine, select

    from db.tables import echeance

    requete = select(echeance).where(echeance.c.etat == "ouverte").order_by(echeance.c.suivi, echeance.c.cle)
    with create_engine(f"sqlite:///{sys.argv[2]}").connect() as connexion:
        modele = Table(list(connexion.execute(requete)))
    modele.setParent(table)
    table.setModel(modele)


application = QApplication(sys.argv)
fenetre = QMainWindow()
table = QTableView()
fenetre.setCentralWidget(table)
fenetre.resize(1366, 768)
sonde = Sonde(application, lignes_attendues())
fenetre.show()
QTimer.singleShot(0, remplir)
application.exec()
