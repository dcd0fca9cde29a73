"""Le tableau des droits : une ligne chacun, son état en mot et en forme, sa propre horloge, la touche qui le fait avancer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from app.presentation import Instant, Nature, formats
from app.presentation.droits import EtatDeDroit, LigneDeDroit
from app.presentation.urgence import Signe
from ui.composants.formes import peindre_forme
from ui.modeles.droits import ColonneDeDroit, ModeleDesDroits
from ui.style import jetons, theme

Index = QModelIndex | QPersistentModelIndex
_GAUCHE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_DROITE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
_CENTRE = Qt.AlignmentFlag.AlignCenter
_PLIE = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextWordWrap.value)
_INTERLIGNE = 18
_LIGNES_AU_PLUS = 3
_CALMES = (EtatDeDroit.NON_DEMANDE, EtatDeDroit.PASSE, EtatDeDroit.SANS_OBJET)


class DelegueDesDroits(QStyledItemDelegate):
    """Peint une ligne sur un ou deux étages : le droit, puis ce qui a été fait."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Rend la hauteur : l'intitulé sur une à trois lignes, puis un étage si quelque chose a été fait ou reste à dire."""
        ligne = cast(ModeleDesDroits, index.model()).ligne(index.row())
        return QSize(0, hauteur_de(ligne, cast(TableDesDroits, self.parent()).place_de_l_intitule(ligne)))

    def paint(self, peintre: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Peint une case."""
        modele = cast(ModeleDesDroits, index.model())
        ligne, t = modele.ligne(index.row()), theme.actif()
        cadre = QRectF(option.rect)
        peintre.save()
        peintre.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            peintre.fillRect(cadre, t.couleur("selection"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            peintre.fillRect(cadre, t.couleur("survol"))
        peintre.fillRect(QRectF(cadre.left(), cadre.bottom() - 1, cadre.width(), 1), t.couleur("trait"))
        interieur = cadre.adjusted(jetons.S, 0, -jetons.XS, -1)
        haut = QRectF(interieur.left(), interieur.top(), interieur.width(), t.px(jetons.RANG) - 1)
        lignes = nombre_de_lignes(ligne, interieur.width()) if index.column() == ColonneDeDroit.DROIT else 1
        texte = haut.adjusted(0, 0, 0, (lignes - 1) * t.px(_INTERLIGNE))
        bas = QRectF(interieur.left(), texte.bottom() - t.px(6), interieur.width(), t.px(16))
        signe = ligne.signe(modele.maintenant)
        match ColonneDeDroit(index.column()):
            case ColonneDeDroit.ETAT:
                cote = t.px(jetons.NOTE)
                carre = QRectF(interieur.left(), haut.center().y() - cote / 2, cote, cote)
                peindre_forme(peintre, signe.forme, carre, t.couleur(signe.jeton_de_forme), t.couleur("surface"))
            case ColonneDeDroit.DROIT:
                vif = ligne.etat not in _CALMES
                _ecrire(peintre, texte, ligne.intitule, jetons.COURANT, "texte" if vif else "texte_2", gras=vif, lignes=lignes)
                if deux_etages(ligne):
                    self._peindre_l_etat(peintre, bas, ligne, signe)
            case ColonneDeDroit.HORLOGE:
                temps = ligne.temps(modele.maintenant)
                _ecrire(peintre, haut, temps, jetons.FORT, signe.jeton, gras=True, cote=_DROITE)
                _ecrire(peintre, bas, court(ligne, modele.maintenant) if temps else "", jetons.NOTE, "texte_2", cote=_DROITE)
                if not deux_etages(ligne):
                    _ecrire(peintre, haut, signe.mot, jetons.NOTE, "texte_2", cote=_DROITE)
            case ColonneDeDroit.TOUCHE:
                _peindre_la_touche(peintre, haut, ligne.suite.touche if ligne.suite else "")
        peintre.restore()

    @staticmethod
    def _peindre_l_etat(peintre: QPainter, cadre: QRectF, ligne: LigneDeDroit, signe: Signe) -> None:
        """Écrit le mot de l'état, puis ce qui a été fait ou ce qui ne va pas."""
        t = theme.actif()
        mot = signe.court.upper()
        _ecrire(peintre, cadre, mot, jetons.NOTE, signe.jeton, gras=True)
        avance = QFontMetricsF(t.police(jetons.NOTE, gras=True)).horizontalAdvance(mot) + jetons.S
        grave = ligne.etat is EtatDeDroit.IRREGULIER
        _ecrire(
            peintre, cadre.adjusted(avance, 0, 0, 0), sous_titre(ligne), jetons.NOTE, "irregularite" if grave else "texte_2"
        )


def sous_titre(ligne: LigneDeDroit) -> str:
    """Rend ce qui se lit sous le droit : ce qui a été fait, ou ce qui ne va pas."""
    if ligne.etat in (EtatDeDroit.IRREGULIER, EtatDeDroit.INCALCULABLE):
        return ligne.raison
    return ligne.faits or (ligne.raison if ligne.etat is EtatDeDroit.COURT else "")


def court(ligne: LigneDeDroit, maintenant: Instant) -> str:
    """Rend la limite au plus court : « avant 12 h 10 », « avant mer. 12 h 10 », « après mer. 18 nov. 24 h »."""
    e = ligne.horloge
    if e is None:
        return ""
    jour, heure = formats.jour_et_heure(e.suivi, e.fuseau, en_jours=e.en_jours, annee=maintenant.jour(e.fuseau).year)
    meme = e.suivi.jour(e.fuseau) == maintenant.jour(e.fuseau)
    mot = "avant" if e.nature is not Nature.MINIMUM else "dès" if not e.en_jours else "après"
    return f"{mot} {heure}" if meme else f"{mot} {jour} {heure}"


def _a_une_horloge(ligne: LigneDeDroit) -> bool:
    """Dit si la colonne de l'horloge porte quelque chose : un temps, ou le mot d'un droit qui n'a qu'un étage."""
    return ligne.etat is EtatDeDroit.COURT or not deux_etages(ligne)


def deux_etages(ligne: LigneDeDroit) -> bool:
    """Dit si la ligne porte un second étage : tout, sauf un droit que personne n'a demandé."""
    return ligne.etat not in _CALMES or bool(sous_titre(ligne))


def nombre_de_lignes(ligne: LigneDeDroit, largeur: float) -> int:
    """Rend le nombre de lignes que prend l'intitulé dans cette largeur : trois au plus, la bulle dit le reste."""
    metrique = QFontMetricsF(theme.actif().police(jetons.COURANT, gras=ligne.etat not in _CALMES))
    cadre = metrique.boundingRect(QRectF(0, 0, max(1.0, largeur), 10_000), _PLIE, ligne.intitule)
    return max(1, min(_LIGNES_AU_PLUS, round(cadre.height() / metrique.lineSpacing())))


def hauteur_de(ligne: LigneDeDroit, largeur: float) -> int:
    """Rend la hauteur d'une ligne dont l'intitulé dispose de ``largeur`` pixels."""
    t = theme.actif()
    de_plus = (nombre_de_lignes(ligne, largeur) - 1) * t.px(_INTERLIGNE)
    return t.px(jetons.RANG) + de_plus + (t.px(14) if deux_etages(ligne) else 0)


def _ecrire(
    peintre: QPainter,
    cadre: QRectF,
    texte: str,
    corps: int,
    jeton: str,
    *,
    gras: bool = False,
    cote: Qt.AlignmentFlag = _GAUCHE,
    lignes: int = 1,
) -> None:
    t = theme.actif()
    police = t.police(corps, gras=gras)
    peintre.setFont(police)
    peintre.setPen(t.couleur(jeton))
    if lignes > 1:
        hauteur = QFontMetricsF(police).lineSpacing() * lignes + 1
        haut = cadre.center().y() - hauteur / 2
        place = QRectF(cadre.left(), haut, cadre.width(), hauteur)
        peintre.drawText(place, _PLIE, couper(texte, QFontMetricsF(police), place))
        return
    peintre.drawText(cadre, cote, QFontMetricsF(police).elidedText(texte, Qt.TextElideMode.ElideRight, cadre.width()))


def couper(texte: str, metrique: QFontMetricsF, place: QRectF) -> str:
    """Rend le texte s'il tient dans la place ; sinon son plus long début, coupé à un mot et suivi de « … »."""
    mots, garde = texte.split(" "), texte
    while metrique.boundingRect(QRectF(0, 0, place.width(), 10_000), _PLIE, garde).height() > place.height() and len(mots) > 1:
        mots.pop()
        garde = f"{' '.join(mots).rstrip(' ,;:(')}…"
    return garde


def _peindre_la_touche(peintre: QPainter, cadre: QRectF, touche: str) -> None:
    if not touche:
        return
    t = theme.actif()
    cote = t.px(18)
    carre = QRectF(cadre.left(), cadre.center().y() - cote / 2, cote, cote)
    peintre.setPen(QPen(t.couleur("bord"), 1))
    peintre.setBrush(t.couleur("fond"))
    peintre.drawRoundedRect(carre.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    peintre.setPen(t.couleur("texte"))
    peintre.setFont(t.police(jetons.NOTE))
    peintre.drawText(carre, _CENTRE, touche)


class TableDesDroits(QTableView):
    """Entrée : l'acte suivant. Ctrl+Entrée : pourquoi."""

    suite_demandee = Signal(object)
    """La ligne dont il faut saisir l'acte suivant (``LigneDeDroit``)."""
    choisie = Signal(object)
    """La ligne choisie, ou ``None``."""
    explication_demandee = Signal(object)
    """Ce que « Pourquoi ? » explique."""

    def __init__(self, maintenant: Instant, poste: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.modele = ModeleDesDroits(maintenant, poste, self)
        self.setModel(self.modele)
        self.setItemDelegate(DelegueDesDroits(self))
        self.setAccessibleName("Droits")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.verticalHeader().setMinimumSectionSize(1)
        self.horizontalHeader().hide()
        self.horizontalHeader().setMinimumSectionSize(1)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.doubleClicked.connect(self._suivre)

    def montrer(self, lignes: Sequence[LigneDeDroit], maintenant: Instant) -> None:
        """Montre ces droits ; la ligne choisie le reste."""
        garde = self.ligne_choisie.cle if self.ligne_choisie else ""
        self.modele.charger(lignes, maintenant)
        self.clearSpans()
        for i, ligne in enumerate(lignes):
            if not _a_une_horloge(ligne):
                self.setSpan(i, ColonneDeDroit.DROIT, 1, 2)
        self._repartir()
        self._ajuster()
        rang = next((i for i, x in enumerate(lignes) if x.cle == garde), 0)
        if lignes:
            self.setCurrentIndex(self.modele.index(rang, 0))

    def battre(self, maintenant: Instant) -> None:
        """Fait passer le temps."""
        self.modele.battre(maintenant)

    @property
    def ligne_choisie(self) -> LigneDeDroit | None:
        """Rend la ligne choisie."""
        rang = self.currentIndex().row()
        return self.modele.ligne(rang) if 0 <= rang < self.modele.rowCount() else None

    def place_de_l_intitule(self, ligne: LigneDeDroit) -> float:
        """Rend la largeur dont dispose l'intitulé d'une ligne, marges ôtées."""
        colonnes = [ColonneDeDroit.DROIT] + ([] if _a_une_horloge(ligne) else [ColonneDeDroit.HORLOGE])
        return sum(self.columnWidth(c) for c in colonnes) - jetons.S - jetons.XS

    def _ajuster(self) -> None:
        """Donne à chaque rang sa hauteur, et à la table celle de tous ses rangs : la page défile, pas elle."""
        self.resizeRowsToContents()
        self.setFixedHeight(sum(hauteur_de(x, self.place_de_l_intitule(x)) for x in self.modele.lignes) + 2)

    def choisir(self, cle: str) -> None:
        """Choisit un droit."""
        for i, ligne in enumerate(self.modele.lignes):
            if ligne.cle == cle:
                self.setCurrentIndex(self.modele.index(i, 0))

    def resizeEvent(self, evenement: QResizeEvent) -> None:
        """Le droit prend ce que laissent l'état, l'horloge et la touche."""
        super().resizeEvent(evenement)
        if evenement.size().width() != evenement.oldSize().width():
            self._repartir()
            self._ajuster()

    def _repartir(self) -> None:
        t = theme.actif()
        etat = t.px(jetons.NOTE) + jetons.M
        longue = any(_a_une_horloge(x) and x.horloge is not None and x.horloge.en_jours for x in self.modele.lignes)
        modele = "avant mer. 28 sept. 2027 24 h" if longue else "avant mer. 28 sept. 23 h 59"
        horloge = QFontMetricsF(t.police(jetons.NOTE)).horizontalAdvance(modele) + jetons.M
        horloge = min(horloge, self.viewport().width() * (0.44 if longue else 0.36))
        touche = t.px(18) + 2 * jetons.S
        droit = max(self.viewport().width() - etat - horloge - touche, 80)
        for colonne, largeur in zip(ColonneDeDroit, (etat, droit, horloge, touche), strict=True):
            self.setColumnWidth(colonne, round(largeur))

    def keyPressEvent(self, evenement: QKeyEvent) -> None:
        """Entrée avance le droit ; Ctrl+Entrée l'explique."""
        if evenement.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if evenement.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.expliquer()
            else:
                self._suivre()
            return
        super().keyPressEvent(evenement)

    def expliquer(self) -> None:
        """Demande « Pourquoi ? » sur la ligne choisie."""
        ligne = self.ligne_choisie
        if ligne is not None and ligne.motif_de_l_explication is not None:
            self.explication_demandee.emit(ligne.motif_de_l_explication)

    def currentChanged(self, courant: Index, precedent: Index) -> None:
        """Annonce la ligne choisie."""
        super().currentChanged(courant, precedent)
        self.choisie.emit(self.ligne_choisie)

    def _suivre(self, _index: object = None) -> None:
        ligne = self.ligne_choisie
        if ligne is not None and ligne.suite is not None:
            self.suite_demandee.emit(ligne)
