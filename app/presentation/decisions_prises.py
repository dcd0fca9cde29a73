"""Une prolongation que la loi refuse, sans Qt : elle ne s'enregistre que comme décision prise, avec son motif.

Le moteur dit qu'elle est sans base, ou tardive ; l'écran le dit à côté du champ en cause. Rien de saisi n'est perdu.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from app.domain.echeance import Irregularite
from app.presentation.formats import typographier

TARDIVE, SANS_BASE = "prolongation_tardive", "prolongation_sans_base"
REFUSEES = (SANS_BASE, TARDIVE)
INVITE = "Refusée par la loi : ne l’enregistrer que comme décision prise, avec son motif (obligatoire)"
INVITE_IRREGULIERE = "Acte réel mais irrégulier : il s’enregistre avec son motif (obligatoire)"
_DUREES = ("duree_mois", "duree_jours", "duree_heures")


def refusees(irregularites: Iterable[Irregularite]) -> tuple[Irregularite, ...]:
    """Rend celles qui refusent la prolongation saisie."""
    return tuple(i for i in irregularites if i.objet in REFUSEES)


def avertissements(irregularites: Iterable[Irregularite], textes: Sequence[Mapping[str, str]]) -> Mapping[tuple[int, str], str]:
    """Rend le message à montrer sous le champ en cause : l'heure d'une décision tardive, la durée ou le fondement sinon."""
    rendus: dict[tuple[int, str], str] = {}
    for i in refusees(irregularites):
        rang = len(textes) - 1
        candidats = ("le",) if i.objet == TARDIVE else (*_DUREES, "fondement", "le")
        champ = next((c for c in candidats if textes[rang].get(c, "").strip()), "le")
        rendus.setdefault((rang, champ), typographier(f"Refusée : {i.message}"))
    return rendus


def invite(irregularites: Iterable[Irregularite]) -> str:
    """Rend l'invite du motif, selon que la loi refuse l'acte ou que l'acte est seulement irrégulier."""
    return INVITE if refusees(irregularites) else INVITE_IRREGULIERE
