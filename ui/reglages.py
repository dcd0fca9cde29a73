"""Les réglages d'un poste : apparence, places et tailles, par disposition d'écrans. Rien du dossier n'y entre."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtGui import QGuiApplication

from ui.style import jetons

ECHELLES = (1.0, 1.1, 1.25, 1.5, 1.75, 2.0)


class Apparence(NamedTuple):
    """Le thème (vide : celui du poste), l'échelle du texte, la hauteur des rangs."""

    theme: str = ""
    echelle: float = 1.0
    confort: bool = False


class Reglages:
    """Lit et écrit les réglages dans un fichier ; sans fichier, les garde le temps du programme."""

    def __init__(self, fichier: str = "") -> None:
        self._fichier = QSettings(fichier, QSettings.Format.IniFormat) if fichier else None
        self._memoire: dict[str, object] = {}

    def lire(self, cle: str) -> object:
        """Rend une valeur, ou ``None``."""
        return self._fichier.value(cle) if self._fichier is not None else self._memoire.get(cle)

    def ecrire(self, cle: str, valeur: object) -> None:
        """Écrit une valeur."""
        if self._fichier is not None:
            self._fichier.setValue(cle, valeur)
        else:
            self._memoire[cle] = valeur

    def vrai(self, cle: str, *, defaut: bool = False) -> bool:
        """Lit un oui ou un non."""
        valeur = self.lire(cle)
        return defaut if valeur is None else str(valeur).lower() in {"true", "1"}

    def octets(self, cle: str) -> QByteArray | None:
        """Lit une suite d'octets (géométrie)."""
        valeur = self.lire(cle)
        return valeur if isinstance(valeur, QByteArray) else None

    @property
    def apparence(self) -> Apparence:
        """Lit l'apparence ; une valeur abîmée vaut celle d'usage."""
        theme = str(self.lire("apparence/theme") or "")
        try:
            echelle = float(str(self.lire("apparence/echelle") or 1.0))
        except ValueError:
            echelle = 1.0
        return Apparence(
            theme if theme in jetons.PALETTES else "",
            min(max(echelle, ECHELLES[0]), ECHELLES[-1]),
            self.vrai("apparence/confort"),
        )

    @apparence.setter
    def apparence(self, valeur: Apparence) -> None:
        self.ecrire("apparence/theme", valeur.theme)
        self.ecrire("apparence/echelle", valeur.echelle)
        self.ecrire("apparence/confort", valeur.confort)


def disposition_des_ecrans() -> str:
    """Rend une clé qui change avec les écrans branchés : chaque disposition garde sa place de fenêtre."""
    cadres = (e.geometry() for e in QGuiApplication.screens())
    return "_".join(f"{c.width()}x{c.height()}+{c.x()}+{c.y()}" for c in cadres)
