"""Le pourvoi dans une affaire : ce qu'il attaque, ce que la distance y change, d'où il part après une opposition possible.

CPP, art. 567 à 571, 578 à 590, 855 à 859, 897-1-A ; loi du 29 juillet 1881, art. 59.
"""

from __future__ import annotations

from datetime import date, timedelta

from app.domain.comput import Duree, Terme, appliquer
from app.domain.faits import Acte
from app.domain.temps import Instant
from app.regles import decisions
from app.regles.contexte import Contexte
from app.regles.registre import deduit

COURS = ("chambre_appels", "chambre_instruction")
CRIMINELLES = ("cour_d_assises", "ccd")
OUTRE_MER = {"nouvelle_caledonie", "polynesie", "marquises", "gambier", "wallis_et_futuna", "mayotte"}
SANS_POURVOI = ("administration", "ordonnance_penale", "homologation")
PARQUET = ("parquet_general", "procureur_general", "parquet")


@deduit("ouvre_le_pourvoi", "décision en dernier ressort")
def ouvre_le_pourvoi(contexte: Contexte, acte: Acte) -> bool:
    """Dit si la décision que l'acte est, notifie ou attaque peut être frappée d'un pourvoi (567).

    Le degré saisi décide ; à défaut, la juridiction : chambre des appels ou de l'instruction, ou un « arrêt » hors assises.
    """
    decision = decisions.decision_de(contexte, acte)
    if decision is None or decision.valeurs.get("nature") in SANS_POURVOI:
        return False
    devant, degre = decisions.juridiction(contexte), decision.valeurs.get("degre")
    if devant == "cour_de_cassation":
        return False
    if degre is not None:
        return degre in ("appel", "dernier_ressort")
    return devant in COURS or (decision.valeurs.get("nature") == "arret" and devant not in CRIMINELLES)


@deduit("pourvoi_du_parquet", "pourvoi du ministère public")
def pourvoi_du_parquet(_contexte: Contexte, acte: Acte) -> bool:
    """Dit si le pourvoi, la requête ou le mémoire vient du ministère public ; non dit, il vient de la personne."""
    return acte.valeurs.get("auteur") in PARQUET


@deduit("matiere_de_la_decision", "matière de la décision")
def matiere_de_la_decision(contexte: Contexte, acte: Acte) -> str:
    """Rend la matière de la décision que l'acte est, notifie ou attaque : saisie, à défaut celle du pourvoi, ou la presse."""
    decision = decisions.decision_de(contexte, acte)
    if decision is not None:
        pourvois = [a for a in contexte.actes("pourvoi_forme") if decisions.decision_de(contexte, a) is decision]
        saisies = [a.valeurs.get("matiere") for a in (decision, *pourvois)]
        dite = next((m for m in saisies if isinstance(m, str) and m != "droit_commun"), None)
        if dite is not None:
            return dite
    return "presse" if contexte.session.dossier.procedure.get("infraction_presse") is True else "droit_commun"


@deduit("premiere_signification", "première signification à cette partie")
def premiere_signification(contexte: Contexte, acte: Acte) -> bool:
    """Dit si l'acte fait courir le pourvoi : la première signification à la partie, quel qu'en soit le mode.

    Une lettre ou un avis ne compte que si aucune signification n'est enregistrée.
    """
    memes = [n for n in decisions.notifications_de(contexte, decisions.decision_de(contexte, acte)) if _a_la_partie(n)]
    memes = [n for n in memes if decisions.partie(contexte, n) == decisions.partie(contexte, acte)]
    modes = (*decisions.A_PERSONNE, *decisions.NON_A_PERSONNE)
    retenues = [n for n in memes if n.valeurs.get("mode") in modes] or memes
    return bool(retenues) and retenues[0].id == acte.id


def _a_la_partie(notification: Acte) -> bool:
    destinataire, mode = notification.valeurs.get("destinataire"), notification.valeurs.get("mode")
    return destinataire not in ("avocat", *PARQUET) and mode != "prononce"


@deduit("pourvoi_hors_de_l_ile", "résidence hors de l'île ou du territoire")
def pourvoi_hors_de_l_ile(contexte: Contexte, _acte: Acte) -> bool | None:
    """Dit si la partie réside hors de l'île où siège la juridiction d'outre-mer (855, 897-1-A) ; ``None`` si on l'ignore."""
    if contexte.valeur("dossier.territoire") not in OUTRE_MER or contexte.mesure.type != "affaire":
        return False
    residence = contexte.mesure.valeurs.get("residence")
    return None if residence is None else residence != "meme_ressort"


@deduit("fin_d_opposition", "dernier jour pour former opposition")
def fin_d_opposition(contexte: Contexte, acte: Acte) -> date | None:
    """Rend le dernier jour de l'opposition comptée de la signification : dix jours, un mois hors de France métropolitaine."""
    return _dernier_jour(contexte, acte.le)


@deduit("opposition_fermee", "jour où l'opposition n'est plus possible")
def opposition_fermee(contexte: Contexte, acte: Acte) -> date | None:
    """Rend le lendemain du dernier jour d'opposition, comptée de la connaissance si la personne n'a pas été touchée."""
    depart: Instant | date | None = acte.le
    if contexte.session.deduit(contexte, acte, "mode_de_signification") != "personne":
        connue = contexte.session.deduit(contexte, acte, "connue_de_la_personne")
        depart = connue if isinstance(connue, Instant | date) else acte.le
    dernier = _dernier_jour(contexte, depart)
    return dernier + timedelta(days=1) if dernier else None


def _dernier_jour(contexte: Contexte, depart: Instant | date | None) -> date | None:
    if depart is None:
        return None
    loin = contexte.mesure.valeurs.get("residence", "meme_ressort") != "meme_ressort"
    mode, duree = ("mois_acte", Duree(mois=1)) if loin else ("jours_acte", Duree(jours=10))
    terme = appliquer(mode, depart, duree, contexte.calendrier)
    return terme.legal.plus(minutes=-1).jour(contexte.fuseau) if isinstance(terme, Terme) else None


@deduit("connaissance_non_etablie", "opposition encore recevable")
def connaissance_non_etablie(contexte: Contexte, acte: Acte) -> bool:
    """Dit si une condamnation par défaut a été signifiée ailleurs qu'à personne sans que sa connaissance soit établie (492)."""
    if contexte.session.deduit(contexte, acte, "mode_de_signification") == "personne":
        return False
    connue = contexte.session.deduit(contexte, acte, "connue_de_la_personne")
    return connue is None and decisions.condamnation(decisions.decision_de(contexte, acte))


@deduit("nature_de_la_decision", "nature de la décision")
def nature_de_la_decision(contexte: Contexte, acte: Acte) -> str | None:
    """Rend la nature saisie de la décision que l'acte est, notifie ou attaque."""
    decision = decisions.decision_de(contexte, acte)
    saisie = decision.valeurs.get("nature") if decision else None
    return None if saisie is None else str(saisie)


@deduit("pourvoi_d_un_condamne", "pourvoi d'un condamné")
def pourvoi_d_un_condamne(contexte: Contexte, acte: Acte) -> bool:
    """Dit si le demandeur est la personne condamnée, qui peut se passer d'avocat devant la Cour (585) ; non dit, oui."""
    auteur = acte.valeurs.get("auteur")
    if auteur is not None:
        return auteur == "condamne"
    return contexte.mesure.valeurs.get("qualite", "prevenu") in ("prevenu", "accuse")


@deduit("du_meme_demandeur", "mémoire de ce demandeur")
def du_meme_demandeur(contexte: Contexte, acte: Acte) -> bool:
    """Dit si le mémoire ou le désistement est celui du demandeur dont l'acte déclencheur est le pourvoi ; non dit, il l'est."""
    demandeur = contexte.acte.valeurs.get("auteur") if contexte.acte else None
    auteur = acte.valeurs.get("auteur")
    return auteur is None or demandeur is None or _cote(auteur) == _cote(demandeur)


def _cote(auteur: object) -> object:
    """Rend le côté d'un auteur : la personne jugée, le ministère public, sinon lui-même."""
    if auteur in PARQUET:
        return "parquet"
    return "personne" if auteur in ("condamne", "prevenu", "accuse") else auteur


@deduit("memoire_a_deux_mois", "mémoire d'outre-mer : deux mois")
def memoire_a_deux_mois(contexte: Contexte, acte: Acte) -> bool:
    """Dit si le mémoire a deux mois (858) : partie hors de l'île ; dans le doute, le délai ordinaire est montré."""
    return pourvoi_hors_de_l_ile(contexte, acte) is True


@deduit("opposition_a_un_mois", "opposition d'outre-mer : un mois")
def opposition_a_un_mois(contexte: Contexte, acte: Acte) -> bool:
    """Dit si l'opposition à l'arrêt de la Cour a un mois (857, 859) : partie hors de l'île."""
    return pourvoi_hors_de_l_ile(contexte, acte) is True
