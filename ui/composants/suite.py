"""La suite permise : la prochaine prolongation licite, les autres grisées avec leur raison, la levée, le défèrement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.presentation import formats
from app.presentation.prolongation import Prolongation
from ui.composants.boutons import BoutonDIcone
from ui.composants.page import bouton
from ui.composants.textes import Role, etiquette, filet
from ui.style import jetons


class PanneauDeSuite(QWidget):
    """Ce qui peut se décider ensuite. Une seule prolongation s'offre ; le reste dit pourquoi il attend ou n'existe pas."""

    prolongation_demandee = Signal(object)
    """La ``Prolongation`` à saisir."""
    explication_demandee = Signal(object)
    fait_demande = Signal(str)
    """Un fait manquant, nommé."""

    def __init__(self, poste: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._poste = poste
        self._prolongations: tuple[Prolongation, ...] = ()
        self._touches: Mapping[str, str] = {}
        self._place = QVBoxLayout(self)
        self._place.setContentsMargins(jetons.S, jetons.M, jetons.M, jetons.L)
        self._place.setSpacing(jetons.XS)

    def montrer(self, prolongations: Sequence[Prolongation], titre: str, touches: Mapping[str, str]) -> None:
        """Montre les prolongations sous ce titre ; ``touches`` : celle de chaque type d'acte."""
        if tuple(prolongations) == self._prolongations:
            return
        self._touches = touches
        self._prolongations = tuple(prolongations)
        while (element := self._place.takeAt(0)) is not None:
            widget = element.widget()
            if widget is not None:
                widget.hide()  # Qt peut lui avoir promis une apparition
                widget.setParent(None)
                widget.deleteLater()
        self.setVisible(bool(self._prolongations))
        self._place.addWidget(etiquette(titre, "fort", self))
        for p in self._prolongations:
            self._place.addWidget(filet(self))
            self._place.addWidget(self._ligne(p))

    def _ligne(self, p: Prolongation) -> QWidget:
        ligne = QWidget(self)
        place = QHBoxLayout(ligne)
        place.setContentsMargins(0, jetons.XS, 0, jetons.XS)
        place.setSpacing(jetons.S)
        textes = QVBoxLayout()
        textes.setSpacing(2)
        textes.addWidget(etiquette(p.action, "" if p.proposee else "second", ligne, plier=True, copiable=True))
        for texte, role in self._precisions(p):
            textes.addWidget(etiquette(texte, role, ligne, plier=True, copiable=True))
        place.addLayout(textes, 1)
        haut = Qt.AlignmentFlag.AlignTop
        if p.proposee:
            nom = "Saisir…" if p.forclose else "Prolonger…"
            touche = self._touches.get(p.type_acte, "")
            bulle = f"{p.action} ({touche})" if touche else p.action
            agir = bouton(nom, principal=not p.forclose, bulle=bulle, parent=ligne)
            agir.clicked.connect(lambda: self.prolongation_demandee.emit(p))
            place.addWidget(agir, 0, haut)
        elif p.manquants:
            saisir = bouton("Saisir", bulle=f"Saisir ce qui manque : {formats.enumerer(p.manquants)}", parent=ligne)
            saisir.clicked.connect(lambda: self.fait_demande.emit(p.manquants[0]))
            place.addWidget(saisir, 0, haut)
        pourquoi = BoutonDIcone("pourquoi", f"Pourquoi ? {p.action}", ligne)
        pourquoi.clicked.connect(lambda: self.explication_demandee.emit(p.source))
        place.addWidget(pourquoi, 0, haut)
        return ligne

    def _precisions(self, p: Prolongation) -> list[tuple[str, Role]]:
        """Rend les lignes sous l'action : qui et avant quand, sous quelles formes ; ou ce qui l'empêche."""
        lignes: list[tuple[str, Role]] = []
        if p.raison:
            lignes.append((formats.majuscule(p.raison), "irregularite" if p.manquants or p.forclose else "note"))
        if p.manquants:
            lignes.append((f"Manque : {formats.enumerer(p.manquants)}", "note"))
        if p.proposee:
            lignes.append((formats.majuscule(p.autorite), "second"))
            lignes.append((formats.majuscule(p.echeance_de_la_demande(self._poste)), "second"))
            lignes += [(f"– {x}", "note") for x in p.formalites]
        elif p.permise and p.avant is not None:
            lignes.append((f"{formats.majuscule(p.autorite)}, {p.echeance_de_la_demande(self._poste)}", "note"))
        return lignes

    @property
    def proposee(self) -> Prolongation | None:
        """Rend la prochaine prolongation licite, s'il y en a une."""
        return next((p for p in self._prolongations if p.proposee), None)
