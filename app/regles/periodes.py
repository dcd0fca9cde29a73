"""Les périodes d'une mesure (première durée, puis chaque prolongation), vues d'un acte : celle qu'il ouvre, celle où il est."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from app.domain.faits import Acte
from app.domain.temps import Instant

if TYPE_CHECKING:
    from app.regles.chaine import Chaine, Etage
    from app.regles.titre import Titres

CHAMPS_DE_PERIODE = ("prend_effet", "fin_periode")


def borne(chaine: Chaine, acte: Acte, champ: str) -> Instant | None:
    """Rend la borne demandée (``CHAMPS_DE_PERIODE``), ou ``None`` si l'acte n'en a pas (prolongation rejetée)."""
    return prend_effet(chaine, acte) if champ == "prend_effet" else fin_periode(chaine, acte)


def prend_effet(chaine: Chaine, acte: Acte) -> Instant | None:
    """Rend l'instant où commence la prolongation : celle que cet acte décide, sinon la dernière décidée avant lui.

    Une prolongation court de la fin de la période précédente, non de la décision (CPP, art. 63, II). Celle qu'un fait manquant
    empêche de vérifier n'allonge rien, mais ses droits se notifient au même instant ; tardive ou sans base, elle n'en a pas.
    """
    if chaine.debuts is None:
        chaine.debuts = sorted(_debuts(chaine), key=lambda d: d[0].instant or d[1])
    debuts = chaine.debuts
    propres = [debut for decision, debut in debuts if decision.id == acte.id]
    if propres or acte.instant is None or any(r.acte.id == acte.id for r in chaine.rejets):
        return propres[0] if propres else None
    avant = [debut for decision, debut in debuts if decision.instant and decision.instant <= acte.instant]
    return avant[-1] if avant else None


def _debuts(chaine: Chaine) -> Iterator[tuple[Acte, Instant]]:
    for etage in chaine.acquis:
        debut = _fin_precedente(etage, chaine)
        if etage.ouvert_par is not None and debut is not None:
            yield etage.ouvert_par, debut
    for rejet in chaine.rejets:
        if rejet.manquants and not rejet.tardive and rejet.acte.instant is not None and chaine.dernier is not None:
            yield rejet.acte, chaine.dernier.legal


def _fin_precedente(etage: Etage, chaine: Chaine) -> Instant | None:
    avant = [e for e in chaine.acquis if e.palier.heures < etage.palier.heures]
    return avant[-1].legal if avant else None


def fin_periode(chaine: Chaine, acte: Acte) -> Instant | None:
    """Rend la fin (lecture prudente) de la période où tombe l'acte ; ``None`` s'il est postérieur à la fin de la mesure."""
    if acte.instant is None:
        return None
    suivantes = [e.prudent for e in chaine.acquis if e.prudent > acte.instant]
    return min(suivantes, default=None)


def borne_de_titre(titres: Titres, acte: Acte, champ: str, fuseau: str) -> Instant | None:
    """Rend la borne demandée d'un titre : début de la période que l'acte ouvre, ou fin de celle où il tombe."""
    suites = [(c, c.periodes[n], c.periodes[n - 1]) for c in titres.compteurs for n in range(1, len(c.periodes))]
    if champ == "prend_effet":
        return next((avant.terme.legal for _, p, avant in suites if p.decision and p.decision.id == acte.id), None)
    if acte.le is None:
        return None
    quand = acte.le if isinstance(acte.le, Instant) else Instant.debut_du_jour(acte.le, fuseau)
    return min((p.terme.prudent for c in titres.compteurs for p in c.periodes if p.terme.prudent > quand), default=None)
