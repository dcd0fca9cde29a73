"""Les étapes d'une demande, vues de la demande elle-même : communication, transmission (148), recevabilité, bien-fondé (803-8).

Les délais s'y rattachent tous : le registre montre une demande et sa prochaine limite, jusqu'à sa décision.
"""

from __future__ import annotations

from datetime import date, timedelta

from app.domain.comput import Duree, Terme, appliquer
from app.domain.comput.quantieme import quantieme
from app.domain.faits import Acte
from app.domain.temps import Instant
from app.regles.contexte import Absent, Contexte
from app.regles.registre import deduit

COMMUNICATION, TRANSMISSIONS = "communication_parquet", ("transmission_jld", "saisine_jld")
LIBERTES = ("liberte", "liberte_cj", "liberte_arse")
JURIDICTIONS = ("chambre_instruction", "tribunal_correctionnel", "cour_d_appel")
REQUETE, DECISION = "requete_conditions_indignes", "decision_conditions_indignes"


def _suite(contexte: Contexte, demande: Acte, *types: str) -> Acte | None:
    """Rend le premier acte daté de ces types qui suit la même demande."""
    vue = contexte.pour_acte(demande)
    return next(
        (a for a in contexte.actes(*types) if a.le is not None and contexte.session.deduit(vue, a, "meme_demande") is True),
        None,
    )


@deduit("communiquee_le", "communication de la demande au parquet, à défaut sa réception")
def communiquee_le(contexte: Contexte, acte: Acte) -> Instant | date | Absent:
    """Rend la date de la communication au parquet ; tant qu'elle n'est pas enregistrée, la réception, où elle était due."""
    communication = _suite(contexte, acte, COMMUNICATION)
    if communication is not None and communication.le is not None:
        return communication.le
    depart: Instant | date | Absent = contexte.session.deduit(contexte, acte, "compte_depuis")
    return depart


@deduit("reception_ouvrable", "réception de la demande, ou le premier jour ouvrable qui la suit")
def reception_ouvrable(contexte: Contexte, acte: Acte) -> date | Absent:
    """Rend le jour de la réception s'il est ouvrable, à défaut le premier jour ouvrable qui suit."""
    depart: Instant | date | Absent = contexte.session.deduit(contexte, acte, "compte_depuis")
    if isinstance(depart, Absent):
        return depart
    jour = contexte.jour(depart)
    while contexte.calendrier.non_ouvrable(jour):
        jour += timedelta(days=1)
    return jour


@deduit("communiquee_plus_5", "cinq jours après la communication au parquet")
def communiquee_plus_5(contexte: Contexte, acte: Acte) -> date | Absent:
    """Rend le cinquième jour qui suit la communication au parquet."""
    return _plus(contexte, acte, 5)


@deduit("communiquee_plus_10", "dix jours après la communication au parquet")
def communiquee_plus_10(contexte: Contexte, acte: Acte) -> date | Absent:
    """Rend le dixième jour qui suit la communication au parquet."""
    return _plus(contexte, acte, 10)


def _plus(contexte: Contexte, acte: Acte, jours: int) -> date | Absent:
    depart = communiquee_le(contexte, acte)
    return depart if isinstance(depart, Absent) else contexte.jour(depart) + timedelta(days=jours)


@deduit("compte_plus_2_mois", "deux mois après le point de départ")
def compte_plus_2_mois(contexte: Contexte, acte: Acte) -> date | Absent:
    """Rend le quantième de deux mois après le point de départ, dernier jour de la lecture littérale."""
    return _compte_plus(contexte, acte, 2)


@deduit("compte_plus_4_mois", "quatre mois après le point de départ")
def compte_plus_4_mois(contexte: Contexte, acte: Acte) -> date | Absent:
    """Rend le quantième de quatre mois après le point de départ, dernier jour de la lecture littérale."""
    return _compte_plus(contexte, acte, 4)


def _compte_plus(contexte: Contexte, acte: Acte, mois: int) -> date | Absent:
    depart: Instant | date | Absent = contexte.session.deduit(contexte, acte, "compte_depuis")
    return depart if isinstance(depart, Absent) else quantieme(contexte.jour(depart), mois)


@deduit("transmise_le", "transmission de la demande au JLD")
def transmise_le(contexte: Contexte, acte: Acte) -> Instant | date | None:
    """Rend la date de la transmission au JLD."""
    transmission = _suite(contexte, acte, *TRANSMISSIONS)
    return transmission.le if transmission is not None else None


@deduit("jours_du_juge", "jours entre la communication et la transmission")
def jours_du_juge(contexte: Contexte, acte: Acte) -> int | None:
    """Rend le nombre de jours que le juge d'instruction a gardé la demande."""
    depart, fin = communiquee_le(contexte, acte), transmise_le(contexte, acte)
    return None if isinstance(depart, Absent) or fin is None else (contexte.jour(fin) - contexte.jour(depart)).days


@deduit("anterieure_jugee_plus_5", "cinq jours après la décision sur la demande antérieure")
def anterieure_jugee_plus_5(contexte: Contexte, acte: Acte) -> date | None:
    """Rend le cinquième jour qui suit la décision sur ce qui était pendant (148 : les délais ne partent que d'elle)."""
    return _jugee_plus(contexte, acte, 5)


@deduit("anterieure_jugee_plus_10", "dix jours après la décision sur la demande antérieure")
def anterieure_jugee_plus_10(contexte: Contexte, acte: Acte) -> date | None:
    """Rend le dixième jour qui suit la décision sur ce qui était pendant (148 : les délais ne partent que d'elle)."""
    return _jugee_plus(contexte, acte, 10)


def _jugee_plus(contexte: Contexte, acte: Acte, jours: int) -> date | None:
    jugee = contexte.session.deduit(contexte, acte, "anterieure_jugee_le")
    return jugee + timedelta(days=jours) if isinstance(jugee, date) else None


def _decision(contexte: Contexte, requete: Acte, etape: str) -> Acte | None:
    """Rend la décision de cette étape qui suit la requête, avant la requête suivante."""
    suivantes = [r for r in contexte.actes(REQUETE) if r.id != requete.id and _apres(r, requete, contexte)]
    return next(
        (
            d
            for d in contexte.actes(DECISION)
            if d.le is not None
            and d.valeurs.get("etape") == etape
            and _apres(d, requete, contexte)
            and not any(_apres(d, s, contexte) and contexte.jour(s.le) != contexte.jour(d.le) for s in suivantes)
        ),
        None,
    )


def _apres(acte: Acte, autre: Acte, contexte: Contexte) -> bool:
    return acte.le is not None and autre.le is not None and contexte.jour(acte.le) >= contexte.jour(autre.le)


def _favorable(contexte: Contexte, requete: Acte, etape: str) -> Instant | date | None:
    decision = _decision(contexte, requete, etape)
    return None if decision is None or decision.valeurs.get("sens") == "rejet" else decision.le


@deduit("recevable_le", "décision de recevabilité")
def recevable_le(contexte: Contexte, acte: Acte) -> Instant | date | None:
    """Rend la date où la requête a été jugée recevable."""
    return _favorable(contexte, acte, "recevabilite")


@deduit("bien_fondee_le", "décision sur le bien-fondé")
def bien_fondee_le(contexte: Contexte, acte: Acte) -> Instant | date | None:
    """Rend la date où la requête a été jugée bien fondée."""
    return _favorable(contexte, acte, "bien_fonde")


@deduit("terme_administration", "fin du délai fixé à l'administration")
def terme_administration(contexte: Contexte, acte: Acte) -> date | None:
    """Rend le terme fixé à l'administration ; à défaut le plus court, dix jours après la décision sur le bien-fondé."""
    decision = _decision(contexte, acte, "bien_fonde")
    if decision is None or decision.le is None or decision.valeurs.get("sens") == "rejet":
        return None
    fixe = decision.valeurs.get("delai_administration")
    return contexte.jour(fixe) if isinstance(fixe, Instant | date) else contexte.jour(decision.le) + timedelta(days=10)


@deduit("delai_hors_bornes", "délai laissé à l'administration hors des bornes")
def delai_hors_bornes(contexte: Contexte, acte: Acte) -> bool | None:
    """Dit si le terme fixé à l'administration n'est pas entre dix jours et un mois après la décision (803-8)."""
    fin = acte.valeurs.get("delai_administration")
    if acte.le is None or not isinstance(fin, Instant | date):
        return None
    jour = contexte.jour(acte.le)
    return not jour + timedelta(days=10) <= contexte.jour(fin) <= quantieme(jour, 1)


@deduit("appel_dans_les_24h", "appel du parquet dans les vingt-quatre heures")
def appel_dans_les_24h(contexte: Contexte, acte: Acte) -> bool:
    """Dit si l'appel du parquet suit de vingt-quatre heures au plus une décision sur les conditions (803-8).

    Compté de la décision ou de sa notification ; si une heure manque, l'appel du lendemain est tenu pour suspensif : son
    examen, sous quinze jours, est la limite la plus courte.
    """
    if acte.valeurs.get("auteur", "detenu") != "parquet" or acte.le is None:
        return False
    departs = [d for a in contexte.actes(DECISION) if _apres(acte, a, contexte) for d in (a.le, a.valeurs.get("notifiee_le"))]
    return any(_a_un_jour(d, acte.le, contexte) for d in departs if isinstance(d, Instant | date))


def _a_un_jour(debut: Instant | date, fin: Instant | date, contexte: Contexte) -> bool:
    if isinstance(debut, Instant) and isinstance(fin, Instant):
        return debut <= fin <= debut.plus(minutes=1440)
    return timedelta(0) <= contexte.jour(fin) - contexte.jour(debut) <= timedelta(days=1)


@deduit("contraire_aux_requisitions", "mise en liberté contraire aux réquisitions")
def contraire_aux_requisitions(contexte: Contexte, acte: Acte) -> bool | Absent:
    """Dit si la mise en liberté est contraire aux réquisitions : dit sur l'acte, sur la décision, ou par les réquisitions.

    Seule l'ordonnance d'un juge se bloque (148-1-1) : la décision d'un tribunal, d'une cour ou de la chambre s'exécute.
    """
    decision = acte if acte.type == "decision_demande_liberte" else _decision_de_liberte(contexte, acte)
    if decision is not None and _d_une_juridiction(contexte, decision):
        return False
    conforme = acte.valeurs.get("conforme_aux_requisitions")
    if isinstance(conforme, bool):
        return not conforme
    if decision is not None and isinstance(decision.valeurs.get("conforme_aux_requisitions"), bool):
        return not decision.valeurs["conforme_aux_requisitions"]
    requises = _suite(contexte, decision, "requisitions_demande") if decision is not None else None
    if requises is None or "sens" not in requises.valeurs:
        return Absent(("Mise en liberté conforme aux réquisitions du parquet",))
    return requises.valeurs["sens"] != "liberte"


@deduit("notification_au_parquet", "notifiée au parquet à")
def notification_au_parquet(contexte: Contexte, acte: Acte) -> Instant | None:
    """Rend l'heure de notification de la mise en liberté au procureur, dite sur l'acte ou sur la décision qu'il exécute."""
    decision = _decision_de_liberte(contexte, acte) if acte.type == "mise_en_liberte" else None
    for source in (acte, decision):
        quand = source.valeurs.get("notifiee_au_parquet") if source is not None else None
        if isinstance(quand, Instant):
            return quand
    return None


def _d_une_juridiction(contexte: Contexte, decision: Acte) -> bool:
    autorite = decision.valeurs.get("autorite")
    return autorite in JURIDICTIONS or contexte.session.deduit(contexte, decision, "decision_du_tribunal") is True


@deduit("refere_pendant", "référé-détention pendant")
def refere_pendant(contexte: Contexte, acte: Acte) -> bool:
    """Dit si un référé-détention bloquait encore la libération : ordonnance attendue, ou suspension, arrêt attendu (187-3)."""
    if not isinstance(acte.le, Instant):
        return False
    referes = [r for r in contexte.actes("refere_detention") if isinstance(r.le, Instant) and r.le < acte.le]
    if not referes:
        return False
    refere = referes[-1]
    suites = _entre(contexte, refere, acte, "mise_en_liberte", "arret_chambre", "ordonnance_148_8")
    if any(not (isinstance(s.le, Instant) and isinstance(refere.le, Instant) and s.le < refere.le) for s in suites):
        return False
    ordonnances = _entre(contexte, refere, acte, "decision_refere_detention")
    if not ordonnances:
        return acte.le < _terme("jo_terme", contexte.jour(refere.le or acte.le), 2, contexte)
    appel = refere.valeurs.get("appel_le", refere.le)
    suspendue = ordonnances[-1].valeurs.get("sens", "suspension") == "suspension"
    return suspendue and acte.le < _terme("delai_autorite", contexte.jour(appel), 10, contexte)


def _entre(contexte: Contexte, debut: Acte, fin: Acte, *types: str) -> list[Acte]:
    return [a for a in contexte.actes(*types) if a.id != fin.id and _apres(a, debut, contexte) and _apres(fin, a, contexte)]


def _terme(mode: str, depart: date, jours: int, contexte: Contexte) -> Instant:
    """Rend la lecture prudente : au-delà, la libération n'est plus prématurée."""
    terme = appliquer(mode, depart, Duree(jours=jours), contexte.calendrier, {})
    return terme.prudent if isinstance(terme, Terme) else terme.minimum.prudent


def _decision_de_liberte(contexte: Contexte, acte: Acte) -> Acte | None:
    """Rend la décision de mise en liberté du même jour que l'acte, ou la dernière avant lui."""
    decisions = [
        d for d in contexte.actes("decision_demande_liberte") if d.valeurs.get("sens") in LIBERTES and _apres(acte, d, contexte)
    ]
    return decisions[-1] if decisions else None
