"""Ce qui se déduit de la peine, ce qu'il en reste, et quand elle est subie (CPP, art. 716-1, 716-4, 464-1, 367).

Se déduisent la détention, l'ARSE, la rétention sur mandat d'amener ou d'arrêt et les périodes saisies (étranger, 712-17,
712-19) ; jamais la garde à vue. Un jour entamé compte pour un jour, et une seule fois.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from app.domain.comput import Duree, Terme, appliquer
from app.domain.comput.quantieme import quantieme
from app.domain.echeance import Etape
from app.domain.faits import Acte, Mesure
from app.domain.francais import dire_jour
from app.domain.temps import Instant
from app.regles.contexte import Absent, Contexte
from app.regles.registre import Derivee, fait

UN_JOUR = timedelta(days=1)
SANS_OBJET = Absent(())
MANDATS = ("amener", "arret", "arret_135_2", "arret_410_1", "arret_condamne")


@dataclass(frozen=True, slots=True)
class Periode:
    """Une privation de liberté à déduire : premier et dernier jour compris, et ce qu'elle est."""

    debut: date
    fin: date
    nom: str

    @property
    def jours(self) -> int:
        """Rend le nombre de jours, premier et dernier compris."""
        return (self.fin - self.debut).days + 1

    def dire(self) -> str:
        """Écrit les bornes : « Du … au … », ou le seul jour."""
        unique = self.debut == self.fin
        return f"Le {dire_jour(self.debut)}" if unique else f"Du {dire_jour(self.debut)} au {dire_jour(self.fin)}"

    @property
    def mois_et_jours(self) -> tuple[int, int]:
        """Rend les mois entiers, de quantième à quantième, et les jours qui restent."""
        lendemain, mois = self.fin + UN_JOUR, 0
        while quantieme(self.debut, mois + 1) <= lendemain:
            mois += 1
        return mois, (lendemain - quantieme(self.debut, mois)).days


def _jour(valeur: Any, contexte: Contexte) -> date | None:
    return contexte.jour(valeur) if isinstance(valeur, (Instant, date)) else None


def _dernier_jour(valeur: Any, contexte: Contexte) -> date | None:
    """Rend le dernier jour subi : la veille d'une sortie à minuit juste."""
    return _jour(valeur.plus(secondes=-1) if isinstance(valeur, Instant) else valeur, contexte)


def _premier(actes: tuple[Acte, ...], *types: str) -> Acte | None:
    return next((a for a in actes if a.type in types and a.le is not None), None)


def _debut_de_detention(mesure: Mesure, contexte: Contexte) -> date | None:
    actes = contexte.session.en_vigueur(mesure)
    jours = [_jour(a.le, contexte) for a in actes if a.type == "placement_detention"]
    jours += [_jour(a.valeurs.get("date_ecrou"), contexte) for a in actes if a.type == "placement_detention"]
    jours += [_jour(a.le, contexte) for a in actes if a.type == "incarceration_provisoire" and "fin" not in a.valeurs]
    return min((j for j in jours if j is not None), default=None)


def _de_la_mesure(mesure: Mesure, contexte: Contexte, jusqu_au: date) -> Iterator[Periode]:
    actes = contexte.session.en_vigueur(mesure)
    match mesure.type:
        case "detention":
            debut = _debut_de_detention(mesure, contexte)
            sortie = _premier(actes, "levee_ecrou") or _premier(actes, "mise_en_liberte")
            fin = _dernier_jour(sortie.le, contexte) if sortie else jusqu_au
            if debut is not None and fin is not None:
                yield Periode(debut, fin, "détention")
            for acte in actes:
                entree = _jour(acte.le, contexte) if acte.type == "incarceration_provisoire" else None
                sorti = _dernier_jour(acte.valeurs.get("fin"), contexte)
                if entree is not None and sorti is not None:
                    yield Periode(entree, sorti, "incarcération provisoire")
        case "arse":
            pose, leve = _premier(actes, "placement_arse"), _premier(actes, "mainlevee")
            debut = _jour(pose.le, contexte) if pose else None
            if debut is not None:
                fin = _dernier_jour(leve.le, contexte) if leve else _veille_de_la_suite(debut, contexte, jusqu_au)
                yield Periode(debut, fin or jusqu_au, "assignation à résidence")
        case "retention_mandat" if mesure.valeurs.get("mandat", "amener") in MANDATS:
            jours = [contexte.jour(a.le) for a in actes if a.le is not None]
            if jours:
                levee = _premier(actes, "levee")
                yield Periode(
                    min(jours), _dernier_jour(levee.le, contexte) or min(jours) if levee else min(jours), "rétention sur mandat"
                )
        case _:
            pass
    for acte in actes:
        bornes = acte.valeurs.get("premier_jour"), acte.valeurs.get("dernier_jour")
        if acte.type == "periode_a_imputer" and isinstance(bornes[0], date) and isinstance(bornes[1], date):
            yield Periode(bornes[0], bornes[1], "période saisie")


def _veille_de_la_suite(debut: date, contexte: Contexte, jusqu_au: date) -> date:
    """Rend la veille de la détention qui suit une ARSE jamais levée, à défaut ``jusqu_au``."""
    mesures = (m for m in contexte.session.dossier.mesures if m.type == "detention")
    debuts = [j for m in mesures if (j := _debut_de_detention(m, contexte)) is not None and j > debut]
    return min([j - UN_JOUR for j in debuts] + [jusqu_au])


def _periodes(contexte: Contexte, jusqu_au: date) -> list[Periode]:
    """Rend les périodes du dossier jusqu'à ce jour, chronologiques, réunies quand elles se touchent ou se recouvrent."""
    brutes = [p for m in contexte.session.dossier.mesures for p in _de_la_mesure(m, contexte, jusqu_au)]
    bornees = [Periode(p.debut, min(p.fin, jusqu_au), p.nom) for p in brutes if p.debut <= min(p.fin, jusqu_au)]
    reunies: list[Periode] = []
    for p in sorted(bornees, key=lambda x: (x.debut, x.fin)):
        if reunies and p.debut <= reunies[-1].fin + UN_JOUR:
            avant = reunies.pop()
            noms = avant.nom if p.nom in avant.nom else f"{avant.nom}, {p.nom}"
            p = Periode(avant.debut, max(avant.fin, p.fin), noms)
        reunies.append(p)
    return reunies


def _jugement(contexte: Contexte) -> Acte | None:
    jugements = [a for a in contexte.actes("jugement") if a.le is not None]
    return jugements[-1] if jugements else None


def _peine(jugement: Acte) -> Duree | None:
    mois, jours = jugement.valeurs.get("peine_mois"), jugement.valeurs.get("peine_jours")
    duree = Duree(mois=mois if isinstance(mois, int) else 0, jours=jours if isinstance(jours, int) else 0)
    return duree if duree.unites else None


def _etapes(periodes: list[Periode]) -> tuple[Etape, ...]:
    return tuple(
        Etape(
            f"{p.dire()} ({p.nom}) : {p.jours} jour{'s' if p.jours > 1 else ''}.",
            article="CPP, art. 716-4",
        )
        for p in periodes
    )


@fait("peine_prononcee")
def peine_prononcee(contexte: Contexte, _parametres: Mapping[str, Any]) -> Derivee | Absent:
    """Rend la peine ferme du dernier jugement de la mesure, en mois et en jours (``duree_fait``)."""
    jugement = _jugement(contexte)
    duree = _peine(jugement) if jugement else None
    if duree is None:
        return Absent(("Jugement ou arrêt sur le fond : Peine ferme",))
    return Derivee({u: n for u, n in duree.valeurs().items() if n})


@fait("depart_de_peine")
def depart_de_peine(contexte: Contexte, _parametres: Mapping[str, Any]) -> Derivee | Absent:
    """Rend le jour dont la peine se compte : le premier de la détention en cours, reculé des jours déjà subis auparavant."""
    debut = _debut_de_detention(contexte.mesure, contexte)
    if debut is None:
        return Absent((f"date de « {contexte.intitule_acte('placement_detention')} »",))
    avant = _periodes(contexte, debut - UN_JOUR)
    jours = sum(p.jours for p in avant)
    etapes = [Etape(f"Détention en cours depuis le {dire_jour(debut)}."), *_etapes(avant)]
    if jours:
        debut -= timedelta(days=jours)
        pluriel = "s" if jours > 1 else ""
        etapes.append(
            Etape(f"{jours} jour{pluriel} déjà subi{pluriel} : la peine se compte comme depuis le {dire_jour(debut)}.")
        )
    return Derivee(debut, tuple(etapes))


@fait("peine_couverte")
def peine_couverte(contexte: Contexte, parametres: Mapping[str, Any]) -> Derivee | Absent:
    """Dit si la détention a déjà couvert, avant le jour du dernier jugement, la peine ferme qu'il prononce."""
    jugement, depart = _jugement(contexte), depart_de_peine(contexte, parametres)
    duree = _peine(jugement) if jugement else None
    if isinstance(depart, Absent):
        return depart
    if jugement is None or jugement.le is None or duree is None:
        return Absent(("Jugement ou arrêt sur le fond : Peine ferme",))
    terme = appliquer("peine", depart.valeur, duree, contexte.calendrier)
    fin = terme.prudent.jour(contexte.fuseau) if isinstance(terme, Terme) else date.max
    couverte = fin <= contexte.jour(jugement.le)
    dit = f"Peine de {duree.dire()} : subie le {dire_jour(fin - UN_JOUR)}."
    return Derivee(couverte, (*depart.etapes, Etape(dit)) if fin < date.max else depart.etapes)


@fait("jours_subis_avant")
def jours_subis_avant(contexte: Contexte, _parametres: Mapping[str, Any]) -> Derivee | Absent:
    """Rend les jours déjà subis dans le dossier avant la détention en cours ; rien s'il n'y en a pas."""
    debut = _debut_de_detention(contexte.mesure, contexte)
    avant = _periodes(contexte, debut - UN_JOUR) if debut is not None else []
    return Derivee(sum(p.jours for p in avant), _etapes(avant)) if avant else SANS_OBJET


@fait("jours_imputables")
def jours_imputables(contexte: Contexte, _parametres: Mapping[str, Any]) -> Derivee | Absent:
    """Rend les jours à déduire de la peine au jour du dernier jugement ; rien tant qu'aucune peine ferme n'est prononcée."""
    jugement = _jugement(contexte)
    if jugement is None or jugement.le is None or _peine(jugement) is None:
        return SANS_OBJET
    periodes = _periodes(contexte, contexte.jour(jugement.le))
    return Derivee(sum(p.jours for p in periodes), _etapes(periodes))


@fait("reste_de_peine")
def reste_de_peine(contexte: Contexte, _parametres: Mapping[str, Any]) -> Derivee | Absent:
    """Rend ce qui reste à subir au lendemain du dernier jugement, en mois et en jours, hors réductions de peine."""
    jugement = _jugement(contexte)
    peine = _peine(jugement) if jugement else None
    if jugement is None or jugement.le is None or peine is None:
        return SANS_OBJET
    periodes = _periodes(contexte, contexte.jour(jugement.le))
    if peine.total_mois == 1:
        total, emprunt = 30 + peine.total_jours - sum(p.jours for p in periodes), ""
        mois, jours = 0, total
    else:
        mois = peine.total_mois - sum(p.mois_et_jours[0] for p in periodes)
        jours = peine.total_jours - sum(p.mois_et_jours[1] for p in periodes)
        emprunt = "un mois restant compté pour trente jours, à confirmer par le greffe pénitentiaire" if jours < 0 else ""
        while jours < 0 and mois > 0:
            mois, jours = mois - 1, jours + 30
    subie = mois < 0 or jours < 0 or (mois == 0 and jours == 0)
    reste = "aucun : peine couverte" if subie else Duree(mois=mois, jours=jours).dire()
    dit = f"Peine de {peine.dire()}, moins ce qui précède : {reste}" + (f" ({emprunt})." if emprunt and not subie else ".")
    return Derivee(reste, (*_etapes(periodes), Etape(dit, article="CPP, art. 716-4")))
