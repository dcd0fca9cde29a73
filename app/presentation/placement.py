"""Le formulaire d'une mesure nouvelle, sans Qt : des textes, des rubriques, des questions, et la demande qui en résulte.

Tout ce qui est tapé est un texte sous une clé (« personne.nom », « ouverture.le », « question.apprehension ») ; le brouillon
est ce dictionnaire. Rien n'est décidé ici : les réponses deviennent des actes, et le moteur dit ce qu'ils valent.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import ClassVar

from app.domain.faits import Valeur
from app.domain.temps import Instant
from app.ports.projection import FicheDeDossier
from app.presentation.champs import (
    ChampDeFormulaire,
    champs_d_acte,
    champs_de_mesure,
    champs_de_personne,
    champs_de_procedure,
)
from app.presentation.formats import nom_de_zone, plier, typographier
from app.presentation.formulaires import Cadre, Lu, Saisie, lire_champ, lire_saisie
from app.presentation.questions import FAMILLES_EN_HEURES, QuestionDeDepart, champ_le, questions_de_depart
from app.presentation.valeurs import OUI
from app.regles.corpus import Corpus
from app.services.demandes import ActeSaisi, CreerDossier, MesureSaisie, OuvrirMesure

__all__ = ["TERRITOIRE", "TYPE", "FicheDeDossier", "Lecture", "Placement", "Rubrique", "personnes_connues"]

PERSONNE = ("nom", "prenoms", "naissance", "nationalite", "langue", "majeur_protege", "mesure_protection", "doute_minorite")
PROCEDURE = (
    "qualification", "nature", "peine_encourue_mois", "famille_706_73", "cadre", "date_des_faits", "numero_parquet", "numero",
    "magistrat", "majeurs_impliques",
)  # fmt: skip
OUVERTURE = ("motifs_62_2", "opj", "lieu", "sur_instruction_magistrat", "circonstances", "constatations")
TYPE, TERRITOIRE = "mesure.type", "dossier.territoire"
DEFAUTS = MappingProxyType({TYPE: "garde_a_vue", TERRITOIRE: "metropole"})


@dataclass(frozen=True, slots=True)
class Rubrique:
    """Une partie du formulaire : un titre et ses champs, chacun sous sa clé."""

    cle: str
    titre: str
    champs: tuple[tuple[str, ChampDeFormulaire], ...]

    @property
    def prefixe(self) -> str:
        """Rend l'objet que ses champs décrivent : personne, procédure, mesure, acte d'ouverture."""
        return self.champs[0][0].partition(".")[0]


@dataclass(frozen=True, slots=True)
class Lecture:
    """Ce que le formulaire vaut : la demande (``None`` tant que l'essentiel manque), et les messages par clé."""

    demande: CreerDossier | OuvrirMesure | None
    erreurs: Mapping[str, str]
    manquants: Mapping[str, str]

    @property
    def enregistrable(self) -> bool:
        """Dit si rien ne s'oppose à l'enregistrement, hors refus du registre."""
        return self.demande is not None and not self.erreurs and not self.manquants


@dataclass
class Placement:
    """L'état du formulaire. ``dossier_id`` : la mesure s'ouvre dans un dossier existant (personne et affaire déjà connues)."""

    corpus: Corpus
    textes: dict[str, str] = field(default_factory=dict)
    dossier_id: str | None = None

    defauts: ClassVar[Mapping[str, str]] = DEFAUTS
    """Ce que le formulaire vide contient ; le type de mesure et le territoire en sont toujours."""

    def __post_init__(self) -> None:
        """Part des valeurs par défaut."""
        self.textes = {**self.defauts, **self.textes}

    # --- ce que l'écran montre -----------------------------------------------------------------------------------------------

    @property
    def type(self) -> str:
        """Rend le type de mesure choisi."""
        return self.textes.get(TYPE) or self.defauts[TYPE]

    @property
    def territoire(self) -> str:
        """Rend le territoire choisi."""
        return self.textes.get(TERRITOIRE) or self.defauts[TERRITOIRE]

    @property
    def fuseau(self) -> str:
        """Rend le fuseau du territoire."""
        return self.corpus.calendrier(self.territoire).fuseau

    def types(self) -> tuple[tuple[str, str], ...]:
        """Rend les types de mesure privatifs de liberté comptés en heures, garde à vue d'abord."""
        mesures = [m for m in self.corpus.vocabulaire.mesures.values() if m.privative and m.famille in FAMILLES_EN_HEURES]
        mesures.sort(key=lambda m: m.famille != "garde_a_vue")
        return tuple((m.type, typographier(m.intitule)) for m in mesures)

    def territoires(self) -> tuple[tuple[str, str], ...]:
        """Rend les territoires, la métropole d'abord, chacun avec sa zone."""
        connus = sorted(self.corpus.calendriers.items(), key=lambda x: (x[0] != "metropole", plier(x[1].intitule)))
        return tuple((t, f"{typographier(c.intitule)} ({nom_de_zone(c.fuseau)})") for t, c in connus)

    def rubriques(self) -> tuple[Rubrique, ...]:
        """Rend les rubriques à remplir, selon le type de mesure ; celles du dossier disparaissent s'il existe déjà."""
        v = self.corpus.vocabulaire
        ouverture = v.acte(v.mesure(self.type).ouverture)
        champs = {c.nom: c for c in champs_d_acte(ouverture)}
        premiers = (champ_le(ouverture, v.mesure(self.type).famille, f"{typographier(ouverture.intitule)} : heure"),)
        suite = tuple(champs[n] for n in OUVERTURE if n in champs)
        propres = tuple(c for c in champs_de_mesure(v, self.type) if c.nom not in ("opj", "memes_faits", "service"))
        memes = tuple(c for c in champs_de_mesure(v, self.type) if c.nom == "memes_faits" and self.dossier_id is not None)
        rubriques = [
            Rubrique("personne", "Personne", sous("personne", champs_de_personne(v, *PERSONNE))),
            Rubrique("procedure", "Affaire", sous("procedure", champs_de_procedure(v, *PROCEDURE))),
        ]
        rubriques = rubriques if self.dossier_id is None else []
        rubriques.append(Rubrique("mesure", "Mesure", (*sous("mesure", memes), *sous("mesure", propres))))
        rubriques.append(Rubrique("ouverture", typographier(ouverture.intitule), sous("ouverture", (*premiers, *suite))))
        return tuple(r for r in rubriques if r.champs)

    def questions(self) -> tuple[QuestionDeDepart, ...]:
        """Rend les questions du point de départ."""
        return questions_de_depart(self.corpus.vocabulaire, self.type, self.territoire)

    def repondu(self, question: QuestionDeDepart) -> bool:
        """Dit si la réponse est « oui »."""
        return self.textes.get(f"question.{question.cle}") == OUI

    def poser(self, cle: str, texte: str) -> None:
        """Retient un texte ; répondre « oui » à une question pose ses valeurs par défaut."""
        self.textes[cle] = texte
        if cle.startswith("question.") and texte == OUI:
            for q in self.questions():
                if f"question.{q.cle}" == cle:
                    for nom, valeur in q.defauts.items():
                        self.textes.setdefault(f"{q.cle}.{nom}", valeur)

    # --- ce qui en résulte ---------------------------------------------------------------------------------------------------

    def lire(self, maintenant: Instant, poste: str = "") -> Lecture:
        """Rend la demande telle qu'elle se lit à cet instant. Un champ incompris est signalé et laissé de côté."""
        cadre = Cadre(maintenant, self.fuseau, poste)
        lectures: dict[str, Saisie] = {}
        for prefixe, champs in self._par_prefixe().items():
            lectures[prefixe] = self._lire(prefixe, champs, cadre)
        actes: list[ActeSaisi] = []
        for question in self.questions():
            if self.repondu(question):
                lectures[question.cle] = saisie = self._lire(question.cle, question.champs, cadre)
                actes += _acte(question.acte, {**question.imposes, **saisie.valeurs})
        valeurs = {cle: dict(saisie.valeurs) for cle, saisie in lectures.items()}
        actes += _acte(self.corpus.vocabulaire.mesure(self.type).ouverture, valeurs["ouverture"])
        erreurs = {f"{cle}.{nom}": x for cle, saisie in lectures.items() for nom, x in saisie.erreurs.items()}
        manquants = {f"{cle}.{nom}": x for cle, saisie in lectures.items() for nom, x in saisie.manquants.items()}
        if not actes:
            return Lecture(None, erreurs, manquants)
        mesure = MesureSaisie(self.type, tuple(actes), valeurs.get("mesure", {}))
        if self.dossier_id is not None:
            return Lecture(OuvrirMesure(self.dossier_id, mesure), erreurs, manquants)
        demande = CreerDossier(self.territoire, valeurs["procedure"], valeurs["personne"], (mesure,))
        return Lecture(demande, erreurs, manquants)

    def _par_prefixe(self) -> dict[str, list[ChampDeFormulaire]]:
        """Rend les champs de chaque objet (personne, procédure, mesure, acte), même répartis en plusieurs rubriques."""
        champs: dict[str, list[ChampDeFormulaire]] = {}
        for rubrique in self.rubriques():
            champs.setdefault(rubrique.prefixe, []).extend(c for _, c in rubrique.champs)
        return champs

    def _lire(self, prefixe: str, champs: Iterable[ChampDeFormulaire], cadre: Cadre) -> Saisie:
        debut = f"{prefixe}."
        textes = {cle[len(debut) :]: texte for cle, texte in self.textes.items() if cle.startswith(debut)}
        return lire_saisie(champs, textes, cadre)

    def naissance(self, maintenant: Instant) -> date | None:
        """Rend la date de naissance comprise, ou ``None``."""
        champ = next((c for c in champs_de_personne(self.corpus.vocabulaire, "naissance")), None)
        lecture = (
            lire_champ(champ, self.textes.get("personne.naissance", ""), Cadre(maintenant, self.fuseau)) if champ else None
        )
        return lecture.valeur if isinstance(lecture, Lu) and isinstance(lecture.valeur, date) else None

    # --- le brouillon --------------------------------------------------------------------------------------------------------

    @property
    def entame(self) -> bool:
        """Dit si quelque chose a été saisi au-delà des valeurs par défaut."""
        return any(texte.strip() for cle, texte in self.textes.items() if cle not in self.defauts)

    def en_brouillon(self) -> str:
        """Rend le formulaire en JSON, tel qu'il se reprend après un arrêt brutal."""
        return json.dumps({"version": 1, "dossier": self.dossier_id, "textes": self.textes}, ensure_ascii=False)

    def reprendre(self, brouillon: str) -> bool:
        """Reprend un brouillon ; rend ``False`` (et ne change rien) s'il n'est pas lisible."""
        try:
            lu = json.loads(brouillon)
            textes = {str(c): str(t) for c, t in lu["textes"].items()}
        except (ValueError, KeyError, AttributeError, TypeError):
            return False
        v = self.corpus.vocabulaire
        if (
            textes.get(TYPE, self.defauts[TYPE]) not in v.mesures
            or textes.get(TERRITOIRE, self.defauts[TERRITOIRE]) not in self.corpus.calendriers
        ):
            return False
        self.textes, self.dossier_id = {**self.defauts, **textes}, lu.get("dossier")
        return True


def _acte(type_: str, valeurs: Mapping[str, Valeur]) -> list[ActeSaisi]:
    """Rend l'acte si son heure (ou son jour) est comprise, sinon rien."""
    le = valeurs.get("le")
    reste = {nom: valeur for nom, valeur in valeurs.items() if nom != "le"}
    return [ActeSaisi(type_, le, reste)] if isinstance(le, Instant | date) else []


def sous(prefixe: str, champs: Iterable[ChampDeFormulaire]) -> tuple[tuple[str, ChampDeFormulaire], ...]:
    """Rend des champs, chacun sous sa clé."""
    return tuple((f"{prefixe}.{c.nom}", c) for c in champs)


def personnes_connues(
    fiches: Iterable[FicheDeDossier], textes: Mapping[str, str], naissance: str
) -> tuple[FicheDeDossier, ...]:
    """Rend les dossiers d'une personne du même nom et du même prénom, née le même jour quand les deux dates sont connues.

    ``naissance`` en AAAA-MM-JJ, ou vide. Un nom seul ne suffit pas : il faut aussi le prénom.
    """
    nom, prenoms = plier(textes.get("personne.nom", "").strip()), plier(textes.get("personne.prenoms", "").strip())
    if not nom or not prenoms:
        return ()
    return tuple(
        f
        for f in fiches
        if plier(f.nom) == nom
        and plier(f.prenoms).split(" ")[0] == prenoms.split(" ")[0]
        and (not naissance or not f.naissance or naissance == f.naissance)
    )
