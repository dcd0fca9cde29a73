"""Ce qui a déjà été subi dans le même dossier : premier écrou de la mesure, détentions antérieures (CPP, art. 141-3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from app.domain.comput.quantieme import quantieme
from app.domain.echeance import Etape
from app.domain.faits import Acte, Mesure
from app.domain.francais import dire_jour
from app.domain.temps import Instant
from app.regles.contexte import Absent, Contexte
from app.regles.registre import Derivee, fait

PLACEMENT, PROVISOIRE = "placement_detention", "incarceration_provisoire"
SORTIES = ("levee_ecrou", "mise_en_liberte")


@dataclass(frozen=True, slots=True)
class Periode:
    """Une détention antérieure du dossier : premier et dernier jour compris, et si la fin est supposée."""

    debut: date
    fin: date
    supposee: bool

    @property
    def jours(self) -> int:
        """Rend le nombre de jours, premier et dernier compris."""
        return (self.fin - self.debut).days + 1

    @property
    def mois_et_jours(self) -> tuple[int, int]:
        """Rend les mois entiers, de quantième à quantième, et les jours qui restent."""
        lendemain, mois = self.fin + timedelta(days=1), 0
        while quantieme(self.debut, mois + 1) <= lendemain:
            mois += 1
        return mois, (lendemain - quantieme(self.debut, mois)).days


def _jours(acte: Acte, contexte: Contexte) -> list[date]:
    quand = acte.le if acte.le is not None else acte.valeurs.get("notifie_le")
    return [contexte.jour(q) for q in (quand, acte.valeurs.get("date_ecrou")) if isinstance(q, (Instant, date))]


def _premier_jour(mesure: Mesure, contexte: Contexte, *types: str) -> date | None:
    actes = (a for a in contexte.session.en_vigueur(mesure) if a.type in types)
    return min((j for a in actes for j in _jours(a, contexte)), default=None)


@fait("premier_jour_de_detention")
def premier_jour_de_detention(contexte: Contexte, _parametres: Mapping[str, Any]) -> Derivee | Absent:
    """Rend le premier jour de détention de la mesure, toutes phases, incarcération provisoire comprise."""
    jour = _premier_jour(contexte.mesure, contexte, PLACEMENT, PROVISOIRE)
    if jour is None:
        return Absent((f"date de « {contexte.intitule_acte(PLACEMENT)} »",))
    return Derivee(jour, (Etape(f"Premier jour de détention de la mesure : {dire_jour(jour)}."),))


def _periodes(contexte: Contexte) -> list[Periode] | Absent:
    """Rend les détentions du dossier commencées avant celle-ci ; une fin non saisie est supposée à la veille de celle-ci.

    Une incarcération provisoire qu'aucun placement n'a suivie n'en est pas : ses jours s'imputent sur le titre.
    """
    sejours = _sejours(contexte.mesure, contexte)
    ici = _jour_d_entree(sejours[-1][0] if sejours else (), contexte)
    if ici is None:
        return Absent((f"date de « {contexte.intitule_acte(PLACEMENT)} »",))
    mesures = contexte.session.dossier.mesures
    rang = [m.id for m in mesures].index(contexte.mesure.id)
    trouvees: list[Periode] = []
    for actes, sortie in sejours[:-1]:
        debut = _jour_d_entree(actes, contexte)
        if debut is not None and sortie is not None and debut < ici:
            trouvees.append(Periode(debut, min(_dernier_jour(sortie, contexte), ici - timedelta(days=1)), supposee=False))
    for n, mesure in enumerate(mesures):
        actes = contexte.session.en_vigueur(mesure)
        if n == rang or mesure.type != "detention" or not any(a.type == PLACEMENT for a in actes):
            continue
        debut = _premier_jour(mesure, contexte, PLACEMENT, PROVISOIRE)
        if debut is None or (debut, n) > (ici, rang):
            continue
        sortie = next((a.le for t in SORTIES for a in actes if a.type == t and a.le is not None), None)
        veille = ici - timedelta(days=1)
        fin = veille if sortie is None else _dernier_jour(sortie, contexte)
        if debut <= min(fin, veille):
            trouvees.append(Periode(debut, min(fin, veille), sortie is None))
    return trouvees


def _sejours(mesure: Mesure, contexte: Contexte) -> list[tuple[tuple[Acte, ...], Instant | date | None]]:
    """Rend les séjours de la mesure qui ont leur placement : leurs actes, et la sortie qui y a mis fin avant le suivant.

    Par convention une remise en liberté ouvre une nouvelle mesure ; saisie dans la même, elle n'efface pas ce qui précède.
    """
    sejours: list[tuple[tuple[Acte, ...], Instant | date | None]] = []
    actes: list[Acte] = []
    for acte in contexte.session.en_vigueur(mesure):
        if acte.type in SORTIES and acte.le is not None:
            sejours.append((tuple(actes), acte.le))
            actes = []
        else:
            actes.append(acte)
    sejours.append((tuple(actes), None))
    places = [s for s in sejours if any(a.type == PLACEMENT for a in s[0])]
    return places or sejours[:1]


def _jour_d_entree(actes: Iterable[Acte], contexte: Contexte) -> date | None:
    return min((j for a in actes if a.type in (PLACEMENT, PROVISOIRE) for j in _jours(a, contexte)), default=None)


def _dernier_jour(sortie: Instant | date, contexte: Contexte) -> date:
    return contexte.jour(sortie.plus(secondes=-1) if isinstance(sortie, Instant) else sortie)


def _etapes(periodes: list[Periode]) -> tuple[Etape, ...]:
    etapes = []
    for p in periodes:
        suppose = " (fin non saisie, supposée à la veille de la présente détention)" if p.supposee else ""
        pluriel = "s" if p.jours > 1 else ""
        texte = f"Détention antérieure du {dire_jour(p.debut)} au {dire_jour(p.fin)}{suppose} : {p.jours} jour{pluriel}."
        etapes.append(Etape(texte, article="CPP, art. 141-3"))
    return tuple(etapes)


@fait("detention_anterieure")
def detention_anterieure(contexte: Contexte, parametres: Mapping[str, Any]) -> Derivee | Absent:
    """Rend ce qui a été subi avant cette mesure. ``unite`` : ``jours`` ; ``mois`` entiers ; ``reste`` des jours au-delà."""
    periodes = _periodes(contexte)
    if isinstance(periodes, Absent):
        return periodes
    if parametres["unite"] == "jours":
        return Derivee(sum(p.jours for p in periodes), _etapes(periodes))
    rang = ("mois", "reste").index(parametres["unite"])
    return Derivee(sum(p.mois_et_jours[rang] for p in periodes), _etapes(periodes))
