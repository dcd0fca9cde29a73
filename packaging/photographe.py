"""Un poste que l'on pilote pour en prendre des images : son horloge, ses gestes, l'écran réduit à 256 couleurs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QDeadlineTimer, QEvent, QEventLoop, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QScrollArea, QWidget

from app.assemblage.fenetre import construire
from app.domain.temps import Instant
from app.presentation.lignes import LigneDEcheance
from app.services.registre import Registre
from app.systeme.horloge import HorlogeSysteme
from ui.vues.fiche_mesure import VueFicheMesure

RACINE = Path(__file__).resolve().parent.parent
IMAGES = RACINE / "resources" / "documentation" / "utilisateur" / "images"
LARGEUR, HAUTEUR = 1366, 768
POIDS_MAXIMAL = 200_000
COULEURS = 256
P = TypeVar("P", bound=QWidget)


class HorlogeReglable(HorlogeSysteme):
    """L'horloge des images : figée, elle n'avance que si le script le dit."""

    def __init__(self, instant: Instant) -> None:
        self.instant = instant

    def maintenant(self) -> Instant:
        """Rend l'instant choisi."""
        return self.instant

    def monotone(self) -> float:
        """Rend les secondes de cet instant : elles avancent avec lui, sans trahir de saut."""
        return float(self.instant.secondes)

    def millisecondes(self) -> int:
        """Rend les millisecondes de cet instant."""
        return self.instant.secondes * 1000


class Photographe:
    """Pilote un poste ouvert et prend l'écran en image."""

    def __init__(self, base: Path, instant: Instant) -> None:
        self.horloge = HorlogeReglable(instant)
        self.poste = construire(base, horloge=self.horloge)
        self.poste.fenetre.setGeometry(0, 0, LARGEUR, HAUTEUR)
        self.attendre_que(lambda: self.poste.echeancier is not None)
        self.laisser_faire(600)

    # --- temps ---------------------------------------------------------------------------------------------------------------

    def laisser_faire(self, millisecondes: int = 350) -> None:
        """Laisse Qt peindre et les minuteurs sonner."""
        fin = QDeadlineTimer(millisecondes)
        while not fin.hasExpired():
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def attendre_que(self, vrai: Callable[[], bool], secondes: int = 60) -> None:
        """Attend une condition ; lève ``TimeoutError`` si elle ne vient pas."""
        fin = QDeadlineTimer(secondes * 1000)
        while not vrai():
            if fin.hasExpired():
                raise TimeoutError("l'écran attendu n'est pas venu")
            self.laisser_faire(50)

    def mettre_a_l_heure(self, instant: Instant) -> None:
        """Passe à un autre instant, sans saut aux yeux du pouls."""
        self.horloge.instant = instant
        if self.poste.pouls is not None:
            self.poste.pouls.demarrer()

    # --- gestes --------------------------------------------------------------------------------------------------------------

    @property
    def registre(self) -> Registre:
        """Rend le registre de la base ouverte."""
        if self.poste.registre is None:
            raise RuntimeError("la base n'est pas ouverte")
        return self.poste.registre

    def page(self, genre: type[P]) -> P:
        """Rend la page ouverte, qui doit être de ce genre."""
        page = self.poste.fenetre.page_ouverte
        if not isinstance(page, genre):
            raise TypeError(f"{genre.__name__} attendu, {type(page).__name__} ouvert")
        return page

    @property
    def fiche(self) -> VueFicheMesure:
        """Rend la fiche ouverte."""
        return self.page(VueFicheMesure)

    def commander(self, cle: str, fois: int = 1) -> None:
        """Fait une commande de la palette."""
        for _ in range(fois):
            self.poste.fenetre.commandes[cle].faire()
        self.laisser_faire()

    def choisir_la_premiere_echeance(self) -> None:
        """Choisit, dans l'échéancier, la première rangée qui a une date."""
        echeancier = self.poste.echeancier
        if echeancier is not None:
            rangs = (n for n, r in enumerate(echeancier.tableau.rangees) if isinstance(r, LigneDEcheance))
            echeancier.table.choisir(next(rangs, 0))
        self.laisser_faire()

    def ouvrir_la_fiche(self, dossier_id: str) -> None:
        """Ouvre la fiche de la dernière mesure de ce dossier."""
        self.poste.ouvrir_la_mesure(dossier_id, self.registre.dossier(dossier_id).mesures[-1].id)
        self.laisser_faire()

    def cliquer(self, dans: QWidget, texte: str) -> None:
        """Clique le bouton visible qui porte ce texte."""
        boutons = [b for b in dans.findChildren(QAbstractButton) if b.isVisible() and b.text() == texte]
        QTest.mouseClick(boutons[0], Qt.MouseButton.LeftButton)
        self.laisser_faire()

    def montrer(self, widget: QWidget) -> None:
        """Fait défiler jusqu'à ce que le haut de ce widget soit en haut de sa page."""
        defilant = widget.parentWidget()
        while defilant is not None and not isinstance(defilant, QScrollArea):
            defilant = defilant.parentWidget()
        if isinstance(defilant, QScrollArea) and (contenu := defilant.widget()) is not None:
            defilant.verticalScrollBar().setValue(widget.mapTo(contenu, QPoint(0, 0)).y() - 60)
        self.laisser_faire()

    # --- images --------------------------------------------------------------------------------------------------------------

    def prendre_le_dialogue(self, nom: str) -> None:
        """Prend l'écran avec le dialogue de la fiche au milieu, puis ferme le dialogue sans rien enregistrer."""
        dialogue: QDialog | None = self.fiche.gestes.dialogue
        if dialogue is None:
            raise RuntimeError("aucun dialogue n'est ouvert")
        centre = self.poste.fenetre.rect().center()
        dialogue.move(centre.x() - dialogue.width() // 2, centre.y() - dialogue.height() // 2)
        self.prendre(nom, autour=dialogue.geometry())
        dialogue.reject()
        self.laisser_faire(100)

    def prendre(self, nom: str, *, autour: QRect | None = None) -> None:
        """Enregistre l'écran sous ce nom ; ``autour`` : le dialogue, que nul gestionnaire de fenêtres n'encadre ici.

        Lève ``ValueError`` si l'image est trop lourde.
        """
        self.laisser_faire()
        ecran = self.poste.fenetre.screen().grabWindow(0).toImage()
        image = en_palette(ecran if autour is None else encadrer(ecran, autour))
        IMAGES.mkdir(parents=True, exist_ok=True)
        chemin = IMAGES / f"{nom}.png"
        if not image.save(str(chemin), "PNG", 0):
            raise OSError(f"{chemin.name} n'a pu être écrit")
        poids = chemin.stat().st_size
        print(f"{chemin.relative_to(RACINE)} : {poids // 1000} ko", flush=True)
        if poids > POIDS_MAXIMAL:
            raise ValueError(f"{chemin.name} pèse {poids} octets : {POIDS_MAXIMAL} au plus")

    def fermer(self) -> None:
        """Ferme le poste."""
        self.poste.fermer()
        self.laisser_faire(100)


def encadrer(image: QImage, cadre: QRect) -> QImage:
    """Rend l'image voilée autour du dialogue, bordé comme le ferait un gestionnaire de fenêtres."""
    rendue = image.convertToFormat(QImage.Format.Format_RGB32)
    peintre = QPainter(rendue)
    dialogue = rendue.copy(cadre)
    peintre.fillRect(rendue.rect(), QColor(0, 0, 0, 70))
    peintre.drawImage(cadre.topLeft(), dialogue)
    peintre.setPen(QColor(70, 78, 90))
    peintre.drawRect(cadre.adjusted(-1, -1, 0, 0))
    peintre.end()
    return rendue


def en_palette(image: QImage) -> QImage:
    """Rend l'image en 256 couleurs, les plus fréquentes de l'écran : trois fois plus légère, sans tramage."""
    plate = image.convertToFormat(QImage.Format.Format_RGB32)
    voisines: dict[int, int] = {}
    for couleur, _ in Counter(memoryview(plate.constBits()).cast("I")).most_common():
        voisines.setdefault(couleur & 0xF8F8F8, couleur)
    palette = list(voisines.values())[:COULEURS]
    return plate.convertToFormat(QImage.Format.Format_Indexed8, palette, Qt.ImageConversionFlag.AvoidDither)
