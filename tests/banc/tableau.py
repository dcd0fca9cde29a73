"""Mesure : l'ouverture du tableau des détenus selon leur nombre. Arguments : la base à trente personnes, celle à 22 548.

Les deux bases s'ouvrent tour à tour dans ce processus : page construite, comptes et première page lus, fenêtre peinte. Écrit,
par base, la série des durées en millisecondes, et le nombre de personnes.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtWidgets import QApplication

from app.assemblage.moteur import MoteurParesseux
from app.services.registre import Registre
from app.systeme.horloge import HorlogeSysteme
from db.base import consulter
from tests.outils.horloges import HorlogeFigee
from ui.application import creer_application
from ui.pouls import Pouls
from ui.vues.detentions import VueDesDetentions

OUVERTURES = 30


def ouvrir(registre: Registre, pouls: Pouls, application: QApplication) -> tuple[float, int]:
    """Ouvre la page et rend le temps passé et le nombre de personnes."""
    debut = time.perf_counter()
    vue = VueDesDetentions(registre, pouls)
    vue.resize(1366, 768)
    vue.show()
    application.processEvents()
    duree = (time.perf_counter() - debut) * 1000
    nombre = vue.modele.rowCount() - len(vue.modele.entetes)
    vue.close()
    vue.deleteLater()
    application.processEvents()
    return duree, nombre


def main(chemins: list[str]) -> None:
    """Mesure et écrit les séries."""
    application = creer_application()
    horloge = HorlogeFigee(HorlogeSysteme().maintenant())
    pouls = Pouls(horloge)
    bases = {chemin: consulter(Path(chemin)) for chemin in chemins}
    registres = {chemin: Registre(base, MoteurParesseux(), horloge, "banc") for chemin, base in bases.items()}
    series: dict[str, list[float]] = {f"{genre}{n}": [] for n in range(len(chemins)) for genre in ("", "personnes ")}
    for _ in range(OUVERTURES):
        for n, registre in enumerate(registres.values()):
            duree, personnes = ouvrir(registre, pouls, application)
            series[str(n)].append(duree)
            series[f"personnes {n}"].append(personnes)
    print(json.dumps({nom: valeurs[OUVERTURES // 10 :] for nom, valeurs in series.items()}))


main(sys.argv[1:])
