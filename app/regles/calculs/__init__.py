"""Fonctions Python nommées par le paquet. Chaque module est indépendant des autres ; les importer les inscrit au registre."""

from app.regles.calculs import ages, calculette, couverture, depart, imputation, mineurs_detenus, retenues, suites

__all__ = ["ages", "calculette", "couverture", "depart", "imputation", "mineurs_detenus", "retenues", "suites"]
