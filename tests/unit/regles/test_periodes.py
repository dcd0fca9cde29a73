"""Ce qu'un acte sait des périodes de sa mesure, et ce qu'un délai admet : effet d'une prolongation, retard justifié, rappel."""

from __future__ import annotations

import tomllib
from datetime import datetime
from typing import Any

import pytest

from app.domain.echeance import Echeance, Resultat
from app.domain.temps import Instant
from app.regles.cas import lire_cas
from app.regles.corpus import Corpus
from app.regles.moteur import Moteur
from app.systeme.fichiers_de_regles import lire_fichiers

TETE = """
id = "essai"
intitule = "Essai"
genre = "delai"
famille = "essai"
mesures = ["garde_a_vue"]
critere_de_version = "{critere}"
[[version]]
du = 2019-09-20
{suite}
confiance = "haute"
articles = ["CPP, art. 63-3"]
"""
DELAI = """
  [[version.delai]]
  objet = "essai"
  action = "Faire"
  nature = "{nature}"
  mode = "{mode}"
  pour_chaque = "{sur}"
  depart = "{depart}"
  duree = {{ {duree} }}
  satisfait_par = ["diligence_medecin"]
"""
STUPEFIANTS = 'peine_encourue_mois = 120\nfamille_706_73 = "706_73_3_stupefiants"'
DEUX_PROLONGATIONS = """
[procedure]
nature = "delit"
{peine}
[[mesure]]
type = "garde_a_vue"
acte = [
  {{ type = "placement", le = 2026-10-06T06:00:00 }},
  {{ type = "prolongation", le = 2026-10-07T05:30:00, fondement = "63_ii", autorite = "procureur" }},
  {{ type = "prolongation", le = {seconde}, fondement = "706_88", autorite = "jld" }},
  {{ type = "notification_prolongation", le = 2026-10-07T05:45:00 }},
  {{ type = "demande_medecin", le = 2026-10-07T12:00:00 }},
]
"""


@pytest.fixture(scope="module")
def socle() -> dict[str, str]:
    garde: tuple[str, ...] = ("MANIFESTE", "vocabulaire/", "calendriers/")
    regles = ("depart_horloge", "reprise", "duree", "prolongation", "champ", "706_88_prolongations")
    garde += tuple(f"regles/garde_a_vue/gav_{nom}" for nom in regles)
    return {c: t for c, t in lire_fichiers().items() if c.startswith(garde)}


def jouer(socle: dict[str, str], regle: str, faits: str) -> Resultat:
    corpus = Corpus.depuis({**socle, "regles/essai/essai.toml": regle})
    (cas,) = lire_cas(tomllib.loads(faits), corpus, "cas.toml")
    return Moteur(corpus).calculer(cas.dossier)


def regle(critere: str = "acte", suite: str = "", **delai: str) -> str:
    champs = {"nature": "autorite", "mode": "instant", "sur": "prolongation", "depart": "acte.le", "duree": ""}
    return TETE.format(critere=critere, suite=suite) + DELAI.format(**{**champs, **delai})


def locale(instant: Instant) -> datetime:
    return instant.locale("Europe/Paris").replace(tzinfo=None)


def essais(resultat: Resultat) -> list[Echeance]:
    return [e for e in resultat.echeances if e.regle == "essai"]


def fins(resultat: Resultat) -> list[datetime]:
    return [locale(e.legal) for e in essais(resultat)]


def deux(seconde: str = "2026-10-08T05:10:00", peine: str = STUPEFIANTS) -> str:
    return DEUX_PROLONGATIONS.format(seconde=seconde, peine=peine)


def test_une_prolongation_prend_effet_a_la_fin_de_la_periode_precedente(socle: dict[str, str]) -> None:
    resultat = jouer(socle, regle(depart="acte.prend_effet"), deux())
    assert fins(resultat) == [datetime(2026, 10, 7, 6), datetime(2026, 10, 8, 6)]


def test_une_notification_porte_l_effet_de_la_derniere_prolongation_decidee_avant_elle(socle: dict[str, str]) -> None:
    resultat = jouer(socle, regle(sur="notification_prolongation", depart="acte.prend_effet"), deux())
    assert fins(resultat) == [datetime(2026, 10, 7, 6)]


def test_une_prolongation_tardive_ne_prend_aucun_effet(socle: dict[str, str]) -> None:
    resultat = jouer(socle, regle(depart="acte.prend_effet"), deux(seconde="2026-10-08T06:00:00"))
    assert fins(resultat) == [datetime(2026, 10, 7, 6)]
    assert [i.objet for i in resultat.incalculables if i.source.regle == "essai"] == ["essai"]


def test_une_prolongation_inverifiable_se_notifie_quand_meme_a_l_echeance(socle: dict[str, str]) -> None:
    resultat = jouer(socle, regle(depart="acte.prend_effet"), deux(seconde="2026-10-07T05:40:00", peine=""))
    assert datetime(2026, 10, 7, 6) in fins(resultat)
    acquises = [e for e in resultat.echeances if e.objet.startswith("fin_de_mesure") and e.portee == "acquise"]
    assert [locale(e.legal) for e in acquises] == [datetime(2026, 10, 7, 6)]


def test_la_periode_d_un_acte_finit_a_la_limite_qui_le_suit(socle: dict[str, str]) -> None:
    resultat = jouer(socle, regle(sur="demande_medecin", depart="acte.fin_periode"), deux())
    assert fins(resultat) == [datetime(2026, 10, 8, 6)]


def acte(type_: str, le: str, suite: str = "") -> str:
    return f'{{ type = "{type_}", le = {le}{suite} }}'


def mesure(*actes: str) -> str:
    return f'[[mesure]]\ntype = "garde_a_vue"\nacte = [{", ".join(actes)}]\n'


@pytest.mark.parametrize("admis, attendu", [("", 1), ("retard_admis_si = [{ fait = 'autre.medecin', present = true }]", 0)])
def test_un_retard_admis_n_est_pas_une_irregularite(socle: dict[str, str], admis: str, attendu: int) -> None:
    ecrite = regle(sur="demande_medecin", mode="heures_ecoulees", duree="heures = 3") + f"  {admis}\n"
    faits = mesure(
        acte("placement", "2026-01-10T09:00:00"),
        acte("demande_medecin", "2026-01-10T10:00:00"),
        acte("diligence_medecin", "2026-01-10T15:00:00", ', medecin = "Dr V."'),
    )
    resultat = jouer(socle, ecrite, faits)
    assert len([i for i in resultat.irregularites if i.source.regle == "essai"]) == attendu
    (echeance,) = essais(resultat)
    assert echeance.satisfaite_le is not None


@pytest.mark.parametrize("fin", ["diligence_medecin", "levee"])
def test_un_rappel_ne_fait_jamais_d_irregularite(socle: dict[str, str], fin: str) -> None:
    ecrite = regle(sur="demande_medecin", nature="rappel", mode="heures_ecoulees", duree="heures = 3")
    faits = mesure(
        acte("placement", "2026-01-10T09:00:00"),
        acte("demande_medecin", "2026-01-10T10:00:00"),
        acte(fin, "2026-01-10T15:00:00"),
    )
    assert not [i for i in jouer(socle, ecrite, faits).irregularites if i.source.regle == "essai"]


def test_la_version_d_une_mesure_prise_se_choisit_au_jour_de_son_acte_d_ouverture(socle: dict[str, str]) -> None:
    nouvelle = """
[[version]]
du = 2024-07-01
confiance = "haute"
articles = ["CPP, art. 63-3"]
reprend = true
"""
    ecrite = regle(
        critere="ouverture", suite="au = 2024-07-01", sur="demande_medecin", mode="heures_ecoulees", duree="heures = 3"
    )
    versions: dict[str, Any] = {}
    for placement in ("2024-06-30T23:59:00", "2024-07-01T00:00:00"):
        faits = mesure(
            acte("apprehension", "2024-06-30T23:00:00"),
            acte("placement", placement),
            acte("demande_medecin", "2024-07-01T01:00:00"),
        )
        (echeance,) = essais(jouer(socle, ecrite + nouvelle, faits))
        versions[placement] = str(echeance.source.version_du)
    assert versions == {"2024-06-30T23:59:00": "2019-09-20", "2024-07-01T00:00:00": "2024-07-01"}


def test_precedent_est_le_dernier_acte_avant_l_acte_declencheur(socle: dict[str, str]) -> None:
    controle = """
  [[version.controle]]
  objet = "mesure"
  pour_chaque = "demande_medecin"
  gravite = "information"
  message = "{precedent.repas.le}"
"""
    faits = mesure(
        acte("placement", "2026-01-10T09:00:00"),
        acte("repas", "2026-01-10T12:00:00"),
        acte("repas", "2026-01-10T19:00:00"),
        acte("demande_medecin", "2026-01-10T20:00:00"),
        acte("repas", "2026-01-11T07:00:00"),
    )
    resultat = jouer(socle, TETE.format(critere="acte", suite="") + controle, faits)
    (message,) = [i.message for i in resultat.irregularites if i.source.regle == "essai"]
    assert "19" in message
    assert "10\u00a0janvier" in message
