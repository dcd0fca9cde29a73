"""Délais comptés d'heure à heure, à la minute, et les recours de vingt-quatre heures.

Fiches ``comput_heures_ecoulees``, ``comput_heures_acte``, ``comput_recours_24h``, ``comput_changement_heure``. ``t0 + h`` est
déjà hors délai. La nuit d'un changement d'heure, la durée réelle et la pendule divergent : aucune décision ne tranche, la
lecture prudente prend la plus précoce (I6).
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from app.domain.calendrier import Calendrier
from app.domain.comput.jours import EXCLU
from app.domain.comput.report import Prudente, dire_chaine, premier_jour_ouvrable, terme_reporte
from app.domain.comput.terme import UN_JOUR, Duree, Terme, fin_de_journee
from app.domain.francais import dire_instant, dire_jour
from app.domain.temps import Instant, fuseau_iana

MINUTES_PAR_JOUR = 1440


def a_la_pendule(depart: Instant, minutes: int, fuseau: str) -> Instant:
    """Rend le premier instant, après le départ, où une pendule mise à l'heure légale marque ``minutes`` de plus.

    Heure qui n'existe pas : l'instant du saut. Heure qui existe deux fois : la première qui suit le départ.
    """
    murale = depart.locale(fuseau).replace(tzinfo=None) + timedelta(minutes=minutes)
    premiere, seconde = (Instant(_secondes(murale, fuseau, fold)) for fold in (0, 1))
    if premiere == seconde:
        return premiere
    if premiere > seconde:
        return _saut(seconde, premiere, fuseau)
    return premiere if premiere > depart else seconde


def _secondes(murale: datetime, fuseau: str, fold: int) -> int:
    return int(murale.replace(tzinfo=fuseau_iana(fuseau), fold=fold).timestamp())


def _saut(avant: Instant, apres: Instant, fuseau: str) -> Instant:
    """Rend l'instant du changement de décalage compris entre deux instants (dichotomie à la seconde)."""
    decalage = avant.locale(fuseau).utcoffset()
    bas, haut = avant.secondes, apres.secondes
    while haut - bas > 1:
        milieu = (bas + haut) // 2
        bas, haut = (milieu, haut) if Instant(milieu).locale(fuseau).utcoffset() == decalage else (bas, milieu)
    return Instant(haut)


def heures_ecoulees(depart: Instant, minutes: int, fuseau: str) -> Terme:
    """Rend le premier instant hors délai d'une durée en heures et minutes (art. 63, 77, 141-4, 803-3…) ; jamais de report.

    Légale : durée réellement écoulée. Prudente : la plus précoce de la durée réelle et de la pendule.
    """
    if not minutes:
        return Terme(depart, depart, en_jours=False, etapes=("Durée entièrement consommée par ce qui s'impute.",))
    reel, pendule = depart.plus(minutes=minutes), a_la_pendule(depart, minutes, fuseau)
    duree = Duree(heures=minutes // 60, minutes=minutes % 60).dire()
    etapes = [f"{duree} après, d'heure à heure : {dire_instant(reel, fuseau)}."]
    if reel == pendule:
        return Terme(reel, reel, en_jours=False, etapes=tuple(etapes))
    etapes.append(f"Changement d'heure : {duree} à la pendule mènent au {dire_instant(pendule, fuseau)}.")
    if pendule > reel:
        note = f"Changement d'heure : la pendule ne marquera {duree} de plus que {dire_instant(pendule, fuseau)}, trop tard."
        return Terme(reel, reel, en_jours=False, etapes=tuple(etapes), notes=(note,))
    raison = (
        "Changement d'heure : durée réelle ou heure de la pendule, aucune décision connue (I6) ; la plus précoce est retenue."
    )
    return Terme(reel, pendule, en_jours=False, etapes=tuple(etapes), raison_ecart=raison)


def heures_acte(depart: Instant, minutes: int, calendrier: Calendrier, *, reporter: bool = True) -> Terme:
    """Rend le premier instant d'audience permis après un envoi (48 h de l'art. 197, report admis : Crim. 17/01/2024).

    Prudente : au moins autant de jours pleins, ni celui de l'envoi ni celui de l'audience (groupe 34).
    """
    fuseau = calendrier.fuseau
    brut = depart.plus(minutes=minutes)
    jour = brut.jour(fuseau)
    reports = [premier_jour_ouvrable(jour, calendrier, contestes=c) if reporter else jour for c in (False, True)]
    legal, local = (brut if utile == jour else fin_de_journee(utile, calendrier) for utile in reports)
    pleins = -(-minutes // MINUTES_PAR_JOUR)
    jours_pleins = Instant.debut_du_jour(depart.jour(fuseau) + timedelta(days=pleins + 1), fuseau)
    prudent = max(legal, local, jours_pleins, a_la_pendule(depart, minutes, fuseau))
    etapes = [f"Fin des heures : {dire_instant(brut, fuseau)}."]
    if legal != brut:
        etapes.append(f"{dire_chaine(jour, reports[0], calendrier)} à 24 h (art. 801, Crim. 17/01/2024, n° 23-86.051).")
    conseil = f"{pleins} jours pleins conseillés" if pleins > 1 else "un jour plein conseillé"
    raison = f"{conseil} entre l'envoi et l'audience (groupe 34)." if prudent != legal else ""
    notes = (f"Sans report : {dire_instant(brut, fuseau)}.",) if legal != brut else ()
    return Terme(legal, prudent, en_jours=False, etapes=tuple(etapes), raison_ecart=raison, notes=notes, report=legal != brut)


def heures_rebours(audience: Instant, minutes: int, calendrier: Calendrier) -> Terme:
    """Rend l'instant avant lequel un acte doit être parvenu, à rebours de l'audience (24 h de l'art. 420-1) ; sans report.

    Prudente : le texte vise la « date » de l'audience, on remonte donc de 00:00 ce jour-là.
    """
    fuseau = calendrier.fuseau
    legal = audience.plus(minutes=-minutes)
    minuit = datetime.combine(audience.jour(fuseau), time()) - timedelta(minutes=minutes)
    prudent = min(legal, *(Instant(_secondes(minuit, fuseau, fold)) for fold in (0, 1)))
    etapes = (f"En remontant de l'heure d'audience : {dire_instant(legal, fuseau)}.",)
    raison = (
        "Le texte vise la date de l'audience et non son heure : compté depuis 00:00 de ce jour." if prudent != legal else ""
    )
    return Terme(legal, prudent, en_jours=False, etapes=etapes, raison_ecart=raison)


def recours_24h_minuit(notification: date, calendrier: Calendrier, *, avis_non_signe: bool = False) -> Terme:
    """Rend « minuit le lendemain » (712-11 1°, D. 49-39) ; légale avec le report de l'art. 801, prudente sans.

    ``avis_non_signe`` : lettre recommandée dont l'avis n'est pas signé, le délai commence quinze jours après l'envoi.
    """
    depart = notification + timedelta(days=15) if avis_non_signe else notification
    texte = EXCLU
    if avis_non_signe:
        texte = f"Envoi : {dire_jour(notification)} ; avis non signé, départ quinze jours après, {dire_jour(depart)}."
    return terme_reporte(depart + UN_JOUR, calendrier, texte, "Lendemain", prudente=Prudente.SANS_REPORT)


def recours_24h_heure(depart: Instant, calendrier: Calendrier) -> Terme:
    """Rend le recours de 24 heures dont le mode n'est pas fixé (501, 148-1 ; groupe 17).

    Légale : lendemain à 24 h, reporté (ne jamais refuser l'acte). Prudente : d'heure à heure.
    """
    fuseau = calendrier.fuseau
    jours = recours_24h_minuit(depart.jour(fuseau), calendrier)
    heures = heures_ecoulees(depart, MINUTES_PAR_JOUR, fuseau)
    etapes = (*jours.etapes, *heures.etapes)
    raison = (
        "Mode des vingt-quatre heures non fixé par un texte lu : d'heure à heure, ou jusqu'au lendemain minuit reporté (I3)."
    )
    prudent = min(jours.prudent, heures.prudent)
    return Terme(jours.legal, prudent, en_jours=True, etapes=etapes, raison_ecart=raison, report=jours.report)
