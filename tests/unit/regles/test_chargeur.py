"""Le chargement d'une règle : tout ou rien, et l'erreur dit où et quoi."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from app.domain.erreurs import ErreurMetier
from app.regles.chargeur import lire_regle

SOCLE = """
id = "essai"
intitule = "Essai"
genre = "delai"
famille = "essai"
mesures = ["garde_a_vue"]
critere_de_version = "acte"
[[version]]
du = 2019-09-20
confiance = "haute"
articles = ["CPP, art. 63"]
  [[version.delai]]
  objet = "x"
  action = "Faire"
  nature = "autorite"
  mode = "heures_ecoulees"
  duree = { heures = 3 }
"""


def lire(texte: str, nom: str = "regles/essai.toml") -> Any:
    return lire_regle(tomllib.loads(texte), nom)


def test_une_regle_bien_ecrite_se_charge() -> None:
    regle = lire(SOCLE)
    assert regle.versions[0].delais[0].duree == {"heures": 3}
    assert regle.versions[0].delais[0].depart == "acte.le"


@pytest.mark.parametrize(
    "avant, apres, attendu",
    [
        ('genre = "delai"', 'genre = "inconnu"', "genre « inconnu » inconnu"),
        ("objet =", "objett =", "clé « objett » inconnue"),
        ('mode = "heures_ecoulees"', 'mode = "heures"', "mode « heures » inconnu"),
        ("{ heures = 3 }", "{ heure = 3 }", "unité de durée « heure » inconnu"),
        ('confiance = "haute"', 'confiance = "sûre"', "confiance « sûre » inconnu"),
        ('articles = ["CPP, art. 63"]', "articles = []", "au moins un article"),
        ("du = 2019-09-20", 'du = "2019-09-20"', "sont des dates"),
        ('id = "essai"', 'id = "autre"', "doit se nommer « autre.toml »"),
        ('critere_de_version = "acte"', "", "clé « critere_de_version » manquante"),
        ("duree = { heures = 3 }", 'si = [{ fait = "acte.le", presque = 3 }]', "un seul opérateur était attendu"),
        ("duree = { heures = 3 }", "si = [{ egal = 3 }]", "« fait », « acte », « un_parmi » ou « non »"),
        ("duree = { heures = 3 }", 'alertes = "bientôt"\n  apres_levee = 3', "« apres_levee » attend str"),
    ],
)  # fmt: skip
def test_une_regle_mal_ecrite_est_refusee_et_dit_pourquoi(avant: str, apres: str, attendu: str) -> None:
    with pytest.raises(ErreurMetier) as refus:
        lire(SOCLE.replace(avant, apres))
    assert attendu in str(refus.value)
    assert "essai.toml" in refus.value.ou


def test_les_versions_doivent_etre_contigues() -> None:
    suite = '\n[[version]]\ndu = 2024-07-01\nconfiance = "haute"\narticles = ["CPP, art. 63"]\n'
    with pytest.raises(ErreurMetier, match="non contiguës"):
        lire(SOCLE + suite)
    lire(SOCLE.replace("du = 2019-09-20", "du = 2019-09-20\nau = 2024-07-01") + suite)


def test_une_version_peut_reprendre_la_precedente_et_en_retirer() -> None:
    debut = SOCLE.replace("du = 2019-09-20", "du = 2019-09-20\nau = 2024-07-01")
    suite = '\n[[version]]\ndu = 2024-07-01\nreprend = true\nconfiance = "haute"\narticles = ["CPP, art. 63"]\n'
    regle = lire(debut + suite)
    assert regle.versions[1].delais == regle.versions[0].delais
    regle = lire(debut + suite + 'retire = ["x"]\n')
    assert regle.versions[1].delais == ()
    nouvelle = '[[version.delai]]\nobjet = "x"\naction = "Faire"\nnature = "autorite"\n'
    nouvelle += 'mode = "heures_ecoulees"\nduree = { heures = 6 }\n'
    regle = lire(debut + suite + nouvelle)
    assert [d.duree for d in regle.versions[1].delais] == [{"heures": 6}]


def test_la_premiere_version_ne_peut_rien_reprendre() -> None:
    with pytest.raises(ErreurMetier, match="n'a rien à reprendre"):
        lire(SOCLE.replace("du = 2019-09-20", "du = 2019-09-20\nreprend = true"))
