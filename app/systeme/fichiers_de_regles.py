"""Lecture du paquet de règles livré avec le programme, ou d'un dossier donné.

Le moteur de règles ne s'importe qu'au chargement du paquet : l'échéancier, qui n'y lit que des noms, paraît avant.
"""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.regles.corpus import Corpus

LIVRE = Path(__file__).resolve().parents[2] / "resources" / "droit"


def lire_fichiers(dossier: Path = LIVRE, *, cas: bool = False) -> dict[str, str]:
    """Rend les fichiers TOML du paquet (chemin relatif → texte), les cas d'épreuve seulement s'ils sont demandés.

    Lève ``PaquetInvalide`` si le dossier manque ou n'est pas lisible.
    """
    from app.regles.corpus import PaquetInvalide

    if not dossier.is_dir():
        raise PaquetInvalide(f"le dossier du paquet de règles n'existe pas : {dossier}.")
    fichiers = {}
    for chemin in sorted(dossier.rglob("*.toml")):
        if not cas and chemin.is_relative_to(dossier / "cas"):
            continue
        try:
            fichiers[chemin.relative_to(dossier).as_posix()] = chemin.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as erreur:
            raise PaquetInvalide(f"illisible : {erreur}.", ou=chemin.name) from None
    return fichiers


@lru_cache(maxsize=4)
def charger_paquet(dossier: Path = LIVRE, *, cas: bool = False) -> Corpus:
    """Charge le paquet, entier ou pas du tout. Lève une ``ErreurMetier`` qui nomme le fichier, la règle et la version."""
    from app.regles.corpus import Corpus

    return Corpus.depuis(lire_fichiers(dossier, cas=cas))


def noms_des_mesures(dossier: Path = LIVRE) -> dict[str, str]:
    """Rend l'intitulé de chaque type de mesure, sans charger le paquet : l'échéancier paraît avant lui. Vide si illisible."""
    try:
        noms: dict[str, str] = {}
        for chemin in sorted((dossier / "vocabulaire").glob("*.toml")):
            tete = chemin.read_text(encoding="utf-8").partition("[[acte]]")[0]  # les mesures précèdent les actes
            noms |= {m["type"]: m["intitule"] for m in tomllib.loads(tete).get("mesure", ())}
        return noms
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, TypeError):
        return {}
