"""Les suites d'actes ordinaires d'une mesure, que les situations assemblent. Les minutes courent depuis l'appréhension."""

from __future__ import annotations

from app.services.demonstration.scenes import Ligne

_DROITS = {"langue": "français", "document_803_6": True, "qualification_notifiee": True, "emargee": True}
LONGUE_NUIT = 470


def depart(*, placement: int = 40, avis: int = 48, notification: int = 55) -> tuple[Ligne, ...]:
    """Appréhension, présentation, placement, avis au procureur, notification des droits."""
    return (
        Ligne(0, "apprehension", {"lieu": "voie publique", "conduite_par_force_publique": True}),
        Ligne(placement - 6, "presentation_opj"),
        Ligne(placement, "placement", {"motifs_62_2": ["1", "2", "5"], "opj_qualite": True}),
        Ligne(
            avis,
            "avis_magistrat",
            {"destinataire": "procureur", "moyen": "telephone", "objet": "placement", "motifs_transmis": True},
        ),
        Ligne(notification, "notification_droits", _DROITS),
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
            Ligne(t + 12, "avis_avocat"),
            Ligne(t + 80, "arrivee_avocat"),
            Ligne(t + 85, "entretien_avocat", {"confidentialite": True}, duree=28),
        ]
    return tuple(lignes)


def journee(t: int, *, avocat: bool = True, enregistree: bool = False) -> tuple[Ligne, ...]:
    """Une audition, un repas, une seconde audition, une nuit : à partir de la minute ``t``, sur treize heures."""
    faits = {"objet": "faits", "avocat_present": avocat}
    if enregistree:
        faits["enregistree"] = True
    return (
        Ligne(t, "audition", faits, duree=70),
        Ligne(t + 85, "repas", {"accepte": True}),
        Ligne(t + 150, "audition", faits, duree=55),
        Ligne(t + 230, "repos", duree=LONGUE_NUIT),
        Ligne(t + 715, "repas", {"accepte": True}),
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
    """Un examen médical d'office et son certificat."""
    return (
        Ligne(t - 25, "diligence_medecin", {"autorite": "opj"}),
        Ligne(t, "examen_medical", {"aptitude": "apte", "certificat": True, "demande_par": "office"}, duree=15),
    )


def fin(t: int, suite: str = "liberation") -> tuple[Ligne, ...]:
    """Décision de fin et levée à la minute ``t``."""
    return (
        Ligne(t - 12, "decision_fin", {"autorite": "procureur", "suite": suite}),
        Ligne(t, "levee", {"suite": suite, "decision_prise": True, "information_77_2": suite == "liberation"}),
        *((Ligne(t + 10, "liberation"),) if suite == "liberation" else ()),
    )


def depot(t: int, *, comparution: int | None = None, nuit: bool = True) -> tuple[Ligne, ...]:
    """L'arrivée au dépôt à la minute ``t``, la rétention de nuit (803-3) et ses droits, puis la comparution."""
    lignes = [Ligne(t, "arrivee_depot", {"local": "dépôt du tribunal"})]
    if nuit:
        lignes += [
            Ligne(
                t + 6,
                "retenue_803_3",
                {
                    "necessite": "heure tardive, aucun magistrat disponible avant demain",
                    "locaux_amenages": True,
                    "registre": True,
                },
            ),
            Ligne(t + 15, "information_magistrat_depot"),
            Ligne(t + 25, "droit_depot", {"droit": "alimentation", "etape": "satisfait"}),
            Ligne(t + 40, "droit_depot", {"droit": "avocat", "etape": "demande"}),
        ]
    if comparution is not None:
        lignes += [
            Ligne(comparution, "comparution", {"devant": "procureur"}),
            Ligne(comparution + 25, "choix_poursuite", {"suite": "comparution_immediate", "mentions_393": True}),
        ]
    return tuple(lignes)


def mineur(t: int = 62, *, medecin: bool = True) -> tuple[Ligne, ...]:
    """Représentants informés, avocat et médecin d'un mineur."""
    lignes = [
        Ligne(t, "tentative_representants", {"resultat": "sans_reponse"}),
        Ligne(
            t + 9, "information_representants", {"personne": "sa mère", "qualite": "pere_mere", "infraction_communiquee": True}
        ),
        Ligne(t + 11, "demande_avocat", {"choix": "commis", "demandeur": "personne"}),
        Ligne(t + 16, "avis_avocat"),
        Ligne(t + 75, "arrivee_avocat"),
        Ligne(t + 78, "entretien_avocat", {"confidentialite": True}, duree=25),
    ]
    if medecin:
        lignes += [
            Ligne(t + 13, "demande_medecin", {"demandeur": "office"}),
            Ligne(t + 22, "diligence_medecin", {"autorite": "opj"}),
            Ligne(t + 140, "examen_medical", {"aptitude": "apte", "certificat": True, "demande_par": "office"}, duree=15),
        ]
    return tuple(lignes)


def audition_de_mineur(t: int) -> tuple[Ligne, ...]:
    """Une audition de mineur : avocat présent, enregistrée."""
    champs = {"objet": "faits", "avocat_present": True, "enregistree": True, "adulte_present": True}
    return (Ligne(t, "audition", champs, duree=45), Ligne(t + 60, "repas", {"accepte": True}))
