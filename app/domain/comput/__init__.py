"""Computation du temps : d'heure à heure, de quantième à quantième, jours francs, jours ouvrables, report de l'art. 801.

Tout rend un ``Terme`` à deux lectures (légale, prudente), bornes exclues, avec sa dérivation en français. Les règles nomment un
mode ; ``appliquer`` est la seule porte. Fiches ``comput_*``.
"""

from __future__ import annotations

from app.domain.comput.application import appliquer
from app.domain.comput.departs import audience_du_jour_meme
from app.domain.comput.heures import a_la_pendule, heures_ecoulees
from app.domain.comput.modes import Mode, Options, Sens
from app.domain.comput.quantieme import Arrondi, QuantiemeManquant, quantieme
from app.domain.comput.registre import MODES
from app.domain.comput.report import Prudente, dernier_jour_ouvrable, premier_jour_ouvrable
from app.domain.comput.terme import (
    DepartInvalide,
    Duree,
    DureeInvalide,
    Fenetre,
    HeureManquante,
    ModeInconnu,
    OptionInvalide,
    Terme,
    fin_de_journee,
)

__all__ = [
    "MODES",
    "Arrondi",
    "DepartInvalide",
    "Duree",
    "DureeInvalide",
    "Fenetre",
    "HeureManquante",
    "Mode",
    "ModeInconnu",
    "OptionInvalide",
    "Options",
    "Prudente",
    "QuantiemeManquant",
    "Sens",
    "Terme",
    "a_la_pendule",
    "appliquer",
    "audience_du_jour_meme",
    "dernier_jour_ouvrable",
    "fin_de_journee",
    "heures_ecoulees",
    "premier_jour_ouvrable",
    "quantieme",
]
