"""L'ossature d'une page : un titre, une ligne qui le précise, des actions à droite, le travail dessous. Et la page vide."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ui.composants.textes import changer_role, etiquette
from ui.style import jetons


class Page(QWidget):
    """Une page de la zone de travail. Les boutons vont dans ``outils``, le contenu dans ``corps``."""

    def __init__(self, titre: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.titre = etiquette(titre, "titre", self)
        self.sous_titre = etiquette("", "second", self)
        self.outils = QHBoxLayout()
        self.outils.setSpacing(jetons.S)
        haut = QHBoxLayout()
        haut.setContentsMargins(jetons.XL, jetons.M, jetons.L, jetons.S)
        haut.setSpacing(jetons.M)
        haut.addWidget(self.titre, 0, Qt.AlignmentFlag.AlignBaseline)
        haut.addWidget(self.sous_titre, 1, Qt.AlignmentFlag.AlignBaseline)
        haut.addLayout(self.outils)
        self.corps = QVBoxLayout()
        self.corps.setContentsMargins(0, 0, 0, 0)
        self.corps.setSpacing(0)
        place = QVBoxLayout(self)
        place.setContentsMargins(0, 0, 0, 0)
        place.setSpacing(0)
        place.addLayout(haut)
        place.addLayout(self.corps, 1)
        self.sous_titre.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)


def bouton(texte: str, *, principal: bool = False, bulle: str = "", parent: QWidget | None = None) -> QPushButton:
    """Rend un bouton ; ``principal`` pour la seule action attendue d'un écran."""
    rendu = QPushButton(texte, parent)
    rendu.setAutoDefault(False)
    rendu.setToolTip(bulle)
    changer_role(rendu, "principal" if principal else "")
    return rendu


class PageVide(QWidget):
    """Dit ce qu'il n'y a pas encore, et par quoi commencer."""

    def __init__(self, titre: str, texte: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._titre = etiquette(titre, "sous-titre", self, plier=True)
        self._texte = etiquette(texte, "second", self, plier=True)
        self.boutons = QHBoxLayout()
        self.boutons.setSpacing(jetons.S)
        self.boutons.addStretch(1)
        place = QVBoxLayout(self)
        place.setContentsMargins(jetons.XL, jetons.XL * 2, jetons.XL, jetons.XL)
        place.setSpacing(jetons.S)
        for widget in (self._titre, self._texte):
            widget.setMaximumWidth(520)
            place.addWidget(widget)
        place.addSpacing(jetons.S)
        place.addLayout(self.boutons)
        place.addStretch(1)

    def dire(self, titre: str, texte: str) -> None:
        """Change ce qui est dit."""
        self._titre.setText(titre)
        self._texte.setText(texte)

    def ajouter(self, bouton_: QPushButton) -> None:
        """Ajoute un bouton."""
        self.boutons.insertWidget(self.boutons.count() - 1, bouton_)
