"""Les champs de date et d'heure, au clavier seul."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.domain.temps import Instant
from app.presentation.saisie import Comprise, Question, Refus, Sens
from tests.outils.horloges import HorlogeFigee
from tests.outils.lignes import MIDI, PARIS
from ui.composants.champ_date_heure import ChampDate, ChampDateHeure


@pytest.fixture
def horloge() -> HorlogeFigee:
    return HorlogeFigee(MIDI)


@pytest.fixture
def champ(qtbot: QtBot, horloge: HorlogeFigee) -> ChampDateHeure:
    rendu = ChampDateHeure("Heure du placement", horloge.maintenant, PARIS)
    qtbot.addWidget(rendu)
    rendu.show()
    return rendu


def taper(qtbot: QtBot, champ: ChampDateHeure | ChampDate, texte: str, *, quitter: bool = True) -> None:
    champ.ligne.clear()
    if texte.isascii():
        qtbot.keyClicks(champ.ligne, texte)
    else:
        QGuiApplication.clipboard().setText(texte)
        champ.ligne.paste()
    if quitter:
        qtbot.keyClick(champ.ligne, Qt.Key.Key_Return)


def dit(champ: ChampDateHeure | ChampDate) -> str:
    return champ._phrase.text().replace("\u202f", " ").replace("\u00a0", " ")


def test_le_champ_ecrit_en_toutes_lettres_ce_qu_il_a_compris(champ: ChampDateHeure, qtbot: QtBot) -> None:
    taper(qtbot, champ, "hier 23:40", quitter=False)
    assert dit(champ) == "mercredi 11 mars 2026 à 23 h 40 · il y a 12 h 20"
    assert champ.ligne.accessibleDescription() == champ._phrase.text()


def test_en_quittant_le_champ_maintenant_est_fige(champ: ChampDateHeure, qtbot: QtBot, horloge: HorlogeFigee) -> None:
    taper(qtbot, champ, "maintenant")
    assert champ.ligne.text() == "12/03/2026 12:00"
    horloge.avancer(3600)
    champ.ligne.editingFinished.emit()
    assert champ.instant == MIDI


def test_un_seul_caractere_suffit_pour_l_heure_qu_il_est(champ: ChampDateHeure, qtbot: QtBot) -> None:
    taper(qtbot, champ, "m")
    assert champ.instant == MIDI


def test_une_frappe_inachevee_n_est_pas_reprochee_une_saisie_impossible_l_est(champ: ChampDateHeure, qtbot: QtBot) -> None:
    taper(qtbot, champ, "14h3", quitter=False)
    assert champ._phrase.property("role") == "note"
    qtbot.keyClick(champ.ligne, Qt.Key.Key_Return)
    assert champ._phrase.property("role") == "impossible"
    assert champ.ligne.property("etat") == "refus"
    assert not champ.recevable


@pytest.mark.parametrize("texte", ["", "24:00", "31/02 8h", "29/03/2026 02:30", "\u00a0\u202f", "99", "demain", "x" * 200])
def test_une_saisie_perverse_laisse_le_champ_sans_valeur_et_avec_un_message(
    champ: ChampDateHeure, qtbot: QtBot, texte: str
) -> None:
    taper(qtbot, champ, texte)
    assert champ.instant is None
    assert isinstance(champ.lecture, Refus)
    assert dit(champ)


def test_un_texte_colle_avec_des_espaces_insecables_est_compris(champ: ChampDateHeure, qtbot: QtBot) -> None:
    taper(qtbot, champ, "12\u00a0mars\u00a02026 à 14\u202fh\u202f32")
    assert champ.ligne.text() == "12/03/2026 14:32"


def test_l_heure_double_pose_la_question_et_la_reponse_se_prend_au_clavier(qtbot: QtBot) -> None:
    apres = HorlogeFigee(Instant.de_locale(datetime(2026, 10, 26, 9, 0), PARIS))
    champ = ChampDateHeure("Heure", apres.maintenant, PARIS)
    qtbot.addWidget(champ)
    champ.show()
    taper(qtbot, champ, "25/10 2h30")
    assert isinstance(champ.lecture, Question)
    assert champ.instant is None
    boutons = champ._choix.findChildren(QPushButton)
    assert ["hiver" in b.text() for b in boutons] == [False, True]
    champ.ligne.editingFinished.emit()
    boutons[1].setFocus()
    qtbot.keyClick(boutons[1], Qt.Key.Key_Space)
    assert champ.ligne.text() == "25/10/2026 02:30 hiver"
    assert champ.instant is not None
    assert champ.instant.iso(PARIS) == "2026-10-25T02:30:00+01:00"
    assert not champ._choix.isVisible()


def test_les_fleches_decalent_d_une_minute_et_les_pages_d_une_heure(champ: ChampDateHeure, qtbot: QtBot) -> None:
    taper(qtbot, champ, "8h")
    for touche in (Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageDown):
        qtbot.keyClick(champ.ligne, touche)
    assert champ.ligne.text() == "12/03/2026 07:01"


def test_le_bouton_maintenant_ne_prend_pas_le_tabulateur(champ: ChampDateHeure, qtbot: QtBot) -> None:
    bouton = champ.findChild(QPushButton)
    assert bouton is not None
    assert not bouton.focusPolicy() & Qt.FocusPolicy.TabFocus
    bouton.click()
    assert champ.instant == MIDI


def test_un_champ_facultatif_vide_est_recevable(qtbot: QtBot, horloge: HorlogeFigee) -> None:
    champ = ChampDateHeure("Fin", horloge.maintenant, PARIS, obligatoire=False)
    qtbot.addWidget(champ)
    taper(qtbot, champ, "")
    assert champ.recevable
    assert dit(champ) == ""


def test_changer_de_lieu_relit_la_meme_heure_dans_l_autre_fuseau(champ: ChampDateHeure, qtbot: QtBot) -> None:
    taper(qtbot, champ, "12/03/2026 08:00")
    avant = champ.instant
    champ.situer("America/Cayenne")
    assert avant is not None
    assert champ.instant == avant.plus(heures=4)


def test_chaque_changement_est_signale_avec_sa_lecture(champ: ChampDateHeure, qtbot: QtBot) -> None:
    lectures: list[object] = []
    champ.change.connect(lectures.append)
    taper(qtbot, champ, "8h")
    assert isinstance(lectures[-1], Comprise)
    champ.vider()
    assert isinstance(lectures[-1], Refus)
    assert champ.vide


def test_un_refus_du_formulaire_se_montre_a_cote_du_champ(champ: ChampDateHeure, qtbot: QtBot) -> None:
    taper(qtbot, champ, "8h")
    champ.signaler("Avant le placement (9 h 00).")
    assert dit(champ) == "Avant le placement (9 h 00)."
    assert champ.ligne.property("etat") == "refus"


def test_le_champ_a_un_nom_pour_les_lecteurs_d_ecran_et_prend_le_clavier(champ: ChampDateHeure) -> None:
    assert champ.ligne.accessibleName() == "Heure du placement"
    assert isinstance(champ.focusProxy(), QWidget)


def test_une_date_de_naissance_se_tape_et_se_decale(qtbot: QtBot, horloge: HorlogeFigee) -> None:
    champ = ChampDate("Naissance", horloge.maintenant, PARIS, sens=Sens.PASSE)
    qtbot.addWidget(champ)
    taper(qtbot, champ, "2/5/85")
    assert champ.jour == date(1985, 5, 2)
    assert champ.ligne.text() == "02/05/1985"
    qtbot.keyClick(champ.ligne, Qt.Key.Key_Up)
    assert champ.jour == date(1985, 5, 3)
    taper(qtbot, champ, "2/5")
    assert champ.jour is None
    assert "année" in dit(champ)
