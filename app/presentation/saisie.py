"""Lit une date-heure tapée par un greffier et rend un instant compris, une question, ou un refus qui dit quoi faire.

« Maintenant » et le fuseau sont fournis par l'appelant : ce module ne lit jamais l'heure du poste et ne devine rien en silence.
La phrase en toutes lettres dit toujours ce qui a été compris.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from app.domain.temps import HeureAmbigue, HeureInexistante, Instant
from app.presentation import grammaire
from app.presentation.formats import dire_heure, dire_jour, est_double, nom_de_zone, restant, retard, saison, typographier
from app.presentation.grammaire import Heure, Illisible, Jour, Moment

EXEMPLES = "« 14h32 », « hier 23:40 », « 12/03 8h », « +20h » ou « maintenant »"
_ANNEES = range(1900, 2200)


class Sens(StrEnum):
    """De quel côté de maintenant chercher ce qui n'est pas dit : un fait est passé, une convocation est future."""

    LIBRE = "libre"
    PASSE = "passe"
    FUTUR = "futur"


@dataclass(frozen=True, slots=True)
class Comprise:
    """Un instant compris : ``phrase`` en toutes lettres, ``ecart`` (« il y a 45 min »), ``canonique`` (ce qui se retape)."""

    instant: Instant
    phrase: str
    ecart: str
    canonique: str


@dataclass(frozen=True, slots=True)
class JourCompris:
    """Un jour compris, sans heure."""

    jour: date
    phrase: str
    canonique: str


@dataclass(frozen=True, slots=True)
class Question:
    """Plusieurs lectures défendables : c'est au greffier de dire laquelle."""

    message: str
    choix: tuple[Comprise, ...]


@dataclass(frozen=True, slots=True)
class Refus:
    """Rien de possible : ``message`` dit pourquoi et quoi taper ; ``code`` est stable (« vide », « heure_inexistante »…)."""

    message: str
    code: str


Lecture = Comprise | Question | Refus


class _Impossible(Exception):
    def __init__(self, message: str, code: str = "impossible") -> None:
        super().__init__(message)
        self.refus = Refus(message, code)


def lire(
    texte: str, *, maintenant: Instant, fuseau: str, sens: Sens = Sens.LIBRE, repere: Instant | None = None, poste: str = ""
) -> Lecture:
    """Lit une date-heure. ``repere`` est l'origine de « +20h » (``maintenant`` par défaut) ; ``poste`` le fuseau du poste."""
    brut = grammaire.normaliser(texte)
    if not brut:
        return Refus(f"Saisir une date et une heure : {EXEMPLES}.", "vide")
    lecteur = _Lecteur(maintenant, fuseau, sens, poste)
    brut = brut.removesuffix(grammaire.normaliser(nom_de_zone(fuseau))).rstrip() if " " in brut else brut
    try:
        if brut in grammaire.MAINTENANT:
            return lecteur.comprise(Instant(maintenant.secondes // 60 * 60))
        decalage = grammaire.lire_decalage(brut)
        if decalage is not None:
            return lecteur.decalee(decalage, repere or maintenant)
        moment = grammaire.lire_moment(brut)
    except Illisible as erreur:
        return Refus(str(erreur), "incomplete")
    except _Impossible as erreur:
        return erreur.refus
    if moment is None:
        return Refus(f"« {texte.strip()[:40]} » ne se lit pas comme une date et une heure. Taper {EXEMPLES}.", "illisible")
    return lecteur.moment(moment)


def lire_jour(
    texte: str, *, maintenant: Instant, fuseau: str, sens: Sens = Sens.LIBRE, annee_exigee: bool = False
) -> JourCompris | Refus:
    """Lit une date sans heure (naissance, faits). Avec ``annee_exigee``, « 12/03 » est refusé plutôt que complété."""
    brut = grammaire.normaliser(texte)
    if not brut:
        return Refus("Saisir une date, par exemple « 12/03/2026 ».", "vide")
    jour = grammaire.lire_jour_seul(brut)
    if jour is None:
        return Refus(f"« {texte.strip()[:40]} » ne se lit pas comme une date. Taper par exemple « 12/03/2026 ».", "illisible")
    if annee_exigee and jour.annee is None:
        return Refus("Préciser l’année, par exemple « 12/03/1990 ».", "annee_manquante")
    lecteur = _Lecteur(maintenant, fuseau, sens, "")
    try:
        jours = lecteur.jours(jour)
    except _Impossible as erreur:
        return erreur.refus
    if len(jours) > 1:
        return Refus(f"Préciser « {dire_nom(jours[0])} dernier » ou « {dire_nom(jours[0])} prochain ».", "ambigu")
    return JourCompris(jours[0], dire_jour(jours[0], abrege=False), f"{jours[0]:%d/%m/%Y}")


def dire_nom(jour: date) -> str:
    """Rend le nom du jour de la semaine, en toutes lettres."""
    return dire_jour(jour, abrege=False).split("\u00a0")[0]


def canonique(instant: Instant, fuseau: str) -> str:
    """Écrit un instant comme on le tape, saison comprise quand l'heure est double : « 25/10/2026 02:30 hiver »."""
    locale = instant.locale(fuseau)
    texte = locale.strftime("%d/%m/%Y %H:%M:%S" if locale.second else "%d/%m/%Y %H:%M")
    return f"{texte} {'hiver' if locale.fold else 'été'}" if est_double(instant, fuseau) else texte


@dataclass(frozen=True, slots=True)
class _Lecteur:
    maintenant: Instant
    fuseau: str
    sens: Sens
    poste: str

    @property
    def aujourd_hui(self) -> date:
        return self.maintenant.jour(self.fuseau)

    # --- rendre --------------------------------------------------------------------------------------------------------------

    def comprise(self, instant: Instant) -> Comprise:
        locale = instant.locale(self.fuseau)
        if locale.year not in _ANNEES:
            raise _Impossible(f"L’année {locale.year} est hors de portée.", "hors_de_portee")
        precisions = [saison(instant, self.fuseau), nom_de_zone(self.fuseau) if self.poste not in ("", self.fuseau) else ""]
        entre = ", ".join(p for p in precisions if p)
        phrase = f"{dire_jour(locale.date(), abrege=False)} à {dire_heure(instant, self.fuseau)}"
        ecart = instant.secondes - self.maintenant.secondes // 60 * 60
        situe = f"dans {restant(ecart)}" if ecart > 0 else f"il y a {retard(ecart)}"
        return Comprise(
            instant,
            f"{phrase} ({entre})" if entre else phrase,
            situe if abs(ecart) >= 60 else "à l’instant",
            canonique(instant, self.fuseau),
        )

    def decalee(self, decalage: grammaire.Decalage, repere: Instant) -> Lecture:
        if not decalage.jours:
            return self.comprise(Instant(repere.secondes // 60 * 60).plus(minutes=decalage.minutes))
        locale = repere.locale(self.fuseau).replace(tzinfo=None, second=0) + timedelta(
            days=decalage.jours, minutes=decalage.minutes
        )
        return self._lecture([locale], None)

    def moment(self, moment: Moment) -> Lecture:
        try:
            if moment.heure is None:
                raise _Impossible("Il manque l’heure : ajouter par exemple « 8h30 ».", "heure_manquante")
            heure = self._heure(moment.heure, moment.jour)
            if moment.heure.minuit:
                return self._minuit(self.jours(moment.jour) if moment.jour else [self.aujourd_hui])
            candidats = self._candidats(moment.jour, heure)
            return self._lecture(candidats, moment.saison)
        except _Impossible as erreur:
            return erreur.refus

    def _lecture(self, candidats: list[datetime], occurrence: int | None) -> Lecture:
        try:
            lectures = tuple(self.comprise(Instant.de_locale(c, self.fuseau, occurrence)) for c in candidats)
        except HeureInexistante as erreur:
            return Refus(self._sans_zone(erreur), "heure_inexistante")
        except HeureAmbigue as erreur:
            deux = (self.comprise(Instant.de_locale(candidats[0], self.fuseau, n)) for n in (1, 2))
            return Question(self._sans_zone(erreur), tuple(deux))
        if len(lectures) == 1:
            return lectures[0]
        return Question("De quel jour s’agit-il ?", lectures)

    def _sans_zone(self, erreur: HeureInexistante | HeureAmbigue) -> str:
        """Rend la phrase sans le nom technique du fuseau : l'écran dit déjà la zone quand ce n'est pas celle du poste."""
        return typographier(str(erreur).replace(f" ({self.fuseau})", ""))

    # --- heures --------------------------------------------------------------------------------------------------------------

    def _heure(self, heure: Heure, jour: Jour | None) -> time:
        if heure.heures == 24 and not heure.minutes:
            veille = self.jours(jour)[0] if jour else self.aujourd_hui
            lendemain = veille + timedelta(days=1)
            raise _Impossible(
                f"24 h n’est pas une heure d’horloge : pour la fin du {dire_jour(veille)}, taper « {lendemain:%d/%m} 0h ».",
                "vingt_quatre_heures",
            )
        try:
            return time(heure.heures, heure.minutes, heure.secondes)
        except ValueError:
            ecrite = f"{heure.heures}h{heure.minutes:02d}"
            raise _Impossible(
                f"« {ecrite} » n’existe pas : les heures vont de 0 à 23, les minutes de 0 à 59.", "heure_impossible"
            ) from None

    def _minuit(self, jours: list[date]) -> Lecture:
        bornes = sorted({j + timedelta(days=n) for j in jours for n in (0, 1)})
        lectures = tuple(self.comprise(Instant.debut_du_jour(j, self.fuseau)) for j in bornes)
        return Question("Minuit, au début ou à la fin de ce jour ?", lectures)

    # --- jours ---------------------------------------------------------------------------------------------------------------

    def _candidats(self, jour: Jour | None, heure: time) -> list[datetime]:
        if jour is None:
            return [
                self._choisir(
                    (datetime.combine(self.aujourd_hui + timedelta(days=n), heure) for n in (0, -1, 1)), jour_dit=False
                )
            ]
        jours = [datetime.combine(j, heure) for j in self.jours(jour)]
        semaine_nue = jour.semaine is not None and jour.quantieme is None and not jour.cote
        return [self._choisir(jours, jour_dit=True)] if semaine_nue and self.sens is not Sens.LIBRE else jours

    def _choisir(self, candidats: Iterable[datetime], *, jour_dit: bool) -> datetime:
        """Choisit selon le sens : le jour même (libre), le plus proche (fait passé), le prochain (futur).

        Le plus proche plutôt que le dernier passé : une montre en avance de trois minutes ne doit pas renvoyer à la veille.
        """
        liste = list(candidats)
        ici = self.maintenant.locale(self.fuseau).replace(tzinfo=None)
        if self.sens is Sens.FUTUR:
            return min((c for c in liste if c >= ici), default=liste[0])
        if self.sens is Sens.PASSE:
            return max((c for c in liste if c <= ici), default=liste[0]) if jour_dit else min(liste, key=lambda c: abs(c - ici))
        return liste[0]

    def jours(self, jour: Jour) -> list[date]:
        """Rend le jour écrit ; deux lectures pour un jour de semaine nu. Lève ``_Impossible``."""
        if jour.relatif is not None:
            return [self.aujourd_hui + timedelta(days=jour.relatif)]
        if jour.quantieme is not None:
            return [self._quantieme(jour, jour.quantieme)]
        ecart = ((jour.semaine or 0) - self.aujourd_hui.weekday()) % 7
        passe = self.aujourd_hui - timedelta(days=(-ecart) % 7 or 7)
        futur = self.aujourd_hui + timedelta(days=ecart or 7)
        if jour.cote:
            return [futur if jour.cote > 0 else passe]
        if ecart == 0:
            return [self.aujourd_hui] if self.sens is Sens.LIBRE else [self.aujourd_hui, passe, futur]
        return {Sens.PASSE: [passe], Sens.FUTUR: [futur], Sens.LIBRE: [passe, futur]}[self.sens]

    def _quantieme(self, jour: Jour, quantieme: int) -> date:
        ecrit = f"{quantieme:02d}/{jour.mois:02d}"
        annees = [self._siecle(jour.annee)] if jour.annee is not None else [self.aujourd_hui.year + n for n in (0, -1, 1)]
        possibles = [d for a in annees if (d := _date(a, jour.mois, quantieme)) is not None]
        trouve = min(possibles, key=lambda d: abs(d - self.aujourd_hui), default=None)
        if trouve is None or (jour.annee is None and abs(trouve - self.aujourd_hui) > timedelta(days=184)):
            raise _Impossible(f"Le {ecrit}/{annees[0]} n’existe pas dans le calendrier.", "date_impossible")
        if trouve.year not in _ANNEES:
            raise _Impossible(f"L’année {trouve.year} est hors de portée.", "hors_de_portee")
        if jour.semaine is not None and jour.semaine != trouve.weekday():
            raise _Impossible(
                f"Le {trouve:%d/%m/%Y} est un {dire_nom(trouve)} : vérifier le jour ou la date.", "jour_discordant"
            )
        return trouve

    def _siecle(self, annee: int) -> int:
        if annee >= 100:
            return annee
        cette_annee = self.aujourd_hui.year
        complete = cette_annee // 100 * 100 + annee
        limite = cette_annee if self.sens is Sens.PASSE else cette_annee + 20
        return complete - 100 if complete > limite else complete


def _date(annee: int, mois: int, quantieme: int) -> date | None:
    try:
        return date(annee, mois, quantieme)
    except ValueError:
        return None
