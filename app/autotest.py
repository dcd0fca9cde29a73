"""``clepsydre --autotest`` : prouve cette installation dans un dossier d'essai. Une ligne par contrôle, un code de sortie."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from app import __version__
from app.assemblage.bases import verifier_base
from app.domain.temps import Instant
from app.regles.cas import ecarts, lire_cas
from app.regles.moteur import Moteur
from app.systeme.fichiers_de_regles import charger_paquet

TEMOINS = """
[[cas]]
titre = "Paris, nuit du 24 au 25 octobre 2026 : vingt-quatre heures réelles"
mesure = [{ type = "garde_a_vue", acte = [{ type = "placement", le = 2026-10-24T15:00:00 }] }]
attendu = [{ regle = "gav_duree_initiale_24h", instant_legal = 2026-10-25T14:00:00, instant_prudent = 2026-10-25T14:00:00 }]
[[cas]]
titre = "Cayenne, même jour : pas de changement d'heure"
territoire = "guyane"
mesure = [{ type = "garde_a_vue", acte = [{ type = "placement", le = 2026-10-24T15:00:00 }] }]
attendu = [{ regle = "gav_duree_initiale_24h", instant_legal = 2026-10-25T15:00:00, instant_prudent = 2026-10-25T15:00:00 }]
[[cas]]
titre = "Paris, nuit du 28 au 29 mars 2026 : la pendule, plus tôt, commande l'alarme"
mesure = [{ type = "garde_a_vue", acte = [{ type = "placement", le = 2026-03-28T15:00:00 }] }]
attendu = [{ regle = "gav_duree_initiale_24h", instant_legal = 2026-03-29T16:00:00, instant_prudent = 2026-03-29T15:00:00 }]
"""


def autotest() -> int:
    """Joue tous les contrôles, même après un échec. Rend 0 si tous passent, 1 sinon."""
    print(f"Clepsydre {__version__}, Python {sys.version.split()[0]}")
    with tempfile.TemporaryDirectory(prefix="clepsydre-autotest-", ignore_cleanup_errors=True) as dossier:
        essais: list[tuple[str, Callable[[], str]]] = [
            ("paquet de règles", _paquet),
            ("échéances témoins", _temoins),
            ("fuseaux des territoires", _fuseaux),
            ("base : écriture, mort subite, relecture", lambda: _base(Path(dossier) / "essai.db")),
            ("fenêtre", _fenetre),
            ("document PDF", lambda: _pdf(Path(dossier) / "essai.pdf")),
        ]
        echecs = sum(not _jouer(nom, essai) for nom, essai in essais)
    print("Installation éprouvée." if not echecs else f"{echecs} contrôle(s) en échec : ne pas mettre en service.")
    return 1 if echecs else 0


def _jouer(nom: str, essai: Callable[[], str]) -> bool:
    try:
        print(f"réussi  {nom} : {essai()}")
    except Exception as erreur:
        print(f"ÉCHEC   {nom} : {type(erreur).__name__} : {erreur}")
        return False
    return True


def _paquet() -> str:
    corpus = charger_paquet()
    return f"{corpus.pack}, {len(corpus.regles)} règles, empreinte {corpus.empreinte}"


def _temoins() -> str:
    corpus = charger_paquet()
    moteur = Moteur(corpus)
    cas = lire_cas(tomllib.loads(TEMOINS), corpus, "témoins")
    manques = [e for c in cas for e in ecarts(c, moteur.calculer(c.dossier), corpus)]
    if manques:
        raise ValueError(manques[0])
    return f"{len(cas)} limites connues retrouvées"


def _fuseaux() -> str:
    corpus = charger_paquet()
    for calendrier in corpus.calendriers.values():
        midi = datetime(2026, 7, 14, 12, 0)
        if Instant.de_locale(midi, calendrier.fuseau).locale(calendrier.fuseau).replace(tzinfo=None) != midi:
            raise ValueError(calendrier.territoire)
    return f"{len(corpus.calendriers)} territoires convertis"


def _base(chemin: Path) -> str:
    code = (
        "import os, sys\nfrom pathlib import Path\n"
        "from app.assemblage.bases import instant_present\nfrom app.regles.moteur import Moteur\n"
        "from app.services.demonstration.peuplement import peupler\nfrom app.systeme.fichiers_de_regles import charger_paquet\n"
        "from db.base import ouvrir\n"
        "m = instant_present(); b = ouvrir(Path(sys.argv[1]), m)\n"
        "print(peupler(b, Moteur(charger_paquet()), m, 'S', 1).dossiers, flush=True)\nos._exit(9)\n"
    )
    racine = str(Path(__file__).resolve().parents[1])
    environnement = {**os.environ, "PYTHONPATH": racine}
    sortie = subprocess.run(
        [sys.executable, "-c", code, str(chemin)], capture_output=True, text=True, timeout=300, check=False, env=environnement
    )
    if sortie.returncode != 9:
        raise RuntimeError(sortie.stderr.strip().splitlines()[-1] if sortie.stderr else f"code {sortie.returncode}")
    if verifier_base(chemin) != 0:
        raise RuntimeError("la base relue après une mort subite n'est pas intègre")
    return f"{sortie.stdout.strip()} dossiers relus intacts après l'arrêt brutal du programme"


def _fenetre() -> str:
    os.environ.setdefault(
        "QT_QPA_PLATFORM", "offscreen" if sys.platform.startswith("linux") and not os.environ.get("DISPLAY") else ""
    )
    if not os.environ["QT_QPA_PLATFORM"]:
        del os.environ["QT_QPA_PLATFORM"]
    from app.assemblage.fenetre import fenetre_d_essai

    largeur, hauteur, couleurs = fenetre_d_essai()
    if couleurs < 3:
        raise RuntimeError("la fenêtre est restée vide")
    return f"{largeur} × {hauteur} points peints"


def _pdf(chemin: Path) -> str:
    from ui.impression import ecrire_pdf

    ecrire_pdf(chemin, "<h1>Clepsydre</h1><p>Essai d’impression : « é œ Œ – ≤ € »</p>", "Essai")
    contenu = chemin.read_bytes()
    if not contenu.startswith(b"%PDF") or len(contenu) < 1000:
        raise RuntimeError("le PDF écrit n'en est pas un")
    return f"{len(contenu)} octets"
