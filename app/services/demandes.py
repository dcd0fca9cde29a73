"""Les demandes figées que l'interface, la ligne de commande et la démonstration adressent au registre.

Une demande peut porter l'identifiant (uuid) que l'appelant a choisi : la répéter après une panne est alors sans danger, elle
est refusée (« deja_enregistre ») si la première fois avait abouti.

Les valeurs peuvent être celles du domaine (``Instant``, ``date``, ``tuple``…) ou celles d'un document TOML (``datetime`` local,
``list``) : le vocabulaire les vérifie et les convertit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from app.domain.temps import Instant

Champs = Mapping[str, Any]
RIEN: Champs = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class ActeSaisi:
    """Un acte tel qu'il vient d'être saisi.

    ``le`` : un ``Instant``, un ``datetime`` local au territoire de la mesure, une ``date`` quand seul le jour est connu,
    ``None`` quand l'heure n'a pas été relevée.
    """

    type: str
    le: Instant | datetime | date | None
    valeurs: Champs = field(default_factory=lambda: RIEN)
    id: str = ""


@dataclass(frozen=True, slots=True)
class MesureSaisie:
    """Une mesure à ouvrir et ses premiers actes. ``territoire`` l'emporte sur celui du dossier."""

    type: str
    actes: tuple[ActeSaisi, ...] = ()
    valeurs: Champs = field(default_factory=lambda: RIEN)
    territoire: str | None = None
    id: str = ""


@dataclass(frozen=True, slots=True)
class CreerDossier:
    """Crée le dossier d'une personne dans une procédure, avec ses mesures, d'un seul tenant."""

    territoire: str
    procedure: Champs = field(default_factory=lambda: RIEN)
    personne: Champs = field(default_factory=lambda: RIEN)
    mesures: tuple[MesureSaisie, ...] = ()
    id: str = ""


@dataclass(frozen=True, slots=True)
class OuvrirMesure:
    """Ouvre une mesure dans un dossier, avec ses premiers actes."""

    dossier_id: str
    mesure: MesureSaisie


@dataclass(frozen=True, slots=True)
class Enregistrer:
    """Ajoute un acte à une mesure. ``motif`` justifie un acte réel mais irrégulier ; il se lit avec lui."""

    mesure_id: str
    acte: ActeSaisi
    motif: str = ""


@dataclass(frozen=True, slots=True)
class Rectifier:
    """Remplace un acte par un autre ; les deux restent lisibles."""

    acte_id: str
    acte: ActeSaisi
    motif: str


@dataclass(frozen=True, slots=True)
class Annuler:
    """Retire un acte sans le remplacer ; il reste lisible."""

    acte_id: str
    motif: str


@dataclass(frozen=True, slots=True)
class AnnulerMesure:
    """Retire une mesure ouverte par erreur, avec tous ses actes ; elle reste lisible dans l'historique."""

    mesure_id: str
    motif: str


@dataclass(frozen=True, slots=True)
class RetablirMesure:
    """Rétablit une mesure annulée."""

    mesure_id: str
    motif: str


@dataclass(frozen=True, slots=True)
class RectifierFaits:
    """Complète ou corrige les faits d'un dossier. Une valeur ``None`` retire le champ.

    ``mesure_id`` et ``mesure`` visent les champs d'une mesure. ``motif`` est exigé dès qu'une valeur connue change.
    """

    dossier_id: str
    procedure: Champs = field(default_factory=lambda: RIEN)
    personne: Champs = field(default_factory=lambda: RIEN)
    territoire: str | None = None
    mesure_id: str | None = None
    mesure: Champs = field(default_factory=lambda: RIEN)
    motif: str = ""


Demande = CreerDossier | OuvrirMesure | Enregistrer | Rectifier | Annuler | AnnulerMesure | RetablirMesure | RectifierFaits


@dataclass(frozen=True, slots=True)
class Changements:
    """Ce qu'une écriture a touché : identifiants seulement. ``enregistrements`` suit l'ordre de l'écriture."""

    dossiers: frozenset[str] = frozenset()
    mesures: frozenset[str] = frozenset()
    enregistrements: tuple[str, ...] = ()

    @property
    def dossier(self) -> str:
        """Rend le seul dossier touché. Lève ``ValueError`` s'il n'y en a pas exactement un."""
        (seul,) = self.dossiers
        return seul

    @property
    def mesure(self) -> str:
        """Rend la seule mesure touchée. Lève ``ValueError`` s'il n'y en a pas exactement une."""
        (seule,) = self.mesures
        return seule

    def et(self, autre: Changements) -> Changements:
        """Rend l'union des deux."""
        return Changements(
            self.dossiers | autre.dossiers, self.mesures | autre.mesures, self.enregistrements + autre.enregistrements
        )
