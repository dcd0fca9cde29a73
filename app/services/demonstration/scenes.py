"""Le langage des situations : une suite d'actes écrits en minutes depuis le début de la mesure, jouée jusqu'à un âge donné.

Une situation dit tout ce qui arriverait ; on la joue jusqu'à l'instant de référence, et ce qui n'est pas encore arrivé
manque : la même situation donne ainsi un placement d'il y a dix minutes comme une mesure close.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from random import Random
from types import MappingProxyType
from typing import Any

from app.domain.temps import Instant
from app.services.demandes import ActeSaisi

Champs = Mapping[str, Any]
_RIEN: Champs = MappingProxyType({})
_APRES_LA_LEVEE = (
    *("liberation", "arrivee_depot", "retenue_803_3", "information_magistrat_depot", "droit_depot", "comparution"),
    *("choix_poursuite", "remise_mineur", "avis_protecteur"),
)


@dataclass(frozen=True, slots=True)
class Minute:
    """Une valeur de champ : l'instant situé à tant de minutes du début de la mesure."""

    a: int


@dataclass(frozen=True, slots=True)
class Jour:
    """Une valeur de champ : le jour, à Paris, situé à tant de minutes du début de la mesure."""

    a: int


@dataclass(frozen=True, slots=True)
class Ligne:
    """Un acte d'une situation : à quelle minute, quel type, quels champs ; ``duree`` en minutes s'il a une fin.

    ``sans_heure`` : l'heure n'a pas été relevée. ``retard`` : minutes entre l'acte et sa saisie. ``corrige`` : minute fausse
    d'abord saisie, rectifiée ensuite.
    """

    a: int
    type: str
    champs: Champs = field(default_factory=lambda: _RIEN)
    duree: int | None = None
    sans_heure: bool = False
    retard: int = 2
    corrige: int | None = None


@dataclass(frozen=True, slots=True)
class Mesure:
    """Une mesure d'une situation : son type, ses champs, ses lignes, et son début en minutes depuis celui de la situation."""

    type: str
    lignes: tuple[Ligne, ...]
    champs: Champs = field(default_factory=lambda: _RIEN)
    debut: int = 0


@dataclass(frozen=True, slots=True)
class Situation:
    """Une situation : la personne (âge), la procédure, les mesures ; l'âge des mesures en minutes, de ``jeune`` à ``vieux``.

    ``poids`` : fréquence dans les grands profils. ``marquant`` : âge joué dans le profil S (``None`` : absente de ce profil).
    ``ancrage`` : place le début de la situation ailleurs qu'à ``age`` minutes de la référence (nuit d'un changement d'heure…).
    """

    nom: str
    ans: int
    procedure: Champs
    mesures: tuple[Mesure, ...]
    jeune: int
    vieux: int
    poids: int = 1
    marquant: int | None = None
    territoire: str = "metropole"
    personne: Champs = field(default_factory=lambda: _RIEN)
    ancrage: Callable[[Instant, str, int], Instant] | None = None
    motif: str = ""


@dataclass(frozen=True, slots=True)
class ActeJoue:
    """Un acte à saisir : l'instant de la saisie, l'acte, et l'acte juste s'il faut ensuite le rectifier."""

    saisi_le: Instant
    acte: ActeSaisi
    juste: ActeSaisi | None = None


def jouer(mesure: Mesure, debut: Instant, jusqu_a: Instant, alea: Random) -> Iterator[ActeJoue]:
    """Rend les actes arrivés avant ``jusqu_a``, dans l'ordre, chacun décalé de quelques minutes tirées au sort."""
    lignes = _avant_la_levee(sorted(mesure.lignes, key=lambda ligne: ligne.a))
    for ligne, suivante in zip(lignes, (*lignes[1:], None), strict=True):
        jeu = min(4, suivante.a - ligne.a - 1) if suivante else 4
        decalage = alea.randint(0, jeu) if ligne.a > 0 and jeu > 0 else 0
        le = debut.plus(minutes=ligne.a + decalage)
        if le > jusqu_a:
            return
        champs = {nom: _valeur(v, debut, decalage) for nom, v in ligne.champs.items()}
        saisi = le.plus(minutes=ligne.retard)
        if ligne.duree is not None:
            fin = le.plus(minutes=ligne.duree)
            if fin <= jusqu_a:
                champs["fin"] = fin
                saisi = fin.plus(minutes=ligne.retard)
        acte = ActeSaisi(ligne.type, None if ligne.sans_heure else le, champs)
        if ligne.corrige is None:
            yield ActeJoue(saisi, acte)
        else:
            yield ActeJoue(saisi, ActeSaisi(ligne.type, debut.plus(minutes=ligne.corrige), champs), acte)


def _avant_la_levee(lignes: list[Ligne]) -> list[Ligne]:
    """Rend les lignes sans ce que la levée interrompt : rien du déroulement ne la suit, aucune durée ne la dépasse."""
    levee = next((ligne.a for ligne in lignes if ligne.type == "levee"), None)
    if levee is None:
        return lignes
    gardees = [x for x in lignes if x.a < levee or x.type == "levee" or x.type in _APRES_LA_LEVEE]
    return [replace(x, duree=min(x.duree, levee - x.a)) if x.duree is not None else x for x in gardees]


def _valeur(valeur: Any, debut: Instant, decalage: int) -> Any:
    if isinstance(valeur, Jour):
        return debut.plus(minutes=valeur.a).jour("Europe/Paris")
    return debut.plus(minutes=valeur.a + decalage) if isinstance(valeur, Minute) else valeur


def heure(heures: float, minutes: int = 0) -> int:
    """Rend des heures et minutes en minutes."""
    return round(heures * 60) + minutes
