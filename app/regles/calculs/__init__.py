"""Fonctions Python nommées par le paquet. Chaque module est indépendant des autres ; les importer les inscrit au registre."""

from app.regles.calculs import (
    ages,
    calculette,
    couverture,
    depart,
    detentions_anterieures,
    imputation,
    mineurs_detenus,
    regimes,
    reglement_definitif,
    retenues,
    suites,
    titre_de_detention,
)

__all__ = [
    "ages",
    "calculette",
    "couverture",
    "depart",
    "detentions_anterieures",
    "imputation",
    "mineurs_detenus",
    "regimes",
    "reglement_definitif",
    "retenues",
    "suites",
    "titre_de_detention",
]
