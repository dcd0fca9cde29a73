"""Ce qui rend le registre inviolable : déclencheurs qui interdisent de modifier, chaîne d'empreintes qui révèle qu'on l'a fait.

**Chaîne.** Chaque ligne de ``acte`` porte ``empreinte_precedente`` (celle de la ligne d'ordre précédent ; 64 zéros pour la
première) et ``empreinte`` = SHA-256, en hexadécimal, du texte UTF-8 ::

    clepsydre-acte-1 ⏎ <empreinte_precedente> ⏎ <JSON canonique des autres colonnes du format 1>

Le JSON canonique a ses clés triées, aucun espace, aucun échappement hors ceux qu'impose JSON ; ``charge`` y figure comme texte.
La chaîne montre une altération ou une panne de disque. Ce n'est pas une signature : qui peut tout réécrire peut tout rechaîner.

**Déclencheurs.** Ils sont recréés après toute migration et comparés mot à mot à chaque ouverture. Un déclencheur d'insertion
refuse aussi ce que SQLite ne signale pas comme une suppression (``INSERT OR REPLACE``) et toute ligne qui ne suit pas la
dernière.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, select, text

from app.ports.erreurs import ErreurDEnvironnement
from db.tables import acte
from db.traduction import json_canonique

ORIGINE = "0" * 64
FORMAT = "clepsydre-acte-1"

_COLONNES_CHAINEES = (
    *("ordre", "id", "dossier_id", "mesure_id", "rang_d_enregistrement", "sujet", "type", "version_de_charge", "charge"),
    *("survenu_le", "survenu_secondes", "fuseau", "saisi_le", "saisi_par", "remplace", "annule", "motif"),
)
"""Les colonnes du format 1, figées : une colonne ajoutée un jour à ``acte`` n'entrera que dans un format 2."""


def empreinte(precedente: str, ligne: Mapping[Any, Any]) -> str:
    """Rend l'empreinte d'une ligne de ``acte`` à la suite de ``precedente`` (hexadécimal, 64 caractères)."""
    contenu = {nom: ligne[nom] for nom in _COLONNES_CHAINEES} | {"annule": bool(ligne["annule"])}
    return hashlib.sha256(f"{FORMAT}\n{precedente}\n{json_canonique(contenu)}".encode()).hexdigest()


def empreinte_de_texte(contenu: str) -> str:
    """Rend l'empreinte SHA-256 d'un texte (hexadécimal)."""
    return hashlib.sha256(contenu.encode()).hexdigest()


def premier_maillon_rompu(connexion: Connection) -> str | None:
    """Parcourt la chaîne et rend la phrase qui nomme le premier maillon rompu, ou ``None`` si elle est intacte."""
    precedente, attendu = ORIGINE, 1
    for ligne in _lignes(connexion):
        ou = f"enregistrement n° {ligne['ordre']} ({ligne['type']}, {ligne['id']})"
        if ligne["ordre"] != attendu:
            return f"{ou} : le n° {attendu} manque, des enregistrements ont été supprimés"
        if ligne["empreinte_precedente"] != precedente:
            return f"{ou} : ne suit pas l'enregistrement précédent"
        if empreinte(precedente, ligne) != ligne["empreinte"]:
            return f"{ou} : son contenu ne correspond plus à son empreinte"
        precedente, attendu = ligne["empreinte"], attendu + 1
    return None


def _lignes(connexion: Connection) -> Iterator[Mapping[Any, Any]]:
    resultat = connexion.execution_options(yield_per=1000).execute(select(acte).order_by(acte.c.ordre))
    yield from resultat.mappings()


def poser_les_declencheurs(connexion: Connection) -> None:
    """Supprime et recrée les déclencheurs (création, et après toute migration). Lève ``ErreurDEnvironnement`` hors SQLite."""
    for nom, ordre in _declencheurs(connexion).items():
        connexion.execute(text(f"DROP TRIGGER IF EXISTS {nom}"))
        connexion.exec_driver_sql(ordre)


def declencheurs_defaillants(connexion: Connection) -> tuple[str, ...]:
    """Rend les déclencheurs absents ou modifiés."""
    lignes = connexion.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")).all()
    presents = {ligne.name: ligne.sql for ligne in lignes}
    return tuple(nom for nom, ordre in _declencheurs(connexion).items() if presents.get(nom) != ordre)


def _declencheurs(connexion: Connection) -> dict[str, str]:
    if connexion.dialect.name != "sqlite":
        raise ErreurDEnvironnement(
            f"Ce programme ne sait pas encore protéger une base {connexion.dialect.name}.", code="base_non_prise_en_charge"
        )
    return DECLENCHEURS_SQLITE


def _interdire(table: str, operation: str, phrase: str, colonnes: str = "") -> tuple[str, str]:
    nom = f"{table}_interdit_{'modifier' if operation == 'UPDATE' else 'effacer'}"
    portee = f" OF {colonnes}" if colonnes else ""
    return nom, f"CREATE TRIGGER {nom} BEFORE {operation}{portee} ON {table} BEGIN SELECT RAISE(ABORT, '{phrase}'); END"


def _ajout_seul(table: str, condition: str, phrase: str) -> tuple[str, str]:
    nom = f"{table}_ajout_a_la_suite"
    return nom, f"CREATE TRIGGER {nom} BEFORE INSERT ON {table} WHEN {condition} BEGIN SELECT RAISE(ABORT, '{phrase}'); END"


_INTERDIT = "rien ne se modifie ni ne s''efface dans {} : rectifier par un nouvel enregistrement"


def _declencheurs_sqlite() -> dict[str, str]:
    paires = [
        _interdire(table, operation, _INTERDIT.format(table)) for table in _TABLES_FIGEES for operation in ("UPDATE", "DELETE")
    ]
    paires += [
        _ajout_seul(table, f"EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)", f"cet identifiant existe dans {table}")
        for table in ("dossier", "mesure", "derivation")
    ]
    paires.append(
        _ajout_seul(
            "acte",
            "NEW.ordre <> (SELECT coalesce(max(ordre), 0) + 1 FROM acte)"
            f" OR NEW.empreinte_precedente <> coalesce((SELECT empreinte FROM acte ORDER BY ordre DESC LIMIT 1), '{ORIGINE}')"
            " OR EXISTS (SELECT 1 FROM acte WHERE id = NEW.id)"
            " OR EXISTS (SELECT 1 FROM acte WHERE remplace = NEW.remplace)"
            " OR EXISTS (SELECT 1 FROM acte WHERE mesure_id IS NEW.mesure_id AND dossier_id = NEW.dossier_id"
            " AND rang_d_enregistrement = NEW.rang_d_enregistrement)",
            "cet enregistrement ne suit pas le dernier du registre",
        )
    )
    suite = "NEW.ordre <> (SELECT coalesce(max(ordre), 0) + 1 FROM journal)"
    paires.append(_ajout_seul("journal", suite, "cette ligne ne suit pas la dernière du journal"))
    return dict(paires)


_TABLES_FIGEES = ("dossier", "mesure", "acte", "derivation", "journal")
DECLENCHEURS_SQLITE = _declencheurs_sqlite()
