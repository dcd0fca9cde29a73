"""L'impossible est refusé, avec le champ et l'acte en cause ; l'irrégulier mais réel s'enregistre."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from app.domain.faits import Acte
from app.services.admissibilite import verifier_les_heures
from app.services.demandes import ActeSaisi, Enregistrer
from app.services.refus import Refus
from app.services.registre import Registre
from tests.outils.fabriques import acte, corpus, dossier, garde_a_vue, le
from tests.outils.horloges import HorlogeFigee
from tests.outils.memoire import BaseEnMemoire

APPREHENSION = acte("apprehension", "18/05/2026 09:30")
PLACEMENT = acte("placement", "18/05/2026 10:05")
PROLONGATION = {"fondement": "63_ii", "autorite": "procureur", "ecrit": True, "motivee": True}


@pytest.fixture
def mesure(registre: Registre) -> str:
    return registre.executer([dossier(garde_a_vue(APPREHENSION, PLACEMENT))]).mesure


def id_de(registre: Registre, type_: str) -> str:
    fiche = registre.dossiers()[0]
    return next(e.id for e in registre.historique(fiche.dossier_id) if e.type == type_)


@pytest.mark.parametrize(
    "refuse,code,champ,oppose",
    [
        (acte("levee", "18/05/2026 10:04"), "avant_ouverture", "le", "placement"),
        (acte("prolongation", "18/05/2026 09:45", **PROLONGATION), "avant_ouverture", "le", "placement"),
        (acte("prolongation", "18/05/2026 09:59"), "avant_ouverture", "le", "placement"),
        (acte("placement", "18/05/2026 11:00"), "ouverture_double", "type", "placement"),
        (acte("contrainte", "18/05/2026 10:06"), "depart_apres_placement", "le", "placement"),
        (acte("comparution", "18/05/2026 18:00"), "deferement_avant_levee", "type", None),
        (acte("audition", "18/05/2026 14:00", fin=le("18/05/2026 13:59")), "fin_avant_debut", "fin", None),
        (acte("repas", "20/05/2026 12:06"), "heure_future", "le", None),
        (acte("audition", "20/05/2026 11:00", fin=le("20/05/2026 12:30")), "heure_future", "fin", None),
        (ActeSaisi("repas", date(2026, 5, 18)), "heure_manquante", "le", None),
        (ActeSaisi("repas", None), "heure_manquante", "le", None),
        (ActeSaisi("audition", datetime(2026, 3, 29, 2, 30)), "heure_inexistante", "le", None),
        (ActeSaisi("audition", datetime(2025, 10, 26, 2, 30)), "heure_ambigue", "le", None),
        (acte("depart_libre", "18/05/2026 14:00"), "acte_deplace", "type", None),
        (acte("repa", "18/05/2026 14:00"), "type_inconnu", "type", None),
        (acte("repas", "18/05/2026 14:00", accepte="oui"), "fait_mal_type", "accepte", None),
        (acte("repas", "18/05/2026 14:00", menu="halal"), "champ_inconnu", "menu", None),
        (acte("prolongation", "19/05/2026 08:00", fondement="63"), "fait_mal_type", "fondement", None),
        (acte("derogation_representants", "18/05/2026 12:00", duree_heures=-2), "fait_mal_type", "duree_heures", None),
    ],
)
def test_un_fait_impossible_est_refuse_et_rien_n_est_ecrit(
    registre: Registre, base: BaseEnMemoire, mesure: str, refuse: ActeSaisi, code: str, champ: str, oppose: str | None
) -> None:
    avant = len(base.contenu.lignes)
    with pytest.raises(Refus) as capture:
        registre.enregistrer(mesure, refuse)
    assert (capture.value.code, capture.value.champ) == (code, champ)
    assert capture.value.acte == (id_de(registre, oppose) if oppose else None)
    assert len(base.contenu.lignes) == avant


@pytest.mark.parametrize(
    "reel",
    [
        pytest.param(acte("prolongation", "19/05/2026 09:31", **PROLONGATION), id="prolongation tardive"),
        pytest.param(acte("levee", "20/05/2026 11:59", suite="liberation"), id="levée bien après l'échéance"),
        pytest.param(acte("audition", "18/05/2026 11:00", avocat_present=False), id="audition sans avocat"),
        pytest.param(acte("avis_magistrat", "18/05/2026 15:00"), id="avis au procureur après cinq heures"),
        pytest.param(acte("avis_magistrat", None), id="avis au procureur sans heure"),
        pytest.param(acte("levee", None), id="levée dont l'heure n'a pas été relevée"),
        pytest.param(acte("examen_medical", "18/05/2026 09:50"), id="examen entre l'appréhension et le placement"),
        pytest.param(acte("repas", "20/05/2026 12:05"), id="cinq minutes d'avance sur la pendule du poste"),
        pytest.param(
            acte("avis_avocat", "20/05/2026 11:50", arrivee_annoncee=le("20/05/2026 13:30")), id="arrivée annoncée plus tard"
        ),
    ],
)
def test_un_fait_irregulier_mais_reel_s_enregistre(registre: Registre, mesure: str, reel: ActeSaisi) -> None:
    assert registre.enregistrer(mesure, reel).mesures == {mesure}


@pytest.mark.parametrize(
    "type_,champ",
    [("convocation_chambre", "audience_le"), ("debat_fixe", "heure_debat"), ("renvoi_397_1", "date_audience")],
)
def test_une_audience_annoncee_peut_etre_a_venir(type_: str, champ: str) -> None:
    fixee = Acte("a", type_, le("20/05/2026 10:00"), {champ: le("27/05/2026 09:00")})
    verifier_les_heures(fixee, corpus().vocabulaire.acte(type_), le("20/05/2026 12:00"), "Europe/Paris")


def test_une_prolongation_sans_placement_est_refusee(registre: Registre) -> None:
    mesure = registre.executer([dossier(garde_a_vue(APPREHENSION))]).mesure
    with pytest.raises(Refus, match="Placement"):
        registre.enregistrer(mesure, acte("prolongation", "18/05/2026 20:00", **PROLONGATION))


def test_apres_la_levee_seul_le_deferement_s_enregistre(registre: Registre, mesure: str) -> None:
    registre.enregistrer(mesure, acte("levee", "18/05/2026 20:00", suite="deferement"))
    with pytest.raises(Refus) as capture:
        registre.enregistrer(mesure, acte("audition", "18/05/2026 20:30"))
    assert capture.value.code == "apres_cloture"
    assert capture.value.acte == id_de(registre, "levee")
    registre.enregistrer(mesure, acte("arrivee_depot", "18/05/2026 20:40"))
    registre.enregistrer(mesure, acte("comparution", "19/05/2026 10:00"))


def test_une_seconde_levee_est_refusee(registre: Registre, mesure: str) -> None:
    registre.enregistrer(mesure, acte("levee", "18/05/2026 20:00"))
    with pytest.raises(Refus, match="porte déjà"):
        registre.enregistrer(mesure, acte("levee", "18/05/2026 20:05"))


def test_une_levee_saisie_avant_un_acte_deja_enregistre_nomme_cet_acte(registre: Registre, mesure: str) -> None:
    audition = registre.enregistrer(mesure, acte("audition", "18/05/2026 19:00")).enregistrements[0]
    with pytest.raises(Refus) as capture:
        registre.enregistrer(mesure, acte("levee", "18/05/2026 18:00"))
    assert capture.value.acte == audition


def test_annuler_le_placement_sous_une_prolongation_est_refuse(registre: Registre, mesure: str) -> None:
    prolongation = registre.enregistrer(mesure, acte("prolongation", "19/05/2026 08:00", **PROLONGATION)).enregistrements[0]
    with pytest.raises(Refus) as capture:
        registre.annuler(id_de(registre, "placement"), "erreur de dossier")
    assert capture.value.acte == prolongation


def test_une_contradiction_ancienne_n_empeche_pas_d_avancer(registre: Registre, base: BaseEnMemoire, mesure: str) -> None:
    """Une version antérieure du programme, moins stricte, a pu laisser passer ce que l'on refuse aujourd'hui."""
    registre.enregistrer(mesure, acte("repas", "18/05/2026 13:00"))
    base.contenu.lignes = [
        replace(e, type="levee", champs={}, le=le("18/05/2026 09:00")) if e.type == "repas" else e for e in base.contenu.lignes
    ]
    registre.enregistrer(mesure, acte("avis_protecteur", "18/05/2026 15:00"))


@pytest.mark.parametrize(
    "faits,code",
    [
        ({"personne": {"naissance": date(2027, 1, 1)}}, "date_future"),
        ({"procedure": {"date_des_faits": date(2026, 5, 21)}}, "date_future"),
        ({"procedure": {"peine_encourue": 12}}, "champ_inconnu"),
        ({"personne": {"naissance": "hier"}}, "fait_mal_type"),
        ({"territoire": "atlantide"}, "territoire_inconnu"),
    ],
)
def test_des_faits_impossibles_sont_refuses(registre: Registre, mesure: str, faits: dict[str, object], code: str) -> None:
    dossier_id = registre.dossiers()[0].dossier_id
    with pytest.raises(Refus) as capture:
        registre.rectifier_faits(dossier_id, motif="essai", **faits)
    assert capture.value.code == code


def test_l_heure_saisie_est_celle_du_territoire_de_la_mesure(registre: Registre, horloge: HorlogeFigee) -> None:
    changements = registre.executer([dossier(garde_a_vue(), territoire="guyane")])
    registre.enregistrer(changements.mesure, ActeSaisi("apprehension", datetime(2026, 5, 18, 9, 30)))
    (mesure,) = registre.dossier(changements.dossier).mesures
    assert mesure.actes[0].le == le("18/05/2026 14:30")


def test_un_lot_refuse_en_chemin_n_ecrit_rien(registre: Registre, base: BaseEnMemoire, mesure: str) -> None:
    avant = len(base.contenu.lignes)
    with pytest.raises(Refus):
        registre.executer(
            [Enregistrer(mesure, acte("repas", "18/05/2026 13:00")), Enregistrer(mesure, acte("levee", "18/05/2026 09:00"))]
        )
    assert len(base.contenu.lignes) == avant


def test_une_reprise_admet_la_presentation_et_la_prolongation_d_avant_le_placement(registre: Registre) -> None:
    """Une reprise au-delà de quarante-huit heures se décide avant de replacer : ni l'une ni l'autre n'est impossible."""
    anterieure = acte("garde_a_vue_anterieure", "10/05/2026 08:00", fin=le("12/05/2026 09:00"), memes_faits=True)
    mesure = registre.executer([dossier(garde_a_vue(anterieure, APPREHENSION, PLACEMENT))]).mesure
    registre.executer([Enregistrer(mesure, acte("presentation", "18/05/2026 09:40"))])
    registre.executer([Enregistrer(mesure, acte("prolongation", "18/05/2026 09:45", **PROLONGATION))])
    fiche = registre.dossiers()[0]
    assert {"presentation", "prolongation"} <= {e.type for e in registre.historique(fiche.dossier_id)}
