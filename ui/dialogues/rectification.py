"""Rectifier ou retirer un acte : l'ancien reste lisible, le motif est obligatoire, les conséquences sont dites avant."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.presentation import ErreurMetier, Instant
from app.presentation.consequences import resumer
from app.presentation.saisie_d_acte import SaisieDActes
from app.services.registre import Registre
from ui.composants.consequences import PanneauDeConsequences
from ui.composants.page import bouton
from ui.composants.textes import etiquette
from ui.dialogues.acte import DialogueDActe
from ui.style import jetons, theme

MOTIFS_USUELS = ("Erreur de saisie", "Heure inexacte", "Acte saisi deux fois", "Acte d’une autre personne")


def dialogue_de_rectification(
    registre: Registre,
    dossier_id: str,
    mesure_id: str,
    acte_id: str,
    maintenant: Callable[[], Instant],
    *,
    poste: str = "",
    parent: QWidget | None = None,
) -> DialogueDActe:
    """Rend le dialogue qui remplace un acte. Lève ``KeyError`` si l'acte n'est pas dans la mesure."""
    acte = {a.id: a for a in registre.dossier(dossier_id).mesure(mesure_id).actes}[acte_id]
    saisie = SaisieDActes(registre, dossier_id, mesure_id, rectifie=acte, poste=poste)
    part = saisie.part(acte.type, maintenant())
    titre = f"Rectifier : {part.intitule}"
    return DialogueDActe(registre, saisie, [part], maintenant, titre=titre, motif_exige=True, parent=parent)


class DialogueDeRetrait(QDialog):
    """Retire un acte (Ctrl+Z, ou Suppr sur un acte) : il reste barré, avec son motif."""

    enregistre = Signal(object)
    explication_demandee = Signal(object)

    def __init__(
        self, saisie: SaisieDActes, acte_id: str, phrase: str, *, motif: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._saisie = saisie
        self._acte_id = acte_id
        self.setWindowTitle("Retirer un acte")
        self.resize(theme.actif().px(640), theme.actif().px(420))
        essai = saisie.essayer_d_annuler(acte_id)
        self.motif = QLineEdit(motif, self)
        self.motif.setAccessibleName("Motif")
        self.motif.setPlaceholderText("Erreur de saisie, acte saisi deux fois…")
        self._refus = etiquette(essai.refus, "impossible", self, plier=True)
        self._refus.setVisible(bool(essai.refus))
        consequences = PanneauDeConsequences(self)
        consequences.montrer(essai.consequences, entete=_phrase(resumer(essai.consequences)))
        consequences.explication_demandee.connect(self.explication_demandee)
        self._retirer = bouton("Retirer l’acte", principal=True, bulle="Ctrl+Entrée", parent=self)
        self._retirer.setDefault(True)
        self._retirer.clicked.connect(self.retirer)
        self._recevable = essai.recevable
        annuler = bouton("Garder l’acte", bulle="Échap", parent=self)
        annuler.clicked.connect(self.reject)
        boutons = QHBoxLayout()
        boutons.addStretch(1)
        boutons.addWidget(annuler)
        boutons.addWidget(self._retirer)
        place = QVBoxLayout(self)
        place.setContentsMargins(jetons.XL, jetons.L, jetons.L, jetons.L)
        place.setSpacing(jetons.S)
        for widget in (
            etiquette("Retirer cet acte ?", "sous-titre", self),
            etiquette(phrase, "", self, plier=True),
            etiquette("Il reste lisible, barré, avec ce motif.", "second", self),
            self.motif,
            self._refus,
        ):
            place.addWidget(widget)
        place.addSpacing(jetons.S)
        place.addWidget(consequences, 1)
        place.addLayout(boutons)
        self.motif.textChanged.connect(self._verifier)
        for touches in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(touches), self).activated.connect(self.retirer)
        self._verifier()

    def _verifier(self) -> None:
        self._retirer.setEnabled(self._recevable and bool(self.motif.text().strip()))

    def retirer(self) -> None:
        """Retire l'acte, si le motif est dit et si rien ne s'y oppose."""
        if not self._retirer.isEnabled():
            self.motif.setFocus()
            return
        try:
            changements = self._saisie.annuler(self._acte_id, self.motif.text())
        except ErreurMetier as refus:
            self._refus.setText(str(refus))
            self._refus.show()
            return
        self.accept()
        self.enregistre.emit(changements)


def _phrase(texte: str) -> str:
    return texte[:1].upper() + texte[1:]
