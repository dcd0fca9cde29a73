"""Un niveau d'urgence : la forme, le mot, la couleur. Et le grand compte à rebours qui l'accompagne."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.presentation.urgence import SIGNES, Niveau, Signe
from ui.composants.chiffres import Segments, largeur_des_segments, peindre_segments
from ui.delegues.echeances import peindre_niveau, police_de_niveau
from ui.style import jetons, theme


class EtiquetteDeNiveau(QWidget):
    """« ▲ CRITIQUE »."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._signe = SIGNES[Niveau.LOINTAINE]
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def montrer(self, signe: Signe) -> None:
        """Montre ce niveau."""
        if signe != self._signe:
            self._signe = signe
            self.updateGeometry()
            self.update()
        self.setAccessibleName(f"Niveau : {signe.mot}")

    def sizeHint(self) -> QSize:
        """Rend la taille du mot et de sa forme."""
        t = theme.actif()
        largeur = QFontMetricsF(police_de_niveau(t)).horizontalAdvance(self._signe.mot.upper())
        return QSize(round(largeur) + t.px(jetons.NOTE) + jetons.M, t.px(jetons.TITRE))

    def paintEvent(self, evenement: QPaintEvent) -> None:
        """Peint la forme et le mot entier."""
        peintre = QPainter(self)
        peindre_niveau(peintre, QRectF(self.rect()), self._signe, theme.actif(), mot=self._signe.mot)


class CompteARebours(QWidget):
    """Le temps restant en grands chiffres, unités petites."""

    def __init__(self, corps: int = jetons.GRAND, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._corps = corps
        self._prefixe = ""
        self._segments: Segments = ()
        self._jeton = "texte"
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def montrer(self, prefixe: str, segments: Segments, jeton: str, phrase: str) -> None:
        """Montre des segments ; ``phrase`` est ce que lit un lecteur d'écran."""
        self.setAccessibleName(phrase)
        if (prefixe, segments, jeton) != (self._prefixe, self._segments, self._jeton):
            self._prefixe, self._segments, self._jeton = prefixe, segments, jeton
            self.updateGeometry()
            self.update()

    @property
    def _corps_unite(self) -> int:
        return jetons.TITRE if self._corps >= jetons.MUR else jetons.COURANT

    def _tout(self) -> Segments:
        return ((self._prefixe, ""), *self._segments) if self._prefixe else self._segments

    def sizeHint(self) -> QSize:
        """Rend la taille des chiffres."""
        largeur = largeur_des_segments(self._tout(), corps=self._corps, corps_unite=self._corps_unite)
        return QSize(round(largeur) + 1, round(QFontMetricsF(theme.actif().police(self._corps, gras=True)).height()))

    def paintEvent(self, evenement: QPaintEvent) -> None:
        """Peint les chiffres sur leur ligne de base."""
        if not self._segments:
            return
        t = theme.actif()
        mesure = QFontMetricsF(t.police(self._corps, gras=True))
        peintre = QPainter(self)
        x = 0.0
        base = (self.height() + mesure.capHeight()) / 2
        if self._prefixe:
            peintre.setFont(t.police(self._corps_unite))
            peintre.setPen(t.couleur(self._jeton))
            peintre.drawText(QPointF(0, base), self._prefixe)
            x = QFontMetricsF(peintre.font()).horizontalAdvance(self._prefixe + " ")
        couleur = t.couleur(self._jeton)
        peindre_segments(peintre, QPointF(x, base), self._segments, couleur, corps=self._corps, corps_unite=self._corps_unite)
