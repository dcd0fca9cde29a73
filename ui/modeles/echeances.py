"""L'adaptateur Qt du tableau des échéances : des rangées, des colonnes, des différences annoncées. Ne décide de rien."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.presentation import Instant, formats, urgence
from app.presentation.differences import Changer, Difference, Inserer, Retirer
from app.presentation.lignes import LigneDEcheance, Signalement, dire_reste, signe
from app.presentation.tableau import EnTete, Rangee, TableauDEcheances
from app.presentation.urgence import Signe

Index = QModelIndex | QPersistentModelIndex
_RACINE = QModelIndex()
_ROLES = Qt.ItemDataRole


class Colonne(IntEnum):
    """Les colonnes de l'échéancier, dans l'ordre de lecture : combien de temps, avant quand, quoi, par qui, pour qui."""

    NIVEAU = 0
    RESTE = 1
    ECHEANCE = 2
    ACTION = 3
    AUTORITE = 4
    PERSONNE = 5
    DOSSIER = 6
    MESURE = 7
    ARTICLE = 8

    @property
    def titre(self) -> str:
        """Rend l'en-tête de la colonne."""
        return _TITRES[self]


_TITRES = ("Niveau", "Reste", "Avant le", "À faire", "Par", "Personne", "Dossier", "Mesure", "Article")


class ModeleDEcheances(QAbstractTableModel):
    """Montre les rangées d'un ``TableauDEcheances``. L'heure lui est donnée à chaque battement."""

    def __init__(self, tableau: TableauDEcheances, maintenant: Instant, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.tableau = tableau
        self.maintenant = maintenant
        self._rangees: list[Rangee] = list(tableau.rangees)

    # --- ce que Qt demande ---------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _RACINE) -> int:
        """Rend le nombre de rangées, en-têtes de groupe compris."""
        return 0 if parent.isValid() else len(self._rangees)

    def columnCount(self, parent: Index = _RACINE) -> int:
        """Rend le nombre de colonnes."""
        return 0 if parent.isValid() else len(Colonne)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLES.DisplayRole) -> object:
        """Rend le titre d'une colonne."""
        horizontale = orientation == Qt.Orientation.Horizontal
        return Colonne(section).titre if horizontale and role == _ROLES.DisplayRole and 0 <= section < len(Colonne) else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Une rangée se choisit ; un en-tête de groupe se saute."""
        if not index.isValid() or isinstance(self._rangees[index.row()], EnTete):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: Index, role: int = _ROLES.DisplayRole) -> object:
        """Rend le texte d'une case, sa bulle, ou la phrase que lit un lecteur d'écran."""
        if not index.isValid() or role not in (_ROLES.DisplayRole, _ROLES.ToolTipRole, _ROLES.AccessibleTextRole):
            return None
        rangee, colonne = self._rangees[index.row()], Colonne(index.column())
        if isinstance(rangee, EnTete):
            return _titre(rangee) if colonne is Colonne.NIVEAU else None
        if role == _ROLES.AccessibleTextRole and colonne is Colonne.NIVEAU:
            return self.phrase(rangee)
        if role == _ROLES.ToolTipRole:
            return self._bulle(rangee, colonne)
        return self.texte(rangee, colonne)

    # --- ce que les délégués demandent ---------------------------------------------------------------------------------------

    def rangee(self, rang: int) -> Rangee:
        """Rend la rangée de ce rang."""
        return self._rangees[rang]

    @property
    def entetes(self) -> list[int]:
        """Rend les rangs des en-têtes de groupe."""
        return [rang for rang, rangee in enumerate(self._rangees) if isinstance(rangee, EnTete)]

    @property
    def signalements(self) -> list[int]:
        """Rend les rangs des incalculables, tous en tête."""
        return [
            rang
            for rang, rangee in enumerate(self._rangees[: self.tableau.nombre_d_incalculables + 1])
            if isinstance(rangee, Signalement)
        ]

    def texte(self, rangee: LigneDEcheance | Signalement, colonne: Colonne) -> str:
        """Rend le texte d'une case, tel qu'un tableur le recevrait."""
        match colonne:
            case Colonne.NIVEAU:
                return self.signe(rangee).court
            case Colonne.RESTE:
                return self._message(rangee) if isinstance(rangee, Signalement) else self._reste(rangee)
            case Colonne.ECHEANCE:
                return "" if isinstance(rangee, Signalement) else self.quand(rangee)
            case Colonne.ACTION:
                if isinstance(rangee, Signalement):
                    return self._message(rangee)
                return formats.typographier(formats.majuscule(rangee.action))
            case Colonne.AUTORITE:
                return "" if isinstance(rangee, Signalement) else rangee.autorite
            case Colonne.PERSONNE:
                return rangee.personne
            case Colonne.DOSSIER:
                return rangee.numero
            case Colonne.MESURE:
                return self.tableau.nom_de_mesure(rangee.type_mesure)
            case Colonne.ARTICLE:
                return formats.typographier(rangee.articles)

    def signe(self, rangee: LigneDEcheance | Signalement) -> Signe:
        """Rend le niveau de la rangée à l'heure du dernier battement."""
        return urgence.INCALCULABLE if isinstance(rangee, Signalement) else signe(rangee, self.maintenant)

    def quand(self, ligne: LigneDEcheance) -> str:
        """Rend l'instant suivi, en entier."""
        instant = Instant(ligne.suivi)
        return formats.date_heure(instant, ligne.fuseau, poste=self.tableau.fuseau, en_jours=ligne.en_jours)

    def phrase(self, rangee: LigneDEcheance | Signalement) -> str:
        """Rend la rangée en une phrase, pour un lecteur d'écran."""
        if isinstance(rangee, Signalement):
            return f"Incalculable : {rangee.message}. {rangee.personne}, {rangee.numero}."
        niveau = ", ".join(filter(None, (formats.majuscule(self.signe(rangee).mot), self._reste(rangee))))
        quoi = f"{rangee.action}, {rangee.autorite}, avant le {self.quand(rangee)}"
        return f"{niveau}. {quoi}. {rangee.personne}, {rangee.numero}. {rangee.articles}."

    def _reste(self, ligne: LigneDEcheance) -> str:
        return dire_reste(ligne, self.maintenant)

    @staticmethod
    def _message(signalement: Signalement) -> str:
        return formats.typographier(formats.majuscule(signalement.message))

    def _bulle(self, rangee: LigneDEcheance | Signalement, colonne: Colonne) -> str:
        if isinstance(rangee, Signalement) or colonne is not Colonne.ECHEANCE or rangee.legal == rangee.prudent:
            return self.texte(rangee, colonne)
        lectures = (
            (nom, formats.date_heure(Instant(seconde), rangee.fuseau, en_jours=rangee.en_jours))
            for nom, seconde in (("Lecture prudente", rangee.prudent), ("Lecture littérale", rangee.legal))
        )
        return "\n".join(f"{nom} : {quand}" for nom, quand in lectures)

    # --- ce qui change -------------------------------------------------------------------------------------------------------

    def recharger(self, maintenant: Instant) -> None:
        """Relit tout le tableau (chargement, filtre)."""
        self.beginResetModel()
        self.maintenant = maintenant
        self._rangees = list(self.tableau.rangees)
        self.endResetModel()

    def appliquer(self, differences: Sequence[Difference], maintenant: Instant) -> None:
        """Annonce à Qt des différences rendues par le tableau, une plage à la fois."""
        self.maintenant = maintenant
        nouvelles = self.tableau.rangees
        for difference in differences:
            debut, fin = difference.debut, difference.fin
            match difference:
                case Retirer():
                    self.beginRemoveRows(_RACINE, debut, fin)
                    del self._rangees[debut : fin + 1]
                    self.endRemoveRows()
                case Inserer():
                    self.beginInsertRows(_RACINE, debut, fin)
                    self._rangees[debut:debut] = nouvelles[debut : fin + 1]
                    self.endInsertRows()
                case Changer():
                    self._rangees[debut : fin + 1] = nouvelles[debut : fin + 1]
                    self.dataChanged.emit(self.index(debut, 0), self.index(fin, len(Colonne) - 1))

    def battre(self, maintenant: Instant, debut: int, fin: int) -> None:
        """Fait passer le temps : les colonnes qui en dépendent changent, de la rangée visible ``debut`` à ``fin`` comprise."""
        self.maintenant = maintenant
        if 0 <= debut <= fin < len(self._rangees):
            coin, autre = self.index(debut, Colonne.NIVEAU), self.index(fin, Colonne.RESTE)
            self.dataChanged.emit(coin, autre, [_ROLES.DisplayRole, _ROLES.AccessibleTextRole])


def _titre(entete: EnTete) -> str:
    return f"{entete.groupe.titre} ({formats.nombre(entete.nombre)})"
