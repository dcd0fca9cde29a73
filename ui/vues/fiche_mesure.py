"""La fiche d'une mesure : l'échéance qui commande, la frise, les droits, la suite permise, les actes. Une touche par acte."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QScrollArea, QSplitter, QVBoxLayout, QWidget

from app.presentation import Echeance, Instant
from app.presentation.droits import LigneDeDroit
from app.presentation.fiche import Compositeur, Fiche
from app.services.registre import Registre
from ui.composants.alertes_de_fiche import AlertesDeFiche
from ui.composants.en_tete_de_fiche import EnTeteDeFiche
from ui.composants.frise import VueDeFrise
from ui.composants.liste_d_actes import AjoutDActe, ListeDActes
from ui.composants.suite import PanneauDeSuite
from ui.composants.tableau_des_droits import TableDesDroits
from ui.composants.textes import etiquette, filet
from ui.composants.touches import est_ctrl_entree, reserve
from ui.pouls import Pouls
from ui.style import jetons, theme
from ui.vues.gestes_de_fiche import GestesDeFiche

QUI = "fiche"
_HAUTEUR_DU_BAS = 208
"""Hauteur minimale des droits et des actes : au-dessous, la fiche entière défile."""


class VueFicheMesure(QWidget):
    """Ouvre une mesure (``ouvrir``) et la tient à l'heure. Chaque écriture émet ``change``."""

    explication_demandee = Signal(object, object, str)
    """« Pourquoi ? » : le résultat, la ligne d'échéance s'il en est une (sinon ``None``), le contexte."""
    selection = Signal(object, object, str)
    """Ce que tient le clavier a changé : de quoi l'expliquer si l'inspecteur est ouvert (mêmes arguments)."""
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
        self._bascule: Instant | None = None
        self.gestes = GestesDeFiche(registre, pouls, poste, self)
        self.en_tete = EnTeteDeFiche(poste, self)
        self.alertes = AlertesDeFiche(self)
        self.frise = VueDeFrise(self)
        self._lecture = etiquette("", "note", self, copiable=True)
        self.droits = TableDesDroits(pouls.maintenant, poste, self)
        self._rien = etiquette("Aucune autre limite ne court.", "note", self)
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
        pile.addWidget(self._rien)
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
        self._rien.setContentsMargins(jetons.S, jetons.M, jetons.S, 0)
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
        self.en_tete.action_demandee.connect(self.gestes.agir)
        self.en_tete.depart_demande.connect(self._expliquer_le_depart)
        self.en_tete.controle_demande.connect(self.gestes.controler)
        self.en_tete.dossier_demande.connect(self.gestes.completer_le_dossier)
        self.en_tete.retour_demande.connect(self.retour_demande)
        self.alertes.fait_demande.connect(self.gestes.saisir_le_lien)
        self.alertes.explication_demandee.connect(self.expliquer)
        self.alertes.controle_demande.connect(self.gestes.controler)
        self.alertes.mesure_demandee.connect(self._ouvrir_l_autre)
        self.frise.acte_choisi.connect(self.actes.choisir)
        self.frise.acte_demande.connect(self.gestes.rectifier)
        self.frise.explication_demandee.connect(self._expliquer_la_cle)
        self.frise.lue.connect(self._lecture.setText)
        self.droits.suite_demandee.connect(self._avancer_le_droit)
        self.droits.explication_demandee.connect(self.expliquer)
        self.droits.choisie.connect(self._accompagner_le_droit)
        self.suite.prolongation_demandee.connect(self.gestes.prolonger)
        self.suite.explication_demandee.connect(self.expliquer)
        self.suite.fait_demande.connect(self.gestes.saisir_le_fait)
        self.actes.choisi.connect(self._montrer_sur_la_frise)
        self.actes.rectification_demandee.connect(self.gestes.rectifier)
        self.actes.retrait_demande.connect(self.gestes.retirer)
        self.actes.explication_demandee.connect(self.expliquer)
        self.ajout.demande.connect(self.gestes.ajouter)
        self.gestes.enregistre.connect(self._apres_enregistrement)
        self.gestes.explication_demandee.connect(self.expliquer)
        self.gestes.acte_demande.connect(self.montrer_acte)
        self._pouls.battement.connect(self.battre)

    def _poser_les_touches(self) -> None:
        portee = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for lettre in sorted({a.touche for a in self._registre.corpus.vocabulaire.actes.values() if a.touche}):
            touche = QShortcut(QKeySequence(lettre), self, context=portee)
            touche.activated.connect(lambda lettre=lettre: self._ajouter_par_touche(lettre))
        for touches, faire in (
            ("Ctrl+Z", self.gestes.defaire),
            ("Ctrl+R", self.gestes.controler),
            ("Ctrl+P", self.gestes.controler),
            ("Ctrl+D", self.gestes.completer_le_dossier),
            ("+", self.ajout.setFocus),
            ("F6", self._changer_de_volet),
            ("Escape", self._echapper),
        ):
            QShortcut(QKeySequence(touches), self, context=portee).activated.connect(faire)

    def _ajouter_par_touche(self, lettre: str) -> None:
        """Ouvre l'acte que cette touche désigne dans la mesure ouverte ; la même lettre sert ailleurs à un autre acte."""
        fiche = self.fiche
        type_ = next((a.type for a in fiche.touches if a.touche == lettre), "") if fiche else ""
        if type_:
            self.gestes.ajouter(type_)

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
            self._accompagner(self._fiche.courante if self._fiche else None)
        if acte_id:
            self.montrer_acte(acte_id)

    def _ouvrir_l_autre(self, mesure_id: str) -> None:
        if self._fiche is not None:
            self.ouvrir(self._fiche.dossier_id, mesure_id)

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
        self._fiche = self.gestes.fiche = fiche
        self.en_tete.montrer(fiche, maintenant)
        self.alertes.montrer(fiche.manques, fiche.irregularites, fiche.signaux)
        self.frise.montrer(fiche.frise, maintenant)
        self.droits.montrer(fiche.droits, maintenant)
        self._rien.setVisible(not fiche.droits)
        titre = "Suite de la mesure" if fiche.retenue else "Suite du titre"
        self.suite.montrer(fiche.prolongations, titre, {a.type: a.touche for a in fiche.touches})
        self.actes.montrer(fiche.actes)
        self.ajout.proposer([(a.type, a.intitule, a.touche) for a in fiche.touches])
        self._lecture.setText("")
        self._bascule = fiche.prochaine_bascule
        self._pouls.annoncer_bascule(QUI, self._bascule.secondes if self._bascule else None)
        self._demander_secondes()

    def battre(self, maintenant: Instant) -> None:
        """Fait passer le temps sur tout ce qui le montre."""
        if self._fiche is None or not self.isVisible():
            return
        if self._bascule is not None and maintenant >= self._bascule:
            self._montrer(self._composer_la_fiche(self._fiche.dossier_id, self._fiche.mesure_id))
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

    def _accompagner(self, resultat: object) -> None:
        """Annonce ce que tient le clavier, sans ouvrir l'inspecteur."""
        if self._fiche is not None and resultat is not None:
            ligne = self._fiche.ligne(resultat) if isinstance(resultat, Echeance) else None
            self.selection.emit(resultat, ligne, self._fiche.en_tete.personne)

    def _accompagner_le_droit(self, ligne: LigneDeDroit | None) -> None:
        if ligne is not None and self.droits.hasFocus():
            self._accompagner(ligne.motif_de_l_explication)

    def _expliquer_la_cle(self, cle: str) -> None:
        if self._fiche is None:
            return
        for e in self._registre.calculer(self._fiche.dossier_id).echeances:
            if e.cle == cle:
                self.expliquer(e)

    def _expliquer_le_depart(self) -> None:
        depart = self._fiche.depart if self._fiche else None
        if depart is not None:
            self.expliquer(depart)

    def expliquer_la_courante(self) -> None:
        """Demande « Pourquoi ? » sur l'échéance qui commande."""
        if self._fiche is not None and self._fiche.courante is not None:
            self.expliquer(self._fiche.courante)

    def _montrer_sur_la_frise(self, acte_id: str) -> None:
        if not self.frise.hasFocus():
            self.frise.choisir_acte(acte_id)
        acte = self._fiche.acte(acte_id) if self._fiche else None
        if acte is not None and acte.irregularites and self.actes.hasFocus():
            self._accompagner(acte.irregularites[0])

    def montrer_acte(self, acte_id: str) -> None:
        """Choisit un acte dans la liste et sur la frise (lien d'une explication)."""
        self.actes.choisir(acte_id)
        self.frise.choisir_acte(acte_id)

    # --- saisir --------------------------------------------------------------------------------------------------------------

    def _avancer_le_droit(self, ligne: LigneDeDroit) -> None:
        if ligne.suite is not None:
            self.gestes.ajouter(ligne.suite.type, ligne.suite.valeurs)

    def _apres_enregistrement(self, changements: object) -> None:
        self.recharger()
        self.change.emit(changements)

    # --- clavier -------------------------------------------------------------------------------------------------------------

    def event(self, evenement: QEvent) -> bool:
        """Garde Ctrl+Entrée pour ce que tient le clavier : un droit, un acte, la frise."""
        return reserve(evenement) or super().event(evenement)

    def keyPressEvent(self, evenement: QKeyEvent) -> None:
        """Ctrl+Entrée, hors des listes : « Pourquoi ? » sur l'échéance qui commande."""
        if est_ctrl_entree(evenement):
            self.expliquer_la_courante()
            return
        super().keyPressEvent(evenement)

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
