"""« Pourquoi ? » à l'écran : une explication parcourue au clavier, dont les lignes mènent aux actes et aux articles."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QEvent, QUrl, QUrlQuery, Signal
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from app.presentation.derivation import Bloc, Explication, Phrase
from ui.style import jetons, theme


class VueDExplication(QTextBrowser):
    """Montre une ``Explication``. Tabulation : d'un lien à l'autre ; Entrée : le suivre."""

    acte_demande = Signal(str)
    """L'utilisateur veut voir l'acte de cet identifiant."""
    article_demande = Signal(str)
    """L'utilisateur veut lire cet article."""
    fait_demande = Signal(str)
    """L'utilisateur veut saisir ce fait manquant."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._explication: Explication | None = None
        self.setOpenLinks(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrapMode(QTextOption.WrapMode.WordWrap)
        self.setAccessibleName("Pourquoi ?")
        self.document().setDocumentMargin(0)
        self.anchorClicked.connect(self._suivre)

    def montrer(self, explication: Explication) -> None:
        """Montre cette explication, depuis son début."""
        self._explication = explication
        t = theme.actif()
        self.document().setDefaultStyleSheet(_style())
        self.document().setDefaultFont(t.police())
        self.setHtml("".join(_bloc(b) for b in explication.blocs))

    def changeEvent(self, evenement: QEvent) -> None:
        """Réécrit l'explication quand le thème change."""
        super().changeEvent(evenement)
        if evenement.type() == QEvent.Type.PaletteChange and self._explication is not None:
            self.montrer(self._explication)

    def _suivre(self, lien: QUrl) -> None:
        quoi = QUrlQuery(lien).queryItemValue("q", QUrl.ComponentFormattingOption.FullyDecoded)
        signaux = {"acte": self.acte_demande, "article": self.article_demande, "fait": self.fait_demande}
        if lien.scheme() in signaux:
            signaux[lien.scheme()].emit(quoi)


def _style() -> str:
    p, px = theme.actif().palette, theme.actif().px
    return f"""
    h3 {{ font-size: {px(jetons.NOTE)}px; font-weight: 600; color: {p.texte_2}; margin-top: {jetons.L}px; margin-bottom: 2px; }}
    p {{ margin-top: 2px; margin-bottom: 4px; color: {p.texte}; }}
    p.note {{ color: {p.texte_2}; font-size: {px(jetons.NOTE)}px; }}
    p.irregularite {{ color: {p.irregularite}; }}
    p.impossible {{ color: {p.impossible}; }}
    td {{ padding-top: 2px; padding-bottom: 4px; color: {p.texte}; }}
    td.rang {{ color: {p.texte_2}; padding-right: 8px; }}
    a {{ color: {p.action}; text-decoration: none; }}
    """


def _bloc(bloc: Bloc) -> str:
    titre = f"<h3>{escape(bloc.titre)}</h3>"
    if bloc.numerote:
        rangs = "".join(f'<tr><td class="rang">{n}</td><td>{_phrase(p)}</td></tr>' for n, p in enumerate(bloc.phrases, 1))
        return f'{titre}<table cellspacing="0" cellpadding="0">{rangs}</table>'
    return titre + "".join(f'<p class="{bloc.ton}">{_phrase(p)}</p>' for p in bloc.phrases)


def _phrase(phrase: Phrase) -> str:
    texte = escape(phrase.texte)
    liens = [
        _lien(schema, quoi, libelle)
        for schema, quoi, libelle in (
            ("acte", phrase.acte, "voir l’acte"), ("article", phrase.article, phrase.article), ("fait", phrase.fait, "saisir"),
        )
        if quoi and (schema != "article" or quoi not in phrase.texte)
    ]  # fmt: skip
    return f"{texte} {' '.join(liens)}" if liens else texte


def _lien(schema: str, quoi: str, libelle: str | None) -> str:
    adresse = QUrl()
    adresse.setScheme(schema)
    adresse.setPath("/")
    requete = QUrlQuery()
    requete.addQueryItem("q", quoi)
    adresse.setQuery(requete)
    return f'<a href="{escape(adresse.toString(QUrl.ComponentFormattingOption.FullyEncoded))}">{escape(libelle or quoi)}</a>'
