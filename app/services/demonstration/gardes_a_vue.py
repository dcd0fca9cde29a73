"""Les situations de garde à vue de la démonstration. Tout y est fictif ; rien n'y est une règle de droit."""

from __future__ import annotations

from datetime import datetime, timedelta

from app.domain.temps import Instant
from app.services.demonstration.actes import (
    audition_de_mineur,
    depart,
    depot,
    droits,
    examen,
    fin,
    journee,
    mineur,
    prolongation,
)
from app.services.demonstration.scenes import Ligne, Mesure, Minute, Situation, heure

_FLAGRANCE = {"cadre": "flagrance", "nature": "delit", "famille_706_73": "aucune", "mandat_memes_faits": "aucun"}
_VOL = {**_FLAGRANCE, "qualification": "vol aggravé par deux circonstances", "peine_encourue_mois": 84}
_VIOLENCES = {**_FLAGRANCE, "qualification": "violences avec arme", "peine_encourue_mois": 60}
_TRAFIC = {
    **_FLAGRANCE,
    "qualification": "acquisition, détention et offre de stupéfiants",
    "peine_encourue_mois": 120,
    "famille_706_73": "706_73_3_stupefiants",
    "bande_organisee": False,
}
_TERRORISME = {
    "cadre": "preliminaire",
    "nature": "crime",
    "qualification": "association de malfaiteurs terroriste criminelle",
    "peine_encourue_mois": 360,
    "famille_706_73": "706_73_11_terrorisme",
    "mandat_memes_faits": "aucun",
}
_CRIME = {
    **_FLAGRANCE,
    "nature": "crime",
    "qualification": "vol avec arme",
    "peine_encourue_mois": 240,
    "famille_706_73": "aucune",
}
_CR = {"cadre": "commission_rogatoire", "nature": "delit", "famille_706_73": "aucune", "mandat_memes_faits": "aucun"}
_PROTEGE = {"majeur_protege": True, "mesure_protection": "curatelle", "protecteur": "UDAF"}


def _gav(*lignes: Ligne, memes_faits: bool | None = None, debut: int = 0) -> Mesure:
    champs: dict[str, object] = {} if memes_faits is None else {"memes_faits": memes_faits}
    return Mesure("garde_a_vue", lignes, champs, debut)


def _nuit_d_hiver(reference: Instant, fuseau: str, _age: int) -> Instant:
    """Rend 15 h 00 la veille du dernier passage à l'heure d'hiver achevé avant la référence."""
    jour = reference.jour(fuseau) - timedelta(days=2)
    while True:
        midi = datetime(jour.year, jour.month, jour.day, 12)
        hier, demain = Instant.de_locale(midi - timedelta(days=1), fuseau), Instant.de_locale(midi, fuseau)
        if demain - hier == timedelta(hours=25):
            return Instant.de_locale((midi - timedelta(days=1)).replace(hour=15), fuseau)
        jour -= timedelta(days=1)


def _levee_en_soiree(reference: Instant, fuseau: str, _age: int) -> Instant:
    """Rend un début tel que la levée (36 h après) soit tombée la veille à 21 h 00."""
    veille = reference.jour(fuseau) - timedelta(days=1)
    return Instant.de_locale(datetime(veille.year, veille.month, veille.day, 21), fuseau).plus(heures=-36)


SITUATIONS: tuple[Situation, ...] = (
    Situation(
        "flagrance",
        27,
        _VOL,
        (_gav(*depart(), *droits(), *journee(heure(3, 40)), *fin(heure(21))),),
        10,
        heure(23),
        poids=26,
        marquant=heure(5, 20),
    ),
    Situation(
        "flagrance_prolongee",
        34,
        _VIOLENCES,
        (
            _gav(
                *depart(),
                *droits(),
                *journee(heure(3, 50)),
                *prolongation(heure(22, 10), "63_ii"),
                Ligne(heure(22, 40), "entretien_avocat", {"confidentialite": True}, duree=20),
                *journee(heure(24)),
                *fin(heure(42), "deferement"),
                *depot(heure(43), nuit=False),
            ),
        ),
        heure(23),
        heure(46),
        poids=18,
        marquant=heure(31, 15),
    ),
    Situation(
        "trafic_96_h",
        23,
        _TRAFIC,
        (
            _gav(
                *depart(),
                *droits(avocat=False),
                Ligne(62, "demande_avocat", {"choix": "choisi", "demandeur": "personne"}),
                Ligne(
                    70,
                    "report_avocat",
                    {
                        "fondement": "706_88",
                        "autorite": "procureur",
                        "ecrit_motive": True,
                        "terme": Minute(heure(24)),
                        "motif": "risque de concertation",
                    },
                ),
                *journee(heure(4), avocat=False),
                *prolongation(heure(22, 30), "63_ii"),
                Ligne(heure(23, 50), "avis_avocat"),
                Ligne(heure(24, 40), "arrivee_avocat"),
                Ligne(heure(24, 45), "entretien_avocat", {"confidentialite": True}, duree=28),
                *journee(heure(26)),
                *prolongation(heure(46), "706_88", autorite="jld", motif="necessites_enquete", presentation="physique"),
                *examen(heure(49)),
                *journee(heure(50)),
                *prolongation(heure(70), "706_88", autorite="jld", motif="necessites_enquete", presentation="physique"),
                Ligne(heure(72, 20), "avis_nouvel_examen", {"emarge": True}),
                *examen(heure(73)),
                *journee(heure(75)),
                *fin(heure(93), "deferement"),
                *depot(heure(94), nuit=False),
            ),
        ),
        heure(2),
        heure(95),
        poids=7,
        marquant=heure(76, 30),
    ),
    Situation(
        "terrorisme_144_h",
        31,
        _TERRORISME,
        (
            _gav(
                *depart(),
                *droits(),
                *journee(heure(4), enregistree=True),
                *prolongation(heure(22), "63_ii"),
                *journee(heure(26), enregistree=True),
                *prolongation(heure(46), "706_88_bloc", autorite="jld", motif="duree_previsible", presentation="physique"),
                *examen(heure(49)),
                *journee(heure(52), enregistree=True),
                Ligne(heure(72, 15), "avis_nouvel_examen", {"emarge": True}),
                *journee(heure(75), enregistree=True),
                *prolongation(
                    heure(94), "706_88_1", autorite="jld", motif="action_terroriste_imminente", presentation="physique"
                ),
                *examen(heure(97)),
                Ligne(heure(98), "entretien_avocat", {"confidentialite": True}, duree=30),
                *journee(heure(100), enregistree=True),
                *prolongation(
                    heure(118), "706_88_1", autorite="jld", motif="cooperation_internationale", presentation="physique"
                ),
                *examen(heure(121)),
                *journee(heure(124), enregistree=True),
                *fin(heure(141), "deferement"),
            ),
        ),
        heure(20),
        heure(142),
        marquant=heure(123, 40),
    ),
    Situation(
        "mineur_de_14_ans",
        14,
        {**_VOL, "peine_encourue_mois": 84, "majeurs_impliques": False},
        (
            _gav(
                *depart(),
                *mineur(),
                *audition_de_mineur(heure(5)),
                Ligne(heure(7), "repos", duree=heure(10)),
                *prolongation(heure(21, 30), "63_ii", presentation="physique"),
                *audition_de_mineur(heure(24)),
                *fin(heure(28), "deferement"),
            ),
        ),
        30,
        heure(30),
        poids=5,
        marquant=heure(3, 10),
    ),
    Situation(
        "mineur_de_16_ans",
        16,
        _VIOLENCES,
        (
            _gav(
                *depart(),
                *mineur(medecin=False),
                *audition_de_mineur(heure(4)),
                Ligne(heure(6), "repos", duree=heure(9)),
                *fin(heure(18)),
            ),
        ),
        30,
        heure(22),
        poids=6,
    ),
    Situation(
        "reprise_memes_faits",
        42,
        {**_FLAGRANCE, "qualification": "escroquerie", "peine_encourue_mois": 60, "cadre": "preliminaire"},
        (
            _gav(*depart(), *droits(medecin=False), *journee(heure(2, 45)), *fin(heure(13))),
            _gav(*depart(), *droits(), *journee(heure(4)), *fin(heure(10)), memes_faits=True, debut=heure(24 * 15)),
        ),
        heure(24 * 15, 30),
        heure(24 * 15 + 9),
        poids=3,
        marquant=heure(24 * 15 + 6, 25),
    ),
    Situation(
        "changement_d_heure",
        38,
        _VOL,
        (_gav(*depart(), *droits(), *journee(heure(3)), *fin(heure(22, 40))),),
        0,
        0,
        marquant=0,
        ancrage=_nuit_d_hiver,
    ),
    Situation(
        "deferement_de_nuit",
        29,
        _VIOLENCES,
        (
            _gav(
                *depart(),
                *droits(),
                *journee(heure(4)),
                *prolongation(heure(21, 30), "63_ii"),
                Ligne(heure(22, 30), "entretien_avocat", {"confidentialite": True}, duree=20),
                Ligne(heure(23), "audition", {"objet": "faits", "avocat_present": True}, duree=50),
                *fin(heure(36), "deferement"),
                *depot(heure(36, 50), comparution=heure(36) + heure(17)),
            ),
        ),
        0,
        0,
        poids=3,
        marquant=0,
        ancrage=_levee_en_soiree,
    ),
    Situation(
        "deferement_du_jour",
        45,
        _CRIME,
        (
            _gav(
                *depart(),
                *droits(),
                *journee(heure(3, 30), enregistree=True),
                *fin(heure(20), "deferement"),
                *depot(heure(20, 45), nuit=False, comparution=heure(25)),
            ),
        ),
        heure(20, 30),
        heure(27),
        poids=6,
        marquant=heure(22, 15),
    ),
    Situation(
        "guyane_transfert",
        36,
        {**_FLAGRANCE, "qualification": "exploitation aurifère sans titre", "peine_encourue_mois": 60},
        (
            _gav(
                Ligne(0, "apprehension", {"lieu": "site d'orpaillage", "conduite_par_force_publique": True}),
                Ligne(
                    50,
                    "report_depart_guyane",
                    {"circonstances": "fleuve impraticable de nuit, aucun vol", "infraction_miniere": True},
                ),
                Ligne(heure(16), "arrivee_local"),
                Ligne(heure(16, 8), "placement", {"motifs_62_2": ["1", "2"], "opj_qualite": True}),
                Ligne(
                    heure(16, 14),
                    "avis_magistrat",
                    {
                        "destinataire": "procureur",
                        "moyen": "telephone",
                        "objet": "placement",
                        "motifs_transmis": True,
                    },
                ),
                Ligne(
                    heure(16, 22),
                    "notification_droits",
                    {
                        "langue": "portugais",
                        "interprete": True,
                        "document_803_6": True,
                        "qualification_notifiee": True,
                        "emargee": True,
                    },
                ),
                *droits(t=heure(16, 26)),
                *journee(heure(20)),
                *fin(heure(36)),
            ),
        ),
        heure(1),
        heure(38),
        marquant=heure(21),
        territoire="guyane",
        personne={"langue": "portugais"},
    ),
    Situation(
        "la_reunion",
        24,
        _VIOLENCES,
        (_gav(*depart(), *droits(), *journee(heure(4)), *fin(heure(20))),),
        20,
        heure(22),
        poids=2,
        territoire="la_reunion",
    ),
    Situation(
        "nouvelle_caledonie",
        33,
        _VOL,
        (_gav(*depart(), *droits(), *journee(heure(4)), *fin(heure(20))),),
        20,
        heure(22),
        marquant=heure(9, 45),
        territoire="nouvelle_caledonie",
    ),
    Situation(
        "irregularites",
        26,
        _VOL,
        (
            _gav(
                Ligne(0, "apprehension", {"lieu": "parking souterrain"}),
                Ligne(70, "placement", {"motifs_62_2": ["1"], "opj_qualite": True}),
                Ligne(150, "avis_magistrat", {"destinataire": "procureur", "moyen": "courriel", "objet": "placement"}),
                Ligne(185, "notification_droits", {"langue": "français", "qualification_notifiee": True}),
                Ligne(188, "demande_medecin", {"demandeur": "personne"}),
                Ligne(190, "demande_avocat", {"choix": "choisi", "demandeur": "personne"}),
                Ligne(230, "audition", {"objet": "faits", "avocat_present": False}, duree=95),
                Ligne(heure(8), "diligence_medecin", {"autorite": "opj"}),
                Ligne(
                    heure(24, 25),
                    "prolongation",
                    {
                        "fondement": "63_ii",
                        "autorite": "procureur",
                        "ecrit": True,
                        "motivee": False,
                        "motif": "62_2",
                        "presentation": "aucune",
                    },
                ),
            ),
        ),
        heure(4),
        heure(30),
        poids=3,
        marquant=heure(25, 10),
    ),
    Situation(
        "depassee",
        52,
        _VIOLENCES,
        (_gav(*depart(), *droits(medecin=False), *journee(heure(4))),),
        heure(24, 5),
        heure(27),
        marquant=heure(24, 35),
    ),
    Situation(
        "majeur_protege",
        48,
        _VOL,
        (
            _gav(
                *depart(),
                *droits(proche=False),
                Ligne(heure(1, 50), "revelation_protection", {"elements": "carte de l'UDAF trouvée sur elle"}),
                *journee(heure(4, 30)),
                *fin(heure(19)),
            ),
        ),
        heure(1),
        heure(20),
        poids=3,
        marquant=heure(6, 5),
        personne=_PROTEGE,
    ),
    Situation(
        "commission_rogatoire",
        39,
        {**_CR, "qualification": "abus de confiance", "peine_encourue_mois": 60},
        (
            _gav(
                *depart(),
                *droits(medecin=False),
                *journee(heure(3)),
                *prolongation(heure(22), "63_ii", autorite="juge_instruction", presentation="aucune"),
                *journee(heure(25)),
                *fin(heure(40)),
            ),
        ),
        heure(1),
        heure(41),
        poids=4,
    ),
    Situation(
        "fait_manquant",
        30,
        {"cadre": "flagrance", "nature": "delit", "qualification": "recel, peine à préciser"},
        (_gav(*depart(), *droits(proche=False, medecin=False)),),
        40,
        heure(3),
        poids=2,
        marquant=heure(1, 25),
        motif="la peine encourue et la naissance ne sont pas encore connues",
    ),
    Situation(
        "heure_corrigee",
        22,
        _VOL,
        (
            _gav(
                Ligne(0, "apprehension", {"lieu": "gare"}, corrige=25, retard=60),
                *depart()[1:],
                *droits(avocat=False),
                Ligne(64, "renonciation_avocat", {"au_proces_verbal": True}),
                *journee(heure(3, 10), avocat=False),
                *fin(heure(17)),
            ),
        ),
        heure(1),
        heure(18),
        poids=4,
        marquant=heure(4),
        motif="heure du procès-verbal d'interpellation",
    ),
)
