"""Les procédures fictives que les situations partagent."""

from __future__ import annotations

from app.services.demonstration.scenes import Ligne, Mesure

FLAGRANCE = {"cadre": "flagrance", "nature": "delit", "famille_706_73": "aucune", "mandat_memes_faits": "aucun"}
VOL = {**FLAGRANCE, "qualification": "vol aggravé par deux circonstances", "peine_encourue_mois": 84}
VIOLENCES = {**FLAGRANCE, "qualification": "violences avec arme", "peine_encourue_mois": 60}
TRAFIC = {
    **FLAGRANCE,
    "qualification": "acquisition, détention et offre de stupéfiants",
    "peine_encourue_mois": 120,
    "famille_706_73": "706_73_3_stupefiants",
    "bande_organisee": False,
}
TERRORISME = {
    "cadre": "preliminaire",
    "nature": "crime",
    "qualification": "association de malfaiteurs terroriste criminelle",
    "peine_encourue_mois": 360,
    "famille_706_73": "706_73_11_terrorisme",
    "mandat_memes_faits": "aucun",
}
CRIME = {
    **FLAGRANCE,
    "nature": "crime",
    "qualification": "vol avec arme",
    "peine_encourue_mois": 240,
    "famille_706_73": "aucune",
}
CR = {"cadre": "commission_rogatoire", "nature": "delit", "famille_706_73": "aucune", "mandat_memes_faits": "aucun"}
PROTEGE = {"majeur_protege": True, "mesure_protection": "curatelle", "protecteur": "UDAF"}


def gav(*lignes: Ligne, memes_faits: bool | None = None, debut: int = 0) -> Mesure:
    """Rend une garde à vue de ces lignes."""
    champs: dict[str, object] = {} if memes_faits is None else {"memes_faits": memes_faits}
    return Mesure("garde_a_vue", lignes, champs, debut)
