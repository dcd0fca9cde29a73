"""Ce qui s'ouvre bien après la mesure, au même quantième : les demandes de la personne non poursuivie (77-2, 706-105)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.domain.comput.quantieme import dire_manque, manque, quantieme
from app.domain.echeance import Etape
from app.domain.francais import dire_jour
from app.domain.temps import Instant
from app.regles.contexte import Absent, Contexte
from app.regles.registre import Derivee, fait


@fait("meme_quantieme")
def meme_quantieme(contexte: Contexte, parametres: Mapping[str, Any]) -> Derivee | Absent:
    """Rend 0 h du même quantième, ``mois`` mois après le jour du placement : premier instant où le droit est ouvert."""
    jour = _jour_du_placement(contexte)
    if isinstance(jour, Absent):
        return jour
    mois = int(parametres["mois"])
    terme = quantieme(jour, mois)
    etapes = [
        Etape(f"Jour de la mesure : {dire_jour(jour)}."),
        Etape(f"Même quantième, {mois} mois après : {dire_jour(terme)}."),
    ]
    if manque(jour, mois):
        etapes.append(Etape(dire_manque(jour, mois)))
    return Derivee(Instant.debut_du_jour(terme, contexte.fuseau), tuple(etapes))


def _jour_du_placement(contexte: Contexte) -> date | Absent:
    placement = contexte.valeur("premier.placement.le")
    return placement if isinstance(placement, Absent) else contexte.jour(placement)
