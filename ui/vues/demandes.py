"""Le registre des demandes et des recours : qui a demandé quoi, quand et par quelle voie, à qui, et ce qui court."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal, SignalInstance
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QStackedWidget, QWidget

from app.presentation import Instant, formats
from app.presentation.registre_des_demandes import LigneDeDemande, filtrer, lignes_du_registre
from app.presentation.urgence import Signe
from app.services.registre import Registre
from ui.composants.page import Page, PageVide
from ui.composants.table_a_etages import Colonne, ModeleAEtages, TableAEtages
from ui.composants.touches import est_ctrl_entree, reserve
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


class VueDesDemandes(Page):
    """La page du registre. ``charger`` relit la base ; Entrée ouvre la fiche de la personne."""

    mesure_demandee = Signal(str, str)
    explication_demandee = Signal(object, object, str)
    selection = Signal(object, object, str)

    def __init__(self, registre: Registre, pouls: Pouls, parent: QWidget | None = None) -> None:
        super().__init__("Demandes et recours", parent)
        self._registre = registre
        self._pouls = pouls
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

    # --- le temps ------------------------------------------------------------------------------------------------------------

    def battre(self, maintenant: Instant) -> None:
        """Fait passer le temps."""
        if self.isVisible():
            self.modele.battre(maintenant)
            self._demander_secondes()
        else:
            self.modele.maintenant = maintenant

    def _demander_secondes(self) -> None:
        ici = self._pouls.maintenant.secondes
        suivis = [self.modele.ligne(i).projetee.suivi for i in range(min(8, self.modele.rowCount()))]
        self._pouls.demander_secondes(QUI, self.isVisible() and any(s is not None and 0 < s - ici <= 3600 for s in suivis))

    def showEvent(self, evenement: QShowEvent) -> None:
        """Relit quand la page paraît."""
        super().showEvent(evenement)
        self.charger()
        self._accompagner()

    def hideEvent(self, evenement: QHideEvent) -> None:
        """Cachée, la page ne demande plus rien."""
        super().hideEvent(evenement)
        self._pouls.demander_secondes(QUI, False)

    # --- clavier -------------------------------------------------------------------------------------------------------------

    def event(self, evenement: QEvent) -> bool:
        """Garde Ctrl+Entrée pour la ligne choisie."""
        return reserve(evenement) or super().event(evenement)

    def keyPressEvent(self, evenement: QKeyEvent) -> None:
        """Ctrl+Entrée : « Pourquoi ? »."""
        if est_ctrl_entree(evenement):
            self.expliquer()
            return
        super().keyPressEvent(evenement)

    def expliquer(self) -> None:
        """Demande « Pourquoi ? » sur la limite de la ligne choisie."""
        self._dire_la_courante(self.explication_demandee)

    def _accompagner(self) -> None:
        if self.isVisible():
            self._dire_la_courante(self.selection)

    def _dire_la_courante(self, signal: SignalInstance) -> None:
        ligne = self.table.ligne_choisie
        if ligne is None or not ligne.projetee.cle:
            return
        for e in self._registre.calculer(ligne.dossier_id).echeances:
            if e.cle == ligne.projetee.cle:
                signal.emit(e, None, ligne.projetee.personne)

    def _quitter(self) -> None:
        self.recherche.clear()
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)
