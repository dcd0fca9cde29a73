"""Propriétés P1 à P11 de la fiche de computation, et l'aller-retour entre heure locale et instant.

Les tirages sont attirés par les changements d'heure, les fins de mois et les fêtes : c'est là que les calculs se trompent.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.calendrier import Calendrier
from app.domain.comput import (
    MODES,
    Duree,
    Fenetre,
    HeureManquante,
    Sens,
    Terme,
    a_la_pendule,
    appliquer,
    dernier_jour_ouvrable,
    premier_jour_ouvrable,
    quantieme,
)
from app.domain.temps import HeureAmbigue, HeureInexistante, Instant
from tests.unit.domain.ecritures import TERRITOIRES, calendrier

UN_JOUR = timedelta(days=1)
FUSEAUX = ("Europe/Paris", "America/Miquelon", "America/Cayenne", "Pacific/Marquesas", "Indian/Reunion")
# 01:00 UTC le dernier dimanche de mars et d'octobre (Paris) ; 2e dimanche de mars, 1er de novembre (Saint-Pierre-et-Miquelon).
BASCULES = tuple(
    int(datetime.fromisoformat(f"{le}T{heure}:00:00+00:00").timestamp())
    for le, heure in (
        ("2026-03-29", "01"), ("2026-10-25", "01"), ("2027-03-28", "01"), ("2027-10-31", "01"), ("2030-10-27", "01"),
        ("2026-03-08", "05"), ("2026-11-01", "04"), ("2027-03-14", "05"), ("2027-11-07", "04"),
    )
)  # fmt: skip

jours = st.one_of(
    st.dates(date(2000, 1, 1), date(2060, 12, 31)),
    st.sampled_from(
        [date(a, m, j) for a in (2024, 2026, 2027, 2028) for m, j in ((1, 31), (2, 28), (4, 30), (10, 31), (12, 24))]
    ),
)
instants = st.one_of(
    st.integers(1_000_000_000, 2_500_000_000),
    st.tuples(st.sampled_from(BASCULES), st.integers(-2 * 86_400, 2 * 86_400)).map(sum),
).map(Instant)
calendriers = st.sampled_from(TERRITOIRES).map(calendrier)
nombres = st.integers(1, 60)


def terme(mode: str, depart: Instant | date, duree: Duree, cal: Calendrier, **options: object) -> Terme:
    resultat = appliquer(mode, depart, duree, cal, options)
    assert isinstance(resultat, Terme)
    return resultat


def dernier_jour(instant: Instant, cal: Calendrier) -> date:
    """Le dernier jour compris dans une borne exclue."""
    return Instant(instant.secondes - 1).jour(cal.fuseau)


EN_JOURS = ("jours_acte", "jours_francs", "jo_terme", "jo_rebours", "jours_rebours", "minimum_avant_audience", "delai_autorite")
EN_MOIS = ("mois_acte", "mois_privation", "delai_autorite", "peine", "mois_rebours")


@given(st.sampled_from(EN_JOURS), jours, st.integers(0, 40), nombres, calendriers)
def test_P1_en_jours_un_depart_plus_tardif_n_expire_pas_plus_tot(
    mode: str, depart: date, ecart: int, n: int, cal: Calendrier
) -> None:
    avant, apres = (terme(mode, d, Duree(jours=n), cal) for d in (depart, depart + timedelta(days=ecart)))
    assert avant.legal <= apres.legal
    assert avant.prudent <= apres.prudent


@given(st.sampled_from(EN_MOIS), jours, st.integers(0, 40), st.integers(1, 24), calendriers)
def test_P1_en_mois_un_depart_plus_tardif_n_expire_pas_plus_tot(
    mode: str, depart: date, ecart: int, n: int, cal: Calendrier
) -> None:
    avant, apres = (terme(mode, d, Duree(mois=n), cal) for d in (depart, depart + timedelta(days=ecart)))
    assert avant.prudent <= apres.prudent
    assert avant.legal <= apres.legal


@given(jours, calendriers, st.booleans())
def test_P2_report_idempotent_croissant_et_court(jour: date, cal: Calendrier, contestes: bool) -> None:
    reporte = premier_jour_ouvrable(jour, cal, contestes=contestes)
    assert premier_jour_ouvrable(reporte, cal, contestes=contestes) == reporte
    assert not cal.non_ouvrable(reporte, contestes=contestes)
    assert timedelta(0) <= reporte - jour <= timedelta(days=5)
    assert reporte <= premier_jour_ouvrable(jour + UN_JOUR, cal, contestes=contestes)
    assert dernier_jour_ouvrable(jour, cal) <= jour


@given(jours, nombres, calendriers)
def test_P3_n_jours_francs_valent_n_plus_un_jours(depart: date, n: int, cal: Calendrier) -> None:
    franc, simple = terme("jours_francs", depart, Duree(jours=n), cal), terme("jours_acte", depart, Duree(jours=n + 1), cal)
    assert (franc.legal, franc.prudent, franc.report) == (simple.legal, simple.prudent, simple.report)


@given(jours, st.integers(1, 12), calendriers, st.booleans())
def test_P4_le_terme_en_jours_ouvrables_est_ouvrable(depart: date, n: int, cal: Calendrier, compter: bool) -> None:
    t = terme("jo_terme", depart, Duree(jours=n), cal, compter_depart=compter)
    assert not cal.non_ouvrable(dernier_jour(t.legal, cal), contestes=False)
    assert not cal.non_ouvrable(dernier_jour(t.prudent, cal), contestes=False, samedi=False)


@given(jours, st.integers(1, 12), calendriers)
def test_P5_le_rebours_ramene_au_depart_ou_au_jour_ouvrable_d_avant(depart: date, n: int, cal: Calendrier) -> None:
    fin = dernier_jour(terme("jo_terme", depart, Duree(jours=n), cal).legal, cal)
    retour = dernier_jour(terme("jo_rebours", fin, Duree(jours=n), cal).legal, cal)
    assert retour == dernier_jour_ouvrable(depart, cal, contestes=False)


def test_P6_les_mois_ne_s_enchainent_pas() -> None:
    debut = date(2026, 1, 31)
    assert quantieme(quantieme(debut, 1), 1) != quantieme(debut, 2)


@given(jours, st.integers(1, 24), st.integers(1, 24))
def test_P6_enchainer_n_allonge_jamais(debut: date, a: int, b: int) -> None:
    assert quantieme(quantieme(debut, a), b) <= quantieme(debut, a + b)


def _demande(nom: str, n: int) -> tuple[Duree, dict[str, object]]:
    mode = MODES[nom]
    unite = next((u for u in ("heures", "jours", "semaines", "mois", "annees") if u in mode.unites), None)
    obligatoires: dict[str, object] = {"supplement": 5} if nom == "incident" else {}
    if nom == "fenetre":
        obligatoires = {"maximum": Duree(jours=n + 10)}
    if nom == "distance":
        return Duree(jours=n, mois=1), obligatoires
    return (Duree(**{unite: n}) if unite else Duree()), obligatoires


@given(st.sampled_from(sorted(MODES)), instants, st.integers(1, 30), calendriers)
def test_P7_la_prudente_est_du_bon_cote(nom: str, depart: Instant, n: int, cal: Calendrier) -> None:
    duree, options = _demande(nom, n)
    resultat = appliquer(nom, depart, duree, cal, options)
    if isinstance(resultat, Fenetre):
        bornes = [(resultat.minimum, True), (resultat.maximum, False)]
    else:
        bornes = [(resultat, MODES[nom].sens is Sens.MINIMUM)]
    for t, minimum in bornes:
        assert t.prudent >= t.legal if minimum else t.prudent <= t.legal
        assert bool(t.raison_ecart) == (t.prudent != t.legal), "la raison accompagne l'écart, et lui seul"
        assert t.etapes
        assert all(ligne.strip() == ligne and ligne for ligne in (*t.etapes, *t.notes))
        if t.en_jours:
            comptees = (t.legal,) if nom == "recours_24h_heure" else (t.legal, t.prudent)
            assert {i.locale(cal.fuseau).strftime("%H:%M:%S") for i in comptees} == {"00:00:00"}


@given(st.sampled_from((*EN_JOURS, "jours_acte")), jours, nombres, st.sampled_from(FUSEAUX))
def test_P8_les_jours_ne_dependent_pas_du_fuseau(mode: str, depart: date, n: int, fuseau: str) -> None:
    paris = calendrier()
    ailleurs = Calendrier(paris.territoire, paris.intitule, fuseau, paris.regles)
    ici, la = (terme(mode, depart, Duree(jours=n), cal) for cal in (paris, ailleurs))
    assert dernier_jour(ici.legal, paris) == dernier_jour(la.legal, ailleurs)
    assert dernier_jour(ici.prudent, paris) == dernier_jour(la.prudent, ailleurs)


@given(instants, st.integers(1, 10_000), calendriers)
def test_P9_la_duree_reelle_est_exacte_et_la_pendule_ne_l_allonge_pas(depart: Instant, minutes: int, cal: Calendrier) -> None:
    t = terme("heures_ecoulees", depart, Duree(minutes=minutes), cal)
    assert t.legal - depart == timedelta(minutes=minutes)
    assert depart < t.prudent <= t.legal
    assert t.legal - t.prudent <= timedelta(hours=1)


@given(instants, st.integers(1, 10_000), st.sampled_from(FUSEAUX))
def test_P9_la_pendule_marque_l_heure_attendue(depart: Instant, minutes: int, fuseau: str) -> None:
    """À l'instant rendu, la pendule marque au moins l'heure attendue ; la minute d'avant, pas encore."""
    attendue = depart.locale(fuseau).replace(tzinfo=None) + timedelta(minutes=minutes)
    atteint = a_la_pendule(depart, minutes, fuseau)
    assert atteint.locale(fuseau).replace(tzinfo=None) >= attendue
    assert Instant(atteint.secondes - 1).locale(fuseau).replace(tzinfo=None) < attendue


@given(st.sampled_from([n for n, m in MODES.items() if m.entree == "instant"]), jours, calendriers)
def test_P10_pas_d_echeance_sans_heure_de_depart(nom: str, depart: date, cal: Calendrier) -> None:
    duree, options = _demande(nom, 24)
    with pytest.raises(HeureManquante):
        appliquer(nom, depart, duree, cal, options)


@given(st.sampled_from(sorted(MODES)), instants, st.integers(1, 30), calendriers)
def test_P11_memes_faits_meme_resultat(nom: str, depart: Instant, n: int, cal: Calendrier) -> None:
    duree, options = _demande(nom, n)
    neuf = Calendrier(cal.territoire, cal.intitule, cal.fuseau, cal.regles)
    assert appliquer(nom, depart, duree, cal, options) == appliquer(nom, depart, duree, neuf, options)


# --- heure locale et instant --------------------------------------------------------------------------------------------------


@given(instants, st.sampled_from(FUSEAUX))
def test_aller_retour_local_instant(instant: Instant, fuseau: str) -> None:
    """Toute heure locale lue d'un instant y ramène ; si elle est double, l'occurrence seule la départage."""
    locale = instant.locale(fuseau)
    murale = locale.replace(tzinfo=None, fold=0)
    try:
        assert Instant.de_locale(murale, fuseau) == instant
    except HeureAmbigue:
        assert Instant.de_locale(murale, fuseau, 2 if locale.fold else 1) == instant
    assert Instant.de_locale(locale, fuseau) == instant


@given(st.datetimes(datetime(2000, 1, 1), datetime(2060, 12, 31)), st.sampled_from(FUSEAUX))
def test_aller_retour_instant_local(heure: datetime, fuseau: str) -> None:
    heure = heure.replace(microsecond=0)
    try:
        assert Instant.de_locale(heure, fuseau).locale(fuseau).replace(tzinfo=None) == heure
    except HeureInexistante:
        aller = heure.replace(tzinfo=ZoneInfo(fuseau)).astimezone(UTC).astimezone(ZoneInfo(fuseau))
        assert aller.replace(tzinfo=None) != heure
    except HeureAmbigue:
        deux = {Instant.de_locale(heure, fuseau, occurrence) for occurrence in (1, 2)}
        assert {i.locale(fuseau).replace(tzinfo=None, fold=0) for i in deux} == {heure}
        assert len(deux) == 2


@given(jours, st.sampled_from(FUSEAUX))
def test_le_jour_dure_du_minuit_au_minuit_suivant(jour: date, fuseau: str) -> None:
    debut, fin = Instant.debut_du_jour(jour, fuseau), Instant.debut_du_jour(jour + UN_JOUR, fuseau)
    assert debut.jour(fuseau) == jour == Instant(fin.secondes - 1).jour(fuseau)
    assert fin - debut in {timedelta(hours=h) for h in (23, 24, 25)}
