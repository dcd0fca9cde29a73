"""L'état d'un titre de détention à un instant (fiche 02, § 14 a) : ce que les faits connus alors et le paquet en disent.

Il se déduit, il ne se saisit pas : le compteur qui court dit la phase, ses périodes disent le rang. ``EXPIRE`` n'est jamais
choisi ; on y tombe quand une fin acquise est passée. Aucun passage n'est automatique vers la levée : c'est un acte.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.domain.echeance import Echeance, Nature, Resultat
from app.domain.faits import Acte, Dossier, Mesure
from app.domain.temps import Instant
from app.regles.etats import connu_a
from app.regles.moteur import Moteur
from app.regles.session import Evaluation
from app.regles.titre import Compteur, cle_de_duree


class EtatDeTitre(StrEnum):
    """Les états de la synthèse 14 (a)."""

    LIBRE = "libre"
    RETENU = "retenu avant juge"
    INCARCERATION_PROVISOIRE = "incarcération provisoire"
    INFORMATION = "détention pendant l'information"
    EXCEPTIONNELLE = "prolongation exceptionnelle de la chambre"
    ATTENTE_TRIBUNAL = "maintenu devant le tribunal"
    ATTENTE_CRIMINELLE = "mis en accusation, en attente de jugement"
    COMPARUTION_IMMEDIATE_JLD = "détenu avant comparution immédiate"
    COMPARUTION_IMMEDIATE = "détenu, comparution immédiate renvoyée"
    DELAI_DIFFERE = "détenu, comparution à délai différé"
    CRPC = "détenu, délai de réflexion (CRPC)"
    COMPARU = "examen au fond commencé"
    APPEL = "condamné, appel en cours"
    POURVOI = "pourvoi en cours"
    PEINE = "condamné, peine en exécution"
    BLOCAGE = "liberté ordonnée contre les réquisitions, blocage en cours"
    EXPIRE = "titre expiré"
    LEVE = "écrou levé sur ce titre"
    EVADE = "évadé"


_PAR_PHASE = {
    "information": EtatDeTitre.INFORMATION,
    "attente_jugement": EtatDeTitre.ATTENTE_TRIBUNAL,
    "comparution_immediate": EtatDeTitre.COMPARUTION_IMMEDIATE,
    "jugement": EtatDeTitre.COMPARU,
    "appel": EtatDeTitre.APPEL,
    "pourvoi": EtatDeTitre.POURVOI,
}
_PAR_REGLE = {
    "aud_ci_396_troisieme_jour": EtatDeTitre.COMPARUTION_IMMEDIATE_JLD,
    "aud_cdd_397_1_1": EtatDeTitre.DELAI_DIFFERE,
    "cdi_reglement_assises_181": EtatDeTitre.ATTENTE_CRIMINELLE,
    "cdi_reglement_ccd_181_1": EtatDeTitre.ATTENTE_CRIMINELLE,
    "cdi_reglement_connexe_181": EtatDeTitre.ATTENTE_CRIMINELLE,
    "dp_mineur_reglement_crim": EtatDeTitre.ATTENTE_CRIMINELLE,
}
_LIBERANTS = ("relaxe", "acquittement", "condamnation_sans_ferme", "dispense")


@dataclass(frozen=True, slots=True)
class SituationDeTitre:
    """L'état d'un titre, le compteur qui court et le nombre de prolongations qu'il a reçues."""

    etat: EtatDeTitre
    compteur: str = ""
    rang: int = 0


def situation_de_titre(moteur: Moteur, dossier: Dossier, mesure_id: str, a: Instant) -> SituationDeTitre:
    """Rend la situation du titre à l'instant ``a`` ; les actes postérieurs ne comptent pas. Lève ``KeyError``."""
    connu = connu_a(dossier, a)
    mesure = connu.mesure(mesure_id)
    session = Evaluation(moteur.corpus, connu)
    courant = session.titres(mesure).courant
    etat = _etat(session, mesure, moteur.calculer(connu), courant, a)
    if courant is None:
        return SituationDeTitre(etat)
    return SituationDeTitre(etat, courant.clause.intitule, len(courant.periodes) - 1)


def _etat(session: Evaluation, mesure: Mesure, resultat: Resultat, courant: Compteur | None, a: Instant) -> EtatDeTitre:
    actes = session.en_vigueur(mesure)
    types = [x.type for x in actes]
    cloture = session.vocabulaire.mesures[mesure.type].cloture
    if cloture in types:
        return EtatDeTitre.LEVE
    if _dernier(types, "evasion") > _dernier(types, "reprise"):
        return EtatDeTitre.EVADE
    ouvertes = [e for e in resultat.echeances if e.mesure == mesure.id and e.ouverte and e.nature is Nature.LIBERTE]
    if any(a >= e.legal for e in ouvertes):
        return EtatDeTitre.EXPIRE
    if _bloquee(actes, ouvertes):
        return EtatDeTitre.BLOCAGE
    if courant is not None:
        return _du_compteur(courant)
    return _sans_compteur(actes, types)


def _du_compteur(courant: Compteur) -> EtatDeTitre:
    maximum = courant.maximum and courant.clause.maximum
    if courant.clause.phase == "information" and maximum:
        cumul, plafond = cle_de_duree(courant.derniere.cumul), maximum.get("mois", 0) + 12 * maximum.get("annees", 0)
        if cumul[0] > plafond:
            return EtatDeTitre.EXCEPTIONNELLE
    return _PAR_REGLE.get(courant.regle.id) or _PAR_PHASE.get(courant.clause.phase, EtatDeTitre.INFORMATION)


def _bloquee(actes: tuple[Acte, ...], ouvertes: list[Echeance]) -> bool:
    """Dit si une mise en liberté contraire aux réquisitions est ordonnée, et que l'échéance qu'elle ouvre court encore."""
    contraires = {x.id for x in actes if x.type == "mise_en_liberte" and x.valeurs.get("conforme_aux_requisitions") is False}
    return any(e.acte in contraires for e in ouvertes)


def _sans_compteur(actes: tuple[Acte, ...], types: list[str]) -> EtatDeTitre:
    jugements = [x for x in actes if x.type == "jugement"]
    if "pourvoi" in types and jugements and _dernier(types, "pourvoi") > _dernier(types, "arret_cassation"):
        return EtatDeTitre.POURVOI
    if jugements and jugements[-1].valeurs.get("sens") not in _LIBERANTS:
        return EtatDeTitre.PEINE
    if "comparution_fond" in types:
        return EtatDeTitre.COMPARU
    fondements = {x.valeurs.get("fondement") for x in actes if x.type == "placement_detention"}
    if "495_10" in fondements:
        return EtatDeTitre.CRPC
    if fondements:
        return EtatDeTitre.INFORMATION
    return EtatDeTitre.INCARCERATION_PROVISOIRE if "incarceration_provisoire" in types else EtatDeTitre.LIBRE


def _dernier(types: list[str], type_: str) -> int:
    return max((n for n, t in enumerate(types) if t == type_), default=-1)
