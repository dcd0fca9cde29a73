"""Les commandes d'apparence : thème, taille du texte, hauteur des rangs. Chacune s'applique aussitôt et se retient."""

from __future__ import annotations

from functools import partial

from ui.commandes import Commande
from ui.reglages import ECHELLES, Apparence, Reglages
from ui.style import theme

_THEMES = (
    ("", "Thème du poste"),
    ("clair", "Thème clair"),
    ("sombre", "Thème sombre"),
    ("contraste", "Thème à contraste élevé"),
)


def appliquer(reglages: Reglages, apparence: Apparence) -> None:
    """Applique une apparence à tout le programme, et la retient."""
    reglages.apparence = apparence
    theme.activer(apparence.theme, echelle=apparence.echelle, confort=apparence.confort)


def commandes_d_apparence(reglages: Reglages) -> list[Commande]:
    """Rend les commandes d'apparence, pour la palette et les raccourcis."""

    def choisir(nom: str) -> None:
        appliquer(reglages, reglages.apparence._replace(theme=nom))

    def agrandir(pas: int) -> None:
        courante = reglages.apparence.echelle
        rang = min(range(len(ECHELLES)), key=lambda i: abs(ECHELLES[i] - courante)) + pas
        appliquer(reglages, reglages.apparence._replace(echelle=ECHELLES[min(max(rang, 0), len(ECHELLES) - 1)]))

    def basculer_les_rangs() -> None:
        appliquer(reglages, reglages.apparence._replace(confort=not reglages.apparence.confort))

    groupe = "Apparence"
    commandes = [
        Commande(f"theme.{nom or 'poste'}", libelle, partial(choisir, nom), groupe=groupe, mots="couleur nuit")
        for nom, libelle in _THEMES
    ]
    return [
        *commandes,
        Commande("texte.plus", "Agrandir le texte", lambda: agrandir(1), "Ctrl++", groupe, "zoom taille"),
        Commande("texte.moins", "Réduire le texte", lambda: agrandir(-1), "Ctrl+-", groupe, "zoom taille"),
        Commande(
            "texte.normal",
            "Taille de texte d’origine",
            lambda: appliquer(reglages, reglages.apparence._replace(echelle=1.0)),
            "Ctrl+0",
            groupe,
            "zoom",
        ),
        Commande("rangs", "Rangs serrés ou confortables", basculer_les_rangs, groupe=groupe, mots="densité hauteur"),
    ]
