"""Le tableau des détenus : qui, quel titre, jusqu'à quand, le prochain acte à faire et le dernier jour utile pour le faire."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from app.presentation.tableau_des_detenus import (
    MOIS,
    PHASES,
    SEMAINE,
    FiltreDeDetentions,
    Groupement,
    TableauDesDetenus,
    bornes_d_urgence,
    dire_le_nombre,
    filtre_de,
)
from app.services.registre import Registre
from ui.composants.flot import Flot
from ui.composants.page import PageVide, bouton
from ui.composants.page_de_liste import Choisie, PageDeListe
from ui.composants.puce import Puce, PuceAChoix
from ui.composants.recherche import ChampDeRecherche
from ui.composants.table_groupee import TableGroupee
from ui.formulaires.choix import Liste
from ui.modeles.detenus import ModeleDesDetenus
from ui.pouls import Pouls
from ui.style import jetons

QUI = "detentions"
_REPIT_MS = 120
"""Temps laissé à la frappe avant de chercher, à la page pour se peindre avant d'expliquer la ligne choisie."""
_GROUPEMENTS = (
    (Groupement.URGENCE.value, "Par urgence"),
    (Groupement.CABINET.value, "Par cabinet"),
    (Groupement.ETABLISSEMENT.value, "Par établissement"),
    (Groupement.AUCUN.value, "Sans groupe"),
)


class VueDesDetentions(PageDeListe):
    """La page des personnes détenues. ``charger`` relit la base ; Entrée ouvre la fiche, N saisit un titre."""

    titre_demande = Signal()
    prevision_demandee = Signal()

    def __init__(self, registre: Registre, pouls: Pouls, parent: QWidget | None = None) -> None:
        super().__init__("Détentions", QUI, registre, pouls, parent)
        self.modele = ModeleDesDetenus(pouls.maintenant, self)
        self.table = TableGroupee(self.modele, "Personnes détenues", self)
        self.recherche = ChampDeRecherche("Filtrer : nom, n°, écrou, cabinet…", "Filtrer les personnes détenues", self)
        self.semaine = Puce("Sous 7 jours", parent=self)
        self.mois = Puce("Sous 30 jours", parent=self)
        self.cabinets = PuceAChoix("Cabinet", self)
        self.phases = PuceAChoix("Phase", self)
        self.demandes = Puce("Demandes", parent=self)
        self.autre_cause = Puce("Autre cause", parent=self)
        self.groupement = Liste("Grouper", _GROUPEMENTS, self)
        self._effacer = bouton("Effacer les filtres", parent=self)
        self._filtres = QWidget(self)
        self._vide = PageVide("", "", self)
        self._pile = QStackedWidget(self)
        self._minuteur = QTimer(self)
        self._minuteur.setSingleShot(True)
        self._minuteur.setInterval(_REPIT_MS)
        self._minuteur.timeout.connect(self._relire)
        self._accompagnement = QTimer(self)
        self._accompagnement.setSingleShot(True)
        self._accompagnement.setInterval(_REPIT_MS)
        self._accompagnement.timeout.connect(self._accompagner)
        self._composer()
        self._relier()

    def _composer(self) -> None:
        self.recherche.setMinimumWidth(220)
        self.semaine.setToolTip("Ce qui est à faire, ou déjà passé, d’ici sept jours")
        self.mois.setToolTip("Ce qui est à faire, ou déjà passé, d’ici trente jours")
        self.demandes.setToolTip("Les personnes dont une demande ou un recours est pendant")
        self.autre_cause.setToolTip("Les personnes détenues aussi pour autre cause")
        prevision = bouton("Prévision", bulle="P", parent=self)
        prevision.clicked.connect(self.prevision_demandee)
        titre = bouton("Nouveau titre", principal=True, bulle="N", parent=self)
        titre.clicked.connect(self.titre_demande)
        for outil in (self.recherche, prevision, titre):
            self.outils.addWidget(outil)
        filtres = Flot(self._filtres)
        filtres.setContentsMargins(jetons.XL, 0, jetons.L, jetons.S)
        for puce in (self.semaine, self.mois, self.cabinets, self.phases, self.demandes, self.autre_cause):
            filtres.addWidget(puce)
        filtres.addWidget(self.groupement)
        filtres.addWidget(self._effacer)
        self.corps.addWidget(self._filtres)
        liste = QWidget(self)
        place = QHBoxLayout(liste)
        place.setContentsMargins(jetons.L, 0, 0, 0)
        place.addWidget(self.table)
        self._pile.addWidget(liste)
        self._pile.addWidget(self._vide)
        self.corps.addWidget(self._pile, 1)
        nouveau = bouton("Nouveau titre", principal=True, parent=self)
        nouveau.clicked.connect(self.titre_demande)
        self._vide.ajouter(nouveau)
        self.groupement.poser(Groupement.URGENCE.value)
        self.setFocusProxy(self.table)

    def _relier(self) -> None:
        self.recherche.textChanged.connect(self._minuteur.start)
        self.recherche.quittee.connect(self._aller_a_la_table)
        self.semaine.toggled.connect(lambda oui: self._exclure(self.mois, oui))
        self.mois.toggled.connect(lambda oui: self._exclure(self.semaine, oui))
        for puce in (self.demandes, self.autre_cause):
            puce.toggled.connect(self._relire)
        for choix in (self.cabinets, self.phases):
            choix.choisis.connect(self._relire)
        self.groupement.currentIndexChanged.connect(self._relire)
        self._effacer.clicked.connect(self.effacer_les_filtres)
        self.table.choisie.connect(lambda _ligne: self._accompagnement.start())
        self.table.ouverte.connect(lambda x: self.mesure_demandee.emit(x.dossier_id, x.mesure_id))
        self._pouls.battement.connect(self.battre)
        portee = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for touche, geste in (
            ("N", self.titre_demande),
            ("P", self.prevision_demandee),
            ("Ctrl+F", self.recherche.setFocus),
        ):
            QShortcut(QKeySequence(touche), self, context=portee).activated.connect(geste)

    # --- charger -------------------------------------------------------------------------------------------------------------

    def charger(self) -> None:
        """Relit la base : les comptes, et la première page ; le reste se lit en défilant."""
        self.cabinets.blockSignals(True)
        self.phases.blockSignals(True)
        cabinets, phases = (self._registre.valeurs_de_detention(x) for x in ("cabinet", "phase"))
        self.cabinets.proposer({c: c or "Sans cabinet" for c in cabinets})
        self.phases.proposer({p: PHASES.get(p, p) for p in phases})
        self.cabinets.blockSignals(False)
        self.phases.blockSignals(False)
        self._relire()

    def filtre(self) -> FiltreDeDetentions:
        """Rend le filtre que composent la recherche et les puces."""
        return filtre_de(
            self.recherche.text(),
            cabinets=cast("frozenset[str]", self.cabinets.valeurs),
            phases=cast("frozenset[str]", self.phases.valeurs),
            autre_cause=self.autre_cause.isChecked(),
            avec_demandes=self.demandes.isChecked(),
            sous=SEMAINE if self.semaine.isChecked() else MOIS if self.mois.isChecked() else 0,
            maintenant=self._pouls.maintenant,
        )

    def effacer_les_filtres(self) -> None:
        """Montre tout."""
        self.recherche.clear()
        for puce in (self.semaine, self.mois, self.demandes, self.autre_cause):
            puce.setChecked(False)
        self.cabinets.vider()
        self.phases.vider()

    def _exclure(self, autre: Puce, oui: bool) -> None:
        if oui and autre.isChecked():
            autre.blockSignals(True)
            autre.setChecked(False)
            autre.blockSignals(False)
            autre.update()
        self._relire()

    def _relire(self) -> None:
        self._minuteur.stop()
        garde, maintenant = self.table.ligne_choisie, self._pouls.maintenant
        filtre, selon, bornes = self.filtre(), Groupement(self.groupement.texte), bornes_d_urgence(maintenant)
        groupes = self._registre.compter_detenus(filtre, selon, bornes)
        tableau = TableauDesDetenus(
            groupes, lambda debut, nombre: self._registre.detenus(filtre, selon, debut=debut, nombre=nombre), selon
        )
        self.modele.montrer(tableau, maintenant)
        self.table.choisir(tableau.rang_de(garde.mesure_id) if garde else 0)
        self.sous_titre.setText(dire_le_nombre(tableau.nombre, filtre))
        self._effacer.setVisible(filtre.actif)
        self._pile.setCurrentIndex(0 if tableau.nombre else 1)
        if not tableau.nombre and filtre.actif:
            self._vide.dire(
                "Personne ne répond à ces filtres", "Effacer les filtres pour revoir toutes les personnes détenues."
            )
        elif not tableau.nombre:
            self._vide.dire(
                "Personne n’est détenu", "Saisir un titre : son terme et ses dernières dates utiles paraîtront ici."
            )
        self._demander_secondes()

    def en_derniere_heure(self) -> bool:
        """Dit si une limite montrée est dans sa dernière heure."""
        return bool(self.modele.en_derniere_heure(self.table.rowAt(0)))

    def choisie(self) -> Choisie | None:
        """Rend la limite qui commande la personne choisie."""
        ligne = self.table.ligne_choisie
        if ligne is None or ligne.commande is None:
            return None
        return Choisie(ligne.dossier_id, ligne.commande.cle, ligne.commande, ligne.personne)

    def _suivre_le_choix(self) -> None:
        self._accompagnement.start()

    def hideEvent(self, evenement: QHideEvent) -> None:
        """Cachée, la page ne demande plus rien."""
        super().hideEvent(evenement)
        self._minuteur.stop()

    def _aller_a_la_table(self) -> None:
        self._relire()
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)
