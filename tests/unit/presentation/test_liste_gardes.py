"""La liste des personnes retenues : la moins longue à agir d'abord, avec ce qui vient ensuite et qui en décide."""

from __future__ import annotations

from app.presentation.droits import TableauDesDroits
from app.presentation.liste_gardes import LigneDeGarde, en_derniere_heure, enrichir, lignes_de_garde
from tests.outils.fabriques import acte, corpus, dossier, garde_a_vue, le
from tests.outils.greffe import Greffe, greffe

MIDI = "20/05/2026 12:00"


def monter() -> tuple[Greffe, list[LigneDeGarde]]:
    monte = greffe(a=MIDI)
    for heure in ("20/05/2026 10:00", "19/05/2026 13:00", "20/05/2026 02:00"):
        monte.registre.executer([dossier(garde_a_vue(acte("placement", heure), acte("demande_medecin", heure)))])
    intitules = {m.type: m.intitule for m in corpus().vocabulaire.mesures.values()}
    return monte, lignes_de_garde(monte.registre.personnes_retenues(), intitules)


def test_la_moins_longue_a_agir_vient_d_abord() -> None:
    _, lignes = monter()
    fins = [x.fin.suivi for x in lignes if x.fin]
    assert fins == sorted(fins)
    assert lignes[0].debut == le("19/05/2026 13:00")


def test_ecoule_et_reste_se_comptent_en_heures() -> None:
    _, lignes = monter()
    assert lignes[0].ecoule(le(MIDI)).replace("\u202f", " ") == "23 h 00"
    assert lignes[0].reste(le("20/05/2026 12:01")).replace("\u202f", " ") == "59 min 00 s"
    assert lignes[0].ecoule(le("22/05/2026 13:00")).replace("\u202f", " ") == "72 h 00"


def test_le_droit_presse_et_la_prochaine_decision_s_ajoutent() -> None:
    monte, lignes = monter()
    ligne = lignes[-1]
    dossier_, resultat = monte.registre.dossier(ligne.dossier_id), monte.registre.calculer(ligne.dossier_id)
    riche = enrichir(ligne, dossier_, resultat, TableauDesDroits(corpus()), le(MIDI))
    assert riche.enrichie
    assert riche.droit is not None
    assert "48" in riche.decision
    assert riche.autorite == "procureur de la République"


def test_en_derniere_heure_l_ecran_bat_a_la_seconde() -> None:
    _, lignes = monter()
    assert en_derniere_heure(lignes, le("20/05/2026 12:30"))
    assert not en_derniere_heure(lignes, le("20/05/2026 11:30"))


def test_la_ligne_se_dit_en_une_phrase() -> None:
    _, lignes = monter()
    phrase = lignes[0].phrase(le(MIDI), "Europe/Paris")
    for mot in ("VANDELLE Zoé", "Garde à vue", "avant le"):
        assert mot in phrase


def test_passee_l_heure_on_ne_propose_plus_de_prolonger() -> None:
    monte, lignes = monter()
    ligne = lignes[0]
    dossier_, resultat = monte.registre.dossier(ligne.dossier_id), monte.registre.calculer(ligne.dossier_id)
    apres = enrichir(ligne, dossier_, resultat, TableauDesDroits(corpus()), le("20/05/2026 13:00"))
    assert apres.decision.startswith("Lever la mesure")
