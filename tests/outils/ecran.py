"""Un écran pour les tests : un greffe en mémoire, un pouls arrêté, une vue montrée et tenue par qtbot."""

from __future__ import annotations

import warnings
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.outils.greffe import Greffe
from ui.application import creer_application
from ui.pouls import Pouls

Vue = TypeVar("Vue", bound=QWidget)


class PoulsTemoin(Pouls):
    """Un pouls arrêté, qui retient quels écrans lui demandent des secondes."""

    def __init__(self, greffe: Greffe) -> None:
        super().__init__(greffe.horloge)
        self.a_la_seconde: set[str] = set()

    def demander_secondes(self, qui: str, oui: bool) -> None:
        super().demander_secondes(qui, oui)
        (self.a_la_seconde.add if oui else self.a_la_seconde.discard)(qui)


def pouls(greffe: Greffe) -> PoulsTemoin:
    """Un pouls à l'heure du greffe, qui ne bat que si on le lui dit."""
    return PoulsTemoin(greffe)


def montrer(qtbot: QtBot, vue: Vue, largeur: int = 1100, hauteur: int = 720) -> Vue:
    """Montre une vue et attend qu'elle soit peinte."""
    creer_application(apparence="clair")
    qtbot.addWidget(vue)
    vue.resize(largeur, hauteur)
    with qtbot.waitExposed(vue):
        vue.show()
    vue.activateWindow()
    if not vue.isActiveWindow():  # un serveur X nu n'a pas de gestionnaire de fenêtres pour donner le clavier
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            QApplication.setActiveWindow(vue)
    return vue


def frapper(widget: QWidget, touche: Qt.Key, modificateurs: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Frappe une touche."""
    QTest.keyClick(widget, touche, modificateurs)


def taper(widget: QWidget, texte: str) -> None:
    """Tape un texte, touche par touche."""
    QTest.keyClicks(widget, texte)
