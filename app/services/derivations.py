"""Les dérivations montrées : gardées mot pour mot, pour qu'elles se relisent à l'identique après un changement du droit."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any

from app.domain.echeance import Constat, Echeance, Incalculable, Irregularite, Resultat
from app.domain.temps import Instant
from app.ports.enregistrements import DerivationConservee
from app.services.refus import inconnu

Montrable = Echeance | Incalculable | Irregularite | Constat


def trouver(resultat: Resultat, cle: str) -> Montrable:
    """Rend le résultat de cette clé. Lève ``Refus`` s'il n'y en a pas."""
    tous: tuple[Montrable, ...] = (
        *resultat.echeances,
        *resultat.incalculables,
        *resultat.irregularites,
        *resultat.constats,
    )
    for montrable in tous:
        if montrable.cle == cle:
            return montrable
    raise inconnu("Le résultat", cle)


def deriver(
    montrable: Montrable, dossier_id: str, version: int, usage: str, le: Instant, par: str, identifiant: Callable[[], str]
) -> DerivationConservee:
    """Rend la dérivation à conserver : le résultat entier, en JSON, avec l'acte et le paquet qui l'ont produit."""
    return DerivationConservee(
        id=identifiant(),
        dossier_id=dossier_id,
        mesure_id=montrable.mesure,
        cle=montrable.cle,
        regle=montrable.source.regle,
        pack=montrable.source.pack,
        acte_id=_acte(montrable),
        ordre=version,
        usage=usage,
        montree_le=le,
        montree_a=par,
        contenu=json.dumps(en_json(montrable), ensure_ascii=False, sort_keys=True, separators=(",", ":")),
    )


def _acte(montrable: Montrable) -> str | None:
    propre = None if isinstance(montrable, Constat) else montrable.acte
    etapes = () if isinstance(montrable, Incalculable) else montrable.etapes
    return propre or next((e.acte for e in etapes if e.acte), None)


def en_json(valeur: Any) -> Any:
    """Rend une valeur du domaine en types JSON ; un instant s'écrit en ISO 8601, en temps universel."""
    if isinstance(valeur, Instant):
        return valeur.iso("UTC")
    if is_dataclass(valeur) and not isinstance(valeur, type):
        return {champ.name: en_json(getattr(valeur, champ.name)) for champ in fields(valeur)}
    if isinstance(valeur, Enum):
        return valeur.value
    if isinstance(valeur, date):
        return valeur.isoformat()
    if isinstance(valeur, Mapping):
        return {str(cle): en_json(x) for cle, x in valeur.items()}
    return [en_json(x) for x in valeur] if isinstance(valeur, (list, tuple)) else valeur
