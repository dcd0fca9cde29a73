"""À propos : les versions, le paquet de règles, et les règles dont la vérification est ancienne ou douteuse."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QPlainTextEdit, QVBoxLayout, QWidget

from ui.composants.page import bouton
from ui.composants.textes import etiquette
from ui.style import jetons, theme

AVERTISSEMENT = (
    "Clepsydre aide à tenir les délais ; la loi et la décision du magistrat l’emportent toujours sur ce qui est affiché. "
    "Chaque date s’explique : choisir une échéance, puis Ctrl+Entrée."
)


class DialogueAPropos(QDialog):
    """Les lignes à montrer et les règles à vérifier lui sont données."""

    def __init__(
        self, lignes: Sequence[tuple[str, str]], a_verifier: Sequence[str] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("À propos de Clepsydre")
        place = QVBoxLayout(self)
        place.setContentsMargins(jetons.XL, jetons.L, jetons.XL, jetons.L)
        place.setSpacing(jetons.XS)
        place.addWidget(etiquette("Clepsydre", "titre", self))
        place.addWidget(etiquette("Les délais de la procédure pénale, tenus à la minute.", "second", self))
        place.addSpacing(jetons.M)
        for nom, valeur in lignes:
            place.addWidget(etiquette(f"{nom} : {valeur}", "", self, copiable=True))
        place.addSpacing(jetons.M)
        place.addWidget(etiquette(AVERTISSEMENT, "", self, plier=True))
        if a_verifier:
            place.addSpacing(jetons.M)
            place.addWidget(etiquette("Règles à vérifier", "fort", self))
            liste = QPlainTextEdit("\n".join(a_verifier), self)
            liste.setReadOnly(True)
            liste.setAccessibleName("Règles à vérifier")
            place.addWidget(liste, 1)
        fermer = bouton("Fermer", parent=self)
        fermer.clicked.connect(self.accept)
        place.addSpacing(jetons.M)
        place.addWidget(fermer)
        self.setMinimumWidth(theme.actif().px(460))
