"""Les règles de la maison que ni ruff, ni mypy, ni import-linter ne savent dire."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import pytest

from tests.architecture.arbre import PAQUETS, RACINE, arbre, fichiers_suivis, modules, noms_pointes, ou

HORLOGE = "app/systeme/horloge.py"
HEURE_COURANTE = re.compile(
    r"(^|\.)(datetime\.(now|today|utcnow)|date\.today|time\.(time|time_ns|localtime|gmtime)|"
    r"Q(DateTime|Date|Time)\.current\w+)$"
)
TAILLE_MAXIMALE = 400
BINAIRES = {".png", ".jpg", ".ico", ".ttf", ".otf", ".woff2", ".qm", ".db", ".sqlite", ".docx", ".pdf", ".gz", ".zip"}


def test_l_heure_courante_ne_se_lit_qu_a_l_horloge() -> None:
    fautes = []
    for module in modules(*PAQUETS):
        if ou(module) == HORLOGE:
            continue
        fautes += [f"{ou(module, ligne)} : {nom}" for nom, ligne in noms_pointes(arbre(module)) if HEURE_COURANTE.search(nom)]
        fautes += [
            f"{ou(module, noeud.lineno)} : from time import {alias.name}"
            for noeud in ast.walk(arbre(module))
            if isinstance(noeud, ast.ImportFrom) and noeud.module == "time"
            for alias in noeud.names
            if alias.name in {"time", "time_ns", "localtime", "gmtime"}
        ]
    assert not fautes, "l'heure courante ne se lit que dans app/systeme/horloge.py"


@pytest.mark.parametrize(
    "ligne",
    ["datetime.now(UTC)", "datetime.datetime.utcnow()", "date.today()", "time.time()", "QDateTime.currentDateTimeUtc()"],
)
def test_le_controle_de_l_horloge_voit_chaque_ecriture(ligne: str) -> None:
    assert any(HEURE_COURANTE.search(nom) for nom, _ in noms_pointes(ast.parse(ligne)))


def _noms_definis(module: ast.Module) -> list[tuple[str, int]]:
    noms: list[tuple[str, int]] = []
    for noeud in ast.walk(module):
        match noeud:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                noms.append((noeud.name, noeud.lineno))
            case ast.arg():
                noms.append((noeud.arg, noeud.lineno))
            case ast.Name(ctx=ast.Store()):
                noms.append((noeud.id, noeud.lineno))
            case ast.Attribute(ctx=ast.Store()):
                noms.append((noeud.attr, noeud.lineno))
    return noms


def test_les_identifiants_et_les_chemins_sont_en_ascii() -> None:
    fautes = [
        f"{ou(module, ligne)} : {nom}"
        for module in modules(*PAQUETS, "tests", "packaging")
        for nom, ligne in _noms_definis(arbre(module))
        if not nom.isascii()
    ]
    fautes += [ou(f) for f in fichiers_suivis() if not ou(f).isascii()]
    assert not fautes, "les noms s'écrivent sans accents : ils passent par des archives, des chemins, des claviers"


def test_aucun_module_ne_depasse_la_taille_d_alarme() -> None:
    longs = {
        ou(module): lignes
        for module in modules(*PAQUETS, "resources", "packaging")
        if (lignes := len(module.read_text(encoding="utf-8").splitlines())) > TAILLE_MAXIMALE
    }
    assert not longs, f"au-delà de {TAILLE_MAXIMALE} lignes, un module porte plus d'une idée"


def test_chaque_paquet_de_app_est_dans_les_contrats() -> None:
    lu = tomllib.loads((RACINE / "pyproject.toml").read_text(encoding="utf-8"))
    couches = next(c for c in lu["tool"]["importlinter"]["contracts"] if c["id"] == "couches")["layers"]
    cites = {nom.strip(" ()") for couche in couches for nom in couche.split("|")}
    presents = {
        f"app.{enfant.stem}"
        for enfant in (RACINE / "app").iterdir()
        if (enfant.suffix == ".py" and enfant.name != "__init__.py") or (enfant / "__init__.py").exists()
    }
    assert presents - cites == set(), "un paquet hors des contrats échappe au sens unique des imports"


def test_les_paquets_qui_ont_un_code_ont_un_module_d_entree() -> None:
    sans = {ou(m.parent) for m in modules(*PAQUETS) if not (m.parent / "__init__.py").exists() and "versions" not in m.parts}
    assert sans <= {"db/migrations"}, "un dossier sans __init__.py échappe à import-linter"


# Écrits en morceaux pour que ce fichier ne se dénonce pas lui-même.
CHEMIN_DE_MACHINE = re.compile("(?<![\\w./-])/" + "(?:home|root|tmp|mnt|srv|wor" + "k|opt|usr/local)/[\\w.-]")
REGISTRE = re.compile(
    "pypi" + r"\.org|python" + r"hosted\.org|--(extra-)?index-url\s+\S|--find" + r"-links|registry\.npm|file:" + "//"
)


def _lignes(chemin: Path) -> list[str]:
    return [] if chemin.suffix in BINAIRES else chemin.read_text(encoding="utf-8", errors="replace").splitlines()


def test_aucun_chemin_de_machine_ni_adresse_de_registre() -> None:
    fautes = [
        f"{ou(fichier, numero)} : {ligne.strip()[:80]}"
        for fichier in fichiers_suivis()
        if ou(fichier) != "LICENSE"
        for numero, ligne in enumerate(_lignes(fichier), 1)
        if CHEMIN_DE_MACHINE.search(ligne) or REGISTRE.search(ligne)
    ]
    assert not fautes, "un clone doit marcher sur toute machine, avec tout registre"


def test_la_racine_ne_porte_que_l_attendu() -> None:
    admis = {
        "app",
        "ui",
        "db",
        "resources",
        "tests",
        "packaging",
        "pyproject.toml",
        "README.md",
        "CHANGELOG.md",
        "LICENSE",
        "Makefile",
    }
    presents = {f.relative_to(RACINE).parts[0] for f in fichiers_suivis()}
    en_trop = {nom for nom in presents - admis if not nom.startswith(".") and not nom.endswith(".lock")}
    assert not en_trop
