"""La fiche d'une mesure : ce que l'on y lit, et ce que l'on peut y faire ensuite."""

from __future__ import annotations

import pytest

from app.presentation.actions import actions_de
from app.presentation.droits import EtatDeDroit, LigneDeDroit
from app.presentation.fiche import Fiche, commandante
from app.presentation.liens import LienDeChamp, lien_vers
from app.presentation.prolongation import autorite_de
from app.services.demandes import ActeSaisi
from tests.outils import situations
from tests.outils.fabriques import acte, corpus, dossier, garde_a_vue, le
from tests.outils.greffe import Greffe, greffe
from tests.outils.situations import Situation


def simple(*actes: ActeSaisi, a: str = "20/05/2026 12:00", **procedure: object) -> Greffe:
    """Une garde à vue pour vol commencée à 6 h le 20 mai 2026, vue à midi."""
    depart = (acte("apprehension", "20/05/2026 06:00"), acte("placement", "20/05/2026 06:20", motifs_62_2=("1",)))
    return greffe(Situation("simple", le(a), dossier(garde_a_vue(*depart, *actes), **procedure)))


def droit(fiche: Fiche, cle: str) -> LigneDeDroit:
    return next(x for x in fiche.droits if x.cle == cle)


# --- en-tête et échéance qui commande -----------------------------------------------------------------------------------------


def test_l_en_tete_dit_qui_depuis_quand_et_pour_quoi() -> None:
    t = simple().fiche().en_tete
    assert t.personne == "VANDELLE Zoé"
    assert "36\u00a0ans" in t.identite
    assert t.affaire.replace("\u00a0", " ").startswith("vol · 3 ans encourus")
    assert t.depart.startswith("Départ légal : mer.\u00a020\u00a0mai\u00a02026 à 6")
    assert t.en_cours
    assert t.etat == "en cours"


def test_l_echeance_qui_commande_est_celle_de_la_liberte() -> None:
    fiche = simple().fiche()
    assert fiche.courante is not None
    assert fiche.courante.nature == "liberte"
    assert fiche.courante.suivi == le("21/05/2026 06:00")
    assert commandante(fiche.autres) != fiche.courante


def test_la_zone_ne_se_dit_que_si_elle_n_est_pas_celle_du_poste() -> None:
    assert simple().fiche("Europe/Paris").en_tete.zone == ""
    assert simple().fiche("America/Cayenne").en_tete.zone == "heure de Paris"


def test_une_mesure_levee_dit_quand_et_ce_qui_suit() -> None:
    t = greffe(situations.deferement_de_nuit()).fiche().en_tete
    assert not t.en_cours
    assert t.deferee
    assert "levée le jeu." in t.etat
    assert "défèrement" in t.etat


# --- droits -------------------------------------------------------------------------------------------------------------------


def test_un_droit_que_personne_n_a_demande_attend_sa_demande() -> None:
    medecin = droit(simple().fiche(), "medecin")
    assert medecin.etat is EtatDeDroit.NON_DEMANDE
    assert medecin.suite is not None
    assert (medecin.suite.type, medecin.suite.touche) == ("demande_medecin", "D")


def test_un_droit_demande_fait_courir_sa_propre_horloge() -> None:
    medecin = droit(simple(acte("demande_medecin", "20/05/2026 11:30")).fiche(), "medecin")
    assert medecin.etat is EtatDeDroit.COURT
    assert medecin.horloge is not None
    assert medecin.horloge.suivi == le("20/05/2026 14:30"), "trois heures pour les diligences (CPP, art. 63-3)"
    assert medecin.temps(le("20/05/2026 12:00")).replace("\u202f", " ") == "2 h 30 min"
    assert medecin.suite is not None
    assert medecin.suite.type == "diligence_medecin"


def test_un_droit_accompli_dit_quand() -> None:
    actes = (acte("demande_medecin", "20/05/2026 09:00"), acte("diligence_medecin", "20/05/2026 09:20"))
    medecin = droit(simple(*actes).fiche(), "medecin")
    assert medecin.etat is EtatDeDroit.FAIT
    assert medecin.faits.replace("\u202f", " ") == "demandé 9 h 00 · requis 9 h 20"


def test_un_avis_au_proche_n_est_pas_un_avis_a_l_employeur() -> None:
    fiche = simple(
        acte("demande_avis_tiers", "20/05/2026 09:00", destinataire="proche"),
        acte("demande_avis_tiers", "20/05/2026 11:00", destinataire="employeur"),
        acte("avis_tiers", "20/05/2026 09:40", destinataire="proche", resultat="avise"),
    ).fiche()
    assert droit(fiche, "proche").etat is EtatDeDroit.FAIT
    employeur = droit(fiche, "employeur")
    assert employeur.etat is EtatDeDroit.COURT
    assert employeur.suite is not None
    assert employeur.suite.valeurs == {"destinataire": "employeur"}


def test_une_diligence_tardive_se_voit_sur_sa_ligne() -> None:
    actes = (acte("demande_medecin", "20/05/2026 07:00"), acte("diligence_medecin", "20/05/2026 11:20"))
    medecin = droit(simple(*actes).fiche(), "medecin")
    assert medecin.etat is EtatDeDroit.IRREGULIER
    assert medecin.motif_de_l_explication in medecin.irregularites


def test_le_consulat_ne_se_montre_qu_a_un_etranger() -> None:
    cles = {x.cle for x in simple().fiche().droits}
    assert "consulat" not in cles
    assert "consulat" in {x.cle for x in greffe(situations.changement_d_heure()).fiche().droits}


def test_les_representants_ne_se_montrent_que_pour_un_mineur() -> None:
    assert "representants" not in {x.cle for x in simple().fiche().droits}
    assert "representants" in {x.cle for x in greffe(situations.mineur_de_quatorze_ans()).fiche().droits}


# --- prolongations et gestes --------------------------------------------------------------------------------------------------


def test_seule_la_prochaine_prolongation_licite_est_proposee() -> None:
    proposees = [p for p in simple().fiche().prolongations if p.proposee]
    assert len(proposees) == 1
    (p,) = proposees
    assert p.avant == le("21/05/2026 06:00"), "la décision se prend strictement avant la vingt-quatrième heure"
    assert p.valeurs == {"fondement": "63_ii", "autorite": "procureur"}
    assert p.formalites


def test_les_autres_sont_grisees_avec_leur_raison() -> None:
    grisees = [p for p in simple().fiche().prolongations if not p.proposee]
    assert grisees
    assert all(p.raison for p in grisees)


def test_la_suivante_attend_la_premiere() -> None:
    stup = simple(famille_706_73="706_73_3_stupefiants", peine_encourue_mois=120).fiche()
    attente = next(p for p in stup.prolongations if not p.proposee and p.raison.startswith("d’abord"))
    assert attente.autorite


def test_sous_un_an_encouru_aucune_prolongation_ne_s_offre() -> None:
    fiche = simple(peine_encourue_mois=6).fiche()
    assert not [p for p in fiche.prolongations if p.proposee]
    assert "prolonger" not in {a.cle for a in actions_de(fiche)}


def test_une_peine_inconnue_rend_la_prolongation_indeterminee_et_dit_ce_qui_manque() -> None:
    sans = Situation(
        "sans",
        le("20/05/2026 12:00"),
        situations.CreerDossier(
            "metropole", {"cadre": "flagrance"}, {"nom": "X"}, (garde_a_vue(acte("placement", "20/05/2026 06:00")),)
        ),
    )
    fiche = greffe(sans).fiche()
    indeterminee = next(p for p in fiche.prolongations if p.manquants)
    assert not indeterminee.proposee
    assert any(lien is not None and lien.sujet == "procedure" for m in fiche.manques for _, lien in m.faits)


def test_les_gestes_suivent_l_etat_de_la_mesure() -> None:
    assert [a.cle for a in actions_de(simple().fiche())] == ["prolonger", "lever", "deferer"]
    apres = actions_de(greffe(situations.deferement_de_nuit()).fiche())
    assert [a.cle for a in apres] == ["comparution"], "l'arrivée et la rétention sont déjà au registre"


def test_passee_l_heure_prolonger_ne_s_offre_plus_en_premier() -> None:
    fiche = simple(a="21/05/2026 06:00").fiche()
    premiere, *autres = actions_de(fiche)
    assert (premiere.cle, premiere.principale) == ("lever", True)
    assert [a.nom for a in autres if a.cle == "prolonger"] == ["Décision déjà prise…"]
    (p,) = [p for p in fiche.prolongations if p.proposee]
    assert p.forclose
    assert "trop tard" in p.raison


@pytest.mark.parametrize(
    "texte, cadre, attendue",
    [
        ("procureur de la République", "flagrance", "procureur"),
        ("juge d'instruction", "commission_rogatoire", "juge_instruction"),
        ("JLD à la requête du procureur, ou juge d'instruction", "flagrance", "jld"),
        ("JLD à la requête du procureur, ou juge d'instruction", "commission_rogatoire", "juge_instruction"),
        ("procureur ou juge", "flagrance", ""),
    ],
)
def test_l_autorite_preremplie_suit_la_regle_et_le_cadre(texte: str, cadre: str, attendue: str) -> None:
    assert autorite_de(texte, cadre) == attendue


# --- actes --------------------------------------------------------------------------------------------------------------------


def test_un_acte_rectifie_reste_lisible_juste_au_dessus_de_celui_qui_le_remplace() -> None:
    monte = simple()
    ancien = monte.acte("apprehension")
    monte.registre.rectifier(ancien, acte("apprehension", "20/05/2026 05:40"), "heure du procès-verbal")
    actes = [a for a in monte.fiche().actes if a.type == "apprehension"]
    assert [(a.id == ancien, a.barre) for a in actes] == [(True, True), (False, False)]
    assert "heure du procès-verbal" in actes[0].sort
    assert actes[1].rectifie == "heure du procès-verbal"


def test_un_acte_annule_reste_lisible_a_son_heure() -> None:
    monte = simple(acte("repas", "20/05/2026 08:00"), acte("repos", "20/05/2026 09:00"))
    monte.registre.annuler(monte.acte("repas"), "autre personne")
    types = [(a.type, a.barre) for a in monte.fiche().actes]
    assert types == [("apprehension", False), ("placement", False), ("repas", True), ("repos", False)]


def test_une_saisie_tardive_se_signale() -> None:
    premier = simple().fiche().actes[0]
    assert premier.tardif.replace("\u202f", " ") == "saisi 6 h après"
    assert simple(acte("repas", "20/05/2026 11:50")).fiche().actes[-1].tardif == ""


def test_une_heure_non_relevee_se_dit() -> None:
    monte = simple()
    monte.registre.enregistrer(monte.mesure_id, ActeSaisi("avis_magistrat", None, {}))
    assert monte.fiche().actes[-1].heure == "heure non relevée"


def test_ctrl_z_vise_le_dernier_acte_saisi_pas_le_dernier_dans_le_temps() -> None:
    monte = simple(acte("repas", "20/05/2026 11:50"))
    monte.horloge.avancer(60)
    monte.registre.enregistrer(monte.mesure_id, acte("avis_magistrat", "20/05/2026 06:30"))
    dernier = monte.fiche().dernier_saisi
    assert dernier is not None
    assert dernier.type == "avis_magistrat"


# --- liens --------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "manquant, lien",
    [
        ("Date de naissance", LienDeChamp("personne", "naissance")),
        ("Peine d'emprisonnement encourue", LienDeChamp("procedure", "peine_encourue_mois")),
        ("heure de l'acte « Avis au magistrat »", LienDeChamp("acte", "avis_magistrat")),
        ("Placement : date et heure", LienDeChamp("acte", "placement")),
        ("rien de connu", None),
    ],
)
def test_un_fait_manquant_mene_au_champ_qui_le_recoit(manquant: str, lien: LienDeChamp | None) -> None:
    assert lien_vers(manquant, corpus().vocabulaire, "garde_a_vue") == lien
