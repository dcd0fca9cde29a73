"""Ce qu'une saisie change : les résultats d'avant comparés à ceux d'après."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Protocol, TypeVar

from app.domain.echeance import Echeance, Incalculable, Irregularite, Portee, Resultat


class _AvecCle(Protocol):
    @property
    def cle(self) -> str: ...


T = TypeVar("T", bound=_AvecCle)
_AUCUN: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Difference:
    """Avant et après, et ce qui change. Les échéances sont les échéances acquises ; les possibles sont à part.

    ``deplacees`` : l'instant légal ou prudent change. ``closes`` : ouverte avant, satisfaite ou sans objet après.
    ``rouvertes`` : l'inverse. ``possibles`` : prolongations dont l'instant, les conditions ou la permission changent (avant
    ``None`` : nouvelle).
    """

    avant: Resultat
    apres: Resultat
    ajoutees: tuple[Echeance, ...]
    retirees: tuple[Echeance, ...]
    deplacees: tuple[tuple[Echeance, Echeance], ...]
    closes: tuple[Echeance, ...]
    rouvertes: tuple[Echeance, ...]
    possibles: tuple[tuple[Echeance | None, Echeance], ...]
    irregularites_nouvelles: tuple[Irregularite, ...]
    irregularites_levees: tuple[Irregularite, ...]
    incalculables_nouveaux: tuple[Incalculable, ...]
    incalculables_leves: tuple[Incalculable, ...]

    @property
    def vide(self) -> bool:
        """Dit si rien ne change."""
        listes = (
            *(self.ajoutees, self.retirees, self.deplacees, self.closes, self.rouvertes, self.possibles),
            *(self.irregularites_nouvelles, self.irregularites_levees),
            *(self.incalculables_nouveaux, self.incalculables_leves),
        )
        return not any(listes)


def comparer(avant: Resultat, apres: Resultat, renommes: Mapping[str, str] = _AUCUN) -> Difference:
    """Compare deux résultats du même dossier, échéance par échéance.

    ``renommes`` (acte nouveau → acte qu'il rectifie) : l'échéance née de l'acte rectifié est la même, et se dit déplacée.
    """

    def cle(x: _AvecCle) -> str:
        debut, _, acte = x.cle.rpartition("|")
        return f"{debut}|{renommes[acte]}" if acte in renommes else x.cle

    acquises_avant, acquises_apres = ({cle(e): e for e in _de_portee(r, Portee.ACQUISE)} for r in (avant, apres))
    communes = [(acquises_avant[c], e) for c, e in acquises_apres.items() if c in acquises_avant]
    possibles_avant = {cle(e): e for e in _de_portee(avant, Portee.POSSIBLE)}
    return Difference(
        avant=avant,
        apres=apres,
        ajoutees=tuple(e for c, e in acquises_apres.items() if c not in acquises_avant),
        retirees=tuple(e for c, e in acquises_avant.items() if c not in acquises_apres),
        deplacees=tuple((a, b) for a, b in communes if (a.legal, a.prudent) != (b.legal, b.prudent)),
        closes=tuple(b for a, b in communes if a.ouverte and not b.ouverte),
        rouvertes=tuple(b for a, b in communes if b.ouverte and not a.ouverte),
        possibles=tuple(
            (possibles_avant.get(cle(e)), e)
            for e in _de_portee(apres, Portee.POSSIBLE)
            if _possibilite(possibles_avant.get(cle(e))) != _possibilite(e)
        ),
        irregularites_nouvelles=_absents(apres.irregularites, avant.irregularites, cle),
        irregularites_levees=_absents(avant.irregularites, apres.irregularites, cle),
        incalculables_nouveaux=_absents(apres.incalculables, avant.incalculables, cle),
        incalculables_leves=_absents(avant.incalculables, apres.incalculables, cle),
    )


def _de_portee(resultat: Resultat, portee: Portee) -> tuple[Echeance, ...]:
    return tuple(e for e in resultat.echeances if e.portee is portee)


def _possibilite(e: Echeance | None) -> object:
    return (e.legal, e.prudent, e.depart, e.sans_objet, e.conditions) if e else None


def _absents(ici: tuple[T, ...], la: tuple[T, ...], cle: Callable[[_AvecCle], str]) -> tuple[T, ...]:
    cles = {cle(x) for x in la}
    return tuple(x for x in ici if cle(x) not in cles)
