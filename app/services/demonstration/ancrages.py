"""Où commence une situation, quand « il y a tant de minutes » ne suffit pas : nuit d'un changement d'heure, défèrement."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from app.domain.temps import Instant

_HEURE_LIMITE = 14
"""Un défèrement du jour : la levée tombe avant 15 h, la comparution avant minuit."""


def nuit_d_hiver(reference: Instant, fuseau: str, _age: int) -> Instant:
    """Rend 15 h 00 la veille du dernier passage à l'heure d'hiver achevé avant la référence."""
    jour = reference.jour(fuseau) - timedelta(days=2)
    while True:
        midi = datetime(jour.year, jour.month, jour.day, 12)
        hier, demain = Instant.de_locale(midi - timedelta(days=1), fuseau), Instant.de_locale(midi, fuseau)
        if demain - hier == timedelta(hours=25):
            return Instant.de_locale((midi - timedelta(days=1)).replace(hour=15), fuseau)
        jour -= timedelta(days=1)


def levee_en_soiree(reference: Instant, fuseau: str, _age: int) -> Instant:
    """Rend un début tel que la levée (36 h après) soit tombée la veille à 21 h 00."""
    veille = reference.jour(fuseau) - timedelta(days=1)
    return Instant.de_locale(datetime(veille.year, veille.month, veille.day, 21), fuseau).plus(heures=-36)


def levee_en_journee(levee: int) -> Callable[[Instant, str, int], Instant]:
    """Rend l'ancrage qui avance le début d'une mesure levée à la minute ``levee`` si elle l'était trop tard dans la journée."""

    def ancrer(reference: Instant, fuseau: str, age: int) -> Instant:
        debut = reference.plus(minutes=-age)
        trop_tard = debut.plus(minutes=levee).locale(fuseau).hour - _HEURE_LIMITE
        return debut.plus(heures=-trop_tard) if age >= levee and trop_tard > 0 else debut

    return ancrer


def lundi_matin(reference: Instant, fuseau: str, age: int) -> Instant:
    """Rend dix heures le lundi de la semaine où la mesure aurait commencé : ses actes tombent des jours ouvrés."""
    jour = reference.plus(minutes=-age).jour(fuseau)
    lundi = jour - timedelta(days=jour.weekday())
    return Instant.de_locale(datetime(lundi.year, lundi.month, lundi.day, 10), fuseau)
