"""La frise au clavier et dite à un lecteur d'écran ; dessinée sans que rien ne se recouvre, en couleur comme en noir."""

from __future__ import annotations

from itertools import combinations

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from tests.outils import situations
from tests.outils.ecran import frapper, montrer
from tests.outils.greffe import greffe
from ui.composants.dessin_de_frise import IMPRESSION, DessinDeFrise
from ui.composants.frise import VueDeFrise
from ui.style.theme import Theme

K = Qt.Key


def vue(qtbot: QtBot, situation: situations.Situation, largeur: int = 900) -> VueDeFrise:
    monte = greffe(situation)
    rendue = VueDeFrise()
    rendue.montrer(monte.fiche().frise, situation.a)
    montrer(qtbot, rendue, largeur, rendue.sizeHint().height())
    rendue.setFocus()
    return rendue


def test_les_fleches_parcourent_tout_de_gauche_a_droite(qtbot: QtBot) -> None:
    v = vue(qtbot, situations.mineur_de_quatorze_ans())
    lues: list[str] = []
    v.lue.connect(lues.append)
    frapper(v, K.Key_Home)
    for _ in range(len(v.elements) - 1):
        frapper(v, K.Key_Right)
    assert lues == [e.phrase for e in v.elements]
    assert any("Placement" in p for p in lues)
    assert any(p.startswith("24") for p in lues)
    assert any(p.startswith("Possible") for p in lues)
    assert any(p.startswith("Interdit") for p in lues)


def test_la_premiere_fleche_part_de_maintenant(qtbot: QtBot) -> None:
    s = situations.criminalite_organisee()
    v = vue(qtbot, s)
    frapper(v, K.Key_Right)
    assert v.element is not None
    proches = sorted(v.elements, key=lambda e: abs(e.x - v.elements[-1].x))
    assert v.element in proches[: len(proches) // 2], "à cette heure-là, près de la fin"


def test_entree_ouvre_l_acte_et_ctrl_entree_explique_une_borne(qtbot: QtBot) -> None:
    v = vue(qtbot, situations.criminalite_organisee())
    actes: list[str] = []
    cles: list[str] = []
    v.acte_demande.connect(actes.append)
    v.explication_demandee.connect(cles.append)
    frapper(v, K.Key_Home)
    while not (v.element and v.element.acte):
        frapper(v, K.Key_Right)
    frapper(v, K.Key_Return)
    while not (v.element and v.element.cle):
        frapper(v, K.Key_Right)
    frapper(v, K.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert len(actes) == len(cles) == 1
    assert "fin_de_mesure" in cles[0]


def test_un_lecteur_d_ecran_a_le_nom_la_description_et_l_element_choisi(qtbot: QtBot) -> None:
    v = vue(qtbot, situations.reprise_apres_treize_heures())
    assert v.accessibleName() == "Frise de la mesure"
    assert "déjà subies" in v.accessibleDescription()
    frapper(v, K.Key_Home)
    assert v.element is not None
    assert v.accessibleDescription() == v.element.phrase


def test_plus_et_moins_regardent_de_plus_pres_puis_de_plus_loin(qtbot: QtBot) -> None:
    v = vue(qtbot, situations.criminalite_organisee())
    entiere = v.vue
    frapper(v, K.Key_Plus)
    frapper(v, K.Key_Plus)
    assert v.vue is not None
    assert entiere is not None
    assert v.vue.fin - v.vue.debut < (entiere.fin - entiere.debut) / 2
    frapper(v, K.Key_0)
    assert v.vue == entiere


def test_un_clic_choisit_ce_qui_est_sous_lui(qtbot: QtBot) -> None:
    v = vue(qtbot, situations.reprise_apres_treize_heures())
    cible = next(e for e in v.elements if e.acte)
    qtbot.mouseClick(v, Qt.MouseButton.LeftButton, pos=cible.cadre.center().toPoint())
    assert v.element is not None
    assert v.element.acte


@pytest.mark.parametrize("largeur", [420, 640, 842, 1100, 1700])
@pytest.mark.parametrize("situation", situations.toutes(), ids=lambda s: s.nom)
def test_aucune_etiquette_n_en_recouvre_une_autre(qapp: object, situation: situations.Situation, largeur: int) -> None:
    frise = greffe(situation).fiche().frise
    assert frise is not None
    dessin = DessinDeFrise(frise, Theme(), largeur)
    cadres = [(e.gauche, e.droite, e.voie) for e in dessin.etiquettes]
    for a, b in combinations(cadres, 2):
        assert a[2] != b[2] or a[1] <= b[0] or b[1] <= a[0]
    assert all(g >= 0 and d <= dessin.largeur + 1 for g, d, _ in cadres)


@pytest.mark.parametrize("situation", situations.toutes(), ids=lambda s: s.nom)
def test_imprimee_la_frise_n_a_que_du_noir_du_gris_et_du_blanc(qapp: object, situation: situations.Situation) -> None:
    frise = greffe(situation).fiche().frise
    assert frise is not None
    dessin = DessinDeFrise(frise, Theme(IMPRESSION), 500)
    image = QImage(500, round(dessin.hauteur), QImage.Format.Format_RGB32)
    image.fill("white")
    peintre = QPainter(image)
    dessin.peindre(peintre, situation.a)
    peintre.end()
    teintes = {image.pixelColor(x, y).hslSaturation() for x in range(0, 500, 3) for y in range(0, image.height(), 3)}
    assert max(teintes) == 0


def test_en_noir_et_blanc_autorise_possible_et_interdit_se_distinguent(qapp: object) -> None:
    """La part d'encre dit la nature de la bande : pleine, hachurée, vide."""
    frise = greffe(situations.mineur_de_quatorze_ans()).fiche().frise
    assert frise is not None
    dessin = DessinDeFrise(frise, Theme(IMPRESSION), 900)
    image = QImage(900, round(dessin.hauteur), QImage.Format.Format_RGB32)
    image.fill("white")
    peintre = QPainter(image)
    dessin.peindre(peintre, None)
    peintre.end()
    encres = []
    for bande in frise.bandes:
        gauche, droite = dessin.x(bande.debut) + 6, dessin.x(bande.fin) - 6
        points = [
            QPointF(gauche + (droite - gauche) * (i % 23) / 22, dessin.haut_de_la_bande + 3 + (i // 23) * 2)
            for i in range(23 * 6)
        ]
        noirs = [255 - image.pixelColor(p.toPoint()).lightness() for p in points if p.x() < gauche + (droite - gauche) * 0.25]
        encres.append(sum(noirs) / len(noirs))
    autorise, possible, interdit = encres
    assert autorise > 2 * possible > 0
    assert possible > 3 * interdit
