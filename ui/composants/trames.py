"""Les trames vectorielles : hachures, points, cadres. Nettes à l'écran comme sur le papier."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

PAS = 7.0


def border(peintre: QPainter, cadre: QRectF, couleur: QColor, *, tirets: bool = False) -> None:
    """Trace le bord d'un cadre, à l'intérieur."""
    peintre.setPen(QPen(couleur, 1, Qt.PenStyle.DashLine if tirets else Qt.PenStyle.SolidLine))
    peintre.setBrush(Qt.BrushStyle.NoBrush)
    peintre.drawRect(cadre.adjusted(0.5, 0.5, -0.5, -0.5))


def hachurer(peintre: QPainter, cadre: QRectF, couleur: QColor, *, droit: bool = False) -> None:
    """Hachure un cadre en biais, ou de traits droits et serrés."""
    peintre.save()
    peintre.setClipRect(cadre)
    peintre.setPen(QPen(couleur, 1.2))
    penche = 0.0 if droit else cadre.height()
    x = cadre.left() - penche
    while x < cadre.right():
        peintre.drawLine(QLineF(x, cadre.bottom(), x + penche, cadre.top()))
        x += PAS / 2 if droit else PAS
    peintre.restore()


def pointiller(peintre: QPainter, cadre: QRectF, couleur: QColor) -> None:
    """Sème des points en quinconce."""
    peintre.save()
    peintre.setClipRect(cadre)
    peintre.setPen(Qt.PenStyle.NoPen)
    peintre.setBrush(couleur)
    rang, y = 0, cadre.top() + 4
    while y < cadre.bottom():
        x = cadre.left() + (4 if rang % 2 else 8)
        while x < cadre.right():
            peintre.drawEllipse(QPointF(x, y), 1.2, 1.2)
            x += 8
        rang, y = rang + 1, y + 5
    peintre.restore()
