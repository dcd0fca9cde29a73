"""Les cinq niveaux d'urgence d'une échéance : un mot, une forme, un jeton de couleur. Jamais la couleur seule.

Le niveau se déduit du temps restant et des alertes de la règle ; il ne se range nulle part, puisqu'il change avec l'heure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from functools import lru_cache
from types import MappingProxyType

from app.domain.echeance import Nature


class Niveau(IntEnum):
    """Du plus grave au moins grave."""

    DEPASSEE = 1
    CRITIQUE = 2
    URGENTE = 3
    PROCHE = 4
    LOINTAINE = 5


class Forme(StrEnum):
    """La forme dessinée à côté du mot ; chacune se reconnaît en noir et blanc."""

    OCTOGONE = "octogone"
    TRIANGLE = "triangle"
    LOSANGE = "losange"
    DISQUE = "disque"
    ANNEAU = "anneau"
    COCHE = "coche"
    BARRE = "barre"
    INTERROGATION = "interrogation"


@dataclass(frozen=True, slots=True)
class Signe:
    """Ce qui dit un niveau : le mot (en bas de casse), la forme, les jetons du texte et de la forme, le mot d'une colonne."""

    mot: str
    forme: Forme
    jeton: str
    jeton_de_forme: str
    abrege: str = ""

    @property
    def court(self) -> str:
        """Rend le mot qui tient dans une colonne."""
        return self.abrege or self.mot


SIGNES = MappingProxyType(
    {
        Niveau.DEPASSEE: Signe("dépassée", Forme.OCTOGONE, "niveau_1", "forme_1"),
        Niveau.CRITIQUE: Signe("critique", Forme.TRIANGLE, "niveau_2", "forme_2"),
        Niveau.URGENTE: Signe("urgente", Forme.LOSANGE, "niveau_3", "forme_3"),
        Niveau.PROCHE: Signe("proche", Forme.DISQUE, "niveau_4", "forme_4"),
        Niveau.LOINTAINE: Signe("lointaine", Forme.ANNEAU, "niveau_5", "forme_5"),
    }
)
HORS_DELAI_PRESUME = Signe("présumée hors délai", Forme.OCTOGONE, "niveau_1", "forme_1", "à apprécier")
PAS_AVANT = Signe("pas avant", Forme.BARRE, "niveau_5", "forme_5")
RAPPEL_PASSE = Signe("rappel passé", Forme.BARRE, "texte_2", "bord")
OUVERTE = Signe("possible", Forme.COCHE, "texte_2", "bord")
SATISFAITE = Signe("satisfaite", Forme.COCHE, "texte_2", "bord")
SANS_OBJET = Signe("sans objet", Forme.BARRE, "texte_2", "bord")
INCALCULABLE = Signe("incalculable", Forme.INTERROGATION, "niveau_2", "forme_2")

SEUILS_D_USAGE = (60, 180, 360)
"""Minutes retenues quand la règle n'annonce aucune alerte : critique à une heure, urgente à trois, proche à six."""
SEUILS_D_USAGE_EN_JOURS = (2 * 1440, 7 * 1440, 15 * 1440)
"""Les mêmes pour un délai compté en jours : deux, sept et quinze jours."""


@lru_cache(maxsize=1024)
def lire_alertes(alertes: str) -> tuple[int, ...]:
    """Lit les alertes d'une ligne projetée (« 360 180 60 ») : des minutes avant l'échéance, rendues croissantes."""
    return tuple(sorted({int(n) for n in re.findall(r"\d+", alertes)} - {0}))


@lru_cache(maxsize=1024)
def seuils(alertes: str, en_jours: bool = False) -> tuple[int, int, int]:
    """Rend les seuils critique, urgente et proche, en secondes avant l'échéance.

    La plus tardive des alertes de la règle ouvre « critique », l'avant-dernière « urgente », la première « proche ». S'il en
    manque, le seuil suivant vaut le double du précédent ; s'il n'y en a pas, ceux d'usage.
    """
    minutes = lire_alertes(alertes) or (SEUILS_D_USAGE_EN_JOURS if en_jours else SEUILS_D_USAGE)
    critique = minutes[0]
    urgente = minutes[1] if len(minutes) > 1 else 2 * critique
    proche = minutes[-1] if len(minutes) > 2 else 2 * urgente
    return critique * 60, urgente * 60, proche * 60


def niveau(restant: int, alertes: str, *, en_jours: bool = False, nature: str = Nature.LIBERTE) -> Niveau:
    """Rend le niveau d'une échéance à ``restant`` secondes de son terme.

    Un délai minimal (« pas avant ») ne presse jamais ; un rappel ne devient pas critique et, passé, n'appelle plus rien : la
    limite qu'il préparait parle pour lui.
    """
    if nature == Nature.MINIMUM or (nature == Nature.RAPPEL and restant <= 0):
        return Niveau.LOINTAINE
    if restant <= 0:
        return Niveau.DEPASSEE
    critique, urgente, proche = seuils(alertes, en_jours)
    if restant <= critique and nature != Nature.RAPPEL:
        return Niveau.CRITIQUE
    if restant <= urgente:
        return Niveau.URGENTE
    return Niveau.PROCHE if restant <= proche else Niveau.LOINTAINE


def signe(restant: int, alertes: str, *, en_jours: bool = False, nature: str = Nature.LIBERTE) -> Signe:
    """Rend le signe à montrer pour une échéance ouverte.

    Le droit d'une partie n'est jamais dit « dépassé » mais « présumée hors délai » : le juge apprécie (design 0.2). Un délai
    minimal se dit « pas avant », puis « possible » ; un rappel passé se dit tel.
    """
    if nature == Nature.RAPPEL and restant <= 0:
        return RAPPEL_PASSE
    if nature == Nature.MINIMUM:
        return PAS_AVANT if restant > 0 else OUVERTE
    degre = niveau(restant, alertes, en_jours=en_jours, nature=nature)
    return HORS_DELAI_PRESUME if degre is Niveau.DEPASSEE and nature == Nature.DROIT else SIGNES[degre]


def prochaine_bascule(suivi: int, alertes: str, maintenant: int, *, en_jours: bool = False) -> int | None:
    """Rend la seconde UTC du prochain changement de niveau après ``maintenant``, ``None`` si l'échéance est dépassée."""
    futures = (suivi - s for s in (*seuils(alertes, en_jours), 0))
    return min((b for b in futures if b > maintenant), default=None)
