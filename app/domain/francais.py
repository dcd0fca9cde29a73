"""Écriture française des dates, heures et durées dans les dérivations (domaine : aucune dépendance)."""

from __future__ import annotations

import unicodedata
from datetime import date, timedelta
from functools import lru_cache

from app.domain.temps import Instant

JOURS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
JOURS_ABREGES = ("lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim.")
MOIS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
INSECABLE = "\u00a0"
FINE = "\u202f"


def dire_jour(jour: date, *, abrege: bool = True) -> str:
    """Écrit un jour : « jeu. 12 mars 2026 », « dim. 1er mars 2026 »."""
    nom = (JOURS_ABREGES if abrege else JOURS)[jour.weekday()]
    quantieme = "1er" if jour.day == 1 else str(jour.day)
    return f"{nom}{INSECABLE}{quantieme}{INSECABLE}{MOIS[jour.month - 1]}{INSECABLE}{jour.year}"


def dire_heure(instant: Instant, fuseau: str) -> str:
    """Écrit l'heure locale : « 14 h 32 », « 8 h 00 » ; les secondes seulement si elles ne sont pas nulles."""
    heure = instant.locale(fuseau)
    texte = f"{heure.hour}{FINE}h{FINE}{heure.minute:02d}"
    return f"{texte}{FINE}min{FINE}{heure.second:02d}{FINE}s" if heure.second else texte


def dire_saison(instant: Instant, fuseau: str) -> str:
    """Rend « heure d'été » ou « heure d'hiver » quand l'heure locale existe deux fois, sinon une chaîne vide."""
    locale = instant.locale(fuseau)
    if locale.replace(fold=0).utcoffset() == locale.replace(fold=1).utcoffset():
        return ""
    return "heure d'hiver" if locale.fold else "heure d'été"


@lru_cache(maxsize=8192)
def dire_instant(instant: Instant, fuseau: str, *, en_jours: bool = False, saison: bool = True) -> str:
    """Écrit un instant : « jeu. 12 mars 2026 à 14 h 32 ».

    Avec ``en_jours``, un 00:00 s'écrit comme la fin de la veille : « mer. 11 mars 2026 à 24 h ». Une heure qui existe deux fois
    dit laquelle : « dim. 25 octobre 2026 à 2 h 30 (heure d'hiver) », sauf ``saison=False``.
    """
    heure = instant.locale(fuseau)
    if en_jours and (heure.hour, heure.minute, heure.second) == (0, 0, 0):
        return f"{dire_jour(heure.date() - timedelta(days=1))} à 24{FINE}h"
    precision = dire_saison(instant, fuseau) if saison else ""
    return f"{dire_jour(heure.date())} à {dire_heure(instant, fuseau)}" + (f" ({precision})" if precision else "")


def dire_duree(secondes: int) -> str:
    """Écrit une durée non signée : « 23 h 12 min », « 45 min », « 4 j 03 h » au-delà de cinq jours."""
    minutes = abs(secondes) // 60
    jours, reste = divmod(minutes, 1440)
    heures, minutes = divmod(reste, 60)
    if jours >= 5:
        return f"{jours}{FINE}j{FINE}{heures:02d}{FINE}h"
    heures += jours * 24
    if heures and minutes:
        return f"{heures}{FINE}h{FINE}{minutes:02d}{FINE}min"
    return f"{heures}{FINE}h" if heures else f"{minutes}{FINE}min"


_SANS_SIGNES = dict.fromkeys(range(0x300, 0x370)) | {ord("’"): "'", ord("œ"): "oe", ord("æ"): "ae"}


def plier(texte: str) -> str:
    """Ramène un texte à ce qui se cherche : sans accents ni casse, « ’ » comme « ' »."""
    return unicodedata.normalize("NFKD", texte).casefold().translate(_SANS_SIGNES)
