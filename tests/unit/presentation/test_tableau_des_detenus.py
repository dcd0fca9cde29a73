"""Le tableau des détenus sans écran : le rang de chacun, la page lue, l'acte à faire selon l'heure, le débat, les mots."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from app.domain.temps import Instant
from app.ports.detentions import FiltreDeDetentions, GroupeDeDetentions, Groupement
from app.presentation.groupes import Entete
from app.presentation.tableau_des_detenus import (
    MOIS,
    PAGE,
    LigneDeDetenu,
    TableauDesDetenus,
    bornes_d_urgence,
    dire_le_nombre,
    filtre_de,
)
from app.services.consultation import Detenu
from app.services.demandes import ActeSaisi, CreerDossier, MesureSaisie
from app.services.registre import Registre
from tests.outils.fabriques import identifiants, le, moteur
from tests.outils.horloges import HorlogeFigee
from tests.outils.memoire import BaseEnMemoire

MAINTENANT = le("24/11/2026 09:00")
PLACEMENT = ActeSaisi("placement_detention", date(2026, 8, 10), {"fondement": "145"})


def detenu(*actes: ActeSaisi, **mesure: Any) -> Detenu:
    """Rend une personne placée le 10 août 2026 pour un délit puni de sept ans, et ce qui a suivi."""
    registre = Registre(BaseEnMemoire(), moteur(), HorlogeFigee(le("01/06/2027 09:00")), "greffe", identifiants())
    faits = {"nature": "delit", "peine_encourue_mois": 84, "date_des_faits": date(2026, 1, 5)}
    personne = {"nom": "Moreau", "naissance": date(1990, 1, 1)}
    registre.executer([CreerDossier("metropole", faits, personne, (MesureSaisie("detention", (PLACEMENT, *actes), mesure),))])
    (seul,) = registre.detenus(FiltreDeDetentions())
    return seul


def lisible(*textes: str) -> tuple[str, ...]:
    return tuple(x.replace("\u00a0", " ").replace("\u202f", " ") for x in textes)


def test_le_prochain_acte_depend_de_l_heure() -> None:
    """Préparer, convoquer, décider : chaque dernier jour passé laisse la place au suivant ; le terme passé, il faut libérer."""
    ligne = LigneDeDetenu(detenu())
    etapes = {}
    for jour in ("01/10/2026 09:00", "24/11/2026 09:00", "09/12/2026 09:00", "11/12/2026 09:00"):
        etape = ligne.etape(le(jour))
        assert etape is not None
        etapes[jour] = etape.objet
    assert etapes["01/10/2026 09:00"] == "preparer_la_prolongation"
    assert "dernier_jour" in etapes["24/11/2026 09:00"]
    assert etapes["09/12/2026 09:00"] == "fin_de_mesure"
    assert lisible(ligne.acte(le("11/12/2026 09:00"))[0]) == ("Titre expiré : faire cesser la détention",)
    assert ligne.signe(le("11/12/2026 09:00")).mot == "dépassée"


def test_le_droit_d_une_partie_n_est_pas_un_acte_a_faire() -> None:
    ligne = LigneDeDetenu(detenu())
    jours = (Instant(le("10/08/2026 12:00").secondes + n * 86_400) for n in range(0, 120, 7))
    assert {e.nature for e in map(ligne.etape, jours) if e is not None} <= {"liberte", "autorite", "rappel"}


def test_le_debat_se_dit_fixe_puis_dernier_utile() -> None:
    fixe = ActeSaisi("debat_fixe", date(2026, 11, 16), {"date_debat": date(2026, 11, 30)})
    tenu = ActeSaisi("debat_contradictoire", le("30/11/2026 10:00"), {"objet": "prolongation"})
    assert lisible(*LigneDeDetenu(detenu()).debat(2026)) == ("mer. 9 déc.", "dernier utile")
    assert lisible(*LigneDeDetenu(detenu(fixe)).debat(2026)) == ("lun. 30 nov.", "fixé")
    assert LigneDeDetenu(detenu(fixe, tenu)).detenu.detention.debat is None


def test_le_terme_dit_la_duree_cumulee_et_le_plafond() -> None:
    assert lisible(*LigneDeDetenu(detenu()).terme(2026)) == ("mer. 9 déc.", "4 mois sur 12 mois")
    prolonge = [
        ActeSaisi("prolongation_detention", date(2026, 11, 20), {"duree_mois": 4}),
        ActeSaisi("prolongation_detention", date(2027, 3, 20), {"duree_mois": 4}),
    ]
    assert lisible(*LigneDeDetenu(detenu(*prolonge)).terme(2026)) == ("lun. 9 août 2027", "12 mois · plafond")


def test_l_identite_commence_par_l_autre_cause() -> None:
    ligne = LigneDeDetenu(detenu(autre_cause=True, etablissement="Maison d'arrêt", ecrou="12345"))
    assert lisible(*ligne.identite()) == ("MOREAU", "Autre cause · Maison d’arrêt · écrou 12345")


def test_une_demande_pendante_se_compte() -> None:
    valeurs = {"juridiction": "juge_instruction", "voie": "greffe", "auteur": "detenu"}
    ligne = LigneDeDetenu(detenu(ActeSaisi("demande_mise_en_liberte", le("23/11/2026 10:00"), valeurs)))
    assert lisible(ligne.debat(2026)[1]) == ("1 demande · dernier utile",)


def tableau(nombres: list[int], selon: Groupement) -> tuple[TableauDesDetenus, list[int]]:
    """Rend un tableau de ces groupes et la liste des débuts de page lus."""
    modele = detenu()
    lues: list[int] = []

    def lire(debut: int, nombre: int) -> list[Detenu]:
        lues.append(debut)
        rangs = range(debut, min(debut + nombre, sum(nombres)))
        return [Detenu(modele.detention._replace(mesure_id=f"m{n}"), ()) for n in rangs]

    groupes = [GroupeDeDetentions(str(n), nombre) for n, nombre in enumerate(nombres)]
    return TableauDesDetenus(groupes, lire, selon), lues


def test_chaque_rang_est_un_en_tete_ou_la_bonne_personne() -> None:
    t, _ = tableau([2, 0, 3], Groupement.CABINET)
    dits = [x.texte if isinstance(x, Entete) else x.mesure_id for x in map(t.rang, range(t.rangs))]
    assert dits == ["0", "m0", "m1", "2", "m2", "m3", "m4"]
    assert t.entetes == (0, 3)
    assert t.nombre == 5
    assert [t.rang_de(f"m{n}") for n in range(5)] == [1, 2, 4, 5, 6]
    assert t.rang_de("inconnue") == 0


def test_sans_groupe_les_rangs_sont_les_personnes() -> None:
    t, _ = tableau([3], Groupement.AUCUN)
    assert [x.mesure_id for x in map(t.rang, range(t.rangs)) if isinstance(x, LigneDeDetenu)] == ["m0", "m1", "m2"]
    assert t.rang_de("m2") == 2


def test_seule_la_page_demandee_se_lit_et_une_fois() -> None:
    t, lues = tableau([3 * PAGE], Groupement.AUCUN)
    for rang in (2 * PAGE + 1, 2 * PAGE + 5, 2 * PAGE):
        t.rang(rang)
    assert lues == [2 * PAGE]


@pytest.mark.parametrize("texte, mots", [("", ()), ("  Émile  GRAND ", ("emile", "grand"))])
def test_la_recherche_se_replie(texte: str, mots: tuple[str, ...]) -> None:
    assert filtre_de(texte, maintenant=MAINTENANT).mots == mots


def test_les_bornes_et_le_filtre_suivent_l_heure() -> None:
    bornes = bornes_d_urgence(MAINTENANT)
    assert list(bornes) == sorted(bornes)
    assert filtre_de("", sous=MOIS, maintenant=MAINTENANT).a_faire == (MAINTENANT.secondes, MAINTENANT.secondes + MOIS)
    assert dire_le_nombre(0, FiltreDeDetentions()) == ""
    assert dire_le_nombre(1, FiltreDeDetentions()) == "1 personne"
    assert "filtre actif" in dire_le_nombre(2, FiltreDeDetentions(autre_cause=True))
