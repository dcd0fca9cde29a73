"""Les âges et le régime qu'ils commandent (fiche ``gav_mineur_age`` : deux âges, le plus protecteur l'emporte)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.domain.echeance import Etape
from app.domain.francais import dire_jour
from app.domain.temps import Instant
from app.regles.contexte import Absent, Contexte
from app.regles.registre import Derivee, fait

REGIMES = ((10, "moins_de_10"), (13, "10_13"), (16, "13_16"), (18, "16_18"))
DOUTE = Etape("Doute sur la minorité : il profite à l'intéressé, régime des mineurs.", article="CJPM, art. L. 13-1")
LIBELLES = {
    "moins_de_10": "moins de 10 ans",
    "10_13": "10 à 13 ans",
    "13_16": "13 à 16 ans",
    "16_18": "16 à 18 ans",
    "majeur": "majeur",
}


def age_a(naissance: date, jour: date) -> int:
    """Rend l'âge révolu ce jour-là (né un 29 février : anniversaire le 1er mars des années communes)."""
    return jour.year - naissance.year - ((jour.month, jour.day) < (naissance.month, naissance.day))


def regime(age: int) -> str:
    """Rend le régime d'un âge révolu."""
    return next((nom for limite, nom in REGIMES if age < limite), "majeur")


def _jour_de_la_mesure(contexte: Contexte) -> date | Absent:
    """Rend le jour du placement (fiche ``gav_mineur_age``), à défaut celui du début légal, à défaut du premier acte."""
    for chemin in ("premier.placement.le", "calcul.t0"):
        valeur = contexte.valeur(chemin)
        if isinstance(valeur, Instant | date):
            return contexte.jour(valeur)
    dates = [contexte.jour(a.le) for a in contexte.mesure.en_vigueur() if a.le is not None]
    return min(dates) if dates else Absent(("date de la mesure",))


def _premier_jour(contexte: Contexte, jour: date) -> date:
    """Rend le plus ancien du jour de la mesure et de celui de son début légal : l'âge pris entre-temps ne compte pas."""
    t0 = contexte.valeur("calcul.t0")
    return min(jour, contexte.jour(t0)) if isinstance(t0, Instant) else jour


@fait("age_a_la_mesure")
def age_a_la_mesure(contexte: Contexte, _parametres: Mapping[str, Any]) -> Derivee | Absent:
    """Rend l'âge révolu au jour du placement."""
    naissance, jour = contexte.valeur("personne.naissance"), _jour_de_la_mesure(contexte)
    if isinstance(naissance, Absent):
        return naissance
    return jour if isinstance(jour, Absent) else Derivee(age_a(naissance, jour))


@fait("age_aux_faits")
def age_aux_faits(contexte: Contexte, _parametres: Mapping[str, Any]) -> Derivee | Absent:
    """Rend l'âge révolu à la date des faits."""
    naissance, faits = contexte.valeur("personne.naissance"), contexte.valeur("procedure.date_des_faits")
    if isinstance(naissance, Absent):
        return naissance
    return faits if isinstance(faits, Absent) else Derivee(age_a(naissance, faits))


@fait("regime_d_age")
def regime_d_age(contexte: Contexte, _parametres: Mapping[str, Any]) -> Derivee | Absent:
    """Rend le régime le plus protecteur des deux âges ; à défaut de date des faits, celui de la mesure, et le dit."""
    naissance, jour = contexte.valeur("personne.naissance"), _jour_de_la_mesure(contexte)
    doute = contexte.valeur("personne.doute_minorite") is True
    if isinstance(naissance, Absent):
        return (
            Derivee("16_18", (DOUTE, Etape("Date de naissance à établir : la tranche d'âge en dépend.")))
            if doute
            else naissance
        )
    if isinstance(jour, Absent):
        return jour
    a_la_mesure = age_a(naissance, jour)
    etapes = [Etape(f"Né(e) le {dire_jour(naissance)} : {a_la_mesure} ans le jour de la mesure ({dire_jour(jour)}).")]
    ages = [a_la_mesure]
    premier = _premier_jour(contexte, jour)
    if age_a(naissance, premier) != a_la_mesure:
        ages.append(age_a(naissance, premier))
        etapes.append(Etape(f"{ages[-1]} ans au début légal de la mesure ({dire_jour(premier)})."))
    faits = contexte.valeur("procedure.date_des_faits")
    if isinstance(faits, Absent):
        etapes.append(Etape("Date des faits non renseignée : seul l'âge au jour de la mesure est pris."))
    else:
        aux_faits = age_a(naissance, faits)
        ages.append(aux_faits)
        etapes.append(Etape(f"{aux_faits} ans à la date des faits ({dire_jour(faits)}).", article="CJPM, art. L. 13-2"))
    retenu = regime(min(ages))
    if len({regime(a) for a in ages}) > 1:
        etapes.append(Etape(f"Ces âges donnent des régimes différents : le plus protecteur est retenu ({LIBELLES[retenu]})."))
    if retenu == "majeur" and doute:
        retenu = "16_18"
        etapes.append(DOUTE)
    return Derivee(retenu, tuple(etapes))


@fait("ecart_d_age")
def ecart_d_age(contexte: Contexte, _parametres: Mapping[str, Any]) -> Derivee | Absent:
    """Dit si l'âge aux faits et l'âge au jour de la mesure donnent deux régimes différents."""
    naissance, jour = contexte.valeur("personne.naissance"), _jour_de_la_mesure(contexte)
    faits = contexte.valeur("procedure.date_des_faits")
    if isinstance(naissance, Absent) or isinstance(jour, Absent) or isinstance(faits, Absent):
        return Absent(("date de naissance", "date des faits", "date de la mesure"))
    return Derivee(regime(age_a(naissance, faits)) != regime(age_a(naissance, jour)))


@fait("plus_de_seize_ans")
def plus_de_seize_ans(contexte: Contexte, _parametres: Mapping[str, Any]) -> Derivee | Absent:
    """Dit si la personne a plus de seize ans aux faits et à la mesure ; le jour du 16e anniversaire est refusé par prudence."""
    naissance, jour = contexte.valeur("personne.naissance"), _jour_de_la_mesure(contexte)
    if isinstance(naissance, Absent):
        return naissance
    if isinstance(jour, Absent):
        return jour
    faits = contexte.valeur("procedure.date_des_faits")
    jours = [jour, _premier_jour(contexte, jour)] + ([] if isinstance(faits, Absent) else [faits])
    return Derivee(
        all(
            age_a(naissance, j) >= 16 and (j.month, j.day, age_a(naissance, j)) != (naissance.month, naissance.day, 16)
            for j in jours
        )
    )


@fait("changement_d_age")
def changement_d_age(contexte: Contexte, _parametres: Mapping[str, Any]) -> Derivee | Absent:
    """Rend l'anniversaire qui changerait le régime entre le début de la mesure et son dernier acte ; il n'allonge rien."""
    naissance, jour = contexte.valeur("personne.naissance"), _jour_de_la_mesure(contexte)
    if isinstance(naissance, Absent) or isinstance(jour, Absent):
        return Absent(("date de naissance", "date de la mesure"))
    dernier = max((contexte.jour(a.le) for a in contexte.mesure.en_vigueur() if a.le is not None), default=jour)
    anniversaires = [_anniversaire(naissance, limite) for limite, _ in REGIMES]
    atteints = [a for a in anniversaires if _premier_jour(contexte, jour) < a <= dernier]
    return Derivee(atteints[-1]) if atteints else Absent(("anniversaire en cours de mesure",))


def _anniversaire(naissance: date, age: int) -> date:
    try:
        return naissance.replace(year=naissance.year + age)
    except ValueError:
        return date(naissance.year + age, 3, 1)
