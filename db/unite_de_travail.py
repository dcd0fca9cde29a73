"""Une connexion, une transaction : tout ou rien."""

from __future__ import annotations

import sqlite3
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine, Transaction
from sqlalchemy.exc import DBAPIError

from db.annexes import DepotAnnexeSql
from db.depots import DepotDEnregistrementsSql
from db.erreurs import traduire
from db.projection import DepotDeProjectionSql


class UniteDeTravailSql:
    """Implante ``app.ports.unite_de_travail.UniteDeTravail``. Quitter le bloc sans ``valider`` annule tout."""

    def __init__(self, moteur: Engine, ou: str, *, ecriture: bool) -> None:
        self._moteur = moteur
        self._ou = ou
        self._ecriture = ecriture
        self._connexion: Connection | None = None
        self._transaction: Transaction | None = None

    def __enter__(self) -> Self:
        """Ouvre la transaction. Lève ``ErreurDEnvironnement`` si la base est occupée, abîmée ou inaccessible."""
        try:
            connexion = self._moteur.connect().execution_options(ecriture=self._ecriture)
            self._connexion = connexion
            self._transaction = connexion.begin()
        except (DBAPIError, sqlite3.Error) as erreur:
            self._rendre()
            traduite = traduire(erreur, self._ou)
            if traduite is None:
                raise
            raise traduite from erreur
        self._registre = DepotDEnregistrementsSql(connexion)
        self._projection = DepotDeProjectionSql(connexion)
        self._annexes = DepotAnnexeSql(connexion)
        return self

    def __exit__(self, genre: type[BaseException] | None, erreur: BaseException | None, trace: TracebackType | None) -> None:
        """Annule ce qui n'a pas été validé ; traduit les erreurs du pilote en ``ErreurDEnvironnement``."""
        try:
            if self._transaction is not None and self._transaction.is_active:
                self._transaction.rollback()
        finally:
            self._rendre()
        traduite = traduire(erreur, self._ou) if erreur is not None else None
        if traduite is not None:
            raise traduite from erreur

    @property
    def registre(self) -> DepotDEnregistrementsSql:
        """Rend le registre, dans cette transaction."""
        return self._registre

    @property
    def projection(self) -> DepotDeProjectionSql:
        """Rend la projection, dans cette transaction."""
        return self._projection

    @property
    def annexes(self) -> DepotAnnexeSql:
        """Rend brouillons, réglages, dérivations et journal, dans cette transaction."""
        return self._annexes

    @property
    def connexion(self) -> Connection:
        """Rend la connexion (paquet ``db`` seulement : contrôle)."""
        if self._connexion is None:
            raise RuntimeError("unité de travail non ouverte")
        return self._connexion

    def valider(self) -> None:
        """Rend l'écriture durable. Les erreurs du disque sortent en quittant le bloc, où rien n'est alors écrit."""
        if self._transaction is None:
            raise RuntimeError("unité de travail non ouverte")
        self._transaction.commit()

    def _rendre(self) -> None:
        if self._connexion is not None:
            self._connexion.close()
        self._connexion = self._transaction = None
