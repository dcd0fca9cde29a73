"""Une écriture qui échoue à n'importe quelle étape ne laisse rien : ni acte, ni projection, ni moitié de dossier."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, text

from app.domain.echeance import Resultat
from app.domain.faits import Dossier
from app.ports.erreurs import ErreurDEnvironnement
from app.services.controler import verifier
from app.services.demandes import Enregistrer
from app.services.registre import Registre
from db.base import BaseSql
from tests.outils.fabriques import acte, dossier, garde_a_vue, moteur
from tests.outils.horloges import HorlogeFigee

DEPART = (acte("apprehension", "18/05/2026 09:30"), acte("placement", "18/05/2026 10:05"))
TABLES = ("dossier", "mesure", "acte", "fiche", "suivi", "echeance", "signalement")


def contenu(base: BaseSql) -> dict[str, list[Any]]:
    with base.lire() as unite:
        return {t: list(unite.connexion.execute(text(f"SELECT * FROM {t} ORDER BY 1, 2"))) for t in TABLES}


def echouer_a(base: BaseSql, rang: int, erreur: Callable[[], Exception]) -> Callable[[], None]:
    """Fait échouer la n-ième instruction d'écriture ; rend de quoi arrêter."""
    vues = 0

    def compter(_c: Any, _curseur: Any, instruction: str, *_reste: Any) -> None:
        nonlocal vues
        if instruction.startswith(("INSERT", "DELETE", "UPDATE")):
            vues += 1
            if vues == rang:
                raise erreur()

    event.listen(base._moteur, "before_cursor_execute", compter)
    return lambda: event.remove(base._moteur, "before_cursor_execute", compter)


def disque_plein() -> sqlite3.OperationalError:
    erreur = sqlite3.OperationalError("database or disk is full")
    erreur.sqlite_errorcode = sqlite3.SQLITE_FULL
    return erreur


def test_quelle_que_soit_l_instruction_qui_echoue_rien_n_est_ecrit(base: BaseSql, registre: Registre) -> None:
    mesure = registre.executer([dossier(garde_a_vue(*DEPART))]).mesure
    avant = contenu(base)
    demandes = [Enregistrer(mesure, acte("levee", "18/05/2026 20:00", suite="liberation"))]
    rang = 0
    while True:
        rang += 1
        arreter = echouer_a(base, rang, disque_plein)
        try:
            with pytest.raises(ErreurDEnvironnement) as capture:
                registre.executer(demandes)
        except pytest.fail.Exception:
            break  # plus aucune instruction à faire échouer : l'écriture a abouti
        finally:
            arreter()
        assert capture.value.code == "disque_plein"
        assert contenu(base) == avant
        assert registre.version(registre.dossiers()[0].dossier_id) == len(avant["acte"])
    assert rang > 5
    assert len(contenu(base)["acte"]) == len(avant["acte"]) + 1
    assert verifier(base, moteur()).tenu


def test_un_defaut_du_calcul_n_ecrit_pas_l_acte(base: BaseSql, registre: Registre, horloge: HorlogeFigee) -> None:
    class EnPanne:
        corpus = moteur().corpus

        def calculer(self, faits: Dossier) -> Resultat:
            raise ZeroDivisionError

    mesure = registre.executer([dossier(garde_a_vue(*DEPART))]).mesure
    avant = contenu(base)
    with pytest.raises(ZeroDivisionError):
        Registre(base, EnPanne(), horloge, "greffe").enregistrer(mesure, acte("repas", "18/05/2026 12:30"))
    assert contenu(base) == avant
    registre.enregistrer(mesure, acte("repas", "18/05/2026 12:30"))


def test_mourir_entre_l_ajout_et_la_validation_ne_laisse_rien(base: BaseSql, registre: Registre) -> None:
    registre.executer([dossier(garde_a_vue(*DEPART))])
    avant = contenu(base)
    with base.ecrire() as unite:
        (dossier_id,) = unite.registre.dossiers()
        dernier = unite.registre.enregistrements(dossier_id)[-1]
        unite.registre.ajouter(replace(dernier, id="jamais validé", remplace=None))
    assert contenu(base) == avant


def test_le_disque_plein_pour_de_vrai_se_dit_et_le_travail_reprend_une_fois_la_place_faite(
    base: BaseSql, registre: Registre
) -> None:
    mesure = registre.executer([dossier(garde_a_vue(*DEPART))]).mesure

    def limiter(pages: int) -> None:
        connexion = base._moteur.raw_connection()
        connexion.cursor().execute(f"PRAGMA max_page_count={pages}")
        connexion.close()

    ecrits: list[str] = []

    def remplir() -> None:
        for numero in range(400):
            note = acte("evenement_note", "18/05/2026 12:00", mention=f"{numero} " + "x" * 900)
            ecrits.extend(registre.enregistrer(mesure, note).enregistrements)

    limiter(1)  # SQLite retient au moins la taille présente
    with pytest.raises(ErreurDEnvironnement) as capture:
        remplir()
    assert capture.value.code == "disque_plein"
    dossier_id = registre.dossiers()[0].dossier_id
    assert [e.id for e in registre.historique(dossier_id) if e.type == "evenement_note"] == ecrits
    limiter(1 << 30)
    registre.enregistrer(mesure, acte("repas", "18/05/2026 12:30"))
    assert verifier(base, moteur()).tenu


def test_une_base_occupee_par_un_autre_programme_se_dit(base: BaseSql, registre: Registre, chemin: Path) -> None:
    mesure = registre.executer([dossier(garde_a_vue(*DEPART))]).mesure
    raw = base._moteur.raw_connection()
    raw.cursor().execute("PRAGMA busy_timeout=0")
    raw.close()
    intrus = sqlite3.connect(chemin, isolation_level=None)
    intrus.execute("BEGIN IMMEDIATE")
    try:
        with pytest.raises(ErreurDEnvironnement) as capture:
            registre.enregistrer(mesure, acte("repas", "18/05/2026 12:30"))
    finally:
        intrus.rollback()
        intrus.close()
    assert capture.value.code == "base_occupee"
    registre.enregistrer(mesure, acte("repas", "18/05/2026 12:30"))
