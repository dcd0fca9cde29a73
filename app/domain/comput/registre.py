"""Le registre des modes de computation (tableau 1 de la fiche) : le nom que porte une règle, la fonction qui calcule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Literal

from app.domain.comput import departs, heures, jours, mois
from app.domain.comput.fenetres import BorneHaute, fenetre
from app.domain.comput.modes import Demande, Mode, Sens
from app.domain.comput.report import report
from app.domain.comput.terme import Duree, DureeInvalide, Fenetre, OptionInvalide, Terme, deux_departs
from app.domain.francais import dire_jour

_JOURS = frozenset({"jours", "semaines"})
_MOIS = frozenset({"mois", "annees"})
_HEURES = frozenset({"heures", "minutes"})
_AUCUNE: frozenset[str] = frozenset()
_ACTE: Mapping[str, str] = {
    "prudente": "lecture prudente : idem (par défaut), sans_report, jour_ouvrable_utile",
    "reporter": "faux sous le droit antérieur à l'art. 801 (01/01/1976)",
}


def _jours_acte(d: Demande) -> Terme:
    return jours.jours_acte(d.jour, d.duree.total_jours, d.calendrier, prudente=d.prudente, reporter=d.oui("reporter", True))


def _jours_francs(d: Demande) -> Terme:
    return jours.jours_francs(d.jour, d.duree.total_jours, d.calendrier)


def _jo_terme(d: Demande) -> Terme:
    return jours.jo_terme(d.jour, d.duree.jours, d.calendrier, compter_depart=d.oui("compter_depart"))


def _jo_rebours(d: Demande) -> Terme:
    return jours.jo_rebours(d.jour, d.duree.jours, d.calendrier)


def _jours_rebours(d: Demande) -> Terme:
    return jours.jours_rebours(d.jour, d.duree.total_jours, d.calendrier)


def _mois_rebours(d: Demande) -> Terme:
    return mois.mois_rebours(d.jour, d.duree.total_mois, d.duree.total_jours, d.calendrier)


def _minimum(d: Demande) -> Terme:
    return jours.minimum_avant_audience(d.jour, d.duree.total_jours, d.calendrier)


def _semaines(d: Demande) -> Terme:
    return jours.semaines(d.jour, d.duree.semaines, d.calendrier)


def _fenetre(d: Demande) -> Fenetre:
    if "maximum" not in d.options:
        raise OptionInvalide("Une fenêtre demande l'option « maximum », une durée : { mois = 6 }.")
    haute = BorneHaute(d.mot("haute", tuple(BorneHaute))) if "haute" in d.options else None
    return fenetre(d.jour, d.duree, Duree.depuis(d.options["maximum"]), d.calendrier, haute=haute)


def _mois_acte(d: Demande) -> Terme:
    return mois.mois_acte(d.jour, d.duree.total_mois, d.calendrier, prudente=d.prudente, reporter=d.oui("reporter", True))


def _ouverture_mois(d: Demande) -> Terme:
    return mois.ouverture_mois(d.jour, d.duree.total_mois, d.calendrier)


def _mois_privation(d: Demande) -> Terme:
    return mois.mois_privation(d.jour, d.duree.total_mois, d.calendrier, jugement=d.oui("jugement"))


def _jours_privation(d: Demande) -> Terme:
    return jours.jours_privation(d.jour, d.duree.total_jours, d.calendrier, jugement=d.oui("jugement"))


def _peine(d: Demande) -> Terme:
    return mois.peine(d.jour, d.duree, d.calendrier)


def _heures_ecoulees(d: Demande) -> Terme:
    return heures.heures_ecoulees(d.instant, d.duree.total_minutes, d.calendrier.fuseau)


def _heures_acte(d: Demande) -> Terme:
    return heures.heures_acte(d.instant, d.duree.total_minutes, d.calendrier, reporter=d.oui("reporter", True))


def _heures_rebours(d: Demande) -> Terme:
    return heures.heures_rebours(d.instant, d.duree.total_minutes, d.calendrier)


def _recours_24h_minuit(d: Demande) -> Terme:
    return heures.recours_24h_minuit(d.jour, d.calendrier, avis_non_signe=d.oui("avis_non_signe"))


def _recours_24h_heure(d: Demande) -> Terme:
    return heures.recours_24h_heure(d.instant, d.calendrier)


def _distance(d: Demande) -> Terme:
    if not d.duree.total_mois:
        raise DureeInvalide("L'augmentation à raison de la distance se compte en mois : un ou deux.")
    return jours.distance(d.jour, d.duree.total_jours, d.duree.total_mois, d.calendrier)


def _incident(d: Demande) -> Terme:
    return jours.incident(d.jour, d.duree.total_jours, d.entier("supplement"), d.calendrier)


def _delai_autorite(d: Demande) -> Terme:
    if not d.oui("electronique"):
        return _autorite_depuis(d)
    recue = departs.reception_electronique(d.instant, d.calendrier)
    fuseau = d.calendrier.fuseau
    retenu, envoi = (_autorite_depuis(replace(d, depart=i.jour(fuseau))) for i in (recue.legal, recue.prudent))
    retenu = replace(retenu, etapes=recue.etapes + retenu.etapes)
    return retenu if recue.legal == recue.prudent else deux_departs(retenu, envoi, f"l'envoi du {dire_jour(d.jour)}", min)


def _autorite_depuis(d: Demande) -> Terme:
    brut, compte, note = mois.brut_autorite(d.jour, d.duree)
    entree = (jours.EXCLU,) if d.duree.unites else ()
    return jours.delai_autorite(brut, d.calendrier, compte, entree=entree, notes=(note,))


def _plus_tardive(d: Demande) -> Terme:
    return departs.plus_tardive((d.jour, *d.jours("autres")), d.calendrier)


def _reception_electronique(d: Demande) -> Terme:
    return departs.reception_electronique(d.instant, d.calendrier)


def _jour_meme(d: Demande) -> Terme:
    return departs.jour_meme(d.jour, d.calendrier, ouverture=d.instant_option("ouverture"))


def _fin_du_jour(d: Demande) -> Terme:
    return departs.fin_du_jour(d.jour, d.calendrier, a_rebours=d.oui("a_rebours"))


def _jour_ouvrable(d: Demande) -> Terme:
    return departs.jour_ouvrable(d.jour, d.calendrier, suivant=d.oui("suivant"))


def _report(d: Demande) -> Terme:
    return report(d.jour, d.calendrier)


_JOUR: Literal["jour"] = "jour"
_INSTANT: Literal["instant"] = "instant"
_LISTE = (
    Mode("jours_acte", "Délai d'acte en jours", Sens.MAXIMUM, _JOURS, _JOUR, _jours_acte, "CPP, art. 801", _ACTE),
    Mode("jours_francs", "Délai en jours francs", Sens.MAXIMUM, _JOURS, _JOUR, _jours_francs, "CPP, art. 568 et 801"),
    Mode(
        "jo_terme", "Au plus tard le n-ième jour ouvrable suivant", Sens.MAXIMUM, frozenset({"jours"}), _JOUR, _jo_terme,
        "CPP, art. 145, 396, 187-1 ; Crim. 25/06/2013, n° 13-84.355",
        {"compter_depart": "la lecture prudente compte aussi le jour de l'ordonnance (145, 201, CJPM L. 521-21)"},
    ),
    Mode(
        "jo_rebours", "Au plus tard n jours ouvrables avant", Sens.MAXIMUM, frozenset({"jours"}), _JOUR, _jo_rebours,
        "CPP, art. 114, 145-1, 145-2",
    ),
    Mode(
        "jours_rebours", "Au moins n jours avant l'audience", Sens.MAXIMUM, _JOURS, _JOUR, _jours_rebours,
        "CPP, art. 388-2, 266, 267, 277, 281, 552",
    ),
    Mode(
        "mois_rebours", "Au moins n mois (et jours) avant l'audience", Sens.MAXIMUM, _MOIS | _JOURS, _JOUR, _mois_rebours,
        "CPP, art. 281, 500-1",
    ),
    Mode(
        "minimum_avant_audience", "Pas d'audience avant n jours", Sens.MINIMUM, _JOURS, _JOUR, _minimum, "CPP, art. 552, 394",
    ),
    Mode(
        "ouverture_mois", "Ouvert après n mois", Sens.MINIMUM, _MOIS, _JOUR, _ouverture_mois, "CPP, art. 148-4, 221-2, 221-3",
    ),
    Mode("semaines", "Délai en semaines", Sens.MAXIMUM, frozenset({"semaines"}), _JOUR, _semaines, "CPP, art. 397-1"),
    Mode(
        "fenetre", "Audience entre un minimum et un maximum", Sens.FENETRE, _JOURS, _JOUR, _fenetre,
        "CPP, art. 394, 397-1, 495-10",
        {"maximum": "durée maximale, par exemple { mois = 6 }", "haute": "prudente du maximum : idem, veille, veille_ouvrable"},
    ),
    Mode("mois_acte", "Délai d'acte en mois", Sens.MAXIMUM, _MOIS, _JOUR, _mois_acte, "CPP, art. 173-1, 41-4, 801", _ACTE),
    Mode("annees_acte", "Délai d'acte en années", Sens.MAXIMUM, _MOIS, _JOUR, _mois_acte, "CPP, art. 706-5, 800, 801", _ACTE),
    Mode(
        "heures_ecoulees", "Durée privative d'heure à heure", Sens.PRIVATION, _HEURES, _INSTANT, _heures_ecoulees,
        "CPP, art. 63, 803-3 ; décret 2017-292", duree_nulle=True,
    ),
    Mode(
        "heures_autorite", "Délai d'heure à heure pour agir", Sens.MAXIMUM, _HEURES, _INSTANT, _heures_ecoulees,
        "CPP, art. 148-1-1, 187-3",
    ),
    Mode(
        "heures_acte", "Heures entre un envoi et une audience", Sens.MINIMUM, _HEURES, _INSTANT, _heures_acte,
        "CPP, art. 197 et 801 ; Crim. 17/01/2024, n° 23-86.051", {"reporter": "faux si le report de l'art. 801 ne joue pas"},
    ),
    Mode(
        "heures_rebours", "Au moins n heures avant l'audience", Sens.MAXIMUM, _HEURES, _INSTANT, _heures_rebours,
        "CPP, art. 420-1",
    ),
    Mode(
        "recours_24h_minuit", "Recours jusqu'à minuit le lendemain", Sens.MAXIMUM, _AUCUNE, _JOUR, _recours_24h_minuit,
        "CPP, art. 712-11, D. 49-39", {"avis_non_signe": "lettre non signée : départ quinze jours après l'envoi"},
    ),
    Mode(
        "recours_24h_heure", "Recours de 24 heures, mode non fixé", Sens.MAXIMUM, _AUCUNE, _INSTANT, _recours_24h_heure,
        "CPP, art. 501, 148-1",
    ),
    Mode(
        "mois_privation", "Détention en mois, veille du quantième", Sens.PRIVATION, _MOIS, _JOUR, _mois_privation,
        "CPP, art. 145-1, 145-2, 179 ; Crim. 17/01/1963, n° 62-92.289",
        {"jugement": "délai pour juger ou comparaître : la lecture légale va jusqu'au quantième"},
    ),
    Mode(
        "jours_privation", "Détention en jours, premier jour compté", Sens.PRIVATION, _JOURS, _JOUR, _jours_privation,
        "CPP, art. 142-6-1 ; CJPM", {"jugement": "le texte compte les jours qui suivent : la lecture légale en ajoute un"},
    ),
    Mode("peine", "Durée d'une peine privative", Sens.PRIVATION, _MOIS | _JOURS, _JOUR, _peine, "CPP, art. 716-1 à 716-3"),
    Mode(
        "distance", "Minimum augmenté à raison de la distance", Sens.MINIMUM, _JOURS | _MOIS, _JOUR, _distance,
        "CPP, art. 552, 854, 897, 932",
    ),
    Mode(
        "incident", "Délai supplémentaire après le délai principal", Sens.MAXIMUM, _JOURS, _JOUR, _incident,
        "CPP, art. 500, 380-10, 185", {"supplement": "jours ajoutés à l'expiration du délai principal"},
    ),
    Mode(
        "delai_autorite", "Délai imparti à un juge", Sens.MAXIMUM, _JOURS | _MOIS, _JOUR, _delai_autorite,
        "CPP, art. 194, 148-2, 82-1", {"electronique": "demande reçue par voie électronique : départ selon D. 591"},
        duree_nulle=True,
    ),
    Mode(
        "plus_tardive", "Départ : la dernière des notifications", Sens.DEPART, _AUCUNE, _JOUR, _plus_tardive, "CPP, art. 183",
        {"autres": "dates des autres notifications"},
    ),
    Mode(
        "reception_electronique", "Départ : demande reçue par voie électronique", Sens.DEPART, _AUCUNE, _INSTANT,
        _reception_electronique, "CPP, art. 803-1, D. 591",
    ),
    Mode(
        "jour_meme", "Comparution le jour même", Sens.PRIVATION, _AUCUNE, _JOUR, _jour_meme, "CPP, art. 395, 495-12",
        {"ouverture": "instant d'ouverture de l'audience"},
    ),
    Mode(
        "fin_du_jour", "Fin du jour civil", Sens.PRIVATION, _AUCUNE, _JOUR, _fin_du_jour, "CPP, art. 803-2",
        {"a_rebours": "dernier jour d'un délai compté avant une audience : la prudente recule au dernier jour ouvrable"},
    ),
    Mode(
        "jour_ouvrable", "Repère : le jour ouvrable", Sens.DEPART, _AUCUNE, _JOUR, _jour_ouvrable,
        "CPP, art. 801 ; Crim. 25/06/2013, n° 13-84.355", {"suivant": "le jour qui suit, même si le jour donné est ouvrable"},
    ),
    Mode("report", "Report au premier jour ouvrable", Sens.MAXIMUM, _AUCUNE, _JOUR, _report, "CPP, art. 801"),
)  # fmt: skip
MODES: Mapping[str, Mode] = MappingProxyType({mode.nom: mode for mode in _LISTE})
