"""Les champs de date et d'heure : on tape comme on parle, le champ écrit en toutes lettres ce qu'il a compris.

Une heure qui n'existe pas est refusée, une heure qui existe deux fois pose la question sous le champ. En quittant le champ, le
texte devient sa forme canonique : « maintenant » est figé à l'heure où on l'a tapé.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.presentation import Instant
from app.presentation.saisie import Comprise, JourCompris, Question, Refus, Sens, canonique, lire, lire_jour
from ui.composants.textes import changer_role, etiquette
from ui.style import jetons

LectureDeChamp = Comprise | JourCompris | Question | Refus
_EN_COURS = frozenset({"vide", "incomplete", "heure_manquante", "annee_manquante", "illisible"})
"""Refus que l'on ne reproche pas tant que la frappe n'est pas finie."""


class ChampLu(QWidget):
    """Une ligne de saisie, la phrase de ce qu'elle a compris, et les choix d'une question."""

    change = Signal(object)
    """La lecture a changé : ``Comprise``, ``JourCompris``, ``Question`` ou ``Refus``."""

    def __init__(self, nom: str, invite: str, *, obligatoire: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._obligatoire = obligatoire
        self._lecture: LectureDeChamp = Refus("", "vide")
        self.ligne = QLineEdit(self)
        self.ligne.setPlaceholderText(invite)
        self.ligne.setAccessibleName(nom)
        self.ligne.installEventFilter(self)
        self.ligne.textEdited.connect(self._relire)
        self.ligne.editingFinished.connect(self._figer)
        self._posee: Question | None = None
        self._phrase = etiquette(role="note", parent=self, plier=True)
        self._choix = QWidget(self)
        self._boutons = QVBoxLayout(self._choix)
        self._boutons.setContentsMargins(0, 0, 0, 0)
        self._choix.hide()
        self.saisie = QHBoxLayout()
        self.saisie.setSpacing(jetons.XS)
        self.saisie.addWidget(self.ligne)
        place = QVBoxLayout(self)
        place.setContentsMargins(0, 0, 0, 0)
        place.setSpacing(2)
        place.addLayout(self.saisie)
        place.addWidget(self._phrase)
        place.addWidget(self._choix)
        self.setFocusProxy(self.ligne)

    # --- ce que disent les champs particuliers -------------------------------------------------------------------------------

    def _lire(self, texte: str) -> LectureDeChamp:
        """Lit un texte ; chaque champ particulier dit comment."""
        return Refus(texte, "vide")

    def _decaler(self, pas: int, *, grand: bool) -> None:
        """Décale la valeur comprise d'un pas (flèches du clavier)."""

    # --- ce que l'on en lit --------------------------------------------------------------------------------------------------

    @property
    def lecture(self) -> LectureDeChamp:
        """Rend ce que le champ a compris, sa question ou son refus."""
        return self._lecture

    @property
    def vide(self) -> bool:
        """Dit si rien n'est saisi."""
        return isinstance(self._lecture, Refus) and self._lecture.code == "vide"

    @property
    def recevable(self) -> bool:
        """Dit si le formulaire peut prendre la valeur : comprise, ou vide dans un champ facultatif."""
        return isinstance(self._lecture, Comprise | JourCompris) or (self.vide and not self._obligatoire)

    def vider(self) -> None:
        """Efface la saisie."""
        self.ligne.clear()
        self._retenir(self._lire(""), fini=False)

    def signaler(self, message: str) -> None:
        """Montre un refus venu du formulaire (« avant le placement »), à côté du champ."""
        self._dire(message, "impossible")

    # --- saisie --------------------------------------------------------------------------------------------------------------

    def _relire(self, texte: str) -> None:
        self._retenir(self._lire(texte), fini=False)

    def _figer(self) -> None:
        if isinstance(self._lecture, Comprise | JourCompris):
            self.ligne.setText(self._lecture.canonique)
        elif isinstance(self._lecture, Refus) and not (self.vide and not self._obligatoire):
            self._lecture = self._lire(self.ligne.text())
            self._montrer(fini=True)

    def _retenir(self, lecture: LectureDeChamp, *, fini: bool) -> None:
        self._lecture = lecture
        self._montrer(fini=fini)
        self.change.emit(lecture)

    def _montrer(self, *, fini: bool) -> None:
        lecture = self._lecture
        self._choix.setVisible(isinstance(lecture, Question))
        if isinstance(lecture, Question):
            self._dire(lecture.message, "irregularite")
            self._proposer(lecture)
        elif isinstance(lecture, Refus):
            tolere = not fini and lecture.code in _EN_COURS
            self._dire("" if tolere and lecture.code == "vide" else lecture.message, "note" if tolere else "impossible")
        else:
            ecart = f" · {lecture.ecart}" if isinstance(lecture, Comprise) else ""
            self._dire(lecture.phrase + ecart, "note")

    def _dire(self, message: str, role: str) -> None:
        changer_role(self._phrase, role)
        changer_role(self.ligne, "refus" if role == "impossible" else "", "etat")
        self._phrase.setText(message)
        self.ligne.setAccessibleDescription(message)

    def _proposer(self, question: Question) -> None:
        if question == self._posee:  # quitter la ligne pour un des boutons ne doit pas les remplacer
            return
        self._posee = question
        while (element := self._boutons.takeAt(0)) is not None:
            widget = element.widget()
            if widget is not None:
                widget.hide()  # Qt peut lui avoir promis une apparition
                widget.setParent(None)
                widget.deleteLater()
        meme_jour = len({choix.phrase.partition(" à ")[0] for choix in question.choix}) == 1
        for choix in question.choix:
            bouton = QPushButton(choix.phrase.partition(" à ")[2] if meme_jour else choix.phrase, self._choix)
            bouton.setAutoDefault(False)
            bouton.clicked.connect(lambda _=False, c=choix: self._choisir(c))
            self._boutons.addWidget(bouton)

    def _choisir(self, choix: Comprise) -> None:
        self.ligne.setText(choix.canonique)
        self._retenir(choix, fini=True)
        self.ligne.setFocus()

    def eventFilter(self, objet: QObject, evenement: QEvent) -> bool:
        """Flèches haut et bas : décaler d'une minute (ou d'un jour) ; page : d'une heure (ou d'un mois)."""
        if objet is self.ligne and isinstance(evenement, QKeyEvent) and evenement.type() == QEvent.Type.KeyPress:
            touches = {
                Qt.Key.Key_Up: (1, False),
                Qt.Key.Key_Down: (-1, False),
                Qt.Key.Key_PageUp: (1, True),
                Qt.Key.Key_PageDown: (-1, True),
            }
            pas = touches.get(Qt.Key(evenement.key()))
            if pas is not None and isinstance(self._lecture, Comprise | JourCompris):
                self._decaler(pas[0], grand=pas[1])
                return True
        return super().eventFilter(objet, evenement)


class ChampDateHeure(ChampLu):
    """Une date-heure. ``sens`` dit si l'on saisit un fait (passé) ou une convocation ; ``repere`` est l'origine de « +20h »."""

    invite = "14h32, hier 23:40, maintenant…"

    def __init__(
        self, nom: str, maintenant: Callable[[], Instant], fuseau: str, *, sens: Sens = Sens.PASSE,
        repere: Instant | None = None, poste: str = "", obligatoire: bool = True, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(nom, self.invite, obligatoire=obligatoire, parent=parent)
        self._maintenant = maintenant
        self._fuseau = fuseau
        self._sens = sens
        self._repere = repere
        self._poste = poste
        bouton = QPushButton("Maintenant", self)
        bouton.setAccessibleName(f"{nom} : maintenant")
        bouton.setToolTip("Prendre l’heure qu’il est (ou taper « m »)")
        bouton.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        bouton.setAutoDefault(False)
        bouton.clicked.connect(self.prendre_maintenant)
        self.saisie.addWidget(bouton)

    @property
    def instant(self) -> Instant | None:
        """Rend l'instant compris, ou ``None``."""
        return self._lecture.instant if isinstance(self._lecture, Comprise) else None

    def fixer(self, instant: Instant) -> None:
        """Met un instant dans le champ."""
        self.ligne.setText(canonique(instant, self._fuseau))
        self._retenir(self._lire(self.ligne.text()), fini=True)

    def situer(self, fuseau: str, *, repere: Instant | None = None) -> None:
        """Change le fuseau du lieu et le repère, puis relit ce qui est écrit."""
        self._fuseau, self._repere = fuseau, repere
        self._retenir(self._lire(self.ligne.text()), fini=False)

    def prendre_maintenant(self) -> None:
        """Met l'heure qu'il est."""
        self.fixer(Instant(self._maintenant().secondes // 60 * 60))
        self.ligne.setFocus()

    def _lire(self, texte: str) -> LectureDeChamp:
        return lire(
            texte, maintenant=self._maintenant(), fuseau=self._fuseau, sens=self._sens, repere=self._repere, poste=self._poste
        )

    def _decaler(self, pas: int, *, grand: bool) -> None:
        if self.instant is not None:
            self.fixer(self.instant.plus(minutes=pas * (60 if grand else 1)))


class ChampJourOuHeure(ChampDateHeure):
    """Une date, avec son heure si on la connaît : le droit n'y regarde que le jour."""

    invite = "12/03/2026, ou 12/03 14h32"

    def _lire(self, texte: str) -> LectureDeChamp:
        lecture = super()._lire(texte)
        if isinstance(lecture, Refus) and lecture.code == "heure_manquante":
            return lire_jour(texte, maintenant=self._maintenant(), fuseau=self._fuseau, sens=self._sens)
        return lecture

    def _decaler(self, pas: int, *, grand: bool) -> None:
        if isinstance(self._lecture, JourCompris):
            jour = date.fromordinal(self._lecture.jour.toordinal() + pas * (30 if grand else 1))
            self.ligne.setText(f"{jour:%d/%m/%Y}")
            self._retenir(self._lire(self.ligne.text()), fini=True)
        else:
            super()._decaler(pas, grand=grand)


class ChampDate(ChampLu):
    """Une date sans heure : naissance, faits."""

    def __init__(
        self, nom: str, maintenant: Callable[[], Instant], fuseau: str, *, sens: Sens = Sens.PASSE, annee_exigee: bool = True,
        obligatoire: bool = True, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(nom, "12/03/1990", obligatoire=obligatoire, parent=parent)
        self._maintenant = maintenant
        self._fuseau = fuseau
        self._sens = sens
        self._annee_exigee = annee_exigee

    @property
    def jour(self) -> date | None:
        """Rend le jour compris, ou ``None``."""
        return self._lecture.jour if isinstance(self._lecture, JourCompris) else None

    def fixer(self, jour: date) -> None:
        """Met un jour dans le champ."""
        self.ligne.setText(f"{jour:%d/%m/%Y}")
        self._retenir(self._lire(self.ligne.text()), fini=True)

    def _lire(self, texte: str) -> LectureDeChamp:
        return lire_jour(
            texte, maintenant=self._maintenant(), fuseau=self._fuseau, sens=self._sens, annee_exigee=self._annee_exigee
        )

    def _decaler(self, pas: int, *, grand: bool) -> None:
        if self.jour is not None:
            self.fixer(date.fromordinal(self.jour.toordinal() + pas * (30 if grand else 1)))
