"""La fenêtre : le rail à gauche, le travail au milieu, l'inspecteur à droite. Elle assemble, elle ne calcule rien.

Elle paraît avant que la base soit ouverte : les pages se construisent à leur première ouverture, l'inspecteur aussi.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QPaintEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from ui.commandes import Commande, Proposition, SourceDePropositions, proposer
from ui.composants.rail import Rail
from ui.reglages import Reglages, disposition_des_ecrans
from ui.style import jetons, theme

if TYPE_CHECKING:
    from app.presentation import Instant
    from app.presentation.derivation import Explicable
    from app.presentation.lignes import LigneDEcheance, Signalement
    from ui.composants.bandeau import Bandeau, Ton
    from ui.fenetre_detachee import FenetreDetachee
    from ui.inspecteur import Inspecteur
    from ui.pouls import Pouls

ETROITE = 1080
"""Sous cette largeur, le rail ne garde que ses icônes."""
LARGE = 1500
"""À partir de cette largeur, l'inspecteur est ouvert d'emblée."""


class FenetrePrincipale(QMainWindow):
    """La seule fenêtre du programme. ``ajouter_page`` l'étend, ``definir_explication`` la relie au moteur."""

    premier_affichage = Signal()
    """La fenêtre vient de se peindre pour la première fois : le moment d'ouvrir la base."""
    placement_demande = Signal()
    acte_demande = Signal(str)
    article_demande = Signal(str)
    fait_demande = Signal(str)
    fermee = Signal()

    def __init__(self, *, poste: str = "Europe/Paris", reglages: Reglages | None = None) -> None:
        super().__init__()
        self.poste = poste
        self.reglages = reglages or Reglages()
        self.commandes: dict[str, Commande] = {}
        self._pages: dict[str, tuple[str, Callable[[], QWidget]]] = {}
        self._baties: dict[str, QWidget] = {}
        self._detachees: dict[str, FenetreDetachee] = {}
        self._sources: list[SourceDePropositions] = []
        self._fournisseur: Callable[[str, str], Explicable | None] | None = None
        self._rangee: LigneDEcheance | Signalement | None = None
        self._pouls: Pouls | None = None
        self._inspecteur: Inspecteur | None = None
        self._bandeau: Bandeau | None = None
        self._peinte = False
        self._rail_voulu: bool | None = None
        self.rail = Rail(self)
        self.rail.choisie.connect(self.ouvrir)
        self.pile = QStackedWidget(self)
        self.pile.addWidget(QWidget(self.pile))
        self.partage = QSplitter(Qt.Orientation.Horizontal, self)
        self.partage.addWidget(self.pile)
        self.partage.setChildrenCollapsible(False)
        self._composer()
        self._ajouter_les_commandes()
        self._reprendre_sa_place()

    def _composer(self) -> None:
        centre = QWidget(self)
        self._milieu = QVBoxLayout()
        self._milieu.setContentsMargins(0, 0, 0, 0)
        self._milieu.setSpacing(0)
        self._milieu.addWidget(self.partage, 1)
        place = QHBoxLayout(centre)
        place.setContentsMargins(0, 0, 0, 0)
        place.setSpacing(0)
        place.addWidget(self.rail)
        place.addLayout(self._milieu, 1)
        self.setCentralWidget(centre)
        self.setMinimumSize(720, 460)
        self.setWindowTitle("Clepsydre")

    # --- les pages -----------------------------------------------------------------------------------------------------------

    def ajouter_page(self, cle: str, titre: str, icone: str, fabrique: Callable[[], QWidget]) -> None:
        """Ajoute une page au rail. ``fabrique`` la construit à sa première ouverture ; sa touche est Ctrl+rang."""
        self._pages[cle] = (titre, fabrique)
        bouton = self.rail.ajouter(cle, titre, icone)
        self.ajouter_commande(Commande(f"page.{cle}", titre, lambda: self.ouvrir(cle), bouton.touche, "Pages", "aller page"))

    def ouvrir(self, cle: str) -> QWidget:
        """Ouvre une page, en la construisant si c'est la première fois. Lève ``KeyError`` si elle n'existe pas."""
        titre, fabrique = self._pages[cle]
        if cle in self._detachees:
            self._detachees[cle].activateWindow()
            self._detachees[cle].raise_()
            return self._baties[cle]
        page = self._baties.get(cle)
        if page is None:
            page = self._baties[cle] = fabrique()
            self.pile.addWidget(page)
        self.pile.setCurrentWidget(page)
        self.rail.marquer(cle)
        self.setWindowTitle(titre)
        page.setFocus(Qt.FocusReason.OtherFocusReason)
        return page

    def detacher_la_page(self) -> None:
        """Ctrl+Maj+D : met la page du rail montrée dans sa propre fenêtre (second écran) ; la refermer la rend."""
        from ui.fenetre_detachee import FenetreDetachee

        cle = next((c for c, page in self._baties.items() if page is self.page_ouverte), "")
        autre = next((c for c in self._pages if c != cle and c not in self._detachees), "")
        if not cle or not autre:
            self.annoncer("Seule une page du rail se détache, et il doit en rester une dans la fenêtre.")
            return
        page = self._baties[cle]
        self.pile.removeWidget(page)
        self._detachees[cle] = FenetreDetachee(page, self._pages[cle][0], cle, self.reglages, partial(self._rattacher, cle))
        self.ouvrir(autre)
        self._detachees[cle].show()

    def _rattacher(self, cle: str, page: QWidget) -> None:
        fenetre = self._detachees.pop(cle)
        self.pile.addWidget(page)
        fenetre.deleteLater()

    def montrer(self, widget: QWidget, titre: str) -> None:
        """Montre au milieu une page qui n'est pas au rail (une fiche) ; la retirer par ``retirer``."""
        if self.pile.indexOf(widget) < 0:
            self.pile.addWidget(widget)
        self.pile.setCurrentWidget(widget)
        self.setWindowTitle(titre)
        widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def retirer(self, widget: QWidget, *, revenir: str = "") -> None:
        """Retire une page montrée par ``montrer`` et revient à une page du rail."""
        self.pile.removeWidget(widget)
        widget.deleteLater()
        if revenir:
            self.ouvrir(revenir)

    @property
    def page_ouverte(self) -> QWidget | None:
        """Rend la page du milieu."""
        return self.pile.currentWidget()

    # --- les commandes -------------------------------------------------------------------------------------------------------

    def ajouter_commande(self, commande: Commande) -> None:
        """Ajoute une action : sa touche, sa place dans la palette et dans la liste des raccourcis."""
        self.commandes[commande.cle] = commande
        if commande.touche:
            raccourci = QShortcut(QKeySequence(commande.touche), self)
            raccourci.setObjectName(commande.cle)
            raccourci.activated.connect(commande.faire)

    def ajouter_source(self, source: SourceDePropositions) -> None:
        """Ajoute à la palette ce que trouve une source : personnes, dossiers, articles."""
        self._sources.append(source)

    def propositions(self, texte: str) -> list[Proposition]:
        """Rend ce que la palette propose pour un texte : les trouvailles des sources, puis les actions."""
        trouvees = [p for source in self._sources for p in source(texte)] if texte.strip() else []
        return trouvees + proposer(self.commandes.values(), texte)

    def _ajouter_les_commandes(self) -> None:
        for cle, titre, touche, faire, mots in (
            ("placement", "Nouveau placement", "Ctrl+N", self.placement_demande.emit, "garde à vue retenue ajouter"),
            ("palette", "Chercher une action, une personne, un dossier", "Ctrl+K", self.ouvrir_la_palette, ""),
            ("pourquoi", "Pourquoi cette échéance ?", "Ctrl+Return", self.demander_pourquoi, "explication dérivation calcul"),
            ("inspecteur", "Montrer ou replier l’inspecteur", "Ctrl+I", self.basculer_l_inspecteur, "panneau droite"),
            ("detacher", "Détacher la page sur un second écran", "Ctrl+Shift+D", self.detacher_la_page, "fenêtre écran"),
            ("rail", "Déplier ou replier le rail", "Ctrl+B", self.basculer_le_rail, "menu gauche"),
            ("raccourcis", "Raccourcis du clavier", "F1", self.montrer_les_raccourcis, "aide touches"),
        ):
            self.ajouter_commande(Commande(cle, titre, faire, touche, mots=mots))
        from ui.apparence import commandes_d_apparence

        for commande in commandes_d_apparence(self.reglages):
            self.ajouter_commande(commande)

    def ouvrir_la_palette(self) -> None:
        """Ctrl+K."""
        from ui.dialogues.palette import Palette

        palette = Palette(self.propositions, self)
        palette.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        palette.show()

    def montrer_les_raccourcis(self) -> None:
        """F1."""
        from ui.dialogues.raccourcis import DialogueDesRaccourcis

        dialogue = DialogueDesRaccourcis(self.commandes.values(), self)
        dialogue.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialogue.open()

    # --- l'inspecteur --------------------------------------------------------------------------------------------------------

    @property
    def inspecteur(self) -> Inspecteur:
        """Rend l'inspecteur, construit à la première demande."""
        if self._inspecteur is None:
            from ui.inspecteur import Inspecteur

            self._inspecteur = Inspecteur(self.poste, self)
            self._inspecteur.setMinimumWidth(280)
            self._inspecteur.acte_demande.connect(self.acte_demande)
            self._inspecteur.article_demande.connect(self.article_demande)
            self._inspecteur.fait_demande.connect(self.fait_demande)
            self._inspecteur.ferme.connect(self.basculer_l_inspecteur)
            self.partage.addWidget(self._inspecteur)
            self.partage.setStretchFactor(0, 1)
            self.partage.setStretchFactor(1, 0)
            largeur = theme.actif().px(jetons.INSPECTEUR)
            self.partage.setSizes([max(self.partage.width() - largeur, 200), largeur])
        return self._inspecteur

    @property
    def inspecteur_ouvert(self) -> bool:
        """Dit si l'inspecteur se voit."""
        return self._inspecteur is not None and self._inspecteur.isVisibleTo(self)

    def basculer_l_inspecteur(self) -> None:
        """Montre ou replie l'inspecteur (Ctrl+I)."""
        self.ouvrir_l_inspecteur(not self.inspecteur_ouvert)

    def ouvrir_l_inspecteur(self, ouvert: bool = True) -> None:
        """Montre ou replie l'inspecteur, et s'en souvient."""
        if ouvert or self._inspecteur is not None:
            self.inspecteur.setVisible(ouvert)
        self.reglages.ecrire("fenetre/inspecteur", ouvert)
        if ouvert:
            self._expliquer()
        elif self.page_ouverte is not None:
            self.page_ouverte.setFocus(Qt.FocusReason.OtherFocusReason)

    def definir_explication(self, fournisseur: Callable[[str, str], Explicable | None]) -> None:
        """Donne de quoi expliquer une rangée : ``fournisseur(dossier_id, cle)`` rend le résultat du moteur."""
        self._fournisseur = fournisseur
        self._expliquer()

    def montrer_rangee(self, rangee: LigneDEcheance | Signalement | None) -> None:
        """Explique cette rangée d'échéancier dans l'inspecteur, s'il est ouvert (sinon à son ouverture)."""
        self._rangee = rangee
        self._expliquer()

    def montrer_resultat(self, resultat: Explicable, *, ligne: LigneDEcheance | None = None, contexte: str = "") -> None:
        """Explique un résultat du moteur dans l'inspecteur, en l'ouvrant."""
        self._rangee = None
        self.ouvrir_l_inspecteur()
        self.inspecteur.montrer(resultat, self._maintenant(), ligne=ligne, contexte=contexte)

    def demander_pourquoi(self) -> None:
        """Ctrl+Entrée : ouvre l'inspecteur et lui donne le clavier."""
        if not self.inspecteur_ouvert:
            self.ouvrir_l_inspecteur()
        self.inspecteur.prendre_le_clavier()

    def _expliquer(self) -> None:
        if not self.inspecteur_ouvert or self._pouls is None or self._rangee is None:
            return
        from app.presentation.lignes import LigneDEcheance

        rangee = self._rangee
        resultat = self._fournisseur(rangee.dossier_id, rangee.cle) if self._fournisseur else None
        ligne = rangee if isinstance(rangee, LigneDEcheance) else None
        contexte = " · ".join(filter(None, (rangee.personne, rangee.numero)))
        self.inspecteur.montrer(resultat, self._maintenant(), ligne=ligne, contexte=contexte)

    # --- le temps ------------------------------------------------------------------------------------------------------------

    def suivre(self, pouls: Pouls) -> None:
        """Suit ce pouls et le fait battre : l'heure du rail, l'échéance de l'inspecteur, les sauts d'horloge."""
        self._pouls = pouls
        pouls.battement.connect(self._battre)
        pouls.saut.connect(self._dire_le_saut)
        pouls.demarrer()

    def _maintenant(self) -> Instant:
        assert self._pouls is not None, "suivre() doit précéder toute explication"
        return self._pouls.maintenant

    def _battre(self, maintenant: Instant) -> None:
        from app.presentation.libelles import heure_du_rail

        self.rail.heure.dire(*heure_du_rail(maintenant, self.poste))
        if self._inspecteur is not None:
            self._inspecteur.battre(maintenant)

    def _dire_le_saut(self, attendu: Instant, lu: Instant) -> None:
        from app.presentation.libelles import dire_saut

        self.annoncer(dire_saut(attendu, lu, self.poste), "irregularite")

    # --- les messages --------------------------------------------------------------------------------------------------------

    def annoncer(
        self, texte: str, ton: Ton = "conseil", *, action: str = "", faire: Callable[[], object] | None = None
    ) -> None:
        """Montre un bandeau en haut de la fenêtre ; il reste jusqu'à ce qu'on le ferme."""
        if self._bandeau is None:
            from ui.composants.bandeau import Bandeau

            self._bandeau = Bandeau(self)
            self._milieu.insertWidget(0, self._bandeau)
        self._bandeau.dire(texte, ton, action=action, faire=faire)

    # --- la place ------------------------------------------------------------------------------------------------------------

    def basculer_le_rail(self) -> None:
        """Déplie ou replie le rail (Ctrl+B), et s'en souvient."""
        self._rail_voulu = not self.rail.replie
        self.rail.replier(self._rail_voulu)

    def _reprendre_sa_place(self) -> None:
        ecran = self.screen().availableGeometry()
        self.resize(min(1366, ecran.width()), min(768, ecran.height()))
        place = self.reglages.octets(f"fenetre/{disposition_des_ecrans()}/place")
        if place is not None:
            self.restoreGeometry(place)
        if self.reglages.vrai("fenetre/inspecteur", defaut=self.width() >= LARGE * theme.actif().echelle):
            QTimer.singleShot(0, self, self.ouvrir_l_inspecteur)

    def resizeEvent(self, evenement: QResizeEvent) -> None:
        """Une fenêtre étroite replie le rail, sauf si l'on en a décidé autrement."""
        super().resizeEvent(evenement)
        self._replier_au_besoin()

    def _replier_au_besoin(self) -> None:
        if self._rail_voulu is None:
            self.rail.replier(self.width() < ETROITE * theme.actif().echelle)

    def _menager_la_place(self) -> None:
        """Laisse au travail sa largeur quand le texte grandit : le rail se replie, l'inspecteur attend qu'on le rappelle."""
        self._replier_au_besoin()
        if self._inspecteur is not None and self.width() < LARGE * theme.actif().echelle:
            self._inspecteur.hide()

    def paintEvent(self, evenement: QPaintEvent) -> None:
        """Signale le premier affichage, une fois peint."""
        super().paintEvent(evenement)
        if not self._peinte:
            self._peinte = True
            QTimer.singleShot(0, self, self._apres_le_premier_affichage)

    def _apres_le_premier_affichage(self) -> None:
        self.rail.dessiner()
        self.premier_affichage.emit()

    def changeEvent(self, evenement: QEvent) -> None:
        """Au retour d'une fenêtre réduite, remet tout à l'heure ; à un autre corps de texte, revoit la place."""
        super().changeEvent(evenement)
        if evenement.type() == QEvent.Type.StyleChange and getattr(self, "_peinte", False):
            self._menager_la_place()
        if evenement.type() == QEvent.Type.WindowStateChange and not self.isMinimized() and self._pouls is not None:
            self._pouls.battre()

    def closeEvent(self, evenement: QCloseEvent) -> None:
        """Retient la place de la fenêtre."""
        self.reglages.ecrire(f"fenetre/{disposition_des_ecrans()}/place", self.saveGeometry())
        super().closeEvent(evenement)
        if evenement.isAccepted():
            for detachee in list(self._detachees.values()):
                detachee.close()
            self.fermee.emit()
