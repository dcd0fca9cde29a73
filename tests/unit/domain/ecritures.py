"""Lire les dates comme les fiches les écrivent (« lun. 12/10/2026 24:00 ») et les calendriers du paquet."""

from __future__ import annotations

import re
import tomllib
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

from app.domain.calendrier import Calendrier
from app.domain.temps import Instant

CALENDRIERS = Path(__file__).resolve().parents[3] / "resources" / "droit" / "calendriers"
TERRITOIRES = tuple(sorted(f.stem for f in CALENDRIERS.glob("*.toml")))
JOURS = ("lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim.")
_ECRITURE = re.compile(r"(\w{3}\.) (\d{2})/(\d{2})/(\d{4})(?: (\d{2}):(\d{2}))?")


@cache
def calendrier(territoire: str = "metropole") -> Calendrier:
    """Rend le calendrier d'un territoire, lu des données livrées."""
    fichier = CALENDRIERS / f"{territoire}.toml"
    return Calendrier.depuis(tomllib.loads(fichier.read_text(encoding="utf-8")), ou=fichier.name)


def jour(texte: str) -> date:
    """Lit « lun. 12/10/2026 » ; le nom du jour doit être le bon."""
    return _lire(texte)[0]


def instant(texte: str, fuseau: str = "Europe/Paris", occurrence: int | None = None) -> Instant:
    """Lit « lun. 12/10/2026 14:30 » ; 24:00 est minuit le lendemain."""
    le, heures, minutes = _lire(texte)
    suivant = heures == 24
    heure = datetime(le.year, le.month, le.day, heures % 24, minutes) + timedelta(days=suivant)
    return Instant.de_locale(heure, fuseau, occurrence)


def _lire(texte: str) -> tuple[date, int, int]:
    trouve = _ECRITURE.fullmatch(texte)
    assert trouve, f"écriture attendue : « lun. 12/10/2026 24:00 » ; reçu : {texte}"
    nom, j, m, a, heures, minutes = trouve.groups()
    le = date(int(a), int(m), int(j))
    assert JOURS[le.weekday()] == nom, f"{texte} : ce jour est un {JOURS[le.weekday()]}"
    return le, int(heures or 0), int(minutes or 0)
