"""L'échéancier à l'écran : ce qu'on y lit, ce qu'on y fait au clavier, ce que coûte un battement."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.presentation.lignes import LigneDEcheance, Signalement
from app.presentation.tableau import Rangee, TableauDEcheances
from tests.outils.fenetres import Ecran
from tests.outils.lignes import MIDI, PARIS, ligne, lignes, signalement
from ui.modeles.echeances import Colonne, Index, ModeleDEcheances
from ui.style import theme

HEURE = 3600


@pytest.fixture
def ouvrir(qtbot: QtBot) -> Iterator[Callable[..., Ecran]]:
    ouverts: list[Ecran] = []

    def faire(*rangees: LigneDEcheance, signalements: tuple[Signalement, ...] = ()) -> Ecran:
        ouverts.append(Ecran(qtbot, rangees, signalements))
        return ouverts[-1]

    yield faire
    for ecran in ouverts:
        ecran.fermer()


# --- ce qu'on y lit -----------------------------------------------------------------------------------------------------------


def test_une_rangee_dit_combien_de_temps_avant_quand_quoi_par_qui_et_pour_qui(ouvrir: Callable[..., Ecran]) -> None:
    ecran = ouvrir(ligne(dans=23 * HEURE + 12 * 60))
    lue = [ecran.colonne(c)[1] for c in Colonne]
    assert lue == [
        "lointaine",
        "23 h 12 min",
        "ven. 13 mars 2026 à 11 h 12",
        "Lever la garde à vue",
        "procureur de la République",
        "MARTIN Karim",
        "26/0412",
        "Garde à vue",
        "CPP, art. 63, II",
    ]


def test_un_lecteur_d_ecran_lit_la_rangee_en_une_phrase(ouvrir: Callable[..., Ecran]) -> None:
    modele = ouvrir(ligne(dans=12 * 60 + 4)).vue.modele
    phrase = str(modele.data(modele.index(1, Colonne.NIVEAU), Qt.ItemDataRole.AccessibleTextRole)).replace("\u202f", " ")
    assert phrase.startswith("Critique, 12 min 04 s. Lever la garde à vue, procureur de la République, avant le")
    assert "MARTIN Karim, 26/0412" in phrase


def test_un_incalculable_est_en_tete_et_dit_ce_qui_manque(ouvrir: Callable[..., Ecran]) -> None:
    ecran = ouvrir(ligne(), signalements=(signalement(),))
    assert ecran.colonne(Colonne.NIVEAU)[:2] == ["Incalculables : il manque un fait (1)", "incalculable"]
    assert "demande d’examen" in ecran.colonne(Colonne.ACTION)[1]


def test_deux_lectures_se_lisent_dans_la_bulle_de_la_date(ouvrir: Callable[..., Ecran]) -> None:
    modele = ouvrir(ligne(prudent=MIDI.secondes + 1800, suivi=MIDI.secondes + 1800)).vue.modele
    bulle = str(modele.data(modele.index(1, Colonne.ECHEANCE), Qt.ItemDataRole.ToolTipRole)).replace("\u202f", " ")
    assert "Lecture prudente" in bulle
    assert "12 h 30" in bulle
    assert "13 h 00" in bulle


def test_le_sous_titre_compte_les_echeances_et_les_depassees(ouvrir: Callable[..., Ecran]) -> None:
    vue = ouvrir(ligne("a", -60), ligne("b")).vue
    assert vue.sous_titre.text().replace("\u00a0", " ") == "2 échéances · 1 dépassée"


def test_sans_echeance_la_page_dit_par_quoi_commencer(ouvrir: Callable[..., Ecran], qtbot: QtBot) -> None:
    vue = ouvrir().vue
    assert vue._vide.isVisible()
    with qtbot.waitSignal(vue.placement_demande):
        vue._placer.click()


# --- le temps -----------------------------------------------------------------------------------------------------------------


def test_le_temps_passe_a_l_ecran(ouvrir: Callable[..., Ecran]) -> None:
    ecran = ouvrir(ligne(dans=2 * HEURE))
    assert ecran.colonne(Colonne.RESTE)[1] == "2 h 00 min"
    ecran.passer(90 * 60)
    assert ecran.colonne(Colonne.RESTE)[1] == "30 min 00 s"
    assert ecran.colonne(Colonne.NIVEAU)[1] == "critique"
    ecran.passer(30 * 60)
    assert ecran.colonne(Colonne.NIVEAU)[:2] == ["Dépassées (1)", "dépassée"]
    ecran.passer(63 * 60)
    assert ecran.colonne(Colonne.RESTE)[1] == "dépassée de 1 h 03"


def test_le_pouls_bat_a_la_seconde_pour_une_derniere_heure_visible_et_seulement_alors(ouvrir: Callable[..., Ecran]) -> None:
    ecran = ouvrir(ligne(dans=2 * HEURE))
    ecran.pouls.demarrer()
    assert ecran.pouls.prochain > 1020
    ecran.passer(61 * 60)
    assert ecran.pouls.prochain <= 1020
    ecran.vue.hide()
    assert ecran.pouls.prochain > 1020


def test_cachee_la_page_ne_se_peint_pas_mais_se_remet_a_l_heure_en_reparaissant(ouvrir: Callable[..., Ecran]) -> None:
    ecran = ouvrir(ligne(dans=2 * HEURE))
    changements: list[object] = []
    ecran.vue.modele.dataChanged.connect(lambda *_: changements.append(1))
    ecran.vue.hide()
    ecran.passer(HEURE)
    assert changements == []
    ecran.vue.show()
    assert ecran.colonne(Colonne.RESTE)[1] == "1 h 00 min"
    assert changements


class ModeleCompte(ModeleDEcheances):
    """Compte ce que l'écran demande."""

    appels = 0

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        self.appels += 1
        return super().data(index, role)

    def rangee(self, rang: int) -> Rangee:
        self.appels += 1
        return super().rangee(rang)


def test_a_vingt_mille_lignes_un_battement_ne_touche_que_les_rangees_visibles(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.vues.echeancier.ModeleDEcheances", ModeleCompte)
    ecran = Ecran(qtbot, lignes(22_000))
    try:
        signaux: list[tuple[int, int, int, int]] = []
        ecran.vue.modele.dataChanged.connect(lambda a, b, _: signaux.append((a.row(), a.column(), b.row(), b.column())))
        modele = ecran.vue.modele
        assert isinstance(modele, ModeleCompte)
        assert modele.rowCount() > 20_000
        for secondes in (1, 1, 60):
            modele.appels = 0
            signaux.clear()
            ecran.passer(secondes)
            QApplication.processEvents()
            assert 0 < modele.appels < 400
            debut, fin = ecran.vue.table.plage_visible
            assert signaux[-1] == (debut, Colonne.NIVEAU, fin, Colonne.RESTE)
    finally:
        ecran.fermer()


def test_le_modele_respecte_le_contrat_de_qt_quand_tout_change(qtbot: QtBot) -> None:
    tableau = TableauDEcheances(PARIS)
    tableau.charger(lignes(60), [signalement()], maintenant=MIDI)
    modele = ModeleDEcheances(tableau, MIDI)
    testeur = QAbstractItemModelTester(modele, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for n, dossier in enumerate(("d0", "d3", "d5", "neuf")):
        plus_tard = MIDI.plus(heures=n)
        nouvelles = [ligne(f"n{n}{k}", (n * 7 + k) * HEURE, dossier_id=dossier) for k in range(5)]
        modele.appliquer(tableau.remplacer_dossier(dossier, nouvelles, maintenant=plus_tard), plus_tard)
        modele.appliquer(tableau.avancer(plus_tard.plus(heures=5)), plus_tard.plus(heures=5))
    modele.recharger(MIDI)
    assert modele.rowCount() == len(tableau.rangees)
    assert testeur.model() is modele


# --- le clavier ---------------------------------------------------------------------------------------------------------------


def test_les_fleches_sautent_les_en_tetes_de_groupe(ouvrir: Callable[..., Ecran], qtbot: QtBot) -> None:
    vue = ouvrir(ligne("a", -60), ligne("b", HEURE)).vue
    vue.table.choisir(0)
    assert vue.table.rangee_choisie.cle == "a"
    qtbot.keyClick(vue.table, Qt.Key.Key_Down)
    assert vue.table.rangee_choisie.cle == "b"


def test_le_tabulateur_va_de_la_recherche_aux_filtres_puis_a_la_liste(ouvrir: Callable[..., Ecran]) -> None:
    vue = ouvrir(ligne("a", personne="ÉTIENNE Zoé")).vue
    suite, widget = [], vue.recherche.nextInFocusChain()
    while widget is not vue.recherche:
        if widget is not None and widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            suite.append(widget.accessibleName() or getattr(widget, "text", str)())
        widget = widget.nextInFocusChain()
    attendue = ["Nouveau placement", "Dépassée", "Critique", "Urgente", "Proche", "Mesure", "Autorité", "Closes", "Échéances"]
    assert suite[: len(attendue)] == attendue


def test_le_message_d_un_incalculable_prend_la_place_du_reste_et_de_la_date(ouvrir: Callable[..., Ecran]) -> None:
    vue = ouvrir(ligne("a"), signalements=(signalement(), signalement("b"))).vue
    assert [vue.table.columnSpan(r, Colonne.RESTE) for r in (1, 2)] == [3, 3]
    assert vue.table.columnSpan(4, Colonne.RESTE) == 1
    assert vue.modele.data(vue.modele.index(1, Colonne.RESTE)) == "L’heure de la demande d’examen n’est pas connue."


def test_entree_ouvre_la_mesure(ouvrir: Callable[..., Ecran], qtbot: QtBot) -> None:
    vue = ouvrir(ligne("a", mesure_id="m7", dossier_id="d7")).vue
    vue.table.choisir(0)
    with qtbot.waitSignal(vue.mesure_demandee) as signal:
        qtbot.keyClick(vue.table, Qt.Key.Key_Return)
    assert signal.args == ["d7", "m7"]


def test_on_filtre_au_clavier_et_echap_rend_la_liste(ouvrir: Callable[..., Ecran], qtbot: QtBot) -> None:
    ecran = ouvrir(ligne("a", personne="ÉTIENNE Zoé"), ligne("b", personne="PETIT Hugo"))
    qtbot.keyClicks(ecran.vue.recherche, "etienne")
    assert ecran.colonne(Colonne.PERSONNE)[1:] == ["ÉTIENNE Zoé"]
    qtbot.keyClick(ecran.vue.recherche, Qt.Key.Key_Escape)
    assert len(ecran.colonne(Colonne.PERSONNE)) == 3


def test_un_filtre_sans_reponse_propose_de_tout_revoir(ouvrir: Callable[..., Ecran], qtbot: QtBot) -> None:
    vue = ouvrir(ligne("a")).vue
    qtbot.keyClicks(vue.recherche, "introuvable")
    assert vue._tout_revoir.isVisible()
    vue._tout_revoir.click()
    assert vue.modele.rowCount() == 2
    assert vue.recherche.text() == ""


def test_les_puces_filtrent_par_niveau_et_par_mesure(ouvrir: Callable[..., Ecran]) -> None:
    ecran = ouvrir(ligne("a", 1800), ligne("b", 9 * HEURE, type_mesure="retenue_mineur", personne="PETIT Hugo"))
    critique = next(p for n, p in ecran.vue._puces.items() if n.name == "CRITIQUE")
    critique.click()
    assert ecran.colonne(Colonne.PERSONNE)[1:] == ["MARTIN Karim"]
    critique.click()
    next(a for a in ecran.vue._mesures._menu.actions() if a.data() == "retenue_mineur").trigger()
    assert ecran.colonne(Colonne.PERSONNE)[1:] == ["PETIT Hugo"]
    assert ecran.vue._mesures.text() == "Mesure : retenue mineur"


def test_les_closes_du_jour_ne_sont_lues_que_si_on_les_demande(ouvrir: Callable[..., Ecran]) -> None:
    ouvertes, closes = [ligne("a"), ligne("b", 2 * HEURE)], [ligne("c", 90 * 60, etat="satisfaite")]
    lectures: list[bool] = []

    def source(avec_closes: bool) -> tuple[list[LigneDEcheance], list[Signalement]]:
        lectures.append(avec_closes)
        return ouvertes + (closes if avec_closes else []), []

    vue = ouvrir().vue
    vue.fournir(source)
    vue.table.choisir(2)
    assert (lectures, vue.modele.rowCount()) == ([False], 3)
    vue._closes.click()
    assert (lectures, vue.modele.rowCount()) == ([False, True], 4)
    assert vue.table.rangee_choisie.cle == "b"
    vue._closes.click()
    vue._closes.click()
    assert lectures == [False, True]


def test_enregistrer_un_acte_ne_fait_pas_perdre_la_rangee_choisie(ouvrir: Callable[..., Ecran]) -> None:
    vue = ouvrir(ligne("a", HEURE), ligne("b", 2 * HEURE, dossier_id="d2", mesure_id="m2")).vue
    vue.table.choisir(2)
    vue.remplacer_dossier("d1", [ligne("a", 30 * HEURE), ligne("c", 600)])
    assert vue.table.rangee_choisie.cle == "b"
    vue.remplacer_dossier("d2", [ligne("b", 40 * HEURE, dossier_id="d2", mesure_id="m2")])
    assert vue.table.rangee_choisie.cle == "b"


def test_les_en_tetes_de_groupe_gardent_leur_hauteur_quand_on_filtre(ouvrir: Callable[..., Ecran], qtbot: QtBot) -> None:
    vue = ouvrir(*lignes(200)).vue
    qtbot.keyClicks(vue.recherche, "martin")
    hautes = [r for r in range(vue.modele.rowCount()) if vue.table.rowHeight(r) != theme.actif().rang]
    assert hautes == vue.modele.entetes


def test_les_colonnes_secondaires_s_effacent_quand_la_place_manque(ouvrir: Callable[..., Ecran], qtbot: QtBot) -> None:
    vue = ouvrir(ligne()).vue
    vue.resize(700, 500)
    assert vue.table.isColumnHidden(Colonne.ARTICLE)
    assert not vue.table.isColumnHidden(Colonne.ACTION)
    largeur = sum(vue.table.columnWidth(c) for c in Colonne if not vue.table.isColumnHidden(c))
    assert largeur <= vue.table.viewport().width()
    vue.resize(1900, 500)
    assert not any(vue.table.isColumnHidden(c) for c in Colonne)
