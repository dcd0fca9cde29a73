"""Les périodes antérieures qui s'imputent alors qu'une liberté les a séparées de la mesure (« C », fiche 01, § 0.2)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from app.domain.echeance import Etape
from app.domain.faits import Mesure
from app.domain.francais import dire_duree, dire_instant
from app.domain.temps import Instant
from app.regles.contexte import Absent, Contexte
from app.regles.registre import Derivee, fait

IMPUTEES = (
    "verification_identite", "verification_situation", "degrisement", "retenue_etranger", "retenue_douaniere",
    "retention_douaniere_provisoire",
)  # fmt: skip


@fait("minutes_imputees")
def minutes_imputees(contexte: Contexte, _parametres: Mapping[str, Any]) -> Derivee | Absent:
    """Rend le total, en minutes, des périodes antérieures imputées ; une fin inconnue est un fait manquant, jamais zéro."""
    total = 0
    etapes: list[Etape] = []
    for libelle, debut, fin in _periodes(contexte):
        if fin is None:
            return Absent((f"heure de fin de {libelle}",))
        if debut is None:
            return Absent((f"heure de début de {libelle}",))
        minutes = (fin.secondes - debut.secondes) // 60
        total += minutes
        etapes.append(
            Etape(
                f"Imputé : {libelle}, du {dire_instant(debut, contexte.fuseau)} au {dire_instant(fin, contexte.fuseau)}, "
                f"soit {dire_duree(minutes * 60)} (l'intervalle de liberté ne compte pas)."
            )
        )
    return Derivee(total, tuple(etapes))


def _periodes(contexte: Contexte) -> Iterator[tuple[str, Instant | None, Instant | None]]:
    for acte in contexte.actes("garde_a_vue_anterieure"):
        if acte.valeurs.get("memes_faits", True) is True:
            fin = acte.valeurs.get("fin")
            yield "la garde à vue antérieure", acte.instant, fin if isinstance(fin, Instant) else None
    for acte in contexte.actes("contrainte"):
        imputee = acte.valeurs.get("nature") in IMPUTEES or acte.valeurs.get("memes_faits", True) is True
        if imputee and acte.valeurs.get("liberte_ensuite") is True:
            fin = acte.valeurs.get("fin")
            yield "la contrainte antérieure", acte.instant, fin if isinstance(fin, Instant) else None
    yield from _mesures_anterieures(contexte)


def _mesures_anterieures(contexte: Contexte) -> Iterator[tuple[str, Instant | None, Instant | None]]:
    debut = min((a.instant for a in contexte.mesure.en_vigueur() if a.instant), default=None)
    for mesure in contexte.session.dossier.mesures:
        if mesure.id == contexte.mesure.id:
            return
        if not _s_impute(mesure, contexte.mesure):
            continue
        levee = next((a for a in mesure.en_vigueur() if a.type == "levee"), None)
        fin = levee.instant if levee else None
        if mesure.type != "garde_a_vue" and (fin is None or debut is None or fin >= debut or _enchainee(mesure)):
            continue
        t0 = contexte.session.calcul(mesure, "t0")
        intitule = contexte.session.vocabulaire.mesures[mesure.type].intitule.lower()
        yield f"la mesure antérieure ({intitule})", t0 if isinstance(t0, Instant) else None, fin


def _s_impute(avant: Mesure, mesure: Mesure) -> bool:
    if avant.type == "garde_a_vue":
        return mesure.type == "garde_a_vue" and mesure.valeurs.get("memes_faits", True) is True
    return avant.type in IMPUTEES or avant.valeurs.get("memes_faits", avant.type == "retention_temoin") is True


def _enchainee(mesure: Mesure) -> bool:
    return any(a.type == "levee" and a.valeurs.get("suite") in ("garde_a_vue", "remise_opj") for a in mesure.en_vigueur())
