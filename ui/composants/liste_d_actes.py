"""Les actes dans l'ordre, ajoutés d'une touche chacun ; un acte rectifié reste là, barré, avec la raison."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, QStringListModel, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFont, QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCompleter,
    QLineEdit,
    QListView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.presentation.chronologie import ActeAffiche
from app.presentation.formats import plier
from app.presentation.urgence import Forme
from ui.composants.formes import peindre_forme
from ui.modeles.actes import ModeleDesActes
from ui.style import jetons, theme

Index = QModelIndex | QPersistentModelIndex
_GAUCHE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_DROITE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
_LARGEUR_HEURE = 64


def notes_de(acte: ActeAffiche) -> tuple[tuple[str, str], ...]:
    """Rend les lignes écrites sous l'acte : (texte, jeton de couleur)."""
    precisions = [*acte.details, *([acte.tardif] if acte.tardif and not acte.barre else [])]
    lignes = [(" · ".join(precisions), "texte_2")] if precisions else []
    lignes += [(f"Motif : {acte.motif}", "texte_2")] if acte.motif else []
    lignes += [(acte.sort, "texte_2")] if acte.sort else []
    if not acte.barre:
        lignes += [(i.message, "irregularite") for i in acte.irregularites]
    return tuple(lignes)


class DelegueDesActes(QStyledItemDelegate):
    """Peint un acte : l'heure à gauche, ce qui a été fait, et dessous ses précisions et ses irrégularités."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Rend la hauteur de l'acte, avec celle du jour s'il l'ouvre."""
        modele = cast(ModeleDesActes, index.model())
        t = theme.actif()
        notes = len(notes_de(modele.acte(index.row())))
        jour = t.px(22) if modele.nouveau_jour(index.row()) else 0
        return QSize(0, jour + t.px(24) + notes * t.px(16) + (t.px(4) if notes else 0))

    def paint(self, peintre: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Peint l'acte."""
        modele, t = cast(ModeleDesActes, index.model()), theme.actif()
        acte = modele.acte(index.row())
        cadre = QRectF(option.rect)
        peintre.save()
        peintre.setRenderHint(QPainter.RenderHint.Antialiasing)
        if modele.nouveau_jour(index.row()):
            peintre.setFont(t.police(jetons.NOTE, gras=True))
            peintre.setPen(t.couleur("texte_2"))
            peintre.drawText(QRectF(cadre.left() + jetons.S, cadre.top() + 4, cadre.width(), t.px(18)), _GAUCHE, acte.jour)
            cadre = cadre.adjusted(0, t.px(22), 0, 0)
        if option.state & QStyle.StateFlag.State_Selected:
            peintre.fillRect(cadre, t.couleur("selection"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            peintre.fillRect(cadre, t.couleur("survol"))
        peintre.fillRect(QRectF(cadre.left(), cadre.bottom() - 1, cadre.width(), 1), t.couleur("trait"))
        self._peindre_l_acte(peintre, cadre, acte)
        peintre.restore()

    def _peindre_l_acte(self, peintre: QPainter, cadre: QRectF, acte: ActeAffiche) -> None:
        t = theme.actif()
        gauche = cadre.left() + t.px(_LARGEUR_HEURE)
        ligne = QRectF(gauche, cadre.top(), cadre.right() - gauche - jetons.S, t.px(24))
        couleur = "texte_2" if acte.barre else "texte"
        self._ecrire(peintre, QRectF(cadre.left(), ligne.top(), gauche - cadre.left() - jetons.S, ligne.height()), acte.heure,
                     jetons.COURANT, couleur, gras=not acte.barre, barre=acte.barre, cote=_DROITE)  # fmt: skip
        fautif = bool(acte.irregularites) and not acte.barre
        if fautif:
            carre = QRectF(ligne.right() - 12, ligne.center().y() - 6, 12, 12)
            peindre_forme(peintre, Forme.OCTOGONE, carre, t.couleur("forme_1"), t.couleur("surface"))
            ligne = ligne.adjusted(0, 0, -16, 0)
        self._ecrire(peintre, ligne, acte.intitule, jetons.COURANT, couleur, barre=acte.barre)
        haut = cadre.top() + t.px(22)
        for texte, jeton in notes_de(acte):
            note = QRectF(gauche, haut, cadre.right() - gauche - jetons.S, t.px(16))
            self._ecrire(peintre, note, texte, jetons.NOTE, jeton)
            haut += t.px(16)

    @staticmethod
    def _ecrire(
        peintre: QPainter, cadre: QRectF, texte: str, corps: int, jeton: str, *, gras: bool = False, barre: bool = False,
        cote: Qt.AlignmentFlag = _GAUCHE,
    ) -> None:  # fmt: skip
        t = theme.actif()
        police = QFont(t.police(corps, gras=gras))
        police.setStrikeOut(barre)
        peintre.setFont(police)
        peintre.setPen(t.couleur(jeton))
        peintre.drawText(cadre, cote, QFontMetricsF(police).elidedText(texte, Qt.TextElideMode.ElideRight, cadre.width()))


class ListeDActes(QListView):
    """F2 ou Entrée : rectifier. Suppr : retirer. Ctrl+Entrée : pourquoi (une irrégularité)."""

    choisi = Signal(str)
    """L'acte choisi."""
    rectification_demandee = Signal(str)
    retrait_demande = Signal(str)
    explication_demandee = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.modele = ModeleDesActes(self)
        self.setModel(self.modele)
        self.setItemDelegate(DelegueDesActes(self))
        self.setAccessibleName("Actes de la mesure")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(False)
        self.doubleClicked.connect(lambda _i: self._emettre(self.rectification_demandee.emit))

    def montrer(self, actes: Sequence[ActeAffiche]) -> None:
        """Montre ces actes ; le dernier est choisi s'il est nouveau, sinon le choix reste."""
        garde, connus = self.acte_choisi, {a.id for a in self.modele.actes}
        nouveaux = [a.id for a in actes if a.id not in connus] if connus else []
        self.modele.charger(actes)
        vise = nouveaux[-1] if nouveaux else garde.id if garde else ""
        self.choisir(vise or next((a.id for a in reversed(actes) if not a.barre), ""))

    @property
    def acte_choisi(self) -> ActeAffiche | None:
        """Rend l'acte choisi."""
        rang = self.currentIndex().row()
        return self.modele.acte(rang) if 0 <= rang < self.modele.rowCount() else None

    def choisir(self, acte_id: str) -> None:
        """Choisit un acte et le rend visible."""
        rang = self.modele.rang(acte_id)
        if rang >= 0 and rang != self.currentIndex().row():
            self.setCurrentIndex(self.modele.index(rang))
            self.scrollTo(self.modele.index(rang))

    def currentChanged(self, courant: Index, precedent: Index) -> None:
        """Annonce l'acte choisi."""
        super().currentChanged(courant, precedent)
        acte = self.acte_choisi
        if acte is not None:
            self.choisi.emit(acte.id)

    def keyPressEvent(self, evenement: QKeyEvent) -> None:
        """Rectifie, retire, explique."""
        touche = evenement.key()
        ctrl = bool(evenement.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if touche in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and ctrl:
            self.expliquer()
        elif touche in (Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._emettre(self.rectification_demandee.emit)
        elif touche == Qt.Key.Key_Delete:
            self._emettre(self.retrait_demande.emit)
        elif touche in (
            Qt.Key.Key_Up,
            Qt.Key.Key_Down,
            Qt.Key.Key_PageUp,
            Qt.Key.Key_PageDown,
            Qt.Key.Key_Home,
            Qt.Key.Key_End,
        ):
            super().keyPressEvent(evenement)
        else:
            evenement.ignore()

    def contextMenuEvent(self, evenement: QContextMenuEvent) -> None:
        """Propose de rectifier, retirer, expliquer."""
        menu = QMenu(self)
        menu.addAction("Rectifier…\tF2", lambda: self._emettre(self.rectification_demandee.emit))
        menu.addAction("Retirer…\tSuppr", lambda: self._emettre(self.retrait_demande.emit))
        if self.acte_choisi is not None and self.acte_choisi.irregularites:
            menu.addAction("Pourquoi ?\tCtrl+Entrée", self.expliquer)
        menu.exec(evenement.globalPos())

    def expliquer(self) -> None:
        """Demande « Pourquoi ? » sur la première irrégularité de l'acte."""
        acte = self.acte_choisi
        if acte is not None and acte.irregularites:
            self.explication_demandee.emit(acte.irregularites[0])

    def _emettre(self, emettre: Callable[[str], object]) -> None:
        acte = self.acte_choisi
        if acte is not None and not acte.barre:
            emettre(acte.id)


class AjoutDActe(QLineEdit):
    """Ajoute un acte par son nom : quelques lettres, Entrée. Les touches directes restent plus rapides."""

    demande = Signal(str)
    """Le type de l'acte à saisir."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._types: dict[str, str] = {}
        self.setPlaceholderText("Ajouter un acte : nom (+)")
        self.setAccessibleName("Ajouter un acte par son nom")
        self._completion = QCompleter(self)
        self._completion.setFilterMode(Qt.MatchFlag.MatchContains)
        self._completion.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._completion.setMaxVisibleItems(12)
        self.setCompleter(self._completion)
        self._completion.activated.connect(self._demander, Qt.ConnectionType.QueuedConnection)
        self.returnPressed.connect(lambda: self._demander(self.text()))

    def proposer(self, types: Sequence[tuple[str, str, str]]) -> None:
        """Propose ces actes : (type, intitulé, touche)."""
        self._types = {f"{intitule}   {touche}".rstrip(): type_ for type_, intitule, touche in types}
        self._completion.setModel(QStringListModel(list(self._types), self._completion))

    def _demander(self, texte: str) -> None:
        voulu = plier(texte.strip())
        exacts = [t for x, t in self._types.items() if plier(x) == voulu]
        proches = exacts or [t for x, t in self._types.items() if voulu and voulu in plier(x)]
        if proches:
            self.clear()
            self.demande.emit(proches[0])
