"""Un seul programme par base locale : un verrou du système sur un fichier voisin, qui dit qui, où et depuis quand.

Le verrou porte sur ``<base>.verrou`` et jamais sur la base : ouvrir puis fermer le fichier SQLite vivant ferait tomber les
verrous de SQLite lui-même. Le système rend le verrou à la mort du programme, même brutale.
"""

from __future__ import annotations

import getpass
import json
import os
import platform
import sys
from dataclasses import dataclass
from pathlib import Path

from app.domain.temps import Instant
from app.ports.erreurs import ErreurDEnvironnement

if sys.platform == "win32":
    import msvcrt

    def _prendre(descripteur: int) -> None:
        os.lseek(descripteur, _OCTET_VERROUILLE, os.SEEK_SET)
        msvcrt.locking(descripteur, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _prendre(descripteur: int) -> None:
        fcntl.flock(descripteur, fcntl.LOCK_EX | fcntl.LOCK_NB)


_OCTET_VERROUILLE = 1 << 30  # loin du texte : sous Windows, un octet verrouillé ne se lit plus


@dataclass(frozen=True, slots=True)
class Occupant:
    """Qui tient la base : compte, poste, processus, et depuis quand (instant, ``None`` si inconnu)."""

    compte: str
    poste: str
    processus: int
    depuis: Instant | None

    @property
    def phrase(self) -> str:
        """Rend « compte sur poste (processus n) depuis … UTC »."""
        depuis = f" depuis le {self.depuis.locale('UTC'):%d/%m/%Y à %H:%M} UTC" if self.depuis else ""
        return f"{self.compte} sur {self.poste} (processus {self.processus}){depuis}"


def compte_du_poste() -> str:
    """Rend le nom du compte qui exécute le programme (« inconnu » si le système ne le dit pas)."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "inconnu"


class Verrou:
    """Le verrou d'une base. Tenu de ``prendre`` à ``rendre``, ou jusqu'à la mort du programme."""

    def __init__(self, base: Path) -> None:
        self._base = base
        self._chemin = base.with_name(base.name + ".verrou")
        self._descripteur: int | None = None

    def prendre(self, depuis: Instant) -> None:
        """Prend le verrou et y inscrit l'occupant. Lève ``ErreurDEnvironnement`` (qui, où, depuis quand) s'il est tenu."""
        try:
            descripteur = os.open(self._chemin, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as erreur:
            raise ErreurDEnvironnement(
                "Impossible d'écrire dans ce dossier. Choisir un dossier inscriptible par ce compte, ou en demander le droit.",
                code="dossier_non_inscriptible",
                ou=str(self._base.parent),
            ) from erreur
        try:
            _prendre(descripteur)
        except OSError as erreur:
            occupant = _lire(descripteur)
            os.close(descripteur)
            qui = occupant.phrase if occupant else "un autre programme"
            raise ErreurDEnvironnement(
                f"La base est déjà ouverte par {qui}. Fermer cette autre fenêtre, ou ouvrir une autre base.",
                code="base_deja_ouverte",
                ou=str(self._base),
            ) from erreur
        self._descripteur = descripteur
        _ecrire(descripteur, Occupant(compte_du_poste(), platform.node() or "poste inconnu", os.getpid(), depuis))

    def rendre(self) -> None:
        """Rend le verrou. Le fichier reste : l'effacer ouvrirait une course entre deux programmes."""
        if self._descripteur is not None:
            os.ftruncate(self._descripteur, 0)
            os.close(self._descripteur)
            self._descripteur = None


def _ecrire(descripteur: int, occupant: Occupant) -> None:
    texte = json.dumps(
        {
            "compte": occupant.compte,
            "poste": occupant.poste,
            "processus": occupant.processus,
            "depuis": occupant.depuis.secondes if occupant.depuis else None,
        }
    ).encode()
    os.ftruncate(descripteur, 0)
    os.lseek(descripteur, 0, os.SEEK_SET)
    os.write(descripteur, texte)


def _lire(descripteur: int) -> Occupant | None:
    os.lseek(descripteur, 0, os.SEEK_SET)
    try:
        lu = json.loads(os.read(descripteur, 4096))
        depuis = Instant(int(lu["depuis"])) if lu["depuis"] is not None else None
        return Occupant(str(lu["compte"]), str(lu["poste"]), int(lu["processus"]), depuis)
    except (ValueError, KeyError, TypeError, OSError):
        return None
