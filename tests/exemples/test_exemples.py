"""Les cas d'épreuve livrés avec le paquet : chacun rend ce que sa fiche attend, et aucune règle n'en manque."""

from __future__ import annotations

import csv
import re
import tomllib
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from app.regles.cas import ecarts, lire_cas
from app.regles.corpus import compter_les_cas
from app.regles.moteur import Moteur
from app.services.admissibilite import contradictions
from app.systeme.fichiers_de_regles import charger_paquet, lire_fichiers

DOCUMENTS = {
    chemin.removeprefix("cas/").removesuffix(".toml"): tomllib.loads(texte)
    for chemin, texte in lire_fichiers(cas=True).items()
    if chemin.startswith("cas/")
}
CAS = [(fichier, n, brut) for fichier, document in DOCUMENTS.items() for n, brut in enumerate(document.get("cas", ()), 1)]
REGLES = sorted(charger_paquet().regles)


def nom(fichier: str, n: int, brut: Mapping[str, Any]) -> str:
    """« garde_a_vue/gav_medecin_3h-02-examen_sans_heure » : en lettres simples, pour se relancer d'un copier-coller."""
    titre = str(brut.get("titre", "")).rsplit("—", 1)[-1]
    simple = unicodedata.normalize("NFKD", titre).encode("ascii", "ignore").decode().lower()
    return f"{fichier}-{n:02d}-{re.sub('[^a-z0-9]+', '_', simple).strip('_')[:60]}"


@pytest.mark.parametrize("fichier, n, brut", CAS, ids=[nom(*c) for c in CAS])
def test_le_cas_rend_ce_que_la_fiche_attend(fichier: str, n: int, brut: Mapping[str, Any]) -> None:
    corpus = charger_paquet()
    (cas,) = lire_cas({"cas": [brut]}, corpus, f"{fichier}.toml, cas {n}")
    manques = ecarts(cas, Moteur(corpus).calculer(cas.dossier), corpus)
    assert not manques, "\n".join([cas.titre, *manques])


@pytest.mark.parametrize("fichier", DOCUMENTS)
def test_les_cas_sont_complets_et_possibles(fichier: str) -> None:
    corpus = charger_paquet()
    for cas in lire_cas(DOCUMENTS[fichier], corpus, f"{fichier}.toml"):
        assert cas.attendus, f"{cas.titre} : un cas sans attendu n'éprouve rien"
        assert cas.regles, f"{cas.titre} : un cas nomme la règle qu'il éprouve (« regles »)"
        assert not [r for r in cas.regles if r not in corpus.regles], f"{cas.titre} : règle inconnue"
        assert all("statut" not in a for a in cas.attendus) or cas.a is not None, f"{cas.titre} : un statut se juge à « a »"
        fuseau = corpus.calendrier(cas.dossier.territoire).fuseau
        impossibles = [c.phrase for m in cas.dossier.mesures for c in contradictions(m, corpus.vocabulaire, fuseau)]
        assert not impossibles, f"{cas.titre} : faits contradictoires, « calculer » les refuserait"


def test_deux_cas_ne_portent_pas_le_meme_titre() -> None:
    titres = [(fichier, brut["titre"]) for fichier, _, brut in CAS]
    doubles = {t for t in titres if titres.count(t) > 1}
    assert not doubles


@pytest.fixture(scope="module")
def comptes() -> Mapping[str, int]:
    """Le nombre de cas qui éprouvent chaque règle, les situations de démonstration mises à part."""
    return compter_les_cas(d for f, d in DOCUMENTS.items() if not f.startswith("demonstrations/"))


@pytest.mark.parametrize("regle", REGLES)
def test_chaque_regle_a_au_moins_deux_cas(regle: str, comptes: Mapping[str, int]) -> None:
    assert comptes.get(regle, 0) >= 2


@pytest.fixture(scope="module")
def exemples_des_fiches(documents_communs: Path) -> Mapping[str, int]:
    """Le nombre d'exemples chiffrés de chaque fiche, d'après l'index du dossier voisin."""
    lignes = (documents_communs / "droit" / "index.tsv").read_text(encoding="utf-8").splitlines()
    lues = csv.DictReader((x for x in lignes if not x.startswith("#")), delimiter="\t")
    return {x["identifiant"]: int(x["nb_exemples"] or 0) for x in lues}


@pytest.mark.parametrize("regle", REGLES)
def test_chaque_regle_a_autant_de_cas_que_sa_fiche_a_d_exemples(
    regle: str, comptes: Mapping[str, int], exemples_des_fiches: Mapping[str, int]
) -> None:
    assert comptes.get(regle, 0) >= exemples_des_fiches.get(regle, 0)
