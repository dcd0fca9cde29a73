"""Les images des titres : tableau des détenus, prévision, saisie d'un titre. Lancé seul, n'en prend pas d'autre."""

from __future__ import annotations

import os
import sys
import tempfile
from datetime import datetime
from pathlib import Path

from photographe import Photographe

from app.domain.temps import Instant
from app.regles.moteur import Moteur
from app.services.demonstration.peuplement import peupler
from app.systeme.fichiers_de_regles import charger_paquet
from db.base import ouvrir
from ui.vues.nouveau_titre import VueNouveauTitre

TITRE = {
    "personne.nom": "Falguière",
    "personne.prenoms": "Odile",
    "personne.naissance": "04/09/1987",
    "procedure.cabinet": "Cabinet 2",
    "procedure.qualification": "Association de malfaiteurs",
    "procedure.nature": "delit",
    "procedure.peine_encourue_mois": "10 ans",
    "procedure.incriminations": "association_malfaiteurs",
    "ouverture.le": "20/11/2026",
    "ouverture.fondement": "145",
}


def photographier_les_titres(base: Path, instant: Instant) -> None:
    """Prend le tableau des détenus, la prévision, et un titre en cours de saisie, sur la base de démonstration."""
    photographe = Photographe(base, instant)
    photographe.commander("page.detentions")
    photographe.prendre("detentions")
    photographe.commander("page.prevision")
    photographe.prendre("prevision")
    photographe.commander("titre")
    vue = photographe.page(VueNouveauTitre)
    for cle, texte in TITRE.items():
        vue.placement.poser(cle, texte)
    photographe.registre.deposer_brouillon(vue.brouillon, vue.placement.en_brouillon())
    vue.reprendre()
    photographe.prendre("nouveau-titre")
    photographe.registre.effacer_brouillon(vue.brouillon)
    photographe.fermer()


def main() -> int:
    """Prend ces images seules ; rend 0."""
    reference = Instant.de_locale(datetime(2026, 11, 24, 10, 7), "Europe/Paris")
    with tempfile.TemporaryDirectory(prefix="clepsydre-titres-") as dossier:
        os.environ["CLEPSYDRE_DOSSIER"] = dossier
        chemin = Path(dossier) / "demonstration.db"
        base = ouvrir(chemin, reference)
        peupler(base, Moteur(charger_paquet()), reference)
        base.fermer()
        photographier_les_titres(chemin, reference)
    return 0


if __name__ == "__main__":
    sys.exit(main())
