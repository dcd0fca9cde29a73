"""Une affaire jugée : la décision qu'un acte suit, ce qu'elle vaut à l'égard de la personne, le mode d'une notification.

Le recours part du prononcé pour la partie présente, représentée ou avisée de sa date, sinon de la signification (498, 499).
"""

from __future__ import annotations

from datetime import date

from app.domain.faits import Acte
from app.domain.temps import Instant
from app.regles.contexte import Contexte

DECISION, NOTIFICATION, DELIBERE, AUDIENCE = "decision_rendue", "notification_decision", "delibere_annonce", "audience_tenue"
A_SIGNIFIER = ("contradictoire_a_signifier", "defaut", "iteratif_defaut")
A_PERSONNE = ("signification_personne", "emargement", "etablissement", "opj", "delegue")
NON_A_PERSONNE = ("signification_domicile", "signification_etude", "signification_parquet")
SANS_PEINE = ("relaxe", "acquittement", "irrecevabilite", "rejet", "accueil")
_JURIDICTIONS = {"contravention": "tribunal_police", "crime": "cour_d_assises"}


def avant(contexte: Contexte, acte: Acte) -> list[Acte]:
    """Rend les actes de la mesure qui précèdent celui-ci."""
    actes: list[Acte] = []
    for autre in contexte.session.en_vigueur(contexte.mesure):
        if autre.id == acte.id:
            break
        actes.append(autre)
    return actes


def decision_de(contexte: Contexte, acte: Acte) -> Acte | None:
    """Rend la décision que l'acte est, notifie ou attaque : la dernière rendue avant lui, hors administration judiciaire."""
    if acte.type == DECISION:
        return acte
    return next((a for a in reversed(avant(contexte, acte)) if a.type == DECISION), None)


def notifications_de(contexte: Contexte, decision: Acte | None) -> list[Acte]:
    """Rend les notifications de cette décision (de toutes, si aucune décision n'est enregistrée), chronologiques."""
    return [a for a in contexte.actes(NOTIFICATION) if decision_de(contexte, a) is decision]


def juridiction(contexte: Contexte) -> str:
    """Rend la juridiction saisie ; à défaut, celle que commande la nature de l'infraction."""
    saisie = contexte.mesure.valeurs.get("juridiction")
    nature = str(contexte.session.dossier.procedure.get("nature", ""))
    return str(saisie) if saisie is not None else _JURIDICTIONS.get(nature, "tribunal_correctionnel")


def voie(contexte: Contexte, decision: Acte | None) -> str:
    """Rend l'appel que la décision ouvre : correctionnel, police, crpc, liberte, incident, ou ``aucun``."""
    devant, valeurs = juridiction(contexte), decision.valeurs if decision else {}
    if devant == "chambre_appels" and valeurs.get("degre") == "premier":
        devant = "tribunal_correctionnel"
    if devant not in ("tribunal_correctionnel", "tribunal_police", "tribunal_pour_enfants", "juge_des_enfants"):
        return "aucun"
    if valeurs.get("degre", "premier") != "premier":
        return "aucun"
    match valeurs.get("nature", "jugement"):
        case "homologation":
            return "crpc"
        case "liberte":
            return "liberte"
        case "incident":
            return "incident"
        case "jugement" | "autre":
            return "police" if devant == "tribunal_police" else "correctionnel"
    return "aucun"


def opposition_ouverte(contexte: Contexte, decision: Acte | None) -> bool:
    """Dit si la décision, rendue par défaut, s'attaque par opposition : correctionnel ou police (487, 512)."""
    devant, nature = juridiction(contexte), decision.valeurs.get("nature", "jugement") if decision else "jugement"
    admise = devant not in ("cour_d_assises", "ccd", "chambre_instruction", "cour_de_cassation")
    return admise and nature in ("jugement", "arret", "incident", "autre")


def part_du_prononce(contexte: Contexte, decision: Acte) -> bool | None:
    """Dit si le délai part du prononcé pour la personne ; ``None`` si sa présence ou l'avis de la date ne sont pas connus."""
    if decision.valeurs.get("qualification") in A_SIGNIFIER:
        return False
    siennes = [n for n in notifications_de(contexte, decision) if partie(contexte, n) == partie(contexte, decision)]
    if any(n.valeurs.get("mode") == "prononce" for n in siennes):
        return True
    presente, avisee = decision.valeurs.get("presence_au_prononce"), _avisee(contexte, decision)
    if presente is True or avisee is True:
        return True
    if presente is False:
        return False if avisee is False else _faute_de_mieux(contexte, decision)
    if decision.valeurs.get("qualification") == "contradictoire" or decision.valeurs.get("nature") == "homologation":
        return True
    vue = _vue_a_l_audience(contexte, decision)
    return _faute_de_mieux(contexte, decision) if vue is None else vue


def _faute_de_mieux(contexte: Contexte, decision: Acte) -> bool | None:
    """Rend ``False`` si la décision a été signifiée à la personne : rien ne dit qu'elle était avisée ; sinon ``None``."""
    signifiee = any(
        n.valeurs.get("mode") in (*A_PERSONNE, *NON_A_PERSONNE) and partie(contexte, n) == partie(contexte, decision)
        for n in notifications_de(contexte, decision)
    )
    return False if signifiee else None


def _avisee(contexte: Contexte, decision: Acte) -> bool | None:
    dite = decision.valeurs.get("partie_avisee_du_prononce")
    if isinstance(dite, bool):
        return dite
    delibere = next((a for a in reversed(avant(contexte, decision)) if a.type in (DELIBERE, DECISION)), None)
    if delibere is None or delibere.type != DELIBERE:
        return None
    date_dite, annonce = delibere.valeurs.get("date_prononce"), delibere.valeurs.get("partie_avisee")
    rendue = None if decision.le is None else contexte.jour(decision.le)
    if annonce is True and isinstance(date_dite, date) and rendue != date_dite:
        return None  # l'avis vaut pour la date annoncée, non pour une autre (462, 498)
    return annonce if isinstance(annonce, bool) else None


def _vue_a_l_audience(contexte: Contexte, decision: Acte) -> bool | None:
    """Rend la présence à l'audience du même jour que le prononcé, si elle est enregistrée."""
    for acte in reversed(avant(contexte, decision)):
        if acte.type == AUDIENCE and acte.le is not None and decision.le is not None:
            if contexte.jour(acte.le) != contexte.jour(decision.le):
                return None
            comparution = acte.valeurs.get("comparution")
            return None if comparution is None else comparution in ("presente", "representee")
    return None


def condamnation(decision: Acte | None) -> bool:
    """Dit si la décision condamne, ou si rien ne dit le contraire."""
    return decision is None or decision.valeurs.get("sens") not in SANS_PEINE


def peine_ferme(decision: Acte | None) -> bool:
    """Dit si la décision prononce un emprisonnement ferme, tel que saisi."""
    if decision is None:
        return False
    mois = decision.valeurs.get("peine_ferme_mois")
    return decision.valeurs.get("sens") == "condamnation_ferme" or (isinstance(mois, int) and mois > 0)


def partie(contexte: Contexte, acte: Acte) -> str:
    """Rend la partie dont c'est le recours, ou à qui la notification est faite ; à défaut, la personne de la mesure."""
    de_la_mesure = str(contexte.mesure.valeurs.get("qualite", "prevenu"))
    dite = str(acte.valeurs.get("destinataire" if acte.type == NOTIFICATION else "auteur", de_la_mesure))
    dite = de_la_mesure if dite in ("personne", "avocat", "autre") else dite
    return "prevenu" if dite in ("accuse", "condamne") else dite


def debut(contexte: Contexte, acte: Acte) -> Instant | None:
    """Rend l'instant de l'acte, ou 0 h de son jour ; ``None`` s'il n'a pas de date."""
    if acte.le is None or isinstance(acte.le, Instant):
        return acte.le
    return Instant.debut_du_jour(acte.le, contexte.fuseau)
