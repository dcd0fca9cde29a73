"""L'heure qu'il est : le seul chemin par lequel elle entre dans les services."""

from __future__ import annotations

from typing import Protocol

from app.domain.temps import Instant


class Horloge(Protocol):
    """Donne l'heure. Une seule implantation lit l'heure du poste : ``app.systeme.horloge``."""

    def maintenant(self) -> Instant:
        """Rend l'instant présent, à la seconde."""
        ...

    def monotone(self) -> float:
        """Rend un nombre de secondes qui ne recule jamais (durées, détection des sauts d'horloge)."""
        ...
