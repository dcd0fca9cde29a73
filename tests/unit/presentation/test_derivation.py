"""« Pourquoi ? » : l'explication dit tout ce que le moteur sait, y compris ce dont il doute."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from app.domain.echeance import (
    Confiance,
    Constat,
    Echeance,
    Etape,
    Gravite,
    Incalculable,
    Irregularite,
    Nature,
    Portee,
    Source,
)  # fmt: skip
from app.domain.temps import Instant
from app.presentation.derivation import Explication, expliquer

PARIS = "Europe/Paris"
FIN = Instant.de_locale(datetime(2026, 3, 12, 14, 7), PARIS)
SOURCE = Source(
    "gav_duree_initiale_24h", "durée initiale", ("CPP, art. 63, II",), date(2011, 6, 1), None, "loi du 14 avril 2011",
    "2026.11", Confiance.MOYENNE,
)  # fmt: skip
ECHEANCE = Echeance(
    cle="m|fin", mesure="m", source=SOURCE, objet="fin de la garde à vue", action="lever", autorite="procureur",
    nature=Nature.LIBERTE, portee=Portee.ACQUISE, legal=FIN, prudent=FIN, fuseau=PARIS,
    etapes=(Etape("Départ à 14 h 07.", acte="a1"), Etape("Plus 24 heures.", article="CPP, art. 63, II")),
    consequence="remise en liberté",
)  # fmt: skip


def blocs(explication: Explication) -> dict[str, list[str]]:
    return {b.titre: [p.texte.replace("\u202f", " ").replace("\u00a0", " ") for p in b.phrases] for b in explication.blocs}


def test_une_echeance_montre_ses_etapes_numerotees_et_ou_elles_menent() -> None:
    explication = expliquer(ECHEANCE)
    calcul = explication.blocs[0]
    assert (calcul.titre, calcul.numerote) == ("Calcul", True)
    assert [(p.acte, p.article) for p in calcul.phrases] == [("a1", None), (None, "CPP, art. 63, II")]
    assert explication.titre == "Durée initiale"


def test_la_regle_sa_version_son_paquet_et_sa_confiance_sont_dits() -> None:
    regle = " ".join(blocs(expliquer(ECHEANCE))["Règle"])
    for attendu in (
        "gav_duree_initiale_24h",
        "CPP, art. 63, II",
        "mer. 1er juin 2011",
        "loi du 14 avril 2011",
        "2026.11",
        "moyenne",
    ):
        assert attendu in regle


def test_deux_lectures_se_montrent_avec_la_raison_et_celle_qui_est_suivie() -> None:
    deux = blocs(expliquer(replace(ECHEANCE, prudent=FIN.plus(heures=-1), raison_ecart="La pendule avance.")))["Deux lectures"]
    assert deux == [
        "Lecture prudente : jeu. 12 mars 2026 à 13 h 07.",
        "Lecture littérale : jeu. 12 mars 2026 à 14 h 07.",
        "La pendule avance.",
        "Le compte à rebours suit la lecture prudente.",
    ]
    assert "Deux lectures" not in blocs(expliquer(ECHEANCE))


def test_pour_le_droit_d_une_partie_la_lecture_suivie_est_la_litterale() -> None:
    droit = replace(ECHEANCE, prudent=FIN.plus(heures=-1), nature=Nature.DROIT)
    assert "Le compte à rebours suit la lecture littérale." in blocs(expliquer(droit))["Deux lectures"]


def test_ce_qui_est_a_verifier_arrive_a_l_ecran() -> None:
    douteuse = replace(ECHEANCE, source=replace(SOURCE, confiance=Confiance.BASSE, a_verifier=("Le texte est ambigu.",)))
    assert blocs(expliquer(douteuse))["À vérifier"][0] == "Le texte est ambigu."
    assert "basse" in " ".join(blocs(expliquer(douteuse))["À vérifier"])


def test_une_echeance_close_dit_l_acte_qui_l_a_close() -> None:
    close = expliquer(replace(ECHEANCE, satisfaite_le=FIN.plus(heures=-2), satisfaite_par="a9"))
    assert close.blocs[0].titre == "Close"
    assert close.blocs[0].phrases[0].acte == "a9"


def test_un_incalculable_nomme_les_faits_a_saisir() -> None:
    explication = expliquer(Incalculable("m|x", "m", SOURCE, "examen", "L'heure manque.", ("heure de la demande",)))
    faits = next(b for b in explication.blocs if b.titre == "Faits à saisir")
    assert [p.fait for p in faits.phrases] == ["heure de la demande"]


def test_une_situation_non_couverte_indique_la_voie_manuelle() -> None:
    assert (
        "à la main"
        in blocs(expliquer(Incalculable("m|x", "m", SOURCE, "examen", "Avant la première version.")))["Que faire"][0]
    )


@pytest.mark.parametrize("gravite", Gravite)
def test_une_irregularite_dit_sa_gravite_ce_qui_s_ensuit_la_decision_et_le_remede(gravite: Gravite) -> None:
    irregularite = Irregularite(
        "m|i", "m", SOURCE, "avis", gravite, "Avis tardif.", "nullité", "Crim., 2024", "a2", remede="Motiver."
    )
    explication = expliquer(irregularite)
    assert explication.surtitre
    assert blocs(explication)["Ce qui s’ensuit"] == ["Nullité", "Décision : Crim., 2024"]
    assert blocs(explication)["Remède"] == ["Motiver."]


def test_un_constat_et_une_echeance_possible_s_expliquent_aussi() -> None:
    assert (
        expliquer(Constat("m|c", "m", SOURCE, "t0", FIN, "début du calcul", (Etape("Appréhension."),))).titre
        == "Début du calcul"
    )
    assert expliquer(replace(ECHEANCE, portee=Portee.POSSIBLE)).surtitre == "Échéance possible"


def test_l_explication_se_copie_en_texte_simple() -> None:
    texte = expliquer(ECHEANCE).en_texte()
    assert texte.splitlines()[0] == "Durée initiale"
    assert "1. Départ à" in texte
    assert "– Remise en liberté" in texte


def test_les_textes_des_regles_prennent_la_typographie_francaise() -> None:
    calcul = expliquer(replace(ECHEANCE, etapes=(Etape("L'acte : 24 h plus tard ;"),))).blocs[0].phrases[0].texte
    assert calcul == "L’acte\u00a0: 24\u202fh plus tard\u202f;"
