"""Le journal technique : utile à l'assistance, muet sur les personnes."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.systeme.incident import rapport, surveiller
from app.systeme.journal import FICHIER, NOM, Memoire, fermer_journal, ouvrir_journal, trace_muette

CANARI = "ZZCANARI Karim"


@pytest.fixture
def memoire(tmp_path: Path) -> Iterator[Memoire]:
    yield ouvrir_journal(tmp_path)
    fermer_journal()


def ecrit(tmp_path: Path) -> str:
    return (tmp_path / FICHIER).read_text(encoding="utf-8")


def echouer() -> BaseException:
    try:
        try:
            raise ValueError(f"{CANARI} est né le 02/05/1990")
        except ValueError as cause:
            raise RuntimeError(f"dossier de {CANARI}") from cause
    except RuntimeError as erreur:
        return erreur


def test_les_identifiants_s_ecrivent_les_noms_jamais(memoire: Memoire, tmp_path: Path) -> None:
    logging.getLogger(NOM).info("acte %s de type %s, %d lignes", "0197-ab", "placement", 3)
    logging.getLogger(NOM).warning("personne %s, %s", CANARI, "MARTIN")
    logging.getLogger(NOM).info("erreur %s", ValueError)
    texte = ecrit(tmp_path)
    assert "acte 0197-ab de type placement, 3 lignes" in texte
    assert "personne …, …" in texte
    assert "erreur ValueError" in texte
    assert "MARTIN" not in texte


def test_une_erreur_garde_sa_pile_et_son_type_pas_son_message(memoire: Memoire, tmp_path: Path) -> None:
    logging.getLogger(NOM).critical("incident", exc_info=echouer())
    texte = ecrit(tmp_path)
    assert "builtins.RuntimeError" in texte
    assert "builtins.ValueError" in texte
    assert "test_journal.py" in texte
    assert "CANARI" not in texte
    assert "1990" not in texte


def test_la_memoire_garde_les_dernieres_lignes(memoire: Memoire) -> None:
    for n in range(80):
        logging.getLogger(NOM).info("ligne %d", n)
    assert len(memoire.lignes) == 50
    assert memoire.lignes[-1].endswith("ligne 79")


def test_un_dossier_refuse_n_empeche_pas_de_travailler(tmp_path: Path) -> None:
    memoire = ouvrir_journal(tmp_path / "absent" / "profond")
    try:
        logging.getLogger(NOM).info("essai")
        assert any("mémoire" in ligne for ligne in memoire.lignes)
    finally:
        fermer_journal()


def test_le_rapport_d_incident_dit_les_versions_et_aucun_nom() -> None:
    texte = rapport(echouer(), pack=lambda: "2026.11-1", lignes=lambda: ["une ligne"])
    for attendu in ("Clepsydre :", "Python", "2026.11-1", "RuntimeError", "une ligne"):
        assert attendu in texte
    assert "CANARI" not in texte


def test_un_morceau_du_rapport_qui_echoue_n_emporte_pas_les_autres() -> None:
    def perdu() -> str:
        raise OSError(CANARI)

    texte = rapport(None, pack=perdu, lignes=lambda: ["une ligne"])
    assert "(indisponible : OSError)" in texte
    assert "une ligne" in texte
    assert "CANARI" not in texte


def test_une_erreur_inattendue_est_notee_puis_montree(
    memoire: Memoire, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    montrees: list[BaseException] = []
    monkeypatch.setattr("sys.excepthook", None)
    surveiller(montrees.append)
    erreur = echouer()
    sys.excepthook(type(erreur), erreur, None)
    assert montrees == [erreur]
    assert "incident" in ecrit(tmp_path)


def test_une_boucle_de_causes_ne_fait_pas_boucler_la_trace() -> None:
    erreur = ValueError()
    autre = RuntimeError()
    erreur.__cause__, autre.__cause__ = autre, erreur
    assert trace_muette(erreur).count("ValueError") == 1
