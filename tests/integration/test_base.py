"""Ouvrir une base : l'étrangère, l'abîmée, celle qu'un autre tient se refusent par une phrase, sans rien toucher."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from app.domain.temps import Instant
from app.ports.erreurs import ErreurDEnvironnement
from app.services.registre import Registre
from db.base import BaseSql, consulter, ouvrir
from tests.outils.fabriques import acte, dossier, garde_a_vue, le, moteur
from tests.outils.horloges import HorlogeFigee
from tests.outils.processus import lancer

MAINTENANT = le("20/05/2026 12:00")


def refus(base: Path) -> ErreurDEnvironnement:
    with pytest.raises(ErreurDEnvironnement) as capture:
        ouvrir(base, MAINTENANT).fermer()
    return capture.value


def executer(chemin: Path, *ordres: str) -> None:
    with closing(sqlite3.connect(chemin)) as connexion:
        for ordre in ordres:
            connexion.execute(ordre)
        connexion.commit()


@pytest.fixture
def fermee(chemin: Path) -> Path:
    """Une base d'un dossier, fermée."""
    base = ouvrir(chemin, MAINTENANT)
    registre = Registre(base, moteur(), HorlogeFigee(MAINTENANT), "greffe")
    registre.executer([dossier(garde_a_vue(acte("apprehension", "18/05/2026 09:30"), acte("placement", "18/05/2026 10:05")))])
    base.fermer()
    return chemin


@pytest.fixture
def sans_privileges() -> Iterator[None]:
    """Rend les droits d'un compte ordinaire : les interdictions d'écrire ne valent pas pour root."""
    if os.geteuid() != 0:
        yield
        return
    os.setegid(65534)
    os.seteuid(65534)
    yield
    os.seteuid(0)
    os.setegid(0)


def test_la_base_creee_n_est_lisible_que_de_son_compte(base: BaseSql, chemin: Path) -> None:
    with base.ecrire() as unite:
        unite.annexes.deposer_brouillon("a", "b", MAINTENANT, "greffe")
        unite.valider()
    for fichier in chemin.parent.iterdir():
        assert stat.S_IMODE(fichier.stat().st_mode) == 0o600, fichier.name


def test_la_base_fermee_tient_en_un_fichier(fermee: Path) -> None:
    assert sorted(f.name for f in fermee.parent.iterdir()) == ["greffe.sqlite", "greffe.sqlite.verrou"]


def test_les_reglages_protegent_les_ecritures(base: BaseSql) -> None:
    with base.lire() as unite:
        reglages = {
            r: unite.connexion.exec_driver_sql(f"PRAGMA {r}").scalar_one()
            for r in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert reglages == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_une_base_deja_ouverte_dit_par_qui_ou_et_depuis_quand(base: BaseSql, chemin: Path) -> None:
    erreur = refus(chemin)
    assert erreur.code == "base_deja_ouverte"
    assert f"processus {os.getpid()}" in str(erreur)
    assert "20/05/2026 à 10:00 UTC" in str(erreur)


def test_un_autre_programme_qui_tient_la_base_l_empeche_puis_la_rend_en_mourant(fermee: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from db.base import ouvrir; from app.domain.temps import Instant\n"
        "base = ouvrir(Path(sys.argv[1]), Instant(0)); print('ouverte'); sys.stdin.read()"
    )
    with lancer(code, fermee) as autre:
        assert autre.stdout is not None
        assert autre.stdout.readline() == "ouverte\n"
        erreur = refus(fermee)
        autre.kill()
    assert erreur.code == "base_deja_ouverte"
    assert f"processus {autre.pid}" in str(erreur)
    ouvrir(fermee, MAINTENANT).fermer()


@pytest.mark.parametrize(
    "contenu,code",
    [
        pytest.param(b"", "base_etrangere", id="vide"),
        pytest.param(b"%PDF-1.7 un document" * 500, "base_etrangere", id="un autre format"),
        pytest.param(b"SQLite format 3\x00" + b"\xff" * 4096, "base_etrangere", id="un en-tête trompeur"),
    ],
)
def test_un_fichier_etranger_est_refuse_et_n_est_pas_touche(chemin: Path, contenu: bytes, code: str) -> None:
    chemin.write_bytes(contenu)
    assert refus(chemin).code == code
    assert chemin.read_bytes() == contenu


def test_une_base_sqlite_d_un_autre_programme_est_refusee_et_n_est_pas_touchee(chemin: Path) -> None:
    executer(chemin, "CREATE TABLE contacts (nom TEXT)", "INSERT INTO contacts VALUES ('x')")
    avant = chemin.read_bytes()
    erreur = refus(chemin)
    assert erreur.code == "base_etrangere"
    assert "pas une base Clepsydre" in str(erreur)
    assert chemin.read_bytes() == avant


def test_une_base_plus_recente_est_refusee_par_une_phrase_et_n_est_pas_touchee(fermee: Path) -> None:
    executer(fermee, "UPDATE alembic_version SET version_num = '0999'")
    avant = fermee.read_bytes()
    erreur = refus(fermee)
    assert erreur.code == "base_plus_recente"
    assert "plus récente" in str(erreur)
    assert fermee.read_bytes() == avant


@pytest.mark.parametrize("garde", [100, 4096, 3 * 4096 + 17, -4096])
def test_une_base_tronquee_est_refusee(fermee: Path, garde: int) -> None:
    contenu = fermee.read_bytes()
    fermee.write_bytes(contenu[:garde])
    assert refus(fermee).code in ("base_abimee", "base_etrangere")


def test_une_base_dont_la_protection_a_ete_retiree_est_refusee(fermee: Path) -> None:
    executer(fermee, "DROP TRIGGER acte_interdit_effacer")
    erreur = refus(fermee)
    assert erreur.code == "registre_non_protege"
    assert "acte_interdit_effacer" in str(erreur)


def test_une_base_dont_la_protection_a_ete_affaiblie_est_refusee(fermee: Path) -> None:
    executer(
        fermee,
        "DROP TRIGGER acte_interdit_effacer",
        "CREATE TRIGGER acte_interdit_effacer BEFORE DELETE ON acte BEGIN SELECT 1; END",
    )
    assert refus(fermee).code == "registre_non_protege"


def test_un_dossier_absent_se_dit(tmp_path: Path) -> None:
    assert refus(tmp_path / "nulle part" / "base.sqlite").code == "dossier_absent"


def test_un_dossier_donne_pour_une_base_se_dit(tmp_path: Path) -> None:
    assert refus(tmp_path).code == "base_etrangere"


def test_un_foyer_non_pris_en_charge_se_dit() -> None:
    with pytest.raises(ErreurDEnvironnement) as capture:
        ouvrir("postgresql+psycopg://greffe:secret@serveur/base", MAINTENANT)
    assert capture.value.code == "base_non_prise_en_charge"
    assert "secret" not in capture.value.phrase


def test_un_dossier_non_inscriptible_se_dit(tmp_path: Path, sans_privileges: None) -> None:
    assert refus(Path("/proc/base.sqlite")).code == "dossier_non_inscriptible"


def test_une_base_en_lecture_seule_se_dit(fermee: Path, request: pytest.FixtureRequest) -> None:
    for parent in list(fermee.parents)[:3]:
        if str(parent).startswith(str(request.config.rootpath)) is False and parent.stat().st_uid == os.getuid():
            parent.chmod(0o755)
    fermee.parent.chmod(0o777)
    (fermee.parent / "greffe.sqlite.verrou").unlink()
    fermee.chmod(0o444)
    request.getfixturevalue("sans_privileges")
    erreur = refus(fermee)
    assert erreur.code == "base_en_lecture_seule"


def test_consulter_lit_une_base_ouverte_ailleurs_sans_pouvoir_y_ecrire(base: BaseSql, registre: Registre, chemin: Path) -> None:
    registre.executer([dossier(garde_a_vue())])
    vue = consulter(chemin)
    with vue.lire() as unite:
        assert len(unite.registre.dossiers()) == 1
    with pytest.raises(ErreurDEnvironnement) as capture, vue.ecrire() as unite:
        unite.annexes.deposer_brouillon("a", "b", Instant(0), "x")
    assert capture.value.code == "base_en_lecture_seule"
    vue.fermer()
    registre.executer([dossier(garde_a_vue())])
    assert len(registre.dossiers()) == 2


def test_consulter_une_base_absente_ne_la_cree_pas(chemin: Path) -> None:
    with pytest.raises(ErreurDEnvironnement) as capture:
        consulter(chemin)
    assert capture.value.code == "base_absente"
    assert not chemin.exists()


def test_un_verrou_illisible_ne_fait_pas_de_bruit(base: BaseSql, chemin: Path) -> None:
    verrou = chemin.with_name("greffe.sqlite.verrou")
    verrou.write_text("{abîmé", encoding="utf-8")
    assert "un autre programme" in str(refus(chemin))
