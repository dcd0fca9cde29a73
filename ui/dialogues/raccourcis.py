"""F1 : la liste de toutes les touches, tirée des actions elles-mêmes."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.commandes import Commande, dire_touche
from ui.composants.page import bouton
from ui.composants.textes import etiquette
from ui.style import jetons, theme

TOUCHES_DES_LISTES = (
    ("Entrée", "Ouvrir la mesure de l’échéance choisie"),
    ("↑ ↓", "Passer d’une échéance à l’autre"),
    ("Début, Fin", "Aller à la première, à la dernière"),
)
TOUCHES_DE_LA_FICHE = (
    ("Une lettre", "Saisir l’acte dont la touche est cette lettre : M, N, D, F, G, L…"),
    ("+", "Chercher un acte par son nom"),
    ("F2, Suppr", "Rectifier, retirer l’acte choisi"),
    ("Ctrl+Z", "Retirer le dernier acte saisi"),
    ("Ctrl+D", "Compléter ou corriger le dossier"),
    ("Ctrl+R", "Contrôler la régularité, enregistrer le PDF"),
    ("F6", "Passer de la frise aux droits, aux actes"),
    ("Échap", "Revenir à la liste"),
)
TOUCHES_DES_DATES = (
    ("m", "Prendre l’heure qu’il est (« maintenant »)"),
    ("↑ ↓", "Avancer ou reculer d’une minute, d’un jour dans une date"),
    ("Page ↑ ↓", "Avancer ou reculer d’une heure, d’un mois dans une date"),
)


class DialogueDesRaccourcis(QDialog):
    """La liste des raccourcis, par groupe."""

    def __init__(self, commandes: Iterable[Commande], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Raccourcis du clavier")
        self.setAccessibleName("Raccourcis du clavier")
        contenu = QWidget(self)
        self._grille = QGridLayout(contenu)
        self._grille.setContentsMargins(jetons.XL, 0, jetons.XL, jetons.M)
        self._grille.setHorizontalSpacing(jetons.L)
        self._grille.setVerticalSpacing(jetons.XS)
        self._grille.setColumnStretch(1, 1)
        touchees = sorted((c for c in commandes if c.touche), key=lambda c: c.groupe != "Général")
        for groupe, membres in groupby(touchees, key=lambda c: c.groupe):
            self._section(groupe, [(dire_touche(c.touche), c.titre) for c in membres])
        self._section("Dans les listes", TOUCHES_DES_LISTES)
        self._section("Sur une fiche", TOUCHES_DE_LA_FICHE)
        self._section("Dans un champ de date ou d’heure", TOUCHES_DES_DATES)
        self._grille.setRowStretch(self._grille.rowCount(), 1)
        defilement = QScrollArea(self)
        defilement.setWidgetResizable(True)
        defilement.setWidget(contenu)
        fermer = bouton("Fermer", parent=self)
        fermer.clicked.connect(self.accept)
        bas = QHBoxLayout()
        bas.setContentsMargins(jetons.XL, jetons.S, jetons.XL, jetons.M)
        bas.addStretch(1)
        bas.addWidget(fermer)
        place = QVBoxLayout(self)
        place.setContentsMargins(0, 0, 0, 0)
        place.addWidget(defilement, 1)
        place.addLayout(bas)
        t = theme.actif()
        self.resize(t.px(520), t.px(560))

    def _section(self, titre: str, touches: Iterable[tuple[str, str]]) -> None:
        rang = self._grille.rowCount()
        entete = etiquette(titre, "fort", self)
        entete.setContentsMargins(0, jetons.L, 0, jetons.XS)
        self._grille.addWidget(entete, rang, 0, 1, 2)
        for n, (touche, geste) in enumerate(touches, rang + 1):
            self._grille.addWidget(etiquette(touche, "second", self), n, 0, Qt.AlignmentFlag.AlignTop)
            self._grille.addWidget(etiquette(geste, "", self, plier=True), n, 1)
