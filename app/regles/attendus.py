"""Ce qu'un cas attend, comparé à ce que le moteur rend : « au moins un résultat » convient, ou, avec ``absent``, aucun."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from app.domain.echeance import Resultat
from app.domain.erreurs import ErreurMetier
from app.domain.temps import Instant

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
_INSTANTS = ("instant_legal", "instant_prudent", "premier_instant_hors_delai")


class AttenduInvalide(ErreurMetier):
    """Une table ``attendu`` est malformée."""

    code = "attendu_invalide"


def lire_attendu(brut: Mapping[str, Any], ou: str) -> Mapping[str, Any]:
    """Vérifie une table ``attendu`` et la rend. Lève ``AttenduInvalide`` (où, quoi, attendu)."""
    for cle, valeur in brut.items():
        if cle not in CLES_D_ATTENDU:
            raise AttenduInvalide(f"clé « {cle} » inconnue ; clés admises : {', '.join(CLES_D_ATTENDU)}.", ou=ou)
        if cle in _INSTANTS and not isinstance(valeur, datetime):
            raise AttenduInvalide(f"« {cle} » attend une date et une heure (AAAA-MM-JJTHH:MM:SS).", ou=ou)
    if not any(c in brut for c in ("regle", "objet", "irregularite", "incalculable", "constat")):
        raise AttenduInvalide("dire au moins « regle », « objet », « irregularite », « incalculable » ou « constat ».", ou=ou)
    return brut


def comparer(attendus: tuple[Mapping[str, Any], ...], resultat: Resultat, a: Instant | None, fuseau: str) -> list[str]:
    """Rend ce qui diffère de l'attendu, en phrases ; vide si tout est conforme."""
    return [e for n, attendu in enumerate(attendus, 1) for e in _ecart(attendu, n, a, resultat, fuseau)]


def _ecart(attendu: Mapping[str, Any], n: int, a: Instant | None, resultat: Resultat, fuseau: str) -> list[str]:
    candidats = _candidats(attendu, a, resultat, fuseau)
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


def _candidats(attendu: Mapping[str, Any], a: Instant | None, resultat: Resultat, fuseau: str) -> list[Any]:
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
    return [e for e in resultat.echeances if regle in (None, e.regle) and _convient(e, attendu, a)]


def _convient(echeance: Any, attendu: Mapping[str, Any], a: Instant | None) -> bool:
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
    return "statut" not in attendu or (a is not None and echeance.statut(a) == attendu["statut"])


def _egal(valeur: Any, attendu: Any, fuseau: str) -> bool:
    if isinstance(valeur, Instant) and isinstance(attendu, datetime):
        if attendu.tzinfo is not None:
            return valeur == Instant.de_locale(attendu, fuseau)
        return valeur.locale(fuseau).replace(tzinfo=None) == attendu
    return bool(valeur == attendu)
