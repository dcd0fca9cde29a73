"""Les actions de la fenêtre : un nom, une touche, un geste. La palette (Ctrl+K) et la liste des touches (F1) en viennent."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple


class Commande(NamedTuple):
    """Une action nommée. ``touche`` en écriture Qt (« Ctrl+N ») ; ``groupe`` la range dans la liste des raccourcis."""

    cle: str
    titre: str
    faire: Callable[[], object]
    touche: str = ""
    groupe: str = "Général"
    mots: str = ""


class Proposition(NamedTuple):
    """Une réponse de la palette : une action, une personne, un dossier, un article."""

    titre: str
    faire: Callable[[], object]
    detail: str = ""
    touche: str = ""


SourceDePropositions = Callable[[str], Iterable[Proposition]]
"""Rend les propositions qui répondent à un texte tapé (déjà plié : sans accents ni casse)."""


def proposer(commandes: Iterable[Commande], texte: str) -> list[Proposition]:
    """Rend les commandes dont le titre ou les mots contiennent chaque mot tapé ; celles qui commencent ainsi d'abord."""
    from app.presentation.formats import plier

    mots = plier(texte).split()
    trouvees: list[tuple[bool, int, Proposition]] = []
    for commande in commandes:
        ou = plier(f"{commande.titre} {commande.mots} {commande.groupe}")
        if all(mot in ou for mot in mots):
            en_tete = bool(mots) and not plier(commande.titre).startswith(mots[0])
            proposition = Proposition(commande.titre, commande.faire, commande.groupe, dire_touche(commande.touche))
            trouvees.append((en_tete, len(trouvees), proposition))
    return [p for _, _, p in sorted(trouvees, key=lambda t: t[:2])]


_TOUCHES = {"Return": "Entrée", "Escape": "Échap", "Up": "↑", "Down": "↓", "PgUp": "Page ↑", "PgDown": "Page ↓", "Shift": "Maj"}


def dire_touche(touche: str) -> str:
    """Écrit une touche en français : « Ctrl+Entrée », « Maj+F3 »."""
    return "+".join(_TOUCHES.get(t, t) for t in touche.split("+")) if touche else ""
