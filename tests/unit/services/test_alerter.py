"""La file des alarmes : chaque seuil sonne une fois, au bon instant, et rien d'autre."""

from __future__ import annotations

from app.domain.temps import Instant
from app.presentation.alarmes import dire_alarmes
from app.services.alerter import FileDAlertes
from tests.outils.lignes import ligne

H = 3600
FIN = 1_800_000_000


def file(*lignes, a: int) -> FileDAlertes:
    f = FileDAlertes()
    f.charger(lignes, Instant(a))
    return f


def test_chaque_seuil_sonne_une_fois_puis_l_echeance():
    f = file(ligne("x", suivi=FIN, alertes="60 30"), a=FIN - 2 * H)
    assert f.prochaine() == Instant(FIN - H)
    assert f.echues(Instant(FIN - H - 1)) == ()
    (une,) = f.echues(Instant(FIN - H))
    assert not une.depassee
    assert f.echues(Instant(FIN - H)) == ()
    assert len(f.echues(Instant(FIN - H // 2))) == 1
    (derniere,) = f.echues(Instant(FIN))
    assert derniere.depassee
    assert f.prochaine() is None


def test_apres_une_veille_l_echeance_ne_sonne_qu_une_fois_et_dit_qu_elle_est_depassee():
    f = file(ligne("x", suivi=FIN, alertes="60 30"), a=FIN - 2 * H)
    (une,) = f.echues(Instant(FIN + H))
    assert une.depassee


def test_ce_qui_est_deja_franchi_ne_sonne_plus_et_la_plus_pressante_vient_d_abord():
    f = file(
        ligne("tard", suivi=FIN + 60, alertes="30"),
        ligne("tot", suivi=FIN, alertes="30"),
        ligne("passee", suivi=FIN - 9 * H),
        a=FIN - H,
    )
    assert [x.ligne.cle for x in f.echues(Instant(FIN))] == ["tot", "tard"]


def test_l_alarme_dit_quoi_pour_qui_avant_quand():
    f = file(ligne("x", suivi=FIN, alertes="30", personne="DUPONT Léa", action="Lever la mesure"), a=FIN - H)
    texte = dire_alarmes(f.echues(Instant(FIN - 1800)), Instant(FIN - 1800), "Europe/Paris")
    assert "Lever la mesure" in texte
    assert "DUPONT Léa" in texte
    assert "30" in texte
