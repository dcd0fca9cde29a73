"""Ce que la base garde pour toujours : une suite d'enregistrements que rien ne modifie ni n'efface.

Actes et faits (dossier, procédure, personne, mesure) suivent la même règle : on ajoute, on ne corrige jamais en place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from app.domain.faits import VIDE, Valeur
from app.domain.temps import Instant

Champs = Mapping[str, Valeur | None]
"""Des champs et leur valeur ; ``None`` retire le champ (faits seulement)."""


class Sujet(StrEnum):
    """Ce que décrit l'enregistrement : un acte, ou des faits (du dossier, de la procédure, de la personne, d'une mesure)."""

    ACTE = "acte"
    DOSSIER = "dossier"
    PROCEDURE = "procedure"
    PERSONNE = "personne"
    MESURE = "mesure"


@dataclass(frozen=True, slots=True)
class Enregistrement:
    """Une ligne du registre.

    ``le`` est l'heure du fait, ``saisi_le`` celle de la saisie : deux faits distincts. ``fuseau`` sert à écrire ``le`` avec son
    décalage. Pour un sujet autre que ``ACTE``, ``champs`` complète ou remplace les champs déjà connus. ``rang`` numérote les
    enregistrements d'une mesure (ou les faits d'un dossier) et ``ordre`` ceux de toute la base ; le dépôt les attribue, ils
    valent 0 avant l'écriture.
    """

    id: str
    dossier_id: str
    sujet: Sujet
    type: str
    saisi_le: Instant
    saisi_par: str
    fuseau: str
    mesure_id: str | None = None
    le: Instant | date | None = None
    champs: Champs = field(default_factory=lambda: VIDE)
    remplace: str | None = None
    annule: bool = False
    motif: str = ""
    rang: int = 0
    ordre: int = 0


@dataclass(frozen=True, slots=True)
class EnTeteDeDossier:
    """L'identité d'un dossier : qui l'a créé et quand (seconde UTC)."""

    id: str
    cree_le: Instant
    cree_par: str


@dataclass(frozen=True, slots=True)
class EnTeteDeMesure:
    """L'identité d'une mesure : son dossier, son type (vocabulaire), sa place dans le dossier."""

    id: str
    dossier_id: str
    type: str
    rang: int = 0


@dataclass(frozen=True, slots=True)
class DerivationConservee:
    """Une échéance montrée ou imprimée et son explication, telles quelles, avec l'acte et le paquet qui l'ont produite.

    ``contenu`` est le JSON montré ; ``ordre`` est celui du dernier enregistrement du dossier pris en compte.
    """

    id: str
    dossier_id: str
    mesure_id: str
    cle: str
    regle: str
    pack: str
    acte_id: str | None
    ordre: int
    usage: str
    montree_le: Instant
    montree_a: str
    contenu: str


@dataclass(frozen=True, slots=True)
class LigneDeJournal:
    """Un événement daté et attribué ; identifiants et types seulement, jamais de nom ni de fait."""

    le: Instant
    par: str
    action: str
    dossier_id: str | None = None
    mesure_id: str | None = None
    acte_id: str | None = None
    details: str = ""
