"""La page « Demandes et recours » : ce qui est pendant par limite, le filtre, les closes, la fiche qui s'ouvre."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.services.demandes import ActeSaisi, CreerDossier, MesureSaisie, OuvrirMesure
from app.services.registre import Registre
from tests.outils.fabriques import identifiants, le, moteur
from tests.outils.horloges import HorlogeFigee
from tests.outils.memoire import BaseEnMemoire
from ui.pouls import Pouls
from ui.vues.demandes import VueDesDemandes

MAINTENANT = le("24/11/2026 09:00")


def ouvrir(qtbot: QtBot, *demandes: tuple[str, str, str]) -> tuple[VueDesDemandes, Registre]:
    """Monte la page sur un dossier par demande : nom, jour de la demande, juridiction saisie."""
    horloge = HorlogeFigee(MAINTENANT)
    registre = Registre(BaseEnMemoire(), moteur(), horloge, "greffe", identifiants())
    for n, (nom, jour, juridiction) in enumerate(demandes):
        procedure = {"nature": "delit", "peine_encourue_mois": 84, "date_des_faits": date(2026, 7, 30)}
        personne = {"nom": nom, "naissance": date(1990, 1, 1)}
        registre.executer([CreerDossier("metropole", procedure, personne, id=f"d{n}")])
        registre.executer([OuvrirMesure(f"d{n}", MesureSaisie("detention", (), {"etablissement": "MA"}, None, f"m{n}"))])
        registre.enregistrer(f"m{n}", ActeSaisi("placement_detention", date(2026, 8, 3), {"fondement": "145"}))
        valeurs = {"juridiction": juridiction, "voie": "etablissement", "auteur": "detenu", "recue_le": le(jour)}
        registre.enregistrer(f"m{n}", ActeSaisi("demande_mise_en_liberte", le(jour), valeurs))
    vue = VueDesDemandes(registre, Pouls(horloge))
    qtbot.addWidget(vue)
    vue.resize(1100, 600)
    vue.show()
    return vue, registre


def test_les_pendantes_viennent_par_limite_avec_leur_voie(qtbot: QtBot) -> None:
    vue, _ = ouvrir(
        qtbot, ("Tardif", "23/11/2026 10:00", "juge_instruction"), ("Ancien", "19/11/2026 10:00", "juge_instruction")
    )
    lignes = [vue.modele.ligne(i) for i in range(vue.modele.rowCount())]
    assert [x.projetee.personne for x in lignes] == ["ANCIEN", "TARDIF"]
    assert all(x.pendante and "chef d" in x.arrivee for x in lignes)
    assert [x.projetee.suivi for x in lignes] == sorted(x.projetee.suivi for x in lignes)


def test_une_decision_ferme_la_demande_et_dit_son_issue(qtbot: QtBot) -> None:
    vue, registre = ouvrir(qtbot, ("Moreau", "19/11/2026 10:00", "juge_instruction"))
    assert vue.modele.ligne(0).pendante
    for type_, quand, valeurs in (
        ("transmission_jld", "20/11/2026 10:00", {}),
        ("decision_demande_liberte", "24/11/2026 08:30", {"sens": "rejet", "autorite": "jld"}),
    ):
        registre.enregistrer("m0", ActeSaisi(type_, le(quand), valeurs))
    vue.charger()
    assert vue.modele.rowCount() == 0
    vue.closes.setChecked(True)
    assert "rejet" in vue.modele.ligne(0).a_faire.lower()


def test_le_filtre_cherche_sans_accents_et_dit_quand_rien_ne_repond(qtbot: QtBot) -> None:
    vue, _ = ouvrir(qtbot, ("Émile", "19/11/2026 10:00", "juge_instruction"), ("Zoé", "20/11/2026 10:00", "juge_instruction"))
    vue.recherche.setText("emile")
    assert vue.modele.rowCount() == 1
    vue.recherche.setText("personne de ce nom")
    assert vue.modele.rowCount() == 0
    assert vue._vide.isVisible()


def test_entree_ouvre_la_fiche_et_ctrl_entree_explique_la_limite(qtbot: QtBot) -> None:
    vue, _ = ouvrir(qtbot, ("Moreau", "19/11/2026 10:00", "juge_instruction"))
    vue.table.setFocus()
    with qtbot.waitSignal(vue.mesure_demandee) as ouverte:
        qtbot.keyClick(vue.table, Qt.Key.Key_Return)
    assert ouverte.args == ["d0", "m0"]
    with qtbot.waitSignal(vue.explication_demandee) as explique:
        qtbot.keyClick(vue.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert explique.args is not None
    assert explique.args[0].cle == vue.modele.ligne(0).projetee.cle


def test_un_registre_vide_dit_par_ou_commencer(qtbot: QtBot) -> None:
    vue, _ = ouvrir(qtbot)
    assert vue._vide.isVisible()
    assert vue.sous_titre.text() == ""
