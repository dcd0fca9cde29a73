"""Les erreurs du pilote de base, dites en français avec le remède."""

from __future__ import annotations

import sqlite3

from sqlalchemy.exc import DBAPIError

from app.ports.erreurs import ErreurDEnvironnement

_PHRASES: dict[int, tuple[str, str]] = {
    sqlite3.SQLITE_BUSY: (
        "base_occupee",
        "La base est occupée par un autre programme. Fermer cet autre programme, puis recommencer. Rien n'a été écrit.",
    ),
    sqlite3.SQLITE_READONLY: (
        "base_en_lecture_seule",
        "La base est en lecture seule. Rendre le fichier et son dossier inscriptibles, ou travailler sur une copie.",
    ),
    sqlite3.SQLITE_IOERR: (
        "disque_en_panne",
        "Le disque a refusé une lecture ou une écriture. Rien n'a été écrit. Vérifier le disque ou la clé, puis recommencer.",
    ),
    sqlite3.SQLITE_CORRUPT: (
        "base_abimee",
        "La base est abîmée ou tronquée. Ne plus y écrire : la mettre de côté et restaurer la dernière copie de sauvegarde.",
    ),
    sqlite3.SQLITE_FULL: (
        "disque_plein",
        "Le disque est plein : rien n'a été écrit. Libérer de la place, puis recommencer ; la saisie en cours est gardée.",
    ),
    sqlite3.SQLITE_CANTOPEN: (
        "base_inaccessible",
        "La base ne peut être ouverte. Vérifier que le fichier existe et que ce compte peut écrire dans son dossier.",
    ),
    sqlite3.SQLITE_NOTADB: (
        "base_etrangere",
        "Ce fichier n'est pas une base Clepsydre (ou elle est chiffrée). Choisir un autre fichier ; il n'a pas été touché.",
    ),
}
_PHRASES[sqlite3.SQLITE_LOCKED] = _PHRASES[sqlite3.SQLITE_BUSY]
_PHRASES[sqlite3.SQLITE_PERM] = _PHRASES[sqlite3.SQLITE_READONLY]


def traduire(erreur: BaseException, ou: str) -> ErreurDEnvironnement | None:
    """Rend l'erreur d'environnement à montrer, ou ``None`` si l'erreur n'est pas du fait du poste (donc un défaut)."""
    cause = erreur.orig if isinstance(erreur, DBAPIError) else erreur
    code = getattr(cause, "sqlite_errorcode", None)
    if not isinstance(code, int) or (code & 0xFF) not in _PHRASES:
        return None
    stable, phrase = _PHRASES[code & 0xFF]
    return ErreurDEnvironnement(phrase, code=stable, ou=ou)
