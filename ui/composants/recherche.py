"""Le champ qui filtre une liste : Entrée va à la liste, Échap efface et y retourne."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget


class ChampDeRecherche(QLineEdit):
    """Une ligne de saisie qui sait rendre le clavier."""

    quittee = Signal()
    """Entrée, flèche bas ou Échap : le clavier revient à la liste."""

    def __init__(self, invite: str, nom: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(invite)
        self.setAccessibleName(nom)
        self.setClearButtonEnabled(True)

    def keyPressEvent(self, evenement: QKeyEvent) -> None:
        """Échap efface ; Entrée et flèche bas gardent le filtre."""
        if evenement.key() == Qt.Key.Key_Escape:
            self.clear()
            self.quittee.emit()
        elif evenement.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.quittee.emit()
        else:
            super().keyPressEvent(evenement)
