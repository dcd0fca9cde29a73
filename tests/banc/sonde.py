"""La sonde commune aux fenêtres mesurées : quand paraît le premier pixel, quand la liste est remplie. Puis elle referme tout.

Une fenêtre de référence et le programme passent par la même sonde : ce qu'elle coûte se retranche de lui-même dans le ratio.
"""

from __future__ import annotations

import json
import os
import sys
import time

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QAbstractItemView, QApplication

LIMITE_MS = 60_000


class Sonde(QObject):
    """Écoute l'application et écrit en JSON ``premier_affichage`` et ``rempli``, en millisecondes depuis le lancement."""

    def __init__(self, application: QApplication, lignes_attendues: int) -> None:
        super().__init__()
        self._application = application
        self._attendues = lignes_attendues
        self._temps: dict[str, float] = {}
        application.installEventFilter(self)
        QTimer.singleShot(LIMITE_MS, application.quit)

    def eventFilter(self, objet: QObject, evenement: QEvent) -> bool:
        """Repère les peintures ; ne retient aucun événement."""
        if evenement.type() == QEvent.Type.Paint:
            if "premier_affichage" not in self._temps:
                self._noter("premier_affichage")
            vue = objet.parent()
            if isinstance(vue, QAbstractItemView) and self._est_remplie(vue):
                self._noter("rempli")
        return False

    def _est_remplie(self, vue: QAbstractItemView) -> bool:
        modele = vue.model()
        return bool(self._attendues) and modele is not None and modele.rowCount() >= self._attendues

    def _noter(self, nom: str) -> None:
        """Note l'heure au tour suivant de la boucle, une fois la peinture finie."""
        if nom not in self._temps:
            self._temps[nom] = 0.0
            QTimer.singleShot(0, lambda: self._marquer(nom))

    def _marquer(self, nom: str) -> None:
        self._temps[nom] = (time.monotonic() - float(os.environ["BANC_T0"])) * 1000
        if nom == "rempli" or not self._attendues:
            self._application.removeEventFilter(self)
            print(json.dumps(self._temps), flush=True)
            self._application.quit()


def lignes_attendues() -> int:
    """Rend le nombre de lignes que la liste doit montrer (0 : seul compte le premier affichage)."""
    return int(sys.argv[1]) if len(sys.argv) > 1 else 0
