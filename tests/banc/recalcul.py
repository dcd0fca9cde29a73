"""Mesure : tout recalculer d'une garde à vue, puis d'un titre, auxquels on vient d'ajouter un acte.

Écrit ``{"recalcul": [ms…], "titre": [ms…]}``.
"""

from __future__ import annotations

import json
import time
import tomllib
from datetime import date, datetime

from app.domain.faits import Acte
from app.domain.temps import Instant
from app.regles.cas import lire_cas
from app.regles.moteur import Moteur
from app.systeme.fichiers_de_regles import charger_paquet

PASSAGES = 200

# Une garde à vue de criminalité organisée à sa deuxième prolongation : plus d'actes et de règles que l'ordinaire.
CAS = """
territoire = "metropole"
a = 2026-03-11T09:00:00
[procedure]
cadre = "flagrance"
nature = "delit"
peine_encourue_mois = 120
famille_706_73 = "706_73_3_stupefiants"
date_des_faits = 2026-03-09
[personne]
naissance = 1990-05-02
[[mesure]]
type = "garde_a_vue"
  [[mesure.acte]]
  type = "apprehension"
  le = 2026-03-10T14:07:00
  [[mesure.acte]]
  type = "placement"
  le = 2026-03-10T14:55:00
  [[mesure.acte]]
  type = "avis_magistrat"
  le = 2026-03-10T15:05:00
  [[mesure.acte]]
  type = "notification_droits"
  le = 2026-03-10T15:10:00
  [[mesure.acte]]
  type = "demande_avocat"
  le = 2026-03-10T15:10:00
  [[mesure.acte]]
  type = "avis_avocat"
  le = 2026-03-10T15:20:00
  [[mesure.acte]]
  type = "demande_medecin"
  le = 2026-03-10T15:10:00
  [[mesure.acte]]
  type = "examen_medical"
  le = 2026-03-10T17:00:00
  [[mesure.acte]]
  type = "demande_avis_tiers"
  le = 2026-03-10T15:10:00
  [[mesure.acte]]
  type = "avis_tiers"
  le = 2026-03-10T15:40:00
  [[mesure.acte]]
  type = "prolongation"
  le = 2026-03-11T10:00:00
  [[mesure.acte]]
  type = "prolongation"
  le = 2026-03-12T10:00:00
"""

# Un titre avec toute sa vie : crime, du placement à l'appel, en passant par l'information et les assises.
TITRE = """
territoire = "metropole"
[procedure]
nature = "crime"
peine_encourue_mois = 240
date_des_faits = 2026-01-10
[personne]
naissance = 1990-01-01
[[mesure]]
type = "detention"
acte = [
  { type = "placement_detention", le = 2026-01-15, fondement = "145" },
  { type = "demande_mise_en_liberte", le = 2026-06-01T10:00:00, juridiction = "juge_instruction", voie = "greffe" },
  { type = "decision_demande_liberte", le = 2026-06-08, sens = "rejet", autorite = "jld" },
  { type = "prolongation_detention", le = 2027-01-08, fondement = "145_2", duree_mois = 6 },
  { type = "reglement", le = 2027-06-15, issue = "mise_en_accusation_assises", date_definitive = 2027-06-25 },
  { type = "prolongation_detention", le = 2028-06-01, fondement = "181", duree_mois = 6 },
  { type = "comparution_fond", le = 2028-11-06, juridiction = "cour_d_assises" },
  { type = "jugement", le = 2028-11-10, sens = "condamnation_ferme", degre = "premier", juridiction = "cour_d_assises" },
  { type = "appel_jugement", le = 2028-11-15, auteur = "accuse", matiere = "criminelle" },
]
"""


def main() -> None:
    """Mesure et écrit la série."""
    corpus = charger_paquet()
    moteur = Moteur(corpus)
    repas = Acte("nouveau", "repas", Instant.de_locale(datetime(2026, 3, 12, 12, 30), "Europe/Paris"))
    prolongation = Acte("nouveau", "prolongation_detention", date(2029, 11, 5), {"fondement": "380_3_1"})
    print(json.dumps({"recalcul": serie(moteur, CAS, repas), "titre": serie(moteur, TITRE, prolongation)}))


def serie(moteur: Moteur, cas: str, acte: Acte) -> list[float]:
    """Rend les durées (ms) d'un recalcul entier du cas augmenté de l'acte, premiers passages exclus."""
    dossier = next(iter(lire_cas(tomllib.loads(cas), moteur.corpus, "banc"))).dossier
    (mesure,) = dossier.mesures
    series = []
    for _ in range(PASSAGES):
        debut = time.perf_counter()
        moteur.calculer(
            type(dossier)(dossier.id, dossier.territoire, dossier.procedure, dossier.personne, (mesure.avec(acte),))
        )
        series.append((time.perf_counter() - debut) * 1000)
    return series[PASSAGES // 10 :]


main()
