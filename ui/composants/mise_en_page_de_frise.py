"""La mise en page d’une frise : où tombent heures, bandes, actes et étiquettes, en pixels. Rien ne se peint ici."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFontMetricsF

from app.presentation import Instant, formats
from app.presentation.etiquettes import Etiquette, placer
from app.presentation.frise import Frise, Genre
from app.presentation.frise_parlee import phrase_de_bande, phrase_de_borne
from app.presentation.regle_des_heures import ChangementDHeure, Graduation, graduations, pas_de_la_regle
from app.presentation.regle_des_jours import LONGUE, graduations_longues
from app.presentation.reperes import Repere
from ui.style import jetons
from ui.style.theme import Theme

MARGE = 14


def _poids(chose: Repere | ChangementDHeure) -> int:
    """Rend ce qui donne son nom à une grappe : une irrégularité, une décision, un changement d'heure, puis le premier acte."""
    if isinstance(chose, ChangementDHeure):
        return 1
    return 3 if chose.irregulier else 2 if chose.fort else 0


@dataclass(frozen=True, slots=True)
class Element:
    """Une chose que l'on peut choisir sur la frise, de gauche à droite : sa phrase, et l'acte ou l'échéance où elle mène."""

    x: float
    cadre: QRectF
    phrase: str
    acte: str = ""
    cle: str = ""


class MiseEnPage:
    """Les places d'une frise pour une largeur donnée. Se recalcule quand la largeur, le thème ou la frise changent."""

    def __init__(self, frise: Frise, theme: Theme, largeur: float, *, voies: int = 6) -> None:
        self.frise = frise
        self.theme = theme
        self.largeur = max(200.0, largeur)
        self.note = QFontMetricsF(theme.police(jetons.NOTE))
        self.forte = QFontMetricsF(theme.police(jetons.NOTE, gras=True))
        ligne = theme.px(16)
        self.haut_du_jour = float(ligne + 2)
        self.haut_des_heures = self.haut_du_jour + ligne
        self.haut_des_bornes = self.haut_des_heures + ligne
        self.haut_de_la_bande = self.haut_des_bornes + theme.px(20)
        self.bas_de_la_bande = self.haut_de_la_bande + theme.px(30)
        self.bas_des_durees = self.bas_de_la_bande + theme.px(9)
        self.haut_des_voies = self.bas_des_durees + theme.px(6)
        self.voie = float(theme.px(17))
        self.textes = self._composer_les_textes()
        self.etiquettes = self._placer(voies)
        nombre = max((e.voie + 1 for e in self.etiquettes), default=0)
        self.hauteur = self.haut_des_voies + max(2, nombre) * self.voie + 2
        self.graduations = self._graduer()
        self.elements = self._elements()

    # --- places --------------------------------------------------------------------------------------------------------------

    def x(self, instant: Instant) -> float:
        """Rend l'abscisse d'un instant."""
        return MARGE + self.frise.part(instant) * (self.largeur - 2 * MARGE)

    def _composer_les_textes(self) -> list[tuple[float, str, str, Repere | ChangementDHeure]]:
        """Rend, de gauche à droite, l'abscisse, l'heure et le libellé de chaque chose à étiqueter."""
        f = self.frise
        textes: list[tuple[float, str, str, Repere | ChangementDHeure]] = [
            (self.x(r.debut), self.quand(r.debut), r.libelle, r) for r in f.reperes
        ]
        textes += [(self.x(c.instant), "⇄", c.texte, c) for c in f.changements]
        return sorted(textes, key=lambda t: t[0])

    def quand(self, instant: Instant) -> str:
        """Rend l'heure d'un acte, ou son jour sur une ligne de vie."""
        f = self.frise
        if not f.en_jours:
            return formats.dire_heure(instant, f.fuseau)
        return formats.jour_court(instant.jour(f.fuseau), annee=f.depart.jour(f.fuseau).year).split(formats.INSECABLE, 1)[1]

    def _placer(self, voies: int) -> tuple[Etiquette, ...]:
        return placer([t[0] for t in self.textes], self._largeur_d_etiquette, voies, self.largeur)

    def _largeur_d_etiquette(self, premier: int, dernier: int) -> float:
        heure, libelle = self.texte(premier, dernier)
        return self.forte.horizontalAdvance(heure) + self.note.horizontalAdvance(libelle) + 12

    def texte(self, premier: int, dernier: int) -> tuple[str, str]:
        """Rend l'heure et le libellé d'une étiquette ; une grappe porte le nom de son acte le plus fort, et « +3 »."""
        if premier == dernier:
            return self.textes[premier][1], self.textes[premier][2]
        _, heure, libelle, _ = max(self.textes[premier : dernier + 1], key=lambda t: _poids(t[3]))
        return heure, f"{libelle} +{dernier - premier}"

    def _graduer(self) -> tuple[Graduation, ...]:
        f = self.frise
        if f.fin.secondes - f.debut.secondes > LONGUE:
            ecart = self.note.horizontalAdvance("janv.") + 14
            return graduations_longues(f.debut, f.fin, f.fuseau, self.largeur - 2 * MARGE, ecart)
        debut = max(f.depart, f.debut) if f.imputees else f.debut
        pas = pas_de_la_regle(
            f.fin.secondes - f.debut.secondes, self.largeur - 2 * MARGE, self.note.horizontalAdvance("24 h") + 14
        )
        return graduations(debut, f.fin, f.fuseau, pas)

    def _elements(self) -> tuple[Element, ...]:
        f = self.frise
        haut, bas = self.haut_des_bornes, self.bas_de_la_bande
        elements = [
            Element(self.x(b.prudent), QRectF(self.x(b.prudent) - 8, haut, 16, bas - haut), phrase_de_borne(b, f), cle=b.cle)
            for b in f.bornes
        ]
        for b in f.bandes:
            if b.genre is not Genre.AUTORISE:
                gauche, droite = self.x(b.debut), self.x(b.fin)
                cadre = QRectF(gauche, self.haut_de_la_bande, droite - gauche, bas - self.haut_de_la_bande)
                elements.append(Element((gauche + droite) / 2, cadre, phrase_de_bande(b, f), cle=b.cle))
        cadres = {i: self.cadre(e) for e in self.etiquettes for i in range(e.premier, e.dernier + 1)}
        for i, (x, _, _, chose) in enumerate(self.textes):
            if isinstance(chose, Repere):
                elements.append(Element(x, cadres[i], chose.phrase, acte=chose.acte, cle=chose.cle))
            else:
                elements.append(Element(x, cadres[i], formats.majuscule(chose.texte)))
        return tuple(sorted(elements, key=lambda e: e.x))

    def cadre(self, e: Etiquette) -> QRectF:
        """Rend le cadre d'une étiquette."""
        return QRectF(e.gauche, self.haut_des_voies + e.voie * self.voie, e.largeur, self.voie)

    def element_sous(self, point: QPointF) -> int | None:
        """Rend le rang de l'élément sous un point ; dans une grappe, le plus proche du curseur."""
        touches = [i for i, e in enumerate(self.elements) if e.cadre.contains(point)]
        return min(touches, key=lambda i: (self.elements[i].cadre.width(), abs(self.elements[i].x - point.x())), default=None)
