"""Le jour où un règlement est devenu définitif, et le règlement qui précède un placement (CPP, art. 179, 181, 181-1, 213).

Le certificat ou la décision saisis l'emportent ; à défaut, le lendemain du dernier jour utile pour le recours. L'alarme ne
l'attend jamais : elle part de l'ordonnance.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from app.domain.comput import Duree, Terme, appliquer
from app.domain.echeance import Etape
from app.domain.faits import Acte
from app.domain.francais import dire_jour
from app.domain.temps import Instant
from app.regles.contexte import Absent, Contexte
from app.regles.registre import Derivee, fait

CORRECTIONNELS = ("renvoi_correctionnel", "non_lieu_partiel")
CONFIRMATIONS = ("confirmation", "irrecevabilite")
REJETS = ("rejet", "decheance")
POURVOI_ALLONGE = date(2024, 9, 30)
"""Pourvoi de dix jours francs depuis la loi n° 2023-1059, de cinq auparavant (art. 568)."""


@fait("reglement_definitif")
def reglement_definitif(contexte: Contexte, _parametres: Mapping[str, Any]) -> Derivee | Absent:
    """Rend le jour où le dernier règlement de la mesure est devenu définitif, ou ce qui manque pour le dire."""
    reglements = contexte.actes("reglement")
    manque = Absent(("date à laquelle le règlement est devenu définitif",))
    if not reglements or reglements[-1].le is None:
        return manque
    reglement = reglements[-1]
    certificat = reglement.valeurs.get("date_definitive")
    if isinstance(certificat, (Instant, date)):
        jour = contexte.jour(certificat)
        return Derivee(jour, (Etape(f"Règlement définitif le {dire_jour(jour)} (certificat).", acte=reglement.id),))
    suite = list(_apres(contexte, reglement))
    for acte in suite:
        if acte.type == "decision_definitive" and acte.le is not None:
            jour = contexte.jour(acte.le)
            return Derivee(jour, (Etape(f"Règlement définitif le {dire_jour(jour)} (décision enregistrée).", acte=acte.id),))
    if _recours(reglement, suite):
        return _apres_recours(contexte, reglement, suite) or manque
    return _sans_recours(contexte, reglement)


def _apres(contexte: Contexte, reglement: Acte) -> Iterator[Acte]:
    vu = False
    for acte in contexte.session.en_vigueur(contexte.mesure):
        if vu and acte.le is not None:
            yield acte
        vu = vu or acte.id == reglement.id


def _recours(reglement: Acte, suite: list[Acte]) -> bool:
    objets = ("mise_en_accusation", "renvoi_correctionnel")
    attaques = ("mise_en_accusation", "autre") if reglement.valeurs.get("auteur") == "chambre_instruction" else objets[:1]
    return reglement.valeurs.get("recours") is True or any(
        (a.type == "appel_ordonnance" and a.valeurs.get("decision_attaquee") in objets)
        or (a.type == "pourvoi" and a.valeurs.get("objet") in attaques)
        for a in suite
    )


def _apres_recours(contexte: Contexte, reglement: Acte, suite: list[Acte]) -> Derivee | None:
    rejet = next((a for a in suite if a.type == "arret_cassation" and a.valeurs.get("sens") in REJETS), None)
    if rejet is not None and rejet.le is not None:
        jour = contexte.jour(rejet.le)
        return Derivee(jour, (Etape(f"Pourvoi rejeté le {dire_jour(jour)} : règlement définitif ce jour.", acte=rejet.id),))
    arret = next(
        (
            a
            for a in suite
            if a.type == "arret_chambre"
            and a.valeurs.get("objet") in ("mise_en_accusation", "renvoi_correctionnel")
            and a.valeurs.get("sens") in CONFIRMATIONS
        ),
        None,
    )
    if arret is None or arret.le is None or any(a.type == "pourvoi" for a in suite):
        return None
    jour = contexte.jour(arret.le)
    if reglement.valeurs.get("issue") in CORRECTIONNELS:
        texte = f"Arrêt confirmatif du {dire_jour(jour)}, non frappé de pourvoi : le délai part de cet arrêt."
        return Derivee(jour, (Etape(texte, acte=arret.id),))
    return _lendemain(contexte, arret, jour, "pourvoi")


def _sans_recours(contexte: Contexte, reglement: Acte) -> Derivee:
    notifie = reglement.valeurs.get("derniere_notification", reglement.le)
    jour = contexte.jour(notifie)
    chambre = reglement.valeurs.get("auteur") == "chambre_instruction"
    return _lendemain(contexte, reglement, jour, "pourvoi" if chambre else "appel")


def _lendemain(contexte: Contexte, acte: Acte, jour: date, recours: str) -> Derivee:
    if recours == "appel":
        terme = appliquer("jours_acte", jour, Duree(jours=10), contexte.calendrier)
        dit = "appel, dix jours (art. 186)"
    else:
        francs = 10 if jour >= POURVOI_ALLONGE else 5
        terme = appliquer("jours_francs", jour, Duree(jours=francs), contexte.calendrier)
        dit = f"pourvoi, {'dix' if francs == 10 else 'cinq'} jours francs (art. 568)"
    dernier = contexte.jour(terme.legal.plus(secondes=-1)) if isinstance(terme, Terme) else jour
    lendemain = dernier + timedelta(days=1)
    texte = (
        f"Dernier jour utile ({dit}) depuis le {dire_jour(jour)} : {dire_jour(dernier)} ; règlement définitif le lendemain, "
    )
    return Derivee(lendemain, (Etape(f"{texte}{dire_jour(lendemain)}, à confirmer par le certificat.", acte=acte.id),))


@fait("issue_du_reglement")
def issue_du_reglement(contexte: Contexte, _parametres: Mapping[str, Any]) -> Derivee | Absent:
    """Rend l'issue du dernier règlement du dossier, quelle que soit la mesure où il est enregistré."""
    trouve = _reglement_du_dossier(contexte)
    if trouve is None:
        return Absent(("Règlement de l'information : issue",))
    return Derivee(trouve[1].valeurs["issue"], (Etape(f"Règlement du {dire_jour(trouve[0])}.", acte=trouve[1].id),))


@fait("jour_du_reglement")
def jour_du_reglement(contexte: Contexte, _parametres: Mapping[str, Any]) -> Derivee | Absent:
    """Rend le jour du dernier règlement du dossier."""
    trouve = _reglement_du_dossier(contexte)
    if trouve is None:
        return Absent(("Règlement de l'information : date",))
    return Derivee(trouve[0], (Etape(f"Règlement du {dire_jour(trouve[0])}.", acte=trouve[1].id),))


def _reglement_du_dossier(contexte: Contexte) -> tuple[date, Acte] | None:
    trouves = [
        (contexte.jour(acte.le), acte)
        for mesure in contexte.session.dossier.mesures
        for acte in contexte.session.en_vigueur(mesure)
        if acte.type == "reglement" and acte.le is not None and "issue" in acte.valeurs
    ]
    return max(trouves, key=lambda t: t[0], default=None)


@fait("detention_qui_suit")
def detention_qui_suit(contexte: Contexte, _parametres: Mapping[str, Any]) -> Derivee | Absent:
    """Dit si une détention du dossier s'est ouverte le jour de cette mesure, ou après : ses délais s'y suivent."""
    jours = [contexte.jour(a.le) for a in contexte.session.en_vigueur(contexte.mesure) if a.le is not None]
    placements = [
        contexte.jour(acte.le)
        for mesure in contexte.session.dossier.mesures
        if mesure.type == "detention" and mesure.id != contexte.mesure.id
        for acte in contexte.session.en_vigueur(mesure)
        if acte.type == "placement_detention" and acte.le is not None
    ]
    return Derivee(bool(jours) and any(p >= min(jours) for p in placements))
