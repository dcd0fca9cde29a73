"""Le formulaire générique : des champs du vocabulaire, sur une ou deux colonnes, dans l'ordre où on les lit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from app.presentation.champs import ChampDeFormulaire
from app.presentation.formulaires import Cadre, Saisie, lire_saisie
from ui.formulaires.champs import ChampDeSaisie, intitule, intitule_au_dessus
from ui.style import jetons


class Formulaire(QWidget):
    """Des champs construits depuis leur description, intitulés à gauche ou ``dessus``. Rend des textes ou des valeurs."""

    modifie = Signal(str)
    """Le champ de ce nom vient de changer."""

    def __init__(
        self,
        champs: Iterable[ChampDeFormulaire],
        cadre: Callable[[], Cadre],
        *,
        colonnes: int = 1,
        dessus: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._cadre = cadre
        self._colonnes = colonnes
        self._dessus = dessus
        self._champs: dict[str, ChampDeSaisie] = {}
        self._place = QGridLayout(self)
        self._place.setContentsMargins(0, 0, 0, 0)
        self._place.setHorizontalSpacing(jetons.M)
        self._place.setVerticalSpacing(jetons.S)
        for colonne in range(colonnes):
            self._place.setColumnStretch(colonne if dessus else 2 * colonne + 1, 1)
            if dessus:
                self._place.setColumnMinimumWidth(colonne, 120)
        self._ranger(champs)

    def _ranger(self, champs: Iterable[ChampDeFormulaire]) -> None:
        rang, colonne = 0, 0
        for champ in champs:
            saisie = ChampDeSaisie(champ, self._cadre, self)
            saisie.modifie.connect(self.modifie)
            self._champs[champ.nom] = saisie
            large = champ.multiligne or champ.genre == "choix_multiples"
            if large and colonne:
                rang, colonne = rang + 1, 0
            self._poser_a(champ, saisie, rang, colonne, large=large)
            if large or colonne == self._colonnes - 1:
                rang, colonne = rang + 1, 0
            else:
                colonne += 1

    def _poser_a(self, champ: ChampDeFormulaire, saisie: ChampDeSaisie, rang: int, colonne: int, *, large: bool) -> None:
        haut = Qt.AlignmentFlag.AlignTop
        if self._dessus:
            etendue = self._colonnes if large else 1
            self._place.addWidget(intitule_au_dessus(champ, saisie, self), rang, colonne, 1, etendue, haut)
            return
        self._place.addWidget(intitule(champ, self), rang, 2 * colonne, haut)
        self._place.addWidget(saisie, rang, 2 * colonne + 1, 1, 2 * self._colonnes - 1 if large else 1, haut)

    # --- textes et valeurs ---------------------------------------------------------------------------------------------------

    @property
    def textes(self) -> dict[str, str]:
        """Rend ce qui est écrit, par champ, les vides exclus."""
        return {nom: c.texte for nom, c in self._champs.items() if c.texte.strip()}

    def poser(self, textes: Mapping[str, str]) -> None:
        """Écrit des textes ; les champs non nommés ne changent pas."""
        for nom, texte in textes.items():
            if nom in self._champs:
                self._champs[nom].poser(texte)

    def lire(self) -> Saisie:
        """Rend les valeurs comprises et les messages."""
        return lire_saisie((c.champ for c in self._champs.values()), self.textes, self._cadre())

    def champ(self, nom: str) -> ChampDeSaisie | None:
        """Rend le champ de ce nom, ou ``None``."""
        return self._champs.get(nom)

    @property
    def premier(self) -> ChampDeSaisie | None:
        """Rend le premier champ."""
        return next(iter(self._champs.values()), None)

    @property
    def dernier(self) -> ChampDeSaisie | None:
        """Rend le dernier champ."""
        return next(reversed(self._champs.values()), None)

    @property
    def noms(self) -> tuple[str, ...]:
        """Rend les noms des champs, dans l'ordre."""
        return tuple(self._champs)

    # --- messages ------------------------------------------------------------------------------------------------------------

    def signaler(self, messages: Mapping[str, str], role: str = "impossible") -> None:
        """Montre un message sous chaque champ nommé et efface ceux des autres."""
        for nom, champ in self._champs.items():
            champ.signaler(messages.get(nom, ""), role)

    def aller(self, nom: str) -> bool:
        """Met le clavier dans un champ ; ``False`` s'il n'existe pas."""
        champ = self._champs.get(nom)
        if champ is not None:
            champ.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return champ is not None

    def situer(self) -> None:
        """Relit les heures quand le fuseau ou le repère ont changé."""
        for champ in self._champs.values():
            champ.situer()
