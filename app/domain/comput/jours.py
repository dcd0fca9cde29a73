"""Délais comptés en jours : actes, jours francs, jours ouvrables, rebours, minimum avant audience, cumuls.

Le jour de départ est exclu, sauf mention contraire (Crim. 14/02/1963, n° 62-90.759). Fiches ``comput_jours_acte``,
``comput_jours_francs``, ``comput_jours_ouvrables_*``, ``comput_jours_rebours``, ``comput_delai_distance``, ``comput_incident``.
"""

from __future__ import annotations

from datetime import date, timedelta

from app.domain.calendrier import Calendrier
from app.domain.comput.quantieme import dire_manque, quantieme
from app.domain.comput.report import Prudente, dernier_jour_ouvrable, premier_jour_ouvrable, terme_reporte
from app.domain.comput.terme import UN_JOUR, Duree, Terme, dire_rang, en_jours, minimum_en_jours
from app.domain.francais import dire_jour

EXCLU = "Le jour de départ ne compte pas : le délai court du lendemain."


def jours_acte(
    depart: date, n: int, calendrier: Calendrier, *, prudente: Prudente = Prudente.IDEM, reporter: bool = True
) -> Terme:
    """Rend la fin d'un délai de ``n`` jours pour un acte : ``n``-ième jour, 24 h, report de l'art. 801."""
    brut = depart + timedelta(days=n)
    return terme_reporte(brut, calendrier, EXCLU, dire_rang(n, "jour"), prudente=prudente, reporter=reporter)


def jours_francs(depart: date, n: int, calendrier: Calendrier) -> Terme:
    """Rend la fin d'un délai de ``n`` jours francs : lendemain du ``n``-ième jour, 24 h, report (Crim. 07/02/1989)."""
    brut = depart + timedelta(days=n + 1)
    rang = f"{dire_rang(n, 'jour')} {dire_jour(brut - UN_JOUR)} ; délai franc, le lendemain compte encore"
    return terme_reporte(brut, calendrier, EXCLU, rang)


def jo_terme(depart: date, n: int, calendrier: Calendrier, *, compter_depart: bool = False) -> Terme:
    """Rend « au plus tard le ``n``-ième jour ouvrable suivant », de jour à jour (Crim. 17/10/2012, n° 12-85.082).

    Prudente : le samedi compte comme ouvrable ; avec ``compter_depart`` (145, 201, CJPM L. 521-21), le jour de départ aussi.
    Une fête locale contestée n'allonge aucune des deux lectures (I7) ; la note dit ce qu'elle changerait.
    """
    legal, etapes = _compter(depart, n, calendrier, pas=UN_JOUR, contestes=False)
    premier = depart - UN_JOUR if compter_depart else depart
    prudent, _ = _compter(premier, n, calendrier, pas=UN_JOUR, contestes=False, samedi=False)
    local, _ = _compter(depart, n, calendrier, pas=UN_JOUR, contestes=True)
    raison = "Marge d'alarme : la lecture prudente compte le samedi comme ouvrable"
    raison += " et compte le jour de départ." if compter_depart else "."
    note = f"Si les fêtes locales contestées comptaient : {dire_jour(local)} à 24 h (I7)." if local != legal else ""
    return en_jours(legal, prudent, calendrier, (EXCLU, *etapes), raison, notes=(note,))


def jo_rebours(audience: date, n: int, calendrier: Calendrier) -> Terme:
    """Rend « au plus tard ``n`` jours ouvrables avant » : ``n``-ième jour ouvrable avant, 24 h ; sans report.

    Prudente : ``n`` jours ouvrables pleins entre l'acte et l'audience, fêtes contestées exclues (I5, groupe 16).
    """
    legal, etapes = _compter(audience, n, calendrier, pas=-UN_JOUR, contestes=False)
    prudent, _ = _compter(audience, n + 1, calendrier, pas=-UN_JOUR, contestes=True)
    depart = "Le jour de l'audience ne compte pas : on remonte."
    pleins = f"{n} jours ouvrables pleins" if n > 1 else "un jour ouvrable plein"
    raison = f"Lecture prudente : {pleins} entre l'acte et l'audience (I5, non tranché)"
    certain, _ = _compter(audience, n + 1, calendrier, pas=-UN_JOUR, contestes=False)
    raison += ", fêtes locales contestées non comptées (I7)." if prudent != certain else "."
    return en_jours(legal, prudent, calendrier, (depart, *etapes), raison)


def _compter(
    depart: date, n: int, calendrier: Calendrier, *, pas: timedelta, contestes: bool, samedi: bool = True
) -> tuple[date, tuple[str, ...]]:
    """Avance ou recule jusqu'au ``n``-ième jour ouvrable ; rend ce jour et une ligne par jour traversé."""
    jour, rang, lignes = depart, 0, []
    while rang < n:
        jour += pas
        raison = calendrier.raison(jour, contestes=contestes, samedi=samedi)
        rang += not raison
        lignes.append(f"{dire_jour(jour)} : {f'{raison}, non compté' if raison else dire_rang(rang, 'jour ouvrable')}.")
    return jour, tuple(lignes)


def jours_rebours(audience: date, n: int, calendrier: Calendrier) -> Terme:
    """Rend « au moins ``n`` jours avant l'audience » : dernier jour utile pour l'acte. Jamais de report vers l'audience.

    Prudente : jour de l'acte et jour de l'audience exclus (``n`` jours pleins), reculé au dernier jour ouvrable.
    """
    brut = audience - timedelta(days=n)
    etapes = ("Le jour de l'audience ne compte pas.", f"{n} jours avant : {dire_jour(brut)}.")
    return rebours(brut, calendrier, etapes)


def rebours(brut: date, calendrier: Calendrier, etapes: tuple[str, ...], *, notes: tuple[str, ...] = ()) -> Terme:
    """Rend le dernier jour utile d'un délai à rebours dont la lecture simple tombe le jour ``brut``."""
    plein = brut - UN_JOUR
    prudent = dernier_jour_ouvrable(plein, calendrier)
    raison = f"Lecture prudente : jours pleins ({dire_jour(plein)})"
    raison += "." if prudent == plein else f", puis dernier jour ouvrable ({calendrier.raison(plein)} exclu)."
    lignes = (*etapes, f"Jours pleins : {dire_jour(plein)} ; jour ouvrable utile : {dire_jour(prudent)}.")
    return en_jours(brut, prudent, calendrier, lignes, raison, notes=notes)


def minimum_avant_audience(acte: date, n: int, calendrier: Calendrier) -> Terme:
    """Rend le premier jour d'audience permis : légale ``acte + n``, prudente ``acte + n + 1`` (I4). Sans report."""
    legal = acte + timedelta(days=n)
    return _minimum(legal, legal + UN_JOUR, f"{dire_rang(n, 'jour')} : {dire_jour(legal)}.", calendrier)


def distance(acte: date, n: int, mois: int, calendrier: Calendrier) -> Terme:
    """Rend le premier jour d'audience permis quand ``n`` jours s'augmentent de ``mois`` mois (552, 854, 897, 932).

    L'ordre d'addition n'est pas tranché : le plus tardif des deux est retenu, dans chaque lecture.
    """
    apres, avant = quantieme(acte, mois) + timedelta(days=n), quantieme(acte + timedelta(days=n), mois)
    francs = quantieme(acte, mois) + timedelta(days=n + 1), quantieme(acte + timedelta(days=n + 1), mois)
    ordres = f"Mois puis jours : {dire_jour(francs[0])} ; jours puis mois : {dire_jour(francs[1])} (jours pleins)."
    note = dire_manque(acte, mois)
    return _minimum(max(apres, avant), max(francs), ordres, calendrier, note)


def _minimum(legal: date, prudent: date, compte: str, calendrier: Calendrier, note: str = "") -> Terme:
    utile = premier_jour_ouvrable(prudent, calendrier)
    pratique = f"En pratique, première audience un jour ouvrable : {dire_jour(utile)}." if utile != prudent else ""
    raison = "Lecture prudente : ni le jour de l'acte ni celui de l'audience ne comptent (jours pleins, I4)."
    return minimum_en_jours(legal, prudent, calendrier, (EXCLU, compte), raison, notes=(note, pratique))


def semaines(depart: date, n: int, calendrier: Calendrier) -> Terme:
    """Rend la fin de ``n`` semaines de sept jours, sans report (397-1 ; par analogie Cass. 3e civ., avis 06/11/2025)."""
    fin = depart + timedelta(weeks=n)
    return en_jours(fin, fin, calendrier, (EXCLU, f"{n} semaines, soit {7 * n} jours : {dire_jour(fin)}."), "")


def jours_privation(depart: date, n: int, calendrier: Calendrier, *, jugement: bool = False) -> Terme:
    """Rend la fin d'une privation de liberté de ``n`` jours dont le premier compte en entier ; jamais de report.

    Prudente : le n-ième jour à 24 h, premier jour compris (142-6-1, titres en jours des mineurs). Légale : la même, ou le jour
    suivant avec ``jugement`` (le texte compte les jours « qui suivent »).
    """
    veille = depart + timedelta(days=n - 1)
    legal = veille + timedelta(days=1) if jugement else veille
    etapes = ("Le jour de départ compte en entier.", f"{n} jours : {dire_jour(veille)}, sans report.")
    utile = dernier_jour_ouvrable(veille, calendrier)
    note = f"Dernier jour ouvrable utile pour statuer : {dire_jour(utile)}." if utile != veille else ""
    raison = "Le jour de départ peut n'être pas compté : la lecture la plus courte commande l'alarme."
    return en_jours(legal, veille, calendrier, etapes, raison, notes=(note,))


def incident(depart: date, n: int, supplement: int, calendrier: Calendrier) -> Terme:
    """Rend la fin du délai supplémentaire ouvert à l'expiration du délai principal (500, 380-10, 185 al. 3).

    Légale : le report joue deux fois (groupe 18 ter) ; prudente : un seul report, sur ``n + supplement`` jours.
    """
    principal = jours_acte(depart, n, calendrier)
    expire = premier_jour_ouvrable(depart + timedelta(days=n), calendrier)
    second = jours_acte(expire, supplement, calendrier)
    seul = premier_jour_ouvrable(depart + timedelta(days=n + supplement), calendrier, contestes=False)
    ajout = f"Délai supplémentaire de {Duree(jours=supplement).dire()} depuis cette expiration."
    etapes = (*principal.etapes, ajout, second.etapes[1])
    raison = "Lecture prudente : un seul report, à partir du jour de départ initial."
    legal = premier_jour_ouvrable(expire + timedelta(days=supplement), calendrier)
    return en_jours(legal, min(legal, seul), calendrier, etapes, raison, report=principal.report or second.report)


def delai_autorite(
    brut: date, calendrier: Calendrier, compte: str, *, entree: tuple[str, ...] = (EXCLU,), notes: tuple[str, ...] = ()
) -> Terme:
    """Rend le délai imparti à un juge (194, 148-2, 82-1…), dont le dernier jour brut est connu (arbitrage 3, groupe 14).

    Légale : ce jour à 24 h, sans report. Prudente : dernier jour ouvrable utile. « Si 801 était admis » : en note.
    """
    prudent, reporte = dernier_jour_ouvrable(brut, calendrier), premier_jour_ouvrable(brut, calendrier)
    si_801 = f"Si l'art. 801 était admis : {dire_jour(reporte)} à 24 h." if reporte != brut else ""
    raison = f"Dernier jour non ouvrable ({calendrier.raison(brut)}), report de l'art. 801 non établi : agir avant."
    return en_jours(brut, prudent, calendrier, (*entree, f"{compte} : {dire_jour(brut)}."), raison, notes=(*notes, si_801))
