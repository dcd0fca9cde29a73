"""Une base sur le disque, un registre dessus, au 20 mai 2026 à midi."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.services.registre import Registre
from db.base import BaseSql, ouvrir
from tests.outils.fabriques import le, moteur
from tests.outils.horloges import HorlogeFigee


@pytest.fixture
def horloge() -> HorlogeFigee:
    return HorlogeFigee(le("20/05/2026 12:00"))


@pytest.fixture
def chemin(tmp_path: Path) -> Path:
    return tmp_path / "greffe.sqlite"


@pytest.fixture
def base(chemin: Path, horloge: HorlogeFigee) -> Iterator[BaseSql]:
    base = ouvrir(chemin, horloge.maintenant())
    yield base
    base.fermer()


@pytest.fixture
def registre(base: BaseSql, horloge: HorlogeFigee) -> Registre:
    return Registre(base, moteur(), horloge, "greffe")
