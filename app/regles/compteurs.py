"""Les compteurs d'un titre : ceux qui s'ouvrent, ce qui les éteint (fiche 02, § 14 a).

Le « si » d'un compteur ne doit pas lire ``calcul.titre…``, qui vient de lui.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from app.domain.comput import Duree
from app.domain.erreurs import ErreurMetier
from app.domain.faits import Acte, Mesure
from app.domain.francais import dire_jour
from app.regles.conditions import evaluer
from app.regles.contexte import Absent, Contexte
from app.regles.prolongations import decisions, recevoir, suites
from app.regles.schema import ClauseCompteur, Regle, Version
from app.regles.titre import Compteur, Manque, Periode, Titres, apres_ouverture, cle_de_duree, debut, rang, terme_de

if TYPE_CHECKING:
    from app.regles.session import Evaluation


def etablir(session: Evaluation, mesure: Mesure) -> Titres:
    """Rend les compteurs de la mesure : ouverts, prolongés, éteints. Ne lève rien pour un fait manquant."""
    regles = session.corpus.regles_a_compteurs(mesure.type)
    titres = Titres()
    if not regles:
        return titres
    contexte = Contexte(session, mesure)
    for regle in regles:
        for acte in _declencheurs(regle, contexte):
            _ouvrir(titres, regle, contexte.pour_acte(acte), session)
    titres.compteurs.sort(key=lambda c: (debut(c.depart, contexte), c.rang))
    for compteur in titres.compteurs:
        compteur.eteint_par = _extinction(compteur, contexte)
    for acte in contexte.actes(*decisions(regles)):
        recevoir(titres, acte, regles, contexte)
    if contexte.cloture() is None:
        for compteur in (c for c in titres.compteurs if c.eteint_par is None):
            compteur.suites += suites(compteur, regles, contexte)
    return titres


def _declencheurs(regle: Regle, contexte: Contexte) -> list[Acte | None]:
    clauses = [c for v in regle.versions for c in v.compteurs if not c.mesures or contexte.mesure.type in c.mesures]
    sans_acte: list[Acte | None] = [None] if any(not c.pour_chaque for c in clauses) else []
    return [*sans_acte, *contexte.actes(*{t for c in clauses for t in c.pour_chaque})]


def _ouvrir(titres: Titres, regle: Regle, contexte: Contexte, session: Evaluation) -> None:
    jour = session.jour_de_version(regle, contexte)
    version = None if isinstance(jour, Absent) else regle.version_au(jour)
    for clause in (version or regle.versions[-1]).compteurs:
        if contexte.acte.type not in clause.pour_chaque if contexte.acte else clause.pour_chaque:
            continue
        verdict = evaluer(clause.si, contexte)
        if verdict.valeur is False:
            continue
        raison, faits = "", verdict.manquants
        if version is None:
            raison, faits = _sans_version(jour)
        elif verdict.valeur is None:
            raison = "un fait qui commande la durée du titre manque"
        ouvert = None if raison or version is None else _compteur(regle, version, clause, contexte)
        if isinstance(ouvert, Compteur):
            titres.compteurs.append(ouvert)
        else:
            absent = ouvert or Absent(faits)
            raison = raison or "le départ ou la durée du titre manque"
            if any((m.acte, m.faits) == (contexte.acte, absent.faits) for m in titres.manques):
                continue  # le même fait commande plusieurs régimes : on ne le demande qu'une fois
            titres.manques.append(Manque(regle, version or regle.versions[-1], contexte.acte, raison, absent.faits))


def _sans_version(jour: date | Absent) -> tuple[str, tuple[str, ...]]:
    if isinstance(jour, Absent):
        return "la date qui choisit la version manque", jour.faits
    return f"aucun texte de cette règle n'est connu au {dire_jour(jour)}", ()


def _compteur(regle: Regle, version: Version, clause: ClauseCompteur, contexte: Contexte) -> Compteur | Absent:
    depart = contexte.valeur(clause.depart)
    if isinstance(depart, Absent):
        return depart
    duree = Duree(**clause.duree)
    if clause.duree_fait:
        ecrite = contexte.valeur(clause.duree_fait)
        if not isinstance(ecrite, Absent) and int(ecrite) > 0:
            duree = min(duree, Duree(**{clause.duree_unite: int(ecrite)}), key=cle_de_duree)
    place = rang(contexte.acte, contexte) if contexte.acte else -1
    compteur = Compteur(regle, version, clause, contexte.acte, place, depart, [])
    try:
        terme = terme_de(compteur, duree, contexte)
        if isinstance(terme, Absent):
            return terme
        compteur.periodes.append(Periode(duree, terme))
        if clause.maximum:
            plafond = terme_de(compteur, Duree(**clause.maximum), contexte)
            compteur.maximum = None if isinstance(plafond, Absent) else plafond
    except ErreurMetier as erreur:
        return Absent((str(erreur),))
    return compteur


def _extinction(compteur: Compteur, contexte: Contexte) -> Acte | None:
    vu_de = contexte.pour_acte(compteur.acte)
    for acte in contexte.actes(*compteur.clause.eteint_par):
        if apres_ouverture(compteur, acte, contexte) and evaluer(compteur.clause.eteint_si, vu_de.pour_autre(acte)).valeur:
            return acte
    return None
