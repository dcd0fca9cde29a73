"""La machine à états de la fiche 01 (annexe b) : chaque transition, vue à un instant."""

from __future__ import annotations

import tomllib
from datetime import datetime

import pytest

from app.domain.temps import Instant
from app.regles.cas import lire_cas
from app.regles.etats import Etat, Situation, situation
from app.regles.moteur import Moteur
from app.systeme.fichiers_de_regles import charger_paquet

APPREHENSION = '{ type = "apprehension", le = 2026-10-06T06:00:00 }'
PLACEMENT = '{ type = "placement", le = 2026-10-06T06:20:00 }'
P48 = '{ type = "prolongation", le = 2026-10-07T05:30:00, fondement = "63_ii", autorite = "procureur" }'
P72 = '{ type = "prolongation", le = 2026-10-08T05:00:00, fondement = "706_88", autorite = "jld", presentation = "physique" }'
P96 = '{ type = "prolongation", le = 2026-10-09T05:00:00, fondement = "706_88", autorite = "jld", presentation = "physique" }'
BLOC = (
    '{ type = "prolongation", le = 2026-10-08T05:00:00, fondement = "706_88_bloc", autorite = "jld", '
    'motif = "duree_previsible" }'
)
TERRO = "{{ type = 'prolongation', le = {}, fondement = '706_88_1', autorite = 'jld', motif = 'action_terroriste_imminente' }}"
MULE = (
    '{ type = "prolongation", le = 2026-10-10T05:00:00, fondement = "706_88_2", autorite = "jld", '
    'motif = "stupefiants_in_corpore" }'
)
CERTIFICAT = '{ type = "certificat_in_corpore", le = 2026-10-10T04:00:00, presence = true, aptitude = true }'
DEFEREE = '{ type = "levee", le = 2026-10-06T16:10:00, suite = "deferement" }'
DEPOT = '{ type = "retenue_803_3", le = 2026-10-06T16:30:00, necessite = "audience tardive", locaux_amenages = true }'
COMPARUTION = '{ type = "comparution", le = 2026-10-07T10:00:00, devant = "juge_instruction" }'


def vue(a: str, *actes: str, famille: str = "706_73_3_stupefiants", naissance: str = "1990-01-01") -> Situation:
    corpus = charger_paquet()
    texte = (
        f'procedure = {{ nature = "crime", peine_encourue_mois = 360, famille_706_73 = "{famille}", cadre = "preliminaire", '
        f"date_des_faits = 2026-10-05 }}\npersonne = {{ naissance = {naissance} }}\n"
        f'mesure = [{{ type = "garde_a_vue", id = "m", acte = [{", ".join(actes)}] }}]'
    )
    (cas,) = lire_cas(tomllib.loads(texte), corpus, "état")
    return situation(Moteur(corpus), cas.dossier, "m", Instant.de_locale(datetime.fromisoformat(a), "Europe/Paris"))


TERRO_120, TERRO_144 = TERRO.format("2026-10-10T04:00:00"), TERRO.format("2026-10-11T05:00:00")
ORGANISE = "706_73_11_terrorisme"


@pytest.mark.parametrize(
    "a,actes,famille,attendu",
    [
        ("2026-10-06T06:10", (APPREHENSION,), "706_73", Etat.RETENTION_PREALABLE),
        ("2026-10-06T07:00", (APPREHENSION, PLACEMENT), "706_73", Etat.GAV_24),
        ("2026-10-07T05:59", (APPREHENSION, PLACEMENT), "706_73", Etat.GAV_24),
        ("2026-10-07T06:00", (APPREHENSION, PLACEMENT), "706_73", Etat.ILLEGALE),
        ("2026-10-07T06:00", (APPREHENSION, PLACEMENT, P48), "706_73", Etat.GAV_48),
        ("2026-10-08T06:00", (APPREHENSION, PLACEMENT, P48), "706_73", Etat.ILLEGALE),
        ("2026-10-08T06:00", (APPREHENSION, PLACEMENT, P48, P72), "706_73", Etat.GAV_72),
        ("2026-10-08T06:00", (APPREHENSION, PLACEMENT, P48, P72), "706_73_1", Etat.ILLEGALE),
        ("2026-10-09T06:00", (APPREHENSION, PLACEMENT, P48, P72, P96), "706_73", Etat.GAV_96),
        ("2026-10-09T06:00", (APPREHENSION, PLACEMENT, P48, BLOC), "706_73", Etat.GAV_BLOC_96),
        ("2026-10-10T06:00", (APPREHENSION, PLACEMENT, P48, BLOC, TERRO_120), ORGANISE, Etat.GAV_120_TERRO),
        ("2026-10-11T06:00", (APPREHENSION, PLACEMENT, P48, BLOC, TERRO_120, TERRO_144), ORGANISE, Etat.GAV_144_TERRO),
        ("2026-10-12T06:00", (APPREHENSION, PLACEMENT, P48, BLOC, TERRO_120, TERRO_144), ORGANISE, Etat.ILLEGALE),
        ("2026-10-10T06:00", (APPREHENSION, PLACEMENT, P48, BLOC, CERTIFICAT, MULE), "706_73_3_stupefiants", Etat.GAV_120_MULE),
        ("2026-10-10T06:00", (APPREHENSION, PLACEMENT, P48, BLOC, MULE), "706_73_3_stupefiants", Etat.ILLEGALE),
        ("2026-10-06T17:00", (APPREHENSION, PLACEMENT, DEFEREE), "706_73", Etat.DEFEREE_MEME_JOUR),
        ("2026-10-07T00:00", (APPREHENSION, PLACEMENT, DEFEREE), "706_73", Etat.ILLEGALE),
        ("2026-10-07T09:00", (APPREHENSION, PLACEMENT, DEFEREE, DEPOT), "706_73", Etat.RETENUE_803_3),
        ("2026-10-07T12:10", (APPREHENSION, PLACEMENT, DEFEREE, DEPOT), "706_73", Etat.ILLEGALE),
        ("2026-10-07T13:00", (APPREHENSION, PLACEMENT, DEFEREE, DEPOT, COMPARUTION), "706_73", Etat.COMPARUE),
    ],
)
def test_chaque_transition(a: str, actes: tuple[str, ...], famille: str, attendu: Etat) -> None:
    assert vue(a, *actes, famille=famille).etat is attendu


@pytest.mark.parametrize(
    "suite,attendu",
    [("liberation", Etat.LIBEREE), ("ecrou", Etat.ECROUEE_AUTRE_TITRE), ("remise_mandat", Etat.REMISE_MANDAT)],
)
def test_la_levee_mene_a_sa_suite(suite: str, attendu: Etat) -> None:
    levee = f'{{ type = "levee", le = 2026-10-06T16:10:00, suite = "{suite}" }}'
    assert vue("2026-10-06T16:10", APPREHENSION, PLACEMENT, levee).etat is attendu
    assert vue("2026-10-06T16:09", APPREHENSION, PLACEMENT, levee).etat is Etat.GAV_24


def test_les_faits_ajoutes_ne_changent_pas_l_etat() -> None:
    extension = '{ type = "extension_faits", le = 2026-10-06T12:00:00 }'
    assert vue("2026-10-06T13:00", APPREHENSION, PLACEMENT, extension).etat is Etat.GAV_24


def test_une_audition_libre_suivie_d_un_depart_laisse_libre() -> None:
    audition = '{ type = "audition_libre", le = 2026-10-06T04:00:00, fin = 2026-10-06T05:00:00 }'
    assert vue("2026-10-06T04:30", audition).etat is Etat.AUDITION_LIBRE
    partie = audition.replace("}", ", depart_libre = 2026-10-06T05:00:00 }")
    assert vue("2026-10-06T05:30", partie).etat is Etat.LIBRE
    assert vue("2026-10-06T03:00", audition).etat is Etat.LIBRE


def test_les_sous_etats_suivent_les_actes() -> None:
    avant = vue("2026-10-06T06:30", APPREHENSION, PLACEMENT)
    assert (avant.droits, avant.avocat, avant.medecin, avant.tiers, avant.magistrat, avant.mineur) == (
        "non notifiés", "non demandé", "non demandé", "non demandé", "non avisé", "sans objet",
    )  # fmt: skip
    actes = (
        '{ type = "avis_magistrat", le = 2026-10-06T06:25:00 }',
        '{ type = "notification_droits", le = 2026-10-06T06:30:00 }',
        '{ type = "demande_avocat", le = 2026-10-06T06:31:00 }',
        '{ type = "avis_avocat", le = 2026-10-06T06:35:00 }',
        '{ type = "demande_medecin", le = 2026-10-06T06:31:00 }',
        '{ type = "demande_avis_tiers", le = 2026-10-06T06:31:00, destinataire = "proche" }',
    )
    apres = vue("2026-10-06T07:00", APPREHENSION, PLACEMENT, *actes, naissance="2010-01-01")
    assert (apres.droits, apres.avocat, apres.medecin, apres.tiers, apres.magistrat, apres.mineur) == (
        "notifiés", "attendu", "demandé", "demandé", "avisé", "représentants à informer",
    )  # fmt: skip


def test_un_acte_posterieur_ne_compte_pas() -> None:
    assert vue("2026-10-07T05:00", APPREHENSION, PLACEMENT, P48).etat is Etat.GAV_24
