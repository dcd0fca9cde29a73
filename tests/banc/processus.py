"""Lance une fenêtre mesurée dans un processus neuf : temps vus de l'intérieur, mémoire vue du système."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

ICI = Path(__file__).resolve().parent


class EchecDuBanc(Exception):
    """Un processus mesuré est mort ou n'a rien dit : sa sortie d'erreur suit."""


@dataclass
class Series:
    """Les valeurs relevées d'un même cas, passage après passage. Temps en millisecondes, mémoire de pointe en Mio."""

    premier_affichage: list[float] = field(default_factory=list)
    rempli: list[float] = field(default_factory=list)
    memoire: list[float] = field(default_factory=list)


def relever(script: str, series: Series, base: Path | None = None, lignes: int = 0) -> None:
    """Lance une fois ``script`` et ajoute ses valeurs à ``series``. Lève ``EchecDuBanc``.

    ``lignes`` est le nombre de lignes de ``base`` que la liste doit montrer ; 0 ne mesure que le premier affichage.
    """
    env = dict(os.environ, QT_QPA_PLATFORM="offscreen")
    env["BANC_T0"] = repr(time.monotonic())
    processus = subprocess.Popen(
        [sys.executable, str(ICI / script), str(lignes), str(base or "")],
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert processus.stdout is not None
    sortie = processus.stdout.read()
    _, statut, usage = os.wait4(processus.pid, 0)
    processus.returncode = os.waitstatus_to_exitcode(statut)
    temps = [ligne for ligne in sortie.splitlines() if ligne.startswith("{")]
    if processus.returncode != 0 or not temps:
        raise EchecDuBanc(f"{script} : code {processus.returncode}\n{sortie[-1500:]}")
    lu = json.loads(temps[-1])
    series.premier_affichage.append(lu["premier_affichage"])
    if lignes:
        series.rempli.append(lu["rempli"])
    series.memoire.append(usage.ru_maxrss / 1024)
