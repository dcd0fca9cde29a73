"""La chaîne d'une mesure : durées cumulées, prolongations qui les ouvrent, décisions tardives ou sans base.

« Échéance d'une étape : E(P) = T0 + P − C » (fiche 01, § 0.2). Une prolongation mal ouverte n'allonge rien ; celle dont le
fondement n'est pas dit vaut la plus courte que l'autorité et la durée permettent à ce stade.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from app.domain.comput import Duree, Terme, appliquer
from app.domain.faits import Acte, Mesure
from app.domain.francais import dire_instant, dire_jour
from app.domain.temps import Instant
from app.regles.conditions import Verdict, evaluer
from app.regles.contexte import Absent, Contexte
from app.regles.schema import ClausePalier, Regle, Version

if TYPE_CHECKING:
    from app.regles.session import Evaluation


SANS_HEURE = "heure d'une autre décision de prolongation"
"""Tant qu'une décision n'a pas d'heure, nul ne sait si une autre est tardive ou sans base."""


@dataclass(frozen=True, slots=True)
class Palier:
    """Un palier d'une règle, dans la version retenue."""

    regle: Regle
    version: Version
    clause: ClausePalier

    @property
    def heures(self) -> int:
        """Rend la durée cumulée, en heures."""
        return self.clause.jusqu_a

    @property
    def pas(self) -> int:
        """Rend ce que ce palier ajoute au précédent, en heures."""
        return self.clause.jusqu_a - (self.clause.depuis or 0)


@dataclass(frozen=True, slots=True)
class Etage:
    """Un palier atteint ou atteignable : ses bornes, l'acte qui l'ouvre, le verdict sur son ouverture.

    ``avant`` est l'instant avant lequel la décision doit être prise (lecture prudente du palier précédent).
    """

    palier: Palier
    legal: Instant
    prudent: Instant
    etapes: tuple[str, ...]
    raison_ecart: str
    ouvert_par: Acte | None
    avant: Instant | None
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Rejet:
    """Une décision qui n'ouvre rien, et pourquoi."""

    palier: Palier
    acte: Acte
    raison: str
    tardive: bool = False
    manquants: tuple[str, ...] = ()


@dataclass(slots=True)
class Chaine:
    """L'état de la chaîne : étages acquis, possibles, décisions rejetées, fin courante."""

    t0: Instant
    imputees: int
    acquis: list[Etage] = field(default_factory=list)
    possibles: list[Etage] = field(default_factory=list)
    rejets: list[Rejet] = field(default_factory=list)
    tardives_prudentes: list[tuple[Etage, Acte]] = field(default_factory=list)
    debuts: list[tuple[Acte, Instant]] | None = None
    """Décisions et débuts des prolongations, dans l'ordre ; établis à la première demande (``periodes``)."""

    @property
    def dernier(self) -> Etage | None:
        """Rend le dernier étage acquis."""
        return self.acquis[-1] if self.acquis else None

    @property
    def heures(self) -> int | None:
        """Rend la durée cumulée aujourd'hui autorisée, en heures."""
        return self.acquis[-1].palier.heures if self.acquis else None


def derouler(session: Evaluation, mesure: Mesure) -> Chaine | Absent | None:
    """Déroule la chaîne de la mesure. ``None`` si aucune règle n'y attache de palier ; ``Absent`` si son départ manque.

    Une imputation inconnue (fin d'une mesure antérieure non saisie) est un départ qui manque : jamais zéro.
    """
    regles = session.corpus.regles_a_paliers(mesure.type)
    if not regles:
        return None
    t0 = session.calcul(mesure, "t0")
    if isinstance(t0, Absent):
        return t0
    imputees = session.imputees(mesure)
    if isinstance(imputees, Absent):
        return imputees
    chaine = Chaine(t0, imputees)
    contexte = Contexte(session, mesure)
    _ouvrir_premiers(chaine, contexte, regles)
    _prolonger(chaine, contexte, regles)
    if chaine.acquis:
        _explorer(chaine, contexte, regles)
    return chaine


def _version(regle: Regle, jour: date, t0: date) -> Version | None:
    return regle.version_au(jour if regle.critere == "decision" else t0)


def _paliers(regles: Iterable[Regle], jour: date, t0: date, depuis: int | None) -> list[Palier]:
    trouves = []
    for regle in regles:
        version = _version(regle, jour, t0)
        if version and not version.abrogee:
            trouves += [Palier(regle, version, c) for c in version.paliers if c.depuis == depuis]
    return trouves


def _ouvrir_premiers(chaine: Chaine, contexte: Contexte, regles: tuple[Regle, ...]) -> None:
    jour = contexte.jour(chaine.t0)
    for palier in _paliers(regles, jour, jour, None):
        if evaluer(palier.clause.si, contexte).valeur:
            chaine.acquis.append(_etage(chaine, contexte, palier, None, Verdict(True)))


def _terme(chaine: Chaine, contexte: Contexte, minutes: int) -> Terme:
    terme = appliquer("heures_ecoulees", chaine.t0, Duree(minutes=minutes), contexte.calendrier)
    if not isinstance(terme, Terme):
        raise TypeError("heures_ecoulees rend un terme")
    return terme


def _etage(
    chaine: Chaine, contexte: Contexte, palier: Palier, precedent: Etage | None, verdict: Verdict, note: str = ""
) -> Etage:
    """Rend l'étage : plafond légal, ou plus tôt si le magistrat a fixé moins, ici ou à l'étage précédent."""
    acte = contexte.acte
    plein = max(0, palier.heures * 60 - chaine.imputees)
    base = (precedent.legal.secondes - chaine.t0.secondes) // 60 if precedent else 0
    accordee = _accordee(contexte, palier)
    minutes = min(plein, base + (palier.pas if accordee is None else accordee) * 60)
    terme = _terme(chaine, contexte, minutes)
    etapes = terme.etapes if len(terme.etapes) > 1 or not minutes else ()
    if minutes < plein:
        depart = dire_instant(precedent.legal if precedent else chaine.t0, contexte.fuseau)
        fixe = palier.pas if accordee is None else accordee
        par = "Durée permise" if accordee is None else "Durée fixée par le magistrat"
        etapes = (f"{par} : {fixe} h, comptées depuis le {depart}.", *etapes[1:])
    etapes = (note, *etapes) if note else etapes
    return Etage(
        palier, terme.legal, terme.prudent, etapes, terme.raison_ecart, acte, precedent.prudent if precedent else None, verdict
    )


def _accordee(contexte: Contexte, palier: Palier) -> int | None:
    chemin = palier.clause.duree_fait or "acte.duree_heures"
    valeur = contexte.valeur(chemin)
    return None if isinstance(valeur, Absent) else min(int(valeur), palier.pas)


def _prolonger(chaine: Chaine, contexte: Contexte, regles: tuple[Regle, ...]) -> None:
    t0 = contexte.jour(chaine.t0)
    actes = contexte.actes(*_decisions(regles))
    for acte in actes:
        dernier = chaine.dernier
        if dernier is None:
            return
        jour = contexte.jour(acte.le) if acte.le is not None else contexte.jour(dernier.legal)
        vu_de = contexte.pour_acte(acte)
        possibles = [
            p
            for depuis in _seuils(chaine, regles, dernier)
            for p in _paliers(regles, jour, t0, depuis)
            if p.clause.decision == acte.type and _convient(p, acte) and evaluer(p.clause.si, vu_de).valeur is not False
        ]
        if not possibles:
            chaine.rejets.append(_sans_base(acte, vu_de, regles, (jour, t0), dernier))
            continue
        _decider(chaine, vu_de, sorted(possibles, key=lambda p: p.heures), dernier)
    if any(a.instant is None for a in actes):
        chaine.rejets = [r if r.manquants else replace(r, manquants=(SANS_HEURE,), tardive=False) for r in chaine.rejets]


def _seuils(chaine: Chaine, regles: Iterable[Regle], dernier: Etage) -> list[int]:
    """Rend les durées cumulées d'où une décision peut partir : celle du dernier étage, et les suivantes déjà consommées.

    Une reprise dont les mesures antérieures ont épuisé un palier (48 h subies) s'autorise au palier qui suit.
    """
    autres = {c.depuis for r in regles for v in r.versions for c in v.paliers if c.depuis is not None}
    return [dernier.palier.heures, *sorted(h for h in autres if h > dernier.palier.heures and h * 60 <= chaine.imputees)]


def _decisions(regles: Iterable[Regle]) -> tuple[str, ...]:
    return tuple({c.decision: None for r in regles for v in r.versions for c in v.paliers if c.depuis is not None})


def _convient(palier: Palier, acte: Acte) -> bool:
    fondement = acte.valeurs.get("fondement")
    return fondement is None or not palier.clause.fondements or fondement in palier.clause.fondements


def _decider(chaine: Chaine, vu_de: Contexte, possibles: list[Palier], dernier: Etage) -> None:
    """Retient, rejette ou laisse en attente la décision ``vu_de.acte`` ; ``possibles`` va du plus court au plus long."""
    acte = vu_de.acte
    if acte is None:
        return
    if acte.instant is None:
        chaine.rejets.append(
            Rejet(possibles[0], acte, "l'heure de la décision n'est pas renseignée", manquants=("heure de la décision",))
        )
        return
    if acte.instant >= _limite(chaine, vu_de, dernier):
        raison = (
            f"décision du {dire_instant(acte.instant, vu_de.fuseau)}, alors que la mesure devait cesser "
            f"le {dire_instant(dernier.legal, vu_de.fuseau)}"
        )
        chaine.rejets.append(Rejet(_vise(possibles, acte)[0], acte, raison, tardive=True))
        return
    verdicts = [(p, evaluer((*p.clause.si, *p.clause.ouverture), vu_de)) for p in possibles]
    ouverts = [p for p, v in verdicts if v.valeur]
    if not ouverts:
        chaine.rejets.append(_non_ouverte(acte, verdicts))
        return
    if dernier.prudent <= acte.instant < dernier.legal:
        chaine.tardives_prudentes.append((dernier, acte))
    note = _note(ouverts, acte)
    chaine.acquis += [_etage(chaine, vu_de, p, dernier, Verdict(True), note) for p in _vise(ouverts, acte)]


def _limite(chaine: Chaine, contexte: Contexte, dernier: Etage) -> Instant:
    """Rend l'instant avant lequel décider : la fin courante ; à l'ouverture même, si la durée s'est consommée avant elle.

    Une retenue régulièrement prolongée couvre le temps d'avant le placement : la décision prise en plaçant n'est pas tardive.
    """
    if dernier.legal == chaine.t0:
        return chaine.t0.plus(secondes=1)
    ouverture = next(
        (a.instant for a in contexte.actes(contexte.session.vocabulaire.mesures[contexte.mesure.type].ouverture)), None
    )
    if ouverture is None or ouverture < dernier.legal:
        return dernier.legal
    for mesure in contexte.mesures_anterieures():
        retenue = contexte.session.chaine(mesure) if contexte.s_impute_toujours(mesure.type) else None
        if isinstance(retenue, Chaine) and retenue.dernier is not None and retenue.dernier.legal > ouverture:
            return ouverture.plus(secondes=1)
    return dernier.legal


def _note(ouverts: list[Palier], acte: Acte) -> str:
    """Dit comment la décision est comprise quand son fondement manque et que plusieurs étaient ouverts."""
    if "fondement" in acte.valeurs or len({p.heures for p in ouverts}) < 2:
        return ""
    palier = _vise(ouverts, acte)[0]
    selon = "d'après la durée accordée" if "duree_heures" in acte.valeurs else "la plus courte ouverte à ce stade"
    return f"Fondement non renseigné : décision comprise comme « {palier.clause.action.lower()} », {selon}."


def _vise(paliers: list[Palier], acte: Acte) -> list[Palier]:
    """Rend le palier visé : celui de la durée accordée, à défaut le plus court (avec ses égaux d'autres règles)."""
    duree = acte.valeurs.get("duree_heures")
    assez = [p for p in paliers if isinstance(duree, int) and p.pas >= duree]
    heures = min(p.heures for p in assez) if assez else paliers[0].heures if duree is None else paliers[-1].heures
    return [p for p in paliers if p.heures == heures]


def _non_ouverte(acte: Acte, verdicts: list[tuple[Palier, Verdict]]) -> Rejet:
    vises = _vise([p for p, _ in verdicts], acte)
    choisis = [(p, v) for p, v in verdicts if p in vises]
    palier, verdict = next(((p, v) for p, v in choisis if v.valeur is None), choisis[0])
    return Rejet(palier, acte, " ; ".join(verdict.echecs) or "conditions non vérifiables", manquants=verdict.manquants)


def _sans_base(acte: Acte, vu_de: Contexte, regles: tuple[Regle, ...], jours: tuple[date, date], dernier: Etage) -> Rejet:
    fondement = acte.valeurs.get("fondement")
    jour, t0 = jours
    permis: list[Palier] = []
    perimes: list[Palier] = []
    for regle in regles:
        version = _version(regle, jour, t0)
        if version is None:
            continue
        vises = [c for v in regle.versions for c in v.paliers if c.depuis is not None and fondement in c.fondements]
        actuels = [Palier(regle, version, c) for c in vises if c in version.paliers]
        permis += [p for p in actuels if evaluer(p.clause.si, vu_de).valeur is not False]
        perimes += [Palier(regle, version, vises[0])] if vises and not actuels else []
    if perimes and not permis:
        return Rejet(perimes[0], acte, f"ce fondement n'était pas en vigueur le {dire_jour(jour)}")
    sur = "sur ce fondement " if fondement else ""
    raison = f"aucune prolongation {sur}n'est ouverte à cette personne après {dernier.palier.heures} h"
    return Rejet(permis[0] if permis else dernier.palier, acte, raison)


def _explorer(chaine: Chaine, contexte: Contexte, regles: tuple[Regle, ...]) -> None:
    """Parcourt ce que la loi permettrait ensuite, palier par palier, sans rien accorder."""
    t0 = contexte.jour(chaine.t0)
    atteints = [chaine.acquis[-1]]
    vus: set[int] = set()
    while atteints:
        depuis = atteints.pop(0)
        if depuis.palier.heures in vus:
            continue
        vus.add(depuis.palier.heures)
        veille = contexte.jour(depuis.legal.plus(secondes=-1))
        for palier in _paliers(regles, veille, t0, depuis.palier.heures):
            if evaluer(palier.clause.si, contexte).valeur is False:
                continue
            verdict = evaluer((*palier.clause.si, *palier.clause.ouverture), contexte)
            etage = _etage(chaine, contexte, palier, depuis, verdict)
            chaine.possibles.append(etage)
            if verdict.valeur:
                atteints.append(etage)
