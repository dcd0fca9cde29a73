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
from app.services.demonstration.procedures import CRIME, FLAGRANCE, TERRORISME, TRAFIC, VIOLENCES, VOL, gav
from app.services.demonstration.scenes import Ligne, Minute, Situation, heure


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
        VOL,
        (gav(*depart(), *droits(), *journee(heure(3, 40)), *fin(heure(21))),),
        10,
        heure(23),
        poids=26,
        marquant=heure(5, 20),
    ),
    Situation(
        "flagrance_prolongee",
        34,
        VIOLENCES,
        (
            gav(
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
        TRAFIC,
        (
            gav(
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
        TERRORISME,
        (
            gav(
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
        {**VOL, "peine_encourue_mois": 84, "majeurs_impliques": False},
        (
            gav(
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
        VIOLENCES,
        (
            gav(
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
        {**FLAGRANCE, "qualification": "escroquerie", "peine_encourue_mois": 60, "cadre": "preliminaire"},
        (
            gav(*depart(), *droits(medecin=False), *journee(heure(2, 45)), *fin(heure(13))),
            gav(*depart(), *droits(), *journee(heure(4)), *fin(heure(10)), memes_faits=True, debut=heure(24 * 15)),
        ),
        heure(24 * 15, 30),
        heure(24 * 15 + 9),
        poids=3,
        marquant=heure(24 * 15 + 6, 25),
    ),
    Situation(
        "changement_d_heure",
        38,
        VOL,
        (gav(*depart(), *droits(), *journee(heure(3)), *fin(heure(22, 40))),),
        0,
        0,
        marquant=0,
        ancrage=_nuit_d_hiver,
    ),
    Situation(
        "deferement_de_nuit",
        29,
        VIOLENCES,
        (
            gav(
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
        CRIME,
        (
            gav(
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
)
