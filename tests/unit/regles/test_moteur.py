"""Le moteur sur un petit paquet fait pour l'épreuve : manques, versions, retards, chaîne."""

from __future__ import annotations

import tomllib
from datetime import datetime
from typing import Any

import pytest

from app.domain.echeance import Gravite, Portee, Resultat
from app.domain.erreurs import ErreurMetier
from app.regles.cas import lire_cas
from app.regles.corpus import Corpus
from app.regles.moteur import Moteur
from app.systeme.fichiers_de_regles import lire_fichiers

REGLE = """
id = "essai"
intitule = "Essai"
genre = "delai"
famille = "essai"
mesures = ["garde_a_vue"]
critere_de_version = "acte"
[[version]]
du = 2019-09-20
au = 2024-07-01
confiance = "haute"
articles = ["CPP, art. 63-3"]
  [[version.delai]]
  objet = "medecin"
  action = "Requérir le médecin"
  nature = "autorite"
  mode = "heures_ecoulees"
  pour_chaque = "demande_medecin"
  duree = { heures = 3 }
  satisfait_par = ["diligence_medecin"]
[[version]]
du = 2024-07-01
confiance = "haute"
articles = ["CPP, art. 63-3"]
  [[version.delai]]
  objet = "medecin"
  action = "Requérir le médecin"
  nature = "autorite"
  mode = "heures_ecoulees"
  pour_chaque = "demande_medecin"
  duree = { heures = 2 }
  si = [{ fait = "procedure.peine_encourue_mois", au_moins = 12 }]
  satisfait_par = ["diligence_medecin"]
"""


@pytest.fixture(scope="module")
def socle() -> dict[str, str]:
    garde = (
        "MANIFESTE",
        "vocabulaire/",
        "calendriers/",
        "regles/garde_a_vue/gav_depart_horloge",
        "regles/garde_a_vue/gav_reprise",
    )
    garde += ("regles/garde_a_vue/gav_duree", "regles/garde_a_vue/gav_prolongation", "regles/garde_a_vue/gav_champ")
    return {c: t for c, t in lire_fichiers().items() if c.startswith(garde)}


def jouer(socle: dict[str, str], cas: str, regle: str | None = REGLE) -> Resultat:
    fichiers = {**socle, **({"regles/essai/essai.toml": regle} if regle else {})}
    corpus = Corpus.depuis(fichiers)
    (lu,) = lire_cas(tomllib.loads(cas), corpus, "cas.toml")
    return Moteur(corpus).calculer(lu.dossier)


def acte(type_: str, le: str, **champs: Any) -> str:
    suite = "".join(f", {k} = {v}" for k, v in champs.items())
    return f'{{ type = "{type_}", le = {le}{suite} }}'


def cas(*actes: str, **procedure: Any) -> str:
    proc = "".join(f"{k} = {v}\n" for k, v in procedure.items())
    return f'[procedure]\n{proc}[[mesure]]\ntype = "garde_a_vue"\nacte = [{", ".join(actes)}]\n'


def locale(instant: Any) -> datetime:
    heure: datetime = instant.locale("Europe/Paris")
    return heure.replace(tzinfo=None)


def test_la_version_est_choisie_au_jour_de_l_acte(socle: dict[str, str]) -> None:
    veille = jouer(socle, cas(acte("demande_medecin", "2024-06-30T23:00:00")))
    (echeance,) = [e for e in veille.echeances if e.regle == "essai"]
    assert locale(echeance.legal) == datetime(2024, 7, 1, 2, 0)
    jour = jouer(socle, cas(acte("demande_medecin", "2024-07-01T00:00:00"), peine_encourue_mois=36))
    (echeance,) = [e for e in jour.echeances if e.regle == "essai"]
    assert locale(echeance.legal) == datetime(2024, 7, 1, 2, 0)
    assert echeance.source.version_du is not None
    assert echeance.source.version_du.isoformat() == "2024-07-01"


def test_avant_la_premiere_version_la_ligne_dit_hors_couverture(socle: dict[str, str]) -> None:
    resultat = jouer(socle, cas(acte("demande_medecin", "2019-09-19T10:00:00")))
    (ligne,) = [i for i in resultat.incalculables if i.source.regle == "essai"]
    assert "aucune version" in ligne.raison
    assert not [e for e in resultat.echeances if e.regle == "essai"]


def test_un_fait_manquant_est_nomme_jamais_suppose(socle: dict[str, str]) -> None:
    resultat = jouer(socle, cas(acte("demande_medecin", "2025-01-10T10:00:00")))
    (ligne,) = [i for i in resultat.incalculables if i.source.regle == "essai"]
    assert ligne.faits_manquants == ("Peine d'emprisonnement encourue",)


def test_un_acte_fait_a_temps_satisfait_et_un_acte_tardif_est_irregulier(socle: dict[str, str]) -> None:
    demande = acte("demande_medecin", "2023-01-10T10:00:00")
    a_temps = jouer(socle, cas(demande, acte("diligence_medecin", "2023-01-10T12:59:00")))
    (echeance,) = [e for e in a_temps.echeances if e.regle == "essai"]
    assert echeance.satisfaite_le is not None
    assert not [i for i in a_temps.irregularites if i.source.regle == "essai"]
    a_la_minute = jouer(socle, cas(demande, acte("diligence_medecin", "2023-01-10T13:00:00")))
    (retard,) = [i for i in a_la_minute.irregularites if i.source.regle == "essai"]
    assert "à l'échéance même" in retard.message
    en_retard = jouer(socle, cas(demande, acte("diligence_medecin", "2023-01-10T13:01:00")))
    (retard,) = [i for i in en_retard.irregularites if i.source.regle == "essai"]
    assert "après l'échéance" in retard.message


def test_une_prolongation_a_la_minute_de_l_echeance_est_tardive_et_n_allonge_rien(socle: dict[str, str]) -> None:
    placement = acte("placement", "2026-05-18T09:30:00")
    for decision, recu in (("2026-05-19T09:29:00", True), ("2026-05-19T09:30:00", False)):
        resultat = jouer(
            socle,
            cas(placement, acte("prolongation", decision, fondement='"63_ii"', autorite='"procureur"'), peine_encourue_mois=36),
        )
        fins = [locale(e.legal) for e in resultat.echeances if e.objet == "fin_de_mesure_48h" and e.portee is Portee.ACQUISE]
        assert fins == ([datetime(2026, 5, 20, 9, 30)] if recu else [])
        critiques = [i for i in resultat.irregularites if i.gravite is Gravite.CRITIQUE]
        assert bool(critiques) is not recu


def test_memes_faits_memes_octets(socle: dict[str, str]) -> None:
    texte = cas(acte("apprehension", "2026-10-24T15:00:00"), acte("placement", "2026-10-24T15:20:00"), peine_encourue_mois=36)
    assert repr(jouer(socle, texte)) == repr(jouer(socle, texte))


def test_une_regle_qui_nomme_un_fait_inexistant_refuse_le_paquet(socle: dict[str, str]) -> None:
    with pytest.raises(ErreurMetier, match="n'existe pas dans le vocabulaire"):
        jouer(socle, cas(), REGLE.replace("procedure.peine_encourue_mois", "procedure.peine"))
    with pytest.raises(ErreurMetier, match="inconnu du vocabulaire"):
        jouer(socle, cas(), REGLE.replace("demande_medecin", "demande_de_medecin"))


@pytest.mark.parametrize(
    "toml, attendu",
    [
        ('[[mesure]]\ntype = "garde_a_vu"', "Peut-être : garde_a_vue"),
        ('[[mesure]]\ntype = "garde_a_vue"\nacte = [{ type = "placement", le = 2026-03-29T02:30:00 }]', "n'existe pas"),
        ('[[mesure]]\ntype = "garde_a_vue"\nacte = [{ type = "placement", le = 2026-10-25T02:30:00 }]', "occurrence = 1"),
        ('[[mesure]]\ntype = "garde_a_vue"\nacte = [{ type = "placement", le = "hier" }]', "« le » attend"),
        ('[[mesure]]\ntype = "garde_a_vue"\nacte = [{ type = "placement", heure = 3 }]', "clé « heure » inconnue"),
        ('territoire = "atlantide"', "territoire « atlantide » inconnu"),
        ("[procedure]\npeine_encourue_mois = -1", "nombre positif"),
        ('[procedure]\ncadre = "flagrant"', "valeurs : flagrance"),
        ("mesure = 3", "[[mesure]]"),
        ("", "aucune mesure"),
        ("mesure = [1]", "[[mesure]]"),
        ("[[mesure]]\ntype = 3", "entre guillemets"),
        ('[[mesure]]\ntype = "garde_a_vue"\nacte = ["x"]', "[[acte]]"),
        ('[[mesure]]\ntype = "garde_a_vue"\nacte = [{ type = "placement", annule = "oui" }]', "true ou false"),
        ('attendu = 3\n[[mesure]]\ntype = "garde_a_vue"', "[[attendu]]"),
        (
            'attendu = [{ regle = "x", instant_legal = "demain" }]\n[[mesure]]\ntype = "garde_a_vue"',
            "attend une date et une heure",
        ),
        ('attendu = [{ statut = "future" }]\n[[mesure]]\ntype = "garde_a_vue"', "dire au moins"),
        ('regles = "x"\n[[mesure]]\ntype = "garde_a_vue"', "liste d'identifiants"),
    ],
)
def test_un_cas_mal_ecrit_est_refuse_et_dit_pourquoi(socle: dict[str, str], toml: str, attendu: str) -> None:
    with pytest.raises(ErreurMetier) as refus:
        jouer(socle, toml, None)
    assert attendu in refus.value.phrase
    assert "cas.toml" in refus.value.ou
