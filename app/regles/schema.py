"""La forme d'une règle : ce que le chargeur construit depuis le TOML et que le moteur interprète.

Une règle (une fiche de droit) a des versions datées ; une version a des clauses de cinq sortes : ``fait`` (valeur tirée des
faits), ``palier`` (durée d'une mesure et prolongation qui l'ouvre), ``delai`` (acte à faire avant, ou pas avant), ``controle``
(régularité), ``calcul`` (fonction Python nommée, quand aucune des autres ne convient).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from app.domain.echeance import Confiance, Gravite, Nature, Source

RIEN: Mapping[str, Any] = MappingProxyType({})
INSTANT_MEME = "instant"
"""Mode d'un délai qui n'ajoute rien à son départ : l'échéance est l'instant déjà tiré des faits (``calcul.fin``…)."""


@dataclass(frozen=True, slots=True)
class Comparaison:
    """Un fait comparé à une constante ou à un autre fait (vocabulaire fermé, voir ``conditions.OPERATEURS``)."""

    fait: str
    operateur: str
    valeur: Any
    decalage_minutes: int = 0
    defaut: Any = None
    a_defaut: bool = False
    phrase: str = ""


@dataclass(frozen=True, slots=True)
class Existence:
    """Un acte d'un de ces types existe (ou non) qui remplit ``ou`` ; l'acte examiné s'y nomme ``autre``."""

    types: tuple[str, ...]
    existe: bool
    ou: tuple[Condition, ...] = ()
    phrase: str = ""


@dataclass(frozen=True, slots=True)
class UnParmi:
    """Au moins une des listes de conditions est vraie en entier."""

    choix: tuple[tuple[Condition, ...], ...]
    phrase: str = ""


@dataclass(frozen=True, slots=True)
class Non:
    """La liste de conditions n'est pas vraie en entier."""

    conditions: tuple[Condition, ...]
    phrase: str = ""


Condition = Comparaison | Existence | UnParmi | Non


@dataclass(frozen=True, slots=True)
class CasDeFait:
    """Une ligne d'une table de décision : si tout est vrai, cette valeur, pour cette raison."""

    si: tuple[Condition, ...]
    valeur: Any
    raison: str = ""


@dataclass(frozen=True, slots=True)
class ClauseFait:
    """Valeur tirée des faits, nommée ``calcul.<nom>`` : table de décision (premier cas vrai) ou fonction."""

    nom: str
    libelle: str
    cas: tuple[CasDeFait, ...] = ()
    fonction: str = ""
    parametres: Mapping[str, Any] = field(default_factory=lambda: RIEN)
    affiche: bool = True


@dataclass(frozen=True, slots=True)
class ClausePalier:
    """Durée cumulée d'une mesure et décision qui l'ouvre. Heures depuis ``calcul.t0``, imputations déduites."""

    nom: str
    jusqu_a: int
    depuis: int | None = None
    decision: str = "prolongation"
    fondements: tuple[str, ...] = ()
    si: tuple[Condition, ...] = ()
    ouverture: tuple[Condition, ...] = ()
    action: str = ""
    autorite: str = ""
    consequence: str = ""
    decision_citee: str = ""
    formalites: tuple[str, ...] = ()
    alertes: tuple[int, ...] = ()
    articles: tuple[str, ...] = ()
    duree_fait: str = ""


@dataclass(frozen=True, slots=True)
class LectureLegale:
    """La lecture légale d'un terme qui part d'ailleurs, ou se compte autrement ; ce qui est omis suit la clause."""

    depart: str = ""
    mode: str = ""
    duree: Mapping[str, int] = field(default_factory=lambda: RIEN)
    options: Mapping[str, Any] | None = None
    si: tuple[Condition, ...] = ()
    raison: str = ""


@dataclass(frozen=True, slots=True)
class ClauseCompteur:
    """Le compteur d'un titre dans une phase : première période, plafond cumulé, ce qui l'éteint (fiche 02, § 14 a)."""

    nom: str
    phase: str
    intitule: str
    mode: str
    duree: Mapping[str, int]
    depart: str = "acte.le"
    pour_chaque: tuple[str, ...] = ()
    options: Mapping[str, Any] = field(default_factory=lambda: RIEN)
    si: tuple[Condition, ...] = ()
    duree_fait: str = ""
    duree_unite: str = ""
    deduire_jours: str = ""
    maximum: Mapping[str, int] = field(default_factory=lambda: RIEN)
    plafond: str = ""
    legale: LectureLegale | None = None
    eteint_par: tuple[str, ...] = ()
    eteint_si: tuple[Condition, ...] = ()
    prolongation_inutile: str = ""
    action: str = ""
    autorite: str = ""
    consequence: str = ""
    decision_citee: str = ""
    remede: str = ""
    alertes: tuple[int, ...] = ()
    alertes_plafond: tuple[int, ...] = ()
    articles: tuple[str, ...] = ()
    mesures: tuple[str, ...] = ()
    confiance: Confiance | None = None
    a_verifier: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ClauseProlongation:
    """Une décision qui allonge un compteur d'un pas, dans une limite."""

    nom: str
    compteurs: tuple[str, ...]
    decision: str
    duree: Mapping[str, int]
    fondements: tuple[str, ...] = ()
    duree_champ: str = ""
    duree_imposee: bool = False
    depuis: Mapping[str, int] = field(default_factory=lambda: RIEN)
    jusqu_a: Mapping[str, int] = field(default_factory=lambda: RIEN)
    nombre: int | None = None
    si: tuple[Condition, ...] = ()
    ouverture: tuple[Condition, ...] = ()
    action: str = ""
    autorite: str = ""
    consequence: str = ""
    decision_citee: str = ""
    formalites: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ClauseDelai:
    """Acte à faire avant un instant, ou pas avant (``nature = minimum``)."""

    objet: str
    action: str
    nature: Nature
    mode: str
    pour_chaque: tuple[str, ...] = ()
    depart: str = "acte.le"
    duree: Mapping[str, int] = field(default_factory=lambda: RIEN)
    duree_fait: str = ""
    duree_unite: str = ""
    options: Mapping[str, Any] = field(default_factory=lambda: RIEN)
    autorite: str = ""
    si: tuple[Condition, ...] = ()
    sans_objet_si: tuple[Condition, ...] = ()
    sans_objet: str = ""
    satisfait_par: tuple[str, ...] = ()
    satisfait_si: tuple[Condition, ...] = ()
    satisfait_fait: str = ""
    satisfait_avant_depart: bool = False
    retard_admis_si: tuple[Condition, ...] = ()
    apres_levee: str = "sans_objet"
    gravite: Gravite = Gravite.ROUGE
    message: str = ""
    consequence: str = ""
    decision: str = ""
    remede: str = ""
    usage: bool = False
    fiche_seulement: bool = False
    alertes: tuple[int, ...] = ()
    formalites: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    plafond: str = ""
    depart_texte: str = ""
    mesures: tuple[str, ...] = ()
    possible_si: tuple[Condition, ...] = ()
    conditions: tuple[str, ...] = ()
    satisfait_champ: str = ""
    legale: LectureLegale | None = None
    confiance: Confiance | None = None
    a_verifier: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ClauseControle:
    """Régularité : quand ``si`` est vrai, ``exige`` doit l'être ; sinon une irrégularité citée."""

    objet: str
    gravite: Gravite
    message: str
    pour_chaque: tuple[str, ...] = ()
    si: tuple[Condition, ...] = ()
    exige: tuple[Condition, ...] = ()
    manquant: str = "incalculable"
    consequence: str = ""
    decision: str = ""
    remede: str = ""
    articles: tuple[str, ...] = ()
    a_la_fin: bool = False
    mesures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ClauseCalcul:
    """Fonction Python pure nommée, pour ce qui n'entre dans aucune autre clause."""

    fonction: str
    pour_chaque: tuple[str, ...] = ()
    si: tuple[Condition, ...] = ()
    parametres: Mapping[str, Any] = field(default_factory=lambda: RIEN)
    mesures: tuple[str, ...] = ()


Clause = ClauseDelai | ClauseControle | ClauseCalcul


@dataclass(frozen=True, slots=True)
class Version:
    """Une rédaction de la règle, du jour ``du`` inclus au jour ``au`` exclu (``None`` : sans terme connu)."""

    du: date
    au: date | None
    texte: str
    contenu: str
    confiance: Confiance
    articles: tuple[str, ...]
    a_verifier: tuple[str, ...]
    abrogee: bool
    faits: tuple[ClauseFait, ...]
    paliers: tuple[ClausePalier, ...]
    compteurs: tuple[ClauseCompteur, ...]
    prolongations: tuple[ClauseProlongation, ...]
    delais: tuple[ClauseDelai, ...]
    controles: tuple[ClauseControle, ...]
    calculs: tuple[ClauseCalcul, ...]

    def clauses(self) -> tuple[Clause, ...]:
        """Rend les clauses évaluées une par une, dans l'ordre du fichier par sorte."""
        return self.delais + self.controles + self.calculs


@dataclass(frozen=True, slots=True)
class Regle:
    """Une fiche de droit : identifiant, intitulé, mesures concernées, date qui choisit la version, versions contiguës."""

    id: str
    intitule: str
    genre: str
    famille: str
    mesures: tuple[str, ...]
    critere: str
    versions: tuple[Version, ...]
    alias: tuple[str, ...] = ()
    verifie_jusqu_au: date | None = None
    resume: str = ""

    def version_au(self, jour: date) -> Version | None:
        """Rend la version en vigueur ce jour, ou ``None`` avant la première."""
        for version in self.versions:
            if version.du <= jour and (version.au is None or jour < version.au):
                return version
        return None

    def source(
        self,
        version: Version | None,
        pack: str,
        articles: tuple[str, ...] = (),
        confiance: Confiance | None = None,
        a_verifier: tuple[str, ...] = (),
    ) -> Source:
        """Rend la source à porter sur un résultat tiré de cette version ; articles et confiance de la clause l'emportent."""
        derniere = version or self.versions[0]
        return Source(
            regle=self.id,
            intitule=self.intitule,
            articles=articles or derniere.articles,
            version_du=version.du if version else None,
            version_au=version.au if version else None,
            texte=version.texte if version else "",
            pack=pack,
            confiance=confiance or derniere.confiance,
            a_verifier=(*derniere.a_verifier, *a_verifier),
        )
