"""Ligne de la base ↔ enregistrement. Une charge écrite par une version ancienne se relit toujours par son lecteur d'alors.

Charge, version 1 : ``{"champs": {nom: valeur}}``. Texte, nombre et booléen sont eux-mêmes ; ``null`` retire le champ (faits
seulement) ; une date est ``{"date": "2026-03-10"}``, un instant ``{"instant": secondes UTC}``, une liste de choix une liste.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from app.domain.faits import Valeur
from app.domain.temps import Instant
from app.ports.enregistrements import Champs, Enregistrement, Sujet
from app.ports.erreurs import ErreurDEnvironnement

VERSION_DE_CHARGE = 1

Ligne = Mapping[Any, Any]


def json_canonique(valeur: Any) -> str:
    """Rend le JSON canonique : clés triées, sans espace, UTF-8 non échappé, ni NaN ni infini."""
    return json.dumps(valeur, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def ecrire_charge(champs: Champs) -> str:
    """Rend la charge JSON (version courante) de ces champs."""
    return json_canonique({"champs": {nom: _coder(valeur) for nom, valeur in champs.items()}})


def lire_charge(texte: str, version: int) -> dict[str, Valeur | None]:
    """Relit une charge. Lève ``ErreurDEnvironnement`` si la version est inconnue ou la charge illisible."""
    lecteur = _LECTEURS.get(version)
    if lecteur is None:
        raise ErreurDEnvironnement(
            f"Un enregistrement porte une charge de version {version}, inconnue ici. Installer une version plus récente.",
            code="charge_inconnue",
        )
    try:
        return lecteur(texte)
    except (ValueError, KeyError, TypeError, AttributeError) as erreur:
        raise ErreurDEnvironnement(
            "Un enregistrement est illisible : la base est abîmée. La vérifier (« clepsydre verifier »), restaurer une copie.",
            code="base_abimee",
        ) from erreur


def ligne_d_enregistrement(e: Enregistrement) -> dict[str, Any]:
    """Rend la ligne à écrire dans ``acte``, empreintes non comprises."""
    return {
        "ordre": e.ordre,
        "id": e.id,
        "dossier_id": e.dossier_id,
        "mesure_id": e.mesure_id,
        "rang_d_enregistrement": e.rang,
        "sujet": e.sujet.value,
        "type": e.type,
        "version_de_charge": VERSION_DE_CHARGE,
        "charge": ecrire_charge(e.champs),
        "survenu_le": _ecrire_le(e),
        "survenu_secondes": e.le.secondes if isinstance(e.le, Instant) else None,
        "fuseau": e.fuseau,
        "saisi_le": e.saisi_le.secondes,
        "saisi_par": e.saisi_par,
        "remplace": e.remplace,
        "annule": e.annule,
        "motif": e.motif,
    }


def enregistrement_de_ligne(ligne: Ligne) -> Enregistrement:
    """Relit une ligne de ``acte``. Lève ``ErreurDEnvironnement`` si elle est illisible."""
    return Enregistrement(
        id=ligne["id"],
        dossier_id=ligne["dossier_id"],
        sujet=Sujet(ligne["sujet"]),
        type=ligne["type"],
        saisi_le=Instant(ligne["saisi_le"]),
        saisi_par=ligne["saisi_par"],
        fuseau=ligne["fuseau"],
        mesure_id=ligne["mesure_id"],
        le=_lire_le(ligne["survenu_le"], ligne["survenu_secondes"]),
        champs=lire_charge(ligne["charge"], ligne["version_de_charge"]),
        remplace=ligne["remplace"],
        annule=bool(ligne["annule"]),
        motif=ligne["motif"],
        rang=ligne["rang_d_enregistrement"],
        ordre=ligne["ordre"],
    )


def _ecrire_le(e: Enregistrement) -> str | None:
    if isinstance(e.le, Instant):
        return e.le.iso(e.fuseau)
    return e.le.isoformat() if e.le is not None else None


def _lire_le(texte: str | None, secondes: int | None) -> Instant | date | None:
    if secondes is not None:
        return Instant(secondes)
    return date.fromisoformat(texte) if texte is not None else None


def _coder(valeur: Valeur | None) -> Any:
    if isinstance(valeur, Instant):
        return {"instant": valeur.secondes}
    if isinstance(valeur, date):
        return {"date": valeur.isoformat()}
    return list(valeur) if isinstance(valeur, tuple) else valeur


def _decoder(code: Any) -> Valeur | None:
    match code:
        case {"instant": int(secondes)}:
            return Instant(secondes)
        case {"date": str(jour)}:
            return date.fromisoformat(jour)
        case list():
            return tuple(str(v) for v in code)
        case None | str() | bool() | int() | float():
            return code
    raise ValueError(f"valeur inconnue : {code!r}")


def _lire_v1(texte: str) -> dict[str, Valeur | None]:
    return {nom: _decoder(code) for nom, code in json.loads(texte)["champs"].items()}


_LECTEURS: Mapping[int, Callable[[str], dict[str, Valeur | None]]] = {1: _lire_v1}
