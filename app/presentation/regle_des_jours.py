"""La règle des jours et des mois sous une ligne de vie, sans Qt : ce qu'on gradue quand la frise dure des mois."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from app.domain.francais import MOIS
from app.domain.temps import Instant
from app.presentation.formats import MOIS_ABREGES
from app.presentation.regle_des_heures import Graduation

JOUR = 86_400
LONGUE = 10 * JOUR
"""Au-delà, une frise se gradue en jours ou en mois, non plus en heures."""
_EN_JOURS = (1, 2, 5, 10, 15)
_EN_MOIS = (1, 2, 3, 6, 12)
_MOIS_MOYEN = 30.4 * JOUR


def graduations_longues(debut: Instant, fin: Instant, fuseau: str, largeur: float, ecart: float) -> tuple[Graduation, ...]:
    """Rend les jours ronds, ou les premiers de mois, pour que deux graduations soient à ``ecart`` pixels au moins."""
    par_seconde = largeur / max(1, fin.secondes - debut.secondes)
    for pas in _EN_JOURS:
        if pas * JOUR * par_seconde >= ecart:
            return tuple(_jours(debut, fin, fuseau, pas))
    pas = next((p for p in _EN_MOIS if p * _MOIS_MOYEN * par_seconde >= ecart), _EN_MOIS[-1])
    return tuple(_mois(debut, fin, fuseau, pas))


def _jours(debut: Instant, fin: Instant, fuseau: str, pas: int) -> Iterator[Graduation]:
    jour, dernier = debut.jour(fuseau), fin.jour(fuseau)
    while jour <= dernier:
        rond = jour.day == 1 or (jour.day % pas == 0 and jour.day < 30) or pas == 1
        instant = Instant.debut_du_jour(jour, fuseau)
        if rond and debut <= instant <= fin:
            quantieme = "1er" if jour.day == 1 else str(jour.day)
            yield Graduation(instant, quantieme, f"{MOIS[jour.month - 1]} {jour.year}", jour.day == 1)
        jour += timedelta(days=1)


def _mois(debut: Instant, fin: Instant, fuseau: str, pas: int) -> Iterator[Graduation]:
    premier = debut.jour(fuseau)
    rang = premier.year * 12 + premier.month - 1
    while True:
        jour = date(rang // 12, rang % 12 + 1, 1)
        instant = Instant.debut_du_jour(jour, fuseau)
        if instant > fin:
            return
        if instant >= debut and (jour.month - 1) % pas == 0:
            yield Graduation(instant, MOIS_ABREGES[jour.month - 1], str(jour.year), jour.month == 1)
        rang += 1
