"""Peint les rangs de la liste des personnes retenues : deux étages, le temps en grand, le reste aligné comme un horaire."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.presentation.lignes import reste
from app.presentation.liste_gardes import LigneDeGarde
from ui.composants.chiffres import peindre_aligne
from ui.delegues.echeances import peindre_niveau
from ui.modeles.gardes import ColonneDeGarde, ModeleDesGardes
from ui.style import jetons, theme

Index = QModelIndex | QPersistentModelIndex
_GAUCHE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
HAUTEUR = 46


class DelegueDesGardes(QStyledItemDelegate):
    """Peint une case en lisant la ligne du modèle."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Rend la hauteur d'un rang."""
        return QSize(0, theme.actif().px(HAUTEUR))

    def paint(self, peintre: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Peint une case."""
        modele, t = cast(ModeleDesGardes, index.model()), theme.actif()
        ligne, colonne = modele.ligne(index.row()), ColonneDeGarde(index.column())
        cadre = QRectF(option.rect)
        peintre.save()
        if option.state & QStyle.StateFlag.State_Selected:
            peintre.fillRect(cadre, t.couleur("selection"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            peintre.fillRect(cadre, t.couleur("survol"))
        peintre.fillRect(QRectF(cadre.left(), cadre.bottom() - 1, cadre.width(), 1), t.couleur("trait"))
        interieur = cadre.adjusted(jetons.S, 3, -jetons.S, -3)
        haut = QRectF(interieur.left(), interieur.top(), interieur.width(), t.px(22))
        bas = QRectF(interieur.left(), haut.bottom() - 2, interieur.width(), t.px(17))
        if colonne is ColonneDeGarde.RESTE:
            self._peindre_le_temps(peintre, haut, bas, ligne, modele)
        else:
            dessus, dessous = modele.etages(ligne, colonne)
            gras = colonne in (ColonneDeGarde.PERSONNE, ColonneDeGarde.AVANT)
            _ecrire(peintre, haut, dessus, jetons.COURANT, "texte", gras=gras)
            _ecrire(peintre, bas, dessous, jetons.NOTE, "texte_2")
        peintre.restore()

    @staticmethod
    def _peindre_le_temps(peintre: QPainter, haut: QRectF, bas: QRectF, ligne: LigneDeGarde, modele: ModeleDesGardes) -> None:
        t = theme.actif()
        if ligne.fin is None:
            _ecrire(peintre, haut, "sans échéance", jetons.NOTE, "texte_2")
            return
        signe = ligne.signe(modele.maintenant)
        prefixe, segments = reste(ligne.fin, modele.maintenant)
        if segments:
            peindre_aligne(peintre, haut, segments, t.couleur(signe.jeton), prefixe=prefixe)
        peindre_niveau(peintre, bas, signe, t)


def _ecrire(peintre: QPainter, cadre: QRectF, texte: str, corps: int, jeton: str, *, gras: bool = False) -> None:
    if not texte:
        return
    t = theme.actif()
    police = t.police(corps, gras=gras)
    peintre.setFont(police)
    peintre.setPen(t.couleur(jeton))
    peintre.drawText(cadre, _GAUCHE, QFontMetricsF(police).elidedText(texte, Qt.TextElideMode.ElideRight, cadre.width()))
