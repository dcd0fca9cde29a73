"""Ce que tapent les greffiers, et ce que le logiciel en comprend."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.temps import Instant
from app.presentation import formats
from app.presentation.saisie import Comprise, JourCompris, Question, Refus, Sens, canonique, lire, lire_jour

PARIS = "Europe/Paris"
# Jeudi 12 mars 2026, 15 h 04 min 30 s.
MAINTENANT = Instant.de_locale(datetime(2026, 3, 12, 15, 4, 30), PARIS)


def comprendre(texte: str, *, sens: Sens = Sens.LIBRE, maintenant: Instant = MAINTENANT, fuseau: str = PARIS) -> str:
    """Rend l'heure locale comprise, ou le code du refus, ou « ? » pour une question."""
    lecture = lire(texte, maintenant=maintenant, fuseau=fuseau, sens=sens)
    if isinstance(lecture, Comprise):
        return f"{lecture.instant.locale(fuseau):%d/%m/%Y %H:%M:%S}".removesuffix(":00")
    return "?" if isinstance(lecture, Question) else lecture.code


@pytest.mark.parametrize(
    "texte, compris",
    [
        ("14h32", "12/03/2026 14:32"),
        ("14 H 32", "12/03/2026 14:32"),
        ("1432", "12/03/2026 14:32"),
        ("815", "12/03/2026 08:15"),
        ("14:32", "12/03/2026 14:32"),
        ("14:32:10", "12/03/2026 14:32:10"),
        ("à 14h", "12/03/2026 14:00"),
        ("8 heures 30", "12/03/2026 08:30"),
        ("midi", "12/03/2026 12:00"),
        ("hier 23:40", "11/03/2026 23:40"),
        ("23h40 hier", "11/03/2026 23:40"),
        ("avant-hier à 8h", "10/03/2026 08:00"),
        ("aujourd'hui 8h", "12/03/2026 08:00"),
        ("aujourd’hui à 8 h", "12/03/2026 08:00"),
        ("demain 9h", "13/03/2026 09:00"),
        ("après-demain 9h15", "14/03/2026 09:15"),
        ("+20h", "13/03/2026 11:04"),
        ("dans 20 h", "13/03/2026 11:04"),
        ("-45min", "12/03/2026 14:19"),
        ("il y a 1 h 30", "12/03/2026 13:34"),
        ("−1h30", "12/03/2026 13:34"),
        ("+2j", "14/03/2026 15:04"),
        ("12/03 8h", "12/03/2026 08:00"),
        ("12/03/2026 08:15", "12/03/2026 08:15"),
        ("12.03.26 8h", "12/03/2026 08:00"),
        ("2026-03-12T08:15", "12/03/2026 08:15"),
        ("12 mars 8h30", "12/03/2026 08:30"),
        ("jeudi 12 mars 2026 à 8 h 30", "12/03/2026 08:30"),
        ("1er avril 7h", "01/04/2026 07:00"),
        ("8h le 12/03", "12/03/2026 08:00"),
        ("maintenant", "12/03/2026 15:04"),
        ("lundi dernier 9h", "09/03/2026 09:00"),
        ("lundi prochain 9h", "16/03/2026 09:00"),
        ("jeudi 8h", "12/03/2026 08:00"),
    ],
)
def test_ce_que_tapent_les_greffiers_est_compris(texte: str, compris: str) -> None:
    assert comprendre(texte) == compris


@pytest.mark.parametrize(
    "texte, code",
    [
        ("", "vide"),
        ("  \u00a0\u202f\u200b ", "vide"),
        ("24:00", "vingt_quatre_heures"),
        ("24h", "vingt_quatre_heures"),
        ("25:00", "heure_impossible"),
        ("12h60", "heure_impossible"),
        ("9999", "heure_impossible"),
        ("31/02 8h", "date_impossible"),
        ("29/02 8h", "date_impossible"),
        ("12/13/2026 8h", "date_impossible"),
        ("00/03 8h", "date_impossible"),
        ("01/01/1789 8h", "hors_de_portee"),
        ("12/03", "heure_manquante"),
        ("demain", "heure_manquante"),
        ("8", "incomplete"),
        ("14h3", "incomplete"),
        ("+20", "incomplete"),
        ("12 mars 2030", "incomplete"),
        ("mardi 12 mars 8h", "jour_discordant"),
        ("29/03/2026 02:30", "heure_inexistante"),
        ("bonjour", "illisible"),
        ("14h32 14h33", "illisible"),
        ("+", "illisible"),
        ("12/03//2026 8h", "illisible"),
        ("'; DROP TABLE acte; --", "illisible"),
        ("9" * 500, "illisible"),
        ("-h", "illisible"),
    ],
)
def test_une_saisie_impossible_est_refusee_avec_un_message(texte: str, code: str) -> None:
    lecture = lire(texte, maintenant=MAINTENANT, fuseau=PARIS)
    assert isinstance(lecture, Refus)
    assert lecture.code == code
    assert lecture.message.endswith((".", "?"))
    assert len(lecture.message) < 300


@pytest.mark.parametrize(
    "texte", ["\u00a014\u202fh\u202f32\u00a0", "１４ｈ３２", "١٤:٣٢", "14h32\n", "\ufeff14h32", "14\u2009h\u200932"]
)
def test_ce_qu_on_colle_d_un_traitement_de_texte_est_compris(texte: str) -> None:
    assert comprendre(texte) == "12/03/2026 14:32"


def test_la_phrase_en_toutes_lettres_dit_le_jour_et_l_ecart() -> None:
    lecture = lire("hier 23:40", maintenant=MAINTENANT, fuseau=PARIS)
    assert isinstance(lecture, Comprise)
    assert lecture.phrase.replace("\u00a0", " ").replace("\u202f", " ") == "mercredi 11 mars 2026 à 23 h 40"
    assert lecture.ecart.replace("\u202f", " ") == "il y a 15 h 24"


def test_l_heure_double_d_octobre_demande_laquelle() -> None:
    question = lire("25/10/2026 2h30", maintenant=MAINTENANT, fuseau=PARIS)
    assert isinstance(question, Question)
    assert [c.instant.iso(PARIS) for c in question.choix] == ["2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00"]
    assert "heure d’été" in question.choix[0].phrase
    assert "heure d’hiver" in question.choix[1].phrase


@pytest.mark.parametrize("saison, iso", [("été", "2026-10-25T02:30:00+02:00"), ("hiver", "2026-10-25T02:30:00+01:00")])
def test_la_saison_tapee_leve_le_doute(saison: str, iso: str) -> None:
    lecture = lire(f"25/10/2026 2h30 {saison}", maintenant=MAINTENANT, fuseau=PARIS)
    assert isinstance(lecture, Comprise)
    assert lecture.instant.iso(PARIS) == iso


def test_l_heure_de_mars_qui_n_existe_pas_dit_de_verifier_la_pendule() -> None:
    refus = lire("29/03/2026 02:30", maintenant=MAINTENANT, fuseau=PARIS)
    assert isinstance(refus, Refus)
    assert "01:30" in refus.message
    assert "03:30" in refus.message
    assert comprendre("29/03/2026 02:30", fuseau="America/Cayenne") == "29/03/2026 02:30"


def test_vingt_heures_apres_sont_vingt_heures_ecoulees_malgre_le_changement_d_heure() -> None:
    samedi_soir = Instant.de_locale(datetime(2026, 10, 24, 22, 0), PARIS)
    assert comprendre("+20h", maintenant=samedi_soir) == "25/10/2026 17:00"


def test_le_repere_de_l_ecart_peut_etre_un_autre_acte() -> None:
    levee = Instant.de_locale(datetime(2026, 3, 11, 18, 0), PARIS)
    lecture = lire("+20h", maintenant=MAINTENANT, fuseau=PARIS, repere=levee)
    assert isinstance(lecture, Comprise)
    assert lecture.instant.iso(PARIS) == "2026-03-12T14:00:00+01:00"


def test_un_jour_de_semaine_sans_precision_est_une_question() -> None:
    question = lire("lundi 9h", maintenant=MAINTENANT, fuseau=PARIS)
    assert isinstance(question, Question)
    assert [c.instant.jour(PARIS) for c in question.choix] == [date(2026, 3, 9), date(2026, 3, 16)]


@pytest.mark.parametrize("sens, jour", [(Sens.PASSE, "09/03/2026 09:00"), (Sens.FUTUR, "16/03/2026 09:00")])
def test_un_fait_est_passe_une_convocation_est_future(sens: Sens, jour: str) -> None:
    assert comprendre("lundi 9h", sens=sens) == jour


def test_minuit_en_lettres_demande_debut_ou_fin_du_jour() -> None:
    question = lire("hier minuit", maintenant=MAINTENANT, fuseau=PARIS)
    assert isinstance(question, Question)
    assert [c.instant.iso(PARIS)[:16] for c in question.choix] == ["2026-03-11T00:00", "2026-03-12T00:00"]


def test_peu_apres_minuit_un_fait_de_23_h_40_est_de_la_veille() -> None:
    minuit_dix = Instant.de_locale(datetime(2026, 3, 12, 0, 10), PARIS)
    assert comprendre("23:40", sens=Sens.PASSE, maintenant=minuit_dix) == "11/03/2026 23:40"


def test_une_montre_en_avance_ne_renvoie_pas_a_la_veille() -> None:
    assert comprendre("15h07", sens=Sens.PASSE) == "12/03/2026 15:07"


def test_en_janvier_une_date_de_decembre_est_de_l_annee_passee() -> None:
    janvier = Instant.de_locale(datetime(2027, 1, 5, 10, 0), PARIS)
    assert comprendre("28/12 8h", maintenant=janvier) == "28/12/2026 08:00"


def test_la_zone_s_affiche_quand_le_poste_est_ailleurs() -> None:
    lecture = lire("14h32", maintenant=MAINTENANT, fuseau="America/Cayenne", poste=PARIS)
    assert isinstance(lecture, Comprise)
    assert lecture.phrase.endswith("(heure de Cayenne)")
    assert comprendre("12/03 14h32 (heure de Cayenne)", fuseau="America/Cayenne") == "12/03/2026 14:32"


instants = st.integers(min_value=1_577_836_800, max_value=2_208_988_800).map(Instant)
fuseaux = st.sampled_from([PARIS, "America/Cayenne", "Indian/Reunion", "Pacific/Noumea", "America/Miquelon"])


@given(instants, fuseaux)
def test_ce_qui_est_affiche_se_retape(instant: Instant, fuseau: str) -> None:
    for texte in (canonique(instant, fuseau), formats.date_heure(instant, fuseau)):
        lecture = lire(texte, maintenant=MAINTENANT, fuseau=fuseau)
        assert isinstance(lecture, Comprise)
        assert lecture.instant == instant


@given(st.text(max_size=40))
def test_aucune_saisie_ne_fait_tomber_le_champ(texte: str) -> None:
    assert isinstance(lire(texte, maintenant=MAINTENANT, fuseau=PARIS), Comprise | Question | Refus)
    assert isinstance(lire_jour(texte, maintenant=MAINTENANT, fuseau=PARIS), JourCompris | Refus)


@pytest.mark.parametrize(
    "texte, jour",
    [
        ("02/05/1990", date(1990, 5, 2)),
        ("2 mai 1990", date(1990, 5, 2)),
        ("02051990", date(1990, 5, 2)),
        ("02/05/85", date(1985, 5, 2)),
        ("1990-05-02", date(1990, 5, 2)),
    ],
)
def test_une_date_de_naissance_se_tape_comme_on_l_ecrit(texte: str, jour: date) -> None:
    lecture = lire_jour(texte, maintenant=MAINTENANT, fuseau=PARIS, sens=Sens.PASSE, annee_exigee=True)
    assert isinstance(lecture, JourCompris)
    assert lecture.jour == jour


@pytest.mark.parametrize(
    "texte, code",
    [
        ("", "vide"),
        ("02/05", "annee_manquante"),
        ("31/02/1990", "date_impossible"),
        ("hier soir", "illisible"),
        ("02/05/1990 8h", "illisible"),
    ],
)
def test_une_date_de_naissance_impossible_est_refusee(texte: str, code: str) -> None:
    lecture = lire_jour(texte, maintenant=MAINTENANT, fuseau=PARIS, sens=Sens.PASSE, annee_exigee=True)
    assert isinstance(lecture, Refus)
    assert lecture.code == code
