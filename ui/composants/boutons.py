"""Des boutons d'icône qui suivent le thème."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QToolButton, QWidget

from ui.style import jetons, theme


class BoutonDIcone(QToolButton):
    """Un bouton réduit à son icône ; son nom se lit en bulle et par un lecteur d'écran."""

    def __init__(self, icone: str, nom: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._nom_d_icone = icone
        self.setToolTip(nom)
        self.setAccessibleName(nom.split(" (")[0])
        self._dessiner()

    def _dessiner(self) -> None:
        from ui import icones

        cote = theme.actif().px(jetons.ICONE)
        self.setIcon(icones.icone(self._nom_d_icone, "texte_2"))
        self.setIconSize(QSize(cote, cote))

    def changeEvent(self, evenement: QEvent) -> None:
        """Redessine l'icône quand le thème change."""
        super().changeEvent(evenement)
        if evenement.type() == QEvent.Type.PaletteChange:
            self._dessiner()
