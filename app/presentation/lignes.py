"""Une ligne d'échéance : ce qui ne dépend pas de l'heure. Le temps restant et le niveau se demandent avec « maintenant »."""

from __future__ import annotations

from app.domain.echeance import Nature
from app.domain.temps import Instant
from app.ports.projection import Etat
from app.ports.projection import LigneProjetee as LigneDEcheance
from app.ports.projection import SignalementProjete as Signalement
from app.ports.projection import ligne_projetee as ligne_de
from app.presentation import urgence
from app.presentation.formats import restant as dire_restant
from app.presentation.formats import retard, segments, segments_de_retard
from app.presentation.urgence import Niveau, Signe

# Une ligne du tableau est la ligne projetée elle-même : douze mille lignes s'affichent sans être converties.
__all__ = [
    "LigneDEcheance",
    "Signalement",
    "close",
    "dire_reste",
    "ligne_de",
    "niveau",
    "passee",
    "restant",
    "reste",
    "signe",
    "visible",
]

DUREE_DES_CLOSES = 24 * 3600
"""Secondes pendant lesquelles une échéance close reste à l'écran, barrée ; l'historique d'une base n'a pas sa place ici."""
_OUVERTE = Etat.OUVERTE.value
_SANS_SUITE = (Nature.MINIMUM.value, Nature.RAPPEL.value)


def close(ligne: LigneDEcheance) -> bool:
    """Dit si la ligne ne court plus : satisfaite ou sans objet. Elle reste visible, barrée."""
    return ligne.etat != _OUVERTE


def restant(ligne: LigneDEcheance, maintenant: Instant) -> int:
    """Rend les secondes qui restent pour agir ; négatif après l'échéance."""
    return ligne.suivi - maintenant.secondes


def reste(ligne: LigneDEcheance, maintenant: Instant) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Rend ce qu'un compte à rebours peint : un préfixe (« de » pour un retard), puis des (chiffres, unité), ou rien.

    Le retard d'une partie n'est qu'un écart (« + »), puisqu'il reste à apprécier ; un délai minimal écoulé ne compte plus rien.
    """
    secondes = restant(ligne, maintenant)
    if close(ligne):
        return "", ()
    if secondes > 0:
        return "", segments(secondes)
    if ligne.nature in _SANS_SUITE:
        return "", ()
    return "+" if ligne.nature == Nature.DROIT else "de", segments_de_retard(secondes)


def dire_reste(ligne: LigneDEcheance, maintenant: Instant) -> str:
    """Écrit ce qui reste : « 23 h 12 min », « dépassée de 1 h 03 », « présumée hors délai de 12 min », ou rien."""
    secondes = restant(ligne, maintenant)
    if not reste(ligne, maintenant)[1]:
        return ""
    if secondes <= 0 and ligne.nature == Nature.DROIT:
        return f"présumée hors délai de {retard(secondes)}"
    return dire_restant(secondes)


def signe(ligne: LigneDEcheance, maintenant: Instant) -> Signe:
    """Rend le mot, la forme et le jeton de couleur de la ligne à cet instant."""
    if ligne.etat == Etat.SATISFAITE:
        return urgence.SATISFAITE
    if ligne.etat == Etat.SANS_OBJET:
        return urgence.SANS_OBJET
    return urgence.signe(restant(ligne, maintenant), ligne.alertes, en_jours=ligne.en_jours, nature=ligne.nature)


def niveau(ligne: LigneDEcheance, maintenant: Instant) -> Niveau:
    """Rend le niveau d'urgence de la ligne à cet instant."""
    return urgence.niveau(restant(ligne, maintenant), ligne.alertes, en_jours=ligne.en_jours, nature=ligne.nature)


def visible(ligne: LigneDEcheance, maintenant: Instant) -> bool:
    """Dit si la ligne se montre : ouverte, ou close depuis moins d'un jour, ou close avant son terme encore à venir.

    Le droit qu'une partie n'a pas exercé se montre encore un jour après son terme, puis sur la fiche seulement.
    """
    if ligne.etat == _OUVERTE and ligne.nature != Nature.DROIT:
        return True
    return max(ligne.suivi, ligne.satisfaite_le or 0) >= maintenant.secondes - DUREE_DES_CLOSES


def passee(ligne: LigneDEcheance) -> bool:
    """Dit si, son instant passé, la ligne n'appelle plus rien : close, délai minimal désormais ouvert, ou rappel."""
    return ligne.etat != _OUVERTE or ligne.nature in _SANS_SUITE
