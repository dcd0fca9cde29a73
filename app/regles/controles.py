"""Évaluation d'une clause ``controle`` : une exigence, et l'irrégularité citée si elle n'est pas remplie."""

from __future__ import annotations

from app.domain.echeance import Etape, Incalculable, Irregularite
from app.regles.conditions import evaluer
from app.regles.delais import cle, incalculable
from app.regles.registre import Appel
from app.regles.schema import ClauseControle


def evaluer_controle(clause: ClauseControle, appel: Appel) -> tuple[Incalculable | Irregularite, ...]:
    """Rend l'irrégularité, ou la ligne incalculable si un fait manque et que la clause le demande, ou rien."""
    contexte = appel.contexte
    if clause.a_la_fin and contexte.cloture() is None:
        return ()
    verdict = evaluer(clause.si, contexte)
    if verdict.valeur is False:
        return ()
    if verdict.valeur is None:
        return _manque(clause, appel, verdict.manquants)
    if clause.exige:
        exigence = evaluer(clause.exige, contexte)
        if exigence.valeur:
            return ()
        if exigence.valeur is None and clause.manquant != "irregularite":
            return _manque(clause, appel, exigence.manquants)
        echecs = exigence.echecs or tuple(f"{m} : non renseigné" for m in exigence.manquants)
    else:
        echecs = ()
    irregularite = Irregularite(
        cle=cle(appel, clause.objet),
        mesure=contexte.mesure.id,
        source=appel.regle.source(appel.version, appel.pack, clause.articles),
        objet=clause.objet,
        gravite=clause.gravite,
        message=contexte.rendre(clause.message),
        consequence=clause.consequence,
        decision=clause.decision,
        acte=contexte.acte.id if contexte.acte else None,
        remede=clause.remede,
        etapes=tuple(Etape(_etape(e, clause)) for e in echecs),
    )
    return (irregularite,)


def _etape(echec: str, clause: ClauseControle) -> str:
    """Écrit ce qui a fait échouer le contrôle : l'exigence elle-même si le paquet la nomme, sinon ce qui a été lu."""
    nommee = any(echec == c.phrase for c in clause.exige)
    return f"Condition non remplie : {echec}." if nommee else f"Constaté : {echec}."


def _manque(clause: ClauseControle, appel: Appel, manquants: tuple[str, ...]) -> tuple[Incalculable, ...]:
    if clause.manquant == "ignorer":
        return ()
    return (incalculable(appel, clause.objet, "un fait manque pour ce contrôle", manquants),)
