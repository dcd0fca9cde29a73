"""Ce que les délais de la chambre de l'instruction demandent au calendrier et aux autres mesures (197, 221-2, 706-71)."""

from __future__ import annotations

from datetime import date, timedelta

from app.domain.comput.quantieme import quantieme
from app.domain.faits import Acte, Mesure
from app.domain.temps import Instant
from app.regles.contexte import Contexte
from app.regles.registre import deduit


@deduit("veille_ouvrable", "jour qui suit le dernier jour ouvrable avant l'audience")
def veille_ouvrable(contexte: Contexte, acte: Acte) -> Instant | None:
    """Rend l'instant d'où remonter prudemment avant l'audience : les 48 heures y finissent un jour ouvrable, sans report."""
    audience = acte.valeurs.get("audience_le")
    if not isinstance(audience, Instant | date):
        return None
    jour = contexte.jour(audience) - timedelta(days=1)
    while contexte.calendrier.non_ouvrable(jour):
        jour -= timedelta(days=1)
    return Instant.debut_du_jour(jour + timedelta(days=1), contexte.fuseau)


@deduit("personne_detenue", "la personne est détenue")
def personne_detenue(contexte: Contexte, acte: Acte) -> bool:
    """Dit si la personne est détenue au jour de l'acte, dans cette mesure ou une autre du dossier."""
    jour = contexte.jour(acte.le) if acte.le is not None else None
    return any(_ecrouee(contexte, mesure, jour) for mesure in contexte.session.dossier.mesures if mesure.type == "detention")


def _ecrouee(contexte: Contexte, mesure: Mesure, jour: date | None) -> bool:
    actes = contexte.session.en_vigueur(mesure)
    entrees = [a for a in actes if a.type in ("placement_detention", "incarceration_provisoire")]
    sorties = [a for a in actes if a.type == "levee_ecrou"]
    entre = any(jour is None or a.le is None or contexte.jour(a.le) <= jour for a in entrees)
    sorti = any(a.le is not None and (jour is None or contexte.jour(a.le) <= jour) for a in sorties)
    return entre and not sorti


@deduit("refus_de_visio", "la personne peut refuser la visioconférence")
def refus_de_visio(contexte: Contexte, acte: Acte) -> bool | None:
    """Dit si, en matière criminelle, aucun juge ne l'a vue depuis six mois (706-71, al. 4), à l'avis ou à l'audience."""
    audience, debut = acte.valeurs.get("audience_le"), contexte.session.calcul(contexte.mesure, "d0")
    if not isinstance(audience, Instant | date) or not isinstance(debut, Instant | date):
        return None
    if contexte.session.dossier.procedure.get("nature") != "crime":
        return False
    jours = [contexte.jour(audience), *([contexte.jour(acte.le)] if acte.le is not None else [])]
    return any(_six_mois_sans_juge(contexte, contexte.jour(debut), jour) for jour in jours)


def _six_mois_sans_juge(contexte: Contexte, debut: date, jour: date) -> bool:
    prolongees = [a for a in contexte.actes("prolongation_detention") if a.le is not None and contexte.jour(a.le) <= jour]
    vues = [
        contexte.jour(a.le)
        for a in contexte.actes("comparution_chambre")
        if a.le is not None and contexte.jour(a.le) < jour and a.valeurs.get("visioconference") is not True
    ]
    longue = jour > quantieme(debut, 6)
    return longue and not prolongees and (not vues or quantieme(max(vues), 6) <= jour)
