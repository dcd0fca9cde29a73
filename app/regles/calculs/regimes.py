"""Le régime de durée d'une détention après un changement de qualification, et les plafonds qui en résultent (146, 141-3).

La table des régimes est une donnée du paquet (règle ``dp_requalification_146``) ; on la rejoue avec la nouvelle qualification.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from app.domain.comput.quantieme import quantieme
from app.domain.echeance import Etape
from app.domain.faits import Acte
from app.domain.francais import dire_jour
from app.domain.temps import Instant
from app.regles.contexte import Absent, Contexte
from app.regles.registre import Derivee, deduit, fait

CHANGEMENT, PROLONGATION, EXCEPTIONNELLE = "changement_de_regime", "prolongation_detention", "exceptionnelle_"
DELIT, CRIME = "delit", "crime"
PREFIXE_DE_DROIT_COMMUN = "corr_"
"""Régimes de 145-1 : les délits de 145-1-1 ou terroristes sont tous punis de trois ans au moins."""
PEINE_MAXIMALE_D_UN_DELIT = 120
"""Mois : dix ans (C. pén., art. 131-4). Au-delà, la peine saisie est celle du crime abandonné."""
PROPRES_AU_CRIME = ("reclusion_perpetuite", "plusieurs_crimes", "crime_par_bande_organisee")
REPRIS = ("peine_encourue_mois", "incriminations", "bande_organisee")


def _changement(contexte: Contexte) -> Acte | None:
    actes = contexte.actes(CHANGEMENT)
    return actes[-1] if actes else None


def _nouvelle_procedure(contexte: Contexte, acte: Acte) -> Mapping[str, Any]:
    """Rend les faits de procédure tels que le changement les laisse : la peine d'un crime n'est pas celle d'un délit."""
    procedure = dict(contexte.session.dossier.procedure)
    avant, apres = procedure.get("nature"), acte.valeurs.get("nature", procedure.get("nature"))
    if apres is not None:
        procedure["nature"] = apres
    if apres == DELIT:
        for nom in PROPRES_AU_CRIME:
            procedure.pop(nom, None)
        peine = procedure.get("peine_encourue_mois")
        if isinstance(peine, int) and peine > PEINE_MAXIMALE_D_UN_DELIT:
            del procedure["peine_encourue_mois"]
    elif apres == CRIME and avant != CRIME:
        procedure.pop("peine_encourue_mois", None)
    return MappingProxyType({**procedure, **{n: acte.valeurs[n] for n in REPRIS if n in acte.valeurs}})


def _rejouer(contexte: Contexte, acte: Acte, table: str) -> tuple[Any, tuple[Etape, ...]]:
    session: Any = contexte.session
    dossier = replace(session.dossier, procedure=_nouvelle_procedure(contexte, acte))
    autre = type(session)(session.corpus, dossier)
    valeur = autre.calcul(contexte.mesure, table)
    return valeur, autre.etapes(contexte.mesure, table)


@fait("regime_courant")
def regime_courant(contexte: Contexte, parametres: Mapping[str, Any]) -> Derivee | Absent:
    """Rend le régime qui commande le titre aujourd'hui.

    ``table`` : le fait qui rend le régime du placement ; ``ordre`` : les régimes, du plus court au plus long. Un changement de
    qualification le remplace ; non validé par le greffe, il ne vaut que s'il raccourcit (fiche 02, § 14 a, invariant iv).
    """
    table = str(parametres["table"])
    initial = contexte.session.calcul(contexte.mesure, table)
    if isinstance(initial, Absent):
        return initial
    etapes = contexte.session.etapes(contexte.mesure, table)
    acte, ordre = _changement(contexte), list(parametres["ordre"])
    if acte is None or initial not in ordre:
        return Derivee(initial, etapes)
    nouveau, raisons = _rejouer(contexte, acte, table)
    if isinstance(nouveau, Absent):
        return nouveau
    le = f" du {dire_jour(contexte.jour(acte.le))}" if acte.le is not None else ""
    if acte.valeurs.get("valide") is True or nouveau not in ordre or ordre.index(nouveau) <= ordre.index(initial):
        return Derivee(nouveau, (*etapes, Etape(f"Changement de qualification{le} :", acte=acte.id), *raisons))
    texte = f"Changement de qualification{le}, plus long et non validé par le greffe : le régime du placement reste appliqué."
    return Derivee(initial, (*etapes, Etape(texte, acte=acte.id)))


@deduit("regime_au_jour", "régime de durée au jour de la décision")
def regime_au_jour(contexte: Contexte, acte: Acte) -> str | None:
    """Rend le régime dont relevait le titre quand l'acte a été pris : un changement postérieur n'y touche pas."""
    changement, nom = _changement(contexte), "regime_detention"
    if changement is not None and changement.le is not None and acte.le is not None:
        nom = "regime_du_titre" if contexte.jour(acte.le) < contexte.jour(changement.le) else nom
    regime = contexte.session.calcul(contexte.mesure, nom)
    return None if isinstance(regime, Absent) else str(regime)


def _maximum(contexte: Contexte, parametres: Mapping[str, Any], supplement: str = "") -> int | None:
    """Rend le plafond du régime, en mois ; celui de ``supplement`` si la chambre a déjà prolongé à titre exceptionnel."""
    regime = contexte.session.calcul(contexte.mesure, str(parametres["regime"]))
    if isinstance(regime, Absent):
        return None
    prolonge = supplement and any(
        str(a.valeurs.get("fondement", "")).startswith(EXCEPTIONNELLE) for a in contexte.actes(PROLONGATION)
    )
    maxima: Mapping[str, int] = parametres[supplement if prolonge else "maxima"]
    return maxima.get(regime)


def _d0(contexte: Contexte) -> date | None:
    d0 = contexte.session.calcul(contexte.mesure, "d0")
    return None if isinstance(d0, Absent) else contexte.jour(d0)


@fait("plafond_apres_changement")
def plafond_apres_changement(contexte: Contexte, parametres: Mapping[str, Any]) -> Derivee | Absent:
    """Rend l'instant où le nouveau régime arrête un titre délivré sous un autre, jamais avant le jour du changement.

    ``maxima`` et ``exceptionnels`` : mois par régime. ``Absent`` sans changement de qualification.
    """
    acte, maximum, d0 = _changement(contexte), _maximum(contexte, parametres, "exceptionnels"), _d0(contexte)
    if acte is None or maximum is None or d0 is None:
        return Absent(("plafond du nouveau régime",))
    fin = quantieme(d0, maximum)
    dit = f"{dire_jour(fin - timedelta(days=1))} à 24 h"
    if acte.le is not None and contexte.jour(acte.le) > fin:
        fin = contexte.jour(acte.le)
        dit = f"{dire_jour(fin)} à 0 h, jour du changement, cette durée étant déjà dépassée"
    texte = f"Nouveau régime, {maximum} mois au plus depuis le premier jour : {dit}."
    return Derivee(Instant.debut_du_jour(fin, contexte.fuseau), (Etape(texte, acte=acte.id, article="CPP, art. 146"),))


@fait("jour_apres_mois_de_detention")
def jour_apres_mois_de_detention(contexte: Contexte, parametres: Mapping[str, Any]) -> Derivee | Absent:
    """Rend le jour qui suit ``mois`` mois de détention depuis D0 (145-3, 145-4) ; ``mois`` : un nombre, ou le nom d'un fait."""
    voulu = parametres["mois"]
    mois = contexte.session.calcul(contexte.mesure, voulu) if isinstance(voulu, str) else voulu
    d0 = _d0(contexte)
    if isinstance(mois, Absent) or d0 is None or not mois:
        return Absent(("date d'ancienneté de la détention",))
    return Derivee(quantieme(d0, int(mois)))


@fait("plafond_apres_revocation")
def plafond_apres_revocation(contexte: Contexte, parametres: Mapping[str, Any]) -> Derivee | Absent:
    """Rend l'instant où s'épuise la durée totale permise après révocation (141-3), la détention antérieure déduite.

    ``maxima`` : mois par régime ; ``supplement`` : mois ajoutés ; ``court`` : le total, en mois, si la peine encourue est
    inférieure à ``seuil`` mois, ou inconnue (délit de droit commun). Deux comptes, le plus court retenu : jours ôtés du
    départ, mois et jours ôtés du total.
    """
    session, mesure = contexte.session, contexte.mesure
    anterieure = [session.calcul(mesure, f"detention_anterieure_{unite}") for unite in ("jours", "mois", "reste_jours")]
    maximum, d0 = _maximum(contexte, parametres), _d0(contexte)
    if maximum is None or d0 is None or any(isinstance(a, Absent) for a in anterieure):
        return Absent(("plafond après révocation",))
    courte = _peine_courte(contexte, parametres)
    total = int(parametres["court"]) if courte else maximum + int(parametres["supplement"])
    jours, mois, reste = (int(a) for a in anterieure)
    provisoires = session.calcul(mesure, "incarceration_jours_imputes")
    a_retrancher = 0 if isinstance(provisoires, Absent) else int(provisoires)
    jours, reste = jours + a_retrancher, reste + a_retrancher
    recule = quantieme(d0 - timedelta(days=jours), total)
    deduit = quantieme(d0, total - mois) - timedelta(days=reste) if total > mois else d0
    fin = max(d0, min(recule, deduit))
    dite = f"{maximum} mois et {parametres['supplement']} de plus, soit {total} mois"
    dite = f"{total} mois au total, {courte}" if courte else dite
    etapes = (
        *session.etapes(mesure, "detention_anterieure_jours"),
        *(session.etapes(mesure, "incarceration_jours_imputes") if a_retrancher else ()),
        Etape(f"Durée cumulée des détentions : {dite}.", article="CPP, art. 141-3"),
        Etape(f"Déjà subis : {_dire_subi(jours, mois, reste)}. Dernier jour permis : {dire_jour(fin - timedelta(days=1))}."),
    )
    return Derivee(Instant.debut_du_jour(fin, contexte.fuseau), etapes)


def _peine_courte(contexte: Contexte, parametres: Mapping[str, Any]) -> str:
    """Dit pourquoi le total est celui des peines inférieures au seuil, ou rien ; un changement non validé n'allonge rien."""
    acte = _changement(contexte)
    procedures: list[Mapping[str, Any]] = [contexte.session.dossier.procedure]
    if acte is not None:
        apres = _nouvelle_procedure(contexte, acte)
        procedures = [apres] if acte.valeurs.get("valide") is True else [*procedures, apres]
    regime = contexte.session.calcul(contexte.mesure, str(parametres["regime"]))
    for procedure in procedures:
        peine = procedure.get("peine_encourue_mois")
        if isinstance(peine, int) and peine < int(parametres["seuil"]):
            return "la peine encourue étant inférieure à trois ans"
        if peine is None and procedure.get("nature") == DELIT and str(regime).startswith(PREFIXE_DE_DROIT_COMMUN):
            return "la peine encourue n'étant pas renseignée (elle peut être inférieure à trois ans)"
    return ""


def _dire_subi(jours: int, mois: int, reste: int) -> str:
    dits = [f"{mois} mois"] if mois else []
    dits += [f"{reste} jour{'s' if reste > 1 else ''}"] if reste else []
    total = f"{jours} jour{'s' if jours > 1 else ''}"
    return f"{total}, soit {' et '.join(dits)}" if mois else total
