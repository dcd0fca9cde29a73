"""Du TOML à la règle. Toute clé inconnue, tout type faux est refusé : fichier, version, ce qui était attendu."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from datetime import date
from enum import Enum
from types import MappingProxyType
from typing import Any

from app.domain.comput import MODES
from app.domain.echeance import Confiance, Gravite, Nature
from app.domain.erreurs import ErreurMetier
from app.regles.conditions import lire_conditions
from app.regles.schema import (
    INSTANT_MEME,
    CasDeFait,
    ClauseCalcul,
    ClauseCompteur,
    ClauseControle,
    ClauseDelai,
    ClauseFait,
    ClausePalier,
    ClauseProlongation,
    LectureLegale,
    Regle,
    Version,
)

GENRES = ("mesure", "delai", "fenetre", "rebours", "controle", "computation", "decision", "information")
CRITERES = ("acte", "t0", "mesure", "ouverture", "faits", "decision", "toujours")
PHASES = ("information", "attente_jugement", "comparution_immediate", "jugement", "appel", "pourvoi", "mesure")
UNITES = ("minutes", "heures", "jours", "semaines", "mois", "annees")


class RegleInvalide(ErreurMetier):
    """Une règle du paquet est malformée : le paquet entier est refusé."""

    code = "regle_invalide"


def lire_regle(document: Mapping[str, Any], fichier: str) -> Regle:
    """Construit une règle depuis un document TOML lu. Lève ``RegleInvalide``."""
    admises = (
        "id",
        "intitule",
        "genre",
        "famille",
        "mesures",
        "critere_de_version",
        "alias",
        "verifie_jusqu_au",
        "resume",
        "version",
    )
    _cles(document, admises, fichier)
    for cle in ("id", "intitule", "genre", "famille", "mesures", "critere_de_version", "version"):
        if cle not in document:
            raise RegleInvalide(f"clé « {cle} » manquante.", ou=fichier)
    if not fichier.rsplit("/", 1)[-1] == f"{document['id']}.toml":
        raise RegleInvalide(f"le fichier doit se nommer « {document['id']}.toml ».", ou=fichier)
    _parmi(document["genre"], GENRES, "genre", fichier)
    _parmi(document["critere_de_version"], CRITERES, "critere_de_version", fichier)
    versions = tuple(_version(v, f"{fichier}, version {n}") for n, v in enumerate(_reprises(document["version"], fichier), 1))
    _contigues(versions, fichier)
    return Regle(
        id=document["id"],
        intitule=document["intitule"],
        genre=document["genre"],
        famille=document["famille"],
        mesures=tuple(document["mesures"]),
        critere=document["critere_de_version"],
        versions=versions,
        alias=tuple(document.get("alias", ())),
        verifie_jusqu_au=document.get("verifie_jusqu_au"),
        resume=document.get("resume", ""),
    )


_SORTES = {
    "fait": "nom",
    "palier": "nom",
    "compteur": "nom",
    "prolongation": "nom",
    "delai": "objet",
    "controle": "objet",
    "calcul": "fonction",
}


def _reprises(bruts: Any, fichier: str) -> list[dict[str, Any]]:
    """Développe « reprend = true » : les clauses de la version précédente, sauf celles de « retire » ou redéfinies ici."""
    developpes: list[dict[str, Any]] = []
    for n, brut in enumerate(bruts, 1):
        if not isinstance(brut, dict):
            raise RegleInvalide("une table [[version]] était attendue.", ou=f"{fichier}, version {n}")
        version = dict(brut)
        retire = version.pop("retire", [])
        if version.pop("reprend", False):
            if not developpes:
                raise RegleInvalide("la première version n'a rien à reprendre (« reprend »).", ou=f"{fichier}, version {n}")
            for sorte, cle in _SORTES.items():
                propres = {c.get(cle) for c in version.get(sorte, [])}
                gardes = [c for c in developpes[-1].get(sorte, []) if c.get(cle) not in propres and c.get(cle) not in retire]
                version[sorte] = [*gardes, *version.get(sorte, [])]
        developpes.append(version)
    return developpes


def _version(brut: Mapping[str, Any], ou: str) -> Version:
    admises = (
        "du",
        "au",
        "texte",
        "contenu",
        "confiance",
        "articles",
        "a_verifier",
        "abrogee",
        "fait",
        "palier",
        "compteur",
        "prolongation",
        "delai",
        "controle",
        "calcul",
    )
    _cles(brut, admises, ou)
    du, au = brut.get("du"), brut.get("au")
    if type(du) is not date or (au is not None and type(au) is not date):
        raise RegleInvalide("« du » (et « au » s'il existe) sont des dates AAAA-MM-JJ.", ou=ou)
    ou = f"{ou} (du {du:%d/%m/%Y})"
    if not brut.get("articles"):
        raise RegleInvalide("au moins un article est exigé (« articles »).", ou=ou)
    return Version(
        du=du,
        au=au,
        texte=brut.get("texte", ""),
        contenu=brut.get("contenu", ""),
        confiance=_enum(Confiance, brut.get("confiance", ""), "confiance", ou),
        articles=tuple(brut["articles"]),
        a_verifier=tuple(brut.get("a_verifier", ())),
        abrogee=brut.get("abrogee", False),
        faits=tuple(_fait(b, f"{ou}, fait {b.get('nom', n)}") for n, b in enumerate(brut.get("fait", ()), 1)),
        paliers=_clauses(ClausePalier, brut.get("palier", ()), f"{ou}, palier", "nom"),
        compteurs=tuple(_compteur(b, f"{ou}, compteur {b.get('nom', n)}") for n, b in enumerate(brut.get("compteur", ()), 1)),
        prolongations=tuple(
            _prolongation(b, f"{ou}, prolongation {b.get('nom', n)}") for n, b in enumerate(brut.get("prolongation", ()), 1)
        ),
        delais=tuple(_delai(b, f"{ou}, délai {b.get('objet', n)}") for n, b in enumerate(brut.get("delai", ()), 1)),
        controles=_clauses(ClauseControle, brut.get("controle", ()), f"{ou}, contrôle", "objet"),
        calculs=_clauses(ClauseCalcul, brut.get("calcul", ()), f"{ou}, calcul", "fonction"),
    )


def _clauses(classe: Callable[..., Any], bruts: Any, ou: str, cle: str) -> tuple[Any, ...]:
    return tuple(_clause(classe, b, f"{ou} {b.get(cle, n)}") for n, b in enumerate(bruts, 1))


def _delai(brut: Mapping[str, Any], ou: str) -> ClauseDelai:
    clause: ClauseDelai = _clause(ClauseDelai, brut, ou)
    _mode(clause.mode, (*MODES, INSTANT_MEME), ou)
    _durees((clause.duree,), ou)
    _duree_fait(clause, ou)
    return clause


def _compteur(brut: Mapping[str, Any], ou: str) -> ClauseCompteur:
    clause: ClauseCompteur = _clause(ClauseCompteur, brut, ou)
    _parmi(clause.phase, PHASES, "phase", ou)
    _mode(clause.mode, tuple(MODES), ou)
    _durees((clause.duree, clause.maximum), ou)
    _duree_fait(clause, ou)
    return clause


def _prolongation(brut: Mapping[str, Any], ou: str) -> ClauseProlongation:
    clause: ClauseProlongation = _clause(ClauseProlongation, brut, ou)
    _durees((clause.duree, clause.depuis, clause.jusqu_a), ou)
    if len(clause.duree) != 1:
        raise RegleInvalide("« duree » (le pas) s'écrit dans une seule unité.", ou=ou)
    return clause


def _mode(mode: str, admis: tuple[str, ...], ou: str) -> None:
    if mode not in admis:
        raise RegleInvalide(f"mode « {mode} » inconnu ; modes : {', '.join(admis)}.", ou=ou)


def _durees(durees: tuple[Mapping[str, Any], ...], ou: str) -> None:
    for unite in (u for d in durees for u in d):
        _parmi(unite, UNITES, "unité de durée", ou)


def _duree_fait(clause: ClauseDelai | ClauseCompteur, ou: str) -> None:
    if clause.duree_fait and clause.duree_unite not in UNITES:
        raise RegleInvalide(f"« duree_fait » va avec « duree_unite » ({', '.join(UNITES)}).", ou=ou)


def _fait(brut: Mapping[str, Any], ou: str) -> ClauseFait:
    _cles(brut, ("nom", "libelle", "cas", "fonction", "parametres", "affiche"), ou)
    if ("cas" in brut) == ("fonction" in brut):
        raise RegleInvalide("un fait a soit des « cas », soit une « fonction ».", ou=ou)
    cas = tuple(
        CasDeFait(lire_conditions(c.get("si", ()), f"{ou}, cas {n}"), c["valeur"], c.get("raison", ""))
        for n, c in enumerate(brut.get("cas", ()), 1)
        if _cles(c, ("si", "valeur", "raison"), f"{ou}, cas {n}")
    )
    return ClauseFait(
        nom=_texte(brut, "nom", ou),
        libelle=_texte(brut, "libelle", ou),
        cas=cas,
        fonction=brut.get("fonction", ""),
        parametres=MappingProxyType(dict(brut.get("parametres", {}))),
        affiche=brut.get("affiche", True),
    )


_CONDITIONS = ("si", "exige", "ouverture", "eteint_si", "sans_objet_si", "satisfait_si", "possible_si", "retard_admis_si")


def _clause(classe: Callable[..., Any], brut: Mapping[str, Any], ou: str) -> Any:
    champs = {f.name: f for f in fields(classe)}  # type: ignore[arg-type]
    _cles(brut, tuple(champs), ou)
    valeurs: dict[str, Any] = {}
    for nom, champ in champs.items():
        if nom not in brut:
            if champ.default is MISSING and champ.default_factory is MISSING:
                raise RegleInvalide(f"clé « {nom} » manquante.", ou=ou)
            continue
        valeurs[nom] = _convertir(nom, str(champ.type), brut[nom], ou)
    return classe(**valeurs)


def _convertir(nom: str, type_: str, valeur: Any, ou: str) -> Any:
    if nom in _CONDITIONS:
        return lire_conditions(valeur, f"{ou}, {nom}")
    if nom == "legale":
        return _legale(valeur, f"{ou}, legale")
    if type_ == "Nature":
        return _enum(Nature, valeur, nom, ou)
    if type_ == "Gravite":
        return _enum(Gravite, valeur, nom, ou)
    if type_.startswith("Confiance"):
        return _enum(Confiance, valeur, nom, ou)
    if type_.startswith("Mapping"):
        if not isinstance(valeur, dict):
            raise RegleInvalide(f"« {nom} » attend une table {{ … }}.", ou=ou)
        return MappingProxyType(valeur)
    if type_.startswith("tuple"):
        return tuple([valeur] if isinstance(valeur, str) else valeur)
    attendu = {"str": str, "int": int, "bool": bool, "int | None": int}[type_]
    if not isinstance(valeur, attendu) or (attendu is int and isinstance(valeur, bool)):
        raise RegleInvalide(f"« {nom} » attend {attendu.__name__}, reçu {valeur!r}.", ou=ou)
    return valeur


def _legale(valeur: Any, ou: str) -> LectureLegale:
    _cles(valeur, tuple(f.name for f in fields(LectureLegale)), ou)
    lecture: LectureLegale = _clause(LectureLegale, valeur, ou)
    _durees((lecture.duree,), ou)
    if lecture.mode:
        _mode(lecture.mode, tuple(MODES), ou)
    return lecture


def _contigues(versions: tuple[Version, ...], fichier: str) -> None:
    if not versions:
        raise RegleInvalide("aucune version.", ou=fichier)
    for avant, apres in itertools.pairwise(versions):
        if avant.au != apres.du:
            raise RegleInvalide(
                f"versions non contiguës : l'une finit le {avant.au}, la suivante commence le {apres.du} "
                "(« au » est exclu et doit égaler le « du » suivant).",
                ou=fichier,
            )
    for version in versions:
        if version.au is not None and version.au <= version.du:
            raise RegleInvalide(f"version vide : du {version.du} au {version.au}.", ou=fichier)


def _cles(brut: Mapping[str, Any], admises: tuple[str, ...], ou: str) -> bool:
    if not isinstance(brut, Mapping):
        raise RegleInvalide("une table TOML était attendue.", ou=ou)
    for cle in brut:
        if cle not in admises:
            raise RegleInvalide(f"clé « {cle} » inconnue ; clés admises : {', '.join(admises)}.", ou=ou)
    return True


def _texte(brut: Mapping[str, Any], cle: str, ou: str) -> str:
    if not isinstance(brut.get(cle), str) or not brut[cle]:
        raise RegleInvalide(f"« {cle} » attend un texte.", ou=ou)
    return str(brut[cle])


def _parmi(valeur: Any, admises: tuple[str, ...], quoi: str, ou: str) -> None:
    if valeur not in admises:
        raise RegleInvalide(f"{quoi} « {valeur} » inconnu ; admis : {', '.join(admises)}.", ou=ou)


def _enum(classe: type[Enum], valeur: Any, quoi: str, ou: str) -> Any:
    _parmi(valeur, tuple(str(m.value) for m in classe), quoi, ou)
    return classe(valeur)
