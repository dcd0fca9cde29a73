"""Ctrl+Z défait la dernière saisie par rectification, autant de fois qu'il y a de saisies, et n'efface rien."""

from __future__ import annotations

from datetime import date

import pytest

from app.domain.faits import Dossier
from app.services.demandes import Annuler, AnnulerMesure, Demande, Enregistrer, OuvrirMesure, Rectifier, RectifierFaits
from app.services.refus import Refus
from app.services.registre import Registre
from tests.outils.fabriques import acte, dossier, garde_a_vue


def en_vigueur(d: Dossier) -> object:
    actes = [(m.id, m.territoire, m.valeurs, [(a.type, a.le, a.valeurs) for a in m.en_vigueur()]) for m in d.mesures]
    return d.territoire, d.procedure, d.personne, actes


@pytest.fixture
def ids(registre: Registre) -> tuple[str, str, str]:
    cree = registre.executer(
        [dossier(garde_a_vue(acte("apprehension", "18/05/2026 09:30"), acte("placement", "18/05/2026 10:05")))]
    )
    (repas,) = registre.enregistrer(cree.mesure, acte("repas", "18/05/2026 12:30", accepte=True)).enregistrements
    return cree.dossier, cree.mesure, repas


@pytest.mark.parametrize(
    "geste",
    [
        pytest.param(lambda d, m, a: Enregistrer(m, acte("repos", "18/05/2026 13:00")), id="acte ajouté"),
        pytest.param(lambda d, m, a: Rectifier(a, acte("repas", "18/05/2026 12:40"), "montre"), id="acte rectifié"),
        pytest.param(lambda d, m, a: Annuler(a, "erreur"), id="acte annulé"),
        pytest.param(lambda d, m, a: RectifierFaits(d, personne={"naissance": date(2010, 1, 1)}, motif="x"), id="fait corrigé"),
        pytest.param(lambda d, m, a: RectifierFaits(d, procedure={"service": "PJ"}), id="fait ajouté"),
        pytest.param(lambda d, m, a: RectifierFaits(d, territoire="guyane", motif="x"), id="territoire"),
        pytest.param(lambda d, m, a: RectifierFaits(d, mesure_id=m, mesure={"service": "PJ"}), id="champ de mesure"),
        pytest.param(lambda d, m, a: OuvrirMesure(d, garde_a_vue()), id="mesure ouverte"),
        pytest.param(lambda d, m, a: AnnulerMesure(m, "erreur"), id="mesure annulée"),
    ],
)
def test_ctrl_z_rend_l_etat_d_avant(registre: Registre, ids: tuple[str, str, str], geste: object) -> None:
    demande: Demande = geste(*ids)  # type: ignore[operator]
    avant = en_vigueur(registre.dossier(ids[0]))
    enregistres = len(registre.historique(ids[0]))
    registre.executer([demande])
    assert en_vigueur(registre.dossier(ids[0])) != avant
    registre.defaire(ids[0])
    assert en_vigueur(registre.dossier(ids[0])) == avant
    assert len(registre.historique(ids[0])) == enregistres + 2


def test_ctrl_z_repete_remonte_le_temps(registre: Registre, ids: tuple[str, str, str]) -> None:
    etats = [en_vigueur(registre.dossier(ids[0]))]
    for demande in (
        Enregistrer(ids[1], acte("repos", "18/05/2026 13:00")),
        Annuler(ids[2], "erreur"),
        RectifierFaits(ids[0], personne={"nationalite": "belge"}),
    ):
        registre.executer([demande])
        etats.append(en_vigueur(registre.dossier(ids[0])))
    for attendu in reversed(etats[:-1]):
        registre.defaire(ids[0])
        assert en_vigueur(registre.dossier(ids[0])) == attendu


def test_une_saisie_faite_apres_un_retour_se_defait_elle_aussi(registre: Registre, ids: tuple[str, str, str]) -> None:
    registre.executer([Enregistrer(ids[1], acte("repos", "18/05/2026 13:00"))])
    registre.defaire(ids[0])
    avant = en_vigueur(registre.dossier(ids[0]))
    registre.executer([Enregistrer(ids[1], acte("repos", "18/05/2026 14:00"))])
    registre.defaire(ids[0])
    assert en_vigueur(registre.dossier(ids[0])) == avant


def test_la_creation_du_dossier_ne_se_defait_pas(registre: Registre) -> None:
    cree = registre.creer_dossier("metropole")
    with pytest.raises(Refus) as capture:
        registre.defaire(cree.dossier)
    assert capture.value.code == "rien_a_defaire"
