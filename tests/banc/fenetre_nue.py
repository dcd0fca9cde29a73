"""Référence : la plus petite fenêtre PySide6 qui affiche un mot."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
from sonde import Sonde

application = QApplication(sys.argv)
fenetre = QMainWindow()
fenetre.setCentralWidget(QLabel("Échéances"))
fenetre.resize(1366, 768)
sonde = Sonde(application, 0)
fenetre.show()
application.exec()
