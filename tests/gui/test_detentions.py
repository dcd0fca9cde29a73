"""La page « Détentions » : qui, par temps restant, groupes, filtres, fiche ; seules les pages montrées se lisent."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.presentation.tableau_des_detenus import PAGE, Entete, LigneDeDetenu
from app.services.demandes import ActeSaisi, CreerDossier, MesureSaisie, OuvrirMesure
from app.services.registre import Registre
from tests.outils.fabriques import identifiants, le, moteur
from tests.outils.horloges import HorlogeFigee
from tests.outils.memoire import BaseEnMemoire
from ui.pouls import Pouls
from ui.vues.detentions import VueDesDetentions

MAINTENANT = le("24/11/2026 09:00")


def registre_de(*titres: tuple[str, date | None, dict[str, Any]]) -> Registre:
    """Rend un registre d'un dossier par titre : nom, jour du placement, champs (procédure et mesure mêlées)."""
    registre = Registre(BaseEnMemoire(), moteur(), HorlogeFigee(MAINTENANT), "greffe", identifiants())
    for n, (nom, jour, champs) in enumerate(titres):
        procedure = {"nature": "delit", "peine_encourue_mois": 84, "date_des_faits": date(2026, 1, 5)}
        procedure |= {c: v for c, v in champs.items() if c in ("cabinet", "peine_encourue_mois", "nature")}
        mesure = {c: v for c, v in champs.items() if c in ("etablissement", "ecrou", "autre_cause")}
        registre.executer([CreerDossier("metropole", procedure, {"nom": nom, "naissance": date(1990, 1, 1)}, id=f"d{n}")])
        registre.executer([OuvrirMesure(f"d{n}", MesureSaisie("detention", (), mesure, None, f"m{n}"))])
        registre.enregistrer(f"m{n}", ActeSaisi("placement_detention", jour, {"fondement": "145"}))
    return registre


def montrer(qtbot: QtBot, registre: Registre) -> VueDesDetentions:
    vue = VueDesDetentions(registre, Pouls(HorlogeFigee(MAINTENANT)))
    qtbot.addWidget(vue)
    vue.resize(1100, 600)
    vue.show()
    return vue


def noms(vue: VueDesDetentions) -> list[str]:
    rangs = [vue.modele.ligne(i) for i in range(vue.modele.rowCount())]
    return [x.personne if isinstance(x, LigneDeDetenu) else f"[{x.texte} {x.nombre}]" for x in rangs]


def lisible(*textes: str) -> tuple[str, ...]:
    """Rend des textes sans leurs espaces insécables."""
    return tuple(x.replace("\u00a0", " ").replace("\u202f", " ") for x in textes)


TITRES: tuple[tuple[str, date | None, dict[str, Any]], ...] = (
    ("Loin", date(2026, 11, 10), {"cabinet": "Cabinet B", "etablissement": "Maison d'arrêt de Dijon"}),
    ("Expiré", date(2026, 7, 1), {"cabinet": "Cabinet A"}),
    ("Bientôt", date(2026, 7, 28), {"cabinet": "Cabinet A", "autre_cause": True, "ecrou": "12 345"}),
)


def test_le_moins_de_temps_pour_agir_vient_d_abord_par_groupe_d_urgence(qtbot: QtBot) -> None:
    vue = montrer(qtbot, registre_de(*TITRES))
    assert noms(vue) == ["[Limite passée 1]", "EXPIRÉ", "[Sous sept jours 1]", "BIENTÔT", "[Plus tard 1]", "LOIN"]
    assert vue.table.ligne_choisie is not None
    assert vue.table.ligne_choisie.personne == "EXPIRÉ"
    assert vue.sous_titre.text() == "3 personnes"


def test_un_titre_sans_date_se_montre_avant_tous_avec_le_fait_qui_manque(qtbot: QtBot) -> None:
    vue = montrer(qtbot, registre_de(*TITRES, ("Inconnu", None, {})))
    assert noms(vue)[:2] == ["[Terme incalculable : un fait manque 1]", "INCONNU"]
    ligne = vue.modele.ligne(1)
    assert isinstance(ligne, LigneDeDetenu)
    assert ligne.acte(MAINTENANT)[0] == "Compléter le dossier"
    assert ligne.acte(MAINTENANT)[1]


def test_la_ligne_dit_titre_terme_acte_a_faire_et_debat(qtbot: QtBot) -> None:
    registre = registre_de(TITRES[2])
    registre.enregistrer("m0", ActeSaisi("debat_fixe", date(2026, 11, 16), {"date_debat": date(2026, 11, 26)}))
    vue = montrer(qtbot, registre)
    ligne = vue.modele.ligne(1)
    assert isinstance(ligne, LigneDeDetenu)
    assert ligne.identite()[1].startswith("Autre cause")
    assert "écrou 12" in ligne.identite()[1]
    assert "quatre mois" in ligne.titre()[0]
    assert ligne.titre()[1] == "Information · Cabinet A"
    assert lisible(*ligne.terme(2026)) == ("ven. 27 nov.", "4 mois sur 12 mois")
    assert lisible(*ligne.debat(2026)) == ("jeu. 26 nov.", "fixé")
    phrase = vue.modele.data(vue.modele.index(1, 0), Qt.ItemDataRole.AccessibleTextRole)
    assert isinstance(phrase, str)
    assert "BIENTÔT" in phrase
    assert "à faire" in phrase


def test_recherche_et_filtres_restreignent_puis_se_retirent(qtbot: QtBot) -> None:
    vue = montrer(qtbot, registre_de(*TITRES))
    vue.recherche.setText("dijon")
    qtbot.waitUntil(lambda: noms(vue) == ["[Plus tard 1]", "LOIN"])
    vue.recherche.setText("rien de tel")
    qtbot.waitUntil(lambda: vue.modele.rowCount() == 0)
    assert vue._vide.isVisible()
    vue.effacer_les_filtres()
    qtbot.waitUntil(lambda: "LOIN" in noms(vue))
    vue.autre_cause.setChecked(True)
    assert [x for x in noms(vue) if x[0] != "["] == ["BIENTÔT"]
    vue.autre_cause.setChecked(False)
    vue.semaine.setChecked(True)
    assert [x for x in noms(vue) if x[0] != "["] == ["EXPIRÉ", "BIENTÔT"]
    vue.mois.setChecked(True)
    assert not vue.semaine.isChecked()


@pytest.mark.parametrize(
    "selon, attendus",
    [
        ("cabinet", ["[Cabinet A 2]", "EXPIRÉ", "BIENTÔT", "[Cabinet B 1]", "LOIN"]),
        ("", ["EXPIRÉ", "BIENTÔT", "LOIN"]),
    ],
)
def test_les_groupes_se_choisissent(qtbot: QtBot, selon: str, attendus: list[str]) -> None:
    vue = montrer(qtbot, registre_de(*TITRES))
    vue.groupement.poser(selon)
    assert noms(vue) == attendus


def test_entree_ouvre_la_fiche_et_ctrl_entree_explique(qtbot: QtBot) -> None:
    vue = montrer(qtbot, registre_de(*TITRES))
    vue.table.setFocus()
    qtbot.keyClick(vue.table, Qt.Key.Key_Down)
    with qtbot.waitSignal(vue.mesure_demandee) as ouverte:
        qtbot.keyClick(vue.table, Qt.Key.Key_Return)
    assert ouverte.args == ["d2", "m2"]
    with qtbot.waitSignal(vue.explication_demandee) as explique:
        qtbot.keyClick(vue.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert explique.args is not None
    assert explique.args[0].objet == "fin_de_mesure"


def test_la_levee_d_ecrou_retire_la_personne(qtbot: QtBot) -> None:
    registre = registre_de(*TITRES)
    vue = montrer(qtbot, registre)
    registre.enregistrer("m0", ActeSaisi("levee_ecrou", le("24/11/2026 08:00"), {}))
    vue.charger()
    assert "LOIN" not in noms(vue)


def test_la_page_ne_lit_que_ce_qu_elle_montre(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    registre = registre_de(*(("Nom", date(2026, 8, 1 + n % 28), {}) for n in range(2 * PAGE + 3)))
    lues: list[int] = []
    lire = registre.detenus

    def lire_en_comptant(*arguments: Any, **options: Any) -> Any:
        lues.append(options["debut"])
        return lire(*arguments, **options)

    monkeypatch.setattr(registre, "detenus", lire_en_comptant)
    vue = montrer(qtbot, registre)
    assert vue.modele.rowCount() >= 2 * PAGE + 3
    assert set(lues) == {0}
    dernier = vue.modele.ligne(vue.modele.rowCount() - 1)
    assert isinstance(dernier, LigneDeDetenu)
    assert 2 * PAGE in lues


def test_personne_de_detenu_dit_par_ou_commencer(qtbot: QtBot) -> None:
    vue = montrer(qtbot, registre_de())
    assert vue._vide.isVisible()
    vue.activateWindow()
    with qtbot.waitSignal(vue.titre_demande):
        qtbot.keyClick(vue._vide.findChildren(QPushButton)[0], Qt.Key.Key_Space)


def test_un_en_tete_ne_se_choisit_pas(qtbot: QtBot) -> None:
    vue = montrer(qtbot, registre_de(*TITRES))
    assert isinstance(vue.modele.ligne(0), Entete)
    assert not vue.modele.flags(vue.modele.index(0, 0)) & Qt.ItemFlag.ItemIsSelectable
