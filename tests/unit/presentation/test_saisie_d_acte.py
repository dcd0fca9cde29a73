"""Saisir un acte : ce qui en résulterait est dit avant, l'impossible est refusé, l'irrégulier réel demande son motif."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from app.presentation.consequences import Effet, resumer
from app.presentation.controle import controler, html_du_controle
from app.presentation.saisie_d_acte import Essai, SaisieDActes
from app.presentation.saisie_de_faits import SaisieDeFaits
from app.services.refus import Refus
from tests.outils import situations
from tests.outils.fabriques import le
from tests.outils.greffe import Greffe, greffe


@pytest.fixture
def monte() -> Greffe:
    """La reprise après treize heures, vue à 14 h 05 le 20 janvier 2026 : la vingt-quatrième heure est à 19 h."""
    return greffe(situations.reprise_apres_treize_heures())


def essayer(monte: Greffe, type_: str, textes: Mapping[str, str], motif: str = "") -> Essai:
    saisie = SaisieDActes(monte.registre, monte.dossier_id, monte.mesure_id, poste="Europe/Paris")
    part = saisie.part(type_, monte.horloge.maintenant())
    return saisie.essayer([part], [{**part.proposes, **textes}], monte.horloge.maintenant(), motif)


def effets(essai: Essai) -> set[Effet]:
    return {c.effet for c in essai.consequences}


def test_l_heure_proposee_est_maintenant_a_la_minute(monte: Greffe) -> None:
    saisie = SaisieDActes(monte.registre, monte.dossier_id, monte.mesure_id)
    assert saisie.part("repas", monte.horloge.maintenant()).proposes["le"] == "20/01/2026 14:05"


def test_une_prolongation_deplace_la_fin_et_le_dit_avant(monte: Greffe) -> None:
    textes = {"fondement": "63_ii", "autorite": "procureur", "magistrat": "M. Le Goff", "ecrit": "oui", "motivee": "oui"}
    essai = essayer(monte, "prolongation", textes)
    assert essai.recevable
    assert Effet.NOUVELLE in effets(essai)
    assert "échéance" in resumer(essai.consequences)
    assert len(monte.mesure.actes) == 6, "un essai n'écrit rien"


def test_un_fait_impossible_est_refuse_avec_son_champ(monte: Greffe) -> None:
    essai = essayer(monte, "repos", {"le": "20/01 13h", "fin": "20/01 12h"})
    assert not essai.recevable
    assert (0, "fin") in essai.erreurs
    assert essai.refus


def test_une_heure_a_venir_est_refusee_a_cote_de_l_heure(monte: Greffe) -> None:
    essai = essayer(monte, "repas", {"le": "20/01/2026 18h"})
    assert (0, "le") in essai.erreurs
    assert "pas encore arrivée" in essai.refus


def test_un_texte_incompris_n_essaie_rien(monte: Greffe) -> None:
    essai = essayer(monte, "repas", {"le": "tantôt"})
    assert not essai.essaye
    assert (0, "le") in essai.erreurs


def test_un_acte_reel_mais_tardif_s_enregistre_avec_son_motif(monte: Greffe) -> None:
    monte.horloge.avancer(8 * 3600)
    textes = {"le": "20/01/2026 20h", "fondement": "63_ii", "autorite": "procureur"}
    essai = essayer(monte, "prolongation", textes)
    assert essai.recevable, "elle est arrivée : la refuser serait mentir"
    assert essai.a_justifier
    assert Effet.IRREGULARITE in effets(essai)
    saisie = SaisieDActes(monte.registre, monte.dossier_id, monte.mesure_id)
    part = saisie.part("prolongation", monte.horloge.maintenant())
    saisie.enregistrer([part], [textes], monte.horloge.maintenant(), "décision parvenue en retard")
    assert monte.fiche().actes[-1].motif == "décision parvenue en retard"


def test_une_rectification_repart_des_valeurs_connues_et_annonce_le_deplacement(monte: Greffe) -> None:
    ancien = next(a for a in monte.mesure.actes if a.type == "apprehension")
    saisie = SaisieDActes(monte.registre, monte.dossier_id, monte.mesure_id, rectifie=ancien)
    part = saisie.part("apprehension", monte.horloge.maintenant())
    assert part.proposes["le"] == "20/01/2026 08:00"
    essai = saisie.essayer([part], [{**part.proposes, "le": "20/01/2026 07:10"}], monte.horloge.maintenant())
    deplacee = next(c for c in essai.consequences if c.effet is Effet.DEPLACEE)
    assert "19" in deplacee.avant
    assert "18" in deplacee.apres


def test_un_retrait_dit_ce_qu_il_change(monte: Greffe) -> None:
    saisie = SaisieDActes(monte.registre, monte.dossier_id, monte.mesure_id)
    essai = saisie.essayer_d_annuler(monte.acte("garde_a_vue_anterieure"))
    assert Effet.DEPLACEE in effets(essai), "sans la mesure antérieure, treize heures de plus"


def test_un_dossier_change_entre_temps_ne_s_ecrase_pas(monte: Greffe) -> None:
    saisie = SaisieDActes(monte.registre, monte.dossier_id, monte.mesure_id)
    part = saisie.part("repas", monte.horloge.maintenant())
    autre = SaisieDActes(monte.registre, monte.dossier_id, monte.mesure_id)
    autre.enregistrer([part], [part.proposes], monte.horloge.maintenant())
    with pytest.raises(Refus) as refus:
        saisie.enregistrer([part], [part.proposes], monte.horloge.maintenant())
    assert refus.value.code == "conflit"


def test_deux_actes_d_un_seul_geste(monte: Greffe) -> None:
    saisie = SaisieDActes(monte.registre, monte.dossier_id, monte.mesure_id)
    maintenant = monte.horloge.maintenant()
    parts = [saisie.part("decision_fin", maintenant), saisie.part("levee", maintenant, {"suite": "liberation"})]
    saisie.enregistrer(parts, [p.proposes for p in parts], maintenant)
    assert {a.type for a in monte.mesure.en_vigueur()} >= {"decision_fin", "levee"}
    assert not monte.fiche().en_tete.en_cours


# --- faits du dossier ---------------------------------------------------------------------------------------------------------


def test_completer_un_fait_ne_demande_pas_de_motif_corriger_si(monte: Greffe) -> None:
    saisie = SaisieDeFaits(monte.registre, monte.dossier_id, monte.mesure_id)
    connus = {sujet: saisie.textes(sujet) for sujet in saisie.champs}
    assert not saisie.essayer(connus, monte.horloge.maintenant()).change
    complete = {**connus, "personne": {**connus["personne"], "langue": "breton"}}
    assert not saisie.essayer(complete, monte.horloge.maintenant()).motif_exige
    corrige = {**connus, "procedure": {**connus["procedure"], "peine_encourue_mois": "6 mois"}}
    essai = saisie.essayer(corrige, monte.horloge.maintenant())
    assert essai.motif_exige
    assert essai.recevable
    assert {c.effet for c in essai.consequences} & {Effet.IMPOSSIBLE, Effet.IRREGULARITE}, "sous un an, plus de prolongation"


def test_une_naissance_a_venir_est_refusee_a_son_champ(monte: Greffe) -> None:
    saisie = SaisieDeFaits(monte.registre, monte.dossier_id, monte.mesure_id)
    connus = {sujet: saisie.textes(sujet) for sujet in saisie.champs}
    connus["personne"]["naissance"] = "01/01/2030"
    essai = saisie.essayer(connus, monte.horloge.maintenant())
    assert ("personne", "naissance") in essai.erreurs


def test_le_territoire_et_les_heures_restent_ceux_de_la_mesure(monte: Greffe) -> None:
    saisie = SaisieDActes(monte.registre, monte.dossier_id, monte.mesure_id)
    assert saisie.fuseau == "Europe/Paris"
    assert saisie.cadre(le("20/01/2026 14:05")).repere == le("05/01/2026 10:00") or saisie.cadre(le("20/01/2026 14:05")).repere


# --- contrôle -----------------------------------------------------------------------------------------------------------------


def test_le_controle_range_les_irregularites_et_cite_ce_qui_s_ensuit() -> None:
    monte = greffe(situations.criminalite_organisee())
    controle = controler(monte.registre, monte.fiche(), monte.horloge.maintenant())
    gravites = [g for g, _ in controle.irregularites]
    assert gravites == sorted(gravites, key=list(type(gravites[0])).index)
    page = html_du_controle(controle)
    assert "BELKACEM Nadir" in page
    assert "Contrôle de régularité" in page
    for _, liste in controle.irregularites:
        assert all(i.consequence or i.decision or i.source.articles for i in liste)


def test_le_controle_n_ecrit_rien_meme_pour_dire_ce_qui_manquerait_a_la_levee(monte: Greffe) -> None:
    avant = monte.registre.version(monte.dossier_id)
    controler(monte.registre, monte.fiche(), monte.horloge.maintenant())
    assert monte.registre.version(monte.dossier_id) == avant
    assert monte.fiche().en_tete.en_cours
