"""Les champs à choix : oui ou non, plusieurs cases, une liste. Une touche suffit à chacun."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QWheelEvent,
)
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from app.presentation.formats import plier
from ui.style import jetons, theme

_CENTRE = Qt.AlignmentFlag.AlignCenter


class Segments(QWidget):
    """Des cases accolées. ``plusieurs`` : chacune se coche à part ; sinon, une au plus, que l'on peut reprendre.

    Clavier : la première lettre (ou le chiffre) d'une case la presse ; flèches et Espace ; Suppr efface tout.
    """

    change = Signal()

    def __init__(
        self, nom: str, choix: Sequence[tuple[str, str]], *, plusieurs: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._choix = tuple(choix)
        self._plusieurs = plusieurs
        self._presses: set[str] = set()
        self._vise = 0
        self._nom = nom
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        hauteur = QSizePolicy.Policy.Preferred if plusieurs else QSizePolicy.Policy.Fixed
        politique = QSizePolicy(QSizePolicy.Policy.Maximum, hauteur)
        politique.setHeightForWidth(plusieurs)
        self.setSizePolicy(politique)
        self._nommer()

    # --- valeur --------------------------------------------------------------------------------------------------------------

    @property
    def texte(self) -> str:
        """Rend les valeurs pressées, dans l'ordre des cases, séparées par des virgules."""
        return ", ".join(v for v, _ in self._choix if v in self._presses)

    def poser(self, texte: str) -> None:
        """Presse les cases de ces valeurs, sans l'annoncer."""
        voulues = {m.strip() for m in texte.split(",")}
        self._presses = {v for v, _ in self._choix if v in voulues}
        self._nommer()
        self.update()

    def presser(self, rang: int) -> None:
        """Presse ou relâche une case."""
        valeur = self._choix[rang][0]
        if self._plusieurs:
            self._presses ^= {valeur}
        else:
            self._presses = set() if valeur in self._presses else {valeur}
        self._vise = rang
        self._nommer()
        self.update()
        self.change.emit()

    def _nommer(self) -> None:
        dits = [x for v, x in self._choix if v in self._presses]
        self.setAccessibleName(f"{self._nom} : {', '.join(dits) or 'non renseigné'}")

    # --- clavier, souris -----------------------------------------------------------------------------------------------------

    def keyPressEvent(self, evenement: QKeyEvent) -> None:
        """Presse par la lettre ou le chiffre, les flèches et Espace."""
        touche, texte = evenement.key(), plier(evenement.text())
        if touche in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._vise = min(max(self._vise + (1 if touche == Qt.Key.Key_Right else -1), 0), len(self._choix) - 1)
            self.update()
        elif touche == Qt.Key.Key_Space:
            self.presser(self._vise)
        elif touche in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._presses.clear()
            self._nommer()
            self.update()
            self.change.emit()
        elif (
            texte.strip()
            and not evenement.modifiers() & ~Qt.KeyboardModifier.ShiftModifier & ~Qt.KeyboardModifier.KeypadModifier
        ):
            rangs = [i for i, (v, x) in enumerate(self._choix) if texte in (plier(v)[:1], plier(x)[:1])]
            if rangs and (self._plusieurs or self._choix[rangs[0]][0] not in self._presses):
                self.presser(rangs[0])
            elif not rangs:
                super().keyPressEvent(evenement)
        else:
            super().keyPressEvent(evenement)

    def mousePressEvent(self, evenement: QMouseEvent) -> None:
        """Presse la case sous le curseur."""
        for rang, cadre in enumerate(self._cadres()):
            if cadre.contains(evenement.position()):
                self.presser(rang)

    def focusInEvent(self, evenement: QFocusEvent) -> None:
        """Montre la case visée."""
        super().focusInEvent(evenement)
        self.update()

    def focusOutEvent(self, evenement: QFocusEvent) -> None:
        """Cesse de la montrer."""
        super().focusOutEvent(evenement)
        self.update()

    # --- peinture ------------------------------------------------------------------------------------------------------------

    def _largeurs(self) -> list[float]:
        mesure = QFontMetricsF(theme.actif().police())
        mini = float(theme.actif().px(jetons.RANG))
        return [max(mesure.horizontalAdvance(libelle) + 2 * jetons.M, mini) for _, libelle in self._choix]

    def _cadres(self, largeur: float | None = None) -> list[QRectF]:
        """Rend les cases, à la suite ; celles qui ne tiennent pas dans la largeur passent à la rangée suivante."""
        place = self.width() if largeur is None else largeur
        rang = theme.actif().px(jetons.RANG)
        x, y = 0.5, 0.5
        cadres: list[QRectF] = []
        for large in self._largeurs():
            if self._plusieurs and cadres and x + large > place:
                x, y = 0.5, y + rang + jetons.XS
            cadres.append(QRectF(x, y, large, rang - 1))
            x += large
        return cadres

    def sizeHint(self) -> QSize:
        """Rend la taille des cases, sur une rangée."""
        return QSize(round(sum(self._largeurs())) + 2, theme.actif().px(jetons.RANG))

    def minimumSizeHint(self) -> QSize:
        """Plusieurs cases peuvent se ranger sur plusieurs lignes : la plus large suffit."""
        return QSize(round(max(self._largeurs())) + 2, theme.actif().px(jetons.RANG)) if self._plusieurs else self.sizeHint()

    def hasHeightForWidth(self) -> bool:
        """Plusieurs cases ont la hauteur de leurs rangées."""
        return self._plusieurs

    def heightForWidth(self, largeur: int) -> int:
        """Rend la hauteur des rangées dans cette largeur."""
        return round(self._cadres(largeur)[-1].bottom() + 1)

    def changeEvent(self, evenement: QEvent) -> None:
        """Suit l'échelle du texte."""
        super().changeEvent(evenement)
        if evenement.type() == QEvent.Type.PaletteChange:
            self.updateGeometry()

    def paintEvent(self, evenement: QPaintEvent) -> None:
        """Peint les cases ; la pressée se remplit et se coche d'un trait."""
        t = theme.actif()
        peintre = QPainter(self)
        peintre.setRenderHint(QPainter.RenderHint.Antialiasing)
        cadres = self._cadres()
        for rang, (cadre, (valeur, libelle)) in enumerate(zip(cadres, self._choix, strict=True)):
            presse = valeur in self._presses
            peintre.setPen(QPen(t.couleur("action" if presse else "bord"), 1))
            peintre.setBrush(t.couleur("action" if presse else "surface"))
            peintre.drawRect(cadre)
            peintre.setPen(t.couleur("action_texte" if presse else "texte"))
            peintre.setFont(t.police(gras=presse))
            peintre.drawText(cadre, _CENTRE, libelle)
            if self.hasFocus() and rang == self._vise:
                peintre.setBrush(Qt.BrushStyle.NoBrush)
                peintre.setPen(QPen(t.couleur("action_texte" if presse else "focus"), 2))
                peintre.drawRect(cadre.adjusted(2.5, 2.5, -2.5, -2.5))
        if self.hasFocus() and cadres:
            peintre.setBrush(Qt.BrushStyle.NoBrush)
            peintre.setPen(QPen(t.couleur("focus"), 2))
            tour = cadres[0]
            for cadre in cadres[1:]:
                tour = tour.united(cadre)
            peintre.drawRect(tour.adjusted(0.5, 0.5, -0.5, -0.5))


class Liste(QComboBox):
    """Une liste fermée dont la première entrée est vide ; la molette n'en change pas sans y être allé."""

    def __init__(self, nom: str, choix: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(nom)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self.addItem("", "")
        for valeur, libelle in choix:
            self.addItem(libelle, valeur)

    @property
    def texte(self) -> str:
        """Rend la valeur choisie."""
        return str(self.currentData() or "")

    def poser(self, texte: str) -> None:
        """Choisit la valeur ; vide si elle n'en est pas."""
        rang = max(self.findData(texte), 0)
        if rang != self.currentIndex():
            self.setCurrentIndex(rang)

    def paintEvent(self, evenement: QPaintEvent) -> None:
        """Peint la liste et son chevron."""
        super().paintEvent(evenement)
        t = theme.actif()
        peintre = QPainter(self)
        peintre.setRenderHint(QPainter.RenderHint.Antialiasing)
        peintre.setPen(QPen(t.couleur("texte_2"), 1.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        x, y = self.width() - jetons.L, self.height() / 2 - 2
        peintre.drawPolyline(QPolygonF([QPointF(x - 4, y), QPointF(x, y + 4), QPointF(x + 4, y)]))

    def wheelEvent(self, evenement: QWheelEvent) -> None:
        """Laisse défiler la page."""
        if self.hasFocus():
            super().wheelEvent(evenement)
        else:
            evenement.ignore()
