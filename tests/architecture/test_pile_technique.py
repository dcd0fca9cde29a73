"""Ce que les bibliothèques doivent tenir pour que le programme tourne des jours : éprouvé, pas supposé."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from importlib.metadata import version

import pytest

from tests.architecture.arbre import RACINE

# PySide6 6.12.0 perd une référence à True par émission : Python 3.11 meurt vers la 500e, sans trace de nous.
# La réserve de références dépend du programme ; dix mille émissions l'épuisent toujours.
EMETTRE = """
import sys
from PySide6.QtCore import QCoreApplication, QObject, Signal

class Source(QObject):
    change = Signal(int)

application = QCoreApplication([])
source, recus = Source(), []
source.change.connect(recus.append)
avant = sys.getrefcount(True)
for i in range(10_000):
    source.change.emit(i)
assert recus == list(range(10_000))
assert abs(sys.getrefcount(True) - avant) < 100 or sys.version_info >= (3, 12), (avant, sys.getrefcount(True))
print("vivant")
"""


def test_dix_mille_signaux_laissent_l_interpreteur_en_vie() -> None:
    essai = subprocess.run([sys.executable, "-c", EMETTRE], capture_output=True, text=True, check=False, timeout=120)
    assert essai.returncode == 0, f"PySide6 {version('PySide6-Essentials')} : {essai.stderr[-500:]}"
    assert essai.stdout.strip() == "vivant"


def test_la_version_fautive_de_qt_est_tenue_a_l_ecart() -> None:
    lu = tomllib.loads((RACINE / "pyproject.toml").read_text(encoding="utf-8"))
    qt = next(d for d in lu["project"]["dependencies"] if d.startswith("PySide6"))
    assert "!=6.12.0" in qt
    assert version("PySide6-Essentials") != "6.12.0"


@pytest.fixture(scope="module", params=["requirements.lock", "requirements-dev.lock"])
def verrou(request: pytest.FixtureRequest) -> str:
    return (RACINE / request.param).read_text(encoding="utf-8")


def _paquets(texte: str) -> dict[str, str]:
    """Découpe un verrou : « nom==version ; marqueurs » → son bloc, empreintes comprises."""
    blocs = re.split(r"^(?=[A-Za-z0-9])", texte, flags=re.MULTILINE)
    return {bloc.splitlines()[0].rstrip(" \\"): bloc for bloc in blocs if bloc[:1].isalnum()}


def test_le_verrou_ne_porte_ni_adresse_ni_chemin(verrou: str) -> None:
    utiles = [ligne for ligne in verrou.splitlines() if not ligne.lstrip().startswith("#")]
    assert not [ligne for ligne in utiles if "/" in ligne or "@" in ligne or ligne.startswith("-")]
    assert "://" not in verrou


def test_tout_le_verrou_est_fige_et_empreint(verrou: str) -> None:
    paquets = _paquets(verrou)
    assert paquets
    for tete, bloc in paquets.items():
        assert re.match(r"[a-z0-9.-]+==[^ ;]+( ; .+)?$", tete), f"version non figée : {tete}"
        assert re.search(r"--hash=sha256:[0-9a-f]{64}\b", bloc), f"sans empreinte : {tete}"


def test_les_deux_verrous_s_accordent() -> None:
    execution, tout = (
        _paquets((RACINE / n).read_text(encoding="utf-8")) for n in ("requirements.lock", "requirements-dev.lock")
    )
    assert set(execution) <= set(tout), "le développement éprouve d'autres versions que celles que l'on livre"


def test_le_verrou_contient_chaque_dependance_declaree() -> None:
    lu = tomllib.loads((RACINE / "pyproject.toml").read_text(encoding="utf-8"))
    declarees = lu["project"]["dependencies"] + lu["dependency-groups"]["construction"] + lu["dependency-groups"]["dev"]
    voulues = {re.split(r"[^A-Za-z0-9._-]", d)[0].lower() for d in declarees}
    verrouillees = {tete.split("==")[0] for tete in _paquets((RACINE / "requirements-dev.lock").read_text(encoding="utf-8"))}
    assert voulues <= verrouillees, "refaire les verrous : make verrou"
