"""Ce que les retenues voisines et le défèrement tirent des faits (fiches 01, sections E et F)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from app.domain.echeance import Etape
from app.domain.faits import Mesure
from app.domain.francais import dire_instant
from app.domain.temps import Instant
from app.regles.contexte import Absent, Contexte
from app.regles.registre import Derivee, fait

CONTRAINTES = ("controle", "apprehension", "debut_retenue", "contrainte", "arrivee_local", "presentation_opj")
"""Actes qui montrent une personne déjà retenue : le plus ancien fait courir la durée, quel que soit celui qui est saisi."""

SUITES = ("arrivee_local", "presentation_opj")
"""Actes qui suivent toujours l'ouverture de la retenue : seuls, ils n'en donnent pas l'heure (le délai serait trop long)."""

_HEURE = 3600


@fait("debut_de_retenue")
def debut_de_retenue(contexte: Contexte, _parametres: Mapping[str, Any]) -> Derivee | Absent:
    """Rend la plus ancienne contrainte de la mesure elle-même ; aucune autre mesure n'y remonte (rien ne s'y impute)."""
    trouves = sorted(
        (acte.instant, acte.type, acte.id)
        for acte in contexte.actes(*CONTRAINTES)
        if acte.instant is not None and acte.valeurs.get("liberte_ensuite") is not True
    )
    ouverture = contexte.session.vocabulaire.mesures[contexte.mesure.type].ouverture
    if not trouves or all(type_ in SUITES for _, type_, _ in trouves):
        return Absent((f"date et heure de « {contexte.intitule_acte(ouverture)} »",))
    quand, type_, acte_id = trouves[0]
    texte = f"Première contrainte : {contexte.intitule_acte(type_).lower()}, {dire_instant(quand, contexte.fuseau)}."
    return Derivee(quand, (Etape(texte, acte=acte_id, instant=quand),))


@fait("ouverture_suivante")
def ouverture_suivante(contexte: Contexte, _parametres: Mapping[str, Any]) -> Derivee | Absent:
    """Rend l'ouverture de la mesure privative qui suit dans le dossier : elle met fin à la retenue même si nul ne l'a levée."""
    debuts = [a.instant for a in contexte.mesure.en_vigueur() if a.instant is not None]
    if not debuts:
        return Absent(("date et heure de la mesure",))
    suivantes = sorted(
        (quand, mesure.type)
        for mesure in contexte.session.dossier.mesures
        if mesure.id != contexte.mesure.id
        for quand in _ouvertures(contexte, mesure)
        if quand >= min(debuts)
    )
    if not suivantes:
        return Absent(("ouverture de la mesure suivante",))
    quand, type_ = suivantes[0]
    intitule = contexte.session.vocabulaire.mesures[type_].intitule.lower()
    return Derivee(
        quand, (Etape(f"Suivie d'une autre mesure ({intitule}) le {dire_instant(quand, contexte.fuseau)}.", instant=quand),)
    )


def _ouvertures(contexte: Contexte, mesure: Mesure) -> Iterator[Instant]:
    type_ = contexte.session.vocabulaire.mesures[mesure.type]
    if not type_.privative:
        return
    instants = [a.instant for a in mesure.en_vigueur() if a.type == type_.ouverture and a.instant is not None]
    yield from instants[:1]


@fait("mandat_qui_precede")
def mandat_qui_precede(contexte: Contexte, _parametres: Mapping[str, Any]) -> Derivee | Absent:
    """Rend le mandat de la dernière rétention sur mandat du dossier, ouverte avant cette mesure."""
    for mesure in reversed(contexte.mesures_anterieures()):
        mandat = mesure.valeurs.get("mandat")
        if mesure.type == "retention_mandat" and isinstance(mandat, str):
            return Derivee(mandat)
    return Absent(("mandat de la rétention qui précède",))


@fait("changement_d_heure")
def changement_d_heure(contexte: Contexte, _parametres: Mapping[str, Any]) -> Derivee | Absent:
    """Rend l'instant du changement d'heure légale compris entre le début de la mesure et son échéance, s'il y en a un."""
    debut, fin = contexte.valeur("calcul.t0"), contexte.valeur("calcul.fin_legale")
    if not isinstance(debut, Instant) or not isinstance(fin, Instant):
        return Absent(("début et échéance de la mesure",))
    heure = Instant(debut.secondes - debut.secondes % _HEURE)
    decalage = debut.locale(contexte.fuseau).utcoffset()
    while heure < fin:
        heure = heure.plus(heures=1)
        if heure.locale(contexte.fuseau).utcoffset() != decalage:
            return Derivee(heure, (Etape(f"L'heure légale change le {dire_instant(heure, contexte.fuseau)}.", instant=heure),))
    return Absent(("changement d'heure",))
