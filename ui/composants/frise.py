"""La frise à l'écran : dessinée, parcourue aux flèches, agrandie au clavier ou à la molette, dite à un lecteur d'écran."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.presentation import Instant
from app.presentation.frise import Frise, fenetre
from app.presentation.frise_parlee import phrase_de_frise
from ui.composants.bandeau import annoncer
from ui.composants.dessin_de_frise import DessinDeFrise
from ui.composants.mise_en_page_de_frise import MARGE, Element
from ui.style import jetons, theme

_PLUS_PETITE_FENETRE = 2 * 3600
_PAS_DE_ZOOM = 0.5


class VueDeFrise(QWidget):
    """Flèches : d’un élément à l’autre. Entrée : ouvrir l’acte. Ctrl+Entrée : pourquoi. + et − : de plus près, de plus loin."""

    acte_choisi = Signal(str)
    """L'élément que tient le clavier est cet acte (vide : ce n'est pas un acte)."""
    acte_demande = Signal(str)
    """Ouvrir cet acte."""
    explication_demandee = Signal(str)
    """« Pourquoi ? » sur l'échéance de cette clé."""
    lue = Signal(str)
    """La phrase de l'élément choisi."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entiere: Frise | None = None
        self._vue: Frise | None = None
        self._dessin: DessinDeFrise | None = None
        self._maintenant = Instant(0)
        self._choisi: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Frise de la mesure")

    # --- ce que l'on y met ---------------------------------------------------------------------------------------------------

    def montrer(self, frise: Frise | None, maintenant: Instant) -> None:
        """Montre une frise entière ; l'élément choisi le reste s'il existe encore."""
        garde = self.element
        self._entiere = self._vue = frise
        self._maintenant = maintenant
        self._choisi = None
        self._redessiner()
        if garde is not None and self._dessin is not None:
            memes = [i for i, e in enumerate(self._dessin.elements) if (e.acte, e.cle) == (garde.acte, garde.cle)]
            self._choisi = memes[0] if memes else None
        self.setVisible(frise is not None)

    def battre(self, maintenant: Instant) -> None:
        """Fait avancer la ligne de maintenant."""
        self._maintenant = maintenant
        self.update()

    def choisir_acte(self, acte_id: str) -> None:
        """Choisit l'acte sur la frise, sans prendre le clavier ni le redire."""
        rangs = [i for i, e in enumerate(self.elements) if e.acte == acte_id]
        self._choisi = rangs[0] if rangs else None
        self.update()

    @property
    def elements(self) -> tuple[Element, ...]:
        """Rend les éléments que parcourent les flèches, de gauche à droite."""
        return self._dessin.elements if self._dessin else ()

    @property
    def element(self) -> Element | None:
        """Rend l'élément choisi."""
        return self.elements[self._choisi] if self._choisi is not None and self._choisi < len(self.elements) else None

    @property
    def vue(self) -> Frise | None:
        """Rend la part de frise montrée (toute, ou une fenêtre agrandie)."""
        return self._vue

    # --- mise en page --------------------------------------------------------------------------------------------------------

    def _redessiner(self) -> None:
        self._dessin = DessinDeFrise(self._vue, theme.actif(), self.width()) if self._vue else None
        if self._entiere is not None:
            self.setAccessibleDescription(phrase_de_frise(self._entiere, self._maintenant))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Rend la hauteur qu'il faut à toutes les étiquettes."""
        return QSize(600, round(self._dessin.hauteur) if self._dessin else 0)

    def minimumSizeHint(self) -> QSize:
        """La frise se resserre en largeur, jamais en hauteur."""
        return QSize(320, self.sizeHint().height())

    def resizeEvent(self, evenement: QResizeEvent) -> None:
        """Recalcule les places quand la largeur change."""
        super().resizeEvent(evenement)
        if evenement.size().width() != evenement.oldSize().width():
            self._redessiner()

    def changeEvent(self, evenement: QEvent) -> None:
        """Suit le thème."""
        super().changeEvent(evenement)
        if evenement.type() == QEvent.Type.PaletteChange:
            self._redessiner()

    def paintEvent(self, evenement: QPaintEvent) -> None:
        """Peint la frise, et l'anneau du clavier."""
        if self._dessin is None or self._vue is None:
            return
        peintre = QPainter(self)
        levee = self._vue.levee is not None and not any(b.genre == "défèrement" for b in self._vue.bandes)
        self._dessin.peindre(peintre, None if levee else self._maintenant, self._choisi)
        if self.hasFocus() and self._choisi is None:
            peintre.setPen(theme.actif().couleur("focus"))
            peintre.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), jetons.COIN, jetons.COIN)

    # --- clavier et souris ---------------------------------------------------------------------------------------------------

    def event(self, evenement: QEvent) -> bool:
        """Garde « + » pour agrandir : ailleurs sur la fiche, cette touche cherche un acte à saisir."""
        if evenement.type() == QEvent.Type.ShortcutOverride and isinstance(evenement, QKeyEvent) and evenement.text() == "+":
            evenement.accept()
            return True
        return super().event(evenement)

    def keyPressEvent(self, evenement: QKeyEvent) -> None:
        """Parcourt, ouvre, explique, agrandit."""
        ctrl = bool(evenement.modifiers() & Qt.KeyboardModifier.ControlModifier)
        touche = evenement.key()
        dernier = len(self.elements) - 1
        pas = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if touche in pas and not ctrl and dernier >= 0:
            depart = self._plus_proche_de_maintenant() if self._choisi is None else self._choisi + pas[Qt.Key(touche)]
            self._choisir(min(max(depart, 0), dernier))
        elif touche in (Qt.Key.Key_Home, Qt.Key.Key_End) and dernier >= 0:
            self._choisir(0 if touche == Qt.Key.Key_Home else dernier)
        elif touche in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.element is not None:
            self._ouvrir(expliquer=ctrl)
        elif touche in (Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_Equal):
            self.agrandir(_PAS_DE_ZOOM if touche != Qt.Key.Key_Minus else 1 / _PAS_DE_ZOOM)
        elif touche == Qt.Key.Key_0:
            self._regarder(self._entiere)
        else:
            super().keyPressEvent(evenement)

    def _plus_proche_de_maintenant(self) -> int:
        x = self._dessin.x(self._maintenant) if self._dessin else 0
        return min(range(len(self.elements)), key=lambda i: abs(self.elements[i].x - x), default=0)

    def _choisir(self, rang: int) -> None:
        self._choisi = rang
        element = self.elements[rang]
        self.lue.emit(element.phrase)
        self.acte_choisi.emit(element.acte)
        self.setAccessibleDescription(element.phrase)
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
        annoncer(self, element.phrase)
        self.update()

    def _ouvrir(self, *, expliquer: bool) -> None:
        element = self.element
        if element is None:
            return
        if element.acte and not expliquer:
            self.acte_demande.emit(element.acte)
        elif element.cle:
            self.explication_demandee.emit(element.cle)
        elif element.acte:
            self.acte_demande.emit(element.acte)

    def agrandir(self, facteur: float, part: float | None = None) -> None:
        """Regarde de plus près (facteur < 1) ou de plus loin, autour de l'élément choisi, du curseur ou de maintenant."""
        if self._entiere is None or self._vue is None or self._dessin is None:
            return
        if part is None:
            x = self.element.x if self.element else self._dessin.x(self._maintenant)
            part = min(max((x - MARGE) / max(1.0, self.width() - 2 * MARGE), 0.0), 1.0)
        duree = self._vue.fin.secondes - self._vue.debut.secondes
        neuve = round(
            min(max(duree * facteur, _PLUS_PETITE_FENETRE), self._entiere.fin.secondes - self._entiere.debut.secondes)
        )
        ici = self._vue.instant(part).secondes
        debut = min(max(ici - round(part * neuve), self._entiere.debut.secondes), self._entiere.fin.secondes - neuve)
        self._regarder(fenetre(self._entiere, Instant(debut), Instant(debut + neuve)))

    def _regarder(self, vue: Frise | None) -> None:
        garde = self.element
        self._vue = vue
        self._choisi = None
        self._redessiner()
        if garde is not None and garde.acte:
            self.choisir_acte(garde.acte)

    def wheelEvent(self, evenement: QWheelEvent) -> None:
        """Ctrl et molette : de plus près ou de plus loin, autour du curseur."""
        if evenement.modifiers() & Qt.KeyboardModifier.ControlModifier and evenement.angleDelta().y():
            part = (evenement.position().x() - MARGE) / max(1.0, self.width() - 2 * MARGE)
            self.agrandir(0.8 if evenement.angleDelta().y() > 0 else 1.25, min(max(part, 0.0), 1.0))
            evenement.accept()
        else:
            super().wheelEvent(evenement)

    def mousePressEvent(self, evenement: QMouseEvent) -> None:
        """Un clic choisit ce qui est sous lui."""
        rang = self._dessin.element_sous(evenement.position()) if self._dessin else None
        if rang is not None:
            self._choisir(rang)
        super().mousePressEvent(evenement)

    def mouseDoubleClickEvent(self, evenement: QMouseEvent) -> None:
        """Un double clic ouvre l'acte, ou explique l'échéance."""
        self._ouvrir(expliquer=False)
        super().mouseDoubleClickEvent(evenement)

    def mouseMoveEvent(self, evenement: QMouseEvent) -> None:
        """Au passage, la phrase entière en bulle."""
        rang = self._dessin.element_sous(evenement.position()) if self._dessin else None
        phrase = self.elements[rang].phrase if rang is not None else ""
        QToolTip.showText(evenement.globalPosition().toPoint(), phrase, self)
        super().mouseMoveEvent(evenement)

    def focusInEvent(self, evenement: QFocusEvent) -> None:
        """Repeint l'anneau du clavier."""
        super().focusInEvent(evenement)
        self.update()

    def focusOutEvent(self, evenement: QFocusEvent) -> None:
        """Repeint sans l'anneau du clavier."""
        super().focusOutEvent(evenement)
        self.update()
