"""Le paquet couvre le temps sans trou ni doublon : chaque mois de septembre 2019 à décembre 2028, une version par règle."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from app.regles.schema import Regle, Version
from app.systeme.fichiers_de_regles import charger_paquet

REGLES = tuple(charger_paquet().regles.values())
PREMIER, DERNIER = date(2019, 9, 20), date(2028, 12, 31)


def jours() -> Iterator[date]:
    """Le premier et le quinze de chaque mois de la période, et ses deux bouts."""
    yield PREMIER
    for annee in range(2019, 2029):
        for mois in range(1, 13):
            yield from (j for j in (date(annee, mois, 1), date(annee, mois, 15)) if j >= PREMIER)
    yield DERNIER


def applicables(regle: Regle, jour: date) -> list[Version]:
    """Les versions en vigueur ce jour, comptées sans passer par le choix du moteur."""
    return [v for v in regle.versions if v.du <= jour and (v.au is None or jour < v.au)]


@pytest.mark.parametrize("regle", REGLES, ids=[r.id for r in REGLES])
def test_chaque_mois_a_exactement_une_version(regle: Regle) -> None:
    fautes = {j: len(applicables(regle, j)) for j in jours() if len(applicables(regle, j)) != 1}
    assert not fautes


@pytest.mark.parametrize("regle", REGLES, ids=[r.id for r in REGLES])
def test_la_veille_et_le_jour_d_une_bascule_ont_chacun_leur_version(regle: Regle) -> None:
    for avant, apres in zip(regle.versions, regle.versions[1:], strict=False):
        assert applicables(regle, apres.du - timedelta(days=1)) == [avant]
        assert applicables(regle, apres.du) == [apres]
        assert regle.version_au(apres.du) is apres


@pytest.mark.parametrize("regle", REGLES, ids=[r.id for r in REGLES])
def test_chaque_version_dit_d_ou_elle_vient(regle: Regle) -> None:
    assert regle.resume, "résumé absent"
    for version in regle.versions:
        assert version.texte, f"version du {version.du} : texte modificateur absent"
        assert version.contenu, f"version du {version.du} : contenu absent"
        assert all(article.strip() for article in version.articles)


@pytest.mark.parametrize("regle", REGLES, ids=[r.id for r in REGLES])
def test_les_phrases_montrees_sont_des_phrases(regle: Regle) -> None:
    """Ni double espace, ni guillemets droits, ni point final oublié dans un message d'irrégularité."""
    for version in regle.versions:
        for controle in version.controles:
            assert controle.message.endswith((".", "?", ")")), f"{controle.objet} : {controle.message}"
            assert not re.search(r"  |\"", controle.message), controle.message
        for delai in version.delais:
            assert delai.action[:1].isupper(), f"{delai.objet} : {delai.action}"
            assert not delai.action.endswith("."), delai.action


def test_une_confiance_basse_n_allonge_jamais_une_mesure() -> None:
    fautes = [
        (r.id, v.du)
        for r in REGLES
        for v in r.versions
        if v.confiance.value == "basse" and any(p.depuis is not None for p in v.paliers)
    ]
    assert not fautes
