"""Une mesure, son tableau, son fichier."""

from __future__ import annotations

import json
import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Mesure:
    """Un ratio pris dans une même exécution, et l'objectif à tenir. ``mesure`` et ``reference`` sont dans ``unite``."""

    nom: str
    mesure: float
    reference: float
    ratio: float
    objectif: float
    tenu: bool
    unite: str
    reference_nommee: str

    @classmethod
    def de_series(
        cls, nom: str, mesures: Sequence[float], references: Sequence[float], objectif: float, *, unite: str, reference: str
    ) -> Mesure:
        """Compare les médianes de deux séries prises en alternance : le bruit de la machine les touche toutes deux."""
        mesure, base = statistics.median(mesures), statistics.median(references)
        ratio = mesure / base
        return cls(nom, round(mesure, 3), round(base, 3), round(ratio, 3), objectif, ratio <= objectif, unite, reference)


def imprimer(mesures: Sequence[Mesure]) -> None:
    """Imprime le tableau, objectifs manqués compris."""
    print(f"{'mesure':<52} {'valeur':>12} {'référence':>12} {'ratio':>7} {'objectif':>9}  tenu")
    for m in mesures:
        print(
            f"{m.nom:<52} {m.mesure:>9.2f} {m.unite:<2} {m.reference:>9.2f} {m.unite:<2} {m.ratio:>7.2f} "
            f"{m.objectif:>9.2f}  {'oui' if m.tenu else 'NON'}   ({m.reference_nommee})"
        )


def ecrire(mesures: Sequence[Mesure], cible: Path) -> None:
    """Écrit la liste en JSON."""
    cible.parent.mkdir(parents=True, exist_ok=True)
    cible.write_text(json.dumps([asdict(m) for m in mesures], ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
