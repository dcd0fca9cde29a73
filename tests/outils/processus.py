"""Jouer un bout de programme dans un autre processus, comme un second poste ou un programme qu'on tue."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

RACINE = Path(__file__).resolve().parents[2]


def lancer(code: str, *arguments: str | Path) -> subprocess.Popen[str]:
    """Lance ``python -c code arguments`` depuis la racine du projet ; sa sortie se lit au fil de l'eau."""
    return subprocess.Popen(
        [sys.executable, "-u", "-c", code, *map(str, arguments)],
        cwd=RACINE,
        stdout=subprocess.PIPE,
        stdin=subprocess.PIPE,
        text=True,
    )
