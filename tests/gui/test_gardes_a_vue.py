"""La liste des personnes retenues au clavier : Entrée ouvre, N place, Ctrl+Entrée explique."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from tests.outils.ecran import PoulsTemoin, frapper, montrer, pouls
from tests.outils.fabriques import acte, dossier, garde_a_vue
from tests.outils.greffe import POSTE, Greffe, greffe
from ui.modeles.gardes import ColonneDeGarde, ModeleDesGardes
from ui.vues.gardes_a_vue import VueGardesAVue

K = Qt.Key


def monter(qtbot: QtBot, *heures: str) -> tuple[VueGardesAVue, Greffe, PoulsTemoin]:
    monte = greffe(a="20/05/2026 12:00")
    for heure in heures:
        monte.registre.executer([dossier(garde_a_vue(acte("placement", heure)))])
    temoin = pouls(monte)
    return montrer(qtbot, VueGardesAVue(monte.registre, temoin, POSTE)), monte, temoin


def test_entree_ouvre_la_fiche_de_la_plus_pressante(qtbot: QtBot) -> None:
    vue, _, _ = monter(qtbot, "20/05/2026 10:00", "19/05/2026 13:00")
    with qtbot.waitSignal(vue.mesure_demandee, timeout=1000) as recu:
        frapper(vue.table, K.Key_Return)
    assert recu.args == [vue.modele.ligne(0).dossier_id, vue.modele.ligne(0).mesure_id]
    assert vue.modele.ligne(0).reste(vue.modele.maintenant).startswith("1")


def test_n_demande_un_placement(qtbot: QtBot) -> None:
    vue, _, _ = monter(qtbot, "20/05/2026 10:00")
    with qtbot.waitSignal(vue.placement_demande, timeout=1000):
        frapper(vue.table, K.Key_N)


def test_ctrl_entree_demande_pourquoi(qtbot: QtBot) -> None:
    vue, _, _ = monter(qtbot, "20/05/2026 10:00")
    with qtbot.waitSignal(vue.explication_demandee, timeout=1000) as recu:
        frapper(vue.table, K.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert recu.args is not None
    assert recu.args[2] == "VANDELLE Zoé"


def test_la_prochaine_decision_s_ajoute_apres_l_affichage(qtbot: QtBot) -> None:
    vue, _, _ = monter(qtbot, *["20/05/2026 10:00"] * 12)
    qtbot.waitUntil(lambda: all(x.enrichie for x in vue.modele.lignes), timeout=5000)
    dessus, dessous = vue.modele.etages(vue.modele.ligne(0), ColonneDeGarde.DECISION)
    assert "Prolonger" in dessus
    assert dessous == "Procureur de la République"


def test_filtrer_puis_effacer(qtbot: QtBot) -> None:
    vue, _, _ = monter(qtbot, "20/05/2026 10:00")
    vue.recherche.setText("zoe")
    assert vue.modele.rowCount() == 1
    vue.recherche.setText("inconnue")
    assert vue.modele.rowCount() == 0
    vue.recherche.setFocus()
    frapper(vue.recherche, K.Key_Escape)
    assert vue.modele.rowCount() == 1


def test_vide_la_page_dit_quoi_faire(qtbot: QtBot) -> None:
    vue, _, _ = monter(qtbot)
    assert vue._pile.currentIndex() == 1
    assert vue.sous_titre.text() == ""


def test_en_derniere_heure_la_liste_bat_a_la_seconde(qtbot: QtBot) -> None:
    vue, monte, temoin = monter(qtbot, "19/05/2026 12:30")
    assert temoin.a_la_seconde == {"gardes_a_vue"}
    monte.horloge.avancer(65)
    vue.battre(monte.horloge.maintenant())
    assert vue.modele.etages(vue.modele.ligne(0), ColonneDeGarde.RESTE)[0].replace("\u202f", " ") == "28 min 55 s"
    vue.hide()
    assert not temoin.a_la_seconde


def test_chaque_rang_se_dit_en_une_phrase(qtbot: QtBot) -> None:
    vue, _, _ = monter(qtbot, "20/05/2026 10:00")
    phrase = vue.modele.data(vue.modele.index(0, 0), Qt.ItemDataRole.AccessibleTextRole)
    assert "VANDELLE Zoé" in str(phrase)


def test_le_modele_tient_les_promesses_de_qt(qtbot: QtBot) -> None:
    vue, monte, _ = monter(qtbot, "20/05/2026 10:00", "19/05/2026 13:00")
    modele = ModeleDesGardes(monte.horloge.maintenant(), POSTE)
    QAbstractItemModelTester(modele, QAbstractItemModelTester.FailureReportingMode.Fatal)
    modele.charger(vue.modele.lignes, monte.horloge.maintenant())
    modele.battre(monte.horloge.maintenant())
    modele.charger([], monte.horloge.maintenant())
