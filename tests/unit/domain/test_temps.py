"""L'instant : heures qui n'existent pas, heures doubles, écriture, additions exactes."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from app.domain.temps import HeureAmbigue, HeureInexistante, Instant

PARIS, MIQUELON = "Europe/Paris", "America/Miquelon"


@pytest.mark.parametrize(
    "heure,fuseau,utc",
    [
        (datetime(2026, 11, 21, 9, 47), PARIS, "2026-11-21T08:47:00"),
        (datetime(2026, 7, 14, 0, 0), PARIS, "2026-07-13T22:00:00"),
        (datetime(2026, 11, 21, 9, 47), "America/Cayenne", "2026-11-21T12:47:00"),
        (datetime(2026, 11, 21, 9, 47), "Pacific/Marquesas", "2026-11-21T19:17:00"),
        (datetime(2026, 11, 21, 9, 47), "Indian/Reunion", "2026-11-21T05:47:00"),
        (datetime(2026, 11, 21, 9, 47), "Pacific/Wallis", "2026-11-20T21:47:00"),
        (datetime(2026, 11, 21, 9, 47), MIQUELON, "2026-11-21T12:47:00"),
        (datetime(2026, 7, 14, 9, 47), MIQUELON, "2026-07-14T11:47:00"),
    ],
)
def test_decalages_du_decret_et_de_la_base_des_fuseaux(heure: datetime, fuseau: str, utc: str) -> None:
    """Tableau 6 de la fiche de computation."""
    assert Instant.de_locale(heure, fuseau) == Instant(int(datetime.fromisoformat(f"{utc}+00:00").timestamp()))


@pytest.mark.parametrize(
    "fuseau,veille,ete",
    [
        (PARIS, date(2024, 3, 30), True), (PARIS, date(2025, 3, 29), True), (PARIS, date(2026, 3, 28), True),
        (PARIS, date(2027, 3, 27), True), (PARIS, date(2028, 3, 25), True), (PARIS, date(2029, 3, 24), True),
        (PARIS, date(2030, 3, 30), True), (PARIS, date(2024, 10, 26), False), (PARIS, date(2025, 10, 25), False),
        (PARIS, date(2026, 10, 24), False), (PARIS, date(2027, 10, 30), False), (PARIS, date(2028, 10, 28), False),
        (PARIS, date(2029, 10, 27), False), (PARIS, date(2030, 10, 26), False), (MIQUELON, date(2024, 3, 9), True),
        (MIQUELON, date(2026, 3, 7), True), (MIQUELON, date(2027, 3, 13), True), (MIQUELON, date(2030, 3, 9), True),
        (MIQUELON, date(2024, 11, 2), False), (MIQUELON, date(2026, 10, 31), False), (MIQUELON, date(2027, 11, 6), False),
        (MIQUELON, date(2030, 11, 2), False),
    ],
)  # fmt: skip
def test_changements_d_heure_du_tableau_7(fuseau: str, veille: date, ete: bool) -> None:
    """Le lendemain de ``veille`` dure 23 heures (été) ou 25 (hiver)."""
    jour = veille + timedelta(days=1)
    debut, fin = Instant.debut_du_jour(jour, fuseau), Instant.debut_du_jour(jour + timedelta(days=1), fuseau)
    assert fin - debut == timedelta(hours=23 if ete else 25)


@pytest.mark.parametrize("heure,minute", [(2, 0), (2, 30), (2, 59)])
def test_l_heure_sautee_n_existe_pas_et_le_message_aide(heure: int, minute: int) -> None:
    with pytest.raises(HeureInexistante) as erreur:
        Instant.de_locale(datetime(2026, 3, 29, heure, minute), PARIS)
    assert f"{heure + 1:02d}:{minute:02d}" in str(erreur.value)
    assert erreur.value.code == "heure_inexistante"


@pytest.mark.parametrize("heure,minute", [(1, 59), (3, 0)])
def test_les_bords_du_saut_existent(heure: int, minute: int) -> None:
    assert Instant.de_locale(datetime(2026, 3, 29, heure, minute), PARIS).locale(PARIS).hour == heure


def test_l_heure_double_demande_l_occurrence() -> None:
    heure = datetime(2026, 10, 25, 2, 30)
    with pytest.raises(HeureAmbigue, match="deux fois"):
        Instant.de_locale(heure, PARIS)
    ete, hiver = (Instant.de_locale(heure, PARIS, occurrence) for occurrence in (1, 2))
    assert hiver - ete == timedelta(hours=1)
    assert (ete.iso(PARIS), hiver.iso(PARIS)) == ("2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00")


def test_occurrence_invalide_vaut_absence() -> None:
    with pytest.raises(HeureAmbigue):
        Instant.de_locale(datetime(2026, 10, 25, 2, 30), PARIS, 3)


def test_le_decalage_ecrit_l_emporte_sur_le_fuseau() -> None:
    ecrite = datetime(2026, 10, 25, 2, 30, tzinfo=timezone(timedelta(hours=1)))
    assert Instant.de_locale(ecrite, "America/Cayenne").iso("UTC") == "2026-10-25T01:30:00+00:00"


def test_additions_de_duree_reelle() -> None:
    t = Instant.de_locale(datetime(2026, 3, 28, 10), PARIS)
    assert t.plus(heures=24).locale(PARIS).hour == 11
    assert t.plus(minutes=-1) < t < t.plus(secondes=1)
    assert t.plus(heures=0.5, minutes=15) - t == timedelta(minutes=45)


def test_minuit_est_la_fin_de_la_veille() -> None:
    minuit = Instant.debut_du_jour(date(2026, 11, 22), PARIS)
    assert minuit.jour(PARIS) == date(2026, 11, 22)
    assert minuit.plus(secondes=-1).jour(PARIS) == date(2026, 11, 21)
    assert datetime.fromtimestamp(minuit.secondes, UTC).hour == 23
