"""Le délai entre la citation et l'audience, et l'audience fixée trop tôt (CPP, art. 552, 558, 390-1, 179-2, 388-2, 393).

Chaque règle écrit ses durées dans les paramètres de sa clause « premiere_audience », version par version ; la version retenue
est celle du jour d'où part le délai : la remise, non l'envoi. Avec éloignement, la lecture légale n'est pas fixée : la prudente
vaut pour les deux (00-LISEZ-MOI, arbitrage 6).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from app.domain.comput import Duree, Terme, appliquer
from app.domain.comput.report import premier_jour_ouvrable
from app.domain.echeance import Echeance, Etape, Gravite, Incalculable, Irregularite, Nature, Portee
from app.domain.francais import dire_jour
from app.domain.temps import Instant
from app.regles.calculs.citations import CITATION, FIXEE, RENVOI, jour_d_audience, mois_de_distance
from app.regles.contexte import Absent, Contexte
from app.regles.delais import cle, incalculable
from app.regles.registre import Appel, calcul
from app.regles.schema import Regle, Version

Sortie = Echeance | Incalculable | Irregularite
PREMIERE = "premiere_audience"


@dataclass(frozen=True, slots=True)
class Delai:
    """Un délai minimal mesuré depuis un jour : la règle et sa version à ce jour, ses paramètres, le terme."""

    appel: Appel
    regle: Mapping[str, Any]
    terme: Terme

    @property
    def utile(self) -> date:
        """Rend la première date d'audience utile : le premier jour ouvrable à partir de la lecture prudente."""
        calendrier = self.appel.contexte.calendrier
        return premier_jour_ouvrable(self.terme.prudent.jour(calendrier.fuseau), calendrier)

    @property
    def mois(self) -> int:
        """Rend les mois ajoutés à raison de la résidence."""
        return mois_de_distance(self.appel.contexte, self.regle.get("mois", {}))

    def exige(self) -> str:
        """Écrit la durée exigée : « 15 jours et 1 mois »."""
        return f"{int(self.regle['jours'])} jours" + (f" et {self.mois} mois" if self.mois else "")


def _parametres(regle: Regle, jour: date, fonction: str, objet: str) -> tuple[Version, Mapping[str, Any]] | None:
    version = regle.version_au(jour)
    if version is None:
        return None
    convient = (c for c in version.calculs if c.fonction == fonction and c.parametres.get("objet") == objet)
    clause = next(convient, None)
    return (version, clause.parametres) if clause else None


def delai_depuis(appel: Appel, depart: date, fonction: str, objet: str) -> Delai | None:
    """Rend le délai minimal qui part de ce jour, dans la version de ce jour ; ``None`` si aucune n'est connue."""
    trouvee = _parametres(appel.regle, depart, fonction, objet)
    if trouvee is None:
        return None
    version, parametres = trouvee
    contexte = appel.contexte
    jours, mois = int(parametres["jours"]), mois_de_distance(contexte, parametres.get("mois", {}))
    mode, duree = ("distance", Duree(jours=jours, mois=mois)) if mois else ("minimum_avant_audience", Duree(jours=jours))
    terme = appliquer(mode, depart, duree, contexte.calendrier)
    if not isinstance(terme, Terme):
        return None
    if mois:
        note = "Lecture littérale non fixée avec l'éloignement : la lecture prudente vaut pour les deux."
        terme = replace(terme, legal=terme.prudent, raison_ecart="").avec_notes(note)
    return Delai(replace(appel, version=version), parametres, terme)


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


def remise_apres(contexte: Contexte, audience: date) -> bool:
    """Dit si un acte postérieur a fixé une autre audience, plus lointaine."""
    passe = False
    for acte in contexte.session.en_vigueur(contexte.mesure):
        jour = jour_d_audience(contexte, acte) if passe and acte.type in (FIXEE, RENVOI, CITATION) else None
        if jour is not None and jour > audience:
            return True
        passe = passe or (contexte.acte is not None and acte.id == contexte.acte.id)
    return False


def acte_de(contexte: Contexte) -> str | None:
    """Rend l'identifiant de l'acte déclencheur."""
    return contexte.acte.id if contexte.acte else None


def echeance_de(
    appel: Appel, parametres: Mapping[str, Any], objet: str, nature: Nature, terme: Terme, debut: tuple[Etape, ...]
) -> Echeance:
    """Construit l'échéance d'un terme ; close avec l'affaire."""
    contexte = appel.contexte
    cloture = contexte.cloture()
    return Echeance(
        cle=cle(appel, objet),
        mesure=contexte.mesure.id,
        source=appel.regle.source(appel.version, appel.pack),
        objet=objet,
        action=str(parametres["action"]),
        autorite=str(parametres.get("autorite", "")),
        nature=nature,
        portee=Portee.ACQUISE,
        legal=terme.legal,
        prudent=terme.prudent,
        fuseau=contexte.fuseau,
        etapes=(*debut, *(Etape(texte) for texte in terme.etapes)),
        en_jours=terme.en_jours,
        raison_ecart=terme.raison_ecart,
        consequence=str(parametres.get("consequence", "")),
        decision=str(parametres.get("decision", "")),
        acte=acte_de(contexte),
        sans_objet="affaire archivée" if cloture is not None else "",
        alertes=tuple(parametres.get("alertes", ())),
        notes=terme.notes,
    )
