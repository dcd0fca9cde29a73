"""Le dessin d'une frise : une planche d'horaire. Autorisé plein, possible hachuré, interdit vide, une ligne pour maintenant.

Tout est vectoriel et se distingue en noir et blanc. Le même dessin sert à l'écran et à l'imprimante : le thème seul change.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from app.presentation import Instant, formats
from app.presentation.frise import Bande, Borne, Genre
from app.presentation.regle_des_heures import ChangementDHeure
from app.presentation.reperes import Repere
from app.presentation.urgence import Forme
from ui.composants.formes import peindre_forme
from ui.composants.mise_en_page_de_frise import MARGE, Element, MiseEnPage
from ui.composants.trames import border, hachurer, pointiller
from ui.style import jetons

IMPRESSION = jetons.CLAIR._replace(
    nom="impression", texte="#000000", texte_2="#333333", trait="#B0B0B0", bord="#000000", frise_autorise="#4A4A4A",
    frise_possible="#000000", frise_interdit="#000000", frise_acte="#000000", maintenant="#000000", niveau_1="#000000",
    forme_1="#000000", selection="#E6E6E6", focus="#000000",
)  # fmt: skip
"""La palette du papier : noir, gris, blanc."""

_CENTRE = Qt.AlignmentFlag.AlignCenter
_GAUCHE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class DessinDeFrise(MiseEnPage):
    """Peint la mise en page d'une frise."""

    def peindre(self, peintre: QPainter, maintenant: Instant | None, choisi: int | None = None) -> None:
        """Peint toute la frise ; ``maintenant`` est une seule ligne, ``choisi`` le rang de l'élément que tient le clavier."""
        peintre.save()
        peintre.setRenderHint(QPainter.RenderHint.Antialiasing)
        ici = maintenant if maintenant and self.frise.debut <= maintenant <= self.frise.fin else None
        if ici is not None:
            self._trait(peintre, self.x(ici), self.theme.px(15), self.haut_de_la_bande, "maintenant", 2)
        self._peindre_la_regle(peintre)
        for bande in self.frise.bandes:
            self._peindre_une_bande(peintre, bande, self.x(ici) if ici else -1.0)
        self._peindre_les_bornes(peintre)
        self._peindre_les_durees(peintre)
        self._peindre_les_etiquettes(peintre)
        if choisi is not None and 0 <= choisi < len(self.elements):
            self._peindre_le_choix(peintre, self.elements[choisi])
        if ici is not None:
            self._peindre_maintenant(peintre, ici)
        peintre.restore()

    def _couleur(self, jeton: str) -> QColor:
        return self.theme.couleur(jeton)

    def _trait(self, peintre: QPainter, x: float, haut: float, bas: float, jeton: str, epaisseur: float = 1.0) -> None:
        peintre.setPen(QPen(self._couleur(jeton), epaisseur))
        peintre.drawLine(QLineF(x, haut, x, bas))

    def _peindre_la_regle(self, peintre: QPainter) -> None:
        bas = self.haut_des_bornes
        peintre.setPen(QPen(self._couleur("bord"), 1))
        peintre.drawLine(QLineF(MARGE, bas, self.largeur - MARGE, bas))
        dernier_jour = -1e9
        note = self.theme.police(jetons.NOTE)
        premiers = [self.graduations[0]] if self.graduations and not self.graduations[0].minuit else []
        for g in self.graduations:
            x = self.x(g.instant)
            self._trait(peintre, x, self.haut_du_jour + 2 if g.minuit else bas - 4, bas, "bord" if g.minuit else "texte_2")
            peintre.setFont(note)
            peintre.setPen(self._couleur("texte_2"))
            self._ecrire_sur_fond(peintre, QRectF(x - 30, self.haut_des_heures, 60, bas - self.haut_des_heures - 4), g.heure)
            if g.minuit or g in premiers:
                gauche = x + 4 if g.minuit else float(MARGE)
                large = self.forte.horizontalAdvance(g.jour)
                if gauche > dernier_jour and gauche + large < self.largeur:
                    peintre.setFont(self.theme.police(jetons.NOTE, gras=True))
                    peintre.setPen(self._couleur("texte"))
                    jour = QRectF(gauche, self.haut_du_jour, large + 2, self.theme.px(16))
                    peintre.fillRect(jour, self._couleur("surface"))
                    peintre.drawText(jour, _GAUCHE, g.jour)
                    dernier_jour = gauche + large + 8

    def _ecrire_sur_fond(self, peintre: QPainter, cadre: QRectF, texte: str) -> None:
        """Écrit une heure sur un fond uni : la ligne de maintenant passe derrière."""
        large = QFontMetricsF(peintre.font()).horizontalAdvance(texte) + 2
        peintre.fillRect(QRectF(cadre.center().x() - large / 2, cadre.top(), large, cadre.height()), self._couleur("surface"))
        peintre.drawText(cadre, _CENTRE, texte)

    def _peindre_une_bande(self, peintre: QPainter, bande: Bande, ici: float) -> None:
        gauche, droite = self.x(bande.debut), self.x(bande.fin)
        cadre = QRectF(gauche, self.haut_de_la_bande, max(1.0, droite - gauche), self.bas_de_la_bande - self.haut_de_la_bande)
        libre = _plus_large(cadre, ici)
        match bande.genre:
            case Genre.AUTORISE:
                peintre.fillRect(cadre, self._couleur("frise_autorise"))
                self._ecrire_dans(peintre, libre, (bande.titre,), "surface")
            case Genre.SUBI:
                hachurer(peintre, cadre, self._couleur("frise_autorise"), droit=True)
                border(peintre, cadre, self._couleur("frise_autorise"))
                self._ecrire_dans(peintre, libre, (bande.titre, bande.titre.split(" déjà")[0]), "texte", cartouche=True)
            case Genre.POSSIBLE:
                hachurer(peintre, cadre, self._couleur("frise_possible"))
                border(peintre, cadre, self._couleur("frise_possible"))
                self._ecrire_dans(peintre, libre, (f"possible : {bande.detail}", "possible"), "texte", cartouche=True)
            case Genre.DEFEREMENT:
                pointiller(peintre, cadre, self._couleur("frise_autorise"))
                border(peintre, cadre, self._couleur("frise_autorise"))
                self._ecrire_dans(peintre, libre, (bande.titre,), "texte", cartouche=True)
            case Genre.OUVERT:
                border(peintre, cadre, self._couleur("frise_autorise"))
                self._ecrire_dans(peintre, libre, (bande.titre,), "texte")
            case Genre.INTERDIT:
                border(peintre, cadre, self._couleur("frise_interdit"), tirets=True)
                self._ecrire_dans(peintre, libre, (bande.titre,), "texte_2")

    def _ecrire_dans(
        self, peintre: QPainter, cadre: QRectF, textes: Sequence[str], jeton: str, *, cartouche: bool = False
    ) -> None:
        """Écrit le premier texte qui tient dans la bande ; ``cartouche`` l'isole de la trame."""
        for texte in textes:
            large = self.forte.horizontalAdvance(texte) + 12
            if large <= cadre.width() - 4:
                haut = self.theme.px(18)
                fond = QRectF(cadre.center().x() - large / 2, cadre.center().y() - haut / 2, large, haut)
                if cartouche:
                    peintre.fillRect(fond, self._couleur("surface"))
                peintre.setFont(self.theme.police(jetons.NOTE, gras=True))
                peintre.setPen(self._couleur(jeton))
                peintre.drawText(fond, _CENTRE, texte)
                return

    def _peindre_les_bornes(self, peintre: QPainter) -> None:
        f = self.frise
        fin = -1e9
        marques: list[tuple[float, str, str, Borne | None]] = [(self.x(f.depart), "départ", self.quand(f.depart), None)]
        marques += [(self.x(b.prudent), b.libelle, self._quand(b), b) for b in f.bornes]
        for x, fort, faible, borne in marques:
            if borne is not None:
                epaisseur = 2.0 if borne.acquise else 1.2
                self._trait(peintre, x, self.haut_de_la_bande - 2, self.bas_des_durees, "texte", epaisseur)
                if borne.legal != borne.prudent:
                    peintre.setPen(QPen(self._couleur("texte"), 1, Qt.PenStyle.DotLine))
                    peintre.drawLine(
                        QLineF(self.x(borne.legal), self.haut_de_la_bande, self.x(borne.legal), self.bas_des_durees)
                    )
            for texte in (f"{fort}  {faible}", fort):
                large = self._largeur_de_borne(fort, texte)
                gauche = min(max(x - large / 2, 0.0), self.largeur - large)
                if gauche > fin:
                    self._ecrire_borne(peintre, gauche, fort, faible if texte != fort else "")
                    fin = gauche + large + 6
                    break

    def _quand(self, borne: Borne) -> str:
        if self.frise.en_jours:
            jour, heure = formats.jour_et_heure(borne.prudent, self.frise.fuseau, en_jours=True)
            return f"{jour.split(chr(0xA0), 1)[1]} {heure}"
        locale = borne.prudent.locale(self.frise.fuseau)
        jour = formats.jour_court(locale.date(), annee=locale.year).split(chr(0xA0))[0]
        return f"{jour} {formats.dire_heure(borne.prudent, self.frise.fuseau)}"

    def _largeur_de_borne(self, fort: str, texte: str) -> float:
        suite = texte[len(fort) :]
        return self.forte.horizontalAdvance(fort) + self.note.horizontalAdvance(suite) + 8

    def _ecrire_borne(self, peintre: QPainter, gauche: float, fort: str, faible: str) -> None:
        haut, h = self.haut_des_bornes + 2, self.theme.px(17)
        large = self._largeur_de_borne(fort, f"{fort}  {faible}" if faible else fort)
        peintre.fillRect(QRectF(gauche, haut, large, h), self._couleur("surface"))
        peintre.setPen(self._couleur("texte"))
        peintre.setFont(self.theme.police(jetons.NOTE, gras=True))
        peintre.drawText(QRectF(gauche + 4, haut, large, h), _GAUCHE, fort)
        if faible:
            avance = self.forte.horizontalAdvance(fort) + self.note.horizontalAdvance("  ")
            peintre.setFont(self.theme.police(jetons.NOTE))
            peintre.setPen(self._couleur("texte_2"))
            peintre.drawText(QRectF(gauche + 4 + avance, haut, large, h), _GAUCHE, faible)

    def _peindre_les_durees(self, peintre: QPainter) -> None:
        """Les actes qui durent : une audition pleine, un repos ou un entretien évidé."""
        haut, bas = self.bas_de_la_bande + 2, self.bas_des_durees - 1
        for r in self.frise.reperes:
            if r.fin is None:
                continue
            gauche = self.x(r.debut)
            cadre = QRectF(gauche, haut, max(2.0, self.x(r.fin) - gauche), bas - haut)
            if r.groupe == "deroulement" and r.libelle.startswith("Audition"):
                peintre.fillRect(cadre, self._couleur("frise_acte"))
            else:
                border(peintre, cadre, self._couleur("frise_acte"))

    def _peindre_les_etiquettes(self, peintre: QPainter) -> None:
        for e in self.etiquettes:
            cadre = self.cadre(e)
            milieu = cadre.center().y()
            droite = e.gauche + 1 < e.x
            self._trait(peintre, e.x, self.bas_de_la_bande, milieu, "bord", 0.8)
            peintre.drawLine(QLineF(e.x, milieu, e.x - 4 if droite else e.x + 4, milieu))
            if e.nombre > 1:
                fin = self.textes[e.dernier][0]
                peintre.drawLine(QLineF(e.x, self.bas_des_durees + 2, fin, self.bas_des_durees + 2))
            for i in range(e.premier, e.dernier + 1):
                self._peindre_un_repere(peintre, *self.textes[i][::3])
            heure, libelle = self.texte(e.premier, e.dernier)
            gauche = e.gauche + (2 if droite else 7)
            peintre.setPen(self._couleur("texte"))
            peintre.setFont(self.theme.police(jetons.NOTE, gras=True))
            peintre.drawText(QRectF(gauche, cadre.top(), e.largeur, self.voie), _GAUCHE, heure)
            peintre.setFont(self.theme.police(jetons.NOTE))
            avance = self.forte.horizontalAdvance(heure) + 4
            peintre.drawText(QRectF(gauche + avance, cadre.top(), e.largeur, self.voie), _GAUCHE, libelle)

    def _peindre_un_repere(self, peintre: QPainter, x: float, chose: Repere | ChangementDHeure) -> None:
        y = self.bas_de_la_bande
        if isinstance(chose, ChangementDHeure):
            peintre.setPen(QPen(self._couleur("texte"), 1.2, Qt.PenStyle.DashLine))
            peintre.drawLine(QLineF(x, self.haut_des_heures, x, self.bas_des_durees))
            return
        if chose.cle and not chose.acte:
            peindre_forme(
                peintre, Forme.ANNEAU, QRectF(x - 5, y - 5, 10, 10), self._couleur("forme_3"), self._couleur("surface")
            )
            return
        if chose.irregulier:
            peindre_forme(
                peintre, Forme.OCTOGONE, QRectF(x - 5, y - 5, 10, 10), self._couleur("forme_1"), self._couleur("surface")
            )
            return
        peintre.setPen(QPen(self._couleur("surface"), 1))
        peintre.setBrush(self._couleur("frise_acte"))
        if chose.fort:
            peintre.drawPolygon(QPolygonF([QPointF(x, y - 6), QPointF(x + 5, y), QPointF(x, y + 6), QPointF(x - 5, y)]))
        else:
            peintre.drawRect(QRectF(x - 1.5, y - 5, 3, 9))

    def _peindre_le_choix(self, peintre: QPainter, element: Element) -> None:
        peintre.setBrush(Qt.BrushStyle.NoBrush)
        peintre.setPen(QPen(self._couleur("focus"), 2))
        peintre.drawRoundedRect(element.cadre.adjusted(-1, 0, 1, 0), jetons.COIN, jetons.COIN)
        if element.acte:
            self._trait(peintre, element.x, self.haut_de_la_bande, self.bas_des_durees, "focus", 2)

    def _peindre_maintenant(self, peintre: QPainter, maintenant: Instant) -> None:
        x = self.x(maintenant)
        minute = Instant(maintenant.secondes // 60 * 60)
        texte = "aujourd’hui" if self.frise.en_jours else f"maintenant {formats.dire_heure(minute, self.frise.fuseau)}"
        large = self.forte.horizontalAdvance(texte) + 12
        gauche = min(max(x - large / 2, 0.0), self.largeur - large)
        self._trait(peintre, x, self.haut_de_la_bande, self.bas_des_durees, "maintenant", 2)
        cadre = QRectF(gauche, 0, large, self.theme.px(16))
        peintre.setPen(Qt.PenStyle.NoPen)
        peintre.setBrush(self._couleur("maintenant"))
        peintre.drawRoundedRect(cadre, 3, 3)
        peintre.setPen(self._couleur("surface"))
        peintre.setFont(self.theme.police(jetons.NOTE, gras=True))
        peintre.drawText(cadre, _CENTRE, texte)


def _plus_large(cadre: QRectF, x: float) -> QRectF:
    """Rend la plus large part d'un cadre que coupe une ligne verticale."""
    if not cadre.left() < x < cadre.right():
        return cadre
    if x - cadre.left() >= cadre.right() - x:
        return QRectF(cadre.left(), cadre.top(), x - cadre.left(), cadre.height())
    return QRectF(x, cadre.top(), cadre.right() - x, cadre.height())
