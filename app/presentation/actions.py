"""Les gestes qu'une fiche propose en tête, sans Qt : ce qui vient ensuite, et rien d'autre."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from app.presentation.fiche import Fiche
from app.presentation.formats import typographier
from app.presentation.prolongation import Prolongation


@dataclass(frozen=True, slots=True)
class Action:
    """Un geste : le type d'acte qu'il ouvre (vide : la levée), son nom, sa touche, ce qu'il préremplit."""

    cle: str
    nom: str
    touche: str = ""
    type: str = ""
    valeurs: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    principale: bool = False
    prolongation: Prolongation | None = None


LEVER, DEFERER = "lever", "deferer"
GESTES_DE_DETENTION = (
    ("demande_mise_en_liberte", "Demande de liberté"),
    ("appel_ordonnance", "Appel"),
    ("reglement", "Règlement"),
)
"""Ce qu'un greffier saisit le plus sur une détention, après la prolongation."""


def actions_de(fiche: Fiche) -> tuple[Action, ...]:
    """Rend les gestes proposés : prolonger (la prochaine licite), lever, déférer ; après un défèrement, sa suite."""
    admis = {a.type: a for a in fiche.touches}
    if fiche.en_tete.en_cours:
        return _en_cours(fiche)
    faits = {a.type for a in fiche.actes if not a.barre}
    if not fiche.en_tete.deferee or "comparution" in faits:
        return ()
    suite = [
        Action("depot", "Arrivée au dépôt…", type="arrivee_depot"),
        Action("803_3", "Rétention 803-3…", type="retenue_803_3"),
    ]
    rendues = [a for a in suite if a.type in admis and a.type not in faits]
    if "comparution" in admis:
        touche = admis["comparution"].touche
        rendues.append(Action("comparution", "Comparution…", touche, "comparution", principale=True))
    return tuple(rendues)


def _en_cours(fiche: Fiche) -> tuple[Action, ...]:
    rendues: list[Action] = []
    types = {a.type: a for a in fiche.touches}
    proposee = next((p for p in fiche.prolongations if p.proposee), None)
    if proposee is not None and proposee.type_acte in types:
        touche, nom = types[proposee.type_acte].touche, "Décision déjà prise…" if proposee.forclose else "Prolonger…"
        prolonger = Action("prolonger", nom, touche, proposee.type_acte, proposee.valeurs, not proposee.forclose, proposee)
        rendues.append(prolonger)
    cloture = fiche.cloture
    nom = "Lever…" if cloture is None or cloture.type == "levee" else f"{typographier(cloture.intitule).split(' sur ')[0]}…"
    lever = Action(LEVER, nom, cloture.touche if cloture else "", principale=not any(a.principale for a in rendues))
    rendues = [*rendues, lever] if not lever.principale else [lever, *rendues]
    if fiche.famille == "garde_a_vue":
        rendues.append(Action(DEFERER, "Déférer…"))
    if fiche.famille == "detention":
        rendues += [Action(t, f"{nom}…", types[t].touche, t) for t, nom in GESTES_DE_DETENTION if t in types]
    return tuple(rendues)
