"""L'amorçage : la première chose qu'exécute qui clone le projet, sur une machine dont on ne sait rien."""

from __future__ import annotations

import ast
import importlib.util
import json
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.architecture.arbre import RACINE

SCRIPT = RACINE / "packaging" / "amorcer.py"


@pytest.fixture
def amorcer(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    plan = importlib.util.spec_from_file_location("amorcer", SCRIPT)
    assert plan is not None
    assert plan.loader is not None
    module = importlib.util.module_from_spec(plan)
    monkeypatch.setitem(sys.modules, "amorcer", module)  # les dataclasses y cherchent leurs annotations
    plan.loader.exec_module(module)
    return module


def test_il_ne_demande_que_la_bibliotheque_standard() -> None:
    importes = {
        alias.name.split(".")[0]
        for noeud in ast.walk(ast.parse(SCRIPT.read_text(encoding="utf-8")))
        if isinstance(noeud, ast.Import | ast.ImportFrom)
        for alias in (noeud.names if isinstance(noeud, ast.Import) else [ast.alias(noeud.module or "")])
    }
    assert importes <= sys.stdlib_module_names


def test_un_python_trop_ancien_peut_le_lire_et_donc_afficher_son_refus() -> None:
    ast.parse(SCRIPT.read_text(encoding="utf-8"), feature_version=(3, 8))


def test_make_seul_liste_les_commandes() -> None:
    liste = subprocess.run([sys.executable, SCRIPT], capture_output=True, text=True, check=True).stdout
    makefile = (RACINE / "Makefile").read_text(encoding="utf-8")
    annoncees = re.search(r"^COMMANDES := (.+)$", makefile, re.MULTILINE)
    assert annoncees is not None
    assert set(annoncees[1].split()) | {"aide"} == set(re.findall(r"^  make (\w+) +\S", liste, re.MULTILINE))


def test_sans_droits_il_dit_exactement_quoi_installer(amorcer: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(amorcer, "droits_d_installation", lambda: None)
    absent = amorcer.Besoin("libabsente.so.9", "libabsente9")
    with pytest.raises(amorcer.Arret) as refus:
        amorcer.assurer_systeme([absent])
    assert refus.value.code == amorcer.CODE_SYSTEME
    assert "libabsente.so.9" in str(refus.value)
    assert "apt-get install --no-install-recommends libabsente9" in str(refus.value)


def test_ce_qui_est_deja_la_ne_se_reinstalle_pas(amorcer: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(amorcer, "installer_paquets", lambda *_: pytest.fail("rien ne manquait"))
    amorcer.assurer_systeme([amorcer.Besoin("sh", "dash")])


def test_un_verrou_change_fait_reinstaller(amorcer: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for nom in ("pyproject.toml", "requirements.lock", "requirements-dev.lock"):
        (tmp_path / nom).write_bytes((RACINE / nom).read_bytes())
    temoin = tmp_path / "temoin.json"
    monkeypatch.setattr(amorcer, "RACINE", tmp_path)
    monkeypatch.setattr(amorcer, "TEMOIN", temoin)
    monkeypatch.setattr(amorcer, "programme", lambda _: tmp_path)
    temoin.write_text(json.dumps({n.nom: amorcer.empreinte(n) for n in (amorcer.EXECUTION,)}), encoding="utf-8")
    assert amorcer.deja_installe(amorcer.EXECUTION)
    assert not amorcer.deja_installe(amorcer.DEVELOPPEMENT)
    with (tmp_path / "requirements.lock").open("a", encoding="utf-8") as verrou:
        verrou.write("# une version nouvelle\n")
    assert not amorcer.deja_installe(amorcer.EXECUTION)


def test_l_environnement_de_developpement_suffit_a_lancer_le_programme(
    amorcer: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    temoin = tmp_path / "temoin.json"
    monkeypatch.setattr(amorcer, "TEMOIN", temoin)
    monkeypatch.setattr(amorcer, "programme", lambda _: tmp_path)
    temoin.write_text(json.dumps({"développement": amorcer.empreinte(amorcer.DEVELOPPEMENT)}), encoding="utf-8")
    assert amorcer.deja_installe(amorcer.EXECUTION)


def test_l_integration_continue_joue_la_commande_des_developpeurs() -> None:
    ci = RACINE / ".ci" / "run"
    assert ci.stat().st_mode & 0o111, "« .ci/run » doit être exécutable"
    assert "make test" in ci.read_text(encoding="utf-8")
