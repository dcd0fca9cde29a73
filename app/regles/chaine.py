"""La chaîne d'une mesure : durées cumulées, prolongations qui les ouvrent, décisions tardives ou sans base.

« Échéance d'une étape : E(P) = T0 + P − C » (fiche 01, § 0.2). Une prolongation mal ouverte n'allonge rien.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from app.domain.comput import Duree, Terme, appliquer
from app.domain.faits import Acte, Mesure
from app.domain.francais import dire_instant
from app.domain.temps import Instant
from app.regles.conditions import Verdict, evaluer
from app.regles.contexte import Absent, Contexte
from app.regles.schema import ClausePalier, Regle, Version

if TYPE_CHECKING:
    from app.regles.session import Evaluation


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


@dataclass(frozen=True, slots=True)
class Etage:
    """Un palier atteint ou atteignable : ses bornes, l'acte qui l'ouvre, le verdict sur son ouverture."""

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

    @property
    def dernier(self) -> Etage | None:
        """Rend le dernier étage acquis."""
        return self.acquis[-1] if self.acquis else None

    @property
    def heures(self) -> int | None:
        """Rend la durée cumulée aujourd'hui autorisée, en heures."""
        return self.acquis[-1].palier.heures if self.acquis else None


def derouler(session: Evaluation, mesure: Mesure) -> Chaine | Absent | None:
    """Déroule la chaîne de la mesure. ``None`` si aucune règle n'y attache de palier ; ``Absent`` si son départ manque."""
    regles = session.corpus.regles_a_paliers(mesure.type)
    if not regles:
        return None
    t0 = session.calcul(mesure, "t0")
    if isinstance(t0, Absent):
        return t0
    imputees = session.calcul(mesure, "minutes_imputees")
    chaine = Chaine(t0, 0 if isinstance(imputees, Absent) else imputees)
    contexte = Contexte(session, mesure)
    _ouvrir_premiers(chaine, contexte, regles)
    _prolonger(chaine, contexte, regles)
    if chaine.acquis:
        _explorer(chaine, contexte, regles)
    return chaine


def _paliers(regles: Iterable[Regle], jour: date, t0: date, depuis: int | None) -> list[Palier]:
    trouves = []
    for regle in regles:
        version = regle.version_au(jour if regle.critere == "decision" else t0)
        if version and not version.abrogee:
            trouves += [Palier(regle, version, c) for c in version.paliers if c.depuis == depuis]
    return trouves


def _ouvrir_premiers(chaine: Chaine, contexte: Contexte, regles: tuple[Regle, ...]) -> None:
    jour = contexte.jour(chaine.t0)
    for palier in _paliers(regles, jour, jour, None):
        if evaluer(palier.clause.si, contexte).valeur:
            chaine.acquis.append(_etage(chaine, contexte, palier, None, Verdict(True)))


def _terme(chaine: Chaine, contexte: Contexte, heures: int) -> Terme:
    minutes = max(0, heures * 60 - chaine.imputees)
    terme = appliquer("heures_ecoulees", chaine.t0, Duree(minutes=minutes), contexte.calendrier)
    if not isinstance(terme, Terme):
        raise TypeError("heures_ecoulees rend un terme")
    return terme


def _etage(chaine: Chaine, contexte: Contexte, palier: Palier, acte: Acte | None, verdict: Verdict) -> Etage:
    plein = _terme(chaine, contexte, palier.heures)
    legal, prudent, etapes = plein.legal, plein.prudent, list(plein.etapes)
    precedent = chaine.dernier
    accordee = _accordee(contexte.pour_acte(acte), palier, acte)
    depart = precedent.legal if precedent and palier.clause.depuis is not None else chaine.t0
    if accordee is not None:
        fixe = depart.plus(heures=accordee)
        if fixe < legal:
            legal, prudent = fixe, min(fixe, prudent)
            etapes.append(
                f"Durée fixée par le magistrat : {accordee} h depuis {dire_instant(depart, contexte.fuseau)}, "
                f"soit {dire_instant(fixe, contexte.fuseau)}, avant le plafond légal."
            )
    return Etage(
        palier, legal, prudent, tuple(etapes), plein.raison_ecart, acte, precedent.legal if precedent else None, verdict
    )


def _accordee(contexte: Contexte, palier: Palier, acte: Acte | None) -> int | None:
    pas = palier.heures - (palier.clause.depuis or 0)
    if palier.clause.duree_fait:
        valeur = contexte.valeur(palier.clause.duree_fait)
        return pas if isinstance(valeur, Absent) else min(int(valeur), pas)
    valeur = acte.valeurs.get("duree_heures") if acte else None
    return min(int(valeur), pas) if isinstance(valeur, int) else None


def _prolonger(chaine: Chaine, contexte: Contexte, regles: tuple[Regle, ...]) -> None:
    t0 = contexte.jour(chaine.t0)
    for acte in contexte.actes(*_decisions(regles)):
        dernier = chaine.dernier
        if dernier is None:
            return
        jour = contexte.jour(acte.le) if acte.le is not None else contexte.jour(dernier.legal)
        vu_de = contexte.pour_acte(acte)
        possibles = [
            p
            for p in _paliers(regles, jour, t0, dernier.palier.heures)
            if p.clause.decision == acte.type and _convient(p, acte) and evaluer(p.clause.si, vu_de).valeur is not False
        ]
        if not possibles:
            chaine.rejets.append(_sans_base(acte, regles, jour, t0, dernier))
            continue
        _decider(chaine, vu_de, acte, possibles, dernier)


def _decisions(regles: Iterable[Regle]) -> tuple[str, ...]:
    return tuple({c.decision: None for r in regles for v in r.versions for c in v.paliers if c.depuis is not None})


def _convient(palier: Palier, acte: Acte) -> bool:
    fondement = acte.valeurs.get("fondement")
    if not palier.clause.fondements:
        return True
    if fondement is None:
        return palier.clause.depuis in (None, 24) and palier.heures <= 48
    return fondement in palier.clause.fondements


def _decider(chaine: Chaine, vu_de: Contexte, acte: Acte, possibles: list[Palier], dernier: Etage) -> None:
    if acte.instant is None:
        chaine.rejets.append(
            Rejet(possibles[0], acte, "l'heure de la décision n'est pas renseignée", manquants=("heure de la décision",))
        )
        return
    limite = max(dernier.legal, chaine.t0.plus(secondes=1)) if dernier.legal == chaine.t0 else dernier.legal
    if acte.instant >= limite:
        raison = (
            f"décision du {dire_instant(acte.instant, vu_de.fuseau)}, alors que la mesure devait cesser "
            f"le {dire_instant(dernier.legal, vu_de.fuseau)}"
        )
        chaine.rejets.append(Rejet(possibles[0], acte, raison, tardive=True))
        return
    ouverts: list[tuple[Palier, Verdict]] = []
    echoues: list[tuple[Palier, Verdict]] = []
    for palier in possibles:
        verdict = evaluer((*palier.clause.si, *palier.clause.ouverture), vu_de)
        (ouverts if verdict.valeur else echoues).append((palier, verdict))
    if not ouverts:
        for palier, verdict in echoues:
            raison = " ; ".join(verdict.echecs) or "conditions non vérifiables"
            chaine.rejets.append(Rejet(palier, acte, raison, manquants=verdict.manquants))
        return
    etages = [_etage(chaine, vu_de, p, acte, v) for p, v in ouverts]
    if acte.instant >= dernier.prudent:
        chaine.tardives_prudentes.append((dernier, acte))
    meilleur = max(e.palier.heures for e in etages)
    chaine.acquis += [e for e in etages if e.palier.heures == meilleur]


def _sans_base(acte: Acte, regles: tuple[Regle, ...], jour: date, t0: date, dernier: Etage) -> Rejet:
    fondement = acte.valeurs.get("fondement")
    meme = [
        Palier(r, v, c)
        for r in regles
        for v in [r.version_au(jour if r.critere == "decision" else t0)]
        if v
        for c in v.paliers
        if c.depuis is not None and fondement in c.fondements
    ]
    return Rejet(
        meme[0] if meme else dernier.palier,
        acte,
        f"aucune prolongation sur ce fondement n'est ouverte à cette personne après {dernier.palier.heures} h",
    )


def _explorer(chaine: Chaine, contexte: Contexte, regles: tuple[Regle, ...]) -> None:
    """Parcourt ce que la loi permettrait ensuite, palier par palier, sans rien accorder."""
    t0 = contexte.jour(chaine.t0)
    vus: set[int] = set()
    rangs = [chaine.heures]
    while rangs:
        depuis = rangs.pop(0)
        if depuis is None or depuis in vus:
            continue
        vus.add(depuis)
        fin = _terme(chaine, contexte, depuis)
        for palier in _paliers(regles, contexte.jour(fin.legal.plus(secondes=-1)), t0, depuis):
            verdict_si = evaluer(palier.clause.si, contexte)
            if verdict_si.valeur is False:
                continue
            verdict = evaluer((*palier.clause.si, *palier.clause.ouverture), contexte)
            plein = _terme(chaine, contexte, palier.heures)
            avant = chaine.acquis[-1].legal if depuis == chaine.heures else fin.legal
            chaine.possibles.append(
                Etage(palier, plein.legal, plein.prudent, plein.etapes, plein.raison_ecart, None, avant, verdict)
            )
            if verdict.valeur:
                rangs.append(palier.heures)
