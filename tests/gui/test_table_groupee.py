"""La table groupée : à un autre corps de texte, ses rangs et ses en-têtes changent de hauteur avec lui."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.presentation.groupes import Entete
from tests.outils.fabriques import le
from ui.composants.table_a_etages import HAUTEUR, Colonne
from ui.composants.table_groupee import HAUTEUR_D_ENTETE, ModeleGroupe, TableGroupee
from ui.style import theme


class Modele(ModeleGroupe):
    colonnes = (Colonne("Reste"), Colonne("Nom", part=1.0))


def test_les_hauteurs_suivent_le_corps_du_texte(qtbot: QtBot) -> None:
    modele = Modele(le("24/11/2026 09:00"))
    table = TableGroupee(modele, "Essai")
    qtbot.addWidget(table)
    modele.charger([Entete("Décembre", 2), "a", "b"], le("24/11/2026 09:00"))
    assert (table.rowHeight(0), table.rowHeight(1)) == (theme.actif().px(HAUTEUR_D_ENTETE), theme.actif().px(HAUTEUR))
    assert table.columnSpan(0, 0) == 2
    table.verticalHeader().setDefaultSectionSize(10)
    table.setRowHeight(0, 10)
    QApplication.sendEvent(table, QEvent(QEvent.Type.StyleChange))
    assert (table.rowHeight(0), table.rowHeight(1)) == (theme.actif().px(HAUTEUR_D_ENTETE), theme.actif().px(HAUTEUR))
