"""La mise à niveau du schéma : alembic travaille sur une copie, qui n'est échangée contre la base qu'une fois contrôlée.

Une panne à n'importe quel moment laisse l'originale intacte, et une copie de l'originale reste à côté. Les migrations
ajoutent : actes, dérivations montrées et journal ne sont jamais récrits. Ce module charge alembic : ne l'importer qu'au besoin.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import cast

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from app.ports.erreurs import ErreurDEnvironnement
from db.base import installer, ranger, revision_de
from db.controle import controler
from db.erreurs import traduire
from db.inviolabilite import poser_les_declencheurs
from db.moteur import construire, url_de

SCRIPTS = Path(__file__).parent / "migrations"


def configuration(connexion: Connection | None = None, scripts: Path = SCRIPTS) -> Config:
    """Rend la configuration d'alembic, sans fichier ``.ini``. ``scripts`` : le dossier d'``env.py`` et des révisions."""
    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connexion"] = connexion
    return config


def mettre_a_niveau(chemin: Path, scripts: Path = SCRIPTS) -> Path:
    """Met la base (fermée partout) à la révision de tête et rend le chemin de la copie gardée de l'ancienne.

    Lève ``ErreurDEnvironnement`` si la base est tenue, si la place manque ou si la copie migrée ne passe pas le contrôle :
    l'originale n'a alors pas changé.
    """
    copie = chemin.with_name(f".{chemin.name}.migration-{os.getpid()}")
    try:
        gardee = _garder_l_ancienne(chemin)
        copier(chemin, copie)
        _migrer(copie, scripts)
        installer(copie, chemin)
    except (DBAPIError, sqlite3.Error) as erreur:
        traduite = traduire(erreur, str(chemin))
        if traduite is None:
            raise
        raise traduite from erreur
    finally:
        for reste in (copie, copie.with_name(copie.name + "-wal"), copie.with_name(copie.name + "-shm")):
            reste.unlink(missing_ok=True)
    return gardee


def copier(source: Path, cible: Path) -> None:
    """Copie une base par le mécanisme de SQLite (jamais par le fichier) dans ``cible``, lisible de ce seul compte."""
    cible.unlink(missing_ok=True)
    os.close(os.open(cible, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    origine, destination = construire(url_de(source)), construire(url_de(cible))
    try:
        with closing(origine.raw_connection()) as depuis, closing(destination.raw_connection()) as vers:
            cast(sqlite3.Connection, depuis.driver_connection).backup(cast(sqlite3.Connection, vers.driver_connection))
        ranger(destination)
        ranger(origine)
    finally:
        destination.dispose()
        origine.dispose()


def _garder_l_ancienne(chemin: Path) -> Path:
    moteur = construire(url_de(chemin), consultation=True)
    try:
        revision = revision_de(moteur, chemin)
    finally:
        moteur.dispose()
    numero, gardee = 1, chemin.with_name(f"{chemin.stem}.avant-{revision}{chemin.suffix}")
    while gardee.exists():
        numero += 1
        gardee = chemin.with_name(f"{chemin.stem}.avant-{revision}-{numero}{chemin.suffix}")
    copier(chemin, gardee)
    return gardee


def _migrer(copie: Path, scripts: Path) -> None:
    moteur = construire(url_de(copie))
    try:
        _suspendre_les_cles(moteur)
        with moteur.begin() as connexion:
            avant = _ce_qui_ne_change_pas(connexion)
            command.upgrade(configuration(connexion, scripts), "head")
            poser_les_declencheurs(connexion)
        with moteur.connect() as connexion:
            defauts = [f"{point.nom} : {point.constat}" for point in controler(connexion) if not point.tenu]
            if _ce_qui_ne_change_pas(connexion) != avant:
                defauts.append("des enregistrements ont disparu ou changé")
        if defauts:
            raise ErreurDEnvironnement(
                f"La mise à niveau a échoué au contrôle ({defauts[0]}). La base n'a pas changé.",
                code="mise_a_niveau_refusee",
                ou=str(copie),
            )
        ranger(moteur)
    finally:
        moteur.dispose()


def _ce_qui_ne_change_pas(connexion: Connection) -> tuple[object, ...]:
    """Rend ce qu'aucune migration ne doit toucher : fin de la chaîne, dérivations montrées, longueur du journal."""
    fin = connexion.execute(text("SELECT ordre, empreinte FROM acte ORDER BY ordre DESC LIMIT 1")).one_or_none()
    derivations = connexion.execute(text("SELECT id, empreinte FROM derivation ORDER BY id")).all()
    journal = connexion.execute(text("SELECT count(*) FROM journal")).scalar_one()
    return (tuple(fin) if fin else None, tuple(tuple(d) for d in derivations), journal)


def _suspendre_les_cles(moteur: Engine) -> None:
    """Suspend les clés étrangères sur la connexion du moteur : une table recréée par lots les violerait un instant."""
    with closing(moteur.raw_connection()) as connexion:
        connexion.cursor().execute("PRAGMA foreign_keys=OFF")
