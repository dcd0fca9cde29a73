"""La notification d'une décision : le jour qui fait courir le recours selon le mode, la connaissance, la mention du délai.

Lettre : l'expédition (186), l'envoi (R. 41-4) ou la signature (D. 49-39). Voie électronique : l'envoi tracé pour le rappel,
l'accusé pour la recevabilité (00-LISEZ-MOI, groupe 18 bis). Deux notifications : la plus tardive (groupe 18).
"""

from __future__ import annotations

from datetime import date, timedelta

from app.domain.comput import Duree, Terme, appliquer
from app.domain.faits import Acte
from app.domain.temps import Instant
from app.regles import decisions
from app.regles.contexte import Contexte
from app.regles.registre import deduit

DIX = Duree(jours=10)
MENTION_DEPUIS = date(2025, 10, 7)
CLASSES = dict.fromkeys(decisions.A_PERSONNE, "personne") | dict.fromkeys(decisions.NON_A_PERSONNE, "autre")


@deduit("mode_de_signification", "mode de la signification")
def mode_de_signification(_contexte: Contexte, acte: Acte) -> str | None:
    """Rend ``personne``, ``autre`` (domicile, étude, parquet), ``aucune`` (le mode ne signifie rien), ou ``None``."""
    mode = acte.valeurs.get("mode")
    return None if mode is None else CLASSES.get(str(mode), "aucune")


@deduit("ferme_non_a_personne", "emprisonnement ferme non signifié à personne")
def ferme_non_a_personne(contexte: Contexte, acte: Acte) -> bool:
    """Dit si la notification, faite ailleurs qu'à personne, est celle d'un emprisonnement ferme (498-1)."""
    autre = mode_de_signification(contexte, acte) == "autre" and decisions.partie(contexte, acte) == "prevenu"
    return autre and decisions.peine_ferme(decisions.decision_de(contexte, acte))


@deduit("connue_de_la_personne", "connaissance de la condamnation")
def connue_de_la_personne(contexte: Contexte, acte: Acte) -> Instant | date | None:
    """Rend la date de la connaissance établie : celle saisie, l'avis signé, ou une notification à personne qui suit."""
    for nom in ("connaissance", "reception"):
        saisie = acte.valeurs.get(nom)
        if isinstance(saisie, Instant | date):
            return saisie
    if acte.type != decisions.NOTIFICATION:
        return None
    suivantes = decisions.notifications_de(contexte, decisions.decision_de(contexte, acte))
    for autre in suivantes[[a.id for a in suivantes].index(acte.id) + 1 :]:
        if mode_de_signification(contexte, autre) == "personne" and decisions.partie(contexte, autre) == "prevenu":
            return autre.le
    return None


@deduit("recepisse_signe", "avis de réception signé")
def recepisse_signe(_contexte: Contexte, acte: Acte) -> date | None:
    """Rend la date de l'avis de réception ou du récépissé signé, quand aucune autre connaissance n'est saisie."""
    if isinstance(acte.valeurs.get("connaissance"), date):
        return None
    signe = acte.valeurs.get("reception")
    return signe if isinstance(signe, date) else None


@deduit("depart_au_plus_tot", "premier départ défendable")
def depart_au_plus_tot(contexte: Contexte, acte: Acte) -> Instant | date | None:
    """Rend le premier départ défendable du recours : l'expédition, l'envoi, la signature en application des peines."""
    mode, expedition = acte.valeurs.get("mode"), acte.valeurs.get("expedition")
    envoi = expedition if isinstance(expedition, date) else acte.le
    if mode == "lrar":
        return _signature(acte, envoi, contexte) if contexte.mesure.type == "execution" else envoi
    return envoi if mode == "electronique" else acte.le


@deduit("depart_au_plus_tard", "dernier départ défendable")
def depart_au_plus_tard(contexte: Contexte, acte: Acte) -> Instant | date | None:
    """Rend le départ le plus favorable au recours : l'avis signé, l'accusé ; l'expédition seule pour une information."""
    tot: Instant | date | None = depart_au_plus_tot(contexte, acte)
    reception = acte.valeurs.get("reception")
    match acte.valeurs.get("mode"):
        case "lrar" if (
            contexte.mesure.type not in ("information", "execution")
            and nature_de_la_decision(contexte, acte) != "ordonnance_penale"
        ):
            return reception if isinstance(reception, date) else tot
        case "electronique":
            return _accuse(acte, tot, contexte)
    return tot


def _signature(acte: Acte, envoi: Instant | date | None, contexte: Contexte) -> Instant | date | None:
    signe = acte.valeurs.get("reception")
    if isinstance(signe, date) or envoi is None:
        return signe if isinstance(signe, date) else None
    return contexte.jour(envoi) + timedelta(days=15)


def _accuse(acte: Acte, envoi: Instant | date | None, contexte: Contexte) -> Instant | date | None:
    accuse = acte.valeurs.get("accuse")
    if isinstance(accuse, Instant):
        return accuse
    if not isinstance(envoi, Instant):
        return envoi
    recue = appliquer("reception_electronique", envoi, Duree(), contexte.calendrier)
    return recue.legal if isinstance(recue, Terme) else envoi


def _des_deux(contexte: Contexte, acte: Acte) -> list[Instant | date]:
    """Rend les départs des deux notifications, à la personne et à l'avocat, dont l'acte est la seconde ; vide sinon."""
    attente: Acte | None = None
    for autre in decisions.notifications_de(contexte, decisions.decision_de(contexte, acte)):
        if autre.valeurs.get("destinataire", "personne") not in ("personne", "avocat"):
            continue
        paire = attente if attente is not None and _a_l_avocat(attente) != _a_l_avocat(autre) else None
        if autre.id == acte.id:
            dates = [depart_au_plus_tot(contexte, a) for a in (paire, autre)] if paire is not None else []
            return [d for d in dates if d is not None]
        attente = None if paire is not None else autre
    return []


def _a_l_avocat(acte: Acte) -> bool:
    return acte.valeurs.get("destinataire") == "avocat"


@deduit("premiere_des_deux", "première des deux notifications")
def premiere_des_deux(contexte: Contexte, acte: Acte) -> Instant | date | None:
    """Rend la première des notifications à la personne et à l'avocat : elle sert de rappel."""
    return min(_des_deux(contexte, acte), key=contexte.jour, default=None)


@deduit("derniere_des_deux", "dernière des deux notifications")
def derniere_des_deux(contexte: Contexte, acte: Acte) -> Instant | date | None:
    """Rend la plus tardive des deux : elle fait courir le délai."""
    return max(_des_deux(contexte, acte), key=contexte.jour, default=None)


@deduit("derniere_notifiee", "seconde notification")
def derniere_notifiee(contexte: Contexte, acte: Acte) -> bool:
    """Dit si l'acte est la seconde des notifications à la personne et à l'avocat : une ligne pour les deux."""
    return bool(_des_deux(contexte, acte))


@deduit("nature_de_la_decision", "nature de la décision")
def nature_de_la_decision(contexte: Contexte, acte: Acte) -> str | None:
    """Rend la nature saisie de la décision notifiée."""
    decision = decisions.decision_de(contexte, acte)
    nature = decision.valeurs.get("nature") if decision else None
    return None if nature is None else str(nature)


@deduit("voie_de_la_mention", "recours indiqué par l'acte")
def voie_de_la_mention(contexte: Contexte, acte: Acte) -> str:
    """Rend le recours que l'acte indique ; à défaut l'appel, ou le pourvoi contre une décision de dernier ressort."""
    decision = decisions.decision_de(contexte, acte)
    dernier = decision is not None and decision.valeurs.get("degre") in ("appel", "dernier_ressort")
    return str(acte.valeurs.get("voie_mentionnee", "pourvoi" if dernier else "appel"))


@deduit("mention_comparee", "délai indiqué par l'acte")
def mention_comparee(contexte: Contexte, acte: Acte) -> str | None:
    """Rend ``plus_longue``, ``plus_courte`` ou ``exacte``, comparée au délai légal du recours ; ``None`` sans mention."""
    dite, legale = _fin_dite(contexte, acte), _fin_legale(contexte, acte)
    if dite is None or legale is None:
        return None
    return "exacte" if dite == legale else "plus_longue" if dite > legale else "plus_courte"


@deduit("mention_en_jours_francs", "mention en jours francs")
def mention_en_jours_francs(_contexte: Contexte, acte: Acte) -> bool:
    """Dit si le délai indiqué l'est en jours francs."""
    return acte.valeurs.get("mention_franche") is True


def _fin_dite(contexte: Contexte, acte: Acte) -> Instant | None:
    jours = acte.valeurs.get("delai_mentionne")
    if not isinstance(jours, int) or not jours or acte.le is None:
        return None
    mode = "jours_francs" if mention_en_jours_francs(contexte, acte) else "jours_acte"
    return _fin(contexte, acte.le, mode, Duree(jours=jours))


def _fin_legale(contexte: Contexte, acte: Acte) -> Instant | None:
    if acte.le is None:
        return None
    voie = voie_de_la_mention(contexte, acte)
    if voie == "opposition" and contexte.mesure.valeurs.get("residence", "meme_ressort") not in ("meme_ressort", "metropole"):
        return _fin(contexte, acte.le, "mois_acte", Duree(mois=1))
    return _fin(contexte, acte.le, "jours_francs" if voie == "pourvoi" else "jours_acte", DIX)


def _fin(contexte: Contexte, depart: Instant | date, mode: str, duree: Duree) -> Instant | None:
    terme = appliquer(mode, depart, duree, contexte.calendrier)
    return terme.legal if isinstance(terme, Terme) else None


@deduit("couvert_par_la_mention", "recours formé dans le délai indiqué par l'acte")
def couvert_par_la_mention(contexte: Contexte, acte: Acte) -> bool:
    """Dit si le recours, tardif ou non, a été formé dans le délai plus long que sa propre notification indiquait à tort."""
    quand = decisions.debut(contexte, acte)
    for notification in decisions.notifications_de(contexte, decisions.decision_de(contexte, acte)):
        if quand is None or notification.le is None or contexte.jour(notification.le) < MENTION_DEPUIS:
            continue
        if decisions.partie(contexte, notification) != decisions.partie(contexte, acte):
            continue
        if mention_comparee(contexte, notification) != "plus_longue":
            continue
        fin = _fin_dite(contexte, notification)
        if fin is not None and quand < fin and voie_de_la_mention(contexte, notification) == acte.type.removesuffix("_forme"):
            return True
    return False
