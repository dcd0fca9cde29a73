"""La juridiction qui connaît d'une demande de mise en liberté, et le délai où elle statue (CPP, art. 148, 148-1, 148-2).

Ce que la demande dit l'emporte ; à défaut, la phase de la procédure au jour de la demande.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.domain.echeance import Etape
from app.domain.faits import Acte
from app.domain.francais import dire_jour
from app.regles.contexte import Contexte
from app.regles.registre import Derivee, deduit, fait

PREMIER_DEGRE = ("tribunal_correctionnel", "tribunal_pour_enfants")
CRIMINELLES = ("cour_d_assises", "ccd", "assises_mineurs", "assises_appel")
DU_TRIBUNAL = ("396", "397_1_1", "397_3", "410_1", "495_10")
MINEUR_AVANT_AUDIENCE, MINEUR_A_L_EPREUVE = ("cjpm_audience", "cjpm_revocation"), "cjpm_epreuve"
JLD, JUGE_DES_ENFANTS, MINEUR = "jld", "juge_des_enfants", "5_jours"
DEMANDE, JUGE = "demande_mise_en_liberte", "juge_instruction"


A_VERIFIER = "aucune juridiction n'est saisie, la chambre de l'instruction statue (148-1) ; à vérifier."


@dataclass(frozen=True, slots=True)
class Competence:
    """Une juridiction, le délai où elle statue, la raison.

    Délais : ``148``, ``5_jours``, ``10_jours``, ``20_jours``, ``2_mois``, ``4_mois``.
    """

    code: str
    delai: str
    raison: str
    acte: str | None = None


def juridiction_a(contexte: Contexte, demande: Acte | None = None) -> Competence:
    """Rend la juridiction compétente au jour de la demande ; sans demande, dans l'état actuel du dossier."""
    if demande is not None and demande.type != DEMANDE:
        demande = contexte.session.deduit(contexte, demande, "ouverture_du_fil") or demande
    jour = contexte.jour(demande.le) if demande is not None and demande.le is not None else None
    phase = _phase(contexte, jour)
    saisie = demande.valeurs.get("juridiction") if demande is not None else None
    if not isinstance(saisie, str) or saisie == phase.code:
        return phase
    return Competence(saisie, _delai_saisi(saisie, phase), "juridiction saisie, telle qu'enregistrée")


def _delai_saisi(saisie: str, phase: Competence) -> str:
    """Rend le délai de la juridiction enregistrée ; déjà jugée une ou deux fois, c'est le stade qui commande."""
    if saisie == JUGE:
        return "148"
    if saisie in (JLD, JUGE_DES_ENFANTS):
        return MINEUR
    if saisie == "cour_de_cassation":
        return "4_mois"
    if phase.delai in ("2_mois", "4_mois"):
        return phase.delai
    if saisie == "cour_d_appel":
        return "2_mois"
    return "10_jours" if saisie in PREMIER_DEGRE else "20_jours"


def _phase(contexte: Contexte, jour: date | None) -> Competence:
    return (
        _apres_jugement(contexte, jour)
        or _apres_reglement(contexte, jour)
        or _avant_jugement(contexte, jour)
        or Competence(JUGE, "148", "Information en cours : le juge d'instruction reçoit la demande (148).")
    )


def _avant(contexte: Contexte, jour: date | None, *types: str) -> tuple[Acte, ...]:
    return tuple(a for a in contexte.actes(*types) if jour is None or a.le is None or contexte.jour(a.le) <= jour)


def _depuis(actes: tuple[Acte, ...], depuis: Acte, contexte: Contexte) -> list[Acte]:
    return [a for a in actes if a.le is None or depuis.le is None or contexte.jour(a.le) >= contexte.jour(depuis.le)]


def _dit(acte: Acte, contexte: Contexte) -> str:
    return f" du {dire_jour(contexte.jour(acte.le))}" if acte.le is not None else ""


def _apres_jugement(contexte: Contexte, jour: date | None) -> Competence | None:
    jugements = _avant(contexte, jour, "jugement")
    if not jugements:
        return None
    dernier = jugements[-1]
    criminel = dernier.valeurs.get("juridiction") in CRIMINELLES
    pourvois = _depuis(_avant(contexte, jour, "pourvoi"), dernier, contexte)
    if pourvois and not _depuis(_avant(contexte, jour, "arret_cassation"), pourvois[-1], contexte):
        if criminel:
            raison = f"Pourvoi{_dit(pourvois[-1], contexte)} contre un arrêt criminel : la chambre statue (148-1)."
            return Competence("chambre_instruction", "4_mois", raison, pourvois[-1].id)
        raison = f"Pourvoi{_dit(pourvois[-1], contexte)} : la juridiction qui a connu en dernier de l'affaire au fond (148-1)."
        return Competence("cour_d_appel", "4_mois", raison, pourvois[-1].id)
    appels = _depuis(_avant(contexte, jour, "appel_jugement"), dernier, contexte)
    if not appels:
        raison = f"Jugement{_dit(dernier, contexte)} sans appel enregistré : {A_VERIFIER}"
        return Competence("chambre_instruction", "2_mois", raison, dernier.id)
    if criminel or appels[-1].valeurs.get("matiere") == "criminelle":
        raison = f"Arrêt criminel{_dit(dernier, contexte)} frappé d'appel : hors session, la chambre statue (148-1)."
        return Competence("chambre_instruction", "2_mois", raison, appels[-1].id)
    raison = f"Appel{_dit(appels[-1], contexte)} du jugement : la cour d'appel est saisie (148-1)."
    return Competence("cour_d_appel", "2_mois", raison, appels[-1].id)


def _apres_reglement(contexte: Contexte, jour: date | None) -> Competence | None:
    reglements = _avant(contexte, jour, "reglement")
    if not reglements:
        return None
    dernier = reglements[-1]
    issue = str(dernier.valeurs.get("issue", "renvoi_correctionnel"))
    dit = _dit(dernier, contexte)
    fond = _depuis(_avant(contexte, jour, "comparution_fond"), dernier, contexte)
    if fond and fond[-1].valeurs.get("juridiction") in CRIMINELLES:
        raison = "Audience criminelle ouverte : la cour saisie statue pendant la session (148-1)."
        return Competence("cour_d_assises", "10_jours", raison, fond[-1].id)
    if issue.startswith("mise_en_accusation") or issue in ("delit_connexe", "renvoi_assises_mineurs"):
        raison = f"Mise en accusation{dit} : hors session, la chambre de l'instruction statue (148-1)."
        return Competence("chambre_instruction", "20_jours", raison, dernier.id)
    if issue in ("renvoi_correctionnel", "renvoi_police", "renvoi_tribunal_pour_enfants", "non_lieu_partiel"):
        return _apres_renvoi(contexte, jour, dernier, issue)
    raison = f"Information close{dit} : aucune juridiction de jugement n'est saisie, la chambre statue (148-1)."
    return Competence("chambre_instruction", "20_jours", raison, dernier.id)


def _apres_renvoi(contexte: Contexte, jour: date | None, reglement: Acte, issue: str) -> Competence:
    appels = [
        a
        for a in _depuis(_avant(contexte, jour, "appel_ordonnance"), reglement, contexte)
        if a.valeurs.get("decision_attaquee") == "renvoi_correctionnel"
    ]
    if appels and not _depuis(_avant(contexte, jour, "arret_chambre", "decision_definitive"), appels[-1], contexte):
        raison = f"Renvoi frappé d'appel{_dit(appels[-1], contexte)} : {A_VERIFIER}"
        return Competence("chambre_instruction", "20_jours", raison, appels[-1].id)
    code = "tribunal_pour_enfants" if issue == "renvoi_tribunal_pour_enfants" else "tribunal_correctionnel"
    raison = f"Renvoi{_dit(reglement, contexte)} devant la juridiction de jugement : elle est saisie et statue (148-1)."
    return Competence(code, "10_jours", raison, reglement.id)


def _avant_jugement(contexte: Contexte, jour: date | None) -> Competence | None:
    placements = _avant(contexte, jour, "placement_detention")
    if not placements or _avant(contexte, jour, "ouverture_information"):
        return None
    fondement = placements[-1].valeurs.get("fondement")
    if fondement in DU_TRIBUNAL:
        return Competence(
            "tribunal_correctionnel", "10_jours", "Tribunal saisi, avant jugement : il statue (148-1).", placements[-1].id
        )
    if fondement in MINEUR_AVANT_AUDIENCE:
        return Competence(JLD, MINEUR, "Mineur détenu avant l'audience : le JLD statue (CJPM, L. 423-11).", placements[-1].id)
    if fondement == MINEUR_A_L_EPREUVE:
        raison = "Mineur détenu pendant la mise à l'épreuve : le juge des enfants statue (CJPM, L. 521-23)."
        return Competence(JUGE_DES_ENFANTS, MINEUR, raison, placements[-1].id)
    return None


@fait("juridiction_de_la_demande")
def juridiction_de_la_demande(contexte: Contexte, _parametres: Mapping[str, Any]) -> Derivee:
    """Rend la juridiction à saisir d'une demande formée dans l'état actuel du dossier, avec sa raison."""
    phase = _phase(contexte, None)
    return Derivee(phase.code, (Etape(phase.raison, acte=phase.acte),))


@deduit("juridiction_saisie", "juridiction saisie de la demande")
def juridiction_saisie(contexte: Contexte, acte: Acte) -> str:
    """Rend la juridiction saisie par cette demande : celle qui est enregistrée, à défaut celle de la phase."""
    return juridiction_a(contexte, acte).code


@deduit("delai_de_la_demande", "délai pour statuer sur la demande")
def delai_de_la_demande(contexte: Contexte, acte: Acte) -> str:
    """Rend le délai de cette demande : ``148``, ``5_jours``, ``10_jours``, ``20_jours``, ``2_mois`` ou ``4_mois``."""
    return juridiction_a(contexte, acte).delai


@deduit("phase_de_la_demande", "juridiction que désigne la phase de la procédure")
def phase_de_la_demande(contexte: Contexte, acte: Acte) -> str:
    """Rend la juridiction que l'état du dossier désigne au jour de la demande, quoi qu'elle ait saisi."""
    return _phase(contexte, contexte.jour(acte.le) if acte.le is not None else None).code
