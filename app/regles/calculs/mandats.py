"""Ce que les mandats, la remise et l'extradition tirent des faits : arrestation, règlement, point de départ des demandes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.domain.comput import Duree, Terme, appliquer
from app.domain.comput.quantieme import quantieme
from app.domain.echeance import Etape
from app.domain.faits import Acte
from app.domain.francais import dire_instant, dire_jour
from app.domain.temps import Instant
from app.regles.contexte import Absent, Contexte
from app.regles.registre import Derivee, deduit, fait

HEURES_APRES_ECROU = 48
"""La demande formée dans ces heures de l'écrou extraditionnel se juge en quinze jours et non vingt (CPP, art. 696-19)."""

RETENTION = "retention_mae_extradition"
POURVOI_MAE = Duree(jours=3)
"""Jours francs du pourvoi contre l'arrêt de remise (CPP, art. 568-1)."""


@fait("arrestation_pour_remise")
def arrestation_pour_remise(contexte: Contexte, _parametres: Mapping[str, Any]) -> Derivee | Absent:
    """Rend l'arrestation : celle de la mesure, à défaut celle de la rétention qui la précède dans le dossier."""
    for mesure in (contexte.mesure, *reversed(contexte.mesures_anterieures())):
        if mesure.id != contexte.mesure.id and mesure.type != RETENTION:
            continue
        for acte in contexte.session.en_vigueur(mesure):
            if acte.type == "apprehension" and acte.le is not None:
                quand = _dire(acte.le, contexte)
                return Derivee(acte.le, (Etape(f"Arrestation : {quand}.", acte=acte.id),))
    return Absent((f"date et heure de « {contexte.intitule_acte('apprehension')} »",))


@fait("reglement_du_dossier")
def reglement_du_dossier(contexte: Contexte, _parametres: Mapping[str, Any]) -> Derivee | Absent:
    """Rend le jour du premier règlement enregistré dans le dossier, quelle que soit la mesure qui le porte."""
    jours = [
        contexte.jour(acte.le)
        for mesure in contexte.session.dossier.mesures
        for acte in contexte.session.en_vigueur(mesure)
        if acte.type == "reglement" and acte.le is not None
    ]
    if not jours:
        return Absent((f"date de « {contexte.intitule_acte('reglement')} »",))
    return Derivee(min(jours), (Etape(f"Information réglée le {dire_jour(min(jours))}."),))


@deduit("depart_de_la_demande_de_remise", "réception de la demande, ou première comparution si elle la suit (695-34)")
def depart_de_la_demande(contexte: Contexte, acte: Acte) -> Instant | date | None:
    """Rend d'où part le délai de la chambre : la réception ; pour un mandat européen, la première comparution qui la suit."""
    recue = _reception(acte)
    if recue is None or contexte.mesure.type != "mandat_arret_europeen":
        return recue
    comparutions = [a.le for a in contexte.actes("comparution_remise") if a.le is not None]
    if comparutions and contexte.jour(comparutions[0]) > contexte.jour(recue):
        return comparutions[0]
    return recue


@deduit("consentement_retenu", "consentement à la remise (arrêt, à défaut comparution)")
def consentement_retenu(contexte: Contexte, acte: Acte) -> bool | None:
    """Rend le consentement noté à l'arrêt, à défaut à la dernière comparution qui le précède ; ``None`` si rien n'est noté."""
    propre = acte.valeurs.get("consentement")
    if isinstance(propre, bool):
        return propre
    notes = [a.valeurs.get("consentement") for a in contexte.actes("comparution_remise") if _avant(a, acte, contexte)]
    return next((n for n in reversed(notes) if isinstance(n, bool)), None)


def _avant(comparution: Acte, acte: Acte, contexte: Contexte) -> bool:
    if comparution.le is None or acte.le is None:
        return True
    return contexte.jour(comparution.le) <= contexte.jour(acte.le)


@deduit("presumee_definitive_le", "arrêt présumé définitif, faute de pourvoi enregistré")
def presumee_definitive_le(contexte: Contexte, acte: Acte) -> date | None:
    """Rend le lendemain du dernier jour utile pour le pourvoi (568-1), report de l'article 801 compris ; ``None`` sans date."""
    if acte.le is None:
        return None
    terme = appliquer("jours_francs", contexte.jour(acte.le), POURVOI_MAE, contexte.calendrier, {})
    return contexte.jour(terme.legal) if isinstance(terme, Terme) else None


@deduit("formee_dans_les_48_heures", "demande formée dans les quarante-huit heures de l'écrou (heure de l'un et de l'autre)")
def formee_dans_les_48_heures(contexte: Contexte, acte: Acte) -> bool | None:
    """Dit si la demande suit l'écrou de moins de quarante-huit heures ; ``None`` si une heure manque et qu'elle en décide."""
    ecrous = [a.le for a in contexte.actes("incarceration_remise") if a.le is not None]
    if not ecrous or acte.le is None:
        return None
    ecrou, formee = ecrous[0], acte.le
    if isinstance(ecrou, Instant) and isinstance(formee, Instant):
        return formee < ecrou.plus(heures=HEURES_APRES_ECROU)
    jours = (contexte.jour(formee) - contexte.jour(ecrou)).days
    if jours == HEURES_APRES_ECROU // 24:
        return None
    return jours < HEURES_APRES_ECROU // 24


def _reception(acte: Acte) -> Instant | date | None:
    recue = acte.valeurs.get("recue_le")
    return recue if isinstance(recue, (Instant, date)) else acte.le


def _dire(quand: Instant | date, contexte: Contexte) -> str:
    return dire_instant(quand, contexte.fuseau) if isinstance(quand, Instant) else dire_jour(quand)


@fait("mois_du_mandat_differe")
def mois_du_mandat_differe(contexte: Contexte, _parametres: Mapping[str, Any]) -> Derivee | Absent:
    """Rend le quantième du mois qui suit le dernier jugement : la convocation devant le procureur ne doit pas le dépasser."""
    jugements = [a.le for a in contexte.actes("jugement") if a.le is not None]
    if not jugements:
        return Absent((f"date de « {contexte.intitule_acte('jugement')} »",))
    fin = quantieme(contexte.jour(jugements[-1]), 1)
    return Derivee(fin, (Etape(f"Mois du jugement : jusqu'au {dire_jour(fin)}."),))


@deduit("repond_a_la_demande", "réponse à cette demande")
def repond_a_la_demande(contexte: Contexte, acte: Acte) -> bool | None:
    """Dit si la décision répond à la demande déclencheuse : par la référence, à défaut à la plus ancienne sans réponse."""
    demande = contexte.acte
    if demande is None:
        return None
    pendantes: list[Acte] = []
    for suivant in contexte.session.en_vigueur(contexte.mesure):
        if suivant.type == demande.type:
            pendantes.append(suivant)
        elif suivant.type == acte.type and pendantes:
            reference = suivant.valeurs.get("reference")
            nommees = [d for d in pendantes if reference and d.valeurs.get("reference") == reference]
            repondue = (nommees or pendantes)[0]
            pendantes.remove(repondue)
            if suivant.id == acte.id:
                return repondue.id == demande.id
    return False
