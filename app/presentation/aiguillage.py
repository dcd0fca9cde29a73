"""L'aiguillage d'une demande, sans Qt : la juridiction que le moteur désigne, proposée avec sa raison ; l'arrivée d'abord.

Le greffier reste libre d'en saisir une autre : la demande est enregistrée telle qu'elle a été faite.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.domain.echeance import Constat
from app.presentation.champs import ChampDeFormulaire
from app.presentation.formats import minuscule, typographier
from app.regles.vocabulaire import TypeActe

DEMANDE = "demande_mise_en_liberte"
CONSTAT = "juridiction_de_la_demande"
_CHAMP = "juridiction"
_D_ABORD = ("voie", "le", "recue_le", "transcription", _CHAMP)
"""Ce qui se demande en premier d'une demande ou d'un recours : comment et quand il est arrivé, devant qui."""


@dataclass(frozen=True, slots=True)
class Aiguillage:
    """La juridiction proposée (vide si le vocabulaire ne la connaît pas) et pourquoi."""

    juridiction: str
    raison: str


def aiguillage_de(constat: Constat | None, type_: TypeActe) -> Aiguillage | None:
    """Rend la juridiction à saisir d'une demande de mise en liberté, telle que le moteur l'a constatée."""
    if constat is None or type_.type != DEMANDE or not isinstance(constat.valeur, str):
        return None
    champ = type_.champ(_CHAMP)
    connue = champ is not None and constat.valeur in champ.valeurs
    raison = " ".join(e.texte for e in constat.etapes)
    return Aiguillage(constat.valeur if connue else "", typographier(f"Proposée : {minuscule(raison)}" if raison else ""))


def ranger(champs: Sequence[ChampDeFormulaire], type_: TypeActe) -> tuple[ChampDeFormulaire, ...]:
    """Range d'abord, pour un acte du registre, la voie et les dates d'arrivée, puis la juridiction ; le reste suit."""
    if not type_.registre:
        return tuple(champs)
    rangs = {nom: i for i, nom in enumerate(_D_ABORD)}
    return tuple(sorted(champs, key=lambda c: rangs.get(c.nom, len(_D_ABORD))))


def motiver(champs: Sequence[ChampDeFormulaire], aiguillage: Aiguillage | None) -> tuple[ChampDeFormulaire, ...]:
    """Rend les champs, celui de la juridiction portant la raison de ce qui est proposé."""
    if aiguillage is None:
        return tuple(champs)
    return tuple(replace(c, raison=aiguillage.raison) if c.nom == _CHAMP else c for c in champs)
