"""L'assignation à résidence et le contrôle judiciaire : départs, jours déjà subis, stade (art. 140, 141-1, 142-6-1, 142-7).

L'alarme part toujours de l'ordonnance ; la pose du bracelet, quand elle est saisie, donne la lecture littérale.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from app.domain.comput.quantieme import quantieme
from app.domain.echeance import Etape
from app.domain.faits import Acte, Mesure
from app.domain.francais import dire_jour
from app.domain.temps import Instant
from app.regles.contexte import Absent, Contexte
from app.regles.registre import Derivee, deduit, fait

PLACEMENT, POSE, PROVISOIRE = "placement_arse", "pose_bracelet", "incarceration_provisoire"
CONDITIONNELLE = "142_6_1"
DELAI_DEMANDE = ("145_al_8", "145_al_9")
ATTENTE = timedelta(days=20)
"""Une ordonnance de l'article 142-6-1 n'annonce la pose que dans les quinze jours qui la suivent, à peu près."""


def _jour(acte: Acte, contexte: Contexte) -> date | None:
    return contexte.jour(acte.le) if acte.le is not None else None


def _du_dossier(contexte: Contexte, *types: str) -> Iterator[tuple[Mesure, Acte]]:
    for mesure in contexte.session.dossier.mesures:
        for acte in contexte.session.en_vigueur(mesure):
            if acte.type in types:
                yield mesure, acte


@fait("depart_de_l_assignation")
def depart_de_l_assignation(contexte: Contexte, _parametres: Mapping[str, Any]) -> Derivee | Absent:
    """Rend le premier jour de l'assignation : l'ordonnance qui la décide, au besoin sous condition de faisabilité (142-6-1)."""
    placements = contexte.actes(PLACEMENT)
    jour = _jour(placements[0], contexte) if placements else None
    if jour is None:
        return Absent((f"date de « {contexte.intitule_acte(PLACEMENT)} »",))
    for _, acte in _du_dossier(contexte, PROVISOIRE):
        ordonnance = _jour(acte, contexte)
        sous_condition = acte.valeurs.get("fondement") == CONDITIONNELLE
        if sous_condition and ordonnance is not None and ordonnance < jour <= ordonnance + ATTENTE:
            texte = f"Assignation décidée sous condition le {dire_jour(ordonnance)} : l'alarme compte de ce jour."
            return Derivee(ordonnance, (Etape(texte, acte=acte.id, article="CPP, art. 142-6-1"),))
    texte = f"Premier jour de l'assignation : ordonnance du {dire_jour(jour)}."
    return Derivee(jour, (Etape(texte, acte=placements[0].id),))


@fait("pose_de_l_assignation")
def pose_de_l_assignation(contexte: Contexte, _parametres: Mapping[str, Any]) -> Derivee | Absent:
    """Rend le jour de la pose du bracelet, ou celui de l'assignation qui suit une ordonnance sous condition ; sinon rien."""
    placements = contexte.actes(PLACEMENT)
    ordonnance = _jour(placements[0], contexte) if placements else None
    poses = [(_jour(a, contexte), a) for _, a in _du_dossier(contexte, POSE)]
    connues = [(j, a) for j, a in poses if j is not None and (ordonnance is None or j >= ordonnance)]
    if connues:
        jour, acte = min(connues, key=lambda p: p[0])
        return Derivee(jour, (Etape(f"Bracelet posé le {dire_jour(jour)}.", acte=acte.id),))
    depart = contexte.session.calcul(contexte.mesure, "depart_de_l_assignation")
    if ordonnance is not None and isinstance(depart, date) and depart < ordonnance:
        return Derivee(ordonnance, (Etape(f"Assignation mise en œuvre le {dire_jour(ordonnance)}.", acte=placements[0].id),))
    return Absent((f"date de « {contexte.intitule_acte(POSE)} »",))


def _jours_d_assignation(contexte: Contexte, depart: date) -> set[date]:
    """Rend les jours que les autres assignations du dossier ont pris avant ``depart``, mainlevée comprise."""
    jours: set[date] = set()
    for mesure in contexte.session.dossier.mesures:
        if mesure.id == contexte.mesure.id or mesure.type != "arse":
            continue
        actes = contexte.session.en_vigueur(mesure)
        debuts = [j for a in actes if a.type == PLACEMENT and (j := _jour(a, contexte)) is not None]
        if not debuts or debuts[0] >= depart:
            continue
        fins = [j for a in actes if a.type == "mainlevee" and (j := _jour(a, contexte)) is not None]
        dernier = min([*fins, depart - timedelta(days=1)])
        jours |= {debuts[0] + timedelta(days=n) for n in range((dernier - debuts[0]).days + 1)}
    return jours


@fait("deux_ans_seuls")
def deux_ans_seuls(contexte: Contexte, _parametres: Mapping[str, Any]) -> Derivee | Absent:
    """Rend le dernier jour des deux ans de cette assignation, comptés depuis son ordonnance (142-7)."""
    depart = contexte.session.calcul(contexte.mesure, "depart_de_l_assignation")
    if not isinstance(depart, date):
        return Absent(())
    dernier = quantieme(depart, 24) - timedelta(days=1)
    return Derivee(dernier, (Etape(f"Deux ans de cette assignation : {dire_jour(dernier)}.", article="CPP, art. 142-7"),))


@fait("deux_ans_cumules")
def deux_ans_cumules(contexte: Contexte, _parametres: Mapping[str, Any]) -> Derivee | Absent:
    """Rend ce dernier jour avancé des jours des assignations antérieures du dossier ; rien s'il n'y en a pas eu."""
    depart = contexte.session.calcul(contexte.mesure, "depart_de_l_assignation")
    seuls = contexte.session.calcul(contexte.mesure, "deux_ans_seuls")
    jours = _jours_d_assignation(contexte, depart) if isinstance(depart, date) else set()
    if not jours or not isinstance(seuls, date):
        return Absent(())
    dernier = seuls - timedelta(days=len(jours))
    texte = f"Assignations antérieures du dossier : {len(jours)} jour{'s' if len(jours) > 1 else ''}, retranchés des deux ans."
    return Derivee(dernier, (Etape(texte, article="CPP, art. 142-7"),))


@fait("limite_de_la_demande_de_faisabilite")
def limite_de_la_demande_de_faisabilite(contexte: Contexte, _parametres: Mapping[str, Any]) -> Derivee | Absent:
    """Rend le dernier jour pour demander l'étude de faisabilité : un mois avant le dernier jour du titre (142-6, al. 4)."""
    dernier = contexte.session.calcul(contexte.mesure, "titre_dernier_jour")
    if not isinstance(dernier, date):
        return Absent(("dernier jour du titre",))
    limite = quantieme(dernier, -1)
    texte = f"Un mois avant le dernier jour du titre, {dire_jour(dernier)} : {dire_jour(limite)}."
    return Derivee(limite, (Etape(texte, article="CPP, art. 142-6, al. 4"),))


@deduit("jours_145_deja_subis", "jours d'incarcération provisoire déjà subis (145)")
def jours_145_deja_subis(contexte: Contexte, acte: Acte) -> int:
    """Rend les jours d'incarcération provisoire de l'article 145 subis avant l'ordonnance : ils s'imputent sur les quinze."""
    ordonnance = _jour(acte, contexte)
    if ordonnance is None or acte.valeurs.get("fondement") != CONDITIONNELLE:
        return 0
    jours: set[date] = set()
    for anterieur in contexte.actes(PROVISOIRE):
        debut = _jour(anterieur, contexte)
        if anterieur.id == acte.id or debut is None or anterieur.valeurs.get("fondement") not in DELAI_DEMANDE:
            continue
        fin = anterieur.valeurs.get("fin")
        dernier = contexte.jour(fin) if isinstance(fin, Instant | date) else ordonnance - timedelta(days=1)
        dernier = min(dernier, ordonnance - timedelta(days=1))
        jours |= {debut + timedelta(days=n) for n in range((dernier - debut).days + 1)}
    return len(jours)


@deduit("depart_des_quinze_jours", "ordonnance, avancée des jours déjà subis")
def depart_des_quinze_jours(contexte: Contexte, acte: Acte) -> date | None:
    """Rend le jour d'où comptent les quinze jours de l'article 142-6-1, les jours déjà subis retranchés."""
    ordonnance = _jour(acte, contexte)
    return None if ordonnance is None else ordonnance - timedelta(days=jours_145_deja_subis(contexte, acte))


@deduit("jours_depuis_l_ordonnance", "jours depuis l'ordonnance d'assignation sous condition")
def jours_depuis_l_ordonnance(contexte: Contexte, acte: Acte) -> int | None:
    """Rend le nombre de jours entre la dernière ordonnance de l'article 142-6-1 qui précède l'acte et lui."""
    jour = _jour(acte, contexte)
    ordonnances = [_jour(a, contexte) for a in contexte.actes(PROVISOIRE) if a.valeurs.get("fondement") == CONDITIONNELLE]
    avant = [o for o in ordonnances if o is not None and jour is not None and o <= jour]
    return (jour - max(avant)).days if jour is not None and avant else None


@deduit("demande_un_mois_avant", "demande faite un mois avant la fin du titre")
def demande_un_mois_avant(contexte: Contexte, acte: Acte) -> bool | None:
    """Dit si la demande est arrivée un mois au moins avant le dernier jour de la période où elle tombe (142-6)."""
    fin = contexte.session.borne_de_periode(contexte.mesure, acte, "fin_periode")
    recue = acte.valeurs.get("recue_le", acte.le)
    if fin is None or not isinstance(recue, Instant | date):
        return None
    return contexte.jour(recue) <= quantieme(contexte.jour(fin.plus(secondes=-1)), -1)


STADES = {
    "reglement": "premier_ressort",
    "renvoi_397_1": "premier_ressort",
    "renvoi_delai_differe": "premier_ressort",
    "renvoi_crpc": "premier_ressort",
    "appel_jugement": "appel",
    "pourvoi": "pourvoi",
}
"""Ce que chaque acte, saisi dans n'importe quelle mesure du dossier, dit du stade de la procédure."""


@deduit("stade_de_la_demande", "stade de la procédure")
def stade_de_la_demande(contexte: Contexte, acte: Acte) -> str:
    """Rend ``information``, ``premier_ressort``, ``appel`` ou ``pourvoi`` : saisi, à défaut tiré des actes."""
    saisi = acte.valeurs.get("stade")
    if isinstance(saisi, str):
        return saisi
    jour = _jour(acte, contexte)
    trouves: list[tuple[date, int, str]] = []
    for mesure, autre in _du_dossier(contexte, *STADES):
        quand = _jour(autre, contexte)
        if _dit_le_stade(autre) and quand is not None and (jour is None or quand <= jour):
            ici = mesure.id == contexte.mesure.id
            if not ici or quand != jour or _avant(contexte, autre, acte):
                trouves.append((quand, list(STADES).index(autre.type), STADES[autre.type]))
    return max(trouves, default=(date.min, 0, "information"))[2]


def _dit_le_stade(acte: Acte) -> bool:
    if acte.type == "reglement":
        return acte.valeurs.get("issue") not in ("non_lieu", "non_lieu_partiel")
    return acte.type != "pourvoi" or acte.valeurs.get("objet") == "fond"


def _avant(contexte: Contexte, un: Acte, autre: Acte) -> bool:
    ordre = [a.id for a in contexte.session.en_vigueur(contexte.mesure)]
    return un.id not in ordre or autre.id not in ordre or ordre.index(un.id) < ordre.index(autre.id)


@deduit("retention_sur_mandat_enregistree", "rétention sur mandat enregistrée")
def retention_sur_mandat_enregistree(contexte: Contexte, acte: Acte) -> bool:
    """Dit si l'exécution du mandat est suivie dans sa propre mesure, où ses limites sont comptées."""
    arrestation = acte.valeurs.get("arrestation")
    jour = contexte.jour(arrestation) if isinstance(arrestation, Instant | date) else None
    for mesure, apprehension in _du_dossier(contexte, "apprehension"):
        quand = _jour(apprehension, contexte)
        if mesure.type == "retention_mandat" and (jour is None or quand is None or quand == jour):
            return True
    return False
