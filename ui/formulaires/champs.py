"""Un champ de formulaire : son intitulé, de quoi saisir, et ce qui ne va pas, juste dessous."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from app.presentation.champs import ChampDeFormulaire
from app.presentation.formats import plier
from app.presentation.formulaires import Cadre, Erreur, Lu, lire_champ
from app.presentation.valeurs import NON, OUI
from ui.composants.champ_date_heure import ChampDate, ChampDateHeure, ChampJourOuHeure, ChampLu
from ui.composants.textes import changer_role, etiquette
from ui.formulaires.choix import Liste, Segments
from ui.style import jetons, theme

LARGEUR_INTITULE = 150
_CASES_AU_PLUS = 3
"""Au-delà, un choix unique est une liste plutôt que des cases."""


class ChampDeSaisie(QWidget):
    """Saisit un champ du vocabulaire. Son contenu est toujours un texte ; ``signaler`` montre un message sous lui."""

    modifie = Signal(str)
    """Le champ de ce nom a changé."""

    def __init__(self, champ: ChampDeFormulaire, cadre: Callable[[], Cadre], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.champ = champ
        self._cadre = cadre
        self._note = etiquette("", "note", self, plier=True)
        self._note.hide()
        self.saisie = self._fabriquer()
        place = QVBoxLayout(self)
        place.setContentsMargins(0, 0, 0, 0)
        place.setSpacing(2)
        place.addWidget(self.saisie)
        place.addWidget(self._note)
        self.setFocusProxy(self.saisie)
        if champ.aide:
            self.saisie.setToolTip(champ.aide)
        if champ.raison:
            self._ecrire(champ.raison, "conseil")

    # --- de quoi saisir ------------------------------------------------------------------------------------------------------

    def _fabriquer(self) -> QWidget:
        c, cadre = self.champ, self._cadre()
        nom = f"{c.intitule} ({c.unite})" if c.unite else c.intitule
        match c.genre:
            case "instant" | "jour_ou_instant":
                fabrique = ChampJourOuHeure if c.genre == "jour_ou_instant" else ChampDateHeure
                heure = fabrique(
                    nom, lambda: self._cadre().maintenant, cadre.fuseau, sens=c.sens, repere=cadre.repere, poste=cadre.poste,
                    obligatoire=c.obligatoire, parent=self,
                )  # fmt: skip
                heure.change.connect(self._annoncer)
                return heure
            case "date":
                date = ChampDate(
                    nom, lambda: self._cadre().maintenant, cadre.fuseau, sens=c.sens, annee_exigee=c.nom == "naissance",
                    obligatoire=c.obligatoire, parent=self,
                )  # fmt: skip
                date.change.connect(self._annoncer)
                return date
            case "booleen":
                return self._segments(nom, ((OUI, "Oui"), (NON, "Non")))
            case "choix_multiples":
                return self._segments(nom, c.choix, plusieurs=True)
            case "choix" if len(c.choix) <= _CASES_AU_PLUS and sum(len(x) for _, x in c.choix) < 32:
                return self._segments(nom, c.choix)
            case "choix":
                liste = Liste(nom, c.choix, self)
                liste.currentIndexChanged.connect(self._annoncer)
                return liste
            case _:
                return self._texte_libre(nom)

    def _segments(self, nom: str, choix: tuple[tuple[str, str], ...], *, plusieurs: bool = False) -> Segments:
        cases = Segments(nom, choix, plusieurs=plusieurs, parent=self)
        cases.change.connect(self._annoncer)
        return cases

    def _texte_libre(self, nom: str) -> QWidget:
        if self.champ.multiligne:
            long = QPlainTextEdit(self)
            long.setAccessibleName(nom)
            long.setTabChangesFocus(True)
            long.setFixedHeight(theme.actif().px(2 * jetons.RANG))
            long.textChanged.connect(self._annoncer)
            return long
        ligne = QLineEdit(self)
        ligne.setAccessibleName(nom)
        if self.champ.unite == "mois":
            ligne.setPlaceholderText("5 ans, 18 mois, perpétuité")
        elif self.champ.unite:
            ligne.setPlaceholderText(self.champ.unite)
        ligne.textChanged.connect(self._annoncer)
        return ligne

    # --- ce que l'on y lit ---------------------------------------------------------------------------------------------------

    @property
    def texte(self) -> str:
        """Rend ce qui est écrit, tel quel."""
        match self.saisie:
            case ChampLu():
                return self.saisie.ligne.text()
            case QPlainTextEdit():
                return self.saisie.toPlainText()
            case QLineEdit():
                return self.saisie.text()
            case Segments() | Liste():
                return self.saisie.texte
            case _:
                return ""

    def poser(self, texte: str) -> None:
        """Écrit un texte, comme si on le tapait."""
        if texte == self.texte:
            return
        match self.saisie:
            case ChampLu():
                self.saisie.ligne.setText(texte)
                self.saisie.ligne.textEdited.emit(texte)
            case QPlainTextEdit():
                self.saisie.setPlainText(texte)
            case QLineEdit():
                self.saisie.setText(texte)
            case Segments():
                self.saisie.poser(texte)
                self._annoncer()
            case Liste():
                self.saisie.poser(texte)

    def choisir_tout(self) -> None:
        """Prend le clavier et choisit tout le texte."""
        self.setFocus(Qt.FocusReason.TabFocusReason)
        ligne = self.saisie.ligne if isinstance(self.saisie, ChampLu) else self.saisie
        if isinstance(ligne, QLineEdit):
            ligne.selectAll()

    def situer(self) -> None:
        """Relit l'heure dans le fuseau et depuis le repère du moment."""
        if isinstance(self.saisie, ChampDateHeure):
            self.saisie.situer(self._cadre().fuseau, repere=self._cadre().repere)

    def _annoncer(self, *_: object) -> None:
        self._dire_ce_qui_est_compris()
        self.modifie.emit(self.champ.nom)

    def _dire_ce_qui_est_compris(self) -> None:
        if isinstance(self.saisie, ChampLu):
            self._note.hide()
            return
        lecture = lire_champ(self.champ, self.texte, self._cadre())
        if isinstance(lecture, Erreur):
            self._ecrire(lecture.message, "impossible")
        else:
            phrase = lecture.phrase if isinstance(lecture, Lu) else ""
            dite = phrase if plier(phrase) != plier(self.texte) else ""
            self._ecrire(self.champ.raison or dite, "conseil" if self.champ.raison else "note")

    # --- messages ------------------------------------------------------------------------------------------------------------

    def signaler(self, message: str, role: str = "impossible") -> None:
        """Montre un message près du champ ; vide, il s'efface et le champ redit ce qu'il comprend."""
        if not message:
            self._dire_ce_qui_est_compris()
        else:
            self._ecrire(message, role)

    @property
    def message(self) -> str:
        """Rend le message montré."""
        return self._note.text() if not self._note.isHidden() else ""

    def _ecrire(self, message: str, role: str) -> None:
        changer_role(self._note, role)
        self._note.setText(message)
        self._note.setVisible(bool(message))
        if isinstance(self.saisie, QLineEdit):
            changer_role(self.saisie, "refus" if role == "impossible" and message else "", "etat")
        self.saisie.setAccessibleDescription(message)


def intitule(champ: ChampDeFormulaire, parent: QWidget | None = None) -> QWidget:
    """Rend l'intitulé d'un champ, aligné sur sa première ligne ; « * » s'il est obligatoire."""
    rendu = etiquette(champ.intitule + (" *" if champ.obligatoire else ""), "second", parent, plier=True)
    rendu.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
    rendu.setContentsMargins(0, theme.actif().px(6), 0, 0)
    rendu.setFixedWidth(theme.actif().px(LARGEUR_INTITULE))
    return rendu


def intitule_au_dessus(champ: ChampDeFormulaire, saisie: ChampDeSaisie, parent: QWidget | None = None) -> QWidget:
    """Rend le champ coiffé de son intitulé."""
    bloc = QWidget(parent)
    bloc.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)  # des colonnes égales, quel que soit le champ
    place = QVBoxLayout(bloc)
    place.setContentsMargins(0, 0, 0, 0)
    place.setSpacing(2)
    place.addWidget(etiquette(champ.intitule + (" *" if champ.obligatoire else ""), "note", bloc, plier=True))
    place.addWidget(saisie)
    return bloc
