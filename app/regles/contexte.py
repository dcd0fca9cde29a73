"""Le contexte d'évaluation : d'un chemin (« procedure.cadre », « calcul.t0 ») à une valeur, ou à son absence nommée."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from app.domain.calendrier import Calendrier
from app.domain.echeance import Etape
from app.domain.faits import Acte, Dossier, Mesure, Valeur
from app.domain.francais import dire_duree, dire_instant, dire_jour
from app.domain.temps import Instant
from app.regles.vocabulaire import Champ, Vocabulaire

_ACCOLADES = re.compile(r"\{([a-z_0-9.]+)\}")
_CHAMPS_COMMUNS = {
    "le": "date et heure",
    "prend_effet": "début de la prolongation",
    "fin_periode": "fin de la période en cours",
    "fin": "heure de fin",
    "jour": "date",
    "duree_minutes": "durée (minutes)",
}


@dataclass(frozen=True, slots=True)
class Absent:
    """Un fait qui n'est pas dans le dossier : lesquels manquent, en intitulés montrables."""

    faits: tuple[str, ...]


class Session(Protocol):
    """Ce que le contexte demande à l'évaluation en cours : les valeurs tirées des faits, calculées une fois."""

    dossier: Dossier
    vocabulaire: Vocabulaire

    def calcul(self, mesure: Mesure, nom: str) -> Any:
        """Rend la valeur tirée des faits de ce nom, ou ``Absent``."""

    def chaine(self, mesure: Mesure) -> Any:
        """Rend la chaîne de durées d'une mesure (``chaine.Chaine``), ``Absent`` si son départ manque, ou ``None``."""

    def borne_de_periode(self, mesure: Mesure, acte: Acte, champ: str) -> Instant | None:
        """Rend une borne de période vue de l'acte (``prend_effet``, ``fin_periode``), ou ``None``."""

    def etapes(self, mesure: Mesure, nom: str) -> tuple[Etape, ...]:
        """Rend les étapes françaises d'une valeur déjà calculée."""

    def calendrier(self, mesure: Mesure) -> Calendrier:
        """Rend le calendrier du territoire de la mesure."""

    def en_vigueur(self, mesure: Mesure) -> tuple[Acte, ...]:
        """Rend les actes en vigueur de la mesure, chronologiques, triés une seule fois."""

    def intitule_calcul(self, nom: str) -> str:
        """Rend le libellé d'une valeur tirée des faits."""

    def deduit(self, contexte: Contexte, acte: Acte, champ: str) -> Any:
        """Rend le champ déduit de ce nom (``registre.deduit``), ou ``None`` s'il n'y en a pas."""

    def intitule_deduit(self, champ: str) -> str:
        """Rend l'intitulé d'un champ déduit, ou son nom."""


@dataclass(frozen=True, slots=True)
class Contexte:
    """Une mesure d'un dossier, vue depuis un acte (ou aucun)."""

    session: Session
    mesure: Mesure
    acte: Acte | None = None
    autre: Acte | None = None

    @property
    def calendrier(self) -> Calendrier:
        """Rend le calendrier du lieu de la mesure."""
        return self.session.calendrier(self.mesure)

    @property
    def fuseau(self) -> str:
        """Rend le fuseau IANA du lieu de la mesure."""
        return self.calendrier.fuseau

    def pour_acte(self, acte: Acte | None) -> Contexte:
        """Rend le même contexte vu depuis cet acte."""
        return Contexte(self.session, self.mesure, acte)

    def pour_autre(self, autre: Acte) -> Contexte:
        """Rend le même contexte où ``autre`` désigne un second acte."""
        return Contexte(self.session, self.mesure, self.acte, autre)

    def actes(self, *types: str) -> tuple[Acte, ...]:
        """Rend les actes en vigueur de ces types, chronologiques."""
        return tuple(a for a in self.session.en_vigueur(self.mesure) if a.type in types)

    def mesures_anterieures(self) -> tuple[Mesure, ...]:
        """Rend les mesures du dossier commencées avant celle-ci, chronologiques ; à défaut d'heure, l'ordre du dossier."""
        mesures = self.session.dossier.mesures
        rang = [m.id for m in mesures].index(self.mesure.id)
        debut = _debut(self.mesure)
        avant = []
        for n, mesure in enumerate(mesures):
            son_debut = _debut(mesure)
            if n != rang and (n < rang if son_debut is None or debut is None or son_debut == debut else son_debut < debut):
                avant.append((son_debut.secondes if son_debut else 0, n, mesure))
        return tuple(m for _, _, m in sorted(avant, key=lambda t: t[:2]))

    def s_impute_toujours(self, type_: Any) -> bool:
        """Dit si ce type de mesure (ou contrainte du même nom) compte toujours dans la garde à vue suivante."""
        mesure = self.session.vocabulaire.mesures.get(type_)
        return mesure is not None and mesure.s_impute

    def cloture(self) -> Acte | None:
        """Rend l'acte qui clôt la mesure, s'il existe."""
        type_ = self.session.vocabulaire.mesures[self.mesure.type].cloture
        actes = self.actes(type_) if type_ else ()
        return actes[-1] if actes else None

    def valeur(self, chemin: str) -> Any:
        """Rend la valeur du chemin, ou ``Absent`` avec l'intitulé de ce qui manque."""
        racine, _, reste = chemin.partition(".")
        match racine:
            case "procedure":
                return self._champ(self.session.dossier.procedure, reste, chemin)
            case "personne":
                return self._champ(self.session.dossier.personne, reste, chemin)
            case "mesure":
                return self.mesure.type if reste == "type" else self._champ(self.mesure.valeurs, reste, chemin)
            case "acte":
                return self._de_l_acte(self.acte, reste, chemin)
            case "autre":
                return self._de_l_acte(self.autre, reste, chemin)
            case "premier" | "dernier":
                type_, _, champ = reste.partition(".")
                actes = self.actes(type_)
                return self._de_l_acte((actes[0] if racine == "premier" else actes[-1]) if actes else None, champ, chemin)
            case "precedent":
                type_, _, champ = reste.partition(".")
                return self._de_l_acte(self._dernier_avant(type_), champ, chemin)
            case "dossier":
                return self.mesure.territoire or self.session.dossier.territoire
            case "calcul":
                return self.session.calcul(self.mesure, reste)
            case _:
                raise KeyError(chemin)

    def _dernier_avant(self, type_: str) -> Acte | None:
        """Rend le dernier acte de ce type qui précède l'acte déclencheur (à la même minute, la préséance décide)."""
        trouve = None
        for acte in self.session.en_vigueur(self.mesure):
            if self.acte is None or acte.id == self.acte.id:
                break
            trouve = acte if acte.type == type_ else trouve
        return trouve

    def _champ(self, valeurs: Mapping[str, Valeur], nom: str, chemin: str) -> Any:
        return valeurs[nom] if nom in valeurs else Absent((self.intitule(chemin),))

    def _de_l_acte(self, acte: Acte | None, champ: str, chemin: str) -> Any:
        if acte is None:
            return Absent((self.intitule(chemin),))
        match champ:
            case "le":
                return acte.le if acte.le is not None else Absent((f"heure de l'acte « {self.intitule_acte(acte.type)} »",))
            case "jour":
                return self.jour(acte.le) if acte.le is not None else Absent((f"date de « {self.intitule_acte(acte.type)} »",))
            case "type":
                return acte.type
            case "prend_effet" | "fin_periode":
                limite = self.session.borne_de_periode(self.mesure, acte, champ)
                return Absent((self.intitule(chemin),)) if limite is None else limite
            case "heure_locale":
                return acte.instant.locale(self.fuseau).hour if acte.instant else Absent((self.intitule(chemin),))
            case "duree_minutes":
                fin = acte.valeurs.get("fin")
                if acte.instant is None or not isinstance(fin, Instant):
                    return Absent((f"début et fin de « {self.intitule_acte(acte.type)} »",))
                return (fin.secondes - acte.instant.secondes) // 60
            case _ if champ in acte.valeurs:
                return acte.valeurs[champ]
            case _:
                deduite = self.session.deduit(self, acte, champ)
                return Absent((self.intitule(chemin),)) if deduite is None else deduite

    def jour(self, valeur: Any) -> date:
        """Rend le jour civil local d'un instant, ou la date elle-même."""
        return valeur.jour(self.fuseau) if isinstance(valeur, Instant) else valeur

    def intitule_acte(self, type_: str) -> str:
        """Rend l'intitulé d'un type d'acte."""
        acte = self.session.vocabulaire.actes.get(type_)
        return acte.intitule if acte else type_

    def intitule(self, chemin: str) -> str:
        """Rend l'intitulé montrable d'un chemin de fait."""
        racine, _, reste = chemin.partition(".")
        vocabulaire = self.session.vocabulaire
        if racine == "calcul":
            return self.session.intitule_calcul(reste)
        if racine in ("procedure", "personne"):
            champs = vocabulaire.procedure if racine == "procedure" else vocabulaire.personne
            return next((c.intitule for c in champs if c.nom == reste), chemin)
        if racine in ("premier", "dernier", "precedent"):
            type_, _, champ = reste.partition(".")
            return f"{self.intitule_acte(type_)} : {self._intitule_de(type_, champ)}"
        if racine == "mesure":
            champ_mesure = (
                vocabulaire.mesures[self.mesure.type].champ(reste) if self.mesure.type in vocabulaire.mesures else None
            )
            return champ_mesure.intitule if champ_mesure else chemin
        acte = self.autre if racine == "autre" else self.acte
        return f"{self.intitule_acte(acte.type)} : {self._intitule_de(acte.type, reste)}" if acte else chemin

    def _intitule_de(self, type_: str, champ: str) -> str:
        if champ in _CHAMPS_COMMUNS:
            return _CHAMPS_COMMUNS[champ]
        acte = self.session.vocabulaire.actes.get(type_)
        trouve = acte.champ(champ) if acte else None
        return trouve.intitule if trouve else self.session.intitule_deduit(champ)

    def dire(self, valeur: Any, champ: Champ | None = None) -> str:
        """Écrit une valeur en français."""
        match valeur:
            case Absent():
                return "non renseigné"
            case Instant():
                return dire_instant(valeur, self.fuseau)
            case bool():
                return "oui" if valeur else "non"
            case date():
                return dire_jour(valeur)
            case tuple() | list():
                return ", ".join(self.dire(v) for v in valeur)
            case str() if champ:
                return champ.libelle(valeur)
            case _:
                return str(valeur).replace("_", " ")

    @property
    def au_jour(self) -> bool:
        """Dit si la mesure se compte en jours et en mois : un terme calculé à minuit s'y dit « le 12 à 24 h »."""
        type_ = self.session.vocabulaire.mesures.get(self.mesure.type)
        return type_ is not None and type_.famille not in ("garde_a_vue", "retenue", "calcul")

    def est_un_terme(self, chemin: str) -> bool:
        """Dit si le chemin mène à un terme calculé en jours : une valeur calculée, ou la fin d'une période du titre."""
        return self.au_jour and (chemin.startswith("calcul.") or chemin.endswith(".fin_periode"))

    def dire_de(self, chemin: str, valeur: Any) -> str:
        """Écrit la valeur d'un chemin : un terme à minuit est la fin de la veille, le champ d'un acte porte son libellé."""
        if isinstance(valeur, Instant) and self.est_un_terme(chemin):
            return dire_instant(valeur, self.fuseau, en_jours=True)
        return self.dire(valeur, self._champ_de_l_acte(chemin))

    def rendre(self, message: str) -> str:
        """Remplace les ``{chemin}`` d'un message par leur valeur écrite en français."""
        return _ACCOLADES.sub(lambda m: self._dire_chemin(m.group(1)), message)

    def _dire_chemin(self, chemin: str) -> str:
        valeur = self.valeur(chemin)
        if chemin.endswith("_minutes") and isinstance(valeur, int):
            return dire_duree(valeur * 60)
        return self.dire_de(chemin, valeur)

    def _champ_de_l_acte(self, chemin: str) -> Champ | None:
        """Rend le champ d'un chemin « acte.x » ou « autre.x », pour écrire son libellé plutôt que son code."""
        racine, _, nom = chemin.partition(".")
        acte = {"acte": self.acte, "autre": self.autre}.get(racine)
        type_ = self.session.vocabulaire.actes.get(acte.type) if acte else None
        return type_.champ(nom) if type_ else None


def _debut(mesure: Mesure) -> Instant | None:
    return min((a.instant for a in mesure.en_vigueur() if a.instant is not None), default=None)
