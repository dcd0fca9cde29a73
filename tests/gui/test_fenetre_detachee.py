"""Détacher une page sur un second écran, et la rendre."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel

from ui.fenetre_principale import FenetrePrincipale


def fenetre(qtbot):
    principale = FenetrePrincipale()
    qtbot.addWidget(principale)
    principale.ajouter_page("une", "Une", "echeancier", lambda: QLabel("une"))
    principale.ajouter_page("deux", "Deux", "garde_a_vue", lambda: QLabel("deux"))
    principale.show()
    principale.ouvrir("une")
    return principale


def test_une_page_detachee_a_sa_fenetre_et_revient_quand_on_la_ferme(qtbot):
    principale = fenetre(qtbot)
    page = principale.page_ouverte
    assert principale.commandes["detacher"].touche == "Ctrl+Shift+D"
    principale.commandes["detacher"].faire()
    assert page.window() is not principale
    assert page.window().windowTitle() == "Une"
    assert principale.page_ouverte.text() == "deux"
    page.window().close()
    assert principale.ouvrir("une") is page
    assert page.window() is principale


def test_ouvrir_une_page_detachee_ne_la_reprend_pas(qtbot):
    principale = fenetre(qtbot)
    page = principale.page_ouverte
    principale.detacher_la_page()
    assert principale.ouvrir("une") is page
    assert page.window() is not principale
    principale.close()


def test_il_reste_toujours_une_page_dans_la_fenetre(qtbot):
    principale = fenetre(qtbot)
    principale.detacher_la_page()
    principale.detacher_la_page()
    assert principale.page_ouverte.text() == "deux"
    principale.close()
