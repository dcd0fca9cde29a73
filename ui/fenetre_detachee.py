"""Une page du rail dans sa propre fenêtre, pour un second écran. Fermée, elle rend la page à la fenêtre principale."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.reglages import Reglages, disposition_des_ecrans


class FenetreDetachee(QWidget):
    """Tient une page détachée ; sa place est retenue par disposition d'écrans."""

    def __init__(self, page: QWidget, titre: str, cle: str, reglages: Reglages, rendre: Callable[[QWidget], None]) -> None:
        super().__init__()
        self._page = page
        self._rendre = rendre
        self._reglages = reglages
        self._cle = f"detachee/{cle}/{disposition_des_ecrans()}/place"
        self.setWindowTitle(titre)
        place = QVBoxLayout(self)
        place.setContentsMargins(0, 0, 0, 0)
        place.addWidget(page)
        page.show()
        self.resize(page.size().expandedTo(page.minimumSizeHint()))
        retenue = reglages.octets(self._cle)
        if retenue is not None:
            self.restoreGeometry(retenue)
        for touche in ("Ctrl+Shift+D", "Ctrl+W"):
            QShortcut(QKeySequence(touche), self).activated.connect(self.close)

    def changeEvent(self, evenement: QEvent) -> None:
        """Garde le clavier à la page quand la fenêtre revient devant."""
        super().changeEvent(evenement)
        if evenement.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self._page.setFocus()

    def closeEvent(self, evenement: QCloseEvent) -> None:
        """Rend la page et retient la place."""
        self._reglages.ecrire(self._cle, self.saveGeometry())
        self._rendre(self._page)
        super().closeEvent(evenement)
