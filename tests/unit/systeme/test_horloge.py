"""L'horloge du poste et son fuseau."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.systeme.horloge import HorlogeSysteme, fuseau_du_poste, synchronisee


def test_l_instant_est_la_seconde_entamee_des_memes_millisecondes() -> None:
    horloge = HorlogeSysteme()
    avant, milieu, apres = horloge.millisecondes(), horloge.maintenant(), horloge.millisecondes()
    assert avant // 1000 <= milieu.secondes <= apres // 1000
    assert horloge.monotone() <= horloge.monotone()


@pytest.mark.parametrize(
    "declare, fuseau",
    [
        ("America/Cayenne", "America/Cayenne"),
        (":Indian/Reunion", "Indian/Reunion"),
        ("Nulle/Part", "Europe/Paris"),
        ("CET-1CEST", "Europe/Paris"),
    ],
)
def test_le_fuseau_du_poste_est_un_nom_connu(declare: str, fuseau: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", declare)
    assert fuseau_du_poste() == fuseau


def test_la_synchronisation_se_lit_au_temoin_du_systeme(tmp_path: Path) -> None:
    assert synchronisee(tmp_path / "absent") is None
    assert synchronisee(tmp_path) is False
    (tmp_path / "synchronized").touch()
    assert synchronisee(tmp_path) is True
