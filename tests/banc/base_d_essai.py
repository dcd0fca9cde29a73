"""La base de profil L que le banc mesure : faite par `clepsydre demo`, gardée tant que les règles restent."""

from __future__ import annotations

import hashlib
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

RACINE = Path(__file__).resolve().parents[2]
DETENUS_XL = 22_548
"""Toutes les personnes détenues du pays (profil XL)."""


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


def preparer_les_detenus(dossier: Path) -> tuple[Path, Path]:
    """Rend deux bases : le profil S (trente personnes détenues) et la même, ses détenus recopiés jusqu'à 22 548.

    Les copies n'ont que ce que le tableau lit : dossier, mesure, détention, échéances et fiche.
    """
    petite, grande = (dossier / f"detenus-{n}-{_empreinte()}.db" for n in (30, DETENUS_XL))
    if not petite.exists():
        dossier.mkdir(parents=True, exist_ok=True)
        subprocess.run([sys.executable, "-m", "app", "demo", petite, "--profil", "S"], cwd=RACINE, check=True)
    if not grande.exists():
        provisoire = grande.with_suffix(".en-cours.db")
        provisoire.unlink(missing_ok=True)
        with closing(sqlite3.connect(petite)) as depuis, closing(sqlite3.connect(provisoire)) as vers:
            depuis.backup(vers)
            _recopier(vers)
        provisoire.rename(grande)
    return petite, grande


def _recopier(connexion: sqlite3.Connection) -> None:
    connexion.execute("CREATE TEMP TABLE modeles AS SELECT * FROM detention WHERE en_cours ORDER BY tri")
    (nombre,) = connexion.execute("SELECT count(*) FROM modeles").fetchone()
    for n in range(1, DETENUS_XL // nombre + 1):
        reste = min(nombre, DETENUS_XL - n * nombre)
        connexion.execute("CREATE TEMP TABLE copies AS SELECT * FROM modeles LIMIT ?", (reste,))
        for table, cle in (("dossier", "id"), ("mesure", "dossier_id"), ("fiche", "dossier_id"), ("echeance", "dossier_id")):
            colonnes = [c[1] for c in connexion.execute(f"PRAGMA table_info({table})")]
            valeurs = ", ".join(_copie(c, table, n) for c in colonnes)
            connexion.execute(
                f"INSERT OR IGNORE INTO {table} SELECT {valeurs} FROM {table} WHERE {cle} IN (SELECT dossier_id FROM copies)"
            )
        colonnes = [c[1] for c in connexion.execute("PRAGMA table_info(detention)")]
        connexion.execute(f"INSERT INTO detention SELECT {', '.join(_copie(c, 'detention', n) for c in colonnes)} FROM copies")
        connexion.execute("DROP TABLE copies")
    connexion.commit()
    connexion.execute("ANALYZE")
    connexion.commit()


def _copie(colonne: str, table: str, n: int) -> str:
    """Rend la valeur d'une colonne recopiée : les clés en portent le rang, les instants s'en éloignent."""
    if colonne in ("dossier_id", "mesure_id", "cle") or (colonne == "id" and table in ("dossier", "mesure")):
        return f"{colonne} || '-{n}'"
    if colonne in ("tri", "terme", "suivi"):
        return f"CASE WHEN {colonne} BETWEEN 1 AND 4000000000 THEN {colonne} + {n % 400} * 86400 ELSE {colonne} END"
    return colonne


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
