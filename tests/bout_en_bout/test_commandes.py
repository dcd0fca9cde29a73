"""La ligne de commande telle qu'on l'emploie : ce qu'elle rend, ce qu'elle refuse, avec quel code de sortie."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing

import pytest

from app.__main__ import main

PARIS = """
territoire = "{territoire}"
a = 2026-10-24T20:00:00
[[mesure]]
type = "garde_a_vue"
  [[mesure.acte]]
  type = "placement"
  le = 2026-10-24T15:00:00
"""


@pytest.fixture
def jouer(tmp_path, capsys):
    def lancer(texte: str, *options: str):
        fichier = tmp_path / "cas.toml"
        fichier.write_text(texte, encoding="utf-8")
        code = main(["calculer", str(fichier), *options])
        sortie = capsys.readouterr()
        return code, sortie.out, sortie.err

    return lancer


@pytest.mark.parametrize(
    "territoire,attendu", [("metropole", "2026-10-25T14:00:00+01:00"), ("guyane", "2026-10-25T15:00:00-03:00")]
)
def test_vingt_quatre_heures_la_nuit_du_changement_d_heure(jouer, territoire, attendu):
    code, sortie, _ = jouer(PARIS.format(territoire=territoire), "--json")
    rendu = json.loads(sortie)
    fin = next(e for e in rendu["echeances"] if e["regle"] == "gav_duree_initiale_24h")
    assert code == 0
    assert fin["instant_legal"] == fin["instant_prudent"] == attendu
    assert fin["statut"] == "future"
    assert fin["articles"]
    assert fin["etapes"]
    assert rendu["etats"] == [{**rendu["etats"][0], "etat": "garde à vue, 24 h"}]


def test_la_sortie_texte_dit_pourquoi(jouer):
    code, sortie, _ = jouer(PARIS.format(territoire="metropole"))
    assert code == 0
    assert "24 heures après" in sortie
    assert "dim. 25 octobre 2026 à 14" in sortie.replace("\u00a0", " ")


def test_un_attendu_manque_se_dit_et_rend_1(jouer):
    faux = (
        PARIS.format(territoire="metropole")
        + '[[attendu]]\nregle = "gav_duree_initiale_24h"\ninstant_legal = 2026-10-25T15:00:00\n'
    )
    code, sortie, _ = jouer(faux)
    assert code == 1
    assert "ÉCART" in sortie


def test_un_cas_malforme_rend_2_dit_ou_et_ne_montre_aucune_trace(jouer):
    code, sortie, erreur = jouer(PARIS.format(territoire="metropole").replace("placement", "placment"))
    assert code == 2
    assert sortie == ""
    assert "mesure 1, acte 1" in erreur
    assert "Peut-être : placement" in erreur
    assert "Traceback" not in erreur


def test_des_faits_contradictoires_rendent_2_et_disent_lesquels(jouer):
    contraire = PARIS.format(territoire="metropole") + '  [[mesure.acte]]\n  type = "audition"\n  le = 2026-10-24T18:00:00\n'
    code, sortie, erreur = jouer(contraire + "  fin = 2026-10-24T17:00:00\n", "--json")
    assert code == 2
    assert "précède le début" in erreur
    assert json.loads(sortie)["impossibles"][0]["champ"] == "fin"


def test_le_vocabulaire_et_les_regles_se_lisent(capsys):
    assert main(["vocabulaire", "--json"]) == 0
    vocabulaire = json.loads(capsys.readouterr().out)
    placement = next(a for a in vocabulaire["actes"] if a["type"] == "placement")
    assert "garde_a_vue" in placement["mesures"]
    assert "guyane" in vocabulaire["territoires"]
    assert main(["regles", "--json"]) == 0
    regles = {r["id"]: r for r in json.loads(capsys.readouterr().out)}
    assert regles["gav_medecin_3h"]["cas"] >= 2
    assert regles["gav_medecin_3h"]["versions"]
    assert main(["vocabulaire"]) == main(["regles"]) == 0


def test_demo_puis_verifier_puis_une_base_alteree(tmp_path, capsys):
    base = tmp_path / "demo.db"
    assert main(["demo", str(base), "--profil", "S", "--graine", "3"]) == 0
    assert main(["demo", str(base)]) == 2
    assert main(["verifier", str(base)]) == 0
    capsys.readouterr()
    with closing(sqlite3.connect(base)) as connexion:
        (declencheur,) = connexion.execute("select name from sqlite_master where type = 'trigger' limit 1").fetchone()
        connexion.execute(f"drop trigger {declencheur}")
        connexion.commit()
    assert main(["verifier", str(base)]) != 0
    assert main(["verifier", str(tmp_path / "absente.db")]) == 2
