"""Les conséquences d'une saisie, montrées pendant qu'on la fait : rien n'est encore enregistré."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QUrl, Signal
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from app.presentation import Constat, Echeance, Gravite, Incalculable, Irregularite, Nature
from app.presentation.consequences import Consequence, Effet
from app.presentation.formats import typographier
from ui.composants.textes_html import en_html
from ui.style import jetons, theme

Source = Echeance | Incalculable | Irregularite | Constat

_MOTS = {
    Effet.IRREGULARITE: "irrégularité",
    Effet.MANQUE: "il manque",
    Effet.NOUVELLE: "à venir",
    Effet.DEPLACEE: "déplacée",
    Effet.ROUVERTE: "rouverte",
    Effet.CLOSE: "close",
    Effet.RETIREE: "retirée",
    Effet.POSSIBLE: "possible",
    Effet.IMPOSSIBLE: "exclu",
    Effet.REGULARISE: "réparée",
    Effet.ETABLI: "établi",
}
_GRAVITES = {Gravite.CRITIQUE: "illégal", Gravite.ROUGE: "nullité", Gravite.ORANGE: "risque", Gravite.INFORMATION: "à savoir"}


class PanneauDeConsequences(QTextBrowser):
    """Dit l'avant et l'après. Tabulation d'un lien à l'autre, Entrée pour « Pourquoi ? »."""

    explication_demandee = Signal(object)
    """Expliquer ce résultat (échéance, irrégularité, incalculable, constat)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sources: list[Source] = []
        self._corps = ""
        self.setOpenLinks(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrapMode(QTextOption.WrapMode.WordWrap)
        self.setAccessibleName("Conséquences avant enregistrement")
        self.document().setDocumentMargin(0)
        self.anchorClicked.connect(self._suivre)

    def montrer(
        self,
        consequences: Iterable[Consequence],
        *,
        depart: Constat | None = None,
        quand: str = "",
        entete: str = "",
        resume: Iterable[tuple[str, str]] = (),
    ) -> None:
        """Montre des conséquences. ``depart`` : le constat du départ légal, ``quand`` ce départ écrit ; ``resume`` : titre."""
        self._sources = []
        corps = [f'<p class="fort">{en_html(entete)}</p>'] if entete else []
        if depart is not None:
            corps.append(f'<p class="fort">Départ retenu : {en_html(quand)} {self._lien(depart)}</p>')
            corps += [f"<p>{en_html(typographier(e.texte))}</p>" for e in depart.etapes]
        corps += [f'<p><b>{en_html(dit)}</b><br/><span class="note">{en_html(note)}</span></p>' for dit, note in resume]
        rangs = [self._rang(c) for c in consequences]
        if rangs:
            corps.append(f'<table cellspacing="0" cellpadding="0" width="100%">{"".join(rangs)}</table>')
        self._ecrire("".join(corps) or '<p class="note">Aucune échéance ne change.</p>')

    def dire(self, texte: str, classe: str = "note") -> None:
        """Montre une phrase seule : un refus (« impossible »), une attente."""
        self._sources = []
        self._ecrire(f'<p class="{classe}">{en_html(typographier(texte))}</p>')

    def _ecrire(self, corps: str) -> None:
        if corps == self._corps:
            return
        self._corps = corps
        defile = self.verticalScrollBar().value()
        self.document().setDefaultStyleSheet(_style())
        self.document().setDefaultFont(theme.actif().police())
        self.setHtml(corps)
        self.verticalScrollBar().setValue(defile)

    def _rang(self, c: Consequence) -> str:
        mot = _GRAVITES[c.gravite] if c.gravite is not None and c.effet is Effet.IRREGULARITE else _MOTS[c.effet]
        quand = ""
        if c.avant and c.apres:
            quand = f"<br/><s>{en_html(c.avant)}</s><br/>→ <b>{en_html(c.apres)}</b>"
        elif c.apres:
            quand = f"<br/>{_mot_de_la_date(c)} <b>{en_html(c.apres)}</b>"
        elif c.avant:
            quand = f"<br/><s>{en_html(c.avant)}</s>"
        detail = f'<br/><span class="note">{en_html(c.detail)}</span>' if c.detail else ""
        texte = f"{en_html(c.titre)}{quand}{detail} {self._lien(c.source)}"
        return f'<tr><td class="mot {_classe(c)}">{en_html(mot)}</td><td class="texte">{texte}</td></tr>'

    def _lien(self, source: Source) -> str:
        self._sources.append(source)
        return f'<a href="pourquoi:{len(self._sources) - 1}">pourquoi ?</a>'

    def _suivre(self, lien: QUrl) -> None:
        rang = int(lien.path() or -1)
        if lien.scheme() == "pourquoi" and 0 <= rang < len(self._sources):
            self.explication_demandee.emit(self._sources[rang])

    def changeEvent(self, evenement: QEvent) -> None:
        """Réécrit avec les couleurs du thème."""
        super().changeEvent(evenement)
        if evenement.type() == QEvent.Type.PaletteChange and self._corps:
            corps, self._corps = self._corps, ""
            self._ecrire(corps)


def _mot_de_la_date(c: Consequence) -> str:
    if c.effet is Effet.POSSIBLE:
        return "jusqu’au"
    return "pas avant le" if isinstance(c.source, Echeance) and c.source.nature is Nature.MINIMUM else "avant le"


def _classe(c: Consequence) -> str:
    if c.effet is Effet.IRREGULARITE and c.gravite in (Gravite.CRITIQUE, Gravite.ROUGE):
        return "impossible"
    if c.effet in (Effet.IRREGULARITE, Effet.MANQUE, Effet.IMPOSSIBLE):
        return "irregularite"
    return "second" if c.effet in (Effet.CLOSE, Effet.RETIREE) else "conseil"


def _style() -> str:
    p, px = theme.actif().palette, theme.actif().px
    return f"""
    p {{ margin-top: 0; margin-bottom: 6px; color: {p.texte}; }}
    p.fort {{ font-weight: 600; }}
    p.note, .note {{ color: {p.texte_2}; font-size: {px(jetons.NOTE)}px; }}
    p.impossible {{ color: {p.impossible}; font-weight: 600; }}
    td.mot {{ padding-right: 10px; padding-top: 5px; font-size: {px(jetons.NOTE)}px; font-weight: 600; white-space: nowrap; }}
    td.texte {{ padding-top: 4px; padding-bottom: 6px; color: {p.texte}; }}
    td.impossible {{ color: {p.impossible}; }}
    td.irregularite {{ color: {p.irregularite}; }}
    td.conseil {{ color: {p.conseil}; }}
    td.second {{ color: {p.texte_2}; }}
    a {{ color: {p.action}; text-decoration: none; font-size: {px(jetons.NOTE)}px; }}
    """
