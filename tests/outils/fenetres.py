"""Une fenêtre, un échéancier, un champ, prêts à être manœuvrés au clavier."""

from __future__ import annotations

from collections.abc import Iterable

from pytestqt.qtbot import QtBot

from app.domain.temps import Instant
from app.presentation.lignes import LigneDEcheance, Signalement
from app.presentation.tableau import TableauDEcheances
from tests.outils.horloges import HorlogeFigee
from tests.outils.lignes import MIDI, PARIS
from ui.pouls import Pouls
from ui.style import theme
from ui.vues.echeancier import VueEcheancier


class Ecran:
    """Un échéancier affiché, son horloge et son pouls."""

    def __init__(
        self, qtbot: QtBot, lignes: Iterable[LigneDEcheance], signalements: Iterable[Signalement] = (), *, a: Instant = MIDI
    ) -> None:
        theme.activer("clair")
        self.horloge = HorlogeFigee(a)
        self.pouls = Pouls(self.horloge)
        self.vue = VueEcheancier(TableauDEcheances(PARIS, {"garde_a_vue": "Garde à vue"}), self.pouls)
        qtbot.addWidget(self.vue)
        self.vue.resize(1100, 640)
        self.vue.charger(lignes, signalements)
        self.vue.show()
        qtbot.waitExposed(self.vue)

    def passer(self, secondes: float) -> None:
        """Laisse passer le temps, puis bat."""
        self.horloge.avancer(secondes)
        self.pouls.battre()

    def fermer(self) -> None:
        """Arrête le pouls."""
        self.pouls.arreter()

    def colonne(self, colonne: int) -> list[str]:
        """Rend les textes d'une colonne, espaces insécables ramenées à l'ordinaire."""
        modele = self.vue.modele
        textes = (str(modele.data(modele.index(r, colonne)) or "") for r in range(modele.rowCount()))
        return [t.replace("\u202f", " ").replace("\u00a0", " ") for t in textes]
