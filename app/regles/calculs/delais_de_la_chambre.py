"""Ce que les délais de la chambre de l'instruction demandent au calendrier et aux autres mesures (197, 221-2, 706-71)."""

from __future__ import annotations

from datetime import date, timedelta

from app.domain.comput.quantieme import quantieme
from app.domain.faits import Acte, Mesure
from app.domain.temps import Instant
from app.regles.contexte import Contexte
from app.regles.registre import deduit

DELAIS_DE_LA_CHAMBRE = {"placement": 10, "prolongation": 15, "refus_liberte": 15, "mise_en_liberte": 15, "autre": 15}


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


@deduit("appel_sans_audience_a_temps", "appel que l'audience fixée juge trop tard")
def appel_sans_audience_a_temps(contexte: Contexte, acte: Acte) -> date | None:
    """Rend le terme (194, lecture littérale) d'un appel de détention pendant que cette audience dépasse, sans autre à temps."""
    audience, fixee = _jour_d_audience(acte, contexte), acte.le
    if audience is None or acte.valeurs.get("objet", "appel") != "appel" or acte.valeurs.get("matiere") == "autre":
        return None
    closes = getattr(contexte.session.calcul(contexte.mesure, "fils_des_demandes"), "closes", {})
    audiences = [j for a in contexte.actes("audience_chambre_fixee") if (j := _jour_d_audience(a, contexte)) is not None]
    for appel in contexte.actes("appel_ordonnance"):
        depart = contexte.session.deduit(contexte, appel, "compte_depuis")
        jours = _jours_de_la_chambre(contexte, appel)
        if appel.id in closes or jours is None or not isinstance(depart, Instant | date):
            continue
        debut = contexte.jour(depart)
        terme = debut + timedelta(days=jours)
        if fixee is not None and contexte.jour(fixee) < debut:
            continue
        if audience > terme and not any(debut <= j <= terme for j in audiences):
            return terme
    return None


def _jour_d_audience(acte: Acte, contexte: Contexte) -> date | None:
    audience = acte.valeurs.get("audience_le")
    return contexte.jour(audience) if isinstance(audience, Instant | date) else None


def _jours_de_la_chambre(contexte: Contexte, appel: Acte) -> int | None:
    """Rend le délai de la chambre sur cet appel : dix ou quinze jours, cinq de plus si la personne comparaît (194, 199)."""
    attaquee = appel.valeurs.get("decision_attaquee")
    if attaquee not in (None, *DELAIS_DE_LA_CHAMBRE) or contexte.session.deduit(contexte, appel, "refus_du_tribunal") is True:
        return None
    parquet = attaquee == "mise_en_liberte" and appel.valeurs.get("auteur", "parquet") == "parquet"
    comparait = appel.valeurs.get("comparution_demandee") is True or parquet
    refusee = appel.valeurs.get("comparution_refusee") is not None
    return DELAIS_DE_LA_CHAMBRE.get(str(attaquee), 15) + (5 if comparait and not refusee else 0)


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
