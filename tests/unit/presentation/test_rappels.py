"""Un rappel prépare une limite : il ne crie pas à sa place, et passé, il se tait."""

from __future__ import annotations

from app.presentation import urgence
from app.presentation.urgence import Niveau


def test_un_rappel_ne_devient_jamais_critique_ni_depasse() -> None:
    assert urgence.niveau(60, "60 30", nature="rappel") is Niveau.URGENTE
    assert urgence.niveau(60, "60 30", nature="autorite") is Niveau.CRITIQUE
    assert urgence.niveau(-1, "60 30", nature="rappel") is Niveau.LOINTAINE
    assert urgence.signe(-1, "60 30", nature="rappel").mot == "rappel passé"
    assert urgence.signe(-1, "60 30", nature="autorite").mot == "dépassée"
