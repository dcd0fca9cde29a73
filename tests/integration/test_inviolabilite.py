"""Rien ne se modifie ni ne s'efface ; qui force le fichier est trahi par la chaîne d'empreintes."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from app.services.controler import verifier
from app.services.registre import Registre
from db.base import BaseSql, consulter
from db.inviolabilite import DECLENCHEURS_SQLITE
from tests.outils.fabriques import acte, dossier, garde_a_vue, moteur


@pytest.fixture
def remplie(base: BaseSql, registre: Registre) -> BaseSql:
    cree = registre.executer(
        [dossier(garde_a_vue(acte("apprehension", "18/05/2026 09:30"), acte("placement", "18/05/2026 10:05")))]
    )
    registre.enregistrer(cree.mesure, acte("repas", "18/05/2026 12:30"))
    registre.conserver_derivation(cree.dossier, registre.calculer(cree.dossier).echeances[0].cle)
    registre.journaliser("essai")
    return base


@pytest.mark.parametrize("table", ["dossier", "mesure", "acte", "derivation", "journal"])
@pytest.mark.parametrize(
    "ordre",
    ["UPDATE {0} SET {1} = {1}", "DELETE FROM {0}", "INSERT OR REPLACE INTO {0} SELECT * FROM {0} LIMIT 1"],
    ids=["modifier", "effacer", "remplacer"],
)
def test_le_registre_refuse_toute_modification(remplie: BaseSql, table: str, ordre: str) -> None:
    colonne = "ordre" if table in ("acte", "journal") else "id"
    with remplie.ecrire() as unite, pytest.raises(IntegrityError):
        unite.connexion.execute(text(ordre.format(table, colonne)))


def test_une_ligne_hors_de_la_suite_est_refusee(remplie: BaseSql) -> None:
    with remplie.lire() as unite:
        dernier = dict(unite.connexion.execute(text("SELECT * FROM acte ORDER BY ordre DESC LIMIT 1")).mappings().one())
    suivante = {**dernier, "id": "autre", "ordre": dernier["ordre"] + 1, "rang_d_enregistrement": 99, "empreinte": "f" * 64}
    colonnes = ", ".join(suivante)
    insertion = text(f"INSERT INTO acte ({colonnes}) VALUES ({', '.join(':' + c for c in suivante)})")
    for faute in ({"ordre": dernier["ordre"] + 2}, {"empreinte_precedente": "0" * 64}):
        with remplie.ecrire() as unite, pytest.raises(IntegrityError):
            unite.connexion.execute(insertion, {**suivante, "empreinte_precedente": dernier["empreinte"], **faute})


def test_la_chaine_se_verifie_avec_sa_seule_documentation(remplie: BaseSql) -> None:
    """Recalcul indépendant, d'après le texte d'``inviolabilite.py`` : SHA-256 du format, du maillon d'avant et du JSON trié."""
    precedente = "0" * 64
    with remplie.lire() as unite:
        lignes = unite.connexion.execute(text("SELECT * FROM acte ORDER BY ordre")).mappings().all()
    for ligne in lignes:
        contenu = {c: v for c, v in ligne.items() if not c.startswith("empreinte")} | {"annule": bool(ligne["annule"])}
        canonique = json.dumps(contenu, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        attendue = hashlib.sha256(f"clepsydre-acte-1\n{precedente}\n{canonique}".encode()).hexdigest()
        assert (ligne["empreinte_precedente"], ligne["empreinte"]) == (precedente, attendue)
        precedente = attendue


def forcer(chemin: Path, *ordres: str) -> None:
    """Fait ce que ferait un intrus : retire les déclencheurs, écrit, les remet."""
    with closing(sqlite3.connect(chemin)) as connexion:
        for nom in DECLENCHEURS_SQLITE:
            connexion.execute(f"DROP TRIGGER {nom}")
        for ordre in ordres:
            connexion.execute(ordre)
        for creation in DECLENCHEURS_SQLITE.values():
            connexion.execute(creation)
        connexion.commit()


@pytest.mark.parametrize(
    "ordre,attendu",
    [
        pytest.param(
            "UPDATE acte SET survenu_secondes = survenu_secondes + 60 WHERE type = 'placement'", "placement", id="heure changée"
        ),
        pytest.param("UPDATE acte SET motif = 'x' WHERE type = 'apprehension'", "apprehension", id="motif changé"),
        pytest.param(
            "UPDATE acte SET charge = replace(charge, 'vol', 'viol') WHERE sujet = 'procedure'", "faits", id="fait changé"
        ),
        pytest.param("UPDATE acte SET saisi_par = 'un autre' WHERE type = 'repas'", "repas", id="auteur changé"),
        pytest.param("DELETE FROM acte WHERE type = 'apprehension'", "n° 5 manque", id="acte supprimé"),
        pytest.param(
            "UPDATE acte SET ordre = CASE type WHEN 'apprehension' THEN -1 ELSE ordre END", "n° -1", id="ordre changé"
        ),
    ],
)
def test_une_alteration_est_vue_et_le_premier_maillon_rompu_nomme(
    remplie: BaseSql, chemin: Path, ordre: str, attendu: str
) -> None:
    remplie.fermer()
    forcer(chemin, ordre)
    vue = consulter(chemin)
    rapport = verifier(vue, moteur())
    vue.fermer()
    assert not rapport.tenu
    (chaine,) = [p for p in rapport.points if p.nom == "chaine"]
    assert not chaine.tenu
    assert attendu in chaine.constat


def test_la_fin_du_registre_coupee_se_voit_a_la_projection(remplie: BaseSql, chemin: Path) -> None:
    remplie.fermer()
    forcer(chemin, "DELETE FROM acte WHERE ordre = (SELECT max(ordre) FROM acte)")
    vue = consulter(chemin)
    rapport = verifier(vue, moteur())
    vue.fermer()
    assert [p.nom for p in rapport.points if not p.tenu] == ["projection"]


@pytest.mark.parametrize(
    "ordre",
    [
        "UPDATE echeance SET legal = legal + 3600",
        "DELETE FROM echeance",
        "UPDATE suivi SET etat = 'close'",
        "UPDATE fiche SET nom = 'Autre'",
    ],
)
def test_une_projection_faussee_est_vue(remplie: BaseSql, chemin: Path, ordre: str) -> None:
    remplie.fermer()
    with closing(sqlite3.connect(chemin)) as connexion:
        connexion.execute(ordre)
        connexion.commit()
    vue = consulter(chemin)
    rapport = verifier(vue, moteur())
    vue.fermer()
    assert [p.nom for p in rapport.points if not p.tenu] == ["projection"]


def test_des_declencheurs_absents_et_une_ligne_orpheline_sont_vus(remplie: BaseSql, chemin: Path) -> None:
    remplie.fermer()
    with closing(sqlite3.connect(chemin)) as connexion:
        connexion.execute("DROP TRIGGER dossier_interdit_effacer")
        connexion.execute("DELETE FROM dossier")
        connexion.commit()
    vue = consulter(chemin)
    rapport = verifier(vue, moteur())
    vue.fermer()
    assert {p.nom for p in rapport.points if not p.tenu} >= {"cles_etrangeres", "declencheurs"}


def test_une_page_abimee_est_vue_et_le_controle_s_arrete_la(remplie: BaseSql, chemin: Path) -> None:
    with remplie.lire() as unite:
        page = unite.connexion.execute(text("SELECT max(pageno) FROM dbstat WHERE name = 'acte'")).scalar_one()
    remplie.fermer()
    contenu = bytearray(chemin.read_bytes())
    contenu[(page - 1) * 4096 : (page - 1) * 4096 + 64] = b"\xa5" * 64
    chemin.write_bytes(bytes(contenu))
    vue = consulter(chemin)
    rapport = verifier(vue, moteur())
    vue.fermer()
    assert not rapport.tenu
    assert rapport.points[0].nom == "fichier"


def test_une_base_saine_est_declaree_saine(remplie: BaseSql) -> None:
    rapport = verifier(remplie, moteur())
    assert rapport.tenu, rapport
    assert [p.nom for p in rapport.points] == ["fichier", "cles_etrangeres", "declencheurs", "chaine", "projection"]
