"""Le haut d’une fiche : qui, pour quoi, depuis quand, où ; à droite l’échéance qui commande ; dessous les gestes."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.presentation import Instant
from app.presentation.actions import Action, actions_de
from app.presentation.fiche import Fiche
from app.presentation.formats import INSECABLE, accorder, majuscule
from ui.composants.boutons import BoutonDIcone
from ui.composants.echeance import VueDEcheance
from ui.composants.flot import Flot
from ui.composants.page import bouton
from ui.composants.textes import changer_role, etiquette
from ui.style import jetons, theme

_LARGEUR_DE_L_ECHEANCE = 368


class EnTeteDeFiche(QWidget):
    """Montre l'en-tête d'une ``Fiche`` et ses gestes."""

    action_demandee = Signal(object)
    """Le geste choisi (``Action``)."""
    depart_demande = Signal()
    """« Pourquoi ? » sur l'heure de départ."""
    echeance_demandee = Signal()
    """« Pourquoi ? » sur l'échéance qui commande."""
    controle_demande = Signal()
    dossier_demande = Signal()
    retour_demande = Signal()

    def __init__(self, poste: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions: tuple[Action, ...] = ()
        self._personne = etiquette("", "titre", self, copiable=True)
        self._identite = etiquette("", "second", self, plier=True, copiable=True)
        self._mesure = etiquette("", "fort", self, plier=True, copiable=True)
        self._affaire = etiquette("", "", self, plier=True, copiable=True)
        self._depart = etiquette("", "second", self, plier=True, copiable=True)
        self._titre = etiquette("", "", self, plier=True, copiable=True)
        self._gestes = Flot()
        self.echeance = VueDEcheance(poste, parent=self)
        self._pourquoi_depart = BoutonDIcone("pourquoi", "Pourquoi cette heure ?", self)
        self._pourquoi_depart.clicked.connect(self.depart_demande)
        self._composer()

    def _composer(self) -> None:
        retour = BoutonDIcone("chevron_gauche", "Retour à la liste (Échap)", self)
        retour.clicked.connect(self.retour_demande)
        nom = QHBoxLayout()
        nom.setSpacing(jetons.XS)
        nom.addWidget(retour)
        nom.addWidget(self._personne, 1)
        self._ligne_du_depart = depart = QHBoxLayout()
        depart.setSpacing(jetons.S)
        depart.addWidget(self._depart, 1)
        depart.addWidget(self._pourquoi_depart, 0, Qt.AlignmentFlag.AlignVCenter)
        depart.addStretch(0)
        gauche = QVBoxLayout()
        gauche.setSpacing(2)
        gauche.addLayout(nom)
        for widget in (self._identite, self._mesure, self._affaire, self._titre):
            gauche.addWidget(widget)
        gauche.addLayout(depart)
        gauche.addSpacing(jetons.S)
        gauche.addLayout(self._gestes)
        gauche.addStretch(1)
        place = QHBoxLayout(self)
        place.setContentsMargins(jetons.L, jetons.M, jetons.L, jetons.S)
        place.setSpacing(jetons.L)
        place.addLayout(gauche, 1)
        place.addWidget(self.echeance, 1, Qt.AlignmentFlag.AlignTop)
        self.echeance.setMaximumWidth(theme.actif().px(_LARGEUR_DE_L_ECHEANCE))
        self._depart.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def montrer(self, fiche: Fiche, maintenant: Instant) -> None:
        """Montre l'en-tête de cette fiche."""
        t = fiche.en_tete
        self._personne.setText(t.personne)
        self._identite.setText(t.identite)
        numero = f"n° {t.numero}".replace(" ", INSECABLE) if t.numero else ""
        self._mesure.setText(" · ".join(x for x in (t.mesure, t.etat, numero) if x))
        self._affaire.setText(" · ".join(x for x in (t.affaire, t.lieu, t.zone) if x))
        self._titre.setText(t.titre)
        self._depart.setText(t.depart or "Départ non établi")
        self._depart.setWordWrap(not fiche.retenue)  # deux dates pour un titre ; une heure tient toujours, son « ? » à côté
        self._ligne_du_depart.setStretch(0, 0 if fiche.retenue else 1)
        self._ligne_du_depart.setStretch(2, 1 if fiche.retenue else 0)
        self._pourquoi_depart.setVisible(fiche.depart is not None)
        changer_role(self._identite, "fort" if t.mineur else "second")
        for texte in (self._identite, self._affaire, self._titre):
            texte.setVisible(bool(texte.text()))
        self.echeance.setVisible(fiche.courante is not None)
        if fiche.courante is not None:
            self.echeance.montrer(fiche.ligne(fiche.courante), maintenant)
        self._proposer(actions_de(fiche), len(fiche.irregularites) + len(fiche.manques))

    def battre(self, maintenant: Instant) -> None:
        """Fait passer le temps sur l'échéance."""
        self.echeance.battre(maintenant)

    def _proposer(self, actions: tuple[Action, ...], points: int) -> None:
        while (element := self._gestes.takeAt(0)) is not None:
            widget = element.widget()
            if widget is not None:
                widget.hide()  # Qt peut lui avoir promis une apparition
                widget.setParent(None)
                widget.deleteLater()
        self._actions = actions
        for action in actions:
            self._gestes.addWidget(self._bouton(action))
        controle = BoutonDIcone("coche", f"Contrôle de régularité : {accorder(points, 'point')} (Ctrl+R)", self)
        controle.clicked.connect(self.controle_demande)
        dossier = BoutonDIcone("dossiers", "Compléter la personne, l’affaire, la mesure (Ctrl+D)", self)
        dossier.clicked.connect(self.dossier_demande)
        self._gestes.addWidget(controle)
        self._gestes.addWidget(dossier)

    def _bouton(self, action: Action) -> QPushButton:
        bulle = action.prolongation.action if action.prolongation else ""
        touche = f" ({action.touche})" if action.touche else ""
        rendu = bouton(action.nom, principal=action.principale, bulle=majuscule(f"{bulle or action.nom}{touche}"), parent=self)
        rendu.clicked.connect(lambda: self.action_demandee.emit(action))
        return rendu
