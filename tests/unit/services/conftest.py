"""Un registre sur une base en mémoire, au 20 mai 2026 à midi."""

from __future__ import annotations

import pytest

from app.services.registre import Registre
from tests.outils.fabriques import identifiants, le, moteur
from tests.outils.horloges import HorlogeFigee
from tests.outils.memoire import BaseEnMemoire


@pytest.fixture
def horloge() -> HorlogeFigee:
    return HorlogeFigee(le("20/05/2026 12:00"))


@pytest.fixture
def base() -> BaseEnMemoire:
    return BaseEnMemoire()


@pytest.fixture
def registre(base: BaseEnMemoire, horloge: HorlogeFigee) -> Registre:
    return Registre(base, moteur(), horloge, "greffe", identifiants())
