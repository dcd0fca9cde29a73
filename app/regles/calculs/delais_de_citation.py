"""Le délai entre la citation et l'audience, et l'audience fixée trop tôt (CPP, art. 552, 558, 390-1, 179-2, 388-2, 393).

Chaque règle écrit ses durées dans les paramètres de sa clause « premiere_audience », version par version ; la version retenue
est celle du jour d'où part le délai : la remise, non l'envoi. Avec éloignement, la lecture légale n'est pas fixée : la prudente
vaut pour les deux (00-LISEZ-MOI, arbitrage 6).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from app.domain.echeance import Echeance, Etape, Gravite, Irregularite, Nature
from app.domain.francais import dire_jour
from app.domain.temps import Instant
from app.regles.contexte import Absent
from app.regles.delais import incalculable
from app.regles.preavis import PREMIERE, Delai, Sortie, acte_de, delai_depuis, echeance_de, remise_apres
from app.regles.registre import Appel, calcul


@calcul(PREMIERE)
def premiere_audience(appel: Appel, parametres: Mapping[str, Any]) -> tuple[Sortie, ...]:
    """Rend la première audience permise après l'acte, et l'irrégularité de l'audience fixée plus tôt.

    Paramètres : ``objet``, ``action``, ``autorite``, ``jours``, ``mois`` (par résidence), ``depart`` (chemin),
    ``depart_texte``, ``sujet`` (début de la phrase), ``gravite``, ``consequence``, ``decision``, ``remede``, ``ancien_jours``.
    """
    contexte, objet = appel.contexte, str(parametres["objet"])
    chemin = str(parametres.get("depart", "acte.citation_utile"))
    depart = contexte.valeur(chemin)
    if isinstance(depart, Absent):
        return (incalculable(appel, objet, "le point de départ manque", depart.faits),)
    jour = contexte.jour(depart)
    delai = delai_depuis(appel, jour, PREMIERE, objet)
    if delai is None:
        return (incalculable(appel, "hors_couverture", f"aucune version de cette règle n'est connue au {dire_jour(jour)}"),)
    audience = contexte.valeur("acte.audience_citee")
    fixee = audience if isinstance(audience, Instant) else None
    dit = str(delai.regle.get("depart_texte", "délivrance de la citation, ou remise établie"))
    etape = Etape(f"Départ : {dit}, {contexte.dire(depart)}.", acte=acte_de(contexte))
    echeance = echeance_de(delai.appel, delai.regle, objet, Nature.MINIMUM, delai.terme, (etape,))
    prudente, legale = (dire_jour(i.jour(contexte.fuseau)) for i in (echeance.prudent, echeance.legal))
    conclusion = f"Date proposée : {prudente}" + (f" ; lecture simple : {legale}." if legale != prudente else ".")
    echeance = replace(echeance, etapes=(*echeance.etapes, Etape(conclusion, instant=echeance.prudent)))
    if fixee is None:
        return (echeance,)
    dite = Etape(f"Audience fixée au {dire_jour(contexte.jour(fixee))}.", instant=fixee)
    echeance = replace(echeance, satisfaite_le=fixee, satisfaite_par=acte_de(contexte), etapes=(*echeance.etapes, dite))
    defaut = _trop_tot(delai, jour, contexte.jour(fixee), echeance)
    return (echeance, defaut) if defaut else (echeance,)


def _trop_tot(delai: Delai, depart: date, audience: date, echeance: Echeance) -> Irregularite | None:
    """Rend l'irrégularité d'une audience trop proche, avec la première date utile ; rien si la défense l'a couverte."""
    contexte, regle = delai.appel.contexte, delai.regle
    ouverture = Instant.debut_du_jour(audience, contexte.fuseau)
    if ouverture >= delai.terme.prudent or contexte.valeur("acte.defense_sans_renvoi") is True:
        return None
    court = ouverture < delai.terme.legal
    remise = remise_apres(contexte, audience)
    message = (
        f"{regle['sujet']} {dire_jour(depart)} pour l'audience du {dire_jour(audience)} : {_ecart(depart, audience)}. "
        f"{_il_faut(delai, depart, audience, court)} Première date utile : {dire_jour(delai.utile)}."
    )
    gravite = Gravite(regle.get("gravite", "rouge")) if court else Gravite.ORANGE
    return Irregularite(
        cle=f"{echeance.cle}|trop_tot",
        mesure=echeance.mesure,
        source=echeance.source,
        objet="delai_insuffisant" if court else "jours_pleins_manquants",
        gravite=Gravite.INFORMATION if remise else gravite,
        message=f"{message} L'audience a depuis été remise." if remise else message,
        consequence=echeance.consequence,
        decision=echeance.decision,
        acte=acte_de(contexte),
        remede=str(regle.get("remede", "Fixer une audience plus lointaine, ou citer de nouveau.")),
        etapes=echeance.etapes,
    )


def _ecart(depart: date, audience: date) -> str:
    jours = (audience - depart).days
    if jours < 0:
        return "après l'audience"
    return "le jour même" if not jours else f"{jours} jour{'s' if jours > 1 else ''} avant"


def _il_faut(delai: Delai, depart: date, audience: date, court: bool) -> str:
    if not court:
        exige = delai.exige()
        return f"{exige} au sens simple, mais non {exige} pleins (ni le jour de l'acte, ni celui de l'audience)."
    ancien = int(delai.regle.get("ancien_jours", 0))
    dit = f"Il faut {delai.exige()}."
    if ancien and not delai.mois and (audience - depart).days >= ancien:
        dit += f" L'ancien délai de {ancien} jours serait tenu : le nouveau est à vérifier."
    return dit
