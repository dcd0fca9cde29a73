"""L'horloge du poste : le seul endroit du programme qui lit l'heure courante."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.domain.temps import Instant


class HorlogeSysteme:
    """Implante ``app.ports.horloge.Horloge`` (et l'horloge du pouls) sur celle de la machine."""

    def maintenant(self) -> Instant:
        """Rend l'instant présent, à la seconde entamée."""
        from app.domain.temps import Instant

        return Instant(int(time.time()))

    def monotone(self) -> float:
        """Rend des secondes qui ne reculent jamais. Sous Linux, elles s'arrêtent pendant la veille : le pouls s'en sert."""
        return time.monotonic()

    def millisecondes(self) -> int:
        """Rend les millisecondes UTC depuis 1970."""
        return time.time_ns() // 1_000_000


TEMOIN_DE_SYNCHRONISATION = Path("/run/systemd/timesync")
"""Où systemd dit si l'horloge suit un serveur de temps ; absent ailleurs."""


def synchronisee(temoin: Path = TEMOIN_DE_SYNCHRONISATION) -> bool | None:
    """Dit si le système tient son horloge pour synchronisée ; ``None`` s'il ne le dit pas (01, annexe c, alerte 60)."""
    try:
        return (temoin / "synchronized").exists() if temoin.is_dir() else None
    except OSError:
        return None


def fuseau_du_poste(defaut: str = "Europe/Paris") -> str:
    """Rend le nom IANA du fuseau du poste (« America/Cayenne »), ou ``defaut`` s'il n'est pas connu."""
    declare = os.environ.get("TZ", "").lstrip(":")
    if declare:
        return declare if "/" in declare and _connu(declare) else defaut
    lien = Path("/etc/localtime")
    return (lien.resolve().as_posix().partition("zoneinfo/")[2] if lien.is_symlink() else "") or defaut


def _connu(fuseau: str) -> bool:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        ZoneInfo(fuseau)
    except (ZoneInfoNotFoundError, ValueError):
        return False
    return True
