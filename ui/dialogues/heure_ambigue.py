"""« Heure d'été ou heure d'hiver ? » : la question d'une heure qui existe deux fois, posée hors d'un champ."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from app.presentation.saisie import Comprise, Question
from ui.composants.page import bouton
from ui.composants.textes import etiquette
from ui.style import jetons


class DialogueDHeureAmbigue(QDialog):
    """Propose chaque lecture d'une question ; ``choix`` est celle qu'on a prise, ``None`` si l'on a renoncé."""

    def __init__(self, question: Question, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choix: Comprise | None = None
        self.setWindowTitle("Quelle heure ?")
        place = QVBoxLayout(self)
        place.setContentsMargins(jetons.XL, jetons.L, jetons.XL, jetons.L)
        place.setSpacing(jetons.S)
        message = etiquette(question.message, "", self, plier=True)
        message.setMinimumWidth(380)
        place.addWidget(message)
        for lecture in question.choix:
            choix = bouton(lecture.phrase, bulle=lecture.ecart, parent=self)
            choix.clicked.connect(lambda _=False, c=lecture: self._prendre(c))
            place.addWidget(choix)
        renoncer = bouton("Revenir à la saisie", parent=self)
        renoncer.clicked.connect(self.reject)
        place.addWidget(renoncer)

    def _prendre(self, lecture: Comprise) -> None:
        self.choix = lecture
        self.accept()


def demander(question: Question, parent: QWidget | None = None) -> Comprise | None:
    """Pose la question et attend la réponse."""
    dialogue = DialogueDHeureAmbigue(question, parent)
    dialogue.exec()
    return dialogue.choix
