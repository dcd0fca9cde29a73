"""Le titre et ses compteurs : les types, et la fin qu'une durée cumulée donne à un compteur.

Tout terme se recompte depuis le départ (« FIN(D0, somme) ») : une prolongation rendue tôt ne raccourcit rien.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from app.domain.comput import Duree, Terme, appliquer
from app.domain.faits import Acte
from app.domain.francais import dire_instant
from app.domain.temps import Instant
from app.regles.conditions import Verdict
from app.regles.contexte import Absent, Contexte
from app.regles.lectures import avec_lecture_legale, option
from app.regles.schema import ClauseCompteur, ClauseProlongation, LectureLegale, Regle, Version


@dataclass(frozen=True, slots=True)
class Pas:
    """Une clause de prolongation dans la version retenue de sa règle."""

    regle: Regle
    version: Version
    clause: ClauseProlongation


@dataclass(frozen=True, slots=True)
class Periode:
    """Une période du titre : durée cumulée, fin, et la décision qui l'a ouverte (aucune pour la première)."""

    cumul: Duree
    terme: Terme
    decision: Acte | None = None
    pas: Pas | None = None


@dataclass(frozen=True, slots=True)
class Suite:
    """Une prolongation que la loi permettrait : avant quand la décider, jusqu'où elle mènerait, ce qui resterait à vérifier."""

    pas: Pas
    avant: Terme
    periode: Periode
    verdict: Verdict
    rang: int


@dataclass(frozen=True, slots=True)
class Refus:
    """Une décision qui n'allonge rien, et pourquoi."""

    acte: Acte
    pas: Pas | None
    raison: str
    tardive: bool = False
    manquants: tuple[str, ...] = ()
    inutile: bool = False


@dataclass(slots=True)
class Compteur:
    """Un compteur ouvert : son départ, ses périodes, ce qui l'éteint, ce qui pourrait le prolonger."""

    regle: Regle
    version: Version
    clause: ClauseCompteur
    acte: Acte | None
    rang: int
    depart: Instant | date
    periodes: list[Periode]
    maximum: Terme | None = None
    eteint_par: Acte | None = None
    suites: list[Suite] = field(default_factory=list)
    refus: list[Refus] = field(default_factory=list)
    excessives: list[tuple[Acte, Pas, Duree]] = field(default_factory=list)
    apres_prudente: list[tuple[Periode, Acte]] = field(default_factory=list)

    @property
    def nom(self) -> str:
        """Rend le nom du compteur, unique dans le paquet."""
        return self.clause.nom

    @property
    def derniere(self) -> Periode:
        """Rend la dernière période accordée."""
        return self.periodes[-1]


@dataclass(frozen=True, slots=True)
class Manque:
    """Un compteur qui s'applique peut-être, ou s'applique sans pouvoir se compter : ce qui manque."""

    regle: Regle
    version: Version
    acte: Acte | None
    raison: str
    faits: tuple[str, ...]


@dataclass(slots=True)
class Titres:
    """Tous les compteurs d'une mesure, dans l'ordre où ils s'ouvrent."""

    compteurs: list[Compteur] = field(default_factory=list)
    manques: list[Manque] = field(default_factory=list)
    orphelines: list[Refus] = field(default_factory=list)

    @property
    def courant(self) -> Compteur | None:
        """Rend le dernier compteur ouvert qu'aucun acte n'a éteint."""
        return next((c for c in reversed(self.compteurs) if c.eteint_par is None), None)

    def nomme(self, nom: str) -> Compteur | None:
        """Rend le dernier compteur de ce nom."""
        return next((c for c in reversed(self.compteurs) if c.nom == nom), None)


def terme_de(compteur: Compteur, cumul: Duree, contexte: Contexte) -> Terme | Absent:
    """Rend la fin du titre pour cette durée cumulée : mode, lecture légale, jours à retrancher, plafond."""
    clause = compteur.clause
    vu_de = contexte.pour_acte(compteur.acte)
    options = {k: option(v, vu_de) for k, v in clause.options.items()}
    manquants = tuple(f for v in options.values() if isinstance(v, Absent) for f in v.faits)
    if manquants:
        return Absent(manquants)
    terme = appliquer(clause.mode, compteur.depart, cumul, vu_de.calendrier, options)
    if not isinstance(terme, Terme):
        return Absent((f"un terme unique (mode {clause.mode})",))
    terme = avec_lecture_legale(terme, _lecture(clause, cumul), vu_de, clause.mode, compteur.depart, cumul, options)
    if clause.deduire_jours:
        jours = vu_de.valeur(clause.deduire_jours)
        terme = _moins(terme, 0 if isinstance(jours, Absent) else int(jours), vu_de)
    return _plafonner(terme, vu_de.valeur(clause.plafond), vu_de) if clause.plafond else terme


def _lecture(clause: ClauseCompteur, cumul: Duree) -> LectureLegale | None:
    """Rend la lecture légale du compteur ; si elle a sa propre durée, les prolongations accordées s'y ajoutent."""
    lecture, base = clause.legale, Duree(**clause.duree)
    if lecture is None or not lecture.duree:
        return lecture
    propre = Duree(**lecture.duree)
    jours = propre.total_jours + max(0, cumul.total_jours - base.total_jours)
    mois = propre.total_mois + max(0, cumul.total_mois - base.total_mois)
    return replace(lecture, duree={"jours": jours, "mois": mois})


def _moins(terme: Terme, jours: int, contexte: Contexte) -> Terme:
    if not jours:
        return terme

    def avant(instant: Instant) -> Instant:
        return Instant.debut_du_jour(instant.jour(contexte.fuseau) - timedelta(days=jours), contexte.fuseau)

    etape = f"{jours} jour{'s' if jours > 1 else ''} déjà subi{'s' if jours > 1 else ''}, à retrancher."
    return replace(terme, legal=avant(terme.legal), prudent=avant(terme.prudent), etapes=(*terme.etapes, etape))


def _plafonner(terme: Terme, plafond: Any, contexte: Contexte) -> Terme:
    if isinstance(plafond, Absent):
        return terme
    borne = debut(plafond, contexte)
    if borne >= terme.prudent:
        return terme
    etape = f"Ramené au plafond : {dire_instant(borne, contexte.fuseau, en_jours=True)}."
    legal = min(terme.legal, borne)
    return replace(terme, legal=legal, prudent=borne, etapes=(*terme.etapes, etape), raison_ecart="")


def debut(quand: Instant | date, contexte: Contexte) -> Instant:
    """Rend l'instant lui-même, ou le début du jour quand l'heure n'est pas connue."""
    return quand if isinstance(quand, Instant) else Instant.debut_du_jour(quand, contexte.fuseau)


def plus(a: Duree, b: Duree) -> Duree:
    """Rend la somme de deux durées, unité par unité."""
    return Duree(
        minutes=a.total_minutes + b.total_minutes, jours=a.total_jours + b.total_jours, mois=a.total_mois + b.total_mois
    )


def cle_de_duree(duree: Duree) -> tuple[int, int, int]:
    """Rend de quoi comparer deux durées cumulées d'un même compteur."""
    return (duree.total_mois, duree.total_jours, duree.total_minutes)


def apres_ouverture(compteur: Compteur, acte: Acte, contexte: Contexte) -> bool:
    """Dit si l'acte suit l'ouverture du compteur : par l'ordre des actes si l'un d'eux l'ouvre, sinon par le jour."""
    if compteur.acte is not None:
        return acte.id != compteur.acte.id and rang(acte, contexte) > compteur.rang
    return acte.le is None or contexte.jour(acte.le) >= contexte.jour(compteur.depart)


def rang(acte: Acte, contexte: Contexte) -> int:
    """Rend la place de l'acte dans la mesure, -1 s'il n'y est pas."""
    return next((n for n, a in enumerate(contexte.session.en_vigueur(contexte.mesure)) if a.id == acte.id), -1)
