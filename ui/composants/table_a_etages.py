"""Une table à deux étages par case : le temps en grand à gauche, puis des colonnes dont la largeur se partage.

Un modèle décrit ses colonnes et rend, pour chaque case, le texte du haut et celui du bas ; rien d'autre ne dépend du métier.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple, cast

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from app.presentation import Instant
from app.presentation.urgence import Signe
from ui.composants.chiffres import largeur_alignee, peindre_aligne
from ui.composants.touches import est_ctrl_entree
from ui.delegues.echeances import peindre_niveau
from ui.style import jetons, theme

Index = QModelIndex | QPersistentModelIndex
_RACINE = QModelIndex()
_ROLES = Qt.ItemDataRole
_GAUCHE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
HAUTEUR = 46


class Colonne(NamedTuple):
    """Une colonne : son titre ; sa largeur, par un texte type (``modele``) ou une part de ce qui reste (``part``)."""

    titre: str
    part: float = 0.0
    modele: str = ""
    gras: bool = False


class ModeleAEtages(QAbstractTableModel):
    """Un modèle dont la première colonne est le temps qui reste ; ses sous-classes disent ``etages``, ``temps``, ``phrase``."""

    colonnes: tuple[Colonne, ...] = ()

    def __init__(self, maintenant: Instant, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.maintenant = maintenant
        self._lignes: list[Any] = []

    def charger(self, lignes: Sequence[Any], maintenant: Instant) -> None:
        """Remplace tout."""
        self.beginResetModel()
        self.maintenant = maintenant
        self._lignes = list(lignes)
        self.endResetModel()

    def battre(self, maintenant: Instant) -> None:
        """Fait passer le temps : seule la première colonne se repeint."""
        self.maintenant = maintenant
        if self._lignes:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._lignes) - 1, 0))

    def ligne(self, rang: int) -> Any:
        """Rend la ligne de ce rang."""
        return self._lignes[rang]

    # --- ce que dit une sous-classe -------------------------------------------------------------------------------------------

    def etages(self, ligne: Any, colonne: int) -> tuple[str, str]:
        """Rend les deux textes d'une case."""
        raise NotImplementedError

    def temps(self, ligne: Any) -> tuple[Signe, str, tuple[tuple[str, str], ...]]:
        """Rend le niveau, le préfixe et les segments du temps qui reste."""
        raise NotImplementedError

    def phrase(self, ligne: Any) -> str:
        """Rend la ligne en une phrase."""
        raise NotImplementedError

    # --- ce que Qt demande ----------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _RACINE) -> int:
        """Rend le nombre de lignes."""
        return 0 if parent.isValid() else len(self._lignes)

    def columnCount(self, parent: Index = _RACINE) -> int:
        """Rend le nombre de colonnes."""
        return 0 if parent.isValid() else len(self.colonnes)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLES.DisplayRole) -> object:
        """Rend le titre d'une colonne."""
        montre = orientation == Qt.Orientation.Horizontal and role == _ROLES.DisplayRole
        return self.colonnes[section].titre if montre and 0 <= section < len(self.colonnes) else None

    def data(self, index: Index, role: int = _ROLES.DisplayRole) -> object:
        """Rend le texte d'une case, sa bulle, ou la phrase d'un lecteur d'écran."""
        if not index.isValid():
            return None
        ligne = self._lignes[index.row()]
        if role in (_ROLES.DisplayRole, _ROLES.ToolTipRole):
            if index.column() == 0:
                signe, prefixe, segments = self.temps(ligne)
                return "\n".join((f"{prefixe} {' '.join(c + ' ' + u for c, u in segments)}".strip(), signe.mot))
            return "\n".join(x for x in self.etages(ligne, index.column()) if x)
        if role == _ROLES.AccessibleTextRole and index.column() == 0:
            return self.phrase(ligne)
        return None


class DelegueAEtages(QStyledItemDelegate):
    """Peint une case en lisant la ligne du modèle."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Rend la hauteur d'un rang."""
        return QSize(0, theme.actif().px(HAUTEUR))

    def paint(self, peintre: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Peint une case."""
        modele, t = cast(ModeleAEtages, index.model()), theme.actif()
        ligne = modele.ligne(index.row())
        cadre = QRectF(option.rect)
        peintre.save()
        if option.state & QStyle.StateFlag.State_Selected:
            peintre.fillRect(cadre, t.couleur("selection"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            peintre.fillRect(cadre, t.couleur("survol"))
        peintre.fillRect(QRectF(cadre.left(), cadre.bottom() - 1, cadre.width(), 1), t.couleur("trait"))
        interieur = cadre.adjusted(jetons.S, 3, -jetons.S, -3)
        haut = QRectF(interieur.left(), interieur.top(), interieur.width(), t.px(22))
        bas = QRectF(interieur.left(), haut.bottom() - 2, interieur.width(), t.px(17))
        if index.column() == 0:
            signe, prefixe, segments = modele.temps(ligne)
            if segments:
                peindre_aligne(peintre, haut, segments, t.couleur(signe.jeton), prefixe=prefixe)
            peindre_niveau(peintre, bas, signe, t)
        else:
            dessus, dessous = modele.etages(ligne, index.column())
            ecrire(peintre, haut, dessus, jetons.COURANT, "texte", gras=modele.colonnes[index.column()].gras)
            ecrire(peintre, bas, dessous, jetons.NOTE, "texte_2")
        peintre.restore()


def ecrire(peintre: QPainter, cadre: QRectF, texte: str, corps: int, jeton: str, *, gras: bool = False) -> None:
    """Écrit un texte sur une ligne, coupé s'il ne tient pas."""
    if not texte:
        return
    t = theme.actif()
    police = t.police(corps, gras=gras)
    peintre.setFont(police)
    peintre.setPen(t.couleur(jeton))
    peintre.drawText(cadre, _GAUCHE, QFontMetricsF(police).elidedText(texte, Qt.TextElideMode.ElideRight, cadre.width()))


class TableAEtages(QTableView):
    """La table : un rang par ligne ; Entrée ouvre ; une lettre reste à la page."""

    ouverte = Signal(object)
    choisie = Signal(object)

    def __init__(self, modele: ModeleAEtages, nom: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._modele = modele
        self.setModel(modele)
        self.setItemDelegate(DelegueAEtages(self))
        self.setAccessibleName(nom)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(theme.actif().px(HAUTEUR))
        entetes = self.horizontalHeader()
        entetes.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        entetes.setHighlightSections(False)
        entetes.setSectionsClickable(False)
        entetes.setMinimumSectionSize(1)
        entetes.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.doubleClicked.connect(lambda _i: self._ouvrir())

    @property
    def ligne_choisie(self) -> Any:
        """Rend la ligne choisie, ou ``None``."""
        rang = self.currentIndex().row()
        return self._modele.ligne(rang) if 0 <= rang < self._modele.rowCount() else None

    def choisir(self, rang: int = 0) -> None:
        """Choisit un rang."""
        if 0 <= rang < self._modele.rowCount():
            self.setCurrentIndex(self._modele.index(rang, 1))

    def currentChanged(self, courant: Index, precedent: Index) -> None:
        """Annonce la ligne choisie."""
        super().currentChanged(courant, precedent)
        self.choisie.emit(self.ligne_choisie)

    def resizeEvent(self, evenement: QResizeEvent) -> None:
        """Revoit la largeur des colonnes."""
        super().resizeEvent(evenement)
        self.ajuster()

    def ajuster(self) -> None:
        """Le temps et les colonnes à texte type ont leur largeur ; le reste se partage."""
        gras = QFontMetricsF(theme.actif().police(gras=True))
        fixes = {0: largeur_alignee() + 2 * jetons.S}
        for n, colonne in enumerate(self._modele.colonnes):
            if n and colonne.modele:
                fixes[n] = gras.horizontalAdvance(colonne.modele) + 2 * jetons.S
        libre = max(0.0, self.viewport().width() - sum(fixes.values()))
        total = sum(c.part for c in self._modele.colonnes) or 1.0
        for n, colonne in enumerate(self._modele.colonnes):
            self.setColumnWidth(n, round(fixes.get(n, libre * colonne.part / total)))

    def changeEvent(self, evenement: QEvent) -> None:
        """À un autre corps de texte, revoit hauteurs et largeurs."""
        super().changeEvent(evenement)
        if evenement.type() == QEvent.Type.StyleChange:
            self.verticalHeader().setDefaultSectionSize(theme.actif().px(HAUTEUR))
            self.ajuster()

    def keyPressEvent(self, evenement: QKeyEvent) -> None:
        """Entrée ouvre la fiche ; une lettre n'est pas une recherche, elle reste à la page."""
        if est_ctrl_entree(evenement):
            evenement.ignore()
        elif evenement.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not evenement.modifiers():
            self._ouvrir()
        elif evenement.text().strip() and not evenement.modifiers():
            evenement.ignore()
        else:
            super().keyPressEvent(evenement)

    def _ouvrir(self) -> None:
        if self.ligne_choisie is not None:
            self.ouverte.emit(self.ligne_choisie)
