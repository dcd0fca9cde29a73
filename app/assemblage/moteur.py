"""Le moteur de règles chargé à sa première question : la fenêtre et l'échéancier paraissent avant le paquet de droit."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.domain.echeance import Resultat
    from app.domain.faits import Dossier
    from app.regles.corpus import Corpus


class MoteurParesseux:
    """Implante ``app.services.moteur.MoteurDeRegles`` ; n'importe et ne lit le paquet qu'au premier usage."""

    @cached_property
    def corpus(self) -> Corpus:
        """Rend le paquet livré avec le programme. Lève une ``ErreurMetier`` s'il est abîmé."""
        from app.systeme.fichiers_de_regles import charger_paquet

        return charger_paquet()

    def calculer(self, dossier: Dossier) -> Resultat:
        """Rend tout ce que le paquet dit du dossier."""
        from app.regles.moteur import Moteur

        return Moteur(self.corpus).calculer(dossier)
