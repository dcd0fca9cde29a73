"""La colonne « Si vous enregistrez » : le résumé, les conséquences, et le motif quand une irrégularité est assumée."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.presentation.apercu import Apercu
from app.presentation.consequences import resumer
from app.presentation.formats import majuscule
from ui.composants.consequences import PanneauDeConsequences
from ui.composants.textes import etiquette
from ui.style import jetons, theme

LARGEUR = 300


class ColonneDeConsequences(QWidget):
    """Montre un ``Apercu``. Le motif n'est demandé que si la nullité ou l'illégalité est encourue."""

    motif_change = Signal()
    explication_demandee = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(theme.actif().px(LARGEUR))
        self._resume = etiquette("", "fort", self, plier=True)
        self.panneau = PanneauDeConsequences(self)
        self._invite = etiquette("Irrégularité assumée : dire pourquoi", "irregularite", self, plier=True)
        self.motif = QLineEdit(self)
        self.motif.setAccessibleName("Motif")
        place = QVBoxLayout(self)
        place.setContentsMargins(jetons.L, 0, jetons.M, jetons.M)
        place.setSpacing(jetons.S)
        place.addWidget(etiquette("Si vous enregistrez", "note", self))
        place.addWidget(self._resume)
        place.addWidget(self.panneau, 1)
        for widget in (self._invite, self.motif):
            place.addWidget(widget)
            widget.hide()
        self.motif.textChanged.connect(self.motif_change)
        self.panneau.explication_demandee.connect(self.explication_demandee)

    @property
    def resume(self) -> str:
        """Rend le résumé montré."""
        return self._resume.text()

    def montrer(self, apercu: Apercu) -> None:
        """Montre ce qui résulterait de l'enregistrement, ou pourquoi il est impossible."""
        if apercu.refus:
            self._resume.setText("Impossible : rien ne sera enregistré")
            self.panneau.dire(apercu.refus, "impossible")
        elif apercu.depart is None and not apercu.consequences:
            self._resume.setText("")
            self.panneau.dire("Saisir la date ou l’heure du placement : le départ retenu et les échéances paraîtront ici.")
        else:
            self._resume.setText(majuscule(resumer(apercu.consequences)))
            self.panneau.montrer(apercu.consequences, depart=apercu.depart, quand=apercu.quand, resume=apercu.resume)
        for widget in (self._invite, self.motif):
            widget.setVisible(bool(apercu.a_justifier))

    @property
    def texte_du_motif(self) -> str:
        """Rend le motif écrit ; vide s'il n'est pas demandé."""
        return "" if self.motif.isHidden() else self.motif.text().strip()

    @property
    def motif_manque(self) -> bool:
        """Dit si un motif est demandé et manque encore."""
        return not self.motif.isHidden() and not self.texte_du_motif

    def demander_le_motif(self) -> None:
        """Met le clavier au motif, s'il est demandé."""
        if not self.motif.isHidden():
            self.motif.setFocus(Qt.FocusReason.ShortcutFocusReason)
