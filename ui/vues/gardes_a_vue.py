"""Les personnes retenues : qui, depuis combien de temps, combien il reste, le prochain droit, la prochaine décision, où."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetricsF, QHideEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QHeaderView, QLineEdit, QStackedWidget, QTableView, QWidget

from app.presentation import ErreurMetier, formats
from app.presentation.droits import TableauDesDroits
from app.presentation.formats import plier
from app.presentation.liste_gardes import LigneDeGarde, en_derniere_heure, enrichir, lignes_de_garde
from app.services.registre import Registre
from ui.composants.chiffres import largeur_alignee
from ui.composants.page import PageVide, bouton
from ui.composants.page_de_liste import Choisie, PageDeListe
from ui.composants.touches import est_ctrl_entree
from ui.delegues.gardes import HAUTEUR, DelegueDesGardes
from ui.modeles.gardes import ColonneDeGarde, ModeleDesGardes
from ui.pouls import Pouls
from ui.style import jetons, theme

Index = QModelIndex | QPersistentModelIndex
QUI = "gardes_a_vue"
_ENRICHIES_PAR_TRANCHE = 8


class TableDesGardes(QTableView):
    """La table : un rang par personne ; Entrée ouvre sa fiche."""

    ouverte = Signal(object)
    choisie = Signal(object)

    def __init__(self, modele: ModeleDesGardes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._modele = modele
        self.setModel(modele)
        self.setItemDelegate(DelegueDesGardes(self))
        self.setAccessibleName("Personnes retenues")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(theme.actif().px(HAUTEUR))
        entetes = self.horizontalHeader()
        entetes.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        entetes.setHighlightSections(False)
        entetes.setSectionsClickable(False)
        entetes.setMinimumSectionSize(1)
        entetes.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.doubleClicked.connect(lambda _i: self._ouvrir())

    @property
    def ligne_choisie(self) -> LigneDeGarde | None:
        """Rend la personne choisie."""
        rang = self.currentIndex().row()
        return self._modele.ligne(rang) if 0 <= rang < self._modele.rowCount() else None

    def choisir(self, mesure_id: str = "") -> None:
        """Choisit une mesure, à défaut la première."""
        rang = next((i for i, x in enumerate(self._modele.lignes) if x.mesure_id == mesure_id), 0)
        if self._modele.rowCount():
            self.setCurrentIndex(self._modele.index(rang, ColonneDeGarde.PERSONNE))

    def currentChanged(self, courant: Index, precedent: Index) -> None:
        """Annonce la personne choisie."""
        super().currentChanged(courant, precedent)
        self.choisie.emit(self.ligne_choisie)

    def resizeEvent(self, evenement: QResizeEvent) -> None:
        """Le temps, l'heure et l'écoulé ont leur largeur ; le reste se partage."""
        super().resizeEvent(evenement)
        t = theme.actif()
        note, courant = QFontMetricsF(t.police(jetons.NOTE)), QFontMetricsF(t.police(gras=True))
        fixes = {
            ColonneDeGarde.RESTE: largeur_alignee() + 2 * jetons.S,
            ColonneDeGarde.AVANT: note.horizontalAdvance("mer. 28 sept. · Cayenne") + 2 * jetons.S,
            ColonneDeGarde.ECOULE: courant.horizontalAdvance("99 h 59 min") + 2 * jetons.S,
        }
        libre = max(0.0, self.viewport().width() - sum(fixes.values()))
        parts = {ColonneDeGarde.PERSONNE: 0.34, ColonneDeGarde.DROIT: 0.33, ColonneDeGarde.DECISION: 0.33}
        for colonne in ColonneDeGarde:
            self.setColumnWidth(colonne, round(fixes.get(colonne, libre * parts.get(colonne, 0))))

    def keyPressEvent(self, evenement: QKeyEvent) -> None:
        """Entrée ouvre la fiche ; une lettre n'est pas une recherche, elle reste à la page."""
        if est_ctrl_entree(evenement):
            evenement.ignore()
        elif evenement.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not evenement.modifiers():
            self._ouvrir()
        elif evenement.text().strip() and not evenement.modifiers():
            evenement.ignore()
        else:
            super().keyPressEvent(evenement)

    def _ouvrir(self) -> None:
        if self.ligne_choisie is not None:
            self.ouverte.emit(self.ligne_choisie)


class VueGardesAVue(PageDeListe):
    """La page des personnes retenues. ``charger`` relit la base ; N place, Entrée ouvre."""

    placement_demande = Signal()

    def __init__(self, registre: Registre, pouls: Pouls, poste: str = "", parent: QWidget | None = None) -> None:
        super().__init__("Gardes à vue", QUI, registre, pouls, parent)
        self._poste = poste
        self._toutes: list[LigneDeGarde] = []
        self._droits = TableauDesDroits(registre.corpus)
        self._intitules = {m.type: m.intitule for m in registre.corpus.vocabulaire.mesures.values()}
        self.modele = ModeleDesGardes(pouls.maintenant, poste, self)
        self.table = TableDesGardes(self.modele, self)
        self.recherche = QLineEdit(self)
        self._vide = PageVide("", "", self)
        self._pile = QStackedWidget(self)
        self._tranche = QTimer(self)
        self._tranche.setSingleShot(True)
        self._tranche.setInterval(0)
        self._tranche.timeout.connect(self._enrichir_une_tranche)
        self._composer()

    def _composer(self) -> None:
        self.recherche.setPlaceholderText("Filtrer : nom, lieu, n°…")
        self.recherche.setAccessibleName("Filtrer les personnes retenues")
        self.recherche.setClearButtonEnabled(True)
        self.recherche.setMinimumWidth(200)
        placement = bouton("Nouveau placement", principal=True, bulle="N", parent=self)
        placement.clicked.connect(self.placement_demande)
        self.outils.addWidget(self.recherche)
        self.outils.addWidget(placement)
        liste = QWidget(self)
        place = QHBoxLayout(liste)
        place.setContentsMargins(jetons.L, 0, 0, 0)
        place.addWidget(self.table)
        self._pile.addWidget(liste)
        self._pile.addWidget(self._vide)
        self.corps.addWidget(self._pile, 1)
        nouveau = bouton("Nouveau placement", principal=True, parent=self)
        nouveau.clicked.connect(self.placement_demande)
        self._vide.ajouter(nouveau)
        self.setFocusProxy(self.table)
        self.recherche.textChanged.connect(self._filtrer)
        self.recherche.returnPressed.connect(self.table.setFocus)
        self.table.choisie.connect(lambda _ligne: self._accompagner())
        self.table.ouverte.connect(lambda x: self.mesure_demandee.emit(x.dossier_id, x.mesure_id))
        self._pouls.battement.connect(self.battre)
        portee = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence("N"), self, context=portee).activated.connect(self.placement_demande)
        QShortcut(QKeySequence("Ctrl+F"), self, context=portee).activated.connect(self.recherche.setFocus)
        QShortcut(QKeySequence("Escape"), self.recherche, context=Qt.ShortcutContext.WidgetShortcut).activated.connect(
            self._quitter
        )

    # --- charger -------------------------------------------------------------------------------------------------------------

    def charger(self) -> None:
        """Relit les personnes retenues ; la prochaine décision de chacune s'ajoute ensuite, sans retarder l'affichage."""
        self._toutes = lignes_de_garde(self._registre.personnes_retenues(), self._intitules)
        self._filtrer()

    def _filtrer(self) -> None:
        mots = plier(self.recherche.text()).split()
        garde = self.table.ligne_choisie
        montrees = [x for x in self._toutes if all(m in plier(f"{x.personne} {x.lieu} {x.numero} {x.mesure}") for m in mots)]
        self.modele.charger(montrees, self._pouls.maintenant)
        self.table.choisir(garde.mesure_id if garde else "")
        nombre = len(self._toutes)
        self.sous_titre.setText(formats.accorder(nombre, "personne retenue", "personnes retenues") if nombre else "")
        self._pile.setCurrentIndex(0 if montrees else 1)
        if not montrees and mots:
            self._vide.dire("Personne ne répond à ce filtre", "Effacer le filtre pour revoir toutes les personnes retenues.")
        elif not montrees:
            self._vide.dire("Personne n’est retenu", "Enregistrer un placement : ses échéances commencent aussitôt à courir.")
        self._demander_secondes()
        if self.isVisible():
            self._tranche.start()

    def _enrichir_une_tranche(self) -> None:
        a_faire = [(i, x) for i, x in enumerate(self.modele.lignes) if not x.enrichie][:_ENRICHIES_PAR_TRANCHE]
        for rang, ligne in a_faire:
            try:
                dossier, resultat = self._registre.dossier(ligne.dossier_id), self._registre.calculer(ligne.dossier_id)
            except ErreurMetier:
                continue
            neuve = enrichir(ligne, dossier, resultat, self._droits, self._pouls.maintenant)
            self.modele.remplacer(rang, neuve)
            self._toutes = [neuve if x.mesure_id == neuve.mesure_id else x for x in self._toutes]
        if a_faire and any(not x.enrichie for x in self.modele.lignes):
            self._tranche.start()

    def en_derniere_heure(self) -> bool:
        """Dit si une échéance montrée est dans sa dernière heure."""
        return en_derniere_heure(self.modele.lignes, self._pouls.maintenant)

    def choisie(self) -> Choisie | None:
        """Rend l'échéance qui commande la personne choisie."""
        ligne = self.table.ligne_choisie
        return Choisie(ligne.dossier_id, ligne.fin.cle, ligne.fin, ligne.personne) if ligne is not None and ligne.fin else None

    def hideEvent(self, evenement: QHideEvent) -> None:
        """Cachée, la page ne demande plus rien."""
        super().hideEvent(evenement)
        self._tranche.stop()

    def _quitter(self) -> None:
        self.recherche.clear()
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)
