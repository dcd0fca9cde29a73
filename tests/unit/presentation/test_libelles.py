"""Les phrases de la fenêtre."""

from __future__ import annotations

from app.presentation.libelles import dire_saut, heure_du_rail
from tests.outils.lignes import MIDI, PARIS


def test_le_rail_dit_l_heure_le_jour_et_la_zone_sans_les_secondes() -> None:
    rendu = tuple(t.replace("\u202f", " ").replace("\u00a0", " ") for t in heure_du_rail(MIDI.plus(secondes=42), PARIS))
    assert rendu == ("12 h 00", "jeu. 12 mars 2026", "heure de Paris")


def test_un_saut_d_horloge_dit_de_combien_dans_quel_sens_et_ce_qui_a_ete_fait() -> None:
    en_avant = dire_saut(MIDI, MIDI.plus(heures=2), PARIS).replace("\u202f", " ")
    assert "avancé de 2 h 00 min" in en_avant
    assert "réévaluées" in en_avant
    assert "reculé de 5 min 00 s" in dire_saut(MIDI.plus(minutes=5), MIDI, PARIS).replace("\u202f", " ")
