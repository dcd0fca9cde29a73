"""Ce qui entre dans un calcul et ce qui en sort : durée, terme à deux lectures, fenêtre, et les erreurs que l'on montre."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from typing import Self

from app.domain.calendrier import Calendrier
from app.domain.erreurs import ErreurMetier
from app.domain.temps import Instant

UN_JOUR = timedelta(days=1)


class HeureManquante(ErreurMetier):
    """Le calcul va d'heure à heure et le fait de départ ne porte qu'un jour."""

    code = "heure_manquante"


class ModeInconnu(ErreurMetier):
    """Aucun mode de computation ne porte ce nom."""

    code = "mode_inconnu"


class DureeInvalide(ErreurMetier):
    """La durée ne convient pas au mode : unité étrangère, valeur nulle, négative ou démesurée."""

    code = "duree_invalide"


class OptionInvalide(ErreurMetier):
    """L'option n'existe pas pour ce mode, ou sa valeur n'est pas du bon type."""

    code = "option_invalide"


class DepartInvalide(ErreurMetier):
    """Le point de départ n'est ni un instant ni un jour, ou son année est invraisemblable."""

    code = "depart_invalide"


@dataclass(frozen=True, slots=True)
class Duree:
    """Une durée telle que le texte l'écrit : les unités ne se convertissent pas (un mois n'est pas trente jours)."""

    minutes: int = 0
    heures: int = 0
    jours: int = 0
    semaines: int = 0
    mois: int = 0
    annees: int = 0

    def __post_init__(self) -> None:
        for nom, valeur in self.valeurs().items():
            if type(valeur) is not int or valeur < 0:
                raise DureeInvalide(f"La durée « {nom} = {valeur} » doit être un nombre entier positif.")

    @classmethod
    def depuis(cls, valeur: object) -> Self:
        """Lit une durée écrite en table (``{ mois = 6 }``). Lève ``DureeInvalide``."""
        if isinstance(valeur, cls):
            return valeur
        noms = {f.name for f in fields(cls)}
        if not isinstance(valeur, Mapping) or not set(valeur) <= noms:
            raise DureeInvalide(f"Une durée s'écrit avec {', '.join(sorted(noms))} ; reçu : {valeur!r}.")
        return cls(**valeur)

    def valeurs(self) -> dict[str, int]:
        """Rend les six unités et leur nombre."""
        return {
            "minutes": self.minutes,
            "heures": self.heures,
            "jours": self.jours,
            "semaines": self.semaines,
            "mois": self.mois,
            "annees": self.annees,
        }

    @property
    def unites(self) -> frozenset[str]:
        """Rend les unités employées (nombre non nul)."""
        return frozenset(nom for nom, valeur in self.valeurs().items() if valeur)

    @property
    def total_minutes(self) -> int:
        """Rend heures et minutes en minutes."""
        return self.heures * 60 + self.minutes

    @property
    def total_jours(self) -> int:
        """Rend jours et semaines en jours (semaine = sept jours, Cass. 3e civ., avis 06/11/2025, n° 25-70.018)."""
        return self.jours + 7 * self.semaines

    @property
    def total_mois(self) -> int:
        """Rend mois et années en mois."""
        return self.mois + 12 * self.annees

    def dire(self) -> str:
        """Écrit la durée : « 1 mois et 10 jours », « 24 heures »."""
        noms = {"annees": "an", "mois": "mois", "semaines": "semaine", "jours": "jour", "heures": "heure", "minutes": "minute"}
        parts = []
        for unite, nom in noms.items():
            nombre = self.valeurs()[unite]
            if nombre:
                parts.append(f"{nombre} {nom}{'s' if nombre > 1 and nom != 'mois' else ''}")
        return " et ".join(parts) or "sans durée"


@dataclass(frozen=True, slots=True)
class Terme:
    """Le résultat d'un calcul, en deux lectures ; toute borne est exclue.

    Maximum : ``legal`` et ``prudent`` sont le premier instant hors délai (« 24 h du 12 » = 00:00 du 13). Minimum : le premier
    instant permis. Départ : 00:00 du jour qui fait courir le délai. ``en_jours`` n'est vrai que d'un maximum dont la borne
    légale tombe à minuit : « le 12 à 24 h ». ``etapes`` dit le compte, sans répéter ni le départ ni la conclusion.
    ``raison_ecart`` est vide si, et seulement si, les deux lectures coïncident.
    """

    legal: Instant
    prudent: Instant
    en_jours: bool
    etapes: tuple[str, ...]
    raison_ecart: str = ""
    notes: tuple[str, ...] = ()
    report: bool = False

    def avec_notes(self, *notes: str) -> Terme:
        """Rend ce terme augmenté de notes (les vides sont ignorées)."""
        return replace(self, notes=self.notes + tuple(note for note in notes if note))


@dataclass(frozen=True, slots=True)
class Fenetre:
    """Deux bornes : pas avant ``minimum``, pas à partir de ``maximum``."""

    minimum: Terme
    maximum: Terme


def deux_departs(retenu: Terme, autre: Terme, dit: str, choisir: Callable[[Instant, Instant], Instant]) -> Terme:
    """Rend le terme dont la lecture prudente suit un second point de départ (``dit``) ; ``choisir`` : ``min`` ou ``max``."""
    prudent = choisir(retenu.prudent, autre.prudent)
    ecart = "Deux points de départ défendables : la lecture prudente suit l'autre." if prudent != retenu.legal else ""
    return replace(
        retenu,
        prudent=prudent,
        en_jours=retenu.en_jours and autre.en_jours,
        etapes=(*retenu.etapes, f"Depuis l'autre point de départ, {dit} :", *autre.etapes),
        raison_ecart=retenu.raison_ecart if prudent == retenu.prudent else ecart,
        notes=(*retenu.notes, *(note for note in autre.notes if note not in retenu.notes)),
    )


def fin_de_journee(jour: date, calendrier: Calendrier) -> Instant:
    """Rend « ce jour à 24 h » : 00:00 du lendemain, exclu, dans le fuseau du calendrier (art. 801 al. 1)."""
    return Instant.debut_du_jour(jour + UN_JOUR, calendrier.fuseau)


def dire_rang(n: int, nom: str) -> str:
    """Écrit un rang : « 1er jour », « 10e jour ouvrable »."""
    return f"{n}{'er' if n == 1 else 'e'} {nom}"


def en_jours(
    legal: date,
    prudent: date,
    calendrier: Calendrier,
    etapes: tuple[str, ...],
    raison: str,
    *,
    notes: tuple[str, ...] = (),
    report: bool = False,
) -> Terme:
    """Rend le terme d'un maximum en jours, dont les deux derniers jours utiles sont donnés."""
    return Terme(
        fin_de_journee(legal, calendrier),
        fin_de_journee(prudent, calendrier),
        en_jours=True,
        etapes=etapes,
        raison_ecart=raison if prudent != legal else "",
        notes=tuple(note for note in notes if note),
        report=report,
    )


def minimum_en_jours(
    legal: date, prudent: date, calendrier: Calendrier, etapes: tuple[str, ...], raison: str, *, notes: tuple[str, ...] = ()
) -> Terme:
    """Rend le terme d'un minimum en jours, dont les deux premiers jours permis sont donnés."""
    return Terme(
        Instant.debut_du_jour(legal, calendrier.fuseau),
        Instant.debut_du_jour(prudent, calendrier.fuseau),
        en_jours=False,
        etapes=etapes,
        raison_ecart=raison if prudent != legal else "",
        notes=tuple(note for note in notes if note),
    )
