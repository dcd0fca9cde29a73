"""Les gestes d’une fiche : saisir, rectifier, retirer, lever, compléter le dossier, contrôler. Un dialogue à la fois."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from app.presentation.actions import DEFERER, LEVER, Action
from app.presentation.aiguillage import CONSTAT, aiguillage_de
from app.presentation.controle import controler
from app.presentation.fiche import Fiche
from app.presentation.liens import LienDeChamp, lien_vers
from app.presentation.prolongation import Prolongation
from app.presentation.saisie_d_acte import SaisieDActes
from app.presentation.saisie_de_faits import SaisieDeFaits
from app.services.registre import Registre
from ui.dialogues.acte import DialogueDActe
from ui.dialogues.controle import DialogueDeControle
from ui.dialogues.faits import DialogueDeFaits
from ui.dialogues.levee import dialogue_de_levee
from ui.dialogues.rectification import DialogueDeRetrait, dialogue_de_rectification
from ui.pouls import Pouls


class GestesDeFiche(QObject):
    """Ce que l'on fait d'une mesure. La vue lui donne la ``fiche`` montrée et recharge à chaque ``enregistre``."""

    enregistre = Signal(object)
    """Ce qui vient d'être écrit (``Changements``)."""
    explication_demandee = Signal(object)
    acte_demande = Signal(str)

    def __init__(self, registre: Registre, pouls: Pouls, poste: str, fenetre: QWidget) -> None:
        super().__init__(fenetre)
        self._registre = registre
        self._pouls = pouls
        self._poste = poste
        self._fenetre = fenetre
        self._dialogue: QDialog | None = None
        self.fiche: Fiche | None = None

    def ajouter(self, type_: str, proposes: Mapping[str, str] | None = None) -> None:
        """Ouvre la saisie d'un acte, s'il a sa place dans la mesure ; la levée ouvre son propre dialogue."""
        fiche = self.fiche
        if fiche is None or all(a.type != type_ for a in fiche.touches):
            return
        if type_ == self._registre.corpus.vocabulaire.mesure(fiche.type_mesure).cloture:
            self.lever((proposes or {}).get("suite", ""))
            return
        proposee = next((p for p in fiche.prolongations if p.proposee and p.type_acte == type_), None)
        if proposes is None and proposee is not None:
            proposes = proposee.valeurs
        saisie = SaisieDActes(self._registre, fiche.dossier_id, fiche.mesure_id, poste=self._poste)
        aiguillage = aiguillage_de(fiche.constat(CONSTAT), self._registre.corpus.vocabulaire.acte(type_))
        part = saisie.part(type_, self._pouls.maintenant, proposes, aiguillage)
        self._ouvrir_dialogue(
            DialogueDActe(self._registre, saisie, [part], lambda: self._pouls.maintenant, parent=self._fenetre)
        )

    def lever(self, suite: str = "") -> None:
        """Ouvre la levée (décision et levée d'un seul geste)."""
        f = self.fiche
        if f is not None:
            dialogue = dialogue_de_levee(
                self._registre,
                f.dossier_id,
                f.mesure_id,
                lambda: self._pouls.maintenant,
                suite=suite,
                poste=self._poste,
                parent=self._fenetre,
            )
            self._ouvrir_dialogue(dialogue)

    def rectifier(self, acte_id: str) -> None:
        """Ouvre la rectification d'un acte."""
        f = self.fiche
        acte = f.acte(acte_id) if f else None
        if f is not None and acte is not None and not acte.barre:
            dialogue = dialogue_de_rectification(
                self._registre,
                f.dossier_id,
                f.mesure_id,
                acte_id,
                lambda: self._pouls.maintenant,
                poste=self._poste,
                parent=self._fenetre,
            )
            self._ouvrir_dialogue(dialogue)

    def retirer(self, acte_id: str, motif: str = "") -> None:
        """Demande confirmation du retrait d'un acte, conséquences à l'appui."""
        f = self.fiche
        acte = f.acte(acte_id) if f else None
        if f is None or acte is None or acte.barre:
            return
        saisie = SaisieDActes(self._registre, f.dossier_id, f.mesure_id, poste=self._poste)
        phrase = f"{acte.jour} {acte.heure} · {acte.intitule}"
        self._ouvrir_dialogue(DialogueDeRetrait(saisie, acte_id, phrase, motif=motif, parent=self._fenetre))

    def defaire(self) -> None:
        """Ctrl+Z : retire le dernier acte saisi, par rectification, après en avoir dit les conséquences."""
        f = self.fiche
        dernier = f.dernier_saisi if f else None
        if dernier is not None:
            self.retirer(dernier.id, motif="Erreur de saisie")

    def completer_le_dossier(self) -> None:
        """Ouvre les faits de la personne, de l'affaire et de la mesure."""
        self.saisir_le_lien(LienDeChamp("personne", ""))

    def saisir_le_fait(self, manquant: str) -> None:
        """Mène au champ qui reçoit un fait manquant, nommé comme le moteur le nomme."""
        if self.fiche is None:
            return
        lien = lien_vers(manquant, self._registre.corpus.vocabulaire, self.fiche.type_mesure)
        self.saisir_le_lien(lien or LienDeChamp("personne", ""))

    def saisir_le_lien(self, lien: LienDeChamp) -> None:
        """Mène au champ, ou à l'acte, que désigne un lien."""
        f = self.fiche
        if f is None:
            return
        if lien.sujet == "acte":
            memes = [a.id for a in f.actes if a.type == lien.nom and not a.barre]
            if memes:
                self.rectifier(memes[-1])
            else:
                self.ajouter(lien.nom)
            return
        saisie = SaisieDeFaits(self._registre, f.dossier_id, f.mesure_id, self._poste)
        self._ouvrir_dialogue(
            DialogueDeFaits(saisie, lambda: self._pouls.maintenant, sujet=lien.sujet, champ=lien.nom, parent=self._fenetre)
        )

    def controler(self) -> None:
        """Ouvre le contrôle de régularité de la mesure."""
        if self.fiche is not None:
            controle = controler(self._registre, self.fiche, self._pouls.maintenant)
            dialogue = DialogueDeControle(controle, self._poste, self._fenetre)
            dialogue.acte_demande.connect(self.acte_demande)
            self._ouvrir_dialogue(dialogue)

    def agir(self, action: Action) -> None:
        """Fait un des gestes proposés en tête de fiche."""
        if action.cle == LEVER:
            self.lever()
        elif action.cle == DEFERER:
            self.lever("deferement")
        else:
            self.ajouter(action.type, action.valeurs)

    def prolonger(self, prolongation: Prolongation) -> None:
        """Ouvre la saisie d'une prolongation, préremplie."""
        self.ajouter(prolongation.type_acte, prolongation.valeurs)

    @property
    def dialogue(self) -> QDialog | None:
        """Rend le dialogue ouvert, s'il y en a un."""
        return self._dialogue

    def _ouvrir_dialogue(self, dialogue: DialogueDActe | DialogueDeRetrait | DialogueDeFaits | DialogueDeControle) -> None:
        if self._dialogue is not None:
            self._dialogue.close()
        self._dialogue = dialogue
        dialogue.explication_demandee.connect(self.explication_demandee)
        if not isinstance(dialogue, DialogueDeControle):
            dialogue.enregistre.connect(self.enregistre)
        dialogue.finished.connect(self._fermer_dialogue)
        dialogue.open()

    def _fermer_dialogue(self) -> None:
        dialogue, self._dialogue = self._dialogue, None
        if dialogue is not None:
            dialogue.deleteLater()
