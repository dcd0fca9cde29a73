"""Les touches qu'une page garde pour elle quand elle tient le clavier, même si la fenêtre en fait autre chose ailleurs."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

_ENTREES = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def est_ctrl_entree(evenement: QEvent) -> bool:
    """Dit si une frappe est Ctrl+Entrée."""
    return (
        isinstance(evenement, QKeyEvent)
        and evenement.key() in _ENTREES
        and bool(evenement.modifiers() & Qt.KeyboardModifier.ControlModifier)
    )


def reserve(evenement: QEvent) -> bool:
    """Garde Ctrl+Entrée pour la page : à appeler de ``event`` ; la frappe arrive ensuite à ``keyPressEvent``."""
    if evenement.type() == QEvent.Type.ShortcutOverride and est_ctrl_entree(evenement):
        evenement.accept()
        return True
    return False
