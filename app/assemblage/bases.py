"""Les bases, hors fenêtre : démonstration et vérification."""

from __future__ import annotations

import sys
from pathlib import Path

from app.domain.temps import Instant
from app.regles.moteur import Moteur
from app.services.controler import verifier
from app.services.demonstration.peuplement import peupler
from app.systeme.fichiers_de_regles import charger_paquet
from app.systeme.horloge import HorlogeSysteme
from db.base import consulter, ouvrir


def creer_demonstration(base: Path, profil: str, graine: int) -> int:
    """Crée une base de dossiers fictifs, relative à l'instant présent. Rend 0, ou lève une ``ErreurMetier``."""
    from app.domain.erreurs import ErreurMetier

    if base.exists():
        raise ErreurMetier("ce fichier existe déjà : choisir un autre nom, ou l'effacer d'abord.", ou=str(base))
    base.parent.mkdir(parents=True, exist_ok=True)
    maintenant = HorlogeSysteme().maintenant()
    ouverte = ouvrir(base, maintenant)
    try:
        bilan = peupler(ouverte, Moteur(charger_paquet()), maintenant, profil, graine, _avancer)
    finally:
        ouverte.fermer()
    compte = f"{bilan.dossiers} dossiers fictifs, {bilan.echeances_ouvertes} échéances ouvertes"
    print(f"{base} : {compte} (profil {profil}, graine {graine}).")
    return 0


def _avancer(ouvertes: int, visees: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{ouvertes} / {visees} échéances", end="" if ouvertes < visees else "\n", file=sys.stderr, flush=True)


def verifier_base(base: Path) -> int:
    """Vérifie une base sans y toucher, imprime le rapport. Rend 0 si tout tient, 1 sinon."""
    ouverte = consulter(base)
    try:
        rapport = verifier(ouverte, Moteur(charger_paquet()))
    finally:
        ouverte.fermer()
    for point in rapport.points:
        print(f"{'conforme' if point.tenu else 'DÉFAUT  '}  {point.nom} : {point.constat}")
    print("La base est intègre." if rapport.tenu else "La base n'est pas intègre : ne pas s'y fier, restaurer une copie.")
    return 0 if rapport.tenu else 1


def instant_present() -> Instant:
    """Rend l'instant présent du poste."""
    return HorlogeSysteme().maintenant()
