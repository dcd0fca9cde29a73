"""Ce que les tests d'architecture lisent : les fichiers suivis, leurs modules, leurs arbres syntaxiques."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

RACINE = Path(__file__).resolve().parents[2]
PAQUETS = ("app", "ui", "db")


@cache
def fichiers_suivis() -> tuple[Path, ...]:
    """Rend les fichiers suivis par git, ou à défaut de dépôt (archive de sources) ceux des dossiers du projet."""
    git = subprocess.run(["git", "ls-files", "-z"], cwd=RACINE, capture_output=True, check=False)
    if git.returncode == 0 and git.stdout:
        chemins = (RACINE / nom for nom in git.stdout.decode().split("\0") if nom)
    else:
        dossiers = (*PAQUETS, "resources", "tests", "packaging")
        chemins = (f for d in dossiers for f in (RACINE / d).rglob("*") if "__pycache__" not in f.parts)
    return tuple(sorted(chemin for chemin in chemins if chemin.is_file()))


def modules(*paquets: str) -> list[Path]:
    """Rend les modules Python de ces paquets, suivis ou pas encore."""
    return sorted(f for paquet in paquets for f in (RACINE / paquet).rglob("*.py") if "__pycache__" not in f.parts)


@cache
def arbre(chemin: Path) -> ast.Module:
    """Rend l'arbre syntaxique d'un module."""
    return ast.parse(chemin.read_text(encoding="utf-8"), filename=str(chemin))


def ou(chemin: Path, ligne: int | None = None) -> str:
    """Rend l'endroit, comme l'écrit un compilateur : chemin relatif et ligne."""
    relatif = chemin.relative_to(RACINE).as_posix()
    return relatif if ligne is None else f"{relatif}:{ligne}"


def noms_pointes(noeud: ast.AST) -> Iterator[tuple[str, int]]:
    """Rend chaque accès « a.b.c » du module, avec sa ligne."""
    for interieur in ast.walk(noeud):
        if isinstance(interieur, ast.Attribute):
            yield ast.unparse(interieur), interieur.lineno
