"""Les situations de retenue de la démonstration. Tout y est fictif ; rien n'y est une règle de droit."""

from __future__ import annotations

from app.services.demonstration.actes import depart, depot, fin, mineur, repas
from app.services.demonstration.ancrages import levee_en_journee
from app.services.demonstration.scenes import Ligne, Mesure, Situation, heure

_DELIT = {"cadre": "flagrance", "nature": "delit", "famille_706_73": "aucune", "mandat_memes_faits": "aucun"}
_NOTIFICATION = {"langue": "français", "document_803_6": True, "qualification_notifiee": True, "emargee": True}
_AVIS = {"destinataire": "procureur", "moyen": "telephone", "motifs_transmis": True}


def _levee(t: int, suite: str) -> tuple[Ligne, ...]:
    return (Ligne(t, "levee", {"suite": suite, "decision_prise": True}),)


def _interpellation(lieu: str) -> tuple[Ligne, ...]:
    return (
        Ligne(0, "apprehension", {"lieu": lieu}),
        Ligne(20, "avis_magistrat", _AVIS),
        Ligne(35, "notification_droits", _NOTIFICATION),
    )


SITUATIONS: tuple[Situation, ...] = (
    Situation(
        "verification_d_identite",
        20,
        {"cadre": "preliminaire"},
        (
            Mesure(
                "verification_identite",
                (
                    Ligne(0, "controle"),
                    Ligne(25, "presentation_opj"),
                    Ligne(32, "avis_magistrat", _AVIS),
                    Ligne(40, "demande_avis_tiers", {"destinataire": "proche", "personne": "son frère"}),
                    Ligne(52, "avis_tiers", {"destinataire": "proche", "resultat": "avise"}),
                    *_levee(heure(2, 50), "liberation"),
                ),
            ),
        ),
        10,
        heure(4),
        poids=4,
        marquant=heure(2, 40),
    ),
    Situation(
        "degrisement_puis_garde_a_vue",
        41,
        {**_DELIT, "qualification": "conduite en état alcoolique, récidive", "peine_encourue_mois": 72},
        (
            Mesure(
                "degrisement",
                (
                    Ligne(0, "debut_retenue", {"constatations": "titube, haleine alcoolisée"}),
                    Ligne(20, "certificat_admission"),
                    Ligne(heure(1, 50), "reevaluation_degrisement", {"constatations": "toujours ivre"}),
                    Ligne(heure(3, 40), "reevaluation_degrisement", {"constatations": "somnolent"}),
                    Ligne(heure(5, 25), "fin_degrisement"),
                    *_levee(heure(5, 35), "garde_a_vue"),
                ),
            ),
            Mesure(
                "garde_a_vue",
                (
                    Ligne(0, "contrainte", {"nature": "degrisement", "memes_faits": True}, duree=heure(5, 25)),
                    Ligne(heure(5, 40), "placement", {"motifs_62_2": ["1"], "opj_qualite": True}),
                    Ligne(heure(5, 47), "avis_magistrat", {**_AVIS, "objet": "placement"}),
                    Ligne(heure(5, 54), "notification_droits", _NOTIFICATION),
                    Ligne(heure(6), "renonciation_avocat", {"au_proces_verbal": True}),
                    *repas(heure(7)),
                    Ligne(heure(8, 20), "audition", {"objet": "faits", "avocat_present": False}, duree=40),
                    *fin(heure(10)),
                ),
            ),
        ),
        30,
        heure(10),
        poids=4,
        marquant=heure(9, 15),
    ),
    Situation(
        "retenue_d_un_etranger",
        28,
        {"cadre": "preliminaire"},
        (
            Mesure(
                "retenue_etranger",
                (
                    Ligne(0, "controle"),
                    Ligne(14, "presentation_opj"),
                    Ligne(21, "avis_magistrat", _AVIS),
                    Ligne(42, "notification_droits", {**_NOTIFICATION, "interprete": True, "langue": "dari"}),
                    Ligne(50, "demande_avocat", {"choix": "commis", "demandeur": "personne"}),
                    Ligne(58, "saisine_batonnier", {"personne_informee": True, "autorite": "opj"}),
                    Ligne(60, "demande_avis_tiers", {"destinataire": "consulat"}),
                    Ligne(80, "avis_tiers", {"destinataire": "consulat", "resultat": "avise"}),
                    *_levee(heure(21), "retention_administrative"),
                ),
            ),
        ),
        20,
        heure(22),
        poids=5,
        marquant=heure(18, 20),
        personne={"langue": "dari", "nationalite": "afghane"},
    ),
    Situation(
        "retenue_douaniere",
        35,
        {
            "cadre": "flagrance",
            "qualification": "importation en contrebande de tabac",
            "nature": "delit",
            "peine_encourue_mois": 36,
        },
        (
            Mesure(
                "retenue_douaniere",
                (
                    Ligne(0, "apprehension", {"lieu": "péage"}),
                    Ligne(18, "avis_magistrat", _AVIS),
                    Ligne(30, "notification_droits", _NOTIFICATION),
                    Ligne(34, "demande_medecin", {"demandeur": "personne"}),
                    Ligne(70, "diligence_medecin", {"autorite": "procureur"}),
                    Ligne(150, "examen_medical", {"aptitude": "apte", "certificat": True, "demande_par": "personne"}, duree=15),
                    *_levee(heure(20), "remise_opj"),
                ),
            ),
        ),
        20,
        heure(21),
        poids=2,
        marquant=heure(11),
    ),
    Situation(
        "retenue_d_un_mineur_de_11_ans",
        11,
        {**_DELIT, "qualification": "incendie volontaire", "peine_encourue_mois": 120},
        (
            Mesure(
                "retenue_mineur",
                (
                    *depart()[:2],
                    Ligne(36, "accord_magistrat", {"autorite": "procureur", "duree_heures": 8}),
                    *depart()[2:],
                    *mineur(),
                    Ligne(heure(3), "audition", {"objet": "faits", "avocat_present": True, "enregistree": True}, duree=30),
                    *_levee(heure(6), "liberation"),
                    Ligne(heure(6, 5), "remise_mineur", {"personne": "sa mère", "qualite": "representant"}),
                ),
            ),
        ),
        30,
        heure(7),
        marquant=heure(4, 30),
    ),
    Situation(
        "retenue_du_controle_judiciaire",
        32,
        {"cadre": "commission_rogatoire", "nature": "delit", "peine_encourue_mois": 60},
        (
            Mesure(
                "retenue_controle_judiciaire",
                (
                    Ligne(0, "apprehension", {"lieu": "domicile de la plaignante"}),
                    Ligne(22, "avis_magistrat", {**_AVIS, "destinataire": "juge_instruction"}),
                    Ligne(35, "notification_droits", _NOTIFICATION),
                    Ligne(42, "demande_avocat", {"choix": "choisi", "demandeur": "personne"}),
                    Ligne(50, "avis_avocat"),
                    Ligne(heure(2), "arrivee_avocat"),
                    Ligne(heure(2, 6), "entretien_avocat", {"confidentialite": True}, duree=25),
                    *repas(heure(6), heure(13)),
                    Ligne(heure(19), "obligation_controlee", {"devant": "juge_instruction"}),
                    *_levee(heure(21), "liberation"),
                ),
                {"obligations_violees": ["9"], "memes_faits": False},
            ),
        ),
        20,
        heure(22),
        poids=3,
        marquant=heure(14),
    ),
    Situation(
        "temoin_retenu",
        44,
        {"cadre": "flagrance", "nature": "crime"},
        (Mesure("retention_temoin", (Ligne(0, "debut_retenue"), *_levee(heure(2, 30), "liberation")), {"memes_faits": False}),),
        10,
        heure(4),
        poids=2,
    ),
    Situation(
        "mandat_d_arret_europeen",
        37,
        {"cadre": "mandat_de_recherche", "nature": "delit"},
        (
            Mesure(
                "retention_mae_extradition",
                (
                    Ligne(0, "apprehension", {"lieu": "aéroport"}),
                    Ligne(25, "avis_magistrat", {**_AVIS, "destinataire": "procureur_general"}),
                    Ligne(40, "notification_droits", _NOTIFICATION),
                    *_levee(heure(40), "remise_mandat"),
                ),
                {"fondement": "mae"},
            ),
        ),
        30,
        heure(46),
        poids=1,
        marquant=heure(33),
    ),
    Situation(
        "mandat_d_amener",
        33,
        {"cadre": "commission_rogatoire", "nature": "delit", "qualification": "abus de confiance", "peine_encourue_mois": 60},
        (
            Mesure(
                "retention_mandat",
                (
                    *_interpellation("domicile"),
                    Ligne(heure(15), "comparution", {"devant": "juge_instruction"}),
                    *_levee(heure(16), "liberation"),
                ),
                {"mandat": "amener"},
            ),
        ),
        20,
        heure(18),
        poids=2,
        marquant=heure(8),
    ),
    Situation(
        "condamne_recherche",
        46,
        {"cadre": "flagrance", "nature": "delit", "qualification": "exécution d'un arrêt de la cour d'appel"},
        (
            Mesure(
                "retention_execution_peine",
                (
                    *_interpellation("contrôle routier"),
                    Ligne(heure(9, 40), "notification_ecrou"),
                    *_levee(heure(10), "ecrou"),
                ),
                {"memes_faits": False},
            ),
        ),
        20,
        heure(12),
        poids=2,
        marquant=heure(5, 30),
    ),
    Situation(
        "condamne_qui_manque_a_ses_obligations",
        30,
        {"cadre": "flagrance", "nature": "delit", "qualification": "interdiction de paraître, sursis probatoire"},
        (
            Mesure(
                "retenue_condamne",
                (
                    *_interpellation("abords du domicile de la victime"),
                    *repas(heure(6)),
                    *_levee(heure(13), "deferement"),
                    *depot(heure(13, 40), nuit=False, comparution=heure(15)),
                ),
                {"memes_faits": False},
            ),
        ),
        20,
        heure(15, 30),
        poids=2,
        ancrage=levee_en_journee(heure(13)),
    ),
)
