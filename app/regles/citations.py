"""La citation et l'audience qu'elle vise : d'où part le délai, quelle audience, quelle résidence (CPP, art. 552 à 562).

Rien ici n'est une durée : elles sont dans la règle, et ``preavis`` les lit dans la version du jour d'où il part.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.domain.faits import Acte, Valeur
from app.domain.temps import Instant
from app.regles.contexte import Contexte

SAISINE, CITATION, FIXEE, RENVOI, TENUE = "saisine", "citation_delivree", "audience_fixee", "renvoi_audience", "audience_tenue"
QUI_FIXENT = (SAISINE, FIXEE, RENVOI, CITATION, "notification_ortc")
VALENT_CITATION = ("citation", "citation_directe", "copj")
A_L_ETRANGER = ("etranger", "union_europeenne")
METROPOLE = ("metropole", "alsace_moselle", "alsace_moselle_temple")
ILES_854 = ("nouvelle_caledonie", "polynesie", "marquises", "gambier", "wallis_et_futuna")
"""Territoires où une autre île ajoute un mois (854) ; ailleurs, le même département ou la même collectivité n'ajoute rien."""


def residence(contexte: Contexte) -> str:
    """Rend la résidence de la partie, ou une chaîne vide si elle n'est pas saisie."""
    return str(contexte.mesure.valeurs.get("residence", ""))


def mois_de_distance(contexte: Contexte, table: Mapping[str, Any]) -> int:
    """Rend les mois que la résidence ajoute, d'après la table de la règle ; rien entre deux points de la métropole.

    Une autre île du territoire n'ajoute le mois que là où l'article 854 le dit.
    """
    lieu, territoire = residence(contexte), contexte.valeur("dossier.territoire")
    if lieu == "metropole" and territoire in METROPOLE:
        return 0
    if lieu == "autre_ile" and territoire not in ILES_854:
        return 0
    return int(table.get(lieu, 0))


def _dite(acte: Acte, contexte: Contexte) -> Instant | None:
    """Rend l'audience que l'acte écrit : son heure, à défaut 0 h de son jour."""
    if acte.type == TENUE:
        return Instant.debut_du_jour(contexte.jour(acte.le), contexte.fuseau) if acte.le is not None else None
    valeur: Valeur | None = acte.valeurs.get("heure_audience", acte.valeurs.get("date_audience"))
    if isinstance(valeur, Instant):
        return valeur
    return Instant.debut_du_jour(valeur, contexte.fuseau) if isinstance(valeur, date) else None


def audience_citee(contexte: Contexte, acte: Acte) -> Instant | None:
    """Rend l'audience que l'acte vise : celle qu'il écrit, à défaut la dernière fixée avant lui, à défaut la suivante."""
    dite = _dite(acte, contexte)
    if dite is not None or acte.type in (SAISINE, FIXEE, RENVOI, TENUE):
        return dite
    avant: Instant | None = None
    passe = False
    for autre in contexte.session.en_vigueur(contexte.mesure):
        passe = passe or autre.id == acte.id
        trouvee = _dite(autre, contexte) if autre.type in QUI_FIXENT else None
        if trouvee is None:
            continue
        if passe:
            return avant or trouvee
        avant = trouvee
    return avant


def jour_d_audience(contexte: Contexte, acte: Acte) -> date | None:
    """Rend le jour de l'audience que l'acte vise."""
    audience = audience_citee(contexte, acte)
    return None if audience is None else contexte.jour(audience)


def heure_d_audience_connue(contexte: Contexte, acte: Acte) -> bool:
    """Dit si l'heure de l'audience visée est saisie, sur cet acte ou sur un autre qui fixe la même audience."""
    jour = jour_d_audience(contexte, acte)
    return jour is not None and _heure_saisie(contexte, jour) is not None


def audience_a_l_heure(contexte: Contexte, acte: Acte) -> Instant | None:
    """Rend l'audience visée avec son heure, où qu'elle soit saisie ; à défaut d'heure, rien."""
    jour = jour_d_audience(contexte, acte)
    return None if jour is None else _heure_saisie(contexte, jour)


def _heure_saisie(contexte: Contexte, jour: date) -> Instant | None:
    for autre in reversed(contexte.session.en_vigueur(contexte.mesure)):
        heure = autre.valeurs.get("heure_audience")
        if isinstance(heure, Instant) and contexte.jour(heure) == jour:
            return heure
    return None


def _etablies(acte: Acte) -> list[date]:
    """Rend les dates établies d'une citation à étude : avis signé, récépissé renvoyé, passage à l'étude."""
    dates = (acte.valeurs.get(champ) for champ in ("avis_signe_le", "recepisse_le", "passage_etude_le"))
    return [d for d in dates if isinstance(d, date)]


def assimilation_le(contexte: Contexte, acte: Acte) -> date | None:
    """Rend le jour où la citation déposée à l'étude vaut remise à personne, si le délai est ensuite respecté (558)."""
    return min(_etablies(acte), default=None)


def citation_utile(contexte: Contexte, acte: Acte) -> Instant | date | None:
    """Rend d'où court le délai : la délivrance ; à étude, la première remise établie ; à l'étranger, la remise effective.

    À l'étranger, la remise au parquet ne fait rien courir (562 ; Crim. 06/10/2010, n° 10-81.585) : sans remise effective, rien.
    """
    if acte.type == SAISINE and acte.valeurs.get("a_delivrer") is True:
        return None
    effective = acte.valeurs.get("remise_effective_le")
    if isinstance(effective, date):
        return effective
    notifiee = acte.valeurs.get("mode_delivrance") in ("personne", "copj") or acte.valeurs.get("mode") == "copj"
    if acte.type in (CITATION, SAISINE) and residence(contexte) in A_L_ETRANGER and not notifiee:
        return None
    if acte.valeurs.get("mode_delivrance") == "etude":
        return min(_etablies(acte), default=None) or acte.le
    return acte.le


def vaut_citation(contexte: Contexte, acte: Acte) -> bool:
    """Dit si l'acte cite la partie : un exploit, ou une saisine par citation ou convocation que nul exploit ne répète."""
    if acte.type == CITATION:
        return True
    if acte.type != SAISINE or acte.valeurs.get("mode") not in VALENT_CITATION or acte.valeurs.get("a_delivrer") is True:
        return False
    jour = jour_d_audience(contexte, acte)
    return acte.valeurs.get("mode") == "copj" or not any(
        jour_d_audience(contexte, autre) == jour for autre in contexte.actes(CITATION)
    )


def citation_pour(contexte: Contexte, jour: date) -> Acte | None:
    """Rend le premier acte qui cite la partie pour ce jour, ou ``None``."""
    citations = (a for a in contexte.actes(SAISINE, CITATION) if vaut_citation(contexte, a))
    return next((a for a in citations if jour_d_audience(contexte, a) == jour), None)


def citee_pour_ce_jour(contexte: Contexte, acte: Acte) -> bool | None:
    """Dit si un acte cite la partie pour l'audience que cet acte vise ou tient."""
    jour = jour_d_audience(contexte, acte)
    return None if jour is None else citation_pour(contexte, jour) is not None


def defense_sans_renvoi(contexte: Contexte, acte: Acte) -> bool | None:
    """Dit si, à l'audience visée, la partie présente a défendu au fond sans avoir d'abord demandé le renvoi (553, 385)."""
    jour = jour_d_audience(contexte, acte)
    tenue = next((a for a in contexte.actes(TENUE) if a.le is not None and contexte.jour(a.le) == jour), None)
    if jour is None or tenue is None or tenue.valeurs.get("comparution") not in ("presente", "representee"):
        return None if jour is None else False
    return demande_de_renvoi_utile(contexte, jour) is not True and bool(_fond(contexte, jour))


def demande_de_renvoi_utile(contexte: Contexte, jour: date) -> bool | None:
    """Dit si le renvoi pour délai insuffisant a été demandé avant la défense au fond ; ``None`` s'il ne l'a pas été."""
    demandes = [a for a in contexte.actes("demande_de_renvoi") if a.valeurs.get("cause", "delai_citation") == "delai_citation"]
    du_jour = [a for a in demandes if a.le is not None and contexte.jour(a.le) <= jour]
    if not du_jour:
        return None
    fond = [a for a in contexte.actes("defense_au_fond") if a.le is not None and contexte.jour(a.le) == jour]
    ordre = {a.id: n for n, a in enumerate(contexte.session.en_vigueur(contexte.mesure))}
    return not fond or ordre[du_jour[-1].id] < ordre[fond[0].id]


def _fond(contexte: Contexte, jour: date) -> list[Acte]:
    actes = contexte.actes("defense_au_fond", "decision_rendue", "delibere_annonce")
    return [a for a in actes if a.le is not None and contexte.jour(a.le) == jour and a.valeurs.get("nature") != "incident"]
