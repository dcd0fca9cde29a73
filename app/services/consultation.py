"""La lecture des dossiers et de ce qui les entoure : échéancier, personnes retenues, brouillons, dérivations, journal."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.echeance import Nature, Resultat
from app.domain.faits import Dossier
from app.domain.temps import Instant
from app.ports.detentions import DetentionProjetee, FiltreDeDetentions, GroupeDeDetentions, Groupement
from app.ports.enregistrements import DerivationConservee, Enregistrement, LigneDeJournal
from app.ports.horloge import Horloge
from app.ports.projection import (
    DemandeProjetee,
    FicheDeDossier,
    LigneProjetee,
    ProjectionDeDossier,
    SignalementProjete,
    SuiviDeMesure,
)
from app.ports.unite_de_travail import Base
from app.services.derivations import deriver, trouver
from app.services.detentions_projetees import FAMILLES as FAMILLES_DE_DETENTION
from app.services.moteur import MoteurDeRegles
from app.services.reconstitution import Historique, charger, reconstituer

if TYPE_CHECKING:
    from app.regles.corpus import Corpus

_DOSSIERS_EN_MEMOIRE = 256
FAMILLE_DES_MANDATS = "mandat"
RETENTIONS_SUR_MANDAT = ("retention_mandat", "retention_mae_extradition")
"""Rétentions qui suivent l'exécution d'un mandat : avec les gardes à vue, et avec les mandats."""
_SANS_SUITE = (Nature.MINIMUM.value, Nature.RAPPEL.value)


@dataclass(frozen=True, slots=True)
class PersonneRetenue:
    """Une personne retenue : sa mesure, la première échéance de liberté ouverte, et la première autre chose à faire."""

    suivi: SuiviDeMesure
    fin: LigneProjetee | None
    prochaine: LigneProjetee | None


@dataclass(frozen=True, slots=True)
class MandatEnCours:
    """Un mandat en cours : sa mesure, la limite qui presse le plus, et la première qui commande la liberté."""

    suivi: SuiviDeMesure
    courante: LigneProjetee | None
    fin: LigneProjetee | None


@dataclass(frozen=True, slots=True)
class Detenu:
    """Une personne détenue : sa détention, et ses échéances ouvertes, de la plus proche à la plus lointaine."""

    detention: DetentionProjetee
    echeances: tuple[LigneProjetee, ...]


class Consultation:
    """Relit une base. Les résultats d'un dossier sont gardés en mémoire tant que rien n'y a été ajouté."""

    def __init__(
        self, base: Base, moteur: MoteurDeRegles, horloge: Horloge, utilisateur: str, identifiant: Callable[[], str]
    ) -> None:
        self._base = base
        self._moteur = moteur
        self._horloge = horloge
        self._identifiant = identifiant
        self._memoire: dict[str, tuple[Historique, Dossier, Resultat]] = {}
        self.utilisateur = utilisateur

    @property
    def corpus(self) -> Corpus:
        """Rend le paquet de règles en vigueur (vocabulaire, calendriers, désignation)."""
        return self._moteur.corpus

    # --- un dossier

    def dossier(self, dossier_id: str) -> Dossier:
        """Rend les faits d'un dossier. Lève ``Refus`` s'il n'existe pas."""
        return self._lu(dossier_id)[1]

    def calculer(self, dossier_id: str) -> Resultat:
        """Rend tout ce que le droit dit d'un dossier. Lève ``Refus`` s'il n'existe pas."""
        return self._lu(dossier_id)[2]

    def historique(self, dossier_id: str) -> tuple[Enregistrement, ...]:
        """Rend tout ce qui a été enregistré dans un dossier, rectifié ou annulé compris, dans l'ordre de la saisie."""
        return self._lu(dossier_id)[0].enregistrements

    def version(self, dossier_id: str) -> int:
        """Rend la version d'un dossier : elle change à chaque enregistrement."""
        return self._lu(dossier_id)[0].version

    def dossier_de_la_mesure(self, mesure_id: str) -> str | None:
        """Rend le dossier d'une mesure, ou ``None``."""
        with self._base.lire() as unite:
            entete = unite.registre.mesure(mesure_id)
        return entete.dossier_id if entete else None

    # --- les listes

    def dossiers(self) -> list[FicheDeDossier]:
        """Rend la liste des dossiers, du dernier modifié au plus ancien."""
        with self._base.lire() as unite:
            return unite.projection.fiches()

    def echeancier(self, *, toutes: bool = False, closes_depuis: Instant | None = None) -> list[LigneProjetee]:
        """Rend les échéances ouvertes (ou toutes), de la plus proche à la plus lointaine, par une requête indexée.

        ``closes_depuis`` y joint les closes dont le terme ou la clôture est à cet instant ou après, mille de chaque au plus.
        """
        with self._base.lire() as unite:
            return unite.projection.echeances(toutes=toutes, closes_depuis=closes_depuis)

    def projection(self, dossier_id: str) -> ProjectionDeDossier | None:
        """Rend ce que les listes montrent d'un dossier : ses échéances et ses signalements ; ``None`` s'il n'existe pas."""
        with self._base.lire() as unite:
            return unite.projection.de_dossier(dossier_id)

    def signalements(self, *, genre: str = "") -> list[SignalementProjete]:
        """Rend les incalculables et les irrégularités de tous les dossiers, ou ceux d'un seul ``genre``."""
        with self._base.lire() as unite:
            return unite.projection.signalements(genre=genre)

    def demandes(self, *, closes: bool = False) -> list[DemandeProjetee]:
        """Rend le registre des demandes et recours : les pendants par limite, puis (``closes``) les clos, récents d'abord."""
        with self._base.lire() as unite:
            return unite.projection.demandes(closes=closes)

    def personnes_retenues(self) -> list[PersonneRetenue]:
        """Rend les personnes retenues (garde à vue, retenue, défèrement en cours), la plus anciennement d'abord."""
        types = [m.type for m in self.corpus.vocabulaire.mesures.values() if m.famille not in FAMILLES_DE_DETENTION]
        with self._base.lire() as unite:
            suivis = [s for s in unite.projection.mesures_en_cours(types) if s.privative]
            fins: dict[str, LigneProjetee] = {}
            autres: dict[str, LigneProjetee] = {}
            for ligne in unite.projection.echeances_de([s.mesure_id for s in suivis]):
                premieres = fins if ligne.nature == Nature.LIBERTE.value else autres
                premieres.setdefault(ligne.mesure_id, ligne)
        return [PersonneRetenue(s, fins.get(s.mesure_id), autres.get(s.mesure_id)) for s in suivis]

    def mandats(self) -> list[MandatEnCours]:
        """Rend les mandats en cours : mesures de la famille des mandats, et rétentions sur mandat."""
        mesures = self.corpus.vocabulaire.mesures.values()
        types = [m.type for m in mesures if m.famille == FAMILLE_DES_MANDATS or m.type in RETENTIONS_SUR_MANDAT]
        with self._base.lire() as unite:
            suivis = list(unite.projection.mesures_en_cours(types))
            fins: dict[str, LigneProjetee] = {}
            courantes: dict[str, LigneProjetee] = {}
            for ligne in unite.projection.echeances_de([s.mesure_id for s in suivis]):
                if ligne.nature == Nature.LIBERTE.value:
                    fins.setdefault(ligne.mesure_id, ligne)
                if ligne.nature not in _SANS_SUITE:
                    courantes.setdefault(ligne.mesure_id, ligne)
        return [MandatEnCours(s, courantes.get(s.mesure_id), fins.get(s.mesure_id)) for s in suivis]

    # --- les personnes détenues

    def detenus(
        self,
        filtre: FiltreDeDetentions,
        selon: Groupement = Groupement.AUCUN,
        *,
        debut: int = 0,
        nombre: int | None = None,
    ) -> list[Detenu]:
        """Rend une page des personnes détenues, par groupe puis par temps restant pour agir légalement."""
        with self._base.lire() as unite:
            page = unite.projection.detentions(filtre, selon, debut=debut, nombre=nombre)
            siennes: dict[str, list[LigneProjetee]] = {d.mesure_id: [] for d in page}
            for ligne in unite.projection.echeances_de(list(siennes)):
                siennes[ligne.mesure_id].append(ligne)
        return [Detenu(d, tuple(siennes[d.mesure_id])) for d in page]

    def compter_detenus(
        self, filtre: FiltreDeDetentions, selon: Groupement = Groupement.AUCUN, bornes: Collection[int] = ()
    ) -> list[GroupeDeDetentions]:
        """Compte les personnes détenues par groupe, dans l'ordre de ``detenus`` ; ``bornes`` : les rangs d'urgence."""
        with self._base.lire() as unite:
            return unite.projection.groupes_de_detentions(filtre, selon, bornes)

    def valeurs_de_detention(self, colonne: str) -> list[str]:
        """Rend les valeurs d'une colonne (cabinet, etablissement, phase) des détentions en cours, triées."""
        with self._base.lire() as unite:
            return unite.projection.valeurs_de_detention(colonne)

    def previsions(self, du: Instant, au: Instant) -> list[DetentionProjetee]:
        """Rend les détentions dont le terme ou le plafond tombe de ``du`` à ``au`` (exclu)."""
        with self._base.lire() as unite:
            return unite.projection.previsions(du.secondes, au.secondes)

    # --- les brouillons : la saisie en cours survit à une panne

    def deposer_brouillon(self, cle: str, donnees: str) -> None:
        """Garde une saisie inachevée sous cette clé (texte libre, JSON d'ordinaire) ; durable au retour."""
        with self._base.ecrire() as unite:
            unite.annexes.deposer_brouillon(cle, donnees, self._horloge.maintenant(), self.utilisateur)
            unite.valider()

    def brouillon(self, cle: str) -> str | None:
        """Rend la saisie gardée sous cette clé, ou ``None``."""
        with self._base.lire() as unite:
            return unite.annexes.brouillon(cle)

    def brouillons(self) -> dict[str, str]:
        """Rend toutes les saisies gardées, de la plus récente à la plus ancienne."""
        with self._base.lire() as unite:
            return unite.annexes.brouillons()

    def effacer_brouillon(self, cle: str) -> None:
        """Oublie la saisie gardée sous cette clé, s'il y en a une."""
        with self._base.ecrire() as unite:
            unite.annexes.effacer_brouillon(cle)
            unite.valider()

    # --- les réglages, le journal

    def reglage(self, cle: str, defaut: str = "") -> str:
        """Rend la valeur d'un réglage."""
        with self._base.lire() as unite:
            valeur = unite.annexes.reglage(cle)
        return defaut if valeur is None else valeur

    def regler(self, cle: str, valeur: str) -> None:
        """Écrit un réglage."""
        with self._base.ecrire() as unite:
            unite.annexes.regler(cle, valeur, self._horloge.maintenant(), self.utilisateur)
            unite.valider()

    def journaliser(self, action: str, *, dossier_id: str | None = None, details: str = "") -> None:
        """Ajoute une ligne au journal : identifiants et types seulement, jamais de nom ni de fait."""
        ligne = LigneDeJournal(self._horloge.maintenant(), self.utilisateur, action, dossier_id, details=details)
        with self._base.ecrire() as unite:
            unite.annexes.journaliser(ligne)
            unite.valider()

    def journal(self, limite: int = 1000) -> tuple[LigneDeJournal, ...]:
        """Rend les dernières lignes du journal, de la plus récente à la plus ancienne."""
        with self._base.lire() as unite:
            return unite.annexes.journal(limite)

    # --- les dérivations montrées

    def conserver_derivation(self, dossier_id: str, cle: str, usage: str = "ecran") -> bool:
        """Garde mot pour mot la dérivation qui vient d'être montrée (« ecran ») ou imprimée (« impression »).

        Rend ``False`` si la même l'était déjà. Lève ``Refus`` si aucun résultat du dossier n'a cette clé.
        """
        historique, _, resultat = self._lu(dossier_id)
        a = self._horloge.maintenant()
        montrable = trouver(resultat, cle)
        derivation = deriver(montrable, dossier_id, historique.version, usage, a, self.utilisateur, self._identifiant)
        with self._base.ecrire() as unite:
            neuve = unite.annexes.conserver_derivation(derivation)
            unite.valider()
        return neuve

    def derivations(self, dossier_id: str) -> tuple[DerivationConservee, ...]:
        """Rend les dérivations montrées d'un dossier, de la plus ancienne à la plus récente."""
        with self._base.lire() as unite:
            return unite.annexes.derivations(dossier_id)

    # --- la mémoire

    def _lu(self, dossier_id: str) -> tuple[Historique, Dossier, Resultat]:
        with self._base.lire() as unite:
            en_memoire = self._memoire.get(dossier_id)
            if en_memoire is not None and en_memoire[0].version == unite.registre.version(dossier_id):
                return en_memoire
            historique = charger(unite, dossier_id)
        dossier = reconstituer(historique, self._moteur.corpus.vocabulaire)
        resultat = self._moteur.calculer(dossier)
        self._memoriser(historique, dossier, resultat)
        return historique, dossier, resultat

    def _memoriser(self, historique: Historique, dossier: Dossier, resultat: Resultat) -> None:
        self._memoire.pop(historique.dossier_id, None)
        self._memoire[historique.dossier_id] = (historique, dossier, resultat)
        while len(self._memoire) > _DOSSIERS_EN_MEMOIRE:
            self._memoire.pop(next(iter(self._memoire)))
