"""Ce qu'une mesure nouvelle ferait courir, sans Qt ni écriture : départ retenu, lectures écartées, échéances, irrégularités."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from uuid import uuid4

from app.domain.echeance import Constat, Irregularite, Resultat
from app.domain.temps import Instant
from app.presentation.consequences import Consequence, consequences_d_une_ouverture
from app.presentation.fiche import REGIMES_D_AGE, age_au
from app.presentation.formats import accorder, date_heure, dire_jour, typographier
from app.presentation.frise import constat_de
from app.presentation.placement import Lecture, Placement
from app.presentation.saisie_d_acte import A_JUSTIFIER
from app.presentation.titre_nouveau import resumer_le_titre
from app.services.demandes import ActeSaisi, Changements, CreerDossier, Demande, Enregistrer, OuvrirMesure
from app.services.refus import Refus
from app.services.registre import Registre

MESURE = "apercu"
"""Identifiant de la mesure pendant l'essai ; elle en reçoit un vrai à l'enregistrement."""


@dataclass(frozen=True, slots=True)
class Apercu:
    """L'essai à blanc d'un placement. ``age`` dit l'âge et son régime ; ``cle`` mène au champ refusé."""

    consequences: tuple[Consequence, ...] = ()
    depart: Constat | None = None
    quand: str = ""
    age: str = ""
    refus: str = ""
    cle: str = ""
    resume: tuple[tuple[str, str], ...] = ()
    """Le titre qui en résulterait, en quelques lignes (détention) ; vide pour une mesure comptée en heures."""
    a_justifier: tuple[Irregularite, ...] = ()


def apercevoir(registre: Registre, placement: Placement, lecture: Lecture, maintenant: Instant, poste: str = "") -> Apercu:
    """Essaie la demande lue. Ne lève rien : un refus est rendu avec le champ en cause."""
    age = _age(placement, lecture, maintenant)
    if lecture.demande is None:
        return Apercu(age=age)
    try:
        resultat = _essayer(registre, lecture.demande)
    except Refus as refus:
        return Apercu(age=age, refus=typographier(str(refus)), cle=_cle(placement, refus))
    depart = constat_de(resultat, MESURE, "t0") or constat_de(resultat, MESURE, "premier_jour_du_titre")
    quand = _dire_le_depart(depart, placement.fuseau, poste)
    regime = constat_de(resultat, MESURE, "regime_age")
    if regime is not None:
        age = " · ".join(x for x in (age, REGIMES_D_AGE.get(str(regime.valeur), str(regime.valeur))) if x)
    graves = tuple(i for i in resultat.irregularites if i.mesure == MESURE and i.gravite in A_JUSTIFIER)
    consequences = consequences_d_une_ouverture(resultat, MESURE, poste)
    return Apercu(consequences, depart, quand, age, resume=resumer_le_titre(resultat, MESURE, poste), a_justifier=graves)


def _dire_le_depart(depart: Constat | None, fuseau: str, poste: str) -> str:
    if depart is None:
        return ""
    if isinstance(depart.valeur, Instant):
        return date_heure(depart.valeur, fuseau, poste=poste)
    return dire_jour(depart.valeur) if isinstance(depart.valeur, date) else ""


def enregistrer(registre: Registre, lecture: Lecture, maintenant: Instant, motif: str = "") -> Changements:
    """Enregistre la mesure d'un seul tenant ; le ``motif`` d'une irrégularité devient une mention. Lève ``Refus``."""
    if lecture.demande is None or lecture.erreurs or lecture.manquants:
        raise Refus("Le formulaire n’est pas complet.", code="incomplet")
    if not motif.strip():
        return registre.executer([lecture.demande])
    mesure_id = str(uuid4())
    mention = ActeSaisi("evenement_note", Instant(maintenant.secondes // 60 * 60), {"mention": f"Motif : {motif.strip()}"})
    return registre.executer([_nommer(lecture.demande, mesure_id), Enregistrer(mesure_id, mention)])


def _nommer(demande: CreerDossier | OuvrirMesure, mesure_id: str) -> Demande:
    if isinstance(demande, CreerDossier):
        return replace(demande, mesures=tuple(replace(m, id=mesure_id) for m in demande.mesures))
    return replace(demande, mesure=replace(demande.mesure, id=mesure_id))


def _essayer(registre: Registre, demande: CreerDossier | OuvrirMesure) -> Resultat:
    nommee = _nommer(demande, MESURE)
    if isinstance(nommee, CreerDossier):
        return registre.previsualiser(nommee)[1]
    return registre.simuler(demande.dossier_id if isinstance(demande, OuvrirMesure) else "", [nommee]).apres


def _age(placement: Placement, lecture: Lecture, maintenant: Instant) -> str:
    naissance = placement.naissance(maintenant)
    return accorder(age_au(naissance, maintenant.jour(placement.fuseau)), "an") if naissance else ""


def _cle(placement: Placement, refus: Refus) -> str:
    """Rend la clé du champ refusé : par l'acte nommé dans le refus, sinon par le nom du champ."""
    vocabulaire = placement.corpus.vocabulaire
    for question in placement.questions():
        if placement.repondu(question) and refus.ou == vocabulaire.acte(question.acte).intitule:
            return f"{question.cle}.{refus.champ}"
    for rubrique in placement.rubriques():
        for cle, champ in rubrique.champs:
            if champ.nom == refus.champ and refus.champ != "le":
                return cle
    return f"ouverture.{refus.champ or 'le'}"
