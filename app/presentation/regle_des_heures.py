"""La règle des heures sous une frise, sans Qt : graduations locales, changements d'heure légale."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.domain.temps import HeureAmbigue, HeureInexistante, Instant
from app.presentation.formats import FINE, accorder, jour_court, typographier

HEURE = 3600
PAS_EN_HEURES = (1, 2, 3, 6, 12, 24)


@dataclass(frozen=True, slots=True)
class Graduation:
    """Une heure ronde locale sous la règle. ``minuit`` ouvre un jour."""

    instant: Instant
    heure: str
    jour: str
    minuit: bool


@dataclass(frozen=True, slots=True)
class ChangementDHeure:
    """Le passage à l'heure d'été (``avancee``) ou d'hiver pendant la mesure."""

    instant: Instant
    texte: str
    avancee: bool


def pas_de_la_regle(secondes: int, largeur: float, ecart: float) -> int:
    """Rend le pas de la règle, en heures locales, pour que deux graduations soient à ``ecart`` pixels au moins."""
    par_heure = largeur * HEURE / max(1, secondes)
    return next((p for p in PAS_EN_HEURES if p * par_heure >= ecart), PAS_EN_HEURES[-1])


def graduations(debut: Instant, fin: Instant, fuseau: str, pas: int) -> tuple[Graduation, ...]:
    """Rend les heures rondes locales de ``pas`` en ``pas``.

    Une heure qui n'existe pas (passage à l'heure d'été) n'est pas graduée ; une heure double l'est deux fois.
    """
    premiere = debut.locale(fuseau)
    jour = datetime(premiere.year, premiere.month, premiere.day)
    trouvees: dict[int, Graduation] = {}
    while Instant.debut_du_jour(jour.date(), fuseau) <= fin:
        for h in range(0, 24, pas):
            for instant in _occurrences(jour + timedelta(hours=h), fuseau):
                if debut <= instant <= fin:
                    nom = jour_court(jour.date(), annee=premiere.year)
                    trouvees[instant.secondes] = Graduation(instant, f"{h}{FINE}h", nom, h == 0)
        jour += timedelta(days=1)
    return tuple(trouvees[s] for s in sorted(trouvees))


def _occurrences(locale: datetime, fuseau: str) -> tuple[Instant, ...]:
    try:
        return (Instant.de_locale(locale, fuseau),)
    except HeureInexistante:
        return ()
    except HeureAmbigue:
        return (Instant.de_locale(locale, fuseau, 1), Instant.de_locale(locale, fuseau, 2))


def changements_d_heure(debut: Instant, fin: Instant, fuseau: str) -> Iterator[ChangementDHeure]:
    """Rend les changements d'heure légale entre deux instants, à la seconde près."""
    ici = debut
    while ici < fin:
        suivant = min(fin, ici.plus(heures=1))
        if ici.locale(fuseau).utcoffset() != suivant.locale(fuseau).utcoffset():
            yield _changement(_bascule(ici, suivant, fuseau), fuseau)
        ici = suivant


def _bascule(avant: Instant, apres: Instant, fuseau: str) -> Instant:
    while apres.secondes - avant.secondes > 1:
        milieu = Instant((avant.secondes + apres.secondes) // 2)
        if milieu.locale(fuseau).utcoffset() == avant.locale(fuseau).utcoffset():
            avant = milieu
        else:
            apres = milieu
    return apres


def _changement(instant: Instant, fuseau: str) -> ChangementDHeure:
    veille, ici = instant.plus(secondes=-1).locale(fuseau), instant.locale(fuseau)
    ecart = (ici.utcoffset() or timedelta()) - (veille.utcoffset() or timedelta())
    heures = round(ecart.total_seconds() / HEURE)
    de = (veille + timedelta(seconds=1)).hour
    mot = "avancée" if heures > 0 else "reculée"
    texte = f"heure {mot} d’{accorder(abs(heures), 'heure')} : {de} h devient {ici.hour} h"
    return ChangementDHeure(instant, typographier(texte), heures > 0)
