"""La lecture légale d'un terme quand elle part d'un autre fait, ou se compte autrement que la prudente.

Ainsi du maintien après renvoi (179) : la prudente part de l'ordonnance, la légale du jour où elle est définitive. L'alarme ne
l'attend jamais : tant que ce fait manque, la prudente vaut pour les deux.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from app.domain.comput import Duree, Terme, appliquer
from app.domain.erreurs import ErreurMetier
from app.domain.francais import dire_jour
from app.regles.conditions import evaluer
from app.regles.contexte import Absent, Contexte
from app.regles.schema import LectureLegale


def option(valeur: Any, contexte: Contexte) -> Any:
    """Rend la valeur d'une option : « @chemin » prend un fait (``Absent`` s'il manque)."""
    return contexte.valeur(valeur[1:]) if isinstance(valeur, str) and valeur.startswith("@") else valeur


def avec_lecture_legale(
    terme: Terme,
    lecture: LectureLegale | None,
    contexte: Contexte,
    mode: str,
    depart: Any,
    duree: Duree,
    options: Mapping[str, Any],
) -> Terme:
    """Rend le terme dont ``legal`` suit la lecture légale de la clause, si ses conditions et ses faits sont là."""
    if lecture is None or evaluer(lecture.si, contexte).valeur is not True:
        return terme
    autre_depart = contexte.valeur(lecture.depart) if lecture.depart else depart
    propres = options if lecture.options is None else {k: option(v, contexte) for k, v in lecture.options.items()}
    if isinstance(autre_depart, Absent) or any(isinstance(v, Absent) for v in propres.values()):
        return terme
    compte = Duree(**lecture.duree) if lecture.duree else duree
    try:
        autre = appliquer(lecture.mode or mode, autre_depart, compte, contexte.calendrier, propres)
    except ErreurMetier:
        return terme
    if not isinstance(autre, Terme):
        return terme
    dit = f" depuis {dire_jour(contexte.jour(autre_depart))} ({contexte.intitule(lecture.depart)})" if lecture.depart else ""
    prudent = min(terme.prudent, autre.legal)
    raison = lecture.raison or "Deux lectures du même texte : la plus courte commande l'alarme."
    return replace(
        terme,
        legal=autre.legal,
        prudent=prudent,
        en_jours=terme.en_jours or autre.en_jours,
        etapes=(*terme.etapes, f"Lecture littérale{dit} :", *autre.etapes),
        raison_ecart=raison if prudent != autre.legal else "",
    )
