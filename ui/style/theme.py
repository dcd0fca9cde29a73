"""Le thème actif : jetons, échelle du texte, densité, polices. Un seul par programme, comme il n'y a qu'une application Qt.

Un composant qui se peint lui-même demande ``theme.actif()`` au moment de peindre ; ``activer`` repeint tout.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontInfo, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from ui.style import jetons
from ui.style.feuille import feuille
from ui.style.jetons import Palette

FAMILLES = ["Segoe UI"] if sys.platform == "win32" else ["Noto Sans", "DejaVu Sans"]
"""La famille du système ; Qt prend la première présente, à défaut la sienne."""


class Theme:
    """Une palette, une échelle de texte (1,0 à 2,0) et une hauteur de rang."""

    def __init__(self, palette: Palette = jetons.CLAIR, echelle: float = 1.0, *, confort: bool = False) -> None:
        self.palette = palette
        self.echelle = echelle
        self.confort = confort
        self._couleurs: dict[str, QColor] = {}
        self._polices: dict[tuple[int, bool, bool], QFont] = {}

    def px(self, taille: int) -> int:
        """Rend une taille de texte, de rang ou d'icône à l'échelle choisie."""
        return round(taille * self.echelle)

    @property
    def rang(self) -> int:
        """Rend la hauteur d'un rang de tableau."""
        return self.px(jetons.RANG_CONFORT if self.confort else jetons.RANG)

    def couleur(self, jeton: str) -> QColor:
        """Rend la couleur d'un jeton. Lève ``AttributeError`` s'il n'existe pas."""
        if jeton not in self._couleurs:
            self._couleurs[jeton] = QColor(getattr(self.palette, jeton))
        return self._couleurs[jeton]

    def police(self, corps: int = jetons.COURANT, *, gras: bool = False, espacee: bool = False) -> QFont:
        """Rend la police d'un corps de l'échelle, à chiffres tabulaires ; ``espacee`` pour un mot en capitales."""
        cle = (corps, gras, espacee)
        if cle not in self._polices:
            police = QFont(FAMILLES)
            police.setPixelSize(self.px(corps))
            police.setWeight(QFont.Weight.DemiBold if gras else QFont.Weight.Normal)
            police.setFeature(QFont.Tag("tnum"), 1)
            if espacee:
                police.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 0.4)
            self._polices[cle] = police
        return self._polices[cle]


_actif = Theme()


def actif() -> Theme:
    """Rend le thème du programme."""
    return _actif


def famille() -> str:
    """Rend la famille de caractères que Qt a retenue."""
    return QFontInfo(QFont(FAMILLES)).family()


def palette_du_systeme() -> Palette:
    """Rend la palette claire ou sombre que demande le poste."""
    sombre = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return jetons.SOMBRE if sombre else jetons.CLAIR


def activer(nom: str = "", *, echelle: float = 1.0, confort: bool = False) -> Theme:
    """Active un thème (« clair », « sombre », « contraste », vide pour suivre le poste) et repeint le programme.

    Lève ``KeyError`` pour un nom inconnu.
    """
    global _actif
    _actif = Theme(jetons.PALETTES[nom] if nom else palette_du_systeme(), echelle, confort=confort)
    application = QApplication.instance()
    if isinstance(application, QApplication):
        application.setFont(_actif.police())
        application.setPalette(_palette_qt(_actif))
        application.setStyleSheet(feuille(_actif.palette, _actif.px))
    return _actif


def _palette_qt(theme: Theme) -> QPalette:
    roles = QPalette.ColorRole
    palette = QPalette()
    for role, jeton in (
        (roles.Window, "surface"), (roles.Base, "surface"), (roles.AlternateBase, "fond"), (roles.Button, "fond"),
        (roles.WindowText, "texte"), (roles.Text, "texte"), (roles.ButtonText, "texte"), (roles.BrightText, "niveau_1"),
        (roles.PlaceholderText, "texte_2"), (roles.Highlight, "selection"), (roles.HighlightedText, "texte"),
        (roles.ToolTipBase, "surface"), (roles.ToolTipText, "texte"), (roles.Link, "action"), (roles.LinkVisited, "action"),
        (roles.Mid, "trait"), (roles.Dark, "bord"), (roles.Light, "surface"), (roles.Midlight, "survol"),
        (roles.Accent, "action"),
    ):  # fmt: skip
        palette.setColor(role, theme.couleur(jeton))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, theme.couleur("bord"))
    return palette
