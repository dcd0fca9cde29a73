"""Le rail : les pages, à gauche, avec leur touche ; l'heure, en bas. Replié, il ne garde que les icônes."""

from __future__ import annotations

import importlib
import sys

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QSizePolicy, QVBoxLayout, QWidget

from ui.style import jetons, theme

_GAUCHE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


def _peindre_icone(peintre: QPainter, nom: str, cadre: QRectF, couleur: QColor) -> None:
    """Peint une icône ; rien au tout premier affichage, qui n'attend pas QtSvg (``Rail.dessiner`` la fait venir aussitôt)."""
    icones = sys.modules.get("ui.icones")
    if icones is not None:
        icones.peindre(peintre, nom, cadre, couleur)


class BoutonDeRail(QAbstractButton):
    """Une page du rail."""

    def __init__(self, titre: str, icone: str, touche: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(titre)
        self.setCheckable(True)
        self.setAccessibleName(titre)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.icone = icone
        self.touche = touche
        self.replie = False

    def sizeHint(self) -> QSize:
        """Rend la hauteur d'une page du rail."""
        return QSize(jetons.RAIL_REPLIE, theme.actif().px(jetons.RANG_CONFORT))

    def enterEvent(self, evenement: QEnterEvent) -> None:
        """Replié, le titre et sa touche se lisent en bulle."""
        self.setToolTip(f"{self.text()} ({self.touche})" if self.touche else self.text())
        super().enterEvent(evenement)

    def paintEvent(self, evenement: QPaintEvent) -> None:
        """Peint le fond, le filet de la page ouverte, l'icône et le titre."""
        t = theme.actif()
        peintre = QPainter(self)
        peintre.setRenderHint(QPainter.RenderHint.Antialiasing)
        cadre = QRectF(self.rect())
        if self.isChecked() or self.underMouse():
            peintre.fillRect(cadre, t.couleur("selection" if self.isChecked() else "survol"))
        if self.isChecked():
            peintre.fillRect(QRectF(0, 0, 3, cadre.height()), t.couleur("action"))
        couleur = t.couleur("action" if self.isChecked() else "texte_2")
        cote = t.px(jetons.ICONE)
        _peindre_icone(peintre, self.icone, QRectF(jetons.L, (cadre.height() - cote) / 2, cote, cote), couleur)
        if not self.replie:
            peintre.setPen(t.couleur("texte"))
            peintre.setFont(t.police(gras=self.isChecked()))
            gauche = jetons.L + cote + jetons.M
            titre = QFontMetricsF(peintre.font()).elidedText(
                self.text(), Qt.TextElideMode.ElideRight, self.width() - gauche - 4
            )
            peintre.drawText(QRectF(gauche, 0, self.width() - gauche, cadre.height()), _GAUCHE, titre)
        if self.hasFocus():
            peintre.setPen(QPen(t.couleur("focus"), 2))
            peintre.drawRoundedRect(cadre.adjusted(2, 2, -2, -2), jetons.COIN, jetons.COIN)


class MarqueDuRail(QWidget):
    """Le nom du programme et sa goutte, en haut du rail."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.replie = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Rend la hauteur de la marque, celle de l'en-tête d'une page."""
        return QSize(jetons.RAIL_REPLIE, theme.actif().px(jetons.MUR) + jetons.XS)

    def paintEvent(self, evenement: QPaintEvent) -> None:
        """Peint la goutte, et le nom si le rail est déplié."""
        t = theme.actif()
        peintre = QPainter(self)
        cote = t.px(jetons.ICONE)
        _peindre_icone(peintre, "goutte", QRectF(jetons.L, (self.height() - cote) / 2, cote, cote), t.couleur("action"))
        if not self.replie:
            peintre.setFont(t.police(jetons.FORT, gras=True))
            peintre.setPen(t.couleur("texte"))
            gauche = jetons.L + cote + jetons.M
            peintre.drawText(QRectF(gauche, 0, self.width() - gauche, self.height()), _GAUCHE, "Clepsydre")


class HeureDuRail(QWidget):
    """L'heure qu'il est et le jour, en bas du rail."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heure = ""
        self._jour = ""
        self._zone = ""
        self.replie = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def dire(self, heure: str, jour: str, zone: str) -> None:
        """Montre l'heure, le jour et, s'il le faut, la zone."""
        if (heure, jour, zone) != (self._heure, self._jour, self._zone):
            self._heure, self._jour, self._zone = heure, jour, zone
            self.setAccessibleName(f"{jour}, {heure}, {zone}")
            self.setToolTip(f"{jour} à {heure}, {zone}")
            self.update()

    def sizeHint(self) -> QSize:
        """Rend la hauteur de trois lignes."""
        t = theme.actif()
        return QSize(jetons.RAIL_REPLIE, t.px(jetons.TITRE) + 2 * t.px(jetons.NOTE) + jetons.XL)

    def paintEvent(self, evenement: QPaintEvent) -> None:
        """Peint l'heure, puis le jour et la zone si le rail est déplié."""
        t = theme.actif()
        peintre = QPainter(self)
        peintre.fillRect(
            QRectF(jetons.L if not self.replie else 8, 0, self.width() - 2 * (jetons.L if not self.replie else 8), 1),
            t.couleur("trait"),
        )
        corps = jetons.COURANT if self.replie else jetons.TITRE
        peintre.setFont(t.police(corps, gras=True))
        peintre.setPen(t.couleur("texte"))
        gauche = 0 if self.replie else jetons.L
        cote = Qt.AlignmentFlag.AlignHCenter if self.replie else Qt.AlignmentFlag.AlignLeft
        haut = t.px(jetons.TITRE) + jetons.S
        peintre.drawText(
            QRectF(gauche, jetons.S, self.width() - gauche, haut), cote | Qt.AlignmentFlag.AlignVCenter, self._heure
        )
        if not self.replie:
            peintre.setFont(t.police(jetons.NOTE))
            peintre.setPen(t.couleur("texte_2"))
            for rang, ligne in enumerate((self._jour, self._zone)):
                y = jetons.S + haut + rang * (t.px(jetons.NOTE) + jetons.XS)
                peintre.drawText(QRectF(gauche, y, self.width() - gauche, t.px(jetons.NOTE) + jetons.XS), _GAUCHE, ligne)


class Rail(QFrame):
    """La colonne des pages."""

    choisie = Signal(str)
    """La clé de la page demandée."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self._boutons: dict[str, BoutonDeRail] = {}
        self._groupe = QButtonGroup(self)
        self._replie = False
        self.marque = MarqueDuRail(self)
        self.heure = HeureDuRail(self)
        self._place = QVBoxLayout(self)
        self._place.setContentsMargins(0, jetons.XS, 1, jetons.S)
        self._place.setSpacing(0)
        self._place.addWidget(self.marque)
        self._place.addSpacing(jetons.XS)
        self._place.addStretch(1)
        self._place.addWidget(self.heure)
        self.replier(False)

    def ajouter(self, cle: str, titre: str, icone: str) -> BoutonDeRail:
        """Ajoute une page ; sa touche est son rang (Ctrl+1, Ctrl+2…)."""
        rang = len(self._boutons) + 1
        rendu = BoutonDeRail(titre, icone, f"Ctrl+{rang}" if rang < 10 else "", self)
        rendu.replie = self._replie
        rendu.clicked.connect(lambda: self.choisie.emit(cle))
        self._boutons[cle] = rendu
        self._groupe.addButton(rendu)
        self._place.insertWidget(self._place.count() - 2, rendu)
        return rendu

    def marquer(self, cle: str) -> None:
        """Marque la page ouverte."""
        self._boutons[cle].setChecked(True)

    @property
    def cles(self) -> tuple[str, ...]:
        """Rend les clés des pages, dans l'ordre."""
        return tuple(self._boutons)

    @property
    def replie(self) -> bool:
        """Dit si le rail ne montre que ses icônes."""
        return self._replie

    def dessiner(self) -> None:
        """Charge les icônes et les peint : une fois la fenêtre parue."""
        importlib.import_module("ui.icones")
        for bouton in (self.marque, *self._boutons.values()):
            bouton.update()

    def replier(self, replie: bool) -> None:
        """Replie ou déplie le rail."""
        self._replie = replie
        self.setFixedWidth(theme.actif().px(jetons.RAIL_REPLIE if replie else jetons.RAIL))
        for bouton in self._boutons.values():
            bouton.replie = replie
            bouton.update()
        for bout in (self.marque, self.heure):
            bout.replie = replie
            bout.update()

    def changeEvent(self, evenement: QEvent) -> None:
        """Suit l'échelle du texte."""
        super().changeEvent(evenement)
        if evenement.type() == QEvent.Type.PaletteChange:
            self.replier(self._replie)
