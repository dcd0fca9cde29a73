"""« Pourquoi ? » à l'écran : une explication parcourue au clavier, dont les lignes mènent aux actes et aux articles."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QUrl, QUrlQuery, Signal
from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from app.presentation.derivation import Bloc, Explication, Phrase
from ui.style import jetons, theme

_RETRAIT = 20


class VueDExplication(QTextBrowser):
    """Montre une ``Explication``. Tabulation : d'un lien à l'autre ; Entrée : le suivre.

    Le texte est composé par curseur et non en HTML : Qt y réduirait les espaces fines insécables à des espaces ordinaires.
    """

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
        self.setUndoRedoEnabled(False)
        self.document().setDocumentMargin(0)
        self.anchorClicked.connect(self._suivre)

    def montrer(self, explication: Explication) -> None:
        """Montre cette explication, depuis son début."""
        self._explication = explication
        self.clear()
        self.document().setDefaultFont(theme.actif().police())
        curseur = QTextCursor(self.document())
        curseur.beginEditBlock()
        for rang, bloc in enumerate(explication.blocs):
            _ecrire_bloc(curseur, bloc, premier=rang == 0)
        curseur.endEditBlock()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def changeEvent(self, evenement: QEvent) -> None:
        """Récrit l'explication quand le thème change."""
        super().changeEvent(evenement)
        if evenement.type() == QEvent.Type.PaletteChange and self._explication is not None:
            self.montrer(self._explication)

    def _suivre(self, lien: QUrl) -> None:
        quoi = QUrlQuery(lien).queryItemValue("q", QUrl.ComponentFormattingOption.FullyDecoded)
        signaux = {"acte": self.acte_demande, "article": self.article_demande, "fait": self.fait_demande}
        if lien.scheme() in signaux:
            signaux[lien.scheme()].emit(quoi)


def _ecrire_bloc(curseur: QTextCursor, bloc: Bloc, *, premier: bool) -> None:
    ton = bloc.ton if bloc.ton in {"irregularite", "impossible"} else "texte_2"
    _ouvrir(curseur, haut=0 if premier else jetons.L, bas=2, premier=premier)
    curseur.insertText(bloc.titre, _format(jetons.NOTE, ton, gras=True))
    corps, couleur = (jetons.NOTE, "texte_2") if bloc.ton == "note" else (jetons.COURANT, "texte")
    for n, phrase in enumerate(bloc.phrases, 1):
        _ouvrir(curseur, haut=0, bas=jetons.XS, retrait=_RETRAIT if bloc.numerote else 0)
        if bloc.numerote:
            curseur.insertText(f"{n}\t", _format(corps, "texte_2"))
        curseur.insertText(phrase.texte, _format(corps, couleur))
        _ecrire_liens(curseur, phrase, corps)


def _ecrire_liens(curseur: QTextCursor, phrase: Phrase, corps: int) -> None:
    separateur = "  "
    for schema, quoi, libelle in (
        ("acte", phrase.acte, "voir l’acte"),
        ("article", phrase.article, phrase.article),
        ("fait", phrase.fait, "saisir"),
    ):
        if quoi and libelle:
            curseur.insertText(separateur, _format(corps, "texte_2"))
            curseur.insertText(libelle, _format(corps, "action", vers=_adresse(schema, quoi)))
            separateur = " · "


def _ouvrir(curseur: QTextCursor, *, haut: int, bas: int, retrait: int = 0, premier: bool = False) -> None:
    px = theme.actif().px
    forme = QTextBlockFormat()
    forme.setTopMargin(haut)
    forme.setBottomMargin(bas)
    forme.setLeftMargin(px(retrait))
    forme.setTextIndent(-px(retrait))
    forme.setTabPositions([QTextOption.Tab(float(px(retrait)), QTextOption.TabType.LeftTab)] if retrait else [])
    if premier:
        curseur.setBlockFormat(forme)
    else:
        curseur.insertBlock(forme)


def _format(corps: int, jeton: str, *, gras: bool = False, vers: str = "") -> QTextCharFormat:
    t = theme.actif()
    forme = QTextCharFormat()
    forme.setFont(t.police(corps, gras=gras))
    forme.setForeground(t.couleur(jeton))
    if vers:
        forme.setAnchor(True)
        forme.setAnchorHref(vers)
    return forme


def _adresse(schema: str, quoi: str) -> str:
    requete = QUrlQuery()
    requete.addQueryItem("q", quoi)
    adresse = QUrl()
    adresse.setScheme(schema)
    adresse.setPath("/")
    adresse.setQuery(requete)
    return adresse.toString(QUrl.ComponentFormattingOption.FullyEncoded)
