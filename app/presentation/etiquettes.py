"""Le placement des étiquettes d'une frise, sans Qt : aucune n'en recouvre une autre, aucun trait de rappel n'en traverse une.

Chaque repère a sa place sur l'axe (en pixels) ; son étiquette descend dans une voie. Une étiquette posée à droite de son repère
passe sous les repères qu'elle couvre : leurs propres étiquettes sont donc plus haut. Près du bord droit, l'étiquette se pose à
gauche. Quand les voies manquent, les repères les plus serrés se groupent en une grappe.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

Mesureur = Callable[[int, int], float]
"""Largeur, en pixels, de l'étiquette qui réunit les repères de ``premier`` à ``dernier`` compris."""

ECART = 8.0
"""Blanc minimal entre deux étiquettes d'une même voie."""

TRAIT = 1.0
"""Épaisseur d'un trait de rappel."""


@dataclass(frozen=True, slots=True)
class Etiquette:
    """Une étiquette placée : les repères qu'elle réunit, la place de son trait, son cadre horizontal, sa voie (0 en haut)."""

    premier: int
    dernier: int
    x: float
    gauche: float
    largeur: float
    voie: int

    @property
    def nombre(self) -> int:
        """Rend le nombre de repères réunis."""
        return self.dernier - self.premier + 1

    @property
    def droite(self) -> float:
        """Rend le bord droit."""
        return self.gauche + self.largeur


@dataclass(slots=True)
class _Grappe:
    premier: int
    dernier: int
    x: float
    largeur: float
    a_gauche: bool = False

    @property
    def gauche(self) -> float:
        return self.x - self.largeur if self.a_gauche else self.x

    def couvre(self, autre: _Grappe) -> bool:
        """Dit si le trait de ``autre`` descendrait à travers cette étiquette."""
        if self is autre:
            return False
        if self.a_gauche:
            return self.x - self.largeur - ECART < autre.x < self.x - TRAIT
        return self.x + TRAIT < autre.x < self.x + self.largeur + ECART

    def touche(self, autre: _Grappe) -> bool:
        """Dit si les deux étiquettes se recouvriraient dans la même voie."""
        return self.gauche < autre.gauche + autre.largeur + ECART and autre.gauche < self.gauche + self.largeur + ECART


def placer(places: Sequence[float], largeur: Mesureur, voies: int, etendue: float) -> tuple[Etiquette, ...]:
    """Place les étiquettes de repères rangés de gauche à droite, dans ``voies`` voies et ``etendue`` pixels de large."""
    grappes = _serres(places, largeur)
    while True:
        _orienter(grappes, etendue)
        rangs = _ranger(grappes)
        if rangs is not None and (len(grappes) < 2 or _tient(grappes, rangs, voies)):
            return tuple(
                Etiquette(g.premier, g.dernier, g.x, max(0.0, g.gauche), g.largeur, r)
                for g, r in zip(grappes, rangs, strict=True)
            )
        _grouper(grappes, places, largeur)


def _serres(places: Sequence[float], largeur: Mesureur) -> list[_Grappe]:
    """Réunit d'emblée les repères que l'œil ne sépare pas (moins de deux pixels)."""
    grappes: list[_Grappe] = []
    for i, x in enumerate(places):
        if grappes and x - places[grappes[-1].dernier] < 2.0:
            grappes[-1].dernier = i
        else:
            grappes.append(_Grappe(i, i, x, 0.0))
    for g in grappes:
        g.largeur = largeur(g.premier, g.dernier)
    return grappes


def _orienter(grappes: list[_Grappe], etendue: float) -> None:
    for g in grappes:
        g.a_gauche = g.x + g.largeur > etendue
    change = True
    while change:
        change = False
        retournees = [g for g in grappes if g.a_gauche]
        for g in grappes:
            if not g.a_gauche and any(r.couvre(g) and g.couvre(r) for r in retournees):
                g.a_gauche = change = True


def _ranger(grappes: list[_Grappe]) -> list[int] | None:
    """Rend la voie de chaque grappe, 0 en haut ; ``None`` si deux étiquettes se couvrent mutuellement."""
    dessus = [[j for j, autre in enumerate(grappes) if g.couvre(autre)] for g in grappes]
    rangs: list[int | None] = [None] * len(grappes)
    restants = list(range(len(grappes)))
    while restants:
        prets = [i for i in restants if all(rangs[j] is not None for j in dessus[i])]
        if not prets:
            return None
        for i in prets:
            rang = max((r + 1 for j in dessus[i] if (r := rangs[j]) is not None), default=0)
            while any(r == rang and grappes[i].touche(grappes[j]) for j, r in enumerate(rangs) if j != i):
                rang += 1
            rangs[i] = rang
        restants = [i for i in restants if rangs[i] is None]
    return [r for r in rangs if r is not None]


def _tient(grappes: list[_Grappe], rangs: list[int], voies: int) -> bool:
    return max(rangs) < voies and all(g.gauche >= 0 for g in grappes)


def _grouper(grappes: list[_Grappe], places: Sequence[float], largeur: Mesureur) -> None:
    """Réunit deux grappes voisines : les plus proches, et de préférence les moins chargées."""
    couts = [(places[b.premier] - places[a.dernier]) * (b.dernier - a.premier + 1) for a, b in pairwise(grappes)]
    i = couts.index(min(couts))
    gauche, droite = grappes[i], grappes.pop(i + 1)
    gauche.dernier = droite.dernier
    gauche.largeur = largeur(gauche.premier, gauche.dernier)
