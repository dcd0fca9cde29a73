"""Ce que les écrans listent suit les faits, sans retard et sans échéance inventée."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain.echeance import Portee
from app.ports.projection import EtatDeMesure
from app.services.demandes import MesureSaisie
from app.services.registre import Registre
from tests.outils.fabriques import acte, dossier, garde_a_vue, le
from tests.outils.memoire import BaseEnMemoire

DEPART = (acte("apprehension", "18/05/2026 09:30"), acte("placement", "18/05/2026 10:05"))


def etats(base: BaseEnMemoire) -> list[str]:
    return [m.etat for p in base.contenu.projections.values() for m in p.mesures]


def test_seules_les_echeances_qui_courent_sont_a_l_echeancier(registre: Registre) -> None:
    cree = registre.executer([dossier(garde_a_vue(*DEPART))])
    possibles = {e.cle for e in registre.calculer(cree.dossier).echeances if e.portee is Portee.POSSIBLE}
    assert possibles
    assert not possibles & {ligne.cle for ligne in registre.echeancier(toutes=True)}


def test_la_ligne_porte_tout_ce_que_la_liste_montre(registre: Registre) -> None:
    registre.executer([dossier(garde_a_vue(*DEPART))])
    ligne = next(x for x in registre.echeancier() if x.regle == "gav_duree_initiale_24h")
    assert (ligne.personne, ligne.numero, ligne.fuseau) == ("VANDELLE Zoé", "26131000007", "Europe/Paris")
    assert ligne.instant == le("19/05/2026 09:30")
    assert "63" in ligne.articles


def test_la_prochaine_alerte_est_la_premiere_a_venir_puis_l_echeance_puis_plus_rien(registre: Registre) -> None:
    registre.executer([dossier(garde_a_vue(*DEPART))])
    ligne = next(x for x in registre.echeancier() if x.regle == "gav_duree_initiale_24h")._replace(alertes="360 60")
    assert ligne.prochaine_alerte(le("18/05/2026 12:00")) == le("19/05/2026 03:30")
    assert ligne.prochaine_alerte(le("19/05/2026 03:30")) == le("19/05/2026 08:30")
    assert ligne.prochaine_alerte(le("19/05/2026 09:00")) == le("19/05/2026 09:30")
    assert ligne.prochaine_alerte(le("19/05/2026 09:30")) is None


def test_une_levee_clot_la_ligne_qui_reste_visible_avec_son_acte(registre: Registre) -> None:
    cree = registre.executer([dossier(garde_a_vue(*DEPART))])
    (levee,) = registre.enregistrer(cree.mesure, acte("levee", "18/05/2026 20:00", suite="liberation")).enregistrements
    assert "gav_duree_initiale_24h" not in {x.regle for x in registre.echeancier()}
    ligne = next(x for x in registre.echeancier(toutes=True) if x.regle == "gav_duree_initiale_24h")
    assert (ligne.etat, ligne.satisfaite_par, ligne.satisfaite_le) == ("satisfaite", levee, le("18/05/2026 20:00").secondes)


@pytest.mark.parametrize(
    "actes,etat",
    [
        ((), EtatDeMesure.VIDE),
        (DEPART[:1], EtatDeMesure.EN_COURS),
        (DEPART, EtatDeMesure.EN_COURS),
        ((*DEPART, acte("levee", "18/05/2026 20:00", suite="liberation")), EtatDeMesure.CLOSE),
        ((*DEPART, acte("levee", "18/05/2026 20:00", suite="deferement")), EtatDeMesure.DEFEREE),
        (
            (
                *DEPART,
                acte("levee", "18/05/2026 20:00", suite="deferement"),
                acte("comparution", "19/05/2026 10:00", devant="procureur"),
            ),
            EtatDeMesure.CLOSE,
        ),
    ],
)
def test_l_etat_de_la_mesure(registre: Registre, base: BaseEnMemoire, actes: tuple, etat: EtatDeMesure) -> None:
    registre.executer([dossier(garde_a_vue(*actes))])
    assert etats(base) == [etat]


def test_les_personnes_retenues_sont_celles_qu_une_mesure_prive_de_liberte(registre: Registre) -> None:
    libre = MesureSaisie("audition_libre", (acte("audition_libre", "20/05/2026 10:00"),))
    identite = MesureSaisie("verification_identite", (acte("controle", "20/05/2026 11:00"),))
    levee = garde_a_vue(*DEPART, acte("levee", "18/05/2026 20:00", suite="liberation"))
    for mesure in (libre, identite, levee, garde_a_vue(*DEPART)):
        registre.executer([dossier(mesure)])
    retenues = registre.personnes_retenues()
    assert [(r.suivi.type, r.suivi.debut) for r in retenues] == [
        ("garde_a_vue", le("18/05/2026 09:30").secondes),
        ("verification_identite", le("20/05/2026 11:00").secondes),
    ]
    assert retenues[0].fin is not None
    assert retenues[0].fin.instant == le("19/05/2026 09:30")


def test_une_identite_corrigee_se_voit_aussitot_dans_les_listes(registre: Registre) -> None:
    cree = registre.executer([dossier(garde_a_vue(*DEPART))])
    registre.rectifier_faits(cree.dossier, personne={"nom": "Vendelle"}, motif="pièce d'identité")
    assert {x.personne for x in registre.echeancier()} == {"VENDELLE Zoé"}
    assert registre.dossiers()[0].nom == "Vendelle"


def test_les_incalculables_et_les_irregularites_sont_signales(registre: Registre) -> None:
    registre.executer([dossier(garde_a_vue(*DEPART), peine_encourue_mois=None)])
    genres = {s.genre for s in registre.signalements()}
    assert "incalculable" in genres


def test_une_projection_d_un_autre_paquet_se_recalcule(registre: Registre, base: BaseEnMemoire) -> None:
    for _ in range(3):
        registre.executer([dossier(garde_a_vue(*DEPART))])
    assert registre.projection_a_jour()
    attendues = dict(base.contenu.projections)
    for cle, p in attendues.items():
        base.contenu.projections[cle] = replace(p, fiche=p.fiche._replace(pack="ancien"), echeances=())
    assert not registre.projection_a_jour()
    suivis: list[tuple[int, int]] = []
    assert registre.reprojeter(lambda faits, total: suivis.append((faits, total))) == 3
    assert base.contenu.projections == attendues
    assert suivis == [(3, 3)]


def test_une_projection_perimee_se_recalcule_par_petits_pas(registre: Registre, base: BaseEnMemoire) -> None:
    for _ in range(3):
        registre.executer([dossier(garde_a_vue(*DEPART))])
    for cle, p in dict(base.contenu.projections).items():
        base.contenu.projections[cle] = replace(p, fiche=p.fiche._replace(pack="ancien"))
    assert [registre.reprojeter(limite=2), registre.reprojeter(limite=2), registre.reprojeter(limite=2)] == [2, 1, 0]
    assert registre.projection_a_jour()
