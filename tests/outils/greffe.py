"""Un greffe en mémoire : un registre, une horloge figée, des dossiers déjà saisis. Sans disque, sans Qt."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.faits import Dossier, Mesure
from app.presentation.fiche import Compositeur, Fiche
from app.services.registre import Registre
from tests.outils.fabriques import identifiants, le, moteur
from tests.outils.horloges import HorlogeFigee
from tests.outils.memoire import BaseEnMemoire
from tests.outils.situations import Situation

POSTE = "Europe/Paris"


@dataclass
class Greffe:
    """Tout ce qu'il faut pour saisir et relire."""

    registre: Registre
    horloge: HorlogeFigee
    base: BaseEnMemoire
    dossier_id: str = ""
    mesure_id: str = ""

    @property
    def dossier(self) -> Dossier:
        return self.registre.dossier(self.dossier_id)

    @property
    def mesure(self) -> Mesure:
        return self.dossier.mesure(self.mesure_id)

    def fiche(self, poste: str = POSTE) -> Fiche:
        """La fiche de la mesure, à l'heure de l'horloge."""
        compositeur = Compositeur(self.registre.corpus, poste)
        resultat = self.registre.calculer(self.dossier_id)
        version = self.registre.version(self.dossier_id)
        return compositeur.composer(self.dossier, self.mesure_id, resultat, self.horloge.maintenant(), version=version)

    def acte(self, type_: str) -> str:
        """L'identifiant du premier acte en vigueur de ce type."""
        return next(a.id for a in self.mesure.en_vigueur() if a.type == type_)


def greffe(situation: Situation | None = None, a: str = "20/05/2026 12:00") -> Greffe:
    """Un greffe à midi, ou à l'heure d'une situation, celle-ci déjà enregistrée."""
    horloge = HorlogeFigee(situation.a if situation else le(a))
    base = BaseEnMemoire()
    registre = Registre(base, moteur(), horloge, "greffe", identifiants())
    monte = Greffe(registre, horloge, base)
    if situation is not None:
        changements = registre.executer([situation.demande])
        monte.dossier_id, monte.mesure_id = changements.dossier, changements.mesure
    return monte
