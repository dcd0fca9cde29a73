"""Les refus : un fait impossible ou mal saisi ne s'enregistre pas, et l'on dit quel champ et quel acte sont en cause."""

from __future__ import annotations

from app.domain.erreurs import ErreurMetier


class Refus(ErreurMetier):
    """Une saisie refusée. Rien n'a été écrit.

    ``code`` est stable ; ``champ`` est le nom du champ en cause (« le » pour l'heure de l'acte, « type », « motif », ou un
    champ du vocabulaire) ; ``acte`` l'identifiant de l'acte déjà enregistré qui s'y oppose, s'il y en a un.
    """

    def __init__(self, message: str, *, code: str, champ: str = "", acte: str | None = None, ou: str = "") -> None:
        super().__init__(message, ou=ou)
        self.code = code
        self.champ = champ
        self.acte = acte


def inconnu(quoi: str, identifiant: str) -> Refus:
    """Rend le refus d'un identifiant inconnu."""
    return Refus(f"{quoi} « {identifiant} » n'existe pas dans cette base.", code="inconnu", champ="id")
