"""Le pouls : le seul minuteur du programme. À chaque battement, il dit l'heure à qui affiche du temps.

Il se réarme pour le plus proche de : la seconde suivante (si un écran montre une échéance dans sa dernière heure), la minute
suivante, une bascule annoncée (une échéance qui change de niveau). Aligné sur l'horloge murale, il ne dérive pas. Une fenêtre
cachée cesse de se peindre, jamais le pouls de battre : une alarme doit sonner derrière une autre fenêtre.
"""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from app.presentation import Instant

SAUT = 90.0
"""Secondes d'écart, entre horloge murale et horloge monotone, qui trahissent une veille ou une remise à l'heure."""
_GARDE_MS = 5
"""Marge après la seconde visée : un minuteur peut sonner une milliseconde trop tôt."""


class HorlogeDuPoste(Protocol):
    """Ce que le pouls attend d'une horloge ; ``app.systeme.horloge`` la fournit, les tests la figent."""

    def maintenant(self) -> Instant:
        """Rend l'instant présent, à la seconde."""
        ...

    def monotone(self) -> float:
        """Rend des secondes qui ne reculent jamais."""
        ...

    def millisecondes(self) -> int:
        """Rend les millisecondes UTC depuis 1970 : de quoi viser le début d'une seconde."""
        ...


def attente_ms(millisecondes: int, *, secondes: bool, bascule: int | None) -> int:
    """Rend les millisecondes à attendre depuis ``millisecondes`` jusqu'au prochain battement utile.

    ``secondes`` demande la seconde suivante ; sinon la minute suivante, ou la ``bascule`` (seconde UTC) si elle vient avant.
    """
    pas = 1000 if secondes else 60_000
    cible = (millisecondes // pas + 1) * pas
    if bascule is not None and bascule * 1000 > millisecondes:
        cible = min(cible, bascule * 1000)
    return cible - millisecondes + _GARDE_MS


class Pouls(QObject):
    """Bat une fois par minute ou par seconde, selon ce que les écrans demandent."""

    battement = Signal(object)
    """Un battement : l'``Instant`` présent."""
    saut = Signal(object, object)
    """L'horloge a sauté (veille, remise à l'heure) : l'instant attendu, l'instant lu. Tout est à réévaluer."""

    def __init__(self, horloge: HorlogeDuPoste, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._horloge = horloge
        self._secondes: set[str] = set()
        self._bascules: dict[str, int] = {}
        self._mur = horloge.maintenant()
        self._monotone = horloge.monotone()
        self._minuteur = QTimer(self)
        self._minuteur.setSingleShot(True)
        self._minuteur.setTimerType(Qt.TimerType.PreciseTimer)
        self._minuteur.timeout.connect(self.battre)

    @property
    def maintenant(self) -> Instant:
        """Rend l'instant présent."""
        return self._horloge.maintenant()

    @property
    def actif(self) -> bool:
        """Dit si le prochain battement est armé."""
        return self._minuteur.isActive()

    @property
    def prochain(self) -> int:
        """Rend les millisecondes d'ici au prochain battement, -1 si le pouls est arrêté."""
        return self._minuteur.remainingTime()

    def demarrer(self) -> None:
        """Commence à battre ; le premier battement est immédiat."""
        self._mur, self._monotone = self._horloge.maintenant(), self._horloge.monotone()
        self.battre()

    def arreter(self) -> None:
        """Cesse de battre (fin du programme)."""
        self._minuteur.stop()

    def demander_secondes(self, qui: str, oui: bool) -> None:
        """Dit si l'écran ``qui`` montre des secondes. Réarme le minuteur si cela change quelque chose."""
        if oui == (qui in self._secondes):
            return
        self._secondes.symmetric_difference_update({qui})
        self._rearmer()

    def annoncer_bascule(self, qui: str, seconde: int | None) -> None:
        """Annonce la prochaine seconde UTC où quelque chose change pour ``qui`` ; ``None`` la retire."""
        if self._bascules.get(qui) == seconde:
            return
        if seconde is None:
            self._bascules.pop(qui, None)
        else:
            self._bascules[qui] = seconde
        self._rearmer()

    def battre(self) -> None:
        """Bat maintenant : signale un saut d'horloge s'il y en a un, puis l'heure, puis se réarme."""
        mur, monotone = self._horloge.maintenant(), self._horloge.monotone()
        attendu = self._mur.plus(secondes=round(monotone - self._monotone))
        recul = mur < self._mur
        saut = recul or abs(mur.secondes - attendu.secondes) > SAUT or monotone - self._monotone > SAUT + 60
        self._mur, self._monotone = mur, monotone
        self._minuteur.start(self._attente())
        if saut:
            self.saut.emit(attendu, mur)
        self.battement.emit(mur)

    def _rearmer(self) -> None:
        if self._minuteur.isActive():
            self._minuteur.start(self._attente())

    def _attente(self) -> int:
        bascule = min((b for b in self._bascules.values() if b > self._mur.secondes), default=None)
        return attente_ms(self._horloge.millisecondes(), secondes=bool(self._secondes), bascule=bascule)
