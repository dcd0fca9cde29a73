"""L'ordre des actes d'une mesure : celui des jours locaux, puis des heures, puis de la préséance quand l'heure manque."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from app.domain.faits import Acte, Mesure
from app.domain.temps import Instant


def _acte(type_: str, le: Instant | date | None, rang: int) -> Acte:
    return Acte(id=type_, type=type_, le=le, rang=rang)


def _a(fuseau: str, mois: int, jour: int, heure: int) -> Instant:
    return Instant.de_locale(datetime(2026, mois, jour, heure), fuseau)


def _types(mesure: Mesure, fuseau: str) -> list[str]:
    return [a.type for a in mesure.en_vigueur(fuseau)]


@pytest.mark.parametrize("fuseau", ["Europe/Paris", "America/Cayenne", "Pacific/Noumea"])
def test_la_comparution_du_jour_suit_le_placement_de_la_veille_au_soir(fuseau: str) -> None:
    """À Cayenne, 22 h est déjà le lendemain en temps universel."""
    actes = (_acte("comparution", date(2026, 11, 30), 30), _acte("placement", _a(fuseau, 11, 29, 22), 10))
    assert _types(Mesure("m", "detention", actes=actes), fuseau) == ["placement", "comparution"]


@pytest.mark.parametrize("fuseau", ["Europe/Paris", "America/Cayenne", "Pacific/Noumea"])
def test_un_acte_sans_heure_suit_les_actes_du_jour_qui_le_precedent_en_procedure(fuseau: str) -> None:
    actes = (
        _acte("appel", date(2026, 6, 12), 32),
        _acte("levee", _a(fuseau, 6, 12, 18), 99),
        _acte("jugement", _a(fuseau, 6, 12, 17), 31),
        _acte("placement", _a(fuseau, 6, 11, 8), 10),
        _acte("sans_date", None, 1),
    )
    assert _types(Mesure("m", "detention", actes=actes), fuseau) == ["placement", "jugement", "appel", "levee", "sans_date"]
