"""Le glossaire suit le vocabulaire : qui découvre un identifiant y trouve son sens et son article."""

from __future__ import annotations

import re
import tomllib

import pytest

from tests.architecture.arbre import RACINE

GLOSSAIRE = RACINE / "resources/documentation/developpeur/glossaire.md"
VOCABULAIRE = RACINE / "resources/droit/vocabulaire"


def _types() -> list[str]:
    trouves: set[str] = set()
    for fichier in VOCABULAIRE.glob("*.toml"):
        lu = tomllib.loads(fichier.read_text(encoding="utf-8"))
        trouves |= {entree["type"] for liste in ("acte", "mesure") for entree in lu.get(liste, ())}
    return sorted(trouves)


@pytest.mark.parametrize("type_", _types())
def test_chaque_type_d_acte_et_de_mesure_est_au_glossaire(type_: str) -> None:
    lignes = [ligne for ligne in GLOSSAIRE.read_text(encoding="utf-8").splitlines() if f"| `{type_}` |" in ligne]
    assert len(lignes) == 1, f"« {type_} » doit avoir une ligne, et une seule, dans {GLOSSAIRE.name}"


def test_chaque_ligne_a_ses_cinq_colonnes_remplies() -> None:
    lignes = [ligne for ligne in GLOSSAIRE.read_text(encoding="utf-8").splitlines() if ligne.startswith("| ")]
    assert len(lignes) > len(_types())
    assert [ligne for ligne in lignes if len(re.findall(r"(?<!\\)\|", ligne)) != 6 or "|  |" in ligne] == []
