"""La palette (Ctrl+K) : on tape, les actions et ce que trouvent les sources (personnes, dossiers) paraissent, Entrée y va."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ui.commandes import Proposition
from ui.style import jetons, theme

Index = QModelIndex | QPersistentModelIndex
_RACINE = QModelIndex()
_LIMITE = 50
_LARGEUR, _HAUTEUR = 560, 400


class _Propositions(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.liste: Sequence[Proposition] = ()

    def rowCount(self, parent: Index = _RACINE) -> int:
        return 0 if parent.isValid() else len(self.liste)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        proposition = self.liste[index.row()]
        return " ".join(filter(None, (proposition.titre, proposition.detail, proposition.touche)))

    def remplacer(self, liste: Sequence[Proposition]) -> None:
        self.beginResetModel()
        self.liste = liste
        self.endResetModel()


class _Delegue(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, theme.actif().px(jetons.RANG_CONFORT))

    def paint(self, peintre: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        modele = index.model()
        if not isinstance(modele, _Propositions):
            return
        proposition, t, cadre = modele.liste[index.row()], theme.actif(), QRectF(option.rect)
        peintre.save()
        if option.state & QStyle.StateFlag.State_Selected:
            peintre.fillRect(cadre, t.couleur("selection"))
        interieur = cadre.adjusted(jetons.L, 0, -jetons.L, 0)
        peintre.setFont(t.police(jetons.NOTE))
        peintre.setPen(t.couleur("texte_2"))
        note = proposition.touche or proposition.detail
        peintre.drawText(interieur, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, note)
        place = interieur.width() - QFontMetricsF(peintre.font()).horizontalAdvance(note) - jetons.L
        peintre.setFont(t.police())
        peintre.setPen(t.couleur("texte"))
        titre = QFontMetricsF(peintre.font()).elidedText(proposition.titre, Qt.TextElideMode.ElideRight, place)
        peintre.drawText(interieur, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, titre)
        peintre.restore()


class Palette(QDialog):
    """Une ligne de saisie et ses réponses. ``chercher`` rend les propositions d'un texte."""

    def __init__(self, chercher: Callable[[str], Iterable[Proposition]], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self._chercher = chercher
        self._modele = _Propositions(self)
        self._ligne = QLineEdit(self)
        self._ligne.setPlaceholderText("Une action, une personne, un numéro…")
        self._ligne.setAccessibleName("Chercher une action, une personne, un dossier")
        self._vue = QListView(self)
        self._vue.setAccessibleName("Réponses")
        self._vue.setModel(self._modele)
        self._vue.setItemDelegate(_Delegue(self))
        self._vue.setUniformItemSizes(True)
        self._vue.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._vue.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName("Palette")
        place = QVBoxLayout(self)
        place.setContentsMargins(1, jetons.M, 1, 1)
        place.setSpacing(jetons.S)
        ligne = QVBoxLayout()
        ligne.setContentsMargins(jetons.M, 0, jetons.M, 0)
        ligne.addWidget(self._ligne)
        place.addLayout(ligne)
        place.addWidget(self._vue, 1)
        self._ligne.textChanged.connect(self._relire)
        self._ligne.installEventFilter(self)
        self._vue.clicked.connect(self._faire)
        self._relire("")
        self._placer(parent)

    def _placer(self, parent: QWidget) -> None:
        t = theme.actif()
        fenetre = parent.window()
        self.setFixedSize(
            min(t.px(_LARGEUR), fenetre.width() - 2 * jetons.XL), min(t.px(_HAUTEUR), fenetre.height() - 4 * jetons.XL)
        )
        coin = fenetre.mapToGlobal(fenetre.rect().topLeft())
        self.move(coin.x() + (fenetre.width() - self.width()) // 2, coin.y() + jetons.XL * 2)

    @property
    def propositions(self) -> Sequence[Proposition]:
        """Rend les propositions montrées."""
        return self._modele.liste

    def _relire(self, texte: str) -> None:
        self._modele.remplacer([p for p, _ in zip(self._chercher(texte), range(_LIMITE), strict=False)])
        if self._modele.liste:
            self._vue.setCurrentIndex(self._modele.index(0))

    def _faire(self) -> None:
        index = self._vue.currentIndex()
        if index.isValid():
            proposition = self._modele.liste[index.row()]
            self.accept()
            proposition.faire()

    def eventFilter(self, objet: QObject, evenement: QEvent) -> bool:
        """Les flèches parcourent les réponses sans quitter la saisie ; Entrée fait."""
        if objet is self._ligne and isinstance(evenement, QKeyEvent) and evenement.type() == QEvent.Type.KeyPress:
            if evenement.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._faire()
                return True
            if evenement.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
                self._vue.event(evenement)
                return True
        return super().eventFilter(objet, evenement)

    def paintEvent(self, evenement: QEvent) -> None:
        """Peint le papier et son bord."""
        t = theme.actif()
        peintre = QPainter(self)
        peintre.fillRect(self.rect(), t.couleur("surface"))
        peintre.setPen(t.couleur("bord"))
        peintre.drawRect(self.rect().adjusted(0, 0, -1, -1))
