"""Les travaux longs : ils avancent, s'annulent, échouent sans se taire, et ne figent rien."""

from __future__ import annotations

from threading import Event

from PySide6.QtCore import QThread
from pytestqt.qtbot import QtBot

from ui.operations import Operation, Suivi


def test_un_travail_dit_son_avancement_puis_son_resultat_dans_le_fil_graphique(qtbot: QtBot) -> None:
    fils: list[object] = []
    recus: list[object] = []

    def travail(suivi: Suivi) -> int:
        fils.append(QThread.currentThread())
        for n in range(3):
            suivi.avancer(n, 3)
        return 42

    operation = Operation("Essai", travail)
    operation.avance.connect(lambda fait, total: recus.append((fait, total)))
    operation.reussie.connect(recus.append)
    operation.reussie.connect(lambda _: fils.append(QThread.currentThread()))
    with qtbot.waitSignal(operation.finie, timeout=5000):
        operation.lancer()
    assert recus == [(0, 3), (1, 3), (2, 3), 42]
    assert fils[0] != QThread.currentThread()
    assert fils[1] == QThread.currentThread()


def test_un_travail_s_annule_au_point_suivant(qtbot: QtBot) -> None:
    commence, continuer = Event(), Event()

    def travail(suivi: Suivi) -> None:
        commence.set()
        continuer.wait(5)
        suivi.avancer(1, 2)

    operation = Operation("Essai", travail)
    with qtbot.waitSignal(operation.annulee, timeout=5000):
        operation.lancer()
        assert commence.wait(5)
        operation.annuler()
        continuer.set()


def test_un_travail_qui_echoue_rend_son_erreur(qtbot: QtBot) -> None:
    def travail(suivi: Suivi) -> None:
        raise OSError("disque")

    operation = Operation("Essai", travail)
    with qtbot.waitSignal(operation.echouee, timeout=5000) as signal:
        operation.lancer()
    assert isinstance(signal.args[0], OSError)
