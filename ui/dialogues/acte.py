"""Saisir un acte : le formulaire à gauche, les conséquences à droite, recalculées pendant la saisie. Rien ne s’écrit avant."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from app.presentation import ErreurMetier, Instant
from app.presentation.consequences import resumer
from app.presentation.decisions_prises import invite
from app.presentation.saisie_d_acte import Essai, Part, SaisieDActes
from app.services.registre import Registre
from ui.composants.consequences import PanneauDeConsequences
from ui.composants.page import bouton
from ui.composants.textes import changer_role, etiquette, filet
from ui.formulaires.generique import Formulaire
from ui.style import jetons, theme

_DELAI_D_ESSAI_MS = 120


class DialogueDActe(QDialog):
    """Un ou plusieurs actes d'une même mesure. ``enregistre`` porte ce qui a été écrit."""

    enregistre = Signal(object)
    """Les ``Changements`` écrits."""
    explication_demandee = Signal(object)

    def __init__(
        self,
        registre: Registre,
        saisie: SaisieDActes,
        parts: Sequence[Part],
        maintenant: Callable[[], Instant],
        *,
        titre: str = "",
        motif_exige: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._registre = registre
        self._saisie = saisie
        self._parts = tuple(parts)
        self._maintenant = maintenant
        self._motif_exige = motif_exige
        self._essai: Essai | None = None
        self.formulaires = tuple(Formulaire(p.champs, lambda: saisie.cadre(maintenant()), parent=self) for p in self._parts)
        self._invite_motif = etiquette("", "irregularite", self, plier=True)
        self.motif = QPlainTextEdit(self)
        self._refus = etiquette("", "impossible", self, plier=True)
        self._resume = etiquette("", "fort", self, plier=True)
        self.consequences = PanneauDeConsequences(self)
        self._enregistrer = bouton("Enregistrer", principal=True, bulle="Ctrl+Entrée", parent=self)
        self._minuteur = QTimer(self)
        self._minuteur.setSingleShot(True)
        self._minuteur.setInterval(_DELAI_D_ESSAI_MS)
        self._minuteur.timeout.connect(self.essayer)
        self.setWindowTitle(titre or self._parts[0].intitule)
        self._composer(titre or self._parts[0].intitule)
        self._relier()
        self._proposer()
        self.essayer()

    # --- composition ---------------------------------------------------------------------------------------------------------

    def _composer(self, titre: str) -> None:
        self.resize(theme.actif().px(900), theme.actif().px(540))
        gauche = QVBoxLayout()
        gauche.setSpacing(jetons.S)
        gauche.addWidget(etiquette(titre, "sous-titre", self, plier=True))
        defilant = QScrollArea(self)
        defilant.setWidgetResizable(True)
        defilant.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        contenu = QWidget(defilant)
        place = QVBoxLayout(contenu)
        place.setContentsMargins(0, 0, jetons.M, 0)
        place.setSpacing(jetons.M)
        self._remplir(place)
        place.addStretch(1)
        defilant.setWidget(contenu)
        gauche.addWidget(defilant, 1)
        self.motif.setAccessibleName("Motif")
        self.motif.setTabChangesFocus(True)
        self.motif.setFixedHeight(theme.actif().px(2 * jetons.RANG))
        for widget in (self._invite_motif, self.motif, self._refus):
            gauche.addWidget(widget)
            widget.hide()
        boutons = QHBoxLayout()
        annuler = bouton("Annuler", bulle="Échap", parent=self)
        annuler.clicked.connect(self.reject)
        boutons.addStretch(1)
        boutons.addWidget(annuler)
        boutons.addWidget(self._enregistrer)
        gauche.addLayout(boutons)
        droite = QVBoxLayout()
        droite.setContentsMargins(jetons.L, 0, 0, 0)
        droite.setSpacing(jetons.S)
        droite.addWidget(etiquette("Si vous enregistrez", "note", self))
        droite.addWidget(self._resume)
        droite.addWidget(self.consequences, 1)
        place_ = QHBoxLayout(self)
        place_.setContentsMargins(jetons.XL, jetons.L, jetons.L, jetons.L)
        place_.setSpacing(jetons.M)
        place_.addLayout(gauche, 11)
        place_.addLayout(droite, 9)

    def _remplir(self, place: QVBoxLayout) -> None:
        """Empile les formulaires, chacun sous son titre s'il y en a plusieurs."""
        for part, formulaire in zip(self._parts, self.formulaires, strict=True):
            if len(self._parts) > 1:
                place.addWidget(filet(self))
                place.addWidget(etiquette(part.intitule, "fort", self))
            place.addWidget(formulaire)

    def _relier(self) -> None:
        for formulaire in self.formulaires:
            formulaire.modifie.connect(lambda _nom: self._minuteur.start())
        self.motif.textChanged.connect(self._apres_le_motif)
        self.consequences.explication_demandee.connect(self.explication_demandee)
        self._enregistrer.clicked.connect(self.enregistrer)
        self._enregistrer.setDefault(True)
        for touches in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(touches), self).activated.connect(self.enregistrer)

    # --- brouillon -----------------------------------------------------------------------------------------------------------

    @property
    def _cle_de_brouillon(self) -> str:
        rectifie = f"|{self._saisie.rectifie.id}" if self._saisie.rectifie else ""
        return f"acte|{self._saisie.mesure_id}|{'+'.join(p.type.type for p in self._parts)}{rectifie}"

    def _proposer(self) -> None:
        for part, formulaire in zip(self._parts, self.formulaires, strict=True):
            formulaire.poser(part.proposes)
        garde = self._registre.brouillon(self._cle_de_brouillon)
        if garde:
            lu = json.loads(garde)
            for textes, formulaire in zip(lu.get("textes", ()), self.formulaires, strict=False):
                formulaire.poser(textes)
            self.motif.setPlainText(lu.get("motif", ""))
        self._propose = self._donnees()

    def _donnees(self) -> str:
        return json.dumps(
            {"textes": [f.textes for f in self.formulaires], "motif": self.motif.toPlainText()}, ensure_ascii=False
        )

    def _deposer(self) -> None:
        donnees = self._donnees()
        if donnees != self._propose:
            self._propose = donnees
            self._registre.deposer_brouillon(self._cle_de_brouillon, donnees)

    # --- essai ---------------------------------------------------------------------------------------------------------------

    @property
    def essai(self) -> Essai | None:
        """Rend le dernier essai à blanc."""
        return self._essai

    def essayer(self) -> None:
        """Essaie à blanc ce qui est écrit et montre ce qui en résulterait."""
        self._minuteur.stop()
        self._deposer()
        textes = [f.textes for f in self.formulaires]
        self._essai = essai = self._saisie.essayer(self._parts, textes, self._maintenant(), self.motif.toPlainText())
        for rang, formulaire in enumerate(self.formulaires):
            formulaire.signaler({nom: m for (r, nom), m in essai.erreurs.items() if r == rang} if essai.essaye else {})
            for (r, nom), message in essai.avertissements.items():
                champ = formulaire.champ(nom) if r == rang else None
                if champ is not None:
                    champ.signaler(message, "irregularite")
        perdus = [m for (r, nom), m in essai.erreurs.items() if essai.essaye and self.formulaires[r].champ(nom) is None]
        self._dire_le_refus(" ".join(perdus))
        if essai.refus:
            self._resume.setText("Impossible : rien ne sera enregistré")
            self.consequences.dire(essai.refus, "impossible")
        elif not essai.essaye:
            self._resume.setText("")
            self.consequences.dire("Compléter l’acte : ses conséquences paraîtront ici avant l’enregistrement.")
        else:
            self._resume.setText(_phrase(resumer(essai.consequences)))
            if essai.consequences:
                self.consequences.montrer(essai.consequences)
            else:
                self.consequences.dire("")
        self._demander_le_motif(essai)
        self._apres_le_motif()

    def _dire_le_refus(self, message: str) -> None:
        self._refus.setText(message)
        self._refus.setVisible(bool(message))

    def _demander_le_motif(self, essai: Essai) -> None:
        exige = self._motif_exige or bool(essai.a_justifier)
        if self._motif_exige:
            self._invite_motif.setText("Motif de la rectification (obligatoire)")
            changer_role(self._invite_motif, "second")
        else:
            self._invite_motif.setText(invite(essai.a_justifier))
        for widget in (self._invite_motif, self.motif):
            widget.setVisible(exige)

    @property
    def _motif_manque(self) -> bool:
        return not self.motif.isHidden() and not self.motif.toPlainText().strip()

    def _apres_le_motif(self) -> None:
        recevable = self._essai is not None and self._essai.recevable
        self._enregistrer.setEnabled(recevable and not self._motif_manque)
        prise = self._essai is not None and bool(self._essai.avertissements)
        faire = "Enregistrer la décision prise" if prise else "Enregistrer"
        self._enregistrer.setText("Rectifier" if self._saisie.rectifie else faire)

    # --- enregistrer ---------------------------------------------------------------------------------------------------------

    def enregistrer(self) -> None:
        """Enregistre si rien ne s'y oppose ; sinon mène au premier champ en cause."""
        self.essayer()
        if self._essai is None or not self._essai.recevable:
            self._aller_au_premier_defaut()
            return
        if self._motif_manque:
            self.motif.setFocus()
            return
        textes = [f.textes for f in self.formulaires]
        try:
            changements = self._saisie.enregistrer(self._parts, textes, self._maintenant(), self.motif.toPlainText())
        except ErreurMetier as refus:
            self._dire_le_refus(str(refus))
            return
        self._registre.effacer_brouillon(self._cle_de_brouillon)
        self.accept()
        self.enregistre.emit(changements)

    def _aller_au_premier_defaut(self) -> None:
        essai = self._essai
        if essai is None:
            return
        defauts: Mapping[tuple[int, str], str] = {**essai.erreurs, **essai.manquants}
        for rang, nom in defauts:
            if self.formulaires[rang].aller(nom):
                champ = self.formulaires[rang].champ(nom)
                if champ is not None:
                    champ.signaler(defauts[(rang, nom)])
                return

    def showEvent(self, evenement: QShowEvent) -> None:
        """Commence par le premier champ : une heure est choisie en entier, la taper la remplace."""
        super().showEvent(evenement)
        premier = self.formulaires[0].premier
        if premier is not None:
            premier.choisir_tout()

    def keyPressEvent(self, evenement: QKeyEvent) -> None:
        """Entrée enregistre, même si le dernier essai n'a pas encore eu lieu : il a lieu d'abord."""
        if evenement.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.enregistrer()
            return
        super().keyPressEvent(evenement)

    def reject(self) -> None:
        """Abandonne la saisie : son brouillon s'efface avec elle."""
        self._minuteur.stop()
        self._registre.effacer_brouillon(self._cle_de_brouillon)
        super().reject()

    def accept(self) -> None:
        """Ferme après l'enregistrement."""
        self._minuteur.stop()
        super().accept()


def _phrase(texte: str) -> str:
    return texte[:1].upper() + texte[1:]
