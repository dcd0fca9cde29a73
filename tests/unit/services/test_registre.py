"""Le registre ajoute, rectifie sans effacer, et dit ce qui a changé."""

from __future__ import annotations

from datetime import date

import pytest

from app.ports.enregistrements import Sujet
from app.services.demandes import ActeSaisi, CreerDossier, Enregistrer, OuvrirMesure
from app.services.refus import Refus
from app.services.registre import Registre
from tests.outils.fabriques import PERSONNE, PROCEDURE, acte, dossier, garde_a_vue, le, moteur
from tests.outils.horloges import HorlogeFigee
from tests.outils.memoire import BaseEnMemoire

APPREHENSION = acte("apprehension", "18/05/2026 09:30")
PLACEMENT = acte("placement", "18/05/2026 10:05")


@pytest.fixture
def ids(registre: Registre) -> tuple[str, str]:
    changements = registre.executer([dossier(garde_a_vue(APPREHENSION, PLACEMENT))])
    return changements.dossier, changements.mesure


def acte_de_type(registre: Registre, dossier_id: str, type_: str) -> str:
    return next(a.id for m in registre.dossier(dossier_id).mesures for a in m.en_vigueur() if a.type == type_)


def test_un_dossier_cree_se_relit_tel_qu_il_a_ete_saisi(registre: Registre, ids: tuple[str, str]) -> None:
    relu = registre.dossier(ids[0])
    assert relu.territoire == "metropole"
    assert relu.procedure == PROCEDURE
    assert relu.personne == PERSONNE
    (mesure,) = relu.mesures
    assert [(a.type, a.le) for a in mesure.actes] == [
        ("apprehension", le("18/05/2026 09:30")),
        ("placement", le("18/05/2026 10:05")),
    ]
    assert {a.saisi_par for a in mesure.actes} == {"greffe"}
    assert {a.saisi_le for a in mesure.actes} == {le("20/05/2026 12:00")}


def test_les_instants_de_garde_suivent_les_actes(registre: Registre, ids: tuple[str, str]) -> None:
    (fin,) = [e for e in registre.calculer(ids[0]).echeances if e.regle == "gav_duree_initiale_24h"]
    assert fin.legal == le("19/05/2026 09:30")


def test_un_acte_rectifie_reste_lisible_et_ne_compte_plus(registre: Registre, ids: tuple[str, str]) -> None:
    ancien = acte_de_type(registre, ids[0], "apprehension")
    registre.rectifier(ancien, acte("apprehension", "18/05/2026 09:10"), "heure du procès-verbal")
    (mesure,) = registre.dossier(ids[0]).mesures
    assert [a.le for a in mesure.en_vigueur() if a.type == "apprehension"] == [le("18/05/2026 09:10")]
    assert [a.le for a in mesure.actes if a.type == "apprehension"] == [le("18/05/2026 09:30"), le("18/05/2026 09:10")]
    rectification = mesure.actes[-1]
    assert (rectification.remplace, rectification.motif) == (ancien, "heure du procès-verbal")


def test_un_acte_annule_reste_lisible(registre: Registre, ids: tuple[str, str]) -> None:
    (repas,) = registre.enregistrer(ids[1], acte("repas", "18/05/2026 12:30")).enregistrements
    registre.annuler(repas, "autre personne")
    (mesure,) = registre.dossier(ids[0]).mesures
    assert "repas" not in {a.type for a in mesure.en_vigueur()}
    assert [a.annule for a in mesure.actes if a.type == "repas"] == [False, True]


@pytest.mark.parametrize("motif", ["", "   "])
def test_rectifier_ou_annuler_exige_un_motif(registre: Registre, ids: tuple[str, str], motif: str) -> None:
    vise = acte_de_type(registre, ids[0], "apprehension")
    for geste in (lambda: registre.annuler(vise, motif), lambda: registre.rectifier(vise, APPREHENSION, motif)):
        with pytest.raises(Refus) as capture:
            geste()
        assert capture.value.champ == "motif"


def test_un_acte_deja_rectifie_ne_se_rectifie_pas_deux_fois(registre: Registre, ids: tuple[str, str]) -> None:
    ancien = acte_de_type(registre, ids[0], "apprehension")
    (nouveau,) = registre.rectifier(ancien, acte("apprehension", "18/05/2026 09:10"), "procès-verbal").enregistrements
    with pytest.raises(Refus) as capture:
        registre.annuler(ancien, "encore")
    assert (capture.value.code, capture.value.acte) == ("deja_rectifie", nouveau)


def test_completer_un_fait_ne_demande_pas_de_motif_le_corriger_si(registre: Registre, ids: tuple[str, str]) -> None:
    registre.rectifier_faits(ids[0], personne={"nationalite": "belge"})
    with pytest.raises(Refus) as capture:
        registre.rectifier_faits(ids[0], personne={"naissance": date(2009, 4, 2)})
    assert capture.value.champ == "motif"
    registre.rectifier_faits(ids[0], personne={"naissance": date(2009, 4, 2)}, motif="acte de naissance reçu")
    assert registre.dossier(ids[0]).personne["naissance"] == date(2009, 4, 2)
    assert [e.champs["naissance"] for e in registre.historique(ids[0]) if "naissance" in e.champs] == [
        date(1990, 4, 2),
        date(2009, 4, 2),
    ]


def test_retirer_un_fait_le_rend_inconnu(registre: Registre, ids: tuple[str, str]) -> None:
    registre.rectifier_faits(ids[0], procedure={"peine_encourue_mois": None}, motif="à vérifier")
    assert "peine_encourue_mois" not in registre.dossier(ids[0]).procedure


def test_ne_rien_changer_est_refuse(registre: Registre, ids: tuple[str, str]) -> None:
    with pytest.raises(Refus) as capture:
        registre.rectifier_faits(ids[0], personne={"nom": "Vandelle"}, motif="pour rien")
    assert capture.value.code == "rien_a_changer"


def test_les_champs_et_le_territoire_d_une_mesure_se_corrigent(registre: Registre, ids: tuple[str, str]) -> None:
    registre.rectifier_faits(ids[0], mesure_id=ids[1], mesure={"service": "Commissariat", "territoire": "guyane"})
    (mesure,) = registre.dossier(ids[0]).mesures
    assert (mesure.territoire, mesure.valeurs) == ("guyane", {"service": "Commissariat"})


def test_une_mesure_annulee_quitte_le_calcul_et_se_retablit_par_ctrl_z(registre: Registre, ids: tuple[str, str]) -> None:
    registre.annuler_mesure(ids[1], "ouverte dans le mauvais dossier")
    assert registre.dossier(ids[0]).mesures == ()
    assert registre.echeancier() == []
    with pytest.raises(Refus) as capture:
        registre.enregistrer(ids[1], acte("repas", "18/05/2026 12:30"))
    assert capture.value.code == "mesure_annulee"
    registre.defaire(ids[0])
    assert len(registre.dossier(ids[0]).mesures) == 1


def test_un_dossier_modifie_depuis_l_affichage_est_un_conflit(registre: Registre, ids: tuple[str, str]) -> None:
    affichee = registre.version(ids[0])
    registre.enregistrer(ids[1], acte("repas", "18/05/2026 12:30"), version=affichee)
    with pytest.raises(Refus) as capture:
        registre.enregistrer(ids[1], acte("repos", "18/05/2026 13:30"), version=affichee)
    assert capture.value.code == "conflit"


def test_une_saisie_repetee_apres_une_panne_ne_compte_qu_une_fois(registre: Registre, ids: tuple[str, str]) -> None:
    repas = Enregistrer(ids[1], ActeSaisi("repas", le("18/05/2026 12:30"), id="brouillon-1"))
    registre.executer([repas])
    with pytest.raises(Refus) as capture:
        registre.executer([repas])
    assert (capture.value.code, capture.value.acte) == ("deja_enregistre", "brouillon-1")
    cree = CreerDossier("metropole", id="dossier-1")
    registre.executer([cree])
    with pytest.raises(Refus):
        registre.executer([cree])
    ouvre = OuvrirMesure("dossier-1", garde_a_vue())
    registre.executer([ouvre, ouvre])  # sans identifiant choisi, ce sont bien deux mesures
    assert len(registre.dossier("dossier-1").mesures) == 2


@pytest.mark.parametrize(
    "geste",
    [
        lambda r: r.dossier("inconnu"),
        lambda r: r.calculer("inconnu"),
        lambda r: r.enregistrer("inconnu", APPREHENSION),
        lambda r: r.annuler("inconnu", "motif"),
        lambda r: r.rectifier_faits("inconnu", personne={"nom": "X"}),
        lambda r: r.conserver_derivation("inconnu", "cle"),
    ],
)
def test_un_identifiant_inconnu_est_refuse(registre: Registre, geste: object) -> None:
    with pytest.raises(Refus) as capture:
        geste(registre)  # type: ignore[operator]
    assert capture.value.code == "inconnu"


def test_un_fait_ne_se_rectifie_pas_comme_un_acte(registre: Registre, ids: tuple[str, str]) -> None:
    fait = next(e.id for e in registre.historique(ids[0]) if e.sujet is Sujet.PERSONNE)
    with pytest.raises(Refus):
        registre.annuler(fait, "motif")


def test_previsualiser_n_ecrit_rien(registre: Registre, base: BaseEnMemoire) -> None:
    prevu, resultat = registre.previsualiser(dossier(garde_a_vue(APPREHENSION, PLACEMENT)))
    assert prevu.mesures[0].type == "garde_a_vue"
    assert any(e.legal == le("19/05/2026 09:30") for e in resultat.echeances)
    assert base.contenu.lignes == []
    assert base.contenu.dossiers == {}


def test_le_calcul_d_un_dossier_inchange_ne_se_refait_pas(base: BaseEnMemoire, horloge: HorlogeFigee) -> None:
    class Compteur:
        def __init__(self) -> None:
            self.vrai, self.appels = moteur(), 0
            self.corpus = self.vrai.corpus

        def calculer(self, faits):  # type: ignore[no-untyped-def]
            self.appels += 1
            return self.vrai.calculer(faits)

    compteur = Compteur()
    registre = Registre(base, compteur, horloge, "greffe")
    cree = registre.executer([dossier(garde_a_vue(APPREHENSION, PLACEMENT))])
    registre.calculer(cree.dossier)
    registre.calculer(cree.dossier)
    assert compteur.appels == 1
    registre.enregistrer(cree.mesure, acte("repas", "18/05/2026 12:30"))
    registre.calculer(cree.dossier)
    assert compteur.appels == 2


def test_un_autre_poste_a_ecrit_le_calcul_se_refait(base: BaseEnMemoire, horloge: HorlogeFigee) -> None:
    ici, ailleurs = (Registre(base, moteur(), horloge, nom) for nom in ("ici", "ailleurs"))
    cree = ici.executer([dossier(garde_a_vue(APPREHENSION, PLACEMENT))])
    ici.calculer(cree.dossier)
    ailleurs.enregistrer(cree.mesure, acte("levee", "18/05/2026 20:00"))
    assert all(e.satisfaite_le or e.sans_objet or not e.ouverte for e in ici.calculer(cree.dossier).echeances)


def test_brouillons_et_reglages(registre: Registre) -> None:
    registre.deposer_brouillon("garde_a_vue/nouvelle", '{"nom": "Van')
    registre.deposer_brouillon("levee", "{}")
    registre.deposer_brouillon("garde_a_vue/nouvelle", '{"nom": "Vandelle"}')
    assert registre.brouillon("garde_a_vue/nouvelle") == '{"nom": "Vandelle"}'
    assert list(registre.brouillons()) == ["garde_a_vue/nouvelle", "levee"]
    registre.effacer_brouillon("levee")
    assert registre.brouillon("levee") is None
    assert registre.reglage("theme", "clair") == "clair"
    registre.regler("theme", "sombre")
    assert registre.reglage("theme", "clair") == "sombre"


def test_le_journal_dit_qui_et_quand(registre: Registre) -> None:
    registre.journaliser("saut_d_horloge", details="+5400 s")
    (ligne,) = registre.journal()
    assert (ligne.le, ligne.par, ligne.action, ligne.details) == (le("20/05/2026 12:00"), "greffe", "saut_d_horloge", "+5400 s")
