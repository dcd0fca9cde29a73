"""Les formulaires, sans Qt : des textes lus en valeurs de faits, ou en messages, champ par champ.

Un champ saisi est toujours un texte : ce que l'on tape, ce qu'un brouillon garde. Aucune règle de droit ici.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from app.domain.faits import Valeur
from app.domain.temps import Instant
from app.presentation import saisie
from app.presentation.champs import ChampDeFormulaire
from app.presentation.formats import enumerer, plier, typographier
from app.presentation.saisie import Comprise, Question, Sens
from app.presentation.valeurs import PERPETUITE, dire_mois


@dataclass(frozen=True, slots=True)
class Cadre:
    """Ce qu'il faut pour lire une heure : maintenant, le fuseau de la mesure, celui du poste, l'origine de « +20h »."""

    maintenant: Instant
    fuseau: str
    poste: str = ""
    repere: Instant | None = None


@dataclass(frozen=True, slots=True)
class Lu:
    """Une valeur comprise, et la phrase qui le dit (vide quand le texte se suffit)."""

    valeur: Valeur
    phrase: str = ""


@dataclass(frozen=True, slots=True)
class Erreur:
    """Un texte incompris : ce qui ne va pas et quoi taper."""

    message: str
    code: str = "illisible"


Lecture = Lu | Erreur | Question | None
"""``None`` : le champ est vide."""


@dataclass(frozen=True, slots=True)
class Saisie:
    """Un formulaire lu : valeurs comprises, messages (ou questions) par champ, champs obligatoires vides."""

    valeurs: Mapping[str, Valeur] = field(default_factory=lambda: MappingProxyType({}))
    erreurs: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    manquants: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def complete(self) -> bool:
        """Dit si tout ce qui est rempli a été compris et si rien d'obligatoire ne manque."""
        return not self.erreurs and not self.manquants


def lire_saisie(champs: Iterable[ChampDeFormulaire], textes: Mapping[str, str], cadre: Cadre) -> Saisie:
    """Lit tous les champs. Une question (heure double, minuit) compte comme une erreur tant qu'on n'y a pas répondu."""
    valeurs: dict[str, Valeur] = {}
    erreurs: dict[str, str] = {}
    manquants: dict[str, str] = {}
    for champ in champs:
        lecture = lire_champ(champ, textes.get(champ.nom, ""), cadre)
        if isinstance(lecture, Lu):
            valeurs[champ.nom] = lecture.valeur
        elif lecture is not None:
            erreurs[champ.nom] = lecture.message
        elif champ.obligatoire:
            manquants[champ.nom] = typographier(f"« {champ.intitule} » est à remplir.")
    return Saisie(MappingProxyType(valeurs), MappingProxyType(erreurs), MappingProxyType(manquants))


def lire_champ(champ: ChampDeFormulaire, texte: str, cadre: Cadre) -> Lecture:
    """Lit le texte d'un champ : une valeur, un message, une question, ou ``None`` s'il est vide."""
    brut = texte.strip()
    if not brut:
        return None
    match champ.genre:
        case "texte":
            return Lu(brut)
        case "booleen":
            return _lire_booleen(brut)
        case "entier":
            return _lire_entier(champ, brut)
        case "choix":
            return _lire_choix(champ, brut)
        case "choix_multiples":
            return _lire_choix_multiples(champ, brut)
        case "date":
            return _lire_jour(champ, brut, cadre)
        case "jour_ou_instant":
            return lire_jour_ou_instant(brut, cadre, champ.sens)
        case _:
            return lire_instant(brut, cadre, champ.sens)


def lire_instant(texte: str, cadre: Cadre, sens: Sens = Sens.PASSE) -> Lecture:
    """Lit une date-heure de greffier dans le fuseau de la mesure."""
    if not texte.strip():
        return None
    lecture = saisie.lire(
        texte, maintenant=cadre.maintenant, fuseau=cadre.fuseau, sens=sens, repere=cadre.repere, poste=cadre.poste
    )
    if isinstance(lecture, Comprise):
        return Lu(lecture.instant, f"{lecture.phrase}, {lecture.ecart}")
    return lecture if isinstance(lecture, Question) else Erreur(lecture.message, lecture.code)


def lire_jour_ou_instant(texte: str, cadre: Cadre, sens: Sens = Sens.PASSE) -> Lecture:
    """Lit une date-heure ou, sans heure, un jour seul : bien des délais de détention ne regardent que le jour."""
    lecture = lire_instant(texte, cadre, sens)
    if not isinstance(lecture, Erreur) or lecture.code != "heure_manquante":
        return lecture
    jour = saisie.lire_jour(texte, maintenant=cadre.maintenant, fuseau=cadre.fuseau, sens=sens)
    return Lu(jour.jour, jour.phrase) if isinstance(jour, saisie.JourCompris) else Erreur(jour.message, jour.code)


def _lire_jour(champ: ChampDeFormulaire, texte: str, cadre: Cadre) -> Lecture:
    lecture = saisie.lire_jour(
        texte, maintenant=cadre.maintenant, fuseau=cadre.fuseau, sens=champ.sens, annee_exigee=champ.nom == "naissance"
    )
    if isinstance(lecture, saisie.JourCompris):
        return Lu(lecture.jour, lecture.phrase)
    return Erreur(lecture.message, lecture.code)


def _lire_booleen(texte: str) -> Lecture:
    mot = plier(texte)
    if mot in ("oui", "o", "1", "vrai"):
        return Lu(True)
    if mot in ("non", "n", "0", "faux"):
        return Lu(False)
    return Erreur("Répondre « oui » ou « non ».")


_DUREE = re.compile(r"(?:(?P<ans>\d{1,3})\s*(?:ans?|a))?\s*(?:(?:et\s+)?(?P<mois>\d{1,4})\s*(?:mois|m)?)?")
_HEURES = re.compile(r"(?P<h>\d{1,4})\s*(?:heures?|h)?")


def _lire_entier(champ: ChampDeFormulaire, texte: str) -> Lecture:
    mot = plier(texte)
    if champ.unite == "mois":
        if mot in ("perpetuite", "perp", "rcp"):
            return Lu(PERPETUITE, "réclusion à perpétuité")
        trouve = _DUREE.fullmatch(mot)
        if trouve is None or not any(trouve.groups()):
            return Erreur("Écrire une durée : « 5 ans », « 18 mois », « 0 » ou « perpétuité ».")
        mois = int(trouve["ans"] or 0) * 12 + int(trouve["mois"] or 0)
        return Lu(mois, dire_mois(mois))
    trouve = (_HEURES if champ.unite == "heures" else re.compile(r"(?P<h>\d{1,6})")).fullmatch(mot)
    if trouve is None:
        return Erreur(f"Écrire un nombre entier{' de ' + champ.unite if champ.unite else ''}.")
    return Lu(int(trouve["h"]))


def _lire_choix(champ: ChampDeFormulaire, texte: str) -> Lecture:
    for valeur, libelle in champ.choix:
        if texte == valeur or plier(texte) == plier(libelle):
            return Lu(valeur)
    proches = [(v, x) for v, x in champ.choix if plier(x).startswith(plier(texte))]
    if len(proches) == 1:
        return Lu(proches[0][0], proches[0][1])
    return Erreur(f"Choisir parmi : {enumerer([x for _, x in proches or champ.choix], 'ou')}.")


def _lire_choix_multiples(champ: ChampDeFormulaire, texte: str) -> Lecture:
    connues = {v for v, _ in champ.choix}
    choisies = [m for m in re.split(r"[\s,;°]+", texte) if m]
    etrangere = next((m for m in choisies if m not in connues), None)
    if etrangere is not None:
        return Erreur(f"« {etrangere} » n’est pas un des choix.")
    return Lu(tuple(v for v, _ in champ.choix if v in choisies))
