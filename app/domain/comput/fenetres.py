"""Les fenêtres : une audience ni trop tôt, ni trop tard (394, 397-1, 495-10)."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from app.domain.calendrier import Calendrier
from app.domain.comput.jours import EXCLU, minimum_avant_audience
from app.domain.comput.quantieme import dire_manque, quantieme
from app.domain.comput.report import dernier_jour_ouvrable
from app.domain.comput.terme import UN_JOUR, Duree, DureeInvalide, Fenetre, Terme, en_jours
from app.domain.francais import dire_jour


class BorneHaute(StrEnum):
    """Lecture prudente de la borne haute : la même, la veille, ou le dernier jour ouvrable à partir de la veille."""

    IDEM = "idem"
    VEILLE = "veille"
    VEILLE_OUVRABLE = "veille_ouvrable"


def fenetre(
    depart: date, minimum: Duree, maximum: Duree, calendrier: Calendrier, *, haute: BorneHaute | None = None
) -> Fenetre:
    """Rend la fenêtre [départ + minimum ; départ + maximum], sans report ; le minimum est en jours ou en semaines.

    Bas : légale simple, prudente jours pleins (397-1 : J + 28, J + 29). Haut : légale le dernier jour à 24 h ; prudente par
    défaut la veille pour des mois (394, arbitrage 4), la même pour des jours ou des semaines. Lève ``DureeInvalide``.
    """
    if minimum.total_mois or minimum.total_minutes or maximum.total_minutes:
        raise DureeInvalide("Une fenêtre va d'un minimum en jours ou semaines à un maximum en jours, semaines, mois ou années.")
    bas = minimum_avant_audience(depart, minimum.total_jours, calendrier)
    return Fenetre(bas, _haute(depart, maximum, calendrier, haute))


def _haute(depart: date, duree: Duree, calendrier: Calendrier, haute: BorneHaute | None) -> Terme:
    legal = quantieme(depart, duree.total_mois) + timedelta(days=duree.total_jours)
    veille = legal - UN_JOUR
    choix = haute or (BorneHaute.VEILLE if duree.total_mois else BorneHaute.IDEM)
    prudent = {
        BorneHaute.IDEM: legal,
        BorneHaute.VEILLE: veille,
        BorneHaute.VEILLE_OUVRABLE: dernier_jour_ouvrable(veille, calendrier),
    }[choix]
    utile = dernier_jour_ouvrable(prudent, calendrier)
    note = f"Dernier jour d'audience ouvrable : {dire_jour(utile)}." if utile != prudent else ""
    etapes = (EXCLU, f"{duree.dire()} au plus : {dire_jour(legal)}, sans report.")
    raison = "Lecture prudente : le jour de départ compte, la fenêtre se ferme la veille."
    return en_jours(legal, prudent, calendrier, etapes, raison, notes=(dire_manque(depart, duree.total_mois), note))
