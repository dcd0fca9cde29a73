"""Une table à étages dont les lignes se groupent : un en-tête par groupe, qui se lit mais ne se choisit pas."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from PySide6.QtCore import QModelIndex, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QWidget

from app.presentation import formats
from app.presentation.groupes import Entete
from ui.composants.table_a_etages import DelegueAEtages, Index, ModeleAEtages, TableAEtages, ecrire
from ui.style import jetons, theme

HAUTEUR_D_ENTETE = 30
_ROLES = Qt.ItemDataRole


class ModeleGroupe(ModeleAEtages):
    """Un modèle à étages où un rang peut être un ``Entete``."""

    @property
    def entetes(self) -> Sequence[int]:
        """Rend les rangs des en-têtes."""
        return [i for i, ligne in enumerate(self._lignes) if isinstance(ligne, Entete)]

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Un en-tête se lit mais ne se choisit pas."""
        if index.isValid() and isinstance(self.ligne(index.row()), Entete):
            return Qt.ItemFlag.ItemIsEnabled
        return super().flags(index)

    def data(self, index: Index, role: int = _ROLES.DisplayRole) -> object:
        """Rend le texte d'une case, sa bulle, ou la phrase d'un lecteur d'écran."""
        if not index.isValid():
            return None
        ligne = self.ligne(index.row())
        if isinstance(ligne, Entete):
            dit = role in (_ROLES.DisplayRole, _ROLES.AccessibleTextRole) and index.column() == 0
            return ligne.phrase if dit else None
        if role in (_ROLES.DisplayRole, _ROLES.ToolTipRole):
            return "\n".join(x for x in self.case(ligne, index.column()) if x)
        return self.phrase(ligne) if role == _ROLES.AccessibleTextRole and index.column() == 0 else None

    def case(self, ligne: Any, colonne: int) -> tuple[str, str]:
        """Rend les deux textes d'une case, celle du temps comprise."""
        if colonne:
            return self.etages(ligne, colonne)
        signe, prefixe, segments = self.temps(ligne)
        return f"{prefixe} {' '.join(c + ' ' + u for c, u in segments)}".strip(), signe.mot


class DelegueGroupe(DelegueAEtages):
    """Peint les lignes comme toute table à étages, et les en-têtes sur toute la largeur."""

    def paint(self, peintre: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Peint une case."""
        ligne = cast(ModeleGroupe, index.model()).ligne(index.row())
        if not isinstance(ligne, Entete):
            super().paint(peintre, option, index)
            return
        t, cadre = theme.actif(), QRectF(option.rect)
        peintre.save()
        peintre.fillRect(cadre, t.couleur("fond"))
        texte = cadre.adjusted(jetons.S, 0, -jetons.S, 0)
        ecrire(peintre, texte, f"{ligne.texte}  ·  {formats.nombre(ligne.nombre)}", jetons.COURANT, "texte", gras=True)
        peintre.restore()


class TableGroupee(TableAEtages):
    """La table : les en-têtes tiennent toute la largeur, et le clavier passe d'une ligne à l'autre par-dessus eux."""

    def __init__(self, modele: ModeleGroupe, nom: str, parent: QWidget | None = None) -> None:
        super().__init__(modele, nom, parent)
        self._groupe = modele
        self.setItemDelegate(DelegueGroupe(self))
        modele.modelReset.connect(self._poser_les_entetes)

    def _poser_les_entetes(self) -> None:
        self.clearSpans()
        for rang in self._groupe.entetes:
            self.setSpan(rang, 0, 1, len(self._groupe.colonnes))
            self.setRowHeight(rang, theme.actif().px(HAUTEUR_D_ENTETE))

    def ajuster(self) -> None:
        """Revoit les largeurs, et la hauteur des en-têtes."""
        super().ajuster()
        for rang in self._groupe.entetes:
            self.setRowHeight(rang, theme.actif().px(HAUTEUR_D_ENTETE))

    @property
    def ligne_choisie(self) -> Any:
        """Rend la ligne choisie, ou ``None``."""
        ligne = super().ligne_choisie
        return None if isinstance(ligne, Entete) else ligne

    def choisir(self, rang: int = 0) -> None:
        """Choisit un rang ; d'un en-tête, la ligne qui le suit."""
        super().choisir(rang + 1 if rang in self._groupe.entetes else rang)

    def moveCursor(self, geste: QAbstractItemView.CursorAction, touches: Qt.KeyboardModifier) -> QModelIndex:
        """Déplace le choix d'une ligne à l'autre : les en-têtes se sautent."""
        index = super().moveCursor(geste, touches)
        if index.row() not in self._groupe.entetes:
            return index
        vers_le_haut = index.row() > 0 and index.row() < self.currentIndex().row()
        return self._groupe.index(index.row() + (-1 if vers_le_haut else 1), index.column())
