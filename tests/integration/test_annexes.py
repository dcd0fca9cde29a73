"""Ce qui entoure le registre : brouillons, réglages, dérivations, journal, sur un vrai fichier."""

from __future__ import annotations

import pytest

from app.domain.temps import Instant
from app.ports.erreurs import ErreurDEnvironnement
from app.services.registre import Registre
from db.annexes import DepotAnnexeSql
from db.base import BaseSql
from db.erreurs import traduire
from db.traduction import ecrire_charge, lire_charge
from tests.outils.fabriques import acte, dossier, garde_a_vue, le
from tests.outils.horloges import HorlogeFigee


def test_le_dernier_brouillon_remplace_le_precedent(registre: Registre, horloge: HorlogeFigee) -> None:
    registre.deposer_brouillon("placement", '{"le": "14h')
    horloge.avancer(2)
    registre.deposer_brouillon("levee", "{}")
    horloge.avancer(2)
    registre.deposer_brouillon("placement", '{"le": "14h32"}')
    assert list(registre.brouillons().items()) == [("placement", '{"le": "14h32"}'), ("levee", "{}")]
    registre.effacer_brouillon("placement")
    registre.effacer_brouillon("jamais déposé")
    assert registre.brouillon("placement") is None


def test_un_reglage_se_relit_et_se_change(registre: Registre) -> None:
    assert registre.reglage("theme", "clair") == "clair"
    registre.regler("theme", "sombre")
    registre.regler("theme", "contraste")
    assert registre.reglage("theme") == "contraste"


def test_le_journal_garde_les_dernieres_lignes_dans_l_ordre(registre: Registre) -> None:
    for n in range(5):
        registre.journaliser("essai", details=str(n))
    assert [ligne.details for ligne in registre.journal(3)] == ["4", "3", "2"]


def test_une_derivation_identique_n_est_gardee_qu_une_fois(registre: Registre) -> None:
    depart = (acte("apprehension", "18/05/2026 09:30"), acte("placement", "18/05/2026 10:05"))
    cree = registre.executer([dossier(garde_a_vue(*depart))])
    cle = registre.calculer(cree.dossier).echeances[0].cle
    assert registre.conserver_derivation(cree.dossier, cle)
    assert not registre.conserver_derivation(cree.dossier, cle)
    assert len(registre.derivations(cree.dossier)) == 1


def test_une_unite_non_validee_n_ecrit_rien(base: BaseSql) -> None:
    with base.ecrire() as unite:
        unite.annexes.regler("theme", "sombre", Instant(0), "x")
    with base.lire() as unite:
        assert unite.annexes.reglage("theme") is None
        assert isinstance(unite.annexes, DepotAnnexeSql)


def test_une_charge_porte_tous_les_types_de_valeurs() -> None:
    champs = {
        "texte": "é « » œ",
        "oui": True,
        "mois": 12,
        "jour": le("18/05/2026 00:00").jour("Europe/Paris"),
        "heure": le("18/05/2026 09:30"),
        "motifs": ("1", "5"),
        "retire": None,
    }
    assert lire_charge(ecrire_charge(champs), 1) == champs


@pytest.mark.parametrize(
    "texte,version,code",
    [
        ('{"champs": {}}', 2, "charge_inconnue"),
        ("{abîmé", 1, "base_abimee"),
        ('{"champs": {"x": {"autre": 1}}}', 1, "base_abimee"),
        ('{"champs": {"x": {"date": "2026-02-30"}}}', 1, "base_abimee"),
        ("[]", 1, "base_abimee"),
    ],
)
def test_une_charge_illisible_se_dit(texte: str, version: int, code: str) -> None:
    with pytest.raises(ErreurDEnvironnement) as capture:
        lire_charge(texte, version)
    assert capture.value.code == code


def test_un_defaut_du_programme_n_est_pas_maquille_en_panne_du_poste() -> None:
    assert traduire(ValueError("défaut"), "base") is None
