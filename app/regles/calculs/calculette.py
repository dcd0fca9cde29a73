"""La calculette : la durée telle qu'elle est saisie, « nombre » et « unité », ou « jours », « mois », « heures »."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from app.regles.contexte import Absent, Contexte
from app.regles.registre import Derivee, fait

PROPRES = ("heures", "jours", "mois")
"""Champs de la mesure qui portent leur unité dans leur nom."""


@fait("duree_saisie")
def duree_saisie(contexte: Contexte, parametres: Mapping[str, Any]) -> Derivee | Absent:
    """Rend la durée saisie, unité → nombre ; l'unité "" est celle que la règle suppose quand « unité » n'est pas saisie.

    Une unité donnée deux fois avec deux nombres est une absence, qui dit la contradiction. Paramètre ``manque`` : mode → champ
    à nommer quand rien n'est saisi (« nombre » à défaut).
    """
    valeurs = contexte.mesure.valeurs
    durees = {champ: valeurs[champ] for champ in PROPRES if champ in valeurs}
    if "nombre" not in valeurs:
        attendu = contexte.intitule(parametres.get("manque", {}).get(valeurs.get("mode"), "mesure.nombre"))
        return Derivee(MappingProxyType(durees)) if durees and "unite" not in valeurs else Absent((attendu,))
    unite = str(valeurs.get("unite", ""))
    if durees.get(unite, valeurs["nombre"]) != valeurs["nombre"]:
        noms = " et ".join(f"« {contexte.intitule(f'mesure.{champ}')} »" for champ in ("nombre", unite))
        return Absent((f"une seule durée : {noms} se contredisent",))
    return Derivee(MappingProxyType({**durees, unite: valeurs["nombre"]}))


@fait("unite_saisie")
def unite_saisie(contexte: Contexte, _parametres: Mapping[str, Any]) -> Derivee:
    """Rend l'unité saisie, celle du champ rempli à défaut, "" si la règle doit la supposer."""
    valeurs = contexte.mesure.valeurs
    return Derivee(valeurs.get("unite") or next((champ for champ in PROPRES if champ in valeurs), ""))
