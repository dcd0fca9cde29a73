"""L'échéancier d'un tribunal : l'ordre où il faut agir, les groupes, les filtres, ce qu'un acte enregistré y change."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.echeance import Confiance, Echeance, Nature, Portee, Source
from app.domain.temps import Instant
from app.presentation.differences import Changer
from app.presentation.formats import jour_et_heure
from app.presentation.lignes import LigneDEcheance, Signalement, ligne_de, restant, signe
from app.presentation.tableau import EnTete, Filtre, Groupe, TableauDEcheances, identite
from app.presentation.urgence import Niveau
from tests.outils.lignes import MIDI, PARIS, ligne, lignes, signalement
from tests.unit.presentation.test_differences import appliquer

HEURE = 3600
JOUR = 24 * HEURE


def tableau(
    *rangees: LigneDEcheance, signalements: Iterable[Signalement] = (), maintenant: Instant = MIDI, closes: bool = True
) -> TableauDEcheances:
    rendu = TableauDEcheances(PARIS, {"garde_a_vue": "Garde à vue"})
    rendu.filtre = Filtre(closes=closes)
    rendu.charger(rangees, signalements, maintenant=maintenant)
    return rendu


def groupes(t: TableauDEcheances) -> dict[Groupe, list[str]]:
    """Rend les clés des lignes de chaque groupe, dans l'ordre affiché ; vérifie le compte annoncé."""
    rendus: dict[Groupe, list[str]] = {}
    courant: list[str] = []
    for rangee in t.rangees:
        if isinstance(rangee, EnTete):
            courant = rendus[rangee.groupe] = []
        else:
            courant.append(rangee.cle)
    assert {r.groupe: r.nombre for r in t.rangees if isinstance(r, EnTete)} == {g: len(c) for g, c in rendus.items()}
    return rendus


def test_la_plus_pressante_est_en_tete_quel_que_soit_l_ordre_de_la_base() -> None:
    t = tableau(ligne("c", 3 * HEURE), ligne("a", HEURE), ligne("b", 2 * HEURE))
    assert groupes(t) == {Groupe.AUJOURD_HUI: ["a", "b", "c"]}


def test_les_groupes_suivent_le_calendrier_du_tribunal() -> None:
    t = tableau(
        ligne("passee", -HEURE),
        ligne("ce soir", 11 * HEURE),
        ligne("cette nuit", 13 * HEURE),
        ligne("dans cinq jours", 5 * JOUR),
        ligne("dans vingt jours", 20 * JOUR),
        ligne("dans un an", 365 * JOUR),
        signalements=[signalement("incalculable")],
    )
    assert groupes(t) == {
        Groupe.INCALCULABLES: ["incalculable"],
        Groupe.DEPASSEES: ["passee"],
        Groupe.AUJOURD_HUI: ["ce soir"],
        Groupe.DEMAIN: ["cette nuit"],
        Groupe.SEPT_JOURS: ["dans cinq jours"],
        Groupe.TRENTE_JOURS: ["dans vingt jours"],
        Groupe.PLUS_TARD: ["dans un an"],
    }


def test_un_delai_qui_finit_a_minuit_est_encore_d_aujourd_hui() -> None:
    minuit = ligne("à 24 h", 12 * HEURE, en_jours=True)
    assert groupes(tableau(minuit)) == {Groupe.AUJOURD_HUI: ["à 24 h"]}
    assert jour_et_heure(Instant(minuit.suivi), PARIS, en_jours=True, annee=2026) == ("jeu.\u00a012\u00a0mars", "24\u202fh")


def test_une_echeance_close_reste_a_sa_place_tant_que_son_heure_n_est_pas_passee() -> None:
    t = tableau(ligne("a", HEURE), ligne("b", 2 * HEURE, etat="satisfaite"), ligne("c", 3 * HEURE))
    assert groupes(t) == {Groupe.AUJOURD_HUI: ["a", "b", "c"]}


def test_une_echeance_close_n_est_jamais_dite_depassee() -> None:
    t = tableau(
        ligne("ouverte", -HEURE), ligne("close", -HEURE, etat="satisfaite"), ligne("ancienne", 60 - JOUR, etat="sans objet")
    )
    assert groupes(t) == {Groupe.DEPASSEES: ["ouverte"], Groupe.CLOSES: ["close", "ancienne"]}
    assert t.depassees == 1
    assert [signe(x, MIDI).mot for x in t.lignes] == ["sans objet", "satisfaite", "dépassée"]


def test_ce_qui_est_clos_depuis_plus_d_un_jour_ne_se_montre_plus() -> None:
    hier, avant_hier = MIDI.secondes - 20 * HEURE, MIDI.secondes - 40 * HEURE
    anciennes = [
        ligne("close hier", -3 * JOUR, etat="satisfaite", satisfaite_le=hier),
        ligne("close avant-hier", -3 * JOUR, etat="satisfaite", satisfaite_le=avant_hier),
        ligne("close tôt, terme à venir", HEURE, etat="satisfaite", satisfaite_le=avant_hier),
        ligne("jamais close", -30 * JOUR),
    ]
    t = tableau(*anciennes)
    assert {x.cle for x in t.lignes} == {"close hier", "close tôt, terme à venir", "jamais close"}
    t.remplacer_mesure("m1", anciennes, maintenant=MIDI)
    assert len(t.lignes) == 3


def test_le_droit_qu_une_partie_n_a_pas_exerce_quitte_la_liste_un_jour_apres_son_terme() -> None:
    t = tableau(ligne("appel hier", -20 * HEURE, nature="droit"), ligne("appel ancien", -3 * JOUR, nature="droit"))
    assert [x.cle for x in t.lignes] == ["appel hier"]


def test_sans_les_demander_on_ne_voit_closes_que_celles_que_l_on_vient_de_clore() -> None:
    t = tableau(ligne("a", HEURE), ligne("b", 2 * HEURE, etat="satisfaite"), ligne("c", -HEURE, mesure_id="m2"), closes=False)
    assert groupes(t) == {Groupe.DEPASSEES: ["c"], Groupe.AUJOURD_HUI: ["a"]}
    t.remplacer_mesure("m1", [ligne("a", HEURE, etat="satisfaite"), ligne("b", 2 * HEURE, etat="satisfaite")], maintenant=MIDI)
    t.remplacer_mesure(
        "m2", [ligne("c", -HEURE, mesure_id="m2", etat="satisfaite", satisfaite_le=MIDI.secondes)], maintenant=MIDI
    )
    assert groupes(t) == {Groupe.AUJOURD_HUI: ["a"], Groupe.CLOSES: ["c"]}
    t.charger(t.lignes, maintenant=MIDI)
    assert groupes(t) == {Groupe.AUJOURD_HUI: ["a"], Groupe.CLOSES: ["c"]}


def test_un_delai_minimal_ecoule_n_est_pas_un_retard() -> None:
    t = tableau(ligne("attente de l'avocat", -60, nature="minimum"))
    assert groupes(t) == {Groupe.CLOSES: ["attente de l'avocat"]}
    assert t.depassees == 0


def test_une_ligne_ne_sait_pas_quelle_heure_il_est() -> None:
    une = ligne(dans=HEURE)
    assert restant(une, MIDI) == HEURE
    assert restant(une, MIDI.plus(minutes=61)) == -60
    assert signe(une, MIDI).mot == "critique"
    assert signe(une, MIDI.plus(minutes=61)).mot == "dépassée"


@pytest.mark.parametrize(
    "filtre, attendus",
    [
        (Filtre(texte="etienne"), ["a"]),
        (Filtre(texte="  ETIENNE   lever "), ["a"]),
        (Filtre(texte="26/0099"), ["b"]),
        (Filtre(texte="garde a vue 0099"), ["b"]),
        (Filtre(texte="personne d'autre"), []),
        (Filtre(mesures=frozenset({"retenue_mineur"})), ["c"]),
        (Filtre(autorites=frozenset({"juge des libertés et de la détention"})), ["b"]),
        (Filtre(niveaux=frozenset({Niveau.CRITIQUE, Niveau.DEPASSEE})), ["a"]),
        (Filtre(), ["a", "b", "c"]),
        (Filtre(closes=True), ["a", "b", "c", "close"]),
    ],
)
def test_les_filtres_gardent_ce_qu_on_cherche(filtre: Filtre, attendus: list[str]) -> None:
    t = tableau(
        ligne("a", HEURE, personne="ÉTIENNE Zoé"),
        ligne("b", 5 * HEURE, numero="26/0099", autorite="juge des libertés et de la détention"),
        ligne("c", 8 * HEURE, type_mesure="retenue_mineur"),
        ligne("close", 9 * HEURE, etat="satisfaite"),
    )
    t.filtrer(filtre, MIDI)
    assert [c for cles in groupes(t).values() for c in cles] == attendus
    assert t.nombre == len(attendus)


def test_enregistrer_un_acte_ne_change_que_les_lignes_de_sa_mesure() -> None:
    t = tableau(ligne("autre", HEURE, mesure_id="m2"), ligne("fin", 2 * HEURE), ligne("encore", 3 * HEURE, mesure_id="m2"))
    avant = list(t.rangees)
    differences = t.remplacer_mesure("m1", [ligne("fin", 2 * HEURE, etat="satisfaite")], maintenant=MIDI)
    assert differences == [Changer(2, 2)]
    assert appliquer(avant, t.rangees, differences) == t.rangees


def test_une_prolongation_deplace_la_fin_sans_toucher_aux_autres() -> None:
    t = tableau(ligne("autre", HEURE, mesure_id="m2"), ligne("fin", 2 * HEURE))
    t.remplacer_mesure("m1", [ligne("fin", 26 * HEURE)], maintenant=MIDI)
    assert groupes(t) == {Groupe.AUJOURD_HUI: ["autre"], Groupe.DEMAIN: ["fin"]}


def test_remplacer_un_dossier_remplace_aussi_ses_incalculables() -> None:
    t = tableau(ligne("fin", HEURE), ligne("autre", HEURE, dossier_id="d2"), signalements=[signalement()])
    t.remplacer_dossier("d1", [ligne("fin", HEURE), ligne("examen", 2 * HEURE)], [], maintenant=MIDI)
    assert groupes(t) == {Groupe.AUJOURD_HUI: ["autre", "fin", "examen"]}


def test_une_irregularite_n_est_pas_une_echeance_incalculable() -> None:
    assert groupes(tableau(signalements=[signalement(genre="irregularite", gravite="rouge")])) == {}


def test_le_temps_qui_passe_fait_tomber_une_ligne_dans_les_depassees() -> None:
    t = tableau(ligne("a", 60), ligne("b", HEURE))
    assert t.avancer(MIDI.plus(secondes=59)) == []
    avant = list(t.rangees)
    differences = t.avancer(MIDI.plus(secondes=60))
    assert groupes(t) == {Groupe.DEPASSEES: ["a"], Groupe.AUJOURD_HUI: ["b"]}
    assert appliquer(avant, t.rangees, differences) == t.rangees


def test_a_minuit_demain_devient_aujourd_hui() -> None:
    t = tableau(ligne("a", 20 * HEURE))
    t.avancer(MIDI.plus(heures=12))
    assert groupes(t) == {Groupe.AUJOURD_HUI: ["a"]}


def test_une_horloge_reculee_rend_sa_place_a_la_ligne() -> None:
    t = tableau(ligne("a", 60), maintenant=MIDI.plus(minutes=5))
    assert groupes(t) == {Groupe.DEPASSEES: ["a"]}
    t.avancer(MIDI)
    assert groupes(t) == {Groupe.AUJOURD_HUI: ["a"]}


def test_sous_un_filtre_de_niveau_une_ligne_apparait_quand_elle_devient_critique() -> None:
    t = tableau(ligne("a", 2 * HEURE), ligne("b", 8 * HEURE))
    t.filtrer(Filtre(niveaux=frozenset({Niveau.CRITIQUE})), MIDI)
    assert groupes(t) == {}
    assert t.avancer(MIDI.plus(minutes=59)) == []
    t.avancer(MIDI.plus(minutes=60))
    assert groupes(t) == {Groupe.AUJOURD_HUI: ["a"]}


def test_les_secondes_ne_battent_que_pour_une_ligne_visible_dans_sa_derniere_heure() -> None:
    t = tableau(ligne("a", 30 * 60, etat="satisfaite"), ligne("b", 50 * 60), ligne("c", 5 * HEURE))
    assert t.en_derniere_heure(0, 3, MIDI)
    assert not t.en_derniere_heure(3, 3, MIDI)
    assert not t.en_derniere_heure(0, 1, MIDI)


def test_les_choix_de_filtre_sont_ceux_de_la_base_les_plus_frequents_d_abord() -> None:
    t = tableau(
        ligne("a", type_mesure="x"), ligne("b", type_mesure="y"), ligne("c", type_mesure="y"), ligne("d", type_mesure="")
    )
    assert t.valeurs("type_mesure") == ("y", "x")


def test_une_mesure_porte_le_nom_du_vocabulaire_sinon_son_type() -> None:
    t = tableau()
    assert t.nom_de_mesure("garde_a_vue") == "Garde à vue"
    assert t.nom_de_mesure("retenue_mineur") == "retenue mineur"


def test_deux_dossiers_peuvent_porter_la_meme_cle() -> None:
    t = tableau(ligne("fin", HEURE, dossier_id="d1"), ligne("fin", HEURE, dossier_id="d2"))
    assert len({identite(r) for r in t.rangees}) == len(t.rangees) == 3
    assert t.position(identite(t.rangees[2])) == 2


def test_la_ligne_d_une_echeance_du_moteur_garde_ses_deux_lectures() -> None:
    fin = Instant.de_locale(datetime(2026, 3, 13, 15, 0), PARIS)
    echeance = Echeance(
        cle="m1|fin", mesure="m1", objet="Fin", action="Lever", autorite="procureur", nature=Nature.DROIT,
        portee=Portee.ACQUISE,
        source=Source("r", "R", ("art. 63", "art. 64"), date(2020, 1, 1), None, "", "p", Confiance.HAUTE), legal=fin,
        prudent=fin.plus(heures=-1), fuseau=PARIS, etapes=(), alertes=(60, 360, 180),
    )  # fmt: skip
    rendue = ligne_de(echeance, dossier_id="d1", type_mesure="garde_a_vue", personne="MARTIN", numero="26/1")
    assert (rendue.legal, rendue.prudent, rendue.suivi) == (fin.secondes, fin.secondes - HEURE, fin.secondes)
    assert rendue.alertes == "360 180 60"
    assert rendue.articles == "art. 63 ; art. 64"
    assert rendue.premiere_alerte == fin.secondes - 360 * 60


tirages = st.lists(
    st.tuples(
        st.sampled_from("abcdefgh"),
        st.integers(-3, 30),
        st.sampled_from(["ouverte", "satisfaite"]),
        st.sampled_from(["m1", "m2"]),
    ),
    unique_by=lambda x: x[0],
)


def fabriquer(tirage: list[tuple[str, int, str, str]]) -> list[LigneDEcheance]:
    return [ligne(cle, h * HEURE, etat=etat, mesure_id=m) for cle, h, etat, m in tirage]


@given(tirages, tirages, st.integers(0, 20))
def test_remplacer_puis_laisser_passer_le_temps_vaut_recharger(
    avant: list[tuple[str, int, str, str]], apres: list[tuple[str, int, str, str]], heures: int
) -> None:
    t = tableau(*fabriquer(avant))
    autres = [x for x in t.lignes if x.mesure_id != "m1"]
    nouvelles = [x._replace(mesure_id="m1") for x in fabriquer(apres) if x.cle not in {y.cle for y in autres}]
    rangees = list(t.rangees)
    differences = t.remplacer_mesure("m1", nouvelles, maintenant=MIDI)
    rangees = appliquer(rangees, t.rangees, differences)
    plus_tard = MIDI.plus(heures=heures)
    differences = t.avancer(plus_tard)
    rangees = appliquer(rangees, t.rangees, differences)
    assert rangees == tableau(*autres, *nouvelles, maintenant=plus_tard).rangees


def test_douze_mille_lignes_gardent_leur_ordre() -> None:
    t = tableau(*lignes(12_000))
    suivis = [r.suivi for r in t.rangees if isinstance(r, LigneDEcheance) and r.etat == "ouverte" and r.nature != "minimum"]
    assert suivis == sorted(suivis)
