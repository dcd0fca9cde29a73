"""La liste des mandats en cours, sans Qt : rétentions sur mandat, mandats d'arrêt européens, extraditions, écrous différés.

Une ligne vient de la projection (une requête) ; la sorte de mandat, la distance et le transfèrement, que la projection ne porte
pas, s'y ajoutent ensuite, dossier par dossier.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from app.domain.faits import Dossier, Mesure
from app.domain.temps import Instant
from app.ports.projection import LigneProjetee
from app.presentation import lignes, urgence
from app.presentation.formats import date_heure, jour_court, jour_et_heure, majuscule, plier, typographier
from app.presentation.urgence import Signe
from app.regles.vocabulaire import Vocabulaire
from app.services.consultation import MandatEnCours

SANS_ECHEANCE = 1 << 62
_DISTANCES = (("plus_de_200_km", "à plus de 200 km"), ("outre_mer", "depuis ou vers l'outre-mer"))
_ETAPES = (
    ("arrivee_transferement", "arrivé à destination"),
    ("obstacle_transferement", "conduite empêchée"),
    ("transferement_ordonne", "transfèrement ordonné"),
    ("notification_mandat", "mandat notifié"),
)
"""Ce qui dit où en est la conduite, du plus avancé au premier."""


@dataclass(frozen=True, slots=True)
class LigneDeMandat:
    """Un mandat en cours. ``courante`` presse le plus ; ``fin`` commande la liberté ; le reste s'ajoute à l'enrichissement."""

    mesure_id: str
    dossier_id: str
    personne: str
    numero: str
    mesure: str
    lieu: str
    debut: Instant | None
    fuseau: str
    courante: LigneProjetee | None
    fin: LigneProjetee | None
    sorte: str = ""
    distance: str = ""
    conduite: str = ""
    enrichie: bool = False

    @property
    def suivi(self) -> int | None:
        """Rend la limite qui presse, en secondes UTC."""
        return self.courante.suivi if self.courante else None

    def signe(self, maintenant: Instant) -> Signe:
        """Rend le niveau de la limite qui presse."""
        return lignes.signe(self.courante, maintenant) if self.courante else urgence.SANS_OBJET

    def reste(self, maintenant: Instant) -> tuple[str, tuple[tuple[str, str], ...]]:
        """Rend ce qu'un compte à rebours peint."""
        return lignes.reste(self.courante, maintenant) if self.courante else ("", ())

    def limite(self, annee: int) -> tuple[str, str]:
        """Rend la limite en deux étages : l'heure, puis le jour."""
        c = self.courante
        if c is None:
            return "", ""
        jour, heure = jour_et_heure(Instant(c.suivi), c.fuseau, en_jours=c.en_jours, annee=annee)
        return heure, jour

    @property
    def a_faire(self) -> tuple[str, str]:
        """Rend la prochaine présentation ou décision, puis qui en répond."""
        if self.courante is None:
            return "Aucune limite ne court", ""
        return majuscule(typographier(self.courante.action)), majuscule(typographier(self.courante.autorite))

    @property
    def depuis(self) -> str:
        """Rend l'instant où la mesure a commencé, s'il est connu."""
        return f"depuis {_court(self.debut, self.fuseau)}" if self.debut is not None else ""

    def phrase(self, maintenant: Instant) -> str:
        """Rend la ligne en une phrase, pour un lecteur d'écran."""
        parts = [f"{self.personne}, {self.sorte or self.mesure}", self.distance, self.conduite, self.a_faire[0]]
        if self.courante is not None:
            quand = date_heure(Instant(self.courante.suivi), self.courante.fuseau, en_jours=self.courante.en_jours)
            reste = lignes.dire_reste(self.courante, maintenant)
            parts.append(", ".join(x for x in (self.signe(maintenant).mot, reste, f"avant le {quand}") if x))
        return ". ".join(x for x in parts if x)


def lignes_de_mandats(mandats: Iterable[MandatEnCours], vocabulaire: Vocabulaire) -> list[LigneDeMandat]:
    """Rend les mandats, le moins long à agir d'abord."""
    rendues = [
        LigneDeMandat(
            mesure_id=m.suivi.mesure_id,
            dossier_id=m.suivi.dossier_id,
            personne=m.suivi.personne,
            numero=m.suivi.numero,
            mesure=typographier(vocabulaire.mesure(m.suivi.type).intitule),
            lieu=typographier(m.suivi.lieu),
            debut=Instant(m.suivi.debut) if m.suivi.debut is not None else None,
            fuseau=m.suivi.fuseau,
            courante=m.courante,
            fin=m.fin,
        )
        for m in mandats
    ]
    return sorted(rendues, key=lambda x: (SANS_ECHEANCE if x.suivi is None else x.suivi, x.personne, x.mesure_id))


def filtrer(toutes: Iterable[LigneDeMandat], texte: str) -> list[LigneDeMandat]:
    """Garde les lignes où chaque mot se trouve : personne, numéro, lieu, mandat, distance."""
    mots = plier(texte).split()
    return [x for x in toutes if all(m in _cherchable(x) for m in mots)]


def _cherchable(x: LigneDeMandat) -> str:
    return plier(f"{x.personne} {x.numero} {x.lieu} {x.mesure} {x.sorte} {x.distance} {x.conduite} {x.a_faire[0]}")


def enrichir(ligne: LigneDeMandat, dossier: Dossier, vocabulaire: Vocabulaire) -> LigneDeMandat:
    """Ajoute la sorte de mandat, la distance ou l'État, et où en est la conduite."""
    mesure = dossier.mesure(ligne.mesure_id)
    return replace(
        ligne,
        sorte=_sorte(mesure, vocabulaire),
        distance=_distance(mesure),
        conduite=_conduite(mesure, ligne.fuseau),
        enrichie=True,
    )


def _sorte(mesure: Mesure, vocabulaire: Vocabulaire) -> str:
    """Rend le mandat ou le fondement tel que le vocabulaire le nomme ; à défaut, rien."""
    for nom in ("mandat", "fondement"):
        champ = next((c for c in vocabulaire.mesure(mesure.type).champs if c.nom == nom), None)
        if champ is not None and nom in mesure.valeurs:
            return typographier(champ.libelle(str(mesure.valeurs[nom])))
    return ""


def _distance(mesure: Mesure) -> str:
    parts = [texte for nom, texte in _DISTANCES if mesure.valeurs.get(nom) is True]
    parts += [str(mesure.valeurs["etat"])] if mesure.valeurs.get("etat") else []
    return majuscule(typographier(", ".join(parts)))


def _conduite(mesure: Mesure, fuseau: str) -> str:
    """Rend la dernière étape connue de la conduite, avec son heure ou son jour."""
    for type_, texte in _ETAPES:
        acte = next((a for a in reversed(mesure.en_vigueur()) if a.type == type_), None)
        if acte is None:
            continue
        if acte.le is None:
            return majuscule(typographier(texte))
        quand = _court(acte.le, fuseau) if isinstance(acte.le, Instant) else jour_court(acte.le, annee=acte.le.year)
        return majuscule(typographier(f"{texte} {quand}"))
    return ""


def _court(instant: Instant, fuseau: str) -> str:
    """Écrit un instant pour une colonne : « jeu. 19 nov. 16 h 00 »."""
    return " ".join(jour_et_heure(instant, fuseau, annee=instant.locale(fuseau).year))
