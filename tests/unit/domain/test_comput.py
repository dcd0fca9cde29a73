"""Les modes : quantièmes, refus, options, et ce que les exemples de la fiche n'éprouvent pas."""

from __future__ import annotations

from datetime import date, datetime
from itertools import pairwise

import pytest

from app.domain.comput import (
    MODES,
    Arrondi,
    DepartInvalide,
    Duree,
    DureeInvalide,
    Fenetre,
    HeureManquante,
    ModeInconnu,
    OptionInvalide,
    QuantiemeManquant,
    Sens,
    Terme,
    a_la_pendule,
    appliquer,
    quantieme,
)
from app.domain.erreurs import ErreurMetier
from app.domain.francais import dire_instant
from tests.unit.domain.ecritures import CALENDRIERS, calendrier, instant, jour

PARIS = "Europe/Paris"
TABLEAU_1 = {
    "jours_acte", "jours_francs", "jo_terme", "jo_rebours", "jours_rebours", "minimum_avant_audience", "semaines", "mois_acte",
    "annees_acte", "heures_ecoulees", "heures_acte", "heures_rebours", "recours_24h_minuit", "recours_24h_heure",
    "mois_privation", "peine", "distance", "incident", "delai_autorite", "plus_tardive", "reception_electronique", "jour_meme",
    "report",
}  # fmt: skip


def terme(mode: str, depart: str, duree: Duree, territoire: str = "metropole", **options: object) -> Terme:
    cal = calendrier(territoire)
    resultat = appliquer(mode, instant(depart, cal.fuseau) if ":" in depart else jour(depart), duree, cal, options)
    assert isinstance(resultat, Terme)
    return resultat


# --- quantièmes : table exacte (tous les arrondis d'accord), table ambiguë (chacun le sien) -----------------------------------

EXACTES = (
    ("2026-01-31", 2, "2026-03-31"),
    ("2026-01-31", 12, "2027-01-31"),
    ("2026-02-28", 1, "2026-03-28"),
    ("2026-02-28", 12, "2027-02-28"),
    ("2026-03-15", -1, "2026-02-15"),
    ("2026-08-31", 1 * 12 + 5, "2028-01-31"),
    ("2026-11-30", 1, "2026-12-30"),
    ("2026-12-31", 1, "2027-01-31"),
    ("2027-01-01", -13, "2025-12-01"),
    ("2024-02-29", 48, "2028-02-29"),
    ("2024-02-29", 1, "2024-03-29"),
    ("2000-02-29", -6, "1999-08-29"),
    ("2026-06-30", 0, "2026-06-30"),
)
AMBIGUES = (
    ("2026-01-31", 1, "2026-02-28", "2026-03-01"),
    ("2028-01-31", 1, "2028-02-29", "2028-03-01"),
    ("2028-01-30", 1, "2028-02-29", "2028-03-01"),
    ("2026-01-29", 1, "2026-02-28", "2026-03-01"),
    ("2026-03-31", 1, "2026-04-30", "2026-05-01"),
    ("2026-10-31", 4, "2027-02-28", "2027-03-01"),
    ("2024-02-29", 12, "2025-02-28", "2025-03-01"),
    ("2026-12-31", -1, "2026-11-30", "2026-12-01"),
    ("2027-03-31", -1, "2027-02-28", "2027-03-01"),
    ("2096-02-29", 48, "2100-02-28", "2100-03-01"),
)


@pytest.mark.parametrize("depart,mois,arrivee", EXACTES)
@pytest.mark.parametrize("arrondi", list(Arrondi))
def test_quantieme_present_tous_les_arrondis_s_accordent(depart: str, mois: int, arrivee: str, arrondi: Arrondi) -> None:
    assert quantieme(date.fromisoformat(depart), mois, arrondi) == date.fromisoformat(arrivee)


@pytest.mark.parametrize("depart,mois,bas,haut", AMBIGUES)
def test_quantieme_manquant_chaque_arrondi_le_sien(depart: str, mois: int, bas: str, haut: str) -> None:
    debut = date.fromisoformat(depart)
    assert quantieme(debut, mois) == date.fromisoformat(bas)
    assert quantieme(debut, mois, Arrondi.HAUT) == date.fromisoformat(haut)
    with pytest.raises(QuantiemeManquant):
        quantieme(debut, mois, Arrondi.REFUS)


def test_les_mois_ne_se_chainent_pas() -> None:
    debut = date(2026, 1, 31)
    assert quantieme(quantieme(debut, 1), 1) == date(2026, 3, 28)
    assert quantieme(debut, 2) == date(2026, 3, 31)


# --- le registre et ses refus -------------------------------------------------------------------------------------------------


def test_le_registre_porte_tout_le_tableau_1() -> None:
    assert set(MODES) >= TABLEAU_1 | {"fin_du_jour", "mois_rebours", "fenetre", "heures_autorite"}
    assert all(mode.nom == nom and mode.intitule and mode.article for nom, mode in MODES.items())


@pytest.mark.parametrize("nom", [n for n, m in MODES.items() if m.entree == "instant"])
def test_un_mode_d_heure_a_heure_exige_l_heure(nom: str) -> None:
    duree = Duree(heures=24) if MODES[nom].unites else Duree()
    with pytest.raises(HeureManquante, match="sam. 21 novembre 2026".replace(" ", "\u00a0")):
        appliquer(nom, jour("sam. 21/11/2026"), duree, calendrier())


@pytest.mark.parametrize(
    "nom,duree,motif",
    [
        ("jours_acte", Duree(heures=24), "ne se compte pas en heures"),
        ("heures_ecoulees", Duree(jours=1), "ne se compte pas en jours"),
        ("jo_terme", Duree(semaines=1), "ne se compte pas en semaines"),
        ("fin_du_jour", Duree(jours=1), "unités : aucune"),
        ("jours_acte", Duree(), "demande une durée"),
        ("jours_acte", Duree(jours=99_999), "invraisemblable"),
        ("mois_acte", Duree(annees=9_999), "invraisemblable"),
    ],
)
def test_duree_qui_ne_va_pas_avec_le_mode(nom: str, duree: Duree, motif: str) -> None:
    with pytest.raises(DureeInvalide, match=motif):
        appliquer(nom, instant("sam. 21/11/2026 10:00"), duree, calendrier())


def test_mode_inconnu() -> None:
    with pytest.raises(ModeInconnu, match="« jours_franc »"):
        appliquer("jours_franc", jour("sam. 21/11/2026"), Duree(jours=10), calendrier())


@pytest.mark.parametrize(
    "nom,options",
    [
        ("jours_acte", {"prudence": "idem"}),
        ("jours_acte", {"prudente": "report"}),
        ("jo_terme", {"compter_depart": "oui"}),
        ("incident", {"supplement": True}),
        ("incident", {}),
        ("fenetre", {}),
        ("fenetre", {"maximum": {"jours": 20}, "haute": "jamais"}),
        ("plus_tardive", {"autres": ["2026-11-21"]}),
        ("jour_meme", {"ouverture": date(2026, 11, 21)}),
    ],
)
def test_option_refusee(nom: str, options: dict[str, object]) -> None:
    duree = Duree(jours=10) if MODES[nom].unites else Duree()
    with pytest.raises(OptionInvalide):
        appliquer(nom, instant("sam. 21/11/2026 10:00"), duree, calendrier(), options)


@pytest.mark.parametrize("valeur", [{"annee": 1}, "6 mois", 6, {"mois": -1}, {"mois": 1.5}, {"jours": True}])
def test_duree_illisible(valeur: object) -> None:
    with pytest.raises(DureeInvalide):
        Duree.depuis(valeur)


def test_un_datetime_n_est_ni_un_jour_ni_un_instant() -> None:
    with pytest.raises(DepartInvalide):
        appliquer("jours_acte", datetime(2026, 11, 21, 10), Duree(jours=10), calendrier())


@pytest.mark.parametrize("annee", [202, 1926, 2260])
def test_annee_invraisemblable(annee: int) -> None:
    with pytest.raises(DepartInvalide, match=f"{annee} est invraisemblable"):
        appliquer("jours_acte", date(annee, 11, 21), Duree(jours=10), calendrier())


def test_fenetre_en_mois_au_minimum_refusee() -> None:
    with pytest.raises(DureeInvalide):
        appliquer("fenetre", jour("sam. 21/11/2026"), Duree(jours=10), calendrier(), {"maximum": {"heures": 2}})


@pytest.mark.parametrize(
    "duree,texte",
    [
        (Duree(heures=24), "24 heures"),
        (Duree(heures=1, minutes=30), "1 heure et 30 minutes"),
        (Duree(annees=1, mois=6), "1 an et 6 mois"),
        (Duree(semaines=1), "1 semaine"),
        (Duree(), "sans durée"),
    ],
)
def test_duree_dite_en_francais(duree: Duree, texte: str) -> None:
    assert duree.dire() == texte


# --- heures et changement d'heure ---------------------------------------------------------------------------------------------


def test_comput_heures_gav_les_deux_exemples() -> None:
    ete = terme("heures_ecoulees", "sam. 28/03/2026 15:00", Duree(heures=24))
    assert (ete.legal, ete.prudent) == (instant("dim. 29/03/2026 16:00"), instant("dim. 29/03/2026 15:00"))
    hiver = terme("heures_ecoulees", "sam. 24/10/2026 15:00", Duree(heures=24))
    assert hiver.legal == hiver.prudent == instant("dim. 25/10/2026 14:00")


def test_pendule_qui_saute_l_heure_attendue() -> None:
    """À 02:30 le 29/03/2026 la pendule est passée de 02:00 à 03:00 : l'heure est atteinte au saut."""
    t = terme("heures_ecoulees", "sam. 28/03/2026 02:30", Duree(heures=24))
    assert t.legal == instant("dim. 29/03/2026 03:30")
    assert t.prudent == instant("dim. 29/03/2026 03:00")
    assert "aucune décision" in t.raison_ecart


def test_pendule_qui_marque_deux_fois_la_meme_heure() -> None:
    t = terme("heures_ecoulees", "sam. 24/10/2026 02:30", Duree(heures=24))
    assert t.legal == t.prudent == instant("dim. 25/10/2026 02:30", occurrence=1)


@pytest.mark.parametrize(
    "occurrence,minutes,attendu",
    [
        (2, 15, ("dim. 25/10/2026 02:30", 2)),  # la première occurrence de 02:30 est déjà passée
        (1, 15, ("dim. 25/10/2026 02:30", 1)),
        (1, 60, ("dim. 25/10/2026 03:15", None)),
    ],
)
def test_pendule_jamais_avant_le_depart(occurrence: int, minutes: int, attendu: tuple[str, int | None]) -> None:
    depart = instant("dim. 25/10/2026 02:15", occurrence=occurrence)
    assert a_la_pendule(depart, minutes, PARIS) == instant(attendu[0], occurrence=attendu[1])


def test_heures_et_minutes_s_ajoutent() -> None:
    t = terme("heures_ecoulees", "sam. 21/11/2026 10:00", Duree(heures=23, minutes=15))
    assert t.legal == instant("dim. 22/11/2026 09:15")
    assert not t.en_jours


def test_duree_entierement_imputee_finit_au_depart() -> None:
    t = terme("heures_ecoulees", "dim. 25/10/2026 10:00", Duree())
    assert t.legal == t.prudent == instant("dim. 25/10/2026 10:00")
    assert t.etapes == ("Durée entièrement consommée par ce qui s'impute.",)


def test_comput_heures_du_blocage_de_la_mise_en_liberte() -> None:
    t = terme("heures_autorite", "ven. 20/11/2026 16:05", Duree(heures=8))
    assert t.legal == instant("sam. 21/11/2026 00:05")


def test_rebours_d_audience_le_lundi_du_changement_d_heure() -> None:
    t = terme("heures_rebours", "lun. 26/10/2026 14:00", Duree(heures=24))
    assert t.legal == instant("dim. 25/10/2026 14:00")
    assert t.prudent == instant("dim. 25/10/2026 00:00")


def test_avis_d_audience_sans_report_si_la_regle_le_dit() -> None:
    t = terme("heures_acte", "jeu. 19/11/2026 10:00", Duree(heures=48), reporter=False)
    assert t.legal == instant("sam. 21/11/2026 10:00")
    assert t.prudent == instant("dim. 22/11/2026 00:00")
    assert not t.report


def test_avis_d_audience_et_second_jour_de_noel_local() -> None:
    """48 h s'achèvent le mar. 26/12/2028 : chômé, elles courraient jusqu'au 27 à 24 h ; la prudente attend donc le 28."""
    t = terme("heures_acte", "dim. 24/12/2028 10:00", Duree(heures=48), "alsace_moselle")
    assert t.legal == instant("mar. 26/12/2028 10:00")
    assert t.prudent == instant("jeu. 28/12/2028 00:00")


# --- jours et mois ------------------------------------------------------------------------------------------------------------


def test_jours_ouvrables_de_detention_les_deux_exemples() -> None:
    """Fiche jumelle comput_jours_ouvrables : départ ven. 06/11/2026, quatre jours ouvrables."""
    t = terme("jo_terme", "ven. 06/11/2026", Duree(jours=4))
    assert (t.legal, t.prudent) == (instant("ven. 13/11/2026 24:00"), instant("jeu. 12/11/2026 24:00"))
    compte = terme("jo_terme", "ven. 06/11/2026", Duree(jours=4), compter_depart=True)
    assert compte.prudent == instant("mar. 10/11/2026 24:00")


def test_jour_de_l_ordonnance_dominical_non_compte() -> None:
    t = terme("jo_terme", "dim. 15/11/2026", Duree(jours=4), compter_depart=True)
    assert t.prudent == terme("jo_terme", "dim. 15/11/2026", Duree(jours=4)).prudent


def test_jours_ouvrables_un_jour_par_ligne() -> None:
    t = terme("jo_terme", "ven. 20/11/2026", Duree(jours=3))
    lignes = [ligne.replace("\u00a0", " ") for ligne in t.etapes]
    assert lignes == [
        "Le jour de départ ne compte pas : le délai court du lendemain.",
        "sam. 21 novembre 2026 : samedi, non compté.",
        "dim. 22 novembre 2026 : dimanche, non compté.",
        "lun. 23 novembre 2026 : 1er jour ouvrable.",
        "mar. 24 novembre 2026 : 2e jour ouvrable.",
        "mer. 25 novembre 2026 : 3e jour ouvrable.",
    ]


def test_fete_contestee_jamais_comptee_pour_l_autorite() -> None:
    t = terme("jo_terme", "ven. 22/12/2028", Duree(jours=1), "alsace_moselle")
    assert t.legal == instant("mar. 26/12/2028 24:00")
    assert "fêtes locales contestées" in t.notes[0]


def test_convocation_cinq_jours_ouvrables_pleins() -> None:
    """Fiche jumelle comput_convocation_5jo : débat ven. 20/11/2026, envoi au plus tard jeu. 12/11/2026."""
    assert terme("jo_rebours", "ven. 20/11/2026", Duree(jours=5)).prudent == instant("jeu. 12/11/2026 24:00")


def test_delai_de_jours_d_une_juridiction() -> None:
    """Fiche jumelle comput_delai_jours_juridiction, corrigée par le groupe 14 : prudente le dernier jour ouvrable."""
    t = terme("delai_autorite", "jeu. 05/11/2026", Duree(jours=10))
    assert (t.legal, t.prudent) == (instant("dim. 15/11/2026 24:00"), instant("ven. 13/11/2026 24:00"))
    assert "lun.\u00a016\u00a0novembre\u00a02026 à 24 h" in t.notes[-1]


@pytest.mark.parametrize(
    "depart,mois,fin",
    [
        ("lun. 03/08/2026", 4, "mer. 02/12/2026 24:00"),
        ("lun. 03/08/2026", 8, "ven. 02/04/2027 24:00"),
        ("lun. 03/08/2026", 12, "lun. 02/08/2027 24:00"),
        ("jeu. 15/01/2026", 18, "mer. 14/07/2027 24:00"),
        ("jeu. 30/07/2026", 4, "dim. 29/11/2026 24:00"),
        ("ven. 07/06/2019", 12, "sam. 06/06/2020 24:00"),
        ("mar. 28/06/2022", 12, "mar. 27/06/2023 24:00"),
        ("ven. 13/11/2026", 4, "ven. 12/03/2027 24:00"),
    ],
)
def test_titre_de_detention(depart: str, mois: int, fin: str) -> None:
    """Fiches jumelles sur le titre, son départ et l'imputation : veille du quantième, jamais reportée."""
    t = terme("mois_privation", depart, Duree(mois=mois))
    assert t.legal == t.prudent == instant(fin)
    assert not t.report


def test_titre_sans_quantieme_donne_les_deux_jours_et_la_raison() -> None:
    t = terme("mois_privation", "sam. 31/10/2026", Duree(mois=4))
    assert "Quantième manquant" in t.raison_ecart
    assert any("n'a pas de 31" in note for note in t.notes)


def test_peine_de_deux_mois_sans_quantieme() -> None:
    t = terme("peine", "jeu. 31/12/2026", Duree(mois=2))
    assert t.legal == instant("sam. 27/02/2027 24:00")
    assert t.prudent == instant("ven. 26/02/2027 24:00")


def test_peine_finissant_une_fete_legale() -> None:
    """Fin le ven. 01/01/2027 : libération avancée au jeu. 31/12/2026 (716-3)."""
    t = terme("peine", "lun. 02/11/2026", Duree(mois=2))
    assert t.legal == t.prudent == instant("jeu. 31/12/2026 24:00")
    assert "716-3" in " ".join(t.etapes)


def test_peine_en_jours() -> None:
    assert terme("peine", "lun. 02/11/2026", Duree(jours=10)).legal == instant(
        "mer. 11/11/2026 24:00".replace("mer. 11", "mar. 10")
    )


def test_citation_delivree_au_plus_tard() -> None:
    """Audience lun. 11/01/2027 : citation au plus tard sam. 26/12/2026, en pratique jeu. 24/12/2026 (fiche 552)."""
    t = terme("jours_rebours", "lun. 11/01/2027", Duree(jours=15))
    assert t.prudent == instant("jeu. 24/12/2026 24:00")
    assert "sam.\u00a026\u00a0décembre" in " ".join(t.etapes)


@pytest.mark.parametrize(
    "depart,duree,prudente",
    [
        ("mer. 20/01/2027", Duree(jours=15, mois=1), "lun. 08/03/2027 00:00"),
        ("mar. 01/12/2026", Duree(jours=15, mois=1), "dim. 17/01/2027 00:00"),
        ("lun. 02/11/2026", Duree(jours=15, mois=2), "lun. 18/01/2027 00:00"),
        ("lun. 02/11/2026", Duree(jours=10, mois=2), "mer. 13/01/2027 00:00"),
    ],
)
def test_distance_exemples_des_fiches_552(depart: str, duree: Duree, prudente: str) -> None:
    assert terme("distance", depart, duree).prudent == instant(prudente)


@pytest.mark.parametrize(
    "depart,fin,prudente",
    [
        ("lun. 23/11/2026", "mar. 08/12/2026 24:00", "mar. 08/12/2026 24:00"),
        ("mar. 15/12/2026", "lun. 04/01/2027 24:00", "mer. 30/12/2026 24:00"),
    ],
)
def test_appel_incident_exemples_de_la_fiche_500(depart: str, fin: str, prudente: str) -> None:
    t = terme("incident", depart, Duree(jours=10), supplement=5)
    assert (t.legal, t.prudent) == (instant(fin), instant(prudente))


def test_fenetre_de_convocation_par_proces_verbal_sans_quantieme() -> None:
    f = appliquer("fenetre", jour("lun. 31/08/2026"), Duree(jours=10), calendrier(), {"maximum": {"mois": 6}})
    assert isinstance(f, Fenetre)
    assert f.maximum.legal == instant("dim. 28/02/2027 24:00")
    assert any("ven.\u00a026\u00a0février" in note for note in f.maximum.notes)


@pytest.mark.parametrize(
    "recu,depart",
    [
        ("jeu. 19/11/2026 09:00", "jeu. 19/11/2026 00:00"),
        ("jeu. 19/11/2026 17:00", "jeu. 19/11/2026 00:00"),
        ("jeu. 19/11/2026 08:59", "ven. 20/11/2026 00:00"),
        ("jeu. 19/11/2026 17:01", "ven. 20/11/2026 00:00"),
        ("mer. 11/11/2026 11:00", "jeu. 12/11/2026 00:00"),
    ],
)
def test_reception_electronique_neuf_heures_dix_sept_heures(recu: str, depart: str) -> None:
    t = terme("reception_electronique", recu, Duree())
    assert t.legal == instant(depart)
    assert t.prudent <= t.legal


def test_demande_electronique_puis_delai_du_juge() -> None:
    """E109 d'un seul trait : reçue ven. 20/11/2026 à 18:10, un mois pour statuer."""
    t = terme("delai_autorite", "ven. 20/11/2026 18:10", Duree(mois=1), electronique=True)
    assert (t.legal, t.prudent) == (instant("mer. 23/12/2026 24:00"), instant("ven. 18/12/2026 24:00"))
    assert "l'envoi du ven." in " ".join(t.etapes)
    a_l_heure = terme("delai_autorite", "jeu. 19/11/2026 11:00", Duree(mois=1), electronique=True)
    assert (a_l_heure.legal, a_l_heure.prudent) == (instant("sam. 19/12/2026 24:00"), instant("ven. 18/12/2026 24:00"))
    with pytest.raises(HeureManquante):
        terme("delai_autorite", "ven. 20/11/2026", Duree(mois=1), electronique=True)


def test_fin_du_jour_suit_le_fuseau_du_lieu() -> None:
    cal = calendrier("martinique")
    t = appliquer("fin_du_jour", instant("ven. 20/11/2026 22:00", cal.fuseau), Duree(), cal)
    assert isinstance(t, Terme)
    assert t.legal == instant("ven. 20/11/2026 24:00", cal.fuseau)
    assert t.en_jours


def test_deux_departs_d_un_minimum_prennent_la_plus_tardive_pour_prudente() -> None:
    t = terme("minimum_avant_audience", "lun. 02/11/2026", Duree(jours=10), depart_prudent=jour("lun. 09/11/2026"))
    assert t.legal == instant("jeu. 12/11/2026 00:00")
    assert t.prudent == instant("ven. 20/11/2026 00:00")
    assert "Deux points de départ" in t.raison_ecart


def test_deux_departs_d_une_fenetre() -> None:
    options = {"maximum": {"semaines": 10}, "depart_prudent": jour("mer. 25/11/2026")}
    f = appliquer("fenetre", jour("lun. 23/11/2026"), Duree(semaines=4), calendrier(), options)
    assert isinstance(f, Fenetre)
    assert f.minimum.prudent == instant("jeu. 24/12/2026 00:00")
    assert f.maximum.prudent == instant("lun. 01/02/2027 24:00")


def test_une_erreur_de_comput_se_montre() -> None:
    with pytest.raises(ErreurMetier) as erreur:
        appliquer("jours_acte", jour("sam. 21/11/2026"), Duree(mois=1), calendrier())
    assert erreur.value.code == "duree_invalide"
    assert erreur.value.phrase.endswith(".")


def test_chaque_sens_a_un_mode() -> None:
    assert {mode.sens for mode in MODES.values()} == set(Sens)


def test_un_delai_plus_long_n_expire_jamais_plus_tot() -> None:
    fins = [terme("jours_acte", "mar. 15/12/2026", Duree(jours=n)).legal for n in range(1, 40)]
    assert all(avant <= apres for avant, apres in pairwise(fins))


def test_la_page_des_modes_les_decrit_tous() -> None:
    page = (CALENDRIERS.parents[1] / "documentation" / "developpeur" / "computation.md").read_text(encoding="utf-8")
    manquants = {nom for nom, mode in MODES.items() if not all(f"`{mot}`" in page for mot in (nom, *mode.options))}
    assert not manquants


def test_l_augmentation_de_distance_se_compte_en_mois() -> None:
    with pytest.raises(DureeInvalide, match="en mois"):
        terme("distance", "lun. 23/11/2026", Duree(jours=15))


def test_le_recours_de_24_heures_se_lit_a_24_h_et_son_rappel_a_l_heure() -> None:
    t = terme("recours_24h_heure", "ven. 20/11/2026 16:00", Duree())
    dits = [
        dire_instant(i, PARIS, en_jours=t.en_jours).replace("\u00a0", " ").replace("\u202f", " ") for i in (t.legal, t.prudent)
    ]
    assert dits == ["lun. 23 novembre 2026 à 24 h", "sam. 21 novembre 2026 à 16 h 00"]


def test_une_peine_en_jours_ne_parle_pas_de_quantieme() -> None:
    t = terme("peine", "ven. 11/12/2026", Duree(jours=15))
    assert not any("quantième" in ligne for ligne in t.etapes)
    assert t.legal == instant("ven. 25/12/2026 00:00", PARIS), "la fin tombe à Noël : libération la veille, le 24 à 24 h"


def test_un_jour_de_pont_est_ouvrable() -> None:
    assert terme("jour_ouvrable", "ven. 15/05/2026", Duree()).legal == instant("ven. 15/05/2026 00:00", PARIS)
    assert terme("jour_ouvrable", "ven. 15/05/2026", Duree(), suivant=True).legal == instant("lun. 18/05/2026 00:00", PARIS)


def test_le_second_jour_de_noel_n_est_ferie_a_metz_que_dans_la_lecture_legale() -> None:
    t = terme("jour_ouvrable", "mar. 26/12/2028", Duree(), "alsace_moselle")
    assert (t.legal, t.prudent) == (instant("mer. 27/12/2028 00:00", PARIS), instant("mar. 26/12/2028 00:00", PARIS))


def test_le_dernier_jour_a_rebours_recule_au_jour_ouvrable() -> None:
    t = terme("fin_du_jour", "sam. 28/11/2026", Duree(), a_rebours=True)
    assert (t.legal, t.prudent) == (instant("dim. 29/11/2026 00:00", PARIS), instant("sam. 28/11/2026 00:00", PARIS))
