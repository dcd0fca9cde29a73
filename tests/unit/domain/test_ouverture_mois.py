"""« Ouvert après n mois » : le même quantième, dès 0 h ; à défaut de quantième, le dernier jour du mois (148-4, 221-3)."""

from __future__ import annotations

from datetime import date

import pytest

from app.domain.comput import Duree, Terme, appliquer
from tests.unit.domain.ecritures import calendrier

PARIS = "Europe/Paris"


@pytest.mark.parametrize(
    "depart, mois, ouvert",
    [
        (date(2026, 7, 6), 4, date(2026, 11, 6)),
        (date(2026, 8, 3), 3, date(2026, 11, 3)),
        (date(2026, 10, 31), 4, date(2027, 2, 28)),
        (date(2026, 9, 1), 2, date(2026, 11, 1)),
    ],
)
def test_le_meme_quantieme_sans_report(depart: date, mois: int, ouvert: date) -> None:
    terme = appliquer("ouverture_mois", depart, Duree(mois=mois), calendrier("metropole"), {})
    assert isinstance(terme, Terme)
    assert terme.legal == terme.prudent
    assert terme.legal.jour(PARIS) == ouvert
    assert terme.legal.locale(PARIS).hour == 0
