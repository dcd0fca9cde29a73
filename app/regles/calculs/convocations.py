"""La convocation au débat de prolongation : le débat qu'un acte vise, et le préavis qu'il laisse (CPP, art. 114, 145-1).

Deux lectures (00-LISEZ-MOI, groupe 16) : cinq jours ouvrables pleins entre l'envoi et le débat (prudente), ou envoi au plus
tard le cinquième jour ouvrable avant (légale). Un débat renvoyé, d'abord régulièrement convoqué, n'en exige pas une nouvelle.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from app.domain.comput import Duree, Terme, appliquer
from app.domain.faits import Acte
from app.domain.temps import Instant
from app.regles.contexte import Contexte
from app.regles.registre import deduit

FIXE, DEBAT, CONVOCATION, AVIS = "debat_fixe", "debat_contradictoire", "convocation_avocat", "avis_detenu_debat"
PLACEMENT = "placement"
PREAVIS = Duree(jours=5)
SUFFISANT, PLEINS_MANQUANTS, TARDIF, DISPENSE = "suffisant", "pleins_manquants", "tardif", "dispense"


def _jour(valeur: Any, contexte: Contexte) -> date | None:
    return contexte.jour(valeur) if isinstance(valeur, (Instant, date)) else None


def _date_dite(acte: Acte, contexte: Contexte) -> date | None:
    if acte.type == DEBAT:
        return _jour(acte.le, contexte)
    return _jour(acte.valeurs.get("date_debat", acte.valeurs.get("heure_debat")), contexte)


@deduit("debat_vise", "date du débat")
def debat_vise(contexte: Contexte, acte: Acte) -> date | None:
    """Rend le jour du débat que l'acte fixe, tient ou annonce ; non dit, celui du débat déjà fixé, à défaut le suivant."""
    dite = _date_dite(acte, contexte)
    if dite is not None or acte.type not in (CONVOCATION, AVIS):
        return dite
    envoi = _jour(acte.le, contexte)
    if envoi is None:
        return None
    avant: date | None = None
    apres: list[date] = []
    for autre in contexte.actes(FIXE, DEBAT):
        jour = _date_dite(autre, contexte)
        if jour is None or jour < envoi or autre.valeurs.get("objet") == PLACEMENT:
            continue
        fixe_le = _jour(autre.le, contexte)
        if autre.type == FIXE and fixe_le is not None and fixe_le <= envoi:
            avant = jour
        else:
            apres.append(jour)
    return avant or min(apres, default=None)


def _delai(envoi: Instant | date, debat: date, contexte: Contexte) -> str:
    """Rend ``suffisant``, ``pleins_manquants`` (cinquième jour ouvrable avant) ou ``tardif``."""
    terme = appliquer("jo_rebours", debat, PREAVIS, contexte.calendrier, {})
    quand = envoi if isinstance(envoi, Instant) else Instant.debut_du_jour(envoi, contexte.fuseau)
    if not isinstance(terme, Terme) or quand < terme.prudent:
        return SUFFISANT
    return PLEINS_MANQUANTS if quand < terme.legal else TARDIF


def _regulier(type_: str, debat: date, contexte: Contexte) -> bool:
    """Dit si un acte de ce type a été envoyé cinq jours ouvrables pleins avant ce débat, ou si un renvoi en dispense."""
    for acte in contexte.actes(type_):
        if acte.le is not None and debat_vise(contexte, acte) == debat and _delai(acte.le, debat, contexte) == SUFFISANT:
            return True
    return _dispense(type_, debat, contexte)


def _dispense(type_: str, debat: date, contexte: Contexte) -> bool:
    renvoyes = [_date_dite(a, contexte) for a in contexte.actes(DEBAT) if a.valeurs.get("renvoi") is True]
    precedents = sorted(j for j in renvoyes if j is not None and j < debat)
    if not precedents:
        return False
    tenus = (_date_dite(a, contexte) for a in contexte.actes(DEBAT) if a.valeurs.get("renvoi") is not True)
    if any(j is not None and precedents[-1] < j < debat for j in tenus):
        return False
    return _regulier(type_, precedents[-1], contexte)


@deduit("preavis", "préavis de cinq jours ouvrables")
def preavis(contexte: Contexte, acte: Acte) -> str | None:
    """Rend le préavis que laisse l'acte : ``suffisant``, ``pleins_manquants``, ``tardif``, ou ``dispense`` après un renvoi.

    Pour une date de débat fixée : celui que laisserait une convocation envoyée ce jour-là. Un acte de plus, tardif, ne retire
    rien à celui qui l'a précédé à temps.
    """
    type_ = CONVOCATION if acte.type == FIXE else acte.type
    debat = debat_vise(contexte, acte)
    if type_ not in (CONVOCATION, AVIS) or acte.le is None or debat is None:
        return None
    trouve = _delai(acte.le, debat, contexte)
    if trouve == SUFFISANT:
        return trouve
    if _dispense(type_, debat, contexte):
        return DISPENSE
    return SUFFISANT if _regulier(type_, debat, contexte) else trouve


@deduit("dispense_de_convocation", "débat renvoyé après une convocation régulière")
def dispense_de_convocation(contexte: Contexte, acte: Acte) -> bool | None:
    """Dit si un renvoi dispense de convoquer de nouveau l'avocat au débat que l'acte vise."""
    debat = debat_vise(contexte, acte)
    return None if debat is None else _dispense(CONVOCATION, debat, contexte)


@deduit("dispense_d_avis", "débat renvoyé après un avis régulier")
def dispense_d_avis(contexte: Contexte, acte: Acte) -> bool | None:
    """Dit si un renvoi dispense d'aviser de nouveau la personne détenue du débat que l'acte vise."""
    debat = debat_vise(contexte, acte)
    return None if debat is None else _dispense(AVIS, debat, contexte)
