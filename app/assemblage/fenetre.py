"""La fenêtre et ce qui la relie à la base : elle paraît d'abord, la base s'ouvre ensuite, le droit se charge en dernier."""

from __future__ import annotations

import builtins
import gc
import getpass
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from app import __version__

if TYPE_CHECKING:
    from app.assemblage.poste import Poste
    from app.systeme.horloge import HorlogeSysteme

_IMPORT_D_ORIGINE = builtins.__import__
_OUVERTURE_MS = 2_000


def construire(
    base: Path | None, *, reglages: Path | None = None, montrer: bool = True, horloge: HorlogeSysteme | None = None
) -> Poste:
    """Construit l'application et la fenêtre, et y branche la base, qui ne s'ouvre qu'une fois la fenêtre peinte.

    ``horloge`` : à défaut, celle de la machine ; une horloge figée rend les images du guide stables.
    """
    from ui.application import creer_application, franciser
    from ui.fenetre_principale import FenetrePrincipale
    from ui.reglages import Reglages

    # PySide6 remplace l'importation de Python par une plus lente : la nôtre revient (technique.md, § 0).
    builtins.__import__ = _IMPORT_D_ORIGINE
    from app.assemblage.poste import Poste
    from app.systeme.horloge import HorlogeSysteme, fuseau_du_poste

    memoire = Reglages(str(reglages) if reglages else "")
    apparence = memoire.apparence
    application = creer_application(
        version=__version__, apparence=apparence.theme, echelle=apparence.echelle, confort=apparence.confort
    )
    fenetre = FenetrePrincipale(poste=fuseau_du_poste(), reglages=memoire)
    poste = Poste(application, fenetre, base, horloge or HorlogeSysteme(), _utilisateur())
    fenetre.premier_affichage.connect(poste.ouvrir_la_base)
    fenetre.premier_affichage.connect(lambda: franciser(application))
    if montrer:
        fenetre.show()
    return poste


def ouvrir_la_fenetre(base: Path | None) -> int:
    """Ouvre la fenêtre sur cette base (à défaut, celle de l'utilisateur) et rend le code de sortie de l'application."""
    from app.systeme.chemins import base_par_defaut, fichier_des_reglages

    gc.disable()  # tout ce qui naît à l'ouverture reste : le parcourir sans cesse en coûtait un dixième
    poste = construire(base or base_par_defaut(), reglages=fichier_des_reglages())
    _reprendre_le_ramassage_apres_l_ouverture()
    try:
        return poste.application.exec()
    finally:
        poste.fermer()


def _reprendre_le_ramassage_apres_l_ouverture() -> None:
    from PySide6.QtCore import QTimer

    def reprendre() -> None:
        gc.freeze()
        gc.enable()

    QTimer.singleShot(_OUVERTURE_MS, reprendre)


def fenetre_d_essai() -> tuple[int, int, int]:
    """Peint une fenêtre sans base ; rend sa largeur, sa hauteur et le nombre de couleurs vues (une : rien n'est peint)."""
    poste = construire(None)
    peinte: list[bool] = []
    poste.fenetre.premier_affichage.connect(
        lambda: peinte.append(True)
    )  # après le rail, qui se dessine une fois la fenêtre vue
    try:
        for _ in range(100):
            poste.application.processEvents()
            if peinte:
                break
            time.sleep(0.01)
        image = poste.fenetre.grab().toImage()
        couleurs = {image.pixel(x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)}
        return image.width(), image.height(), len(couleurs)
    finally:
        poste.fermer()


def _utilisateur() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "utilisateur" if sys.platform != "win32" else "poste"
