"""Une horloge que le test avance, recule ou endort."""

from __future__ import annotations

from app.domain.temps import Instant


class HorlogeFigee:
    """Horloge de test. Le temps n'y passe que si on le dit."""

    def __init__(self, instant: Instant) -> None:
        self._ms = instant.secondes * 1000
        self._monotone = 1000.0

    def maintenant(self) -> Instant:
        return Instant(self._ms // 1000)

    def monotone(self) -> float:
        return self._monotone

    def millisecondes(self) -> int:
        return self._ms

    def avancer(self, secondes: float) -> None:
        """Le temps passe normalement."""
        self._ms += round(secondes * 1000)
        self._monotone += secondes

    def dormir(self, secondes: float) -> None:
        """Le poste se met en veille : l'horloge murale avance, la monotone non."""
        self._ms += round(secondes * 1000)

    def reculer(self, secondes: float) -> None:
        """Quelqu'un (ou le réseau) remet le poste à l'heure, en arrière."""
        self._ms -= round(secondes * 1000)
