"""Points de départ et jours mêmes : ce qui fait courir un délai, et ce qui doit être fait le jour civil d'un fait.

Fiches ``comput_point_depart``, ``comput_reception_electronique``, ``comput_jour_meme``. Le terme d'un départ porte 00:00 du
jour qui fait courir le délai : on en repart par ``Instant.jour``.
"""

from __future__ import annotations

from datetime import date, time

from app.domain.calendrier import Calendrier
from app.domain.comput.report import dernier_jour_ouvrable, dire_chaine, premier_jour_ouvrable
from app.domain.comput.terme import UN_JOUR, Terme, en_jours
from app.domain.francais import dire_instant, dire_jour
from app.domain.temps import Instant

OUVERTURE, FERMETURE = time(9), time(17)


def plus_tardive(dates: tuple[date, ...], calendrier: Calendrier) -> Terme:
    """Rend le jour de la dernière notification obligatoire (légale) et celui de la première (prudente, groupe 18)."""
    etapes = tuple(f"Notification du {dire_jour(jour)}." for jour in sorted(dates))
    raison = "Plusieurs notifications : le délai court de la dernière ; la première sert de rappel."
    return _depart(max(dates), min(dates), calendrier, etapes, raison)


def reception_electronique(recu: Instant, calendrier: Calendrier) -> Terme:
    """Rend le jour de départ d'une demande reçue par voie électronique (D. 591 dernier al.).

    Hors jour ouvrable, avant 9 h ou après 17 h : premier jour ouvrable suivant. Prudente : le jour même.
    """
    heure = recu.locale(calendrier.fuseau)
    jour = heure.date()
    ferme = calendrier.raison(jour, contestes=False)
    if not ferme and not OUVERTURE <= heure.time() <= FERMETURE:
        ferme = "hors 9 h - 17 h"
    legal = premier_jour_ouvrable(jour + UN_JOUR, calendrier, contestes=False) if ferme else jour
    suite = f"{ferme} : premier jour ouvrable suivant, {dire_jour(legal)}" if ferme else "un jour ouvrable, entre 9 h et 17 h"
    etapes = (f"Reçue {suite}.",)
    raison = f"Reçue {ferme} : tenue pour reçue le premier jour ouvrable suivant (D. 591) ; la prudente part du jour d'envoi."
    return _depart(legal, jour, calendrier, etapes, raison)


def _depart(legal: date, prudent: date, calendrier: Calendrier, etapes: tuple[str, ...], raison: str) -> Terme:
    return Terme(
        Instant.debut_du_jour(legal, calendrier.fuseau),
        Instant.debut_du_jour(prudent, calendrier.fuseau),
        en_jours=False,
        etapes=etapes,
        raison_ecart=raison if legal != prudent else "",
    )


def jour_ouvrable(jour: date, calendrier: Calendrier, *, suivant: bool = False) -> Terme:
    """Rend ce jour s'il est ouvrable, sinon le premier qui suit ; avec ``suivant``, le premier qui suit dans tous les cas.

    Prudente : les fêtes locales contestées sont tenues pour ouvrables (I7).
    """
    debut = jour + UN_JOUR if suivant else jour
    legal, certain = (premier_jour_ouvrable(debut, calendrier, contestes=c) for c in (True, False))
    raison = calendrier.raison(jour)
    etapes = [f"{dire_jour(jour)} : {f'non ouvrable, {raison}' if raison else 'jour ouvrable'}."]
    if legal != jour:
        etapes.append(f"Premier jour ouvrable : {dire_chaine(debut, legal, calendrier)}.")
    ecart = f"Fête locale contestée au sens de l'art. 801 : {calendrier.raison(certain)}." if certain != legal else ""
    return _depart(legal, certain, calendrier, tuple(etapes), ecart)


def fin_du_jour(jour: date, calendrier: Calendrier, *, a_rebours: bool = False) -> Terme:
    """Rend 24 h du jour civil : « le jour même » de l'art. 803-2 ; jamais de report.

    ``a_rebours`` : dernier jour d'un délai compté avant une audience ; la prudente recule au dernier jour ouvrable.
    """
    prudent = dernier_jour_ouvrable(jour, calendrier) if a_rebours else jour
    raison = f"Délai à rebours, jamais reporté : {calendrier.raison(jour)}, agir le jour ouvrable qui précède."
    texte = f"{'Dernier jour' if a_rebours else 'Le jour même'} : {dire_jour(jour)}."
    return en_jours(jour, prudent, calendrier, (texte,), raison)


def jour_meme(jour: date, calendrier: Calendrier, *, ouverture: Instant | None = None) -> Terme:
    """Rend 24 h du jour du défèrement (395, 495-12) ; la note dit ce qui doit être fait avant, par lecture (groupe 20)."""
    regle = "Prudente : affaire appelée avant 24 h ; légale : audience ouverte avant 24 h, la cause pouvant être appelée après"
    constat = ""
    if ouverture is not None:
        dit = dire_instant(ouverture, calendrier.fuseau)
        respecte = ouverture.jour(calendrier.fuseau) == jour
        constat = f"Audience ouverte le jour même : {dit}." if respecte else f"Audience ouverte un autre jour : {dit}."
    return fin_du_jour(jour, calendrier).avec_notes(f"{regle} (Crim. 12/01/2021, n° 20-80.259)", constat)


def audience_du_jour_meme(defere: Instant, ouverture: Instant, fuseau: str) -> bool:
    """Dit si l'audience a été ouverte le jour civil du défèrement, quelle que soit l'heure d'appel de la cause."""
    return defere.jour(fuseau) == ouverture.jour(fuseau)
