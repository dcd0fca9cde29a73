"""Ctrl+Z : la demande qui défait la dernière saisie, par rectification. Rien n'est effacé."""

from __future__ import annotations

from app.domain.faits import Valeur
from app.ports.enregistrements import Enregistrement, Sujet
from app.services.demandes import (
    ActeSaisi,
    Annuler,
    AnnulerMesure,
    Demande,
    Rectifier,
    RectifierFaits,
    RetablirMesure,
)
from app.services.reconstitution import TERRITOIRE, Historique
from app.services.refus import Refus

MOTIF_DE_RETOUR = "Retour sur la dernière saisie (Ctrl+Z)"


def demande_de_retour(historique: Historique) -> Demande:
    """Rend la demande qui défait la dernière saisie non encore défaite. Lève ``Refus`` s'il n'y en a plus."""
    pile: list[Enregistrement] = []
    for e in historique.enregistrements:
        if e.motif == MOTIF_DE_RETOUR:
            pile.pop()
        else:
            pile.append(e)
    if len(pile) < 2:
        raise Refus("Il n'y a plus rien à défaire dans ce dossier.", code="rien_a_defaire")
    derniere = pile[-1]
    if derniere.sujet is Sujet.ACTE:
        return _defaire_l_acte(historique, derniere)
    if derniere.sujet is Sujet.MESURE and derniere.mesure_id is not None:
        return _defaire_la_mesure(historique, derniere, derniere.mesure_id)
    return _defaire_les_faits(historique, derniere)


def _defaire_l_acte(historique: Historique, e: Enregistrement) -> Demande:
    if e.remplace is None:
        return Annuler(e.id, MOTIF_DE_RETOUR)
    ancien = historique.acte(e.remplace)
    if ancien.annule and not e.annule:
        return Annuler(e.id, MOTIF_DE_RETOUR)
    return Rectifier(e.id, ActeSaisi(ancien.type, ancien.le, ancien.champs), MOTIF_DE_RETOUR)


def _defaire_la_mesure(historique: Historique, e: Enregistrement, mesure_id: str) -> Demande:
    if e.annule:
        return RetablirMesure(mesure_id, MOTIF_DE_RETOUR)
    premiere = next(x for x in historique.enregistrements if x.sujet is Sujet.MESURE and x.mesure_id == mesure_id)
    if premiere.id == e.id or not e.champs:
        return AnnulerMesure(mesure_id, MOTIF_DE_RETOUR)
    return RectifierFaits(historique.dossier_id, mesure_id=mesure_id, mesure=_anciennes(historique, e), motif=MOTIF_DE_RETOUR)


def _defaire_les_faits(historique: Historique, e: Enregistrement) -> Demande:
    anciennes = _anciennes(historique, e)
    if e.sujet is Sujet.PROCEDURE:
        return RectifierFaits(historique.dossier_id, procedure=anciennes, motif=MOTIF_DE_RETOUR)
    if e.sujet is Sujet.PERSONNE:
        return RectifierFaits(historique.dossier_id, personne=anciennes, motif=MOTIF_DE_RETOUR)
    return RectifierFaits(historique.dossier_id, territoire=str(anciennes[TERRITOIRE]), motif=MOTIF_DE_RETOUR)


def _anciennes(historique: Historique, e: Enregistrement) -> dict[str, Valeur | None]:
    rang = historique.enregistrements.index(e)
    avant = Historique(historique.dossier_id, historique.mesures, historique.enregistrements[:rang])
    faits = avant.faits(e.sujet, e.mesure_id)
    return {nom: faits.get(nom) for nom in e.champs}
