"""Un niveau d'urgence se lit par un mot et une forme ; la couleur ne fait que confirmer."""

from __future__ import annotations

import pytest

from app.presentation.urgence import SIGNES, Forme, Niveau, niveau, prochaine_bascule, seuils, signe

HEURE = 3600


@pytest.mark.parametrize(
    "restant, attendu",
    [
        (7 * HEURE, Niveau.LOINTAINE),
        (6 * HEURE, Niveau.PROCHE),
        (4 * HEURE, Niveau.PROCHE),
        (3 * HEURE, Niveau.URGENTE),
        (1 * HEURE, Niveau.CRITIQUE),
        (1, Niveau.CRITIQUE),
        (0, Niveau.DEPASSEE),
        (-1, Niveau.DEPASSEE),
    ],
)
def test_les_alertes_de_la_regle_font_les_niveaux(restant: int, attendu: Niveau) -> None:
    assert niveau(restant, "360 180 60") is attendu


def test_une_seule_alerte_suffit_a_graduer() -> None:
    assert seuils("30") == (30 * 60, 60 * 60, 120 * 60)


def test_les_alertes_de_detention_se_comptent_en_jours() -> None:
    alertes = " ".join(str(j * 1440) for j in (45, 30, 15, 7, 2))
    assert niveau(40 * 24 * HEURE, alertes) is Niveau.PROCHE
    assert niveau(6 * 24 * HEURE, alertes) is Niveau.URGENTE
    assert niveau(2 * 24 * HEURE, alertes) is Niveau.CRITIQUE


def test_sans_alerte_un_delai_en_jours_previent_des_jours_avant() -> None:
    assert niveau(10 * 24 * HEURE, "", en_jours=True) is Niveau.PROCHE
    assert niveau(10 * 24 * HEURE, "", en_jours=False) is Niveau.LOINTAINE


def test_le_droit_d_une_partie_n_est_jamais_dit_depasse() -> None:
    assert signe(-1, "", nature="droit").mot == "présumée hors délai"
    assert signe(-1, "", nature="liberte").mot == "dépassée"


def test_un_delai_minimal_ne_presse_pas_il_s_ouvre() -> None:
    assert niveau(-10, "", nature="minimum") is Niveau.LOINTAINE
    assert signe(10, "", nature="minimum").mot == "pas avant"
    assert signe(-10, "", nature="minimum").mot == "possible"


def test_mots_et_formes_distinguent_les_cinq_niveaux_sans_couleur() -> None:
    assert set(SIGNES) == set(Niveau)
    assert len({s.mot for s in SIGNES.values()}) == 5
    assert len({s.forme for s in SIGNES.values()}) == 5
    assert all(isinstance(s.forme, Forme) for s in SIGNES.values())


def test_la_prochaine_bascule_est_le_prochain_changement_de_niveau() -> None:
    suivi = 100 * HEURE
    vus = []
    maintenant = suivi - 7 * HEURE
    while (bascule := prochaine_bascule(suivi, "360 180 60", maintenant)) is not None:
        vus.append((suivi - bascule) // HEURE)
        avant, apres = niveau(suivi - bascule + 1, "360 180 60"), niveau(suivi - bascule, "360 180 60")
        assert apres < avant
        maintenant = bascule
    assert vus == [6, 3, 1, 0]
