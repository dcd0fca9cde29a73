"""Après l'appel ou l'opposition : l'audience de la cour, le désistement, la limitation (CPP, art. 494, 500-1, 502, 505-1)."""

from __future__ import annotations

from datetime import date, timedelta

from app.domain.comput.quantieme import quantieme
from app.domain.faits import Acte
from app.domain.temps import Instant
from app.regles import decisions
from app.regles.contexte import Contexte
from app.regles.registre import deduit

APPEL, OPPOSITION, FIXEE, SAISINE = "appel", "opposition", "audience_fixee", "saisine"
HORS_ASSISES = ("tribunal_correctionnel", "tribunal_police", "tribunal_pour_enfants", "juge_des_enfants", "chambre_appels")
METROPOLE, ILES = "metropole", {"mayotte", "nouvelle_caledonie", "polynesie", "marquises", "gambier", "wallis_et_futuna"}
MAYOTTE_892 = date(2011, 4, 1)


@deduit("devant_la_cour_d_appel", "audience de la cour d'appel")
def devant_la_cour_d_appel(contexte: Contexte, acte: Acte) -> bool:
    """Dit si l'audience est celle de la chambre des appels : fixée après un appel que rien n'a encore tranché."""
    devant = decisions.juridiction(contexte)
    if devant == "chambre_appels":
        return True
    if devant not in HORS_ASSISES:
        return False
    for autre in reversed(decisions.avant(contexte, acte)):
        if autre.type in (APPEL, decisions.DECISION):
            return autre.type == APPEL
    return False


def _audiences_de_la_cour(contexte: Contexte) -> list[date]:
    jours = []
    for acte in contexte.actes(FIXEE, SAISINE):
        quand = acte.valeurs.get("date_audience")
        saisit = acte.type == SAISINE and acte.valeurs.get("mode") == APPEL
        if isinstance(quand, date) and (saisit or (acte.type == FIXEE and devant_la_cour_d_appel(contexte, acte))):
            jours.append(quand)
    return sorted(jours)


@deduit("moins_de_deux_mois_avant", "désistement moins de deux mois avant l'audience")
def moins_de_deux_mois_avant(contexte: Contexte, acte: Acte) -> bool | None:
    """Dit si le désistement vient moins de deux mois avant l'audience de la cour (quantième) ; ``None`` sans audience."""
    if acte.le is None:
        return None
    jour = contexte.jour(acte.le)
    prochaine = next((j for j in _audiences_de_la_cour(contexte) if j >= jour), None)
    return None if prochaine is None else jour > quantieme(prochaine, -2)


@deduit("fin_de_l_audience_d_appel", "audience de la cour")
def fin_de_l_audience_d_appel(contexte: Contexte, acte: Acte) -> Instant | None:
    """Rend la fin du jour de la première audience de la cour qui suit l'appel, ou ``None``."""
    jour = contexte.jour(acte.le) if acte.le is not None else None
    suivantes = [j for j in _audiences_de_la_cour(contexte) if jour is None or j >= jour]
    return Instant.debut_du_jour(suivantes[0] + timedelta(days=1), contexte.fuseau) if suivantes else None


@deduit("decision_attaquee_sans_appel", "décision non susceptible d'appel")
def decision_attaquee_sans_appel(contexte: Contexte, acte: Acte) -> bool:
    """Dit si l'appel attaque une décision qui, telle qu'enregistrée, n'en est pas susceptible (hors assises)."""
    decision = decisions.decision_de(contexte, acte)
    if decision is None or decisions.juridiction(contexte) not in HORS_ASSISES:
        return False
    return decisions.voie(contexte, decision) == "aucun"


@deduit("apres_une_opposition", "opposition déjà formée")
def apres_une_opposition(contexte: Contexte, acte: Acte) -> bool:
    """Dit si une opposition a été formée depuis la dernière décision qui précède l'acte."""
    for autre in reversed(decisions.avant(contexte, acte)):
        if autre.type in (OPPOSITION, decisions.DECISION):
            return autre.type == OPPOSITION
    return False


@deduit("attaque_la_meme_decision", "appel de la même décision")
def attaque_la_meme_decision(contexte: Contexte, acte: Acte) -> bool:
    """Dit si l'appel attaque la décision qu'attaque l'acte déclencheur."""
    declencheur = contexte.acte
    return declencheur is not None and decisions.decision_de(contexte, acte) is decisions.decision_de(contexte, declencheur)


@deduit("depart_du_delai_ou_appel", "prononcé, signification ou appel")
def depart_du_delai_ou_appel(contexte: Contexte, acte: Acte) -> Instant | date | None:
    """Rend le départ du délai d'appel ; inconnu, la date de l'appel lui-même (délai non encore ouvert)."""
    depart = contexte.session.deduit(contexte, acte, "depart_du_delai")
    return depart if isinstance(depart, Instant | date) else acte.le


@deduit("opposition_outre_mer", "opposition devant un tribunal d'outre-mer (845, 892, 927)")
def opposition_outre_mer(contexte: Contexte, acte: Acte) -> bool:
    """Dit si le tribunal relève des articles 845, 892 (Mayotte, depuis le 01/04/2011) ou 927."""
    territoire = contexte.valeur("dossier.territoire")
    if territoire == "mayotte":
        return acte.le is not None and contexte.jour(acte.le) >= MAYOTTE_892
    return territoire in ILES or territoire == "saint_pierre_et_miquelon"


@deduit("residence_metropolitaine", "résidence en métropole")
def residence_metropolitaine(contexte: Contexte, acte: Acte) -> str:
    """Rend ``oui``, ``non``, ``inconnue``, ``doute`` (tribunal et résidence outre-mer) ; ``ailleurs`` pour 845, 892 et 927."""
    if opposition_outre_mer(contexte, acte):
        return "ailleurs"
    residence = contexte.mesure.valeurs.get("residence")
    if residence is None:
        return "inconnue"
    if residence == METROPOLE:
        return "oui"
    if residence in ("meme_ressort", "autre_ile"):
        return "oui" if contexte.valeur("dossier.territoire") == METROPOLE else "doute"
    return "non"
