"""Tué pendant qu'il écrit, le programme ne perd aucun acte acquitté, n'en laisse aucun à moitié, et garde le brouillon."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from app.services.controler import verifier
from app.services.registre import Registre
from db.base import ouvrir
from tests.outils.fabriques import le, moteur
from tests.outils.horloges import HorlogeFigee
from tests.outils.processus import lancer

ECRIVAIN = """
import sys
from pathlib import Path
from db.base import ouvrir
from app.services.registre import Registre
from tests.outils.fabriques import acte, dossier, garde_a_vue, le, moteur
from tests.outils.horloges import HorlogeFigee

horloge = HorlogeFigee(le("20/05/2026 12:00"))
registre = Registre(ouvrir(Path(sys.argv[1]), horloge.maintenant()), moteur(), horloge, "greffe")
depart = acte("apprehension", "18/05/2026 09:30"), acte("placement", "18/05/2026 10:05")
mesure = registre.executer([dossier(garde_a_vue(*depart))]).mesure
numero = 0
while True:
    numero += 1
    (ecrit,) = registre.enregistrer(mesure, acte("evenement_note", "18/05/2026 12:00", mention=str(numero))).enregistrements
    print("acte", ecrit)
    registre.deposer_brouillon("saisie", str(numero))
    print("brouillon", numero)
"""


@pytest.mark.lent
@pytest.mark.parametrize("graine", range(6))
def test_tue_pendant_l_ecriture_rien_d_acquitte_ne_se_perd(tmp_path: Path, graine: int) -> None:
    chemin = tmp_path / "greffe.sqlite"
    lignes_avant_la_mort = random.Random(graine).randint(1, 60)
    acquittes: list[str] = []
    with lancer(ECRIVAIN, chemin) as ecrivain:
        assert ecrivain.stdout is not None
        acquittes += [ecrivain.stdout.readline().strip() for _ in range(lignes_avant_la_mort)]
        ecrivain.kill()
        acquittes += [ligne.strip() for ligne in ecrivain.stdout if ligne.endswith("\n")]
    actes, brouillons = ([a.split()[1] for a in acquittes if a.startswith(quoi)] for quoi in ("acte ", "brouillon "))
    base = ouvrir(chemin, le("20/05/2026 12:30"))
    registre = Registre(base, moteur(), HorlogeFigee(le("20/05/2026 12:30")), "greffe")
    presents = {e.id for fiche in registre.dossiers() for e in registre.historique(fiche.dossier_id)}
    assert set(actes) <= presents
    assert int(registre.brouillon("saisie") or 0) >= len(brouillons)
    rapport = verifier(base, moteur())
    assert rapport.tenu, rapport
    base.fermer()
