"""Instants, actes et dossiers en une ligne, écrits comme un greffier les dirait."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from itertools import count
from typing import Any

from app.domain.temps import Instant
from app.regles.corpus import Corpus
from app.regles.moteur import Moteur
from app.services.demandes import ActeSaisi, CreerDossier, MesureSaisie
from app.systeme.fichiers_de_regles import charger_paquet

PARIS = "Europe/Paris"


def le(texte: str, fuseau: str = PARIS, occurrence: int | None = None) -> Instant:
    """« 12/03/2026 14:07 » → instant."""
    return Instant.de_locale(datetime.strptime(texte, "%d/%m/%Y %H:%M"), fuseau, occurrence)


def acte(type_: str, quand: str | None, **valeurs: Any) -> ActeSaisi:
    """Un acte à l'heure de Paris ; ``None`` : heure non relevée."""
    return ActeSaisi(type_, le(quand) if quand else None, valeurs)


def garde_a_vue(*actes: ActeSaisi, **champs: Any) -> MesureSaisie:
    """Une garde à vue et ses actes."""
    return MesureSaisie("garde_a_vue", actes, champs)


PROCEDURE: dict[str, Any] = {
    "numero_parquet": "26131000007",
    "cadre": "flagrance",
    "nature": "delit",
    "qualification": "vol",
    "peine_encourue_mois": 36,
    "famille_706_73": "aucune",
    "date_des_faits": date(2026, 5, 18),
}
PERSONNE: dict[str, Any] = {"nom": "Vandelle", "prenoms": "Zoé", "naissance": date(1990, 4, 2)}


def dossier(*mesures: MesureSaisie, territoire: str = "metropole", **procedure: Any) -> CreerDossier:
    """Un dossier de flagrance, pour un vol puni de trois ans, d'une personne majeure."""
    return CreerDossier(territoire, {**PROCEDURE, **procedure}, PERSONNE, mesures)


def moteur() -> Moteur:
    """Le moteur et le paquet livré."""
    return Moteur(corpus())


def corpus() -> Corpus:
    """Le paquet livré."""
    return charger_paquet()


def identifiants(prefixe: str = "id") -> Callable[[], str]:
    """Des identifiants lisibles : id-1, id-2…"""
    suite = count(1)
    return lambda: f"{prefixe}-{next(suite)}"
