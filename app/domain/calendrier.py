"""Le calendrier d'un territoire : quels jours ne sont pas ouvrables, pourquoi, et selon quel texte.

Les jours viennent de données datées et citées (``resources/droit/calendriers``), jamais du code : seule la forme des règles
(quantième fixe, écart à Pâques, jour isolé) est connue ici. Un jour « contesté » est chômé localement sans qu'il soit établi
que l'art. 801 du code de procédure pénale le vise : chaque mode de calcul dit s'il le compte.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from types import MappingProxyType
from typing import NoReturn, Self
from zoneinfo import ZoneInfoNotFoundError

from dateutil.easter import easter

from app.domain.erreurs import ErreurMetier
from app.domain.temps import fuseau_iana

SAMEDI, DIMANCHE = 5, 6
_CLES = frozenset({"territoire", "intitule", "fuseau", "sources", "a_verifier", "jour"})
_CLES_JOUR = frozenset({"nom", "texte", "le", "paques", "date", "du", "au", "conteste", "a_verifier"})


class CalendrierInvalide(ErreurMetier):
    """Les données d'un calendrier ne se lisent pas : le message dit quelle clé et ce qui était attendu."""

    code = "calendrier_invalide"


@dataclass(frozen=True, slots=True)
class JourChome:
    """Un jour férié ou chômé, le texte qui le crée et ce qui reste à vérifier.

    ``conteste`` : jour chômé localement, dont aucune décision lue n'établit qu'il compte au sens de l'art. 801 CPP.
    """

    jour: date
    nom: str
    texte: str
    conteste: bool = False
    a_verifier: str = ""


@dataclass(frozen=True, slots=True)
class RegleDeJour:
    """Ce qui place un jour chômé dans l'année : ``le`` (mois, quantième), ``paques`` (jours d'écart) ou ``isole`` (une fois).

    ``du`` inclus et ``au`` exclu bornent l'application du texte.
    """

    nom: str
    texte: str
    le: tuple[int, int] | None = None
    paques: int | None = None
    isole: date | None = None
    du: date | None = None
    au: date | None = None
    conteste: bool = False
    a_verifier: str = ""

    def en(self, annee: int) -> JourChome | None:
        """Rend le jour de cette année, ou ``None`` si le texte ne s'y applique pas."""
        jour = self._jour(annee)
        if jour is None or (self.du and jour < self.du) or (self.au and jour >= self.au):
            return None
        return JourChome(jour, self.nom, self.texte, self.conteste, self.a_verifier)

    def _jour(self, annee: int) -> date | None:
        if self.le is not None:
            return date(annee, *self.le)
        if self.paques is not None:
            return easter(annee) + timedelta(days=self.paques)
        return self.isole if self.isole is not None and self.isole.year == annee else None


@dataclass(frozen=True, slots=True)
class Calendrier:
    """Les jours chômés et le fuseau d'un territoire. Figé : ``avec_chomes`` en rend un autre."""

    territoire: str
    intitule: str
    fuseau: str
    regles: tuple[RegleDeJour, ...]
    sources: tuple[str, ...] = ()
    a_verifier: tuple[str, ...] = ()
    _annees: dict[int, Mapping[date, JourChome]] = field(default_factory=dict, init=False, repr=False, compare=False)

    @classmethod
    def depuis(cls, donnees: Mapping[str, object], *, ou: str = "") -> Self:
        """Construit le calendrier depuis un fichier de données déjà lu. Lève ``CalendrierInvalide``, qui cite l'endroit."""
        return cls(*_lire(donnees, ou or str(donnees.get("territoire", "calendrier"))))

    def feries(self, annee: int) -> Mapping[date, JourChome]:
        """Rend tous les jours fériés ou chômés de l'année, contestés compris, dans l'ordre."""
        if annee not in self._annees:
            jours: dict[date, JourChome] = {}
            for regle in self.regles:
                if chome := regle.en(annee):
                    jours[chome.jour] = _reunir(jours.get(chome.jour), chome)
            self._annees[annee] = MappingProxyType(dict(sorted(jours.items())))
        return self._annees[annee]

    def chome(self, jour: date, *, contestes: bool = True) -> JourChome | None:
        """Rend le jour férié ou chômé qui tombe ce jour-là, sinon ``None``. Les contestés ne comptent qu'avec ``contestes``."""
        chome = self.feries(jour.year).get(jour)
        return chome if chome and (contestes or not chome.conteste) else None

    def non_ouvrable(self, jour: date, *, contestes: bool = True, samedi: bool = True) -> bool:
        """Dit si ce jour est samedi (sauf ``samedi=False``), dimanche, férié ou chômé (Crim. 25/06/2013, n° 13-84.355)."""
        return bool(self.raison(jour, contestes=contestes, samedi=samedi))

    def raison(self, jour: date, *, contestes: bool = True, samedi: bool = True) -> str:
        """Dit pourquoi ce jour n'est pas ouvrable : « dimanche », « Ascension (C. trav. L. 3133-1, 5°) » ; "" s'il l'est."""
        if chome := self.chome(jour, contestes=contestes):
            return f"{chome.nom} ({chome.texte})"
        if jour.weekday() == DIMANCHE:
            return "dimanche"
        return "samedi" if samedi and jour.weekday() == SAMEDI else ""

    def avec_chomes(self, jours: Mapping[date, str], texte: str = "jour chômé local, art. 801 CPP") -> Calendrier:
        """Rend ce calendrier augmenté de jours chômés locaux (date → nom), par exemple ceux d'un arrêté."""
        ajouts = tuple(RegleDeJour(nom, texte, isole=jour) for jour, nom in sorted(jours.items()))
        return replace(self, regles=self.regles + ajouts)


def _reunir(premier: JourChome | None, second: JourChome) -> JourChome:
    """Réunit deux fêtes du même jour (1er mai 2008, fête du Travail et Ascension) : une seule certaine suffit."""
    if premier is None:
        return second
    doutes = [d for d in (premier.a_verifier, second.a_verifier) if d]
    return JourChome(
        second.jour,
        f"{premier.nom} et {second.nom}",
        premier.texte if premier.texte == second.texte else f"{premier.texte} ; {second.texte}",
        premier.conteste and second.conteste,
        " ; ".join(doutes),
    )


# --- lecture des données ------------------------------------------------------------------------------------------------------


def _lire(
    donnees: Mapping[str, object], ou: str
) -> tuple[str, str, str, tuple[RegleDeJour, ...], tuple[str, ...], tuple[str, ...]]:
    _cles_connues(donnees, _CLES, ou)
    fuseau = _texte(donnees, "fuseau", ou)
    try:
        fuseau_iana(fuseau)
    except (ZoneInfoNotFoundError, ValueError):
        _refuser(f"le fuseau « {fuseau} » n'existe pas dans la base IANA (attendu, par exemple, « Europe/Paris »).", ou)
    jours = donnees.get("jour", [])
    if not isinstance(jours, list | tuple):
        _refuser("« jour » doit être une liste de tables [[jour]].", ou)
    regles = tuple(_lire_jour(jour, f"{ou}, [[jour]] n° {rang}") for rang, jour in enumerate(jours, 1))
    textes = tuple(tuple(_textes(donnees, cle, ou)) for cle in ("sources", "a_verifier"))
    return _texte(donnees, "territoire", ou), _texte(donnees, "intitule", ou), fuseau, regles, textes[0], textes[1]


def _lire_jour(donnees: object, ou: str) -> RegleDeJour:
    if not isinstance(donnees, Mapping):
        _refuser("une table était attendue.", ou)
    _cles_connues(donnees, _CLES_JOUR, ou)
    formes = [cle for cle in ("le", "paques", "date") if cle in donnees]
    if len(formes) != 1:
        _refuser('il faut exactement une des clés « le » ("05-08"), « paques » (39) ou « date » (2026-05-15).', ou)
    paques, conteste = donnees.get("paques"), donnees.get("conteste", False)
    if paques is not None and (not isinstance(paques, int) or isinstance(paques, bool)):
        _refuser("« paques » doit être un nombre entier de jours après (ou avant) le dimanche de Pâques.", ou)
    if not isinstance(conteste, bool):
        _refuser("« conteste » vaut true ou false.", ou)
    return RegleDeJour(
        nom=_texte(donnees, "nom", ou),
        texte=_texte(donnees, "texte", ou),
        le=_quantieme(donnees, ou) if "le" in donnees else None,
        paques=paques,
        isole=_date(donnees, "date", ou),
        du=_date(donnees, "du", ou),
        au=_date(donnees, "au", ou),
        conteste=conteste,
        a_verifier=_texte(donnees, "a_verifier", ou) if "a_verifier" in donnees else "",
    )


def _quantieme(donnees: Mapping[str, object], ou: str) -> tuple[int, int]:
    texte = _texte(donnees, "le", ou)
    try:
        jour = date.fromisoformat(f"2001-{texte}")
    except ValueError:
        _refuser(f"« le » vaut « {texte} » ; attendu un mois et un quantième qui existent chaque année, comme « 05-08 ».", ou)
    return jour.month, jour.day


def _cles_connues(donnees: Mapping[str, object], connues: frozenset[str], ou: str) -> None:
    if inconnues := sorted(set(donnees) - connues):
        _refuser(f"clé inconnue « {inconnues[0]} » (connues : {', '.join(sorted(connues))}).", ou)


def _texte(donnees: Mapping[str, object], cle: str, ou: str) -> str:
    valeur = donnees.get(cle)
    if not isinstance(valeur, str) or not valeur.strip():
        _refuser(f"« {cle} » manque ou n'est pas un texte.", ou)
    return valeur


def _textes(donnees: Mapping[str, object], cle: str, ou: str) -> Iterator[str]:
    valeur = donnees.get(cle, [])
    if not isinstance(valeur, list | tuple) or not all(isinstance(texte, str) for texte in valeur):
        _refuser(f"« {cle} » doit être une liste de textes.", ou)
    yield from valeur


def _date(donnees: Mapping[str, object], cle: str, ou: str) -> date | None:
    valeur = donnees.get(cle)
    if valeur is not None and type(valeur) is not date:
        _refuser(f"« {cle} » doit être une date (2026-05-15, sans guillemets).", ou)
    return valeur if isinstance(valeur, date) else None


def _refuser(message: str, ou: str) -> NoReturn:
    raise CalendrierInvalide(message, ou=ou)
