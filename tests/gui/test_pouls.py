"""Le pouls : un battement aligné, qui ne s'arrête pas, et qui voit les sauts d'horloge."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from app.domain.temps import Instant
from tests.outils.horloges import HorlogeFigee
from tests.outils.lignes import MIDI
from ui.pouls import Pouls, attente_ms


class Temoin:
    """Garde ce que le pouls a dit."""

    def __init__(self, pouls: Pouls) -> None:
        self.battements: list[Instant] = []
        self.sauts: list[tuple[Instant, Instant]] = []
        pouls.battement.connect(self.battements.append)
        pouls.saut.connect(lambda attendu, lu: self.sauts.append((attendu, lu)))


@pytest.fixture
def horloge() -> HorlogeFigee:
    return HorlogeFigee(MIDI)


@pytest.fixture
def pouls(horloge: HorlogeFigee, qtbot: QtBot) -> Iterator[Pouls]:
    rendu = Pouls(horloge)
    yield rendu
    rendu.arreter()


@pytest.mark.parametrize(
    "maintenant_ms, secondes, bascule, cible_ms",
    [
        (10_000, False, None, 60_000),
        (59_999, False, None, 60_000),
        (60_000, False, None, 120_000),
        (10_250, True, None, 11_000),
        (10_250, False, 42, 42_000),
        (10_250, False, 90, 60_000),
        (10_250, False, 10, 60_000),
        (10_250, True, 42, 11_000),
    ],
)
def test_le_battement_tombe_au_debut_de_la_seconde_ou_de_la_minute_utile(
    maintenant_ms: int, secondes: bool, bascule: int | None, cible_ms: int
) -> None:
    attente = attente_ms(maintenant_ms, secondes=secondes, bascule=bascule)
    assert cible_ms <= maintenant_ms + attente <= cible_ms + 20


def test_le_pouls_dit_l_heure_et_se_rearme(pouls: Pouls, horloge: HorlogeFigee) -> None:
    temoin = Temoin(pouls)
    pouls.demarrer()
    horloge.avancer(60)
    pouls.battre()
    assert temoin.battements == [MIDI, MIDI.plus(minutes=1)]
    assert temoin.sauts == []
    assert pouls.actif


def test_il_bat_tout_seul(pouls: Pouls, qtbot: QtBot) -> None:
    pouls.demander_secondes("essai", True)
    pouls.demarrer()
    with qtbot.waitSignal(pouls.battement, timeout=3000):
        pass


def test_une_veille_est_vue_au_reveil(pouls: Pouls, horloge: HorlogeFigee) -> None:
    temoin = Temoin(pouls)
    pouls.demarrer()
    horloge.dormir(3600)
    horloge.avancer(60)
    pouls.battre()
    assert temoin.sauts == [(MIDI.plus(minutes=1), MIDI.plus(minutes=61))]


def test_un_processus_suspendu_est_vu_meme_si_les_deux_horloges_ont_avance(pouls: Pouls, horloge: HorlogeFigee) -> None:
    temoin = Temoin(pouls)
    pouls.demarrer()
    horloge.avancer(1800)
    pouls.battre()
    assert len(temoin.sauts) == 1


@pytest.mark.parametrize("recul", [2, 3600])
def test_tout_recul_est_un_saut(pouls: Pouls, horloge: HorlogeFigee, recul: int) -> None:
    temoin = Temoin(pouls)
    pouls.demarrer()
    horloge.avancer(1)
    horloge.reculer(recul)
    pouls.battre()
    assert [lu for _, lu in temoin.sauts] == [MIDI.plus(secondes=1 - recul)]


def test_une_correction_de_quelques_secondes_en_avant_n_alarme_personne(pouls: Pouls, horloge: HorlogeFigee) -> None:
    temoin = Temoin(pouls)
    pouls.demarrer()
    horloge.avancer(60)
    horloge.dormir(20)
    pouls.battre()
    assert temoin.sauts == []


def test_il_ne_bat_a_la_seconde_que_si_un_ecran_en_montre(pouls: Pouls, horloge: HorlogeFigee) -> None:
    pouls.demarrer()
    pouls.demander_secondes("echeancier", True)
    pouls.demander_secondes("fiche", True)
    pouls.demander_secondes("echeancier", False)
    assert pouls.prochain <= 1020
    pouls.demander_secondes("fiche", False)
    assert pouls.prochain > 1020


def test_une_bascule_annoncee_avance_le_battement(pouls: Pouls) -> None:
    pouls.demarrer()
    pouls.annoncer_bascule("alarmes", MIDI.secondes + 7)
    assert 6000 < pouls.prochain <= 7020
    pouls.annoncer_bascule("alarmes", None)
    assert pouls.prochain > 7020


def test_aucun_minuteur_ne_depasse_une_heure(pouls: Pouls) -> None:
    pouls.demarrer()
    pouls.annoncer_bascule("lointaine", MIDI.secondes + 10**9)
    assert pouls.prochain <= 3_600_000
