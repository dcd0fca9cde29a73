"""Les jetons : chaque contraste exigé est tenu dans chaque thème, et l'échelle des tailles est celle de la charte."""

from __future__ import annotations

import pytest

from app.presentation import urgence
from ui.style import jetons
from ui.style.jetons import AAA, PALETTES, Palette, contraste, contrastes_exiges


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
def test_les_contrastes_exiges_sont_tenus(palette: Palette) -> None:
    manques = [
        f"{avant} sur {arriere} : {rapport:.2f} pour {minimum}"
        for avant, arriere, minimum in contrastes_exiges()
        if (rapport := contraste(getattr(palette, avant), getattr(palette, arriere))) < minimum
    ]
    assert manques == []


def test_le_texte_d_une_echeance_est_exige_au_plus_haut_niveau_sur_tous_les_fonds() -> None:
    exiges = {(avant, arriere): minimum for avant, arriere, minimum in contrastes_exiges()}
    for n in range(1, 6):
        for fond in ("surface", "fond", "survol", "selection", f"teinte_{n}"):
            assert exiges[f"niveau_{n}", fond] == AAA


def test_le_contraste_est_celui_de_la_norme() -> None:
    assert contraste("#000000", "#FFFFFF") == pytest.approx(21)
    assert contraste("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
    assert contraste("#123456", "#123456") == pytest.approx(1)


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
def test_chaque_signe_d_urgence_a_ses_jetons(palette: Palette) -> None:
    signes = (
        *urgence.SIGNES.values(), urgence.HORS_DELAI_PRESUME, urgence.PAS_AVANT, urgence.OUVERTE, urgence.SATISFAITE,
        urgence.SANS_OBJET, urgence.INCALCULABLE,
    )  # fmt: skip
    for signe in signes:
        assert getattr(palette, signe.jeton).startswith("#")
        assert getattr(palette, signe.jeton_de_forme).startswith("#")


def test_l_echelle_et_la_grille_sont_celles_de_la_charte() -> None:
    assert jetons.CORPS == (12, 13, 15, 18, 24, 40)
    assert jetons.ESPACES == (4, 8, 12, 16, 24)
    assert all(mesure % jetons.GRILLE == 0 for mesure in (*jetons.ESPACES, jetons.RANG, jetons.RANG_CONFORT, jetons.RAIL))
