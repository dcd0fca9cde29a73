"""Le programme lui-même, tel que `clepsydre --base` l'ouvre, vu par la sonde. Arguments : lignes attendues, base."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QApplication
from sonde import Sonde, lignes_attendues

boucler = QApplication.exec
sondes: list[Sonde] = []


def boucler_sous_la_sonde(*_: object) -> int:
    """Pose la sonde au moment où le programme entre dans la boucle d'événements : rien n'a pu se peindre avant."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    sondes.append(Sonde(application, lignes_attendues()))
    return boucler()


def ouvrir() -> int:
    """Ouvre le programme sur la base nommée."""
    from app.__main__ import main

    return main(["--base", sys.argv[2]])


QApplication.exec = boucler_sous_la_sonde
sys.exit(ouvrir())
