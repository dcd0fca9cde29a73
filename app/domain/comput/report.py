"""Le report de l'art. 801 : un délai d'acte qui expire un jour non ouvrable court jusqu'au premier jour ouvrable, 24 h.

Il ne vaut ni pour une durée privative de liberté, ni pour un délai à rebours, ni pour un minimum avant audience (fiche
``comput_art801_report``). Les fêtes locales contestées reportent l'acte d'une partie (lecture légale) mais ne donnent jamais un
jour de plus à l'autorité (incertitude I7).
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from app.domain.calendrier import Calendrier
from app.domain.comput.terme import UN_JOUR, Terme, en_jours
from app.domain.francais import dire_jour


class Prudente(StrEnum):
    """Lecture prudente d'un délai d'acte : la même, sans report, ou ramenée au dernier jour ouvrable utile."""

    IDEM = "idem"
    SANS_REPORT = "sans_report"
    JOUR_OUVRABLE_UTILE = "jour_ouvrable_utile"


def premier_jour_ouvrable(jour: date, calendrier: Calendrier, *, contestes: bool = True) -> date:
    """Rend ce jour s'il est ouvrable, sinon le premier jour ouvrable qui suit (art. 801 al. 2)."""
    while calendrier.non_ouvrable(jour, contestes=contestes):
        jour += UN_JOUR
    return jour


def dernier_jour_ouvrable(jour: date, calendrier: Calendrier, *, contestes: bool = True) -> date:
    """Rend ce jour s'il est ouvrable, sinon le dernier jour ouvrable qui précède (jamais prévu par 801 : marge d'alarme)."""
    while calendrier.non_ouvrable(jour, contestes=contestes):
        jour -= UN_JOUR
    return jour


def dire_chaine(debut: date, fin: date, calendrier: Calendrier) -> str:
    """Écrit le passage d'un jour à l'autre : « dim. 11 octobre 2026, dimanche → lun. 12 octobre 2026 »."""
    pas = UN_JOUR if fin >= debut else -UN_JOUR
    maillons, jour = [], debut
    while jour != fin:
        maillons.append(f"{dire_jour(jour)}, {calendrier.raison(jour) or 'ouvrable'}")
        jour += pas
    return " → ".join([*maillons, dire_jour(fin)])


def terme_reporte(
    brut: date,
    calendrier: Calendrier,
    depart: str,
    rang: str,
    *,
    prudente: Prudente = Prudente.IDEM,
    reporter: bool = True,
    notes: tuple[str, ...] = (),
) -> Terme:
    """Rend le terme d'un délai d'acte dont le dernier jour brut est connu, report de l'art. 801 compris.

    ``depart`` (ligne entière, ou "") et ``rang`` (sans point) ouvrent la dérivation. ``reporter=False`` : droit antérieur à
    l'art. 801 (01/01/1976).
    """
    entree = (depart,) if depart else ()
    if not reporter:
        return en_jours(brut, brut, calendrier, (*entree, f"{rang} : {dire_jour(brut)}."), "", notes=notes)
    legal = premier_jour_ouvrable(brut, calendrier)
    certain = premier_jour_ouvrable(brut, calendrier, contestes=False)
    prudent = {
        Prudente.IDEM: certain,
        Prudente.SANS_REPORT: min(brut, certain),
        Prudente.JOUR_OUVRABLE_UTILE: dernier_jour_ouvrable(brut, calendrier),
    }[prudente]
    suite = " (art. 801)." if legal != brut else "."
    raison = {
        Prudente.IDEM: f"Fête locale contestée au sens de l'art. 801 : {calendrier.raison(certain)}.",
        Prudente.SANS_REPORT: "Report de l'art. 801 non établi pour ce délai : la lecture prudente ne le compte pas.",
        Prudente.JOUR_OUVRABLE_UTILE: "Report de l'art. 801 non établi pour ce délai : agir le dernier jour ouvrable.",
    }[prudente]
    etapes = (*entree, f"{rang} : {dire_chaine(brut, legal, calendrier)}{suite}")
    return en_jours(legal, prudent, calendrier, etapes, raison, notes=notes, report=legal != brut)


def report(jour: date, calendrier: Calendrier) -> Terme:
    """Rend la fin d'un délai dont le dernier jour brut est ``jour`` (art. 801 CPP)."""
    return terme_reporte(jour, calendrier, "", "Dernier jour")
