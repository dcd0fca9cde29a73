"""La base de profil L que le banc mesure : faite par `clepsydre demo`, gardée tant que les règles restent."""

from __future__ import annotations

import hashlib
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

RACINE = Path(__file__).resolve().parents[2]


def preparer(dossier: Path) -> Path:
    """Rend la base d'essai ; la refait si la démonstration, le schéma ou les règles ont changé."""
    base = dossier / f"profil-l-{_empreinte()}.db"
    if not base.exists():
        dossier.mkdir(parents=True, exist_ok=True)
        print("Création de la base d'essai (profil L), quelques minutes…", file=sys.stderr, flush=True)
        provisoire = base.with_suffix(".en-cours.db")
        provisoire.unlink(missing_ok=True)
        subprocess.run([sys.executable, "-m", "app", "demo", provisoire, "--profil", "L"], cwd=RACINE, check=True)
        provisoire.rename(base)
    return base


def lignes_ouvertes(base: Path) -> int:
    """Rend le nombre d'échéances ouvertes de la base."""
    with closing(sqlite3.connect(f"file:{base}?mode=ro", uri=True)) as connexion:
        return int(connexion.execute("SELECT count(*) FROM echeance WHERE etat = 'ouverte'").fetchone()[0])


def _empreinte() -> str:
    calcul = hashlib.sha256()
    for source in ("app/services/demonstration", "db/migrations/versions", "resources/droit/regles"):
        for fichier in sorted(f for f in (RACINE / source).rglob("*") if f.suffix in {".py", ".toml"}):
            calcul.update(fichier.read_bytes())
    return calcul.hexdigest()[:12]
