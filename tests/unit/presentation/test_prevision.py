"""La prévision : une ligne par terme et par plafond, la dernière semaine d'audience, la convocation, les groupes, la page."""

from __future__ import annotations

from datetime import date
from typing import Any

from app.domain.temps import Instant
from app.ports.detentions import DetentionProjetee
from app.presentation.groupes import Entete
from app.presentation.prevision import (
    LigneDePrevision,
    Pas,
    dire_le_compte,
    filtrer,
    grouper,
    horizon,
    html_de_la_prevision,
    lignes_de_prevision,
)
from app.services.demandes import ActeSaisi, CreerDossier, MesureSaisie
from app.services.registre import Registre
from tests.outils.fabriques import PARIS, identifiants, le, moteur
from tests.outils.horloges import HorlogeFigee
from tests.outils.memoire import BaseEnMemoire

MAINTENANT = le("24/11/2026 09:00")


def detentions(*placements: tuple[str, date], **champs: Any) -> list[DetentionProjetee]:
    registre = Registre(BaseEnMemoire(), moteur(), HorlogeFigee(MAINTENANT), "greffe", identifiants())
    procedure = {"nature": "delit", "peine_encourue_mois": 84, "date_des_faits": date(2026, 1, 5), **champs}
    for nom, jour in placements:
        acte = ActeSaisi("placement_detention", jour, {"fondement": "145"})
        personne = {"nom": nom, "naissance": date(1990, 1, 1)}
        registre.executer([CreerDossier("metropole", procedure, personne, (MesureSaisie("detention", (acte,)),))])
    return registre.previsions(MAINTENANT, horizon(MAINTENANT, 12, PARIS))


def lignes(mois: int, *placements: tuple[str, date], **champs: Any) -> list[LigneDePrevision]:
    au = horizon(MAINTENANT, mois, PARIS)
    return lignes_de_prevision(detentions(*placements, **champs), MAINTENANT, au)


def lisible(texte: str) -> str:
    return texte.replace("\u00a0", " ").replace("\u202f", " ")


def test_un_titre_prolongeable_donne_son_terme_puis_son_plafond() -> None:
    terme, plafond = lignes(12, ("Moreau", date(2026, 8, 10)))
    assert (terme.genre, terme.jour) == ("terme", date(2026, 12, 9))
    assert (plafond.genre, plafond.jour) == ("plafond", date(2027, 8, 9))
    assert "JLD" in terme.suite()
    assert plafond.suite().startswith("Aucune prolongation")
    assert len(lignes(3, ("Moreau", date(2026, 8, 10)))) == 1


def test_un_titre_sec_atteint_son_plafond_a_son_terme() -> None:
    procedure = {"peine_encourue_mois": 36, "antecedent_lourd": False}
    seules = lignes(12, ("Sec", date(2026, 9, 1)), **procedure)
    assert [x.jour for x in seules] == [date(2026, 12, 31)]
    assert seules[0].suite().startswith("Aucune prolongation")


def test_la_derniere_semaine_d_audience_evite_fin_de_semaine_et_fetes() -> None:
    (ligne,) = lignes(2, ("Noel", date(2026, 8, 28)))
    assert ligne.jour == date(2026, 12, 27)  # un dimanche ; le vendredi 25 est chômé
    semaine, dernier = map(lisible, ligne.audience_utile(2026))
    assert (semaine, dernier) == ("Semaine du lun. 21 déc.", "dernier jour jeu. 24 déc.")


def test_la_convocation_a_rebours_precede_le_terme() -> None:
    (ligne,) = lignes(1, ("Moreau", date(2026, 8, 10)))
    assert lisible(ligne.convocation(2026)[0]).startswith("Convoquer au plus tard")
    convocation = ligne.detention.convocation
    assert convocation is not None
    assert convocation < ligne.instant - 5 * 86_400


def test_les_lignes_se_groupent_par_mois_ou_par_semaine() -> None:
    toutes = lignes(3, ("A", date(2026, 8, 10)), ("B", date(2026, 8, 12)), ("C", date(2026, 10, 1)))
    assert [x.texte for x in grouper(toutes, Pas.MOIS) if isinstance(x, Entete)] == ["Décembre 2026", "Janvier 2027"]
    semaines = [x for x in grouper(toutes, Pas.SEMAINE) if isinstance(x, Entete)]
    assert next((lisible(x.texte), x.nombre) for x in semaines) == ("Semaine du lun. 7 déc. 2026", 2)


def test_le_filtre_et_le_compte() -> None:
    toutes = lignes(12, ("Émile", date(2026, 8, 10)), ("Zoé", date(2026, 8, 12)))
    assert {x.detention.personne for x in filtrer(toutes, "emile")} == {"ÉMILE"}
    assert [x.genre for x in filtrer(toutes, "", plafonds=True)] == ["plafond", "plafond"]
    assert lisible(dire_le_compte(toutes)) == "2 personnes · 2 plafonds"
    assert dire_le_compte([]) == ""


def test_l_horizon_compte_des_mois_entiers() -> None:
    assert horizon(MAINTENANT, 1, PARIS) == Instant.debut_du_jour(date(2026, 12, 25), PARIS)
    assert horizon(le("31/12/2026 10:00"), 12, PARIS) == Instant.debut_du_jour(date(2028, 1, 1), PARIS)


def test_la_page_imprimee_dit_tout_en_mots() -> None:
    rangs = grouper(lignes(1, ("O'Brien <x>", date(2026, 8, 10))), Pas.MOIS)
    page = lisible(html_de_la_prevision(rangs, "Prévision à 1 mois", MAINTENANT, PARIS))
    assert "<h2>Décembre 2026 (1)</h2>" in page
    assert "Semaine du" in page
    assert "Convoquer au plus tard" in page
    assert "&lt;X&gt;" in page
