"""Les suites d'actes ordinaires d'une mesure, que les situations assemblent. Les minutes courent depuis l'appréhension."""

from __future__ import annotations

from app.services.demonstration.scenes import Ligne

_BATONNIER = {"personne_informee": True, "autorite": "opj"}
_DROITS = {"langue": "français", "document_803_6": True, "qualification_notifiee": True, "emargee": True}
_NUIT_AU_DEPOT = {
    "necessite": "heure tardive, aucun magistrat disponible avant demain",
    "locaux_amenages": True,
    "registre": True,
}
LONGUE_NUIT = 470


def depart(*, magistrat: str = "procureur") -> tuple[Ligne, ...]:
    """Appréhension, présentation, placement, avis au magistrat, notification des droits (celle-ci à la minute 55)."""
    droits = _DROITS if magistrat == "procureur" else {**_DROITS, "mention_commission_rogatoire": True}
    return (
        Ligne(0, "apprehension", {"lieu": "voie publique", "conduite_par_force_publique": True}),
        Ligne(34, "presentation_opj"),
        Ligne(40, "placement", {"motifs_62_2": ["1", "2", "5"], "opj_qualite": True}),
        Ligne(
            47,
            "avis_magistrat",
            {"destinataire": magistrat, "moyen": "telephone", "objet": "placement", "motifs_transmis": True},
        ),
        Ligne(55, "notification_droits", droits),
    )


def droits(*, proche: bool = True, medecin: bool = True, avocat: bool = True, t: int = 58) -> tuple[Ligne, ...]:
    """Les demandes faites à la notification et leurs suites ordinaires."""
    lignes: list[Ligne] = []
    if proche:
        lignes += [
            Ligne(t, "demande_avis_tiers", {"destinataire": "proche", "personne": "sa sœur"}),
            Ligne(t + 45, "avis_tiers", {"destinataire": "proche", "resultat": "avise"}),
        ]
    if medecin:
        lignes += [
            Ligne(t + 2, "demande_medecin", {"demandeur": "personne"}),
            Ligne(t + 30, "diligence_medecin", {"autorite": "opj"}),
            Ligne(t + 130, "examen_medical", {"aptitude": "apte", "certificat": True, "demande_par": "personne"}, duree=18),
        ]
    if avocat:
        lignes += [
            Ligne(t + 4, "demande_avocat", {"choix": "commis", "demandeur": "personne"}),
            Ligne(t + 12, "saisine_batonnier", _BATONNIER),
            Ligne(t + 80, "arrivee_avocat"),
            Ligne(t + 85, "entretien_avocat", {"confidentialite": True}, duree=28),
        ]
    return tuple(lignes)


def repas(*heures: int) -> tuple[Ligne, ...]:
    """Un repas accepté à chacune de ces minutes."""
    return tuple(Ligne(t, "repas", {"accepte": True}) for t in heures)


def entretien(t: int) -> tuple[Ligne, ...]:
    """Un nouvel entretien avec l'avocat, de moins de trente minutes."""
    return (Ligne(t, "entretien_avocat", {"confidentialite": True}, duree=25),)


def journee(t: int, *, avocat: bool = True, enregistree: bool = False) -> tuple[Ligne, ...]:
    """Deux auditions, une nuit, trois repas : à partir de la minute ``t``, sur dix-sept heures."""
    faits = {"objet": "faits", "avocat_present": avocat}
    if enregistree:
        faits["enregistree"] = True
    return (
        Ligne(t, "audition", faits, duree=70),
        Ligne(t + 150, "audition", faits, duree=55),
        Ligne(t + 230, "repos", duree=LONGUE_NUIT),
        *repas(t + 85, t + 715, t + 1015),
    )


def prolongation(
    t: int, fondement: str, *, autorite: str = "procureur", motif: str = "62_2", presentation: str = "visioconference"
) -> tuple[Ligne, ...]:
    """Présentation, décision écrite et motivée, notification : la décision tombe à la minute ``t``."""
    champs = {
        "fondement": fondement,
        "autorite": autorite,
        "ecrit": True,
        "motivee": True,
        "motivation_propre": True,
        "motif": motif,
        "presentation": presentation,
    }
    vue = {"mode": presentation, "devant": autorite}
    presentee = () if presentation == "aucune" else (Ligne(t - 20, "presentation", vue, duree=8),)
    return (
        Ligne(t - 50, "requete_prolongation"),
        Ligne(t - 30, "observations", {"forme": "pv"}),
        *presentee,
        Ligne(t, "prolongation", champs),
        Ligne(t + 12, "notification_prolongation", {"droits_rappeles": True, "emargee": True}),
    )


def examen(t: int) -> tuple[Ligne, ...]:
    """Un examen médical d'office et son certificat : l'examen commence à la minute ``t``."""
    return (
        Ligne(t - 45, "diligence_medecin", {"autorite": "opj"}),
        Ligne(t, "examen_medical", {"aptitude": "apte", "certificat": True, "demande_par": "office"}, duree=15),
    )


def fin(t: int, suite: str = "liberation", *, age: str = "majeur") -> tuple[Ligne, ...]:
    """Décision de fin et levée à la minute ``t`` ; un mineur libéré est remis à un adulte responsable."""
    libere = suite == "liberation"
    remise = Ligne(t + 6, "remise_mineur", {"personne": "sa mère", "qualite": "representant"})
    return (
        Ligne(t - 12, "decision_fin", {"autorite": "procureur", "suite": suite}),
        Ligne(t, "levee", {"suite": suite, "decision_prise": True, "information_77_2": libere, "emargee": True}),
        *((remise,) if libere and age == "mineur" else ()),
        *((Ligne(t + 10, "liberation"),) if libere else ()),
    )


def depot(
    t: int, *, comparution: int | None = None, devant: str = "procureur", suite: str = "", nuit: bool = True
) -> tuple[Ligne, ...]:
    """L'arrivée au dépôt à la minute ``t``, la rétention de nuit (803-3) et ses droits, la comparution et sa suite."""
    lignes = [Ligne(t, "arrivee_depot", {"local": "dépôt du tribunal"}), Ligne(t + 15, "information_magistrat_depot")]
    if nuit:
        lignes += [
            Ligne(t + 6, "retenue_803_3", _NUIT_AU_DEPOT),
            Ligne(t + 25, "droit_depot", {"droit": "alimentation", "etape": "satisfait"}),
            Ligne(t + 40, "droit_depot", {"droit": "avocat", "etape": "demande"}),
            Ligne(t + 130, "droit_depot", {"droit": "avocat", "etape": "satisfait"}),
        ]
    if comparution is not None:
        lignes += [Ligne(comparution, "comparution", {"devant": devant})]
    if comparution is not None and suite:
        lignes += [Ligne(comparution + 25, "choix_poursuite", {"suite": suite, "mentions_393": True})]
    if comparution is not None and suite == "comparution_immediate":
        lignes += [Ligne(comparution + 140, "comparution", {"devant": "tribunal", "audience_ouverte": True})]
    return tuple(lignes)


def mineur(*, medecin: bool = True) -> tuple[Ligne, ...]:
    """Représentants, bâtonnier et, avant seize ans, médecin d'un mineur placé à la minute 40 : sans attendre de demande."""
    lignes = [
        Ligne(50, "tentative_representants", {"resultat": "sans_reponse"}),
        Ligne(58, "information_representants", {"personne": "sa mère", "qualite": "pere_mere", "infraction_communiquee": True}),
        Ligne(63, "saisine_batonnier", _BATONNIER),
        Ligne(118, "arrivee_avocat"),
        Ligne(122, "entretien_avocat", {"confidentialite": True}, duree=25),
    ]
    if medecin:
        lignes += [
            Ligne(60, "diligence_medecin", {"autorite": "procureur"}),
            Ligne(170, "examen_medical", {"aptitude": "apte", "certificat": True, "demande_par": "office"}, duree=15),
        ]
    return tuple(lignes)


def audition_de_mineur(t: int) -> tuple[Ligne, ...]:
    """Une audition de mineur (avocat présent, enregistrée, adulte présent), suivie d'un repas."""
    champs = {"objet": "faits", "avocat_present": True, "enregistree": True, "adulte_present": True}
    return (Ligne(t, "audition", champs, duree=45), *repas(t + 60))
