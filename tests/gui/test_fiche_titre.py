"""La fiche d'un titre à l'écran : bandeaux, limites lisibles, suite du titre, et la décision que la loi refuse."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.presentation import Instant
from app.services.demandes import ActeSaisi, CreerDossier, MesureSaisie, OuvrirMesure
from app.services.registre import Registre
from tests.outils.ecran import frapper, montrer
from tests.outils.fabriques import identifiants, le, moteur
from tests.outils.horloges import HorlogeFigee
from tests.outils.memoire import BaseEnMemoire
from ui.composants.tableau_des_droits import nombre_de_lignes
from ui.dialogues.acte import DialogueDActe
from ui.modeles.droits import ColonneDeDroit
from ui.pouls import Pouls
from ui.style import jetons, theme
from ui.vues.fiche_mesure import VueFicheMesure

PROCEDURE: dict[str, Any] = {
    "nature": "delit",
    "peine_encourue_mois": 84,
    "antecedent_lourd": False,
    "date_des_faits": date(2026, 7, 30),
}
Titre = tuple[date, dict[str, Any]]


def ouvrir(qtbot: QtBot, a: Instant, *titres: Titre, naissance: date = date(1991, 4, 2)) -> tuple[VueFicheMesure, Registre]:
    """Ouvre la fiche du premier titre d'un dossier qui en porte un ou plusieurs (jour du placement, champs de la mesure)."""
    horloge = HorlogeFigee(a)
    registre = Registre(BaseEnMemoire(), moteur(), horloge, "greffe", identifiants())
    registre.executer([CreerDossier("metropole", PROCEDURE, {"nom": "Moreau", "naissance": naissance}, id="d")])
    for n, (jour, champs) in enumerate(titres):
        placement = ActeSaisi("placement_detention", jour, {"fondement": "145"})
        registre.executer([OuvrirMesure("d", MesureSaisie("detention", (placement,), champs, None, f"m{n}"))])
    vue = VueFicheMesure(registre, Pouls(horloge), "Europe/Paris")
    montrer(qtbot, vue, 842, 700)
    vue.ouvrir("d", "m0")
    return vue, registre


def textes(vue: VueFicheMesure) -> str:
    QApplication.processEvents()  # ce qui vient d'être ajouté paraît
    lus = " | ".join(x.text() for x in vue.findChildren(QLabel) if x.isVisibleTo(vue))
    return lus.replace("\u00a0", " ").replace("\u202f", " ")


def test_le_titre_expire_et_l_autre_cause_se_lisent_en_tete(qtbot: QtBot) -> None:
    champs = {"autre_cause": True, "autre_cause_titre": "fin de peine le 12 mars 2027"}
    vue, _ = ouvrir(qtbot, le("04/12/2026 09:00"), (date(2026, 8, 3), champs))
    lu = textes(vue)
    assert "Titre expiré le mer. 2 décembre 2026 à 24 h : lever l’écrou sur ce titre" in lu
    assert "Détenu aussi pour autre cause : fin de peine le 12 mars 2027" in lu


def test_deux_titres_l_un_mene_a_l_autre(qtbot: QtBot) -> None:
    vue, _ = ouvrir(qtbot, le("24/11/2026 09:00"), (date(2026, 8, 3), {}), (date(2026, 10, 1), {}))
    (bouton,) = [b for b in vue.alertes.findChildren(QPushButton) if b.text() == "Ouvrir"]
    qtbot.mouseClick(bouton, Qt.MouseButton.LeftButton)
    assert vue.fiche is not None
    assert vue.fiche.mesure_id == "m1"
    assert "détention du lun. 3 août 2026" in textes(vue)


def test_le_mineur_est_dit_en_gras(qtbot: QtBot) -> None:
    vue, _ = ouvrir(qtbot, le("24/11/2026 09:00"), (date(2026, 8, 3), {}), naissance=date(2010, 1, 5))
    (identite,) = [x for x in vue.en_tete.findChildren(QLabel) if "2010" in x.text()]
    assert identite.text().startswith("Mineur de seize à dix-huit ans")
    assert identite.property("role") == "fort"


@pytest.mark.parametrize("largeur", [842, 1130])
def test_chaque_intitule_a_la_hauteur_qu_il_lui_faut(qtbot: QtBot, largeur: int) -> None:
    vue, _ = ouvrir(qtbot, le("24/11/2026 09:00"), (date(2026, 8, 3), {}))
    vue.resize(largeur, 700)
    table = vue.droits
    ecrit = QFontMetricsF(theme.actif().police(jetons.COURANT)).lineSpacing()
    assert table.modele.rowCount() > 3
    for rang, ligne in enumerate(table.modele.lignes):
        lignes = nombre_de_lignes(ligne, table.place_de_l_intitule(ligne))
        assert table.rowHeight(rang) >= lignes * ecrit
    assert table.height() >= sum(table.rowHeight(i) for i in range(table.modele.rowCount()))
    assert table.columnWidth(ColonneDeDroit.DROIT) > table.columnWidth(ColonneDeDroit.HORLOGE) * 0.9


def test_la_suite_est_celle_du_titre_et_sa_touche_celle_de_la_prolongation(qtbot: QtBot) -> None:
    vue, _ = ouvrir(qtbot, le("24/11/2026 09:00"), (date(2026, 8, 3), {}))
    assert "Suite du titre" in textes(vue)
    (prolonger,) = [b for b in vue.suite.findChildren(QPushButton) if b.text() == "Prolonger…"]
    assert prolonger.toolTip().endswith("(P)")


def test_la_decision_refusee_demande_son_motif_et_rien_de_saisi_n_est_perdu(qtbot: QtBot) -> None:
    vue, registre = ouvrir(qtbot, le("04/12/2026 09:00"), (date(2026, 8, 3), {}))
    vue.gestes.ajouter("prolongation_detention")
    dialogue = vue.gestes.dialogue
    assert isinstance(dialogue, DialogueDActe)
    (formulaire,) = dialogue.formulaires
    formulaire.poser({"le": "04/12/2026 08:30", "duree_mois": "4", "juridiction": "JLD"})
    dialogue.essayer()
    champ = formulaire.champ("le")
    assert champ is not None
    assert champ.message.startswith("Refusée")
    dialogue.enregistrer()
    assert dialogue.isVisible(), "sans motif, rien ne s'enregistre et rien ne se ferme"
    assert formulaire.textes["juridiction"] == "JLD"
    dialogue.motif.setPlainText("ordonnance rendue après l'heure")
    dialogue.enregistrer()
    (acte,) = [x for x in registre.dossier("d").mesure("m0").actes if x.type == "prolongation_detention"]
    assert acte.motif == "ordonnance rendue après l'heure"
    assert "illégalité" in textes(vue) or "illégale" in textes(vue)
    assert "Titre expiré" in textes(vue)


def test_une_touche_accuse_reception_de_la_demande(qtbot: QtBot) -> None:
    vue, registre = ouvrir(qtbot, le("24/11/2026 09:00"), (date(2026, 8, 3), {}))
    registre.enregistrer("m0", ActeSaisi("demande_mise_en_liberte", le("24/11/2026 08:00"), {"voie": "greffe"}))
    vue.recharger()
    vue.droits.setFocus()
    frapper(vue.droits, Qt.Key.Key_N)
    assert isinstance(vue.gestes.dialogue, DialogueDActe)
    assert "Accusé de réception" in vue.gestes.dialogue.windowTitle()
