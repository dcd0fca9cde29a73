"""Où vivent les données, les réglages et les journaux d'un utilisateur, selon le système."""

from __future__ import annotations

from pathlib import Path

import platformdirs

NOM = "clepsydre"


def dossier_des_donnees() -> Path:
    """Rend le dossier des bases, créé au besoin (lisible de ce seul compte)."""
    dossier = Path(platformdirs.user_data_dir(NOM, appauthor=False))
    dossier.mkdir(mode=0o700, parents=True, exist_ok=True)
    return dossier


def base_par_defaut() -> Path:
    """Rend le chemin de la base ouverte quand aucune n'est nommée."""
    return dossier_des_donnees() / "clepsydre.db"


def fichier_des_reglages() -> Path:
    """Rend le fichier des réglages du poste (apparence, places), créé à la première écriture."""
    dossier = Path(platformdirs.user_config_dir(NOM, appauthor=False))
    dossier.mkdir(mode=0o700, parents=True, exist_ok=True)
    return dossier / "poste.ini"
