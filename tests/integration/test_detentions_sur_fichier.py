"""Le tableau des détenus lu d'un fichier : mêmes pages, mêmes groupes, même prévision que la doublure en mémoire."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.ports.detentions import SANS_TERME, FiltreDeDetentions, Groupement
from app.presentation.tableau_des_detenus import MOIS, SEMAINE, bornes_d_urgence, filtre_de
from app.services.demonstration.peuplement import peupler
from app.services.registre import Registre
from db.base import ouvrir
from tests.outils.fabriques import le, moteur
from tests.outils.horloges import HorlogeFigee
from tests.outils.memoire import BaseEnMemoire

REFERENCE = le("24/11/2026 10:00")
TOUT = FiltreDeDetentions()
FILTRES = {
    "tout": TOUT,
    "semaine": filtre_de("", sous=SEMAINE, maintenant=REFERENCE),
    "mois": filtre_de("", sous=MOIS, maintenant=REFERENCE),
    "mots": filtre_de("arret délit", maintenant=REFERENCE),
    "joker": filtre_de("%", maintenant=REFERENCE),
    "cabinet": filtre_de("", cabinets=["Cabinet 1", "Cabinet 2"], maintenant=REFERENCE),
    "phase": filtre_de("", phases=["appel"], maintenant=REFERENCE),
    "autre cause": filtre_de("", autre_cause=True, maintenant=REFERENCE),
    "demandes": filtre_de("", avec_demandes=True, maintenant=REFERENCE),
}


@pytest.fixture(scope="module")
def registres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Registre, Registre]]:
    """Les mêmes dossiers, sur fichier et en mémoire."""
    chemin: Path = tmp_path_factory.mktemp("detentions") / "greffe.sqlite"
    fichier, memoire = ouvrir(chemin, REFERENCE), BaseEnMemoire()
    for base in (fichier, memoire):
        peupler(base, moteur(), REFERENCE, "S")
    horloge = HorlogeFigee(REFERENCE)
    yield Registre(fichier, moteur(), horloge, "greffe"), Registre(memoire, moteur(), horloge, "greffe")
    fichier.fermer()


@pytest.mark.parametrize("filtre", FILTRES.values(), ids=FILTRES)
@pytest.mark.parametrize("selon", list(Groupement))
def test_pages_et_groupes_sont_ceux_de_la_doublure(
    registres: tuple[Registre, Registre], filtre: FiltreDeDetentions, selon: Groupement
) -> None:
    fichier, memoire = registres
    bornes = bornes_d_urgence(REFERENCE)
    groupes = fichier.compter_detenus(filtre, selon, bornes)
    assert groupes == memoire.compter_detenus(filtre, selon, bornes)
    assert fichier.detenus(filtre, selon) == memoire.detenus(filtre, selon)
    tous = fichier.detenus(filtre, selon)
    assert sum(g.nombre for g in groupes) == len(tous)
    assert fichier.detenus(filtre, selon, debut=7, nombre=5) == tous[7:12]


def test_les_groupes_d_urgence_se_suivent_comme_les_personnes(registres: tuple[Registre, Registre]) -> None:
    bornes = bornes_d_urgence(REFERENCE)
    groupes = registres[0].compter_detenus(TOUT, Groupement.URGENCE, bornes)
    cles = [int(g.cle) for g in groupes]
    assert cles == sorted(set(cles))
    assert {1, 2} <= set(cles), "limite passée, sous sept jours"
    tris = [d.detention.tri for d in registres[0].detenus(TOUT)]
    assert tris == sorted(tris)
    assert tris[-1] <= SANS_TERME


def test_la_prevision_et_les_choix_sont_ceux_de_la_doublure(registres: tuple[Registre, Registre]) -> None:
    fichier, memoire = registres
    au = REFERENCE.plus(secondes=180 * 86_400)
    prevues = {d.mesure_id: d for d in fichier.previsions(REFERENCE, au)}
    assert prevues == {d.mesure_id: d for d in memoire.previsions(REFERENCE, au)}
    assert prevues
    for colonne in ("cabinet", "phase", "etablissement"):
        assert fichier.valeurs_de_detention(colonne) == memoire.valeurs_de_detention(colonne)


def test_une_personne_detenue_n_est_pas_aux_gardes_a_vue(registres: tuple[Registre, Registre]) -> None:
    fichier = registres[0]
    detenues = {d.detention.mesure_id for d in fichier.detenus(TOUT)}
    retenues = {r.suivi.mesure_id for r in fichier.personnes_retenues()}
    assert detenues
    assert retenues
    assert not detenues & retenues
