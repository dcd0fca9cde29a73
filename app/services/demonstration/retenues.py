"""Les situations de retenue de la démonstration. Tout y est fictif ; rien n'y est une règle de droit."""

from __future__ import annotations

from app.services.demonstration.actes import depart, fin, mineur
from app.services.demonstration.scenes import Ligne, Mesure, Situation, heure

_DELIT = {"cadre": "flagrance", "nature": "delit", "famille_706_73": "aucune", "mandat_memes_faits": "aucun"}
_NOTIFICATION = {"langue": "français", "document_803_6": True, "qualification_notifiee": True, "emargee": True}
_AVIS = {"destinataire": "procureur", "moyen": "telephone", "motifs_transmis": True}


def _levee(t: int, suite: str) -> tuple[Ligne, ...]:
    return (Ligne(t, "levee", {"suite": suite, "decision_prise": True}),)


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
                    *_levee(heure(3, 15), "liberation"),
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
                    Ligne(heure(2), "reevaluation_degrisement", {"constatations": "toujours ivre"}),
                    Ligne(heure(4), "reevaluation_degrisement", {"constatations": "somnolent"}),
                    Ligne(heure(6, 30), "fin_degrisement"),
                    *_levee(heure(6, 40), "garde_a_vue"),
                ),
            ),
            Mesure(
                "garde_a_vue",
                (
                    Ligne(0, "contrainte", {"nature": "degrisement", "memes_faits": True}, duree=heure(6, 30)),
                    Ligne(heure(6, 45), "placement", {"motifs_62_2": ["1"], "opj_qualite": True}),
                    Ligne(heure(6, 52), "avis_magistrat", {**_AVIS, "objet": "placement"}),
                    Ligne(heure(6, 58), "notification_droits", _NOTIFICATION),
                    Ligne(heure(7, 5), "renonciation_avocat", {"au_proces_verbal": True}),
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
                    Ligne(30, "presentation_opj"),
                    Ligne(38, "avis_magistrat", _AVIS),
                    Ligne(46, "notification_droits", {**_NOTIFICATION, "interprete": True, "langue": "dari"}),
                    Ligne(50, "demande_avocat", {"choix": "commis", "demandeur": "personne"}),
                    Ligne(58, "avis_avocat"),
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
        {"cadre": "flagrance", "qualification": "importation en contrebande de tabac", "nature": "delit"},
        (
            Mesure(
                "retenue_douaniere",
                (
                    Ligne(0, "apprehension", {"lieu": "péage"}),
                    Ligne(18, "avis_magistrat", _AVIS),
                    Ligne(30, "notification_droits", _NOTIFICATION),
                    Ligne(34, "demande_medecin", {"demandeur": "personne"}),
                    Ligne(70, "diligence_medecin", {"autorite": "procureur"}),
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
        (Mesure("retention_temoin", (Ligne(0, "debut_retenue"), *_levee(heure(3), "liberation")), {"memes_faits": False}),),
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
)
