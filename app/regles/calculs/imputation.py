"""Les périodes antérieures qui s'imputent alors qu'une liberté les a séparées de la mesure (« C », fiche 01, § 0.2)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from app.domain.echeance import Etape
from app.domain.faits import Acte, Mesure
from app.domain.francais import dire_duree, dire_instant
from app.domain.temps import Instant
from app.regles.contexte import Absent, Contexte
from app.regles.registre import Derivee, fait

DE_PLEIN_DROIT = ("garde_a_vue", "retenue_mineur")
"""Mesures qui s'imputent l'une sur l'autre pour les mêmes faits, sauf mention contraire."""


@fait("minutes_imputees")
def minutes_imputees(contexte: Contexte, _parametres: Mapping[str, Any]) -> Derivee | Absent:
    """Rend le total, en minutes, des périodes antérieures imputées ; une fin inconnue est un fait manquant, jamais zéro.

    Ce qui suit le début légal de la mesure court déjà et n'est pas imputé une seconde fois ; deux périodes qui se
    recouvrent ne comptent qu'une fois.
    """
    t0 = contexte.valeur("calcul.t0")
    retenues: list[tuple[Instant, Instant, str]] = []
    for libelle, debut, fin in _periodes(contexte):
        if debut is None:
            return Absent((f"heure de début de {libelle}",))
        if isinstance(t0, Instant) and debut >= t0:
            continue
        if fin is None:
            return Absent((f"heure de fin de {libelle}",))
        retenues.append((debut, min(fin, t0) if isinstance(t0, Instant) else fin, libelle))
    return _cumuler(sorted(retenues), contexte)


def _cumuler(retenues: list[tuple[Instant, Instant, str]], contexte: Contexte) -> Derivee:
    total = 0
    compte_jusqu_a = Instant(0)
    etapes: list[Etape] = []
    for debut, fin, libelle in retenues:
        minutes = max(0, fin.secondes - max(debut, compte_jusqu_a).secondes) // 60
        if not minutes:
            continue
        partiel = ", la partie déjà comptée déduite" if debut < compte_jusqu_a else ""
        compte_jusqu_a = max(compte_jusqu_a, fin)
        total += minutes
        etapes.append(
            Etape(
                f"Imputé : {libelle}, du {dire_instant(debut, contexte.fuseau)} au {dire_instant(fin, contexte.fuseau)}, "
                f"soit {dire_duree(minutes * 60)}{partiel} (l'intervalle de liberté ne compte pas)."
            )
        )
    return Derivee(total, tuple(etapes))


def _periodes(contexte: Contexte) -> Iterator[tuple[str, Instant | None, Instant | None]]:
    for acte in contexte.actes("garde_a_vue_anterieure"):
        if acte.valeurs.get("memes_faits", True) is True:
            yield "la garde à vue antérieure", acte.instant, _fin(acte)
    for acte in contexte.actes("contrainte"):
        imputee = contexte.s_impute_toujours(acte.valeurs.get("nature")) or acte.valeurs.get("memes_faits", True) is True
        if imputee and acte.valeurs.get("liberte_ensuite") is True:
            yield "la contrainte antérieure", acte.instant, _fin(acte)
    for mesure in contexte.mesures_anterieures():
        if _s_impute(mesure, contexte):
            levee = next((a for a in mesure.en_vigueur() if a.type == "levee"), None)
            t0 = contexte.session.calcul(mesure, "t0")
            intitule = contexte.session.vocabulaire.mesures[mesure.type].intitule.lower()
            debut = t0 if isinstance(t0, Instant) else None
            yield f"la mesure antérieure ({intitule})", debut, levee.instant if levee else None


def _fin(acte: Acte) -> Instant | None:
    fin = acte.valeurs.get("fin")
    return fin if isinstance(fin, Instant) else None


def _s_impute(avant: Mesure, contexte: Contexte) -> bool:
    mesure = contexte.mesure
    if avant.type in DE_PLEIN_DROIT:
        return mesure.type in DE_PLEIN_DROIT and mesure.valeurs.get("memes_faits", True) is True
    return contexte.s_impute_toujours(avant.type) or avant.valeurs.get("memes_faits", avant.type == "retention_temoin") is True
