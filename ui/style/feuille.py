"""La feuille de style Qt, écrite depuis les jetons. Filets plutôt que boîtes ; un seul accent ; un anneau de focus partout."""

from __future__ import annotations

from collections.abc import Callable

from ui.style import jetons
from ui.style.jetons import Palette


def feuille(p: Palette, px: Callable[[int], int]) -> str:
    """Rend la feuille de style d'une palette ; ``px`` met une taille à l'échelle du texte."""
    champ = px(jetons.RANG) - 2
    return f"""
QWidget {{ outline: none; }}
QToolTip {{ color: {p.texte}; background: {p.surface}; border: 1px solid {p.bord}; padding: 4px 6px; }}
QFrame#rail, QFrame#inspecteur {{ background: {p.fond}; border: none; }}
QFrame#rail {{ border-right: 1px solid {p.trait}; }}
QFrame#inspecteur {{ border-left: 1px solid {p.trait}; }}
QLabel[role="titre"] {{ font-size: {px(jetons.GRAND)}px; font-weight: 600; }}
QLabel[role="sous-titre"] {{ font-size: {px(jetons.TITRE)}px; font-weight: 600; }}
QLabel[role="fort"] {{ font-size: {px(jetons.FORT)}px; font-weight: 600; }}
QLabel[role="note"] {{ font-size: {px(jetons.NOTE)}px; color: {p.texte_2}; }}
QLabel[role="second"] {{ color: {p.texte_2}; }}
QLabel[role="impossible"] {{ color: {p.impossible}; }}
QLabel[role="irregularite"] {{ color: {p.irregularite}; }}
QLabel[role="conseil"] {{ color: {p.conseil}; }}
QFrame[role="filet"] {{ background: {p.trait}; border: none; max-height: 1px; min-height: 1px; }}

QPushButton {{ min-height: {champ}px; padding: 0 12px; border: 1px solid {p.bord}; border-radius: {jetons.COIN}px;
  background: {p.surface}; color: {p.texte}; }}
QPushButton:hover {{ background: {p.survol}; }}
QPushButton:pressed {{ background: {p.selection}; }}
QPushButton:focus {{ border: 2px solid {p.focus}; padding: 0 11px; }}
QPushButton:disabled {{ color: {p.bord}; border-color: {p.trait}; }}
QPushButton[role="principal"] {{ background: {p.action}; color: {p.action_texte}; border-color: {p.action}; font-weight: 600; }}
QPushButton[role="principal"]:hover {{ background: {p.action_survol}; }}
QPushButton[role="principal"]:focus {{ border: 2px solid {p.texte}; }}
QPushButton[role="principal"]:disabled {{ background: {p.fond}; color: {p.bord}; border-color: {p.trait}; }}
QToolButton {{ border: 1px solid transparent; border-radius: {jetons.COIN}px; padding: 3px; background: transparent; }}
QToolButton:hover {{ background: {p.survol}; }}
QToolButton:focus {{ border: 2px solid {p.focus}; padding: 2px; }}
QToolButton:checked {{ background: {p.selection}; }}

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox, QDateEdit {{ border: 1px solid {p.bord};
  border-radius: {jetons.COIN}px; background: {p.surface}; color: {p.texte}; selection-background-color: {p.action};
  selection-color: {p.action_texte}; }}
QLineEdit, QComboBox, QSpinBox, QDateEdit {{ min-height: {champ}px; padding: 0 8px; }}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QSpinBox:focus, QDateEdit:focus {{
  border: 2px solid {p.focus}; }}
QLineEdit:focus, QComboBox:focus, QSpinBox:focus, QDateEdit:focus {{ padding: 0 7px; }}
QLineEdit[etat="refus"] {{ border: 2px solid {p.impossible}; padding: 0 7px; }}
QLineEdit:read-only {{ background: {p.fond}; }}
QLineEdit:disabled, QComboBox:disabled {{ color: {p.bord}; border-color: {p.trait}; background: {p.fond}; }}
QComboBox::drop-down {{ border: none; width: 20px; }}
QTextBrowser {{ border: none; background: transparent; }}
QTextBrowser:focus {{ border: none; }}

QTableView, QListView, QTreeView {{ border: none; background: {p.surface}; gridline-color: {p.trait};
  selection-background-color: {p.selection}; selection-color: {p.texte}; }}
QTableView:focus, QTreeView:focus {{ border: none; }}
QListView::item {{ min-height: {px(jetons.RANG)}px; padding: 0 8px; }}
QListView::item:hover {{ background: {p.survol}; }}
QListView::item:selected {{ background: {p.selection}; color: {p.texte}; }}
QHeaderView {{ background: {p.surface}; border: none; border-bottom: 1px solid {p.bord}; }}
QHeaderView::section {{ background: {p.surface}; color: {p.texte_2}; font-size: {px(jetons.NOTE)}px; border: none;
  padding: 0 8px; min-height: {px(jetons.RANG)}px; }}

QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
QScrollBar::handle {{ background: {p.bord}; border-radius: 3px; margin: 3px; }}
QScrollBar::handle:vertical {{ min-height: 32px; }}
QScrollBar::handle:horizontal {{ min-width: 32px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QScrollArea {{ border: none; background: transparent; }}
QScrollArea > QWidget > QWidget {{ background: transparent; }}

QSplitter::handle {{ background: {p.trait}; }}
QSplitter::handle:horizontal {{ width: 1px; }}
QSplitter::handle:vertical {{ height: 1px; }}
QMenu {{ background: {p.surface}; border: 1px solid {p.bord}; padding: 4px 0; }}
QMenu::item {{ padding: 4px 24px 4px 12px; min-height: {px(20)}px; }}
QMenu::item:selected {{ background: {p.selection}; color: {p.texte}; }}
QMenu::separator {{ height: 1px; background: {p.trait}; margin: 4px 0; }}
QDialog {{ background: {p.surface}; }}
QProgressBar {{ border: 1px solid {p.bord}; border-radius: 2px; background: {p.surface}; max-height: 8px; }}
QProgressBar::chunk {{ background: {p.action}; }}
QCheckBox, QRadioButton {{ spacing: 8px; min-height: {px(24)}px; }}
QCheckBox:focus, QRadioButton:focus {{ color: {p.action}; }}
"""
