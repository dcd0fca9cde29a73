"""Ce que le moteur rend : échéances, incalculables, irrégularités, constats. Jamais ``None``.

Toute borne est exclue : ``legal`` et ``prudent`` sont le premier instant hors délai selon chaque lecture. « 24 h du 12 »
s'écrit donc 00:00 du 13, et ``en_jours`` dit à l'affichage d'écrire « 12 à 24 h ».
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.temps import Instant


class Nature(StrEnum):
    """Ce qu'une échéance protège ; commande le sens du compte à rebours (design 0.2)."""

    LIBERTE = "liberte"
    DROIT = "droit"
    AUTORITE = "autorite"
    MINIMUM = "minimum"
    RAPPEL = "rappel"
    DEPART = "depart"


class Portee(StrEnum):
    """Une échéance court (``ACQUISE``) ou n'existe que si une décision est prise (``POSSIBLE`` : ni alarme, ni projection)."""

    ACQUISE = "acquise"
    POSSIBLE = "possible"


class Confiance(StrEnum):
    """Degré de vérification de la règle, affiché tel quel."""

    HAUTE = "haute"
    MOYENNE = "moyenne"
    BASSE = "basse"


class Gravite(StrEnum):
    """Degré d'une irrégularité : mesure illégale, nullité probable, preuve manquante, information."""

    CRITIQUE = "critique"
    ROUGE = "rouge"
    ORANGE = "orange"
    INFORMATION = "information"


class Statut(StrEnum):
    """Situation d'une échéance à un instant d'observation."""

    FUTURE = "future"
    A_FAIRE = "à faire"
    DEPASSEE = "dépassée"
    SATISFAITE = "satisfaite"
    SANS_OBJET = "sans objet"


@dataclass(frozen=True, slots=True)
class Etape:
    """Une ligne de la dérivation en français, avec ce vers quoi elle mène."""

    texte: str
    acte: str | None = None
    article: str | None = None
    instant: Instant | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """D'où vient un résultat : règle, version, articles, paquet, confiance, doutes."""

    regle: str
    intitule: str
    articles: tuple[str, ...]
    version_du: date | None
    version_au: date | None
    texte: str
    pack: str
    confiance: Confiance
    a_verifier: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Echeance:
    """Une limite : quoi faire, par qui, avant quand, pourquoi, selon quelle version de quel article.

    ``fiche_seulement`` : elle répète une limite déjà listée, ou n'est qu'un repère ; on la lit sur la fiche, pas à
    l'échéancier. ``cumul`` : durée cumulée du titre à cette fin, telle que le texte la dit (« 8 mois »).
    """

    cle: str
    mesure: str
    source: Source
    objet: str
    action: str
    autorite: str
    nature: Nature
    portee: Portee
    legal: Instant
    prudent: Instant
    fuseau: str
    etapes: tuple[Etape, ...]
    en_jours: bool = False
    raison_ecart: str = ""
    consequence: str = ""
    decision: str = ""
    usage: bool = False
    depart: Instant | None = None
    acte: str | None = None
    satisfaite_le: Instant | None = None
    satisfaite_par: str | None = None
    sans_objet: str = ""
    alertes: tuple[int, ...] = ()
    conditions: tuple[str, ...] = ()
    formalites: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    fiche_seulement: bool = False
    cumul: str = ""

    @property
    def regle(self) -> str:
        """Rend l'identifiant de la règle (celui de la fiche)."""
        return self.source.regle

    @property
    def suivi(self) -> Instant:
        """Rend l'instant que suivent compte à rebours et alarmes : le légal pour le droit d'une partie, sinon le prudent."""
        return self.legal if self.nature is Nature.DROIT else self.prudent

    @property
    def ouverte(self) -> bool:
        """Dit si l'échéance court encore : acquise, ni satisfaite, ni sans objet, et non un simple point de départ."""
        return (
            self.portee is Portee.ACQUISE
            and self.satisfaite_le is None
            and not self.sans_objet
            and self.nature is not Nature.DEPART
        )

    def statut(self, a: Instant) -> Statut:
        """Rend la situation à l'instant ``a``. « à faire » commence au plus grand des délais d'alerte de la règle."""
        if self.sans_objet or self.portee is Portee.POSSIBLE or self.nature is Nature.DEPART:
            return Statut.SANS_OBJET
        if self.satisfaite_le is not None:
            return Statut.SATISFAITE
        if a >= self.suivi and self.nature is not Nature.MINIMUM:
            return Statut.DEPASSEE
        premiere_alerte = max(self.alertes, default=0)
        return Statut.A_FAIRE if a >= self.suivi.plus(minutes=-premiere_alerte) else Statut.FUTURE


@dataclass(frozen=True, slots=True)
class Incalculable:
    """Une règle qui s'applique mais ne peut conclure : les faits manquants sont nommés, ou la situation n'est pas couverte."""

    cle: str
    mesure: str
    source: Source
    objet: str
    raison: str
    faits_manquants: tuple[str, ...] = ()
    acte: str | None = None


@dataclass(frozen=True, slots=True)
class Irregularite:
    """Un fait réel mais irrégulier : ce qui manque, l'article, ce qui s'ensuit, la décision qui le sanctionne."""

    cle: str
    mesure: str
    source: Source
    objet: str
    gravite: Gravite
    message: str
    consequence: str
    decision: str
    acte: str | None
    remede: str = ""
    etapes: tuple[Etape, ...] = ()


@dataclass(frozen=True, slots=True)
class Constat:
    """Une valeur tirée des faits par une règle : heure de début légale, minutes imputées, âge retenu, éligibilité."""

    cle: str
    mesure: str
    source: Source
    nom: str
    valeur: str | int | float | bool | date | Instant
    libelle: str
    etapes: tuple[Etape, ...] = ()


@dataclass(frozen=True, slots=True)
class Resultat:
    """Tout ce que le paquet dit d'un dossier. Mêmes faits, même paquet : mêmes octets."""

    pack: str
    echeances: tuple[Echeance, ...]
    incalculables: tuple[Incalculable, ...]
    irregularites: tuple[Irregularite, ...]
    constats: tuple[Constat, ...]
