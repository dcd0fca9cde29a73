"""La file des alarmes : un tas des prochaines bascules. Un battement ne paie que celles qui sont dues."""

from __future__ import annotations

from collections.abc import Iterable
from heapq import heapify, heappop, heappush
from typing import NamedTuple

from app.domain.echeance import Nature
from app.domain.temps import Instant
from app.ports.projection import LigneProjetee


class Alarme(NamedTuple):
    """Une échéance qui vient de franchir un de ses seuils, ou d'être dépassée."""

    ligne: LigneProjetee
    depassee: bool


class FileDAlertes:
    """Rend, à chaque battement, les échéances qui ont franchi un seuil depuis le précédent ; une fois par seuil."""

    def __init__(self) -> None:
        self._tas: list[tuple[int, int, LigneProjetee]] = []
        self._ordre = 0

    def charger(self, lignes: Iterable[LigneProjetee], a: Instant) -> None:
        """Remplace la file par les échéances ouvertes ; seules les bascules postérieures à ``a`` sonneront."""
        self._tas = []
        for ligne in lignes:
            self._ajouter(ligne, a)
        heapify(self._tas)

    def echues(self, maintenant: Instant) -> tuple[Alarme, ...]:
        """Rend les alarmes dues, la liberté d'abord puis par instant, et prépare la bascule suivante de chacune."""
        dues: dict[str, LigneProjetee] = {}
        while self._tas and self._tas[0][0] <= maintenant.secondes:
            _, _, ligne = heappop(self._tas)
            dues[ligne.cle] = ligne
            bascule = ligne.prochaine_alerte(maintenant)
            if bascule is not None:
                self._ordre += 1
                heappush(self._tas, (bascule.secondes, self._ordre, ligne))
        alarmes = [Alarme(ligne, ligne.suivi <= maintenant.secondes) for ligne in dues.values()]
        return tuple(sorted(alarmes, key=lambda x: (x.ligne.nature != Nature.LIBERTE, x.ligne.suivi, x.ligne.cle)))

    def prochaine(self) -> Instant | None:
        """Rend l'instant de la prochaine alarme, ou ``None`` s'il n'y en a plus."""
        return Instant(self._tas[0][0]) if self._tas else None

    def _ajouter(self, ligne: LigneProjetee, a: Instant) -> None:
        bascule = ligne.prochaine_alerte(a)
        if bascule is not None:
            self._ordre += 1
            self._tas.append((bascule.secondes, self._ordre, ligne))
