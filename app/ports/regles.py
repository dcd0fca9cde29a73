"""Ce que les services demandent au moteur de règles."""

from __future__ import annotations

from typing import Protocol

from app.domain.echeance import Resultat
from app.domain.faits import Dossier


class MoteurDeRegles(Protocol):
    """Le moteur pur : mêmes faits, même paquet, mêmes résultats ; il ne sait pas l'heure qu'il est."""

    def calculer(self, dossier: Dossier) -> Resultat:
        """Rend tout ce que le paquet dit du dossier."""
        ...
