"""Les détentions projetées : ce que le tableau des détenus et la prévision lisent, d'une requête indexée."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

SANS_TERME = 1 << 62
"""Rang d'une détention qu'aucune limite de liberté ne commande : après toutes les autres."""
INCALCULABLE = 0
"""Rang d'une détention dont le terme ne se calcule pas faute d'un fait : avant toutes les autres."""


class DetentionProjetee(NamedTuple):
    """Une mesure de détention. Les instants sont en secondes UTC ; ``None`` : rien de tel ne court.

    ``tri`` : la première limite de liberté ouverte, à défaut ``SANS_TERME``, ou ``INCALCULABLE`` (``manque`` dit pourquoi).
    ``terme`` : fin du titre en vigueur ; ``plafond`` : ce qu'aucune prolongation ordinaire ne dépasse ; ``audience`` et
    ``audience_plafond`` : leur dernier jour ouvrable utile (AAAA-MM-JJ). ``debat`` : la date fixée ; ``dernier_debat`` et
    ``convocation`` : les dernières utiles.
    ``suite`` : ce que la loi permet ensuite. ``cherchable`` : le texte replié où la recherche cherche.
    """

    mesure_id: str
    dossier_id: str
    type: str
    en_cours: bool
    personne: str
    numero: str
    etablissement: str
    ecrou: str
    cabinet: str
    phase: str
    regime: str
    cumul: str
    manque: str
    tri: int
    cle: str
    terme: int | None
    terme_en_jours: bool
    audience: str
    plafond: int | None
    plafond_cumul: str
    audience_plafond: str
    debat: int | None
    debat_au_jour: bool
    dernier_debat: int | None
    convocation: int | None
    suite: str
    demandes: int
    autre_cause: bool
    autre_cause_titre: str
    fuseau: str
    cherchable: str


class Groupement(StrEnum):
    """Comment le tableau groupe les personnes."""

    AUCUN = ""
    URGENCE = "urgence"
    CABINET = "cabinet"
    ETABLISSEMENT = "etablissement"


@dataclass(frozen=True, slots=True)
class FiltreDeDetentions:
    """Ce que l'on veut voir. ``mots`` : tous doivent se trouver (repliés) ; ensembles vides : pas de filtre.

    ``a_faire`` : une limite ouverte tombe entre ces deux instants (secondes), ou celle qui commande est passée.
    """

    mots: tuple[str, ...] = ()
    cabinets: frozenset[str] = frozenset()
    phases: frozenset[str] = frozenset()
    autre_cause: bool = False
    avec_demandes: bool = False
    a_faire: tuple[int, int] | None = None

    @property
    def actif(self) -> bool:
        """Dit si quelque chose est filtré."""
        return self != FiltreDeDetentions()


class GroupeDeDetentions(NamedTuple):
    """Un groupe et ce qu'il compte. ``cle`` : le cabinet, l'établissement, ou le rang de l'intervalle d'urgence."""

    cle: str
    nombre: int


def rang_d_urgence(tri: int, bornes: Collection[int]) -> int:
    """Rend l'intervalle où tombe un rang de tri : le nombre de bornes qu'il atteint."""
    return sum(tri >= b for b in bornes)
