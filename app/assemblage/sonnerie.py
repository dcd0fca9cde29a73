"""Les alarmes à l'écran : bandeau, barre des tâches, son. Elles sonnent fenêtre réduite ou derrière une autre."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from app.presentation.alarmes import dire_alarmes
from app.services.alerter import FileDAlertes

if TYPE_CHECKING:
    from app.assemblage.poste import Poste
    from app.domain.temps import Instant


class Sonnerie:
    """Suit le pouls ; ``relire`` après chaque changement de la base."""

    def __init__(self, poste: Poste) -> None:
        self._poste = poste
        self._file = FileDAlertes()

    def relire(self, a: Instant) -> None:
        """Relit les échéances ouvertes : ce qui a été franchi avant ``a`` se voit à l'écran, et ne sonne plus."""
        registre = self._poste.registre
        if registre is not None:
            self._file.charger(registre.echeancier(), a)
            self._prevenir_le_pouls()

    def battre(self, maintenant: Instant) -> None:
        """Sonne ce qui est dû."""
        alarmes = self._file.echues(maintenant)
        if not alarmes:
            return
        self._prevenir_le_pouls()
        premiere = alarmes[0].ligne
        fenetre = self._poste.fenetre
        fenetre.annoncer(
            dire_alarmes(alarmes, maintenant, fenetre.poste),
            "impossible" if alarmes[0].depassee else "irregularite",
            action="Ouvrir la fiche",
            faire=partial(self._poste.ouvrir_la_mesure, premiere.dossier_id, premiere.mesure_id),
        )
        QApplication.alert(fenetre)
        QApplication.beep()

    def _prevenir_le_pouls(self) -> None:
        prochaine = self._file.prochaine()
        if prochaine is not None and self._poste.pouls is not None:
            self._poste.pouls.annoncer_bascule("alarmes", prochaine.secondes)
