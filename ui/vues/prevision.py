"""La prévision : qui atteint un terme ou un plafond d'ici un à douze mois, et la dernière semaine d'audience utile."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QWidget

from app.presentation.groupes import Entete
from app.presentation.prevision import (
    HORIZONS,
    LigneDePrevision,
    Pas,
    dire_le_compte,
    filtrer,
    grouper,
    horizon,
    html_de_la_prevision,
    lignes_de_prevision,
)
from app.presentation.urgence import Signe
from app.services.registre import Registre
from ui.composants.bandeau import Bandeau
from ui.composants.page import PageVide, bouton
from ui.composants.page_de_liste import Choisie, PageDeListe
from ui.composants.puce import Puce
from ui.composants.recherche import ChampDeRecherche
from ui.composants.table_a_etages import Colonne
from ui.composants.table_groupee import ModeleGroupe, TableGroupee
from ui.formulaires.choix import Segments
from ui.impression import ecrire_pdf
from ui.pouls import Pouls
from ui.style import jetons

QUI = "prevision"
_DEFAUT = "6"
_REPIT_MS = 120
"""Temps laissé à la page pour se peindre avant d'expliquer la ligne choisie."""


class ModeleDePrevision(ModeleGroupe):
    """Les lignes de la prévision en colonnes, sous l'en-tête de leur mois ou de leur semaine."""

    colonnes = (
        Colonne("Reste"),
        Colonne("Dernier jour", modele="mer. 28 sept. 2027", gras=True),
        Colonne("Personne", part=0.26, gras=True),
        Colonne("Titre", part=0.3),
        Colonne("Audience utile", modele="Semaine du lun. 28 sept. 2027", gras=True),
        Colonne("Débat, suite possible", part=0.44),
    )

    def etages(self, ligne: LigneDePrevision, colonne: int) -> tuple[str, str]:
        """Rend les deux textes d'une case."""
        annee = self.maintenant.jour(ligne.detention.fuseau).year
        match colonne:
            case 1:
                return ligne.echeance(annee)
            case 2:
                return ligne.identite()
            case 3:
                return ligne.titre()
            case 4:
                return ligne.audience_utile(annee)
            case _:
                convocation = ligne.convocation(annee)[0]
                return (convocation, ligne.suite()) if convocation else (ligne.suite(), "")

    def temps(self, ligne: LigneDePrevision) -> tuple[Signe, str, tuple[tuple[str, str], ...]]:
        """Rend le niveau et le temps qui reste."""
        return (ligne.signe(self.maintenant), *ligne.reste(self.maintenant))

    def phrase(self, ligne: LigneDePrevision) -> str:
        """Rend la ligne en une phrase."""
        return ligne.phrase(self.maintenant)


class VueDePrevision(PageDeListe):
    """La page de la prévision. ``charger`` relit la base ; Entrée ouvre la fiche, Ctrl+P écrit le PDF."""

    def __init__(self, registre: Registre, pouls: Pouls, poste: str = "Europe/Paris", parent: QWidget | None = None) -> None:
        super().__init__("Prévision", QUI, registre, pouls, parent)
        self._poste = poste
        self._toutes: list[LigneDePrevision] = []
        self.rangs: list[LigneDePrevision | Entete] = []
        self.modele = ModeleDePrevision(pouls.maintenant, self)
        self.table = TableGroupee(self.modele, "Termes et plafonds à venir", self)
        self.recherche = ChampDeRecherche("Filtrer : nom, n°, écrou, cabinet…", "Filtrer la prévision", self)
        self.horizon = Segments("Horizon", HORIZONS, parent=self)
        self.pas = Segments("Grouper", ((Pas.MOIS.value, "Par mois"), (Pas.SEMAINE.value, "Par semaine")), parent=self)
        self.plafonds = Puce("Plafonds seulement", parent=self)
        self._bandeau = Bandeau(self)
        self._vide = PageVide("", "", self)
        self._pile = QStackedWidget(self)
        self._accompagnement = QTimer(self)
        self._accompagnement.setSingleShot(True)
        self._accompagnement.setInterval(_REPIT_MS)
        self._accompagnement.timeout.connect(self._accompagner)
        self._composer()
        self._relier()

    def _composer(self) -> None:
        self.recherche.setMinimumWidth(220)
        imprimer = bouton("Enregistrer en PDF…", bulle="Ctrl+P", parent=self)
        imprimer.clicked.connect(self.demander_le_pdf)
        self.outils.addWidget(self.recherche)
        self.outils.addWidget(imprimer)
        self.horizon.poser(_DEFAUT)
        self.pas.poser(Pas.MOIS.value)
        choix = QHBoxLayout()
        choix.setContentsMargins(jetons.XL, 0, jetons.L, jetons.S)
        choix.setSpacing(jetons.M)
        for widget in (self.horizon, self.pas, self.plafonds):
            choix.addWidget(widget)
        choix.addStretch(1)
        self.corps.addWidget(self._bandeau)
        self._bandeau.hide()
        self.corps.addLayout(choix)
        liste = QWidget(self)
        place = QHBoxLayout(liste)
        place.setContentsMargins(jetons.L, 0, 0, 0)
        place.addWidget(self.table)
        self._pile.addWidget(liste)
        self._pile.addWidget(self._vide)
        self.corps.addWidget(self._pile, 1)
        self.setFocusProxy(self.table)

    def _relier(self) -> None:
        self.recherche.textChanged.connect(self._filtrer)
        self.recherche.quittee.connect(lambda: self.table.setFocus(Qt.FocusReason.ShortcutFocusReason))
        self.horizon.change.connect(self.charger)
        self.pas.change.connect(self._filtrer)
        self.plafonds.toggled.connect(self._filtrer)
        self.table.choisie.connect(lambda _ligne: self._accompagnement.start())
        self.table.ouverte.connect(lambda x: self.mesure_demandee.emit(x.dossier_id, x.mesure_id))
        self._pouls.battement.connect(self.battre)
        portee = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence("Ctrl+F"), self, context=portee).activated.connect(self.recherche.setFocus)
        QShortcut(QKeySequence("Ctrl+P"), self, context=portee).activated.connect(self.demander_le_pdf)

    # --- charger -------------------------------------------------------------------------------------------------------------

    @property
    def mois(self) -> int:
        """Rend l'horizon, en mois."""
        return int(self.horizon.texte or _DEFAUT)

    def charger(self) -> None:
        """Relit la base, d'une requête bornée à l'horizon."""
        du = self._pouls.maintenant
        au = horizon(du, self.mois, self._poste)
        self._toutes = lignes_de_prevision(self._registre.previsions(du, au), du, au)
        self._filtrer()

    def _filtrer(self) -> None:
        garde = self.table.ligne_choisie
        lignes = filtrer(self._toutes, self.recherche.text(), plafonds=self.plafonds.isChecked())
        self.rangs = grouper(lignes, Pas(self.pas.texte or Pas.MOIS.value))
        self.modele.charger(self.rangs, self._pouls.maintenant)
        memes = (i for i, x in enumerate(self.rangs) if garde is not None and x == garde)
        self.table.choisir(next(memes, 0))
        self.sous_titre.setText(dire_le_compte(lignes))
        self._pile.setCurrentIndex(0 if lignes else 1)
        if self._toutes and not lignes:
            self._vide.dire("Personne ne répond à ce filtre", "Effacer le filtre pour revoir toute la prévision.")
        elif not lignes:
            self._vide.dire("Aucun terme ni plafond dans cet horizon", "Allonger l’horizon pour voir plus loin.")

    def choisie(self) -> Choisie | None:
        """Rend le terme ou le plafond de la ligne choisie."""
        ligne = self.table.ligne_choisie
        if ligne is None:
            return None
        for e in self._registre.calculer(ligne.dossier_id).echeances:
            if e.mesure == ligne.mesure_id and e.ouverte and e.cumul and e.prudent.secondes == ligne.instant:
                return Choisie(ligne.dossier_id, e.cle, None, ligne.detention.personne)
        return None

    def _suivre_le_choix(self) -> None:
        self._accompagnement.start()

    # --- impression ----------------------------------------------------------------------------------------------------------

    def demander_le_pdf(self) -> None:
        """Demande où écrire le PDF, puis l'écrit."""
        chemin, _ = QFileDialog.getSaveFileName(self, "Enregistrer la prévision", "prevision.pdf", "PDF (*.pdf)")
        if chemin:
            self.ecrire_le_pdf(Path(chemin))

    def ecrire_le_pdf(self, chemin: Path) -> None:
        """Écrit ce qui est montré ; dit ce qui est arrivé."""
        titre = f"Prévision à {self.mois} mois"
        try:
            ecrire_pdf(chemin, html_de_la_prevision(self.rangs, titre, self._pouls.maintenant, self._poste), titre)
        except OSError as erreur:
            self._bandeau.dire(f"Le PDF n’a pas été écrit : {erreur}. Choisir un autre dossier.", "impossible")
            return
        self._bandeau.dire(f"Enregistré : {chemin.name}", "conseil")
