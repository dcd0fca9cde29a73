"""Peint les rangées de l'échéancier : un horaire, colonnes alignées, filets fins, couleur jamais seule."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.presentation import Confiance, Instant, formats
from app.presentation.lignes import LigneDEcheance, Signalement, close, reste
from app.presentation.tableau import EnTete, Groupe
from app.presentation.urgence import Signe
from ui.composants.chiffres import largeur_alignee, peindre_aligne
from ui.composants.formes import peindre_forme
from ui.modeles.echeances import Colonne, Index, ModeleDEcheances
from ui.style import jetons, theme
from ui.style.theme import Theme

_GAUCHE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_DROITE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
MARGE = jetons.S


class DelegueDEcheances(QStyledItemDelegate):
    """Peint une case en lisant la rangée du modèle, sans passer par une dizaine de ``data()``."""

    autre_zone = False
    """Une ligne au moins n'est pas dans le fuseau du tableau : chaque heure laisse la place du nom de sa zone."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Rend la hauteur d'un rang."""
        return QSize(0, theme.actif().rang)

    def paint(self, peintre: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Peint une case."""
        modele = cast(ModeleDEcheances, index.model())
        rangee = modele.rangee(index.row())
        cadre = QRectF(option.rect)
        peintre.save()
        if isinstance(rangee, EnTete):
            _peindre_groupe(peintre, cadre, rangee)
        else:
            self._peindre_fond(peintre, cadre, option, Colonne(index.column()))
            self._peindre_case(peintre, cadre, modele, rangee, Colonne(index.column()))
        peintre.restore()

    def _peindre_fond(self, peintre: QPainter, cadre: QRectF, option: QStyleOptionViewItem, colonne: Colonne) -> None:
        t = theme.actif()
        if option.state & QStyle.StateFlag.State_Selected:
            peintre.fillRect(cadre, t.couleur("selection"))
            if colonne is Colonne.NIVEAU and option.state & QStyle.StateFlag.State_Active:
                peintre.fillRect(QRectF(cadre.left(), cadre.top(), 3, cadre.height()), t.couleur("focus"))
        peintre.fillRect(QRectF(cadre.left(), cadre.bottom() - 1, cadre.width(), 1), t.couleur("trait"))

    def _peindre_case(
        self, peintre: QPainter, cadre: QRectF, modele: ModeleDEcheances, rangee: LigneDEcheance | Signalement, colonne: Colonne
    ) -> None:
        t = theme.actif()
        interieur = cadre.adjusted(MARGE, 0, -MARGE, -1)
        barree = isinstance(rangee, LigneDEcheance) and close(rangee)
        if colonne is Colonne.NIVEAU:
            peindre_niveau(peintre, interieur, modele.signe(rangee), t)
        elif colonne is Colonne.RESTE and not isinstance(rangee, LigneDEcheance):
            _ecrire(peintre, interieur, modele.texte(rangee, colonne), t.police(), t.couleur("texte"))
        elif colonne is Colonne.RESTE and isinstance(rangee, LigneDEcheance):
            prefixe, segments = reste(rangee, modele.maintenant)
            if segments:
                peindre_aligne(peintre, interieur, segments, t.couleur(modele.signe(rangee).jeton), prefixe=prefixe)
        elif colonne is Colonne.ECHEANCE and isinstance(rangee, LigneDEcheance):
            _peindre_quand(peintre, interieur, modele, rangee, t, autre_zone=self.autre_zone)
        elif colonne is Colonne.ACTION:
            _peindre_action(peintre, interieur, modele.texte(rangee, colonne), rangee, t, barree=barree)
        else:
            fort = colonne is Colonne.PERSONNE and not barree
            couleur = t.couleur("texte" if fort else "texte_2")
            police = t.police() if fort or colonne is Colonne.DOSSIER else t.police(jetons.NOTE)
            _ecrire(peintre, interieur, modele.texte(rangee, colonne), police, couleur)


def peindre_niveau(peintre: QPainter, cadre: QRectF, signe: Signe, t: Theme, *, mot: str = "") -> None:
    """Peint la forme et le mot d'un niveau, en petites capitales grasses espacées."""
    cote = t.px(jetons.NOTE)
    carre = QRectF(cadre.left(), cadre.center().y() - cote / 2, cote, cote)
    peindre_forme(peintre, signe.forme, carre, t.couleur(signe.jeton_de_forme), t.couleur("surface"))
    police = police_de_niveau(t)
    _ecrire(peintre, cadre.adjusted(cote + jetons.S - 1, 0, 0, 0), (mot or signe.court).upper(), police, t.couleur(signe.jeton))


def police_de_niveau(t: Theme) -> QFont:
    """Rend la police du mot d'un niveau."""
    return t.police(jetons.NOTE, gras=True, espacee=True)


def largeur_de(colonne: Colonne, *, autre_zone: bool = False, autre_annee: bool = False) -> int:
    """Rend la largeur d'une colonne, à l'échelle du texte ; 0 pour celles qui prennent ce qui reste."""
    t = theme.actif()
    courant, note = QFontMetricsF(t.police()), QFontMetricsF(t.police(jetons.NOTE))
    largeurs = {
        Colonne.NIVEAU: t.px(jetons.NOTE) + jetons.S + QFontMetricsF(police_de_niveau(t)).horizontalAdvance("INCALCULABLE"),
        Colonne.RESTE: largeur_alignee(),
        Colonne.ECHEANCE: courant.horizontalAdvance(f"mer. 28 sept.{' 2026' if autre_annee else ''}   ")
        + QFontMetricsF(t.police(gras=True)).horizontalAdvance("23 h 59")
        + (largeur_de_zone(t) if autre_zone else 0),
        Colonne.AUTORITE: note.horizontalAdvance("procureur de la République"),
        Colonne.PERSONNE: courant.horizontalAdvance("N’DIAYE-MARTIN Awa"),
        Colonne.DOSSIER: courant.horizontalAdvance("26000/000412"),
        Colonne.MESURE: note.horizontalAdvance("Vérification d’identité"),
        Colonne.ARTICLE: note.horizontalAdvance("CPP, art. 706-88 et s."),
    }
    return round(largeurs[colonne] + 2 * MARGE) if colonne in largeurs else 0


def _peindre_groupe(peintre: QPainter, cadre: QRectF, entete: EnTete) -> None:
    t = theme.actif()
    police = t.police(jetons.COURANT, gras=True)
    grave = entete.groupe in (Groupe.DEPASSEES, Groupe.INCALCULABLES)
    base = cadre.adjusted(MARGE, 0, -MARGE, -t.px(5))
    bas = Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft
    peintre.fillRect(cadre, t.couleur("surface"))
    peintre.setFont(police)
    peintre.setPen(t.couleur("niveau_1" if grave else "texte"))
    peintre.drawText(base, bas, entete.groupe.titre)
    avance = QFontMetricsF(police).horizontalAdvance(entete.groupe.titre) + jetons.S
    peintre.setFont(t.police())
    peintre.setPen(t.couleur("texte_2"))
    peintre.drawText(base.adjusted(avance, 0, 0, 0), bas, formats.nombre(entete.nombre))
    peintre.fillRect(QRectF(cadre.left(), cadre.bottom() - 1, cadre.width(), 1), t.couleur("bord"))


def largeur_de_zone(t: Theme) -> float:
    """Rend la place du nom d'une zone à côté de l'heure."""
    return QFontMetricsF(t.police(jetons.NOTE)).horizontalAdvance("Guadeloupe ")


def _peindre_quand(
    peintre: QPainter, cadre: QRectF, modele: ModeleDEcheances, ligne: LigneDEcheance, t: Theme, *, autre_zone: bool
) -> None:
    annee = modele.maintenant.jour(modele.tableau.fuseau).year
    jour, heure = formats.jour_et_heure(Instant(ligne.suivi), ligne.fuseau, en_jours=ligne.en_jours, annee=annee)
    couleur = t.couleur("texte_2" if close(ligne) else "texte")
    if autre_zone:
        zone = cadre.adjusted(cadre.width() - largeur_de_zone(t) + jetons.XS, 0, 0, 0)
        if ligne.fuseau != modele.tableau.fuseau:
            _ecrire(peintre, zone, formats.lieu_de_zone(ligne.fuseau), t.police(jetons.NOTE), t.couleur("texte_2"))
        cadre = cadre.adjusted(0, 0, -largeur_de_zone(t), 0)
    _ecrire(peintre, cadre, jour, t.police(), couleur)
    _ecrire(peintre, cadre, heure, t.police(gras=not close(ligne)), couleur, _DROITE)


def _peindre_action(
    peintre: QPainter, cadre: QRectF, texte: str, rangee: LigneDEcheance | Signalement, t: Theme, *, barree: bool
) -> None:
    mention, marque = _mention(rangee)
    if mention:
        note = t.police(jetons.NOTE)
        largeur = QFontMetricsF(note).horizontalAdvance(mention)
        if largeur * 2.5 > cadre.width():
            mention, largeur = marque, QFontMetricsF(note).horizontalAdvance(marque)
        _ecrire(peintre, cadre, mention, note, t.couleur("irregularite"), _DROITE)
        cadre = cadre.adjusted(0, 0, -largeur - jetons.M, 0)
    police = QFont(t.police())
    police.setStrikeOut(barree)
    _ecrire(peintre, cadre, texte, police, t.couleur("texte_2" if barree else "texte"))


def _mention(rangee: LigneDEcheance | Signalement) -> tuple[str, str]:
    """Rend le doute à montrer au bout de l'action (deux lectures défendables, règle peu sûre), en mots et en un signe."""
    if isinstance(rangee, Signalement) or close(rangee):
        return "", ""
    if rangee.confiance == Confiance.BASSE:
        return "à vérifier", "?"
    return ("deux lectures", "≠") if rangee.legal != rangee.prudent else ("", "")


def _ecrire(
    peintre: QPainter, cadre: QRectF, texte: str, police: QFont, couleur: QColor, cote: Qt.AlignmentFlag = _GAUCHE
) -> None:
    if not texte:
        return
    peintre.setFont(police)
    peintre.setPen(couleur)
    if len(texte) * police.pixelSize() * 0.9 > cadre.width():  # sans mesurer ce qui tient à l'évidence
        texte = QFontMetricsF(police).elidedText(texte, Qt.TextElideMode.ElideRight, cadre.width())
    peintre.drawText(cadre, cote, texte)
