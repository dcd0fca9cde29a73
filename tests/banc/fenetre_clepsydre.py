"""Le programme lui-même, tel que `clepsydre --base` l'ouvre, vu par la sonde. Arguments : lignes attendues, base."""

from __future__ import annotations

import builtins
import sys


def ouvrir() -> int:
    """Ouvre le programme sur la base nommée, la sonde posée quand il entre dans la boucle d'événements : rien n'est peint.

    Le programme trouve l'importation de Python telle qu'au lancement : charger PySide6 pour la sonde l'aurait remplacée.
    """
    importation = builtins.__import__
    from PySide6.QtWidgets import QApplication
    from sonde import Sonde, lignes_attendues

    builtins.__import__ = importation
    boucler = QApplication.exec
    sondes: list[Sonde] = []

    def boucler_sous_la_sonde(*_: object) -> int:
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        sondes.append(Sonde(application, lignes_attendues()))
        return boucler()

    QApplication.exec = boucler_sous_la_sonde
    from app.__main__ import main

    return main(["--base", sys.argv[2]])


sys.exit(ouvrir())
