"""Les formes des niveaux d'urgence, peintes. Chacune se reconnaît en noir et blanc, à douze pixels comme à quarante."""

from __future__ import annotations

from math import cos, pi, sin

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from app.presentation.urgence import Forme


def peindre_forme(peintre: QPainter, forme: Forme, cadre: QRectF, couleur: QColor, fond: QColor) -> None:
    """Peint ``forme`` dans le carré ``cadre``. ``fond`` est la couleur des évidements (le trait dans l'octogone)."""
    peintre.save()
    peintre.setRenderHint(QPainter.RenderHint.Antialiasing)
    trait = max(1.5, cadre.width() / 8)
    plume = QPen(couleur, trait, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    centre, rayon = cadre.center(), cadre.width() / 2
    match forme:
        case Forme.OCTOGONE | Forme.TRIANGLE | Forme.LOSANGE:
            peintre.setPen(Qt.PenStyle.NoPen)
            peintre.setBrush(couleur)
            peintre.drawPolygon(_polygone(forme, centre, rayon))
            _evider(peintre, forme, centre, rayon, QPen(fond, trait, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        case Forme.DISQUE | Forme.ANNEAU:
            peintre.setPen(plume)
            peintre.setBrush(Qt.BrushStyle.NoBrush)
            rond = cadre.adjusted(trait / 2 + 0.5, trait / 2 + 0.5, -trait / 2 - 0.5, -trait / 2 - 0.5)
            peintre.drawEllipse(rond)
            if forme is Forme.DISQUE:
                peintre.setBrush(couleur)
                peintre.drawChord(rond, 90 * 16, 180 * 16)
        case Forme.COCHE:
            peintre.setPen(plume)
            peintre.drawPolyline(_points(centre, rayon, ((-0.7, 0.05), (-0.2, 0.55), (0.75, -0.55))))
        case Forme.BARRE:
            peintre.setPen(plume)
            peintre.drawLine(QLineF(centre.x() - rayon * 0.65, centre.y(), centre.x() + rayon * 0.65, centre.y()))
        case Forme.INTERROGATION:
            peintre.setPen(plume)
            peintre.drawPolyline(_points(centre, rayon, _CROCHET))
            peintre.drawPoint(QPointF(centre.x(), centre.y() + rayon * 0.8))
    peintre.restore()


_CROCHET = ((-0.5, -0.45), (-0.3, -0.75), (0.05, -0.85), (0.4, -0.7), (0.5, -0.35), (0.3, -0.05), (0.0, 0.15), (0.0, 0.35))


def _points(centre: QPointF, rayon: float, unites: tuple[tuple[float, float], ...]) -> QPolygonF:
    return QPolygonF([QPointF(centre.x() + x * rayon, centre.y() + y * rayon) for x, y in unites])


def _polygone(forme: Forme, centre: QPointF, rayon: float) -> QPolygonF:
    if forme is Forme.TRIANGLE:
        return _points(centre, rayon, ((0, -0.95), (1.0, 0.82), (-1.0, 0.82)))
    if forme is Forme.LOSANGE:
        return _points(centre, rayon, ((0, -1), (1, 0), (0, 1), (-1, 0)))
    return _points(centre, rayon, tuple((cos(pi * (k / 4 + 1 / 8)), sin(pi * (k / 4 + 1 / 8))) for k in range(8)))


def _evider(peintre: QPainter, forme: Forme, centre: QPointF, rayon: float, plume: QPen) -> None:
    peintre.setPen(plume)
    if forme is Forme.OCTOGONE:
        peintre.drawLine(QLineF(centre.x() - rayon * 0.45, centre.y(), centre.x() + rayon * 0.45, centre.y()))
    elif forme is Forme.TRIANGLE:
        peintre.drawLine(QLineF(centre.x(), centre.y() - rayon * 0.3, centre.x(), centre.y() + rayon * 0.2))
        peintre.drawPoint(QPointF(centre.x(), centre.y() + rayon * 0.55))
