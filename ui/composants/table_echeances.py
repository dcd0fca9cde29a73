"""La table de l'échéancier : des rangs de hauteur fixe, des groupes, des colonnes qui s'effacent quand la place manque."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from app.presentation import Instant
from app.presentation.differences import Difference
from app.presentation.lignes import LigneDEcheance, Signalement
from app.presentation.tableau import EnTete, identite
from ui.delegues.echeances import DelegueDEcheances, largeur_de
from ui.modeles.echeances import Colonne, Index, ModeleDEcheances
from ui.style import theme

_EFFACEES_DANS_L_ORDRE = (
    (Colonne.ARTICLE, 236),
    (Colonne.MESURE, 236),
    (Colonne.DOSSIER, 236),
    (Colonne.AUTORITE, 236),
    (Colonne.PERSONNE, 120),
)
"""Chaque colonne secondaire s'efface quand l'action n'a plus sa largeur minimale, en pixels à l'échelle 1."""


class TableDEcheances(QTableView):
    """Affiche un ``ModeleDEcheances`` ; garde la rangée choisie quand le modèle change."""

    choisie = Signal(object)
    """La rangée choisie : ``LigneDEcheance``, ``Signalement`` ou ``None``."""
    ouverte = Signal(object)
    """Entrée ou double clic sur une rangée."""
    defilee = Signal()
    """Les rangées visibles ont changé."""

    def __init__(self, modele: ModeleDEcheances, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._modele = modele
        self._gardee: tuple[str, ...] | None = None
        self._entetes: list[int] = []
        self._en_changement = False
        self._autre_annee = False
        self.setModel(modele)
        self._delegue = DelegueDEcheances(self)
        self.setItemDelegate(self._delegue)
        self.setAccessibleName("Échéances")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionsClickable(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.horizontalHeader().setMinimumSectionSize(1)
        self.verticalScrollBar().valueChanged.connect(self.defilee)
        modele.modelReset.connect(self._apres_relecture)
        modele.rowsInserted.connect(self.habiller)
        modele.rowsRemoved.connect(self.habiller)
        self.doubleClicked.connect(self._ouvrir)

    # --- mise en page --------------------------------------------------------------------------------------------------------

    def habiller(self) -> None:
        """Étend les en-têtes de groupe sur toute la largeur et leur donne de l'air ; étend le message d'un incalculable."""
        rang = theme.actif().rang
        self.verticalHeader().setDefaultSectionSize(rang)
        self.clearSpans()
        self._entetes = self._modele.entetes
        for i in self._entetes:
            self.setSpan(i, 0, 1, len(Colonne))
            self.setRowHeight(i, round(rang * 1.4))
        for i in self._modele.signalements:  # ni reste ni échéance : le message prend leur place
            self.setSpan(i, Colonne.RESTE, 1, Colonne.ACTION - Colonne.RESTE + 1)

    def resizeEvent(self, evenement: QResizeEvent) -> None:
        """Répartit la largeur : les colonnes secondaires s'effacent dans l'ordre, l'action prend le reste."""
        super().resizeEvent(evenement)
        choisie = self.currentIndex()
        if choisie.isValid() and 0 <= self.rowViewportPosition(choisie.row()) < evenement.oldSize().height():
            self.scrollTo(choisie)
        self.repartir()
        self.defilee.emit()

    def repartir(self) -> None:
        """Recalcule les largeurs des colonnes."""
        ailleurs, plus_tard = self._delegue.autre_zone, self._autre_annee
        largeurs: dict[Colonne, int] = {
            c: largeur_de(c, autre_zone=ailleurs, autre_annee=plus_tard) for c in Colonne if c is not Colonne.ACTION
        }
        disponible = self.maximumViewportSize().width()
        for colonne, minimum in _EFFACEES_DANS_L_ORDRE:
            if sum(largeurs.values()) + theme.actif().px(minimum) <= disponible:
                break
            del largeurs[colonne]
        largeurs[Colonne.ACTION] = max(disponible - sum(largeurs.values()), 80)
        for colonne in Colonne:
            self.setColumnHidden(colonne, colonne not in largeurs)
            if colonne in largeurs:
                self.setColumnWidth(colonne, largeurs[colonne])

    @property
    def plage_visible(self) -> tuple[int, int]:
        """Rend les rangs de la première et de la dernière rangée visibles (0 et -1 si la table est vide)."""
        premiere = self.rowAt(0)
        derniere = self.rowAt(self.maximumViewportSize().height() - 1)
        return max(premiere, 0), derniere if derniere >= 0 else self._modele.rowCount() - 1

    # --- choix ---------------------------------------------------------------------------------------------------------------

    @property
    def rangee_choisie(self) -> LigneDEcheance | Signalement | None:
        """Rend la rangée choisie."""
        index = self.currentIndex()
        rangee = self._modele.rangee(index.row()) if index.isValid() else None
        return None if isinstance(rangee, EnTete) else rangee

    def choisir(self, rang: int) -> None:
        """Choisit une rangée et la rend visible ; au-delà d'un en-tête de groupe, la suivante."""
        while rang < self._modele.rowCount() and isinstance(self._modele.rangee(rang), EnTete):
            rang += 1
        if 0 <= rang < self._modele.rowCount():
            self.setCurrentIndex(self._modele.index(rang, Colonne.NIVEAU))

    def currentChanged(self, courant: Index, precedent: Index) -> None:
        """Annonce la rangée choisie ; pas celle que Qt choisit de lui-même pendant que le modèle change."""
        super().currentChanged(courant, precedent)
        if not self._en_changement:
            self._annoncer()

    def _annoncer(self) -> None:
        rangee = self.rangee_choisie
        if rangee is not None:
            self._gardee = identite(rangee)
        self.choisie.emit(rangee)

    def _apres_relecture(self) -> None:
        tableau = self._modele.tableau
        self._delegue.autre_zone = any(f != tableau.fuseau for f in tableau.valeurs("fuseau"))
        self._autre_annee = tableau.deborde_l_annee(self._modele.maintenant)
        for i in self._entetes:  # Qt garde les hauteurs d'une relecture à l'autre
            self.setRowHeight(i, theme.actif().rang)
        self.habiller()
        self.repartir()
        self.reprendre()

    def appliquer(self, differences: Sequence[Difference], maintenant: Instant) -> None:
        """Applique des différences au modèle sans perdre la rangée choisie, même si elle change de place."""
        self._en_changement = True
        try:
            self._modele.appliquer(differences, maintenant)
            self.reprendre()
        finally:
            self._en_changement = False
        self._annoncer()

    def reprendre(self) -> None:
        """Choisit de nouveau la rangée qui l'était, si elle est encore là."""
        rang = self._modele.tableau.position(self._gardee) if self._gardee else None
        if rang is not None:
            self.choisir(rang)

    def changeEvent(self, evenement: QEvent) -> None:
        """Suit l'échelle du texte et la hauteur des rangs."""
        super().changeEvent(evenement)
        if evenement.type() == QEvent.Type.PaletteChange:
            self.habiller()
            self.repartir()

    def keyPressEvent(self, evenement: QKeyEvent) -> None:
        """Entrée ouvre la mesure."""
        if evenement.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not evenement.modifiers():
            self._ouvrir()
            return
        super().keyPressEvent(evenement)

    def _ouvrir(self) -> None:
        if self.rangee_choisie is not None:
            self.ouverte.emit(self.rangee_choisie)
