"""Les formulaires, sans Qt : construits depuis le vocabulaire du paquet de règles, remplis de textes, lus en valeurs.

Un champ saisi est toujours un texte (ce que l'on tape, ce qu'un brouillon garde) ; ``lire_saisie`` en fait des valeurs de faits
ou des messages, champ par champ. Aucune règle de droit ici.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from app.domain.faits import Valeur
from app.domain.temps import Instant
from app.presentation import saisie
from app.presentation.formats import FINE, INSECABLE, accorder, date_heure, dire_jour, enumerer, plier, typographier
from app.presentation.saisie import Comprise, Question, Sens
from app.regles.vocabulaire import Champ, TypeActe, Vocabulaire

PERPETUITE = 999
"""Mois notés pour une peine perpétuelle : plus que toute peine à temps."""

CHAMPS_A_VENIR = ("terme", "arrivee_annoncee")
"""Champs qui annoncent l'avenir ; tous les autres instants sont passés."""

OUI, NON = "oui", "non"

LibelleDeValeur = tuple[str, str]


@dataclass(frozen=True, slots=True)
class ChampDeFormulaire:
    """Un champ à saisir : son genre (celui du vocabulaire), ses choix (valeur, libellé), son unité, son aide."""

    nom: str
    genre: str
    intitule: str
    unite: str = ""
    choix: tuple[LibelleDeValeur, ...] = ()
    aide: str = ""
    obligatoire: bool = False
    sens: Sens = Sens.PASSE

    @property
    def multiligne(self) -> bool:
        """Dit si le texte attendu est long (circonstances, motif, constatations)."""
        return self.genre == "texte" and self.nom in _LONGS


_LONGS = frozenset(
    {
        "circonstances", "circonstance_insurmontable", "constatations", "elements", "mention", "motif", "motif_dispense",
        "necessite", "obligations", "objet", "sante",
    }
)  # fmt: skip


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
    """Un formulaire lu : valeurs comprises, messages et questions par champ."""

    valeurs: Mapping[str, Valeur] = field(default_factory=lambda: MappingProxyType({}))
    erreurs: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def lisible(self) -> bool:
        """Dit si tout ce qui est rempli a été compris."""
        return not self.erreurs


# --- descriptions -------------------------------------------------------------------------------------------------------------


def champs_de(champs: Iterable[Champ]) -> tuple[ChampDeFormulaire, ...]:
    """Décrit des champs du vocabulaire pour l'écran."""
    return tuple(_champ(c) for c in champs)


def champs_d_acte(type_: TypeActe) -> tuple[ChampDeFormulaire, ...]:
    """Décrit les champs d'un acte, la fin d'un acte qui dure en premier."""
    champs = champs_de(type_.champs)
    return tuple(sorted(champs, key=lambda c: c.nom != "fin")) if type_.duree else champs


def champs_de_procedure(vocabulaire: Vocabulaire, *noms: str) -> tuple[ChampDeFormulaire, ...]:
    """Décrit les champs de la procédure : ceux nommés, dans cet ordre, ou tous."""
    return _choisis(vocabulaire.procedure, noms)


def champs_de_personne(vocabulaire: Vocabulaire, *noms: str) -> tuple[ChampDeFormulaire, ...]:
    """Décrit les champs de la personne : ceux nommés, dans cet ordre, ou tous."""
    return _choisis(vocabulaire.personne, noms)


def champs_de_mesure(vocabulaire: Vocabulaire, type_: str) -> tuple[ChampDeFormulaire, ...]:
    """Décrit les champs propres à un type de mesure."""
    return champs_de(vocabulaire.mesure(type_).champs)


def _choisis(champs: Sequence[Champ], noms: Sequence[str]) -> tuple[ChampDeFormulaire, ...]:
    par_nom = {c.nom: c for c in champs}
    return champs_de([par_nom[n] for n in noms if n in par_nom] if noms else champs)


def _champ(c: Champ) -> ChampDeFormulaire:
    libelles = c.libelles or c.valeurs
    if c.nom == "motifs_62_2":
        libelles = tuple(f"{v}°" for v in c.valeurs)
    return ChampDeFormulaire(
        nom=c.nom,
        genre=c.type,
        intitule=typographier(c.intitule),
        unite=c.unite,
        choix=tuple((v, typographier(x)) for v, x in zip(c.valeurs, libelles, strict=True)),
        aide=typographier(c.aide),
        obligatoire=c.obligatoire,
        sens=Sens.LIBRE if c.nom in CHAMPS_A_VENIR else Sens.PASSE,
    )


# --- du texte à la valeur -----------------------------------------------------------------------------------------------------


def lire_saisie(champs: Iterable[ChampDeFormulaire], textes: Mapping[str, str], cadre: Cadre) -> Saisie:
    """Lit tous les champs. Une question (heure double, minuit) compte comme une erreur tant qu'on n'y a pas répondu."""
    valeurs: dict[str, Valeur] = {}
    erreurs: dict[str, str] = {}
    for champ in champs:
        lecture = lire_champ(champ, textes.get(champ.nom, ""), cadre)
        if isinstance(lecture, Lu):
            valeurs[champ.nom] = lecture.valeur
        elif lecture is not None:
            erreurs[champ.nom] = lecture.message
        elif champ.obligatoire:
            erreurs[champ.nom] = f"« {champ.intitule} » est à remplir."
    return Saisie(MappingProxyType(valeurs), MappingProxyType(erreurs))


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


# --- de la valeur au texte ----------------------------------------------------------------------------------------------------


def ecrire_champ(champ: ChampDeFormulaire, valeur: Valeur | None, fuseau: str) -> str:
    """Écrit une valeur comme on la retaperait : le contraire de ``lire_champ``."""
    match valeur:
        case None:
            return ""
        case bool():
            return OUI if valeur else NON
        case Instant():
            return saisie.canonique(valeur, fuseau)
        case date():
            return f"{valeur:%d/%m/%Y}"
        case tuple():
            return ", ".join(valeur)
        case int() if champ.unite == "mois":
            return (
                "perpétuité"
                if valeur == PERPETUITE
                else f"{valeur} mois"
                if valeur % 12 or not valeur
                else f"{valeur // 12} ans"
            )
        case _:
            return str(valeur)


def dire_champ(champ: ChampDeFormulaire, valeur: Valeur, fuseau: str, *, poste: str = "") -> str:
    """Écrit une valeur pour la lire : « oui », « 5 ans », « Procureur de la République », « jeu. 12 mars 2026 à 14 h 32 »."""
    libelles = dict(champ.choix)
    match valeur:
        case bool():
            return OUI if valeur else NON
        case Instant():
            return date_heure(valeur, fuseau, poste=poste)
        case date():
            return dire_jour(valeur)
        case tuple():
            return enumerer([libelles.get(v, v) for v in valeur])
        case int() if champ.unite == "mois":
            return dire_mois(valeur)
        case int():
            return f"{valeur}{INSECABLE}{champ.unite}" if champ.unite else str(valeur)
        case _:
            return typographier(libelles.get(str(valeur), str(valeur)))


def dire_mois(mois: int) -> str:
    """Écrit une durée en mois : « 5 ans », « 1 an et 6 mois », « 8 mois », « réclusion à perpétuité »."""
    if mois == PERPETUITE:
        return "réclusion à perpétuité"
    ans, reste = divmod(mois, 12)
    parts = [accorder(ans, "an")] if ans else []
    parts += [f"{reste}{INSECABLE}mois"] if reste or not ans else []
    return " et ".join(parts)


def dire_heures(heures: int, minutes: int = 0) -> str:
    """Écrit une durée d'horloge : « 24 h », « 9 h 30 »."""
    return f"{heures}{FINE}h{FINE}{minutes:02d}" if minutes else f"{heures}{FINE}h"
