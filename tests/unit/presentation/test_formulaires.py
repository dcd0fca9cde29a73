"""Ce que l'on tape dans un formulaire, et ce qu'il en comprend, champ par champ."""

from __future__ import annotations

from datetime import date

import pytest

from app.presentation.champs import ChampDeFormulaire, champs_d_acte, champs_de_procedure
from app.presentation.formulaires import Cadre, Erreur, Lu, lire_champ, lire_saisie
from app.presentation.saisie import Question
from app.presentation.valeurs import PERPETUITE, dire_champ, dire_mois, ecrire_champ
from tests.outils.fabriques import PARIS, corpus, le

CADRE = Cadre(le("12/03/2026 15:04"), PARIS, PARIS)
PEINE = ChampDeFormulaire("peine_encourue_mois", "entier", "Peine encourue", unite="mois")
CADRES = champs_de_procedure(corpus().vocabulaire, "cadre")[0]


def lire(champ: ChampDeFormulaire, texte: str) -> object:
    lecture = lire_champ(champ, texte, CADRE)
    return lecture.valeur if isinstance(lecture, Lu) else lecture


@pytest.mark.parametrize(
    "texte, mois",
    [
        ("5 ans", 60),
        ("5a", 60),
        ("1 an", 12),
        ("18 mois", 18),
        ("60", 60),
        ("1 an 6 mois", 18),
        ("1 an et 6 mois", 18),
        ("0", 0),
        ("perpétuité", PERPETUITE),
        ("30 ANS", 360),
    ],
)
def test_une_peine_se_tape_comme_on_la_dit(texte: str, mois: int) -> None:
    assert lire(PEINE, texte) == mois


@pytest.mark.parametrize("texte", ["cinq ans", "5 jours", "-3", "ans"])
def test_une_peine_incomprise_dit_quoi_taper(texte: str) -> None:
    lecture = lire(PEINE, texte)
    assert isinstance(lecture, Erreur)
    assert "5 ans" in lecture.message


def test_ce_qui_est_compris_est_redit() -> None:
    lecture = lire_champ(PEINE, "5", CADRE)
    assert isinstance(lecture, Lu)
    assert lecture.phrase.replace("\u00a0", " ") == "5 mois", (
        "un nombre nu est en mois : le dire évite une erreur de douze fois"
    )


@pytest.mark.parametrize("texte, valeur", [("oui", True), ("O", True), ("non", False), ("n", False)])
def test_oui_et_non(texte: str, valeur: bool) -> None:
    assert lire(ChampDeFormulaire("x", "booleen", "X"), texte) is valeur


def test_un_choix_se_reconnait_a_son_debut() -> None:
    assert lire(CADRES, "flag") == "flagrance"
    assert lire(CADRES, "Commission rogatoire") == "commission_rogatoire"
    refuse = lire(CADRES, "autre")
    assert isinstance(refuse, Erreur)
    assert "Flagrance" in refuse.message


def test_plusieurs_cases() -> None:
    motifs = ChampDeFormulaire("motifs_62_2", "choix_multiples", "Objectifs", choix=tuple((n, f"{n}°") for n in "123456"))
    assert lire(motifs, "4, 1") == ("1", "4")
    assert isinstance(lire(motifs, "7"), Erreur)


def test_une_naissance_exige_l_annee() -> None:
    naissance = ChampDeFormulaire("naissance", "date", "Date de naissance")
    assert lire(naissance, "17/08/1994") == date(1994, 8, 17)
    assert isinstance(lire(naissance, "17/08"), Erreur)


def test_une_heure_double_pose_la_question() -> None:
    heure = ChampDeFormulaire("le", "instant", "Heure")
    assert isinstance(lire_champ(heure, "26/10/2025 02:30", CADRE), Question)


def test_un_champ_obligatoire_vide_manque_sans_etre_une_erreur() -> None:
    saisie = lire_saisie([ChampDeFormulaire("le", "instant", "Heure", obligatoire=True)], {}, CADRE)
    assert not saisie.complete
    assert not saisie.erreurs, "rien n'est faux tant que rien n'est écrit"
    assert list(saisie.manquants) == ["le"]


@pytest.mark.parametrize(
    "champ, texte",
    [
        (PEINE, "5 ans"),
        (PEINE, "18 mois"),
        (PEINE, "0 mois"),
        (PEINE, "perpétuité"),
        (CADRES, "flagrance"),
        (ChampDeFormulaire("le", "instant", "Heure"), "26/10/2025 02:30 hiver"),
        (ChampDeFormulaire("x", "booleen", "X"), "non"),
        (ChampDeFormulaire("j", "date", "Jour"), "01/03/2026"),
        (ChampDeFormulaire("t", "texte", "Texte"), "Me N’Diaye"),
    ],
)
def test_ce_qui_se_rectifie_se_retape_a_l_identique(champ: ChampDeFormulaire, texte: str) -> None:
    lecture = lire_champ(champ, texte, CADRE)
    assert isinstance(lecture, Lu)
    assert ecrire_champ(champ, lecture.valeur, PARIS) == texte


def test_les_valeurs_se_lisent_en_francais() -> None:
    assert dire_mois(18).replace("\u00a0", " ") == "1 an et 6 mois"
    assert dire_mois(PERPETUITE) == "réclusion à perpétuité"
    assert dire_champ(CADRES, "preliminaire", PARIS) == "Enquête préliminaire"


def test_la_fin_d_un_acte_qui_dure_vient_juste_apres_son_debut() -> None:
    assert champs_d_acte(corpus().vocabulaire.acte("audition"))[0].nom == "fin"
