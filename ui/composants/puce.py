"""Les puces : des filtres que l'on presse. Une puce simple, et une puce qui ouvre une liste de choix."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractButton, QMenu, QSizePolicy, QWidget

from app.presentation.urgence import Signe
from ui.composants.formes import peindre_forme
from ui.style import jetons, theme


class Puce(QAbstractButton):
    """Un filtre pressé ou non, avec la forme d'un niveau s'il y en a une."""

    def __init__(self, texte: str, signe: Signe | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(texte)
        self.setCheckable(True)
        self.setAccessibleName(texte)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._signe = signe
        self._deroule = False

    def sizeHint(self) -> QSize:
        """Rend la taille du texte, de sa forme et de ses marges."""
        t = theme.actif()
        largeur = QFontMetricsF(t.police()).horizontalAdvance(self.text()) + 2 * jetons.M
        largeur += t.px(jetons.NOTE) + jetons.XS + 2 if self._signe else 0
        largeur += t.px(jetons.M) if self._deroule else 0
        return QSize(round(largeur), t.px(jetons.RANG) - 2)

    def paintEvent(self, evenement: QPaintEvent) -> None:
        """Peint un trait arrondi ; pressée, la puce se remplit."""
        t = theme.actif()
        peintre = QPainter(self)
        peintre.setRenderHint(QPainter.RenderHint.Antialiasing)
        cadre = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        fond = "selection" if self.isChecked() else "survol" if self.underMouse() else "surface"
        bord = "focus" if self.hasFocus() else "action" if self.isChecked() else "bord"
        epaisseur = 2 if self.hasFocus() else 1
        peintre.setPen(QPen(t.couleur(bord), epaisseur))
        peintre.setBrush(t.couleur(fond))
        retrait = (epaisseur - 1) / 2
        peintre.drawRoundedRect(cadre.adjusted(retrait, retrait, -retrait, -retrait), cadre.height() / 2, cadre.height() / 2)
        x = float(jetons.M)
        if self._signe is not None:
            cote = t.px(jetons.NOTE)
            carre = QRectF(x, cadre.center().y() - cote / 2, cote, cote)
            peindre_forme(peintre, self._signe.forme, carre, t.couleur(self._signe.jeton_de_forme), t.couleur(fond))
            x += cote + jetons.XS + 2
        peintre.setFont(t.police())
        peintre.setPen(t.couleur("action" if self.isChecked() else "texte"))
        peintre.drawText(
            QRectF(x, 0, self.width(), self.height()), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text()
        )
        if self._deroule:
            self._peindre_fleche(peintre)

    def _peindre_fleche(self, peintre: QPainter) -> None:
        t = theme.actif()
        cote = t.px(8)
        x, y = self.width() - jetons.M - cote / 2, self.height() / 2 - cote / 4
        peintre.setPen(QPen(t.couleur("texte_2"), 1.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        peintre.drawPolyline(
            QPolygonF(
                [
                    QPoint(round(x - cote / 2), round(y)),
                    QPoint(round(x), round(y + cote / 2)),
                    QPoint(round(x + cote / 2), round(y)),
                ]
            )
        )


class PuceAChoix(Puce):
    """Une puce qui ouvre une liste à cocher : « Mesure : garde à vue et 2 autres »."""

    choisis = Signal(object)
    """L'ensemble figé des valeurs cochées ; vide, rien n'est filtré."""

    def __init__(self, titre: str, parent: QWidget | None = None) -> None:
        super().__init__(titre, parent=parent)
        self._titre = titre
        self._deroule = True
        self._menu = QMenu(self)
        self.clicked.connect(self._ouvrir)

    def proposer(self, choix: Mapping[Any, str]) -> None:
        """Remplace les choix (valeur → libellé) en gardant ceux qui sont cochés."""
        gardes = self.valeurs
        self._menu.clear()
        for valeur, libelle in choix.items():
            action = QAction(libelle, self._menu)
            action.setCheckable(True)
            action.setData(valeur)
            action.setChecked(valeur in gardes)
            action.toggled.connect(self._relire)
            self._menu.addAction(action)
        self.setEnabled(bool(choix))
        self._relire()

    @property
    def valeurs(self) -> frozenset[Hashable]:
        """Rend les valeurs cochées."""
        return frozenset(a.data() for a in self._menu.actions() if a.isChecked())

    def vider(self) -> None:
        """Décoche tout."""
        for action in self._menu.actions():
            action.setChecked(False)

    def _relire(self) -> None:
        libelles = [a.text() for a in self._menu.actions() if a.isChecked()]
        autres = f" et {len(libelles) - 1} autre{'s' if len(libelles) > 2 else ''}" if len(libelles) > 1 else ""
        self.setText(f"{self._titre} : {libelles[0]}{autres}" if libelles else self._titre)
        self.setAccessibleName(self.text())
        self.setChecked(bool(libelles))
        self.updateGeometry()
        self.update()
        self.choisis.emit(self.valeurs)

    def _ouvrir(self) -> None:
        self.setChecked(bool(self.valeurs))
        self._menu.popup(self.mapToGlobal(QPoint(0, self.height() + 2)))
