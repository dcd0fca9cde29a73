"""Les dossiers du programme, et le partage réseau sur lequel une base serait en danger."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from app.ports.erreurs import ErreurDEnvironnement
from app.systeme import chemins

MONTAGES = [
    "22 1 8:1 / / rw,relatime - ext4 /dev/sda1 rw",
    "40 22 0:35 / /partages/greffe rw,relatime - cifs //serveur/greffe rw",
    "41 22 0:36 / /partages/deux\\040mots rw,relatime - nfs4 serveur:/x rw",
    "42 40 8:2 / /partages/greffe/local rw,relatime - ext4 /dev/sdb1 rw",
]


@pytest.mark.parametrize(
    "dossier, genre",
    [
        ("/donnees/greffe", ""),
        ("/partages/greffe", "cifs"),
        ("/partages/greffe/bases", "cifs"),
        ("/partages/greffe/local/bases", ""),
        ("/partages/deux mots/x", "nfs4"),
        ("/partages/greffes", ""),
    ],
)
def test_un_partage_reseau_se_reconnait_au_montage_le_plus_proche(dossier: str, genre: str) -> None:
    assert chemins.type_de_montage(Path(dossier), MONTAGES) == genre


def test_le_disque_d_un_test_n_est_pas_refuse(tmp_path: Path) -> None:
    assert isinstance(chemins.partage_reseau(tmp_path), str)


def test_une_variable_rassemble_tout_sous_un_dossier(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    racine = tmp_path / "cle"
    monkeypatch.setenv(chemins.VARIABLE, str(racine))
    assert chemins.base_par_defaut() == racine / "clepsydre.db"
    assert chemins.fichier_des_reglages() == racine / "poste.ini"
    assert chemins.dossier_des_journaux() == racine / "journaux"
    assert (racine / "journaux").is_dir()


@pytest.mark.skipif(os.name != "posix", reason="droits POSIX")
def test_les_dossiers_ne_sont_lisibles_que_de_ce_compte(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(chemins.VARIABLE, str(tmp_path / "neuf"))
    assert chemins.dossier_des_donnees().stat().st_mode & 0o077 == 0


def test_un_dossier_impossible_dit_que_faire(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fichier = tmp_path / "fichier"
    fichier.write_text("", encoding="utf-8")
    monkeypatch.setenv(chemins.VARIABLE, str(fichier / "dessous"))
    with pytest.raises(ErreurDEnvironnement, match=chemins.VARIABLE) as erreur:
        chemins.dossier_des_donnees()
    assert erreur.value.code == "dossier_refuse"
