"""La fiche au clavier seul : une touche par acte, les conséquences avant, rien d'effacé."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.outils import situations
from tests.outils.ecran import frapper, montrer, pouls, taper
from tests.outils.fabriques import acte, dossier, garde_a_vue, le
from tests.outils.greffe import POSTE, Greffe, greffe
from tests.outils.situations import Situation
from ui.dialogues.acte import DialogueDActe
from ui.dialogues.controle import DialogueDeControle
from ui.dialogues.faits import DialogueDeFaits
from ui.dialogues.rectification import DialogueDeRetrait
from ui.vues.fiche_mesure import VueFicheMesure

K = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier

SIMPLE = Situation(
    "simple",
    le("20/05/2026 12:00"),
    dossier(garde_a_vue(acte("apprehension", "20/05/2026 06:00"), acte("placement", "20/05/2026 06:20", motifs_62_2=("1",)))),
)


def ouvrir(qtbot: QtBot, situation: Situation = SIMPLE) -> tuple[VueFicheMesure, Greffe]:
    monte = greffe(situation)
    vue = VueFicheMesure(monte.registre, pouls(monte), POSTE)
    vue.ouvrir(monte.dossier_id, monte.mesure_id)
    montrer(qtbot, vue)
    vue.droits.setFocus()
    return vue, monte


def dialogue(vue: VueFicheMesure) -> DialogueDActe:
    assert isinstance(vue.gestes.dialogue, DialogueDActe)
    return vue.gestes.dialogue


def champ(d: DialogueDActe, nom: str, rang: int = 0) -> QWidget:
    trouve = d.formulaires[rang].champ(nom)
    assert trouve is not None
    ligne = getattr(trouve.saisie, "ligne", trouve.saisie)
    assert isinstance(ligne, QWidget)
    return ligne


def valider(d: DialogueDActe) -> None:
    """Enregistre, en donnant un motif s'il en faut un."""
    d.enregistrer()
    if d.isVisible():
        assert d.motif.isVisible()
        d.motif.setPlainText("motif de l’essai")
        d.enregistrer()


# --- une touche par acte ------------------------------------------------------------------------------------------------------


def test_une_touche_ouvre_l_acte_a_l_heure_qu_il_est_et_entree_l_enregistre(qtbot: QtBot) -> None:
    vue, monte = ouvrir(qtbot)
    ecrits: list[object] = []
    vue.change.connect(ecrits.append)
    frapper(vue.droits, K.Key_M)
    assert champ(dialogue(vue), "le").property("text") == "20/05/2026 12:00"
    taper(champ(dialogue(vue), "le"), "6h25")
    frapper(champ(dialogue(vue), "le"), K.Key_Return)
    qtbot.waitUntil(lambda: bool(ecrits))
    assert [a.type for a in monte.mesure.en_vigueur()][-1] == "avis_magistrat"
    assert monte.mesure.en_vigueur()[-1].instant == le("20/05/2026 06:25")
    assert vue.gestes.dialogue is None
    assert vue.actes.acte_choisi is not None
    assert vue.actes.acte_choisi.type == "avis_magistrat", "le nouvel acte est choisi"


@pytest.mark.parametrize(
    "touche, type_", [(K.Key_N, "notification_droits"), (K.Key_F, "audition"), (K.Key_S, "repas"), (K.Key_D, "demande_medecin")]
)
def test_chaque_touche_a_son_acte(qtbot: QtBot, touche: Qt.Key, type_: str) -> None:
    vue, monte = ouvrir(qtbot)
    frapper(vue.actes, touche)
    valider(dialogue(vue))
    assert type_ in {a.type for a in monte.mesure.en_vigueur()}


def test_les_touches_du_vocabulaire_ne_se_disputent_pas() -> None:
    for type_ in ("garde_a_vue", "retenue_mineur", "retenue_douaniere"):
        touches = [a.touche for a in greffe().registre.corpus.vocabulaire.actes_de(type_) if a.touche]
        assert len(touches) == len(set(touches))


def test_un_acte_sans_touche_s_ajoute_par_son_nom(qtbot: QtBot) -> None:
    vue, _ = ouvrir(qtbot)
    frapper(vue.droits, K.Key_Plus)
    assert vue.ajout.hasFocus()
    taper(vue.ajout, "fouille int")
    frapper(vue.ajout, K.Key_Return)
    qtbot.waitUntil(lambda: vue.gestes.dialogue is not None)
    assert dialogue(vue).windowTitle() == "Fouille intégrale"
    dialogue(vue).reject()


def test_une_lettre_tapee_dans_un_champ_n_ouvre_rien(qtbot: QtBot) -> None:
    vue, _ = ouvrir(qtbot)
    vue.ajout.setFocus()
    taper(vue.ajout, "M")
    assert vue.gestes.dialogue is None
    frapper(vue.ajout, K.Key_Escape)
    assert vue.droits.hasFocus()


def test_entree_sur_un_droit_ouvre_l_acte_qui_le_fait_avancer(qtbot: QtBot) -> None:
    vue, _ = ouvrir(qtbot)
    vue.droits.choisir("employeur")
    frapper(vue.droits, K.Key_Return)
    assert dialogue(vue).formulaires[0].textes["destinataire"] == "employeur"
    dialogue(vue).reject()


# --- les conséquences avant, l'impossible refusé ------------------------------------------------------------------------------


def test_les_consequences_se_lisent_avant_d_enregistrer(qtbot: QtBot) -> None:
    vue, monte = ouvrir(qtbot)
    frapper(vue.droits, K.Key_D)
    d = dialogue(vue)
    assert "15" in d.consequences.toPlainText(), "le médecin est à requérir dans les trois heures : 15 h"
    assert len(monte.mesure.actes) == 2
    d.reject()
    assert len(monte.mesure.actes) == 2


def test_un_fait_impossible_est_dit_pres_du_champ_et_ne_s_enregistre_pas(qtbot: QtBot) -> None:
    vue, monte = ouvrir(qtbot)
    frapper(vue.droits, K.Key_S)
    d = dialogue(vue)
    d.formulaires[0].poser({"le": "20/05/2026 18:00"})
    d.enregistrer()
    heure = d.formulaires[0].champ("le")
    assert heure is not None
    assert "pas encore arrivée" in heure.message
    assert vue.gestes.dialogue is d, "la saisie reste ouverte"
    assert len(monte.mesure.actes) == 2
    d.reject()


def test_un_acte_tardif_demande_son_motif_puis_s_enregistre(qtbot: QtBot) -> None:
    vue, monte = ouvrir(qtbot, Situation("tard", le("21/05/2026 08:00"), SIMPLE.demande))
    vue.gestes.ajouter("prolongation", {"fondement": "63_ii", "autorite": "procureur", "le": "21/05/2026 07:30"})
    d = dialogue(vue)
    d.enregistrer()
    assert vue.gestes.dialogue is d
    assert d.motif.isVisible()
    d.motif.setPlainText("décision reçue par courriel à 7 h 30")
    d.enregistrer()
    assert monte.mesure.en_vigueur()[-1].motif == "décision reçue par courriel à 7 h 30"


def test_une_saisie_interrompue_est_reprise_au_dernier_champ(qtbot: QtBot) -> None:
    vue, monte = ouvrir(qtbot)
    frapper(vue.droits, K.Key_M)
    d = dialogue(vue)
    d.formulaires[0].poser({"magistrat": "Mme Aubry"})
    d.essayer()
    brouillons = monte.registre.brouillons()
    assert any("Mme Aubry" in x for x in brouillons.values()), "gardé avant tout enregistrement"
    autre = VueFicheMesure(monte.registre, pouls(monte), POSTE)
    autre.ouvrir(monte.dossier_id, monte.mesure_id)
    montrer(qtbot, autre)
    autre.gestes.ajouter("avis_magistrat")
    assert dialogue(autre).formulaires[0].textes["magistrat"] == "Mme Aubry"
    dialogue(autre).reject()
    assert not monte.registre.brouillons(), "abandonner efface le brouillon"
    d.reject()


# --- rectifier, retirer, défaire ----------------------------------------------------------------------------------------------


def test_f2_rectifie_avec_un_motif_obligatoire(qtbot: QtBot) -> None:
    vue, monte = ouvrir(qtbot)
    vue.actes.choisir(monte.acte("apprehension"))
    vue.actes.setFocus()
    frapper(vue.actes, K.Key_F2)
    d = dialogue(vue)
    taper(champ(d, "le"), "20/05/2026 5h40")
    d.essayer()
    assert "déplacée" in d.consequences.toPlainText()
    d.enregistrer()
    assert vue.gestes.dialogue is d, "sans motif, rien ne se rectifie"
    d.motif.setPlainText("heure du procès-verbal")
    d.enregistrer()
    barres = [a for a in vue.actes.modele.actes if a.barre]
    assert [a.type for a in barres] == ["apprehension"]
    assert vue.fiche is not None
    assert vue.fiche.courante is not None
    assert vue.fiche.courante.suivi == le("21/05/2026 05:40")


def test_ctrl_z_retire_le_dernier_acte_en_l_annoncant(qtbot: QtBot) -> None:
    vue, monte = ouvrir(qtbot)
    monte.horloge.avancer(60)
    monte.registre.enregistrer(monte.mesure_id, acte("demande_medecin", "20/05/2026 11:00"))
    vue.recharger()
    frapper(vue.droits, K.Key_Z, CTRL)
    retrait = vue.gestes.dialogue
    assert isinstance(retrait, DialogueDeRetrait)
    assert retrait.motif.text() == "Erreur de saisie"
    retrait.retirer()
    assert "demande_medecin" not in {a.type for a in monte.mesure.en_vigueur()}
    assert any(a.type == "demande_medecin" and a.barre for a in vue.actes.modele.actes), "il reste lisible"


def test_un_acte_barre_ne_se_rectifie_plus(qtbot: QtBot) -> None:
    vue, monte = ouvrir(qtbot)
    ancien = monte.acte("apprehension")
    monte.registre.annuler(ancien, "erreur")
    vue.recharger()
    vue.gestes.rectifier(ancien)
    assert vue.gestes.dialogue is None


# --- prolonger, lever, déférer ------------------------------------------------------------------------------------------------


def test_prolonger_est_prerempli_de_la_prochaine_licite(qtbot: QtBot) -> None:
    vue, _ = ouvrir(qtbot)
    frapper(vue.droits, K.Key_G)
    textes = dialogue(vue).formulaires[0].textes
    assert (textes["fondement"], textes["autorite"]) == ("63_ii", "procureur")
    dialogue(vue).reject()


def test_une_seule_prolongation_se_presse_les_autres_disent_pourquoi(qtbot: QtBot) -> None:
    vue, _ = ouvrir(qtbot)
    assert [b.text() for b in vue.suite.findChildren(QPushButton)] == ["Prolonger…"]
    assert vue.fiche is not None
    textes = " ".join(x.text() for x in vue.suite.findChildren(QLabel))
    for p in vue.fiche.prolongations:
        assert p.action in textes
        assert p.proposee or p.raison[1:] in textes


def test_lever_enregistre_la_decision_et_la_levee(qtbot: QtBot) -> None:
    vue, monte = ouvrir(qtbot)
    frapper(vue.droits, K.Key_L)
    d = dialogue(vue)
    assert len(d.formulaires) == 2
    valider(d)
    assert {"decision_fin", "levee"} <= {a.type for a in monte.mesure.en_vigueur()}
    assert vue.frise.vue is not None
    assert vue.frise.vue.levee == le("20/05/2026 12:00")


def test_deferer_preremplit_la_suite_puis_propose_la_comparution(qtbot: QtBot) -> None:
    vue, _ = ouvrir(qtbot)
    vue.gestes.lever("deferement")
    d = dialogue(vue)
    assert d.formulaires[1].textes["suite"] == "deferement"
    valider(d)
    qtbot.waitUntil(lambda: "Comparution…" in [b.text() for b in vue.en_tete.findChildren(QPushButton) if b.isVisible()])


# --- expliquer, contrôler, compléter ------------------------------------------------------------------------------------------


def test_pourquoi_part_de_chaque_ligne(qtbot: QtBot) -> None:
    vue, _ = ouvrir(qtbot)
    demandes: list[tuple[object, object, str]] = []
    vue.explication_demandee.connect(lambda r, x, c: demandes.append((r, x, c)))
    vue.expliquer_la_courante()
    vue.en_tete.depart_demande.emit()
    vue.droits.choisir("magistrat")
    frapper(vue.droits, K.Key_Return, CTRL)
    assert len(demandes) == 3
    assert all(c == "VANDELLE Zoé" for _, _, c in demandes)
    assert demandes[0][1] is not None


def test_une_ligne_incalculable_mene_au_champ_qui_manque(qtbot: QtBot) -> None:
    procedure = {nom: valeur for nom, valeur in SIMPLE.demande.procedure.items() if nom != "peine_encourue_mois"}
    vue, monte = ouvrir(qtbot, replace(SIMPLE, demande=replace(SIMPLE.demande, procedure=procedure)))
    assert vue.alertes.isVisible()
    assert vue.fiche is not None
    lien = next(x for m in vue.fiche.manques for _, x in m.faits if x is not None)
    vue.gestes.saisir_le_lien(lien)
    d = vue.gestes.dialogue
    assert isinstance(d, DialogueDeFaits)
    d.formulaires["procedure"].poser({"peine_encourue_mois": "3 ans"})
    d.enregistrer()
    assert monte.dossier.procedure["peine_encourue_mois"] == 36


def test_le_controle_s_ouvre_et_s_imprime_en_pdf(qtbot: QtBot, tmp_path: Path) -> None:
    vue, _ = ouvrir(qtbot, situations.mineur_de_quatorze_ans())
    frapper(vue.droits, K.Key_R, CTRL)
    controle = vue.gestes.dialogue
    assert isinstance(controle, DialogueDeControle)
    cible = tmp_path / "controle.pdf"
    controle.ecrire_le_pdf(cible)
    assert cible.read_bytes().startswith(b"%PDF-1.4")
    assert len(cible.read_bytes()) > 5000
    controle.ecrire_le_pdf(tmp_path / "absent" / "controle.pdf")
    assert any("n’a pas été écrit" in x.text() for x in controle.findChildren(QLabel))
    controle.reject()


# --- le temps -----------------------------------------------------------------------------------------------------------------


def test_sous_une_heure_la_fiche_demande_les_secondes(qtbot: QtBot) -> None:
    monte = greffe(Situation("fin", le("21/05/2026 05:30"), SIMPLE.demande))
    temoin = pouls(monte)
    vue = VueFicheMesure(monte.registre, temoin, POSTE)
    vue.ouvrir(monte.dossier_id, monte.mesure_id)
    montrer(qtbot, vue)
    assert temoin.a_la_seconde == {"fiche"}
    monte.horloge.avancer(61)
    vue.battre(monte.horloge.maintenant())
    assert "28" in vue.en_tete.echeance.findChildren(QWidget)[1].accessibleName()
    vue.hide()
    assert not temoin.a_la_seconde


def test_l_heure_passee_la_fiche_se_recompose_d_elle_meme(qtbot: QtBot) -> None:
    vue, monte = ouvrir(qtbot, Situation("juste avant", le("21/05/2026 05:59"), SIMPLE.demande))
    assert vue.fiche is not None
    assert vue.fiche.frise is not None
    assert [b.titre for b in vue.fiche.frise.bandes][-1] == "interdit"
    monte.horloge.avancer(60)
    vue.battre(monte.horloge.maintenant())
    assert [b.titre for b in vue.fiche.frise.bandes][-1] == "hors délai"


def test_f6_passe_de_la_frise_aux_droits_puis_aux_actes(qtbot: QtBot) -> None:
    vue, _ = ouvrir(qtbot)
    vue.frise.setFocus()
    volets = []
    for _ in range(3):
        frapper(vue.focusWidget() or vue, K.Key_F6)
        volets.append(vue.focusWidget())
    assert volets == [vue.droits, vue.actes, vue.frise]


def test_choisir_un_acte_le_montre_sur_la_frise_et_inversement(qtbot: QtBot) -> None:
    vue, monte = ouvrir(qtbot)
    vue.actes.choisir(monte.acte("apprehension"))
    assert vue.frise.element is not None
    assert vue.frise.element.acte == monte.acte("apprehension")
    vue.frise.setFocus()
    frapper(vue.frise, K.Key_End)
    while not (vue.frise.element and vue.frise.element.acte):
        frapper(vue.frise, K.Key_Left)
    assert vue.actes.acte_choisi is not None
    assert vue.actes.acte_choisi.id == vue.frise.element.acte


def test_echap_revient_a_la_liste(qtbot: QtBot) -> None:
    vue, _ = ouvrir(qtbot)
    with qtbot.waitSignal(vue.retour_demande, timeout=1000):
        frapper(vue.droits, K.Key_Escape)


@pytest.mark.parametrize("situation", situations.toutes(), ids=lambda s: s.nom)
def test_tout_ce_qui_se_manipule_a_un_nom(qtbot: QtBot, situation: Situation) -> None:
    vue, _ = ouvrir(qtbot, situation)
    for widget in vue.findChildren(QWidget):
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            nom = widget.accessibleName() or getattr(widget, "text", lambda: "")()
            assert nom, f"{type(widget).__name__} sans nom accessible"
