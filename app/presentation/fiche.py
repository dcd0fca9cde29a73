"""La fiche d'une mesure, sans Qt : qui, depuis quand, l'échéance qui commande, la frise, les droits, les actes, la suite.

Composée d'un bloc à chaque changement du dossier ; ce qui dépend de l'heure se demande ensuite avec « maintenant ».
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.domain.echeance import Constat, Echeance, Gravite, Incalculable, Irregularite, Nature, Resultat
from app.domain.faits import Acte, Dossier, Mesure
from app.domain.temps import Instant
from app.presentation import lignes
from app.presentation.chronologie import ActeAffiche, actes_affiches
from app.presentation.droits import LigneDeDroit, TableauDesDroits
from app.presentation.formats import accorder, date_heure, dire_jour, majuscule, nom_de_zone, typographier
from app.presentation.frise import Frise, constat_de, frise_de
from app.presentation.liens import LienDeChamp, lien_vers
from app.presentation.ligne_de_vie import a_une_ligne_de_vie, ligne_de_vie_de
from app.presentation.lignes import LigneDEcheance
from app.presentation.limites import TableauDesLimites
from app.presentation.prolongation import Prolongation, prolongations_de
from app.presentation.signaux import Signal, signaux_de
from app.presentation.valeurs import dire_mois
from app.regles.corpus import Corpus
from app.regles.vocabulaire import Champ, TypeActe, Vocabulaire
from app.services.projeter import numero_affiche, personne_affichee

REGIMES_D_AGE = {
    "moins_de_10": "moins de dix ans",
    "10_13": "mineur de dix à treize ans",
    "13_16": "mineur de treize à seize ans",
    "16_18": "mineur de seize à dix-huit ans",
    "moins_de_16": "mineur de moins de seize ans",
    "majeur": "majeur",
}
GRAVITES = tuple(Gravite)
_JAMAIS = Instant(0)
RETENUES = ("garde_a_vue", "retenue")
"""Familles de mesures comptées en heures, avec leur tableau des droits."""


@dataclass(frozen=True, slots=True)
class EnTete:
    """Le haut de la fiche. ``depart`` est l'heure légale retenue ; ``etat`` dit si la mesure court, est levée, déférée."""

    personne: str
    identite: str
    numero: str
    mesure: str
    affaire: str
    lieu: str
    zone: str
    etat: str
    depart: str
    en_cours: bool
    deferee: bool
    titre: str = ""
    mineur: bool = False


@dataclass(frozen=True, slots=True)
class Manque:
    """Une ligne incalculable : ce qui ne peut être dit, et chaque fait manquant avec le champ qui le reçoit."""

    source: Incalculable
    phrase: str
    faits: tuple[tuple[str, LienDeChamp | None], ...]


@dataclass(frozen=True, slots=True)
class Fiche:
    """Tout ce que montre l'écran d'une mesure."""

    dossier_id: str
    mesure_id: str
    type_mesure: str
    famille: str
    version: int
    fuseau: str
    en_tete: EnTete
    courante: Echeance | None
    autres: tuple[Echeance, ...]
    frise: Frise | None
    droits: tuple[LigneDeDroit, ...]
    actes: tuple[ActeAffiche, ...]
    prolongations: tuple[Prolongation, ...]
    manques: tuple[Manque, ...]
    irregularites: tuple[Irregularite, ...]
    constats: tuple[Constat, ...]
    touches: tuple[TypeActe, ...]
    cloture: TypeActe | None = None
    signaux: tuple[Signal, ...] = ()
    composee: Instant = _JAMAIS

    @property
    def retenue(self) -> bool:
        """Dit si la mesure se compte en heures et a des droits : garde à vue, retenue ; sinon, un titre et ses limites."""
        return self.famille in RETENUES

    def ligne(self, echeance: Echeance) -> LigneDEcheance:
        """Rend l'échéance sous la forme que montre le composant unique."""
        return lignes.ligne_de(
            echeance,
            dossier_id=self.dossier_id,
            type_mesure=self.type_mesure,
            personne=self.en_tete.personne,
            numero=self.en_tete.numero,
        )

    def constat(self, nom: str) -> Constat | None:
        """Rend le constat de ce nom, ou ``None``."""
        return next((c for c in self.constats if c.nom == nom), None)

    @property
    def depart(self) -> Constat | None:
        """Rend le constat qui explique le départ : l'heure légale d'une retenue, le premier jour d'un titre."""
        return self.constat("t0") or self.constat("d0")

    @property
    def prochaine_bascule(self) -> Instant | None:
        """Rend le premier instant où la fiche changerait d'elle-même : une limite échoit, un délai minimal s'ouvre."""
        suivis = [e.suivi for e in (self.courante, *self.autres) if e is not None and e.suivi > self.composee]
        return min(suivis, default=None)

    def acte(self, acte_id: str) -> ActeAffiche | None:
        """Rend un acte de la mesure, ou ``None``."""
        return next((a for a in self.actes if a.id == acte_id), None)

    @property
    def dernier_saisi(self) -> ActeAffiche | None:
        """Rend le dernier acte saisi encore en vigueur : celui que Ctrl+Z retire."""
        vivants = [(a.saisi_le or Instant(0), rang, a) for rang, a in enumerate(self.actes) if not a.barre]
        return max(vivants, key=lambda x: (x[0], x[1]))[2] if vivants else None


class Compositeur:
    """Compose des fiches depuis les faits et les résultats ; garde ce qui ne dépend que du paquet."""

    def __init__(self, corpus: Corpus, poste: str = "") -> None:
        self.corpus = corpus
        self.poste = poste
        self._droits = TableauDesDroits(corpus)
        self._limites = TableauDesLimites(corpus)

    def composer(self, dossier: Dossier, mesure_id: str, resultat: Resultat, maintenant: Instant, *, version: int = 0) -> Fiche:
        """Rend la fiche d'une mesure du dossier. Lève ``KeyError`` si elle n'en est pas."""
        mesure = dossier.mesure(mesure_id)
        vocabulaire = self.corpus.vocabulaire
        fuseau = self.corpus.calendrier(mesure.territoire or dossier.territoire).fuseau
        de_la_mesure = [e for e in resultat.echeances if e.mesure == mesure_id]
        irregularites = tuple(
            sorted(
                (i for i in resultat.irregularites if i.mesure == mesure_id), key=lambda i: (GRAVITES.index(i.gravite), i.cle)
            )
        )
        ouvertes = [e for e in de_la_mesure if e.ouverte]
        courante = commandante(ouvertes)
        return Fiche(
            dossier_id=dossier.id,
            mesure_id=mesure_id,
            type_mesure=mesure.type,
            famille=vocabulaire.mesure(mesure.type).famille,
            version=version,
            fuseau=fuseau,
            en_tete=self._en_tete(dossier, mesure, resultat, fuseau, maintenant),
            courante=courante,
            autres=tuple(sorted((e for e in ouvertes if e is not courante), key=lambda e: (e.suivi, e.cle))),
            frise=self._frise(dossier, mesure, resultat, maintenant),
            droits=self._lignes(dossier, mesure, resultat, courante, maintenant),
            actes=actes_affiches(mesure, vocabulaire, irregularites, fuseau),
            prolongations=prolongations_de(dossier, mesure_id, resultat, maintenant),
            manques=tuple(self._manque(i, mesure.type) for i in resultat.incalculables if i.mesure == mesure_id),
            irregularites=irregularites,
            constats=tuple(c for c in resultat.constats if c.mesure == mesure_id),
            touches=vocabulaire.actes_de(mesure.type),
            cloture=vocabulaire.actes.get(vocabulaire.mesure(mesure.type).cloture),
            signaux=signaux_de(dossier, mesure, resultat, vocabulaire, maintenant),
            composee=maintenant,
        )

    def _retenue(self, mesure: Mesure) -> bool:
        return self.corpus.vocabulaire.mesure(mesure.type).famille in RETENUES

    def _frise(self, dossier: Dossier, mesure: Mesure, resultat: Resultat, maintenant: Instant) -> Frise | None:
        """Rend la ligne de vie d'un titre, ou la frise en heures d'une retenue ; un titre sans compteur n'en a pas."""
        vocabulaire = self.corpus.vocabulaire
        if a_une_ligne_de_vie(mesure.id, resultat):
            return ligne_de_vie_de(dossier, mesure.id, resultat, vocabulaire, maintenant)
        return frise_de(dossier, mesure.id, resultat, vocabulaire, maintenant) if self._retenue(mesure) else None

    def _lignes(
        self, dossier: Dossier, mesure: Mesure, resultat: Resultat, courante: Echeance | None, maintenant: Instant
    ) -> tuple[LigneDeDroit, ...]:
        """Rend les droits d'une personne retenue, ou les limites d'un titre hors celle que l'en-tête montre déjà."""
        if self._retenue(mesure):
            return self._droits.composer(dossier, mesure.id, resultat)
        return self._limites.composer(dossier, mesure.id, resultat, maintenant, courante)

    def _manque(self, i: Incalculable, type_mesure: str) -> Manque:
        liens = tuple((typographier(f), lien_vers(f, self.corpus.vocabulaire, type_mesure)) for f in i.faits_manquants)
        phrase = f"{i.source.intitule} : {i.raison}" if i.raison.startswith("un fait manque") else i.raison
        return Manque(i, majuscule(typographier(phrase)), liens)

    def _en_tete(self, dossier: Dossier, mesure: Mesure, resultat: Resultat, fuseau: str, maintenant: Instant) -> EnTete:
        type_ = self.corpus.vocabulaire.mesure(mesure.type)
        depart = constat_de(resultat, mesure.id, "t0")
        titre = next((e for e in _courants(mesure.id, resultat) if e.depart is not None), None)
        cloture = next((a for a in mesure.en_vigueur() if a.type == type_.cloture), None)
        placement = next((a for a in mesure.en_vigueur() if a.type == type_.ouverture), None)
        lieu = (placement.valeurs.get("lieu") if placement else None) or mesure.valeurs.get("service") or ""
        etat = "en cours"
        if cloture is not None:
            quand = date_heure(cloture.instant, fuseau, poste=self.poste) if cloture.instant else "à une heure non relevée"
            suite = " · défèrement" if cloture.valeurs.get("suite") == "deferement" else ""
            fin = "levée" if cloture.type == "levee" else type_de_fin(self.corpus.vocabulaire, cloture.type)
            etat = f"{fin} {'le ' if cloture.instant else ''}{quand}{suite}"
        return EnTete(
            personne=personne_affichee(dossier),
            identite=self._identite(dossier, resultat, mesure.id, maintenant.jour(fuseau)),
            numero=numero_affiche(dossier),
            mesure=typographier(type_.intitule),
            affaire=self._affaire(dossier),
            lieu=typographier(str(lieu or dossier.procedure.get("service", ""))),
            zone=nom_de_zone(fuseau) if self.poste and self.poste != fuseau else "",
            etat=etat,
            depart=self._dire_le_depart(depart, titre, placement, fuseau),
            en_cours=cloture is None,
            deferee=cloture is not None and cloture.valeurs.get("suite") == "deferement",
            titre=_titre(mesure.id, resultat),
            mineur=bool(_regime_d_age(mesure.id, resultat)),
        )

    def _dire_le_depart(self, depart: Constat | None, titre: Echeance | None, ouverture: Acte | None, fuseau: str) -> str:
        """Rend l'heure légale d'une retenue ; pour un titre, son placement, et le jour d'où court son délai s'il en diffère."""
        if depart is not None and isinstance(depart.valeur, Instant):
            return f"Départ légal : {date_heure(depart.valeur, fuseau, poste=self.poste)}"
        if ouverture is None or ouverture.le is None:
            return ""
        jour = ouverture.le.jour(fuseau) if isinstance(ouverture.le, Instant) else ouverture.le
        texte = f"{self.corpus.vocabulaire.acte(ouverture.type).intitule} : {dire_jour(jour)}"
        compte = titre.depart.jour(fuseau) if titre is not None and titre.depart is not None else jour
        return typographier(texte if compte == jour else f"{texte} · délai en cours compté du {dire_jour(compte)}")

    def _identite(self, dossier: Dossier, resultat: Resultat, mesure_id: str, jour: date) -> str:
        naissance = dossier.personne.get("naissance")
        regime = _regime_d_age(mesure_id, resultat)
        parts = [regime] if regime else []
        if isinstance(naissance, date):
            parts.append(f"{dire_jour(naissance).split(chr(160), 1)[1]}, {accorder(age_au(naissance, jour), 'an')}")
        if dossier.personne.get("majeur_protege") is True:
            parts.append("majeur protégé")
        parts += [str(dossier.personne[c]) for c in ("nationalite",) if c in dossier.personne]
        return majuscule(typographier(" · ".join(parts)))

    def _affaire(self, dossier: Dossier) -> str:
        p = dossier.procedure
        champs = {c.nom: c for c in self.corpus.vocabulaire.procedure}
        parts = [str(p["qualification"])] if "qualification" in p else []
        if "peine_encourue_mois" in p and isinstance(p["peine_encourue_mois"], int):
            parts.append(
                f"{dire_mois(p['peine_encourue_mois'])} encourus" if p["peine_encourue_mois"] else "sans emprisonnement"
            )
        parts += [_libelle(champs, nom, p[nom]) for nom in ("famille_706_73", "cadre") if p.get(nom, "aucune") != "aucune"]
        return typographier(" · ".join(parts))


def type_de_fin(vocabulaire: Vocabulaire, type_: str) -> str:
    """Rend l'intitulé de l'acte qui clôt la mesure, pour le dire dans l'état (« levée d'écrou le… »)."""
    return vocabulaire.acte(type_).intitule.split(" sur ")[0].lower()


def _regime_d_age(mesure_id: str, resultat: Resultat) -> str:
    """Rend le régime d'âge que le moteur a retenu, s'il n'est pas celui d'un majeur."""
    regime = constat_de(resultat, mesure_id, "regime_age") or constat_de(resultat, mesure_id, "age_detention")
    if regime is None or regime.valeur == "majeur":
        return ""
    return REGIMES_D_AGE.get(str(regime.valeur), str(regime.valeur))


def grouper_les_manques(manques: Iterable[Manque]) -> list[tuple[Manque, int]]:
    """Rend une ligne par groupe de faits manquants, avec le nombre d'autres points qu'il arrête aussi."""
    groupes: dict[tuple[str, ...], list[Manque]] = {}
    for m in manques:
        groupes.setdefault(tuple(sorted(f for f, _ in m.faits)) or (m.source.cle,), []).append(m)
    return [(g[0], len(g) - 1) for g in groupes.values()]


def _titre(mesure_id: str, resultat: Resultat) -> str:
    """Rend le titre qui court et son plafond, tels que le moteur les a comptés ; vide si la mesure n'en a pas."""
    courant = next(iter(_courants(mesure_id, resultat)), None)
    if courant is None:
        return ""
    plafonds = (e for e in resultat.echeances if e.mesure == mesure_id and e.objet == "plafond" and e.satisfaite_le is None)
    plafond = next((e for e in plafonds if e.source.regle == courant.source.regle), None)
    suite = f" · plafond le {date_heure(plafond.prudent, plafond.fuseau, en_jours=True)}" if plafond else ""
    return typographier(f"{courant.source.intitule}{suite}")


def _courants(mesure_id: str, resultat: Resultat) -> list[Echeance]:
    """Rend les fins de titre qui courent encore, la dernière ouverte d'abord."""
    chaine = (e for e in resultat.echeances if e.mesure == mesure_id and e.cumul and e.objet == "fin_de_mesure")
    return sorted((e for e in chaine if e.satisfaite_le is None), key=lambda e: (e.depart or e.prudent, e.cle), reverse=True)


def _libelle(champs: dict[str, Champ], nom: str, valeur: object) -> str:
    champ = champs.get(nom)
    return champ.libelle(str(valeur)) if champ else str(valeur)


def age_au(naissance: date, jour: date) -> int:
    """Rend l'âge révolu un jour donné (pour l'afficher : le régime d'âge, lui, vient du moteur)."""
    return jour.year - naissance.year - ((jour.month, jour.day) < (naissance.month, naissance.day))


def commandante(ouvertes: Iterable[Echeance]) -> Echeance | None:
    """Rend l'échéance qui commande la mesure : la première de la liberté, à défaut la première de toutes."""
    triees = sorted((e for e in ouvertes if e.nature is not Nature.MINIMUM), key=lambda e: (e.suivi, e.cle))
    return next((e for e in triees if e.nature is Nature.LIBERTE), triees[0] if triees else None)
