"""La machine à états d'un titre (fiche 02, § 14 a) : chaque transition, vue à un instant."""

from __future__ import annotations

import tomllib
from datetime import datetime

import pytest

from app.domain.temps import Instant
from app.regles.cas import lire_cas
from app.regles.etats_de_titre import EtatDeTitre, SituationDeTitre, situation_de_titre
from app.regles.moteur import Moteur
from app.systeme.fichiers_de_regles import charger_paquet

IP = '{ type = "incarceration_provisoire", le = 2026-07-30, fondement = "145_al_8", date_fixee = 2026-08-03 }'
PLACEMENT = '{ type = "placement_detention", le = 2026-08-03, fondement = "145" }'
P1 = '{ type = "prolongation_detention", le = 2026-11-25, fondement = "145_1" }'
RENVOI = '{ type = "reglement", le = 2026-09-14, issue = "renvoi_correctionnel", maintien_distinct = true }'
ACCUSATION = '{ type = "reglement", le = 2026-09-14, issue = "mise_en_accusation_assises" }'
P179 = '{ type = "prolongation_detention", le = 2026-11-10, fondement = "179" }'
FOND = '{ type = "comparution_fond", le = 2026-10-20, juridiction = "tribunal_correctionnel" }'
FERME = (
    '{ type = "jugement", le = 2026-10-21, sens = "condamnation_ferme", maintien = true, '
    'juridiction = "tribunal_correctionnel", peine_mois = 36 }'
)
APPEL = '{ type = "appel_jugement", le = 2026-10-26, auteur = "prevenu", matiere = "correctionnelle" }'
CI = '{ type = "placement_detention", le = 2026-08-03, fondement = "396" }'
EVASION, REPRISE = '{ type = "evasion", le = 2026-10-01 }', '{ type = "reprise", le = 2026-10-05 }'
LEVEE = '{ type = "levee_ecrou", le = 2026-10-01T15:00:00 }'
CONTRAIRE = (
    '{ type = "mise_en_liberte", le = 2026-10-01T15:00:00, conforme_aux_requisitions = false, '
    "notifiee_au_parquet = 2026-10-01T15:10:00 }"
)


def vue(a: str, *actes: str, nature: str = "delit", peine: int = 84) -> SituationDeTitre:
    corpus = charger_paquet()
    texte = (
        f'procedure = {{ nature = "{nature}", peine_encourue_mois = {peine}, date_des_faits = 2026-07-01 }}\n'
        "personne = { naissance = 1990-01-01 }\n"
        f'mesure = [{{ type = "detention", id = "m", acte = [{", ".join(actes)}] }}]'
    )
    (cas,) = lire_cas(tomllib.loads(texte), corpus, "état")
    return situation_de_titre(Moteur(corpus), cas.dossier, "m", Instant.de_locale(datetime.fromisoformat(a), "Europe/Paris"))


@pytest.mark.parametrize(
    "a,actes,attendu",
    [
        ("2026-07-31T09:00", (IP, PLACEMENT), EtatDeTitre.INCARCERATION_PROVISOIRE),
        ("2026-08-04T09:00", (IP, PLACEMENT), EtatDeTitre.INFORMATION),
        ("2026-12-02T23:59", (PLACEMENT,), EtatDeTitre.INFORMATION),
        ("2026-12-03T00:00", (PLACEMENT,), EtatDeTitre.EXPIRE),
        ("2026-12-03T00:00", (PLACEMENT, P1), EtatDeTitre.INFORMATION),
        ("2026-09-20T09:00", (PLACEMENT, RENVOI), EtatDeTitre.ATTENTE_TRIBUNAL),
        ("2026-11-20T09:00", (PLACEMENT, RENVOI, P179), EtatDeTitre.ATTENTE_TRIBUNAL),
        ("2026-10-20T15:00", (PLACEMENT, RENVOI, FOND), EtatDeTitre.COMPARU),
        ("2026-10-22T09:00", (PLACEMENT, RENVOI, FOND, FERME), EtatDeTitre.PEINE),
        ("2026-10-27T09:00", (PLACEMENT, RENVOI, FOND, FERME, APPEL), EtatDeTitre.APPEL),
        ("2026-08-04T09:00", (CI,), EtatDeTitre.COMPARUTION_IMMEDIATE_JLD),
        ("2026-10-02T09:00", (PLACEMENT, EVASION, REPRISE), EtatDeTitre.EVADE),
        ("2026-10-06T09:00", (PLACEMENT, EVASION, REPRISE), EtatDeTitre.INFORMATION),
        ("2026-10-02T09:00", (PLACEMENT, LEVEE), EtatDeTitre.LEVE),
        ("2026-10-01T16:00", (PLACEMENT, CONTRAIRE), EtatDeTitre.BLOCAGE),
    ],
)
def test_chaque_transition(a: str, actes: tuple[str, ...], attendu: EtatDeTitre) -> None:
    assert vue(a, *actes).etat is attendu


def test_la_mise_en_accusation_attend_la_cour_d_assises() -> None:
    assert vue("2026-09-20T09:00", PLACEMENT, ACCUSATION, nature="crime", peine=240).etat is EtatDeTitre.ATTENTE_CRIMINELLE


def test_le_rang_compte_les_prolongations_du_compteur_qui_court() -> None:
    assert vue("2026-11-20T09:00", PLACEMENT, RENVOI, P179).rang == 1
    assert vue("2026-09-20T09:00", PLACEMENT, RENVOI).rang == 0


def test_au_dela_du_plafond_la_prolongation_est_exceptionnelle() -> None:
    mois = ("2026-11-20", "2027-03-20", "2027-07-20", "2027-11-20", "2028-03-20")
    suite = [f'{{ type = "prolongation_detention", le = {m}, fondement = "145_1" }}' for m in mois]
    derniere = '{ type = "prolongation_detention", le = 2028-07-20, fondement = "exceptionnelle_145_1" }'
    corpus = charger_paquet()
    texte = (
        'procedure = { nature = "delit", peine_encourue_mois = 120, faits_hors_territoire = true, '
        "date_des_faits = 2026-07-01 }\n"
        "personne = { naissance = 1990-01-01 }\n"
        f'mesure = [{{ type = "detention", id = "m", acte = [{", ".join([PLACEMENT, *suite, derniere])}] }}]'
    )
    (cas,) = lire_cas(tomllib.loads(texte), corpus, "état")
    a = Instant.de_locale(datetime(2028, 9, 1), "Europe/Paris")
    assert situation_de_titre(Moteur(corpus), cas.dossier, "m", a).etat is EtatDeTitre.EXCEPTIONNELLE
