"""La calculette, telle qu'un utilisateur la remplit : ni silence, ni unité lue pour une autre."""

from __future__ import annotations

from datetime import date, datetime
from itertools import product
from typing import Any

import pytest

from app.domain.echeance import Confiance, Echeance, Nature, Resultat
from app.domain.francais import dire_instant
from app.domain.temps import Instant
from app.regles.cas import lire_cas
from app.regles.corpus import Corpus
from app.regles.moteur import Moteur
from app.systeme.fichiers_de_regles import charger_paquet

UNITES = ("minutes", "heures", "jours", "semaines", "mois", "annees")
SANS_DUREE = {
    "recours_24h_minuit", "recours_24h_heure", "jour_meme", "report", "fuseau", "calendrier", "force_majeure",
}  # fmt: skip
MINUIT = (0, 0, 0)


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return charger_paquet()


def calculer(corpus: Corpus, *actes: dict[str, Any], territoire: str = "metropole", **mesure: Any) -> Resultat:
    document = {"territoire": territoire, "mesure": [{"type": "computation", **mesure, "acte": list(actes)}]}
    (cas,) = lire_cas(document, corpus, "calculette")
    return Moteur(corpus).calculer(cas.dossier)


def evenement(le: date, **champs: Any) -> dict[str, Any]:
    return {"type": "evenement", "le": le, **champs}


def modes(corpus: Corpus) -> tuple[str, ...]:
    champ = corpus.vocabulaire.mesures["computation"].champ("mode")
    assert champ is not None
    return champ.valeurs


MODES = modes(charger_paquet())
COMPTES = [m for m in MODES if m not in SANS_DUREE]


def une_seule(resultat: Resultat) -> Echeance:
    (echeance,) = resultat.echeances
    return echeance


@pytest.mark.parametrize("mode", MODES)
def test_aucun_mode_ne_reste_muet(corpus: Corpus, mode: str) -> None:
    resultat = calculer(corpus, evenement(datetime(2026, 11, 19, 10, 0)), mode=mode)
    assert resultat.echeances or resultat.incalculables


@pytest.mark.parametrize("mode, unite", list(product(COMPTES, UNITES)))
def test_une_unite_est_comprise_ou_refusee_jamais_lue_pour_une_autre(corpus: Corpus, mode: str, unite: str) -> None:
    depart = evenement(datetime(2026, 11, 19, 10, 0))
    commun = {"mode": mode, "jours_supplementaires": 5} if mode == "incident" else {"mode": mode}
    resultat = calculer(corpus, depart, nombre=7, unite=unite, **commun)
    bornes = {
        autre: {(e.objet, e.legal) for e in calculer(corpus, depart, nombre=7, unite=autre, **commun).echeances}
        for autre in UNITES
        if autre != unite
    }
    for e in resultat.echeances:
        if e.nature is not Nature.DEPART:
            assert all((e.objet, e.legal) not in vues for vues in bornes.values())
    assert resultat.echeances or resultat.incalculables


def test_le_champ_qui_porte_son_unite_vaut_nombre_et_unite(corpus: Corpus) -> None:
    jour = evenement(date(2026, 11, 2))
    par_champ = une_seule(calculer(corpus, jour, mode="jours_acte", jours=10))
    assert par_champ.legal == une_seule(calculer(corpus, jour, mode="jours_acte", nombre=10, unite="jours")).legal


def test_deux_durees_contradictoires_sont_nommees(corpus: Corpus) -> None:
    resultat = calculer(corpus, evenement(date(2026, 11, 2)), mode="jours_acte", nombre=5, unite="jours", jours=10)
    assert not resultat.echeances
    assert "se contredisent" in resultat.incalculables[0].faits_manquants[0]


def test_une_unite_etrangere_au_mode_est_refusee_avec_celles_qu_il_admet(corpus: Corpus) -> None:
    (refus,) = calculer(corpus, evenement(date(2026, 11, 2)), mode="jours_acte", nombre=1, unite="mois").incalculables
    assert "jours, semaines" in refus.raison


def test_la_date_manquante_ne_met_en_cause_que_la_regle_du_mode(corpus: Corpus) -> None:
    resultat = calculer(corpus, {"type": "evenement"}, mode="jours_acte", nombre=10)
    assert {i.source.regle for i in resultat.incalculables} == {"comput_jours_acte"}


@pytest.mark.parametrize("mode", COMPTES)
def test_une_date_suffit_aux_delais_en_jours(corpus: Corpus, mode: str) -> None:
    heures = {"heures_ecoulees", "heures_acte", "heures_rebours", "changement_heure", "reception_electronique"}
    commun = {"mode": mode, "jours_supplementaires": 5} if mode == "incident" else {"mode": mode}
    resultat = calculer(corpus, evenement(date(2026, 11, 19)), nombre=2, **commun)
    if mode in heures:
        assert all("heure" in i.raison for i in resultat.incalculables)
        assert not resultat.echeances
    else:
        assert not resultat.incalculables
        assert all((locale.hour, locale.minute, locale.second) == MINUIT for locale in _bornes(resultat))


def _bornes(resultat: Resultat) -> list[datetime]:
    return [i.locale(e.fuseau) for e in resultat.echeances for i in (e.legal, e.prudent)]


def test_la_confiance_est_celle_de_la_partie_qui_commande(corpus: Corpus) -> None:
    jour = evenement(date(2026, 11, 16))
    partie = une_seule(calculer(corpus, jour, mode="report", nature_du_delai="acte_partie"))
    autorite = une_seule(calculer(corpus, jour, mode="report", nature_du_delai="acte_autorite"))
    assert (partie.source.confiance, autorite.source.confiance) == (Confiance.HAUTE, Confiance.MOYENNE)
    assert not any("juridiction" in doute for doute in partie.source.a_verifier)
    assert any("juridiction" in doute for doute in autorite.source.a_verifier)


def test_un_calendrier_du_pacifique_est_de_confiance_basse(corpus: Corpus) -> None:
    confiances = {
        lieu: {
            e.source.confiance
            for e in calculer(corpus, evenement(date(2026, 9, 24)), territoire=lieu, mode="calendrier").echeances
        }
        for lieu in ("metropole", "nouvelle_caledonie")
    }
    assert confiances == {"metropole": {Confiance.HAUTE}, "nouvelle_caledonie": {Confiance.HAUTE, Confiance.BASSE}}


def test_un_acte_sans_heure_se_dit_par_son_jour(corpus: Corpus) -> None:
    tard = {"type": "acte_accompli", "le": date(2026, 11, 20)}
    resultat = calculer(corpus, evenement(date(2026, 11, 2)), tard, mode="jours_acte", nombre=10)
    (retard,) = resultat.irregularites
    assert "20 novembre 2026, après" in retard.message.replace("\u00a0", " ")


def test_une_heure_double_dit_laquelle() -> None:
    dits = [dire_instant(Instant.de_locale(datetime(2026, 10, 25, 2, 30), "Europe/Paris", n), "Europe/Paris") for n in (1, 2)]
    assert [d.rpartition("(")[2] for d in dits] == ["heure d'été)", "heure d'hiver)"]


def test_minuit_au_greffe_destinataire_se_dit_aussi_a_l_heure_du_dossier(corpus: Corpus) -> None:
    jour = evenement(date(2026, 11, 12))
    loin = une_seule(_a_paris(corpus, jour))
    assert [n.replace("\u00a0", " ").replace("\u202f", " ") for n in loin.notes] == [
        "À l'heure du dossier (Martinique) : jeu. 12 novembre 2026 à 19 h 00."
    ]
    assert not une_seule(calculer(corpus, jour, mode="fuseau")).notes


def _a_paris(corpus: Corpus, jour: dict[str, Any]) -> Resultat:
    mesure = {"type": "computation", "territoire": "metropole", "mode": "fuseau", "acte": [jour]}
    (cas,) = lire_cas({"territoire": "martinique", "mesure": [mesure]}, corpus, "calculette")
    return Moteur(corpus).calculer(cas.dossier)
