"""Mesure : tout recalculer d'une garde à vue à laquelle on vient d'ajouter un acte. Écrit ``{"recalcul": [ms…]}``."""

from __future__ import annotations

import json
import time
import tomllib
from datetime import datetime

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


def main() -> None:
    """Mesure et écrit la série."""
    corpus = charger_paquet()
    moteur = Moteur(corpus)
    dossier = next(iter(lire_cas(tomllib.loads(CAS), corpus, "banc"))).dossier
    (mesure,) = dossier.mesures
    repas = Acte("nouveau", "repas", Instant.de_locale(datetime(2026, 3, 12, 12, 30), "Europe/Paris"))
    series = []
    for _ in range(PASSAGES):
        debut = time.perf_counter()
        moteur.calculer(
            type(dossier)(dossier.id, dossier.territoire, dossier.procedure, dossier.personne, (mesure.avec(repas),))
        )
        series.append((time.perf_counter() - debut) * 1000)
    print(json.dumps({"recalcul": series[PASSAGES // 10 :]}))


main()
