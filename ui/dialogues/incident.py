"""Le dialogue d'incident : ce qui est arrivé, ce qui est gardé, ce qu'on peut faire. Rien ne part sur le réseau."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from ui.composants.page import bouton
from ui.composants.textes import etiquette
from ui.style import jetons, theme

PHRASE = (
    "Une erreur inattendue s’est produite. Les actes déjà enregistrés sont à l’abri ; la saisie en cours est gardée en "
    "brouillon. Vérifier le dernier acte saisi avant de continuer."
)


class DialogueDIncident(QDialog):
    """Montre un rapport, à copier ou à enregistrer. ``redemarrer`` dit si l'on a préféré relancer le programme."""

    def __init__(self, rapport: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rapport = rapport
        self.redemarrer = False
        self.setWindowTitle("Incident")
        texte = QPlainTextEdit(rapport, self)
        texte.setReadOnly(True)
        texte.setAccessibleName("Rapport d’incident")
        continuer = bouton("Continuer", principal=True, parent=self)
        continuer.clicked.connect(self.accept)
        fermer = bouton("Redémarrer Clepsydre", parent=self)
        fermer.clicked.connect(self._redemarrer)
        copier = bouton("Copier le rapport", parent=self)
        copier.clicked.connect(lambda: QGuiApplication.clipboard().setText(rapport))
        enregistrer = bouton("Enregistrer…", parent=self)
        enregistrer.clicked.connect(self._choisir_un_fichier)
        bas = QHBoxLayout()
        bas.setSpacing(jetons.S)
        for widget in (copier, enregistrer):
            bas.addWidget(widget)
        bas.addStretch(1)
        for widget in (fermer, continuer):
            bas.addWidget(widget)
        place = QVBoxLayout(self)
        place.setContentsMargins(jetons.XL, jetons.L, jetons.XL, jetons.L)
        place.setSpacing(jetons.S)
        place.addWidget(etiquette("Un incident est arrivé", "sous-titre", self))
        place.addWidget(etiquette(PHRASE, "", self, plier=True))
        place.addWidget(etiquette("Rapport, sans aucun nom, à transmettre à l’assistance :", "second", self))
        place.addWidget(texte, 1)
        place.addLayout(bas)
        self.resize(theme.actif().px(640), theme.actif().px(440))
        continuer.setFocus()

    def enregistrer(self, fichier: Path) -> None:
        """Écrit le rapport dans un fichier. Lève ``OSError``."""
        fichier.write_text(self._rapport, encoding="utf-8")

    def _choisir_un_fichier(self) -> None:
        nom, _ = QFileDialog.getSaveFileName(self, "Enregistrer le rapport", "incident-clepsydre.txt", "Textes (*.txt)")
        if nom:
            self.enregistrer(Path(nom))

    def _redemarrer(self) -> None:
        self.redemarrer = True
        self.accept()
