"""Conditions : vocabulaire fermé de prédicats, évalué en logique à trois valeurs (vrai, faux, fait manquant)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from app.domain.erreurs import ErreurMetier
from app.domain.temps import Instant
from app.regles.contexte import Absent, Contexte
from app.regles.schema import Comparaison, Condition, Existence, Non, UnParmi

SUR_CONSTANTE = ("egal", "different", "parmi", "hors", "au_moins", "inferieur_a", "plus_de", "au_plus", "contient")
SUR_INSTANT = ("avant", "au_plus_tard", "apres", "des", "meme_jour", "autre_jour")
OPERATEURS = (*SUR_CONSTANTE, *SUR_INSTANT, "present", "egal_au_fait")


class ConditionInvalide(ErreurMetier):
    """Une condition du paquet est malformée."""

    code = "condition_invalide"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Résultat d'une condition : vrai, faux ou ``None`` (indécidable : faits manquants) ; et ce qui l'a fait échouer.

    Une raison ne s'écrit que si on la demande : le plus souvent, une condition fausse dit seulement que la règle ne joue pas.
    """

    valeur: bool | None
    manquants: tuple[str, ...] = ()
    raisons: tuple[str | Callable[[], str], ...] = ()

    @property
    def echecs(self) -> tuple[str, ...]:
        """Rend les raisons de l'échec, en français, sans doublon."""
        return tuple(dict.fromkeys(r if isinstance(r, str) else r() for r in self.raisons))


VRAI = Verdict(True)


def lire_conditions(bruts: Sequence[Any], ou: str) -> tuple[Condition, ...]:
    """Lit une liste de conditions TOML. Lève ``ConditionInvalide`` (où, quoi, attendu)."""
    if not isinstance(bruts, list | tuple):
        raise ConditionInvalide("une liste de conditions [ {…}, … ] était attendue.", ou=ou)
    return tuple(_lire(b, f"{ou}, condition {n}") for n, b in enumerate(bruts, 1))


def _lire(brut: Any, ou: str) -> Condition:
    if not isinstance(brut, Mapping):
        raise ConditionInvalide("une table { fait = …, egal = … } était attendue.", ou=ou)
    reste = dict(brut)
    phrase = reste.pop("phrase", "")
    if "un_parmi" in reste:
        choix = tuple(lire_conditions(c, ou) for c in reste.pop("un_parmi"))
        _vide(reste, ou)
        return UnParmi(choix, phrase)
    if "non" in reste:
        conditions = lire_conditions(reste.pop("non"), ou)
        _vide(reste, ou)
        return Non(conditions, phrase)
    if "acte" in reste:
        types = reste.pop("acte")
        types = (types,) if isinstance(types, str) else tuple(types)
        existence = Existence(types, reste.pop("existe", True), lire_conditions(reste.pop("ou", ()), ou), phrase)
        _vide(reste, ou)
        return existence
    return _comparaison(reste, phrase, ou)


def _comparaison(reste: dict[str, Any], phrase: str, ou: str) -> Comparaison:
    if "fait" not in reste:
        raise ConditionInvalide("« fait », « acte », « un_parmi » ou « non » était attendu.", ou=ou)
    fait = reste.pop("fait")
    decalage = _minutes(reste.pop("decalage", {}), ou)
    a_defaut = "defaut" in reste
    defaut = reste.pop("defaut", None)
    if len(reste) != 1 or next(iter(reste)) not in OPERATEURS:
        raise ConditionInvalide(
            f"un seul opérateur était attendu parmi : {', '.join(OPERATEURS)} ; reçu {sorted(reste)}.", ou=ou
        )
    operateur, valeur = next(iter(reste.items()))
    if operateur in SUR_INSTANT and isinstance(valeur, datetime):
        raise ConditionInvalide("comparer à un chemin de fait ou à une date, non à une heure écrite en dur.", ou=ou)
    return Comparaison(fait, operateur, valeur, decalage, defaut, a_defaut, phrase)


def _minutes(duree: Any, ou: str) -> int:
    facteurs = {"minutes": 1, "heures": 60, "jours": 1440}
    if not isinstance(duree, Mapping) or any(u not in facteurs for u in duree):
        raise ConditionInvalide("« decalage » attend { minutes = … } ou { heures = … } ou { jours = … }.", ou=ou)
    return sum(facteurs[u] * n for u, n in duree.items())


def _vide(reste: Mapping[str, Any], ou: str) -> None:
    if reste:
        raise ConditionInvalide(f"clé « {next(iter(reste))} » inattendue ici.", ou=ou)


def evaluer(conditions: Sequence[Condition], contexte: Contexte) -> Verdict:
    """Évalue une conjonction : faux l'emporte sur indécidable, qui l'emporte sur vrai."""
    manquants: list[str] = []
    raisons: list[str | Callable[[], str]] = []
    valeur: bool | None = True
    for condition in conditions:
        verdict = _evaluer(condition, contexte)
        if verdict.valeur is False:
            valeur = False
            raisons += verdict.raisons
        elif verdict.valeur is None:
            manquants += verdict.manquants
    if valeur is False:
        return Verdict(False, (), tuple(raisons))
    return Verdict(None, tuple(dict.fromkeys(manquants))) if manquants else VRAI


def _evaluer(condition: Condition, contexte: Contexte) -> Verdict:
    match condition:
        case Comparaison():
            return _comparer(condition, contexte)
        case Existence():
            return _exister(condition, contexte)
        case UnParmi():
            verdicts = [evaluer(c, contexte) for c in condition.choix]
            if any(v.valeur for v in verdicts):
                return VRAI
            manquants = tuple(m for v in verdicts for m in v.manquants)
            if manquants:
                return Verdict(None, manquants)
            raisons = (condition.phrase,) if condition.phrase else tuple(r for v in verdicts for r in v.raisons)
            return Verdict(False, (), raisons)
        case Non():
            verdict = evaluer(condition.conditions, contexte)
            if verdict.valeur is None:
                return verdict
            return VRAI if not verdict.valeur else Verdict(False, (), (condition.phrase or "condition d'exclusion remplie",))


def _exister(condition: Existence, contexte: Contexte) -> Verdict:
    manquants: list[str] = []
    trouve = False
    for acte in contexte.actes(*condition.types):
        if contexte.acte is not None and acte.id == contexte.acte.id and not condition.ou:
            continue
        verdict = evaluer(condition.ou, contexte.pour_autre(acte))
        if verdict.valeur:
            trouve = True
            break
        manquants += verdict.manquants
    if trouve == condition.existe:
        if not trouve and manquants:
            return Verdict(None, tuple(manquants))
        return VRAI
    if not trouve and manquants:
        return Verdict(None, tuple(manquants))
    return Verdict(False, (), (condition.phrase or partial(_phrase_existence, condition, contexte),))


def _comparer(c: Comparaison, contexte: Contexte) -> Verdict:
    gauche = contexte.valeur(c.fait)
    if isinstance(gauche, Absent) and c.a_defaut:
        gauche = c.defaut
    if c.operateur == "present":
        present = not isinstance(gauche, Absent) and gauche != "" and gauche is not None
        return VRAI if present == c.valeur else Verdict(False, (), (c.phrase or partial(_phrase_presence, c, contexte),))
    if isinstance(gauche, Absent):
        return Verdict(None, gauche.faits)
    droite: Any = c.valeur
    if c.operateur in SUR_INSTANT or c.operateur == "egal_au_fait":
        droite = contexte.valeur(droite) if isinstance(droite, str) else droite
        if isinstance(droite, Absent):
            return Verdict(None, droite.faits)
    vrai = _appliquer(c, gauche, droite, contexte)
    return VRAI if vrai else Verdict(False, (), (c.phrase or partial(_phrase, c, gauche, contexte),))


def _appliquer(c: Comparaison, gauche: Any, droite: Any, contexte: Contexte) -> bool:
    match c.operateur:
        case "egal" | "egal_au_fait":
            return bool(gauche == droite)
        case "different":
            return bool(gauche != droite)
        case "parmi":
            return gauche in droite
        case "hors":
            return gauche not in droite
        case "contient":
            return droite in gauche
        case "au_moins":
            return bool(gauche >= droite)
        case "inferieur_a":
            return bool(gauche < droite)
        case "plus_de":
            return bool(gauche > droite)
        case "au_plus":
            return bool(gauche <= droite)
        case "meme_jour":
            return contexte.jour(gauche) == contexte.jour(droite)
        case "autre_jour":
            return contexte.jour(gauche) != contexte.jour(droite)
        case _:
            return _comparer_instants(c, gauche, droite, contexte)


def _comparer_instants(c: Comparaison, gauche: Any, droite: Any, contexte: Contexte) -> bool:
    a: Any
    b: Any
    if isinstance(gauche, Instant) and isinstance(droite, Instant):
        a, b = gauche, droite.plus(minutes=c.decalage_minutes)
    else:
        a, b = contexte.jour(gauche), contexte.jour(droite)
    match c.operateur:
        case "avant":
            return bool(a < b)
        case "au_plus_tard":
            return bool(a <= b)
        case "apres":
            return bool(a > b)
        case _:
            return bool(a >= b)


def _phrase_existence(condition: Existence, contexte: Contexte) -> str:
    libelles = " ou ".join(f"« {contexte.intitule_acte(t)} »" for t in condition.types)
    return f"acte {libelles} {'absent' if condition.existe else 'présent'}"


def _phrase_presence(c: Comparaison, contexte: Contexte) -> str:
    return f"« {contexte.intitule(c.fait)} » {'non renseigné' if c.valeur else 'renseigné'}"


_ATTENDUS = {
    "egal": "attendu",
    "different": "exclu",
    "parmi": "attendu parmi",
    "hors": "exclu",
    "au_moins": "au moins",
    "plus_de": "plus de",
    "inferieur_a": "moins de",
    "au_plus": "au plus",
    "avant": "avant",
    "au_plus_tard": "au plus tard",
    "apres": "après",
    "des": "à partir de",
}


def _phrase(c: Comparaison, gauche: Any, contexte: Contexte) -> str:
    attendu = _ATTENDUS.get(c.operateur, c.operateur)
    droite = contexte.valeur(c.valeur) if c.operateur in SUR_INSTANT and isinstance(c.valeur, str) else c.valeur
    if isinstance(droite, Instant):
        droite = droite.plus(minutes=c.decalage_minutes)
    return f"{contexte.intitule(c.fait)} : {contexte.dire(gauche)} ({attendu} {contexte.dire(droite)})"
