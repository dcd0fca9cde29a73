"""La page « Prévision » : l'horizon, les groupes, la fiche qui s'ouvre, le PDF."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.presentation.groupes import Entete
from app.presentation.prevision import LigneDePrevision
from app.services.demandes import ActeSaisi, CreerDossier, MesureSaisie, OuvrirMesure
from app.services.registre import Registre
from tests.outils.fabriques import identifiants, le, moteur
from tests.outils.horloges import HorlogeFigee
from tests.outils.memoire import BaseEnMemoire
from ui.pouls import Pouls
from ui.vues.prevision import VueDePrevision

MAINTENANT = le("24/11/2026 09:00")


def ouvrir(qtbot: QtBot, *placements: tuple[str, date]) -> VueDePrevision:
    horloge = HorlogeFigee(MAINTENANT)
    registre = Registre(BaseEnMemoire(), moteur(), horloge, "greffe", identifiants())
    procedure = {"nature": "delit", "peine_encourue_mois": 84, "date_des_faits": date(2026, 1, 5)}
    for n, (nom, jour) in enumerate(placements):
        registre.executer([CreerDossier("metropole", procedure, {"nom": nom, "naissance": date(1990, 1, 1)}, id=f"d{n}")])
        registre.executer([OuvrirMesure(f"d{n}", MesureSaisie("detention", (), {}, None, f"m{n}"))])
        registre.enregistrer(f"m{n}", ActeSaisi("placement_detention", jour, {"fondement": "145"}))
    vue = VueDePrevision(registre, Pouls(horloge))
    qtbot.addWidget(vue)
    vue.resize(1100, 600)
    vue.show()
    return vue


def personnes(vue: VueDePrevision) -> list[str]:
    return [x.detention.personne for x in vue.rangs if isinstance(x, LigneDePrevision)]


def test_l_horizon_se_choisit(qtbot: QtBot) -> None:
    vue = ouvrir(qtbot, ("Proche", date(2026, 8, 10)), ("Loin", date(2026, 11, 10)))
    assert personnes(vue) == ["PROCHE", "LOIN"], "six mois d'abord"
    vue.horizon.presser(0)
    assert personnes(vue) == ["PROCHE"]
    vue.horizon.presser(4)
    assert personnes(vue) == ["PROCHE", "LOIN", "PROCHE", "LOIN"], "à douze mois, les plafonds aussi"
    vue.plafonds.setChecked(True)
    assert personnes(vue) == ["PROCHE", "LOIN"]


def test_entree_ouvre_la_fiche_et_ctrl_entree_explique_ce_qui_est_atteint(qtbot: QtBot) -> None:
    vue = ouvrir(qtbot, ("Moreau", date(2026, 8, 10)))
    vue.table.setFocus()
    assert isinstance(vue.rangs[0], Entete)
    with qtbot.waitSignal(vue.mesure_demandee) as ouverte:
        qtbot.keyClick(vue.table, Qt.Key.Key_Return)
    assert ouverte.args == ["d0", "m0"]
    with qtbot.waitSignal(vue.explication_demandee) as explique:
        qtbot.keyClick(vue.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert explique.args is not None
    assert explique.args[0].objet == "fin_de_mesure"


def test_le_pdf_porte_ce_qui_est_montre(qtbot: QtBot, tmp_path: Path) -> None:
    vue = ouvrir(qtbot, ("Moreau", date(2026, 8, 10)))
    vue.ecrire_le_pdf(tmp_path / "prevision.pdf")
    assert (tmp_path / "prevision.pdf").read_bytes().startswith(b"%PDF")
    vue.ecrire_le_pdf(tmp_path / "absent" / "prevision.pdf")
    assert "pas été écrit" in vue._bandeau.findChildren(type(vue.titre))[0].text()


def test_un_horizon_vide_le_dit(qtbot: QtBot) -> None:
    vue = ouvrir(qtbot)
    assert vue._vide.isVisible()
    assert vue.sous_titre.text() == ""
