"""Les protocoles de persistance : une base, des unités de travail, trois dépôts. Aucune implantation ici."""

from __future__ import annotations

from collections.abc import Collection
from types import TracebackType
from typing import Protocol, Self

from app.domain.temps import Instant
from app.ports.controle import PointDeControle
from app.ports.detentions import DetentionProjetee, FiltreDeDetentions, GroupeDeDetentions, Groupement
from app.ports.enregistrements import (
    DerivationConservee,
    Enregistrement,
    EnTeteDeDossier,
    EnTeteDeMesure,
    LigneDeJournal,
)
from app.ports.projection import (
    DemandeProjetee,
    FicheDeDossier,
    LigneProjetee,
    ProjectionDeDossier,
    SignalementProjete,
    SuiviDeMesure,
)


class DepotDEnregistrements(Protocol):
    """Le registre : dossiers, mesures, et la suite de leurs enregistrements. Il ajoute et relit, rien d'autre."""

    def creer_dossier(self, entete: EnTeteDeDossier) -> None:
        """Ajoute un dossier vide."""
        ...

    def creer_mesure(self, entete: EnTeteDeMesure) -> EnTeteDeMesure:
        """Ajoute une mesure vide à la suite de celles du dossier ; rend son en-tête, rang attribué."""
        ...

    def ajouter(self, enregistrement: Enregistrement) -> Enregistrement:
        """Ajoute un enregistrement et rend le même, ``rang`` et ``ordre`` attribués, chaîné au précédent de la base."""
        ...

    def dossier(self, dossier_id: str) -> EnTeteDeDossier | None:
        """Rend l'en-tête d'un dossier, ou ``None``."""
        ...

    def mesure(self, mesure_id: str) -> EnTeteDeMesure | None:
        """Rend l'en-tête d'une mesure, ou ``None``."""
        ...

    def mesures(self, dossier_id: str) -> tuple[EnTeteDeMesure, ...]:
        """Rend les mesures d'un dossier, dans l'ordre de leur ouverture."""
        ...

    def enregistrement(self, identifiant: str) -> Enregistrement | None:
        """Rend un enregistrement, ou ``None``."""
        ...

    def enregistrements(self, dossier_id: str) -> tuple[Enregistrement, ...]:
        """Rend tout ce qui a été enregistré dans un dossier, dans l'ordre de la saisie."""
        ...

    def version(self, dossier_id: str) -> int:
        """Rend l'ordre du dernier enregistrement du dossier (0 s'il n'y en a pas)."""
        ...

    def dossiers(self) -> tuple[str, ...]:
        """Rend les identifiants de tous les dossiers, dans l'ordre de leur création."""
        ...


class DepotDeProjection(Protocol):
    """Les résultats projetés : remplacés par dossier, lus en une requête indexée."""

    def remplacer(self, projection: ProjectionDeDossier) -> None:
        """Remplace tout ce qui était projeté pour ce dossier."""
        ...

    def echeances(self, *, toutes: bool = False, closes_depuis: Instant | None = None) -> list[LigneProjetee]:
        """Rend les échéances ouvertes (ou toutes), de la plus proche à la plus lointaine.

        ``closes_depuis`` y joint les closes dont le terme ou la clôture est à cet instant ou après, mille de chaque au plus.
        """
        ...

    def nombre_d_echeances_ouvertes(self) -> int:
        """Rend le nombre d'échéances ouvertes."""
        ...

    def signalements(self, *, genre: str = "") -> list[SignalementProjete]:
        """Rend les incalculables et les irrégularités de tous les dossiers, ou ceux d'un seul ``genre``."""
        ...

    def mesures_en_cours(self, types: Collection[str] = ()) -> list[SuiviDeMesure]:
        """Rend les mesures en cours ou déférées (``types`` : de ces types seuls), de la plus ancienne à la plus récente."""
        ...

    def echeances_de(self, mesures: Collection[str]) -> list[LigneProjetee]:
        """Rend les échéances ouvertes de ces mesures, de la plus proche à la plus lointaine."""
        ...

    def detentions(
        self,
        filtre: FiltreDeDetentions,
        selon: Groupement = Groupement.AUCUN,
        *,
        debut: int = 0,
        nombre: int | None = None,
    ) -> list[DetentionProjetee]:
        """Rend une page des détentions en cours, par groupe puis de la première limite à la plus lointaine."""
        ...

    def groupes_de_detentions(
        self, filtre: FiltreDeDetentions, selon: Groupement, bornes: Collection[int]
    ) -> list[GroupeDeDetentions]:
        """Compte les détentions en cours par groupe, dans l'ordre de ``detentions`` ; ``bornes`` : les rangs d'urgence."""
        ...

    def valeurs_de_detention(self, colonne: Groupement | str) -> list[str]:
        """Rend les valeurs différentes d'une colonne (cabinet, établissement, phase) des détentions en cours, triées."""
        ...

    def previsions(self, du: int, au: int) -> list[DetentionProjetee]:
        """Rend les détentions en cours dont le terme ou le plafond tombe de ``du`` à ``au`` (exclu, en secondes)."""
        ...

    def demandes(self, *, closes: bool = False, limite: int = 2_000) -> list[DemandeProjetee]:
        """Rend les demandes et recours pendants, de la limite la plus proche à la plus lointaine ; puis les ``closes``.

        Les closes viennent de la plus récente à la plus ancienne ; ``limite`` de chaque sorte au plus.
        """
        ...

    def perimes(self, pack: str) -> tuple[str, ...]:
        """Rend les dossiers dont la projection manque ou vient d'un autre paquet de règles, dans l'ordre de leur création."""
        ...

    def fiches(self) -> list[FicheDeDossier]:
        """Rend la liste des dossiers, du dernier modifié au plus ancien."""
        ...

    def de_dossier(self, dossier_id: str) -> ProjectionDeDossier | None:
        """Rend ce qui est projeté pour un dossier, dans un ordre stable ; ``None`` si rien ne l'a été."""
        ...


class DepotAnnexe(Protocol):
    """Ce qui entoure le registre : brouillons, réglages, dérivations montrées, journal."""

    def deposer_brouillon(self, cle: str, donnees: str, le: Instant, par: str) -> None:
        """Garde une saisie inachevée sous cette clé ; remplace la précédente."""
        ...

    def brouillon(self, cle: str) -> str | None:
        """Rend la saisie gardée, ou ``None``."""
        ...

    def brouillons(self) -> dict[str, str]:
        """Rend toutes les saisies gardées, de la plus récente à la plus ancienne."""
        ...

    def effacer_brouillon(self, cle: str) -> None:
        """Oublie la saisie gardée sous cette clé, s'il y en a une."""
        ...

    def reglage(self, cle: str) -> str | None:
        """Rend la valeur d'un réglage, ou ``None``."""
        ...

    def regler(self, cle: str, valeur: str, le: Instant, par: str) -> None:
        """Écrit un réglage."""
        ...

    def conserver_derivation(self, derivation: DerivationConservee) -> bool:
        """Garde une dérivation montrée ; rend ``False`` si la même (même contenu, même usage) l'était déjà."""
        ...

    def derivations(self, dossier_id: str) -> tuple[DerivationConservee, ...]:
        """Rend les dérivations montrées d'un dossier, de la plus ancienne à la plus récente."""
        ...

    def journaliser(self, ligne: LigneDeJournal) -> None:
        """Ajoute une ligne au journal."""
        ...

    def journal(self, limite: int = 1000) -> tuple[LigneDeJournal, ...]:
        """Rend les dernières lignes du journal, de la plus récente à la plus ancienne."""
        ...


class UniteDeTravail(Protocol):
    """Une transaction. Quitter le bloc sans ``valider`` annule tout."""

    @property
    def registre(self) -> DepotDEnregistrements:
        """Rend le registre, dans cette transaction."""
        ...

    @property
    def projection(self) -> DepotDeProjection:
        """Rend la projection, dans cette transaction."""
        ...

    @property
    def annexes(self) -> DepotAnnexe:
        """Rend brouillons, réglages, dérivations et journal, dans cette transaction."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, genre: type[BaseException] | None, erreur: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def valider(self) -> None:
        """Rend l'écriture durable. Lève ``ErreurDEnvironnement`` si le disque refuse : rien n'est alors écrit."""
        ...


class Base(Protocol):
    """Une base ouverte : elle fabrique des unités de travail."""

    def lire(self) -> UniteDeTravail:
        """Rend une unité de lecture : un instantané cohérent."""
        ...

    def ecrire(self) -> UniteDeTravail:
        """Rend une unité d'écriture : une seule à la fois pour toute la base."""
        ...

    def controler(self) -> tuple[PointDeControle, ...]:
        """Vérifie fichier, clés étrangères, déclencheurs et chaîne d'empreintes. Ne répare rien."""
        ...

    def fermer(self) -> None:
        """Range la base et rend son verrou."""
        ...
