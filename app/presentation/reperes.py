"""Les actes en repères sur la frise, sans Qt : une étiquette courte, une phrase entière, ce qui compte."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.echeance import Gravite, Resultat
from app.domain.faits import Acte, Mesure
from app.domain.francais import dire_duree, dire_heure, dire_instant, dire_jour
from app.domain.temps import Instant
from app.presentation.formats import typographier
from app.regles.vocabulaire import Vocabulaire

FORTS = frozenset(
    {"placement", "prolongation", "levee", "comparution", "placement_detention", "prolongation_detention", "reglement"}
    | {"jugement", "levee_ecrou", "mise_en_liberte", "placement_arse", "prolongation_arse"}
)
"""Types d'actes qui commandent la durée : losange sur la frise, et nom de la grappe où ils se trouvent."""


@dataclass(frozen=True, slots=True)
class Repere:
    """Un acte sur la frise ; ``fin`` s'il dure. ``fort`` : décision qui commande la durée."""

    acte: str
    debut: Instant
    fin: Instant | None
    libelle: str
    phrase: str
    groupe: str
    fort: bool = False
    irregulier: bool = False
    cle: str = ""


def reperes_de(
    mesure: Mesure, resultat: Resultat, vocabulaire: Vocabulaire, fuseau: str, depuis: Instant
) -> tuple[Repere, ...]:
    """Rend les repères des actes datés en vigueur, à partir de ``depuis``."""
    fautifs = {i.acte for i in resultat.irregularites if i.gravite is not Gravite.INFORMATION}
    return tuple(
        repere_d_acte(a, a.instant, vocabulaire, fuseau, irregulier=a.id in fautifs)
        for a in mesure.en_vigueur()
        if a.instant is not None and a.instant >= depuis
    )


def repere_d_acte(
    acte: Acte, debut: Instant, vocabulaire: Vocabulaire, fuseau: str, *, irregulier: bool = False, au_jour: bool = False
) -> Repere:
    """Rend le repère d'un acte daté ; ``au_jour`` : l'heure ne se dit que si elle est connue."""
    connu = vocabulaire.actes.get(acte.type)
    intitule = typographier(connu.intitule if connu else acte.type)
    brute = acte.valeurs.get("fin")
    fin = brute if isinstance(brute, Instant) and brute > debut else None
    duree = f", jusqu’à {dire_heure(fin, fuseau)} ({dire_duree(fin.secondes - debut.secondes)})" if fin else ""
    quand = dire_jour(debut.jour(fuseau)) if au_jour and acte.instant is None else dire_instant(debut, fuseau)
    return Repere(
        acte=acte.id,
        debut=debut,
        fin=fin,
        libelle=ABREGES.get(acte.type, intitule),
        phrase=f"{intitule}, {quand}{duree}{' ; irrégularité relevée' if irregulier else ''}",
        groupe=connu.groupe if connu else "",
        fort=acte.type in FORTS,
        irregulier=irregulier,
    )


ABREGES: Mapping[str, str] = {
    "avis_magistrat": "Avis magistrat",
    "notification_droits": "Notification",
    "remise_document_803_6": "Document 803-6",
    "notification_prolongation": "Notif. prolongation",
    "demande_avis_tiers": "Demande d’avis",
    "avis_tiers": "Avis tiers",
    "demande_medecin": "Demande médecin",
    "diligence_medecin": "Médecin requis",
    "examen_medical": "Médecin",
    "demande_avocat": "Demande avocat",
    "avis_avocat": "Avis avocat",
    "saisine_batonnier": "Bâtonnier",
    "arrivee_avocat": "Avocat arrivé",
    "entretien_avocat": "Entretien",
    "consultation_pieces": "Consultation",
    "garde_a_vue_anterieure": "GAV antérieure",
    "information_representants": "Représentants",
    "tentative_representants": "Appel représentants",
    "requete_prolongation": "Requête",
    "avis_nouvel_examen": "Nouvel examen : avis",
    "retenue_803_3": "Rétention 803-3",
    "information_magistrat_depot": "Magistrat informé",
    "decision_fin": "Décision de fin",
    "placement_detention": "Placement",
    "prolongation_detention": "Prolongation",
    "demande_mise_en_liberte": "Demande de liberté",
    "decision_demande_liberte": "Décision (liberté)",
    "convocation_avocat": "Avocat convoqué",
    "avis_detenu_debat": "Détenu avisé",
    "debat_contradictoire": "Débat",
    "saisine_jld": "JLD saisi",
    "reglement": "Règlement",
    "appel_ordonnance": "Appel",
    "arret_chambre": "Arrêt de la chambre",
    "comparution_fond": "Examen au fond",
}
"""Étiquettes courtes de la frise ; à défaut, l'intitulé du vocabulaire."""
