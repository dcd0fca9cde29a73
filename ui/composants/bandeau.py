"""Le bandeau : une phrase en haut de la fenêtre, qui reste tant qu'on ne l'a pas lue. Rien ne clignote."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QRectF
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ui.composants.boutons import BoutonDIcone
from ui.composants.page import bouton
from ui.composants.textes import changer_role, etiquette
from ui.style import jetons, theme

Ton = Literal["impossible", "irregularite", "conseil"]
_TEINTES = {"impossible": ("teinte_2", "forme_2"), "irregularite": ("teinte_3", "forme_3"), "conseil": ("teinte_5", "action")}


class Bandeau(QFrame):
    """Dit ce qui est arrivé, ce qui a été gardé, ce qu'il faut faire ; propose au plus une action."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ton: Ton = "conseil"
        self._faire: Callable[[], object] | None = None
        self._texte = etiquette("", "", self, plier=True, copiable=True)
        self._action = bouton("", parent=self)
        self._action.clicked.connect(self._agir)
        fermer = BoutonDIcone("fermer", "Fermer ce message", self)
        fermer.clicked.connect(self.hide)
        place = QHBoxLayout(self)
        place.setContentsMargins(jetons.XL, jetons.XS, jetons.S, jetons.XS)
        place.setSpacing(jetons.M)
        place.addWidget(self._texte, 1)
        place.addWidget(self._action)
        place.addWidget(fermer)
        self.hide()

    def dire(self, texte: str, ton: Ton = "conseil", *, action: str = "", faire: Callable[[], object] | None = None) -> None:
        """Montre une phrase, et l'annonce aux lecteurs d'écran."""
        self._ton, self._faire = ton, faire
        self._texte.setText(texte)
        changer_role(self._texte, ton)
        self._action.setText(action)
        self._action.setVisible(faire is not None)
        self.setAccessibleName(texte)
        self.show()
        annoncer(self, texte)

    def _agir(self) -> None:
        faire, self._faire = self._faire, None
        self.hide()
        if faire is not None:
            faire()

    def paintEvent(self, evenement: QPaintEvent) -> None:
        """Peint la teinte du ton et son filet de gauche."""
        t = theme.actif()
        teinte, forme = _TEINTES[self._ton]
        peintre = QPainter(self)
        peintre.fillRect(self.rect(), t.couleur(teinte))
        peintre.fillRect(QRectF(0, 0, jetons.XS, self.height()), t.couleur(forme))
        peintre.fillRect(QRectF(0, self.height() - 1, self.width(), 1), t.couleur("trait"))


def annoncer(widget: QWidget, texte: str) -> None:
    """Fait dire une phrase aux lecteurs d'écran, sans déplacer le clavier."""
    if QAccessible.isActive() and texte:
        annonce = QAccessibleAnnouncementEvent(widget, texte)
        annonce.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
        QAccessible.updateAccessibility(annonce)
