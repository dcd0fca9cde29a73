"""L'appel d'un jugement : d'où part le délai, qui attaque quoi, si l'acte est dans le délai (CPP, art. 498 à 505-1, 546).

Une déclaration tardive s'enregistre toujours : elle n'est que présumée hors délai.
"""

from __future__ import annotations

from datetime import date

from app.domain.comput import Duree, Terme, appliquer
from app.domain.faits import Acte
from app.domain.temps import Instant
from app.regles import decisions
from app.regles.contexte import Contexte
from app.regles.registre import deduit

APPEL = "appel"
DIX, VINGT = Duree(jours=10), Duree(jours=20)
QUINZE_OUTRE_MER = {"mayotte", "nouvelle_caledonie", "polynesie", "marquises", "gambier", "wallis_et_futuna"}
MAYOTTE_893 = date(2011, 4, 1)
PARTIES = {
    "prevenu": "la personne jugée, son avocat",
    "partie_civile": "la partie civile, son avocat",
    "civilement_responsable": "le civilement responsable",
    "assureur": "l'assureur",
    "parquet": "le procureur de la République",
    "procureur_general": "le procureur général",
}


@deduit("voie_d_appel", "appel ouvert par la décision")
def voie_d_appel(contexte: Contexte, acte: Acte) -> str:
    """Rend l'appel que la décision ouvre : correctionnel, police, crpc, liberte, incident, ou ``aucun``."""
    return decisions.voie(contexte, decisions.decision_de(contexte, acte))


@deduit("opposition_ouverte", "opposition ouverte par la décision")
def opposition_ouverte(contexte: Contexte, acte: Acte) -> bool:
    """Dit si la décision, rendue par défaut, s'attaque par opposition."""
    return decisions.opposition_ouverte(contexte, decisions.decision_de(contexte, acte))


@deduit("part_du_prononce", "présence au prononcé, ou avis de sa date")
def part_du_prononce(contexte: Contexte, acte: Acte) -> bool | None:
    """Dit si le recours de la personne part du prononcé ; une décision non enregistrée est tenue pour à signifier."""
    decision = decisions.decision_de(contexte, acte)
    return False if decision is None else decisions.part_du_prononce(contexte, decision)


@deduit("qualification_de_la_decision", "qualification de la décision")
def qualification(contexte: Contexte, acte: Acte) -> str | None:
    """Rend la qualification saisie de la décision que l'acte est, notifie ou attaque."""
    decision = decisions.decision_de(contexte, acte)
    saisie = decision.valeurs.get("qualification") if decision else None
    return None if saisie is None else str(saisie)


@deduit("decision_le", "date de la décision")
def decision_le(contexte: Contexte, acte: Acte) -> Instant | date | None:
    """Rend la date de cette décision."""
    decision = decisions.decision_de(contexte, acte)
    return decision.le if decision else None


@deduit("devenue_definitive", "décision définitive")
def devenue_definitive(contexte: Contexte, acte: Acte) -> bool:
    """Dit si un certificat enregistre la décision comme définitive, ou si la cour d'appel a déjà statué."""
    decision = decisions.decision_de(contexte, acte)
    if decision is None:
        return False
    suivantes = [a for a in contexte.actes(decisions.DECISION) if decision in decisions.avant(contexte, a)]
    jugee = any(a.valeurs.get("degre") == "appel" or a.valeurs.get("nature") == "arret" for a in suivantes)
    return jugee or isinstance(decision.valeurs.get("date_definitive"), date)


@deduit("condamne", "condamnation")
def condamne(contexte: Contexte, acte: Acte) -> bool:
    """Dit si la décision condamne, ou si son sens n'est pas saisi."""
    return decisions.condamnation(decisions.decision_de(contexte, acte))


@deduit("partie_visee", "partie")
def partie_visee(contexte: Contexte, acte: Acte) -> str:
    """Rend la partie dont c'est le recours ou la notification, en français."""
    return PARTIES.get(decisions.partie(contexte, acte), "la partie")


@deduit("notifie_a_une_partie", "partie destinataire")
def notifie_a_une_partie(_contexte: Contexte, acte: Acte) -> bool:
    """Dit si la notification est faite à une partie privée, non à l'avocat ni au ministère public."""
    return acte.valeurs.get("destinataire") not in ("avocat", "parquet", "procureur_general")


@deduit("sans_notification", "décision non encore notifiée")
def sans_notification(contexte: Contexte, acte: Acte) -> bool:
    """Dit si aucune notification de la décision n'est enregistrée ; dans une affaire, à la partie dont c'est la mesure."""
    return not _notifiees_a_la_partie(contexte, acte)


@deduit("sans_signification", "jugement non encore signifié")
def sans_signification(contexte: Contexte, acte: Acte) -> bool:
    """Dit si rien ne signifie la décision à la partie : ni signification, ni notification dont le mode n'est pas saisi."""
    trouvees = _notifiees_a_la_partie(contexte, acte)
    return not any(n.valeurs.get("mode") in (None, *decisions.A_PERSONNE, *decisions.NON_A_PERSONNE) for n in trouvees)


def _notifiees_a_la_partie(contexte: Contexte, acte: Acte) -> list[Acte]:
    decision = decisions.decision_de(contexte, acte)
    siennes = [n for n in decisions.notifications_de(contexte, decision) if notifie_a_une_partie(contexte, n)]
    if contexte.mesure.type != "affaire" or decision is None:
        return siennes
    return [n for n in siennes if decisions.partie(contexte, n) == decisions.partie(contexte, decision)]


@deduit("signification_attendue", "signification du jugement")
def signification_attendue(_contexte: Contexte, _acte: Acte) -> None:
    """Ne rend jamais rien : nomme la signification qui manque encore."""
    return


@deduit("attaque_cette_decision", "recours contre cette décision")
def attaque_cette_decision(contexte: Contexte, acte: Acte) -> bool:
    """Dit si le recours suit la décision que l'acte déclencheur est ou notifie, sans qu'une autre s'intercale."""
    if contexte.acte is None:
        return False
    return decisions.decision_de(contexte, acte) is decisions.decision_de(contexte, contexte.acte)


@deduit("de_la_meme_partie", "recours de cette partie")
def de_la_meme_partie(contexte: Contexte, acte: Acte) -> bool:
    """Dit si le recours est celui de la partie à qui l'acte déclencheur ouvre le délai."""
    return contexte.acte is not None and decisions.partie(contexte, acte) == decisions.partie(contexte, contexte.acte)


@deduit("appel_incident", "appel incident")
def appel_incident(contexte: Contexte, acte: Acte) -> bool:
    """Dit si l'appel est incident : tel qu'enregistré, à défaut s'il n'est pas le premier contre la décision."""
    nature = acte.valeurs.get("nature")
    if nature is not None:
        return nature != "principal"
    return acte.type == APPEL and bool(_appels_anterieurs(contexte, acte))


@deduit("principal_recu", "appel principal formé dans le délai")
def principal_recu(contexte: Contexte, acte: Acte) -> bool:
    """Dit si un appel principal, dans le délai, a été formé contre la décision par une partie ou le procureur."""
    decision = decisions.decision_de(contexte, acte)
    for appel in contexte.actes(APPEL):
        if decisions.decision_de(contexte, appel) is not decision or appel.valeurs.get("auteur") == "procureur_general":
            continue
        if not appel_incident(contexte, appel) and appel_hors_delai(contexte, appel) is not True:
            return True
    return False


@deduit("supplement_d_incident", "jours supplémentaires de l'appel incident")
def supplement_d_incident(contexte: Contexte, acte: Acte) -> int:
    """Rend cinq jours, ou quinze pour la partie qui réside hors de l'île ou du département (846, 893)."""
    territoire = contexte.valeur("dossier.territoire")
    dehors = contexte.mesure.valeurs.get("residence", "meme_ressort") != "meme_ressort"
    jour = contexte.jour(acte.le) if acte.le is not None else None
    ouvert = territoire != "mayotte" or (jour is not None and jour >= MAYOTTE_893)
    return 15 if dehors and ouvert and territoire in QUINZE_OUTRE_MER else 5


@deduit("depart_du_delai", "prononcé ou signification")
def depart_du_delai(contexte: Contexte, acte: Acte) -> Instant | date | None:
    """Rend le jour d'où part le délai de l'appel : le prononcé, ou la signification à la partie (la connaissance, 498-1)."""
    decision = decisions.decision_de(contexte, acte)
    if decision is None:
        return _signifie_a_l_auteur(contexte, acte, decision)
    if acte.valeurs.get("auteur") in ("parquet", "procureur_general"):
        return decision.le
    du_prononce = decisions.part_du_prononce(contexte, decision) is not False
    if du_prononce and decisions.partie(contexte, acte) == decisions.partie(contexte, decision):
        return decision.le
    return _signifie_a_l_auteur(contexte, acte, decision) or (decision.le if du_prononce else None)


def _signifie_a_l_auteur(contexte: Contexte, acte: Acte, decision: Acte | None) -> Instant | date | None:
    """Rend la première signification à la partie qui fait appel (sa connaissance, 498-1) ; ``None`` s'il n'y en a pas."""
    for notification in decisions.notifications_de(contexte, decision):
        mode, partie = notification.valeurs.get("mode"), decisions.partie(contexte, notification)
        if mode in (*decisions.A_PERSONNE, *decisions.NON_A_PERSONNE) and partie == decisions.partie(contexte, acte):
            return _depuis(contexte, notification)
    return None


def _depuis(contexte: Contexte, notification: Acte) -> Instant | date | None:
    if not contexte.session.deduit(contexte, notification, "ferme_non_a_personne"):
        return notification.le
    connue = contexte.session.deduit(contexte, notification, "connue_de_la_personne")
    return connue if isinstance(connue, Instant | date) else None


@deduit("signifiee_ou_connue", "signification, ou connaissance de la condamnation")
def signifiee_ou_connue(contexte: Contexte, acte: Acte) -> Instant | date | None:
    """Rend la connaissance établie de l'emprisonnement ferme non signifié à personne, sinon la date de la signification."""
    return _depuis(contexte, acte) or acte.le


@deduit("appel_hors_delai", "appel présumé hors délai")
def appel_hors_delai(contexte: Contexte, acte: Acte) -> bool | None:
    """Dit si l'appel est présumé hors délai ; ``None`` si un fait manque ou si la voie n'est pas d'ici (assises, liberté)."""
    decision = decisions.decision_de(contexte, acte)
    quand = decisions.debut(contexte, acte)
    if decisions.voie(contexte, decision) not in ("correctionnel", "police", "crpc", "incident") or quand is None:
        return None
    if contexte.session.deduit(contexte, acte, "couvert_par_la_mention"):
        return False
    general = acte.valeurs.get("auteur") == "procureur_general"
    depart = depart_du_delai(contexte, acte)
    if depart is None:
        return False
    fin = _fin(contexte, depart, VINGT if general else DIX)
    if fin is None or quand < fin:
        return None if fin is None else False
    return not _dans_l_incident(contexte, acte, quand)


def _dans_l_incident(contexte: Contexte, acte: Acte, quand: Instant) -> bool:
    """Dit si l'appel suit un appel principal régulier et tombe dans les jours supplémentaires qu'il ouvre."""
    for appel in _appels_anterieurs(contexte, acte):
        if appel.valeurs.get("nature", "principal") != "principal" or appel_hors_delai(contexte, appel) is not False:
            continue
        general = appel.valeurs.get("auteur") == "procureur_general"
        depart = depart_du_delai(contexte, appel)
        supplement = 5 if general else _supplement_le_plus_large(contexte, acte)
        fin = None if depart is None else _fin(contexte, depart, VINGT if general else DIX, supplement)
        if fin is None or quand < fin:
            return True
    return False


def _supplement_le_plus_large(contexte: Contexte, acte: Acte) -> int:
    """Rend le supplément d'incident ; la résidence inconnue, dans les îles, ne raccourcit pas le recours."""
    inconnue = "residence" not in contexte.mesure.valeurs and contexte.valeur("dossier.territoire") in QUINZE_OUTRE_MER
    return 15 if inconnue else supplement_d_incident(contexte, acte)


def _fin(contexte: Contexte, depart: Instant | date, duree: Duree, supplement: int = 0) -> Instant | None:
    mode, options = ("incident", {"supplement": supplement}) if supplement else ("jours_acte", {})
    terme = appliquer(mode, depart, duree, contexte.calendrier, options)
    return terme.legal if isinstance(terme, Terme) else None


def _appels_anterieurs(contexte: Contexte, acte: Acte) -> list[Acte]:
    decision = decisions.decision_de(contexte, acte)
    return [a for a in decisions.avant(contexte, acte) if a.type == APPEL and decisions.decision_de(contexte, a) is decision]


@deduit("hors_des_cas_de_546", "appel de police fermé")
def hors_des_cas_de_546(contexte: Contexte, acte: Acte) -> bool:
    """Dit si l'article 546 ferme l'appel pénal : ni cinquième classe, ni peine au-delà de la deuxième ; dans le doute, non."""
    decision = decisions.decision_de(contexte, acte)
    if decision is None or decisions.juridiction(contexte) != "tribunal_police":
        return False
    if decision.valeurs.get("amende_superieure_2e") is True:
        return False
    classe = decision.valeurs.get("classe")
    return classe in ("1", "2") or (classe in ("3", "4") and decision.valeurs.get("amende_superieure_2e") is False)
