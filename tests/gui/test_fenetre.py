"""La fenêtre : pages, touches, palette, inspecteur, place retenue."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QShortcut
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.domain.echeance import Confiance, Incalculable, Source
from tests.outils.horloges import HorlogeFigee
from tests.outils.lignes import MIDI, ligne, signalement
from ui.commandes import Commande, Proposition
from ui.composants.rail import BoutonDeRail
from ui.dialogues.palette import Palette
from ui.dialogues.raccourcis import DialogueDesRaccourcis
from ui.fenetre_principale import FenetrePrincipale
from ui.pouls import Pouls
from ui.reglages import Apparence, Reglages
from ui.style import theme

SOURCE = Source("r", "R", ("art. 1",), None, None, "", "p", Confiance.HAUTE)


class Montage:
    """Une fenêtre, deux pages, un pouls figé."""

    def __init__(self, qtbot: QtBot, reglages: Reglages | None = None) -> None:
        theme.activer("clair")
        self.baties: list[str] = []
        self.horloge = HorlogeFigee(MIDI)
        self.pouls = Pouls(self.horloge)
        self.fenetre = FenetrePrincipale(poste="Europe/Paris", reglages=reglages)
        qtbot.addWidget(self.fenetre)
        self.fenetre.ajouter_page("a", "Échéancier", "echeancier", lambda: self._batir("a"))
        self.fenetre.ajouter_page("b", "Gardes à vue", "garde_a_vue", lambda: self._batir("b"))
        self.fenetre.suivre(self.pouls)

    def _batir(self, cle: str) -> QWidget:
        self.baties.append(cle)
        return QLabel(cle)

    def presser(self, cle: str) -> None:
        """Presse la touche d'une commande."""
        raccourci = self.fenetre.findChild(QShortcut, cle)
        assert raccourci is not None
        raccourci.activated.emit()


@pytest.fixture
def montage(qtbot: QtBot) -> Iterator[Montage]:
    rendu = Montage(qtbot)
    yield rendu
    rendu.pouls.arreter()


def test_la_fenetre_parait_avant_toute_page_puis_le_dit(montage: Montage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(montage.fenetre.premier_affichage, timeout=3000):
        montage.fenetre.show()
    assert montage.baties == []


def test_une_page_se_batit_a_sa_premiere_ouverture_et_une_seule_fois(montage: Montage) -> None:
    page = montage.fenetre.ouvrir("b")
    assert montage.fenetre.ouvrir("b") is page
    assert montage.baties == ["b"]
    assert montage.fenetre.windowTitle() == "Gardes à vue"


def test_les_pages_s_ouvrent_par_le_rail_et_par_ctrl_rang(montage: Montage) -> None:
    next(b for b in montage.fenetre.findChildren(BoutonDeRail) if b.text() == "Gardes à vue").click()
    assert montage.baties == ["b"]
    assert montage.fenetre.commandes["page.a"].touche == "Ctrl+1"
    montage.presser("page.a")
    assert montage.fenetre.page_ouverte is montage.fenetre.ouvrir("a")


def test_une_fiche_se_montre_au_milieu_et_l_on_revient(montage: Montage) -> None:
    montage.fenetre.ouvrir("a")
    fiche = QLabel("fiche")
    montage.fenetre.montrer(fiche, "MARTIN Karim")
    assert montage.fenetre.page_ouverte is fiche
    montage.fenetre.retirer(fiche, revenir="a")
    assert montage.fenetre.windowTitle() == "Échéancier"


def test_ctrl_n_demande_un_placement(montage: Montage, qtbot: QtBot) -> None:
    assert montage.fenetre.commandes["placement"].touche == "Ctrl+N"
    with qtbot.waitSignal(montage.fenetre.placement_demande):
        montage.presser("placement")


def test_les_touches_ne_se_disputent_pas(montage: Montage) -> None:
    touches = [c.touche for c in montage.fenetre.commandes.values() if c.touche]
    assert len(touches) == len(set(touches))


def test_f1_liste_toutes_les_touches(montage: Montage) -> None:
    montage.presser("raccourcis")
    dialogue = montage.fenetre.findChild(DialogueDesRaccourcis)
    assert dialogue is not None
    textes = {e.text().replace("\u202f", " ") for e in dialogue.findChildren(QLabel)}
    assert {"Ctrl+K", "Ctrl+Entrée", "Ctrl+N", "F1", "Pourquoi cette échéance ?"} <= textes
    dialogue.accept()


def test_la_palette_trouve_une_action_et_la_fait(montage: Montage, qtbot: QtBot) -> None:
    montage.fenetre.show()
    montage.presser("palette")
    palette = montage.fenetre.findChild(Palette)
    assert palette is not None
    saisie = palette.findChild(QLineEdit)
    qtbot.keyClicks(saisie, "gardes a")
    assert [p.titre for p in palette.propositions] == ["Gardes à vue"]
    qtbot.keyClick(saisie, Qt.Key.Key_Return)
    assert montage.baties == ["b"]


def test_la_palette_montre_d_abord_ce_que_trouvent_les_sources(montage: Montage) -> None:
    faits: list[str] = []
    montage.fenetre.ajouter_source(lambda t: [Proposition(f"Dossier {t}", lambda: faits.append(t), "26/0412")])
    propositions = montage.fenetre.propositions("martin")
    assert propositions[0].titre == "Dossier martin"
    propositions[0].faire()
    assert faits == ["martin"]
    assert all(p.titre != "Dossier " for p in montage.fenetre.propositions(""))


def test_une_commande_ajoutee_entre_dans_la_palette_et_les_raccourcis(montage: Montage) -> None:
    montage.fenetre.ajouter_commande(Commande("essai", "Imprimer la fiche", lambda: None, "Ctrl+P", "Fiche", "papier"))
    assert [p.titre for p in montage.fenetre.propositions("papier")] == ["Imprimer la fiche"]


def test_ctrl_entree_ouvre_l_explication_de_l_echeance_choisie(montage: Montage) -> None:
    demandes: list[tuple[str, str]] = []

    def expliquer(dossier_id: str, cle: str) -> Incalculable:
        demandes.append((dossier_id, cle))
        return Incalculable(cle, "m1", SOURCE, "examen médical", "L'heure manque.", ("heure de la demande",))

    montage.fenetre.show()
    montage.fenetre.definir_explication(expliquer)
    montage.fenetre.montrer_rangee(ligne("k", dossier_id="d9"))
    assert demandes == []
    montage.presser("pourquoi")
    assert demandes == [("d9", "k")]
    assert "L’heure manque." in montage.fenetre.inspecteur.explication.toPlainText()
    montage.fenetre.montrer_rangee(signalement("x"))
    assert demandes[-1] == ("d1", "x")


def test_les_liens_de_l_explication_menent_aux_faits_et_aux_articles(montage: Montage, qtbot: QtBot) -> None:
    montage.fenetre.show()
    montage.fenetre.montrer_resultat(Incalculable("k", "m1", SOURCE, "examen", "Il manque l'heure.", ("heure d'été & co",)))
    explication = montage.fenetre.inspecteur.explication
    explication.setFocus()
    with qtbot.waitSignal(montage.fenetre.fait_demande) as signal:
        qtbot.keyClick(explication, Qt.Key.Key_Tab)
        qtbot.keyClick(explication, Qt.Key.Key_Return)
    assert signal.args == ["heure d'été & co"]


def test_les_espaces_fines_survivent_dans_l_explication(montage: Montage) -> None:
    montage.fenetre.show()
    montage.fenetre.montrer_resultat(Incalculable("k", "m1", SOURCE, "examen", "À 14 h 32 ;"))
    document = montage.fenetre.inspecteur.explication.document()
    texte = "".join(document.characterAt(i) for i in range(document.characterCount()))
    assert "14\u202fh\u202f32\u202f;" in texte


def test_l_explication_se_copie(montage: Montage) -> None:
    montage.fenetre.show()
    montage.fenetre.montrer_resultat(Incalculable("k", "m1", SOURCE, "examen médical", "L'heure manque."))
    montage.fenetre.inspecteur._copier.click()
    assert QGuiApplication.clipboard().text().startswith("R\n")


def test_l_inspecteur_accueille_un_autre_widget_puis_le_rend(montage: Montage) -> None:
    montage.fenetre.show()
    montage.fenetre.ouvrir_l_inspecteur()
    consequences = QLabel("Trois échéances changent")
    montage.fenetre.inspecteur.accueillir(consequences, "Conséquences")
    assert consequences.isVisible()
    montage.fenetre.inspecteur.vider()
    assert consequences.parent() is None


def test_l_heure_du_rail_et_l_inspecteur_suivent_le_pouls(montage: Montage) -> None:
    montage.fenetre.show()
    montage.fenetre.ouvrir_l_inspecteur()
    montage.fenetre.montrer_rangee(ligne(dans=7200))
    montage.horloge.avancer(3600)
    montage.pouls.battre()
    assert "13 h 00" in montage.fenetre.rail.heure.accessibleName().replace("\u202f", " ")
    compte = montage.fenetre.inspecteur._carte._compte.accessibleName()
    assert compte.replace("\u202f", " ") == "Temps restant : 1 h 00 min"


def test_un_saut_d_horloge_s_annonce_et_reste_affiche(montage: Montage) -> None:
    montage.fenetre.show()
    montage.pouls.demarrer()
    montage.horloge.dormir(7200)
    montage.pouls.battre()
    bandeau = montage.fenetre._bandeau
    assert bandeau is not None
    assert bandeau.isVisible()
    assert "avancé de 2 h" in bandeau.accessibleName().replace("\u202f", " ")


def test_un_bandeau_propose_une_action_puis_se_retire(montage: Montage) -> None:
    faits: list[int] = []
    montage.fenetre.show()
    montage.fenetre.annoncer("Une base plus récente existe.", action="L’ouvrir", faire=lambda: faits.append(1))
    assert montage.fenetre._bandeau is not None
    montage.fenetre._bandeau._action.click()
    assert faits == [1]
    assert not montage.fenetre._bandeau.isVisible()


def test_une_fenetre_etroite_replie_le_rail_sauf_decision_contraire(montage: Montage) -> None:
    montage.fenetre.show()
    montage.fenetre.resize(900, 520)
    assert montage.fenetre.rail.replie
    montage.presser("rail")
    montage.fenetre.resize(880, 520)
    assert not montage.fenetre.rail.replie


def test_la_place_l_inspecteur_et_l_apparence_sont_retenus(qtbot: QtBot, tmp_path: Path) -> None:
    fichier = str(tmp_path / "poste.ini")
    premier = Montage(qtbot, Reglages(fichier))
    premier.fenetre.show()
    premier.fenetre.resize(791, 533)
    premier.fenetre.ouvrir_l_inspecteur()
    premier.fenetre.commandes["theme.sombre"].faire()
    premier.fenetre.commandes["texte.plus"].faire()
    premier.fenetre.close()
    reglages = Reglages(fichier)
    assert reglages.apparence == Apparence("sombre", 1.1, False)
    second = Montage(qtbot, reglages)
    second.fenetre.show()
    qtbot.waitUntil(lambda: second.fenetre.inspecteur_ouvert, timeout=3000)
    assert (second.fenetre.width(), second.fenetre.height()) == (791, 533)
    theme.activer("clair")


@pytest.mark.parametrize("valeur", ["abîmé", "-3", "400", ""])
def test_un_reglage_abime_vaut_celui_d_usage(tmp_path: Path, valeur: str) -> None:
    fichier = tmp_path / "poste.ini"
    fichier.write_text(f"[apparence]\ntheme=fuchsia\nechelle={valeur}\n", encoding="utf-8")
    apparence = Reglages(str(fichier)).apparence
    assert apparence.theme == ""
    assert 1.0 <= apparence.echelle <= 2.0


@pytest.mark.parametrize("nom", ["clair", "sombre", "contraste"])
@pytest.mark.parametrize("echelle", [1.0, 2.0])
def test_tout_se_peint_dans_chaque_theme_et_a_double_taille(
    montage: Montage, qtbot: QtBot, nom: str, echelle: float, charger_images: Callable[[QWidget], set[int]]
) -> None:
    montage.fenetre.show()
    montage.fenetre.ouvrir("a")
    montage.fenetre.ouvrir_l_inspecteur()
    montage.fenetre.montrer_rangee(ligne(dans=600))
    theme.activer(nom, echelle=echelle)
    assert theme.actif().couleur("surface").rgb() in charger_images(montage.fenetre)
    theme.activer("clair")


@pytest.fixture
def charger_images() -> Callable[[QWidget], set[int]]:
    def lire(widget: QWidget) -> set[int]:
        image = widget.grab().toImage()
        return {image.pixel(x, y) for x in range(0, image.width(), 5) for y in range(0, image.height(), 5)}

    return lire


def test_chaque_chose_que_l_on_peut_presser_a_un_nom(montage: Montage) -> None:
    montage.fenetre.show()
    montage.fenetre.ouvrir("a")
    montage.fenetre.ouvrir_l_inspecteur()
    pressables = [
        w for w in montage.fenetre.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus and w.isVisible()
    ]
    sans_nom = [type(w).__name__ for w in pressables if not (w.accessibleName() or getattr(w, "text", str)())]
    assert sans_nom == []
