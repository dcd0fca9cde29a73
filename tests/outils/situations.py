"""Les situations que l'issue demande de montrer : une personne, une mesure, l'heure où on la regarde."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from app.domain.temps import Instant
from app.services.demandes import ActeSaisi, CreerDossier, MesureSaisie
from tests.outils.fabriques import le


@dataclass(frozen=True)
class Situation:
    """Un dossier à créer et l'instant d'observation."""

    nom: str
    a: Instant
    demande: CreerDossier


def _acte(type_: str, quand: str, fin: str = "", **valeurs: Any) -> ActeSaisi:
    if fin:
        valeurs["fin"] = le(fin)
    return ActeSaisi(type_, le(quand), valeurs)


def _suivi(jour: str) -> tuple[ActeSaisi, ...]:
    """Les actes du premier jour d'une mesure commencée à 6 h."""
    return (
        _acte("apprehension", f"{jour} 06:00", conduite_par_force_publique=True),
        _acte("placement", f"{jour} 06:40", motifs_62_2=("1", "4"), opj="Cne Roche", lieu="Hôtel de police, Nantes"),
        _acte("notification_droits", f"{jour} 06:50", document_803_6=True, emargee=True, qualification_notifiee=True),
        _acte("avis_magistrat", f"{jour} 06:55", destinataire="procureur", moyen="telephone", magistrat="Mme Aubry"),
        _acte("demande_avocat", f"{jour} 06:52", choix="choisi"),
        _acte("avis_avocat", f"{jour} 07:05", avocat="Me Ferrand"),
        _acte("demande_avis_tiers", f"{jour} 06:53", destinataire="proche", personne="sa sœur"),
        _acte("avis_tiers", f"{jour} 07:40", destinataire="proche", resultat="avise"),
        _acte("demande_medecin", f"{jour} 06:54", demandeur="personne"),
        _acte("diligence_medecin", f"{jour} 07:10", medecin="UMJ"),
        _acte("arrivee_avocat", f"{jour} 08:35", avocat="Me Ferrand"),
        _acte("entretien_avocat", f"{jour} 08:40", f"{jour} 09:08", confidentialite=True),
        _acte("examen_medical", f"{jour} 09:20", f"{jour} 09:45", aptitude="apte", certificat=True),
        _acte("audition", f"{jour} 10:10", f"{jour} 12:00", objet="faits", avocat_present=True, enregistree=True),
        _acte("repas", f"{jour} 12:20", accepte=True),
        _acte("repos", f"{jour} 12:40", f"{jour} 15:00"),
        _acte("audition", f"{jour} 15:10", f"{jour} 17:25", objet="faits", avocat_present=True, enregistree=True),
        _acte("repas", f"{jour} 19:10", accepte=True),
        _acte("repos", f"{jour} 22:40", f"{jour} 23:59"),
    )


def _gav(*actes: ActeSaisi, **champs: Any) -> MesureSaisie:
    return MesureSaisie("garde_a_vue", actes, champs)


def criminalite_organisee() -> Situation:
    """Trafic de stupéfiants, suivi jusqu'à la 96e heure : trois prolongations, dont deux du JLD."""
    actes = (
        *_suivi("06/10/2026"),
        _acte(
            "prolongation",
            "07/10/2026 05:10",
            fondement="63_ii",
            autorite="procureur",
            magistrat="Mme Aubry",
            ecrit=True,
            motivee=True,
            motif="62_2",
        ),
        _acte("notification_prolongation", "07/10/2026 05:30", droits_rappeles=True, emargee=True),
        _acte("audition", "07/10/2026 09:00", "07/10/2026 11:20", objet="faits", avocat_present=True, enregistree=True),
        _acte("repas", "07/10/2026 12:00", accepte=True),
        _acte("requete_prolongation", "07/10/2026 22:30"),
        _acte("examen_medical", "08/10/2026 01:10", "08/10/2026 01:35", aptitude="apte", certificat=True),
        _acte("presentation", "08/10/2026 04:00", "08/10/2026 04:25", mode="visioconference", devant="jld"),
        _acte(
            "prolongation",
            "08/10/2026 04:40",
            fondement="706_88",
            autorite="jld",
            magistrat="M. Kervella",
            ecrit=True,
            motivee=True,
            motivation_propre=True,
            presentation="visioconference",
        ),
        _acte("notification_prolongation", "08/10/2026 05:00", droits_rappeles=True, emargee=True),
        _acte("avis_nouvel_examen", "08/10/2026 05:02", emarge=True),
        _acte("audition", "08/10/2026 14:10", "08/10/2026 16:00", objet="faits", avocat_present=True, enregistree=True),
        _acte("presentation", "09/10/2026 03:40", "09/10/2026 04:00", mode="visioconference", devant="jld"),
        _acte(
            "prolongation",
            "09/10/2026 04:20",
            fondement="706_88",
            autorite="jld",
            magistrat="M. Kervella",
            ecrit=True,
            motivee=True,
            motivation_propre=True,
            presentation="visioconference",
        ),
        _acte("notification_prolongation", "09/10/2026 04:35", droits_rappeles=True, emargee=True),
    )
    demande = CreerDossier(
        "metropole",
        {
            "numero_parquet": "26280000412",
            "qualification": "Trafic de stupéfiants en bande organisée",
            "nature": "delit",
            "peine_encourue_mois": 120,
            "famille_706_73": "706_73_3_stupefiants",
            "cadre": "flagrance",
            "date_des_faits": date(2026, 10, 5),
            "service": "Hôtel de police, Nantes",
        },
        {"nom": "Belkacem", "prenoms": "Nadir", "naissance": date(1994, 8, 17), "nationalite": "française"},
        (_gav(*actes),),
    )
    return Situation("criminalite_organisee", le("09/10/2026 22:47"), demande)


def terrorisme() -> Situation:
    """Terrorisme : au-delà de la 96e heure, la 144e est encore possible."""
    actes = (
        *_suivi("02/11/2026"),
        _acte(
            "prolongation",
            "03/11/2026 05:00",
            fondement="63_ii",
            autorite="procureur",
            magistrat="Mme Aubry",
            ecrit=True,
            motivee=True,
            motif="62_2",
        ),
        _acte("notification_prolongation", "03/11/2026 05:15", droits_rappeles=True),
        _acte("examen_medical", "04/11/2026 02:10", "04/11/2026 02:30", aptitude="apte", certificat=True),
        _acte("presentation", "04/11/2026 03:40", "04/11/2026 04:05", mode="physique", devant="jld"),
        _acte(
            "prolongation",
            "04/11/2026 04:30",
            fondement="706_88",
            autorite="jld",
            magistrat="M. Kervella",
            ecrit=True,
            motivee=True,
            motivation_propre=True,
            presentation="physique",
        ),
        _acte("notification_prolongation", "04/11/2026 04:50", droits_rappeles=True),
        _acte("presentation", "05/11/2026 03:40", "05/11/2026 04:05", mode="physique", devant="jld"),
        _acte(
            "prolongation",
            "05/11/2026 04:30",
            fondement="706_88",
            autorite="jld",
            magistrat="M. Kervella",
            ecrit=True,
            motivee=True,
            motivation_propre=True,
            presentation="physique",
        ),
        _acte("notification_prolongation", "05/11/2026 04:50", droits_rappeles=True),
        _acte("audition", "05/11/2026 10:00", "05/11/2026 12:30", objet="faits", avocat_present=True, enregistree=True),
        _acte("examen_medical", "06/11/2026 01:10", "06/11/2026 01:30", aptitude="apte", certificat=True),
        _acte(
            "prolongation",
            "06/11/2026 04:30",
            fondement="706_88_1",
            autorite="jld",
            magistrat="M. Kervella",
            ecrit=True,
            motivee=True,
            motivation_propre=True,
            motif="action_terroriste_imminente",
            presentation="physique",
        ),
        _acte("notification_prolongation", "06/11/2026 04:50", droits_rappeles=True),
    )
    demande = CreerDossier(
        "metropole",
        {
            "numero_parquet": "26306000019",
            "qualification": "Association de malfaiteurs terroriste",
            "nature": "crime",
            "peine_encourue_mois": 360,
            "famille_706_73": "706_73_11_terrorisme",
            "cadre": "flagrance",
            "date_des_faits": date(2026, 11, 1),
            "service": "Sous-direction antiterroriste",
        },
        {"nom": "Lorrain", "prenoms": "Erwan", "naissance": date(1988, 2, 3), "nationalite": "française"},
        (_gav(*actes),),
    )
    return Situation("terrorisme", le("06/11/2026 15:20"), demande)


def mineur_de_quatorze_ans() -> Situation:
    """Un mineur de quatorze ans, délit puni de cinq ans : représentants, médecin, avocat, enregistrement."""
    actes = (
        _acte("apprehension", "09/02/2026 18:00"),
        _acte("placement", "09/02/2026 18:20", motifs_62_2=("1",), opj="Maj. Collin", lieu="Commissariat de Vannes"),
        _acte("avis_magistrat", "09/02/2026 18:30", destinataire="procureur", moyen="telephone"),
        _acte("notification_droits", "09/02/2026 18:35", document_803_6=True, emargee=True),
        _acte("tentative_representants", "09/02/2026 18:34", resultat="sans_reponse"),
        _acte("information_representants", "09/02/2026 18:46", personne="Mme Le Bihan, sa mère", qualite="pere_mere"),
        _acte("demande_avocat", "09/02/2026 18:36", choix="commis"),
        _acte("saisine_batonnier", "09/02/2026 18:45", personne_informee=True),
        _acte("diligence_medecin", "09/02/2026 18:40", autorite="procureur"),
    )
    demande = CreerDossier(
        "metropole",
        {
            "numero_parquet": "26040000088",
            "qualification": "Vol aggravé par deux circonstances",
            "nature": "delit",
            "peine_encourue_mois": 84,
            "famille_706_73": "aucune",
            "cadre": "flagrance",
            "date_des_faits": date(2026, 2, 9),
            "service": "Commissariat de Vannes",
        },
        {"nom": "Le Bihan", "prenoms": "Titouan", "naissance": date(2011, 9, 30), "nationalite": "française"},
        (_gav(*actes),),
    )
    return Situation("mineur_14_ans", le("09/02/2026 20:05"), demande)


def reprise_apres_treize_heures() -> Situation:
    """Une garde à vue reprise pour les mêmes faits, treize heures déjà subies : onze heures restent avant la 24e."""
    actes = (
        _acte("garde_a_vue_anterieure", "05/01/2026 10:00", "05/01/2026 23:00", memes_faits=True, liberte_effective=True),
        _acte("apprehension", "20/01/2026 08:00"),
        _acte("placement", "20/01/2026 08:20", motifs_62_2=("1",), opj="Adj. Morel", lieu="Brigade de Redon"),
        _acte("avis_magistrat", "20/01/2026 08:30", destinataire="procureur", moyen="courriel"),
        _acte("notification_droits", "20/01/2026 08:32", document_803_6=True, emargee=True),
        _acte("audition", "20/01/2026 10:00", "20/01/2026 11:15", objet="faits", avocat_present=True),
    )
    demande = CreerDossier(
        "metropole",
        {
            "numero_parquet": "26005000131",
            "qualification": "Escroquerie",
            "nature": "delit",
            "peine_encourue_mois": 60,
            "famille_706_73": "aucune",
            "cadre": "preliminaire",
            "date_des_faits": date(2025, 12, 12),
            "service": "Brigade de Redon",
        },
        {"nom": "Vandelle", "prenoms": "Zoé", "naissance": date(1990, 4, 2), "nationalite": "française"},
        (_gav(*actes),),
    )
    return Situation("reprise_13_h", le("20/01/2026 14:05"), demande)


def deferement_de_nuit() -> Situation:
    """Une garde à vue prolongée par le procureur, levée à 19 h avec défèrement : la nuit au dépôt, vingt heures."""
    actes = (
        _acte("apprehension", "11/11/2026 09:00"),
        _acte("placement", "11/11/2026 09:20", motifs_62_2=("1",), opj="Bgd Ozanne", lieu="Commissariat central, Rennes"),
        _acte("avis_magistrat", "11/11/2026 09:30", destinataire="procureur", moyen="telephone"),
        _acte("notification_droits", "11/11/2026 09:35", document_803_6=True, emargee=True),
        _acte("audition", "11/11/2026 14:00", "11/11/2026 15:10", objet="faits", avocat_present=True),
        _acte("repas", "11/11/2026 12:40", accepte=True),
        _acte("repas", "11/11/2026 19:00", accepte=True),
        _acte("repos", "11/11/2026 22:00", "12/11/2026 06:30"),
        _acte("repas", "12/11/2026 07:00", accepte=True),
        _acte("repas", "12/11/2026 12:30", accepte=True),
        _acte(
            "prolongation",
            "12/11/2026 08:20",
            fondement="63_ii",
            autorite="procureur",
            magistrat="M. Le Goff",
            ecrit=True,
            motivee=True,
            motif="62_2",
        ),
        _acte("notification_prolongation", "12/11/2026 08:40", droits_rappeles=True, emargee=True),
        _acte("decision_fin", "12/11/2026 18:30", autorite="procureur", suite="deferement"),
        _acte("levee", "12/11/2026 19:00", suite="deferement", decision_prise=True),
        _acte("arrivee_depot", "12/11/2026 19:50", local="Dépôt du palais"),
        _acte(
            "retenue_803_3",
            "12/11/2026 19:50",
            necessite="Audience de comparution immédiate close",
            locaux_amenages=True,
            registre=True,
        ),
        _acte("information_magistrat_depot", "12/11/2026 20:05"),
    )
    demande = CreerDossier(
        "metropole",
        {
            "numero_parquet": "26315000277",
            "qualification": "Violences aggravées",
            "nature": "delit",
            "peine_encourue_mois": 60,
            "famille_706_73": "aucune",
            "cadre": "flagrance",
            "date_des_faits": date(2026, 11, 11),
            "service": "Commissariat central, Rennes",
            "tribunal_locaux_803_3": True,
        },
        {"nom": "Guivarch", "prenoms": "Malo", "naissance": date(2001, 6, 21), "nationalite": "française"},
        (_gav(*actes),),
    )
    return Situation("deferement_de_nuit", le("13/11/2026 07:30"), demande)


def changement_d_heure() -> Situation:
    """Une garde à vue qui traverse le passage à l'heure d'hiver : deux lectures, la plus courte suivie."""
    actes = (
        _acte("apprehension", "24/10/2026 15:00"),
        _acte("placement", "24/10/2026 15:20", motifs_62_2=("1",), opj="Bgd Ozanne", lieu="Commissariat central, Rennes"),
        _acte("avis_magistrat", "24/10/2026 15:30", destinataire="procureur", moyen="telephone"),
        _acte("notification_droits", "24/10/2026 15:35", document_803_6=True, interprete=True, langue="arabe"),
    )
    demande = CreerDossier(
        "metropole",
        {
            "numero_parquet": "26297000015",
            "qualification": "Vol",
            "nature": "delit",
            "peine_encourue_mois": 36,
            "famille_706_73": "aucune",
            "cadre": "flagrance",
            "date_des_faits": date(2026, 10, 24),
        },
        {"nom": "Sadaoui", "prenoms": "Inès", "naissance": date(1999, 1, 9), "nationalite": "algérienne", "langue": "arabe"},
        (_gav(*actes),),
    )
    return Situation("changement_d_heure", le("25/10/2026 01:10"), demande)


def toutes() -> tuple[Situation, ...]:
    """Rend toutes les situations."""
    return (
        criminalite_organisee(),
        terrorisme(),
        mineur_de_quatorze_ans(),
        reprise_apres_treize_heures(),
        deferement_de_nuit(),
        changement_d_heure(),
    )
