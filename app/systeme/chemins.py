"""Où vivent les données, les réglages et les journaux d'un utilisateur, selon le système ; et si le disque est un partage."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import platformdirs

from app.ports.erreurs import ErreurDEnvironnement

NOM = "clepsydre"
VARIABLE = "CLEPSYDRE_DOSSIER"
"""Variable d'environnement qui rassemble tout sous un seul dossier (essai, clé USB)."""

_RESEAU = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "fuse.sshfs", "davfs", "fuse.rclone", "ncpfs", "ceph"}
)


def dossier_des_donnees() -> Path:
    """Rend le dossier des bases, créé au besoin (lisible de ce seul compte). Lève ``ErreurDEnvironnement``."""
    return _creer(_impose() or Path(platformdirs.user_data_dir(NOM, appauthor=False)))


def base_par_defaut() -> Path:
    """Rend le chemin de la base ouverte quand aucune n'est nommée."""
    return dossier_des_donnees() / "clepsydre.db"


def fichier_des_reglages() -> Path:
    """Rend le fichier des réglages du poste (apparence, places), créé à la première écriture."""
    return _creer(_impose() or Path(platformdirs.user_config_dir(NOM, appauthor=False))) / "poste.ini"


def dossier_des_journaux() -> Path:
    """Rend le dossier du journal technique et du fichier de chute, créé au besoin."""
    impose = _impose()
    return _creer(impose / "journaux" if impose else Path(platformdirs.user_log_dir(NOM, appauthor=False)))


def _impose() -> Path | None:
    racine = os.environ.get(VARIABLE)
    return Path(racine) if racine else None


def _creer(dossier: Path) -> Path:
    try:
        dossier.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as erreur:
        raise ErreurDEnvironnement(
            f"Ce dossier ne peut être créé ({erreur.strerror}). Vérifier les droits de ce compte, ou nommer un autre dossier "
            f"par la variable d'environnement {VARIABLE}.",
            code="dossier_refuse",
            ou=str(dossier),
        ) from erreur
    return dossier


def partage_reseau(dossier: Path) -> str:
    """Rend le type de partage réseau où se trouve ``dossier``, ou une chaîne vide si le disque est local ou inconnu.

    Sur un partage, les verrous de fichier ne sont pas sûrs : une base peut s'y abîmer (SQLite, « How To Corrupt », § 2.1).
    """
    if sys.platform == "win32":
        return _partage_windows(dossier)
    try:
        montages = Path("/proc/self/mountinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    return type_de_montage(dossier.resolve(), montages)


def type_de_montage(dossier: Path, montages: list[str]) -> str:
    """Rend le type réseau du montage qui porte ``dossier`` (lignes de ``/proc/self/mountinfo``), vide s'il est local."""
    lus = [_lire_montage(ligne) for ligne in montages]
    porteurs = [(point, genre) for point, genre in lus if dossier == point or point in dossier.parents]
    _, genre = max(porteurs, key=lambda t: len(t[0].parts), default=(dossier, ""))
    return genre if genre in _RESEAU else ""


def _lire_montage(ligne: str) -> tuple[Path, str]:
    avant, _, apres = ligne.partition(" - ")
    return Path(avant.split()[4].replace("\\040", " ")), apres.split()[0]


def _partage_windows(dossier: Path) -> str:
    if sys.platform == "win32":
        import ctypes

        distant = 4
        racine = dossier.resolve().anchor
        if racine.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(racine) == distant:
            return "partage Windows"
    return ""
