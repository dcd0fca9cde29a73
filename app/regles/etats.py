"""L'état d'une mesure à un instant (fiche 01, annexe b) : ce que les faits connus à cet instant et le paquet en disent.

L'état n'est ni saisi ni enregistré : il se déduit. ``ILLEGALE`` n'est jamais choisi ; on y tombe quand une échéance de liberté
acquise est passée sans levée, sans prolongation régulière ou sans comparution.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from app.domain.echeance import Echeance, Nature, Portee, Resultat
from app.domain.faits import Acte, Dossier, Mesure
from app.domain.temps import Instant
from app.regles.moteur import Moteur


class Etat(StrEnum):
    """Les états de l'annexe (b)."""

    LIBRE = "libre"
    AUDITION_LIBRE = "audition libre"
    RETENTION_PREALABLE = "rétention préalable"
    RETENUE = "retenue"
    GAV_24 = "garde à vue, 24 h"
    GAV_48 = "garde à vue, 48 h"
    GAV_72 = "garde à vue, 72 h"
    GAV_96 = "garde à vue, 96 h"
    GAV_BLOC_96 = "garde à vue, 96 h en bloc"
    GAV_120_TERRO = "garde à vue, 120 h (terrorisme)"
    GAV_144_TERRO = "garde à vue, 144 h (terrorisme)"
    GAV_120_MULE = "garde à vue, 120 h (stupéfiants dans le corps)"
    LEVEE = "levée"
    LIBEREE = "libérée"
    DEFEREE_MEME_JOUR = "déférée, présentation le jour même"
    RETENUE_803_3 = "retenue au palais (803-3)"
    COMPARUE = "comparue"
    ECROUEE_AUTRE_TITRE = "écrouée pour un autre titre"
    REMISE_MANDAT = "remise sur mandat"
    ILLEGALE = "illégale"


@dataclass(frozen=True, slots=True)
class Situation:
    """L'état d'une mesure et ses sous-états parallèles, actifs tant qu'elle dure."""

    etat: Etat
    droits: str
    avocat: str
    medecin: str
    tiers: str
    mineur: str
    magistrat: str


_PALIERS = {12: Etat.RETENUE, 24: Etat.GAV_24, 48: Etat.GAV_48, 72: Etat.GAV_72, 96: Etat.GAV_96, 144: Etat.GAV_144_TERRO}
_SUITES = {
    "liberation": Etat.LIBEREE,
    "hospitalisation": Etat.LIBEREE,
    "ecrou": Etat.ECROUEE_AUTRE_TITRE,
    "remise_mandat": Etat.REMISE_MANDAT,
}


def situation(moteur: Moteur, dossier: Dossier, mesure_id: str, a: Instant) -> Situation:
    """Rend la situation de la mesure à l'instant ``a`` ; les actes postérieurs ne comptent pas. Lève ``KeyError``."""
    connu = connu_a(dossier, a)
    mesure = connu.mesure(mesure_id)
    resultat = moteur.calculer(connu)
    actes = mesure.en_vigueur()
    return Situation(
        etat=_etat(moteur, mesure, actes, resultat, a),
        droits=_premier(actes, (("notification_droits", "notifiés"), ("report_notification", "différés")), "non notifiés"),
        avocat=_avocat(actes),
        medecin=_premier(
            actes,
            (("examen_medical", "examiné"), ("diligence_medecin", "requis"), ("demande_medecin", "demandé")),
            "non demandé",
        ),
        tiers=_premier(
            actes, (("avis_tiers", "avisé"), ("report_avis_tiers", "reporté"), ("demande_avis_tiers", "demandé")), "non demandé"
        ),
        mineur=_mineur(actes, resultat, mesure_id),
        magistrat="avisé" if any(x.type == "avis_magistrat" and x.instant for x in actes) else "non avisé",
    )


def connu_a(dossier: Dossier, a: Instant) -> Dossier:
    """Rend le dossier tel qu'il était connu à l'instant ``a`` : sans les actes postérieurs."""
    return replace(dossier, mesures=tuple(_jusqu_a(m, a) for m in dossier.mesures))


def _jusqu_a(mesure: Mesure, a: Instant) -> Mesure:
    return replace(mesure, actes=tuple(x for x in mesure.actes if not _posterieur(x, a)))


def _posterieur(acte: Acte, a: Instant) -> bool:
    if acte.instant is not None:
        return acte.instant > a
    return acte.le is not None and not isinstance(acte.le, Instant) and acte.le > a.jour("UTC")


def _etat(moteur: Moteur, mesure: Mesure, actes: tuple[Acte, ...], resultat: Resultat, a: Instant) -> Etat:
    type_ = moteur.corpus.vocabulaire.mesures[mesure.type]
    types = {x.type for x in actes}
    cloture = next((x for x in reversed(actes) if x.type == type_.cloture), None)
    if cloture is None and _depassee(resultat, mesure.id, a):
        return Etat.ILLEGALE
    if cloture is not None:
        return _apres(cloture, types, resultat, mesure.id, a)
    if type_.ouverture not in types:
        return _avant(actes, types)
    if mesure.type == "audition_libre":
        return Etat.AUDITION_LIBRE
    return _palier(resultat, mesure.id) if mesure.type == "garde_a_vue" else Etat.RETENUE


def _apres(cloture: Acte, types: set[str], resultat: Resultat, mesure_id: str, a: Instant) -> Etat:
    suite = cloture.valeurs.get("suite")
    if suite == "deferement" or types & {"arrivee_depot", "retenue_803_3"}:
        if "comparution" in types:
            return Etat.COMPARUE
        if _depassee(resultat, mesure_id, a):
            return Etat.ILLEGALE
        return Etat.RETENUE_803_3 if "retenue_803_3" in types else Etat.DEFEREE_MEME_JOUR
    return _SUITES.get(str(suite), Etat.LEVEE)


def _avant(actes: tuple[Acte, ...], types: set[str]) -> Etat:
    if types & {"apprehension", "controle"} or any(
        x.type == "contrainte" and x.valeurs.get("liberte_ensuite") is not True for x in actes
    ):
        return Etat.RETENTION_PREALABLE
    libres = [x for x in actes if x.type == "audition_libre"]
    return Etat.AUDITION_LIBRE if libres and "depart_libre" not in libres[-1].valeurs else Etat.LIBRE


def _palier(resultat: Resultat, mesure_id: str) -> Etat:
    acquis = [
        e
        for e in resultat.echeances
        if e.mesure == mesure_id and e.portee is Portee.ACQUISE and e.objet.startswith("fin_de_mesure_") and _heures(e)
    ]
    if not acquis:
        return Etat.GAV_24
    dernier = max(acquis, key=_heures)
    heures = _heures(dernier)
    if heures == 96 and not any(_heures(e) == 72 for e in acquis):
        return Etat.GAV_BLOC_96
    if heures == 120:
        return Etat.GAV_120_MULE if dernier.regle == "gav_706_88_2_mules_120h" else Etat.GAV_120_TERRO
    return _PALIERS.get(heures, Etat.GAV_24)


def _heures(e: Echeance) -> int:
    debut = e.objet.removeprefix("fin_de_mesure_").partition("h")[0]
    return int(debut) if debut.isdigit() else 0


def _depassee(resultat: Resultat, mesure_id: str, a: Instant) -> bool:
    return any(e.mesure == mesure_id and e.ouverte and e.nature is Nature.LIBERTE and a >= e.legal for e in resultat.echeances)


def _premier(actes: tuple[Acte, ...], rangs: tuple[tuple[str, str], ...], sinon: str) -> str:
    types = {x.type for x in actes}
    return next((mot for type_, mot in rangs if type_ in types), sinon)


def _avocat(actes: tuple[Acte, ...]) -> str:
    rangs = (
        ("renonciation_avocat", "renoncé"),
        ("arrivee_avocat", "présent"),
        ("entretien_avocat", "présent"),
        ("report_avocat", "reporté"),
        ("avis_avocat", "attendu"),
        ("saisine_batonnier", "attendu"),
        ("demande_avocat", "demandé"),
    )
    return _premier(actes, rangs, "non demandé")


def _mineur(actes: tuple[Acte, ...], resultat: Resultat, mesure_id: str) -> str:
    regime = next((c.valeur for c in resultat.constats if c.nom == "regime_age" and c.mesure == mesure_id), "majeur")
    if regime == "majeur":
        return "sans objet"
    return _premier(
        actes,
        (("information_representants", "représentants informés"), ("derogation_representants", "dérogation")),
        "représentants à informer",
    )
