"""D'une demande aux enregistrements qu'elle ajoute : pur, sans base. Sert à écrire comme à simuler."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, assert_never

from app.domain.faits import VIDE, Mesure, Valeur
from app.domain.temps import Instant
from app.ports.enregistrements import Champs as ChampsEnregistres
from app.ports.enregistrements import Enregistrement, EnTeteDeMesure, Sujet
from app.services.admissibilite import verifier_la_mesure, verifier_les_faits, verifier_les_heures
from app.services.demandes import (
    ActeSaisi,
    Annuler,
    AnnulerMesure,
    Champs,
    CreerDossier,
    Demande,
    Enregistrer,
    MesureSaisie,
    OuvrirMesure,
    Rectifier,
    RectifierFaits,
    RetablirMesure,
)
from app.services.reconstitution import TERRITOIRE, Historique, acte_de, reconstituer
from app.services.refus import Refus
from app.services.saisie import lire_champs, lire_heure, type_d_acte, type_de_mesure, verifier_les_obligatoires

if TYPE_CHECKING:
    from app.regles.corpus import Corpus

_FAITS = "faits"


@dataclass(frozen=True, slots=True)
class Auteur:
    """Qui saisit, et l'heure de la saisie."""

    nom: str
    le: Instant


@dataclass(slots=True)
class Traitement:
    """Applique des demandes à l'historique d'un dossier et garde, dans l'ordre, ce qu'elles ajoutent."""

    historique: Historique
    corpus: Corpus
    auteur: Auteur
    identifiant: Callable[[], str]
    mesures_nouvelles: list[EnTeteDeMesure] = field(default_factory=list)
    nouveaux: list[Enregistrement] = field(default_factory=list)

    def appliquer(self, demande: Demande) -> None:
        """Applique une demande. Lève ``Refus`` si elle est impossible : l'historique rendu jusque-là ne doit pas être écrit."""
        match demande:
            case CreerDossier():
                self._creer(demande)
            case OuvrirMesure():
                self._ouvrir(demande.mesure)
            case Enregistrer():
                self._enregistrer(self._mesure_vivante(demande.mesure_id), demande.acte, motif=demande.motif.strip())
            case Rectifier():
                ancien = self._rectifiable(demande.acte_id, demande.motif)
                self._enregistrer(self._mesure_vivante(ancien.mesure_id or ""), demande.acte, ancien, demande.motif.strip())
            case Annuler():
                self._annuler(demande)
            case AnnulerMesure():
                self._annuler_mesure(demande)
            case RetablirMesure():
                self._retablir_mesure(demande)
            case RectifierFaits():
                self._rectifier_faits(demande)
            case _:
                assert_never(demande)

    # --- dossier et faits

    def _creer(self, demande: CreerDossier) -> None:
        territoire = self._territoire(demande.territoire)
        fuseau = self.corpus.calendrier(territoire).fuseau
        self._ajouter(self._neuf(Sujet.DOSSIER, _FAITS, None, champs={TERRITOIRE: territoire}, fuseau=fuseau))
        vocabulaire = self.corpus.vocabulaire
        procedure = lire_champs(vocabulaire.procedure, demande.procedure, fuseau, "procédure")
        personne = lire_champs(vocabulaire.personne, demande.personne, fuseau, "personne")
        self._ajouter_faits(Sujet.PROCEDURE, procedure)
        self._ajouter_faits(Sujet.PERSONNE, personne)
        self._verifier_les_faits()
        for mesure in demande.mesures:
            self._ouvrir(mesure)

    def _rectifier_faits(self, demande: RectifierFaits) -> None:
        vocabulaire, fuseau, motif = self.corpus.vocabulaire, self._fuseau(demande.mesure_id), demande.motif.strip()
        avant = len(self.nouveaux)
        if demande.territoire is not None:
            self._rectifier(Sujet.DOSSIER, {TERRITOIRE: self._territoire(demande.territoire)}, motif)
        procedure = lire_champs(vocabulaire.procedure, demande.procedure, fuseau, "procédure")
        self._rectifier(Sujet.PROCEDURE, procedure, motif)
        self._rectifier(Sujet.PERSONNE, lire_champs(vocabulaire.personne, demande.personne, fuseau, "personne"), motif)
        if demande.mesure_id is not None:
            entete = self._mesure_vivante(demande.mesure_id)
            self._rectifier(Sujet.MESURE, self._champs_de_mesure(entete.type, demande.mesure, fuseau), motif, entete.id)
        if len(self.nouveaux) == avant:
            raise Refus("Rien ne change : aucune valeur n'est différente.", code="rien_a_changer")
        self._verifier_les_faits()

    def _rectifier(self, sujet: Sujet, champs: ChampsEnregistres, motif: str, mesure_id: str | None = None) -> None:
        connus = self.historique.faits(sujet, mesure_id)
        changes = {nom: valeur for nom, valeur in champs.items() if connus.get(nom) != valeur}
        corrige = next((nom for nom in changes if nom in connus), None)
        if corrige is not None and not motif:
            raise Refus("Dire pourquoi cette valeur est corrigée.", code="motif_manquant", champ="motif", ou=corrige)
        self._ajouter_faits(sujet, changes, motif=motif, mesure_id=mesure_id)

    def _ajouter_faits(
        self, sujet: Sujet, champs: ChampsEnregistres, *, motif: str = "", mesure_id: str | None = None, toujours: bool = False
    ) -> None:
        if champs or toujours:
            self._ajouter(self._neuf(sujet, _FAITS, mesure_id, champs=champs, motif=motif))

    def _verifier_les_faits(self) -> None:
        dossier = reconstituer(self.historique, self.corpus.vocabulaire)
        verifier_les_faits(dossier, self.auteur.le, self._fuseau(None))

    # --- mesures

    def _ouvrir(self, saisie: MesureSaisie) -> None:
        type_ = type_de_mesure(self.corpus.vocabulaire, saisie.type)
        entete = EnTeteDeMesure(
            saisie.id or self.identifiant(), self.historique.dossier_id, type_.type, len(self.historique.mesures) + 1
        )
        self.mesures_nouvelles.append(entete)
        self.historique = self.historique.avec(mesures=(entete,))
        propre: dict[str, Valeur | None] = {TERRITOIRE: self._territoire(saisie.territoire)} if saisie.territoire else {}
        fuseau = self.corpus.calendrier(saisie.territoire).fuseau if saisie.territoire else self._fuseau(None)
        champs = {**self._champs_de_mesure(type_.type, saisie.valeurs, fuseau), **propre}
        self._ajouter_faits(Sujet.MESURE, champs, mesure_id=entete.id, toujours=True)
        for acte in saisie.actes:
            self._enregistrer(entete, acte)

    def _champs_de_mesure(self, type_: str, saisis: Champs, fuseau: str) -> dict[str, Valeur | None]:
        connu = type_de_mesure(self.corpus.vocabulaire, type_)
        territoire = {TERRITOIRE: self._territoire(saisis[TERRITOIRE])} if TERRITOIRE in saisis else {}
        reste = {nom: valeur for nom, valeur in saisis.items() if nom != TERRITOIRE}
        return {**lire_champs(connu.champs, reste, fuseau, connu.intitule), **territoire}

    def _annuler_mesure(self, demande: AnnulerMesure) -> None:
        entete = self._mesure_vivante(demande.mesure_id)
        motif = _motif(demande.motif, "annulée")
        self._ajouter(self._neuf(Sujet.MESURE, _FAITS, entete.id, annule=True, motif=motif))

    def _retablir_mesure(self, demande: RetablirMesure) -> None:
        entete = self.historique.mesure(demande.mesure_id)
        if entete.id not in self.historique.annulees():
            raise Refus("Cette mesure n'est pas annulée.", code="rien_a_changer", champ="mesure")
        self._ajouter(self._neuf(Sujet.MESURE, _FAITS, entete.id, motif=_motif(demande.motif, "rétablie")))

    def _mesure_vivante(self, mesure_id: str) -> EnTeteDeMesure:
        entete = self.historique.mesure(mesure_id)
        if mesure_id in self.historique.annulees():
            raise Refus("Cette mesure a été annulée : en ouvrir une autre.", code="mesure_annulee", champ="mesure")
        return entete

    # --- actes

    def _enregistrer(
        self, entete: EnTeteDeMesure, saisi: ActeSaisi, ancien: Enregistrement | None = None, motif: str = ""
    ) -> None:
        mesure = type_de_mesure(self.corpus.vocabulaire, entete.type)
        connu = type_d_acte(self.corpus.vocabulaire, saisi.type, mesure)
        fuseau = self._fuseau(entete.id)
        lus = lire_champs(connu.champs, saisi.valeurs, fuseau, connu.intitule)
        champs = {nom: valeur for nom, valeur in lus.items() if valeur is not None}
        verifier_les_obligatoires(connu, champs)
        le = lire_heure(saisi, connu, mesure, fuseau)
        remplace = ancien.id if ancien else None
        nouveau = self._neuf(
            Sujet.ACTE, connu.type, entete.id, le=le, champs=champs, motif=motif, remplace=remplace, id_=saisi.id
        )
        verifier_les_heures(acte_de(nouveau, self.corpus.vocabulaire), connu, self.auteur.le, fuseau)
        self._ajouter_acte(entete, nouveau)

    def _annuler(self, demande: Annuler) -> None:
        ancien = self._rectifiable(demande.acte_id, demande.motif)
        entete = self._mesure_vivante(ancien.mesure_id or "")
        annulation = self._neuf(
            Sujet.ACTE,
            ancien.type,
            entete.id,
            le=ancien.le,
            champs=ancien.champs,
            remplace=ancien.id,
            annule=True,
            motif=demande.motif.strip(),
        )
        self._ajouter_acte(entete, annulation)

    def _rectifiable(self, acte_id: str, motif: str) -> Enregistrement:
        ancien = self.historique.acte(acte_id)
        remplacant = self.historique.remplacant(acte_id)
        if remplacant is not None:
            fait = "annulé" if remplacant.annule else "rectifié"
            raise Refus(f"Cet acte a déjà été {fait} : reprendre l'acte en vigueur.", code="deja_rectifie", acte=remplacant.id)
        _motif(motif, "rectifié")
        return ancien

    def _ajouter_acte(self, entete: EnTeteDeMesure, nouveau: Enregistrement) -> None:
        avant = self._mesure_reconstituee(entete.id)
        self._ajouter(nouveau)
        apres = self._mesure_reconstituee(entete.id)
        verifier_la_mesure(avant, apres, self.corpus.vocabulaire, nouveau.fuseau, nouveau.id)

    def _mesure_reconstituee(self, mesure_id: str) -> Mesure:
        return reconstituer(self.historique, self.corpus.vocabulaire).mesure(mesure_id)

    # --- communs

    def _territoire(self, territoire: str) -> str:
        if territoire not in self.corpus.calendriers:
            raise Refus(
                f"Territoire « {territoire} » inconnu ; territoires : {', '.join(sorted(self.corpus.calendriers))}.",
                code="territoire_inconnu",
                champ=TERRITOIRE,
            )
        return territoire

    def _fuseau(self, mesure_id: str | None) -> str:
        propre = self.historique.faits(Sujet.MESURE, mesure_id).get(TERRITOIRE) if mesure_id else None
        return self.corpus.calendrier(str(propre or self.historique.faits(Sujet.DOSSIER)[TERRITOIRE])).fuseau

    def _neuf(
        self,
        sujet: Sujet,
        type_: str,
        mesure_id: str | None,
        *,
        champs: ChampsEnregistres = VIDE,
        le: Instant | date | None = None,
        remplace: str | None = None,
        annule: bool = False,
        motif: str = "",
        fuseau: str = "",
        id_: str = "",
    ) -> Enregistrement:
        return Enregistrement(
            id=id_ or self.identifiant(),
            dossier_id=self.historique.dossier_id,
            sujet=sujet,
            type=type_,
            saisi_le=self.auteur.le,
            saisi_par=self.auteur.nom,
            fuseau=fuseau or self._fuseau(mesure_id),
            mesure_id=mesure_id,
            le=le,
            champs=champs,
            remplace=remplace,
            annule=annule,
            motif=motif,
        )

    def _ajouter(self, enregistrement: Enregistrement) -> None:
        self.nouveaux.append(enregistrement)
        self.historique = self.historique.avec(enregistrements=(enregistrement,))


def _motif(motif: str, fait: str) -> str:
    if not motif.strip():
        raise Refus(f"Dire pourquoi c'est {fait}.", code="motif_manquant", champ="motif")
    return motif.strip()
