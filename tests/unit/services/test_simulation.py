"""Ce qu'une saisie changerait se montre avant d'être enregistré, sans rien écrire."""

from __future__ import annotations

import pytest

from app.services.demandes import Annuler, Demande, Enregistrer, Rectifier, RectifierFaits
from app.services.difference import Difference
from app.services.refus import Refus
from app.services.registre import Registre
from tests.outils.fabriques import acte, dossier, garde_a_vue, le
from tests.outils.memoire import BaseEnMemoire

PROLONGATION = {"fondement": "63_ii", "autorite": "procureur", "magistrat": "M. Cazaubon", "ecrit": True, "motivee": True}


@pytest.fixture
def ids(registre: Registre) -> tuple[str, str]:
    cree = registre.executer(
        [dossier(garde_a_vue(acte("apprehension", "18/05/2026 09:30"), acte("placement", "18/05/2026 10:05")))]
    )
    return cree.dossier, cree.mesure


def simuler(registre: Registre, dossier_id: str, demande: Demande) -> Difference:
    return registre.simuler(dossier_id, [demande])


def regles(echeances: object) -> set[str]:
    return {e.regle for e in echeances}  # type: ignore[attr-defined]


def test_une_prolongation_a_temps_clot_les_24_h_et_ouvre_les_48_h(registre: Registre, ids: tuple[str, str]) -> None:
    """Vecteur V11 : T0 = 18/05/2026 09:30, décision 19/05 08:50."""
    difference = simuler(registre, ids[0], Enregistrer(ids[1], acte("prolongation", "19/05/2026 08:50", **PROLONGATION)))
    assert "gav_duree_initiale_24h" in regles(difference.closes)
    (fin,) = [e for e in difference.ajoutees if e.regle == "gav_prolongation_48h_procureur"]
    assert fin.legal == le("20/05/2026 09:30")
    assert not difference.irregularites_levees


def test_une_prolongation_tardive_ne_change_pas_l_echeance_et_s_annonce_irreguliere(
    registre: Registre, ids: tuple[str, str]
) -> None:
    """Vecteur V12 : même T0, décision le 19/05/2026 à 09:31."""
    difference = simuler(registre, ids[0], Enregistrer(ids[1], acte("prolongation", "19/05/2026 09:31", **PROLONGATION)))
    assert "gav_duree_initiale_24h" not in regles(difference.closes)
    assert "prolongation_tardive" in {i.objet for i in difference.irregularites_nouvelles}


def test_corriger_l_heure_d_apprehension_deplace_l_echeance(registre: Registre, ids: tuple[str, str]) -> None:
    apprehension = next(e.id for e in registre.historique(ids[0]) if e.type == "apprehension")
    difference = simuler(registre, ids[0], Rectifier(apprehension, acte("apprehension", "18/05/2026 09:00"), "procès-verbal"))
    deplacees = {(avant.legal, apres.legal) for avant, apres in difference.deplacees if avant.regle == "gav_duree_initiale_24h"}
    assert deplacees == {(le("19/05/2026 09:30"), le("19/05/2026 09:00"))}
    assert not [e for e in difference.ajoutees + difference.retirees if e.regle == "gav_duree_initiale_24h"]


def test_une_peine_corrigee_ferme_la_prolongation(registre: Registre, ids: tuple[str, str]) -> None:
    difference = simuler(registre, ids[0], RectifierFaits(ids[0], procedure={"peine_encourue_mois": 6}, motif="requalifié"))
    avant, apres = next(p for p in difference.possibles if p[1].regle == "gav_prolongation_48h_procureur")
    assert avant is not None
    assert (avant.sans_objet, bool(apres.sans_objet)) == ("", True)


def test_une_levee_puis_son_annulation_rouvrent(registre: Registre, ids: tuple[str, str]) -> None:
    levee = Enregistrer(ids[1], acte("levee", "18/05/2026 20:00", suite="liberation"))
    assert "gav_duree_initiale_24h" in regles(simuler(registre, ids[0], levee).closes)
    (id_levee,) = registre.executer([levee]).enregistrements
    assert "gav_duree_initiale_24h" in regles(simuler(registre, ids[0], Annuler(id_levee, "erreur")).rouvertes)


def test_simuler_n_ecrit_rien_et_refuse_comme_l_ecriture(registre: Registre, base: BaseEnMemoire, ids: tuple[str, str]) -> None:
    avant = len(base.contenu.lignes)
    assert simuler(registre, ids[0], Enregistrer(ids[1], acte("levee", "18/05/2026 20:00"))).vide is False
    with pytest.raises(Refus):
        simuler(registre, ids[0], Enregistrer(ids[1], acte("levee", "18/05/2026 09:00")))
    assert len(base.contenu.lignes) == avant


def test_ne_rien_demander_ne_change_rien(registre: Registre, ids: tuple[str, str]) -> None:
    assert registre.simuler(ids[0], []).vide
