"""L'adaptateur Qt du tableau des droits."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.presentation import Instant
from app.presentation.droits import LigneDeDroit
from app.presentation.formats import majuscule

Index = QModelIndex | QPersistentModelIndex
_RACINE = QModelIndex()
_ROLES = Qt.ItemDataRole


class ColonneDeDroit(IntEnum):
    """Les colonnes : la forme de l'état, le droit, son horloge, la touche qui le fait avancer."""

    ETAT = 0
    DROIT = 1
    HORLOGE = 2
    TOUCHE = 3


_TITRES = ("État", "Droit", "Horloge", "Touche")


class ModeleDesDroits(QAbstractTableModel):
    """Montre des ``LigneDeDroit`` ; l'heure lui est donnée à chaque battement."""

    def __init__(self, maintenant: Instant, poste: str = "", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.maintenant = maintenant
        self.poste = poste
        self._lignes: tuple[LigneDeDroit, ...] = ()

    def charger(self, lignes: Sequence[LigneDeDroit], maintenant: Instant) -> None:
        """Remplace les lignes ; les annonce seulement si elles diffèrent."""
        self.maintenant = maintenant
        if [x.cle for x in lignes] == [x.cle for x in self._lignes]:
            self._lignes = tuple(lignes)
            self._annoncer()
        else:
            self.beginResetModel()
            self._lignes = tuple(lignes)
            self.endResetModel()

    def battre(self, maintenant: Instant) -> None:
        """Fait passer le temps."""
        self.maintenant = maintenant
        self._annoncer()

    def _annoncer(self) -> None:
        if self._lignes:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._lignes) - 1, len(ColonneDeDroit) - 1))

    @property
    def lignes(self) -> tuple[LigneDeDroit, ...]:
        """Rend les lignes montrées."""
        return self._lignes

    def ligne(self, rang: int) -> LigneDeDroit:
        """Rend la ligne de ce rang."""
        return self._lignes[rang]

    # --- ce que Qt demande ---------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _RACINE) -> int:
        """Rend le nombre de droits."""
        return 0 if parent.isValid() else len(self._lignes)

    def columnCount(self, parent: Index = _RACINE) -> int:
        """Rend le nombre de colonnes."""
        return 0 if parent.isValid() else len(ColonneDeDroit)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLES.DisplayRole) -> object:
        """Rend le titre d'une colonne."""
        montre = orientation == Qt.Orientation.Horizontal and role == _ROLES.DisplayRole
        return _TITRES[section] if montre and 0 <= section < len(_TITRES) else None

    def data(self, index: Index, role: int = _ROLES.DisplayRole) -> object:
        """Rend le texte d'une case, sa bulle, ou la phrase d'un lecteur d'écran."""
        if not index.isValid():
            return None
        ligne, colonne = self._lignes[index.row()], ColonneDeDroit(index.column())
        if role == _ROLES.DisplayRole:
            return self._texte(ligne, colonne)
        if role == _ROLES.AccessibleTextRole and colonne is ColonneDeDroit.ETAT:
            return self.phrase(ligne)
        if role == _ROLES.ToolTipRole:
            return "\n".join(
                x for x in (ligne.raison, ligne.limite(self.poste), *(i.message for i in ligne.irregularites)) if x
            )
        return None

    def _texte(self, ligne: LigneDeDroit, colonne: ColonneDeDroit) -> str:
        match colonne:
            case ColonneDeDroit.ETAT:
                return ligne.signe(self.maintenant).court
            case ColonneDeDroit.DROIT:
                return " · ".join(x for x in (ligne.intitule, ligne.faits) if x)
            case ColonneDeDroit.HORLOGE:
                return " ".join(x for x in (ligne.temps(self.maintenant), ligne.limite(self.poste)) if x)
            case ColonneDeDroit.TOUCHE:
                return ligne.suite.touche if ligne.suite else ""

    def phrase(self, ligne: LigneDeDroit) -> str:
        """Rend la ligne en une phrase."""
        parts = [
            f"{ligne.intitule} : {ligne.signe(self.maintenant).mot}",
            ligne.temps(self.maintenant),
            ligne.faits,
            ligne.raison,
        ]
        if ligne.suite:
            touche = f" (touche {ligne.suite.touche})" if ligne.suite.touche else ""
            parts.append(f"Entrée : {ligne.suite.intitule}{touche}")
        return majuscule(". ".join(p for p in parts if p))
