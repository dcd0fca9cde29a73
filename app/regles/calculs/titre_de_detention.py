"""Le premier jour imputable d'un titre de détention (fiche ``comput_point_depart_titre`` et celle de l'imputation).

Le titre part du placement, avancé au premier jour d'une incarcération provisoire qui l'a précédé sans interruption ; jamais de
la garde à vue. Les jours d'une incarcération provisoire interrompue se retranchent (CPP, art. 145, dernier al.).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from app.domain.echeance import Etape
from app.domain.faits import Acte, Mesure
from app.domain.francais import dire_jour
from app.domain.temps import Instant
from app.regles.contexte import Absent, Contexte
from app.regles.registre import Derivee, deduit, fait

PLACEMENT, PROVISOIRE, CASSATION = "placement_detention", "incarceration_provisoire", "arret_cassation"
SORTIES = ("levee_ecrou", "mise_en_liberte")
RUPTURES = (*SORTIES, "annulation_titre", "renvoi_397_2", "jugement", "arret_cassation")
PAR_DEFAUT = "145"
CONTINUS = ("145", "137_4", "201", "cjpm_information")
"""Fondements d'un placement d'information : deux de suite, sans interruption, ne font qu'un titre."""
REVOCATION, NON_LIEU_PARTIEL = "141_2", "non_lieu_partiel"
DATE_DU_PLACEMENT = Absent(("date de « Placement en détention »",))


@dataclass(frozen=True, slots=True)
class Sejour:
    """Une incarcération provisoire : son premier jour, l'acte qui l'ouvre, et sa fin si elle a précédé le placement.

    ``sortie`` est le jour de la sortie, ``fin`` le dernier jour subi (la veille d'une sortie à minuit juste).
    """

    debut: date
    acte: str
    sortie: date | None = None
    fin: date | None = None


def jour_d_acte(acte: Acte, contexte: Contexte, repli: str = "") -> date | None:
    """Rend le jour local de l'acte, à défaut celui du champ ``repli`` (heure de notification)."""
    quand = acte.le if acte.le is not None else acte.valeurs.get(repli)
    return contexte.jour(quand) if isinstance(quand, (Instant, date)) else None


def jour_du_placement(acte: Acte, contexte: Contexte) -> tuple[date, str] | Absent:
    """Rend le jour du titre et ce qui le donne : l'ordonnance, ou l'écrou s'il l'a précédée (mandat d'arrêt exécuté)."""
    ordonnance, ecrou = jour_d_acte(acte, contexte, "notifie_le"), acte.valeurs.get("date_ecrou")
    if ordonnance is None:
        return DATE_DU_PLACEMENT
    if isinstance(ecrou, date) and ecrou < ordonnance:
        return ecrou, "écrou antérieur à l'ordonnance de placement"
    return ordonnance, "placement en détention"


def est_d_information(acte: Acte, mesure: Mesure, contexte: Contexte, parametres: Mapping[str, Any]) -> bool:
    """Dit si ce placement ouvre un titre d'information. Sans fondement saisi, c'est un placement de l'article 145.

    ``fondements`` : toujours. ``avant_reglement`` : sauf si l'information est déjà réglée (141-2, al. 2).
    ``information_ouverte`` : seulement si une information est ouverte au jour du placement, ou a déjà fondé une détention.
    """
    fondement = acte.valeurs.get("fondement", PAR_DEFAUT)
    if fondement in parametres["fondements"]:
        return True
    jour = jour_d_acte(acte, contexte, "notifie_le")
    if fondement in parametres["avant_reglement"]:
        return not _un_acte_avant("reglement", jour, contexte)
    if fondement in parametres["information_ouverte"]:
        ouverte = _un_acte_avant("ouverture_information", jour, contexte) or _deja_place(mesure, contexte, parametres)
        return ouverte and not _un_acte_avant("reglement", jour, contexte)
    return False


def _deja_place(mesure: Mesure, contexte: Contexte, parametres: Mapping[str, Any]) -> bool:
    """Dit si une détention antérieure du dossier relevait de l'information, qui est donc ouverte."""
    return any(
        acte.type == PLACEMENT and acte.valeurs.get("fondement", PAR_DEFAUT) in parametres["fondements"]
        for anterieure in replace(contexte, mesure=mesure).mesures_anterieures()
        for acte in contexte.session.en_vigueur(anterieure)
    )


def _un_acte_avant(type_: str, jour: date | None, contexte: Contexte) -> bool:
    for mesure in contexte.session.dossier.mesures:
        for acte in contexte.session.en_vigueur(mesure):
            quand = jour_d_acte(acte, contexte)
            if acte.valeurs.get("issue") == NON_LIEU_PARTIEL:
                continue  # l'information se poursuit pour le reste
            if acte.type == type_ and (jour is None or quand is None or quand <= jour):
                return True
    return False


def _dernier_placement(contexte: Contexte, parametres: Mapping[str, Any] | None = None) -> Acte | None:
    actes = contexte.actes(PLACEMENT)
    if parametres is not None:
        actes = tuple(a for a in actes if est_d_information(a, contexte.mesure, contexte, parametres))
    return _sans_interruption(actes, contexte) if actes else None


def _sans_interruption(placements: tuple[Acte, ...], contexte: Contexte) -> Acte:
    """Rend le placement d'information qui a ouvert la détention en cours : un second mandat n'en fait pas repartir les durées.

    Une sortie, une annulation, une cassation, un jugement ou un renvoi (397-2) entre les deux ouvrent un autre titre.
    """
    trouve = placements[-1]
    for avant in reversed(placements[:-1]):
        if not _continue(avant, trouve, contexte):
            break
        trouve = avant
    return trouve


def _continue(avant: Acte, apres: Acte, contexte: Contexte) -> bool:
    if avant.valeurs.get("fondement", PAR_DEFAUT) not in CONTINUS or apres.valeurs.get("fondement", PAR_DEFAUT) not in (
        *CONTINUS,
        REVOCATION,
    ):
        return False
    actes = contexte.session.en_vigueur(contexte.mesure)
    rangs = {a.id: n for n, a in enumerate(actes)}
    entre = actes[rangs[avant.id] + 1 : rangs[apres.id]]
    le = None if apres.le is None or apres.instant is not None else contexte.jour(apres.le)
    ensuite = actes[rangs[apres.id] + 1 :]
    le_meme_jour = (a for a in ensuite if le is not None and a.le is not None and contexte.jour(a.le) == le)
    return not any(a.type in RUPTURES for a in (*entre, *le_meme_jour))


@deduit("placement_deja_ouvert", "placement antérieur toujours ouvert")
def placement_deja_ouvert(contexte: Contexte, acte: Acte) -> bool:
    """Dit si un placement d'information de la mesure, que rien n'a interrompu, précède celui-ci."""
    placements = contexte.actes(PLACEMENT)
    rang = next((n for n, a in enumerate(placements) if a.id == acte.id), 0)
    return rang > 0 and _continue(placements[rang - 1], acte, contexte)


def _retablissement(contexte: Contexte, depuis: date | None) -> tuple[date, Acte] | Absent | None:
    """Rend la notification de l'arrêt de cassation qui rétablit le titre d'une personne restée détenue, s'il y en a un."""
    trouve: tuple[date, Acte] | Absent | None = None
    for acte in contexte.actes(CASSATION):
        if acte.valeurs.get("retablit_le_titre") is not True:
            continue
        notifie = acte.valeurs.get("notifie_le", acte.le)
        if not isinstance(notifie, (Instant, date)):
            return Absent(("Arrêt de la Cour de cassation : notifié à",))
        jour = contexte.jour(notifie)
        if depuis is None or jour >= depuis:
            trouve = (jour, acte)
    return trouve


@fait("premier_jour_du_titre_d_information")
def premier_jour_du_titre_d_information(contexte: Contexte, parametres: Mapping[str, Any]) -> Derivee | Absent:
    """Rend D0, le premier jour imputable du titre d'information (une date), ou ce qui manque pour le connaître."""
    placement = _dernier_placement(contexte, parametres)
    return _premier_jour(contexte, placement)


@fait("premier_jour_du_titre")
def premier_jour_du_titre(contexte: Contexte, parametres: Mapping[str, Any]) -> Derivee | Absent:
    """Rend le premier jour du dernier titre, tous fondements ; avant tout placement, celui de l'incarcération provisoire."""
    placement = _dernier_placement(contexte)
    provisoires = contexte.actes(PROVISOIRE)
    if placement is not None or contexte.actes(CASSATION) or not provisoires:
        return _premier_jour(contexte, placement)
    jour = jour_d_acte(provisoires[0], contexte)
    if jour is None:
        return Absent((f"date de « {contexte.intitule_acte(PROVISOIRE)} »",))
    texte = f"Incarcération provisoire du {dire_jour(jour)} : le titre en partira si le placement suit sans interruption."
    return Derivee(jour, (Etape(texte, acte=provisoires[0].id),))


def _premier_jour(contexte: Contexte, placement: Acte | None) -> Derivee | Absent:
    trouve = jour_du_placement(placement, contexte) if placement is not None else None
    if isinstance(trouve, Absent):
        return trouve
    retabli = _retablissement(contexte, trouve[0] if trouve else None)
    if isinstance(retabli, Absent):
        return retabli
    if retabli is not None:
        jour, arret = retabli
        texte = f"Titre rétabli par la Cour de cassation : il repart de la notification de l'arrêt, {dire_jour(jour)}."
        return Derivee(jour, (Etape(texte, acte=arret.id, article="Crim. 19/09/2023, n° 23-84.109"),))
    if trouve is None or placement is None:
        return DATE_DU_PLACEMENT
    jour, source = trouve
    etapes = [Etape(f"Premier jour du titre : {source}, {dire_jour(jour)}.", acte=placement.id)]
    ecrou = placement.valeurs.get("date_ecrou")
    if isinstance(ecrou, date) and ecrou > jour:
        etapes.append(Etape(f"Écrou le {dire_jour(ecrou)}, postérieur : sans effet, le titre part de l'ordonnance."))
    continu = _debut_continu(_sejours(contexte, jour), jour)
    if continu is not None:
        texte = f"Incarcération provisoire continue depuis le {dire_jour(continu.debut)} : elle compte dans le titre."
        etapes.append(Etape(texte, acte=continu.acte, article="CPP, art. 145, dernier al."))
        jour = continu.debut
    return Derivee(jour, tuple(etapes))


def _debut_continu(sejours: list[Sejour], placement: date) -> Sejour | None:
    """Rend l'incarcération provisoire la plus ancienne qui mène au placement sans un jour de liberté."""
    trouve, suite = None, placement
    for sejour in sorted(sejours, key=lambda s: s.debut, reverse=True):
        if sejour.sortie is None or sejour.sortie >= suite:
            trouve, suite = sejour, sejour.debut
    return trouve


def _sejours(contexte: Contexte, placement: date) -> list[Sejour]:
    """Rend les incarcérations provisoires du dossier jusqu'au placement, hors des mesures qui ont leur propre placement."""
    trouves: list[Sejour] = []
    for mesure in contexte.session.dossier.mesures:
        actes = contexte.session.en_vigueur(mesure)
        ailleurs = mesure.id != contexte.mesure.id
        if mesure.type != "detention" or (ailleurs and any(a.type == PLACEMENT for a in actes)):
            continue
        for n, acte in enumerate(actes):
            debut = jour_d_acte(acte, contexte) if acte.type == PROVISOIRE else None
            if debut is not None and debut <= placement:
                sorties = _sorties(acte, actes[n + 1 :], contexte)
                trouves.append(Sejour(debut, acte.id, *min(sorties, default=(None, None))))
    return trouves


def _sorties(acte: Acte, suite: tuple[Acte, ...], contexte: Contexte) -> list[tuple[date, date]]:
    """Rend, pour chaque fin connue de l'incarcération, le jour de la sortie et le dernier jour subi."""
    fins = [acte.valeurs.get("fin"), *(a.le for a in suite if a.type in SORTIES)]
    connues = [q for q in fins if isinstance(q, (Instant, date))]
    return [(contexte.jour(q), contexte.jour(q.plus(secondes=-1)) if isinstance(q, Instant) else q) for q in connues]


@fait("jours_d_incarceration_provisoire")
def jours_d_incarceration_provisoire(contexte: Contexte, parametres: Mapping[str, Any]) -> Derivee | Absent:
    """Rend les jours d'incarcération provisoire interrompue à retrancher du titre d'information (zéro s'il n'y en a pas)."""
    placement = _dernier_placement(contexte, parametres)
    trouve = jour_du_placement(placement, contexte) if placement is not None else DATE_DU_PLACEMENT
    if isinstance(trouve, Absent):
        return trouve
    sejours = _sejours(contexte, trouve[0])
    continu = _debut_continu(sejours, trouve[0])
    depart = continu.debut if continu else trouve[0]
    jours, etapes = 0, []
    for sejour in sejours:
        if sejour.fin is not None and sejour.fin < depart:
            duree = (sejour.fin - sejour.debut).days + 1
            jours += duree
            dite = f"{duree} jour{'s' if duree > 1 else ''}"
            texte = f"Incarcération provisoire du {dire_jour(sejour.debut)} au {dire_jour(sejour.fin)} : {dite} à retrancher."
            etapes.append(Etape(texte, acte=sejour.acte, article="CPP, art. 145, dernier al."))
    return Derivee(jours, tuple(etapes))


@fait("titre_d_information")
def titre_d_information(contexte: Contexte, parametres: Mapping[str, Any]) -> Derivee | Absent:
    """Dit si le dernier placement de la mesure est d'information (faux tant qu'aucun n'est saisi)."""
    for mesure in (contexte.mesure, *_avant_retablissement(contexte)):
        placements = [a for a in contexte.session.en_vigueur(mesure) if a.type == PLACEMENT]
        if placements:
            return Derivee(est_d_information(placements[-1], mesure, contexte, parametres))
    return Derivee(bool(_arrets_de_retablissement(contexte)))


def _arrets_de_retablissement(contexte: Contexte) -> tuple[Acte, ...]:
    return tuple(a for a in contexte.actes(CASSATION) if a.valeurs.get("retablit_le_titre") is True)


def _avant_retablissement(contexte: Contexte) -> Iterator[Mesure]:
    if _arrets_de_retablissement(contexte):
        yield from (m for m in reversed(contexte.mesures_anterieures()) if m.type == "detention")
