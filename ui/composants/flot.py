"""Une rangée de widgets qui passe à la ligne quand la place manque."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from ui.style import jetons


class Flot(QLayout):
    """Pose ses widgets de gauche à droite, puis de haut en bas. Un widget caché ne prend pas de place."""

    def __init__(self, parent: QWidget | None = None, *, ecart: int = jetons.S) -> None:
        super().__init__(parent)
        self._elements: list[QLayoutItem] = []
        self.setSpacing(ecart)

    def addItem(self, element: QLayoutItem) -> None:
        """Ajoute un élément."""
        self._elements.append(element)

    def count(self) -> int:
        """Rend le nombre d'éléments."""
        return len(self._elements)

    def itemAt(self, rang: int) -> QLayoutItem | None:
        """Rend un élément."""
        return self._elements[rang] if 0 <= rang < len(self._elements) else None

    def takeAt(self, rang: int) -> QLayoutItem | None:
        """Retire un élément."""
        return self._elements.pop(rang) if 0 <= rang < len(self._elements) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Ne réclame pas plus que sa place."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """La hauteur dépend de la largeur."""
        return True

    def heightForWidth(self, largeur: int) -> int:
        """Rend la hauteur pour une largeur."""
        return self._poser(QRect(0, 0, largeur, 0), poser=False)

    def setGeometry(self, cadre: QRect) -> None:
        """Pose les widgets dans ce cadre."""
        super().setGeometry(cadre)
        self._poser(cadre, poser=True)

    def sizeHint(self) -> QSize:
        """Rend la taille sur une seule ligne."""
        visibles = self._visibles()
        largeur = sum(e.sizeHint().width() for e in visibles) + self.spacing() * max(len(visibles) - 1, 0)
        hauteur = max((e.sizeHint().height() for e in visibles), default=0)
        return QSize(largeur, hauteur).grownBy(self._marges())

    def minimumSize(self) -> QSize:
        """Rend la taille du plus large des widgets."""
        tailles = [e.minimumSize() for e in self._visibles()]
        plus_large = max((s.width() for s in tailles), default=0)
        return QSize(plus_large, max((s.height() for s in tailles), default=0)).grownBy(self._marges())

    def _marges(self) -> QMargins:
        return self.contentsMargins()

    def _visibles(self) -> list[QLayoutItem]:
        return [e for e in self._elements if not e.isEmpty()]

    def _poser(self, cadre: QRect, *, poser: bool) -> int:
        interieur = cadre.marginsRemoved(self._marges())
        x, y, hauteur = interieur.x(), interieur.y(), 0
        for element in self._visibles():
            taille = element.sizeHint()
            if x > interieur.x() and x + taille.width() > interieur.right() + 1:
                x, y, hauteur = interieur.x(), y + hauteur + self.spacing(), 0
            if poser:
                element.setGeometry(QRect(QPoint(x, y), taille))
            x += taille.width() + self.spacing()
            hauteur = max(hauteur, taille.height())
        return y + hauteur - cadre.y() + self._marges().bottom()
