"""Ce qui entoure un titre : l'incarcération provisoire et sa date fixée, l'évasion, les autres titres, le nouveau titre.

Fiches ``dp_incarceration_provisoire``, ``comput_pluralite_titres``, ``comput_consequence_depassement``.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from app.domain.comput import Duree, Terme, appliquer
from app.domain.faits import Acte, Mesure
from app.domain.temps import Instant
from app.regles.contexte import Contexte
from app.regles.registre import deduit

PLACEMENT, ANNULATION, LIBERTE = "placement_detention", "annulation_titre", "mise_en_liberte"
QUATRE_JOURS_OUVRABLES = Duree(jours=4)
VICE_DE_FORME, FONDEMENT_DE_REVOCATION = "vice_de_forme", "141_2"


def _jour(valeur: Any, contexte: Contexte) -> date | None:
    return contexte.jour(valeur) if isinstance(valeur, (Instant, date)) else None


@deduit("fin_du_jour_fixe", "fin du jour fixé pour le débat")
def fin_du_jour_fixe(contexte: Contexte, acte: Acte) -> Instant | None:
    """Rend 24 h du jour fixé pour le débat : une heure mentionnée n'est pas un couperet (Crim. 17/10/2012)."""
    jour = _jour(acte.valeurs.get("date_fixee"), contexte)
    return None if jour is None else Instant.debut_du_jour(jour + timedelta(days=1), contexte.fuseau)


@deduit("date_fixee_hors_delai", "date fixée au-delà de quatre jours ouvrables")
def date_fixee_hors_delai(contexte: Contexte, acte: Acte) -> bool | None:
    """Dit si l'ordonnance a fixé le débat au-delà du quatrième jour ouvrable suivant."""
    jour = _jour(acte.valeurs.get("date_fixee"), contexte)
    if jour is None or acte.le is None:
        return None
    terme = appliquer("jo_terme", contexte.jour(acte.le), QUATRE_JOURS_OUVRABLES, contexte.calendrier, {})
    return isinstance(terme, Terme) and Instant.debut_du_jour(jour, contexte.fuseau) >= terme.legal


@deduit("objet_du_debat", "objet du débat")
def objet_du_debat(contexte: Contexte, acte: Acte) -> str:
    """Rend l'objet saisi ; non dit : placement tant qu'aucun placement ne précède l'acte, prolongation ensuite."""
    objet = acte.valeurs.get("objet")
    if isinstance(objet, str):
        return objet
    for autre in contexte.session.en_vigueur(contexte.mesure):
        if autre.id == acte.id:
            return "placement"
        if autre.type == PLACEMENT:
            return "prolongation"
    return "placement"


@deduit("jours_d_evasion", "jours d'évasion")
def jours_d_evasion(contexte: Contexte, acte: Acte) -> int | None:
    """Rend les jours entre l'évasion et la première reprise qui la suit, ou ``None`` tant qu'elle dure."""
    debut = _jour(acte.le, contexte)
    reprises = (_jour(a.le, contexte) for a in contexte.actes("reprise"))
    fin = min((r for r in reprises if r is not None and debut is not None and r >= debut), default=None)
    return None if fin is None or debut is None else (fin - debut).days


@deduit("autre_titre_ouvert", "autre titre actif")
def autre_titre_ouvert(contexte: Contexte, acte: Acte) -> bool:
    """Dit si une autre mesure « detention » du dossier, placée avant la sortie, n'est pas levée à cette date."""
    return any(_titres_ouverts(contexte, acte))


@deduit("titre_de_la_meme_cause_ouvert", "titre déjà en cours pour la même cause")
def titre_de_la_meme_cause_ouvert(contexte: Contexte, acte: Acte) -> bool:
    """Dit si un autre titre du dossier court au jour de l'acte, sans que l'un des deux soit dit détenu pour autre cause."""
    if contexte.mesure.valeurs.get("autre_cause") is True:
        return False
    return any(m.valeurs.get("autre_cause") is not True for m in _titres_ouverts(contexte, acte))


def _titres_ouverts(contexte: Contexte, acte: Acte) -> Iterator[Mesure]:
    """Rend les autres détentions du dossier, placées et non levées au jour de l'acte."""
    jour = _jour(acte.le, contexte)
    for mesure in contexte.session.dossier.mesures:
        if mesure.id == contexte.mesure.id or mesure.type != "detention":
            continue
        actes = contexte.session.en_vigueur(mesure)
        places = [_jour(a.le, contexte) for a in actes if a.type == PLACEMENT]
        levees = [_jour(a.le, contexte) for a in actes if a.type == "levee_ecrou"]
        ouvert = any(p is None or jour is None or p <= jour for p in places)
        if ouvert and not any(v is not None and (jour is None or v <= jour) for v in levees):
            yield mesure


@deduit("condition_du_nouveau_titre", "condition d'un nouveau titre")
def condition_du_nouveau_titre(contexte: Contexte, acte: Acte) -> str:
    """Rend ce qu'exige ce placement s'il suit un titre annulé ou expiré du même dossier (CPP, art. 144, 803-7).

    ``aucune`` (rien de tel, ou révocation d'un contrôle judiciaire), ``vice_de_forme`` (possible sans fait nouveau),
    ``circonstances_803_7`` (contrôle judiciaire prononcé : circonstances nouvelles), ``circonstances``.
    """
    if acte.valeurs.get("fondement") == FONDEMENT_DE_REVOCATION:
        return "aucune"
    fins = sorted(_titres_finis(contexte, acte), key=lambda f: f[0])
    if not fins:
        return "aucune"
    _, cause, controle = fins[-1]
    if controle:
        return "circonstances_803_7"
    return "vice_de_forme" if cause == VICE_DE_FORME else "circonstances"


def _titres_finis(contexte: Contexte, placement: Acte) -> Iterator[tuple[date, str, bool]]:
    """Rend chaque titre annulé ou expiré avant ce placement : le jour, la cause, si un contrôle judiciaire l'a suivi."""
    limite = _jour(placement.le, contexte)
    for mesure in contexte.session.dossier.mesures:
        if mesure.type != "detention":
            continue
        for acte in contexte.session.en_vigueur(mesure):
            jour, cause = _jour(acte.le, contexte), _cause_de_fin(acte)
            if jour is None or not cause or acte.id == placement.id or (limite is not None and jour > limite):
                continue
            if limite is None and mesure.id == contexte.mesure.id:
                continue
            yield jour, cause, _controle_judiciaire_depuis(jour, mesure, contexte, limite)


def _cause_de_fin(acte: Acte) -> str:
    if acte.type == ANNULATION:
        return VICE_DE_FORME if acte.valeurs.get("cause") == VICE_DE_FORME else "annulation"
    if acte.type == LIBERTE and acte.valeurs.get("motif") == "expiration":
        return "expiration"
    return ""


def _controle_judiciaire_depuis(jour: date, mesure: Mesure, contexte: Contexte, limite: date | None) -> bool:
    sorties = [a for a in contexte.session.en_vigueur(mesure) if a.type == LIBERTE]
    if any(a.valeurs.get("mesure_de_remplacement") == "controle_judiciaire" for a in sorties):
        return True
    for autre in contexte.session.dossier.mesures:
        if autre.type != "controle_judiciaire":
            continue
        debuts = (
            _jour(a.le, contexte) for a in contexte.session.en_vigueur(autre) if a.type == "placement_controle_judiciaire"
        )
        if any(d is not None and d >= jour and (limite is None or d <= limite) for d in debuts):
            return True
    return False
