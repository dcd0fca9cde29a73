"""Un placement au clavier seul : moins de soixante frappes utiles, les conséquences pendant la saisie, rien de perdu."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.outils import situations
from tests.outils.ecran import frapper, montrer, pouls, taper
from tests.outils.fabriques import le
from tests.outils.greffe import POSTE, Greffe, greffe
from ui.formulaires.champs import ChampDeSaisie
from ui.vues.nouvelle_garde_a_vue import BROUILLON, VueNouvelleGardeAVue

K = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def monte() -> Greffe:
    return greffe(a="20/05/2026 12:00")


def ouvrir(qtbot: QtBot, monte: Greffe) -> VueNouvelleGardeAVue:
    vue = VueNouvelleGardeAVue(monte.registre, pouls(monte), POSTE)
    montrer(qtbot, vue)
    vue.commencer()
    return vue


def au_clavier(texte: str = "") -> QWidget:
    """Tape dans ce qui tient le clavier, puis passe au champ suivant."""
    widget = QApplication.focusWidget()
    assert widget is not None
    if texte:
        taper(widget, texte)
    frapper(QApplication.focusWidget() or widget, K.Key_Tab)
    suivant = QApplication.focusWidget()
    assert suivant is not None
    return suivant


def champ_actif() -> str:
    """Le nom du champ du vocabulaire qui tient le clavier."""
    widget = QApplication.focusWidget()
    while widget is not None and not isinstance(widget, ChampDeSaisie):
        widget = widget.parentWidget()
    return widget.champ.nom if widget is not None else ""


def aller_a(nom: str, limite: int = 40) -> None:
    for _ in range(limite):
        if champ_actif() == nom:
            return
        au_clavier()
    pytest.fail(f"le champ « {nom} » n'est pas atteint par Tabulation")


def test_une_garde_a_vue_ordinaire_se_saisit_au_clavier_seul(qtbot: QtBot, monte: Greffe) -> None:
    vue = ouvrir(qtbot, monte)
    assert champ_actif() == "nom", "le clavier attend au premier champ"
    au_clavier("Guivarch")
    au_clavier("Malo")
    au_clavier("21/06/2001")
    aller_a("qualification")
    au_clavier("Vol")
    au_clavier("D")
    au_clavier("3 ans")
    aller_a("cadre")
    au_clavier("Fl")
    aller_a("date_des_faits")
    au_clavier("20/05/2026")
    aller_a("le")
    au_clavier("10h40")
    taper(QApplication.focusWidget(), "14")  # type: ignore[arg-type]
    with qtbot.waitSignal(vue.enregistree, timeout=3000) as recu:
        frapper(QApplication.focusWidget() or vue, K.Key_Return, CTRL)
    assert recu.args is not None
    dossier_id, mesure_id = recu.args
    dossier = monte.registre.dossier(dossier_id)
    placement = dossier.mesure(mesure_id).en_vigueur()[0]
    assert placement.instant == le("20/05/2026 10:40")
    assert placement.valeurs["motifs_62_2"] == ("1", "4")
    assert dossier.procedure["peine_encourue_mois"] == 36
    assert dossier.procedure["cadre"] == "flagrance"
    assert not monte.registre.brouillons(), "enregistré, le brouillon n'a plus lieu d'être"


def test_repondre_oui_d_une_lettre_ouvre_l_heure_et_y_met_le_clavier(qtbot: QtBot, monte: Greffe) -> None:
    vue = ouvrir(qtbot, monte)
    ligne = vue.questionnaire.lignes["apprehension"]
    ligne.reponse.setFocus()
    taper(ligne.reponse, "o")
    assert ligne.formulaire.isVisible()
    assert champ_actif() == "le"
    taper(QApplication.focusWidget(), "9h15")  # type: ignore[arg-type]
    assert vue.placement.textes["apprehension.le"] == "9h15"
    ligne.reponse.setFocus()
    taper(ligne.reponse, "n")
    assert not ligne.formulaire.isVisible()


def test_le_depart_et_les_lectures_ecartees_se_lisent_pendant_la_saisie(qtbot: QtBot, monte: Greffe) -> None:
    vue = ouvrir(qtbot, monte)
    for cle, texte in (("question.apprehension", "oui"), ("apprehension.le", "9h15"), ("ouverture.le", "10h40")):
        vue.placement.poser(cle, texte)
    vue.essayer()
    texte = vue.colonne.panneau.toPlainText().replace("\u00a0", " ").replace("\u202f", " ")
    assert "Départ retenu : mer. 20 mai 2026 à 9 h 15" in texte
    assert "Écarté" in texte
    assert "placement" in texte
    assert not monte.registre.dossiers(), "rien n'est écrit pendant la saisie"


def test_le_regime_d_age_s_affiche_sous_la_naissance(qtbot: QtBot, monte: Greffe) -> None:
    vue = ouvrir(qtbot, monte)
    vue._formulaires["personne"].poser({"naissance": "30/09/2011"})
    vue._formulaires["ouverture"].poser({"le": "10h40"})
    vue.essayer()
    champ = vue._formulaires["personne"].champ("naissance")
    assert champ is not None
    assert "mineur de treize à seize ans" in champ.message


def test_l_impossible_se_dit_au_champ_et_rien_ne_s_enregistre(qtbot: QtBot, monte: Greffe) -> None:
    vue = ouvrir(qtbot, monte)
    vue._formulaires["ouverture"].poser({"le": "13h30"})
    vue.enregistrer()
    champ = vue._formulaires["ouverture"].champ("le")
    assert champ is not None
    assert "pas encore arrivée" in champ.message
    assert champ_actif() == "le", "le clavier est mené au champ en cause"
    assert not monte.registre.dossiers()


def test_un_arret_brutal_ne_perd_que_le_champ_en_cours(qtbot: QtBot, monte: Greffe) -> None:
    vue = ouvrir(qtbot, monte)
    vue._formulaires["personne"].poser({"nom": "Guivarch", "prenoms": "Malo"})
    qtbot.waitUntil(lambda: monte.registre.brouillon(BROUILLON) is not None)
    apres = ouvrir(qtbot, monte)  # le programme a été tué, puis relancé sur la même base
    apres.reprendre()
    assert apres._formulaires["personne"].textes == {"nom": "Guivarch", "prenoms": "Malo"}


def test_une_reprise_est_proposee_jamais_imposee(qtbot: QtBot, monte: Greffe) -> None:
    vue = ouvrir(qtbot, monte)
    vue._formulaires["personne"].poser({"nom": "Guivarch"})
    vue.essayer()
    apres = ouvrir(qtbot, monte)
    assert apres._bandeau.isVisible()
    assert apres._formulaires["personne"].textes == {}


def test_changer_de_lieu_relit_les_heures_dans_sa_zone(qtbot: QtBot, monte: Greffe) -> None:
    vue = ouvrir(qtbot, monte)
    vue._formulaires["ouverture"].poser({"le": "7h"})
    vue.territoire.poser("guyane")
    assert vue.placement.fuseau == "America/Cayenne"
    vue.essayer()
    assert "heure de Cayenne" in vue.colonne.panneau.toPlainText()
    assert "report_guyane" in vue.questionnaire.lignes


def test_changer_de_mesure_garde_la_personne_deja_saisie(qtbot: QtBot, monte: Greffe) -> None:
    vue = ouvrir(qtbot, monte)
    vue._formulaires["personne"].poser({"nom": "Guivarch"})
    vue.type_de_mesure.poser("retenue_mineur")
    assert vue._formulaires["personne"].textes["nom"] == "Guivarch"
    assert "accord" in vue.questionnaire.lignes
    assert "retenue du mineur" in vue.titre.text()


def test_une_personne_deja_connue_previent_et_ouvre_dans_son_dossier(qtbot: QtBot) -> None:
    monte = greffe(situations.deferement_de_nuit())
    vue = ouvrir(qtbot, monte)
    vue._formulaires["personne"].poser({"nom": "GUIVARCH", "prenoms": "malo"})
    vue.essayer()
    assert vue._bandeau.isVisible()
    vue.ouvrir_dans(monte.dossier_id)
    assert "personne" not in vue._formulaires
    vue._formulaires["ouverture"].poser({"le": "13/11/2026 07:10"})
    vue.essayer()
    vue.colonne.motif.setText("faits nouveaux découverts au dépôt")
    with qtbot.waitSignal(vue.enregistree, timeout=3000):
        vue.enregistrer()
    assert len(monte.dossier.mesures) == 2


def test_abandonner_garde_le_brouillon(qtbot: QtBot, monte: Greffe) -> None:
    vue = ouvrir(qtbot, monte)
    vue._formulaires["personne"].poser({"nom": "Guivarch"})
    vue.essayer()
    with qtbot.waitSignal(vue.abandonnee, timeout=1000):
        frapper(QApplication.focusWidget() or vue, K.Key_Escape)
    assert monte.registre.brouillon(BROUILLON)
