"""Les dialogues : incident, heure double, à propos."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QLabel, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from app.domain.temps import Instant
from app.presentation.saisie import Question, lire
from tests.outils.lignes import PARIS
from ui.dialogues.a_propos import DialogueAPropos
from ui.dialogues.heure_ambigue import DialogueDHeureAmbigue
from ui.dialogues.incident import DialogueDIncident


def bouton(dialogue: QDialog, texte: str) -> QPushButton:
    return next(b for b in dialogue.findChildren(QPushButton) if texte in b.text())


def test_l_incident_dit_ce_qui_est_garde_et_son_rapport_se_copie_et_s_enregistre(qtbot: QtBot, tmp_path: Path) -> None:
    dialogue = DialogueDIncident("Clepsydre : 0.1.0\n")
    qtbot.addWidget(dialogue)
    bouton(dialogue, "Copier").click()
    assert QGuiApplication.clipboard().text() == "Clepsydre : 0.1.0\n"
    dialogue.enregistrer(tmp_path / "rapport.txt")
    assert (tmp_path / "rapport.txt").read_text(encoding="utf-8") == "Clepsydre : 0.1.0\n"
    bouton(dialogue, "Redémarrer").click()
    assert dialogue.redemarrer


def test_l_heure_double_se_choisit_ou_se_laisse(qtbot: QtBot) -> None:
    avant = Instant.de_locale(datetime(2026, 10, 20, 9, 0), PARIS)
    question = lire("25/10/2026 2h30", maintenant=avant, fuseau=PARIS)
    assert isinstance(question, Question)
    dialogue = DialogueDHeureAmbigue(question)
    qtbot.addWidget(dialogue)
    bouton(dialogue, "heure d’hiver").click()
    assert dialogue.choix == question.choix[1]
    autre = DialogueDHeureAmbigue(question)
    qtbot.addWidget(autre)
    bouton(autre, "Revenir").click()
    assert autre.choix is None


def test_a_propos_liste_les_versions_et_les_regles_a_verifier(qtbot: QtBot) -> None:
    dialogue = DialogueAPropos([("Version", "0.1.0"), ("Paquet de règles", "2026.11-1")], ["gav_duree : point de départ"])
    qtbot.addWidget(dialogue)
    textes = [e.text() for e in dialogue.findChildren(QLabel)]
    assert "Paquet de règles\u00a0: 2026.11-1" in textes
    liste = dialogue.findChild(QPlainTextEdit)
    assert liste is not None
    assert liste.toPlainText() == "gav_duree : point de départ"
