"""De la saisie aux faits : chaque champ est vérifié et converti d'après le vocabulaire du paquet de règles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any

from app.domain.erreurs import ErreurMetier
from app.domain.faits import Valeur
from app.domain.temps import Instant
from app.regles.vocabulaire import Champ, TypeActe, TypeMesure, Vocabulaire
from app.services.demandes import ActeSaisi, Champs
from app.services.refus import Refus

FAMILLE_CALCUL = "calcul"


def lire_champs(champs: Iterable[Champ], saisis: Champs, fuseau: str, ou: str) -> dict[str, Valeur | None]:
    """Rend les champs saisis, vérifiés et convertis. Lève ``Refus`` : champ inconnu (avec les noms proches) ou mal typé."""
    connus = {c.nom: c for c in champs}
    return {nom: _lire(connus, nom, valeur, fuseau, ou) for nom, valeur in saisis.items()}


def _lire(connus: Mapping[str, Champ], nom: str, valeur: Any, fuseau: str, ou: str) -> Valeur | None:
    champ = connus.get(nom)
    if champ is None:
        proches = get_close_matches(nom, connus, n=3)
        suite = f" Peut-être : {', '.join(proches)}." if proches else f" Champs admis : {', '.join(connus) or 'aucun'}."
        raise Refus(f"Le champ « {nom} » n'existe pas.{suite}", code="champ_inconnu", champ=nom, ou=ou)
    if valeur is None or (isinstance(valeur, Instant) and champ.type == "instant"):
        return valeur
    try:
        return champ.lire(valeur, fuseau, "")
    except ErreurMetier as erreur:
        raise Refus(str(erreur), code=erreur.code, champ=nom, ou=ou) from erreur


def type_d_acte(vocabulaire: Vocabulaire, type_: str, mesure: TypeMesure) -> TypeActe:
    """Rend le type d'acte. Lève ``Refus`` s'il est inconnu ou n'a pas sa place dans cette mesure."""
    try:
        connu = vocabulaire.acte(type_)
    except ErreurMetier as erreur:
        raise Refus(str(erreur), code="type_inconnu", champ="type") from erreur
    if mesure.type not in connu.mesures:
        raise Refus(
            f"« {connu.intitule} » n'a pas sa place dans une mesure « {mesure.intitule} ».", code="acte_deplace", champ="type"
        )
    return connu


def type_de_mesure(vocabulaire: Vocabulaire, type_: str) -> TypeMesure:
    """Rend le type de mesure. Lève ``Refus`` s'il est inconnu."""
    try:
        return vocabulaire.mesure(type_)
    except ErreurMetier as erreur:
        raise Refus(str(erreur), code="type_inconnu", champ="type") from erreur


def lire_heure(acte: ActeSaisi, connu: TypeActe, mesure: TypeMesure, fuseau: str) -> Instant | date | None:
    """Rend l'heure de l'acte. Lève ``Refus`` : heure inexistante ou double, heure exigée."""
    le = acte.le
    if isinstance(le, datetime):
        try:
            return Instant.de_locale(le, fuseau)
        except ErreurMetier as erreur:
            raise Refus(str(erreur), code=erreur.code, champ="le", ou=connu.intitule) from erreur
    if isinstance(le, Instant) or connu.heure_facultative or mesure.famille == FAMILLE_CALCUL or connu.groupe == "suites":
        return le
    raise Refus("L'heure est nécessaire, pas seulement le jour.", code="heure_manquante", champ="le", ou=connu.intitule)


def verifier_les_obligatoires(connu: TypeActe, champs: Mapping[str, Valeur | None]) -> None:
    """Lève ``Refus`` si un champ obligatoire manque."""
    for champ in connu.champs:
        if champ.obligatoire and champs.get(champ.nom) is None:
            raise Refus(f"« {champ.intitule} » est à remplir.", code="champ_manquant", champ=champ.nom, ou=connu.intitule)
