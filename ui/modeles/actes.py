"""L'adaptateur Qt des actes d'une mesure."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from app.presentation.chronologie import ActeAffiche

Index = QModelIndex | QPersistentModelIndex
_RACINE = QModelIndex()
_ROLES = Qt.ItemDataRole


class ModeleDesActes(QAbstractListModel):
    """Montre des ``ActeAffiche``, du premier au dernier."""

    _actes: tuple[ActeAffiche, ...] = ()

    def charger(self, actes: Sequence[ActeAffiche]) -> None:
        """Remplace les actes."""
        self.beginResetModel()
        self._actes = tuple(actes)
        self.endResetModel()

    @property
    def actes(self) -> tuple[ActeAffiche, ...]:
        """Rend les actes montrés."""
        return self._actes

    def acte(self, rang: int) -> ActeAffiche:
        """Rend l'acte de ce rang."""
        return self._actes[rang]

    def nouveau_jour(self, rang: int) -> bool:
        """Dit si l'acte est le premier de son jour."""
        return rang == 0 or self._actes[rang].jour != self._actes[rang - 1].jour

    def rang(self, acte_id: str) -> int:
        """Rend le rang d'un acte, -1 s'il n'est pas montré."""
        return next((i for i, a in enumerate(self._actes) if a.id == acte_id), -1)

    def rowCount(self, parent: Index = _RACINE) -> int:
        """Rend le nombre d'actes."""
        return 0 if parent.isValid() else len(self._actes)

    def data(self, index: Index, role: int = _ROLES.DisplayRole) -> object:
        """Rend l'acte en une phrase."""
        if not index.isValid():
            return None
        acte = self._actes[index.row()]
        if role in (_ROLES.DisplayRole, _ROLES.AccessibleTextRole):
            return acte.phrase
        if role == _ROLES.ToolTipRole:
            return "\n".join(x for x in (acte.intitule, *acte.details, acte.saisie, acte.sort, acte.rectifie) if x)
        return None
