"""L'adaptateur Qt du tableau des détenus : tous les rangs se comptent, seules les pages montrées se lisent."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QModelIndex, QObject, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem

from app.presentation import Instant, formats
from app.presentation.tableau_des_detenus import Entete, LigneDeDetenu, TableauDesDetenus
from app.presentation.urgence import SANS_OBJET, Signe
from ui.composants.table_a_etages import Colonne, DelegueAEtages, Index, ModeleAEtages, TableAEtages, ecrire
from ui.style import jetons, theme

HAUTEUR_D_ENTETE = 30
_ROLES = Qt.ItemDataRole
_RACINE = QModelIndex()


class ModeleDesDetenus(ModeleAEtages):
    """Montre un ``TableauDesDetenus`` : des personnes et, s'il est groupé, les en-têtes de groupe."""

    colonnes = (
        Colonne("Reste"),
        Colonne("Personne", part=0.26, gras=True),
        Colonne("Titre", part=0.31),
        Colonne("Terme", modele="mer. 28 sept. 2027", gras=True),
        Colonne("Prochain acte, dernier jour utile", part=0.43),
        Colonne("Débat, demandes", modele="dernier utile · 2 demandes"),
    )

    def __init__(self, maintenant: Instant, parent: QObject | None = None) -> None:
        super().__init__(maintenant, parent)
        self._tableau: TableauDesDetenus | None = None

    def montrer(self, tableau: TableauDesDetenus, maintenant: Instant) -> None:
        """Remplace tout."""
        self.beginResetModel()
        self._tableau, self.maintenant = tableau, maintenant
        self.endResetModel()

    def battre(self, maintenant: Instant) -> None:
        """Fait passer le temps : seule la première colonne se repeint."""
        self.maintenant = maintenant
        if self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, 0))

    def ligne(self, rang: int) -> LigneDeDetenu | Entete:
        """Rend la personne ou l'en-tête de ce rang."""
        if self._tableau is None:
            raise IndexError(rang)
        return self._tableau.rang(rang)

    def en_derniere_heure(self, premier: int, nombre: int = 12) -> bool:
        """Dit si, parmi les rangs que l'écran montre depuis ``premier``, une limite est dans sa dernière heure."""
        rangs = range(max(0, premier), min(max(0, premier) + nombre, self.rowCount()))
        commandes = [x.commande for x in map(self.ligne, rangs) if isinstance(x, LigneDeDetenu)]
        return any(c is not None and 0 < c.suivi - self.maintenant.secondes <= 3600 for c in commandes)

    @property
    def entetes(self) -> tuple[int, ...]:
        """Rend les rangs des en-têtes de groupe."""
        return self._tableau.entetes if self._tableau else ()

    def rowCount(self, parent: Index = _RACINE) -> int:
        """Rend le nombre de rangs, en-têtes compris."""
        return 0 if parent.isValid() or self._tableau is None else self._tableau.rangs

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Un en-tête se lit mais ne se choisit pas."""
        if index.isValid() and isinstance(self.ligne(index.row()), Entete):
            return Qt.ItemFlag.ItemIsEnabled
        return super().flags(index)

    def data(self, index: Index, role: int = _ROLES.DisplayRole) -> object:
        """Rend le texte d'une case, sa bulle, ou la phrase d'un lecteur d'écran."""
        if not index.isValid():
            return None
        ligne = self.ligne(index.row())
        if isinstance(ligne, Entete):
            dit = role in (_ROLES.DisplayRole, _ROLES.AccessibleTextRole) and index.column() == 0
            return ligne.phrase if dit else None
        if role in (_ROLES.DisplayRole, _ROLES.ToolTipRole):
            if index.column() == 0:
                signe, prefixe, segments = self.temps(ligne)
                return "\n".join((f"{prefixe} {' '.join(c + ' ' + u for c, u in segments)}".strip(), signe.mot))
            return "\n".join(x for x in self.etages(ligne, index.column()) if x)
        if role == _ROLES.AccessibleTextRole and index.column() == 0:
            return ligne.phrase(self.maintenant)
        return None

    def etages(self, ligne: LigneDeDetenu, colonne: int) -> tuple[str, str]:
        """Rend les deux textes d'une case."""
        annee = self.maintenant.jour(ligne.detenu.detention.fuseau).year
        match colonne:
            case 1:
                return ligne.identite()
            case 2:
                return ligne.titre()
            case 3:
                return ligne.terme(annee)
            case 4:
                return ligne.acte(self.maintenant)
            case _:
                return ligne.debat(annee)

    def temps(self, ligne: LigneDeDetenu | Entete) -> tuple[Signe, str, tuple[tuple[str, str], ...]]:
        """Rend le niveau et le temps qui reste."""
        if isinstance(ligne, Entete):
            return SANS_OBJET, "", ()
        return (ligne.signe(self.maintenant), *ligne.reste(self.maintenant))

    def phrase(self, ligne: LigneDeDetenu | Entete) -> str:
        """Rend la ligne en une phrase."""
        return ligne.phrase if isinstance(ligne, Entete) else ligne.phrase(self.maintenant)


class DelegueDesDetenus(DelegueAEtages):
    """Peint les personnes comme toute table à étages, et les en-têtes de groupe sur toute la largeur."""

    def paint(self, peintre: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Peint une case."""
        ligne = cast(ModeleDesDetenus, index.model()).ligne(index.row())
        if not isinstance(ligne, Entete):
            super().paint(peintre, option, index)
            return
        t, cadre = theme.actif(), QRectF(option.rect)
        peintre.save()
        peintre.fillRect(cadre, t.couleur("fond"))
        texte = cadre.adjusted(jetons.S, 0, -jetons.S, 0)
        ecrire(peintre, texte, f"{ligne.texte}  ·  {formats.nombre(ligne.nombre)}", jetons.COURANT, "texte", gras=True)
        peintre.restore()


class TableDesDetenus(TableAEtages):
    """La table des personnes détenues, groupes compris."""

    def __init__(self, modele: ModeleDesDetenus, nom: str) -> None:
        super().__init__(modele, nom)
        self._detenus = modele
        self.setItemDelegate(DelegueDesDetenus(self))
        modele.modelReset.connect(self._poser_les_entetes)

    def _poser_les_entetes(self) -> None:
        self.clearSpans()
        for rang in self._detenus.entetes:
            self.setSpan(rang, 0, 1, len(self._detenus.colonnes))
            self.setRowHeight(rang, theme.actif().px(HAUTEUR_D_ENTETE))

    @property
    def ligne_choisie(self) -> LigneDeDetenu | None:
        """Rend la personne choisie, ou ``None``."""
        ligne = super().ligne_choisie
        return ligne if isinstance(ligne, LigneDeDetenu) else None

    def choisir(self, rang: int = 0) -> None:
        """Choisit un rang ; d'un en-tête, la personne qui le suit."""
        super().choisir(rang + 1 if rang in self._detenus.entetes else rang)

    def moveCursor(self, geste: QAbstractItemView.CursorAction, touches: Qt.KeyboardModifier) -> QModelIndex:
        """Déplace le choix d'une personne à l'autre : les en-têtes se sautent."""
        index = super().moveCursor(geste, touches)
        if index.row() not in self._detenus.entetes:
            return index
        vers_le_haut = index.row() > 0 and index.row() < self.currentIndex().row()
        return self._detenus.index(index.row() + (-1 if vers_le_haut else 1), index.column())
