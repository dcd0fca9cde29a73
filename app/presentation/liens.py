"""D'un fait manquant nommé par le moteur au champ qui le reçoit, sans Qt : la ligne incalculable mène à la saisie."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.presentation.formats import plier
from app.regles.vocabulaire import Champ, Vocabulaire

_ENTRE_GUILLEMETS = re.compile(r"«\s*(.+?)\s*»")


@dataclass(frozen=True, slots=True)
class LienDeChamp:
    """Où saisir ce qui manque : un fait de la procédure, de la personne, de la mesure, ou un acte."""

    sujet: str
    nom: str


def lien_vers(manquant: str, vocabulaire: Vocabulaire, type_mesure: str) -> LienDeChamp | None:
    """Rend le champ qui recevrait ce fait, ou ``None`` si l'intitulé n'en désigne aucun avec certitude."""
    cherche = plier(manquant.strip())
    for sujet, champs in _sujets(vocabulaire, type_mesure):
        for champ in champs:
            if plier(champ.intitule) == cherche:
                return LienDeChamp(sujet, champ.nom)
    cite = _ENTRE_GUILLEMETS.search(manquant)
    acte = plier(cite.group(1) if cite else manquant.partition(" : ")[0].strip())
    for type_ in vocabulaire.actes_de(type_mesure):
        if plier(type_.intitule) == acte:
            return LienDeChamp("acte", type_.type)
    return None


def _sujets(vocabulaire: Vocabulaire, type_mesure: str) -> tuple[tuple[str, tuple[Champ, ...]], ...]:
    return (
        ("personne", vocabulaire.personne),
        ("procedure", vocabulaire.procedure),
        ("mesure", vocabulaire.mesure(type_mesure).champs),
    )
