"""Les fonctions Python que le paquet peut nommer, avec les paramètres qu'elles déclarent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.echeance import Echeance, Etape, Incalculable, Irregularite
from app.domain.faits import Acte
from app.regles.contexte import Absent, Contexte
from app.regles.schema import Regle, Version


@dataclass(frozen=True, slots=True)
class Derivee:
    """Valeur tirée des faits par une fonction, avec ses étapes en français."""

    valeur: Any
    etapes: tuple[Etape, ...] = ()


@dataclass(frozen=True, slots=True)
class Appel:
    """Ce que reçoit une clause ``calcul`` : la règle, sa version, le paquet et le contexte."""

    regle: Regle
    version: Version
    pack: str
    contexte: Contexte


FonctionDeFait = Callable[[Contexte, Mapping[str, Any]], Derivee | Absent]
FonctionDeCalcul = Callable[[Appel, Mapping[str, Any]], tuple[Echeance | Incalculable | Irregularite, ...]]

FonctionDeduite = Callable[[Contexte, Acte], Any]


@dataclass(frozen=True, slots=True)
class Deduite:
    """Un champ que nul ne saisit, déduit d'un acte vu dans sa mesure : son intitulé et la fonction qui le rend."""

    intitule: str
    fonction: FonctionDeduite


FAITS: dict[str, FonctionDeFait] = {}
CALCULS: dict[str, FonctionDeCalcul] = {}
DEDUITS: dict[str, Deduite] = {}


def fait(nom: str) -> Callable[[FonctionDeFait], FonctionDeFait]:
    """Enregistre une fonction de fait sous ce nom."""

    def inscrire(fonction: FonctionDeFait) -> FonctionDeFait:
        FAITS[nom] = fonction
        return fonction

    return inscrire


def calcul(nom: str) -> Callable[[FonctionDeCalcul], FonctionDeCalcul]:
    """Enregistre une fonction de calcul sous ce nom."""

    def inscrire(fonction: FonctionDeCalcul) -> FonctionDeCalcul:
        CALCULS[nom] = fonction
        return fonction

    return inscrire


def deduit(nom: str, intitule: str) -> Callable[[FonctionDeduite], FonctionDeduite]:
    """Enregistre un champ déduit (« acte.nom », « autre.nom ») ; un champ saisi du même nom l'emporte."""

    def inscrire(fonction: FonctionDeduite) -> FonctionDeduite:
        DEDUITS[nom] = Deduite(intitule, fonction)
        return fonction

    return inscrire
