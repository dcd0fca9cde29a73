"""Sur une frise imprimée, deux étiquettes ne se recouvrent jamais et aucun trait de rappel n'en barre une."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from app.presentation.etiquettes import ECART, Etiquette, placer

LARGEUR = 900.0


def mesurer(premier: int, dernier: int) -> float:
    """Une étiquette seule fait 60 à 140 px ; une grappe (« 5 actes, 6 h 55 – 7 h 40 ») 150 px."""
    return 60.0 + (premier * 37) % 80 if premier == dernier else 150.0


def en_croix(a: Etiquette, b: Etiquette) -> bool:
    """Le trait de ``a``, du haut jusqu'à sa voie, passe-t-il dans le cadre de ``b`` ?"""
    return b.voie < a.voie and b.gauche + 1 < a.x < b.droite - 1


places = st.lists(st.integers(0, int(LARGEUR) - 10), max_size=60).map(lambda xs: [float(x) for x in sorted(xs)])


@given(places, st.integers(1, 6))
def test_les_etiquettes_ne_se_recouvrent_jamais(xs: list[float], voies: int) -> None:
    etiquettes = placer(xs, mesurer, voies, LARGEUR)
    for a, b in combinations(etiquettes, 2):
        memes = a.voie == b.voie and a.gauche < b.droite + ECART and b.gauche < a.droite + ECART
        assert not memes, f"{a} et {b} se recouvrent"
        assert not en_croix(a, b), f"le trait de {a} traverse {b}"
        assert not en_croix(b, a), f"le trait de {b} traverse {a}"


@given(places, st.integers(1, 6))
def test_chaque_repere_est_dans_une_etiquette_et_une_seule(xs: list[float], voies: int) -> None:
    etiquettes = placer(xs, mesurer, voies, LARGEUR)
    assert [i for e in etiquettes for i in range(e.premier, e.dernier + 1)] == list(range(len(xs)))
    assert all(e.gauche >= 0 and e.droite <= LARGEUR + 1 for e in etiquettes)


@given(places, st.integers(1, 6))
def test_les_voies_suffisent(xs: list[float], voies: int) -> None:
    assert all(0 <= e.voie < voies for e in placer(xs, mesurer, voies, LARGEUR))


def test_des_reperes_espaces_restent_seuls_dans_la_voie_du_haut() -> None:
    etiquettes = placer([0.0, 200.0, 400.0], lambda _a, _b: 100.0, 4, LARGEUR)
    assert [(e.nombre, e.voie) for e in etiquettes] == [(1, 0), (1, 0), (1, 0)]


def test_deux_reperes_proches_prennent_deux_voies_plutot_que_de_se_grouper() -> None:
    premier, second = placer([100.0, 130.0], lambda _a, _b: 120.0, 4, LARGEUR)
    assert premier.nombre == second.nombre == 1
    assert premier.voie == 1, "celui de gauche passe dessous : le trait du second ne doit pas le traverser"
    assert second.voie == 0


def test_au_bord_droit_l_etiquette_se_pose_a_gauche_du_repere() -> None:
    (seule,) = placer([890.0], lambda _a, _b: 100.0, 4, LARGEUR)
    assert (seule.gauche, seule.droite) == (790.0, 890.0)


def test_faute_de_voies_les_plus_serres_se_groupent() -> None:
    etiquettes = placer([100.0, 110.0, 400.0], lambda _a, _b: 90.0, 1, LARGEUR)
    assert [(e.premier, e.dernier) for e in etiquettes] == [(0, 1), (2, 2)]
