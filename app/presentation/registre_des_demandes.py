"""Le registre des demandes et des recours, sans Qt : ce qui est pendant, par limite ; ce qui est clos, avec son issue."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.temps import Instant
from app.ports.projection import DemandeProjetee, EtatDeDemande
from app.presentation import urgence
from app.presentation.formats import (
    date_heure,
    jour_et_heure,
    majuscule,
    plier,
    restant,
    segments,
    segments_de_retard,
    typographier,
)
from app.presentation.urgence import Signe


@dataclass(frozen=True, slots=True)
class LigneDeDemande:
    """Une ligne du registre : rien n'y dépend de l'heure ; le temps restant se demande avec « maintenant »."""

    projetee: DemandeProjetee
    demande: str
    arrivee: str
    juridiction: str
    a_faire: str
    auteur: str = ""
    """Qui demande, si la colonne de la juridiction ne le dit pas déjà."""

    @property
    def dossier_id(self) -> str:
        """Rend le dossier de la demande."""
        return self.projetee.dossier_id

    @property
    def mesure_id(self) -> str:
        """Rend la mesure de la demande."""
        return self.projetee.mesure_id

    @property
    def pendante(self) -> bool:
        """Dit si une limite court encore."""
        return self.projetee.etat == EtatDeDemande.PENDANTE

    def signe(self, maintenant: Instant) -> Signe:
        """Rend le niveau de la limite qui court ; « satisfaite » pour ce qui est clos."""
        p = self.projetee
        if p.suivi is None:
            return urgence.INCALCULABLE if self.pendante else urgence.SATISFAITE
        return urgence.signe(p.suivi - maintenant.secondes, p.alertes, en_jours=p.en_jours, nature=p.nature)

    def reste(self, maintenant: Instant) -> tuple[str, tuple[tuple[str, str], ...]]:
        """Rend ce qu'un compte à rebours peint : un préfixe, puis des (chiffres, unité)."""
        if self.projetee.suivi is None:
            return "", ()
        secondes = self.projetee.suivi - maintenant.secondes
        return ("", segments(secondes)) if secondes > 0 else ("de", segments_de_retard(secondes))

    def limite(self, annee: int) -> tuple[str, str]:
        """Rend la limite en deux étages : l'heure, puis le jour."""
        p = self.projetee
        if p.suivi is None:
            return "", ""
        jour, heure = jour_et_heure(Instant(p.suivi), p.fuseau, en_jours=p.en_jours, annee=annee)
        return heure, jour

    def phrase(self, maintenant: Instant) -> str:
        """Rend la ligne en une phrase, pour un lecteur d'écran."""
        p = self.projetee
        parts = [f"{p.personne}, {self.demande}", self.arrivee, self.juridiction, self.a_faire]
        if p.suivi is not None:
            quand = date_heure(Instant(p.suivi), p.fuseau, en_jours=p.en_jours)
            parts.append(f"{self.signe(maintenant).mot}, {restant(p.suivi - maintenant.secondes)}, avant le {quand}")
        return ". ".join(x for x in parts if x)


def lignes_du_registre(demandes: Iterable[DemandeProjetee]) -> list[LigneDeDemande]:
    """Rend les lignes dans l'ordre de la base : les pendantes par limite, puis les closes."""
    return [_ligne(d) for d in demandes]


def filtrer(lignes: Iterable[LigneDeDemande], texte: str) -> list[LigneDeDemande]:
    """Garde les lignes où chaque mot se trouve : personne, numéro, établissement, demande, juridiction, référence."""
    mots = plier(texte).split()
    return [x for x in lignes if all(m in _cherchable(x) for m in mots)]


def _cherchable(x: LigneDeDemande) -> str:
    p = x.projetee
    return plier(f"{p.personne} {p.numero} {p.lieu} {x.demande} {x.juridiction} {x.arrivee} {p.reference} {x.a_faire}")


def _ligne(d: DemandeProjetee) -> LigneDeDemande:
    recue = ""
    if d.recue is not None:
        jour, heure = jour_et_heure(Instant(d.recue), d.fuseau)
        recue = jour if d.au_jour else f"{jour}, {heure}"
    pendante = d.etat == EtatDeDemande.PENDANTE
    reference = f" n° {d.reference}" if d.reference else ""
    return LigneDeDemande(
        projetee=d,
        demande=typographier(f"{d.intitule}{reference}"),
        arrivee=typographier(" · ".join(x for x in (recue, d.voie.lower()) if x)),
        juridiction=typographier(d.juridiction or d.auteur),
        auteur=typographier(d.auteur) if d.juridiction else "",
        a_faire=majuscule(
            typographier(d.action or d.issue or ("Aucune limite calculée" if pendante else "Plus rien ne court"))
        ),
    )
