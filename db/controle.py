"""Le contrôle d'une base : il constate et nomme, il ne répare jamais."""

from __future__ import annotations

from sqlalchemy import Connection, func, select, text
from sqlalchemy.exc import DBAPIError

from app.ports.controle import PointDeControle
from db.inviolabilite import declencheurs_defaillants, premier_maillon_rompu
from db.tables import acte


def controler(connexion: Connection) -> tuple[PointDeControle, ...]:
    """Vérifie, dans l'ordre : fichier, clés étrangères, déclencheurs, chaîne d'empreintes."""
    fichier = _fichier(connexion)
    if not fichier.tenu:
        return (fichier,)
    return (fichier, _cles_etrangeres(connexion), _declencheurs(connexion), _chaine(connexion))


def _fichier(connexion: Connection) -> PointDeControle:
    try:
        dits = [str(x) for x in connexion.execute(text("PRAGMA integrity_check(5)")).scalars()]
    except DBAPIError as erreur:  # une page trop abîmée arrête le contrôle lui-même
        dits = [str(erreur.orig)]
    return PointDeControle("fichier", dits == ["ok"], "intact" if dits == ["ok"] else f"abîmé : {' ; '.join(dits)}")


def _cles_etrangeres(connexion: Connection) -> PointDeControle:
    orphelins = connexion.execute(text("PRAGMA foreign_key_check")).all()
    if not orphelins:
        return PointDeControle("cles_etrangeres", True, "toutes résolues")
    premier = orphelins[0]
    return PointDeControle(
        "cles_etrangeres", False, f"{len(orphelins)} ligne(s) orpheline(s), la première dans {premier[0]} (vers {premier[2]})"
    )


def _declencheurs(connexion: Connection) -> PointDeControle:
    defaillants = declencheurs_defaillants(connexion)
    if defaillants:
        return PointDeControle("declencheurs", False, f"absents ou modifiés : {', '.join(defaillants)}")
    return PointDeControle("declencheurs", True, "présents et inchangés")


def _chaine(connexion: Connection) -> PointDeControle:
    rompu = premier_maillon_rompu(connexion)
    if rompu is not None:
        return PointDeControle("chaine", False, f"premier maillon rompu : {rompu}")
    nombre = connexion.execute(select(func.count()).select_from(acte)).scalar_one()
    return PointDeControle("chaine", True, f"{nombre} enregistrement(s), aucun maillon rompu")
