"""La connexion : un moteur SQLAlchemy depuis une URL, et les réglages de SQLite (WAL, ``synchronous=FULL``, clés étrangères).

La place des autres foyers est ici : une URL ``sqlite+pysqlcipher://`` (base chiffrée) ou ``postgresql+psycopg://`` (base
partagée) demandera son propre réglage de connexion, rien de plus.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url

from app.ports.erreurs import ErreurDEnvironnement

ATTENTE_EN_MILLISECONDES = 5000

_REGLAGES = (
    f"busy_timeout={ATTENTE_EN_MILLISECONDES}",
    "foreign_keys=ON",
    "recursive_triggers=ON",
    "trusted_schema=OFF",
    "temp_store=MEMORY",
    "synchronous=FULL",
)


def url_de(base: str | Path) -> URL:
    """Rend l'URL d'une base donnée par son URL ou par le chemin d'un fichier SQLite."""
    if isinstance(base, str) and "://" in base:
        return make_url(base)
    return URL.create("sqlite", database=str(Path(base).absolute()))


def chemin_de(url: URL) -> Path:
    """Rend le fichier d'une base SQLite. Lève ``ErreurDEnvironnement`` pour un autre foyer, pas encore pris en charge."""
    if url.get_backend_name() != "sqlite" or url.get_driver_name() not in ("pysqlite", "") or not url.database:
        raise ErreurDEnvironnement(
            f"Ce programme n'ouvre pas encore une base « {url.drivername} ». Donner le chemin d'un fichier SQLite.",
            code="base_non_prise_en_charge",
            ou=url.render_as_string(hide_password=True),
        )
    return Path(url.database)


def construire(url: URL, *, consultation: bool = False) -> Engine:
    """Rend le moteur de cette base. ``consultation`` interdit toute écriture (la base est peut-être ouverte ailleurs)."""
    chemin_de(url)
    moteur = create_engine(url)
    reglages = (*_REGLAGES, "query_only=ON") if consultation else (*_REGLAGES, "journal_mode=WAL")

    def regler(connexion: Any, _fiche: object) -> None:
        connexion.isolation_level = None  # les transactions sont ouvertes par « begin », jamais par le pilote
        curseur = connexion.cursor()
        for reglage in reglages:
            curseur.execute(f"PRAGMA {reglage}")
        curseur.close()

    event.listen(moteur, "connect", regler)
    event.listen(moteur, "begin", _commencer)
    return moteur


def _commencer(connexion: Connection) -> None:
    ecriture = connexion.get_execution_options().get("ecriture", False)
    connexion.exec_driver_sql("BEGIN IMMEDIATE" if ecriture else "BEGIN")
