"""La grammaire des dates et heures telles qu'un greffier les tape : du texte vers des nombres, sans rien décider.

Ne connaît ni l'heure qu'il est ni le fuseau : ``app.presentation.saisie`` leur donne un sens.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

MOIS = {
    "janvier": 1, "janv": 1, "jan": 1, "fevrier": 2, "fevr": 2, "fev": 2, "mars": 3, "avril": 4, "avr": 4, "mai": 5, "juin": 6,
    "juillet": 7, "juil": 7, "aout": 8, "septembre": 9, "sept": 9, "octobre": 10, "oct": 10, "novembre": 11, "nov": 11,
    "decembre": 12, "dec": 12,
}  # fmt: skip
JOURS = {
    "lundi": 0, "lun": 0, "mardi": 1, "mar": 1, "mercredi": 2, "mer": 2, "jeudi": 3, "jeu": 3, "vendredi": 4, "ven": 4,
    "samedi": 5, "sam": 5, "dimanche": 6, "dim": 6,
}  # fmt: skip
JOURS_RELATIFS = {
    "avant-hier": -2, "avant hier": -2, "avanthier": -2, "hier": -1, "aujourd'hui": 0, "aujourdhui": 0, "auj": 0, "ce jour": 0,
    "demain": 1, "apres-demain": 2, "apres demain": 2, "apresdemain": 2,
}  # fmt: skip
MAINTENANT = frozenset({"maintenant", "now", "m", "."})


class Illisible(ValueError):
    """Le texte n'entre dans aucune forme connue ; le message dit quoi taper."""


@dataclass(frozen=True, slots=True)
class Heure:
    """Une heure d'horloge : heures, minutes, secondes, non encore vérifiées ; ``minuit`` quand on l'a écrit en lettres."""

    heures: int
    minutes: int = 0
    secondes: int = 0
    minuit: bool = False


@dataclass(frozen=True, slots=True)
class Jour:
    """Un jour tel qu'écrit : relatif, jour de semaine (avec « dernier » = -1 ou « prochain » = 1), ou quantième et mois."""

    relatif: int | None = None
    semaine: int | None = None
    cote: int = 0
    quantieme: int | None = None
    mois: int = 0
    annee: int | None = None


@dataclass(frozen=True, slots=True)
class Decalage:
    """Un écart signé au repère : « +20h », « il y a 45 min »."""

    jours: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Moment:
    """Ce qui a été écrit : un jour, une heure, une saison (1 été, 2 hiver), chacun facultatif."""

    jour: Jour | None = None
    heure: Heure | None = None
    saison: int | None = None


def normaliser(texte: str) -> str:
    """Ramène un texte tapé ou collé à une forme simple : sans accents, en minuscules, chiffres latins, espaces uniques.

    Absorbe les espaces insécables, les chiffres pleine chasse ou arabes, les tirets longs, les apostrophes courbes et les
    caractères invisibles que glissent les traitements de texte.
    """
    texte = unicodedata.normalize("NFKD", texte).casefold()
    simple = "".join(_simplifier(c) for c in texte)
    return re.sub(r"\s+", " ", re.sub(r"[(),]", " ", simple)).strip()


def _simplifier(caractere: str) -> str:
    if caractere in "’‘ʼ`´":
        return "'"
    if caractere in "−–—‐‑‒":
        return "-"
    categorie = unicodedata.category(caractere)
    if categorie in {"Mn", "Cf"}:
        return ""
    if categorie == "Nd":
        return str(unicodedata.decimal(caractere))
    return caractere


_DECALAGE = re.compile(
    r"(?P<signe>\+|-|dans |il y a ) ?(?:(?P<j>\d{1,3}) ?j(?:ours?)? ?)?"
    r"(?:(?P<h>\d{1,4}) ?h(?:eures?)? ?(?P<reste>\d{1,2})? ?)?"
    r"(?:(?P<m>\d{1,5}) ?(?:min|mn|minutes?|m|'))?(?(reste)(?:min|mn|m|')?)"
)
_HEURE = (
    r"(?:(?P<h>\d{1,2}) ?(?:heures?(?! d)|h) ?(?:(?P<mh>\d{1,2})(?: ?(?:min|mn|m|:|')(?: ?(?P<sh>\d{1,2}) ?s?)?)?)?"
    r"|(?P<hp>\d{1,2}) ?: ?(?P<mp>\d{1,2})(?: ?: ?(?P<sp>\d{1,2}))?"
    r"|(?P<compact>\d{3,4})|(?P<mot>midi|minuit))"
)
_NOMS_DE_JOUR = "|".join(sorted(JOURS, key=len, reverse=True))
_NOMS_DE_MOIS = "|".join(sorted(MOIS, key=len, reverse=True))
_RELATIFS = "|".join(sorted(map(re.escape, JOURS_RELATIFS), key=len, reverse=True))
_ANNEE = r"(?:19|20|21)\d\d"
_JOUR = (
    rf"(?:le )?(?:(?P<relatif>{_RELATIFS})"
    rf"|(?P<aaaa>{_ANNEE})-(?P<mm>\d{{1,2}})-(?P<jj>\d{{1,2}})"
    rf"|(?:(?P<nom>{_NOMS_DE_JOUR})\.? (?:le )?)?(?P<q>\d{{1,2}})"
    r"(?:(?P<sep>[/.-])(?P<mo>\d{1,2})(?:(?P=sep)(?P<an>\d{4}|\d{2}))?"
    rf"|(?:er)? ?(?P<lettres>{_NOMS_DE_MOIS})\b\.?(?: (?P<anl>{_ANNEE})(?!\d))?)"
    rf"|(?P<semaine>{_NOMS_DE_JOUR})\.?(?: (?P<cote>dernier|prochain))?)"
)
_SAISON = r"(?: (?:heure )?(?:d')?(?P<saison>ete|hiver))?"
_FORMES = tuple(
    re.compile(forme)
    for forme in (
        rf"{_JOUR}(?: ?t| (?:a |vers )?| ?- ?| )? ?{_HEURE}{_SAISON}",
        rf"(?:a )?{_HEURE} (?:le )?{_JOUR}{_SAISON}",
        rf"(?:a )?{_HEURE}{_SAISON}",
    )
)
_JOUR_SEUL = re.compile(_JOUR)
_JOUR_COMPACT = re.compile(r"(?P<q>\d{2})(?P<mo>\d{2})(?P<an>\d{4})")


def lire_decalage(texte: str) -> Decalage | None:
    """Lit un écart signé, ou rend ``None`` si le texte normalisé n'en est pas un. Lève ``Illisible`` s'il manque l'unité."""
    if re.fullmatch(r"[+-] ?\d+", texte):
        raise Illisible(f"Préciser l’unité : « {texte}h » ou « {texte}min ».")
    trouve = _DECALAGE.fullmatch(texte)
    if trouve is None or not any(trouve[g] for g in ("j", "h", "m")):
        return None
    sens = -1 if trouve["signe"] in {"-", "il y a "} else 1
    minutes = int(trouve["h"] or 0) * 60 + int(trouve["reste"] or 0) + int(trouve["m"] or 0)
    return Decalage(sens * int(trouve["j"] or 0), sens * minutes)


def lire_moment(texte: str) -> Moment | None:
    """Lit « jour heure », « heure jour », « heure » ou « jour » dans un texte normalisé ; ``None`` si rien n'y ressemble.

    Lève ``Illisible`` quand la forme est reconnue mais incomplète (minutes sur un chiffre, nombre seul).
    """
    if re.fullmatch(r"\d{1,2}", texte):
        raise Illisible(f"« {texte} » est incomplet : pour une heure, taper « {texte}h ».")
    for forme in _FORMES:
        trouve = forme.fullmatch(texte)
        if trouve is not None:
            groupes = trouve.groupdict()
            _refuser_annee_sans_heure(groupes)
            saison = {"ete": 1, "hiver": 2}.get(groupes["saison"] or "")
            return Moment(_jour(groupes) if "relatif" in groupes else None, _heure(groupes), saison)
    jour = lire_jour_seul(texte)
    return None if jour is None else Moment(jour)


def lire_jour_seul(texte: str) -> Jour | None:
    """Lit un jour sans heure dans un texte normalisé (« 12/03/1990 », « 12031990 », « 1er mars »), ou rend ``None``."""
    trouve = _JOUR_SEUL.fullmatch(texte) or _JOUR_COMPACT.fullmatch(texte)
    return None if trouve is None else _jour(trouve.groupdict())


def _refuser_annee_sans_heure(g: dict[str, str | None]) -> None:
    """« 12 mars 2030 » : l'année, ou vingt heures trente ? On ne devine pas."""
    compact = g["compact"]
    if compact and re.fullmatch(_ANNEE, compact) and g.get("q") and not (g.get("an") or g.get("anl")):
        raise Illisible(f"« {compact} » : l’année ou l’heure ? Écrire « {compact[:2]}h{compact[2:]} », ou ajouter l’heure.")


def _heure(g: dict[str, str | None]) -> Heure:
    if g["mot"]:
        return Heure(12) if g["mot"] == "midi" else Heure(0, minuit=True)
    if g["compact"]:
        return Heure(int(g["compact"][:-2]), int(g["compact"][-2:]))
    minutes = g["mh"] or g["mp"]
    if minutes and len(minutes) == 1:
        raise Illisible(
            f"Écrire les minutes sur deux chiffres : « {g['h'] or g['hp']}h0{minutes} » ou « {g['h'] or g['hp']}h{minutes}0 »."
        )
    return Heure(int(g["h"] or g["hp"] or 0), int(minutes or 0), int(g["sh"] or g["sp"] or 0))


def _jour(g: dict[str, str | None]) -> Jour:
    if g.get("relatif"):
        return Jour(relatif=JOURS_RELATIFS[g["relatif"] or ""])
    if g.get("semaine"):
        return Jour(semaine=JOURS[g["semaine"] or ""], cote={"dernier": -1, "prochain": 1}.get(g["cote"] or "", 0))
    if g.get("aaaa"):
        return Jour(quantieme=int(g["jj"] or 0), mois=int(g["mm"] or 0), annee=int(g["aaaa"] or 0))
    annee = g.get("an") or g.get("anl")
    return Jour(
        semaine=JOURS[g["nom"] or ""] if g.get("nom") else None,
        quantieme=int(g["q"] or 0),
        mois=MOIS[g["lettres"] or ""] if g.get("lettres") else int(g["mo"] or 0),
        annee=int(annee) if annee else None,
    )
