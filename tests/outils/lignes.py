"""Des lignes d'échéance fabriquées, en une ligne de test."""

from __future__ import annotations

import random
from datetime import datetime
from typing import Any

from app.domain.temps import Instant
from app.ports.projection import LigneProjetee, SignalementProjete

PARIS = "Europe/Paris"
MIDI = Instant.de_locale(datetime(2026, 3, 12, 12, 0), PARIS)
"""Jeudi 12 mars 2026, midi à Paris."""

ACTIONS = (
    ("Lever la garde à vue ou notifier la prolongation", "procureur de la République", "CPP, art. 63, II", "liberte"),
    ("Faire examiner la personne par un médecin", "officier de police judiciaire", "CPP, art. 63-3", "droit"),
    ("Prévenir le proche désigné", "officier de police judiciaire", "CPP, art. 63-2", "droit"),
    ("Attendre l’avocat avant l’audition", "officier de police judiciaire", "CPP, art. 63-4-2", "minimum"),
    ("Présenter la personne déférée au magistrat", "procureur de la République", "CPP, art. 803-3", "liberte"),
    ("Statuer sur la prolongation de la mesure", "juge des libertés et de la détention", "CPP, art. 706-88", "autorite"),
)
NOMS = ("MARTIN Karim", "DUBOIS Léa", "N’DIAYE Awa", "LE GOFF Yann", "ÉTIENNE Zoé", "PETIT Hugo", "GARCIA Inès", "MÜLLER Jan")
MESURES = ("garde_a_vue", "retenue_mineur", "verification_identite", "deferement")


_LIGNE = LigneProjetee(
    cle="gav|fin", dossier_id="d1", mesure_id="m1", type_mesure="garde_a_vue", regle="gav_duree_initiale_24h",
    objet="Fin de la garde à vue", action="Lever la garde à vue", autorite="procureur de la République",
    articles="CPP, art. 63, II", nature="liberte", confiance="haute", pack="essai", fuseau=PARIS, en_jours=False, legal=0,
    prudent=0, suivi=0, premiere_alerte=0, alertes="360 180 60", etat="ouverte", satisfaite_le=None, satisfaite_par=None,
    personne="MARTIN Karim", numero="26/0412",
)  # fmt: skip
_SIGNALEMENT = SignalementProjete(
    cle="gav|examen", dossier_id="d1", mesure_id="m1", type_mesure="garde_a_vue", genre="incalculable", gravite="",
    regle="gav_examen_medical_trois_heures", objet="Examen médical", message="L’heure de la demande d’examen n’est pas connue.",
    articles="CPP, art. 63-3", acte_id=None, pack="essai", personne="DUBOIS Léa", numero="26/0413",
)  # fmt: skip


def ligne(cle: str = "gav|fin", dans: float = 3600, **champs: Any) -> LigneProjetee:
    """Rend une ligne dont l'échéance suit ``MIDI`` de ``dans`` secondes."""
    suivi = MIDI.secondes + int(dans)
    return _LIGNE._replace(cle=cle, legal=suivi, prudent=suivi, suivi=suivi, premiere_alerte=suivi - 21600)._replace(**champs)


def lignes(nombre: int, graine: int = 1, *, etendue_heures: int = 24 * 60) -> list[LigneProjetee]:
    """Rend ``nombre`` lignes vraisemblables, triées, d'un peu avant ``MIDI`` à ``etendue_heures`` après."""
    hasard = random.Random(graine)
    rendues = []
    for n in range(nombre):
        action, autorite, articles, nature = hasard.choice(ACTIONS)
        dans = round(hasard.triangular(-2, etendue_heures, 6) * hasard.random() ** 3 * 60) * 60
        close = hasard.random() < 0.08
        rendues.append(
            ligne(
                f"m{n // 8}|{n}",
                dans,
                dossier_id=f"d{n // 8}",
                mesure_id=f"m{n // 8}",
                action=action,
                autorite=autorite,
                articles=articles,
                nature=nature,
                type_mesure=hasard.choice(MESURES),
                personne=hasard.choice(NOMS),
                numero=f"26/{n // 8:04d}",
                etat="satisfaite" if close else "ouverte",
                satisfaite_le=MIDI.secondes - 600 if close else None,
                satisfaite_par="acte" if close else None,
            )
        )
    return sorted(rendues, key=lambda x: (x.suivi, x.cle))


def signalement(cle: str = "gav|examen", **champs: Any) -> SignalementProjete:
    """Rend une échéance incalculable, faute d'un fait."""
    return _SIGNALEMENT._replace(cle=cle)._replace(**champs)
