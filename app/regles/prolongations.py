"""Les prolongations d'un titre : la décision reçue, ce qu'elle vaut, et ce que la loi permettrait ensuite.

Une décision rendue à l'instant de la fin, ou après, ne répare rien ; au-delà du maximum, elle n'allonge rien.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from app.domain.comput import Duree
from app.domain.faits import Acte
from app.domain.francais import dire_instant, dire_jour
from app.regles.conditions import Verdict, evaluer
from app.regles.contexte import Absent, Contexte
from app.regles.schema import Regle
from app.regles.titre import (
    Compteur,
    Pas,
    Periode,
    Refus,
    Suite,
    Titres,
    apres_ouverture,
    cle_de_duree,
    debut,
    plus,
    rang,
    terme_de,
)

NON_CALCULE = "non_calcule"
HORIZON = 12
"""Prolongations possibles montrées au plus, après la dernière accordée."""


def decisions(regles: Iterable[Regle]) -> tuple[str, ...]:
    """Rend les types d'actes qui prolongent un titre."""
    return tuple({p.decision: None for r in regles for v in r.versions for p in v.prolongations})


def _pas(regles: Iterable[Regle], contexte: Contexte, nom: str = "", jour: date | None = None) -> Iterator[Pas]:
    """Rend les clauses de prolongation de la version de chaque règle, vue de l'acte, ou au ``jour`` d'une décision à venir."""
    session: Any = contexte.session
    for regle in regles:
        quand = jour if jour is not None and regle.critere in ("decision", "acte") else session.jour_de_version(regle, contexte)
        version = None if isinstance(quand, Absent) else regle.version_au(quand)
        if version is not None:
            yield from (Pas(regle, version, c) for c in version.prolongations if not nom or nom in c.compteurs)


def recevoir(titres: Titres, acte: Acte, regles: tuple[Regle, ...], contexte: Contexte) -> None:
    """Attribue la décision au dernier compteur qui court et qu'elle peut prolonger ; à défaut, dit qu'elle n'a pas de base."""
    vu_de = contexte.pour_acte(acte)
    tous = [p for p in _pas(regles, vu_de) if p.clause.decision == acte.type]
    convient = [p for p in tous if _convient(p, acte)]
    ouverts = [c for c in titres.compteurs if apres_ouverture(c, acte, contexte)]
    courants = [c for c in ouverts if c.eteint_par is None or rang(c.eteint_par, contexte) > rang(acte, contexte)]
    for compteur in reversed(courants):
        propres = [p for p in convient if compteur.nom in p.clause.compteurs]
        if propres:
            _decider(compteur, acte, propres, vu_de)
            return
    if courants and courants[-1].clause.prolongation_inutile and acte.le is not None:
        courants[-1].refus.append(_sans_utilite(courants[-1], acte, vu_de))
    elif courants:
        dit = "son fondement ne prolonge pas ce titre" if tous else "aucune prolongation n'est prévue pour ce titre"
        courants[-1].refus.append(Refus(acte, None, dit))
    elif ouverts and ouverts[-1].eteint_par is not None:
        fin = ouverts[-1].eteint_par
        titre = f"ce titre avait pris fin par « {contexte.intitule_acte(fin.type).lower()} »"
        ouverts[-1].refus.append(Refus(acte, None, titre + (f" le {dire_jour(contexte.jour(fin.le))}" if fin.le else "")))
    elif tous and not titres.manques and not _precede(acte, titres, contexte) and not _hors_couverture(regles, contexte):
        titres.orphelines.append(
            Refus(acte, (convient or tous)[0], "aucun titre qu'elle puisse prolonger ne court à cette date")
        )


def _sans_utilite(compteur: Compteur, acte: Acte, vu_de: Contexte) -> Refus:
    """Rend le refus d'une décision que ce compteur n'attend pas : inutile avant son terme, tardive après."""
    tardive = acte.le is not None and debut(acte.le, vu_de) >= compteur.derniere.terme.legal
    raison = "la durée totale était épuisée" if tardive else compteur.clause.prolongation_inutile
    return Refus(acte, None, raison, tardive=tardive, inutile=not tardive)


def _precede(acte: Acte, titres: Titres, contexte: Contexte) -> bool:
    """Dit si la décision est d'avant le départ d'un titre rétabli depuis (cassation) : elle a joué dans le titre d'alors."""
    return acte.le is not None and any(contexte.jour(acte.le) < contexte.jour(c.depart) for c in titres.compteurs)


def _hors_couverture(regles: tuple[Regle, ...], contexte: Contexte) -> bool:
    """Dit si une règle déclare ne pas compter ce titre (texte non lu) : la décision ne peut alors être dite sans base."""
    session: Any = contexte.session
    for regle in regles:
        version = session.version(regle, contexte)
        for clause in () if version is None or isinstance(version, Absent) else version.calculs:
            sans_acte = clause.fonction == NON_CALCULE and not clause.pour_chaque
            if sans_acte and evaluer(clause.si, contexte).valeur is True:
                return True
    return False


def _convient(pas: Pas, acte: Acte) -> bool:
    fondement = acte.valeurs.get("fondement")
    return fondement is None or not pas.clause.fondements or fondement in pas.clause.fondements


def _decider(compteur: Compteur, acte: Acte, possibles: list[Pas], vu_de: Contexte) -> None:
    if acte.le is None:
        compteur.refus.append(
            Refus(acte, possibles[0], "la date de la décision n'est pas renseignée", manquants=("date de la décision",))
        )
        return
    derniere, quand = compteur.derniere, debut(acte.le, vu_de)
    if quand >= derniere.terme.legal:
        dit = dire_jour(vu_de.jour(acte.le)) if acte.instant is None else dire_instant(acte.instant, vu_de.fuseau)
        fin = dire_instant(derniere.terme.legal, vu_de.fuseau, en_jours=derniere.terme.en_jours)
        compteur.refus.append(
            Refus(acte, possibles[0], f"décision du {dit}, alors que le titre avait pris fin le {fin}", tardive=True)
        )
        return
    refus: list[Refus] = []
    visees = [p for p in possibles if evaluer(p.clause.si, vu_de).valeur is not False]
    for pas in visees or possibles:
        verdict = _permis(compteur, pas, compteur.periodes, vu_de)
        if verdict.valeur:
            _prolonger(compteur, acte, pas, vu_de)
            if quand >= derniere.terme.prudent:
                compteur.apres_prudente.append((derniere, acte))
            return
        raison = " ; ".join(verdict.echecs) or "conditions non vérifiables"
        refus.append(Refus(acte, pas, raison, manquants=verdict.manquants if verdict.valeur is None else ()))
    compteur.refus.append(next((r for r in refus if r.manquants), refus[0]))


def _permis(compteur: Compteur, pas: Pas, periodes: list[Periode], contexte: Contexte) -> Verdict:
    """Dit si ce pas est ouvert après ces périodes : durée cumulée, limite, nombre, conditions de la clause."""
    clause, cumul = pas.clause, periodes[-1].cumul
    existe = evaluer(clause.si, contexte)
    if existe.valeur is False:
        return existe
    limite = _limite(compteur, pas)
    if limite is not None and cle_de_duree(cumul) >= cle_de_duree(limite):
        return Verdict(False, (), (f"le maximum de {limite.dire()} est atteint",))
    if clause.depuis and cle_de_duree(cumul) < cle_de_duree(Duree(**clause.depuis)):
        return Verdict(False, (), (f"elle ne s'ouvre qu'au terme de {Duree(**clause.depuis).dire()}",))
    if compteur.clause.plafond and _au_plafond(compteur, periodes[-1], contexte):
        return Verdict(False, (), ("le plafond du titre est atteint",))
    deja = sum(1 for p in periodes if p.pas is not None and p.pas.clause.nom == clause.nom)
    if clause.nombre is not None and deja >= clause.nombre:
        return Verdict(False, (), (f"{clause.nombre} prolongation{'s' if clause.nombre > 1 else ''} de cette sorte au plus",))
    return evaluer((*clause.si, *clause.ouverture), contexte)


def _au_plafond(compteur: Compteur, periode: Periode, contexte: Contexte) -> bool:
    plafond = contexte.valeur(compteur.clause.plafond)
    return not isinstance(plafond, Absent) and periode.terme.prudent >= debut(plafond, contexte)


def _limite(compteur: Compteur, pas: Pas) -> Duree | None:
    limite: Mapping[str, int] = pas.clause.jusqu_a or compteur.clause.maximum
    if limite:
        return Duree(**limite)
    return None if pas.clause.nombre is not None else Duree(**compteur.clause.duree)


def _prolonger(compteur: Compteur, acte: Acte, pas: Pas, vu_de: Contexte) -> None:
    entier = Duree(**pas.clause.duree)
    accordee = None if pas.clause.duree_imposee else duree_accordee(pas, acte)
    if accordee is not None and cle_de_duree(accordee) > cle_de_duree(entier):
        compteur.excessives.append((acte, pas, accordee))
    periode = _periode(compteur, pas, min(accordee, entier, key=cle_de_duree) if accordee else entier, vu_de, acte)
    if isinstance(periode, Periode):
        compteur.periodes.append(periode)


def _periode(
    compteur: Compteur, pas: Pas, ajout: Duree, contexte: Contexte, acte: Acte | None, depuis: Duree | None = None
) -> Periode | Absent:
    cumul, limite = plus(depuis or compteur.derniere.cumul, ajout), _limite(compteur, pas)
    cumul = min(cumul, limite, key=cle_de_duree) if limite else cumul
    terme = terme_de(compteur, cumul, contexte)
    return terme if isinstance(terme, Absent) else Periode(cumul, terme, acte, pas)


def duree_accordee(pas: Pas, acte: Acte) -> Duree | None:
    """Rend la durée que la décision écrit, dans l'unité du pas ; ``None`` si elle n'est pas saisie."""
    unite = next(iter(pas.clause.duree))
    unite = "mois" if unite == "annees" else unite
    valeur = acte.valeurs.get(pas.clause.duree_champ or f"duree_{unite}")
    return Duree(**{unite: valeur}) if isinstance(valeur, int) and valeur > 0 else None


def suites(compteur: Compteur, regles: tuple[Regle, ...], contexte: Contexte) -> Iterator[Suite]:
    """Parcourt ce que la loi permettrait ensuite. Un fait que seule la décision dira laisse la suite possible, à vérifier."""
    periodes = list(compteur.periodes)
    vu_de = contexte.pour_acte(compteur.acte)
    for n in range(1, HORIZON + 1):
        derniere = periodes[-1]
        veille = derniere.terme.prudent.plus(secondes=-1).jour(contexte.fuseau)
        suivante = None
        for pas in _pas(regles, vu_de, compteur.nom, veille):
            verdict = _permis(compteur, pas, periodes, contexte)
            periode = _periode(compteur, pas, Duree(**pas.clause.duree), contexte, None, derniere.cumul)
            if verdict.valeur is False or isinstance(periode, Absent):
                continue
            yield Suite(pas, derniere.terme, periode, verdict, n)
            suivante = suivante or periode
        if suivante is None:
            return
        periodes.append(suivante)
