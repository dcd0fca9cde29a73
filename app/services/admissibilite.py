"""Ce qui est impossible, et donc ne s'enregistre pas. L'irrégulier mais réel s'enregistre : le moteur de règles le dira.

Une impossibilité est une contradiction entre faits : une fin avant son début, une prolongation sans placement, une heure
future. Une prolongation décidée trop tard, une notification omise ne sont pas impossibles : elles sont arrivées.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.domain.faits import Acte, Dossier, Mesure, Valeur
from app.domain.francais import dire_instant, dire_jour
from app.domain.temps import Instant
from app.regles.vocabulaire import TypeActe, Vocabulaire
from app.services.refus import Refus
from app.services.saisie import FAMILLE_CALCUL

AVANCE_ADMISE_EN_MINUTES = 5
"""Écart toléré entre la pendule du service et celle du poste : au-delà, l'heure est future."""

CHAMPS_A_VENIR = ("terme", "arrivee_annoncee", "audience_le", "heure_audience", "heure_debat", "date_audience")
"""Champs d'un acte passé qui annoncent l'avenir."""

DECIDES_AVANT_LA_REPRISE = ("prolongation", "presentation")
"""Ce qui peut précéder le placement d'une reprise : la prolongation qui l'ouvre, et la présentation qu'elle exige."""

PREALABLES = ("garde_a_vue_anterieure", "controle", "apprehension", "contrainte", "audition_libre")
"""Actes qui précèdent par nature le placement : T0 ne peut lui être postérieur (01, annexe b)."""

GROUPES_APRES_OUVERTURE = ("prolongation", "fin", "deferement", "suites")
"""Groupes d'actes qui supposent la mesure commencée. La notification n'en est pas : le placement s'écrit parfois après elle."""


@dataclass(frozen=True, slots=True)
class Impossibilite:
    """Une contradiction : code stable, phrase, acte et champ en cause, acte qui s'y oppose."""

    code: str
    phrase: str
    acte: str
    champ: str = "le"
    oppose: str | None = None


def verifier_la_mesure(
    avant: Mesure | None, apres: Mesure, vocabulaire: Vocabulaire, fuseau: str, nouvel_acte: str = ""
) -> None:
    """Lève ``Refus`` pour la première contradiction que le changement introduit ; celles d'avant ne bloquent pas."""
    connues = {(i.code, i.acte, i.oppose) for i in _contradictions(avant, vocabulaire, fuseau)} if avant else set()
    nouvelles = [i for i in _contradictions(apres, vocabulaire, fuseau) if (i.code, i.acte, i.oppose) not in connues]
    if nouvelles:
        premiere = min(nouvelles, key=lambda i: i.acte != nouvel_acte)
        autre = premiere.acte if premiere.acte != nouvel_acte else premiere.oppose
        raise Refus(premiere.phrase, code=premiere.code, champ=premiere.champ, acte=autre)


def verifier_les_heures(acte: Acte, connu: TypeActe, maintenant: Instant, fuseau: str) -> None:
    """Lève ``Refus`` si une heure de l'acte est future, ou si sa fin précède son début."""
    heures = {"le": acte.le} | {n: v for n, v in acte.valeurs.items() if isinstance(v, Instant) and n not in CHAMPS_A_VENIR}
    for champ, heure in heures.items():
        if _est_future(heure, maintenant, fuseau):
            raise Refus(
                f"{_dire(heure, fuseau)} : cette heure n'est pas encore arrivée. Vérifier le jour et l'heure saisis, "
                "et la pendule du poste.",
                code="heure_future",
                champ=champ,
                ou=connu.intitule,
            )
    fin = acte.valeurs.get("fin")
    if isinstance(fin, Instant) and acte.instant is not None and fin < acte.instant:
        raise Refus(
            _fin_avant_debut(fin, acte.le, fuseau),
            code="fin_avant_debut",
            champ="fin",
            ou=connu.intitule,
        )


def verifier_les_faits(dossier: Dossier, maintenant: Instant, fuseau: str) -> None:
    """Lève ``Refus`` si la naissance ou les faits sont datés de l'avenir."""
    dates = (("naissance", dossier.personne.get("naissance")), ("date_des_faits", dossier.procedure.get("date_des_faits")))
    for champ, jour in dates:
        if _est_future(jour, maintenant, fuseau):
            raise Refus(f"{_dire(jour, fuseau)} : cette date est dans l'avenir.", code="date_future", champ=champ)


def contradictions(mesure: Mesure, vocabulaire: Vocabulaire, fuseau: str) -> tuple[Impossibilite, ...]:
    """Rend les contradictions entre faits présents : fins qui précèdent leur début, actes dans un ordre impossible.

    Un acte qui manque n'en est pas une : ``calculer`` accepte des faits partiels.
    """
    trouvees = [i for i in _contradictions(mesure, vocabulaire, fuseau) if i.oppose is not None]
    for acte in mesure.en_vigueur():
        fin = acte.valeurs.get("fin")
        if isinstance(fin, Instant) and acte.instant is not None and fin < acte.instant:
            phrase = f"« {vocabulaire.acte(acte.type).intitule} » : {_fin_avant_debut(fin, acte.le, fuseau)}"
            trouvees.append(Impossibilite("fin_avant_debut", phrase, acte.id, "fin"))
    return tuple(trouvees)


def _fin_avant_debut(fin: Instant, debut: Valeur | None, fuseau: str) -> str:
    return f"La fin ({_dire(fin, fuseau)}) précède le début ({_dire(debut, fuseau)})."


def _est_future(heure: Valeur | None, maintenant: Instant, fuseau: str) -> bool:
    if isinstance(heure, Instant):
        return heure > maintenant.plus(minutes=AVANCE_ADMISE_EN_MINUTES)
    return isinstance(heure, date) and heure > maintenant.jour(fuseau)


def _dire(heure: Valeur | None, fuseau: str) -> str:
    if isinstance(heure, Instant):
        return dire_instant(heure, fuseau)
    return dire_jour(heure) if isinstance(heure, date) else "heure non relevée"


def _contradictions(mesure: Mesure, vocabulaire: Vocabulaire, fuseau: str) -> Iterator[Impossibilite]:
    type_ = vocabulaire.mesures.get(mesure.type)
    if type_ is None or type_.famille == FAMILLE_CALCUL:
        return
    actes = [(a, vocabulaire.actes[a.type]) for a in mesure.en_vigueur() if a.type in vocabulaire.actes]
    ouvertures = [a for a, _ in actes if a.type == type_.ouverture]
    clotures = [a for a, _ in actes if a.type == type_.cloture]
    yield from _doubles(ouvertures if type_.ouverture == "placement" else [], vocabulaire, "ouverture_double", fuseau)
    yield from _doubles(clotures, vocabulaire, "cloture_double", fuseau)
    ouverture = ouvertures[0] if ouvertures else None
    cloture = clotures[0] if clotures else None
    reprise = mesure.valeurs.get("memes_faits") is True or any(a.type == "garde_a_vue_anterieure" for a, _ in actes)
    for acte, connu in actes:
        if reprise and acte.type in DECIDES_AVANT_LA_REPRISE and ouverture is not None:
            continue  # une reprise au-delà de vingt-quatre heures suppose justement une prolongation déjà décidée
        yield from _face_a_l_ouverture(acte, connu, ouverture, vocabulaire.acte(type_.ouverture), fuseau)
        yield from _face_a_la_cloture(acte, connu, cloture, type_.famille, fuseau)


def _doubles(actes: list[Acte], vocabulaire: Vocabulaire, code: str, fuseau: str) -> Iterator[Impossibilite]:
    for second in actes[1:]:
        intitule = vocabulaire.acte(second.type).intitule
        yield Impossibilite(
            code,
            f"La mesure porte déjà « {intitule} » ({_dire(actes[0].le, fuseau)}) : le rectifier, ou ouvrir une autre mesure.",
            second.id,
            "type",
            actes[0].id,
        )


def _face_a_l_ouverture(
    acte: Acte, connu: TypeActe, ouverture: Acte | None, type_ouverture: TypeActe, fuseau: str
) -> Iterator[Impossibilite]:
    if connu.groupe in GROUPES_APRES_OUVERTURE and acte.type != type_ouverture.type:
        if ouverture is None:
            phrase = (
                f"« {connu.intitule} » suppose « {type_ouverture.intitule} », qui n'est pas enregistré : le saisir d'abord."
            )
            yield Impossibilite("avant_ouverture", phrase, acte.id, "type")
        elif _precede(acte, ouverture):
            yield Impossibilite(
                "avant_ouverture",
                f"« {connu.intitule} » ({_dire(acte.le, fuseau)}) ne peut précéder « {type_ouverture.intitule} » "
                f"({_dire(ouverture.le, fuseau)}).",
                acte.id,
                oppose=ouverture.id,
            )
    if acte.type in PREALABLES and type_ouverture.type == "placement" and ouverture is not None and _precede(ouverture, acte):
        yield Impossibilite(
            "depart_apres_placement",
            f"« {connu.intitule} » ({_dire(acte.le, fuseau)}) ne peut suivre « {type_ouverture.intitule} » "
            f"({_dire(ouverture.le, fuseau)}).",
            acte.id,
            oppose=ouverture.id,
        )


def _face_a_la_cloture(acte: Acte, connu: TypeActe, cloture: Acte | None, famille: str, fuseau: str) -> Iterator[Impossibilite]:
    if cloture is not None and acte is not cloture and not connu.apres_levee and _precede(cloture, acte):
        yield Impossibilite(
            "apres_cloture",
            f"« {connu.intitule} » ({_dire(acte.le, fuseau)}) ne peut suivre la fin de la mesure "
            f"({_dire(cloture.le, fuseau)}).",
            acte.id,
            oppose=cloture.id,
        )
    if connu.groupe == "deferement" and famille == "garde_a_vue":
        if cloture is None:
            phrase = f"« {connu.intitule} » suppose la mesure levée : saisir d'abord la levée."
            yield Impossibilite("deferement_avant_levee", phrase, acte.id, "type")
        elif _precede(acte, cloture):
            yield Impossibilite(
                "deferement_avant_levee",
                f"« {connu.intitule} » ({_dire(acte.le, fuseau)}) ne peut précéder la levée ({_dire(cloture.le, fuseau)}).",
                acte.id,
                oppose=cloture.id,
            )


def _precede(un: Acte, autre: Acte) -> bool:
    return un.instant is not None and autre.instant is not None and un.instant < autre.instant
