"""Objets saisis et requêtes : ce que la décision laisse en suspens ou décide de la demande (CPP, art. 41-4, 478 à 484)."""

from __future__ import annotations

from app.domain.faits import Acte
from app.regles import decisions
from app.regles.contexte import Contexte
from app.regles.registre import deduit

DEMANDE, DECISION = "demande_restitution", "decision_restitution"
DISTINCTES = ("incident", "liberte", "administration")


@deduit("sens_de_la_decision", "sens de la décision")
def sens_de_la_decision(contexte: Contexte, acte: Acte) -> str | None:
    """Rend le sens saisi de la décision que l'acte est, notifie ou attaque."""
    decision = decisions.decision_de(contexte, acte)
    saisi = decision.valeurs.get("sens") if decision else None
    return None if saisi is None else str(saisi)


@deduit("objets_en_suspens", "sort d'objets saisis non tranché")
def objets_en_suspens(contexte: Contexte, acte: Acte) -> bool:
    """Dit si la décision au fond laisse des objets sans décision : tel que saisi, à défaut une demande restée sans réponse."""
    if acte.valeurs.get("nature") in DISTINCTES:
        return False
    saisi = acte.valeurs.get("objets_non_statues")
    if isinstance(saisi, bool):
        return saisi
    demandee = any(a.type == DEMANDE for a in decisions.avant(contexte, acte))
    return demandee and not contexte.actes(DECISION)


@deduit("juridiction_dessaisie", "décision au fond déjà rendue")
def juridiction_dessaisie(contexte: Contexte, acte: Acte) -> bool:
    """Dit si une décision au fond précède l'acte : la juridiction n'est plus saisie de la restitution."""
    return any(
        a.type == decisions.DECISION and a.valeurs.get("nature") not in DISTINCTES for a in decisions.avant(contexte, acte)
    )
