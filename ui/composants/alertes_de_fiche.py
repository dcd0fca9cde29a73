"""En tête de fiche : ce qui ne souffre pas d’attendre, ce qui ne peut être calculé et pourquoi, puis les irrégularités."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.presentation import Gravite, Irregularite, formats
from app.presentation.fiche import Manque, grouper_les_manques
from app.presentation.liens import LienDeChamp
from app.presentation.signaux import Signal as SignalDeFiche
from app.presentation.signaux import Ton
from app.presentation.urgence import Forme
from ui.composants.formes import peindre_forme
from ui.composants.page import bouton
from ui.composants.textes import etiquette
from ui.style import jetons, theme

_AU_PLUS = 2
_NOMS = {
    Gravite.CRITIQUE: ("mesure illégale", "causes d’illégalité"),
    Gravite.ROUGE: ("nullité encourue", "nullités encourues"),
    Gravite.ORANGE: ("risque ou preuve manquante", "risques ou preuves manquantes"),
}
_SIGNAUX: dict[Ton, tuple[Forme, Literal["1", "2", "3"]]] = {
    Ton.CRITIQUE: (Forme.OCTOGONE, "1"),
    Ton.ATTENTION: (Forme.TRIANGLE, "3"),
    Ton.INFORMATION: (Forme.ANNEAU, "3"),
}


class Alerte(QWidget):
    """Une ligne : une forme, une phrase, un ou deux boutons."""

    def __init__(self, texte: str, forme: Forme, ton: Literal["1", "2", "3"], parent: QWidget, *, fort: bool = False) -> None:
        super().__init__(parent)
        self._forme, self._ton = forme, ton
        self.boutons = QHBoxLayout()
        place = QHBoxLayout(self)
        place.setContentsMargins(jetons.XL + 24, 2, jetons.L, 2)
        place.setSpacing(jetons.S)
        place.addWidget(etiquette(texte, "fort" if fort else "", self, plier=True, copiable=True), 1)
        place.addLayout(self.boutons)

    def paintEvent(self, evenement: QPaintEvent) -> None:
        """Peint la teinte et la forme."""
        t = theme.actif()
        peintre = QPainter(self)
        peintre.fillRect(self.rect(), t.couleur(f"teinte_{self._ton}"))
        peintre.fillRect(QRectF(0, self.height() - 1, self.width(), 1), t.couleur("surface"))
        cadre = QRectF(jetons.XL, self.height() / 2 - 7, 14, 14)
        peindre_forme(peintre, self._forme, cadre, t.couleur(f"forme_{self._ton}"), t.couleur(f"teinte_{self._ton}"))


class AlertesDeFiche(QWidget):
    """Les signaux d'abord, puis les lignes incalculables et un résumé des irrégularités qui mène au contrôle."""

    fait_demande = Signal(object)
    """Le champ à compléter (``LienDeChamp``)."""
    explication_demandee = Signal(object)
    controle_demande = Signal()
    mesure_demandee = Signal(str)
    """L'autre titre qu'un signal nomme."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = QVBoxLayout(self)
        self._place.setContentsMargins(0, 0, 0, 0)
        self._place.setSpacing(0)
        self._montre: object = None

    def montrer(
        self, manques: Sequence[Manque], irregularites: Sequence[Irregularite], signaux: Sequence[SignalDeFiche] = ()
    ) -> None:
        """Montre ces alertes ; rien s'il n'y en a pas."""
        etat = (tuple(manques), tuple(irregularites), tuple(signaux))
        if etat == self._montre:
            return
        self._montre = etat
        while (element := self._place.takeAt(0)) is not None:
            widget = element.widget()
            if widget is not None:
                widget.hide()  # Qt peut lui avoir promis une apparition
                widget.setParent(None)
                widget.deleteLater()
        for signal in signaux:
            self._place.addWidget(self._signal(signal))
        groupes = grouper_les_manques(manques)
        for manque, autres in groupes[:_AU_PLUS]:
            self._place.addWidget(self._manque(manque, autres))
        if restent := sum(1 + autres for _, autres in groupes[_AU_PLUS:]):
            self._resumer(f"Et {formats.accorder(restent, 'autre point incalculable', 'autres points incalculables')}.", "2")
        graves = [i for i in irregularites if i.gravite in _NOMS]
        if graves:
            comptes = [formats.accorder(n, *noms) for g, noms in _NOMS.items() if (n := sum(i.gravite is g for i in graves))]
            premiere = graves[0].message if len(graves) == 1 else ""
            texte = formats.majuscule(formats.enumerer(comptes)) + (f" : {premiere}" if premiere else ".")
            self._resumer(texte, "2" if graves[0].gravite is Gravite.CRITIQUE else "3")
        self.setVisible(bool(manques or graves or signaux))

    def _signal(self, signal: SignalDeFiche) -> Alerte:
        forme, ton = _SIGNAUX[signal.ton]
        alerte = Alerte(signal.texte, forme, ton, self, fort=signal.ton is Ton.CRITIQUE)
        if signal.mesure:
            ouvrir = bouton("Ouvrir", bulle="Ouvrir l’autre titre", parent=alerte)
            ouvrir.clicked.connect(lambda: self.mesure_demandee.emit(signal.mesure))
            alerte.boutons.addWidget(ouvrir)
        elif signal.source is not None:
            pourquoi = bouton("Pourquoi ?", parent=alerte)
            pourquoi.clicked.connect(lambda: self.explication_demandee.emit(signal.source))
            alerte.boutons.addWidget(pourquoi)
        return alerte

    def _manque(self, manque: Manque, autres: int) -> Alerte:
        faits = formats.enumerer([f for f, _ in manque.faits])
        suite = f" (et {formats.accorder(autres, 'autre point', 'autres points')})" if autres else ""
        texte = f"Incalculable : {manque.phrase}{suite}. {'Manque : ' + faits + '.' if faits else ''}"
        alerte = Alerte(texte, Forme.INTERROGATION, "2", self)
        lien = next((x for _, x in manque.faits if x is not None), None)
        if lien is not None:
            saisir = bouton("Saisir", parent=alerte)
            saisir.setAccessibleName(f"Saisir : {faits}")
            saisir.clicked.connect(lambda _=False, x=lien: self._demander(x))
            alerte.boutons.addWidget(saisir)
        pourquoi = bouton("Pourquoi ?", parent=alerte)
        pourquoi.clicked.connect(lambda: self.explication_demandee.emit(manque.source))
        alerte.boutons.addWidget(pourquoi)
        return alerte

    def _demander(self, lien: LienDeChamp) -> None:
        self.fait_demande.emit(lien)

    def _resumer(self, texte: str, ton: Literal["2", "3"]) -> None:
        alerte = Alerte(texte, Forme.OCTOGONE, ton, self)
        voir = bouton("Contrôle", bulle="Ctrl+R", parent=alerte)
        voir.clicked.connect(self.controle_demande)
        alerte.boutons.addWidget(voir)
        self._place.addWidget(alerte)
