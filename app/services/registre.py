"""La façade : tout ce que l'interface, la ligne de commande et la démonstration demandent aux dossiers.

Chaque écriture est une transaction : demandes vérifiées, enregistrements ajoutés, projection remise à jour, le tout ou rien.
Elle rend ce qui a changé. Un refus (``Refus``, une ``ErreurMetier``) ou une panne (``ErreurDEnvironnement``) n'écrit rien.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable

from app.domain.echeance import Resultat
from app.domain.faits import Dossier
from app.ports.enregistrements import Enregistrement, EnTeteDeDossier, Sujet
from app.ports.horloge import Horloge
from app.ports.unite_de_travail import Base, UniteDeTravail
from app.services.consultation import Consultation
from app.services.demandes import (
    RIEN,
    ActeSaisi,
    Annuler,
    AnnulerMesure,
    Champs,
    Changements,
    CreerDossier,
    Demande,
    Enregistrer,
    MesureSaisie,
    OuvrirMesure,
    Rectifier,
    RectifierFaits,
    RetablirMesure,
)
from app.services.difference import Difference, comparer
from app.services.moteur import MoteurDeRegles
from app.services.projeter import projeter
from app.services.reconstitution import Historique, charger, reconstituer
from app.services.refus import Refus, inconnu
from app.services.retour import demande_de_retour
from app.services.traitement import Auteur, Traitement


class Registre(Consultation):
    """Écrit et relit les dossiers d'une base. ``utilisateur`` signe les saisies ; ``identifiant`` fabrique les clés (uuid)."""

    def __init__(
        self,
        base: Base,
        moteur: MoteurDeRegles,
        horloge: Horloge,
        utilisateur: str,
        identifiant: Callable[[], str] = lambda: str(uuid.uuid4()),
    ) -> None:
        super().__init__(base, moteur, horloge, utilisateur, identifiant)

    # --- écrire

    def creer_dossier(
        self, territoire: str, *, procedure: Champs = RIEN, personne: Champs = RIEN, mesures: Iterable[MesureSaisie] = ()
    ) -> Changements:
        """Crée le dossier d'une personne, avec ses premières mesures. Lève ``Refus``."""
        return self.executer([CreerDossier(territoire, procedure, personne, tuple(mesures))])

    def ouvrir_mesure(
        self,
        dossier_id: str,
        type_: str,
        *,
        actes: Iterable[ActeSaisi] = (),
        valeurs: Champs = RIEN,
        territoire: str | None = None,
    ) -> Changements:
        """Ouvre une mesure, avec ses premiers actes. ``territoire`` l'emporte sur celui du dossier. Lève ``Refus``."""
        return self.executer([OuvrirMesure(dossier_id, MesureSaisie(type_, tuple(actes), valeurs, territoire))])

    def enregistrer(self, mesure_id: str, acte: ActeSaisi, *, version: int | None = None) -> Changements:
        """Ajoute un acte. ``version`` : celle du dossier affiché ; s'il a changé entre-temps, lève ``Refus`` (« conflit »)."""
        return self.executer([Enregistrer(mesure_id, acte)], version=version)

    def rectifier(self, acte_id: str, nouveau: ActeSaisi, motif: str) -> Changements:
        """Remplace un acte en vigueur ; l'ancien reste lisible. Lève ``Refus``."""
        return self.executer([Rectifier(acte_id, nouveau, motif)])

    def annuler(self, acte_id: str, motif: str) -> Changements:
        """Retire un acte en vigueur ; il reste lisible. Lève ``Refus``."""
        return self.executer([Annuler(acte_id, motif)])

    def annuler_mesure(self, mesure_id: str, motif: str) -> Changements:
        """Retire une mesure ouverte par erreur. Lève ``Refus``."""
        return self.executer([AnnulerMesure(mesure_id, motif)])

    def rectifier_faits(
        self,
        dossier_id: str,
        *,
        procedure: Champs = RIEN,
        personne: Champs = RIEN,
        territoire: str | None = None,
        mesure_id: str | None = None,
        mesure: Champs = RIEN,
        motif: str = "",
    ) -> Changements:
        """Complète ou corrige des faits (``None`` retire un champ). ``motif`` est exigé si une valeur connue change."""
        return self.executer([RectifierFaits(dossier_id, procedure, personne, territoire, mesure_id, mesure, motif)])

    def defaire(self, dossier_id: str) -> Changements:
        """Ctrl+Z : défait la dernière saisie du dossier, par rectification. Lève ``Refus`` s'il n'y a plus rien à défaire."""
        with self._base.lire() as unite:
            demande = demande_de_retour(charger(unite, dossier_id))
        return self.executer([demande])

    def executer(self, demandes: Iterable[Demande], *, version: int | None = None) -> Changements:
        """Exécute des demandes en une seule transaction : toutes, ou aucune. Rend ce qui a changé.

        Lève ``Refus`` si une demande est impossible, si un identifiant est inconnu ou si ``version`` (celle du dossier tel que
        l'écran le montre) n'est plus la sienne.
        """
        with self._base.ecrire() as unite:
            historiques: dict[str, Historique] = {}
            changements = Changements()
            for demande in demandes:
                _refuser_une_repetition(demande, unite)
                dossier_id = self._dossier_vise(demande, unite)
                historique = historiques.get(dossier_id) or self._historique(demande, dossier_id, unite)
                if version is not None and dossier_id not in historiques and historique.version != version:
                    raise Refus(
                        "Un autre enregistrement a eu lieu dans ce dossier depuis l'affichage : le relire avant d'ajouter.",
                        code="conflit",
                    )
                traitement = self._traitement(historique)
                traitement.appliquer(demande)
                historiques[dossier_id], ecrits = _ecrire(unite, historique, traitement)
                mesures = frozenset(e.mesure_id for e in ecrits if e.mesure_id is not None)
                changements = changements.et(Changements(frozenset((dossier_id,)), mesures, tuple(e.id for e in ecrits)))
            calcules = [self._projeter(unite, historique) for historique in historiques.values()]
            unite.valider()
        for historique, dossier, resultat in calcules:
            self._memoriser(historique, dossier, resultat)
        return changements

    # --- prévoir sans écrire

    def simuler(self, dossier_id: str, demandes: Iterable[Demande]) -> Difference:
        """Rend ce que ces demandes changeraient, sans rien écrire. Lève ``Refus`` comme l'écriture le ferait."""
        historique, _, avant = self._lu(dossier_id)
        connus = {e.id for e in historique.enregistrements}
        for demande in demandes:
            traitement = self._traitement(historique)
            traitement.appliquer(demande)
            historique = traitement.historique
        nouveaux = [e for e in historique.enregistrements if e.id not in connus]
        renommes = {e.id: e.remplace for e in nouveaux if e.remplace is not None}
        apres = self._moteur.calculer(reconstituer(historique, self._moteur.corpus.vocabulaire))
        return comparer(avant, apres, renommes)

    def previsualiser(self, demande: CreerDossier) -> tuple[Dossier, Resultat]:
        """Rend le dossier qui serait créé et ce que le droit en dit, sans rien écrire. Lève ``Refus``."""
        traitement = self._traitement(Historique(self._identifiant()))
        traitement.appliquer(demande)
        dossier = reconstituer(traitement.historique, self._moteur.corpus.vocabulaire)
        return dossier, self._moteur.calculer(dossier)

    # --- recalculer

    def projection_a_jour(self) -> bool:
        """Dit si tout ce qui est projeté vient du paquet de règles en vigueur."""
        with self._base.lire() as unite:
            return not unite.projection.perimes(self._moteur.corpus.pack)

    def reprojeter(
        self, suivre: Callable[[int, int], None] | None = None, *, tout: bool = False, limite: int | None = None
    ) -> int:
        """Recalcule les dossiers dont la projection est périmée (``tout`` : tous) et rend leur nombre.

        ``limite`` borne ce nombre : l'interface avance par petits pas. ``suivre(faits, total)`` est appelé après chaque lot.
        Chaque lot est une transaction : une interruption n'abîme rien, et la suite reprend au prochain appel.
        """
        with self._base.lire() as unite:
            cibles = unite.registre.dossiers() if tout else unite.projection.perimes(self._moteur.corpus.pack)
        cibles = cibles[:limite]
        for debut in range(0, len(cibles), _LOT):
            with self._base.ecrire() as unite:
                for dossier_id in cibles[debut : debut + _LOT]:
                    self._projeter(unite, charger(unite, dossier_id))
                unite.valider()
            if suivre is not None:
                suivre(min(debut + _LOT, len(cibles)), len(cibles))
        return len(cibles)

    # --- communs

    def _dossier_vise(self, demande: Demande, unite: UniteDeTravail) -> str:
        match demande:
            case CreerDossier(id=dossier_id):
                return dossier_id or self._identifiant()
            case OuvrirMesure(dossier_id=dossier_id) | RectifierFaits(dossier_id=dossier_id):
                return dossier_id
            case Enregistrer(mesure_id=mesure_id) | AnnulerMesure(mesure_id=mesure_id) | RetablirMesure(mesure_id=mesure_id):
                entete = unite.registre.mesure(mesure_id)
                if entete is None:
                    raise inconnu("La mesure", mesure_id)
                return entete.dossier_id
            case Rectifier(acte_id=acte_id) | Annuler(acte_id=acte_id):
                acte = unite.registre.enregistrement(acte_id)
                if acte is None or acte.sujet is not Sujet.ACTE:
                    raise inconnu("L'acte", acte_id)
                return acte.dossier_id

    def _historique(self, demande: Demande, dossier_id: str, unite: UniteDeTravail) -> Historique:
        if isinstance(demande, CreerDossier):
            unite.registre.creer_dossier(EnTeteDeDossier(dossier_id, self._horloge.maintenant(), self.utilisateur))
            return Historique(dossier_id)
        return charger(unite, dossier_id)

    def _traitement(self, historique: Historique) -> Traitement:
        auteur = Auteur(self.utilisateur, self._horloge.maintenant())
        return Traitement(historique, self._moteur.corpus, auteur, self._identifiant)

    def _projeter(self, unite: UniteDeTravail, historique: Historique) -> tuple[Historique, Dossier, Resultat]:
        dossier = reconstituer(historique, self._moteur.corpus.vocabulaire)
        resultat = self._moteur.calculer(dossier)
        unite.projection.remplacer(projeter(dossier, resultat, historique.version, self._moteur.corpus))
        return historique, dossier, resultat


_LOT = 50


def _ecrire(
    unite: UniteDeTravail, historique: Historique, traitement: Traitement
) -> tuple[Historique, tuple[Enregistrement, ...]]:
    for entete in traitement.mesures_nouvelles:
        unite.registre.creer_mesure(entete)
    ecrits = tuple(unite.registre.ajouter(e) for e in traitement.nouveaux)
    return historique.avec(mesures=traitement.mesures_nouvelles, enregistrements=ecrits), ecrits


def _refuser_une_repetition(demande: Demande, unite: UniteDeTravail) -> None:
    """Lève ``Refus`` si la demande, par l'identifiant que l'appelant lui a donné, est déjà enregistrée."""
    trouve: object = None
    identifiant = ""
    match demande:
        case Enregistrer(acte=ActeSaisi(id=identifiant)) | Rectifier(acte=ActeSaisi(id=identifiant)) if identifiant:
            trouve = unite.registre.enregistrement(identifiant)
        case OuvrirMesure(mesure=MesureSaisie(id=identifiant)) if identifiant:
            trouve = unite.registre.mesure(identifiant)
        case CreerDossier(id=identifiant) if identifiant:
            trouve = unite.registre.dossier(identifiant)
    if trouve is not None:
        raise Refus("Cette saisie est déjà enregistrée.", code="deja_enregistre", champ="id", acte=identifiant)
