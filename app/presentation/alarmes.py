"""Ce que dit une alarme : le niveau en un mot, ce qu'il faut faire, pour qui, avant quand."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.temps import Instant
from app.presentation.formats import date_heure, typographier
from app.presentation.lignes import dire_reste, signe
from app.services.alerter import Alarme


def dire_alarmes(alarmes: Sequence[Alarme], maintenant: Instant, poste: str) -> str:
    """Écrit la plus pressante en entier, et compte les autres : « CRITIQUE · Lever la mesure · 28 min · …, et 2 autres »."""
    ligne = alarmes[0].ligne
    quand = date_heure(Instant(ligne.suivi), ligne.fuseau, poste=poste)
    morceaux = (
        signe(ligne, maintenant).mot.upper(),
        ligne.action,
        ligne.personne,
        f"avant le {quand}",
        dire_reste(ligne, maintenant),
    )
    texte = typographier(" · ".join(m for m in morceaux if m))
    autres = len(alarmes) - 1
    return f"{texte}, et {autres} autre{'s' if autres > 1 else ''}" if autres else texte
