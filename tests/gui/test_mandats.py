"""La page « Mandats » : ce qui presse d'abord, la distance et la conduite, la prochaine présentation, la fiche qui s'ouvre."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.services.demandes import ActeSaisi, CreerDossier, MesureSaisie
from app.services.registre import Registre
from tests.outils.fabriques import identifiants, le, moteur
from tests.outils.horloges import HorlogeFigee
from tests.outils.memoire import BaseEnMemoire
from ui.pouls import Pouls
from ui.vues.gardes_a_vue import VueGardesAVue
from ui.vues.mandats import VueDesMandats

MAINTENANT = le("20/11/2026 11:00")
MAE = (
    "Kowalski",
    "mandat_arret_europeen",
    (("apprehension", "17/11/2026 08:00"), ("presentation_procureur_general", "18/11/2026 10:00")),
)
AMENER = ("Moreau", "retention_mandat", (("apprehension", "19/11/2026 16:00"), ("notification_mandat", "20/11/2026 09:30")))
REMISE = ("Ferreira", "retention_mae_extradition", (("apprehension", "19/11/2026 07:00"),))
CHAMPS: dict[str, dict[str, Any]] = {
    "mandat_arret_europeen": {"etat": "Pologne"},
    "retention_mandat": {"mandat": "amener", "plus_de_200_km": True},
    "retention_mae_extradition": {"fondement": "mae"},
}


def registre_de(*mandats: tuple[str, str, tuple[tuple[str, str], ...]]) -> tuple[Registre, Pouls]:
    horloge = HorlogeFigee(MAINTENANT)
    registre = Registre(BaseEnMemoire(), moteur(), horloge, "greffe", identifiants())
    for n, (nom, type_, actes) in enumerate(mandats):
        saisis = tuple(ActeSaisi(t, le(quand), {}) for t, quand in actes)
        mesure = MesureSaisie(type_, saisis, CHAMPS[type_], None, f"m{n}")
        registre.executer([CreerDossier("metropole", {}, {"nom": nom}, (mesure,), id=f"d{n}")])
    return registre, Pouls(horloge)


def ouvrir(qtbot: QtBot, *mandats: tuple[str, str, tuple[tuple[str, str], ...]]) -> VueDesMandats:
    registre, pouls = registre_de(*mandats)
    vue = VueDesMandats(registre, pouls)
    qtbot.addWidget(vue)
    vue.resize(1130, 420)
    vue.show()
    qtbot.waitUntil(lambda: all(vue.modele.ligne(i).enrichie for i in range(vue.modele.rowCount())))
    return vue


def texte(vue: VueDesMandats, rang: int, colonne: int) -> str:
    return str(vue.modele.index(rang, colonne).data()).replace("\u00a0", " ").replace("\u202f", " ")


def test_les_mandats_viennent_par_limite(qtbot: QtBot) -> None:
    vue = ouvrir(qtbot, MAE, AMENER, REMISE)
    suivis = [vue.modele.ligne(i).suivi for i in range(vue.modele.rowCount())]
    assert len(suivis) == 3
    assert None not in suivis
    assert suivis == sorted(suivis, key=lambda s: s or 0)


def test_la_distance_la_conduite_et_l_etat_se_lisent(qtbot: QtBot) -> None:
    vue = ouvrir(qtbot, AMENER)
    assert texte(vue, 0, 3).startswith("Mandat d’amener\ndepuis jeu. 19 nov. 16 h 00")
    assert texte(vue, 0, 4) == "À plus de 200 km\nMandat notifié ven. 20 nov. 9 h 30"
    assert texte(vue, 0, 5).splitlines()[0]
    assert texte(ouvrir(qtbot, MAE), 0, 4) == "Pologne"


def test_une_retention_sur_mandat_est_aussi_avec_les_gardes_a_vue_non_un_mandat_europeen(qtbot: QtBot) -> None:
    registre, pouls = registre_de(MAE, AMENER)
    gardes = VueGardesAVue(registre, pouls)
    qtbot.addWidget(gardes)
    gardes.charger()
    assert [x.personne for x in gardes.modele.lignes] == ["MOREAU"]


def test_une_mesure_close_quitte_la_page(qtbot: QtBot) -> None:
    vue = ouvrir(qtbot, AMENER)
    vue._registre.enregistrer("m0", ActeSaisi("levee", le("20/11/2026 10:45"), {}))
    vue.charger()
    assert vue.modele.rowCount() == 0


def test_le_filtre_cherche_l_etat_et_le_nom(qtbot: QtBot) -> None:
    vue = ouvrir(qtbot, MAE, AMENER)
    vue.recherche.setText("pologne")
    assert [vue.modele.ligne(i).personne for i in range(vue.modele.rowCount())] == ["KOWALSKI"]
    vue.recherche.setText("rien de tel")
    assert vue.modele.rowCount() == 0


def test_entree_ouvre_la_fiche_et_ctrl_entree_explique(qtbot: QtBot) -> None:
    vue = ouvrir(qtbot, AMENER)
    with qtbot.waitSignal(vue.mesure_demandee) as ouverture:
        qtbot.keyClick(vue.table, Qt.Key.Key_Return)
    assert ouverture.args == ["d0", "m0"]
    with qtbot.waitSignal(vue.explication_demandee) as explication:
        vue.expliquer()
    assert explication.args is not None
    assert explication.args[0].mesure == "m0"
