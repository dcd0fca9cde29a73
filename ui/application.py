"""L'application Qt : style, police, langue, thème. Construite avant tout, elle ne lit ni base ni règle."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from ui.style import theme

NOM = "Clepsydre"


def creer_application(
    arguments: Sequence[str] | None = None,
    *,
    version: str = "",
    apparence: str = "",
    echelle: float = 1.0,
    confort: bool = False,
) -> QApplication:
    """Crée (ou reprend) l'application Qt, en français, style Fusion, thème ``apparence`` (vide : celui du poste)."""
    QApplication.setStyle("Fusion")  # avant de construire : un autre style serait chargé pour rien
    existante = QApplication.instance()
    application = existante if isinstance(existante, QApplication) else QApplication(list(arguments or sys.argv[:1]))
    application.setApplicationName(NOM.lower())
    application.setApplicationDisplayName(NOM)
    application.setApplicationVersion(version)
    application.setDesktopFileName(NOM.lower())
    QLocale.setDefault(QLocale(QLocale.Language.French, QLocale.Country.France))
    theme.activer(apparence, echelle=echelle, confort=confort)
    return application


def franciser(application: QApplication) -> bool:
    """Installe la traduction française de Qt (« Annuler », « Copier »…). À appeler après le premier affichage."""
    traduction = QTranslator(application)
    charge = traduction.load("qtbase_fr", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    return charge and application.installTranslator(traduction)
