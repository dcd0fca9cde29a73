"""Écriture française des dates, heures, durées et nombres à l'écran ; ne lit jamais l'heure du poste.

Complète ``app.domain.francais`` (les dérivations) de ce que l'écran seul demande : zone affichée quand elle n'est pas celle du
poste, saison d'une heure qui existe deux fois, compte à rebours, retards, listes de phrases.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType

from app.domain.francais import FINE, INSECABLE, JOURS_ABREGES, dire_duree, dire_heure, dire_instant, dire_jour, plier
from app.domain.temps import Instant

__all__ = [
    "FINE",
    "INSECABLE",
    "accorder",
    "compte_a_rebours",
    "date_heure",
    "dire_duree",
    "dire_heure",
    "dire_jour",
    "enumerer",
    "est_double",
    "jour_court",
    "jour_et_heure",
    "lieu_de_zone",
    "majuscule",
    "minuscule",
    "nom_de_zone",
    "nombre",
    "plier",
    "restant",
    "retard",
    "saison",
    "segments",
    "segments_de_retard",
    "typographier",
]

MOIS_ABREGES = ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.")

ZONES = MappingProxyType(
    {
        "Europe/Paris": "heure de Paris",
        "UTC": "temps universel",
        "Etc/UTC": "temps universel",
        "America/Cayenne": "heure de Cayenne",
        "America/Guadeloupe": "heure de la Guadeloupe",
        "America/Martinique": "heure de la Martinique",
        "America/Marigot": "heure de Saint-Martin",
        "America/St_Barthelemy": "heure de Saint-Barthélemy",
        "America/Miquelon": "heure de Saint-Pierre-et-Miquelon",
        "Indian/Reunion": "heure de La Réunion",
        "Indian/Mayotte": "heure de Mayotte",
        "Indian/Kerguelen": "heure des Terres australes",
        "Pacific/Noumea": "heure de Nouméa",
        "Pacific/Tahiti": "heure de Tahiti",
        "Pacific/Marquesas": "heure des Marquises",
        "Pacific/Gambier": "heure des Gambier",
        "Pacific/Wallis": "heure de Wallis",
    }
)

_HEURE = 3600
_JOUR = 24 * _HEURE


# --- dates et heures ----------------------------------------------------------------------------------------------------------


def nom_de_zone(fuseau: str) -> str:
    """Nomme un fuseau comme on le dit : « heure de Cayenne » ; à défaut, le nom de la ville IANA."""
    return ZONES.get(fuseau) or f"heure de {fuseau.rsplit('/', 1)[-1].replace('_', ' ')}"


def lieu_de_zone(fuseau: str) -> str:
    """Nomme un fuseau en un mot, là où la place manque : « Cayenne », « Marquises »."""
    nom = nom_de_zone(fuseau)
    return next((nom.removeprefix(p) for p in ("heure de la ", "heure des ", "heure de ") if nom.startswith(p)), nom)


def est_double(instant: Instant, fuseau: str) -> bool:
    """Dit si l'heure locale de cet instant existe deux fois (nuit du passage à l'heure d'hiver)."""
    locale = instant.locale(fuseau)
    return locale.replace(fold=0).utcoffset() != locale.replace(fold=1).utcoffset()


def saison(instant: Instant, fuseau: str) -> str:
    """Rend « heure d'été » ou « heure d'hiver » quand l'heure locale est double, sinon une chaîne vide."""
    if not est_double(instant, fuseau):
        return ""
    return "heure d’hiver" if instant.locale(fuseau).fold else "heure d’été"


def date_heure(instant: Instant, fuseau: str, *, poste: str = "", en_jours: bool = False) -> str:
    """Écrit un instant en entier : « jeu. 12 mars 2026 à 14 h 32 ».

    ``poste`` est le fuseau du poste : la zone ne s'affiche que si elle en diffère. ``en_jours`` écrit une borne exclue de
    minuit comme la fin de la veille (« mer. 11 mars 2026 à 24 h »).
    """
    precisions = [saison(instant, fuseau)]
    if poste and poste != fuseau:
        precisions.insert(0, nom_de_zone(fuseau))
    texte = dire_instant(instant, fuseau, en_jours=en_jours, saison=False)
    return f"{texte} ({', '.join(p for p in precisions if p)})" if any(precisions) else texte


def jour_court(jour: date, *, annee: int | None = None) -> str:
    """Écrit un jour pour une colonne : « jeu. 12 mars », avec l'année si elle n'est pas ``annee`` (« mar. 5 janv. 2027 »)."""
    quantieme = "1er" if jour.day == 1 else str(jour.day)
    texte = f"{JOURS_ABREGES[jour.weekday()]}{INSECABLE}{quantieme}{INSECABLE}{MOIS_ABREGES[jour.month - 1]}"
    return texte if jour.year == annee else f"{texte}{INSECABLE}{jour.year}"


def jour_et_heure(instant: Instant, fuseau: str, *, en_jours: bool = False, annee: int | None = None) -> tuple[str, str]:
    """Rend le jour et l'heure séparés, pour deux colonnes alignées : (« jeu. 12 mars », « 14 h 32 »)."""
    locale = instant.locale(fuseau)
    jour = locale.date()
    if en_jours and (locale.hour, locale.minute, locale.second) == (0, 0, 0):
        return jour_court(jour - timedelta(days=1), annee=annee), f"24{FINE}h"
    return jour_court(jour, annee=annee), dire_heure(instant, fuseau)


# --- durées -------------------------------------------------------------------------------------------------------------------


def segments(secondes: int) -> tuple[tuple[str, str], ...]:
    """Découpe une durée en (chiffres, unité) : le grand et le petit du compte à rebours.

    Sous une heure : minutes et secondes ; sous deux jours : heures et minutes ; au-delà : jours et heures ; dès cent jours, les
    jours seuls. On ne compte que ce qui est entièrement écoulé : il ne reste jamais plus que ce qui est affiché.
    """
    reste = max(0, secondes)
    if reste < 60:
        return ((str(reste), "s"),)
    if reste < _HEURE:
        return ((str(reste // 60), "min"), (f"{reste % 60:02d}", "s"))
    if reste < 2 * _JOUR:
        return ((str(reste // _HEURE), "h"), (f"{reste % _HEURE // 60:02d}", "min"))
    if reste < 100 * _JOUR:
        return ((str(reste // _JOUR), "j"), (f"{reste % _JOUR // _HEURE:02d}", "h"))
    return ((str(reste // _JOUR), "j"),)


def compte_a_rebours(secondes: int) -> str:
    """Écrit une durée qui court : « 23 h 12 min », « 12 min 04 s » sous une heure, « 5 j 04 h » au-delà de deux jours."""
    return _joindre(segments(secondes))


def _joindre(morceaux: tuple[tuple[str, str], ...]) -> str:
    return FINE.join(morceau for paire in morceaux for morceau in paire if morceau)


def retard(secondes: int) -> str:
    """Écrit un retard : « 1 h 03 », « 12 min », « moins d'une minute », « 3 j 04 h »."""
    if abs(secondes) < 60:
        return "moins d’une minute"
    return _joindre(segments_de_retard(secondes))


def segments_de_retard(secondes: int) -> tuple[tuple[str, str], ...]:
    """Découpe un retard en (chiffres, unité), comme ``retard`` : (« 1 », « h »), (« 03 », «  »)."""
    retard_ = abs(secondes)
    if retard_ < 60:
        return (("<\u202f1", "min"),)
    if retard_ < _HEURE:
        return ((str(retard_ // 60), "min"),)
    if retard_ < 2 * _JOUR:
        return ((str(retard_ // _HEURE), "h"), (f"{retard_ % _HEURE // 60:02d}", ""))
    return segments(retard_)


def restant(secondes: int) -> str:
    """Écrit ce qui reste, ou « dépassée de 1 h 03 » quand ``secondes`` est nul ou négatif."""
    return compte_a_rebours(secondes) if secondes > 0 else f"dépassée de {retard(secondes)}"


# --- phrases ------------------------------------------------------------------------------------------------------------------


def nombre(valeur: int) -> str:
    """Écrit un entier avec l'espace fine des milliers : « 12 000 »."""
    return f"{valeur:,}".replace(",", FINE)


def accorder(valeur: int, singulier: str, pluriel: str | None = None) -> str:
    """Accorde un nom avec son nombre : « 0 échéance », « 2 échéances » (en français, le pluriel commence à deux)."""
    return f"{nombre(valeur)}{INSECABLE}{singulier if abs(valeur) < 2 else pluriel or singulier + 's'}"


def enumerer(elements: Sequence[str], liaison: str = "et") -> str:
    """Écrit une liste comme une phrase : « a », « a et b », « a, b et c »."""
    if len(elements) < 2:
        return "".join(elements)
    return f"{', '.join(elements[:-1])} {liaison} {elements[-1]}"


def majuscule(texte: str) -> str:
    """Met une majuscule à la première lettre, sans toucher au reste (« JLD » reste « JLD »)."""
    return texte[:1].upper() + texte[1:]


def minuscule(texte: str) -> str:
    """Ôte la majuscule de tête d'un mot courant ; un sigle garde la sienne (« JLD saisi »)."""
    return texte if texte[1:2].isupper() else texte[:1].lower() + texte[1:]


# Compilés par ``re`` à leur premier usage : le premier affichage n'en a pas besoin.
_TYPOGRAPHIE: tuple[tuple[str, str], ...] = (
    (r"(?<=\w)'(?=\w)", "’"),
    (r"« +", f"«{INSECABLE}"),
    (r" +»", f"{INSECABLE}»"),
    (r" +:", f"{INSECABLE}:"),
    (r" +([;?!])", rf"{FINE}\1"),
    (r"(?<=\d) (?=(?:h|min|s|j)\b)", FINE),
    (r"(?<=\d[ \u202f]h) (?=\d)", FINE),
    (
        r"(?<=\d) (?=(?:heures?|jours?|mois|ans?|minutes?|janvier|février|mars|avril|mai|juin|juillet|août)\b)",
        INSECABLE,
    ),
    (r"(?<=\d) (?=(?:septembre|octobre|novembre|décembre)\b)", INSECABLE),
    (r"\b(art\.|al\.|[LRDA]\.|n°) (?=[\dIVXLRDA])", rf"\1{INSECABLE}"),
)


@lru_cache(maxsize=4096)
def typographier(texte: str) -> str:
    """Pose les espaces insécables et l'apostrophe courbe d'un texte venu des règles ou d'une saisie."""
    for motif, remplacement in _TYPOGRAPHIE:
        texte = re.sub(motif, remplacement, texte)
    return texte
