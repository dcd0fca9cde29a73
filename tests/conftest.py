"""Ce que tout test trouve en arrivant : pas d'écran, un fuseau, un style, et personne derrière lui."""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_ACCESSIBILITY", "0")
os.environ["TZ"] = "Europe/Paris"  # un poste réglé sur un autre fuseau ne change rien : un test à part l'éprouve
os.environ["LC_ALL"] = "C.UTF-8"
for variable in [nom for nom in os.environ if nom.startswith("CLEPSYDRE_")]:
    del os.environ[variable]  # la base d'un développeur n'est pas celle des tests
if hasattr(time, "tzset"):
    time.tzset()

# Une même suite d'exemples à chaque passage : un échec se rejoue.
settings.register_profile("clepsydre", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("clepsydre")

RACINE = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def racine() -> Path:
    """Rend la racine du projet."""
    return RACINE


@pytest.fixture(scope="session")
def documents_communs() -> Path:
    """Rend le dossier de documents voisin du dépôt (les fiches de droit) ; le test est sauté là où il n'est pas."""
    commun = RACINE.parent / "shared"
    if not (commun / "droit").is_dir():
        pytest.skip("fiches de droit absentes : elles sont à côté du dépôt, pas dedans")
    return commun


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """Rend les arguments de l'application Qt : le même style partout."""
    return ["clepsydre-tests", "-style", "Fusion"]


@pytest.fixture(autouse=True)
def poste_isole(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Écarte les dossiers de l'utilisateur : aucun test n'écrit dans ses données, ses réglages ni ses journaux."""
    maison = tmp_path_factory.getbasetemp() / "maison"
    maison.mkdir(exist_ok=True)
    for variable in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(variable, str(maison))


@pytest.fixture(autouse=True)
def rien_ne_reste() -> Iterator[None]:
    """Ferme après chaque test les fenêtres ouvertes et refuse un minuteur resté en marche. Sans effet sur un test sans Qt."""
    yield
    widgets = sys.modules.get("PySide6.QtWidgets")
    application = widgets.QApplication.instance() if widgets else None
    if widgets is None or application is None:
        return
    from PySide6.QtCore import QEvent, QTimer

    if fenetres := widgets.QApplication.topLevelWidgets():  # ramasser après chaque test sans fenêtre décuplait la durée
        for fenetre in fenetres:
            fenetre.close()
            fenetre.deleteLater()
        application.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        application.processEvents()
        gc.collect()
    oublies = [m for m in application.findChildren(QTimer) if m.isActive()]
    assert not oublies, f"minuteurs laissés en marche : {oublies}"
