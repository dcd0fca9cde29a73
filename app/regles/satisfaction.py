"""Ce qui satisfait une échéance : le premier acte utile, ou un fait, et quand.

Un acte dont l'heure n'est pas saisie n'éteint pas ce qu'une heure décide, et ne se dit jamais fait « à 0 h 00 ».
"""

from __future__ import annotations

from typing import Any

from app.domain.faits import Acte
from app.domain.francais import dire_instant, dire_jour
from app.domain.temps import Instant
from app.regles.conditions import evaluer
from app.regles.contexte import Contexte
from app.regles.schema import ClauseDelai

Bornes = tuple[Instant, Instant]


def satisfaction(clause: ClauseDelai, contexte: Contexte, depart: Any, bornes: Bornes) -> tuple[Acte | None, Instant | None]:
    """Rend ce qui satisfait l'échéance et quand : le premier acte, ou le fait s'il le précède ou s'il n'y a pas d'acte."""
    acte, quand = _acte_qui_satisfait(clause, contexte, depart, bornes)
    fait = contexte.valeur(clause.satisfait_fait) if clause.satisfait_fait else None
    if isinstance(fait, Instant) and (quand is None or fait < quand):
        return (contexte.acte if clause.satisfait_fait.startswith("acte.") else None), fait
    return acte, quand


def indecis(clause: ClauseDelai, contexte: Contexte, bornes: Bornes) -> tuple[str, ...]:
    """Rend les intitulés des actes qui satisferaient l'échéance si leur heure, non saisie, était connue."""
    actes = ((a, _heure_qui_satisfait(clause, a, contexte)) for a in contexte.actes(*clause.satisfait_par))
    return tuple(contexte.intitule_acte(a.type) for a, quand in actes if quand and _indecis(a, quand, bornes, contexte))


def dire_acte(acte: Acte | None, quand: Instant, contexte: Contexte) -> str:
    """Écrit l'instant d'un acte, ou son jour seul quand l'heure n'a pas été saisie."""
    return (
        dire_jour(contexte.jour(quand)) if acte and _sans_heure(acte, quand, contexte) else dire_instant(quand, contexte.fuseau)
    )


def _acte_qui_satisfait(
    clause: ClauseDelai, contexte: Contexte, depart: Any, bornes: Bornes
) -> tuple[Acte | None, Instant | None]:
    trouves: list[tuple[Instant, Acte]] = []
    for acte in contexte.actes(*clause.satisfait_par):
        quand = _heure_qui_satisfait(clause, acte, contexte)
        if quand is None or (contexte.acte and acte.id == contexte.acte.id) or _indecis(acte, quand, bornes, contexte):
            continue
        if not clause.satisfait_avant_depart and _anterieur(acte, quand, depart, contexte):
            continue
        if evaluer(clause.satisfait_si, contexte.pour_autre(acte)).valeur:
            trouves.append((quand, acte))
    premier = min(trouves, key=lambda t: t[0], default=None)
    return (premier[1], premier[0]) if premier else (None, None)


def _heure_qui_satisfait(clause: ClauseDelai, acte: Acte, contexte: Contexte) -> Instant | None:
    precise = acte.valeurs.get(clause.satisfait_champ) if clause.satisfait_champ else None
    if isinstance(precise, Instant):
        return precise
    if acte.instant is None and acte.le is not None:
        return Instant.debut_du_jour(contexte.jour(acte.le), contexte.fuseau)
    return acte.instant


def _sans_heure(acte: Acte, quand: Instant, contexte: Contexte) -> bool:
    """Dit si l'instant retenu n'est que le début du jour saisi."""
    return acte.instant is None and acte.le is not None and contexte.jour(acte.le) == contexte.jour(quand)


def _indecis(acte: Acte, quand: Instant, bornes: Bornes, contexte: Contexte) -> bool:
    """Dit si l'heure de l'acte, inconnue, décide : une borne tombe dans ce jour (04, § 1 : un fait incomplet n'éteint rien)."""
    dans_le_jour = any(b > quand and contexte.jour(b) == contexte.jour(quand) for b in bornes)
    return dans_le_jour and _sans_heure(acte, quand, contexte)


def _anterieur(acte: Acte, quand: Instant, depart: Any, contexte: Contexte) -> bool:
    """Dit si l'acte précède le départ ; si l'heure de l'un est inconnue, il ne le précède que d'un jour antérieur.

    Un départ calculé en jours (fin d'un premier délai) n'écarte rien : l'acte prématuré est encore l'acte attendu.
    """
    if not isinstance(depart, Instant):
        declencheur = contexte.acte is not None and depart is not None and depart == contexte.acte.le
        return declencheur and contexte.jour(quand) < contexte.jour(depart)
    if _sans_heure(acte, quand, contexte):
        return contexte.jour(quand) < contexte.jour(depart)
    return quand < depart
