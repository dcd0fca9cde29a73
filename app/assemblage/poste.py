"""Le poste ouvert : fenêtre, base, services, pages, et les fils entre eux. Aucun calcul."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from app.domain.erreurs import ErreurMetier
from app.ports.erreurs import ErreurDEnvironnement
from app.systeme.horloge import HorlogeSysteme
from ui.commandes import Commande
from ui.fenetre_principale import FenetrePrincipale

if TYPE_CHECKING:
    from app.assemblage.sonnerie import Sonnerie
    from app.assemblage.veille import Veille
    from app.domain.temps import Instant
    from app.presentation.derivation import Explicable
    from app.presentation.lignes import LigneDEcheance, Signalement
    from app.services.demandes import Changements
    from app.services.registre import Registre
    from db.base import BaseSql
    from ui.pouls import Pouls
    from ui.vues.demandes import VueDesDemandes
    from ui.vues.detentions import VueDesDetentions
    from ui.vues.echeancier import VueEcheancier
    from ui.vues.fiche_mesure import VueFicheMesure
    from ui.vues.gardes_a_vue import VueGardesAVue
    from ui.vues.mandats import VueDesMandats
    from ui.vues.nouveau_titre import VueNouveauTitre
    from ui.vues.nouvelle_garde_a_vue import VueNouvelleGardeAVue
    from ui.vues.nouvelle_mesure import VueNouvelleMesure
    from ui.vues.prevision import VueDePrevision

    VueDeListe = VueGardesAVue | VueDesDetentions | VueDePrevision | VueDesDemandes | VueDesMandats

_REPIT_MS = 200
"""Temps laissé à l'échéancier pour se peindre avant que le paquet de droit ne se charge."""
_DOSSIERS_PAR_LOT = 10


class Poste:
    """Tient ensemble la fenêtre et la base ; ``ouvrir_la_base`` se joue après le premier affichage."""

    def __init__(
        self,
        application: QApplication,
        fenetre: FenetrePrincipale,
        base: Path | None,
        horloge: HorlogeSysteme,
        utilisateur: str,
    ) -> None:
        self.application = application
        self.fenetre = fenetre
        self._chemin = base
        self._horloge = horloge
        self._utilisateur = utilisateur
        self._base: BaseSql | None = None
        self.registre: Registre | None = None
        self.pouls: Pouls | None = None
        self.echeancier: VueEcheancier | None = None
        self._veille: Veille | None = None
        self.sonnerie: Sonnerie | None = None
        self._listes: dict[str, VueDeListe] = {}
        self._fiche: VueFicheMesure | None = None
        self._placement: VueNouvelleGardeAVue | None = None
        self._titre: VueNouveauTitre | None = None
        self._retour = "echeancier"

    def ouvrir_la_base(self) -> None:
        """Ouvre la base et remplit l'échéancier d'une requête ; un échec se dit dans une boîte et finit le programme."""
        if self._chemin is None:
            return
        from app.assemblage.moteur import MoteurParesseux
        from app.services.registre import Registre
        from db.base import ouvrir
        from ui.pouls import Pouls

        try:
            self._base = ouvrir(self._chemin, self._horloge.maintenant())
        except (ErreurMetier, ErreurDEnvironnement) as erreur:
            QMessageBox.critical(self.fenetre, "Clepsydre", erreur.phrase)
            self.application.exit(2)
            return
        self.registre = Registre(self._base, MoteurParesseux(), self._horloge, self._utilisateur)
        self.pouls = Pouls(self._horloge, self.fenetre)
        self.fenetre.suivre(self.pouls)
        self.pouls.saut.connect(self._journaliser_le_saut)
        self.fenetre.definir_explication(self._expliquer)
        self._ajouter_les_pages()
        self.fenetre.ouvrir("echeancier")
        from app.assemblage.sonnerie import Sonnerie
        from app.assemblage.veille import Veille

        self._veille = Veille(self)
        self._veille.commencer(self._chemin)
        self.sonnerie = Sonnerie(self)
        self.pouls.battement.connect(self.sonnerie.battre)
        QTimer.singleShot(_REPIT_MS, self.fenetre, self._armer)

    def _armer(self) -> None:
        """Une fois l'échéancier peint : les alarmes s'arment, puis la projection d'un autre paquet se remet à jour."""
        if self._base is None:
            return
        self._relire_les_alarmes()
        self._mettre_la_projection_a_jour()

    def _relire_les_alarmes(self) -> None:
        if self.sonnerie is not None and self.pouls is not None:
            self.sonnerie.relire(self.pouls.maintenant)

    def _ajouter_les_pages(self) -> None:
        fenetre = self.fenetre
        fenetre.ajouter_page("echeancier", "Échéancier", "echeancier", self._page_echeancier)
        fenetre.ajouter_page("gardes_a_vue", "Gardes à vue", "garde_a_vue", self._page_gardes_a_vue)
        fenetre.ajouter_page("detentions", "Détentions", "detention", self._page_detentions)
        fenetre.ajouter_page("prevision", "Prévision", "calendrier", self._page_prevision)
        fenetre.ajouter_page("demandes", "Demandes, recours", "recours", self._page_demandes)
        fenetre.ajouter_page("mandats", "Mandats", "mandat", self._page_mandats)
        fenetre.placement_demande.connect(self.placer)
        titre = Commande(
            "titre", "Nouveau titre de détention", self.saisir_un_titre, "Ctrl+Shift+N", mots="placement mandat dépôt"
        )
        fenetre.ajouter_commande(titre)
        fenetre.acte_demande.connect(self._montrer_l_acte)
        fenetre.fait_demande.connect(self._saisir_le_fait)

    def _page_echeancier(self) -> QWidget:
        from app.presentation.tableau import TableauDEcheances
        from app.systeme.fichiers_de_regles import noms_des_mesures
        from ui.vues.echeancier import VueEcheancier

        _, pouls = self._services()
        vue = VueEcheancier(TableauDEcheances(self.fenetre.poste, noms_des_mesures()), pouls, self.fenetre)
        vue.fournir(self._lignes)
        vue.choisie.connect(self.fenetre.montrer_rangee)
        vue.mesure_demandee.connect(self.ouvrir_la_mesure)
        vue.placement_demande.connect(self.fenetre.placement_demande)
        self.echeancier = vue
        return vue

    def _lignes(self, avec_closes: bool) -> tuple[list[LigneDEcheance], list[Signalement]]:
        """Rend ce que l'échéancier montre d'une base : les échéances ouvertes, celles closes du jour si on les demande."""
        from app.presentation.lignes import DUREE_DES_CLOSES

        registre, pouls = self._services()
        closes_depuis = pouls.maintenant.plus(secondes=-DUREE_DES_CLOSES) if avec_closes else None
        return registre.echeancier(closes_depuis=closes_depuis), registre.signalements(genre="incalculable")

    def _page_gardes_a_vue(self) -> QWidget:
        from ui.vues.gardes_a_vue import VueGardesAVue

        registre, pouls = self._services()
        vue = VueGardesAVue(registre, pouls, self.fenetre.poste, self.fenetre)
        vue.placement_demande.connect(self.fenetre.placement_demande)
        return self._brancher("gardes_a_vue", vue)

    def _page_detentions(self) -> QWidget:
        from ui.vues.detentions import VueDesDetentions

        registre, pouls = self._services()
        vue = VueDesDetentions(registre, pouls, self.fenetre)
        vue.titre_demande.connect(self.saisir_un_titre)
        vue.prevision_demandee.connect(lambda: self.fenetre.ouvrir("prevision"))
        return self._brancher("detentions", vue)

    def _page_prevision(self) -> QWidget:
        from ui.vues.prevision import VueDePrevision

        registre, pouls = self._services()
        return self._brancher("prevision", VueDePrevision(registre, pouls, self.fenetre.poste, self.fenetre))

    def _page_demandes(self) -> QWidget:
        from ui.vues.demandes import VueDesDemandes

        registre, pouls = self._services()
        return self._brancher("demandes", VueDesDemandes(registre, pouls, self.fenetre))

    def _page_mandats(self) -> QWidget:
        from ui.vues.mandats import VueDesMandats

        registre, pouls = self._services()
        return self._brancher("mandats", VueDesMandats(registre, pouls, self.fenetre))

    def _brancher(self, cle: str, vue: VueDeListe) -> QWidget:
        """Relie une page de liste : une ligne s'y ouvre et s'y explique, une saisie ailleurs la recharge."""
        vue.charger()
        vue.mesure_demandee.connect(self.ouvrir_la_mesure)
        vue.explication_demandee.connect(self._montrer_l_explication)
        vue.selection.connect(self._suivre_la_selection)
        self._listes[cle] = vue
        return vue

    def _mettre_la_projection_a_jour(self, faits: int = 0) -> None:
        """Recalcule ce qu'un autre paquet de règles avait projeté, par petits lots : la fenêtre reste vive entre deux."""
        if self._base is None or self.registre is None:
            return
        try:
            nombre = self.registre.reprojeter(limite=_DOSSIERS_PAR_LOT)
        except (ErreurMetier, ErreurDEnvironnement) as erreur:
            self.fenetre.annoncer(erreur.phrase, "irregularite")
            return
        if nombre:
            QTimer.singleShot(0, self.fenetre, partial(self._mettre_la_projection_a_jour, faits + nombre))
        elif faits:
            self._recharger()
            self.fenetre.annoncer(f"Le paquet de règles a changé : {faits} dossier(s) recalculé(s).")

    def _services(self) -> tuple[Registre, Pouls]:
        if self.registre is None or self.pouls is None:
            raise RuntimeError("la base n'est pas ouverte")
        return self.registre, self.pouls

    # --- les fils

    def _expliquer(self, dossier_id: str, cle: str) -> Explicable | None:
        registre, _ = self._services()
        resultat = registre.calculer(dossier_id)
        tout: list[Explicable] = [*resultat.echeances, *resultat.incalculables, *resultat.irregularites]
        trouve = next((r for r in tout if r.cle == cle), None)
        if trouve is not None:
            registre.conserver_derivation(dossier_id, cle)
        return trouve

    def ouvrir_la_mesure(self, dossier_id: str, mesure_id: str) -> None:
        """Ouvre la fiche d'une mesure au milieu de la fenêtre."""
        registre, pouls = self._services()
        if self._fiche is None:
            from ui.vues.fiche_mesure import VueFicheMesure

            fiche = VueFicheMesure(registre, pouls, self.fenetre.poste, self.fenetre)
            fiche.explication_demandee.connect(self._montrer_l_explication)
            fiche.change.connect(self._suivre_le_changement)
            fiche.retour_demande.connect(self._revenir)
            fiche.placement_demande.connect(self.placer)
            fiche.selection.connect(self._suivre_la_selection)
            self._fiche = fiche
        self._retenir_le_retour()
        self._fiche.ouvrir(dossier_id, mesure_id)
        self.fenetre.montrer(self._fiche, "Fiche")

    def placer(self, dossier_id: str = "") -> None:
        """Ouvre le formulaire d'un nouveau placement, dans un dossier existant s'il est nommé."""
        if self._placement is None:
            from ui.vues.nouvelle_garde_a_vue import VueNouvelleGardeAVue

            registre, pouls = self._services()
            self._placement = VueNouvelleGardeAVue(registre, pouls, self.fenetre.poste, self.fenetre)
            self._brancher_la_saisie(self._placement)
        self._saisir(self._placement, dossier_id)

    def saisir_un_titre(self, dossier_id: str = "") -> None:
        """Ouvre le formulaire d'un nouveau titre de détention, dans un dossier existant s'il est nommé."""
        if self._titre is None:
            from ui.vues.nouveau_titre import VueNouveauTitre

            registre, pouls = self._services()
            self._titre = VueNouveauTitre(registre, pouls, self.fenetre.poste, self.fenetre)
            self._brancher_la_saisie(self._titre)
        self._saisir(self._titre, dossier_id)

    def _brancher_la_saisie(self, vue: VueNouvelleMesure) -> None:
        vue.change.connect(self._suivre_le_changement)
        vue.enregistree.connect(self.ouvrir_la_mesure)
        vue.abandonnee.connect(self._revenir)
        vue.explication_demandee.connect(self._montrer_l_explication)

    def _saisir(self, vue: VueNouvelleMesure, dossier_id: str) -> None:
        self._retenir_le_retour()
        if self.fenetre.inspecteur_ouvert:
            self.fenetre.inspecteur.vider()  # l'explication d'une autre personne n'a rien à faire à côté de la saisie
        vue.preparer(dossier_id or None)
        self.fenetre.montrer(vue, vue.intitule)
        vue.commencer()

    def _retenir_le_retour(self) -> None:
        ouverte = next((cle for cle, vue in self._listes.items() if vue is self.fenetre.page_ouverte), "")
        if ouverte:
            self._retour = ouverte
        elif self.fenetre.page_ouverte is self.echeancier:
            self._retour = "echeancier"

    def _ouvrir_la_choisie(self) -> None:
        """Depuis une liste, ouvre la fiche de la rangée que l'inspecteur explique."""
        if self.echeancier is not None and self.fenetre.page_ouverte is self.echeancier:
            rangee = self.echeancier.table.rangee_choisie
            if rangee is not None:
                self.ouvrir_la_mesure(rangee.dossier_id, rangee.mesure_id)
            return
        vue = next((v for v in self._listes.values() if v is self.fenetre.page_ouverte), None)
        ligne = vue.table.ligne_choisie if vue is not None else None
        if ligne is not None:
            self.ouvrir_la_mesure(ligne.dossier_id, ligne.mesure_id)

    def _montrer_l_acte(self, acte_id: str) -> None:
        self._ouvrir_la_choisie()
        if self._fiche is not None and self.fenetre.page_ouverte is self._fiche:
            self._fiche.montrer_acte(acte_id)

    def _saisir_le_fait(self, manquant: str) -> None:
        self._ouvrir_la_choisie()
        if self._fiche is not None and self.fenetre.page_ouverte is self._fiche:
            self._fiche.gestes.saisir_le_fait(manquant)

    def _montrer_l_explication(self, resultat: Explicable, ligne: LigneDEcheance | None, contexte: str) -> None:
        self.fenetre.montrer_resultat(resultat, ligne=ligne, contexte=contexte)

    def _suivre_la_selection(self, resultat: Explicable, ligne: LigneDEcheance | None, contexte: str) -> None:
        """L'inspecteur, s'il est ouvert, explique ce que tient le clavier dans la liste ou la fiche."""
        if self.fenetre.inspecteur_ouvert:
            self.fenetre.montrer_resultat(resultat, ligne=ligne, contexte=contexte)

    def _journaliser_le_saut(self, attendu: Instant, lu: Instant) -> None:
        """Un saut de l'horloge du poste laisse une ligne au journal : ce qui était attendu, ce qui a été lu (UTC)."""
        registre, _ = self._services()
        registre.journaliser("saut_d_horloge", details=f"attendu {attendu.iso('UTC')}, lu {lu.iso('UTC')}")

    def _revenir(self) -> None:
        self.fenetre.ouvrir(self._retour)

    def _suivre_le_changement(self, changements: Changements) -> None:
        self._relire_les_alarmes()
        registre, _ = self._services()
        for vue in self._listes.values():
            vue.charger()
        if self.echeancier is None:
            return
        for dossier_id in changements.dossiers:
            projection = registre.projection(dossier_id)
            if projection is not None:
                self.echeancier.remplacer_dossier(dossier_id, projection.echeances, projection.signalements)

    def _recharger(self) -> None:
        self._relire_les_alarmes()
        if self.echeancier is not None:
            self.echeancier.relire()
        for vue in self._listes.values():
            vue.charger()

    def fermer(self) -> None:
        """Ferme la fenêtre et la base ; le verrou est rendu."""
        self.fenetre.close()
        if self._base is not None:
            self._base.fermer()
            self._base = None
            if self._veille is not None:
                self._veille.finir()
