"""La seule porte des calculs de date : appliquer un mode, nommé par une règle, à un départ.

Tout ce qui ne convient pas au mode (heure absente, unité, option, départ invraisemblable) est refusé avec une phrase.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from types import MappingProxyType

from app.domain.calendrier import Calendrier
from app.domain.comput.modes import Demande, Mode, Options, Sens
from app.domain.comput.registre import MODES
from app.domain.comput.terme import (
    DepartInvalide,
    Duree,
    DureeInvalide,
    Fenetre,
    ModeInconnu,
    OptionInvalide,
    Terme,
    deux_departs,
)
from app.domain.francais import dire_jour
from app.domain.temps import Instant

SANS_OPTION: Options = MappingProxyType({})
ANNEES = range(1950, 2200)
DUREE_MAXIMALE = timedelta(days=36_600)


def appliquer(
    mode: str, depart: Instant | date, duree: Duree, calendrier: Calendrier, options: Options = SANS_OPTION
) -> Terme | Fenetre:
    """Applique un mode à un départ. Toute erreur est une ``ErreurMetier`` : mode, départ, unité ou option.

    Option commune ``depart_prudent`` : second point de départ défendable (mention du greffier et dépôt postal, première et
    dernière notification) dont la lecture prudente est retenue.
    """
    choisi = MODES.get(mode)
    if choisi is None:
        raise ModeInconnu(f"Mode de calcul inconnu : « {mode} ». Modes connus : {', '.join(sorted(MODES))}.")
    connues = {*choisi.options, "depart_prudent"}
    if inconnues := sorted(set(options) - connues):
        raise OptionInvalide(f"Le mode « {mode} » ne connaît pas l'option « {inconnues[0]} » ({', '.join(sorted(connues))}).")
    _controler_duree(choisi, duree)
    propres = {nom: valeur for nom, valeur in options.items() if nom != "depart_prudent"}
    resultat = choisi.fonction(Demande(_depart(depart), duree, calendrier, propres))
    if "depart_prudent" not in options:
        return resultat
    autre = Demande(_depart(options["depart_prudent"]), duree, calendrier, propres)
    return _deux_departs(choisi.sens, resultat, choisi.fonction(autre), dire_jour(autre.jour))


def _depart(valeur: object) -> Instant | date:
    if isinstance(valeur, Instant):
        annee = valeur.jour("UTC").year
    elif isinstance(valeur, date) and not isinstance(valeur, datetime):
        annee = valeur.year
    else:
        raise DepartInvalide(f"Le point de départ doit être un instant ou un jour ; reçu : {valeur!r}.")
    if annee not in ANNEES:
        raise DepartInvalide(f"L'année {annee} est invraisemblable : vérifier la date saisie.")
    return valeur


def _controler_duree(mode: Mode, duree: Duree) -> None:
    if etrangeres := sorted(duree.unites - mode.unites):
        attendues = ", ".join(sorted(mode.unites)) or "aucune"
        raise DureeInvalide(f"Le mode « {mode.nom} » ne se compte pas en {etrangeres[0]} (unités : {attendues}).")
    if mode.unites and not duree.unites and not mode.duree_nulle:
        raise DureeInvalide(f"Le mode « {mode.nom} » demande une durée en {', '.join(sorted(mode.unites))}.")
    if timedelta(days=duree.total_jours + 31 * duree.total_mois, minutes=duree.total_minutes) > DUREE_MAXIMALE:
        raise DureeInvalide(f"La durée de {duree.dire()} est invraisemblable.")


def _deux_departs(sens: Sens, retenu: Terme | Fenetre, autre: Terme | Fenetre, dit: str) -> Terme | Fenetre:
    if isinstance(retenu, Fenetre) and isinstance(autre, Fenetre):
        bas = deux_departs(retenu.minimum, autre.minimum, dit, max)
        return Fenetre(bas, deux_departs(retenu.maximum, autre.maximum, dit, min))
    if isinstance(retenu, Terme) and isinstance(autre, Terme):
        return deux_departs(retenu, autre, dit, max if sens is Sens.MINIMUM else min)
    raise DepartInvalide("Les deux points de départ ne donnent pas des résultats de même forme.")
