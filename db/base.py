"""Une base ouverte : création, ouverture contrôlée, fermeture.

L'ouverture refuse par une phrase ce qui n'est pas une base à nous, ce qui est abîmé, ce qu'un autre tient, ce qui vient d'un
programme plus récent ; elle met à niveau une base plus ancienne (``db.migration``). Rien n'ouvre le fichier vivant autrement
que par SQLite.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from contextlib import closing, suppress
from pathlib import Path

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from app.domain.temps import Instant
from app.ports.controle import PointDeControle
from app.ports.erreurs import ErreurDEnvironnement
from db.controle import controler
from db.erreurs import traduire
from db.inviolabilite import declencheurs_defaillants, poser_les_declencheurs
from db.moteur import chemin_de, construire, url_de
from db.tables import IDENTIFIANT_D_APPLICATION, REVISIONS, TETE, metadonnees
from db.unite_de_travail import UniteDeTravailSql
from db.verrou import Verrou


class BaseSql:
    """Implante ``app.ports.unite_de_travail.Base``. Se construit par ``ouvrir`` ou ``consulter``."""

    def __init__(self, moteur: Engine, chemin: Path, verrou: Verrou | None) -> None:
        self._moteur = moteur
        self._verrou = verrou
        self._fermee = False
        self.chemin = chemin

    def lire(self) -> UniteDeTravailSql:
        """Rend une unité de lecture : un instantané cohérent."""
        return UniteDeTravailSql(self._moteur, str(self.chemin), ecriture=False)

    def ecrire(self) -> UniteDeTravailSql:
        """Rend une unité d'écriture : une seule à la fois pour toute la base."""
        return UniteDeTravailSql(self._moteur, str(self.chemin), ecriture=True)

    def controler(self) -> tuple[PointDeControle, ...]:
        """Vérifie fichier, clés étrangères, déclencheurs et chaîne d'empreintes. Ne répare rien."""
        with self.lire() as unite:
            return controler(unite.connexion)

    def fermer(self) -> None:
        """Range le journal d'écriture dans la base, ferme les connexions et rend le verrou. Sans effet la seconde fois."""
        if self._fermee:
            return
        self._fermee = True
        if self._verrou is not None:
            with suppress(
                DBAPIError, sqlite3.Error
            ):  # un journal non rangé reste à côté de la base et se reprend à l'ouverture
                ranger(self._moteur)
        self._moteur.dispose()
        if self._verrou is not None:
            self._verrou.rendre()


def ouvrir(base: str | Path, a: Instant) -> BaseSql:
    """Ouvre la base, la crée si elle n'existe pas, la met à niveau si elle est plus ancienne.

    ``a`` est l'instant inscrit dans le verrou. Lève ``ErreurDEnvironnement`` (code stable, phrase qui dit quoi faire) : dossier
    non inscriptible, base tenue par un autre, étrangère, vide, tronquée, en lecture seule, plus récente que le programme.
    """
    chemin = chemin_de(url_de(base))
    _verifier_le_dossier(chemin)
    verrou = Verrou(chemin)
    verrou.prendre(a)
    try:
        if not chemin.exists():
            creer(chemin)
        _verifier_le_fichier(chemin)
        moteur = _ouvrir_a_la_tete(chemin)
    except BaseException:
        verrou.rendre()
        raise
    return BaseSql(moteur, chemin, verrou)


def consulter(base: str | Path) -> BaseSql:
    """Ouvre une base existante sans pouvoir y écrire ni la verrouiller : elle peut être ouverte ailleurs.

    Lève ``ErreurDEnvironnement`` si elle n'existe pas, est étrangère ou d'une autre version du programme.
    """
    chemin = chemin_de(url_de(base))
    if not chemin.is_file():
        raise ErreurDEnvironnement("Cette base n'existe pas. Vérifier le chemin.", code="base_absente", ou=str(chemin))
    if chemin.stat().st_size == 0:
        raise _fichier_vide(chemin)
    moteur = construire(url_de(chemin), consultation=True)
    try:
        revision = revision_de(moteur, chemin)
    except BaseException:
        moteur.dispose()
        raise
    if revision != TETE:
        moteur.dispose()
        raise ErreurDEnvironnement(
            "Cette base vient d'une version plus ancienne de Clepsydre. L'ouvrir une fois dans Clepsydre la mettra à niveau.",
            code="base_ancienne",
            ou=str(chemin),
        )
    return BaseSql(moteur, chemin, None)


def creer(chemin: Path) -> None:
    """Crée une base vide : sous un nom provisoire, lisible de ce seul compte, puis renommée une fois complète."""
    provisoire = chemin.with_name(f".{chemin.name}.creation-{os.getpid()}")
    provisoire.unlink(missing_ok=True)
    try:
        os.close(os.open(provisoire, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        moteur = construire(url_de(provisoire))
        try:
            with moteur.begin() as connexion:
                metadonnees.create_all(connexion)
                poser_les_declencheurs(connexion)
                inscrire_la_revision(connexion, TETE)
            ranger(moteur)
        finally:
            moteur.dispose()
        installer(provisoire, chemin)
    except (DBAPIError, sqlite3.Error) as erreur:
        traduite = traduire(erreur, str(chemin))
        if traduite is None:
            raise
        raise traduite from erreur
    finally:
        provisoire.unlink(missing_ok=True)


def installer(complete: Path, chemin: Path) -> None:
    """Donne à une base complète et fermée son nom définitif, durablement ; remplace d'un coup celle qui le portait.

    Lève ``ErreurDEnvironnement`` si un journal (``-wal``) traîne à côté de l'une ou de l'autre : les mêler abîmerait la base.
    """
    for base in (complete, chemin):
        reste = base.with_name(base.name + "-wal")
        if reste.exists() and reste.stat().st_size:
            raise ErreurDEnvironnement(
                "Un journal d'écriture n'est pas rangé : un autre programme tient la base. Le fermer, puis recommencer.",
                code="base_occupee",
                ou=str(reste),
            )
    _synchroniser(complete)
    os.replace(complete, chemin)
    if sys.platform != "win32":
        _synchroniser(chemin.parent)


def _synchroniser(chemin: Path) -> None:
    descripteur = os.open(chemin, os.O_RDONLY if chemin.is_dir() else os.O_RDWR)
    try:
        os.fsync(descripteur)
    finally:
        os.close(descripteur)


def inscrire_la_revision(connexion: Connection, revision: str) -> None:
    """Inscrit la marque de nos bases et la révision du schéma, telles qu'alembic et l'ouverture les relisent."""
    connexion.exec_driver_sql(f"PRAGMA application_id = {IDENTIFIANT_D_APPLICATION}")
    connexion.execute(text("CREATE TABLE IF NOT EXISTS alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"))
    connexion.execute(text("DELETE FROM alembic_version"))
    connexion.execute(text("INSERT INTO alembic_version (version_num) VALUES (:r)"), {"r": revision})


def revision_de(moteur: Engine, chemin: Path) -> str:
    """Rend la révision du schéma. Lève ``ErreurDEnvironnement`` : base étrangère, abîmée, ou plus récente que le programme."""
    try:
        with moteur.connect() as connexion:
            marque = connexion.execute(text("PRAGMA application_id")).scalar_one()
            tables = set(connexion.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars())
            if marque != IDENTIFIANT_D_APPLICATION or "alembic_version" not in tables:
                raise ErreurDEnvironnement(
                    "Ce fichier est une base SQLite, mais pas une base Clepsydre. Choisir un autre fichier ; celui-ci n'a pas "
                    "été touché.",
                    code="base_etrangere",
                    ou=str(chemin),
                )
            revision = str(connexion.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none())
    except (DBAPIError, sqlite3.Error) as erreur:
        traduite = traduire(erreur, str(chemin))
        if traduite is None:
            raise
        raise traduite from erreur
    if revision not in REVISIONS:
        raise ErreurDEnvironnement(
            f"Cette base a été écrite par une version plus récente de Clepsydre (schéma {revision}). Installer cette version ; "
            "la base n'a pas été touchée.",
            code="base_plus_recente",
            ou=str(chemin),
        )
    return revision


def ranger(moteur: Engine) -> None:
    """Verse le journal d'écriture anticipée (``-wal``) dans la base. Sans effet si une autre connexion l'empêche."""
    with closing(moteur.raw_connection()) as connexion:
        connexion.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _ouvrir_a_la_tete(chemin: Path) -> Engine:
    """Ouvre la base et la met au besoin à niveau. Alembic n'est chargé que s'il sert."""
    consultation = construire(url_de(chemin), consultation=True)  # un fichier étranger ou plus récent ne doit pas être touché
    try:
        revision = revision_de(consultation, chemin)
    finally:
        consultation.dispose()
    if revision != TETE:
        from db.migration import mettre_a_niveau

        mettre_a_niveau(chemin)
    moteur = construire(url_de(chemin))
    try:
        with moteur.connect() as connexion:
            defaillants = declencheurs_defaillants(connexion)
        if defaillants:
            raise ErreurDEnvironnement(
                f"La protection du registre a été retirée ou modifiée ({', '.join(defaillants)}) : la base a été manipulée. "
                "La mettre de côté, la vérifier (« clepsydre verifier ») et restaurer une copie sûre.",
                code="registre_non_protege",
                ou=str(chemin),
            )
    except BaseException:
        moteur.dispose()
        raise
    return moteur


def _verifier_le_dossier(chemin: Path) -> None:
    dossier = chemin.parent
    if not dossier.is_dir():
        raise ErreurDEnvironnement(
            "Ce dossier n'existe pas. Le créer, ou vérifier le chemin.", code="dossier_absent", ou=str(dossier)
        )
    if chemin.is_dir():
        raise ErreurDEnvironnement(
            "C'est un dossier, pas une base. Donner le nom d'un fichier.", code="base_etrangere", ou=str(chemin)
        )
    if not _permis(dossier, os.W_OK | os.X_OK):
        raise ErreurDEnvironnement(
            "Impossible d'écrire dans ce dossier. Choisir un dossier inscriptible par ce compte, ou en demander le droit.",
            code="dossier_non_inscriptible",
            ou=str(dossier),
        )


def _verifier_le_fichier(chemin: Path) -> None:
    if chemin.stat().st_size == 0:
        raise _fichier_vide(chemin)
    if not _permis(chemin, os.R_OK | os.W_OK):
        raise ErreurDEnvironnement(
            "La base est en lecture seule. Rendre le fichier inscriptible pour ce compte, ou travailler sur une copie.",
            code="base_en_lecture_seule",
            ou=str(chemin),
        )


def _permis(chemin: Path, mode: int) -> bool:
    return os.access(chemin, mode, effective_ids=os.access in os.supports_effective_ids)


def _fichier_vide(chemin: Path) -> ErreurDEnvironnement:
    return ErreurDEnvironnement(
        "Ce fichier est vide : ce n'est pas une base Clepsydre. Le supprimer ou choisir un autre nom pour en créer une.",
        code="base_etrangere",
        ou=str(chemin),
    )
