"""L'échéance, toujours montrée de la même façon : combien de temps, avant quand, quoi, par qui, selon quel article."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.presentation import Instant, formats
from app.presentation.lignes import LigneDEcheance, close, dire_reste, reste, signe
from app.presentation.urgence import Signe
from ui.composants.niveau import CompteARebours, EtiquetteDeNiveau
from ui.composants.textes import etiquette
from ui.style import jetons, theme

_TEINTEES = {"niveau_1", "niveau_2", "niveau_3"}


class VueDEcheance(QFrame):
    """Une échéance en grand. ``montrer`` donne la ligne, ``battre`` fait passer le temps ; rien n'y est calculé."""

    def __init__(self, poste: str = "", corps: int = jetons.GRAND, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._poste = poste
        self._ligne: LigneDEcheance | None = None
        self._signe: Signe | None = None
        self._niveau = EtiquetteDeNiveau(self)
        self._compte = CompteARebours(corps, self)
        self._quand = etiquette(parent=self, plier=True, copiable=True)
        self._action = etiquette(role="fort", parent=self, plier=True, copiable=True)
        self._qui = etiquette(role="second", parent=self, plier=True, copiable=True)
        self._article = etiquette(role="note", parent=self, plier=True, copiable=True)
        place = QVBoxLayout(self)
        place.setContentsMargins(jetons.L, jetons.M, jetons.M, jetons.M)
        place.setSpacing(0)
        for widget, apres in (
            (self._niveau, jetons.XS), (self._compte, 2), (self._quand, jetons.M), (self._action, 2), (self._qui, jetons.XS),
            (self._article, 0),
        ):  # fmt: skip
            place.addWidget(widget)
            place.addSpacing(apres)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    @property
    def ligne(self) -> LigneDEcheance | None:
        """Rend la ligne montrée."""
        return self._ligne

    def montrer(self, ligne: LigneDEcheance, maintenant: Instant) -> None:
        """Montre une échéance à cet instant."""
        self._ligne = ligne
        quand = formats.date_heure(Instant(ligne.suivi), ligne.fuseau, poste=self._poste, en_jours=ligne.en_jours)
        self._quand.setText(f"{'pas avant' if ligne.nature == 'minimum' else 'avant'} le {quand}")
        self._action.setText(formats.typographier(formats.majuscule(ligne.action)))
        self._qui.setText(formats.typographier(formats.majuscule(ligne.autorite)))
        self._article.setText(formats.typographier(ligne.articles))
        for texte in (self._qui, self._article):
            texte.setVisible(bool(texte.text()))
        self.battre(maintenant)

    def battre(self, maintenant: Instant) -> None:
        """Met à jour le temps restant et le niveau."""
        if self._ligne is None:
            return
        self._signe = signe(self._ligne, maintenant)
        prefixe, segments = reste(self._ligne, maintenant)
        phrase = dire_reste(self._ligne, maintenant)
        self._niveau.montrer(self._signe)
        self._compte.montrer(prefixe, segments, self._signe.jeton, f"Temps restant : {phrase}" if phrase else "")
        self._compte.setVisible(bool(segments))
        self.setAccessibleName(f"{formats.majuscule(self._signe.mot)} : {self._ligne.action}, {self._quand.text()}")
        police = self._action.font()
        police.setStrikeOut(close(self._ligne))
        self._action.setFont(police)
        self.update()

    def paintEvent(self, evenement: QPaintEvent) -> None:
        """Peint la teinte du niveau et son filet de gauche."""
        if self._signe is None:
            return
        t = theme.actif()
        peintre = QPainter(self)
        peintre.setRenderHint(QPainter.RenderHint.Antialiasing)
        peintre.setPen(Qt.PenStyle.NoPen)
        cadre = QRectF(self.rect())
        if self._signe.jeton in _TEINTEES:
            peintre.setBrush(t.couleur(self._signe.jeton.replace("niveau", "teinte")))
            peintre.drawRoundedRect(cadre, jetons.COIN, jetons.COIN)
        peintre.setBrush(t.couleur(self._signe.jeton_de_forme))
        peintre.drawRoundedRect(QRectF(0, 0, jetons.XS, cadre.height()), 2, 2)
