"""Les erreurs du poste : ce que l'utilisateur ou l'informaticien peut réparer, sans que les faits soient en cause."""

from __future__ import annotations


class ErreurDEnvironnement(Exception):
    """Le poste refuse (disque plein, fichier verrouillé, illisible…). Le message est en français et dit quoi faire.

    ``code`` est stable (« base_etrangere », « disque_plein »…) ; ``ou`` nomme le fichier ou le dossier en cause.
    """

    def __init__(self, message: str, *, code: str = "environnement", ou: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.ou = ou

    @property
    def phrase(self) -> str:
        """Rend la phrase complète : où, puis quoi et que faire."""
        return f"{self.ou} : {self}" if self.ou else str(self)
