"""Ce que les services demandent au moteur de règles (``app.regles.moteur.Moteur``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from app.domain.echeance import Resultat
from app.domain.faits import Dossier

if TYPE_CHECKING:
    from app.regles.corpus import Corpus


class MoteurDeRegles(Protocol):
    """Le moteur pur et son paquet : mêmes faits, même paquet, mêmes résultats ; il ne sait pas l'heure qu'il est."""

    @property
    def corpus(self) -> Corpus:
        """Rend le paquet : règles, vocabulaire, calendriers, désignation."""
        ...

    def calculer(self, dossier: Dossier) -> Resultat:
        """Rend tout ce que le paquet dit du dossier."""
        ...
