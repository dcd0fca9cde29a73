"""Les icônes : une seule famille, tracée au trait de la couleur du texte, sur une grille de vingt unités.

Chargées à la demande : le premier affichage n'attend pas QtSvg.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from ui.style import jetons, theme


@lru_cache(maxsize=128)
def source(nom: str) -> str:
    """Rend le texte SVG d'une icône. Lève ``FileNotFoundError`` si elle n'existe pas."""
    return files("resources").joinpath("interface", "icones", f"{nom}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=512)
def _rendu(nom: str, couleur: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(source(nom).replace("currentColor", couleur).encode()))


def peindre(peintre: QPainter, nom: str, cadre: QRectF, couleur: QColor) -> None:
    """Peint une icône dans un carré, à la résolution du support."""
    _rendu(nom, couleur.name()).render(peintre, cadre)


def pixmap(nom: str, couleur: QColor, taille: int, rapport: float = 1.0) -> QPixmap:
    """Rend une icône de ``taille`` pixels logiques, pour un écran de rapport ``rapport``."""
    image = QPixmap(round(taille * rapport), round(taille * rapport))
    image.setDevicePixelRatio(rapport)
    image.fill(Qt.GlobalColor.transparent)
    peintre = QPainter(image)
    peindre(peintre, nom, QRectF(0, 0, taille, taille), couleur)
    peintre.end()
    return image


def icone(nom: str, jeton: str = "texte", taille: int = jetons.ICONE) -> QIcon:
    """Rend l'icône Qt, à la couleur d'un jeton du thème actif ; à redemander quand le thème change."""
    rendue = QIcon()
    actif = theme.actif()
    for rapport in (1.0, 1.5, 2.0, 3.0):
        rendue.addPixmap(pixmap(nom, actif.couleur(jeton), actif.px(taille), rapport), QIcon.Mode.Normal)
        rendue.addPixmap(pixmap(nom, actif.couleur("bord"), actif.px(taille), rapport), QIcon.Mode.Disabled)
    return rendue
