"""Appels et pourvois : ce que l'acte attaque, quand la décision a été connue (CPP, art. 185, 186, 508, 567-2, 568, 574-1).

La plus tardive des notifications fait courir le délai ; la première sert de rappel (00-LISEZ-MOI, groupe 18).
"""

from __future__ import annotations

from datetime import date
from typing import Any

from app.domain.comput.quantieme import quantieme
from app.domain.faits import Acte
from app.domain.temps import Instant
from app.regles.contexte import Contexte
from app.regles.registre import deduit

NOTIFICATION, APPEL, ARRET, POURVOI, INTERROGATOIRE = (
    "notification_ordonnance",
    "appel_ordonnance",
    "arret_chambre",
    "pourvoi",
    "interrogatoire",
)
NOTIFIE = ("notifie_le", "notifiee_le", "derniere_notification")
VISEES = {
    "placement_detention": "placement",
    "prolongation_detention": "prolongation",
    "mise_en_liberte": "mise_en_liberte",
    "placement_controle_judiciaire": "controle_judiciaire",
    "placement_arse": "arse",
    "prolongation_arse": "arse",
}
PLACEMENTS_D_INFORMATION = ("145", "137_4", "141_2", "135_2", "cjpm_information")
PROLONGATIONS_DU_JLD = ("145_1", "145_1_1", "706_24_3", "145_2", "cjpm_information")
REGLEMENTS = {"mise_en_accusation_assises": "mise_en_accusation", "mise_en_accusation_ccd": "mise_en_accusation"}
REGLEMENTS |= {"renvoi_assises_mineurs": "mise_en_accusation", "renvoi_correctionnel": "renvoi_correctionnel"}


def _connues(acte: Acte) -> list[Any]:
    dates = [acte.valeurs.get(nom) for nom in NOTIFIE]
    saisies = [d for d in dates if isinstance(d, Instant | date)]
    return [d for d in (*(saisies or (acte.le,)), acte.valeurs.get("avocat_le")) if isinstance(d, Instant | date)]


@deduit("connue_en_premier", "première notification")
def connue_en_premier(contexte: Contexte, acte: Acte) -> Instant | date | None:
    """Rend la première date où la décision a été connue : notification à la personne ou à l'avocat, à défaut la décision."""
    return min(_connues(acte), key=lambda d: contexte.jour(d), default=None)


@deduit("connue_en_dernier", "dernière notification")
def connue_en_dernier(contexte: Contexte, acte: Acte) -> Instant | date | None:
    """Rend la plus tardive de ces dates : elle fait courir le délai du recours."""
    return max(_connues(acte), key=lambda d: contexte.jour(d), default=None)


@deduit("connue_en_premier_ou_rendue", "prononcé ou première notification")
def connue_en_premier_ou_rendue(contexte: Contexte, acte: Acte) -> Instant | date | None:
    """Rend la date de la décision, ou une notification plus ancienne : le rappel du pourvoi en part."""
    dates = [*_connues(acte), *([acte.le] if acte.le is not None else [])]
    return min(dates, key=lambda d: contexte.jour(d), default=None)


@deduit("connue_du_parquet", "notification au procureur")
def connue_du_parquet(_contexte: Contexte, acte: Acte) -> Instant | date | None:
    """Rend la notification au procureur, à défaut la date de la décision."""
    notifiee = acte.valeurs.get("notifiee_au_parquet")
    return notifiee if isinstance(notifiee, Instant | date) else acte.le


@deduit("connue_a_la_minute", "heure de la notification")
def connue_a_la_minute(contexte: Contexte, acte: Acte) -> Instant | None:
    """Rend l'heure où la décision a été connue en dernier, ou ``None`` si seul le jour est saisi."""
    quand = connue_en_dernier(contexte, acte)
    return quand if isinstance(quand, Instant) else None


@deduit("connue_au_jour", "jour de la notification")
def connue_au_jour(contexte: Contexte, acte: Acte) -> date | None:
    """Rend le jour où la décision a été connue quand l'heure n'est pas saisie, sinon ``None``."""
    quand = connue_en_dernier(contexte, acte)
    return None if isinstance(quand, Instant) else quand


@deduit("ordonnance_visee", "ordonnance")
def ordonnance_visee(contexte: Contexte, acte: Acte) -> str | None:
    """Rend la décision dont l'acte ouvre l'appel, dans les mots de « décision attaquée »."""
    match acte.type:
        case "notification_ordonnance":
            return str(acte.valeurs.get("ordonnance", "autre"))
        case "reglement":
            return REGLEMENTS.get(str(acte.valeurs.get("issue")))
        case "decision_demande_liberte":
            return "mise_en_liberte" if str(acte.valeurs.get("sens", "")).startswith("liberte") else "refus_liberte"
        case "decision_mainlevee":
            return "arse" if contexte.mesure.type == "arse" else "controle_judiciaire"
        case _:
            return VISEES.get(acte.type)


DITES = {
    "placement": "placement en détention",
    "prolongation": "prolongation de la détention",
    "refus_liberte": "refus de mise en liberté",
    "mise_en_liberte": "mise en liberté",
    "mise_en_accusation": "mise en accusation",
    "renvoi_correctionnel": "renvoi devant le tribunal correctionnel",
    "controle_judiciaire": "contrôle judiciaire",
    "arse": "assignation à résidence",
}


@deduit("ordonnance_dite", "ordonnance")
def ordonnance_dite(contexte: Contexte, acte: Acte) -> str:
    """Rend cette décision en français, pour une phrase."""
    return DITES.get(str(ordonnance_visee(contexte, acte)), "autre ordonnance")


@deduit("notification_enregistree", "notification enregistrée")
def notification_enregistree(_contexte: Contexte, acte: Acte) -> bool:
    """Dit si une date de notification est saisie : sans elle, un appel après dix jours n'est pas dit tardif."""
    return any(isinstance(acte.valeurs.get(nom), Instant | date) for nom in NOTIFIE)


@deduit("ordonnance_d_information", "ordonnance du juge d'instruction ou du JLD pendant l'information")
def ordonnance_d_information(contexte: Contexte, acte: Acte) -> bool:
    """Dit si l'appel de la décision relève des articles 185 et 186 : rendue par un juge, avant le règlement ou le réglant."""
    fondement = acte.valeurs.get("fondement")
    match acte.type:
        case "placement_detention":
            return fondement in (None, *PLACEMENTS_D_INFORMATION)
        case "prolongation_detention" if fondement is not None:
            return fondement in PROLONGATIONS_DU_JLD
        case "reglement":
            return acte.valeurs.get("auteur") != "chambre_instruction"
        case "decision_demande_liberte" if "autorite" in acte.valeurs:
            return acte.valeurs["autorite"] in ("jld", "juge_instruction")
        case _:
            return bool(contexte.session.deduit(contexte, acte, "stade_de_la_demande") == "information")


@deduit("attaque_cette_ordonnance", "appel de cette ordonnance")
def attaque_cette_ordonnance(contexte: Contexte, acte: Acte) -> bool:
    """Dit si l'appel vise l'ordonnance de l'acte déclencheur : même objet, et la dernière de cette sorte avant lui."""
    ordonnance = contexte.acte
    if ordonnance is None or acte.type != APPEL:
        return False
    visee, attaquee = ordonnance_visee(contexte, ordonnance), acte.valeurs.get("decision_attaquee")
    surveillance = contexte.mesure.type in ("controle_judiciaire", "arse") and visee in ("controle_judiciaire", "arse")
    if attaquee not in (None, visee) and not (surveillance and attaquee in ("controle_judiciaire", "arse", "placement")):
        return False
    notification = ordonnance.type == NOTIFICATION
    pareilles = [
        a
        for a in _jusqu_a(contexte, acte)
        if (a.type == NOTIFICATION) == notification
        and ordonnance_visee(contexte, a) == visee
        and _meme_destinataire(a, ordonnance)
    ]
    return bool(pareilles) and pareilles[-1].id == ordonnance.id


def _meme_destinataire(un: Acte, autre: Acte) -> bool:
    return un.type != NOTIFICATION or un.valeurs.get("destinataire") == autre.valeurs.get("destinataire")


def _jusqu_a(contexte: Contexte, acte: Acte) -> list[Acte]:
    actes: list[Acte] = []
    for autre in contexte.session.en_vigueur(contexte.mesure):
        if autre.id == acte.id:
            break
        actes.append(autre)
    return actes


@deduit("notifiee_a_part", "notification enregistrée à part")
def notifiee_a_part(contexte: Contexte, acte: Acte) -> bool:
    """Dit si une notification enregistrée comme telle fait courir l'appel de cette décision : elle suffit alors."""
    visee, jour = ordonnance_visee(contexte, acte), contexte.jour(acte.le) if acte.le is not None else None
    for autre in contexte.actes(NOTIFICATION):
        quand = contexte.jour(autre.le) if autre.le is not None else None
        if ordonnance_visee(contexte, autre) == visee and (jour is None or quand is None or quand >= jour):
            return True
    return False


@deduit("dernier_arret_avant", "pourvoi contre cet arrêt")
def dernier_arret_avant(contexte: Contexte, acte: Acte) -> bool:
    """Dit si le pourvoi suit l'arrêt de l'acte déclencheur sans qu'un autre arrêt s'intercale."""
    if contexte.acte is None:
        return False
    arrets = [a for a in _jusqu_a(contexte, acte) if _est_un_arret(a)]
    return bool(arrets) and arrets[-1].id == contexte.acte.id


def _est_un_arret(acte: Acte) -> bool:
    return acte.type in (ARRET, "arret_507") or (acte.type == "jugement" and acte.valeurs.get("degre") == "appel")


MATIERES = {"detention": "detention", "mise_en_accusation": "mise_en_accusation", "mae": "remise"}
PAR_DEFAUT = dict.fromkeys(("affaire", "requete", "execution"), "fond")
PAR_DEFAUT |= dict.fromkeys(("mandat_arret_europeen", "extradition"), "remise")


@deduit("objet_du_pourvoi", "objet du pourvoi")
def objet_du_pourvoi(contexte: Contexte, acte: Acte) -> str:
    """Rend l'objet saisi, à défaut celui du pourvoi, puis de l'arrêt, qui précèdent ; sinon celui de la mesure."""
    if isinstance(acte.valeurs.get("objet"), str):
        return str(acte.valeurs["objet"])
    for autre in reversed([*_jusqu_a(contexte, acte), acte]):
        objet, matiere = autre.valeurs.get("objet"), autre.valeurs.get("matiere")
        if autre.type == POURVOI and isinstance(objet, str):
            return objet
        if autre.type in ("pourvoi_forme", "decision_rendue") and isinstance(matiere, str):
            return MATIERES.get(matiere, "fond")
        if autre.type == ARRET and objet in ("mise_en_accusation", "renvoi_correctionnel"):
            return str(objet)
    return PAR_DEFAUT.get(contexte.mesure.type, "detention")


@deduit("un_mois_apres", "un mois après")
def un_mois_apres(contexte: Contexte, acte: Acte) -> date | None:
    """Rend le même quantième du mois suivant, à défaut le dernier jour de ce mois."""
    return None if acte.le is None else quantieme(contexte.jour(acte.le), 1)


@deduit("quatre_mois_apres", "quatre mois après")
def quatre_mois_apres(contexte: Contexte, acte: Acte) -> Instant | None:
    """Rend le premier instant où quatre mois ont passé depuis l'acte."""
    if acte.le is None:
        return None
    return Instant.debut_du_jour(quantieme(contexte.jour(acte.le), 4), contexte.fuseau)


@deduit("interrogatoire_anterieur", "dernière comparution devant le juge")
def interrogatoire_anterieur(contexte: Contexte, acte: Acte) -> date | None:
    """Rend le jour de la dernière comparution devant le juge avant l'acte, dans toutes les mesures du dossier."""
    jour = contexte.jour(acte.le) if acte.le is not None else None
    jours = []
    for mesure in contexte.session.dossier.mesures:
        for autre in contexte.session.en_vigueur(mesure):
            quand = contexte.jour(autre.le) if autre.type == INTERROGATOIRE and autre.le is not None else None
            if quand is not None and (jour is None or quand <= jour):
                jours.append(quand)
    return max(jours, default=None)


@deduit("demande_possible_des", "premier jour où la demande est possible")
def demande_possible_des(contexte: Contexte, acte: Acte) -> date | None:
    """Rend le jour où quatre mois ont passé depuis la dernière comparution qui précède la demande (82-1)."""
    dernier = interrogatoire_anterieur(contexte, acte)
    return None if dernier is None else quantieme(dernier, 4)
