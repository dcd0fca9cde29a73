"""La liste des personnes retenues, sans Qt : la moins longue à agir d'abord, avec ce qui vient ensuite et qui décide.

Une ligne vient de la projection (une requête) ; la prochaine décision permise, que la projection ne porte pas, s'y ajoute
ensuite, dossier par dossier, sans retarder l'affichage.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from app.domain.echeance import Nature, Resultat
from app.domain.faits import Dossier
from app.domain.temps import Instant
from app.ports.projection import EtatDeMesure, LigneProjetee
from app.presentation.droits import TableauDesDroits
from app.presentation.formats import FINE, date_heure, majuscule, restant, typographier
from app.presentation.lignes import ligne_de, signe
from app.presentation.prolongation import prolongations_de
from app.presentation.urgence import SANS_OBJET, Signe
from app.services.consultation import PersonneRetenue

SANS_ECHEANCE = 1 << 62


@dataclass(frozen=True, slots=True)
class LigneDeGarde:
    """Une personne retenue. ``fin`` commande la mesure ; ``droit``, la première autre chose à faire."""

    mesure_id: str
    dossier_id: str
    personne: str
    numero: str
    mesure: str
    lieu: str
    deferee: bool
    debut: Instant | None
    fuseau: str
    fin: LigneProjetee | None
    droit: LigneProjetee | None
    decision: str = ""
    autorite: str = ""
    enrichie: bool = False

    def ecoule(self, maintenant: Instant) -> str:
        """Rend le temps passé depuis le départ légal, en heures : c'est ainsi que la loi le compte."""
        if self.debut is None:
            return ""
        heures, secondes = divmod(max(0, maintenant.secondes - self.debut.secondes), 3600)
        return f"{heures}{FINE}h{FINE}{secondes // 60:02d}"

    def reste(self, maintenant: Instant) -> str:
        """Rend le temps qui reste avant la fin de la mesure, ou son dépassement."""
        return restant(self.fin.suivi - maintenant.secondes) if self.fin else ""

    def signe(self, maintenant: Instant) -> Signe:
        """Rend le niveau de l'échéance qui commande."""
        return signe(self.fin, maintenant) if self.fin else SANS_OBJET

    def avant(self, poste: str) -> str:
        """Rend l'instant où la mesure doit avoir cessé."""
        return date_heure(Instant(self.fin.suivi), self.fin.fuseau, poste=poste, en_jours=self.fin.en_jours) if self.fin else ""

    def phrase(self, maintenant: Instant, poste: str) -> str:
        """Rend la ligne en une phrase, pour un lecteur d'écran."""
        parts = [f"{self.personne}, {self.mesure}", self.lieu, f"depuis {self.ecoule(maintenant)}"]
        if self.fin:
            parts.append(f"{self.signe(maintenant).mot}, {self.reste(maintenant)}, avant le {self.avant(poste)}")
        if self.droit:
            parts.append(f"prochain droit : {self.droit.action}")
        if self.decision:
            parts.append(f"prochaine décision : {self.decision}, {self.autorite}")
        return ". ".join(p for p in parts if p)


def lignes_de_garde(retenues: Iterable[PersonneRetenue], intitules: Mapping[str, str]) -> list[LigneDeGarde]:
    """Rend les personnes retenues, la moins longue à agir d'abord. ``intitules`` : type de mesure → nom."""
    lignes = [
        LigneDeGarde(
            mesure_id=r.suivi.mesure_id,
            dossier_id=r.suivi.dossier_id,
            personne=r.suivi.personne,
            numero=r.suivi.numero,
            mesure=typographier(
                "Défèrement" if r.suivi.etat == EtatDeMesure.DEFEREE else intitules.get(r.suivi.type, r.suivi.type)
            ),
            lieu=typographier(r.suivi.lieu),
            deferee=r.suivi.etat == EtatDeMesure.DEFEREE,
            debut=Instant(r.suivi.debut) if r.suivi.debut is not None else None,
            fuseau=r.suivi.fuseau,
            fin=r.fin,
            droit=r.prochaine,
            decision=majuscule(typographier(r.fin.action)) if r.fin else "",
            autorite=typographier(r.fin.autorite) if r.fin else "",
        )
        for r in retenues
    ]
    return sorted(lignes, key=_ordre)


def _ordre(ligne: LigneDeGarde) -> tuple[int, str, str]:
    return (ligne.fin.suivi if ligne.fin else SANS_ECHEANCE, ligne.personne, ligne.mesure_id)


def enrichir(
    ligne: LigneDeGarde, dossier: Dossier, resultat: Resultat, droits: TableauDesDroits, maintenant: Instant
) -> LigneDeGarde:
    """Ajoute le droit le plus pressant, et la prochaine prolongation permise avec qui en décide."""
    horloges = [x.horloge for x in droits.composer(dossier, ligne.mesure_id, resultat) if x.horloge is not None]
    presse = min((e for e in horloges if e.nature is not Nature.MINIMUM), key=lambda e: (e.suivi, e.cle), default=None)
    contexte = {"dossier_id": ligne.dossier_id, "personne": ligne.personne, "numero": ligne.numero}
    ligne = replace(ligne, droit=ligne_de(presse, **contexte) if presse else None, enrichie=True)
    prolongations = prolongations_de(dossier, ligne.mesure_id, resultat, maintenant)
    proposee = next((p for p in prolongations if p.proposee), None)
    if proposee is None:
        return ligne
    if proposee.forclose:
        return replace(ligne, decision="Lever la mesure : aucune prolongation enregistrée à temps")
    return replace(ligne, decision=f"{proposee.action} ou lever", autorite=proposee.autorite)


def en_derniere_heure(lignes: Iterable[LigneDeGarde], maintenant: Instant) -> bool:
    """Dit si une échéance montrée est dans sa dernière heure : l'écran bat alors à la seconde."""
    return any(x.fin is not None and 0 < x.fin.suivi - maintenant.secondes <= 3600 for x in lignes)
