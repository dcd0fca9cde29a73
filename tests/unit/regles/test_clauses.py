"""Ce que les clauses d'une règle savent dire, sur une petite règle faite pour l'épreuve."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from app.domain.echeance import Echeance, Gravite, Portee, Resultat
from app.domain.temps import Instant
from app.regles.cas import lire_cas
from app.regles.corpus import Corpus
from app.regles.moteur import Moteur
from app.systeme.fichiers_de_regles import lire_fichiers

SOCLE = ("MANIFESTE", "vocabulaire/", "calendriers/", "regles/garde_a_vue/gav_depart_horloge")


def jouer(clause: str, *mesures: str) -> Resultat:
    regle = (
        'id = "essai"\nintitule = "Essai"\ngenre = "delai"\nfamille = "essai"\n'
        'mesures = ["garde_a_vue", "retention_mandat"]\ncritere_de_version = "acte"\n'
        '[[version]]\ndu = 2019-01-01\nconfiance = "haute"\narticles = ["CPP, art. 803-3"]\n' + clause
    )
    fichiers = {c: t for c, t in lire_fichiers().items() if c.startswith(SOCLE)}
    corpus = Corpus.depuis({**fichiers, "regles/essai/essai.toml": regle})
    (cas,) = lire_cas(tomllib.loads(f"mesure = [{', '.join(mesures)}]"), corpus, "cas.toml")
    return Moteur(corpus).calculer(cas.dossier)


def mesure(type_: str, *actes: str) -> str:
    return f'{{ type = "{type_}", acte = [{", ".join(actes)}] }}'


def acte(type_: str, le: str, **champs: Any) -> str:
    suite = "".join(f", {k} = {v}" for k, v in champs.items())
    return f'{{ type = "{type_}", le = {le}{suite} }}'


def echeance(resultat: Resultat) -> Echeance:
    (unique,) = (e for e in resultat.echeances if e.regle == "essai")
    return unique


def irregularites(resultat: Resultat) -> list[tuple[str, Gravite]]:
    return [(i.objet, i.gravite) for i in resultat.irregularites if i.source.regle == "essai"]


VINGT_HEURES = """
  [[version.delai]]
  objet = "comparution"
  action = "Faire comparaître"
  nature = "liberte"
  mode = "heures_ecoulees"
  pour_chaque = "levee"
  duree = { heures = 20 }
  satisfait_par = ["comparution"]
  satisfait_champ = "debut_interrogatoire"
  apres_levee = "court"
  possible_si = [{ acte = "retenue_803_3", existe = false }]
  conditions = ["si la rétention est nécessaire"]
"""
LEVEE = acte("levee", "2021-10-07T19:00:00", suite='"deferement"')
RETENUE = acte("retenue_803_3", "2021-10-07T19:30:00")


def test_une_echeance_que_la_loi_ouvre_seulement_est_possible_et_ne_constate_aucun_retard() -> None:
    trop_tard = acte("comparution", "2021-10-08T16:00:00")
    resultat = jouer(VINGT_HEURES, mesure("garde_a_vue", LEVEE, trop_tard))
    limite = echeance(resultat)
    assert limite.portee is Portee.POSSIBLE
    assert limite.conditions == ("si la rétention est nécessaire",)
    assert not limite.ouverte
    assert irregularites(resultat) == []


def test_la_meme_echeance_acquise_constate_le_retard() -> None:
    trop_tard = acte("comparution", "2021-10-08T15:00:00")
    resultat = jouer(VINGT_HEURES, mesure("garde_a_vue", LEVEE, RETENUE, trop_tard))
    assert echeance(resultat).portee is Portee.ACQUISE
    assert irregularites(resultat) == [("comparution", Gravite.ROUGE)]


@pytest.mark.parametrize(
    "comparution, interrogatoire, attendu",
    [
        ("2021-10-08T15:20:00", "2021-10-08T13:55:00", []),
        ("2021-10-08T13:00:00", "2021-10-08T15:05:00", [("comparution", Gravite.ROUGE)]),
    ],
)
def test_l_heure_utile_est_celle_du_champ_nomme(
    comparution: str, interrogatoire: str, attendu: list[tuple[str, Gravite]]
) -> None:
    presente = acte("comparution", comparution, debut_interrogatoire=interrogatoire)
    assert irregularites(jouer(VINGT_HEURES, mesure("garde_a_vue", LEVEE, RETENUE, presente))) == attendu


def test_une_liberte_rendue_entre_les_deux_lectures_est_orange() -> None:
    nuit = (acte("levee", "2026-03-28T18:00:00", suite='"deferement"'), acte("retenue_803_3", "2026-03-28T18:30:00"))
    entre = acte("comparution", "2026-03-29T14:30:00")
    resultat = jouer(VINGT_HEURES, mesure("garde_a_vue", *nuit, entre))
    assert irregularites(resultat) == [("comparution_lecture_prudente", Gravite.ORANGE)]


def test_une_clause_propre_a_une_mesure_se_tait_ailleurs() -> None:
    clause = """
  [[version.controle]]
  objet = "rappel"
  gravite = "orange"
  mesures = ["retention_mandat"]
  message = "Rappel."
"""
    prise = acte("apprehension", "2026-01-05T10:00:00")
    assert irregularites(jouer(clause, mesure("garde_a_vue", prise))) == []
    assert irregularites(jouer(clause, mesure("retention_mandat", prise))) == [("rappel", Gravite.ORANGE)]


def test_une_clause_propre_a_une_autre_mesure_ne_reclame_pas_de_version() -> None:
    clause = """
  [[version.controle]]
  objet = "rappel"
  gravite = "orange"
  mesures = ["retention_mandat"]
  message = "Rappel."
"""
    ancienne = jouer(clause, mesure("garde_a_vue", acte("apprehension", "2015-01-05T10:00:00")))
    assert [i.objet for i in ancienne.incalculables if i.source.regle == "essai"] == []


def test_une_echeance_a_l_instant_meme_est_le_fait_dont_elle_part() -> None:
    clause = """
  [[version.delai]]
  objet = "a_l_instant"
  action = "Agir"
  nature = "autorite"
  mode = "instant"
  depart = "calcul.t0"
"""
    resultat = jouer(clause, mesure("garde_a_vue", acte("apprehension", "2026-01-05T10:00:00")))
    limite = echeance(resultat)
    assert limite.legal == limite.prudent
    assert limite.legal.iso("Europe/Paris").startswith("2026-01-05T10:00:00")
    assert isinstance(limite.depart, Instant)


def test_le_premier_de_l_acte_et_du_fait_satisfait() -> None:
    clause = """
  [[version.delai]]
  objet = "fin_de_la_contrainte"
  action = "Mettre fin à la contrainte"
  nature = "liberte"
  mode = "heures_ecoulees"
  pour_chaque = "contrainte"
  duree = { heures = 4 }
  satisfait_par = ["placement"]
  satisfait_fait = "acte.fin"
"""
    contrainte = acte("contrainte", "2026-01-05T10:00:00", fin="2026-01-05T13:00:00")
    tardif = acte("placement", "2026-01-05T14:30:00")
    assert irregularites(jouer(clause, mesure("garde_a_vue", contrainte, tardif))) == []
    sans_fin = acte("contrainte", "2026-01-05T10:00:00")
    resultat = jouer(clause, mesure("garde_a_vue", sans_fin, tardif))
    assert irregularites(resultat) == [("fin_de_la_contrainte", Gravite.ROUGE)]
