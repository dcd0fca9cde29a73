"""Le guide de l'utilisateur dit vrai : liens et images existent, les exemples se calculent comme il l'annonce."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from app.presentation.sortie import resultat_en_texte
from app.regles.cas import lire_cas
from app.regles.moteur import Moteur
from app.systeme.fichiers_de_regles import charger_paquet

RACINE = Path(__file__).resolve().parents[2]
GUIDE = RACINE / "resources" / "documentation" / "utilisateur"
PAGES = [*sorted(GUIDE.glob("*.md")), RACINE / "README.md"]
LIEN = re.compile(r"\]\(([^)#\s]+)(#[^)]*)?\)")
EXEMPLE = re.compile(r"```toml\n(.*?)```", re.DOTALL)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_chaque_lien_mene_quelque_part(page: Path) -> None:
    absents = [lien for lien, _ in LIEN.findall(page.read_text(encoding="utf-8")) if not (page.parent / lien).exists()]
    assert absents == []


def test_chaque_image_est_montree_et_legere() -> None:
    textes = "".join(p.read_text(encoding="utf-8") for p in PAGES)
    for image in sorted((GUIDE / "images").glob("*.png")):
        assert f"images/{image.name}" in textes, image.name
        assert image.stat().st_size < 200_000, image.name


def test_chaque_page_du_guide_est_au_sommaire() -> None:
    sommaire = (GUIDE / "guide.md").read_text(encoding="utf-8")
    assert [p.name for p in GUIDE.glob("*.md") if p.name != "guide.md" and f"({p.name})" not in sommaire] == []


@pytest.mark.parametrize("page", [GUIDE / "ligne-de-commande.md", RACINE / "README.md"], ids=lambda p: p.name)
def test_l_exemple_se_calcule_comme_le_texte_l_annonce(page: Path) -> None:
    corpus = charger_paquet()
    (exemple,) = EXEMPLE.findall(page.read_text(encoding="utf-8"))
    (cas,) = lire_cas(tomllib.loads(exemple), corpus, page.name)
    texte = re.sub(r"[\u00a0\u202f]", " ", resultat_en_texte(Moteur(corpus).calculer(cas.dossier), cas.a))
    assert "avant le dim. 25 octobre 2026 à 14 h 00" in texte


def test_le_resultat_montre_dans_le_guide_est_celui_du_programme() -> None:
    corpus = charger_paquet()
    page = (GUIDE / "ligne-de-commande.md").read_text(encoding="utf-8")
    (cas,) = lire_cas(tomllib.loads(EXEMPLE.findall(page)[0]), corpus, "guide")
    texte = re.sub(r"[\u00a0\u202f]", " ", resultat_en_texte(Moteur(corpus).calculer(cas.dossier), cas.a))
    montre = re.findall(r"```text\n(.*?)```", page, re.DOTALL)[0]
    assert [ligne for ligne in montre.splitlines() if ligne.strip() and ligne not in texte] == []
