"""Le registre des demandes et des recours : qui a demandé quoi, quand et par quelle voie, à qui, et ce qui court."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QStackedWidget, QWidget

from app.presentation import formats
from app.presentation.registre_des_demandes import LigneDeDemande, filtrer, lignes_du_registre
from app.presentation.urgence import Signe
from app.services.registre import Registre
from ui.composants.page import PageVide
from ui.composants.page_de_liste import Choisie, PageDeListe
from ui.composants.table_a_etages import Colonne, ModeleAEtages, TableAEtages
from ui.pouls import Pouls
from ui.style import jetons

QUI = "demandes"


class ModeleDesDemandes(ModeleAEtages):
    """Les lignes du registre en colonnes."""

    colonnes = (
        Colonne("Reste"),
        Colonne("Avant le", modele="mer. 28 sept. 2027", gras=True),
        Colonne("Personne", part=0.24, gras=True),
        Colonne("Demande ou recours", part=0.26),
        Colonne("Juridiction", part=0.2),
        Colonne("À faire, ou issue", part=0.3),
    )

    def etages(self, ligne: LigneDeDemande, colonne: int) -> tuple[str, str]:
        """Rend les deux textes d'une case."""
        p = ligne.projetee
        match colonne:
            case 1:
                return ligne.limite(self.maintenant.jour(p.fuseau).year)
            case 2:
                return p.personne, " · ".join(x for x in (p.lieu, p.numero) if x)
            case 3:
                return ligne.demande, ligne.arrivee
            case 4:
                return ligne.juridiction, ligne.auteur
            case _:
                return ligne.a_faire, ""

    def temps(self, ligne: LigneDeDemande) -> tuple[Signe, str, tuple[tuple[str, str], ...]]:
        """Rend le niveau et le temps qui reste."""
        return (ligne.signe(self.maintenant), *ligne.reste(self.maintenant))

    def phrase(self, ligne: LigneDeDemande) -> str:
        """Rend la ligne en une phrase."""
        return ligne.phrase(self.maintenant)


class VueDesDemandes(PageDeListe):
    """La page du registre. ``charger`` relit la base ; Entrée ouvre la fiche de la personne."""

    def __init__(self, registre: Registre, pouls: Pouls, parent: QWidget | None = None) -> None:
        super().__init__("Demandes et recours", QUI, registre, pouls, parent)
        self._toutes: list[LigneDeDemande] = []
        self.modele = ModeleDesDemandes(pouls.maintenant, self)
        self.table = TableAEtages(self.modele, "Registre des demandes et des recours", self)
        self.recherche = QLineEdit(self)
        self.closes = QCheckBox("Closes aussi", self)
        self._vide = PageVide("", "", self)
        self._pile = QStackedWidget(self)
        self._composer()

    def _composer(self) -> None:
        self.recherche.setPlaceholderText("Filtrer : nom, n°, demande, juridiction…")
        self.recherche.setAccessibleName("Filtrer le registre")
        self.recherche.setClearButtonEnabled(True)
        self.recherche.setMinimumWidth(260)
        self.outils.addWidget(self.closes)
        self.outils.addWidget(self.recherche)
        liste = QWidget(self)
        place = QHBoxLayout(liste)
        place.setContentsMargins(jetons.L, 0, 0, 0)
        place.addWidget(self.table)
        self._pile.addWidget(liste)
        self._pile.addWidget(self._vide)
        self.corps.addWidget(self._pile, 1)
        self.setFocusProxy(self.table)
        self.recherche.textChanged.connect(self._filtrer)
        self.recherche.returnPressed.connect(self.table.setFocus)
        self.closes.toggled.connect(self.charger)
        self.table.choisie.connect(lambda _ligne: self._accompagner())
        self.table.ouverte.connect(lambda x: self.mesure_demandee.emit(x.dossier_id, x.mesure_id))
        self._pouls.battement.connect(self.battre)
        portee = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence("Ctrl+F"), self, context=portee).activated.connect(self.recherche.setFocus)
        QShortcut(QKeySequence("Escape"), self.recherche, context=Qt.ShortcutContext.WidgetShortcut).activated.connect(
            self._quitter
        )

    def charger(self) -> None:
        """Relit le registre, d'une requête."""
        self._toutes = lignes_du_registre(self._registre.demandes(closes=self.closes.isChecked()))
        self._filtrer()

    def _filtrer(self) -> None:
        garde = self.table.ligne_choisie
        montrees = filtrer(self._toutes, self.recherche.text())
        self.modele.charger(montrees, self._pouls.maintenant)
        memes = [i for i, x in enumerate(montrees) if garde and x.projetee.acte_id == garde.projetee.acte_id]
        self.table.choisir(memes[0] if memes else 0)
        pendantes = sum(x.pendante for x in self._toutes)
        self.sous_titre.setText(formats.accorder(pendantes, "pendante", "pendantes") if pendantes else "")
        self._pile.setCurrentIndex(0 if montrees else 1)
        if self._toutes and not montrees:
            self._vide.dire("Rien ne répond à ce filtre", "Effacer le filtre pour revoir tout le registre.")
        elif not montrees:
            self._vide.dire(
                "Aucune demande ni recours pendant",
                "Une demande de mise en liberté, un appel ou un pourvoi s’enregistre sur la fiche de la personne : "
                "toutes ses limites paraissent ici.",
            )
        self._demander_secondes()

    def en_derniere_heure(self) -> bool:
        """Dit si une des premières limites est dans sa dernière heure."""
        ici = self._pouls.maintenant.secondes
        suivis = [self.modele.ligne(i).projetee.suivi for i in range(min(8, self.modele.rowCount()))]
        return any(s is not None and 0 < s - ici <= 3600 for s in suivis)

    def choisie(self) -> Choisie | None:
        """Rend la limite de la demande choisie."""
        ligne = self.table.ligne_choisie
        return Choisie(ligne.dossier_id, ligne.projetee.cle, None, ligne.projetee.personne) if ligne is not None else None

    def _quitter(self) -> None:
        self.recherche.clear()
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)
