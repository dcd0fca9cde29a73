"""Une base en mémoire : la doublure des ports de persistance, transactions comprises, pour les tests sans disque."""

from __future__ import annotations

from collections.abc import Collection
from copy import copy
from dataclasses import dataclass, field, replace
from types import TracebackType
from typing import Self

from app.domain.temps import Instant
from app.ports.controle import PointDeControle
from app.ports.detentions import DetentionProjetee, FiltreDeDetentions, GroupeDeDetentions, Groupement, rang_d_urgence
from app.ports.enregistrements import (
    DerivationConservee,
    Enregistrement,
    EnTeteDeDossier,
    EnTeteDeMesure,
    LigneDeJournal,
)
from app.ports.projection import (
    DemandeProjetee,
    Etat,
    EtatDeDemande,
    EtatDeMesure,
    FicheDeDossier,
    LigneProjetee,
    ProjectionDeDossier,
    SignalementProjete,
    SuiviDeMesure,
)


@dataclass
class Contenu:
    """Tout ce qu'une base garde."""

    dossiers: dict[str, EnTeteDeDossier] = field(default_factory=dict)
    mesures: dict[str, EnTeteDeMesure] = field(default_factory=dict)
    lignes: list[Enregistrement] = field(default_factory=list)
    projections: dict[str, ProjectionDeDossier] = field(default_factory=dict)
    brouillons: dict[str, str] = field(default_factory=dict)
    reglages: dict[str, str] = field(default_factory=dict)
    derivations: list[DerivationConservee] = field(default_factory=list)
    journal: list[LigneDeJournal] = field(default_factory=list)

    def copie(self) -> Contenu:
        return Contenu(**{nom: copy(valeur) for nom, valeur in vars(self).items()})


class BaseEnMemoire:
    """Réalise ``app.ports.unite_de_travail.Base``."""

    def __init__(self) -> None:
        self.contenu = Contenu()

    def lire(self) -> UniteEnMemoire:
        return UniteEnMemoire(self)

    def ecrire(self) -> UniteEnMemoire:
        return UniteEnMemoire(self)

    def controler(self) -> tuple[PointDeControle, ...]:
        return (PointDeControle("fichier", True, "en mémoire"),)

    def fermer(self) -> None:
        pass


class UniteEnMemoire:
    """Une transaction : travaille sur une copie, que ``valider`` met à la place de l'original."""

    def __init__(self, base: BaseEnMemoire) -> None:
        self._base = base

    def __enter__(self) -> Self:
        self._contenu = self._base.contenu.copie()
        self.registre = Registre(self._contenu)
        self.projection = Projection(self._contenu)
        self.annexes = Annexes(self._contenu)
        return self

    def __exit__(self, genre: type[BaseException] | None, erreur: BaseException | None, trace: TracebackType | None) -> None:
        pass

    def valider(self) -> None:
        self._base.contenu = self._contenu


class Registre:
    def __init__(self, contenu: Contenu) -> None:
        self._c = contenu

    def creer_dossier(self, entete: EnTeteDeDossier) -> None:
        self._c.dossiers[entete.id] = entete

    def creer_mesure(self, entete: EnTeteDeMesure) -> EnTeteDeMesure:
        self._c.mesures[entete.id] = replace(entete, rang=len(self.mesures(entete.dossier_id)) + 1)
        return self._c.mesures[entete.id]

    def ajouter(self, enregistrement: Enregistrement) -> Enregistrement:
        ecrit = replace(enregistrement, ordre=len(self._c.lignes) + 1)
        self._c.lignes.append(ecrit)
        return ecrit

    def dossier(self, dossier_id: str) -> EnTeteDeDossier | None:
        return self._c.dossiers.get(dossier_id)

    def mesure(self, mesure_id: str) -> EnTeteDeMesure | None:
        return self._c.mesures.get(mesure_id)

    def mesures(self, dossier_id: str) -> tuple[EnTeteDeMesure, ...]:
        return tuple(m for m in self._c.mesures.values() if m.dossier_id == dossier_id)

    def enregistrement(self, identifiant: str) -> Enregistrement | None:
        return next((e for e in self._c.lignes if e.id == identifiant), None)

    def enregistrements(self, dossier_id: str) -> tuple[Enregistrement, ...]:
        return tuple(e for e in self._c.lignes if e.dossier_id == dossier_id)

    def version(self, dossier_id: str) -> int:
        return max((e.ordre for e in self.enregistrements(dossier_id)), default=0)

    def dossiers(self) -> tuple[str, ...]:
        return tuple(self._c.dossiers)


class Projection:
    def __init__(self, contenu: Contenu) -> None:
        self._c = contenu

    def remplacer(self, projection: ProjectionDeDossier) -> None:
        self._c.projections[projection.fiche.dossier_id] = projection

    def echeances(self, *, toutes: bool = False, closes_depuis: Instant | None = None) -> list[LigneProjetee]:
        lignes = [
            x
            for p in self._c.projections.values()
            for x in p.echeances
            if toutes
            or x.etat == Etat.OUVERTE
            or (closes_depuis and max(x.suivi, x.satisfaite_le or 0) >= closes_depuis.secondes)
        ]
        return sorted(lignes, key=lambda x: (x.suivi, x.cle))

    def nombre_d_echeances_ouvertes(self) -> int:
        return len(self.echeances())

    def signalements(self, *, genre: str = "") -> list[SignalementProjete]:
        return [x for p in self._c.projections.values() for x in p.signalements if not genre or x.genre == genre]

    def echeances_de(self, mesures: Collection[str]) -> list[LigneProjetee]:
        return [x for x in self.echeances() if x.mesure_id in mesures]

    def mesures_en_cours(self, types: Collection[str] = ()) -> list[SuiviDeMesure]:
        ouvertes = (EtatDeMesure.EN_COURS, EtatDeMesure.DEFEREE)
        suivis = [x for p in self._c.projections.values() for x in p.mesures if x.etat in ouvertes]
        suivis = [x for x in suivis if not types or x.type in types]
        return sorted(suivis, key=lambda x: (x.debut or 0, x.mesure_id))

    def demandes(self, *, closes: bool = False, limite: int = 2_000) -> list[DemandeProjetee]:
        toutes = [d for p in self._c.projections.values() for d in p.demandes]
        pendantes = sorted((d for d in toutes if d.etat == EtatDeDemande.PENDANTE), key=lambda d: (d.suivi or 0, d.acte_id))
        finies = sorted((d for d in toutes if d.etat == EtatDeDemande.CLOSE), key=lambda d: (-(d.recue or 0), d.acte_id))
        return pendantes[:limite] + (finies[:limite] if closes else [])

    def detentions(
        self,
        filtre: FiltreDeDetentions,
        selon: Groupement = Groupement.AUCUN,
        *,
        debut: int = 0,
        nombre: int | None = None,
    ) -> list[DetentionProjetee]:
        retenues = [d for p in self._c.projections.values() for d in p.detentions if self._retient(filtre, d)]
        colonne = "" if selon in (Groupement.AUCUN, Groupement.URGENCE) else selon.value
        retenues.sort(key=lambda d: (getattr(d, colonne) if colonne else "", d.tri, d.mesure_id))
        return retenues[debut : None if nombre is None else debut + nombre]

    def _retient(self, f: FiltreDeDetentions, d: DetentionProjetee) -> bool:
        if not d.en_cours or not all(m in d.cherchable for m in f.mots):
            return False
        if (f.cabinets and d.cabinet not in f.cabinets) or (f.phases and d.phase not in f.phases):
            return False
        if (f.autre_cause and not d.autre_cause) or (f.avec_demandes and not d.demandes):
            return False
        if f.a_faire is None:
            return True
        du, au = f.a_faire
        siennes = (e for e in self.echeances() if e.mesure_id == d.mesure_id and e.nature != "minimum")
        return d.tri < au or any(du <= e.suivi < au for e in siennes)

    def groupes_de_detentions(
        self, filtre: FiltreDeDetentions, selon: Groupement, bornes: Collection[int]
    ) -> list[GroupeDeDetentions]:
        comptes: dict[str, int] = {}
        for d in self.detentions(filtre, selon):
            cle = (
                str(rang_d_urgence(d.tri, bornes)) if selon is Groupement.URGENCE else getattr(d, selon.value) if selon else ""
            )
            comptes[cle] = comptes.get(cle, 0) + 1
        return [GroupeDeDetentions(c, n) for c, n in comptes.items()]

    def valeurs_de_detention(self, colonne: Groupement | str) -> list[str]:
        return sorted({getattr(d, str(colonne)) for d in self.detentions(FiltreDeDetentions())})

    def previsions(self, du: int, au: int) -> list[DetentionProjetee]:
        return [
            d
            for d in self.detentions(FiltreDeDetentions())
            if any(x is not None and du <= x < au for x in (d.terme, d.plafond))
        ]

    def perimes(self, pack: str) -> tuple[str, ...]:
        p = self._c.projections
        return tuple(d for d in self._c.dossiers if d not in p or p[d].fiche.pack != pack)

    def fiches(self) -> list[FicheDeDossier]:
        return sorted((p.fiche for p in self._c.projections.values()), key=lambda f: -f.version)

    def de_dossier(self, dossier_id: str) -> ProjectionDeDossier | None:
        return self._c.projections.get(dossier_id)


class Annexes:
    def __init__(self, contenu: Contenu) -> None:
        self._c = contenu

    def deposer_brouillon(self, cle: str, donnees: str, le: Instant, par: str) -> None:
        self._c.brouillons = {cle: donnees} | {c: d for c, d in self._c.brouillons.items() if c != cle}

    def brouillon(self, cle: str) -> str | None:
        return self._c.brouillons.get(cle)

    def brouillons(self) -> dict[str, str]:
        return dict(self._c.brouillons)

    def effacer_brouillon(self, cle: str) -> None:
        self._c.brouillons.pop(cle, None)

    def reglage(self, cle: str) -> str | None:
        return self._c.reglages.get(cle)

    def regler(self, cle: str, valeur: str, le: Instant, par: str) -> None:
        self._c.reglages[cle] = valeur

    def conserver_derivation(self, derivation: DerivationConservee) -> bool:
        d = derivation
        memes = [
            x
            for x in self._c.derivations
            if (x.dossier_id, x.cle, x.usage, x.contenu) == (d.dossier_id, d.cle, d.usage, d.contenu)
        ]
        if not memes:
            self._c.derivations.append(d)
        return not memes

    def derivations(self, dossier_id: str) -> tuple[DerivationConservee, ...]:
        return tuple(d for d in self._c.derivations if d.dossier_id == dossier_id)

    def journaliser(self, ligne: LigneDeJournal) -> None:
        self._c.journal.append(ligne)

    def journal(self, limite: int = 1000) -> tuple[LigneDeJournal, ...]:
        return tuple(reversed(self._c.journal[-limite:]))
