"""Mesure : un battement de l'échéancier, peinture comprise, selon le nombre de lignes. Arguments : les tailles à comparer.

Les tables montrent les mêmes rangées à l'écran et battent tour à tour : seule la longueur de la liste les distingue. Écrit, par
taille, la série des durées en millisecondes ; sous ``cases <taille>``, combien de cases chaque battement a touchées ; sous
``visibles <taille>``, combien l'écran en montre.
"""

from __future__ import annotations

import json
import os
import sys
import time
from typing import Any

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from app.presentation.tableau import TableauDEcheances
from tests.outils.horloges import HorlogeFigee
from tests.outils.lignes import MIDI, PARIS, ligne, lignes
from ui.application import creer_application
from ui.delegues.echeances import DelegueDEcheances
from ui.modeles.echeances import Index, ModeleDEcheances
from ui.pouls import Pouls
from ui.vues.echeancier import VueEcheancier

BATTEMENTS = 200
EN_TETE = 100
touchees = 0
data, paint = ModeleDEcheances.data, DelegueDEcheances.paint


def data_comptee(modele: ModeleDEcheances, index: Index, role: int = 0) -> object:
    """Compte les cases lues."""
    global touchees
    touchees += 1
    return data(modele, index, role)


def paint_comptee(delegue: DelegueDEcheances, *arguments: Any) -> None:
    """Compte les cases peintes."""
    global touchees
    touchees += 1
    paint(delegue, *arguments)


def vue_de(taille: int, pouls: Pouls) -> VueEcheancier:
    """Rend un échéancier de cette taille, affiché ; ses cent premières lignes sont toujours les mêmes."""
    loin = (ligne(f"loin|{n}", 200 * 3600 + n * 60, dossier_id=f"l{n // 8}") for n in range(taille - EN_TETE))
    vue = VueEcheancier(TableauDEcheances(PARIS), pouls)
    vue.charger([*lignes(EN_TETE, etendue_heures=48), *loin])
    vue.resize(1366, 768)
    vue.show()
    return vue


def main(tailles: list[int]) -> None:
    """Mesure et écrit les séries."""
    global touchees
    application = creer_application()
    ModeleDEcheances.data, DelegueDEcheances.paint = data_comptee, paint_comptee
    horloge = HorlogeFigee(MIDI)
    pouls = Pouls(horloge)
    vues = {taille: vue_de(taille, pouls) for taille in tailles}
    application.processEvents()
    series: dict[str, list[float]] = {f"{serie}{t}": [] for t in tailles for serie in ("", "cases ", "visibles ")}
    for _ in range(BATTEMENTS):
        horloge.avancer(1)
        for taille, vue in vues.items():
            touchees, debut = 0, time.perf_counter()
            vue.battre(horloge.maintenant())
            application.processEvents()
            series[str(taille)].append((time.perf_counter() - debut) * 1000)
            series[f"cases {taille}"].append(touchees)
            premiere, derniere = vue.table.plage_visible
            series[f"visibles {taille}"].append((derniere - premiere + 1) * vue.modele.columnCount())
    print(json.dumps({nom: valeurs[BATTEMENTS // 10 :] for nom, valeurs in series.items()}))


main([int(taille) for taille in sys.argv[1:]])
