"""Le programme assemblé, sur une vraie base : il s'ouvre, montre, enregistre, se referme, et se rouvre tel quel."""

from __future__ import annotations

from datetime import datetime

import pytest

from app.assemblage.fenetre import construire
from app.domain.temps import Instant
from app.services.demandes import ActeSaisi, MesureSaisie
from db.base import consulter


@pytest.fixture
def dossier_a_soi(tmp_path, monkeypatch):
    monkeypatch.setenv("CLEPSYDRE_DOSSIER", str(tmp_path / "poste"))
    return tmp_path


def le(texte: str) -> Instant:
    return Instant.de_locale(datetime.fromisoformat(texte), "Europe/Paris")


def ouvrir(qtbot, base):
    poste = construire(base)
    qtbot.addWidget(poste.fenetre)
    qtbot.waitUntil(lambda: poste.echeancier is not None, timeout=20000)
    return poste


def placer(poste) -> tuple[str, str]:
    actes = (ActeSaisi("placement", le("2026-10-24T15:00:00"), {}),)
    changements = poste.registre.creer_dossier(
        "metropole", personne={"nom": "Essai"}, mesures=[MesureSaisie("garde_a_vue", actes)]
    )
    return changements.dossier, changements.mesure


def test_le_programme_s_ouvre_enregistre_et_se_rouvre_tel_quel(qtbot, dossier_a_soi):
    base = dossier_a_soi / "greffe.db"
    poste = ouvrir(qtbot, base)
    dossier, mesure = placer(poste)
    poste.ouvrir_la_mesure(dossier, mesure)
    fins = [e.legal for e in poste.registre.calculer(dossier).echeances if e.objet == "fin_de_mesure_24h"]
    poste.fermer()
    assert fins == [le("2026-10-25T14:00:00")]
    poste = ouvrir(qtbot, base)
    try:
        assert [e.legal for e in poste.registre.calculer(dossier).echeances if e.objet == "fin_de_mesure_24h"] == fins
        assert any(ligne.dossier_id == dossier for ligne in poste.registre.echeancier())
    finally:
        poste.fermer()


def test_un_second_programme_sur_la_meme_base_est_averti_et_sort(qtbot, dossier_a_soi, monkeypatch):
    base = dossier_a_soi / "greffe.db"
    premier = ouvrir(qtbot, base)
    dites: list[str] = []
    monkeypatch.setattr("app.assemblage.poste.QMessageBox.critical", lambda _f, _t, phrase: dites.append(phrase))
    codes: list[int] = []
    monkeypatch.setattr("PySide6.QtWidgets.QApplication.exit", codes.append)
    second = construire(base)
    qtbot.addWidget(second.fenetre)
    try:
        qtbot.waitUntil(lambda: bool(dites), timeout=20000)
        assert second.registre is None
        assert codes == [2]
    finally:
        second.fermer()
        premier.fermer()


def test_un_saut_d_horloge_reste_au_journal(qtbot, dossier_a_soi):
    base = dossier_a_soi / "greffe.db"
    poste = ouvrir(qtbot, base)
    poste.pouls.saut.emit(le("2026-10-25T10:00:00"), le("2026-10-25T12:00:00"))
    poste.fermer()
    lue = consulter(base)
    try:
        with lue.lire() as unite:
            assert "saut_d_horloge" in {ligne.action for ligne in unite.annexes.journal(10)}
    finally:
        lue.fermer()


def test_la_palette_trouve_une_personne_sans_accents(qtbot, dossier_a_soi):
    poste = ouvrir(qtbot, dossier_a_soi / "greffe.db")
    try:
        poste.registre.creer_dossier("metropole", personne={"nom": "Évrard", "prenoms": "Zoé"})
        assert [p.titre for p in poste.fenetre.propositions("evrard zoe")][:1] == ["Évrard Zoé"]
    finally:
        poste.fermer()


def test_une_echeance_qui_franchit_un_seuil_sonne_et_mene_a_la_fiche(qtbot, dossier_a_soi):
    poste = ouvrir(qtbot, dossier_a_soi / "greffe.db")
    try:
        dossier, _ = placer(poste)
        poste.sonnerie.relire(le("2026-10-24T16:00:00"))
        poste.sonnerie.battre(le("2026-10-25T13:59:00"))
        bandeau = poste.fenetre._bandeau
        assert bandeau is not None
        assert "ESSAI" in bandeau.accessibleName()
        assert "Lever la mesure" in bandeau.accessibleName()
        bandeau._agir()
        assert poste.fenetre.page_ouverte is poste._fiche
        assert poste._fiche.fiche.dossier_id == dossier
    finally:
        poste.fermer()
