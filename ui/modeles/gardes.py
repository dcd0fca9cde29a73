"""L'adaptateur Qt de la liste des personnes retenues."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.presentation import Instant, formats
from app.presentation.lignes import reste, signe
from app.presentation.liste_gardes import LigneDeGarde

Index = QModelIndex | QPersistentModelIndex
_RACINE = QModelIndex()
_ROLES = Qt.ItemDataRole


class ColonneDeGarde(IntEnum):
    """Les colonnes : combien de temps, avant quand, qui et où, depuis combien de temps, quel droit, quelle décision."""

    RESTE = 0
    AVANT = 1
    PERSONNE = 2
    ECOULE = 3
    DROIT = 4
    DECISION = 5


_TITRES = ("Reste", "Avant le", "Personne", "Écoulé", "Prochain droit", "Décision, par qui")


class ModeleDesGardes(QAbstractTableModel):
    """Montre des ``LigneDeGarde`` triées ; l'heure lui est donnée à chaque battement."""

    def __init__(self, maintenant: Instant, poste: str = "", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.maintenant = maintenant
        self.poste = poste
        self._lignes: list[LigneDeGarde] = []

    # --- ce que l'on y met ---------------------------------------------------------------------------------------------------

    def charger(self, lignes: Sequence[LigneDeGarde], maintenant: Instant) -> None:
        """Remplace tout."""
        self.beginResetModel()
        self.maintenant = maintenant
        self._lignes = list(lignes)
        self.endResetModel()

    def remplacer(self, rang: int, ligne: LigneDeGarde) -> None:
        """Remplace une ligne (elle vient d'être enrichie)."""
        self._lignes[rang] = ligne
        self.dataChanged.emit(self.index(rang, 0), self.index(rang, len(ColonneDeGarde) - 1))

    def battre(self, maintenant: Instant) -> None:
        """Fait passer le temps."""
        self.maintenant = maintenant
        if self._lignes:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._lignes) - 1, len(ColonneDeGarde) - 1))

    @property
    def lignes(self) -> tuple[LigneDeGarde, ...]:
        """Rend les lignes montrées."""
        return tuple(self._lignes)

    def ligne(self, rang: int) -> LigneDeGarde:
        """Rend la ligne de ce rang."""
        return self._lignes[rang]

    # --- ce que Qt demande ---------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _RACINE) -> int:
        """Rend le nombre de personnes."""
        return 0 if parent.isValid() else len(self._lignes)

    def columnCount(self, parent: Index = _RACINE) -> int:
        """Rend le nombre de colonnes."""
        return 0 if parent.isValid() else len(ColonneDeGarde)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLES.DisplayRole) -> object:
        """Rend le titre d'une colonne."""
        montre = orientation == Qt.Orientation.Horizontal and role == _ROLES.DisplayRole
        return _TITRES[section] if montre and 0 <= section < len(_TITRES) else None

    def data(self, index: Index, role: int = _ROLES.DisplayRole) -> object:
        """Rend le texte d'une case, sa bulle, ou la phrase d'un lecteur d'écran."""
        if not index.isValid():
            return None
        ligne, colonne = self._lignes[index.row()], ColonneDeGarde(index.column())
        if role in (_ROLES.DisplayRole, _ROLES.ToolTipRole):
            return "\n".join(x for x in self.etages(ligne, colonne) if x)
        if role == _ROLES.AccessibleTextRole and colonne is ColonneDeGarde.RESTE:
            return ligne.phrase(self.maintenant, self.poste)
        return None

    def etages(self, ligne: LigneDeGarde, colonne: ColonneDeGarde) -> tuple[str, str]:
        """Rend les deux lignes de texte d'une case."""
        match colonne:
            case ColonneDeGarde.RESTE:
                return ligne.reste(self.maintenant), ligne.signe(self.maintenant).mot
            case ColonneDeGarde.AVANT:
                return self._avant(ligne)
            case ColonneDeGarde.PERSONNE:
                return ligne.personne, " · ".join(x for x in (ligne.mesure, ligne.lieu, ligne.numero) if x)
            case ColonneDeGarde.ECOULE:
                return ligne.ecoule(self.maintenant), ""
            case ColonneDeGarde.DROIT:
                return self._droit(ligne)
            case ColonneDeGarde.DECISION:
                return ligne.decision, formats.majuscule(ligne.autorite)

    def _avant(self, ligne: LigneDeGarde) -> tuple[str, str]:
        if ligne.fin is None:
            return "", ""
        annee = self.maintenant.jour(ligne.fuseau).year
        jour, heure = formats.jour_et_heure(Instant(ligne.fin.suivi), ligne.fuseau, en_jours=ligne.fin.en_jours, annee=annee)
        zone = formats.lieu_de_zone(ligne.fuseau) if self.poste and self.poste != ligne.fuseau else ""
        return heure, " · ".join(x for x in (jour, zone) if x)

    def _droit(self, ligne: LigneDeGarde) -> tuple[str, str]:
        if ligne.droit is None:
            return "", ""
        prefixe, segments = reste(ligne.droit, self.maintenant)
        temps = " ".join(f"{c} {u}".strip() for c, u in segments)
        mot = signe(ligne.droit, self.maintenant).mot
        return formats.majuscule(formats.typographier(ligne.droit.action)), f"{mot} · {prefixe} {temps}".replace(
            "  ", " "
        ).strip(" ·")
