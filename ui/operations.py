"""Les travaux longs, hors du fil graphique : ils disent où ils en sont, s'annulent, et ne figent jamais la fenêtre."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal


class Annulee(Exception):
    """Le travail s'est arrêté parce qu'on le lui a demandé."""


class Suivi:
    """Ce qu'un travail reçoit : de quoi dire son avancement et savoir s'il doit s'arrêter."""

    def __init__(self, avancement: Callable[[int, int], None]) -> None:
        self._avancement = avancement
        self._arret = Event()

    def avancer(self, fait: int, total: int) -> None:
        """Dit l'avancement ; ``total`` nul quand on ne le connaît pas. Lève ``Annulee`` si l'on a demandé l'arrêt."""
        if self._arret.is_set():
            raise Annulee
        self._avancement(fait, total)

    def arreter(self) -> None:
        """Demande l'arrêt, au prochain ``avancer``."""
        self._arret.set()


class Operation(QObject):
    """Un travail long. Ses signaux arrivent dans le fil graphique ; ``reussie``, ``echouee`` ou ``annulee`` le termine."""

    avance = Signal(int, int)
    reussie = Signal(object)
    echouee = Signal(object)
    annulee = Signal()
    finie = Signal()

    def __init__(self, titre: str, travail: Callable[[Suivi], Any], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.titre = titre
        self.suivi = Suivi(self.avance.emit)
        self._travail = travail

    def lancer(self, reserve: QThreadPool | None = None) -> None:
        """Lance le travail dans un autre fil."""
        (reserve or QThreadPool.globalInstance()).start(QRunnable.create(self._courir))

    def annuler(self) -> None:
        """Demande l'arrêt ; ``annulee`` dira quand il est effectif."""
        self.suivi.arreter()

    def _courir(self) -> None:
        """Une des quatre portes où toute erreur s'attrape : elle remonte par un signal, jamais perdue."""
        try:
            resultat = self._travail(self.suivi)
        except Annulee:
            self.annulee.emit()
        except Exception as erreur:
            self.echouee.emit(erreur)
        else:
            self.reussie.emit(resultat)
        self.finie.emit()
