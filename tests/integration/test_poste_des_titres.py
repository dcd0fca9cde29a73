"""Le programme assemblé : un titre se saisit, sa fiche s'ouvre, le tableau et la prévision le montrent."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.assemblage.fenetre import construire
from app.presentation.prevision import LigneDePrevision
from app.presentation.tableau_des_detenus import LigneDeDetenu
from ui.vues.detentions import VueDesDetentions
from ui.vues.fiche_mesure import VueFicheMesure
from ui.vues.nouveau_titre import VueNouveauTitre
from ui.vues.prevision import VueDePrevision


def test_un_titre_saisi_parait_au_tableau_et_a_la_prevision(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLEPSYDRE_DOSSIER", str(tmp_path / "poste"))
    poste = construire(tmp_path / "greffe.db")
    qtbot.addWidget(poste.fenetre)
    qtbot.waitUntil(lambda: poste.echeancier is not None, timeout=20000)
    try:
        tableau = poste.fenetre.ouvrir("detentions")
        assert isinstance(tableau, VueDesDetentions)
        tableau.titre_demande.emit()
        saisie = poste.fenetre.page_ouverte
        assert isinstance(saisie, VueNouveauTitre)
        hier = poste.pouls.maintenant.plus(heures=-24).jour("Europe/Paris") if poste.pouls else None
        for cle, texte in (
            ("personne.nom", "Moreau"),
            ("personne.naissance", "01/01/1990"),
            ("procedure.nature", "delit"),
            ("procedure.peine_encourue_mois", "7 ans"),
            ("procedure.cabinet", "Cabinet 3"),
            ("ouverture.le", f"{hier:%d/%m/%Y}"),
        ):
            saisie.placement.poser(cle, texte)
        saisie.essayer()
        saisie.enregistrer()
        assert isinstance(poste.fenetre.page_ouverte, VueFicheMesure)
        poste.fenetre.page_ouverte.retour_demande.emit()
        assert poste.fenetre.page_ouverte is tableau
        montres = [tableau.modele.ligne(i) for i in range(tableau.modele.rowCount())]
        assert [x.personne for x in montres if isinstance(x, LigneDeDetenu)] == ["MOREAU"]
        tableau.prevision_demandee.emit()
        prevision = poste.fenetre.page_ouverte
        assert isinstance(prevision, VueDePrevision)
        prevision.charger()
        assert [x.detention.personne for x in prevision.rangs if isinstance(x, LigneDePrevision)] == ["MOREAU"]
        assert poste.fenetre.propositions("nouveau titre")
    finally:
        poste.fermer()
