"""Le journal technique : tournant, sans aucune donnée nominative. Des identifiants et des types, jamais un nom ni un fait.

D'une exception, il garde les fichiers, les lignes et le type, pas le message : un message peut citer une saisie.
"""

from __future__ import annotations

import logging
import re
import traceback
from collections import deque
from logging.handlers import RotatingFileHandler
from pathlib import Path

from app.domain.temps import Instant

NOM = "clepsydre"
FICHIER = "clepsydre.log"
_TAILLE, _COPIES = 512 * 1024, 4
_GARDEES = 50
_IDENTIFIANT = re.compile(r"[a-z0-9_.:/|+-]{1,80}")


class SansNom(logging.Filter):
    """Remplace par « … » tout argument qui n'est ni un nombre, ni un type, ni un identifiant en minuscules.

    Un nom de personne porte une majuscule : il ne peut s'y glisser par mégarde.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Nettoie l'événement ; n'en retient aucun."""
        if isinstance(record.args, tuple):
            record.args = tuple(map(_nettoyer, record.args))
        elif isinstance(record.args, dict):
            record.args = {cle: _nettoyer(valeur) for cle, valeur in record.args.items()}
        return True


class _NomDeType(str):
    """Un nom de type déjà admis : chaque gestionnaire filtre à son tour le même événement."""

    __slots__ = ()


def _nettoyer(valeur: object) -> object:
    if isinstance(valeur, int | float | _NomDeType):
        return valeur
    if isinstance(valeur, type):
        return _NomDeType(valeur.__qualname__)
    return valeur if isinstance(valeur, str) and _IDENTIFIANT.fullmatch(valeur) else "…"


class Ecriture(logging.Formatter):
    """Écrit « 2026-03-12T14:32:05+00:00 NIVEAU message », la trace sans le message de l'erreur."""

    def __init__(self) -> None:
        super().__init__("%(quand)s %(levelname)s %(name)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """Écrit l'événement ; d'une erreur, la pile et le type."""
        record.__dict__["quand"] = Instant(int(record.created)).iso("UTC")
        if record.exc_info:
            record.exc_text = trace_muette(record.exc_info[1])
        return super().format(record)


def trace_muette(erreur: BaseException | None) -> str:
    """Rend la pile d'une erreur et de ses causes sans leurs messages, qui peuvent citer ce qu'on a saisi."""
    lignes: list[str] = []
    vues: set[int] = set()
    while erreur is not None and id(erreur) not in vues:
        vues.add(id(erreur))
        pile = traceback.extract_tb(erreur.__traceback__)
        lignes += [f"  {Path(f.filename).name}:{f.lineno} {f.name}" for f in pile]
        lignes.append(f"{type(erreur).__module__}.{type(erreur).__qualname__}")
        erreur = erreur.__cause__ or (None if erreur.__suppress_context__ else erreur.__context__)
        if erreur is not None:
            lignes.append("causée par")
    return "\n".join(lignes)


class Memoire(logging.Handler):
    """Garde les dernières lignes, pour le rapport d'incident."""

    def __init__(self) -> None:
        super().__init__()
        self.lignes: deque[str] = deque(maxlen=_GARDEES)

    def emit(self, record: logging.LogRecord) -> None:
        """Garde une ligne."""
        self.lignes.append(self.format(record))


def ouvrir_journal(dossier: Path) -> Memoire:
    """Ouvre le journal dans ``dossier`` et rend la mémoire de ses dernières lignes.

    Un dossier refusé n'empêche pas de travailler : le journal reste alors en mémoire.
    """
    journal = logging.getLogger(NOM)
    fermer_journal()
    journal.setLevel(logging.INFO)
    journal.propagate = False
    memoire = Memoire()
    gestionnaires: list[logging.Handler] = [memoire]
    refus: type[OSError] | None = None
    try:
        gestionnaires.append(RotatingFileHandler(dossier / FICHIER, maxBytes=_TAILLE, backupCount=_COPIES, encoding="utf-8"))
    except OSError as erreur:
        refus = type(erreur)
    for gestionnaire in gestionnaires:
        gestionnaire.addFilter(SansNom())
        gestionnaire.setFormatter(Ecriture())
        journal.addHandler(gestionnaire)
    if refus is not None:
        journal.warning("journal gardé en mémoire : %s", refus)
    return memoire


def fermer_journal() -> None:
    """Ferme le journal et rend ses fichiers."""
    journal = logging.getLogger(NOM)
    for gestionnaire in list(journal.handlers):
        journal.removeHandler(gestionnaire)
        gestionnaire.close()
