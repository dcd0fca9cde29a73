"""L'ossature d'une page qui liste des personnes : relire quand elle paraît, battre, ouvrir, expliquer la ligne choisie.

Une sous-classe pose ``modele`` et ``table``, dit ``charger``, ``en_derniere_heure`` et ``choisie`` ; le reste est ici.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from PySide6.QtCore import QEvent, Signal, SignalInstance
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from app.presentation import Instant
from app.presentation.lignes import LigneDEcheance
from app.services.registre import Registre
from ui.composants.page import Page
from ui.composants.touches import est_ctrl_entree, reserve
from ui.pouls import Pouls


class Choisie(NamedTuple):
    """La limite de la ligne choisie : dossier, clé dans ce dossier, ligne d'échéance si la liste la tient, personne."""

    dossier_id: str
    cle: str
    ligne: LigneDEcheance | None
    personne: str


class PageDeListe(Page):
    """Une page de liste. Ctrl+Entrée : « Pourquoi ? » sur la limite de la ligne choisie."""

    mesure_demandee = Signal(str, str)
    """Identifiants du dossier et de la mesure à ouvrir."""
    explication_demandee = Signal(object, object, str)
    selection = Signal(object, object, str)
    """L'échéance de la ligne choisie : de quoi l'expliquer si l'inspecteur est ouvert (mêmes arguments)."""

    modele: Any
    table: Any

    def __init__(self, titre: str, qui: str, registre: Registre, pouls: Pouls, parent: QWidget | None = None) -> None:
        super().__init__(titre, parent)
        self._qui = qui
        self._registre = registre
        self._pouls = pouls

    # --- ce que dit une sous-classe -------------------------------------------------------------------------------------------

    def charger(self) -> None:
        """Relit la base."""

    def en_derniere_heure(self) -> bool:
        """Dit si une limite montrée est dans sa dernière heure : l'écran bat alors à la seconde."""
        return False

    def choisie(self) -> Choisie | None:
        """Rend la limite de la ligne choisie, s'il y en a une."""
        return None

    # --- le temps ------------------------------------------------------------------------------------------------------------

    def battre(self, maintenant: Instant) -> None:
        """Fait passer le temps."""
        if self.isVisible():
            self.modele.battre(maintenant)
            self._demander_secondes()
        else:
            self.modele.maintenant = maintenant

    def _demander_secondes(self) -> None:
        self._pouls.demander_secondes(self._qui, self.isVisible() and self.en_derniere_heure())

    def showEvent(self, evenement: QShowEvent) -> None:
        """Relit quand la page paraît."""
        super().showEvent(evenement)
        self.charger()
        self._suivre_le_choix()

    def hideEvent(self, evenement: QHideEvent) -> None:
        """Cachée, la page ne demande plus rien."""
        super().hideEvent(evenement)
        self._pouls.demander_secondes(self._qui, False)

    # --- clavier -------------------------------------------------------------------------------------------------------------

    def event(self, evenement: QEvent) -> bool:
        """Garde Ctrl+Entrée pour la ligne choisie."""
        return reserve(evenement) or super().event(evenement)

    def keyPressEvent(self, evenement: QKeyEvent) -> None:
        """Ctrl+Entrée : « Pourquoi ? »."""
        if est_ctrl_entree(evenement):
            self.expliquer()
            return
        super().keyPressEvent(evenement)

    # --- expliquer -----------------------------------------------------------------------------------------------------------

    def expliquer(self) -> None:
        """Demande « Pourquoi ? » sur la limite de la ligne choisie."""
        self._dire_la_choisie(self.explication_demandee)

    def _suivre_le_choix(self) -> None:
        """Le choix a changé : l'annonce. Une page qui se peint d'abord l'annonce un peu plus tard."""
        self._accompagner()

    def _accompagner(self) -> None:
        if self.isVisible():
            self._dire_la_choisie(self.selection)

    def _dire_la_choisie(self, signal: SignalInstance) -> None:
        choisie = self.choisie()
        if choisie is None or not choisie.cle:
            return
        for e in self._registre.calculer(choisie.dossier_id).echeances:
            if e.cle == choisie.cle:
                signal.emit(e, choisie.ligne, choisie.personne)
                return
