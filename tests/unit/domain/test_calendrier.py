"""Les calendriers livrés : tableaux de la fiche, textes cités, doutes portés, et l'oracle d'une bibliothèque indépendante."""

from __future__ import annotations

from datetime import date
from typing import Any

import holidays
import pytest

from app.domain.calendrier import Calendrier, CalendrierInvalide
from tests.unit.domain.ecritures import TERRITOIRES, calendrier, jour

ANNEES = range(2019, 2036)
ONZE = {
    "Jour de l'an", "Lundi de Pâques", "Fête du Travail", "Victoire de 1945", "Ascension", "Lundi de Pentecôte",
    "Fête nationale", "Assomption", "Toussaint", "Armistice de 1918", "Noël",
}  # fmt: skip


# --- ce que la fiche écrit ----------------------------------------------------------------------------------------------------

MOBILES = (
    ("lun. 01/04/2024", "jeu. 09/05/2024", "lun. 20/05/2024", "ven. 29/03/2024"),
    ("lun. 21/04/2025", "jeu. 29/05/2025", "lun. 09/06/2025", "ven. 18/04/2025"),
    ("lun. 06/04/2026", "jeu. 14/05/2026", "lun. 25/05/2026", "ven. 03/04/2026"),
    ("lun. 29/03/2027", "jeu. 06/05/2027", "lun. 17/05/2027", "ven. 26/03/2027"),
    ("lun. 17/04/2028", "jeu. 25/05/2028", "lun. 05/06/2028", "ven. 14/04/2028"),
    ("lun. 02/04/2029", "jeu. 10/05/2029", "lun. 21/05/2029", "ven. 30/03/2029"),
    ("lun. 22/04/2030", "jeu. 30/05/2030", "lun. 10/06/2030", "ven. 19/04/2030"),
)


@pytest.mark.parametrize("paques,ascension,pentecote,saint", MOBILES)
def test_fetes_mobiles_du_tableau_8(paques: str, ascension: str, pentecote: str, saint: str) -> None:
    cal = calendrier("alsace_moselle_temple")
    noms = [cal.raison(jour(le)).split(" (")[0] for le in (paques, ascension, pentecote, saint)]
    assert noms == ["Lundi de Pâques", "Ascension", "Lundi de Pentecôte", "Vendredi saint"]


@pytest.mark.parametrize(
    "territoire,le",
    [
        ("mayotte", "lun. 27/04/2026"),
        ("martinique", "ven. 22/05/2026"),
        ("guadeloupe", "mer. 27/05/2026"),
        ("saint_martin", "mer. 27/05/2026"),
        ("guyane", "mer. 10/06/2026"),
        ("saint_barthelemy", "ven. 09/10/2026"),
        ("la_reunion", "lun. 20/12/2027"),
    ],
)
def test_abolition_de_l_esclavage_ferie_certain_la_seulement(territoire: str, le: str) -> None:
    chome = calendrier(territoire).chome(jour(le), contestes=False)
    assert chome is not None
    assert "L. 3422-2" in chome.texte
    assert calendrier("metropole").chome(jour(le)) is None


def test_les_onze_fetes_legales_sont_partout_et_certaines() -> None:
    for territoire in TERRITOIRES:
        noms = {chome.nom for chome in calendrier(territoire).feries(2026).values() if not chome.conteste}
        assert noms >= ONZE, territoire


def test_chaque_jour_cite_son_texte_et_chaque_contestation_son_doute() -> None:
    for territoire in TERRITOIRES:
        for chome in calendrier(territoire).feries(2027).values():
            assert chome.texte, (territoire, chome)
            assert chome.a_verifier or not chome.conteste, (territoire, chome)


@pytest.mark.parametrize(
    "territoire", ["nouvelle_caledonie", "wallis_et_futuna", "polynesie", "marquises", "gambier", "mayotte"]
)
def test_le_droit_local_inconnu_se_dit(territoire: str) -> None:
    assert any("administrateur" in doute for doute in calendrier(territoire).a_verifier)


def test_polynesie_matarii_remplace_la_fete_de_l_autonomie_en_2026() -> None:
    cal = calendrier("polynesie")
    assert cal.chome(date(2025, 6, 29))
    assert not cal.chome(date(2025, 11, 20))
    assert not cal.chome(date(2026, 6, 29))
    assert cal.chome(date(2026, 11, 20))


def test_lundi_de_pentecote_ferie_malgre_la_journee_de_solidarite() -> None:
    assert calendrier().non_ouvrable(jour("lun. 16/05/2005"), contestes=False)


def test_le_huit_mai_n_etait_pas_ferie_en_1974() -> None:
    assert not calendrier().non_ouvrable(jour("mer. 08/05/1974"))


# --- raisons, variantes, ajouts -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "le,raison",
    [
        ("dim. 11/10/2026", "dimanche"),
        ("sam. 10/10/2026", "samedi"),
        ("lun. 25/05/2026", "Lundi de Pentecôte (C. trav. L. 3133-1, 6°)"),
        ("dim. 01/11/2026", "Toussaint (C. trav. L. 3133-1, 9°)"),
        ("mar. 13/10/2026", ""),
        ("jeu. 01/05/2008", "Fête du Travail et Ascension (C. trav. L. 3133-1, 3° ; C. trav. L. 3133-1, 5°)"),
    ],
)
def test_raison(le: str, raison: str) -> None:
    assert calendrier().raison(jour(le)) == raison
    assert calendrier().non_ouvrable(jour(le)) is bool(raison)


def test_fete_contestee_selon_la_variante() -> None:
    cal, noel2 = calendrier("alsace_moselle"), jour("mar. 26/12/2028")
    assert cal.raison(noel2) == "Second jour de Noël (C. trav. L. 3134-13)"
    assert not cal.non_ouvrable(noel2, contestes=False)
    assert cal.non_ouvrable(jour("sam. 26/12/2026"), contestes=False)
    assert not cal.non_ouvrable(jour("sam. 26/12/2026"), contestes=False, samedi=False)


def test_vendredi_saint_selon_la_commune() -> None:
    assert calendrier("alsace_moselle_temple").non_ouvrable(jour("ven. 03/04/2026"))
    assert not calendrier("alsace_moselle").non_ouvrable(jour("ven. 03/04/2026"))


def test_jour_chome_local_ajoute_sans_toucher_l_original() -> None:
    pont = jour("ven. 15/05/2026")
    ajoute = calendrier().avec_chomes({pont: "Fermeture par arrêté"})
    assert ajoute.raison(pont) == "Fermeture par arrêté (jour chômé local, art. 801 CPP)"
    assert not calendrier().non_ouvrable(pont)
    assert not ajoute.non_ouvrable(jour("lun. 15/05/2028"))


# --- données refusées ---------------------------------------------------------------------------------------------------------

BON: dict[str, Any] = {
    "territoire": "t",
    "intitule": "T",
    "fuseau": "Europe/Paris",
    "jour": [{"nom": "A", "le": "05-08", "texte": "x"}],
}


@pytest.mark.parametrize(
    "change,motif",
    [
        ({"fuseau": "Europe/Pariss"}, "« Europe/Pariss » n'existe pas"),
        ({"fuseau": "../etc"}, "n'existe pas"),
        ({"intitule": ""}, "« intitule » manque"),
        ({"inconnue": 1}, "clé inconnue « inconnue »"),
        ({"jour": {}}, "liste de tables"),
        ({"jour": ["01-01"]}, "une table était attendue"),
        ({"sources": "L. 3133-1"}, "liste de textes"),
        ({"jour": [{"nom": "A", "texte": "x"}]}, "exactement une des clés"),
        ({"jour": [{"nom": "A", "texte": "x", "le": "05-08", "paques": 1}]}, "exactement une des clés"),
        ({"jour": [{"nom": "A", "texte": "x", "le": "02-30"}]}, "« le » vaut « 02-30 »"),
        ({"jour": [{"nom": "A", "texte": "x", "le": "02-29"}]}, "chaque année"),
        ({"jour": [{"nom": "A", "texte": "x", "paques": True}]}, "nombre entier de jours"),
        ({"jour": [{"nom": "A", "texte": "x", "paques": "39"}]}, "nombre entier de jours"),
        ({"jour": [{"nom": "A", "texte": "x", "date": "2026-05-15"}]}, "« date » doit être une date"),
        ({"jour": [{"nom": "A", "texte": "x", "le": "05-08", "conteste": "oui"}]}, "true ou false"),
        ({"jour": [{"nom": "A", "le": "05-08"}]}, "« texte » manque"),
    ],
)
def test_donnees_refusees_avec_l_endroit(change: dict[str, Any], motif: str) -> None:
    with pytest.raises(CalendrierInvalide, match=motif) as erreur:
        Calendrier.depuis({**BON, **change}, ou="essai.toml")
    assert erreur.value.phrase.startswith("essai.toml")


def test_donnees_acceptees_et_nom_de_repli() -> None:
    assert Calendrier.depuis(BON).feries(2026)[date(2026, 5, 8)].nom == "A"
    with pytest.raises(CalendrierInvalide) as erreur:
        Calendrier.depuis({**BON, "fuseau": 3})
    assert erreur.value.ou == "t"


# --- oracle : la bibliothèque holidays ----------------------------------------------------------------------------------------

# Désaccords assumés, avec notre raison : ce que holidays compte en trop, ce qu'il ignore. « P-3 » : trois jours avant Pâques.
EN_TROP = {
    # usages locaux, ni L. 3133-1 ni L. 3422-2 : V. Schœlcher, Mi-Carême, Vendredi saint ; technique.md, fait 6
    "guadeloupe": {"07-21", "P-24", "P-2"},
    "martinique": {"07-21"},
    "saint_martin": {"07-21"},
    # holidays date Matari'i de 2025 ; la loi du pays du 06/05/2025 et la presse locale disent 2026
    "polynesie": {"2025-11-20"},
}
EN_MOINS = {
    # L. 3422-2, 3° dit le 27 mai ; le 28, seul connu de holidays, ne vient que d'une circulaire : contesté, le 27 reste férié
    "saint_martin": {"05-27"},
    "polynesie": {"2025-06-29"},
}
for ile in ("marquises", "gambier"):
    EN_TROP[ile], EN_MOINS[ile] = EN_TROP["polynesie"], EN_MOINS["polynesie"]
SUBDIVISIONS = {
    "metropole": None, "alsace_moselle_temple": "57", "guadeloupe": "971", "martinique": "972", "guyane": "973",
    "la_reunion": "974", "mayotte": "976", "saint_barthelemy": "BL", "saint_martin": "MF", "nouvelle_caledonie": "NC",
    "polynesie": "PF", "marquises": "PF", "gambier": "PF", "saint_pierre_et_miquelon": "PM", "wallis_et_futuna": "WF",
}  # fmt: skip


@pytest.mark.parametrize("territoire", sorted(SUBDIVISIONS))
def test_oracle_holidays(territoire: str) -> None:
    leurs = set(holidays.country_holidays("FR", subdiv=SUBDIVISIONS[territoire], years=ANNEES))
    notres = {le for annee in ANNEES for le in calendrier(territoire).feries(annee)}
    assert {le for le in leurs - notres if not _ecritures(le) & EN_TROP.get(territoire, set())} == set()
    assert {le for le in notres - leurs if not _ecritures(le) & EN_MOINS.get(territoire, set())} == set()


@pytest.mark.parametrize("territoire", sorted(EN_TROP))
def test_chaque_desaccord_liste_existe_encore(territoire: str) -> None:
    leurs = set(holidays.country_holidays("FR", subdiv=SUBDIVISIONS[territoire], years=ANNEES))
    notres = {le for annee in ANNEES for le in calendrier(territoire).feries(annee)}
    ecarts = {ecriture for le in leurs ^ notres for ecriture in _ecritures(le)}
    assert ecarts >= EN_TROP[territoire] | EN_MOINS.get(territoire, set())


def _ecritures(le: date) -> set[str]:
    """Les façons dont un désaccord désigne ce jour : quantième, date entière, écart à Pâques."""
    paques = next(jour for jour, chome in calendrier().feries(le.year).items() if chome.nom == "Lundi de Pâques")
    return {f"{le:%m-%d}", le.isoformat(), f"P{(le - paques).days + 1:+d}"}


def test_oracle_alsace_moselle_sans_temple() -> None:
    """Comme la Moselle, moins le Vendredi saint, qui dépend de la commune (L. 3134-13, 2°)."""
    leurs = holidays.country_holidays("FR", subdiv="57", years=ANNEES, language="en_US")
    notres = {le for annee in ANNEES for le in calendrier("alsace_moselle").feries(annee)}
    assert {nom for le, nom in leurs.items() if le not in notres} == {"Good Friday"}
    assert notres <= set(leurs)


def test_tous_les_territoires_passent_par_l_oracle() -> None:
    assert set(SUBDIVISIONS) | {"alsace_moselle"} == set(TERRITOIRES)
