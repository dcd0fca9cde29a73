"""Les phrases de la fenêtre elle-même : l'heure du rail, un saut d'horloge, une panne. Sans Qt."""

from __future__ import annotations

from app.domain.temps import Instant
from app.presentation.formats import compte_a_rebours, dire_heure, dire_jour, nom_de_zone


def a_la_minute(instant: Instant) -> Instant:
    """Rend le début de la minute de cet instant."""
    return Instant(instant.secondes // 60 * 60)


def heure_du_rail(maintenant: Instant, fuseau: str) -> tuple[str, str, str]:
    """Rend l'heure, le jour et la zone : (« 14 h 32 », « jeu. 12 mars 2026 », « heure de Paris »)."""
    return dire_heure(a_la_minute(maintenant), fuseau), dire_jour(maintenant.jour(fuseau)), nom_de_zone(fuseau)


def dire_saut(attendu: Instant, lu: Instant, fuseau: str) -> str:
    """Dit que l'horloge du poste a sauté, de combien, et ce qui a été fait."""
    sens = "avancé" if lu > attendu else "reculé"
    ecart = compte_a_rebours(abs(lu.secondes - attendu.secondes))
    return (
        f"L’horloge du poste a {sens} de {ecart} (veille ou remise à l’heure) : il est {dire_heure(a_la_minute(lu), fuseau)}. "
        "Toutes les échéances ont été réévaluées."
    )
