"""Les situations de détention de la démonstration, à tous les stades. Tout y est fictif ; rien n'y est une règle de droit."""

from __future__ import annotations

from app.services.demonstration.actes_de_detention import (
    SEMAINE,
    demande,
    le,
    placement,
    prolongation,
    prolongation_simple,
    reglement,
    rejet,
    titre,
)
from app.services.demonstration.ancrages import lundi_matin
from app.services.demonstration.procedures import (
    DP_ASSASSINAT,
    DP_BRAQUAGES,
    DP_ESCROQUERIE,
    DP_EXTORSION,
    DP_MEURTRE,
    DP_TRAFIC,
    DP_VIOL,
    DP_VIOLENCES,
    DP_VOLS,
)
from app.services.demonstration.scenes import Champs, Ligne, Mesure, Minute, Situation

_JUGE = {"juridiction": "tribunal_correctionnel"}
_CONDAMNE = {"sens": "condamnation_ferme", "degre": "premier", "maintien": True}


def _situation(
    nom: str, procedure: Champs, mesures: tuple[Mesure, ...], semaines: tuple[int, int], marquant: int | None, **options: object
) -> Situation:
    """Rend une situation de détention, l'âge en semaines ; ``marquant`` : la semaine jouée dans le petit profil."""
    ans, poids = options.pop("ans", 31), options.pop("poids", 1)
    return Situation(
        nom,
        int(str(ans)),
        procedure,
        mesures,
        semaines[0] * SEMAINE,
        semaines[1] * SEMAINE,
        poids=int(str(poids)),
        marquant=None if marquant is None else marquant * SEMAINE,
        ancrage=None if options.pop("a_la_minute", False) else lundi_matin,
    )


_UN_AN = (*placement(), *prolongation(16, 4), *prolongation(33, 4, motivee=True))
_DEUX_ANS = (
    *placement(incarceration=True),
    *prolongation(16, 4),
    *prolongation(33, 4, motivee=True),
    *prolongation(50, 4, motivee=True),
    *prolongation(68, 4, motivee=True),
    *prolongation(85, 4, motivee=True),
)
_ORGANISEE = (
    *placement(),
    *prolongation(24, 6, "145_1_1"),
    *prolongation(50, 6, "145_1_1", motivee=True),
    *prolongation(76, 6, "145_1_1", motivee=True),
)
_CRIME = (
    *placement(),
    *prolongation(50, 6, "145_2", motivee=True),
    *prolongation(76, 6, "145_2", motivee=True),
    *prolongation(102, 6, "145_2", motivee=True),
    *prolongation(128, 6, "145_2", motivee=True),
)

SITUATIONS: tuple[Situation, ...] = (
    _situation("detention_correctionnelle", DP_VIOLENCES, (titre(*_UN_AN),), (1, 48), 13, poids=14),
    _situation("detention_deux_ans", DP_VOLS, (titre(*_DEUX_ANS),), (1, 100), 31, poids=12),
    _situation("detention_quatre_mois", DP_ESCROQUERIE, (titre(*placement()),), (1, 15), 15, poids=5),
    _situation("detention_organisee", DP_EXTORSION, (titre(*_ORGANISEE),), (1, 70), 45, poids=8),
    _situation("detention_trafic", DP_TRAFIC, (titre(*_DEUX_ANS, autre_cause=True),), (1, 100), 70, poids=8),
    _situation("detention_criminelle", DP_VIOL, (titre(*_CRIME),), (1, 100), 48, poids=16),
    _situation("detention_criminelle_longue", DP_BRAQUAGES, (titre(*_CRIME),), (60, 150), 110, poids=6),
    _situation(
        "detention_d_un_mineur",
        DP_MEURTRE,
        (titre(*placement(fondement="cjpm_information", mineur=True), *prolongation(50, 6, "cjpm_information", motivee=True)),),
        (1, 70),
        20,
        ans=17,
        poids=2,
    ),
    _situation(
        "attente_du_tribunal",
        DP_VIOLENCES,
        (
            titre(
                *_UN_AN,
                reglement(40, "renvoi_correctionnel", maintien_distinct=True),
                prolongation_simple(47, 2, "179"),
                Ligne(le(52), "comparution_fond", _JUGE),
                Ligne(le(52, 0, 4), "jugement", {**_CONDAMNE, **_JUGE, "peine_mois": 48, "mandat": "depot"}),
                Ligne(le(53), "appel_jugement", {"auteur": "prevenu", "matiere": "correctionnelle"}),
                prolongation_simple(69, 4, "509_1"),
            ),
        ),
        (41, 80),
        44,
        poids=9,
    ),
    _situation(
        "attente_des_assises",
        DP_ASSASSINAT,
        (titre(*_CRIME[:-6], reglement(110, "mise_en_accusation_assises"), prolongation_simple(160, 6, "181")),),
        (111, 180),
        120,
        poids=4,
    ),
    _situation(
        "attente_de_la_cour_criminelle",
        DP_VIOL,
        (titre(*_CRIME[:8], reglement(60, "mise_en_accusation_ccd"), prolongation_simple(82, 6, "181_1")),),
        (61, 105),
        79,
        poids=4,
    ),
    _situation(
        "appel_criminel",
        DP_VIOL,
        (
            titre(
                *_CRIME[:8],
                reglement(60, "mise_en_accusation_ccd"),
                Ligne(le(80), "comparution_fond", {"juridiction": "ccd"}),
                Ligne(le(80, 3), "jugement", {**_CONDAMNE, "juridiction": "ccd", "peine_mois": 144}),
                Ligne(le(81), "appel_jugement", {"auteur": "accuse", "matiere": "criminelle"}),
                prolongation_simple(130, 6, "380_3_1"),
            ),
        ),
        (81, 150),
        100,
        poids=2,
    ),
    _situation(
        "comparution_immediate",
        DP_VIOLENCES,
        (
            titre(
                *placement(fondement="396"),
                Ligne(le(0, 2), "comparution_fond", {**_JUGE, "premiere_comparution": True}),
            ),
        ),
        (1, 8),
        3,
        poids=8,
    ),
    _situation(
        "demande_de_liberte",
        DP_VOLS,
        (
            titre(
                *_DEUX_ANS[:9],
                demande(le(20), "DML 1"),
                *rejet(le(20), "DML 1"),
                demande(le(23, 4), "DML 2", voie="greffe"),
                Ligne(le(23, 4) + 150, "communication_parquet", {"reference": "DML 2"}),
            ),
        ),
        (24, 24),
        24,
        poids=6,
    ),
    _situation(
        "demande_transmise",
        DP_VOLS,
        (
            titre(
                *_UN_AN[:8],
                demande(le(19, 2), "DML 7", voie="electronique"),
                Ligne(le(19, 2) + 180, "communication_parquet", {"reference": "DML 7"}),
                Ligne(le(19, 4), "transmission_jld", {"reference": "DML 7"}),
            ),
        ),
        (20, 20),
        20,
        poids=5,
    ),
    _situation(
        "appel_de_prolongation",
        DP_VOLS,
        (
            titre(
                *_UN_AN[:8],
                Ligne(
                    le(16, 3),
                    "appel_ordonnance",
                    {
                        "decision_attaquee": "prolongation",
                        "auteur": "mis_en_examen",
                        "transcription": Minute(le(16, 3) + 90),
                        "comparution_demandee": True,
                    },
                    retard=100,
                ),
            ),
        ),
        (17, 18),
        17,
        poids=4,
    ),
    _situation(
        "refere_detention",
        DP_VOLS,
        (
            titre(
                *placement(),
                Ligne(
                    le(6, 0, -3),
                    "mise_en_liberte",
                    {
                        "autorite": "Juge d'instruction",
                        "motif": "ordonnance",
                        "conforme_aux_requisitions": False,
                        "notifiee_au_parquet": Minute(le(6, 0, -2.5)),
                        "mesure_de_remplacement": "controle_judiciaire",
                    },
                    retard=40,
                ),
                Ligne(le(6, 0, -1), "refere_detention"),
            ),
        ),
        (6, 6),
        6,
        a_la_minute=True,
    ),
    _situation(
        "deux_titres",
        DP_VOLS,
        (
            titre(*_DEUX_ANS, autre_cause=True, autre_cause_titre="Second titre de ce dossier"),
            titre(*placement(), *prolongation(16, 4), debut=le(3)),
        ),
        (4, 30),
        8,
        poids=2,
    ),
    _situation(
        "assignation_a_residence",
        DP_ESCROQUERIE,
        (
            Mesure(
                "arse",
                (
                    Ligne(0, "placement_arse", {"genre": "fixe", "duree_mois": 6}),
                    Ligne(le(0, 2), "pose_bracelet"),
                    Ligne(le(24), "prolongation_arse", {"duree_mois": 6}),
                ),
            ),
        ),
        (1, 45),
        22,
        poids=5,
    ),
    _situation(
        "titres_en_double",
        DP_VIOLENCES,
        (titre(*placement()), titre(*placement(), debut=le(3))),
        (4, 14),
        9,
    ),
    _situation("titre_expire", DP_VIOLENCES, (titre(*placement()),), (18, 20), 18),
    _situation(
        "prolongation_tardive",
        DP_VIOLENCES,
        (titre(*placement(), *prolongation(18, 4)),),
        (19, 22),
        19,
    ),
    _situation("peine_inconnue", {"nature": "delit", "qualification": "à préciser"}, (titre(*placement()),), (1, 12), 2),
)

IRREGULIERES = frozenset({"titre_expire", "prolongation_tardive", "peine_inconnue", "titres_en_double"})
"""Les situations qui montrent un titre expiré, une décision tardive, un fait manquant, deux titres pour la même cause."""
