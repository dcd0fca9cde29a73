"""Un cas : des faits écrits en TOML (``calculer``, cas d'épreuve du paquet), et ce qu'on en attend.

Lecture stricte : toute clé inconnue, tout type faux est refusé avec l'endroit et ce qui était attendu.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from app.domain.echeance import Resultat
from app.domain.erreurs import ErreurMetier
from app.domain.faits import Acte, Dossier, Mesure, Valeur
from app.domain.temps import Instant
from app.regles.attendus import comparer, lire_attendu
from app.regles.corpus import Corpus
from app.regles.vocabulaire import Champ, FaitMalType

CLES_DE_CAS = ("titre", "regles", "source", "territoire", "a", "procedure", "personne", "mesure", "attendu")
CLES_D_ACTE = ("type", "le", "occurrence", "id", "remplace", "annule", "motif", "saisi_le")


class CasInvalide(ErreurMetier):
    """Le fichier de cas est malformé."""

    code = "cas_invalide"


@dataclass(frozen=True, slots=True)
class Cas:
    """Un cas lu : les faits, l'instant d'observation s'il est donné, ce qui est attendu."""

    titre: str
    regles: tuple[str, ...]
    dossier: Dossier
    a: Instant | None
    attendus: tuple[Mapping[str, Any], ...]


def lire_cas(document: Mapping[str, Any], corpus: Corpus, ou: str) -> tuple[Cas, ...]:
    """Rend les cas d'un document : un seul, ou tous ceux de ``[[cas]]``. Lève une ``ErreurMetier`` située."""
    if "cas" in document:
        for cle in document:
            if cle != "cas":
                raise CasInvalide(f"clé « {cle} » inattendue à côté de [[cas]].", ou=ou)
        return tuple(_cas(c, corpus, f"{ou}, cas {n}") for n, c in enumerate(_tables(document, "cas", ou), 1))
    return (_cas(document, corpus, ou),)


def _cas(brut: Mapping[str, Any], corpus: Corpus, ou: str) -> Cas:
    if not isinstance(brut, Mapping):
        raise CasInvalide("une table TOML était attendue.", ou=ou)
    _cles(brut, CLES_DE_CAS, ou)
    territoire = brut.get("territoire", "metropole")
    if not isinstance(territoire, str):
        raise CasInvalide(f"« territoire » attend un texte ; territoires : {', '.join(sorted(corpus.calendriers))}.", ou=ou)
    fuseau = _fuseau(corpus, territoire, ou)
    vocabulaire = corpus.vocabulaire
    mesures = _tables(brut, "mesure", ou)
    dossier = Dossier(
        id="cas",
        territoire=territoire,
        procedure=_valeurs(brut.get("procedure", {}), vocabulaire.procedure, fuseau, f"{ou}, procedure"),
        personne=_valeurs(brut.get("personne", {}), vocabulaire.personne, fuseau, f"{ou}, personne"),
        mesures=tuple(_mesure(m, n, corpus, territoire, ou) for n, m in enumerate(mesures, 1)),
    )
    if not mesures:
        raise CasInvalide("aucune mesure : ajouter au moins une table [[mesure]] (voir « clepsydre vocabulaire »).", ou=ou)
    a = brut.get("a")
    if a is not None and not isinstance(a, datetime):
        raise CasInvalide("« a » attend une date et une heure (AAAA-MM-JJTHH:MM:SS).", ou=ou)
    attendus = tuple(lire_attendu(b, f"{ou}, attendu {n}") for n, b in enumerate(_tables(brut, "attendu", ou), 1))
    regles = brut.get("regles", [])
    if not isinstance(regles, list) or any(not isinstance(r, str) for r in regles):
        raise CasInvalide("« regles » attend une liste d'identifiants.", ou=ou)
    instant = _instant(a, fuseau, None, f"{ou}, a") if a is not None else None
    return Cas(str(brut.get("titre", ou)), tuple(regles), dossier, instant, attendus)


def _fuseau(corpus: Corpus, territoire: str, ou: str) -> str:
    try:
        return corpus.calendrier(territoire).fuseau
    except ErreurMetier as erreur:
        raise CasInvalide(str(erreur), ou=ou) from None


def _mesure(brut: Any, n: int, corpus: Corpus, territoire: str, ou: str) -> Mesure:
    ou = f"{ou}, mesure {n}"
    if not isinstance(brut.get("type"), str):
        raise CasInvalide("une mesure a au moins un « type », entre guillemets.", ou=ou)
    lieu = brut.get("territoire")
    fuseau = _fuseau(corpus, lieu or territoire, ou)
    try:
        type_ = corpus.vocabulaire.mesure(brut["type"])
    except FaitMalType as erreur:
        raise FaitMalType(str(erreur), ou=ou) from None
    champs = {k: v for k, v in brut.items() if k not in ("type", "id", "territoire", "acte")}
    actes = _tables(brut, "acte", ou)
    ident = str(brut.get("id", f"m{n}"))
    return Mesure(
        id=ident,
        type=type_.type,
        valeurs=_valeurs(champs, type_.champs, fuseau, ou),
        actes=tuple(_acte(a, k, ident, type_.type, corpus, fuseau, ou) for k, a in enumerate(actes, 1)),
        territoire=lieu,
    )


def _acte(brut: Any, n: int, mesure: str, type_mesure: str, corpus: Corpus, fuseau: str, ou: str) -> Acte:
    ou = f"{ou}, acte {n}"
    if not isinstance(brut.get("type"), str):
        raise CasInvalide("un acte a au moins un « type », entre guillemets.", ou=ou)
    try:
        type_ = corpus.vocabulaire.acte(brut["type"])
    except FaitMalType as erreur:
        raise FaitMalType(str(erreur), ou=ou) from None
    ou = f"{ou} ({type_.type})"
    if type_mesure not in type_.mesures:
        raise FaitMalType(f"cet acte n'a pas sa place dans une mesure « {type_mesure} ».", ou=ou)
    propres = {c.nom for c in type_.champs}  # un acte dont « motif » est un champ ne le perd pas au profit de la rectification
    reserves = [c for c in CLES_D_ACTE if c not in propres]
    for cle, attendu, type_attendu in _EN_TETE:
        if cle in brut and not isinstance(brut[cle], type_attendu):
            raise CasInvalide(f"« {cle} » attend {attendu}, reçu {brut[cle]!r}.", ou=ou)
    le = brut.get("le")
    if isinstance(le, datetime):
        le = _instant(le, fuseau, brut.get("occurrence"), f"{ou}, le")
    elif le is not None and not isinstance(le, date):
        raise CasInvalide("« le » attend une date et une heure (AAAA-MM-JJTHH:MM:SS) ou une date.", ou=ou)
    return Acte(
        id=str(brut.get("id", f"{mesure}a{n}")),
        type=type_.type,
        le=le,
        valeurs=_valeurs({k: v for k, v in brut.items() if k not in reserves}, type_.champs, fuseau, ou),
        rang=type_.rang,
        remplace=brut.get("remplace"),
        annule=bool(brut.get("annule", False)),
        motif=str(brut.get("motif", "")),
    )


_EN_TETE = (
    ("id", "un texte", str),
    ("remplace", "l'identifiant d'un acte", str),
    ("annule", "true ou false", bool),
    ("motif", "un texte", str),
    ("occurrence", "1 ou 2", int),
)


def _tables(brut: Mapping[str, Any], cle: str, ou: str) -> list[Mapping[str, Any]]:
    """Rend les tables ``[[cle]]``. Lève ``CasInvalide`` si ce n'en est pas une liste."""
    tables = brut.get(cle, [])
    if not isinstance(tables, list) or any(not isinstance(t, Mapping) for t in tables):
        raise CasInvalide(f"« {cle} » attend des tables [[{cle}]].", ou=ou)
    return tables


def _instant(le: datetime, fuseau: str, occurrence: Any, ou: str) -> Instant:
    try:
        return Instant.de_locale(le, fuseau, occurrence)
    except ErreurMetier as erreur:
        suite = " Ajouter « occurrence = 1 » ou « occurrence = 2 » à l'acte, ou écrire le décalage (+02:00, +01:00)."
        suite = suite if erreur.code == "heure_ambigue" else ""
        raise type(erreur)(f"{erreur}{suite}", ou=ou) from None


def _valeurs(bruts: Any, champs: tuple[Champ, ...], fuseau: str, ou: str) -> Mapping[str, Valeur]:
    if not isinstance(bruts, Mapping):
        raise CasInvalide("une table était attendue.", ou=ou)
    par_nom = {c.nom: c for c in champs}
    _cles(bruts, tuple(par_nom), ou)
    valeurs: dict[str, Valeur] = {}
    for nom, brut in bruts.items():
        try:
            valeurs[nom] = par_nom[nom].lire(brut, fuseau, f"{ou}, {nom}")
        except FaitMalType:
            raise
        except ErreurMetier as erreur:
            raise type(erreur)(str(erreur), ou=f"{ou}, {nom}") from None
    return MappingProxyType(valeurs)


def _cles(brut: Mapping[str, Any], admises: tuple[str, ...], ou: str) -> None:
    for cle in brut:
        if cle not in admises:
            liste = ", ".join(admises) if admises else "aucune"
            raise CasInvalide(f"clé « {cle} » inconnue ; clés admises : {liste}.", ou=ou)


def ecarts(cas: Cas, resultat: Resultat, corpus: Corpus) -> list[str]:
    """Rend ce qui diffère de l'attendu, en phrases ; vide si tout est conforme."""
    return comparer(cas.attendus, resultat, cas.a, corpus.calendrier(cas.dossier.territoire).fuseau)
