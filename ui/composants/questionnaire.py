"""Les questions du point de départ : Oui ou Non, d'une touche ; « oui » ouvre les heures qu'il faut, et rien d'autre."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.presentation.formulaires import Cadre
from app.presentation.questions import QuestionDeDepart
from app.presentation.valeurs import NON, OUI
from ui.composants.textes import etiquette
from ui.formulaires.choix import Segments
from ui.formulaires.generique import Formulaire
from ui.style import jetons


class LigneDeQuestion(QWidget):
    """Une question, sa réponse, et le formulaire que « oui » ouvre."""

    modifie = Signal(str, str)
    """Une clé (« question.x » ou « x.champ ») et son texte."""

    def __init__(self, question: QuestionDeDepart, cadre: Callable[[], Cadre], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.question = question
        self.reponse = Segments(question.texte, ((OUI, "Oui"), (NON, "Non")), parent=self)
        self.formulaire = Formulaire(question.champs, cadre, colonnes=2, dessus=True, parent=self)
        self.formulaire.hide()
        textes = QVBoxLayout()
        textes.setSpacing(0)
        textes.addWidget(etiquette(question.texte, "", self, plier=True))
        if question.aide:
            textes.addWidget(etiquette(question.aide, "note", self, plier=True))
        haut = QHBoxLayout()
        haut.addLayout(textes, 1)
        haut.addWidget(self.reponse)
        place = QVBoxLayout(self)
        place.setContentsMargins(0, jetons.XS, 0, jetons.XS)
        place.setSpacing(jetons.XS)
        place.addLayout(haut)
        place.addWidget(self.formulaire)
        self.formulaire.setContentsMargins(jetons.L, 0, 0, jetons.S)
        self.reponse.change.connect(self._repondre)
        self.formulaire.modifie.connect(self._transmettre)

    def poser(self, reponse: str, textes: dict[str, str]) -> None:
        """Écrit une réponse et ses textes, sans l'annoncer."""
        self.reponse.poser(reponse)
        self.formulaire.setVisible(reponse == OUI)
        self.formulaire.poser(textes)

    def _repondre(self) -> None:
        oui = self.reponse.texte == OUI
        self.formulaire.setVisible(oui)
        self.modifie.emit(f"question.{self.question.cle}", self.reponse.texte)
        if oui:
            defauts = {nom: valeur for nom, valeur in self.question.defauts.items() if not self.formulaire.textes.get(nom)}
            self.formulaire.poser(defauts)
            self.formulaire.aller("le")

    def _transmettre(self, nom: str) -> None:
        champ = self.formulaire.champ(nom)
        if champ is not None:
            self.modifie.emit(f"{self.question.cle}.{nom}", champ.texte)


class Questionnaire(QWidget):
    """Toutes les questions utiles à la mesure choisie."""

    modifie = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lignes: dict[str, LigneDeQuestion] = {}
        self._place = QVBoxLayout(self)
        self._place.setContentsMargins(0, 0, 0, 0)
        self._place.setSpacing(0)

    def proposer(self, questions: Sequence[QuestionDeDepart], cadre: Callable[[], Cadre], textes: dict[str, str]) -> None:
        """Pose ces questions, avec les réponses déjà données."""
        for ligne in self.lignes.values():
            self._place.removeWidget(ligne)
            ligne.hide()  # Qt peut lui avoir promis une apparition
            ligne.setParent(None)
            ligne.deleteLater()
        self.lignes = {}
        for question in questions:
            ligne = LigneDeQuestion(question, cadre, self)
            debut = f"{question.cle}."
            propres = {cle[len(debut) :]: texte for cle, texte in textes.items() if cle.startswith(debut)}
            ligne.poser(textes.get(f"question.{question.cle}", ""), propres)
            ligne.modifie.connect(self.modifie)
            self._place.addWidget(ligne)
            self.lignes[question.cle] = ligne
        self.setVisible(bool(self.lignes))
