"""Application des peines et victimes : appel suspensif, peine non exécutée, prorogation du délai de la commission.

CPP, art. 712-11 à 712-15, D. 49-39 à D. 49-41, 723-16 à 723-17-1, 706-5.
"""

from __future__ import annotations

from datetime import date

from app.domain.comput import Duree, Terme, appliquer
from app.domain.faits import Acte
from app.domain.temps import Instant
from app.regles import decisions
from app.regles.contexte import Contexte
from app.regles.registre import deduit

APPEL, PARQUET = "appel", ("parquet", "procureur_general", "parquet_general")
PREALABLES = ("saisine_jap_723_17", "convocation_jap_723_17_1")


@deduit("decision_de_la_chap", "décision d'appel en application des peines")
def decision_de_la_chap(contexte: Contexte, acte: Acte) -> bool:
    """Dit si la décision que l'acte est, notifie ou attaque vient de la chambre ou de son président."""
    decision = decisions.decision_de(contexte, acte)
    if decision is None:
        return False
    degre, nature = decision.valeurs.get("degre"), decision.valeurs.get("nature")
    if degre is not None:
        return degre != "premier"
    return nature == "arret" or (nature == "ordonnance" and contexte.mesure.valeurs.get("juridiction") == "chap")


@deduit("du_ministere_public", "acte du ministère public, ou à lui notifié")
def du_ministere_public(contexte: Contexte, acte: Acte) -> bool:
    """Dit si le recours est celui du parquet ou du parquet général, ou si la notification leur est faite."""
    return decisions.partie(contexte, acte) in PARQUET


@deduit("du_meme_cote", "recours de la partie à qui la décision est notifiée")
def du_meme_cote(contexte: Contexte, acte: Acte) -> bool:
    """Dit si le recours vient du côté (condamné, ministère public) à qui l'acte déclencheur notifie la décision."""
    return contexte.acte is not None and du_ministere_public(contexte, acte) == du_ministere_public(contexte, contexte.acte)


def _appels(contexte: Contexte, acte: Acte) -> list[Acte]:
    decision = decisions.decision_de(contexte, acte)
    return [a for a in contexte.actes(APPEL) if decisions.decision_de(contexte, a) is decision]


@deduit("appel_de_l_autre_partie", "appel principal de l'autre partie")
def appel_de_l_autre_partie(contexte: Contexte, acte: Acte) -> bool:
    """Dit si le premier appel formé contre la décision l'a été par l'autre partie que celle de la notification."""
    appels = _appels(contexte, acte)
    return bool(appels) and du_ministere_public(contexte, appels[0]) != du_ministere_public(contexte, acte)


@deduit("appel_suspensif", "appel du ministère public dans les vingt-quatre heures")
def appel_suspensif(contexte: Contexte, acte: Acte) -> bool:
    """Dit si l'appel est du ministère public et si rien n'établit qu'il est postérieur au lendemain minuit (reporté)."""
    quand = decisions.debut(contexte, acte)
    if not du_ministere_public(contexte, acte):
        return False
    notifiees = decisions.notifications_de(contexte, decisions.decision_de(contexte, acte))
    dates = [n.le for n in notifiees if du_ministere_public(contexte, n) and n.le is not None]
    fins = [appliquer("recours_24h_minuit", le, Duree(), contexte.calendrier) for le in dates]
    return quand is None or not fins or any(isinstance(f, Terme) and quand < f.legal for f in fins)


def _annees_apres(contexte: Contexte, depart: Instant | date, annees: int) -> Instant | None:
    terme = appliquer("annees_acte", depart, Duree(annees=annees), contexte.calendrier, {"reporter": False})
    return terme.legal if isinstance(terme, Terme) else None


@deduit("saisine_suspensive_des", "premier jour de la saisine suspensive")
def saisine_suspensive_des(contexte: Contexte, acte: Acte) -> Instant | None:
    """Rend 0 h du lendemain de l'année qui suit la condamnation définitive (723-17) ; ``None`` sans sa date."""
    return None if acte.le is None else _annees_apres(contexte, acte.le, 1)


@deduit("plus_de_trois_ans_apres", "plus de trois ans après la condamnation définitive")
def plus_de_trois_ans_apres(contexte: Contexte, acte: Acte) -> bool | None:
    """Dit si l'acte suit de plus de trois ans la condamnation définitive ; ``None`` si une des dates manque."""
    premier = next(iter(contexte.actes("decision_executoire")), None)
    quand = decisions.debut(contexte, acte)
    if premier is None or premier.le is None or quand is None:
        return None
    fin = _annees_apres(contexte, premier.le, 3)
    return None if fin is None else quand >= fin


@deduit("jap_non_consulte", "ni saisine ni convocation préalable du juge de l'application des peines")
def jap_non_consulte(contexte: Contexte, acte: Acte) -> bool:
    """Dit si aucune saisine ni convocation devant le juge de l'application des peines ne précède l'acte."""
    return not any(a.type in PREALABLES for a in decisions.avant(contexte, acte))


@deduit("jap_n_a_pas_statue", "juge de l'application des peines saisi, sans décision")
def jap_n_a_pas_statue(contexte: Contexte, acte: Acte) -> bool:
    """Dit si une saisine ou une convocation précède l'acte sans qu'une décision l'ait suivie : l'exécution est suspendue."""
    suivis = [a.type for a in decisions.avant(contexte, acte) if a.type in (*PREALABLES, decisions.DECISION)]
    return bool(suivis) and suivis[-1] in PREALABLES


@deduit("depart_civil", "infraction, ou majorité de la victime")
def depart_civil(_contexte: Contexte, acte: Acte) -> Instant | date | None:
    """Rend le départ des trois ans : la majorité de la victime mineure si elle suit l'infraction, à défaut l'infraction."""
    majorite = acte.valeurs.get("majorite_le")
    return majorite if isinstance(majorite, date) else acte.le


@deduit("decision_prorogeante", "décision pénale définitive qui proroge le délai")
def decision_prorogeante(contexte: Contexte, acte: Acte) -> Instant | date | None:
    """Rend la dernière décision pénale définitive, si l'année qui la suit finit après les trois ans ; sinon rien."""
    decision, depart = _derniere(contexte, "decision_penale_definitive"), depart_civil(contexte, acte)
    if decision is None or depart is None:
        return None
    proroge, trois_ans = _annees_apres(contexte, decision, 1), _annees_apres(contexte, depart, 3)
    return decision if proroge is not None and trois_ans is not None and proroge > trois_ans else None


@deduit("avis_prorogeant", "avis de l'article 706-15")
def avis_prorogeant(contexte: Contexte, _acte: Acte) -> Instant | date | None:
    """Rend le jour de l'avis donné à la victime indemnisée par le jugement, quand il suit la décision définitive."""
    decision, avis = _derniere(contexte, "decision_penale_definitive"), _derniere(contexte, "avis_706_15")
    if decision is None or avis is None or contexte.jour(avis) <= contexte.jour(decision):
        return None
    return avis


@deduit("delai_encore_ouvert", "délai prorogé, terme non encore connu")
def delai_encore_ouvert(contexte: Contexte, acte: Acte) -> bool:
    """Dit si le terme n'est pas connu : poursuites sans décision définitive, ou condamnation à réparer sans avis (706-15)."""
    penales = contexte.actes("decision_penale_definitive")
    if not penales:
        return acte.valeurs.get("poursuites") is True
    return penales[-1].valeurs.get("dommages_interets") is True and _derniere(contexte, "avis_706_15") is None


def _derniere(contexte: Contexte, genre: str) -> Instant | date | None:
    return next((a.le for a in reversed(contexte.actes(genre)) if a.le is not None), None)
