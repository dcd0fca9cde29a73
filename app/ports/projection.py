"""La projection des résultats du moteur : ce que les écrans listent. Recalculable à tout moment, jamais une source de droit.

Les lignes sont des n-uplets nommés et légers : l'échéancier d'un grand tribunal en charge douze mille d'un coup.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from app.domain.echeance import Echeance
from app.domain.temps import Instant
from app.ports.detentions import DetentionProjetee


class Etat(StrEnum):
    """Situation d'une ligne projetée, indépendante de l'heure qu'il est."""

    OUVERTE = "ouverte"
    SATISFAITE = "satisfaite"
    SANS_OBJET = "sans objet"


class LigneProjetee(NamedTuple):
    """Une échéance de l'échéancier.

    Les instants sont en secondes UTC ; ``alertes`` en minutes avant ``suivi``, de la plus tôt à la plus tardive, séparées
    par des espaces ; ``articles`` séparés par « ; ».
    """

    cle: str
    dossier_id: str
    mesure_id: str
    type_mesure: str
    regle: str
    objet: str
    action: str
    autorite: str
    articles: str
    nature: str
    confiance: str
    pack: str
    fuseau: str
    en_jours: bool
    legal: int
    prudent: int
    suivi: int
    premiere_alerte: int
    alertes: str
    etat: str
    satisfaite_le: int | None
    satisfaite_par: str | None
    personne: str
    numero: str

    @property
    def instant(self) -> Instant:
        """Rend l'instant que suivent compte à rebours et alarmes."""
        return Instant(self.suivi)

    def prochaine_alerte(self, a: Instant) -> Instant | None:
        """Rend la prochaine bascule d'alerte après ``a`` (l'échéance elle-même comprise) ; ``None`` si toutes sont passées."""
        for minutes in (*map(int, self.alertes.split()), 0):
            bascule = self.suivi - minutes * 60
            if bascule > a.secondes:
                return Instant(bascule)
        return None


def ligne_projetee(
    echeance: Echeance, *, dossier_id: str = "", type_mesure: str = "", personne: str = "", numero: str = ""
) -> LigneProjetee:
    """Rend la ligne d'une échéance du moteur, avec le contexte de son dossier."""
    alertes = sorted(set(echeance.alertes), reverse=True)
    satisfaite = echeance.satisfaite_le
    etat = Etat.SANS_OBJET if echeance.sans_objet else Etat.OUVERTE if satisfaite is None else Etat.SATISFAITE
    return LigneProjetee(
        cle=echeance.cle,
        dossier_id=dossier_id,
        mesure_id=echeance.mesure,
        type_mesure=type_mesure,
        regle=echeance.regle,
        objet=echeance.objet,
        action=echeance.action,
        autorite=echeance.autorite,
        articles=" ; ".join(echeance.source.articles),
        nature=echeance.nature.value,
        confiance=echeance.source.confiance.value,
        pack=echeance.source.pack,
        fuseau=echeance.fuseau,
        en_jours=echeance.en_jours,
        legal=echeance.legal.secondes,
        prudent=echeance.prudent.secondes,
        suivi=echeance.suivi.secondes,
        premiere_alerte=echeance.suivi.secondes - max(alertes, default=0) * 60,
        alertes=" ".join(map(str, alertes)),
        etat=etat.value,
        satisfaite_le=None if satisfaite is None else satisfaite.secondes,
        satisfaite_par=echeance.satisfaite_par,
        personne=personne,
        numero=numero,
    )


class SignalementProjete(NamedTuple):
    """Un incalculable ou une irrégularité d'un dossier, à montrer en tête des listes."""

    cle: str
    dossier_id: str
    mesure_id: str
    type_mesure: str
    genre: str
    gravite: str
    regle: str
    objet: str
    message: str
    articles: str
    acte_id: str | None
    pack: str
    personne: str
    numero: str


class EtatDeMesure(StrEnum):
    """Où en est une mesure : rien n'y est enregistré, elle court, la personne est déférée et pas encore présentée, close."""

    VIDE = "vide"
    EN_COURS = "en cours"
    DEFEREE = "déférée"
    CLOSE = "close"


class SuiviDeMesure(NamedTuple):
    """Une mesure telle que la liste des personnes retenues la montre. ``debut`` et ``fin`` en secondes UTC.

    ``debut`` est l'heure légale de départ, ``fin`` l'heure de l'acte qui clôt la mesure, ``etat`` un ``EtatDeMesure``.
    ``privative`` : prive de liberté.
    """

    mesure_id: str
    dossier_id: str
    type: str
    etat: str
    privative: bool
    debut: int | None
    fin: int | None
    fuseau: str
    lieu: str
    personne: str
    numero: str


class EtatDeDemande(StrEnum):
    """Où en est une demande ou un recours : une de ses limites court encore, ou plus aucune."""

    PENDANTE = "pendante"
    CLOSE = "close"


class DemandeProjetee(NamedTuple):
    """Une demande ou un recours tel que le registre le montre.

    ``recue`` en secondes UTC (``au_jour`` : seul le jour est connu) ; ``suivi``, ``action``, ``cle`` : sa prochaine limite
    (vides si elle est close) ; ``issue`` : l'acte qui l'a close, et son sens.
    """

    acte_id: str
    dossier_id: str
    mesure_id: str
    type: str
    intitule: str
    recue: int | None
    au_jour: bool
    voie: str
    juridiction: str
    auteur: str
    reference: str
    etat: str
    action: str
    nature: str
    suivi: int | None
    en_jours: bool
    alertes: str
    cle: str
    issue: str
    fuseau: str
    lieu: str
    personne: str
    numero: str


class FicheDeDossier(NamedTuple):
    """Une ligne de la liste des dossiers.

    ``version`` est l'ordre du dernier enregistrement projeté, ``pack`` le paquet de règles qui a calculé la projection,
    ``mesures_en_cours`` le nombre de mesures non closes.
    """

    dossier_id: str
    numero: str
    territoire: str
    nom: str
    prenoms: str
    naissance: str
    version: int
    pack: str
    mesures_en_cours: int


@dataclass(frozen=True, slots=True)
class ProjectionDeDossier:
    """Tout ce qui se projette d'un dossier, remplacé d'un bloc dans la transaction qui enregistre l'acte."""

    fiche: FicheDeDossier
    echeances: tuple[LigneProjetee, ...]
    signalements: tuple[SignalementProjete, ...]
    mesures: tuple[SuiviDeMesure, ...]
    demandes: tuple[DemandeProjetee, ...] = ()
    detentions: tuple[DetentionProjetee, ...] = ()
