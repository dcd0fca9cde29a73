"""L'adaptateur Qt du tableau des détenus : tous les rangs se comptent, seules les pages montrées se lisent."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QObject

from app.presentation import Instant
from app.presentation.groupes import Entete
from app.presentation.tableau_des_detenus import LigneDeDetenu, TableauDesDetenus
from app.presentation.urgence import Signe
from ui.composants.table_a_etages import Colonne, Index
from ui.composants.table_groupee import ModeleGroupe

_RACINE = QModelIndex()
_A_L_ECRAN = 12


class ModeleDesDetenus(ModeleGroupe):
    """Montre un ``TableauDesDetenus`` : des personnes et, s'il est groupé, les en-têtes de groupe."""

    colonnes = (
        Colonne("Reste"),
        Colonne("Personne", part=0.29, gras=True),
        Colonne("Titre", part=0.29),
        Colonne("Terme", modele="mer. 28 sept. 2027", gras=True),
        Colonne("Prochain acte", part=0.42),
        Colonne("Débat, demandes", modele="mer. 28 sept. 2027"),
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
        """Rend la personne ou l'en-tête de ce rang. Lève ``IndexError`` si rien n'est montré."""
        if self._tableau is None:
            raise IndexError(rang)
        return self._tableau.rang(rang)

    def en_derniere_heure(self, premier: int) -> bool:
        """Dit si, parmi les rangs que l'écran montre depuis ``premier``, une limite est dans sa dernière heure."""
        rangs = range(max(0, premier), min(max(0, premier) + _A_L_ECRAN, self.rowCount()))
        commandes = [x.commande for x in map(self.ligne, rangs) if isinstance(x, LigneDeDetenu)]
        return any(c is not None and 0 < c.suivi - self.maintenant.secondes <= 3600 for c in commandes)

    @property
    def entetes(self) -> Sequence[int]:
        """Rend les rangs des en-têtes de groupe."""
        return self._tableau.entetes if self._tableau else ()

    def rowCount(self, parent: Index = _RACINE) -> int:
        """Rend le nombre de rangs, en-têtes compris."""
        return 0 if parent.isValid() or self._tableau is None else self._tableau.rangs

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

    def temps(self, ligne: LigneDeDetenu) -> tuple[Signe, str, tuple[tuple[str, str], ...]]:
        """Rend le niveau et le temps qui reste."""
        return (ligne.signe(self.maintenant), *ligne.reste(self.maintenant))

    def phrase(self, ligne: LigneDeDetenu) -> str:
        """Rend la ligne en une phrase."""
        return ligne.phrase(self.maintenant)
