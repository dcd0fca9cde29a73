"""Les mandats en cours : combien d'heures ou de jours, à quelle distance, où en est la conduite, devant qui présenter."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from app.presentation import ErreurMetier, formats
from app.presentation.liste_mandats import LigneDeMandat, enrichir, filtrer, lignes_de_mandats
from app.presentation.urgence import Signe
from app.services.registre import Registre
from ui.composants.page import PageVide
from ui.composants.page_de_liste import Choisie, PageDeListe
from ui.composants.recherche import ChampDeRecherche
from ui.composants.table_a_etages import Colonne, ModeleAEtages, TableAEtages
from ui.pouls import Pouls
from ui.style import jetons

QUI = "mandats"
_ENRICHIS_PAR_TRANCHE = 8


class ModeleDesMandats(ModeleAEtages):
    """Les mandats en colonnes."""

    colonnes = (
        Colonne("Reste"),
        Colonne("Avant le", modele="mer. 28 sept. 2027", gras=True),
        Colonne("Personne", part=0.19, gras=True),
        Colonne("Mandat", part=0.2),
        Colonne("Distance, conduite", part=0.22),
        Colonne("Prochaine présentation ou décision", part=0.39),
    )

    def etages(self, ligne: LigneDeMandat, colonne: int) -> tuple[str, str]:
        """Rend les deux textes d'une case."""
        match colonne:
            case 1:
                return ligne.limite(self.maintenant.jour(ligne.fuseau).year)
            case 2:
                return ligne.personne, " · ".join(x for x in (ligne.lieu, ligne.numero) if x)
            case 3:
                return ligne.sorte or ligne.mesure, ligne.depuis
            case 4:
                return (ligne.distance, ligne.conduite) if ligne.distance else (ligne.conduite, "")
            case _:
                return ligne.a_faire

    def temps(self, ligne: LigneDeMandat) -> tuple[Signe, str, tuple[tuple[str, str], ...]]:
        """Rend le niveau et le temps qui reste."""
        return (ligne.signe(self.maintenant), *ligne.reste(self.maintenant))

    def phrase(self, ligne: LigneDeMandat) -> str:
        """Rend la ligne en une phrase."""
        return ligne.phrase(self.maintenant)


class VueDesMandats(PageDeListe):
    """La page des mandats. ``charger`` relit la base ; Entrée ouvre la fiche de la personne."""

    def __init__(self, registre: Registre, pouls: Pouls, parent: QWidget | None = None) -> None:
        super().__init__("Mandats", QUI, registre, pouls, parent)
        self._toutes: list[LigneDeMandat] = []
        self.modele = ModeleDesMandats(pouls.maintenant, self)
        self.table = TableAEtages(self.modele, "Mandats en cours", self)
        self.recherche = ChampDeRecherche("Filtrer : nom, n°, mandat, État…", "Filtrer les mandats", self)
        self._vide = PageVide("", "", self)
        self._pile = QStackedWidget(self)
        self._tranche = QTimer(self)
        self._tranche.setSingleShot(True)
        self._tranche.setInterval(0)
        self._tranche.timeout.connect(self.enrichir_une_tranche)
        self._composer()

    def _composer(self) -> None:
        self.recherche.setMinimumWidth(260)
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
        self.recherche.quittee.connect(lambda: self.table.setFocus(Qt.FocusReason.ShortcutFocusReason))
        self.table.choisie.connect(lambda _ligne: self._accompagner())
        self.table.ouverte.connect(lambda x: self.mesure_demandee.emit(x.dossier_id, x.mesure_id))
        self._pouls.battement.connect(self.battre)
        portee = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence("Ctrl+F"), self, context=portee).activated.connect(self.recherche.setFocus)

    # --- charger -------------------------------------------------------------------------------------------------------------

    def charger(self) -> None:
        """Relit les mandats, d'une requête ; la distance et la conduite de chacun s'ajoutent ensuite."""
        self._toutes = lignes_de_mandats(self._registre.mandats(), self._registre.corpus.vocabulaire)
        self._filtrer()

    def _filtrer(self) -> None:
        garde = self.table.ligne_choisie
        montrees = filtrer(self._toutes, self.recherche.text())
        self.modele.charger(montrees, self._pouls.maintenant)
        self.table.choisir(next((i for i, x in enumerate(montrees) if garde and x.mesure_id == garde.mesure_id), 0))
        nombre = len(self._toutes)
        self.sous_titre.setText(formats.accorder(nombre, "en cours", "en cours") if nombre else "")
        self._pile.setCurrentIndex(0 if montrees else 1)
        if self._toutes and not montrees:
            self._vide.dire("Rien ne répond à ce filtre", "Effacer le filtre pour revoir tous les mandats.")
        elif not montrees:
            self._vide.dire(
                "Aucun mandat en cours",
                "Une rétention sur mandat, un mandat d’arrêt européen, une extradition s’enregistrent comme une mesure : "
                "leurs heures et leurs jours courent ici.",
            )
        self._demander_secondes()
        if self.isVisible():
            self._tranche.start()

    def enrichir_une_tranche(self) -> None:
        """Complète quelques lignes, puis rend la main ; recommence tant qu'il en reste."""
        a_faire = [x for x in self._toutes if not x.enrichie][:_ENRICHIS_PAR_TRANCHE]
        neuves: dict[str, LigneDeMandat] = {}
        for ligne in a_faire:
            try:
                dossier = self._registre.dossier(ligne.dossier_id)
            except ErreurMetier:
                continue
            neuves[ligne.mesure_id] = enrichir(ligne, dossier, self._registre.corpus.vocabulaire)
        if not neuves:
            return
        self._toutes = [neuves.get(x.mesure_id, x) for x in self._toutes]
        self._filtrer()

    def en_derniere_heure(self) -> bool:
        """Dit si une limite est dans sa dernière heure."""
        ici = self._pouls.maintenant.secondes
        return any(x.suivi is not None and 0 < x.suivi - ici <= 3600 for x in self._toutes)

    def choisie(self) -> Choisie | None:
        """Rend la limite qui commande la ligne choisie."""
        ligne = self.table.ligne_choisie
        if ligne is None or ligne.courante is None:
            return None
        return Choisie(ligne.dossier_id, ligne.courante.cle, ligne.courante, ligne.personne)

    def hideEvent(self, evenement: QHideEvent) -> None:
        """Cachée, la page ne demande plus rien."""
        super().hideEvent(evenement)
        self._tranche.stop()
