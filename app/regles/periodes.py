"""Les périodes d'une mesure (première durée, puis chaque prolongation), vues d'un acte : celle qu'il ouvre, celle où il est."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from app.domain.faits import Acte
from app.domain.temps import Instant

if TYPE_CHECKING:
    from app.regles.chaine import Chaine, Etage

CHAMPS_DE_PERIODE = ("prend_effet", "fin_periode")


def borne(chaine: Chaine, acte: Acte, champ: str) -> Instant | None:
    """Rend la borne demandée (``CHAMPS_DE_PERIODE``), ou ``None`` si l'acte n'en a pas (prolongation rejetée)."""
    return prend_effet(chaine, acte) if champ == "prend_effet" else fin_periode(chaine, acte)


def prend_effet(chaine: Chaine, acte: Acte) -> Instant | None:
    """Rend l'instant où commence la prolongation : celle que cet acte décide, sinon la dernière décidée avant lui.

    Une prolongation court de la fin de la période précédente, non de la décision (CPP, art. 63, II).
    """
    ouverts = [e for e in chaine.acquis if e.ouvert_par is not None]
    propres = [e for e in ouverts if e.ouvert_par is not None and e.ouvert_par.id == acte.id]
    if not propres and acte.instant is not None:
        quand = acte.instant
        propres = [e for e in ouverts if e.ouvert_par and e.ouvert_par.instant and e.ouvert_par.instant <= quand][-1:]
    return _debut(propres[0], chaine.acquis) if propres else None


def _debut(etage: Etage, acquis: Iterable[Etage]) -> Instant | None:
    avant = [e for e in acquis if e.palier.heures < etage.palier.heures]
    return avant[-1].legal if avant else None


def fin_periode(chaine: Chaine, acte: Acte) -> Instant | None:
    """Rend la fin (lecture prudente) de la période où tombe l'acte ; ``None`` s'il est postérieur à la fin de la mesure."""
    if acte.instant is None:
        return None
    suivantes = [e.prudent for e in chaine.acquis if e.prudent > acte.instant]
    return min(suivantes, default=None)
