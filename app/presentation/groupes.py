"""L'en-tête d'un groupe de lignes, dans une liste groupée."""

from __future__ import annotations

from dataclasses import dataclass

from app.presentation.formats import accorder


@dataclass(frozen=True, slots=True)
class Entete:
    """Un groupe : son nom, et combien de personnes il compte."""

    texte: str
    nombre: int

    @property
    def phrase(self) -> str:
        """Rend l'en-tête en une phrase."""
        return f"{self.texte}, {accorder(self.nombre, 'personne')}"
