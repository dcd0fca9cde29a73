"""Le compte à rebours peint : de grands chiffres tabulaires, de petites unités, alignés d'un rang à l'autre."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from ui.style import jetons, theme

Segments = tuple[tuple[str, str], ...]


def largeur_des_segments(segments: Segments, *, corps: int, corps_unite: int, gras: bool = True) -> float:
    """Rend la largeur de segments peints à la suite."""
    t = theme.actif()
    chiffres, unites = QFontMetricsF(t.police(corps, gras=gras)), QFontMetricsF(t.police(corps_unite))
    ecart = chiffres.horizontalAdvance("0") * 0.28
    largeurs = (chiffres.horizontalAdvance(c) + unites.horizontalAdvance(u) + ecart * (2 if u else 1) for c, u in segments)
    return sum(largeurs) - ecart


def peindre_segments(
    peintre: QPainter, origine: QPointF, segments: Segments, couleur: QColor, *, corps: int, corps_unite: int, gras: bool = True
) -> None:
    """Peint « 23 h 12 min » depuis ``origine`` (ligne de base, à gauche), chiffres en ``corps``, unités en ``corps_unite``."""
    t = theme.actif()
    police, petite = t.police(corps, gras=gras), t.police(corps_unite)
    chiffres, unites = QFontMetricsF(police), QFontMetricsF(petite)
    ecart = chiffres.horizontalAdvance("0") * 0.28
    x = origine.x()
    peintre.setPen(couleur)
    for nombre, unite in segments:
        peintre.setFont(police)
        peintre.drawText(QPointF(x, origine.y()), nombre)
        x += chiffres.horizontalAdvance(nombre) + ecart
        if unite:
            peintre.setFont(petite)
            peintre.drawText(QPointF(x, origine.y()), unite)
            x += unites.horizontalAdvance(unite) + ecart


def peindre_aligne(peintre: QPainter, cadre: QRectF, segments: Segments, couleur: QColor, *, prefixe: str = "") -> None:
    """Peint un temps restant dans une colonne : le premier nombre finit au même endroit d'un rang à l'autre.

    ``prefixe`` (« de » pour un retard) se place à gauche du premier nombre.
    """
    t = theme.actif()
    petite = t.police(jetons.NOTE)
    chiffres, unites = QFontMetricsF(t.police(jetons.FORT, gras=True)), QFontMetricsF(petite)
    ecart = chiffres.horizontalAdvance("0") * 0.28
    pivot = cadre.left() + unites.horizontalAdvance("de") + ecart + chiffres.horizontalAdvance("00")
    base = cadre.center().y() + chiffres.capHeight() / 2
    debut = pivot - chiffres.horizontalAdvance(segments[0][0])
    if prefixe:
        peintre.setFont(petite)
        peintre.setPen(couleur)
        peintre.drawText(QPointF(debut - ecart - unites.horizontalAdvance(prefixe), base), prefixe)
    peindre_segments(peintre, QPointF(debut, base), segments, couleur, corps=jetons.FORT, corps_unite=jetons.NOTE)


def largeur_alignee() -> float:
    """Rend la largeur d'une colonne où tout temps restant tient."""
    t = theme.actif()
    chiffres, unites = QFontMetricsF(t.police(jetons.FORT, gras=True)), QFontMetricsF(t.police(jetons.NOTE))
    ecart = chiffres.horizontalAdvance("0") * 0.28
    return unites.horizontalAdvance("de") + chiffres.horizontalAdvance("0000") + unites.horizontalAdvance("hmin ") + 4 * ecart
