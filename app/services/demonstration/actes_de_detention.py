"""Les suites d'actes ordinaires d'un titre de détention. Les semaines courent depuis le lundi du placement, à dix heures."""

from __future__ import annotations

from app.services.demonstration.scenes import Jour, Ligne, Mesure, Minute

JOUR = 1440
SEMAINE = 7 * JOUR
_DEBAT = {"avocat_present": True, "ministere_public": True, "greffier": True}


def le(semaine: int, jour: int = 0, heure: float = 0) -> int:
    """Rend la minute d'un jour de semaine : 0 pour lundi ; ``heure`` après dix heures."""
    return semaine * SEMAINE + jour * JOUR + round(heure * 60)


def titre(*lignes: Ligne, debut: int = 0, **champs: object) -> Mesure:
    """Rend une détention de ces lignes ; l'établissement et l'écrou viennent du peuplement."""
    return Mesure("detention", lignes, champs, debut)


def placement(
    *, fondement: str = "145", mineur: bool = False, incarceration: bool = False, **champs: object
) -> tuple[Ligne, ...]:
    """Débat et placement ; ``incarceration`` : le débat demandé a été différé de trois jours, l'incarcération s'impute."""
    juge = "Juge des libertés et de la détention"
    debat = {"objet": "placement", **_DEBAT}
    if not incarceration:
        recueil = (Ligne(-2 * 60, "renseignements_personnalite"),) if mineur else ()
        valeurs = {"fondement": fondement, "autorite": juge, "motifs_144": ["2", "4", "5"], **champs}
        return (*recueil, Ligne(0, "debat_contradictoire", debat, duree=45), Ligne(50, "placement_detention", valeurs))
    return (
        Ligne(0, "incarceration_provisoire", {"fondement": "145_al_8", "date_fixee": Jour(le(0, 3))}),
        Ligne(le(0, 3), "debat_contradictoire", debat, duree=45),
        Ligne(le(0, 3) + 50, "placement_detention", {"fondement": fondement, "autorite": juge, **champs}),
    )


def prolongation(semaine: int, mois: int, fondement: str = "145_1", *, motivee: bool = False) -> tuple[Ligne, ...]:
    """Saisine du JLD six semaines avant, débat fixé et convoqué trois semaines avant, débat et ordonnance ce lundi."""
    lundi = le(semaine)
    fixe = {"date_debat": Jour(lundi), "objet": "prolongation"}
    accorde: dict[str, object] = {"fondement": fondement, "duree_mois": mois, "juridiction": "JLD", "motivee_144": True}
    if motivee:
        accorde["motivee_145_3"] = True
    return (
        Ligne(le(semaine - 6), "saisine_jld", {"objet": "prolongation"}),
        Ligne(le(semaine - 3), "debat_fixe", fixe),
        Ligne(le(semaine - 3, 0, 1), "convocation_avocat", {"mode": "electronique", "date_debat": Jour(lundi), "preuve": True}),
        Ligne(le(semaine - 3, 0, 2), "avis_detenu_debat", {"date_debat": Jour(lundi)}),
        Ligne(lundi, "debat_contradictoire", {"objet": "prolongation", **_DEBAT}, duree=30),
        Ligne(lundi + 150, "prolongation_detention", accorde),
    )


def prolongation_simple(semaine: int, mois: int, fondement: str) -> Ligne:
    """Rend une prolongation décidée par une juridiction de jugement ou la chambre."""
    return Ligne(le(semaine), "prolongation_detention", {"fondement": fondement, "duree_mois": mois, "motivee_144": True})


def reglement(semaine: int, issue: str, **champs: object) -> Ligne:
    """Rend l'ordonnance de règlement."""
    return Ligne(le(semaine, 1), "reglement", {"issue": issue, "auteur": "juge_instruction", **champs})


def demande(a: int, reference: str, *, juridiction: str = "juge_instruction", voie: str = "etablissement") -> Ligne:
    """Rend une demande de mise en liberté, reçue au greffe une heure après la déclaration."""
    valeurs = {
        "juridiction": juridiction, "voie": voie, "auteur": "detenu", "recue_le": Minute(a + 60), "reference": reference,
        "signee": True,
    }  # fmt: skip
    return Ligne(a, "demande_mise_en_liberte", valeurs, retard=65)


def rejet(a: int, reference: str) -> tuple[Ligne, ...]:
    """Rend le traitement d'une demande : communication au parquet, transmission au JLD, rejet."""
    return (
        Ligne(a + 120, "communication_parquet", {"reference": reference}),
        Ligne(a + 3 * JOUR, "transmission_jld", {"reference": reference}),
        Ligne(a + 4 * JOUR, "decision_demande_liberte", {"sens": "rejet", "autorite": "jld", "reference": reference}),
    )
