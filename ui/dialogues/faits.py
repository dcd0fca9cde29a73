"""Compléter ou corriger la personne, l’affaire et la mesure : le lien d’une ligne incalculable mène ici, au champ manquant."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from app.presentation import ErreurMetier, Instant
from app.presentation.consequences import resumer
from app.presentation.saisie_de_faits import TITRES, SaisieDeFaits
from ui.composants.consequences import PanneauDeConsequences
from ui.composants.page import bouton
from ui.composants.textes import etiquette
from ui.formulaires.generique import Formulaire
from ui.style import jetons, theme


class DialogueDeFaits(QDialog):
    """Trois formulaires, une conséquence. ``enregistre`` porte ce qui a été écrit."""

    enregistre = Signal(object)
    explication_demandee = Signal(object)

    def __init__(
        self,
        saisie: SaisieDeFaits,
        maintenant: Callable[[], Instant],
        *,
        sujet: str = "personne",
        champ: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._saisie = saisie
        self._maintenant = maintenant
        self._vise = (sujet, champ)
        self.setWindowTitle("Compléter le dossier")
        self.resize(theme.actif().px(960), theme.actif().px(600))
        self.formulaires = {
            nom: Formulaire(champs, lambda: saisie.cadre(maintenant()), parent=self)
            for nom, champs in saisie.champs.items()
            if champs
        }
        self.motif = QLineEdit(self)
        self._invite = etiquette("Une valeur connue change : dire pourquoi", "second", self)
        self._refus = etiquette("", "impossible", self, plier=True)
        self._resume = etiquette("", "fort", self, plier=True)
        self.consequences = PanneauDeConsequences(self)
        self._enregistrer = bouton("Enregistrer", principal=True, bulle="Ctrl+Entrée", parent=self)
        self._minuteur = QTimer(self)
        self._minuteur.setSingleShot(True)
        self._minuteur.setInterval(120)
        self._minuteur.timeout.connect(self.essayer)
        self._defilant = QScrollArea(self)
        self._composer()
        for nom, formulaire in self.formulaires.items():
            formulaire.poser(saisie.textes(nom))
            formulaire.modifie.connect(lambda _nom: self._minuteur.start())
        self.motif.textChanged.connect(self._activer)
        self.consequences.explication_demandee.connect(self.explication_demandee)
        self._enregistrer.clicked.connect(self.enregistrer)
        self._enregistrer.setDefault(True)
        for touches in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(touches), self).activated.connect(self.enregistrer)
        self.essayer()

    def _composer(self) -> None:
        self._defilant.setWidgetResizable(True)
        self._defilant.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        contenu = QWidget(self._defilant)
        place = QVBoxLayout(contenu)
        place.setContentsMargins(0, 0, jetons.M, 0)
        for nom, formulaire in self.formulaires.items():
            place.addWidget(etiquette(TITRES[nom], "fort", contenu))
            place.addWidget(formulaire)
            place.addSpacing(jetons.M)
        place.addStretch(1)
        self._defilant.setWidget(contenu)
        self.motif.setAccessibleName("Motif de la correction")
        boutons = QHBoxLayout()
        annuler = bouton("Annuler", bulle="Échap", parent=self)
        annuler.clicked.connect(self.reject)
        boutons.addStretch(1)
        boutons.addWidget(annuler)
        boutons.addWidget(self._enregistrer)
        gauche = QVBoxLayout()
        gauche.addWidget(etiquette("Compléter le dossier", "sous-titre", self))
        gauche.addWidget(self._defilant, 1)
        for widget in (self._invite, self.motif, self._refus):
            gauche.addWidget(widget)
            widget.hide()
        gauche.addLayout(boutons)
        droite = QVBoxLayout()
        droite.addWidget(etiquette("Si vous enregistrez", "note", self))
        droite.addWidget(self._resume)
        droite.addWidget(self.consequences, 1)
        ensemble = QHBoxLayout(self)
        ensemble.setContentsMargins(jetons.XL, jetons.L, jetons.L, jetons.L)
        ensemble.setSpacing(jetons.L)
        ensemble.addLayout(gauche, 11)
        ensemble.addLayout(droite, 8)

    def showEvent(self, evenement: QShowEvent) -> None:
        """Met le clavier au champ visé."""
        super().showEvent(evenement)
        sujet, champ = self._vise
        vise = self.formulaires[sujet].champ(champ) if sujet in self.formulaires and champ else None
        if vise is not None:
            vise.choisir_tout()
            self._defilant.ensureWidgetVisible(vise, 0, theme.actif().px(80))

    def _textes(self) -> dict[str, dict[str, str]]:
        return {nom: f.textes for nom, f in self.formulaires.items()}

    def essayer(self) -> None:
        """Essaie à blanc et montre ce qui changerait."""
        self._minuteur.stop()
        essai = self._saisie.essayer(self._textes(), self._maintenant())
        for nom, formulaire in self.formulaires.items():
            formulaire.signaler({champ: m for (sujet, champ), m in essai.erreurs.items() if sujet == nom})
        self._essai = essai
        for widget in (self._invite, self.motif):
            widget.setVisible(essai.motif_exige)
        if essai.refus:
            self._resume.setText("Impossible : rien ne sera enregistré")
            self.consequences.dire(essai.refus, "impossible")
        elif not essai.change:
            self._resume.setText("")
            self.consequences.dire("" if essai.erreurs else "Rien n’est changé pour l’instant.")
        else:
            texte = resumer(essai.consequences)
            self._resume.setText(texte[:1].upper() + texte[1:])
            if essai.consequences:
                self.consequences.montrer(essai.consequences)
            else:
                self.consequences.dire("")
        self._activer()

    def _activer(self) -> None:
        motif = not self._essai.motif_exige or bool(self.motif.text().strip())
        self._enregistrer.setEnabled(self._essai.recevable and motif)

    def enregistrer(self) -> None:
        """Enregistre ce qui a changé, si rien ne s'y oppose."""
        self.essayer()
        if not self._enregistrer.isEnabled():
            if self._essai.motif_exige and self._essai.recevable:
                self.motif.setFocus()
            return
        try:
            changements = self._saisie.enregistrer(self._textes(), self._maintenant(), self.motif.text())
        except ErreurMetier as refus:
            self._refus.setText(str(refus))
            self._refus.show()
            return
        self.accept()
        self.enregistre.emit(changements)

    def keyPressEvent(self, evenement: QKeyEvent) -> None:
        """Entrée enregistre, même si le dernier essai n'a pas encore eu lieu : il a lieu d'abord."""
        if evenement.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.enregistrer()
            return
        super().keyPressEvent(evenement)

    def done(self, resultat: int) -> None:
        """Arrête l'essai en attente à la fermeture."""
        self._minuteur.stop()
        super().done(resultat)
