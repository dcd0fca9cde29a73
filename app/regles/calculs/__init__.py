"""Fonctions Python nommées par le paquet. Chaque module est indépendant des autres ; les importer les inscrit au registre."""

from app.regles.calculs import ages, couverture, depart, imputation, retenues

__all__ = ["ages", "couverture", "depart", "imputation", "retenues"]
