"""Les lignes du tableau des droits : quels actes les montrent demandés, faits, différés. Les durées sont dans le paquet.

Une ligne n'apparaît que si le vocabulaire admet ses actes dans la mesure ; ses horloges sont les échéances qu'ils satisfont.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from app.domain.faits import Dossier
from app.presentation.formats import plier

Verbes = Mapping[str, str]
"""Type d'acte → participe montré dans la ligne (« demandé », « prévenu »…)."""


def toujours(_dossier: Dossier) -> bool:
    """La ligne se montre pour toute personne."""
    return True


def jamais(_dossier: Dossier) -> bool:
    """La ligne ne se montre que si un acte ou une échéance la fait vivre."""
    return False


def etranger(dossier: Dossier) -> bool:
    """La nationalité est connue et n'est pas française."""
    nationalite = plier(str(dossier.personne.get("nationalite", "")))
    return bool(nationalite) and not nationalite.startswith("franc")


def autre_langue(dossier: Dossier) -> bool:
    """La langue comprise est connue et n'est pas le français."""
    langue = plier(str(dossier.personne.get("langue", "")))
    return bool(langue) and not langue.startswith("franc")


def protege(dossier: Dossier) -> bool:
    """La personne est signalée majeure protégée."""
    return dossier.personne.get("majeur_protege") is True or "mesure_protection" in dossier.personne


@dataclass(frozen=True, slots=True)
class Droit:
    """Une ligne : intitulé, actes dans l'ordre où ils se font, et ce que chacun veut dire.

    ``etapes`` va de la demande à l'accomplissement ; ``faits`` sont ceux qui accomplissent. ``destinataires`` restreint aux
    actes visant l'un d'eux. ``du`` : dû sans que personne le demande.
    """

    cle: str
    intitule: str
    etapes: tuple[str, ...]
    faits: tuple[str, ...]
    verbes: Verbes = field(default_factory=lambda: MappingProxyType({}))
    differe: tuple[str, ...] = ()
    renonce: tuple[str, ...] = ()
    destinataires: tuple[str, ...] = ()
    du: bool = False
    montre: Callable[[Dossier], bool] = toujours
    a_la_notification: str = ""
    """Champ de la notification des droits qui, vrai, accomplit aussi celui-ci."""

    @property
    def actes(self) -> tuple[str, ...]:
        """Rend tous les types d'actes de la ligne."""
        return tuple(dict.fromkeys((*self.etapes, *self.faits, *self.differe, *self.renonce)))


_TIERS = MappingProxyType(
    {
        "demande_avis_tiers": "demandé",
        "avis_tiers": "prévenu",
        "report_avis_tiers": "avis différé",
        "maintien_report_tiers": "report maintenu",
    }
)


def _tiers(cle: str, intitule: str, *destinataires: str, montre: Callable[[Dossier], bool] = toujours) -> Droit:
    return Droit(
        cle,
        intitule,
        ("demande_avis_tiers", "avis_tiers"),
        ("avis_tiers",),
        _TIERS,
        differe=("report_avis_tiers", "maintien_report_tiers"),
        destinataires=destinataires,
        montre=montre,
    )


CATALOGUE: tuple[Droit, ...] = (
    Droit("magistrat", "Avis au magistrat", ("avis_magistrat",), ("avis_magistrat",), {"avis_magistrat": "avisé"}, du=True),
    Droit(
        "notification",
        "Notification des droits",
        ("notification_droits",),
        ("notification_droits",),
        {
            "notification_droits": "notifiés",
            "report_notification": "différée",
            "reevaluation_notification": "état réévalué",
            "fin_obstacle_notification": "obstacle levé",
        },
        differe=("report_notification", "reevaluation_notification", "fin_obstacle_notification"),
        du=True,
    ),
    Droit(
        "document",
        "Document écrit des droits",
        ("remise_document_803_6",),
        ("remise_document_803_6",),
        {"remise_document_803_6": "remis", "notification_droits": "remis"},
        du=True,
        a_la_notification="document_803_6",
    ),
    Droit(
        "interprete",
        "Interprète",
        ("interprete",),
        ("interprete",),
        {"interprete": "présent", "notification_droits": "présent"},
        montre=autre_langue,
        a_la_notification="interprete",
    ),
    Droit(
        "representants",
        "Représentants légaux",
        ("tentative_representants", "information_representants"),
        ("information_representants",),
        {
            "tentative_representants": "appelés",
            "information_representants": "informés",
            "derogation_representants": "dérogation",
        },
        differe=("derogation_representants",),
        du=True,
        montre=jamais,
    ),
    Droit(
        "juge_enfants",
        "Juge des enfants",
        ("avis_juge_enfants",),
        ("avis_juge_enfants",),
        {"avis_juge_enfants": "avisé"},
        montre=jamais,
    ),
    Droit(
        "adulte",
        "Adulte approprié",
        ("adulte_approprie",),
        ("adulte_approprie",),
        {"adulte_approprie": "désigné"},
        montre=jamais,
    ),
    Droit(
        "protecteur",
        "Protecteur du majeur protégé",
        ("revelation_protection", "avis_protecteur"),
        ("avis_protecteur",),
        {"revelation_protection": "protection révélée", "avis_protecteur": "avisé", "report_avis_protecteur": "avis différé"},
        differe=("report_avis_protecteur",),
        montre=protege,
    ),
    _tiers("proche", "Proche", "proche", "personne_designee"),
    _tiers("employeur", "Employeur", "employeur"),
    _tiers("consulat", "Consulat", "consulat", montre=etranger),
    Droit(
        "communication",
        "Communication avec un tiers",
        ("communication_tiers",),
        ("communication_tiers",),
        {"communication_tiers": "eue"},
        montre=jamais,
    ),
    Droit(
        "medecin",
        "Médecin",
        ("demande_medecin", "diligence_medecin", "examen_medical"),
        ("diligence_medecin", "examen_medical"),
        {
            "demande_medecin": "demandé",
            "diligence_medecin": "requis",
            "examen_medical": "examinée",
            "certificat_in_corpore": "certificat",
        },
    ),
    Droit(
        "nouvel_examen",
        "Droit à un nouvel examen",
        ("avis_nouvel_examen",),
        ("avis_nouvel_examen",),
        {"avis_nouvel_examen": "avisée"},
        du=True,
        montre=jamais,
    ),
    Droit(
        "avocat",
        "Avocat",
        ("demande_avocat", "avis_avocat", "arrivee_avocat"),
        ("avis_avocat", "saisine_batonnier", "arrivee_avocat"),
        {
            "demande_avocat": "demandé",
            "avis_avocat": "avisé",
            "saisine_batonnier": "bâtonnier saisi",
            "arrivee_avocat": "arrivé",
            "report_avocat": "intervention reportée",
            "renonciation_avocat": "renonciation",
        },
        differe=("report_avocat",),
        renonce=("renonciation_avocat",),
    ),
    Droit(
        "entretien",
        "Entretien avec l’avocat",
        ("entretien_avocat",),
        ("entretien_avocat",),
        {"entretien_avocat": "tenu", "demande_entretien": "demandé"},
        montre=jamais,
    ),
    Droit(
        "consultation",
        "Consultation des pièces",
        ("demande_consultation", "consultation_pieces"),
        ("consultation_pieces",),
        {"demande_consultation": "demandée", "consultation_pieces": "faite"},
        montre=jamais,
    ),
    Droit(
        "observations",
        "Observations au magistrat",
        ("observations",),
        ("observations",),
        {"observations": "recueillies"},
        montre=jamais,
    ),
    Droit(
        "notification_prolongation",
        "Notification de la prolongation",
        ("notification_prolongation",),
        ("notification_prolongation",),
        {"notification_prolongation": "notifiée"},
        du=True,
        montre=jamais,
    ),
    Droit("repas", "Repas", ("repas",), ("repas",), {"repas": "proposé"}, montre=jamais),
    Droit("repos", "Repos", ("repos",), ("repos",), {"repos": "pris"}, montre=jamais),
    Droit(
        "depot",
        "Magistrat informé de l’arrivée au dépôt",
        ("information_magistrat_depot",),
        ("information_magistrat_depot",),
        {"information_magistrat_depot": "informé", "arrivee_depot": "arrivée au dépôt"},
        du=True,
        montre=jamais,
    ),
    Droit(
        "droits_depot", "Droits exercés au dépôt", ("droit_depot",), ("droit_depot",), {"droit_depot": "noté"}, montre=jamais
    ),
)
