"""Les erreurs que l'on montre : un code stable et une phrase qui dit quoi faire."""

from __future__ import annotations


class ErreurMetier(Exception):
    """Erreur attendue. ``code`` est stable ; le message est en français et se montre tel quel."""

    code = "erreur_metier"

    def __init__(self, message: str, *, ou: str = "") -> None:
        super().__init__(message)
        self.ou = ou

    @property
    def phrase(self) -> str:
        """Rend la phrase complète : où (fichier, clé, champ), puis quoi."""
        return f"{self.ou} : {self}" if self.ou else str(self)
