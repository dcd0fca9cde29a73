"""De la valeur d'un fait au texte, sans Qt : comme on la retaperait, comme on la lit."""

from __future__ import annotations

from datetime import date

from app.domain.faits import Valeur
from app.domain.temps import Instant
from app.presentation import saisie
from app.presentation.champs import ChampDeFormulaire
from app.presentation.formats import INSECABLE, accorder, date_heure, dire_jour, enumerer, typographier

PERPETUITE = 999
"""Mois notés pour une peine perpétuelle : plus que toute peine à temps."""

OUI, NON = "oui", "non"


def ecrire_champ(champ: ChampDeFormulaire, valeur: Valeur | None, fuseau: str) -> str:
    """Écrit une valeur comme on la retaperait : le contraire de ``lire_champ``."""
    match valeur:
        case None:
            return ""
        case bool():
            return OUI if valeur else NON
        case Instant():
            return saisie.canonique(valeur, fuseau)
        case date():
            return f"{valeur:%d/%m/%Y}"
        case tuple():
            return ", ".join(valeur)
        case int() if champ.unite == "mois":
            return (
                "perpétuité"
                if valeur == PERPETUITE
                else f"{valeur} mois"
                if valeur % 12 or not valeur
                else f"{valeur // 12} ans"
            )
        case _:
            return str(valeur)


def dire_champ(champ: ChampDeFormulaire, valeur: Valeur, fuseau: str, *, poste: str = "") -> str:
    """Écrit une valeur pour la lire : « oui », « 5 ans », « Procureur de la République », « jeu. 12 mars 2026 à 14 h 32 »."""
    libelles = dict(champ.choix)
    match valeur:
        case bool():
            return OUI if valeur else NON
        case Instant():
            return date_heure(valeur, fuseau, poste=poste)
        case date():
            return dire_jour(valeur)
        case tuple():
            return enumerer([libelles.get(v, v) for v in valeur])
        case int() if champ.unite == "mois":
            return dire_mois(valeur)
        case int():
            return f"{valeur}{INSECABLE}{champ.unite}" if champ.unite else str(valeur)
        case _:
            return typographier(libelles.get(str(valeur), str(valeur)))


def dire_mois(mois: int) -> str:
    """Écrit une durée en mois : « 5 ans », « 1 an et 6 mois », « 8 mois », « réclusion à perpétuité »."""
    if mois == PERPETUITE:
        return "réclusion à perpétuité"
    ans, reste = divmod(mois, 12)
    parts = [accorder(ans, "an")] if ans else []
    parts += [f"{reste}{INSECABLE}mois"] if reste or not ans else []
    return " et ".join(parts)
