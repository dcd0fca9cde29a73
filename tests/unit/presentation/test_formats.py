"""Ce qu'un greffier lit : dates, heures et durées écrites en français."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from app.domain.temps import Instant
from app.presentation import formats

FINE, INSECABLE = "\u202f", "\u00a0"


def a(
    annee: int, mois: int, jour: int, heure: int = 0, minute: int = 0, fuseau: str = "Europe/Paris", occurrence: int = 1
) -> Instant:
    return Instant.de_locale(datetime(annee, mois, jour, heure, minute), fuseau, occurrence)


def lisible(texte: str) -> str:
    """Remplace les espaces insécables par des espaces, pour comparer ce qu'on lit."""
    return texte.replace(FINE, " ").replace(INSECABLE, " ")


def test_une_date_heure_s_ecrit_en_entier() -> None:
    assert lisible(formats.date_heure(a(2026, 3, 12, 14, 32), "Europe/Paris")) == "jeu. 12 mars 2026 à 14 h 32"


def test_le_premier_du_mois_s_ecrit_1er() -> None:
    assert lisible(formats.date_heure(a(2026, 11, 1, 8), "Europe/Paris")) == "dim. 1er novembre 2026 à 8 h 00"
    assert lisible(formats.jour_court(date(2027, 1, 1), annee=2026)) == "ven. 1er janv. 2027"


def test_une_heure_ne_se_coupe_pas_en_fin_de_ligne() -> None:
    assert formats.date_heure(a(2026, 3, 12, 14, 32), "Europe/Paris").endswith(f"14{FINE}h{FINE}32")


def test_la_zone_ne_s_affiche_que_si_elle_differe_du_poste() -> None:
    instant = a(2026, 3, 12, 14, 32, "America/Cayenne")
    assert lisible(formats.date_heure(instant, "America/Cayenne", poste="Europe/Paris")).endswith(
        "à 14 h 32 (heure de Cayenne)"
    )
    assert lisible(formats.date_heure(instant, "America/Cayenne", poste="America/Cayenne")).endswith("à 14 h 32")


def test_une_borne_en_jours_se_dit_a_24_heures_la_veille() -> None:
    minuit = a(2026, 3, 13)
    assert lisible(formats.date_heure(minuit, "Europe/Paris", en_jours=True)) == "jeu. 12 mars 2026 à 24 h"
    assert tuple(map(lisible, formats.jour_et_heure(minuit, "Europe/Paris", en_jours=True, annee=2026))) == (
        "jeu. 12 mars",
        "24 h",
    )


@pytest.mark.parametrize("occurrence, saison", [(1, "heure d’été"), (2, "heure d’hiver")])
def test_une_heure_double_dit_sa_saison(occurrence: int, saison: str) -> None:
    instant = a(2026, 10, 25, 2, 30, occurrence=occurrence)
    assert lisible(formats.date_heure(instant, "Europe/Paris")).endswith(f"à 2 h 30 ({saison})")


@pytest.mark.parametrize(
    "secondes, attendu",
    [
        (23 * 3600 + 12 * 60 + 59, "23 h 12 min"),
        (12 * 60 + 4, "12 min 04 s"),
        (3600, "1 h 00 min"),
        (3599, "59 min 59 s"),
        (42, "42 s"),
        (47 * 3600 + 60, "47 h 01 min"),
        (5 * 86400 + 4 * 3600 + 100, "5 j 04 h"),
        (140 * 86400 + 7, "140 j"),
        (0, "dépassée de moins d’une minute"),
        (-59, "dépassée de moins d’une minute"),
        (-12 * 60 - 30, "dépassée de 12 min"),
        (-3780, "dépassée de 1 h 03"),
        (-3 * 86400 - 4 * 3600, "dépassée de 3 j 04 h"),
    ],
)
def test_le_temps_restant_se_lit_d_un_coup_d_oeil(secondes: int, attendu: str) -> None:
    assert lisible(formats.restant(secondes)) == attendu


def test_le_compte_a_rebours_separe_les_chiffres_des_unites() -> None:
    assert formats.segments(23 * 3600 + 12 * 60) == (("23", "h"), ("12", "min"))


@pytest.mark.parametrize(
    "elements, phrase",
    [([], ""), (["avocat"], "avocat"), (["avocat", "médecin"], "avocat et médecin"), (["a", "b", "c"], "a, b et c")],
)
def test_une_liste_se_dit_comme_une_phrase(elements: list[str], phrase: str) -> None:
    assert formats.enumerer(elements) == phrase


def test_le_pluriel_commence_a_deux() -> None:
    assert [lisible(formats.accorder(n, "échéance")) for n in (0, 1, 2, 12000)] == [
        "0 échéance",
        "1 échéance",
        "2 échéances",
        "12 000 échéances",
    ]


def test_un_texte_des_regles_prend_la_typographie_francaise() -> None:
    brut = "L'avis « immédiat » : art. 63-1, L. 413-1 ; 24 h 30 min après ?"
    attendu = (
        f"L’avis «{INSECABLE}immédiat{INSECABLE}»{INSECABLE}: art.{INSECABLE}63-1, L.{INSECABLE}413-1{FINE}; "
        f"24{FINE}h{FINE}30{FINE}min après{FINE}?"
    )
    assert formats.typographier(brut) == attendu
    assert formats.typographier(attendu) == attendu


def test_un_fuseau_inconnu_se_nomme_par_sa_ville() -> None:
    assert formats.nom_de_zone("America/New_York") == "heure de New York"
