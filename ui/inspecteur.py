"""L'inspecteur, à droite : l'échéance choisie en grand, et « Pourquoi ? » sous elle. Il montre ce qu'on lui donne."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.presentation import Instant
from app.presentation.derivation import Explicable, expliquer
from app.presentation.formats import typographier
from app.presentation.lignes import LigneDEcheance
from ui.composants.boutons import BoutonDIcone
from ui.composants.echeance import VueDEcheance
from ui.composants.explication import VueDExplication
from ui.composants.textes import etiquette
from ui.style import jetons


class Inspecteur(QFrame):
    """Explique la chose choisie : échéance, incalculable, irrégularité, constat ; ou accueille un widget (``accueillir``)."""

    acte_demande = Signal(str)
    article_demande = Signal(str)
    fait_demande = Signal(str)
    ferme = Signal()

    def __init__(self, poste: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("inspecteur")
        self._poste = poste
        self._surtitre = etiquette("Pourquoi ?", "note", self)
        self._titre = etiquette("", "fort", self, plier=True, copiable=True)
        self._contexte = etiquette("", "second", self, plier=True, copiable=True)
        self._vide = etiquette("Choisir une échéance pour voir d’où elle vient.", "second", self, plier=True)
        self._carte = VueDEcheance(poste, parent=self)
        self.explication = VueDExplication(self)
        self._invite: QWidget | None = None
        self._copier = QPushButton("Copier l’explication", self)
        self._copier.setAutoDefault(False)
        self._texte = ""
        self._composer()
        self.explication.acte_demande.connect(self.acte_demande)
        self.explication.article_demande.connect(self.article_demande)
        self.explication.fait_demande.connect(self.fait_demande)
        self._copier.clicked.connect(self._copier_le_texte)
        self.vider()

    def _composer(self) -> None:
        fermer = BoutonDIcone("fermer", "Replier l’inspecteur (Ctrl+I)", self)
        fermer.clicked.connect(self.ferme)
        haut = QHBoxLayout()
        haut.addWidget(self._surtitre, 1)
        haut.addWidget(fermer)
        self._place = QVBoxLayout(self)
        self._place.setContentsMargins(jetons.L, jetons.S, jetons.S, jetons.M)
        self._place.setSpacing(jetons.XS)
        self._place.addLayout(haut)
        for widget in (self._titre, self._contexte, self._vide):
            self._place.addWidget(widget)
        carte = QVBoxLayout()
        carte.setContentsMargins(0, jetons.S, jetons.S, 0)
        carte.addWidget(self._carte)
        self._place.addLayout(carte)
        self._place.addSpacing(jetons.S)
        self._place.addWidget(self.explication, 1)
        self._place.addWidget(self._copier, 0, Qt.AlignmentFlag.AlignLeft)
        self._place.addStretch(0)

    # --- ce que l'on y montre ------------------------------------------------------------------------------------------------

    def vider(self) -> None:
        """N'explique rien."""
        self._renvoyer_l_invite()
        for widget in (self._titre, self._contexte, self._carte, self.explication, self._copier):
            widget.hide()
        self._surtitre.setText("Pourquoi ?")
        self._vide.show()

    def montrer(
        self, resultat: Explicable | None, maintenant: Instant, *, ligne: LigneDEcheance | None = None, contexte: str = ""
    ) -> None:
        """Montre un résultat du moteur et son explication. ``ligne`` seule suffit en attendant que le moteur réponde."""
        self.vider()
        if resultat is None and ligne is None:
            return
        self._vide.hide()
        if ligne is not None:
            self._carte.montrer(ligne, maintenant)
            contexte = contexte or " · ".join(filter(None, (ligne.personne, ligne.numero)))
        self._carte.setVisible(ligne is not None)
        self._ecrire(self._contexte, contexte)
        if resultat is not None:
            explication = expliquer(resultat, poste=self._poste)
            self._texte = explication.en_texte()
            self._surtitre.setText(explication.surtitre)
            self._ecrire(self._titre, explication.titre)
            self.explication.montrer(explication)
            self.explication.show()
            self._copier.show()
        elif ligne is not None:
            self._ecrire(self._titre, ligne.action)

    def accueillir(self, widget: QWidget, titre: str) -> None:
        """Montre un widget étranger (les conséquences d'un formulaire, par exemple) à la place de l'explication."""
        self.vider()
        self._vide.hide()
        self._surtitre.setText(titre)
        self._invite = widget
        self._place.insertWidget(1, widget, 1)
        widget.show()

    def battre(self, maintenant: Instant) -> None:
        """Fait passer le temps sur l'échéance montrée."""
        if self._carte.isVisible():
            self._carte.battre(maintenant)

    def prendre_le_clavier(self) -> None:
        """Donne le clavier à l'explication (Ctrl+Entrée)."""
        cible = self.explication if self.explication.isVisible() else self
        cible.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _renvoyer_l_invite(self) -> None:
        if self._invite is not None:
            self._place.removeWidget(self._invite)
            self._invite.setParent(None)
            self._invite = None

    @staticmethod
    def _ecrire(texte: QLabel, contenu: str) -> None:
        texte.setText(typographier(contenu))
        texte.setVisible(bool(contenu))

    def _copier_le_texte(self) -> None:
        QGuiApplication.clipboard().setText(self._texte)
