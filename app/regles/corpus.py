"""Le paquet de règles en mémoire : chargé entier ou refusé, avec le fichier, la règle et la version en cause."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.domain.calendrier import Calendrier
from app.domain.erreurs import ErreurMetier
from app.regles import calculs
from app.regles.chargeur import RegleInvalide, lire_regle
from app.regles.registre import CALCULS, DEDUITS, FAITS
from app.regles.schema import Comparaison, Condition, Existence, Non, Regle, UnParmi, Version
from app.regles.vocabulaire import Vocabulaire, vocabulaire_depuis

MODULES_DE_CALCUL = calculs.__all__


class PaquetInvalide(ErreurMetier):
    """Un fichier du paquet est illisible ou incohérent : rien n'est chargé."""

    code = "paquet_invalide"


@dataclass(frozen=True)
class Corpus:
    """Règles, vocabulaire et calendriers d'un paquet ; nom, date de vérification, empreinte SHA-256 (hors cas)."""

    nom: str
    version: str
    verifie_le: date
    empreinte: str
    regles: Mapping[str, Regle]
    vocabulaire: Vocabulaire
    calendriers: Mapping[str, Calendrier]
    cas: Mapping[str, int]
    faits: Mapping[str, Regle]
    _par_mesure: Mapping[str, tuple[Regle, ...]]
    _a_paliers: Mapping[str, tuple[Regle, ...]]
    _a_compteurs: Mapping[str, tuple[Regle, ...]]

    @property
    def pack(self) -> str:
        """Rend la désignation courte du paquet, portée par chaque résultat."""
        return f"{self.nom} {self.version} ({self.empreinte[:12]})"

    def regles_de(self, mesure: str) -> tuple[Regle, ...]:
        """Rend les règles qui concernent ce type de mesure."""
        return self._par_mesure.get(mesure, ())

    def regles_a_paliers(self, mesure: str) -> tuple[Regle, ...]:
        """Rend les règles qui fixent une durée à ce type de mesure."""
        return self._a_paliers.get(mesure, ())

    def regles_a_compteurs(self, mesure: str) -> tuple[Regle, ...]:
        """Rend les règles qui portent un compteur ou une prolongation de titre pour ce type de mesure."""
        return self._a_compteurs.get(mesure, ())

    def calendrier(self, territoire: str) -> Calendrier:
        """Rend le calendrier d'un territoire. Lève ``PaquetInvalide`` qui les nomme tous s'il est inconnu."""
        if territoire not in self.calendriers:
            raise PaquetInvalide(f"territoire « {territoire} » inconnu ; territoires : {', '.join(sorted(self.calendriers))}.")
        return self.calendriers[territoire]

    @classmethod
    def depuis(cls, fichiers: Mapping[str, str]) -> Corpus:
        """Construit le paquet depuis ses fichiers (chemin relatif → texte). Lève une ``ErreurMetier`` située."""
        documents = {chemin: _toml(chemin, texte) for chemin, texte in sorted(fichiers.items()) if chemin.endswith(".toml")}
        if "MANIFESTE.toml" not in documents:
            raise PaquetInvalide("le fichier MANIFESTE.toml manque.")
        manifeste = documents["MANIFESTE.toml"]
        vocabulaire = vocabulaire_depuis(_sous(documents, "vocabulaire/"))
        calendriers = {}
        for chemin, document in _sous(documents, "calendriers/").items():
            calendrier = Calendrier.depuis(document)
            calendriers[chemin.rsplit("/", 1)[-1].removesuffix(".toml")] = calendrier
        regles: dict[str, Regle] = {}
        for chemin, document in _sous(documents, "regles/").items():
            regle = lire_regle(document, chemin)
            if regle.id in regles:
                raise RegleInvalide("identifiant déjà pris par un autre fichier.", ou=chemin)
            verifier(regle, vocabulaire, chemin)
            regles[regle.id] = regle
        _alias(regles)
        _compteurs(regles)
        types = vocabulaire.mesures
        return cls(
            nom=manifeste.get("nom", "droit"),
            version=manifeste.get("version", "0"),
            verifie_le=manifeste["verifie_le"],
            empreinte=_empreinte(fichiers),
            regles=regles,
            vocabulaire=vocabulaire,
            calendriers=calendriers,
            cas=compter_les_cas(_sous(documents, "cas/").values()),
            faits=_faits(regles),
            _par_mesure={t: tuple(r for r in regles.values() if t in r.mesures) for t in types},
            _a_paliers={
                t: tuple(r for r in regles.values() if t in r.mesures and any(v.paliers for v in r.versions)) for t in types
            },
            _a_compteurs={
                t: tuple(
                    r for r in regles.values() if t in r.mesures and any(v.compteurs or v.prolongations for v in r.versions)
                )
                for t in types
            },
        )


def _toml(chemin: str, texte: str) -> Mapping[str, Any]:
    try:
        return tomllib.loads(texte)
    except tomllib.TOMLDecodeError as erreur:
        raise PaquetInvalide(f"TOML malformé : {erreur}.", ou=chemin) from None


def _sous(documents: Mapping[str, Mapping[str, Any]], prefixe: str) -> dict[str, Mapping[str, Any]]:
    return {c: d for c, d in documents.items() if c.startswith(prefixe)}


def compter_les_cas(documents: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """Rend le nombre de cas d'épreuve par règle, d'après les documents de cas (« regles » et règles attendues)."""
    cas: dict[str, int] = {}
    for document in documents:
        for exemple in document.get("cas", ()):
            for id_ in {*exemple.get("regles", ()), *(a["regle"] for a in exemple.get("attendu", ()) if "regle" in a)}:
                cas[id_] = cas.get(id_, 0) + 1
    return cas


def _empreinte(fichiers: Mapping[str, str]) -> str:
    somme = hashlib.sha256()
    for chemin in sorted(c for c in fichiers if not c.startswith("cas/")):
        somme.update(chemin.encode() + b"\0" + fichiers[chemin].replace("\r\n", "\n").encode() + b"\0")
    return somme.hexdigest()


def _alias(regles: Mapping[str, Regle]) -> None:
    vus: dict[str, str] = {}
    for regle in regles.values():
        for alias in regle.alias:
            if alias in regles or alias in vus:
                raise RegleInvalide(f"l'alias « {alias} » désigne déjà une règle.", ou=regle.id)
            vus[alias] = regle.id


def _faits(regles: Mapping[str, Regle]) -> dict[str, Regle]:
    noms: dict[str, Regle] = {}
    for regle in regles.values():
        for nom in {f.nom for v in regle.versions for f in v.faits}:
            if nom in noms:
                raise RegleInvalide(f"le fait « {nom} » est déjà défini par {noms[nom].id}.", ou=regle.id)
            noms[nom] = regle
    return noms


def _compteurs(regles: Mapping[str, Regle]) -> None:
    """Vérifie que chaque nom n'appartient qu'à une règle, et que toute prolongation vise un compteur qui existe."""
    compteurs: dict[str, str] = {}
    prolongations: dict[str, str] = {}
    for regle in regles.values():
        for version in regle.versions:
            for clause, table in [(c, compteurs) for c in version.compteurs] + [
                (p, prolongations) for p in version.prolongations
            ]:
                if table.setdefault(clause.nom, regle.id) != regle.id:
                    raise RegleInvalide(f"le nom « {clause.nom} » est déjà pris par {table[clause.nom]}.", ou=regle.id)
    for regle in regles.values():
        for prolongation in (p for v in regle.versions for p in v.prolongations):
            inconnus = [c for c in prolongation.compteurs if c not in compteurs]
            if inconnus:
                raise RegleInvalide(f"compteur « {inconnus[0]} » inconnu.", ou=f"{regle.id}, prolongation {prolongation.nom}")


def verifier(regle: Regle, vocabulaire: Vocabulaire, fichier: str) -> None:
    """Vérifie qu'une règle ne nomme que des mesures, actes, champs et fonctions qui existent. Lève ``RegleInvalide``."""
    for type_ in regle.mesures:
        if type_ not in vocabulaire.mesures:
            raise RegleInvalide(f"type de mesure « {type_} » inconnu du vocabulaire.", ou=fichier)
    for version in regle.versions:
        ou = f"{fichier}, version du {version.du:%d/%m/%Y}"
        _verifier_noms(version, vocabulaire, ou)
        for chemin in chemins(version):
            if not vocabulaire.connait(chemin) and not _deduit(chemin):
                raise RegleInvalide(f"le fait « {chemin} » n'existe pas dans le vocabulaire.", ou=ou)
        allonge = any(p.depuis is not None for p in version.paliers) or bool(version.prolongations)
        if version.confiance.value == "basse" and allonge:
            raise RegleInvalide("une règle de confiance basse ne peut pas allonger une mesure (00-LISEZ-MOI, § 2.5).", ou=ou)


def _deduit(chemin: str) -> bool:
    racine, _, champ = chemin.partition(".")
    return racine in ("acte", "autre") and champ in DEDUITS


def _verifier_noms(version: Version, vocabulaire: Vocabulaire, ou: str) -> None:
    for fonction, table in [(f.fonction, FAITS) for f in version.faits if f.fonction] + [
        (c.fonction, CALCULS) for c in version.calculs
    ]:
        if fonction not in table:
            raise RegleInvalide(f"fonction « {fonction} » inconnue ; fonctions : {', '.join(sorted(table))}.", ou=ou)
    for type_ in {m for c in version.clauses() for m in c.mesures}:
        if type_ not in vocabulaire.mesures:
            raise RegleInvalide(f"type de mesure « {type_} » inconnu du vocabulaire.", ou=ou)
    for type_ in types_d_actes(version):
        if type_ not in vocabulaire.actes:
            raise RegleInvalide(f"type d'acte « {type_} » inconnu du vocabulaire.", ou=ou)


def types_d_actes(version: Version) -> set[str]:
    """Rend les types d'actes qu'une version nomme."""
    noms = {t for c in version.clauses() for t in c.pour_chaque}
    noms |= {t for d in version.delais for t in d.satisfait_par} | {p.decision for p in version.paliers if p.depuis is not None}
    noms |= {t for c in version.compteurs for t in (*c.pour_chaque, *c.eteint_par)} | {
        p.decision for p in version.prolongations
    }
    noms |= {t for c in _conditions(version) if isinstance(c, Existence) for t in c.types}
    return noms


def chemins(version: Version) -> set[str]:
    """Rend les chemins de faits qu'une version lit (besoins montrés par « vocabulaire » et par les formulaires)."""
    lus: set[str] = set()
    for condition in _conditions(version):
        if isinstance(condition, Comparaison):
            lus.add(condition.fait)
            if condition.operateur in ("avant", "au_plus_tard", "apres", "des", "meme_jour", "autre_jour", "egal_au_fait"):
                lus |= {condition.valeur} if isinstance(condition.valeur, str) else set()
    for delai in version.delais:
        lus |= {c for c in (delai.depart, delai.duree_fait, delai.satisfait_fait, delai.plafond) if c}
        lus |= _faits_d_options(delai.options)
    for compteur in version.compteurs:
        lus |= {c for c in (compteur.depart, compteur.duree_fait, compteur.plafond, compteur.deduire_jours) if c}
        lus |= _faits_d_options(compteur.options)
    for legale in [*(d.legale for d in version.delais), *(c.legale for c in version.compteurs)]:
        lus |= ({legale.depart} if legale.depart else set()) | _faits_d_options(legale.options or {}) if legale else set()
    lus |= {p.duree_fait for p in version.paliers if p.duree_fait}
    return lus


def _faits_d_options(options: Mapping[str, Any]) -> set[str]:
    return {v[1:] for v in options.values() if isinstance(v, str) and v.startswith("@")}


def _conditions(version: Version) -> Iterator[Condition]:
    for fait in version.faits:
        for cas in fait.cas:
            yield from _aplatir(cas.si)
    for palier in version.paliers:
        yield from _aplatir((*palier.si, *palier.ouverture))
    for compteur in version.compteurs:
        yield from _aplatir((*compteur.si, *compteur.eteint_si, *(compteur.legale.si if compteur.legale else ())))
    for prolongation in version.prolongations:
        yield from _aplatir((*prolongation.si, *prolongation.ouverture))
    for delai in version.delais:
        yield from _aplatir(delai.legale.si if delai.legale else ())
        yield from _aplatir((*delai.si, *delai.sans_objet_si, *delai.satisfait_si, *delai.possible_si, *delai.retard_admis_si))
    for controle in version.controles:
        yield from _aplatir((*controle.si, *controle.exige))
    for calcul in version.calculs:
        yield from _aplatir(calcul.si)


def _aplatir(conditions: tuple[Condition, ...]) -> Iterator[Condition]:
    for condition in conditions:
        yield condition
        match condition:
            case Existence():
                yield from _aplatir(condition.ou)
            case UnParmi():
                for choix in condition.choix:
                    yield from _aplatir(choix)
            case Non():
                yield from _aplatir(condition.conditions)
