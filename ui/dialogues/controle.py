"""Le contrôle de régularité de la mesure entière : à lire, à expliquer, à imprimer."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFileDialog, QFrame, QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from app.presentation import Gravite, Incalculable, Irregularite
from app.presentation.controle import TITRES, Controle, html_du_controle
from app.presentation.formats import enumerer, typographier
from ui.composants.page import bouton
from ui.composants.textes import etiquette
from ui.composants.textes_html import en_html
from ui.impression import ecrire_pdf
from ui.style import jetons, theme

_CLASSES = {Gravite.CRITIQUE: "impossible", Gravite.ROUGE: "impossible", Gravite.ORANGE: "irregularite"}


class DialogueDeControle(QDialog):
    """Montre un ``Controle``. Ctrl+P l'imprime en PDF ; chaque point mène à son explication et à son acte."""

    explication_demandee = Signal(object)
    acte_demande = Signal(str)
    imprime = Signal(str)
    """Le chemin du PDF écrit."""

    def __init__(self, controle: Controle, poste: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._controle = controle
        self._poste = poste
        self._sources: list[Irregularite | Incalculable] = []
        self.setWindowTitle("Contrôle de régularité")
        self.resize(theme.actif().px(760), theme.actif().px(600))
        self.texte = QTextBrowser(self)
        self.texte.setOpenLinks(False)
        self.texte.setFrameShape(QFrame.Shape.NoFrame)
        self.texte.setAccessibleName("Contrôle de régularité")
        self.texte.anchorClicked.connect(self._suivre)
        self._message = etiquette("", "note", self, plier=True, copiable=True)
        imprimer = bouton("Enregistrer en PDF…", bulle="Ctrl+P", parent=self)
        imprimer.clicked.connect(self.demander_le_pdf)
        fermer = bouton("Fermer", bulle="Échap", parent=self)
        fermer.clicked.connect(self.reject)
        boutons = QHBoxLayout()
        boutons.addWidget(self._message, 1)
        boutons.addWidget(imprimer)
        boutons.addWidget(fermer)
        place = QVBoxLayout(self)
        place.setContentsMargins(jetons.XL, jetons.L, jetons.L, jetons.L)
        place.setSpacing(jetons.S)
        place.addWidget(
            etiquette(f"Contrôle de régularité : {controle.fiche.en_tete.personne}", "sous-titre", self, plier=True)
        )
        place.addWidget(etiquette(controle.resume, "fort", self, plier=True))
        place.addWidget(self.texte, 1)
        place.addLayout(boutons)
        QShortcut(QKeySequence.StandardKey.Print, self).activated.connect(self.demander_le_pdf)
        self._ecrire()

    # --- texte ---------------------------------------------------------------------------------------------------------------

    def _ecrire(self) -> None:
        t = theme.actif()
        self.texte.document().setDefaultStyleSheet(_style())
        self.texte.document().setDefaultFont(t.police())
        corps = []
        for gravite, liste in self._controle.irregularites:
            corps.append(f'<h3 class="{_CLASSES.get(gravite, "")}">{en_html(TITRES[gravite])} ({len(liste)})</h3>')
            corps += [self._point(i) for i in liste]
        titre = "Mentions du registre, article 64"
        if self._controle.mentions:
            precision = ", si la mesure finissait maintenant" if self._controle.fiche.en_tete.en_cours else ""
            corps.append(f'<h3 class="irregularite">{titre} : {len(self._controle.mentions)} manquantes{precision}</h3>')
            corps += [self._point(i) for i in self._controle.mentions]
        else:
            corps.append(f"<h3>{titre} : complètes</h3>")
        if self._controle.fiche.manques:
            corps.append("<h3>Ce qui ne peut être calculé</h3>")
            for manque in self._controle.fiche.manques:
                faits = enumerer([f for f, _ in manque.faits])
                corps.append(f"<p>{en_html(manque.phrase)} <span>{en_html(faits)}</span> {self._lien(manque.source)}</p>")
        self.texte.setHtml("".join(corps))

    def _point(self, i: Irregularite) -> str:
        suite = " · ".join(x for x in (i.consequence, i.decision, ", ".join(i.source.articles)) if x)
        remede = f"<br/>Remède : {en_html(typographier(i.remede))}" if i.remede else ""
        acte = f' <a href="acte:{en_html(i.acte)}">voir l’acte</a>' if i.acte else ""
        return (
            f"<p>{en_html(typographier(i.message))}<br/><span>{en_html(typographier(suite))}{remede}</span> "
            f"{self._lien(i)}{acte}</p>"
        )

    def _lien(self, source: Irregularite | Incalculable) -> str:
        self._sources.append(source)
        return f'<a href="pourquoi:{len(self._sources) - 1}">pourquoi ?</a>'

    def _suivre(self, lien: QUrl) -> None:
        if lien.scheme() == "acte":
            self.acte_demande.emit(lien.path())
            self.accept()
        elif lien.scheme() == "pourquoi":
            self.explication_demandee.emit(self._sources[int(lien.path())])

    # --- PDF -----------------------------------------------------------------------------------------------------------------

    def demander_le_pdf(self) -> None:
        """Demande où écrire le PDF, puis l'écrit."""
        nom = f"controle-{self._controle.fiche.en_tete.numero or 'mesure'}.pdf"
        chemin, _ = QFileDialog.getSaveFileName(self, "Enregistrer le contrôle", nom, "PDF (*.pdf)")
        if chemin:
            self.ecrire_le_pdf(Path(chemin))

    def ecrire_le_pdf(self, chemin: Path) -> None:
        """Écrit le PDF, frise comprise ; dit ce qui est arrivé."""
        titre = f"Contrôle de régularité, {self._controle.fiche.en_tete.personne}"
        try:
            ecrire_pdf(chemin, html_du_controle(self._controle, self._poste), titre, frise=self._controle.fiche.frise)
        except OSError as erreur:
            self._message.setText(f"Le PDF n’a pas été écrit : {erreur}. Choisir un autre dossier.")
            return
        self._message.setText(f"Enregistré : {chemin.name}")
        self.imprime.emit(str(chemin))


def _style() -> str:
    p, px = theme.actif().palette, theme.actif().px
    return f"""
    h3 {{ font-size: {px(jetons.COURANT)}px; font-weight: 600; color: {p.texte}; margin-top: 12px; margin-bottom: 4px; }}
    h3.impossible {{ color: {p.impossible}; }}
    h3.irregularite {{ color: {p.irregularite}; }}
    p {{ color: {p.texte}; margin-top: 2px; margin-bottom: 8px; }}
    span {{ color: {p.texte_2}; font-size: {px(jetons.NOTE)}px; }}
    a {{ color: {p.action}; text-decoration: none; font-size: {px(jetons.NOTE)}px; }}
    """
