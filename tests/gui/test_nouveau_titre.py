"""Un titre de détention au clavier seul : conditions, placement, terme et plafond avant d'enregistrer ; rien de perdu."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.outils.ecran import frapper, montrer, pouls, taper
from tests.outils.greffe import POSTE, Greffe, greffe
from ui.formulaires.champs import ChampDeSaisie
from ui.vues.nouveau_titre import VueNouveauTitre

K = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def monte() -> Greffe:
    return greffe(a="24/11/2026 09:00")


def ouvrir(qtbot: QtBot, monte: Greffe) -> VueNouveauTitre:
    vue = VueNouveauTitre(monte.registre, pouls(monte), POSTE)
    montrer(qtbot, vue)
    vue.commencer()
    return vue


def champ_actif() -> str:
    widget = QApplication.focusWidget()
    while widget is not None and not isinstance(widget, ChampDeSaisie):
        widget = widget.parentWidget()
    return widget.champ.nom if widget is not None else ""


def remplir(nom: str, texte: str) -> None:
    """Va au champ par Tabulation et y tape."""
    for _ in range(60):
        if champ_actif() == nom:
            break
        frapper(au_clavier(), K.Key_Tab)
    assert champ_actif() == nom, f"le champ « {nom} » n'est pas atteint par Tabulation"
    taper(au_clavier(), texte)


def au_clavier() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def test_un_titre_correctionnel_se_saisit_au_clavier_seul(qtbot: QtBot, monte: Greffe) -> None:
    vue = ouvrir(qtbot, monte)
    assert champ_actif() == "nom"
    for nom, texte in (
        ("nom", "Guivarch"),
        ("prenoms", "Malo"),
        ("naissance", "21/06/1995"),
        ("cabinet", "Cabinet 4"),
        ("nature", "D"),
        ("peine_encourue_mois", "7 ans"),
        ("etablissement", "MA de Dijon"),
        ("le", "20/11/2026"),
        ("fondement", "Inf"),
    ):
        remplir(nom, texte)
    with qtbot.waitSignal(vue.enregistree, timeout=3000) as recu:
        frapper(au_clavier(), K.Key_Return, CTRL)
    assert recu.args is not None
    dossier = monte.registre.dossier(recu.args[0])
    (mesure,) = dossier.mesures
    assert (mesure.type, mesure.valeurs["etablissement"]) == ("detention", "MA de Dijon")
    assert dossier.procedure["cabinet"] == "Cabinet 4"
    assert [(a.type, a.le) for a in mesure.actes] == [("placement_detention", date(2026, 11, 20))]
    assert monte.registre.brouillon(vue.brouillon) is None


def test_les_consequences_disent_regime_terme_suite_et_plafond(qtbot: QtBot, monte: Greffe) -> None:
    vue = ouvrir(qtbot, monte)
    for cle, texte in (
        ("personne.nom", "Moreau"),
        ("personne.naissance", "01/01/1990"),
        ("procedure.nature", "delit"),
        ("procedure.peine_encourue_mois", "7 ans"),
        ("ouverture.le", "20/11/2026"),
        ("ouverture.fondement", "145"),
    ):
        vue.placement.poser(cle, texte)
    vue._rebatir()
    dit = vue.colonne.panneau.toPlainText().replace("\u00a0", " ").replace("\u202f", " ")
    assert "Régime : Délit : quatre mois" in dit
    assert "Terme : ven. 19 mars 2027 à 24 h" in dit
    assert "Plafond : 12 mois" in dit
    assert "plus de cinq ans" in dit
    vue.placement.poser("procedure.nature", "crime")
    vue.placement.poser("procedure.peine_encourue_mois", "20 ans")
    vue._rebatir()
    assert "Régime : Crime" in vue.colonne.panneau.toPlainText().replace("\u00a0", " ")


def test_une_prolongation_apres_l_expiration_est_dite_et_demande_son_motif(qtbot: QtBot, monte: Greffe) -> None:
    vue = ouvrir(qtbot, monte)
    for cle, texte in (
        ("personne.nom", "Moreau"),
        ("personne.naissance", "01/01/1990"),
        ("procedure.nature", "delit"),
        ("procedure.peine_encourue_mois", "7 ans"),
        ("ouverture.le", "01/07/2026"),
        ("ouverture.fondement", "145"),
        ("question.prolongee", "oui"),
        ("prolongee.le", "03/11/2026"),
        ("prolongee.duree_mois", "4 mois"),
    ):
        vue.placement.poser(cle, texte)
    vue._rebatir()
    assert "Prolongation tardive" in vue.colonne.panneau.toPlainText()
    assert not vue._enregistrer.isEnabled()
    vue.colonne.motif.setText("décision retrouvée au dossier")
    assert vue._enregistrer.isEnabled()


def test_une_date_incomprise_se_signale_a_cote_du_champ(qtbot: QtBot, monte: Greffe) -> None:
    vue = ouvrir(qtbot, monte)
    vue.placement.poser("personne.nom", "Moreau")
    vue.placement.poser("ouverture.le", "31/02/2026")
    vue._rebatir()
    vue.enregistrer()
    champ = vue._champ("ouverture.le")
    assert champ is not None
    assert champ.message
    assert champ_actif() == "le"


def test_la_saisie_interrompue_se_reprend_sans_toucher_celle_d_une_garde_a_vue(qtbot: QtBot, monte: Greffe) -> None:
    monte.registre.deposer_brouillon("placement", '{"version": 1, "dossier": null, "textes": {"personne.nom": "Autre"}}')
    vue = ouvrir(qtbot, monte)
    remplir("nom", "Le Goff")
    vue.hide()
    neuve = VueNouveauTitre(monte.registre, pouls(monte), POSTE)
    montrer(qtbot, neuve)
    neuve.reprendre()
    assert neuve.placement.textes["personne.nom"] == "Le Goff"
    assert "Autre" in (monte.registre.brouillon("placement") or "")
