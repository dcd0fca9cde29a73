"""Les faits : ce qu'un greffier enregistre. Rien ici n'est calculé.

Un fait porte un type et des champs décrits par le vocabulaire du paquet de règles (``resources/droit/vocabulaire``) : ajouter
un acte ne demande pas de code.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType

from app.domain.temps import Instant

Valeur = str | int | float | bool | date | Instant | tuple[str, ...]
VIDE: Mapping[str, Valeur] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Acte:
    """Un fait daté d'une mesure.

    ``le`` est un ``Instant`` quand l'heure est connue, une ``date`` quand seul le jour l'est, ``None`` quand l'heure n'a pas
    été relevée (ce qui est en soi un fait : Crim. 06/03/2024). ``remplace`` nomme l'acte rectifié ; ``annule`` dit que la
    rectification retire l'acte sans le remplacer. Tous restent lisibles.
    """

    id: str
    type: str
    le: Instant | date | None
    valeurs: Mapping[str, Valeur] = field(default_factory=lambda: VIDE)
    rang: int = 0
    saisi_le: Instant | None = None
    saisi_par: str = ""
    remplace: str | None = None
    annule: bool = False
    motif: str = ""

    @property
    def instant(self) -> Instant | None:
        """Rend l'instant si l'heure est connue, sinon ``None``."""
        return self.le if isinstance(self.le, Instant) else None


@dataclass(frozen=True, slots=True)
class Mesure:
    """Une mesure et ses actes. ``territoire`` l'emporte sur celui du dossier (fuseau, jours fériés)."""

    id: str
    type: str
    valeurs: Mapping[str, Valeur] = field(default_factory=lambda: VIDE)
    actes: tuple[Acte, ...] = ()
    territoire: str | None = None

    def en_vigueur(self, fuseau: str = "UTC") -> tuple[Acte, ...]:
        """Rend les actes non rectifiés, chronologiques ; la même suite quel que soit l'ordre de saisie.

        Un acte dont seul le jour est connu suit la veille locale (``fuseau``) et, ce jour-là, les actes horodatés de moindre
        ``rang`` (préséance du vocabulaire) : la comparution du jour suit le placement de 18 h. Les actes sans date viennent en
        dernier. À la même minute, ``rang`` départage, puis l'identité.
        """
        remplaces = {a.remplace for a in self.actes if a.remplace}
        vivants = [a for a in self.actes if a.id not in remplaces and not a.annule]
        jours = {a.le for a in vivants if a.instant is None and a.le is not None}
        dates = [(a.le.jour(fuseau), a) for a in vivants if isinstance(a.le, Instant)] if jours else []
        return tuple(sorted(vivants, key=lambda a: _ordre(a, fuseau, dates)))

    def avec(self, *actes: Acte) -> Mesure:
        """Rend la mesure augmentée de ces actes (l'originale ne change pas)."""
        return replace(self, actes=self.actes + actes)


def _ordre(acte: Acte, fuseau: str, dates: list[tuple[date, Acte]]) -> tuple[int, int, int, str]:
    if isinstance(acte.le, Instant):
        return (0, acte.le.secondes, acte.rang, acte.id)
    if acte.le is None:
        return (1, 0, acte.rang, acte.id)
    debut = Instant.debut_du_jour(acte.le, fuseau).secondes
    avant = [a.instant.secondes for jour, a in dates if jour == acte.le and a.rang < acte.rang and a.instant is not None]
    return (0, max([debut, *avant]), acte.rang, acte.id)


@dataclass(frozen=True, slots=True)
class Dossier:
    """Les faits d'une personne dans une procédure : le territoire, la procédure, la personne, ses mesures successives."""

    id: str
    territoire: str
    procedure: Mapping[str, Valeur] = field(default_factory=lambda: VIDE)
    personne: Mapping[str, Valeur] = field(default_factory=lambda: VIDE)
    mesures: tuple[Mesure, ...] = ()

    def mesure(self, mesure_id: str) -> Mesure:
        """Rend la mesure de cet identifiant. Lève ``KeyError``."""
        for m in self.mesures:
            if m.id == mesure_id:
                return m
        raise KeyError(mesure_id)
