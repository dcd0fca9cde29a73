"""Les jetons : chaque couleur, espace et taille de l'interface, nommé par son rôle et défini une fois. Sans Qt.

Aucun widget n'écrit une couleur ni une taille : il demande un jeton. Un test vérifie les contrastes listés ici.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType
from typing import NamedTuple


class Palette(NamedTuple):
    """Les couleurs d'un thème, en « #RRVVBB »."""

    nom: str
    sombre: bool
    surface: str
    """Le papier : le travail s'y lit."""
    fond: str
    """La marge : rail, inspecteur, barres."""
    survol: str
    selection: str
    texte: str
    texte_2: str
    """Texte secondaire, encore lisible sans effort."""
    trait: str
    """Filet de séparation, décoratif."""
    bord: str
    """Bord d'un champ ou d'un bouton : il délimite ce que l'on manipule."""
    action: str
    action_survol: str
    action_texte: str
    focus: str
    # Cinq niveaux d'urgence : texte, forme pleine, teinte de fond.
    niveau_1: str
    niveau_2: str
    niveau_3: str
    niveau_4: str
    niveau_5: str
    forme_1: str
    forme_2: str
    forme_3: str
    forme_4: str
    forme_5: str
    teinte_1: str
    teinte_2: str
    teinte_3: str
    teinte_4: str
    teinte_5: str
    # Trois degrés d'avertissement : impossible, irrégularité, conseil.
    impossible: str
    irregularite: str
    conseil: str
    # La frise d'une mesure : autorisé plein, possible hachuré, interdit vide, une ligne pour maintenant.
    frise_autorise: str
    frise_possible: str
    frise_interdit: str
    frise_acte: str
    maintenant: str


CLAIR = Palette(
    nom="clair", sombre=False,
    surface="#FFFFFF", fond="#F5F6F4", survol="#F0F3F3", selection="#DFEBEC",
    texte="#17212B", texte_2="#4A5661", trait="#DCE0DE", bord="#77828C",
    action="#0B5563", action_survol="#08414C", action_texte="#FFFFFF", focus="#0B6B7D",
    niveau_1="#7A0A2A", niveau_2="#951410", niveau_3="#7C3200", niveau_4="#574300", niveau_5="#3E4A55",
    forme_1="#9E0B38", forme_2="#C9261B", forme_3="#C25A00", forme_4="#8F7200", forme_5="#6B7884",
    teinte_1="#F9E9ED", teinte_2="#FCECE9", teinte_3="#FDF0E4", teinte_4="#F8F3DF", teinte_5="#EEF1F2",
    impossible="#951410", irregularite="#7C3200", conseil="#0B5563",
    frise_autorise="#2F7F8C", frise_possible="#5C98A2", frise_interdit="#77828C", frise_acte="#17212B", maintenant="#B4123A",
)  # fmt: skip

SOMBRE = Palette(
    nom="sombre", sombre=True,
    surface="#12181E", fond="#0C1115", survol="#19222A", selection="#1E3238",
    texte="#E9EDEE", texte_2="#AFBAC2", trait="#2A343D", bord="#76858F",
    action="#6FC7D4", action_survol="#97DAE4", action_texte="#08191D", focus="#7FD0DC",
    niveau_1="#FFB4C4", niveau_2="#FFAA9C", niveau_3="#FFBE80", niveau_4="#E8D27A", niveau_5="#BFCAD2",
    forme_1="#F2557F", forme_2="#FF6A57", forme_3="#F28A30", forme_4="#CDB23C", forme_5="#8A98A4",
    teinte_1="#35141F", teinte_2="#351815", teinte_3="#33210F", teinte_4="#2B2611", teinte_5="#1B242B",
    impossible="#FFAA9C", irregularite="#FFBE80", conseil="#6FC7D4",
    frise_autorise="#4FA3B0", frise_possible="#7FBAC4", frise_interdit="#76858F", frise_acte="#E9EDEE", maintenant="#FF7A9A",
)  # fmt: skip

CONTRASTE = Palette(
    nom="contraste", sombre=True,
    surface="#000000", fond="#000000", survol="#1A1A1A", selection="#00344A",
    texte="#FFFFFF", texte_2="#FFFFFF", trait="#8C8C8C", bord="#FFFFFF",
    action="#FFE14D", action_survol="#FFF0A0", action_texte="#000000", focus="#FFE14D",
    niveau_1="#FFC2D0", niveau_2="#FFB8AD", niveau_3="#FFCB99", niveau_4="#FFF08A", niveau_5="#E6EDF2",
    forme_1="#FF7FA0", forme_2="#FF8070", forme_3="#FFA64D", forme_4="#FFE14D", forme_5="#C7D2DA",
    teinte_1="#2B0010", teinte_2="#2B0500", teinte_3="#2B1500", teinte_4="#262000", teinte_5="#14191D",
    impossible="#FFB8AD", irregularite="#FFCB99", conseil="#9BE7FF",
    frise_autorise="#5ED3E6", frise_possible="#9BE7FF", frise_interdit="#FFFFFF", frise_acte="#FFFFFF", maintenant="#FF7FA0",
)  # fmt: skip

PALETTES = MappingProxyType({p.nom: p for p in (CLAIR, SOMBRE, CONTRASTE)})

# --- mesures, en pixels logiques ----------------------------------------------------------------------------------------------

GRILLE = 4
ESPACES = (4, 8, 12, 16, 24)
XS, S, M, L, XL = ESPACES
NOTE, COURANT, FORT, TITRE, GRAND, MUR = CORPS = (12, 13, 15, 18, 24, 40)
RANG, RANG_CONFORT = 28, 36
COIN = 4
RAIL, RAIL_REPLIE = 188, 52
INSPECTEUR = 336
ICONE = 20

# --- contrastes ---------------------------------------------------------------------------------------------------------------

AA, AAA, GRAPHIQUE = 4.5, 7.0, 3.0
_FONDS = ("surface", "fond", "survol", "selection")


def contrastes_exiges() -> Iterator[tuple[str, str, float]]:
    """Rend les (avant-plan, arrière-plan, rapport minimal) que chaque thème doit tenir (WCAG 1.4.3, 1.4.6, 1.4.11)."""
    for fond in _FONDS:
        for texte in ("texte", "texte_2", "action", "impossible", "irregularite", "conseil"):
            yield texte, fond, AA
        for n in range(1, 6):
            yield f"niveau_{n}", fond, AAA
            yield f"forme_{n}", fond, GRAPHIQUE
        yield "texte", fond, AAA
        yield "bord", fond, GRAPHIQUE
        yield "focus", fond, GRAPHIQUE
    for n in range(1, 6):
        yield f"niveau_{n}", f"teinte_{n}", AAA
        yield "texte", f"teinte_{n}", AAA
        yield f"forme_{n}", f"teinte_{n}", GRAPHIQUE
    yield "action_texte", "action", AAA
    yield "action_texte", "action_survol", AAA
    for trace in ("frise_autorise", "frise_possible", "frise_interdit", "frise_acte", "maintenant"):
        yield trace, "surface", GRAPHIQUE


def luminance(couleur: str) -> float:
    """Rend la luminance relative d'une couleur « #RRVVBB » (WCAG)."""
    canaux = (int(couleur[i : i + 2], 16) / 255 for i in (1, 3, 5))
    rouge, vert, bleu = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in canaux)
    return 0.2126 * rouge + 0.7152 * vert + 0.0722 * bleu


def contraste(une: str, autre: str) -> float:
    """Rend le rapport de contraste de deux couleurs, de 1 à 21."""
    claire, foncee = sorted((luminance(une), luminance(autre)), reverse=True)
    return (claire + 0.05) / (foncee + 0.05)
