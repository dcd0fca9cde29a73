"""Ajouter ou retrancher des mois : de quantième à quantième, l'arrondi étant toujours dit.

Trois réponses sont défendables quand le quantième n'existe pas (31 janvier + 1 mois) : le dernier jour du mois, le premier
jour du mois suivant, ou refuser de répondre. Le droit français retient la première pour les actes (règle prétorienne ; futur
code, L. 1322-4). Les additions ne se chaînent jamais : 31/01 + 1 mois + 1 mois n'est pas 31/01 + 2 mois.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from enum import StrEnum

from app.domain.erreurs import ErreurMetier
from app.domain.francais import dire_jour


class Arrondi(StrEnum):
    """Que faire d'un quantième manquant : dernier jour du mois (``BAS``), premier du mois suivant (``HAUT``), ou refuser."""

    BAS = "bas"
    HAUT = "haut"
    REFUS = "refus"


class QuantiemeManquant(ErreurMetier):
    """Le mois d'arrivée n'a pas ce quantième et l'appelant n'a pas dit comment arrondir."""

    code = "quantieme_manquant"


def quantieme(jour: date, mois: int, arrondi: Arrondi = Arrondi.BAS) -> date:
    """Rend le même quantième ``mois`` mois plus tard (ou plus tôt si négatif).

    Lève ``QuantiemeManquant`` si le quantième n'existe pas et que l'arrondi est ``REFUS``.
    """
    annee, rang = divmod(jour.year * 12 + jour.month - 1 + mois, 12)
    dernier = monthrange(annee, rang + 1)[1]
    if jour.day <= dernier:
        return date(annee, rang + 1, jour.day)
    fin = date(annee, rang + 1, dernier)
    if arrondi is Arrondi.REFUS:
        raise QuantiemeManquant(f"Le mois d'arrivée n'a pas de {jour.day} : {dire_jour(jour)} et {mois} mois.")
    return fin if arrondi is Arrondi.BAS else fin + timedelta(days=1)


def manque(jour: date, mois: int) -> bool:
    """Dit si le quantième de ce jour n'existe pas ``mois`` mois plus tard."""
    return quantieme(jour, mois).day != jour.day


def dire_manque(jour: date, mois: int) -> str:
    """Écrit la note du quantième manquant, ou "" s'il existe."""
    if not manque(jour, mois):
        return ""
    fin = quantieme(jour, mois)
    return f"Quantième manquant : le mois d'arrivée n'a pas de {jour.day} ; son dernier jour est {dire_jour(fin)}."
