"""Ce qu'est un mode de computation : ce qu'il borne, ce qu'il attend, et comment il lit ce qu'on lui demande."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Literal

from app.domain.calendrier import Calendrier
from app.domain.comput.report import Prudente
from app.domain.comput.terme import Duree, Fenetre, HeureManquante, OptionInvalide, Terme
from app.domain.francais import dire_jour
from app.domain.temps import Instant

Options = Mapping[str, object]


class Sens(StrEnum):
    """Ce que borne le résultat : un acte à faire avant, une date permise après, les deux, une mesure à lever, un départ."""

    MAXIMUM = "borne_max"
    MINIMUM = "borne_min"
    FENETRE = "fenetre"
    PRIVATION = "duree_privative"
    DEPART = "depart"


@dataclass(frozen=True, slots=True)
class Demande:
    """Un calcul demandé, tel qu'un mode le reçoit : départ, durée, calendrier, options déjà contrôlées de nom."""

    depart: Instant | date
    duree: Duree
    calendrier: Calendrier
    options: Options

    @property
    def jour(self) -> date:
        """Rend le jour civil du départ, dans le fuseau du calendrier."""
        return self.depart.jour(self.calendrier.fuseau) if isinstance(self.depart, Instant) else self.depart

    @property
    def instant(self) -> Instant:
        """Rend l'instant du départ. Lève ``HeureManquante`` si seul le jour est connu."""
        if isinstance(self.depart, Instant):
            return self.depart
        raise HeureManquante(f"Ce délai se compte d'heure à heure : l'heure du {dire_jour(self.depart)} doit être connue.")

    def oui(self, nom: str, defaut: bool = False) -> bool:
        """Rend une option vraie ou fausse. Lève ``OptionInvalide``."""
        valeur = self.options.get(nom, defaut)
        if not isinstance(valeur, bool):
            raise OptionInvalide(f"L'option « {nom} » vaut true ou false ; reçu : {valeur!r}.")
        return valeur

    def entier(self, nom: str) -> int:
        """Rend une option entière obligatoire. Lève ``OptionInvalide``."""
        valeur = self.options.get(nom)
        if not isinstance(valeur, int) or isinstance(valeur, bool) or valeur < 0:
            raise OptionInvalide(f"L'option « {nom} » doit être un nombre entier ; reçu : {valeur!r}.")
        return valeur

    def mot(self, nom: str, permis: tuple[str, ...]) -> str:
        """Rend une option choisie dans une liste, la première par défaut. Lève ``OptionInvalide``."""
        valeur = self.options.get(nom, permis[0])
        if not isinstance(valeur, str) or valeur not in permis:
            raise OptionInvalide(f"L'option « {nom} » vaut {valeur!r} ; attendu : {', '.join(permis)}.")
        return valeur

    def jours(self, nom: str) -> tuple[date, ...]:
        """Rend une option faite d'un ou plusieurs jours (ou instants). Lève ``OptionInvalide``."""
        valeur = self.options.get(nom, ())
        valeurs = valeur if isinstance(valeur, list | tuple) else (valeur,)
        if not all(isinstance(v, Instant | date) for v in valeurs):
            raise OptionInvalide(f"L'option « {nom} » doit être une date ou une liste de dates ; reçu : {valeur!r}.")
        return tuple(replace(self, depart=v).jour for v in valeurs)

    def instant_option(self, nom: str) -> Instant | None:
        """Rend une option faite d'un instant, ou ``None``. Lève ``OptionInvalide``."""
        valeur = self.options.get(nom)
        if valeur is not None and not isinstance(valeur, Instant):
            raise OptionInvalide(f"L'option « {nom} » doit être un instant ; reçu : {valeur!r}.")
        return valeur

    @property
    def prudente(self) -> Prudente:
        """Rend l'option ``prudente`` d'un délai d'acte. Lève ``OptionInvalide``."""
        return Prudente(self.mot("prudente", tuple(Prudente)))


@dataclass(frozen=True, slots=True)
class Mode:
    """Un mode de computation : ce qu'il borne, ce qu'il attend, le texte ou l'arrêt qui le fonde.

    ``entree`` : « instant » si l'heure du départ est nécessaire, « jour » sinon. ``options`` : nom → sens de l'option.
    ``duree_nulle`` : une durée nulle est admise (entièrement consommée par les imputations, ou dernier jour déjà connu).
    """

    nom: str
    intitule: str
    sens: Sens
    unites: frozenset[str]
    entree: Literal["instant", "jour"]
    fonction: Callable[[Demande], Terme | Fenetre]
    article: str
    options: Mapping[str, str] = field(default_factory=dict)
    duree_nulle: bool = False
