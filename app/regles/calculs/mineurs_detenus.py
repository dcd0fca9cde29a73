"""L'âge qui commande la détention d'un mineur (CJPM, L. 13-2 : l'âge à la date des faits) et ce qui en dépend."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.domain.echeance import Etape
from app.domain.faits import Acte
from app.domain.francais import dire_jour
from app.regles.contexte import Absent, Contexte
from app.regles.registre import Derivee, deduit, fait

TRANCHES = ((16, "moins_de_16"), (18, "16_18"))
DIT = {"moins_de_16": "moins de seize ans", "16_18": "seize à dix-huit ans", "majeur": "majeur"}
FONDEMENT_MINEUR = "cjpm"
PRIVATIONS = ("incarceration_provisoire", "placement_detention")


def _age(naissance: date, jour: date) -> int:
    """Rend l'âge révolu ce jour-là (né un 29 février : anniversaire le 1er mars des années communes)."""
    return jour.year - naissance.year - ((jour.month, jour.day) < (naissance.month, naissance.day))


def _tranche(age: int) -> str:
    return next((nom for limite, nom in TRANCHES if age < limite), "majeur")


def _jour_de_reference(contexte: Contexte) -> tuple[date, str] | Absent:
    """Rend la date des faits ; à défaut le premier jour de privation, à défaut le premier acte daté, et le nom de ce jour."""
    faits = contexte.valeur("procedure.date_des_faits")
    if isinstance(faits, date):
        return faits, "à la date des faits"
    for types, dit in ((PRIVATIONS, "au jour du placement"), (None, "au premier acte de la mesure")):
        actes = contexte.mesure.en_vigueur() if types is None else contexte.actes(*types)
        jours = [contexte.jour(a.le) for a in actes if a.le is not None]
        if jours:
            return min(jours), dit
    return Absent(("Date des faits",))


def _suivie_comme_mineure(contexte: Contexte) -> bool:
    """Dit si un placement de la mesure porte un fondement propre aux mineurs."""
    return any(str(a.valeurs.get("fondement", "")).startswith(FONDEMENT_MINEUR) for a in contexte.actes(*PRIVATIONS))


@fait("age_commandant_la_detention")
def age_commandant_la_detention(contexte: Contexte, _parametres: Mapping[str, Any]) -> Derivee | Absent:
    """Rend ``moins_de_16``, ``16_18`` ou ``majeur`` selon l'âge aux faits, à défaut au placement ; le doute profite au mineur.

    Sans date de naissance : ``16_18`` si le fondement du placement est celui d'un mineur (un contrôle demande la date), sinon
    ``Absent`` (les règles prennent « majeur » par défaut, et l'écran demande la date).
    """
    naissance, reference = contexte.valeur("personne.naissance"), _jour_de_reference(contexte)
    doute = contexte.valeur("personne.doute_minorite") is True
    incertain = Etape("Doute sur la minorité : il profite à l'intéressé, durées des mineurs.", article="CJPM, art. L. 13-1")
    if isinstance(naissance, Absent):
        a_dire = Etape("Date de naissance à établir : une tranche plus basse raccourcirait encore les durées.")
        if doute:
            return Derivee("16_18", (incertain, a_dire))
        suivie = Etape("Date de naissance absente, mais placement fondé sur la justice des mineurs : durées des mineurs.")
        return Derivee("16_18", (suivie, a_dire)) if _suivie_comme_mineure(contexte) else naissance
    if isinstance(reference, Absent):
        return reference
    jour, quand = reference
    age = _age(naissance, jour)
    tranche = _tranche(age)
    etapes = [Etape(f"Né(e) le {dire_jour(naissance)} : {age} ans {quand} ({dire_jour(jour)}).", article="CJPM, art. L. 13-2")]
    if quand != "à la date des faits":
        etapes.append(Etape("Date des faits non renseignée : la personne pouvait être plus jeune aux faits."))
    if tranche == "majeur" and doute:
        tranche = "16_18"
        etapes.append(incertain)
    return Derivee(tranche, tuple(etapes))


@fait("annees_a_la_reference")
def annees_a_la_reference(contexte: Contexte, _parametres: Mapping[str, Any]) -> Derivee | Absent:
    """Rend l'âge révolu, en années, au jour qui commande la détention."""
    naissance, reference = contexte.valeur("personne.naissance"), _jour_de_reference(contexte)
    if isinstance(naissance, Absent):
        return naissance
    return reference if isinstance(reference, Absent) else Derivee(_age(naissance, reference[0]))


@fait("annees_au_placement")
def annees_au_placement(contexte: Contexte, _parametres: Mapping[str, Any]) -> Derivee | Absent:
    """Rend l'âge révolu, en années, au premier jour de privation (à titre d'information, L. 13-2)."""
    naissance = contexte.valeur("personne.naissance")
    if isinstance(naissance, Absent):
        return naissance
    jours = [contexte.jour(a.le) for a in contexte.actes(*PRIVATIONS) if a.le is not None]
    return Derivee(_age(naissance, min(jours))) if jours else Absent(("date du placement en détention",))


@deduit("age_a_cet_acte", "âge au jour de l'acte")
def age_a_cet_acte(contexte: Contexte, acte: Acte) -> int | None:
    """Rend l'âge révolu, en années, au jour de l'acte ; ``None`` si la naissance ou la date manque."""
    naissance = contexte.valeur("personne.naissance")
    if isinstance(naissance, Absent) or acte.le is None:
        return None
    return _age(naissance, contexte.jour(acte.le))
