"""Une touche de la fiche ne désigne qu'un acte dans chaque mesure ; la même lettre peut servir ailleurs."""

from __future__ import annotations

from app.systeme.fichiers_de_regles import charger_paquet


def test_une_touche_ne_designe_qu_un_acte_par_mesure() -> None:
    vocabulaire = charger_paquet().vocabulaire
    for mesure in vocabulaire.mesures:
        touches = [a.touche for a in vocabulaire.actes_de(mesure) if a.touche]
        assert len(touches) == len(set(touches)), mesure
