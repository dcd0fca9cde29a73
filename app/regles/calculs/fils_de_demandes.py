"""À quelle demande (ou quel recours) se rattache un acte : par la référence quand elle est saisie, à défaut par l'ordre.

Une demande de mise en liberté, un appel, une saisine ouvrent un *fil* ; communications, transmissions, décisions et arrêts le
suivent. Une décision sans référence répond à la plus ancienne demande sans réponse, une irrecevabilité à la plus récente.
Les types d'actes viennent du paquet (fait ``fils_des_demandes``) ; les champs déduits se lisent dans les conditions.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from app.domain.faits import Acte
from app.domain.temps import Instant
from app.regles.contexte import Absent, Contexte
from app.regles.registre import Derivee, deduit, fait

DEMANDE, APPEL, DECISION, ARRET = "demande_mise_en_liberte", "appel_ordonnance", "decision_demande_liberte", "arret_chambre"
SAISINE, TRANSMISSION = "saisine_directe_chambre", "saisine_jld"
CHAMBRE, COUR_D_APPEL = ("chambre_instruction", "cour_d_assises"), "cour_d_appel"
PREMIER_DEGRE = ("tribunal_correctionnel", "tribunal_pour_enfants", "juge_des_enfants")
DECISIONS_ATTAQUEES = {
    "placement": ("placement_detention",),
    "prolongation": ("prolongation_detention",),
    "refus_liberte": (DECISION,),
    "mise_en_liberte": (DECISION, "mise_en_liberte"),
}
_SEPARATEURS = re.compile(r"\s*[;,]\s*|\s+et\s+")


@dataclass(slots=True)
class Fils:
    """Les rattachements d'une mesure : pour chaque acte, ce qui a ouvert son fil ; pour chaque fil, ce qui l'a clos."""

    racines: dict[str, frozenset[str]] = field(default_factory=dict)
    actes: dict[str, Acte] = field(default_factory=dict)
    closes: dict[str, Acte] = field(default_factory=dict)

    def de(self, acte: Acte) -> frozenset[str]:
        """Rend les ouvertures du fil de l'acte ; lui-même s'il en ouvre un."""
        return self.racines.get(acte.id, frozenset((acte.id,)))


def jour_de(acte: Acte, contexte: Contexte) -> date | None:
    """Rend le jour de l'acte, ou ``None`` s'il n'est pas daté."""
    return contexte.jour(acte.le) if acte.le is not None else None


@fait("fils_des_demandes")
def fils_des_demandes(contexte: Contexte, parametres: Mapping[str, Any]) -> Derivee | Absent:
    """Rend les ``Fils`` de la mesure.

    ``suites`` : type d'acte → types d'ouverture qu'il peut suivre ; ``closent`` : types qui y mettent fin ; ``natures`` : type
    d'ouverture → objet de l'arrêt qui y répond ; ``autonomes`` : fondements d'une saisine qui ouvre son propre fil.
    """
    fils = Fils(actes={a.id: a for a in contexte.session.en_vigueur(contexte.mesure)})
    repondus: set[tuple[str, str]] = set()
    for acte in contexte.session.en_vigueur(contexte.mesure):
        if acte.type not in parametres["suites"] or acte.valeurs.get("fondement") in parametres["autonomes"]:
            continue
        if acte.type == TRANSMISSION and acte.valeurs.get("objet") != "mise_en_liberte":
            continue
        candidats = _candidats(acte, contexte, parametres)
        meres = _meres(acte, candidats, fils, repondus)
        if acte.type == ARRET and len(meres) == 1 and not acte.valeurs.get("reference"):
            meres = [c for c in candidats if c is meres[0] or _contre_la_meme_decision(c, meres[0], contexte)]
        repondus |= {(acte.type, m.id) for m in meres}
        fils.racines[acte.id] = frozenset(r for m in meres for r in fils.de(m)) or frozenset((acte.id,))
        if acte.type in parametres["closent"]:
            for racine in fils.racines[acte.id]:
                fils.closes.setdefault(racine, acte)
    return Derivee(fils)


def _candidats(acte: Acte, contexte: Contexte, parametres: Mapping[str, Any]) -> list[Acte]:
    """Rend les actes que celui-ci peut suivre, du plus ancien au plus récent."""
    types = parametres["suites"][acte.type]
    jour = jour_de(acte, contexte)
    trouves = []
    for autre in contexte.actes(*types):
        son_jour = jour_de(autre, contexte)
        if jour is not None and son_jour is not None and son_jour > jour:
            continue
        if _compatibles(acte, autre, contexte, parametres["natures"]):
            trouves.append(autre)
    return _qui_peut_decider(acte, trouves, contexte) if acte.type == DECISION else trouves


def _contre_la_meme_decision(appel: Acte, autre: Acte, contexte: Contexte) -> bool:
    """Dit si deux appels visent la même décision : un seul arrêt y répond, quel que soit le nombre d'appelants."""
    objet = autre.valeurs.get("decision_attaquee")
    if appel.type != APPEL or autre.type != APPEL or objet != appel.valeurs.get("decision_attaquee"):
        return False
    types, jours = DECISIONS_ATTAQUEES.get(str(objet)), (jour_de(appel, contexte), jour_de(autre, contexte))
    if types is None or jours[0] is None or jours[1] is None:
        return False
    vues = [{d.id for d in contexte.actes(*types) if d.le is not None and contexte.jour(d.le) <= j} for j in jours if j]
    return vues[0] == vues[1]


def _qui_peut_decider(decision: Acte, trouves: list[Acte], contexte: Contexte) -> list[Acte]:
    """Rend ce à quoi la décision peut répondre selon l'autorité : la cour et la chambre jugent aussi des recours."""
    demandes = [a for a in trouves if a.type == DEMANDE]
    match decision.valeurs.get("autorite"):
        case "cour_d_appel":
            siens = [a for a in trouves if a.type == APPEL or _juridiction(contexte, a) == COUR_D_APPEL]
        case "chambre_instruction":
            refus = ("refus_liberte", None)
            siens = [
                a
                for a in trouves
                if a.type == SAISINE
                or (a.type == APPEL and a.valeurs.get("decision_attaquee") in refus)
                or (a.type == DEMANDE and _juridiction(contexte, a) in CHAMBRE)
            ]
        case _:
            siens = demandes
    return siens or demandes


def _juridiction(contexte: Contexte, demande: Acte) -> Any:
    return contexte.session.deduit(contexte, demande, "juridiction_saisie")


def _compatibles(acte: Acte, mere: Acte, contexte: Contexte, natures: Mapping[str, str]) -> bool:
    if acte.type != ARRET:
        return True
    objet = acte.valeurs.get("objet")
    if mere.type == DEMANDE:
        devant_la_chambre = _juridiction(contexte, mere) in CHAMBRE
        return devant_la_chambre and objet in (None, "demande_directe")
    nature = natures.get(mere.type, mere.valeurs.get("decision_attaquee"))
    return objet is None or nature is None or objet == nature


def _meres(acte: Acte, candidats: list[Acte], fils: Fils, repondus: set[tuple[str, str]]) -> list[Acte]:
    """Rend le ou les actes suivis : ceux que la référence nomme, sinon le premier encore sans réponse."""
    reference = str(acte.valeurs.get("reference", "")).strip()
    if reference:
        nommes = (reference, *_SEPARATEURS.split(reference))
        trouves = [c for c in candidats if str(c.valeurs.get("reference", "")).strip() in nommes]
        if trouves:
            ouverts = [c for c in trouves if (acte.type, c.id) not in repondus]
            return ouverts or trouves[-1:]
        candidats = [c for c in candidats if not c.valeurs.get("reference")]
    ouverts = [c for c in candidats if not fils.de(c) <= fils.closes.keys()]
    sans_reponse = [c for c in ouverts if (acte.type, c.id) not in repondus]
    if sans_reponse:
        return sans_reponse[-1:] if acte.valeurs.get("sens") == "irrecevable" else sans_reponse[:1]
    return ouverts[-1:] or candidats[-1:]


def _fils(contexte: Contexte) -> Fils:
    trouves = contexte.session.calcul(contexte.mesure, "fils_des_demandes")
    return trouves if isinstance(trouves, Fils) else Fils()


@deduit("ouverture_du_fil", "demande suivie")
def ouverture_du_fil(contexte: Contexte, acte: Acte) -> Acte | None:
    """Rend la demande ou le recours que l'acte suit, ou lui-même."""
    ouvertures = _ouvertures(contexte, acte)
    return ouvertures[0] if ouvertures else None


@deduit("meme_demande", "même demande")
def meme_demande(contexte: Contexte, acte: Acte) -> bool | None:
    """Dit si l'acte suit la même demande, ou le même recours, que l'acte déclencheur."""
    if contexte.acte is None:
        return None
    fils = _fils(contexte)
    return bool(fils.de(contexte.acte) & fils.de(acte))


@deduit("compte_depuis", "point de départ du délai")
def compte_depuis(contexte: Contexte, acte: Acte) -> Instant | date | Absent:
    """Rend ce qui fait courir le délai : transcription de l'appel, réception au greffe, à défaut la date de l'acte."""
    for nom in ("transcription", "recue_le"):
        quand = acte.valeurs.get(nom)
        if isinstance(quand, Instant | date):
            return quand
    return acte.le if acte.le is not None else Absent((f"date de « {contexte.intitule_acte(acte.type)} »",))


@deduit("jour_plus_10", "dix jours après le point de départ")
def jour_plus_10(contexte: Contexte, acte: Acte) -> date | Absent:
    """Rend le dixième jour qui suit le point de départ."""
    return _jour_plus(contexte, acte, 10)


@deduit("jour_plus_5", "cinq jours après le point de départ")
def jour_plus_5(contexte: Contexte, acte: Acte) -> date | Absent:
    """Rend le cinquième jour qui suit le point de départ."""
    return _jour_plus(contexte, acte, 5)


def _jour_plus(contexte: Contexte, acte: Acte, jours: int) -> date | Absent:
    depart = compte_depuis(contexte, acte)
    return depart if isinstance(depart, Absent) else contexte.jour(depart) + timedelta(days=jours)


@deduit("jours_depuis", "jours écoulés depuis le point de départ")
def jours_depuis(contexte: Contexte, acte: Acte) -> int | None:
    """Rend le nombre de jours entre le point de départ de l'acte déclencheur et cet acte."""
    depart = compte_depuis(contexte, contexte.acte) if contexte.acte else None
    jour = jour_de(acte, contexte)
    return None if depart is None or isinstance(depart, Absent) or jour is None else (jour - contexte.jour(depart)).days


@deduit("demande_le", "date de la demande")
def demande_le(contexte: Contexte, acte: Acte) -> date | Absent:
    """Rend le jour où la demande que l'acte suit a été formée (celui de l'acte s'il n'en suit aucune)."""
    ouverture = next(iter(_ouvertures(contexte, acte)), acte)
    jour = jour_de(ouverture, contexte)
    return Absent((f"date de « {contexte.intitule_acte(ouverture.type)} »",)) if jour is None else jour


def _ouvertures(contexte: Contexte, acte: Acte) -> list[Acte]:
    fils = _fils(contexte)
    ids = fils.de(acte)
    return [a for a in contexte.session.en_vigueur(contexte.mesure) if a.id in ids]


def _bloque(acte: Acte, fils: Fils) -> bool:
    if acte.id not in fils.de(acte):
        return False
    refus = acte.type == APPEL and acte.valeurs.get("decision_attaquee") == "refus_liberte"
    return acte.type in (DEMANDE, SAISINE) or refus


def _anterieures(contexte: Contexte, acte: Acte) -> list[Acte | None]:
    """Rend, pour chaque demande ou appel d'un refus encore pendant quand la demande fut formée, ce qui y a mis fin depuis."""
    ouvertures = _ouvertures(contexte, acte)
    fils = _fils(contexte)
    if not ouvertures or ouvertures[0].type != DEMANDE:
        return []
    demande, fins = ouvertures[0], []
    for autre in contexte.session.en_vigueur(contexte.mesure):
        if autre.id == demande.id:
            break
        fin = fils.closes.get(autre.id)
        if _bloque(autre, fils) and (fin is None or _apres(fin, demande, contexte)):
            fins.append(fin)
    return fins


def _apres(acte: Acte, autre: Acte, contexte: Contexte) -> bool:
    """Dit si l'acte est postérieur à l'autre ; le même jour, une heure inconnue ne le rend pas postérieur."""
    if isinstance(acte.le, Instant) and isinstance(autre.le, Instant):
        return acte.le > autre.le
    un, deux = jour_de(acte, contexte), jour_de(autre, contexte)
    return un is None or deux is None or un > deux


@deduit("anterieure_pendante", "une demande ou un appel antérieur est pendant")
def anterieure_pendante(contexte: Contexte, acte: Acte) -> bool:
    """Dit si une demande, une saisine ou l'appel d'un refus était encore pendant quand la demande de l'acte fut formée."""
    return bool(_anterieures(contexte, acte))


@deduit("anterieure_jugee_le", "décision sur la demande ou l'appel antérieur")
def anterieure_jugee_le(contexte: Contexte, acte: Acte) -> date | None:
    """Rend le jour où tout ce qui était pendant a été jugé ; ``None`` si rien ne l'était, ou ne l'est encore."""
    fins = _anterieures(contexte, acte)
    jours = [jour_de(f, contexte) if f is not None else None for f in fins]
    connus = [j for j in jours if j is not None]
    return max(connus) if connus and len(connus) == len(fins) else None


@deduit("refus_du_tribunal", "le refus attaqué a été rendu par le tribunal")
def refus_du_tribunal(contexte: Contexte, acte: Acte) -> bool:
    """Dit si l'appel vise le refus de mise en liberté d'un tribunal (148-2, dernier al.), non d'un juge."""
    if acte.valeurs.get("decision_attaquee") != "refus_liberte":
        return False
    jour = jour_de(acte, contexte)
    decisions = [d for d in contexte.actes(DECISION) if jour is None or (jour_de(d, contexte) or date.max) <= jour]
    return bool(decisions) and decision_du_tribunal(contexte, decisions[-1])


@deduit("decision_du_tribunal", "décision d'un tribunal")
def decision_du_tribunal(contexte: Contexte, acte: Acte) -> bool:
    """Dit si la décision sur la demande vient d'un tribunal, d'après l'autorité saisie ou la juridiction de la demande."""
    if "autorite" in acte.valeurs:
        return acte.valeurs["autorite"] == "tribunal_correctionnel"
    return any(_juridiction(contexte, d) in PREMIER_DEGRE for d in _ouvertures(contexte, acte) if d.type == DEMANDE)
