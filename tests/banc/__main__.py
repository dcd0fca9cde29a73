"""Le banc : `make bench`. Chaque mesure est un ratio contre une référence nommée, prise dans la même exécution, en alternance.

Imprime un tableau, objectifs manqués compris, et écrit ``build/bench.json``. Rien ici n'est un test.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path

from base_d_essai import lignes_ouvertes, preparer, preparer_les_detenus
from processus import ICI, Series, relever
from rapport import Mesure, ecrire, imprimer

RACINE = ICI.parents[1]
DOSSIER = RACINE / "build" / "banc"


def fenetres(base: Path, passages: int) -> list[Mesure]:
    """Compare le programme à la fenêtre nue (premier affichage, mémoire) et à la simple requête (échéancier rempli)."""
    lignes = lignes_ouvertes(base)
    nue, requete, vide, pleine = Series(), Series(), Series(), Series()
    for passage in range(passages + 1):
        if passage == 1:  # le premier passage chauffe les caches de fichiers
            nue, requete, vide, pleine = Series(), Series(), Series(), Series()
        relever("fenetre_nue.py", nue)
        relever("fenetre_clepsydre.py", vide, base)
        relever("fenetre_requete.py", requete, base, lignes)
        relever("fenetre_clepsydre.py", pleine, base, lignes)
    titre = f"échéancier rempli, profil L ({lignes} lignes)"
    reference = "même fenêtre, simple requête SQLAlchemy des mêmes lignes"
    return [
        Mesure.de_series(
            "premier affichage",
            vide.premier_affichage,
            nue.premier_affichage,
            1.25,
            unite="ms",
            reference="fenêtre PySide6 nue",
        ),
        Mesure.de_series(titre, pleine.rempli, requete.rempli, 1.15, unite="ms", reference=reference),
        Mesure.de_series(
            "mémoire de pointe, profil L", pleine.memoire, nue.memoire, 2.5, unite="Mi", reference="fenêtre PySide6 nue"
        ),
    ]


def dans_un_processus(script: str, *arguments: str) -> dict[str, list[float]]:
    """Joue un script de mesure qui écrit ses séries en JSON sur sa dernière ligne."""
    essai = subprocess.run([sys.executable, ICI / script, *arguments], capture_output=True, text=True, check=False)
    if essai.returncode != 0:
        raise SystemExit(f"{script} : code {essai.returncode}\n{essai.stderr[-1500:]}")
    series: dict[str, list[float]] = json.loads(essai.stdout.splitlines()[-1])
    return series


def battement() -> list[Mesure]:
    """Compare un battement à vingt mille lignes et un à cent ; puis les cases touchées à celles que l'écran montre."""
    series = dans_un_processus("battement.py", "20000", "100")
    temps, cases, visibles = series["20000"], series["cases 20000"], series["visibles 20000"]
    return [
        Mesure.de_series(
            "un battement, 20 000 lignes", temps, series["100"], 1.5, unite="ms", reference="un battement, 100 lignes"
        ),
        Mesure.de_series(
            "cases touchées par un battement, 20 000 lignes", cases, visibles, 1.0, unite="", reference="cases visibles"
        ),
    ]


def recalcul() -> list[Mesure]:
    """Mesure le recalcul complet d'une garde à vue, et d'un titre avec toute sa vie, après un acte."""
    series = dans_un_processus("recalcul.py")
    nommees = (
        ("recalcul d'une garde à vue après un acte", series["recalcul"], 5.0, "cinq millisecondes"),
        ("recalcul d'un titre, de l'écrou à l'appel", series["titre"], 10.0, "dix millisecondes"),
    )
    return [Mesure.de_series(nom, serie, [limite], 1.0, unite="ms", reference=dite) for nom, serie, limite, dite in nommees]


def tableau() -> list[Mesure]:
    """Compare l'ouverture du tableau pour toutes les personnes détenues du pays et pour trente, dans le même processus."""
    petite, grande = preparer_les_detenus(DOSSIER)
    series = dans_un_processus("tableau.py", str(petite), str(grande))
    trente, toutes = (int(series[f"personnes {n}"][0]) for n in (0, 1))
    nom = f"tableau des détenus ouvert, {toutes} personnes"
    return [Mesure.de_series(nom, series["1"], series["0"], 1.25, unite="ms", reference=f"le même, {trente} personnes")]


def main() -> int:
    """Joue les mesures demandées (toutes par défaut)."""
    analyseur = argparse.ArgumentParser(prog="make bench", description=__doc__)
    analyseur.add_argument("--passages", type=int, default=9, help="nombre de passages de chaque fenêtre")
    options = analyseur.parse_args()
    mesures = [*fenetres(preparer(DOSSIER), options.passages), *battement(), *tableau(), *recalcul()]
    imprimer(mesures)
    ecrire(mesures, RACINE / "build" / "bench.json")
    return 0


if __name__ == "__main__":
    sys.exit(main())
