"""Le vocabulaire : mesures, actes et champs que le moteur, ``calculer`` et les formulaires acceptent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any, TypeVar

from app.domain.erreurs import ErreurMetier
from app.domain.faits import Valeur
from app.domain.temps import Instant

T = TypeVar("T")
TYPES_DE_CHAMP = ("texte", "booleen", "entier", "choix", "choix_multiples", "date", "instant")


class VocabulaireInvalide(ErreurMetier):
    """Le fichier de vocabulaire est malformé."""

    code = "vocabulaire_invalide"


class FaitMalType(ErreurMetier):
    """Une valeur ne convient pas au champ."""

    code = "fait_mal_type"


@dataclass(frozen=True, slots=True)
class Champ:
    """Un champ : nom, type, intitulé, unité, valeurs admises (et leurs libellés), aide."""

    nom: str
    type: str
    intitule: str
    unite: str = ""
    valeurs: tuple[str, ...] = ()
    libelles: tuple[str, ...] = ()
    aide: str = ""
    obligatoire: bool = False

    def libelle(self, valeur: str) -> str:
        """Rend le libellé d'une valeur de choix."""
        return self.libelles[self.valeurs.index(valeur)] if valeur in self.valeurs and self.libelles else valeur

    def lire(self, brut: Any, fuseau: str, ou: str) -> Valeur:
        """Convertit une valeur TOML en valeur de fait. Lève ``FaitMalType`` qui dit ce qui était attendu."""
        match self.type, brut:
            case "texte", str():
                return brut
            case "booleen", bool():
                return brut
            case "entier", int() if not isinstance(brut, bool):
                if brut < 0:
                    raise FaitMalType(f"« {self.intitule} » doit être un nombre positif ou nul, reçu {brut}.", ou=ou)
                return brut
            case "choix", str():
                if brut in self.valeurs:
                    return brut
                raise FaitMalType(f"« {brut} » n'est pas admis ; valeurs : {', '.join(self.valeurs)}.", ou=ou)
            case "choix_multiples", list() | tuple():
                etrangers = [v for v in brut if v not in self.valeurs]
                if etrangers:
                    raise FaitMalType(f"« {etrangers[0]} » n'est pas admis ; valeurs : {', '.join(self.valeurs)}.", ou=ou)
                return tuple(brut)
            case "date", datetime():
                return brut.date()
            case "date", date():
                return brut
            case "instant", datetime():
                return Instant.de_locale(brut, fuseau)
            case _:
                raise FaitMalType(f"« {self.intitule} » attend {_ATTENDU[self.type]}, reçu {brut!r}.", ou=ou)


_ATTENDU = {
    "texte": "un texte entre guillemets",
    "booleen": "true ou false",
    "entier": "un nombre entier",
    "choix": "une des valeurs admises, entre guillemets",
    "choix_multiples": "une liste de valeurs admises",
    "date": "une date (AAAA-MM-JJ)",
    "instant": "une date et une heure (AAAA-MM-JJTHH:MM:SS)",
}


@dataclass(frozen=True, slots=True)
class TypeActe:
    """Un type d'acte : mesures où il a sa place, préséance à la même minute, touche, champs.

    ``registre`` : une demande ou un recours, inscrit au registre dès son arrivée.
    """

    type: str
    intitule: str
    mesures: tuple[str, ...]
    rang: int
    groupe: str
    champs: tuple[Champ, ...]
    touche: str = ""
    duree: bool = False
    heure_facultative: bool = False
    apres_levee: bool = False
    aide: str = ""
    registre: bool = False

    def champ(self, nom: str) -> Champ | None:
        """Rend le champ de ce nom, ou ``None``."""
        return next((c for c in self.champs if c.nom == nom), None)


@dataclass(frozen=True, slots=True)
class TypeMesure:
    """Un type de mesure : intitulé, acte qui l'ouvre, acte qui la clôt, champs propres, famille d'écran.

    ``s_impute`` : elle compte toujours dans la garde à vue qui la suit (fiche 01, section E, tableau d'imputation).
    """

    type: str
    intitule: str
    famille: str
    ouverture: str
    cloture: str
    champs: tuple[Champ, ...]
    privative: bool = True
    s_impute: bool = False

    def champ(self, nom: str) -> Champ | None:
        """Rend le champ de ce nom, ou ``None``."""
        return next((c for c in self.champs if c.nom == nom), None)


@dataclass(frozen=True, slots=True)
class Vocabulaire:
    """Tout le vocabulaire d'un paquet."""

    mesures: Mapping[str, TypeMesure]
    actes: Mapping[str, TypeActe]
    procedure: tuple[Champ, ...]
    personne: tuple[Champ, ...]
    champs_d_acte: frozenset[str]
    """Les noms de champ de tous les types d'actes : « acte.x » peut exister si x en est un."""

    def mesure(self, type_: str) -> TypeMesure:
        """Rend le type de mesure. Lève ``FaitMalType`` qui propose les noms proches."""
        return _trouver(self.mesures, type_, "type de mesure")

    def acte(self, type_: str) -> TypeActe:
        """Rend le type d'acte. Lève ``FaitMalType`` qui propose les noms proches."""
        return _trouver(self.actes, type_, "type d'acte")

    def actes_de(self, mesure: str) -> tuple[TypeActe, ...]:
        """Rend les types d'actes admis dans cette mesure, par groupe puis préséance."""
        return tuple(a for a in self.actes.values() if mesure in a.mesures)

    def connait(self, chemin: str) -> bool:
        """Dit si un chemin de fait (« procedure.cadre », « acte.le ») peut exister."""
        racine, _, reste = chemin.partition(".")
        match racine:
            case "procedure":
                return any(c.nom == reste for c in self.procedure)
            case "personne":
                return any(c.nom == reste for c in self.personne)
            case "mesure":
                return reste in ("type", "id") or any(m.champ(reste) for m in self.mesures.values())
            case "acte" | "autre":
                return reste in CHAMPS_COMMUNS or reste in self.champs_d_acte
            case "premier" | "dernier" | "precedent":
                type_, _, champ = reste.partition(".")
                acte = self.actes.get(type_)
                return acte is not None and (champ in CHAMPS_COMMUNS or acte.champ(champ) is not None)
            case "dossier":
                return reste == "territoire"
            case _:
                return racine == "calcul"


CHAMPS_COMMUNS = ("le", "prend_effet", "fin_periode", "fin", "jour", "type", "duree_minutes", "heure_locale")


def _trouver(table: Mapping[str, T], cle: str, quoi: str) -> T:
    if cle in table:
        return table[cle]
    proches = get_close_matches(cle, table, n=3)
    suite = f" Peut-être : {', '.join(proches)}." if proches else " Voir « clepsydre vocabulaire »."
    raise FaitMalType(f"« {cle} » n'est pas un {quoi} connu.{suite}")


def vocabulaire_depuis(fichiers: Mapping[str, Mapping[str, Any]]) -> Vocabulaire:
    """Construit le vocabulaire depuis des documents TOML déjà lus. Lève ``VocabulaireInvalide`` (fichier, clé, attendu)."""
    mesures: dict[str, TypeMesure] = {}
    actes: dict[str, TypeActe] = {}
    procedure: list[Champ] = []
    personne: list[Champ] = []
    for fichier, document in sorted(fichiers.items()):
        for cle in document:
            if cle not in ("mesure", "acte", "procedure", "personne"):
                raise VocabulaireInvalide(f"clé « {cle} » inconnue (mesure, acte, procedure, personne).", ou=fichier)
        for brut in document.get("mesure", ()):
            mesure = _mesure(brut, f"{fichier}, mesure {brut.get('type', '?')}")
            mesures[mesure.type] = mesure
        for brut in document.get("acte", ()):
            acte = _acte(brut, f"{fichier}, acte {brut.get('type', '?')}")
            if acte.type in actes:
                raise VocabulaireInvalide("acte défini deux fois.", ou=f"{fichier}, acte {acte.type}")
            actes[acte.type] = acte
        procedure += _champs(document.get("procedure", ()), f"{fichier}, procedure")
        personne += _champs(document.get("personne", ()), f"{fichier}, personne")
    tous = tuple(mesures)
    actes = {t: _etendre(a, tous) for t, a in sorted(actes.items(), key=lambda x: (x[1].rang, x[0]))}
    for mesure in mesures.values():
        for acte_cite in (mesure.ouverture, mesure.cloture):
            if acte_cite and acte_cite not in actes:
                raise VocabulaireInvalide(f"acte « {acte_cite} » inconnu.", ou=f"mesure {mesure.type}")
    champs_d_acte = frozenset(c.nom for a in actes.values() for c in a.champs)
    return Vocabulaire(mesures, actes, tuple(procedure), tuple(personne), champs_d_acte)


def _etendre(acte: TypeActe, toutes: tuple[str, ...]) -> TypeActe:
    if acte.mesures != ("*",):
        return acte
    return TypeActe(
        acte.type, acte.intitule, toutes, acte.rang, acte.groupe, acte.champs, acte.touche, acte.duree,
        acte.heure_facultative, acte.apres_levee, acte.aide, acte.registre,
    )  # fmt: skip


def _mesure(brut: Mapping[str, Any], ou: str) -> TypeMesure:
    _cles(brut, ("type", "intitule", "famille", "ouverture", "cloture", "champs", "privative", "s_impute"), ou)
    try:
        return TypeMesure(
            type=brut["type"],
            intitule=brut["intitule"],
            famille=brut["famille"],
            ouverture=brut.get("ouverture", ""),
            cloture=brut.get("cloture", ""),
            champs=_champs(brut.get("champs", ()), ou),
            privative=brut.get("privative", True),
            s_impute=brut.get("s_impute", False),
        )
    except KeyError as manque:
        raise VocabulaireInvalide(f"clé {manque} manquante.", ou=ou) from None


def _acte(brut: Mapping[str, Any], ou: str) -> TypeActe:
    admises = (
        "type",
        "intitule",
        "mesures",
        "rang",
        "groupe",
        "champs",
        "touche",
        "duree",
        "heure_facultative",
        "apres_levee",
        "aide",
        "registre",
    )
    _cles(brut, admises, ou)
    try:
        return TypeActe(
            type=brut["type"],
            intitule=brut["intitule"],
            mesures=tuple(brut["mesures"]),
            rang=brut["rang"],
            groupe=brut["groupe"],
            champs=_champs(brut.get("champs", ()), ou),
            touche=brut.get("touche", ""),
            duree=brut.get("duree", False),
            heure_facultative=brut.get("heure_facultative", False),
            apres_levee=brut.get("apres_levee", False),
            aide=brut.get("aide", ""),
            registre=brut.get("registre", False),
        )
    except KeyError as manque:
        raise VocabulaireInvalide(f"clé {manque} manquante.", ou=ou) from None


def _champs(bruts: Sequence[Mapping[str, Any]], ou: str) -> tuple[Champ, ...]:
    champs = []
    for brut in bruts:
        ici = f"{ou}, champ {brut.get('nom', '?')}"
        _cles(brut, ("nom", "type", "intitule", "unite", "valeurs", "libelles", "aide", "obligatoire"), ici)
        if brut.get("type") not in TYPES_DE_CHAMP:
            raise VocabulaireInvalide(f"type « {brut.get('type')} » inconnu ({', '.join(TYPES_DE_CHAMP)}).", ou=ici)
        if "nom" not in brut or "intitule" not in brut:
            raise VocabulaireInvalide("« nom » et « intitule » sont obligatoires.", ou=ici)
        valeurs, libelles = tuple(brut.get("valeurs", ())), tuple(brut.get("libelles", ()))
        if brut["type"].startswith("choix") != bool(valeurs) or (libelles and len(libelles) != len(valeurs)):
            raise VocabulaireInvalide("« valeurs » va avec un choix, et « libelles » en même nombre.", ou=ici)
        champs.append(
            Champ(
                brut["nom"],
                brut["type"],
                brut["intitule"],
                brut.get("unite", ""),
                valeurs,
                libelles,
                brut.get("aide", ""),
                brut.get("obligatoire", False),
            )
        )
    return tuple(champs)


def _cles(brut: Mapping[str, Any], admises: tuple[str, ...], ou: str) -> None:
    for cle in brut:
        if cle not in admises:
            raise VocabulaireInvalide(f"clé « {cle} » inconnue ; clés admises : {', '.join(admises)}.", ou=ou)
