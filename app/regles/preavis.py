"""Le préavis d'une audience : un délai minimal mesuré depuis un acte, dans la version du jour d'où il part (CPP, art. 552).

Les durées sont les paramètres des clauses ``calcul`` de la règle. Avec éloignement, la lecture légale n'est pas fixée : la
prudente vaut pour les deux (00-LISEZ-MOI, arbitrage 6).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from app.domain.comput import Duree, Terme, appliquer
from app.domain.comput.report import premier_jour_ouvrable
from app.domain.echeance import Echeance, Etape, Incalculable, Irregularite, Nature, Portee
from app.regles.citations import CITATION, FIXEE, RENVOI, jour_d_audience, mois_de_distance
from app.regles.contexte import Contexte
from app.regles.delais import cle
from app.regles.registre import Appel
from app.regles.schema import Regle, Version

Sortie = Echeance | Incalculable | Irregularite
PREMIERE = "premiere_audience"
"""Nom de la fonction dont les paramètres portent les durées."""


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
