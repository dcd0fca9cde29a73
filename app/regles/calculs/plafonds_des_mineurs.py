"""Les plafonds de la détention d'un mineur : changement de qualification, révocation (CJPM, L. 433-7), majorité."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from app.domain.comput import Duree, Terme, appliquer
from app.domain.comput.quantieme import quantieme
from app.domain.echeance import Etape
from app.domain.faits import Acte
from app.domain.francais import dire_jour
from app.domain.temps import Instant
from app.regles.contexte import Absent, Contexte
from app.regles.registre import Derivee, deduit, fait

PLACEMENT = "placement_detention"
MAJORITE = 18
PERIODE_ORDINAIRE = 6
"""Mois d'un placement éducatif dont l'ordonnance ne fixe pas la durée (L. 331-2)."""
UN_JOUR, QUATRE_JOURS = timedelta(days=1), Duree(jours=4)


def _jour(contexte: Contexte, nom: str) -> date | None:
    valeur = contexte.session.calcul(contexte.mesure, nom)
    return None if isinstance(valeur, Absent) else contexte.jour(valeur)


def _duree(contexte: Contexte, parametres: Mapping[str, Any], quoi: str) -> Duree | None:
    """Rend la durée du régime qui commande le titre, dans la table ``quoi`` du paquet, ou ``None``."""
    regime = contexte.session.calcul(contexte.mesure, str(parametres["regime"]))
    table: Mapping[str, Mapping[str, int]] = parametres[quoi]
    return Duree(**table[regime]) if isinstance(regime, str) and regime in table else None


def _plus(depart: date, duree: Duree) -> date:
    """Rend le premier jour sans titre : jours puis mois, comptés depuis le premier jour de détention."""
    return quantieme(depart + timedelta(days=duree.total_jours), duree.total_mois)


@fait("plafond_mineur_apres_changement")
def plafond_mineur_apres_changement(contexte: Contexte, parametres: Mapping[str, Any]) -> Derivee | Absent:
    """Rend l'instant où le nouveau régime arrête un titre délivré sous un autre, jamais avant le jour du changement.

    ``regime`` : le fait du régime courant ; ``maxima`` : régime → durée totale. Sans objet s'il n'y a pas de changement.
    """
    changements = contexte.actes("changement_de_regime")
    d0, maximum = _jour(contexte, "d0"), _duree(contexte, parametres, "maxima")
    if not changements or d0 is None or maximum is None:
        return Absent(())
    acte = changements[-1]
    fin = _plus(d0, maximum)
    if acte.le is not None and contexte.jour(acte.le) > fin:
        fin = contexte.jour(acte.le)
    dit = f"{maximum.dire()} au plus depuis le premier jour, sans effet avant le changement"
    texte = f"Nouveau régime, {dit} : {dire_jour(fin)}."
    return Derivee(Instant.debut_du_jour(fin, contexte.fuseau), (Etape(texte, acte=acte.id, article="CJPM, art. L. 433-1"),))


@fait("plafond_apres_revocation_mineur")
def plafond_apres_revocation_mineur(contexte: Contexte, parametres: Mapping[str, Any]) -> Derivee | Absent:
    """Rend l'instant où s'épuise la durée cumulée permise après révocation (L. 433-7), la détention antérieure déduite.

    ``regime``, ``maxima`` ; ``supplement`` : mois ajoutés. Régime en jours : les jours subis s'ôtent du départ. Régime en
    mois : des mois entiers subis s'ôtent des mois permis ; s'il y a des jours en plus, le plus court des deux comptes.
    """
    session, mesure = contexte.session, contexte.mesure
    anterieure = [session.calcul(mesure, f"detention_anterieure_{unite}") for unite in ("jours", "mois", "reste_jours")]
    d0, maximum = _jour(contexte, "d0"), _duree(contexte, parametres, "maxima")
    if d0 is None or maximum is None or any(isinstance(a, Absent) for a in anterieure):
        return Absent(("durée cumulée permise après révocation",))
    jours, mois, reste = (int(a) for a in anterieure)
    total = Duree(jours=maximum.total_jours, mois=maximum.total_mois + int(parametres["supplement"]))
    fin = _plus(d0 - timedelta(days=jours), total)
    if not total.total_jours:
        deduit = quantieme(d0, total.total_mois - mois) - timedelta(days=reste) if total.total_mois > mois else d0
        fin = min(fin, deduit) if reste else deduit
    fin = max(d0, fin)
    dit = f"{maximum.dire()} et {parametres['supplement']} mois de plus"
    dernier = f"dernier jour permis : {dire_jour(fin - UN_JOUR)}" if fin > d0 else "rien ne reste"
    subis = f"{jours} jour{'s' if jours > 1 else ''} déjà subi{'s' if jours > 1 else ''}"
    etapes = (
        *session.etapes(mesure, "detention_anterieure_jours"),
        Etape(f"Durée cumulée des détentions : {dit}.", article="CJPM, art. L. 433-7"),
        Etape(f"{subis} ; {dernier}."),
    )
    return Derivee(Instant.debut_du_jour(fin, contexte.fuseau), etapes)


@fait("reste_apres_premiere_periode")
def reste_apres_premiere_periode(contexte: Contexte, parametres: Mapping[str, Any]) -> Derivee | Absent:
    """Dit si le cumul permis dépasse la première période du titre (``periodes`` : régime → durée) ; sinon, rien à prolonger."""
    plafond = contexte.session.calcul(contexte.mesure, str(parametres["plafond"]))
    d0, periode = _jour(contexte, "d0"), _duree(contexte, parametres, "periodes")
    if d0 is None or periode is None or isinstance(plafond, Absent):
        return Absent(("durée cumulée permise après révocation",))
    return Derivee(contexte.jour(plafond) > _plus(d0, periode))


@fait("rang_de_la_revocation")
def rang_de_la_revocation(contexte: Contexte, parametres: Mapping[str, Any]) -> Derivee | Absent:
    """Rend le rang de la détention dans la mise à l'épreuve : celui qui est saisi, à défaut celui que le dossier compte.

    ``fondements`` : placements de la mise à l'épreuve ; ``avec_l_audience`` : compter aussi celui que l'audience de culpabilité
    a décidé, qui n'est pas une révocation (L. 521-16).
    """
    propres = [a for a in contexte.actes(PLACEMENT) if a.valeurs.get("fondement") in parametres["fondements"]]
    if not propres:
        return Absent(())
    saisi = propres[-1].valeurs.get("rang_revocation")
    if isinstance(saisi, int):
        return Derivee(saisi)
    debut, audiences = _epreuve(contexte)
    if parametres["avec_l_audience"]:
        audiences = frozenset()
    anterieurs = [
        a
        for mesure in contexte.mesures_anterieures()
        for a in contexte.session.en_vigueur(mesure)
        if a.type == PLACEMENT and a.valeurs.get("fondement") in parametres["fondements"]
    ]
    comptes = [a for a in anterieurs if _depuis(a, debut, contexte)] + propres
    return Derivee(sum(1 for a in comptes if a.le is None or contexte.jour(a.le) not in audiences))


def _epreuve(contexte: Contexte) -> tuple[date | None, frozenset[date]]:
    """Rend le jour de la dernière mise à l'épreuve et ceux des audiences de culpabilité qui ont décidé une détention.

    Les révocations antérieures à ce jour ne comptent pas.
    """
    epreuves = [
        a
        for mesure in contexte.session.dossier.mesures
        for a in contexte.session.en_vigueur(mesure)
        if a.type == "mise_a_l_epreuve" and a.le is not None
    ]
    jours = [contexte.jour(a.le) for a in epreuves]
    decidees = frozenset(contexte.jour(a.le) for a in epreuves if a.valeurs.get("placement_decide") is True)
    return max(jours, default=None), decidees


def _depuis(acte: Acte, debut: date | None, contexte: Contexte) -> bool:
    return debut is None or acte.le is None or contexte.jour(acte.le) >= debut


@fait("jour_de_la_majorite")
def jour_de_la_majorite(contexte: Contexte, _parametres: Mapping[str, Any]) -> Derivee | Absent:
    """Rend le premier instant de la majorité : le jour du dix-huitième anniversaire, à 0 h."""
    naissance = contexte.valeur("personne.naissance")
    if isinstance(naissance, Absent):
        return naissance
    try:
        jour = naissance.replace(year=naissance.year + MAJORITE)
    except ValueError:
        jour = date(naissance.year + MAJORITE, 3, 1)
    return Derivee(Instant.debut_du_jour(jour, contexte.fuseau), (Etape(f"Majorité le {dire_jour(jour)}."),))


@deduit("rapport_recent", "rapport de moins d'un an")
def rapport_recent(contexte: Contexte, acte: Acte) -> bool:
    """Dit si le rapport versé a moins d'un an au jour de l'acte déclencheur (L. 423-4) ; sans date de rapport, on l'admet."""
    etabli = acte.valeurs.get("date_rapport")
    if not isinstance(etabli, (Instant, date)) or contexte.acte is None or contexte.acte.le is None:
        return True
    return contexte.jour(contexte.acte.le) < quantieme(contexte.jour(etabli), 12)


@deduit("notification_du_placement", "notification du placement")
def notification_du_placement(contexte: Contexte, acte: Acte) -> Instant | date | Absent:
    """Rend ce qui fait courir l'appel : la notification, à défaut la date de la décision."""
    notifie = acte.valeurs.get("notifie_le", acte.le)
    return notifie if isinstance(notifie, (Instant, date)) else Absent((f"date de « {contexte.intitule_acte(acte.type)} »",))


@deduit("duree_du_placement", "durée du placement éducatif (six mois si elle n'est pas fixée)")
def duree_du_placement(_contexte: Contexte, acte: Acte) -> int:
    """Rend la durée fixée, en mois ; six mois, la période ordinaire, si l'ordonnance ne dit rien."""
    fixee = acte.valeurs.get("duree_mois")
    return fixee if isinstance(fixee, int) and fixee > 0 else PERIODE_ORDINAIRE


@deduit("quatre_jours_calendaires_plus_courts", "quatre jours calendaires plus courts que quatre jours ouvrables")
def quatre_jours_calendaires_plus_courts(contexte: Contexte, acte: Acte) -> bool:
    """Dit si un jour férié rend les quatre jours calendaires (L. 521-21) plus courts que les jours ouvrables lus prudemment."""
    if acte.le is None:
        return False
    jour = contexte.jour(acte.le)
    ouvrables = appliquer("jo_terme", jour, QUATRE_JOURS, contexte.calendrier, {"compter_depart": True})
    return isinstance(ouvrables, Terme) and contexte.jour(ouvrables.prudent) > jour + 5 * UN_JOUR
