"""Imprimer : une page HTML simple devient un PDF, et une frise s'y dessine en noir et blanc."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMarginsF, QRectF, QSizeF, QUrl
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter, QPdfWriter, QTextDocument

from app.presentation.frise import Frise
from ui.composants.dessin_de_frise import IMPRESSION, DessinDeFrise
from ui.style.theme import Theme, famille

_RESOLUTION = 300
_PIXELS_PAR_POUCE = 96
"""Ce que vaut un pixel de HTML, quelle que soit la résolution du papier."""
_LARGEUR_DE_FRISE = 700
_CORPS = 9.5
_STYLE = """
h1, h2, p, td { color: #000000 }
h1 { font-size: 15pt } h2 { font-size: 11pt; margin-top: 10px; margin-bottom: 2px } p { margin-top: 2px; margin-bottom: 5px }
"""


def ecrire_pdf(chemin: Path, html: str, titre: str, *, frise: Frise | None = None) -> None:
    """Écrit la page en PDF, la frise en tête s'il y en a une. Lève ``OSError`` si le fichier ne peut être écrit."""
    chemin.touch()  # un dossier absent ou protégé se dit avant de composer la page
    ecrivain = QPdfWriter(str(chemin))
    ecrivain.setPdfVersion(QPdfWriter.PdfVersion.PdfVersion_A1b)
    ecrivain.setResolution(_RESOLUTION)
    ecrivain.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    ecrivain.setPageMargins(QMarginsF(15, 15, 15, 15), QPageLayout.Unit.Millimeter)
    ecrivain.setTitle(titre)
    ecrivain.setCreator("Clepsydre")
    document = QTextDocument()
    document.documentLayout().setPaintDevice(ecrivain)  # composé à la résolution du papier : les lettres tombent juste
    police = document.defaultFont()
    police.setFamily(famille())
    police.setPointSizeF(_CORPS)
    document.setDefaultFont(police)
    document.setDocumentMargin(0)
    document.setDefaultStyleSheet(_STYLE)
    if frise is not None:
        document.addResource(QTextDocument.ResourceType.ImageResource, QUrl("frise"), image_de_frise(frise))
        large = ecrivain.width() * _PIXELS_PAR_POUCE // _RESOLUTION
        html = html.replace("<!-- frise -->", f'<p><img src="frise" width="{large}"/></p>')
    document.setHtml(html)
    document.setPageSize(QSizeF(ecrivain.width(), ecrivain.height()))
    peintre = QPainter()
    if not peintre.begin(ecrivain):
        raise OSError(f"le fichier {chemin.name} ne peut être écrit")
    _peindre(document, ecrivain, peintre)
    peintre.end()


def _peindre(document: QTextDocument, ecrivain: QPdfWriter, peintre: QPainter) -> None:
    taille = document.pageSize()
    for page in range(document.pageCount()):
        if page:
            ecrivain.newPage()
        peintre.save()
        peintre.translate(0, -page * taille.height())
        document.drawContents(peintre, QRectF(0, page * taille.height(), taille.width(), taille.height()))
        peintre.restore()


def image_de_frise(frise: Frise, largeur: int = _LARGEUR_DE_FRISE, facteur: int = 4) -> QImage:
    """Rend la frise en noir et blanc, à ``facteur`` fois la résolution d'écran."""
    dessin = DessinDeFrise(frise, Theme(IMPRESSION), largeur)
    image = QImage(largeur * facteur, round(dessin.hauteur) * facteur, QImage.Format.Format_RGB32)
    image.fill("white")
    peintre = QPainter(image)
    peintre.scale(facteur, facteur)
    dessin.peindre(peintre, None)
    peintre.end()
    return image
