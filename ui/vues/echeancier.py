"""L'échéancier : toutes les échéances vivantes du tribunal, la plus pressante en tête."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import cast

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from app.presentation import Instant, formats
from app.presentation.lignes import LigneDEcheance, Signalement
from app.presentation.tableau import Filtre, TableauDEcheances
from app.presentation.urgence import SIGNES, Niveau
from ui.composants.flot import Flot
from ui.composants.page import Page, PageVide, bouton
from ui.composants.puce import Puce, PuceAChoix
from ui.composants.recherche import ChampDeRecherche
from ui.composants.table_echeances import TableDEcheances
from ui.modeles.echeances import ModeleDEcheances
from ui.pouls import Pouls
from ui.style import jetons

QUI = "echeancier"
SourceDeLignes = Callable[[bool], tuple[Iterable[LigneDEcheance], Iterable[Signalement]]]
"""Rend les lignes ouvertes (et, si l'argument est vrai, les closes du jour) et les signalements de la base."""
_REPIT_MS = 300
"""Temps laissé à la page pour se peindre avant d'expliquer sa rangée choisie."""
_NIVEAUX = (Niveau.DEPASSEE, Niveau.CRITIQUE, Niveau.URGENTE, Niveau.PROCHE)


class VueEcheancier(Page):
    """La page d'accueil. On lui donne des lignes ; elle les tient à l'heure."""

    choisie = Signal(object)
    """La rangée choisie : ``LigneDEcheance``, ``Signalement`` ou ``None``."""
    mesure_demandee = Signal(str, str)
    """Identifiants du dossier et de la mesure à ouvrir."""
    placement_demande = Signal()

    def __init__(self, tableau: TableauDEcheances, pouls: Pouls, parent: QWidget | None = None) -> None:
        super().__init__("Échéancier", parent)
        self.tableau = tableau
        self._pouls = pouls
        self.modele = ModeleDEcheances(tableau, pouls.maintenant, self)
        self.table = TableDEcheances(self.modele, self)
        self.recherche = ChampDeRecherche("Filtrer : nom, n°, action, article…", "Filtrer les échéances", self)
        self._puces = {n: Puce(formats.majuscule(SIGNES[n].mot), SIGNES[n], self) for n in _NIVEAUX}
        self._mesures = PuceAChoix("Mesure", self)
        self._autorites = PuceAChoix("Autorité", self)
        self._closes = Puce("Closes", parent=self)
        self._effacer = bouton("Effacer les filtres", parent=self)
        self._filtres = QWidget(self)
        self._vide = PageVide("", "", self)
        self._placer = bouton("Nouveau placement", principal=True, bulle="Ctrl+N", parent=self)
        self._tout_revoir = bouton("Effacer les filtres", parent=self)
        self._pile = QStackedWidget(self)
        self._source: SourceDeLignes | None = None
        self._closes_lues = False
        self._composer()
        self._relier()
        self._filtrer()

    def _composer(self) -> None:
        self.recherche.setMinimumWidth(220)
        self._closes.setToolTip("Montrer aussi les échéances satisfaites ou sans objet du jour")
        placement = bouton("Nouveau placement", principal=True, bulle="Ctrl+N", parent=self)
        placement.clicked.connect(self.placement_demande)
        self.outils.addWidget(self.recherche)
        self.outils.addWidget(placement)
        filtres = Flot(self._filtres)
        filtres.setContentsMargins(jetons.XL, 0, jetons.L, jetons.S)
        for puce in (*self._puces.values(), self._mesures, self._autorites, self._closes):
            filtres.addWidget(puce)
        filtres.addWidget(self._effacer)
        self.corps.addWidget(self._filtres)
        liste = QWidget(self)
        place = QHBoxLayout(liste)
        place.setContentsMargins(jetons.L, 0, 0, 0)
        place.addWidget(self.table)
        self._pile.addWidget(liste)
        self._pile.addWidget(self._vide)
        self.corps.addWidget(self._pile, 1)
        self._vide.ajouter(self._placer)
        self._vide.ajouter(self._tout_revoir)
        ordre = (self.recherche, placement, *self._puces.values(), self._mesures, self._autorites, self._closes, self._effacer)
        for avant, apres in pairwise((*ordre, self.table)):
            self.setTabOrder(avant, apres)
        self.setFocusProxy(self.table)

    def _relier(self) -> None:
        self.table.choisie.connect(self._annoncer)
        self.table.ouverte.connect(self._ouvrir)
        self.table.defilee.connect(self._demander_secondes)
        self.recherche.textChanged.connect(self._filtrer)
        self.recherche.quittee.connect(self._aller_a_la_table)
        for puce in (*self._puces.values(), self._closes):
            puce.toggled.connect(self._filtrer)
        for puce in (self._mesures, self._autorites):
            puce.choisis.connect(self._filtrer)
        self._effacer.clicked.connect(self.effacer_les_filtres)
        self._tout_revoir.clicked.connect(self.effacer_les_filtres)
        self._placer.clicked.connect(self.placement_demande)
        self._pouls.battement.connect(self.battre)
        chercher = QShortcut(QKeySequence("Ctrl+F"), self)
        chercher.activated.connect(self._chercher)

    # --- ce que l'on y met ---------------------------------------------------------------------------------------------------

    def charger(self, lignes: Iterable[LigneDEcheance], signalements: Iterable[Signalement] = ()) -> None:
        """Montre ces lignes (une requête indexée sur ``suivi``) à la place des précédentes."""
        maintenant = self._pouls.maintenant
        self.tableau.charger(lignes, signalements, maintenant=maintenant)
        self._mesures.proposer({m: self.tableau.nom_de_mesure(m) for m in self.tableau.valeurs("type_mesure")})
        self._autorites.proposer({a: formats.majuscule(a) for a in self.tableau.valeurs("autorite")})
        self._relire(maintenant)
        if self.table.rangee_choisie is None:
            self.table.choisir(0)

    def fournir(self, source: SourceDeLignes) -> None:
        """Donne d'où viennent les lignes, et les lit. Les closes du jour ne sont lues que si on les demande."""
        self._source = source
        self.relire()

    def relire(self) -> None:
        """Relit tout à la source."""
        if self._source is not None:
            self._closes_lues = self._closes.isChecked()
            self.charger(*self._source(self._closes_lues))

    def remplacer_dossier(
        self, dossier_id: str, lignes: Sequence[LigneDEcheance], signalements: Sequence[Signalement] = ()
    ) -> None:
        """Montre les nouvelles lignes d'un dossier qui vient de changer ; le reste ne bouge pas."""
        maintenant = self._pouls.maintenant
        differences = self.tableau.remplacer_dossier(dossier_id, lignes, signalements, maintenant=maintenant)
        self.table.appliquer(differences, maintenant)
        self._apres_changement()

    # --- le temps ------------------------------------------------------------------------------------------------------------

    def battre(self, maintenant: Instant) -> None:
        """Fait passer le temps : seules les rangées visibles se repeignent."""
        differences = self.tableau.avancer(maintenant)
        if differences:
            self.table.appliquer(differences, maintenant)
            self._apres_changement()
        if self._a_l_ecran:
            self.modele.battre(maintenant, *self.table.plage_visible)
            self._demander_secondes()
        else:
            self.modele.maintenant = maintenant

    @property
    def _a_l_ecran(self) -> bool:
        return self.isVisible() and not self.window().isMinimized()

    def _demander_secondes(self) -> None:
        oui = self._a_l_ecran and self.tableau.en_derniere_heure(*self.table.plage_visible, self.modele.maintenant)
        self._pouls.demander_secondes(QUI, oui)

    def showEvent(self, evenement: QShowEvent) -> None:
        """Remise à l'heure dès que la page paraît."""
        super().showEvent(evenement)
        self.battre(self._pouls.maintenant)
        QTimer.singleShot(_REPIT_MS, self, lambda: self._annoncer(self.table.rangee_choisie))

    def hideEvent(self, evenement: QHideEvent) -> None:
        """Cachée, la page ne demande plus de secondes."""
        super().hideEvent(evenement)
        self._pouls.demander_secondes(QUI, False)

    def _annoncer(self, rangee: LigneDEcheance | Signalement | None) -> None:
        """Annonce la rangée choisie, sauf derrière une autre page : l'inspecteur y explique autre chose."""
        if self._a_l_ecran:
            self.choisie.emit(rangee)

    # --- filtres -------------------------------------------------------------------------------------------------------------

    def filtre(self) -> Filtre:
        """Rend le filtre que composent la recherche et les puces."""
        return Filtre(
            texte=self.recherche.text(),
            mesures=cast("frozenset[str]", self._mesures.valeurs),
            niveaux=frozenset(n for n, puce in self._puces.items() if puce.isChecked()),
            autorites=cast("frozenset[str]", self._autorites.valeurs),
            closes=self._closes.isChecked(),
        )

    def effacer_les_filtres(self) -> None:
        """Montre tout."""
        self.recherche.clear()
        for puce in self._puces.values():
            puce.setChecked(False)
        self._mesures.vider()
        self._autorites.vider()
        self._closes.setChecked(False)

    def _filtrer(self) -> None:
        filtre = self.filtre()
        if filtre.closes and not self._closes_lues:
            self.relire()
        if filtre != self.tableau.filtre:
            maintenant = self._pouls.maintenant
            self.tableau.filtrer(filtre, maintenant)
            self._relire(maintenant)
        self._effacer.setVisible(filtre.actif)

    def _relire(self, maintenant: Instant) -> None:
        self.modele.recharger(maintenant)
        self._apres_changement()

    def _apres_changement(self) -> None:
        textes = [formats.accorder(self.tableau.nombre, "échéance")]
        if self.tableau.depassees:
            textes.append(formats.accorder(self.tableau.depassees, "dépassée"))
        self.sous_titre.setText(" · ".join(textes))
        self._pile.setCurrentIndex(0 if self.tableau.rangees else 1)
        self._filtres.setVisible(bool(self.tableau.lignes) or self.tableau.filtre.actif)
        if not self.tableau.rangees:
            self._dire_le_vide()
        self._demander_secondes()

    def _dire_le_vide(self) -> None:
        filtree = self.tableau.filtre.actif and bool(self.tableau.lignes)
        self._placer.setVisible(not filtree)
        self._tout_revoir.setVisible(filtree)
        if filtree:
            self._vide.dire("Aucune échéance ne répond à ces filtres", "Effacer les filtres pour revoir toutes les échéances.")
        else:
            self._vide.dire(
                "Aucune échéance en cours",
                "Enregistrer un placement : ses échéances paraîtront ici, la plus pressante en tête.",
            )

    # --- clavier -------------------------------------------------------------------------------------------------------------

    def _chercher(self) -> None:
        self.recherche.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.recherche.selectAll()

    def _aller_a_la_table(self) -> None:
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if self.table.rangee_choisie is None:
            self.table.choisir(0)

    def _ouvrir(self, rangee: LigneDEcheance | Signalement) -> None:
        self.mesure_demandee.emit(rangee.dossier_id, rangee.mesure_id)
