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


# --- détention : ce qui commande les durées y est toujours renseigné

_INFORMATION = {
    "nature": "delit", "recidive": False, "antecedent_lourd": False, "faits_hors_territoire": False, "bande_organisee": False,
    "incriminations": [],
}  # fmt: skip
DP_ESCROQUERIE = {**_INFORMATION, "qualification": "escroquerie", "peine_encourue_mois": 60}
DP_VIOLENCES = {**_INFORMATION, "qualification": "violences aggravées", "peine_encourue_mois": 84}
DP_VOLS = {
    **_INFORMATION,
    "qualification": "vols aggravés, receleur à l'étranger",
    "peine_encourue_mois": 120,
    "antecedent_lourd": True,
    "faits_hors_territoire": True,
}
DP_TRAFIC = {
    **_INFORMATION,
    "qualification": "trafic de stupéfiants",
    "peine_encourue_mois": 120,
    "incriminations": ["stupefiants"],
}
DP_EXTORSION = {
    **_INFORMATION,
    "qualification": "extorsion en bande organisée",
    "peine_encourue_mois": 120,
    "bande_organisee": True,
    "incriminations": ["extorsion"],
}
_CRIME = {**_INFORMATION, "nature": "crime", "reclusion_perpetuite": False, "plusieurs_crimes": False}
DP_VIOL = {**_CRIME, "qualification": "viol", "peine_encourue_mois": 180}
DP_MEURTRE = {**_CRIME, "qualification": "meurtre", "peine_encourue_mois": 360}
DP_BRAQUAGES = {
    **_CRIME,
    "qualification": "vols avec arme en bande organisée",
    "peine_encourue_mois": 360,
    "bande_organisee": True,
    "crime_par_bande_organisee": False,
}
DP_ASSASSINAT = {**_CRIME, "qualification": "assassinat", "peine_encourue_mois": 360, "reclusion_perpetuite": True}
