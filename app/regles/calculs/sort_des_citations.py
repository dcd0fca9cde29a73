"""La citation à rebours de l'audience, et ce que devient à l'audience celle qui n'a pas son délai (CPP, art. 552, 553).

Le dernier jour utile est celui d'où l'audience reste permise dans la version de ce jour : au passage de dix à quinze jours, une
citation délivrée la veille garde l'ancien délai.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from app.domain.comput import Terme
from app.domain.comput.quantieme import quantieme
from app.domain.comput.report import dernier_jour_ouvrable
from app.domain.comput.terme import en_jours
from app.domain.echeance import Etape, Gravite, Irregularite, Nature
from app.domain.faits import Acte
from app.domain.francais import dire_jour
from app.domain.temps import Instant
from app.regles.citations import (
    FIXEE,
    RENVOI,
    SAISINE,
    TENUE,
    citation_pour,
    citation_utile,
    demande_de_renvoi_utile,
    jour_d_audience,
)
from app.regles.contexte import Absent, Contexte
from app.regles.delais import cle, incalculable
from app.regles.preavis import PREMIERE, Delai, Sortie, acte_de, delai_depuis, echeance_de, remise_apres
from app.regles.registre import Appel, calcul

DERNIERE, SORT = "citation_au_plus_tard", "sort_de_la_citation"
UN_JOUR = timedelta(days=1)


@calcul(DERNIERE)
def citation_au_plus_tard(appel: Appel, parametres: Mapping[str, Any]) -> tuple[Sortie, ...]:
    """Rend le dernier jour où délivrer la citation, à rebours de l'audience que l'acte fixe.

    Paramètres : ``objet``, ``minimum`` (objet de la clause « premiere_audience » qui porte les durées, à défaut celle-ci),
    ``action``, ``autorite``, ``consequence``, ``alertes``. Le dernier jour est celui d'où l'audience reste permise.
    """
    contexte, objet = appel.contexte, str(parametres["objet"])
    audience = contexte.valeur("acte.audience_citee")
    if isinstance(audience, Absent):
        return (incalculable(appel, objet, "le point de départ manque", audience.faits),)
    jour = contexte.jour(audience)
    if _deja_dit(contexte, jour):
        return ()
    porte = (PREMIERE, str(parametres["minimum"])) if "minimum" in parametres else (DERNIERE, objet)
    trouve = _rebours(appel, jour, *porte)
    if trouve is None:
        return (incalculable(appel, objet, f"aucune version de cette règle ne couvre une audience du {dire_jour(jour)}"),)
    delai, terme = trouve
    etape = Etape(f"Départ : audience du {dire_jour(jour)}.", acte=acte_de(contexte), instant=audience)
    echeance = echeance_de(delai.appel, parametres, objet, Nature.AUTORITE, terme, (etape,))
    citation = citation_pour(contexte, jour)
    if citation is not None and (utile := citation_utile(contexte, citation)) is not None:
        quand = utile if isinstance(utile, Instant) else Instant.debut_du_jour(utile, contexte.fuseau)
        dite = Etape(f"« {contexte.intitule_acte(citation.type)} » le {dire_jour(contexte.jour(quand))}.", acte=citation.id)
        echeance = replace(echeance, satisfaite_le=quand, satisfaite_par=citation.id, etapes=(*echeance.etapes, dite))
    elif (raison := _eteinte(contexte, jour)) and not echeance.sans_objet:
        echeance = replace(echeance, sans_objet=raison)
    return (echeance,)


def _deja_dit(contexte: Contexte, audience: date) -> bool:
    """Dit si un acte antérieur fixe la même audience et porte déjà ce rebours."""
    for acte in contexte.actes(SAISINE, FIXEE):
        if contexte.acte is None or contexte.acte.type != FIXEE or acte.id == contexte.acte.id:
            return False
        porte = acte.type == FIXEE or acte.valeurs.get("mode") in ("citation", "citation_directe")
        if porte and jour_d_audience(contexte, acte) == audience:
            return True
    return False


def _eteinte(contexte: Contexte, audience: date) -> str:
    if any(a.le is not None and contexte.jour(a.le) == audience for a in contexte.actes(TENUE)):
        return "audience tenue"
    return "audience remise à une autre date" if remise_apres(contexte, audience) else ""


def _rebours(appel: Appel, audience: date, fonction: str, objet: str) -> tuple[Delai, Terme] | None:
    """Rend le délai et le dernier jour de délivrance dans les deux lectures ; ``None`` avant la première version."""
    contexte = appel.contexte
    ouverture = Instant.debut_du_jour(audience, contexte.fuseau)
    legal: date | None = None
    jour = audience - UN_JOUR
    while (delai := delai_depuis(appel, jour, fonction, objet)) is not None:
        legal = jour if legal is None and ouverture >= delai.terme.legal else legal
        if legal is not None and ouverture >= delai.terme.prudent:
            return delai, _terme(delai, audience, legal, jour)
        jour -= UN_JOUR
    return None


def _terme(delai: Delai, audience: date, legal: date, plein: date) -> Terme:
    calendrier = delai.appel.contexte.calendrier
    mois = delai.mois
    if mois:  # la lecture de la fiche, mois puis jours, ne doit pas être dépassée
        plein = min(plein, quantieme(audience, -mois) - timedelta(days=int(delai.regle["jours"]) + 1))
        legal = min(legal, plein)
    utile = dernier_jour_ouvrable(plein, calendrier)
    etapes = [f"Le jour de l'audience ne compte pas ; {delai.exige()} avant : {dire_jour(legal)}."]
    etapes.append(f"Jours pleins : {dire_jour(plein)} ; jour ouvrable utile : {dire_jour(utile)}.")
    raison = f"Lecture prudente : jours pleins ({dire_jour(plein)})"
    raison += "." if utile == plein else f", puis dernier jour ouvrable ({calendrier.raison(plein)} exclu)."
    return en_jours(legal, utile, calendrier, tuple(etapes), raison)


@calcul(SORT)
def sort_de_la_citation(appel: Appel, parametres: Mapping[str, Any]) -> tuple[Sortie, ...]:
    """Rend ce que devient, à l'audience tenue, une citation dont le délai n'y est pas (553) : nullité, renvoi, ou couverte.

    Paramètres : ``objet``, ``jours``, ``mois``, comme « premiere_audience » ; ``consequence`` et ``decision``.
    """
    contexte, acte = appel.contexte, appel.contexte.acte
    audience = jour_d_audience(contexte, acte) if acte else None
    citation = citation_pour(contexte, audience) if audience else None
    utile = citation_utile(contexte, citation) if citation else None
    if acte is None or audience is None or citation is None or utile is None:
        return ()
    delai = delai_depuis(appel, contexte.jour(utile), SORT, str(parametres["objet"]))
    if delai is None or Instant.debut_du_jour(audience, contexte.fuseau) >= delai.terme.prudent:
        return ()
    comparution = contexte.valeur("acte.comparution")
    if isinstance(comparution, Absent):
        return (incalculable(appel, str(parametres["objet"]), "présence de la partie citée à établir", comparution.faits),)
    nouvelle = delai_depuis(appel, audience, SORT, str(parametres["objet"]))
    suite = f" Nouvelle citation ce jour-là : première audience utile, {dire_jour(nouvelle.utile)}." if nouvelle else ""
    debut = f"Audience du {dire_jour(audience)}, partie citée le {dire_jour(contexte.jour(utile))} : délai insuffisant"
    return (_sort(delai, comparution, debut, suite, audience, acte),)


def _sort(delai: Delai, comparution: str, debut: str, suite: str, audience: date, acte: Acte) -> Irregularite:
    contexte = delai.appel.contexte
    court = Instant.debut_du_jour(audience, contexte.fuseau) < delai.terme.legal
    grave = Gravite.ROUGE if court else Gravite.ORANGE
    demande = demande_de_renvoi_utile(contexte, audience)
    renvoyee = any(a.le is not None and contexte.jour(a.le) == audience for a in contexte.actes(RENVOI))
    if comparution not in ("presente", "representee"):
        objet, gravite, texte = "nullite_citation", grave, f"{debut}, partie absente ; la citation est nulle.{suite}"
    elif demande and renvoyee:
        objet, gravite, texte = "renvoi_accorde", Gravite.INFORMATION, f"{debut} ; renvoi demandé avant toute défense, ordonné."
    elif demande:
        objet, gravite = "renvoi_de_droit", grave
        texte = f"{debut} ; renvoi demandé avant toute défense au fond : il est de droit.{suite}"
    elif demande is False:
        objet, gravite = "demande_tardive", Gravite.INFORMATION
        texte = f"{debut} ; renvoi demandé après la défense au fond : aucune nullité."
    elif contexte.valeur("acte.defense_sans_renvoi") is True:
        objet, gravite = "delai_couvert", Gravite.INFORMATION
        texte = f"{debut}, mais défense au fond sans demande de renvoi : aucune nullité."
    else:
        objet, gravite = "renvoi_possible", Gravite.ORANGE
        texte = f"{debut}, partie présente : le renvoi est de droit si elle le demande avant toute défense au fond."
    source = delai.appel.regle.source(delai.appel.version, delai.appel.pack)
    remede = "Faire citer de nouveau, ou ordonner le renvoi." if gravite is not Gravite.INFORMATION else ""
    consequence = str(delai.regle.get("consequence", "")) if gravite is not Gravite.INFORMATION else ""
    etapes = tuple(Etape(t) for t in delai.terme.etapes)
    return Irregularite(
        cle(delai.appel, objet), contexte.mesure.id, source, objet, gravite, texte, consequence,
        str(delai.regle.get("decision", "")), acte.id, remede, etapes,
    )  # fmt: skip
