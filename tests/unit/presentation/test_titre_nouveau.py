"""Le formulaire d'un titre : ses types, ses rubriques, le jour qui suffit là où le droit ne compte que lui."""

from __future__ import annotations

from datetime import date

import pytest

from app.domain.temps import Instant
from app.presentation.formulaires import Cadre, Erreur, Lu, lire_champ
from app.presentation.placement import TYPE, Placement
from app.presentation.questions import champ_le
from app.presentation.titre_nouveau import PlacementEnDetention
from tests.outils.fabriques import PARIS, corpus, le

MAINTENANT = le("24/11/2026 09:00")


def test_les_titres_et_les_mesures_en_heures_ont_chacun_leur_formulaire() -> None:
    titres = {t for t, _ in PlacementEnDetention(corpus()).types()}
    heures = {t for t, _ in Placement(corpus()).types()}
    assert {"detention", "controle_judiciaire", "arse"} <= titres
    assert {"garde_a_vue", "retenue_etranger"} <= heures
    assert not titres & heures
    assert PlacementEnDetention(corpus()).types()[0][0] == "detention"


def test_les_conditions_qui_commandent_les_plafonds_se_demandent() -> None:
    rubriques = {r.cle: [c.nom for _, c in r.champs] for r in PlacementEnDetention(corpus()).rubriques()}
    assert {"nature", "peine_encourue_mois", "antecedent_lourd", "faits_hors_territoire"} <= set(rubriques["conditions"])
    assert {"bande_organisee", "incriminations", "recidive"} <= set(rubriques["conditions"])
    assert {"le", "fondement", "duree_ecrite_mois", "date_ecrou"} <= set(rubriques["ouverture"])


def test_dans_un_dossier_connu_seul_le_titre_se_saisit() -> None:
    placement = PlacementEnDetention(corpus(), dossier_id="d")
    assert [r.cle for r in placement.rubriques()] == ["mesure", "ouverture"]


def test_tout_ce_qui_est_saisi_va_a_sa_place() -> None:
    textes = {"procedure.cabinet": "Cabinet 2", "procedure.nature": "crime", "ouverture.le": "20/11/2026", "mesure.ecrou": "12"}
    textes |= {"question.incarceration": "oui", "incarceration.le": "17/11/2026"}
    demande = PlacementEnDetention(corpus(), textes).lire(MAINTENANT, PARIS).demande
    assert demande is not None
    assert demande.procedure == {"cabinet": "Cabinet 2", "nature": "crime"}
    (mesure,) = demande.mesures
    assert mesure.valeurs == {"ecrou": "12"}
    assert [(a.type, a.le) for a in mesure.actes] == [
        ("incarceration_provisoire", date(2026, 11, 17)),
        ("placement_detention", date(2026, 11, 20)),
    ]


def test_le_brouillon_d_un_titre_se_reprend() -> None:
    placement = PlacementEnDetention(corpus(), {TYPE: "arse", "personne.nom": "Moreau"})
    repris = PlacementEnDetention(corpus())
    assert repris.reprendre(placement.en_brouillon())
    assert (repris.type, repris.textes["personne.nom"]) == ("arse", "Moreau")


@pytest.mark.parametrize(
    "texte, attendu",
    [
        ("20/11/2026", date(2026, 11, 20)),
        ("20/11/2026 14h32", le("20/11/2026 14:32")),
        ("hier", date(2026, 11, 23)),
        ("hier 23h40", le("23/11/2026 23:40")),
    ],
)
def test_un_acte_de_titre_se_date_du_jour_ou_de_l_heure(texte: str, attendu: date | Instant) -> None:
    champ = champ_le(corpus().vocabulaire.acte("placement_detention"), "detention")
    lu = lire_champ(champ, texte, Cadre(MAINTENANT, PARIS))
    assert isinstance(lu, Lu)
    assert lu.valeur == attendu


def test_un_acte_de_garde_a_vue_exige_toujours_son_heure() -> None:
    champ = champ_le(corpus().vocabulaire.acte("demande_medecin"), "garde_a_vue")
    assert isinstance(lire_champ(champ, "20/11/2026", Cadre(MAINTENANT, PARIS)), Erreur)
