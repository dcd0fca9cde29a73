"""Le temps : un instant exact, une heure locale, et rien entre les deux.

``Instant`` est la seule valeur que l'on compare ou que l'on soustrait. Une heure « telle qu'un greffier l'écrit » est un
``datetime`` sans fuseau qui ne sort jamais de ce module autrement que par ``Instant.de_locale``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from app.domain.erreurs import ErreurMetier


class HeureInexistante(ErreurMetier):
    """L'heure tombe dans le saut du passage à l'heure d'été : elle n'a existé dans aucun lieu du fuseau."""

    code = "heure_inexistante"


class HeureAmbigue(ErreurMetier):
    """L'heure a existé deux fois (passage à l'heure d'hiver) : il faut dire laquelle."""

    code = "heure_ambigue"


@lru_cache(maxsize=64)
def fuseau_iana(nom: str) -> ZoneInfo:
    """Rend le fuseau de ce nom IANA (« Europe/Paris »). Lève ``ZoneInfoNotFoundError`` s'il n'existe pas."""
    return ZoneInfo(nom)


@lru_cache(maxsize=8192)
def _locale(secondes: int, fuseau: str) -> datetime:
    return datetime.fromtimestamp(secondes, UTC).astimezone(fuseau_iana(fuseau))


@dataclass(frozen=True, slots=True, order=True)
class Instant:
    """Un point du temps, en secondes entières UTC depuis 1970."""

    secondes: int

    @classmethod
    def de_locale(cls, heure: datetime, fuseau: str, occurrence: int | None = None) -> Instant:
        """Convertit une heure locale en instant.

        ``heure`` est sans fuseau (ou porte son décalage, qui alors l'emporte) ; ``occurrence`` vaut 1 (heure d'été) ou 2
        (heure d'hiver) quand l'heure existe deux fois. Lève ``HeureInexistante`` ou ``HeureAmbigue``.
        """
        if heure.tzinfo is not None:
            return cls(int(heure.timestamp()))
        zone = fuseau_iana(fuseau)
        premiere = heure.replace(tzinfo=zone, fold=0)
        seconde = heure.replace(tzinfo=zone, fold=1)
        if premiere.utcoffset() == seconde.utcoffset():
            return cls(int(premiere.timestamp()))
        apres = premiere.astimezone(UTC).astimezone(zone).replace(tzinfo=None)
        if apres != heure:
            avant = seconde.astimezone(UTC).astimezone(zone)
            raise HeureInexistante(
                f"Le {heure:%d/%m/%Y}, {heure:%H:%M} n'existe pas ({fuseau}) : l'heure légale avance cette nuit-là. Vérifier "
                f"la pendule : il était {avant:%H:%M} si elle avançait, {apres:%H:%M} si elle n'avait pas été mise à l'heure."
            )
        if occurrence not in (1, 2):
            raise HeureAmbigue(
                f"Le {heure:%d/%m/%Y}, {heure:%H:%M} existe deux fois ({fuseau}) : préciser la première (heure d'été) "
                "ou la seconde (heure d'hiver)."
            )
        return cls(int((premiere if occurrence == 1 else seconde).timestamp()))

    @classmethod
    def debut_du_jour(cls, jour: date, fuseau: str) -> Instant:
        """Rend 00:00 de ce jour dans ce fuseau (donc « 24:00 » de la veille)."""
        return cls(int(datetime(jour.year, jour.month, jour.day, tzinfo=fuseau_iana(fuseau)).timestamp()))

    def locale(self, fuseau: str) -> datetime:
        """Rend l'heure locale, avec son décalage."""
        return _locale(self.secondes, fuseau)

    def jour(self, fuseau: str) -> date:
        """Rend le jour civil local."""
        return self.locale(fuseau).date()

    def iso(self, fuseau: str) -> str:
        """Rend l'écriture ISO 8601 avec décalage, dans ce fuseau."""
        return self.locale(fuseau).isoformat()

    def plus(self, *, heures: float = 0, minutes: float = 0, secondes: int = 0) -> Instant:
        """Ajoute une durée réellement écoulée."""
        return Instant(self.secondes + round(heures * 3600) + round(minutes * 60) + secondes)

    def __sub__(self, autre: Instant) -> timedelta:
        """Rend la durée réellement écoulée entre deux instants."""
        return timedelta(seconds=self.secondes - autre.secondes)
