"""Les dossiers de démonstration : plausibles, variés, les mêmes à chaque fois, jamais refusés par le registre."""

from __future__ import annotations

from datetime import datetime

import pytest

from app.domain.echeance import Gravite, Nature, Portee, Resultat, Statut
from app.domain.temps import Instant
from app.services.demonstration import detentions
from app.services.demonstration.peuplement import (
    DETENUS_PAR_PROFIL,
    ECHEANCES_PAR_PROFIL,
    SITUATIONS,
    ProfilInconnu,
    _Peuplement,
    peupler,
)
from app.services.demonstration.scenes import Situation
from app.services.reconstitution import charger, reconstituer
from tests.outils.fabriques import le, moteur
from tests.outils.memoire import BaseEnMemoire

REFERENCE = le("24/11/2026 10:00")


def peuplee(profil: str = "S", graine: int = 1, reference: Instant = REFERENCE) -> BaseEnMemoire:
    base = BaseEnMemoire()
    peupler(base, moteur(), reference, profil, graine)
    return base


IRREGULIERES = {"irregularites", "depassee", "fait_manquant", *detentions.IRREGULIERES}
"""Les situations qui montrent un manquement, un dépassement ou un fait manquant : toutes les autres sont régulières."""

EN_ATTENDANT = {"arrivee_non_renseignee"}
"""Un report guyanais en cours se signale tant que la personne n'est pas arrivée : ce n'est pas un manquement."""

SANS_REPROCHE = (Nature.RAPPEL, Nature.DROIT)
"""Passés, un rappel et le droit d'une partie qui n'en use pas ne sont pas des manquements."""

MARQUANTES = {
    "detention_correctionnelle": "fin_de_mesure",
    "attente_des_assises": "fin_de_mesure",
    "demande_de_liberte": "fin_de_mesure",
    "refere_detention": "ordonnance_du_premier_president",
    "flagrance": "fin_de_mesure_24h",
    "flagrance_prolongee": "fin_de_mesure_48h",
    "trafic_96_h": "fin_de_mesure_96h",
    "terrorisme_144_h": "fin_de_mesure_144h",
    "stupefiants_dans_le_corps": "fin_de_mesure_120h",
    "mineur_de_14_ans": "fin_de_mesure_24h",
    "retenue_d_un_mineur_de_11_ans": "fin_de_mesure_12h",
    "reprise_memes_faits": "fin_24h_apres_imputation",
    "deferement_de_nuit": "comparution_vingt_heures",
    "deferement_du_jour": "presentation_le_jour_meme",
    "majeur_protege": "avis_protecteur",
    "retenue_douaniere": "fin_de_mesure_24h",
    "verification_d_identite": "fin_de_mesure",
    "retenue_d_un_etranger": "fin_de_mesure",
    "retenue_du_controle_judiciaire": "fin_de_mesure",
    "mandat_d_arret_europeen": "fin_de_mesure",
    "mandat_d_amener": "fin_de_mesure",
    "condamne_recherche": "fin_de_mesure",
}


def resultats(situation: Situation, ages: list[int], reference: Instant = REFERENCE) -> list[Resultat]:
    base = BaseEnMemoire()
    _Peuplement(base, moteur(), reference, 1).ajouter([(situation, age) for age in ages])
    with base.lire() as unite:
        dossiers = [reconstituer(charger(unite, id_), moteur().corpus.vocabulaire) for id_ in unite.registre.dossiers()]
    return [moteur().calculer(dossier) for dossier in dossiers]


def situation_nommee(nom: str) -> Situation:
    return next(s for s in SITUATIONS if s.nom == nom)


@pytest.mark.parametrize("situation", [s for s in SITUATIONS if s.nom not in IRREGULIERES], ids=lambda s: s.nom)
@pytest.mark.parametrize("heure", ["24/11/2026 10:00", "25/11/2026 02:00"])
def test_les_situations_ordinaires_sont_regulieres(situation: Situation, heure: str) -> None:
    reference = le(heure)
    ages = list(range(situation.jeune, situation.vieux + 1, max(1, (situation.vieux - situation.jeune) // 5)))
    for resultat in resultats(situation, [*ages, situation.marquant or situation.jeune], reference):
        manquements = [
            i for i in resultat.irregularites if i.gravite is not Gravite.INFORMATION and i.objet not in EN_ATTENDANT
        ]
        assert [i.message for i in manquements] == []
        assert [i.raison for i in resultat.incalculables] == []
        tolerees = SANS_REPROCHE if situation in detentions.SITUATIONS else ()
        depassees = [e for e in resultat.echeances if e.statut(reference) is Statut.DEPASSEE and e.nature not in tolerees]
        assert [e.action for e in depassees] == []


@pytest.mark.parametrize("nom, objet", MARQUANTES.items())
def test_une_situation_marquante_montre_l_echeance_qu_elle_annonce(nom: str, objet: str) -> None:
    situation = situation_nommee(nom)
    (resultat,) = resultats(situation, [situation.marquant or 0])
    assert any(
        e.objet == objet and e.portee is Portee.ACQUISE and e.ouverte and e.suivi > REFERENCE for e in resultat.echeances
    )


def test_les_situations_irregulieres_le_montrent() -> None:
    situation = situation_nommee("irregularites")
    (resultat,) = resultats(situation, [situation.marquant or 0])
    assert {"prolongation_tardive", "audition_sans_avocat", "diligence_medecin"} <= {i.objet for i in resultat.irregularites}
    tardive = situation_nommee("prolongation_tardive")
    (resultat,) = resultats(tardive, [tardive.marquant or 0])
    assert "prolongation_tardive" in {i.objet for i in resultat.irregularites}
    expire = situation_nommee("titre_expire")
    (resultat,) = resultats(expire, [expire.marquant or 0])
    assert "fin_de_mesure" in {e.objet for e in resultat.echeances if e.statut(REFERENCE) is Statut.DEPASSEE}
    doubles = situation_nommee("titres_en_double")
    (resultat,) = resultats(doubles, [doubles.marquant or 0])
    assert any("deux titres pour la même cause" in i.message for i in resultat.irregularites)
    inconnue = situation_nommee("peine_inconnue")
    (resultat,) = resultats(inconnue, [inconnue.marquant or 0])
    assert "Peine d'emprisonnement encourue" in {f for i in resultat.incalculables for f in i.faits_manquants}
    depassee = situation_nommee("depassee")
    (resultat,) = resultats(depassee, [depassee.marquant or 0])
    assert "fin_de_mesure_24h" in {e.objet for e in resultat.echeances if e.statut(REFERENCE) is Statut.DEPASSEE}
    manquant = situation_nommee("fait_manquant")
    (resultat,) = resultats(manquant, [manquant.marquant or 0])
    assert {f for i in resultat.incalculables for f in i.faits_manquants} >= {"Date de naissance"}


def test_les_detenus_du_petit_profil_sont_a_tous_les_stades() -> None:
    projetees = [d for p in peuplee().contenu.projections.values() for d in p.detentions]
    en_cours = [d for d in projetees if d.en_cours]
    assert len(en_cours) >= DETENUS_PAR_PROFIL["S"]
    assert {d.phase for d in en_cours} >= {"information", "attente_jugement", "comparution_immediate", "appel"}
    assert len({d.regime for d in en_cours}) >= 8
    assert any(d.demandes for d in en_cours)
    assert any(d.autre_cause for d in en_cours)
    assert any(d.tri < REFERENCE.secondes for d in en_cours)
    assert all(d.etablissement and d.ecrou and d.cabinet for d in en_cours if d.type == "detention")


def test_la_meme_graine_rend_les_memes_dossiers() -> None:
    assert peuplee().contenu == peuplee().contenu


def test_une_autre_graine_rend_d_autres_personnes() -> None:
    assert [f.fiche.nom for f in peuplee(graine=1).contenu.projections.values()] != [
        f.fiche.nom for f in peuplee(graine=2).contenu.projections.values()
    ]


def test_rien_n_y_est_saisi_ni_survenu_apres_la_reference() -> None:
    for e in peuplee().contenu.lignes:
        assert e.saisi_le <= REFERENCE
        assert not isinstance(e.le, Instant) or e.le <= e.saisi_le


def test_le_petit_profil_montre_chaque_situation_marquante() -> None:
    contenu = peuplee().contenu
    marquantes = [s for s in SITUATIONS if s.marquant is not None]
    tires = DETENUS_PAR_PROFIL["S"] - sum(s in detentions.SITUATIONS for s in marquantes)
    assert len(contenu.dossiers) == len(marquantes) + tires
    assert {m.type for s in marquantes for m in s.mesures} == {m.type for m in contenu.mesures.values()}
    fondements = {e.champs.get("fondement") for e in contenu.lignes if e.type == "prolongation"}
    assert {"63_ii", "706_88", "706_88_bloc", "706_88_1"} <= fondements
    types = {e.type for e in contenu.lignes}
    assert {"retenue_803_3", "report_depart_guyane", "revelation_protection", "information_representants"} <= types
    territoires = {p.fiche.territoire for p in contenu.projections.values()}
    assert {"metropole", "guyane", "nouvelle_caledonie"} <= territoires
    assert any(e.remplace for e in contenu.lignes)


def test_le_changement_d_heure_y_est_quelle_que_soit_la_saison() -> None:
    for reference, attendu in (("24/11/2026 10:00", "25/10/2026 14:00"), ("02/06/2026 10:00", "26/10/2025 14:00")):
        contenu = peuplee(reference=le(reference)).contenu
        assert any(x.legal == le(attendu).secondes for p in contenu.projections.values() for x in p.echeances)


@pytest.mark.parametrize("situation", SITUATIONS, ids=lambda s: s.nom)
def test_aucune_situation_n_est_refusee_a_aucun_age(situation: Situation) -> None:
    base = BaseEnMemoire()
    peuplement = _Peuplement(base, moteur(), REFERENCE, 1)
    pas = max(1, (situation.vieux - situation.jeune) // 12)
    peuplement.ajouter([(situation, age) for age in range(situation.jeune, situation.vieux + pas, pas)])
    assert len(base.contenu.dossiers) == peuplement.dossiers


@pytest.mark.parametrize("heure", [datetime(2026, 3, 29, 3, 30), datetime(2026, 10, 25, 12, 0), datetime(2024, 2, 29, 0, 5)])
def test_la_demonstration_s_ouvre_n_importe_quel_jour(heure: datetime) -> None:
    assert peuplee(reference=Instant.de_locale(heure, "Europe/Paris")).contenu.lignes


def test_un_grand_profil_atteint_le_nombre_d_echeances_vise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ECHEANCES_PAR_PROFIL, "M", 60)
    monkeypatch.setitem(DETENUS_PAR_PROFIL, "M", 40)
    suivis: list[tuple[int, int]] = []
    base = BaseEnMemoire()
    bilan = peupler(base, moteur(), REFERENCE, "M", 3, lambda faites, visees: suivis.append((faites, visees)))
    assert bilan.echeances_ouvertes >= 60
    assert bilan.dossiers == len(base.contenu.dossiers)
    assert all(0 <= faites <= visees == 60 for faites, visees in suivis)


def test_un_profil_inconnu_se_dit() -> None:
    with pytest.raises(ProfilInconnu, match="S, M, L, XL"):
        peupler(BaseEnMemoire(), moteur(), REFERENCE, "XXL")
