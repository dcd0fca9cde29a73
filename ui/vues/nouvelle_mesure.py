"""Le formulaire d'une mesure nouvelle, au clavier seul ; à droite, ce qui en résulterait.

Chaque famille de mesures en fait une page : son vocabulaire (``placement``), ses mots, son brouillon.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.presentation import ErreurMetier, Instant
from app.presentation.apercu import Apercu, apercevoir, enregistrer
from app.presentation.formats import majuscule
from app.presentation.formulaires import Cadre
from app.presentation.placement import (
    TERRITOIRE,
    TYPE,
    FicheDeDossier,
    Lecture,
    Placement,
    Rubrique,
    personnes_connues,
)
from app.services.registre import Registre
from ui.composants.bandeau import Bandeau
from ui.composants.colonne_de_consequences import ColonneDeConsequences
from ui.composants.page import Page, bouton
from ui.composants.questionnaire import Questionnaire
from ui.composants.textes import etiquette, filet
from ui.composants.touches import est_ctrl_entree, reserve
from ui.formulaires.champs import ChampDeSaisie
from ui.formulaires.choix import Liste
from ui.formulaires.generique import Formulaire
from ui.pouls import Pouls
from ui.style import jetons, theme

_DELAI_D_ESSAI_MS = 120


class VueNouvelleMesure(Page):
    """Le formulaire d'une mesure nouvelle. ``preparer`` le vide ; ``reprendre`` reprend un brouillon."""

    brouillon = "placement"
    """Clé sous laquelle la saisie inachevée se garde."""
    intitule = "Nouveau placement"
    intitule_des_questions = "Point de départ"
    texte_du_bouton = "Enregistrer le placement"

    enregistree = Signal(str, str)
    """Identifiants du dossier et de la mesure créés."""
    change = Signal(object)
    """Ce qui vient d'être écrit (``Changements``)."""
    abandonnee = Signal()
    explication_demandee = Signal(object, object, str)

    def __init__(self, registre: Registre, pouls: Pouls, poste: str = "", parent: QWidget | None = None) -> None:
        super().__init__(self.intitule, parent)
        self._registre = registre
        self._pouls = pouls
        self._poste = poste
        self.placement = self.placement_vide()
        self._lecture: Lecture | None = None
        self._apercu = Apercu()
        self._connus: list[FicheDeDossier] = []
        self._annonce = ""
        self.type_de_mesure = Liste("Mesure", self.placement.types(), self)
        self.territoire = Liste("Lieu et zone", self.placement.territoires(), self)
        self._formulaires: dict[str, Formulaire] = {}
        self._prefixes: dict[str, str] = {}
        self.questionnaire = Questionnaire(self)
        self._bandeau = Bandeau(self)
        self._contenu = QWidget(self)
        self._pile = QVBoxLayout(self._contenu)
        self._defilant = QScrollArea(self)
        self.colonne = ColonneDeConsequences(self)
        self._enregistrer = bouton(self.texte_du_bouton, principal=True, bulle="Ctrl+Entrée", parent=self)
        self._minuteur = QTimer(self)
        self._minuteur.setSingleShot(True)
        self._minuteur.setInterval(_DELAI_D_ESSAI_MS)
        self._minuteur.timeout.connect(self.essayer)
        self._composer()
        self._relier()
        self.preparer()

    def placement_vide(self) -> Placement:
        """Rend un formulaire vide ; chaque famille de mesures a le sien."""
        return Placement(self._registre.corpus)

    # --- composition ---------------------------------------------------------------------------------------------------------

    def _composer(self) -> None:
        abandonner = bouton("Abandonner", bulle="Échap", parent=self)
        abandonner.clicked.connect(self.abandonner)
        self.outils.addWidget(abandonner)
        self.outils.addWidget(self._enregistrer)
        self.corps.addWidget(self._bandeau)
        self._pile.setContentsMargins(jetons.XL, 0, jetons.L, jetons.XL)
        self._pile.setSpacing(jetons.S)
        self._defilant.setWidgetResizable(True)
        self._defilant.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._defilant.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._defilant.setWidget(self._contenu)
        haut = QHBoxLayout()
        haut.setSpacing(jetons.M)
        for nom, liste in (("Mesure", self.type_de_mesure), ("Lieu et zone", self.territoire)):
            bloc = QVBoxLayout()
            bloc.setSpacing(2)
            bloc.addWidget(etiquette(nom, "note", self))
            bloc.addWidget(liste)
            haut.addLayout(bloc, 1)
        self._pile.addLayout(haut)
        travail = QHBoxLayout()
        travail.setSpacing(0)
        travail.addWidget(self._defilant, 1)
        travail.addWidget(self.colonne)
        self.corps.addLayout(travail, 1)

    def _relier(self) -> None:
        self.type_de_mesure.currentIndexChanged.connect(lambda: self._changer(TYPE, self.type_de_mesure.texte))
        self.territoire.currentIndexChanged.connect(lambda: self._changer(TERRITOIRE, self.territoire.texte))
        self.questionnaire.modifie.connect(self._noter)
        self.colonne.motif_change.connect(self._activer)
        self.colonne.explication_demandee.connect(self._expliquer)
        self._enregistrer.clicked.connect(self.enregistrer)
        portee = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence("Escape"), self, context=portee).activated.connect(self.abandonner)

    def event(self, evenement: QEvent) -> bool:
        """Garde Ctrl+Entrée pour l'enregistrement."""
        return reserve(evenement) or super().event(evenement)

    def keyPressEvent(self, evenement: QKeyEvent) -> None:
        """Ctrl+Entrée enregistre, où que soit le clavier."""
        if est_ctrl_entree(evenement):
            self.enregistrer()
            return
        super().keyPressEvent(evenement)

    # --- préparer, reprendre -------------------------------------------------------------------------------------------------

    def preparer(self, dossier_id: str | None = None) -> None:
        """Vide le formulaire (ou l'ouvre sur un dossier existant) et propose de reprendre une saisie interrompue."""
        self.placement = self.placement_vide()
        self.placement.dossier_id = dossier_id
        self._connus, self._annonce = self._registre.dossiers(), ""
        self.placement.poser(TERRITOIRE, self._registre.reglage("territoire", "metropole"))
        if dossier_id is not None:
            self.placement.poser(TERRITOIRE, self._registre.dossier(dossier_id).territoire)
        self._rebatir()
        garde = self._registre.brouillon(self.brouillon)
        if garde and self.placement_vide().reprendre(garde):
            self._bandeau.dire(
                "Une saisie a été interrompue : elle est gardée jusqu’au dernier champ.", "conseil", action="La reprendre",
                faire=self.reprendre,
            )  # fmt: skip
        else:
            self._bandeau.hide()

    def reprendre(self) -> None:
        """Reprend la saisie gardée, champ par champ."""
        garde = self._registre.brouillon(self.brouillon)
        if garde and self.placement.reprendre(garde):
            self._rebatir()

    def _rebatir(self) -> None:
        """Reconstruit les rubriques (type de mesure, territoire ou dossier changés) en gardant tout ce qui est écrit."""
        self._minuteur.stop()
        for liste, cle in ((self.type_de_mesure, TYPE), (self.territoire, TERRITOIRE)):
            liste.blockSignals(True)
            liste.poser(self.placement.textes[cle])
            liste.blockSignals(False)
        self.territoire.setEnabled(self.placement.dossier_id is None)
        while self._pile.count() > 1:
            element = self._pile.takeAt(1)
            widget = element.widget() if element else None
            if widget is not None and widget is not self.questionnaire:
                widget.hide()  # Qt peut lui avoir promis une apparition
                widget.setParent(None)
                widget.deleteLater()
        self._formulaires, self._prefixes = {}, {}
        rubriques = self.placement.rubriques()
        for rubrique in rubriques[:-1]:
            self._ajouter(rubrique)
        self.questionnaire.proposer(self.placement.questions(), self._cadre, self.placement.textes)
        if self.questionnaire.lignes:
            self._titrer(self.intitule_des_questions)
            self._pile.addWidget(self.questionnaire)
        self._ajouter(rubriques[-1])
        self._pile.addStretch(1)
        titre = dict(self.placement.types()).get(self.placement.type, "")
        self.titre.setText(f"{self.intitule} : {titre[:1].lower()}{titre[1:]}")
        self._ordonner_les_tabulations()
        self.essayer()

    def _titrer(self, titre: str) -> None:
        self._pile.addSpacing(jetons.S)
        self._pile.addWidget(filet(self._contenu))
        self._pile.addWidget(etiquette(titre, "fort", self._contenu))

    def _ajouter(self, rubrique: Rubrique) -> None:
        self._titrer(rubrique.titre)
        formulaire = Formulaire((c for _, c in rubrique.champs), self._cadre, colonnes=2, dessus=True, parent=self._contenu)
        prefixe = rubrique.prefixe
        debut = f"{prefixe}."
        formulaire.poser({cle[len(debut) :]: x for cle, x in self.placement.textes.items() if cle.startswith(debut)})
        formulaire.modifie.connect(lambda nom, f=formulaire, p=prefixe: self._noter(f"{p}.{nom}", f.textes.get(nom, "")))
        self._formulaires[rubrique.cle], self._prefixes[rubrique.cle] = formulaire, prefixe
        self._pile.addWidget(formulaire)

    def _ordonner_les_tabulations(self) -> None:
        suite: list[QWidget] = [self.type_de_mesure, self.territoire]
        suite += [f.premier for f in self._formulaires.values() if f.premier is not None]
        self.setTabOrder(suite[0], suite[1])
        if len(suite) > 2:
            self.setTabOrder(suite[1], suite[2])
        dernier = self._formulaires["ouverture"].dernier
        if dernier is not None:
            self.setTabOrder(dernier.saisie, self._enregistrer)

    def _cadre(self) -> Cadre:
        return Cadre(self._pouls.maintenant, self.placement.fuseau, self._poste)

    # --- saisie --------------------------------------------------------------------------------------------------------------

    def _noter(self, cle: str, texte: str) -> None:
        self.placement.poser(cle, texte)
        self._minuteur.start()

    def _changer(self, cle: str, valeur: str) -> None:
        if valeur and self.placement.textes.get(cle) != valeur:
            self.placement.poser(cle, valeur)
            self._rebatir()

    def essayer(self) -> None:
        """Garde le brouillon, relit tout, essaie à blanc, montre ce qui en résulterait."""
        self._minuteur.stop()
        maintenant = self._pouls.maintenant
        if self.placement.entame:
            self._registre.deposer_brouillon(self.brouillon, self.placement.en_brouillon())
        self._lecture = lecture = self.placement.lire(maintenant, self._poste)
        self._apercu = apercu = apercevoir(self._registre, self.placement, lecture, maintenant, self._poste)
        self._signaler(dict(lecture.erreurs) | ({apercu.cle: apercu.refus} if apercu.refus else {}))
        self._dire_l_age(apercu.age)
        self._dire_si_connue(maintenant)
        self.colonne.montrer(apercu)
        self._activer()

    def _activer(self) -> None:
        pret = self._lecture is not None and self._lecture.enregistrable and not self._apercu.refus
        self._enregistrer.setEnabled(pret and not self.colonne.motif_manque)

    def _expliquer(self, resultat: object) -> None:
        self.explication_demandee.emit(resultat, None, "Placement en cours de saisie")

    def _signaler(self, messages: dict[str, str]) -> None:
        formulaires = {**self._formulaires, **{cle: x.formulaire for cle, x in self.questionnaire.lignes.items()}}
        for nom, formulaire in formulaires.items():
            debut = f"{self._prefixes.get(nom, nom)}."
            formulaire.signaler({cle[len(debut) :]: m for cle, m in messages.items() if cle.startswith(debut)})

    def _dire_l_age(self, age: str) -> None:
        personne = self._formulaires.get("personne")
        champ = personne.champ("naissance") if personne else None
        if champ is not None and age and not champ.message:
            champ.signaler(majuscule(age), "note")

    def _dire_si_connue(self, maintenant: Instant) -> None:
        """Prévient avant un nouveau placement : pour les mêmes faits, les durées s'ajoutent."""
        if self.placement.dossier_id is not None:
            return
        naissance = self.placement.naissance(maintenant)
        connues = personnes_connues(self._connus, self.placement.textes, naissance.isoformat() if naissance else "")
        if connues and connues[0].dossier_id != self._annonce:
            f = connues[0]
            self._annonce = f.dossier_id
            qui = f"{f.nom.upper()} {f.prenoms} a déjà un dossier ({f'n° {f.numero}' if f.numero else 'sans numéro'})"
            self._bandeau.dire(
                f"{qui} : pour les mêmes faits, les durées s’ajoutent.",
                "irregularite",
                action="Ouvrir dans ce dossier",
                faire=lambda: self.ouvrir_dans(f.dossier_id),
            )

    def ouvrir_dans(self, dossier_id: str) -> None:
        """Ouvre la mesure dans un dossier existant, en gardant les réponses déjà données."""
        self.placement.dossier_id = dossier_id
        self.placement.poser(TERRITOIRE, self._registre.dossier(dossier_id).territoire)
        self._rebatir()

    # --- enregistrer, abandonner ---------------------------------------------------------------------------------------------

    def enregistrer(self) -> None:
        """Enregistre le placement si rien ne s'y oppose ; sinon mène au champ en cause."""
        self.essayer()
        lecture = self._lecture
        if lecture is None or not self._enregistrer.isEnabled():
            self._aller_au_defaut(lecture)
            return
        try:
            changements = enregistrer(self._registre, lecture, self._pouls.maintenant, self.colonne.texte_du_motif)
        except ErreurMetier as refus:
            self._bandeau.dire(f"Rien n’a été enregistré : {refus}", "impossible")
            return
        self._registre.effacer_brouillon(self.brouillon)
        self._minuteur.stop()
        self.change.emit(changements)
        self.enregistree.emit(changements.dossier, changements.mesure)

    def _aller_au_defaut(self, lecture: Lecture | None) -> None:
        if lecture is None:
            return
        defauts = {
            **lecture.erreurs,
            **({self._apercu.cle: self._apercu.refus} if self._apercu.refus else {}),
            **lecture.manquants,
        }
        for cle, message in defauts.items():
            champ = self._champ(cle)
            if champ is not None:
                champ.signaler(message)
                champ.choisir_tout()
                self._defilant.ensureWidgetVisible(champ, 0, theme.actif().px(60))
                return
        self.colonne.demander_le_motif()

    def _champ(self, cle: str) -> ChampDeSaisie | None:
        prefixe, _, nom = cle.partition(".")
        ligne = self.questionnaire.lignes.get(prefixe)
        formulaires = [f for r, f in self._formulaires.items() if self._prefixes[r] == prefixe]
        formulaires += [ligne.formulaire] if ligne else []
        return next((c for c in (f.champ(nom) for f in formulaires) if c is not None), None)

    def abandonner(self) -> None:
        """Quitte le formulaire ; le brouillon reste, et se proposera à la reprise."""
        self._minuteur.stop()
        self.abandonnee.emit()

    def commencer(self) -> None:
        """Met le clavier au premier champ à remplir."""
        premier = next(iter(self._formulaires.values()), None)
        if premier is not None and premier.premier is not None:
            premier.premier.setFocus(Qt.FocusReason.TabFocusReason)

    def hideEvent(self, evenement: QHideEvent) -> None:
        """Cachée, la page garde son brouillon et n'essaie plus rien."""
        super().hideEvent(evenement)
        if self._minuteur.isActive():
            self._minuteur.stop()
            if self.placement.entame:
                self._registre.deposer_brouillon(self.brouillon, self.placement.en_brouillon())
