"""L'échéancier paraît avant le paquet : les noms des mesures se lisent sans lui, et sont les siens."""

from __future__ import annotations

from pathlib import Path

from app.systeme.fichiers_de_regles import charger_paquet, noms_des_mesures


def test_les_noms_lus_sans_le_paquet_sont_ceux_du_paquet() -> None:
    assert noms_des_mesures() == {m.type: m.intitule for m in charger_paquet().vocabulaire.mesures.values()}


def test_un_dossier_illisible_ne_donne_aucun_nom(tmp_path: Path) -> None:
    (tmp_path / "vocabulaire").mkdir()
    (tmp_path / "vocabulaire" / "mesures.toml").write_text("mesure = [", encoding="utf-8")
    assert noms_des_mesures(tmp_path) == {}
