"""Les différences entre deux suites : appliquées à l'ancienne, elles donnent la nouvelle, sans toucher au reste."""

from __future__ import annotations

from typing import TypeVar

from hypothesis import given
from hypothesis import strategies as st

from app.presentation.differences import Changer, Difference, Inserer, Retirer, comparer

T = TypeVar("T")
Rangee = tuple[str, int]


def identite(rangee: Rangee) -> str:
    return rangee[0]


def appliquer(avant: list[T], apres: list[T], differences: list[Difference]) -> list[T]:
    """Applique les différences comme le fait un modèle Qt : dans l'ordre, en vérifiant chaque rang."""
    suite = list(avant)
    for difference in differences:
        debut, fin = difference.debut, difference.fin
        assert 0 <= debut <= fin
        match difference:
            case Retirer():
                assert fin < len(suite)
                del suite[debut : fin + 1]
            case Inserer():
                assert debut <= len(suite)
                suite[debut:debut] = apres[debut : fin + 1]
            case Changer():
                assert fin < len(suite)
                suite[debut : fin + 1] = apres[debut : fin + 1]
    return suite


suites = st.lists(st.tuples(st.sampled_from("abcdefghijkl"), st.integers(0, 2)), unique_by=lambda r: r[0], max_size=12)


@given(suites, suites)
def test_appliquees_elles_menent_de_l_une_a_l_autre(avant: list[Rangee], apres: list[Rangee]) -> None:
    assert appliquer(avant, apres, comparer(avant, apres, identite)) == apres


def test_rien_ne_change_rien_ne_se_dit() -> None:
    suite = [("a", 1), ("b", 1)]
    assert comparer(suite, list(suite), identite) == []


def test_une_seule_rangee_reecrite_ne_touche_qu_elle() -> None:
    assert comparer([("a", 1), ("b", 1), ("c", 1)], [("a", 1), ("b", 2), ("c", 1)], identite) == [Changer(1, 1)]


def test_une_rangee_deplacee_est_retiree_puis_inseree_les_autres_restent() -> None:
    avant = [(c, 0) for c in "abcde"]
    apres = [(c, 0) for c in "bcdea"]
    assert comparer(avant, apres, identite) == [Retirer(0, 0), Inserer(4, 4)]
