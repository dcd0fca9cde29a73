"""Le schéma : la tête des migrations est celui des tables ; une mise à niveau travaille sur une copie et garde tout."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect, text

from app.ports.erreurs import ErreurDEnvironnement
from app.services.controler import verifier
from app.services.registre import Registre
from db import tables
from db.base import consulter, creer, ouvrir
from db.inviolabilite import declencheurs_defaillants, poser_les_declencheurs
from db.migration import SCRIPTS, configuration, mettre_a_niveau
from db.moteur import construire, url_de
from tests.outils.fabriques import acte, dossier, garde_a_vue, le, moteur
from tests.outils.horloges import HorlogeFigee

MAINTENANT = le("20/05/2026 12:00")

REVISION = """
import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "{1}"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("acte", recreate="always") as lot:
        lot.add_column(sa.Column("cachet", sa.Text()))
    {0}


def downgrade():
    pass
"""


@pytest.fixture
def vide(tmp_path: Path) -> Iterator[Engine]:
    moteur_sql = construire(url_de(tmp_path / "vide.sqlite"))
    yield moteur_sql
    moteur_sql.dispose()


@pytest.fixture
def remplie(tmp_path: Path) -> Path:
    """Une base d'un dossier, fermée."""
    chemin = tmp_path / "greffe.sqlite"
    base = ouvrir(chemin, MAINTENANT)
    registre = Registre(base, moteur(), HorlogeFigee(MAINTENANT), "greffe")
    registre.executer([dossier(garde_a_vue(acte("apprehension", "18/05/2026 09:30"), acte("placement", "18/05/2026 10:05")))])
    base.fermer()
    return chemin


def factice(tmp_path: Path, suite: str = "pass") -> Path:
    scripts = tmp_path / "scripts"
    shutil.copytree(SCRIPTS, scripts, ignore=shutil.ignore_patterns("__pycache__"))
    (scripts / "versions" / "9999_factice.py").write_text(REVISION.format(suite, tables.TETE), encoding="utf-8")
    return scripts


def schema(moteur_sql: Engine) -> set[tuple[str, str]]:
    with moteur_sql.connect() as connexion:
        lignes = connexion.execute(
            text("SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'alembic%' AND sql IS NOT NULL")
        )
        return {
            (nom, " ".join(sorted(sql.replace(",", " ").split()))) for nom, sql in lignes
        }  # l'ordre des contraintes est libre


def test_la_tete_des_migrations_est_le_schema_des_tables(vide: Engine) -> None:
    with vide.begin() as connexion:
        command.upgrade(configuration(connexion), "head")
        contexte = MigrationContext.configure(connexion, opts={"compare_type": True})
        assert compare_metadata(contexte, tables.metadonnees) == []


def test_une_base_creee_et_une_base_migree_sont_identiques(vide: Engine, tmp_path: Path) -> None:
    with vide.begin() as connexion:
        command.upgrade(configuration(connexion), "head")
        poser_les_declencheurs(connexion)
    creer(tmp_path / "creee.sqlite")
    creee = construire(url_de(tmp_path / "creee.sqlite"))
    try:
        assert schema(creee) == schema(vide)
    finally:
        creee.dispose()


def test_monter_descendre_remonter_rend_le_meme_schema(vide: Engine) -> None:
    def aller(ordre: str) -> None:
        with vide.begin() as connexion:
            (command.upgrade if ordre == "head" else command.downgrade)(configuration(connexion), ordre)

    aller("head")
    premier = schema(vide)
    aller("base")
    assert inspect(vide).get_table_names() == ["alembic_version"]
    aller("head")
    assert schema(vide) == premier


def test_les_revisions_annoncees_sont_celles_des_scripts() -> None:
    scripts = ScriptDirectory.from_config(configuration())
    assert tuple(r.revision for r in reversed(list(scripts.walk_revisions()))) == tables.REVISIONS
    assert scripts.get_current_head() == tables.TETE


def test_une_mise_a_niveau_garde_les_actes_les_declencheurs_et_une_copie(remplie: Path, tmp_path: Path) -> None:
    gardee = mettre_a_niveau(remplie, factice(tmp_path))
    moteur_sql = construire(url_de(remplie))
    try:
        with moteur_sql.connect() as connexion:
            assert connexion.execute(text("SELECT version_num FROM alembic_version")).scalar_one() == "9999"
            assert "cachet" in {c["name"] for c in inspect(connexion).get_columns("acte")}
            assert declencheurs_defaillants(connexion) == ()
            actes = connexion.execute(text("SELECT id, empreinte FROM acte ORDER BY ordre")).all()
    finally:
        moteur_sql.dispose()
    ancienne = consulter(gardee)
    with ancienne.lire() as unite:
        assert unite.connexion.execute(text("SELECT id, empreinte FROM acte ORDER BY ordre")).all() == actes
    assert verifier(ancienne, moteur()).tenu
    ancienne.fermer()
    assert len(actes) == 6
    assert {f.name for f in remplie.parent.iterdir() if f.is_file()} == {
        *("greffe.sqlite", "greffe.sqlite.verrou", f"greffe.avant-{tables.TETE}.sqlite")
    }
    assert gardee.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "panne",
    [
        pytest.param("raise RuntimeError('panne')", id="le script échoue"),
        pytest.param("op.execute(\"UPDATE acte SET motif = 'récrit'\")", id="le script récrit un acte"),
        pytest.param("op.execute('DELETE FROM acte')", id="le script efface"),
    ],
)
def test_une_mise_a_niveau_qui_echoue_laisse_l_originale_intacte(remplie: Path, tmp_path: Path, panne: str) -> None:
    avant = remplie.read_bytes()
    with pytest.raises((RuntimeError, ErreurDEnvironnement)):
        mettre_a_niveau(remplie, factice(tmp_path, panne))
    assert remplie.read_bytes() == avant
    base = ouvrir(remplie, MAINTENANT)
    assert verifier(base, moteur()).tenu
    base.fermer()
    assert not list(remplie.parent.glob(".greffe*"))


def test_une_base_plus_ancienne_est_mise_a_niveau_en_s_ouvrant(
    remplie: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Comme si ce programme connaissait une révision de plus : l'ouverture la passe, la consultation la demande."""
    scripts = factice(tmp_path)
    monkeypatch.setattr("db.base.REVISIONS", (*tables.REVISIONS, "9999"))
    monkeypatch.setattr("db.base.TETE", "9999")
    monkeypatch.setattr("db.migration.mettre_a_niveau", partial(mettre_a_niveau, scripts=scripts))
    with pytest.raises(ErreurDEnvironnement) as capture:
        consulter(remplie)
    assert capture.value.code == "base_ancienne"
    base = ouvrir(remplie, MAINTENANT)
    with base.lire() as unite:
        assert unite.connexion.execute(text("SELECT version_num FROM alembic_version")).scalar_one() == "9999"
    base.fermer()
