"""De deux suites de rangées, les différences minimales qui mènent de l'une à l'autre ; ce qu'un modèle Qt sait annoncer."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Retirer:
    """Retire les rangées de ``debut`` à ``fin`` comprise."""

    debut: int
    fin: int


@dataclass(frozen=True, slots=True)
class Inserer:
    """Insère des rangées de ``debut`` à ``fin`` comprise, prises dans la nouvelle suite aux mêmes rangs."""

    debut: int
    fin: int


@dataclass(frozen=True, slots=True)
class Changer:
    """Réécrit les rangées de ``debut`` à ``fin`` comprise, avec celles de la nouvelle suite."""

    debut: int
    fin: int


Difference = Retirer | Inserer | Changer


def comparer(avant: Sequence[T], apres: Sequence[T], identite: Callable[[T], Hashable]) -> list[Difference]:
    """Rend les retraits (du bas vers le haut), les insertions (du haut vers le bas), puis les réécritures.

    ``identite`` reconnaît une rangée, unique dans sa suite, dont le contenu peut changer. Une rangée déplacée est retirée puis
    insérée ; le plus grand nombre possible de rangées reste en place.
    """
    debut, fin = _bords(avant, apres)
    anciennes, nouvelles = avant[debut : len(avant) - fin], apres[debut : len(apres) - fin]
    rangs = {cle: i for i, cle in enumerate(map(identite, nouvelles))}
    places = [rangs.get(cle, -1) for cle in map(identite, anciennes)]
    restent = _plus_longue_suite(places)
    fixes = [places[i] for i in restent]
    retires = _complement(restent, len(anciennes))
    inseres = _complement(fixes, len(nouvelles))
    changes = [
        j for i, j in zip(restent, fixes, strict=True) if anciennes[i] is not nouvelles[j] and anciennes[i] != nouvelles[j]
    ]
    differences: list[Difference] = [Retirer(debut + a, debut + b) for a, b in reversed(_plages(retires))]
    differences += [Inserer(debut + a, debut + b) for a, b in _plages(inseres)]
    return differences + [Changer(debut + a, debut + b) for a, b in _plages(changes)]


def _bords(avant: Sequence[T], apres: Sequence[T]) -> tuple[int, int]:
    """Compte les rangées identiques au début et à la fin des deux suites."""
    plus_courte = min(len(avant), len(apres))
    debut = 0
    while debut < plus_courte and (avant[debut] is apres[debut] or avant[debut] == apres[debut]):
        debut += 1
    fin = 0
    while fin < plus_courte - debut and (avant[-1 - fin] is apres[-1 - fin] or avant[-1 - fin] == apres[-1 - fin]):
        fin += 1
    return debut, fin


def _complement(rangs: Sequence[int], nombre: int) -> list[int]:
    """Rend, croissants, les rangs de 0 à ``nombre`` exclu qui ne sont pas dans ``rangs``."""
    presents = set(rangs)
    return [rang for rang in range(nombre) if rang not in presents]


def _plus_longue_suite(rangs: Sequence[int]) -> list[int]:
    """Rend les places d'une plus longue sous-suite croissante de ``rangs``, en ignorant -1."""
    connus = [place for place, rang in enumerate(rangs) if rang >= 0]
    if all(rangs[a] < rangs[b] for a, b in pairwise(connus)):
        return connus
    queues: list[int] = []
    places: list[int] = []
    precedents: dict[int, int | None] = {}
    for place in connus:
        rang = rangs[place]
        k = bisect_left(queues, rang)
        queues[k : k + 1] = [rang]
        places[k : k + 1] = [place]
        precedents[place] = places[k - 1] if k else None
    suite: list[int] = []
    place_: int | None = places[-1] if places else None
    while place_ is not None:
        suite.append(place_)
        place_ = precedents[place_]
    return suite[::-1]


def _plages(rangs: Sequence[int]) -> list[tuple[int, int]]:
    """Regroupe des rangs croissants en plages contiguës, bornes comprises."""
    plages: list[tuple[int, int]] = []
    for rang in rangs:
        if plages and plages[-1][1] == rang - 1:
            plages[-1] = (plages[-1][0], rang)
        else:
            plages.append((rang, rang))
    return plages
