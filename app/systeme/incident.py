"""L'incident : une erreur que personne n'attendait. Elle se note, se montre, et ne fait pas taire le programme.

Le rapport se construit morceau par morceau, chacun sous sa propre garde : un morceau qui échoue n'emporte pas les autres. Il ne
contient aucun nom, ne part sur aucun réseau ; l'utilisateur le copie ou l'enregistre.
"""

from __future__ import annotations

import faulthandler
import logging
import platform
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from types import TracebackType
from typing import TextIO

from app import __version__
from app.systeme.journal import NOM, trace_muette

FICHIER_DE_CHUTE = "chute.txt"
_ouvert: list[TextIO] = []


def rapport(erreur: BaseException | None, *, pack: Callable[[], str], lignes: Callable[[], Iterable[str]]) -> str:
    """Rend le rapport d'un incident : versions, paquet de règles, pile muette, dernières lignes du journal."""
    morceaux: tuple[tuple[str, Callable[[], str]], ...] = (
        ("Clepsydre", lambda: __version__),
        ("Système", lambda: f"{platform.system()} {platform.release()}, Python {platform.python_version()}"),
        ("Qt", _version_de_qt),
        ("Paquet de règles", pack),
        ("Erreur", lambda: trace_muette(erreur)),
        ("Dernières lignes du journal", lambda: "\n".join(lignes())),
    )
    return "\n".join(f"{titre} : {_sous_garde(morceau)}" for titre, morceau in morceaux) + "\n"


def _sous_garde(morceau: Callable[[], str]) -> str:
    try:
        return morceau()
    except Exception as erreur:
        return f"(indisponible : {type(erreur).__name__})"


def _version_de_qt() -> str:
    qt = sys.modules.get("PySide6.QtCore")
    return str(qt.qVersion()) if qt is not None else "non chargé"


def surveiller(montrer: Callable[[BaseException], None]) -> None:
    """Fait passer toute erreur inattendue du fil principal par le journal, puis par ``montrer`` ; le programme continue."""

    def crochet(genre: type[BaseException], erreur: BaseException, trace: TracebackType | None) -> None:
        if issubclass(genre, KeyboardInterrupt):
            sys.__excepthook__(genre, erreur, trace)
            return
        logging.getLogger(NOM).critical("incident", exc_info=(genre, erreur, trace))
        try:
            montrer(erreur)
        except Exception as autre:
            logging.getLogger(NOM).critical("incident non montré", exc_info=autre)
            sys.__excepthook__(genre, erreur, trace)

    sys.excepthook = crochet


def surveiller_la_chute(dossier: Path) -> str:
    """Fait écrire dans ``dossier`` la pile d'une chute brutale ; rend celle de la fois précédente, ou rien."""
    fichier = dossier / FICHIER_DE_CHUTE
    try:
        precedente = fichier.read_text(encoding="utf-8", errors="replace") if fichier.exists() else ""
        flux = fichier.open("w", encoding="utf-8")
    except OSError:
        return ""
    faulthandler.enable(flux)
    _ouvert[:] = [flux]
    return precedente.strip()


def cesser_de_surveiller_la_chute() -> None:
    """Fin normale : ferme et efface le fichier de chute."""
    faulthandler.disable()
    for flux in _ouvert:
        flux.close()
        Path(flux.name).unlink(missing_ok=True)
    _ouvert.clear()
