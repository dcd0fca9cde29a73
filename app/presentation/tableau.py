"""Le tableau des échéances, sans Qt : l'ordre, les groupes, les filtres, les différences minimales.

Trié par l'instant absolu suivi, que le temps qui passe ne change pas : un battement ne retrie rien.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import IntEnum
from operator import attrgetter
from types import MappingProxyType
from typing import NamedTuple

from app.domain.temps import Instant
from app.presentation import urgence
from app.presentation.differences import Difference, comparer
from app.presentation.formats import plier
from app.presentation.lignes import LigneDEcheance, Signalement, close, niveau, passee, restant, visible
from app.presentation.urgence import Niveau

_SUIVI = attrgetter("suivi")
_ORDRE = attrgetter("suivi", "cle")


class Groupe(IntEnum):
    """Les groupes de l'échéancier, du plus pressant au moins pressant."""

    INCALCULABLES = 0
    DEPASSEES = 1
    AUJOURD_HUI = 2
    DEMAIN = 3
    SEPT_JOURS = 4
    TRENTE_JOURS = 5
    PLUS_TARD = 6
    CLOSES = 7

    @property
    def titre(self) -> str:
        """Rend le titre du groupe."""
        return TITRES[self]


TITRES = MappingProxyType(
    {
        Groupe.INCALCULABLES: "Incalculables : il manque un fait",
        Groupe.DEPASSEES: "Dépassées",
        Groupe.AUJOURD_HUI: "Aujourd’hui",
        Groupe.DEMAIN: "Demain",
        Groupe.SEPT_JOURS: "Dans les sept jours",
        Groupe.TRENTE_JOURS: "Dans les trente jours",
        Groupe.PLUS_TARD: "Plus tard",
        Groupe.CLOSES: "Closes",
    }
)


class EnTete(NamedTuple):
    """La rangée qui annonce un groupe."""

    groupe: Groupe
    nombre: int


Rangee = EnTete | Signalement | LigneDEcheance


def identite(rangee: Rangee) -> tuple[str, ...]:
    """Rend ce qui reconnaît une rangée d'un instant à l'autre : le groupe, ou le dossier et la clé dans ce dossier."""
    if isinstance(rangee, EnTete):
        return (rangee.groupe.name,)
    return (rangee.dossier_id, rangee.cle, "" if isinstance(rangee, LigneDEcheance) else rangee.genre)


@dataclass(frozen=True, slots=True)
class Filtre:
    """Ce que l'on garde. Un ensemble vide ne filtre pas ; ``texte`` se cherche sans accents, chaque mot devant être trouvé.

    ``closes`` montre toutes les échéances closes du jour ; sinon, seules restent celles que l'on vient de clore.
    """

    texte: str = ""
    mesures: frozenset[str] = frozenset()
    niveaux: frozenset[Niveau] = frozenset()
    autorites: frozenset[str] = frozenset()
    closes: bool = False

    @property
    def actif(self) -> bool:
        """Dit si ce filtre écarte quelque chose."""
        return self != Filtre()


class TableauDEcheances:
    """Toutes les échéances d'une base, dans l'ordre où il faut agir, et les rangées que l'écran montre."""

    def __init__(self, fuseau: str, noms_de_mesure: Mapping[str, str] = MappingProxyType({})) -> None:
        self.fuseau = fuseau
        self.noms_de_mesure = noms_de_mesure
        self.rangees: list[Rangee] = []
        self.filtre = Filtre()
        self.depassees = 0
        """Le nombre d'échéances gardées, ouvertes et dépassées."""
        self.nombre_d_incalculables = 0
        self._lignes: list[LigneDEcheance] = []
        self._signalements: list[Signalement] = []
        self._gardees: list[LigneDEcheance] = []
        self._textes: dict[tuple[str, ...], str] = {}
        self._mots: tuple[str, ...] = ()
        self._closes_ici: set[tuple[str, ...]] = set()
        self._vu = Instant(0)
        self._bascule: int | None = None

    # --- ce que l'on y met ---------------------------------------------------------------------------------------------------

    def charger(
        self, lignes: Iterable[LigneDEcheance], signalements: Iterable[Signalement] = (), *, maintenant: Instant
    ) -> None:
        """Remplace tout. Des lignes déjà triées par ``suivi`` (une requête indexée) ne coûtent qu'un passage."""
        self._lignes = sorted((x for x in lignes if visible(x, maintenant)), key=_ORDRE)
        self._signalements = list(signalements)
        self._textes.clear()
        self._refiltrer(maintenant)
        self.rangees = self._composer(maintenant)

    def remplacer_dossier(
        self,
        dossier_id: str,
        lignes: Sequence[LigneDEcheance],
        signalements: Sequence[Signalement] = (),
        *,
        maintenant: Instant,
    ) -> list[Difference]:
        """Remplace les lignes d'un dossier ; rend les différences à appliquer aux rangées, dans l'ordre."""
        self._signalements = [s for s in self._signalements if s.dossier_id != dossier_id] + list(signalements)
        return self._remplacer([x for x in self._lignes if x.dossier_id != dossier_id], lignes, maintenant)

    def remplacer_mesure(self, mesure_id: str, lignes: Sequence[LigneDEcheance], *, maintenant: Instant) -> list[Difference]:
        """Remplace les lignes d'une mesure ; rend les différences à appliquer aux rangées, dans l'ordre."""
        return self._remplacer([x for x in self._lignes if x.mesure_id != mesure_id], lignes, maintenant)

    def filtrer(self, filtre: Filtre, maintenant: Instant) -> None:
        """Change le filtre ; les rangées sont à relire en entier."""
        self.filtre = filtre
        self._mots = tuple(plier(filtre.texte).split())
        self._refiltrer(maintenant)
        self.rangees = self._composer(maintenant)

    def avancer(self, maintenant: Instant) -> list[Difference]:
        """Fait passer le temps. Ne coûte rien tant qu'aucune ligne ne change de groupe ni de niveau filtré."""
        if self._vu <= maintenant and (self._bascule is None or maintenant.secondes < self._bascule):
            self._vu = maintenant
            return []
        if self.filtre.niveaux:
            self._refiltrer(maintenant)
        return self._recomposer(maintenant)

    # --- ce que l'on y lit ---------------------------------------------------------------------------------------------------

    @property
    def lignes(self) -> Sequence[LigneDEcheance]:
        """Rend toutes les lignes, filtrées ou non, triées."""
        return self._lignes

    @property
    def nombre(self) -> int:
        """Rend le nombre de lignes que le filtre garde."""
        return len(self._gardees)

    def position(self, identite_: tuple[str, ...]) -> int | None:
        """Rend le rang de la rangée de cette identité, ou ``None``."""
        return next((i for i, r in enumerate(self.rangees) if identite(r) == identite_), None)

    def en_derniere_heure(self, debut: int, fin: int, maintenant: Instant) -> bool:
        """Dit si une rangée de ``debut`` à ``fin`` (comprise) court et affiche des secondes."""
        return any(
            isinstance(r, LigneDEcheance) and 0 < restant(r, maintenant) <= 3600 and not close(r)
            for r in self.rangees[max(debut, 0) : fin + 1]
        )

    def deborde_l_annee(self, maintenant: Instant) -> bool:
        """Dit si une échéance tombe une autre année que la nôtre : l'année s'affiche alors."""
        bornes = (self._lignes[0], self._lignes[-1]) if self._lignes else ()
        return any(Instant(x.suivi).jour(self.fuseau).year != maintenant.jour(self.fuseau).year for x in bornes)

    def valeurs(self, champ: str) -> tuple[str, ...]:
        """Rend les valeurs présentes d'un champ (``type_mesure``, ``autorite``), les plus fréquentes d'abord."""
        comptes = Counter(map(attrgetter(champ), self._lignes))
        return tuple(sorted(filter(None, comptes), key=lambda v: (-comptes[v], v)))

    def nom_de_mesure(self, type_mesure: str) -> str:
        """Rend le nom d'une mesure tel que le vocabulaire du droit l'écrit."""
        return self.noms_de_mesure.get(type_mesure) or type_mesure.replace("_", " ")

    # --- composition ---------------------------------------------------------------------------------------------------------

    def _remplacer(
        self, autres: list[LigneDEcheance], lignes: Sequence[LigneDEcheance], maintenant: Instant
    ) -> list[Difference]:
        gardees = set(map(id, autres))
        ouvertes = {identite(x) for x in self._lignes if id(x) not in gardees and not close(x)}
        for ligne in (x for x in lignes if visible(x, maintenant)):
            autres.insert(bisect_left(autres, _ORDRE(ligne), key=_ORDRE), ligne)
            self._textes.pop(identite(ligne), None)
            if close(ligne) and identite(ligne) in ouvertes:
                self._closes_ici.add(identite(ligne))
        self._lignes = autres
        self._refiltrer(maintenant)
        return self._recomposer(maintenant)

    def _recomposer(self, maintenant: Instant) -> list[Difference]:
        anciennes, self.rangees = self.rangees, self._composer(maintenant)
        return comparer(anciennes, self.rangees, identite)

    def _composer(self, maintenant: Instant) -> list[Rangee]:
        gardees = self._gardees
        ici = bisect_right(gardees, maintenant.secondes, key=_SUIVI)
        passees: list[Rangee] = []
        depassees: list[Rangee] = []
        for x in gardees[:ici]:
            if not passee(x):
                depassees.append(x)
            elif close(x) or self.filtre.closes:
                passees.append(x)
        self.depassees = len(depassees)
        rangees: list[Rangee] = []
        bornes = [bisect_right(gardees, b, lo=ici, key=_SUIVI) for b in self._fins(maintenant)]
        debuts, fins = [ici, *bornes], [*bornes, len(gardees)]
        signalees: Sequence[Rangee] = [s for s in self._signalements if self._garde_signalement(s)]
        self.nombre_d_incalculables = len(signalees)
        parts: list[Sequence[Rangee]] = [signalees, depassees]
        parts.extend(gardees[d:f] for d, f in zip(debuts, fins, strict=True))
        parts.append(passees[::-1])
        for groupe, part in zip(Groupe, parts, strict=True):
            if part:
                rangees.append(EnTete(groupe, len(part)))
                rangees.extend(part)
        self._vu = maintenant
        self._bascule = self._prochaine_bascule(ici, maintenant)
        return rangees

    def _fins(self, maintenant: Instant) -> list[int]:
        """Rend la fin d'aujourd'hui, de demain, des sept et des trente jours. Minuit appartient au jour qui s'achève."""
        jour = maintenant.jour(self.fuseau)
        return [Instant.debut_du_jour(jour + timedelta(days=n), self.fuseau).secondes for n in (1, 2, 8, 31)]

    def _prochaine_bascule(self, ici: int, maintenant: Instant) -> int:
        candidats = [self._fins(maintenant)[0]]
        if ici < len(self._gardees):
            candidats.append(self._gardees[ici].suivi)
        if self.filtre.niveaux:
            for x in self._lignes:
                bascule = urgence.prochaine_bascule(x.suivi, x.alertes, maintenant.secondes, en_jours=x.en_jours)
                if bascule is not None:
                    candidats.append(bascule)
        return min(candidats)

    # --- filtres -------------------------------------------------------------------------------------------------------------

    def _refiltrer(self, maintenant: Instant) -> None:
        if self.filtre.actif:
            self._gardees = [x for x in self._lignes if self._garde(x, maintenant)]
        else:
            self._gardees = [x for x in self._lignes if not close(x) or identite(x) in self._closes_ici]

    def _garde(self, ligne: LigneDEcheance, maintenant: Instant) -> bool:
        f = self.filtre
        if close(ligne) and (f.niveaux or not (f.closes or identite(ligne) in self._closes_ici)):
            return False
        return (
            (not f.mesures or ligne.type_mesure in f.mesures)
            and (not f.autorites or ligne.autorite in f.autorites)
            and (not f.niveaux or niveau(ligne, maintenant) in f.niveaux)
            and (not self._mots or self._contient(self._texte(ligne)))
        )

    def _garde_signalement(self, s: Signalement) -> bool:
        f = self.filtre
        if s.genre != "incalculable" or f.niveaux or f.autorites or (f.mesures and s.type_mesure not in f.mesures):
            return False
        return not self._mots or self._contient(plier(" ".join((s.personne, s.numero, s.objet, s.message, s.articles))))

    def _contient(self, texte: str) -> bool:
        return all(mot in texte for mot in self._mots)

    def _texte(self, ligne: LigneDEcheance) -> str:
        cle = identite(ligne)
        texte = self._textes.get(cle)
        if texte is None:
            mots = (ligne.personne, ligne.numero, ligne.action, ligne.objet, ligne.autorite, ligne.articles)
            texte = plier(" ".join((*mots, self.nom_de_mesure(ligne.type_mesure))))
            self._textes[cle] = texte
        return texte
