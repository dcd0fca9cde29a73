"""Un placement nouveau : les réponses deviennent des actes, le départ retenu et les lectures écartées se disent."""

from __future__ import annotations

import json

import pytest

from app.presentation.apercu import Apercu, apercevoir, enregistrer
from app.presentation.consequences import Effet
from app.presentation.placement import TERRITOIRE, TYPE, Placement, personnes_connues
from app.services.demandes import CreerDossier, OuvrirMesure
from tests.outils import situations
from tests.outils.fabriques import le
from tests.outils.greffe import Greffe, greffe

BASE = {
    "personne.nom": "Guivarch",
    "personne.prenoms": "Malo",
    "personne.naissance": "21/06/2001",
    "procedure.qualification": "Vol",
    "procedure.nature": "delit",
    "procedure.peine_encourue_mois": "3 ans",
    "procedure.famille_706_73": "aucune",
    "procedure.cadre": "flagrance",
    "procedure.date_des_faits": "20/05/2026",
    "ouverture.le": "10h40",
    "ouverture.motifs_62_2": "1",
}


@pytest.fixture
def monte() -> Greffe:
    return greffe(a="20/05/2026 12:00")


def remplir(monte: Greffe, **textes: str) -> Placement:
    placement = Placement(monte.registre.corpus)
    for cle, texte in {**BASE, **{c.replace("__", "."): t for c, t in textes.items()}}.items():
        placement.poser(cle, texte)
    return placement


def apercu(monte: Greffe, placement: Placement) -> Apercu:
    maintenant = monte.horloge.maintenant()
    return apercevoir(monte.registre, placement, placement.lire(maintenant), maintenant)


def etapes(a: Apercu) -> str:
    assert a.depart is not None
    return " ".join(e.texte for e in a.depart.etapes)


def test_sans_contrainte_le_depart_est_le_placement(monte: Greffe) -> None:
    a = apercu(monte, remplir(monte))
    assert a.depart is not None
    assert a.depart.valeur == le("20/05/2026 10:40")
    assert any(c.effet is Effet.NOUVELLE for c in a.consequences)
    assert not monte.registre.dossiers(), "l'aperçu n'écrit rien"


def test_l_apprehension_fixe_le_depart_et_le_placement_reste_ecrit(monte: Greffe) -> None:
    a = apercu(monte, remplir(monte, question__apprehension="oui", apprehension__le="9h15"))
    assert a.depart is not None
    assert a.depart.valeur == le("20/05/2026 09:15")
    assert "Écarté" in etapes(a)


def test_une_audition_libre_enchainee_compte_depuis_son_debut(monte: Greffe) -> None:
    a = apercu(monte, remplir(monte, question__audition_libre="oui", audition_libre__le="9h30", audition_libre__fin="10h35"))
    assert a.depart is not None
    assert a.depart.valeur == le("20/05/2026 09:30")


def test_le_degrisement_s_impute(monte: Greffe) -> None:
    a = apercu(monte, remplir(monte, question__degrisement="oui", degrisement__le="2h10", degrisement__fin="10h30"))
    assert a.depart is not None
    assert a.depart.valeur == le("20/05/2026 02:10")


def test_une_autre_retenue_s_impute_avec_sa_nature(monte: Greffe) -> None:
    textes = {"retenue__nature": "verification_identite", "retenue__le": "8h", "retenue__fin": "10h30"}
    a = apercu(monte, remplir(monte, question__retenue="oui", **textes))
    assert a.depart is not None
    assert a.depart.valeur == le("20/05/2026 08:00")


def test_une_garde_a_vue_anterieure_pour_les_memes_faits_raccourcit_la_fin(monte: Greffe) -> None:
    textes = {"anterieure__le": "05/05 10h", "anterieure__fin": "05/05 23h"}
    placement = remplir(monte, question__anterieure="oui", **textes)
    assert placement.textes["anterieure.memes_faits"] == "oui", "« mêmes faits » est la réponse proposée"
    fin = next(c for c in apercu(monte, placement).consequences if c.source.objet.startswith("fin_de_mesure_24"))
    assert "21\u202fh\u202f40" in fin.apres, "treize heures déjà subies : onze heures restent"


def test_repondre_non_n_enregistre_rien(monte: Greffe) -> None:
    placement = remplir(monte, question__apprehension="non", apprehension__le="9h15")
    demande = placement.lire(monte.horloge.maintenant()).demande
    assert isinstance(demande, CreerDossier)
    assert [a.type for a in demande.mesures[0].actes] == ["placement"]


def test_le_regime_d_age_se_dit_des_la_naissance(monte: Greffe) -> None:
    a = apercu(monte, remplir(monte, personne__naissance="30/09/2011"))
    assert "14" in a.age
    assert "mineur de treize à seize ans" in a.age
    assert "24" in apercu(monte, remplir(monte)).age


def test_un_champ_incompris_est_signale_sans_bloquer_le_reste(monte: Greffe) -> None:
    lecture = remplir(monte, procedure__peine_encourue_mois="beaucoup").lire(monte.horloge.maintenant())
    assert "procedure.peine_encourue_mois" in lecture.erreurs
    assert lecture.demande is not None, "les conséquences s'affichent quand même"
    assert not lecture.enregistrable


def test_sans_heure_de_placement_rien_ne_s_enregistre(monte: Greffe) -> None:
    lecture = remplir(monte, ouverture__le="").lire(monte.horloge.maintenant())
    assert "ouverture.le" in lecture.manquants
    assert not lecture.enregistrable


def test_une_heure_a_venir_est_refusee_a_son_champ(monte: Greffe) -> None:
    a = apercu(monte, remplir(monte, ouverture__le="13h30"))
    assert a.refus
    assert a.cle == "ouverture.le"


def test_une_apprehension_apres_le_placement_est_impossible(monte: Greffe) -> None:
    a = apercu(monte, remplir(monte, question__apprehension="oui", apprehension__le="11h30"))
    assert "ne peut suivre" in a.refus


def test_la_zone_suit_le_territoire(monte: Greffe) -> None:
    placement = remplir(monte, dossier__territoire="guyane", ouverture__le="7h")
    assert placement.fuseau == "America/Cayenne"
    a = apercu(monte, placement)
    assert a.depart is not None
    assert a.depart.valeur == le("20/05/2026 12:00"), "sept heures à Cayenne, midi à Paris"
    assert "report_guyane" in {q.cle for q in placement.questions()}


@pytest.mark.parametrize(
    "type_", ["retenue_mineur", "verification_identite", "retenue_douaniere", "degrisement", "retention_temoin"]
)
def test_les_autres_mesures_passent_par_le_meme_formulaire(monte: Greffe, type_: str) -> None:
    placement = remplir(monte, mesure__type=type_)
    lecture = placement.lire(monte.horloge.maintenant())
    assert isinstance(lecture.demande, CreerDossier)
    ouverture = monte.registre.corpus.vocabulaire.mesure(type_).ouverture
    assert lecture.demande.mesures[0].actes[-1].type == ouverture
    assert placement.rubriques()[-1].cle == "ouverture"


def test_la_retenue_d_un_mineur_demande_l_accord_du_magistrat(monte: Greffe) -> None:
    assert "accord" in {q.cle for q in remplir(monte, mesure__type="retenue_mineur").questions()}


def test_le_formulaire_s_enregistre_d_un_seul_tenant(monte: Greffe) -> None:
    placement = remplir(monte, question__apprehension="oui", apprehension__le="9h15")
    lecture = placement.lire(monte.horloge.maintenant())
    assert lecture.enregistrable
    changements = enregistrer(monte.registre, lecture, monte.horloge.maintenant())
    mesure = monte.registre.dossier(changements.dossier).mesure(changements.mesure)
    assert [a.type for a in mesure.en_vigueur()] == ["apprehension", "placement"]


def test_une_irregularite_assumee_laisse_son_motif_au_registre(monte: Greffe) -> None:
    placement = remplir(monte, procedure__nature="contravention", procedure__peine_encourue_mois="0")
    a = apercu(monte, placement)
    assert a.a_justifier, "une contravention ne permet pas la garde à vue"
    lecture = placement.lire(monte.horloge.maintenant())
    changements = enregistrer(monte.registre, lecture, monte.horloge.maintenant(), "qualification revue depuis")
    mesure = monte.registre.dossier(changements.dossier).mesure(changements.mesure)
    assert "qualification revue depuis" in str(next(x for x in mesure.actes if x.type == "evenement_note").valeurs["mention"])


# --- brouillon ----------------------------------------------------------------------------------------------------------------


def test_le_brouillon_reprend_tout_jusqu_au_dernier_champ(monte: Greffe) -> None:
    placement = remplir(monte, question__apprehension="oui", apprehension__le="9h1")
    repris = Placement(monte.registre.corpus)
    assert repris.reprendre(placement.en_brouillon())
    assert repris.textes == placement.textes


@pytest.mark.parametrize(
    "garde",
    ["", "{", "[]", '{"textes": 3}', json.dumps({"textes": {TYPE: "inconnue"}}), json.dumps({"textes": {TERRITOIRE: "lune"}})],
)
def test_un_brouillon_illisible_est_laisse_de_cote(monte: Greffe, garde: str) -> None:
    placement = Placement(monte.registre.corpus)
    avant = dict(placement.textes)
    assert not placement.reprendre(garde)
    assert placement.textes == avant


def test_un_formulaire_vide_ne_laisse_pas_de_brouillon(monte: Greffe) -> None:
    assert not Placement(monte.registre.corpus).entame


# --- personne déjà connue -----------------------------------------------------------------------------------------------------


def test_une_personne_deja_connue_se_reconnait_sans_accents_ni_casse() -> None:
    monte = greffe(situations.reprise_apres_treize_heures())
    fiches = monte.registre.dossiers()
    memes = {"personne.nom": "VANDELLE", "personne.prenoms": "zoe"}
    assert personnes_connues(fiches, memes, "")
    assert personnes_connues(fiches, memes, "1990-04-02")
    assert not personnes_connues(fiches, memes, "1991-04-02"), "même nom, autre naissance : une homonyme"
    assert not personnes_connues(fiches, {"personne.nom": "Vandelle"}, ""), "un nom seul ne suffit pas"


def test_dans_un_dossier_connu_la_mesure_s_ouvre_a_la_suite() -> None:
    monte = greffe(situations.deferement_de_nuit())
    placement = Placement(monte.registre.corpus, dossier_id=monte.dossier_id)
    placement.poser("ouverture.le", "13/11/2026 07:10")
    assert {r.cle for r in placement.rubriques()} == {"mesure", "ouverture"}, "personne et affaire sont déjà connues"
    lecture = placement.lire(monte.horloge.maintenant())
    assert isinstance(lecture.demande, OuvrirMesure)
    enregistrer(monte.registre, lecture, monte.horloge.maintenant())
    assert len(monte.dossier.mesures) == 2
