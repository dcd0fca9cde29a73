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
from app.regles.corpus import Corpus
from app.regles.vocabulaire import Champ, FaitMalType

CLES_DE_CAS = ("titre", "regles", "source", "territoire", "a", "procedure", "personne", "mesure", "attendu")
CLES_D_ACTE = ("type", "le", "occurrence", "id", "remplace", "annule", "motif", "saisi_le")
CLES_D_ATTENDU = (
    "regle",
    "objet",
    "instant_legal",
    "instant_prudent",
    "premier_instant_hors_delai",
    "statut",
    "portee",
    "acte",
    "irregularite",
    "gravite",
    "incalculable",
    "manquants",
    "constat",
    "valeur",
    "absent",
    "refuse",
    "version_du",
)


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
        return tuple(_cas(c, corpus, f"{ou}, cas {n}") for n, c in enumerate(document["cas"], 1))
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
    mesures = brut.get("mesure", ())
    if not isinstance(mesures, list | tuple):
        raise CasInvalide("« mesure » attend des tables [[mesure]].", ou=ou)
    dossier = Dossier(
        id="cas",
        territoire=territoire,
        procedure=_valeurs(brut.get("procedure", {}), vocabulaire.procedure, fuseau, f"{ou}, procedure"),
        personne=_valeurs(brut.get("personne", {}), vocabulaire.personne, fuseau, f"{ou}, personne"),
        mesures=tuple(_mesure(m, n, corpus, territoire, ou) for n, m in enumerate(mesures, 1)),
    )
    a = brut.get("a")
    if a is not None and not isinstance(a, datetime):
        raise CasInvalide("« a » attend une date et une heure (AAAA-MM-JJTHH:MM:SS).", ou=ou)
    attendus = brut.get("attendu", ())
    for n, attendu in enumerate(attendus, 1):
        _cles(attendu, CLES_D_ATTENDU, f"{ou}, attendu {n}")
    instant = _instant(a, fuseau, None, f"{ou}, a") if a is not None else None
    return Cas(str(brut.get("titre", ou)), tuple(brut.get("regles", ())), dossier, instant, tuple(attendus))


def _fuseau(corpus: Corpus, territoire: str, ou: str) -> str:
    try:
        return corpus.calendrier(territoire).fuseau
    except ErreurMetier as erreur:
        raise CasInvalide(str(erreur), ou=ou) from None


def _mesure(brut: Any, n: int, corpus: Corpus, territoire: str, ou: str) -> Mesure:
    ou = f"{ou}, mesure {n}"
    if not isinstance(brut, Mapping) or "type" not in brut:
        raise CasInvalide("une mesure a au moins un « type ».", ou=ou)
    lieu = brut.get("territoire")
    fuseau = _fuseau(corpus, lieu or territoire, ou)
    try:
        type_ = corpus.vocabulaire.mesure(brut["type"])
    except FaitMalType as erreur:
        raise FaitMalType(str(erreur), ou=ou) from None
    champs = {k: v for k, v in brut.items() if k not in ("type", "id", "territoire", "acte")}
    actes = brut.get("acte", ())
    if not isinstance(actes, list | tuple):
        raise CasInvalide("« acte » attend des tables [[mesure.acte]].", ou=ou)
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
    if not isinstance(brut, Mapping) or not isinstance(brut.get("type"), str):
        raise CasInvalide("un acte a au moins un « type ».", ou=ou)
    try:
        type_ = corpus.vocabulaire.acte(brut["type"])
    except FaitMalType as erreur:
        raise FaitMalType(str(erreur), ou=ou) from None
    ou = f"{ou} ({type_.type})"
    if type_mesure not in type_.mesures:
        raise FaitMalType(f"cet acte n'a pas sa place dans une mesure « {type_mesure} ».", ou=ou)
    propres = {c.nom for c in type_.champs}  # un acte dont « motif » est un champ ne le perd pas au profit de la rectification
    reserves = [c for c in CLES_D_ACTE if c not in propres]
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


def _instant(le: datetime, fuseau: str, occurrence: Any, ou: str) -> Instant:
    try:
        return Instant.de_locale(le, fuseau, occurrence)
    except ErreurMetier as erreur:
        suite = " Ajouter « occurrence = 1 » ou « occurrence = 2 » à l'acte." if erreur.code == "heure_ambigue" else ""
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
    fuseau = corpus.calendrier(cas.dossier.territoire).fuseau
    return [e for n, attendu in enumerate(cas.attendus, 1) for e in _ecart(attendu, n, cas, resultat, fuseau)]


def _ecart(attendu: Mapping[str, Any], n: int, cas: Cas, resultat: Resultat, fuseau: str) -> list[str]:
    candidats = _candidats(attendu, cas, resultat, fuseau)
    if bool(candidats) != attendu.get("absent", False):
        return []
    vus = [
        f"{e.regle}/{e.objet} : légal {e.legal.iso(e.fuseau)}, prudent {e.prudent.iso(e.fuseau)}, {e.portee}"
        f"{f', {e.sans_objet}' if e.sans_objet else ''}"
        for e in resultat.echeances
        if attendu.get("regle") in (None, e.regle)
    ]
    vus += [f"irrégularité {i.source.regle}/{i.objet} ({i.gravite}, acte {i.acte})" for i in resultat.irregularites]
    vus += [f"incalculable {i.source.regle}/{i.objet} : {i.raison} {i.faits_manquants}" for i in resultat.incalculables]
    vus += [f"constat {c.nom} = {c.valeur}" for c in resultat.constats]
    verbe = "présent alors qu'il ne devait pas l'être" if attendu.get("absent") else "introuvable"
    return [f"attendu {n} {dict(attendu)} {verbe} ; rendu : " + " | ".join(vus)]


def _candidats(attendu: Mapping[str, Any], cas: Cas, resultat: Resultat, fuseau: str) -> list[Any]:
    regle = attendu.get("regle")
    if "irregularite" in attendu:
        return [
            i
            for i in resultat.irregularites
            if regle in (None, i.source.regle)
            and attendu["irregularite"] in (i.objet, True)
            and attendu.get("gravite", i.gravite) == i.gravite
            and attendu.get("acte", i.acte) == i.acte
            and attendu.get("version_du", i.source.version_du) == i.source.version_du
        ]
    if attendu.get("incalculable"):
        return [
            i
            for i in resultat.incalculables
            if regle in (None, i.source.regle)
            and attendu.get("objet", i.objet) == i.objet
            and all(any(m.lower() in f.lower() for f in i.faits_manquants) for m in attendu.get("manquants", ()))
        ]
    if "constat" in attendu:
        return [
            c
            for c in resultat.constats
            if c.nom == attendu["constat"]
            and _egal(c.valeur, attendu.get("valeur", c.valeur), fuseau)
            and attendu.get("version_du", c.source.version_du) == c.source.version_du
        ]
    return [e for e in resultat.echeances if regle in (None, e.regle) and _convient(e, attendu, cas)]


def _convient(echeance: Any, attendu: Mapping[str, Any], cas: Cas) -> bool:
    comparaisons = {
        "objet": echeance.objet,
        "portee": echeance.portee,
        "acte": echeance.acte,
        "version_du": echeance.source.version_du,
        "refuse": bool(echeance.sans_objet),
    }
    instants = {
        "instant_legal": echeance.legal,
        "premier_instant_hors_delai": echeance.legal,
        "instant_prudent": echeance.prudent,
    }
    if any(attendu[k] != v for k, v in comparaisons.items() if k in attendu):
        return False
    if any(not _egal(v, attendu[k], echeance.fuseau) for k, v in instants.items() if k in attendu):
        return False
    return "statut" not in attendu or (cas.a is not None and echeance.statut(cas.a) == attendu["statut"])


def _egal(valeur: Any, attendu: Any, fuseau: str) -> bool:
    if isinstance(valeur, Instant) and isinstance(attendu, datetime):
        if attendu.tzinfo is not None:
            return valeur == Instant.de_locale(attendu, fuseau)
        return valeur.locale(fuseau).replace(tzinfo=None) == attendu
    return bool(valeur == attendu)
