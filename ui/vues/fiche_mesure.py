"""La fiche d'une mesure : l'échéance qui commande, la frise, les droits, la suite permise, les actes. Une touche par acte."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QScrollArea, QSplitter, QVBoxLayout, QWidget

from app.presentation import Echeance, Instant
from app.presentation.actions import DEFERER, LEVER, Action
from app.presentation.controle import controler
from app.presentation.droits import LigneDeDroit
from app.presentation.fiche import Compositeur, Fiche
from app.presentation.liens import LienDeChamp, lien_vers
from app.presentation.prolongation import Prolongation
from app.presentation.saisie_d_acte import SaisieDActes
from app.presentation.saisie_de_faits import SaisieDeFaits
from app.services.registre import Registre
from ui.composants.alertes_de_fiche import AlertesDeFiche
from ui.composants.en_tete_de_fiche import EnTeteDeFiche
from ui.composants.frise import VueDeFrise
from ui.composants.liste_d_actes import AjoutDActe, ListeDActes
from ui.composants.suite import PanneauDeSuite
from ui.composants.tableau_des_droits import TableDesDroits
from ui.composants.textes import etiquette, filet
from ui.dialogues.acte import DialogueDActe
from ui.dialogues.controle import DialogueDeControle
from ui.dialogues.faits import DialogueDeFaits
from ui.dialogues.levee import dialogue_de_levee
from ui.dialogues.rectification import DialogueDeRetrait, dialogue_de_rectification
from ui.pouls import Pouls
from ui.style import jetons, theme

QUI = "fiche"
_HAUTEUR_DU_BAS = 260
"""Hauteur minimale des droits et des actes : au-dessous, la fiche entière défile."""


class VueFicheMesure(QWidget):
    """Ouvre une mesure (``ouvrir``) et la tient à l'heure. Chaque écriture émet ``change``."""

    explication_demandee = Signal(object, object, str)
    """« Pourquoi ? » : le résultat, la ligne d'échéance s'il en est une (sinon ``None``), le contexte."""
    change = Signal(object)
    """Ce qui vient d'être écrit (``Changements``)."""
    placement_demande = Signal(str)
    """Une nouvelle mesure dans ce dossier."""
    retour_demande = Signal()

    def __init__(self, registre: Registre, pouls: Pouls, poste: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._registre = registre
        self._pouls = pouls
        self._poste = poste
        self._compositeur = Compositeur(registre.corpus, poste)
        self._fiche: Fiche | None = None
        self._dialogue: QDialog | None = None
        self.en_tete = EnTeteDeFiche(poste, self)
        self.alertes = AlertesDeFiche(self)
        self.frise = VueDeFrise(self)
        self._lecture = etiquette("", "note", self, copiable=True)
        self.droits = TableDesDroits(pouls.maintenant, poste, self)
        self.suite = PanneauDeSuite(poste, self)
        self.actes = ListeDActes(self)
        self.ajout = AjoutDActe(self)
        self._composer()
        self._relier()
        self._poser_les_touches()

    # --- composition ---------------------------------------------------------------------------------------------------------

    def _composer(self) -> None:
        gauche = QScrollArea(self)
        gauche.setWidgetResizable(True)
        gauche.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        contenu = QWidget(gauche)
        pile = QVBoxLayout(contenu)
        pile.setContentsMargins(jetons.L, 0, 0, 0)
        pile.setSpacing(0)
        pile.addWidget(self.droits)
        pile.addWidget(self.suite)
        pile.addStretch(1)
        gauche.setWidget(contenu)
        droite = QWidget(self)
        colonne = QVBoxLayout(droite)
        colonne.setContentsMargins(jetons.S, jetons.S, jetons.S, 0)
        colonne.setSpacing(jetons.XS)
        colonne.addWidget(self.ajout)
        colonne.addWidget(self.actes, 1)
        bas = QSplitter(Qt.Orientation.Horizontal, self)
        bas.setChildrenCollapsible(False)
        bas.addWidget(gauche)
        bas.addWidget(droite)
        bas.setStretchFactor(0, 11)
        bas.setStretchFactor(1, 9)
        bas.setSizes([520, 400])
        self._lecture.setContentsMargins(jetons.L, 0, jetons.L, jetons.XS)
        bas.setMinimumHeight(theme.actif().px(_HAUTEUR_DU_BAS))
        page = QWidget(self)
        place = QVBoxLayout(page)
        place.setContentsMargins(0, 0, 0, 0)
        place.setSpacing(0)
        for widget in (self.en_tete, self.alertes, self.frise, self._lecture, filet(page)):
            place.addWidget(widget)
        place.addWidget(bas, 1)
        defilant = QScrollArea(self)
        defilant.setWidgetResizable(True)
        defilant.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        defilant.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        defilant.setWidget(page)
        entier = QVBoxLayout(self)
        entier.setContentsMargins(0, 0, 0, 0)
        entier.addWidget(defilant)
        self.setFocusProxy(self.droits)

    def _relier(self) -> None:
        self.en_tete.action_demandee.connect(self._agir)
        self.en_tete.depart_demande.connect(self._expliquer_le_depart)
        self.en_tete.controle_demande.connect(self.controler)
        self.en_tete.dossier_demande.connect(self.completer_le_dossier)
        self.en_tete.retour_demande.connect(self.retour_demande)
        self.alertes.fait_demande.connect(self._saisir_le_lien)
        self.alertes.explication_demandee.connect(self.expliquer)
        self.alertes.controle_demande.connect(self.controler)
        self.frise.acte_choisi.connect(self.actes.choisir)
        self.frise.acte_demande.connect(self.rectifier)
        self.frise.explication_demandee.connect(self._expliquer_la_cle)
        self.frise.lue.connect(self._lecture.setText)
        self.droits.suite_demandee.connect(self._avancer_le_droit)
        self.droits.explication_demandee.connect(self.expliquer)
        self.suite.prolongation_demandee.connect(self._prolonger)
        self.suite.explication_demandee.connect(self.expliquer)
        self.suite.fait_demande.connect(self.saisir_le_fait)
        self.actes.choisi.connect(self._montrer_sur_la_frise)
        self.actes.rectification_demandee.connect(self.rectifier)
        self.actes.retrait_demande.connect(self.retirer)
        self.actes.explication_demandee.connect(self.expliquer)
        self.ajout.demande.connect(self.ajouter)
        self._pouls.battement.connect(self.battre)

    def _poser_les_touches(self) -> None:
        portee = Qt.ShortcutContext.WidgetWithChildrenShortcut
        vocabulaire = self._registre.corpus.vocabulaire
        for type_ in vocabulaire.actes.values():
            if type_.touche:
                touche = QShortcut(QKeySequence(type_.touche), self, context=portee)
                touche.activated.connect(lambda t=type_.type: self.ajouter(t))
        for touches, faire in (
            ("Ctrl+Z", self.defaire),
            ("Ctrl+R", self.controler),
            ("Ctrl+P", self.controler),
            ("Ctrl+D", self.completer_le_dossier),
            ("+", self.ajout.setFocus),
            ("F6", self._changer_de_volet),
            ("Escape", self._echapper),
        ):
            QShortcut(QKeySequence(touches), self, context=portee).activated.connect(faire)

    # --- ouvrir, recharger, battre -------------------------------------------------------------------------------------------

    @property
    def fiche(self) -> Fiche | None:
        """Rend la fiche montrée."""
        return self._fiche

    def ouvrir(self, dossier_id: str, mesure_id: str, acte_id: str = "") -> None:
        """Ouvre une mesure, au besoin sur un de ses actes. Lève ``Refus`` ou ``KeyError`` si elle n'existe pas."""
        neuve = self._fiche is None or self._fiche.mesure_id != mesure_id
        self._montrer(self._composer_la_fiche(dossier_id, mesure_id))
        if neuve:
            self.droits.setFocus(Qt.FocusReason.OtherFocusReason)
        if acte_id:
            self.montrer_acte(acte_id)

    def recharger(self) -> None:
        """Relit la mesure si le dossier a changé."""
        fiche = self._fiche
        if fiche is not None and self._registre.version(fiche.dossier_id) != fiche.version:
            self._montrer(self._composer_la_fiche(fiche.dossier_id, fiche.mesure_id))

    def _composer_la_fiche(self, dossier_id: str, mesure_id: str) -> Fiche:
        r = self._registre
        version = r.version(dossier_id)
        return self._compositeur.composer(
            r.dossier(dossier_id), mesure_id, r.calculer(dossier_id), self._pouls.maintenant, version=version
        )

    def _montrer(self, fiche: Fiche) -> None:
        maintenant = self._pouls.maintenant
        self._fiche = fiche
        self.en_tete.montrer(fiche, maintenant)
        self.alertes.montrer(fiche.manques, fiche.irregularites)
        self.frise.montrer(fiche.frise, maintenant)
        self.droits.montrer(fiche.droits, maintenant)
        self.droits.setFixedHeight(self.droits.hauteur_utile)
        self.suite.montrer(fiche.prolongations)
        self.actes.montrer(fiche.actes)
        self.ajout.proposer([(a.type, a.intitule, a.touche) for a in fiche.touches])
        self._lecture.setText("")
        self._demander_secondes()

    def battre(self, maintenant: Instant) -> None:
        """Fait passer le temps sur tout ce qui le montre."""
        if self._fiche is None or not self.isVisible():
            return
        self.en_tete.battre(maintenant)
        self.frise.battre(maintenant)
        self.droits.battre(maintenant)
        self._demander_secondes()

    def _demander_secondes(self) -> None:
        maintenant = self._pouls.maintenant
        horloges = [x.horloge for x in self._fiche.droits] if self._fiche else []
        suivies = [e for e in (*horloges, self._fiche.courante if self._fiche else None) if e is not None]
        oui = self.isVisible() and any(0 < e.suivi.secondes - maintenant.secondes <= 3600 for e in suivies)
        self._pouls.demander_secondes(QUI, oui)

    def showEvent(self, evenement: QShowEvent) -> None:
        """Remise à l'heure quand la fiche paraît."""
        super().showEvent(evenement)
        self.recharger()
        self.battre(self._pouls.maintenant)

    def hideEvent(self, evenement: QHideEvent) -> None:
        """Cachée, la fiche ne demande plus de secondes."""
        super().hideEvent(evenement)
        self._pouls.demander_secondes(QUI, False)

    # --- expliquer -----------------------------------------------------------------------------------------------------------

    def expliquer(self, resultat: object) -> None:
        """Demande « Pourquoi ? » sur un résultat du moteur."""
        if self._fiche is not None:
            ligne = self._fiche.ligne(resultat) if isinstance(resultat, Echeance) else None
            self.explication_demandee.emit(resultat, ligne, self._fiche.en_tete.personne)

    def _expliquer_la_cle(self, cle: str) -> None:
        if self._fiche is None:
            return
        for e in self._registre.calculer(self._fiche.dossier_id).echeances:
            if e.cle == cle:
                self.expliquer(e)

    def _expliquer_le_depart(self) -> None:
        depart = self._fiche.constat("t0") if self._fiche else None
        if depart is not None:
            self.expliquer(depart)

    def expliquer_la_courante(self) -> None:
        """Demande « Pourquoi ? » sur l'échéance qui commande."""
        if self._fiche is not None and self._fiche.courante is not None:
            self.expliquer(self._fiche.courante)

    def _montrer_sur_la_frise(self, acte_id: str) -> None:
        if not self.frise.hasFocus():
            self.frise.choisir_acte(acte_id)

    def montrer_acte(self, acte_id: str) -> None:
        """Choisit un acte dans la liste et sur la frise (lien d'une explication)."""
        self.actes.choisir(acte_id)
        self.frise.choisir_acte(acte_id)

    # --- saisir --------------------------------------------------------------------------------------------------------------

    def ajouter(self, type_: str, proposes: Mapping[str, str] | None = None) -> None:
        """Ouvre la saisie d'un acte, s'il a sa place dans la mesure ; la levée ouvre son propre dialogue."""
        fiche = self._fiche
        if fiche is None or all(a.type != type_ for a in fiche.touches):
            return
        if type_ == self._registre.corpus.vocabulaire.mesure(fiche.type_mesure).cloture:
            self.lever((proposes or {}).get("suite", ""))
            return
        if type_ == "prolongation" and proposes is None and self.suite.proposee is not None:
            proposes = self.suite.proposee.valeurs
        saisie = SaisieDActes(self._registre, fiche.dossier_id, fiche.mesure_id, poste=self._poste)
        part = saisie.part(type_, self._pouls.maintenant, proposes)
        self._ouvrir_dialogue(DialogueDActe(self._registre, saisie, [part], lambda: self._pouls.maintenant, parent=self))

    def lever(self, suite: str = "") -> None:
        """Ouvre la levée (décision et levée d'un seul geste)."""
        f = self._fiche
        if f is not None:
            dialogue = dialogue_de_levee(
                self._registre,
                f.dossier_id,
                f.mesure_id,
                lambda: self._pouls.maintenant,
                suite=suite,
                poste=self._poste,
                parent=self,
            )
            self._ouvrir_dialogue(dialogue)

    def rectifier(self, acte_id: str) -> None:
        """Ouvre la rectification d'un acte."""
        f = self._fiche
        acte = f.acte(acte_id) if f else None
        if f is not None and acte is not None and not acte.barre:
            dialogue = dialogue_de_rectification(
                self._registre,
                f.dossier_id,
                f.mesure_id,
                acte_id,
                lambda: self._pouls.maintenant,
                poste=self._poste,
                parent=self,
            )
            self._ouvrir_dialogue(dialogue)

    def retirer(self, acte_id: str, motif: str = "") -> None:
        """Demande confirmation du retrait d'un acte, conséquences à l'appui."""
        f = self._fiche
        acte = f.acte(acte_id) if f else None
        if f is None or acte is None or acte.barre:
            return
        saisie = SaisieDActes(self._registre, f.dossier_id, f.mesure_id, poste=self._poste)
        phrase = f"{acte.jour} {acte.heure} · {acte.intitule}"
        self._ouvrir_dialogue(DialogueDeRetrait(saisie, acte_id, phrase, motif=motif, parent=self))

    def defaire(self) -> None:
        """Ctrl+Z : retire le dernier acte saisi, par rectification, après en avoir dit les conséquences."""
        f = self._fiche
        dernier = f.dernier_saisi if f else None
        if dernier is not None:
            self.retirer(dernier.id, motif="Erreur de saisie")

    def completer_le_dossier(self) -> None:
        """Ouvre les faits de la personne, de l'affaire et de la mesure."""
        self._saisir_le_lien(LienDeChamp("personne", ""))

    def saisir_le_fait(self, manquant: str) -> None:
        """Mène au champ qui reçoit un fait manquant, nommé comme le moteur le nomme."""
        if self._fiche is None:
            return
        lien = lien_vers(manquant, self._registre.corpus.vocabulaire, self._fiche.type_mesure)
        self._saisir_le_lien(lien or LienDeChamp("personne", ""))

    def _saisir_le_lien(self, lien: LienDeChamp) -> None:
        f = self._fiche
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
            DialogueDeFaits(saisie, lambda: self._pouls.maintenant, sujet=lien.sujet, champ=lien.nom, parent=self)
        )

    def controler(self) -> None:
        """Ouvre le contrôle de régularité de la mesure."""
        if self._fiche is not None:
            controle = controler(self._registre, self._fiche, self._pouls.maintenant)
            dialogue = DialogueDeControle(controle, self._poste, self)
            dialogue.acte_demande.connect(self.montrer_acte)
            self._ouvrir_dialogue(dialogue)

    def _agir(self, action: Action) -> None:
        if action.cle == LEVER:
            self.lever()
        elif action.cle == DEFERER:
            self.lever("deferement")
        else:
            self.ajouter(action.type, action.valeurs)

    def _prolonger(self, prolongation: Prolongation) -> None:
        self.ajouter(prolongation.type_acte, prolongation.valeurs)

    def _avancer_le_droit(self, ligne: LigneDeDroit) -> None:
        if ligne.suite is not None:
            self.ajouter(ligne.suite.type, ligne.suite.valeurs)

    @property
    def dialogue(self) -> QDialog | None:
        """Rend le dialogue ouvert, s'il y en a un."""
        return self._dialogue

    def _ouvrir_dialogue(self, dialogue: DialogueDActe | DialogueDeRetrait | DialogueDeFaits | DialogueDeControle) -> None:
        if self._dialogue is not None:
            self._dialogue.close()
        self._dialogue = dialogue
        dialogue.explication_demandee.connect(self.expliquer)
        if not isinstance(dialogue, DialogueDeControle):
            dialogue.enregistre.connect(self._apres_enregistrement)
        dialogue.finished.connect(self._fermer_dialogue)
        dialogue.open()

    def _fermer_dialogue(self) -> None:
        dialogue, self._dialogue = self._dialogue, None
        if dialogue is not None:
            dialogue.deleteLater()

    def _apres_enregistrement(self, changements: object) -> None:
        self.recharger()
        self.change.emit(changements)

    # --- clavier -------------------------------------------------------------------------------------------------------------

    def _changer_de_volet(self) -> None:
        volets: tuple[QWidget, ...] = (self.frise, self.droits, self.actes)
        ici = next((i for i, w in enumerate(volets) if w.hasFocus()), -1)
        volets[(ici + 1) % len(volets)].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _echapper(self) -> None:
        if self.ajout.hasFocus():
            self.ajout.clear()
            self.droits.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.retour_demande.emit()
