#!/usr/bin/env python3
r"""Amorçage : d'un clone frais au programme ou aux tests, en une commande (`make run`, `make test`).

Bibliothèque standard seulement : sur une machine nue il n'y a encore rien d'autre. Le script

1. exige Python 3.11 ou plus (et se relance avec un Python convenable s'il en trouve un) ;
2. installe par apt les bibliothèques système absentes si l'on est root ou si sudo ne demande pas de mot de passe, sinon dit
   exactement quoi installer et s'arrête (code 3) ;
3. crée `.venv`, y installe le verrou (empreintes exigées), puis le projet en mode éditable ; ne refait rien si le verrou est le
   même ;
4. lance ce qui est demandé.

Sous Windows : `py packaging\amorcer.py run` ou `test`.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

RACINE = Path(__file__).resolve().parent.parent
VENV = RACINE / ".venv"
TEMOIN = VENV / "clepsydre-amorce.json"
PYTHON_MINIMAL = (3, 11)
CODE_SYSTEME = 3
UV = "uv==0.13.9"


class Arret(Exception):
    """L'amorçage ne peut continuer : la phrase dit quoi faire ; ``code`` est le code de sortie."""

    def __init__(self, phrase: str, code: int = 1) -> None:
        super().__init__(phrase)
        self.code = code


@dataclass(frozen=True)
class Besoin:
    """Un composant du système : ce qu'on cherche (bibliothèque partagée ou programme) et le paquet Debian qui l'apporte."""

    cherche: str
    paquet: str

    def present(self) -> bool:
        """Dit si le composant est là, sans rien supposer de la distribution."""
        if ".so" not in self.cherche:
            return shutil.which(self.cherche) is not None
        try:
            ctypes.CDLL(self.cherche)
        except OSError:
            return False
        return True


# Mesuré bibliothèque par bibliothèque sur une Debian 12 minimale : aucune n'est apportée par une autre de la liste.
FENETRE = (
    Besoin("libglib-2.0.so.0", "libglib2.0-0"),
    Besoin("libEGL.so.1", "libegl1"),
    Besoin("libGL.so.1", "libgl1"),
    Besoin("libdbus-1.so.3", "libdbus-1-3"),
    Besoin("libfontconfig.so.1", "libfontconfig1"),
    Besoin("libxkbcommon.so.0", "libxkbcommon0"),
    Besoin("libxcb-cursor.so.0", "libxcb-cursor0"),
    Besoin("libxcb-icccm.so.4", "libxcb-icccm4"),
    Besoin("libxcb-keysyms.so.1", "libxcb-keysyms1"),
    Besoin("libxcb-shape.so.0", "libxcb-shape0"),
    Besoin("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
)
ESSAIS = (*FENETRE, Besoin("git", "git"), Besoin("Xvfb", "xvfb"), Besoin("xauth", "xauth"))


@dataclass(frozen=True)
class Niveau:
    """Ce qu'une commande demande à l'environnement : un verrou et des composants du système."""

    nom: str
    verrou: str
    besoins: Sequence[Besoin]


EXECUTION = Niveau("exécution", "requirements.lock", FENETRE)
DEVELOPPEMENT = Niveau("développement", "requirements-dev.lock", ESSAIS)


def dire(phrase: str) -> None:
    """Écrit une ligne d'avancement sur la sortie d'erreur, pour ne pas se mêler à celle des programmes lancés."""
    print(f"[amorçage] {phrase}", file=sys.stderr, flush=True)


def lancer(commande: Sequence[str | Path], env: dict[str, str] | None = None) -> int:
    """Lance une commande à la racine du projet et rend son code de sortie."""
    return subprocess.run([str(mot) for mot in commande], cwd=RACINE, env=env, check=False).returncode


def exiger(commande: Sequence[str | Path], sinon: str, env: dict[str, str] | None = None) -> None:
    """Lance une commande qui doit réussir ; lève ``Arret`` avec la phrase ``sinon`` autrement."""
    if lancer(commande, env) != 0:
        raise Arret(f"{sinon}\n  commande : {' '.join(map(str, commande))}")


# --- 1. Python ----------------------------------------------------------------------------------------------------------------


def assurer_python() -> None:
    """Vérifie la version de Python ; se relance avec un autre interpréteur s'il le faut et s'il y en a un."""
    if sys.version_info >= PYTHON_MINIMAL:
        return
    for mineure in (14, 13, 12, 11):
        autre = shutil.which(f"python3.{mineure}")
        if autre:
            os.execv(autre, [autre, *sys.argv])
    raise Arret(
        f"Python {sys.version_info[0]}.{sys.version_info[1]} est trop ancien : il faut Python 3.11 ou plus.\n"
        "  Debian 12, Ubuntu 24.04 et suivantes : sudo apt-get install python3 python3-venv\n"
        "  ailleurs : installer Python 3.11, puis  make PYTHON=python3.11 run"
    )


# --- 2. système ---------------------------------------------------------------------------------------------------------------


def droits_d_installation() -> list[str] | None:
    """Rend le préfixe qui permet d'installer (vide pour root, sudo sans mot de passe), ou ``None`` si rien ne le permet."""
    if shutil.which("apt-get") is None:
        return None
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode == 0:
        return [sudo, "-n"]
    return None


def installer_paquets(paquets: Iterable[str], pourquoi: str) -> None:
    """Installe des paquets Debian, ou lève ``Arret`` en disant exactement lesquels installer."""
    liste = list(dict.fromkeys(paquets))
    a_la_main = f"sudo apt-get install --no-install-recommends {' '.join(liste)}"
    prefixe = droits_d_installation()
    if prefixe is None:
        raise Arret(f"{pourquoi}. Installer d'abord (Debian, Ubuntu) :\n\n  {a_la_main}\n", CODE_SYSTEME)
    dire(f"{pourquoi} : installation de {', '.join(liste)}")
    apt = [*prefixe, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q"]
    lancer([*apt, "update"])
    if lancer([*apt, "install", "-y", "--no-install-recommends", *liste]) != 0:
        raise Arret(f"L'installation par apt a échoué. À faire à la main :\n\n  {a_la_main}\n", CODE_SYSTEME)


def assurer_systeme(besoins: Iterable[Besoin]) -> None:
    """Installe ce que Qt demande au système et qui n'y est pas. Sans objet hors de Linux."""
    if not sys.platform.startswith("linux"):
        return
    manquants = [besoin for besoin in besoins if not besoin.present()]
    if manquants:
        noms = ", ".join(besoin.cherche for besoin in manquants)
        installer_paquets((besoin.paquet for besoin in manquants), f"Absents de ce système : {noms}")


# --- 3. environnement ---------------------------------------------------------------------------------------------------------


def programme(nom: str) -> Path:
    """Rend le chemin d'un programme de l'environnement virtuel."""
    if os.name == "nt":
        return VENV / "Scripts" / f"{nom}.exe"
    return VENV / "bin" / nom


def environnement_sain() -> bool:
    """Dit si `.venv` a un Python qui répond, a pip, et convient."""
    python = programme("python")
    if not python.exists():
        return False
    essai = f"import sys, pip; sys.exit(sys.version_info < {PYTHON_MINIMAL})"
    return subprocess.run([str(python), "-c", essai], capture_output=True, check=False).returncode == 0


def assurer_venv() -> None:
    """Crée `.venv` s'il manque ou s'il est cassé ; installe d'abord le module venv si Debian l'a mis à part."""
    if environnement_sain():
        return
    if importlib.util.find_spec("ensurepip") is None or importlib.util.find_spec("venv") is None:
        installer_paquets([f"python3.{sys.version_info[1]}-venv"], "Ce Python n'a pas le module venv")
    dire("création de .venv")
    exiger([sys.executable, "-m", "venv", "--clear", VENV], "L'environnement virtuel n'a pu être créé.")


def lire_projet() -> dict[str, Any]:
    """Rend le contenu de pyproject.toml."""
    import tomllib  # absent des Python trop anciens, que ``assurer_python`` doit pouvoir refuser avec une phrase

    return tomllib.loads((RACINE / "pyproject.toml").read_text(encoding="utf-8"))


def empreinte(niveau: Niveau) -> str:
    """Rend l'empreinte de ce qui détermine l'environnement : verrou, description du projet, version de Python, lieu."""
    projet = lire_projet()
    decrit = [projet["project"], projet["build-system"], projet["tool"]["hatch"], sys.version_info[:3], str(RACINE)]
    calcul = hashlib.sha256(json.dumps(decrit, sort_keys=True).encode())
    calcul.update((RACINE / niveau.verrou).read_bytes())
    return calcul.hexdigest()


def deja_installe(niveau: Niveau) -> bool:
    """Dit si l'environnement correspond au verrou. Celui du développement, qui contient l'autre, vaut pour l'exécution."""
    try:
        temoin = json.loads(TEMOIN.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return any(temoin.get(n.nom) == empreinte(n) for n in {niveau, DEVELOPPEMENT}) and programme("clepsydre").exists()


def assurer_dependances(niveau: Niveau) -> None:
    """Installe le verrou, chaque fichier devant avoir l'empreinte attendue, puis le projet en mode éditable."""
    if deja_installe(niveau):
        return
    pip: list[str | Path] = [programme("python"), "-m", "pip", "--disable-pip-version-check", "install", "-q"]
    dire(f"installation des dépendances verrouillées ({niveau.nom})")
    exiger(
        [*pip, "--require-hashes", "--only-binary=:all:", "--no-deps", "-r", niveau.verrou],
        "Les dépendances n'ont pu être installées (réseau ? empreinte différente de celle du verrou ?).",
    )
    exiger(
        [*pip, "--no-index", "--no-deps", "--no-build-isolation", "-e", RACINE], "Le projet n'a pu être installé dans .venv."
    )
    TEMOIN.write_text(json.dumps({niveau.nom: empreinte(niveau)}, ensure_ascii=False), encoding="utf-8")


def preparer(niveau: Niveau) -> None:
    """Prépare tout ce qu'il faut à ce niveau ; immédiat quand tout est déjà là."""
    assurer_systeme(niveau.besoins)
    assurer_venv()
    assurer_dependances(niveau)


# --- 4. commandes -------------------------------------------------------------------------------------------------------------


def milieu() -> dict[str, str]:
    """Rend l'environnement des programmes lancés : celui de l'utilisateur, `.venv` en tête du chemin, texte en UTF-8."""
    env = dict(os.environ)
    env["PATH"] = f"{programme('python').parent}{os.pathsep}{env.get('PATH', '')}"
    env["VIRTUAL_ENV"] = str(VENV)
    if "utf" not in (env.get("LC_ALL") or env.get("LC_CTYPE") or env.get("LANG") or "").lower():
        env["LC_ALL"] = "C.UTF-8"
    return env


def ecran_present(env: dict[str, str]) -> bool:
    """Dit si une fenêtre peut s'ouvrir : serveur d'affichage, ou plateforme Qt choisie par l'utilisateur."""
    return not sys.platform.startswith("linux") or any(env.get(n) for n in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def demonstration(env: dict[str, str]) -> Path:
    """Rend la base de démonstration du jour, créée au besoin : les délais d'une ancienne seraient tous échus."""
    base = RACINE / "build" / "demonstration" / time.strftime("%Y-%m-%d.db")
    if not base.exists():
        base.parent.mkdir(parents=True, exist_ok=True)
        dire("création des dossiers de démonstration (fictifs)")
        inachevee = base.with_suffix(".inachevee.db")
        inachevee.unlink(missing_ok=True)
        exiger([programme("clepsydre"), "demo", inachevee, "--profil", "S"], "La démonstration n'a pu être créée.", env)
        inachevee.replace(base)
        for reste in base.parent.glob(f"{inachevee.name}*"):
            reste.unlink()
    return base


def executer() -> int:
    """Ouvre le programme sur des dossiers fictifs, créés chaque jour dans `build/demonstration`."""
    preparer(EXECUTION)
    env = milieu()
    base = demonstration(env)
    if not ecran_present(env):
        raise Arret(
            "Aucun écran : ouvrir une session graphique, ou définir DISPLAY. Sur une machine sans écran :\n\n"
            "  sudo apt-get install xvfb xauth && xvfb-run -a make run\n"
        )
    return lancer([programme("clepsydre"), "--base", base], env)


def jouer(tache: str) -> int:
    """Prépare l'environnement de développement et joue une tâche poe de pyproject.toml."""
    preparer(DEVELOPPEMENT)
    return lancer([programme("python"), "-m", "poethepoet", "-q", tache], milieu())


def mettre_en_place() -> int:
    """Prépare l'environnement complet sans rien lancer."""
    preparer(DEVELOPPEMENT)
    dire(f"prêt : {programme('clepsydre').relative_to(RACINE)}")
    return 0


def reverrouiller() -> int:
    """Refait les deux verrous depuis pyproject.toml ; `MAJ=1` dans l'environnement prend les dernières versions admises."""
    assurer_venv()
    outil = RACINE / "build" / "uv"
    exiger([programme("python"), "-m", "pip", "install", "-q", "--target", outil, "--upgrade", UV], "uv n'a pu être installé.")
    base: list[str | Path] = [
        outil / "bin" / "uv",
        "pip",
        "compile",
        "pyproject.toml",
        "-q",
        "--universal",
        "--python-version",
        "3.11",
    ]
    base += ["--generate-hashes", "--no-emit-index-url", "--no-emit-find-links", "--custom-compile-command", "make verrou"]
    base += ["--upgrade"] if os.environ.get("MAJ") else []
    groupes = ["--group", "construction"]
    exiger([*base, *groupes, "-o", EXECUTION.verrou], "Le verrou d'exécution n'a pu être fait.")
    contrainte = ["--group", "dev", "-c", EXECUTION.verrou]
    exiger([*base, *groupes, *contrainte, "-o", DEVELOPPEMENT.verrou], "Le verrou de développement n'a pu être fait.")
    return 0


def aider() -> int:
    """Liste les commandes et ce qu'elles font."""
    taches = lire_projet()["tool"]["poe"]["tasks"]
    aides = {nom: commande.__doc__.splitlines()[0] for nom, commande in COMMANDES.items() if commande.__doc__}
    aides["test"] = "Vérifie tout : style, types, contrats d'imports, puis tous les tests."
    aides |= {nom: f"{tache['help'][0].upper()}{tache['help'][1:]}." for nom, tache in taches.items() if nom not in EQUIVALENTS}
    for nom, aide in aides.items():
        print(f"  make {nom:<10} {aide}")
    return 0


COMMANDES = {
    "run": executer,
    "test": lambda: jouer("verifier"),
    "setup": mettre_en_place,
    "verrou": reverrouiller,
    "aide": aider,
}
EQUIVALENTS = {"installer", "lancer", "verifier"}


def main(arguments: Sequence[str]) -> int:
    """Joue la commande demandée (ou une tâche poe du même nom) et rend son code de sortie."""
    demande = arguments[0] if arguments else "aide"
    try:
        assurer_python()
        commande = COMMANDES.get(demande)
        return commande() if commande else jouer(demande)
    except Arret as arret:
        print(f"\n{arret}", file=sys.stderr)
        return arret.code
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
