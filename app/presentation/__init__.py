"""Vues-modèles sans Qt : ce que l'écran dit, avant de savoir comment il le peint.

Ce module réexporte les valeurs du domaine que l'interface manipule : ``ui`` les nomme par ici, jamais par ``app.domain``.
"""

from __future__ import annotations

from app.domain.echeance import (
    Confiance,
    Constat,
    Echeance,
    Etape,
    Gravite,
    Incalculable,
    Irregularite,
    Nature,
    Portee,
    Resultat,
    Source,
    Statut,
)
from app.domain.erreurs import ErreurMetier
from app.domain.temps import HeureAmbigue, HeureInexistante, Instant

__all__ = [
    "Confiance",
    "Constat",
    "Echeance",
    "ErreurMetier",
    "Etape",
    "Gravite",
    "HeureAmbigue",
    "HeureInexistante",
    "Incalculable",
    "Instant",
    "Irregularite",
    "Nature",
    "Portee",
    "Resultat",
    "Source",
    "Statut",
]
