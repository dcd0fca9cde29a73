"""Les textes de l'interface : des étiquettes dont le rôle fixe la taille et la couleur (ui/style/feuille.py)."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from app.presentation.formats import typographier

Role = Literal["", "titre", "sous-titre", "fort", "second", "note", "impossible", "irregularite", "conseil"]


def etiquette(
    texte: str = "", role: Role = "", parent: QWidget | None = None, *, plier: bool = False, copiable: bool = False
) -> QLabel:
    """Rend une étiquette en texte brut. ``plier`` passe à la ligne ; ``copiable`` se sélectionne au clavier et à la souris."""
    rendue = QLabel(typographier(texte), parent)
    rendue.setTextFormat(Qt.TextFormat.PlainText)
    rendue.setProperty("role", role)
    rendue.setWordWrap(plier)
    if copiable:
        drapeaux = Qt.TextInteractionFlag
        rendue.setTextInteractionFlags(drapeaux.TextSelectableByMouse | drapeaux.TextSelectableByKeyboard)
        rendue.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    return rendue


def changer_role(widget: QWidget, role: str, nom: str = "role") -> None:
    """Change la propriété de style d'un widget et le fait repeindre."""
    if widget.property(nom) != role:
        widget.setProperty(nom, role)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def filet(parent: QWidget | None = None) -> QFrame:
    """Rend un filet horizontal d'un pixel."""
    rendu = QFrame(parent)
    rendu.setProperty("role", "filet")
    return rendu
