"""La frise dit ce qui est autorisé, possible, interdit à cette personne, et rien de plus."""

from __future__ import annotations

import pytest

from app.presentation.frise import Frise, Genre, fenetre
from app.presentation.frise_parlee import phrase_de_frise
from app.presentation.regle_des_heures import changements_d_heure, graduations, pas_de_la_regle
from app.services.demandes import CreerDossier, MesureSaisie
from tests.outils import situations
from tests.outils.fabriques import PARIS, acte, le
from tests.outils.greffe import greffe


def frise(situation: situations.Situation) -> Frise:
    rendue = greffe(situation).fiche().frise
    assert rendue is not None
    return rendue


def genres(f: Frise) -> list[Genre]:
    return [b.genre for b in f.bandes]


def bornes(f: Frise) -> list[str]:
    return [b.libelle.replace("\u202f", " ") for b in f.bornes]


def test_criminalite_organisee_quatre_jours_autorises_et_rien_au_dela() -> None:
    f = frise(situations.criminalite_organisee())
    assert genres(f) == [Genre.AUTORISE] * 4 + [Genre.INTERDIT]
    assert bornes(f) == ["24 h", "48 h", "72 h", "96 h"]
    assert f.bornes[-1].legal == le("10/10/2026 06:00")


def test_terrorisme_les_six_marques_s_appliquent() -> None:
    f = frise(situations.terrorisme())
    assert {"24 h", "48 h", "72 h", "96 h"} <= set(bornes(f))
    assert f.bandes[0].debut == le("02/11/2026 06:00"), "la durée part de l'appréhension, pas du placement"


def test_mineur_de_quatorze_ans_une_seule_prolongation_possible() -> None:
    f = frise(situations.mineur_de_quatorze_ans())
    assert genres(f) == [Genre.AUTORISE, Genre.POSSIBLE, Genre.INTERDIT]
    assert bornes(f) == ["24 h", "48 h"]
    assert [b.acquise for b in f.bornes] == [True, False]


def test_reprise_apres_treize_heures_le_temps_deja_subi_precede_le_depart() -> None:
    f = frise(situations.reprise_apres_treize_heures())
    assert genres(f)[0] is Genre.SUBI
    assert f.imputees == 13 * 60
    assert f.bandes[0].fin == f.depart == le("20/01/2026 08:00")
    assert f.bornes[0].legal == le("20/01/2026 19:00"), "onze heures restent avant la vingt-quatrième"
    assert "garde_a_vue_anterieure" not in {r.acte for r in f.reperes}
    assert all(r.debut >= f.depart for r in f.reperes), "l'ancienne mesure n'allonge pas l'axe de quinze jours"


def test_le_passage_a_l_heure_d_hiver_se_voit() -> None:
    f = frise(situations.changement_d_heure())
    (changement,) = f.changements
    assert changement.instant == le("25/10/2026 02:00", PARIS, 2)
    assert "3\u202fh devient 2\u202fh" in changement.texte
    assert f.bornes[0].prudent == le("25/10/2026 14:00"), "vingt-quatre heures réelles : une heure plus tôt au cadran"


def test_le_passage_a_l_heure_d_ete_aussi() -> None:
    (changement,) = changements_d_heure(le("28/03/2026 15:00"), le("29/03/2026 15:00"), PARIS)
    assert changement.avancee
    assert changement.instant == le("29/03/2026 03:00")


def test_une_mesure_levee_n_offre_plus_rien() -> None:
    f = frise(situations.deferement_de_nuit())
    assert f.levee == le("12/11/2026 19:00")
    assert Genre.POSSIBLE not in genres(f)
    assert "48 h" not in bornes(f), "levée avant la quarante-huitième heure : la marque ne sert plus"


def test_chaque_acte_date_a_son_repere_et_sa_phrase() -> None:
    monte = greffe(situations.criminalite_organisee())
    f = monte.fiche().frise
    assert f is not None
    assert {r.acte for r in f.reperes} == {a.id for a in monte.mesure.en_vigueur() if a.instant}
    audition = next(r for r in f.reperes if r.libelle == "Audition")
    assert audition.fin == le("06/10/2026 12:00")
    assert "1\u202fh\u202f50\u202fmin" in audition.phrase


def test_la_frise_se_dit_en_phrases_a_qui_ne_la_voit_pas() -> None:
    s = situations.mineur_de_quatorze_ans()
    phrase = phrase_de_frise(frise(s), s.a)
    for mot in ("Départ légal", "Autorisé", "Possible", "Interdit", "Maintenant"):
        assert mot in phrase


def test_regarder_de_plus_pres_ne_change_rien_a_ce_qui_s_y_passe() -> None:
    f = frise(situations.criminalite_organisee())
    debut, fin = le("06/10/2026 06:00"), le("06/10/2026 12:00")
    pres = fenetre(f, debut, fin)
    assert (pres.bandes[0].debut, pres.bandes[-1].fin) == (debut, fin)
    assert pres.reperes == tuple(r for r in f.reperes if debut <= r.debut <= fin)
    assert pres.bornes == ()


# --- la règle des heures ------------------------------------------------------------------------------------------------------


def test_une_heure_qui_n_existe_pas_n_est_pas_graduee() -> None:
    heures = [g.heure.replace("\u202f", " ") for g in graduations(le("29/03/2026 00:00"), le("29/03/2026 05:00"), PARIS, 1)]
    assert heures == ["0 h", "1 h", "3 h", "4 h", "5 h"]


def test_une_heure_double_est_graduee_deux_fois() -> None:
    heures = [g.heure.replace("\u202f", " ") for g in graduations(le("25/10/2026 01:00"), le("25/10/2026 04:00"), PARIS, 1)]
    assert heures == ["1 h", "2 h", "2 h", "3 h", "4 h"]


def test_minuit_ouvre_un_jour_nomme() -> None:
    minuits = [g.jour for g in graduations(le("28/02/2026 20:00"), le("01/03/2026 04:00"), PARIS, 6) if g.minuit]
    assert minuits == ["dim.\u00a01er\u00a0mars"]


@pytest.mark.parametrize("heures, largeur, pas", [(24, 1000, 1), (96, 1000, 6), (144, 400, 24)])
def test_le_pas_de_la_regle_laisse_respirer_les_heures(heures: int, largeur: float, pas: int) -> None:
    assert pas_de_la_regle(heures * 3600, largeur, 40) == pas


def test_une_mesure_sans_terme_chiffre_ne_montre_ni_possible_ni_interdit() -> None:
    """La chambre de sûreté dure le temps du dégrisement : aucun texte ne fixe d'heure (CSP, art. L. 3341-1)."""
    demande = CreerDossier("metropole", {}, {}, (MesureSaisie("degrisement", (acte("debut_retenue", "20/05/2026 02:00"),)),))
    f = frise(situations.Situation("degrisement", le("20/05/2026 09:00"), demande))
    assert genres(f) == [Genre.OUVERT]
    assert f.bornes == ()


def test_passee_l_heure_sans_prolongation_le_reste_est_hors_delai() -> None:
    s = situations.mineur_de_quatorze_ans()
    f = frise(situations.Situation("tard", le("10/02/2026 18:00"), s.demande))
    assert genres(f) == [Genre.AUTORISE, Genre.INTERDIT]
    assert f.bandes[-1].titre == "hors délai"
    assert bornes(f) == ["24 h"]
