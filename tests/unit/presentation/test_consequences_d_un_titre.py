"""Ce qu'un acte changerait à un titre : l'ancien terme et le nouveau, la loi qui refuse, le motif d'une décision prise."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping

import pytest

from app.domain.temps import Instant
from app.presentation.consequences import Effet
from app.presentation.decisions_prises import INVITE, INVITE_IRREGULIERE, invite
from app.presentation.saisie_d_acte import Essai, SaisieDActes
from app.regles.cas import lire_cas
from app.services.demandes import ActeSaisi, CreerDossier, MesureSaisie
from app.services.refus import Refus
from app.services.registre import Registre
from tests.outils.fabriques import identifiants, le, moteur
from tests.outils.horloges import HorlogeFigee
from tests.outils.memoire import BaseEnMemoire

PARIS = "Europe/Paris"
PLACEMENT = '{ type = "placement_detention", le = 2026-08-03, fondement = "145" }'
DEUX_PROLONGATIONS = (
    '{ type = "prolongation_detention", le = 2026-11-25, fondement = "145_1", duree_mois = 4 }',
    '{ type = "prolongation_detention", le = 2027-03-25, fondement = "145_1", duree_mois = 4 }',
)


def saisie(*actes: str, a: Instant) -> tuple[Registre, SaisieDActes]:
    document = (
        'procedure = { nature = "delit", peine_encourue_mois = 84, antecedent_lourd = false, date_des_faits = 2026-07-30 }\n'
        f'personne = {{ naissance = 1991-04-02 }}\nmesure = [{{ type = "detention", acte = [{", ".join(actes)}] }}]'
    )
    m = moteur()
    (cas,) = lire_cas(tomllib.loads(document), m.corpus, "essai")
    d = cas.dossier
    mesure = MesureSaisie(
        "detention", tuple(ActeSaisi(x.type, x.le, x.valeurs) for x in d.mesures[0].actes), d.mesures[0].valeurs, None, "m"
    )
    registre = Registre(BaseEnMemoire(), m, HorlogeFigee(a), "greffe", identifiants())
    registre.executer([CreerDossier("metropole", d.procedure, {"nom": "Moreau", **d.personne}, (mesure,), id="d")])
    return registre, SaisieDActes(registre, "d", "m", poste=PARIS)


def essayer(s: SaisieDActes, type_: str, a: Instant, **textes: str) -> Essai:
    return s.essayer([s.part(type_, a)], [textes], a)


def propre(texte: str) -> str:
    return texte.replace("\u00a0", " ").replace("\u202f", " ")


def dits(essai: Essai) -> list[tuple[Effet, str, str, str]]:
    return [(c.effet, propre(c.titre), propre(c.avant), propre(c.apres)) for c in essai.consequences]


def test_une_prolongation_dit_d_abord_l_ancien_et_le_nouveau_terme() -> None:
    a = le("24/11/2026 09:00")
    _, s = saisie(PLACEMENT, a=a)
    lignes = dits(essayer(s, "prolongation_detention", a, le="24/11/2026 08:30", fondement="145_1", duree_mois="4"))
    assert lignes[0] == (Effet.DEPLACEE, "Terme du titre (8 mois)", "mer. 2 déc. 2026 à 24 h", "ven. 2 avr. 2027 à 24 h")
    assert all(effet is not Effet.NOUVELLE for effet, *_ in lignes)


def test_un_reglement_relie_le_terme_de_l_information_a_celui_du_jugement() -> None:
    a = le("24/11/2026 09:00")
    _, s = saisie(PLACEMENT, a=a)
    textes = {"le": "24/11/2026 08:30", "issue": "renvoi_correctionnel", "maintien_distinct": "oui"}
    lignes = dits(essayer(s, "reglement", a, **textes))
    termes = [x for x in lignes if x[1].startswith("Terme du titre")]
    assert termes == [
        (Effet.DEPLACEE, "Terme du titre (2 mois)", "mer. 2 déc. 2026 à 24 h", "sam. 23 janv. 2027 à 24 h"),
    ]
    assert lignes[0] == termes[0]
    assert not [x for x in lignes if x[0] is Effet.CLOSE and "Mettre fin" in x[1]]


def test_une_mise_en_liberte_contraire_aux_requisitions_dit_la_porte_fermee() -> None:
    a = le("24/11/2026 09:00")
    _, s = saisie(PLACEMENT, a=a)
    textes = {
        "le": "24/11/2026 08:30",
        "motif": "ordonnance",
        "conforme_aux_requisitions": "non",
        "notifiee_au_parquet": "24/11/2026 08:45",
    }
    lignes = dits(essayer(s, "mise_en_liberte", a, **textes))
    assert {apres for _, _, _, apres in lignes if apres} >= {"mar. 24 nov. à 16 h 45"}
    assert any("libérer" in titre for _, titre, _, _ in lignes)
    assert any(titre.startswith("Ne pas exécuter") for _, titre, _, _ in lignes)


REFUSEES: tuple[tuple[tuple[str, ...], str, Mapping[str, str], str], ...] = (
    ((PLACEMENT,), "04/12/2026 09:00", {"le": "04/12/2026 08:30", "fondement": "145_1", "duree_mois": "4"}, "le"),
    (
        (PLACEMENT, *DEUX_PROLONGATIONS),
        "20/07/2027 09:00",
        {"le": "20/07/2027 08:30", "fondement": "145_1", "duree_mois": "4"},
        "duree_mois",
    ),
    ((PLACEMENT, *DEUX_PROLONGATIONS), "20/07/2027 09:00", {"le": "20/07/2027 08:30", "fondement": "145_1"}, "fondement"),
)


@pytest.mark.parametrize("actes, quand, textes, champ", REFUSEES)
def test_la_prolongation_que_la_loi_refuse_se_dit_a_cote_du_champ_et_veut_un_motif(
    actes: tuple[str, ...], quand: str, textes: Mapping[str, str], champ: str
) -> None:
    a = le(quand)
    registre, s = saisie(*actes, a=a)
    part = s.part("prolongation_detention", a)
    essai = s.essayer([part], [textes], a)
    ((_, nomme),) = essai.avertissements
    assert nomme == champ
    assert propre(essai.avertissements[0, champ]).startswith("Refusée : Prolongation ")
    assert invite(essai.a_justifier) == INVITE
    with pytest.raises(Refus, match="motif"):
        s.enregistrer([part], [textes], a)
    s.enregistrer([part], [textes], a, "ordonnance rendue ce jour malgré l'avis du greffe")
    (ecrite,) = [x for x in registre.dossier("d").mesure("m").actes if x.type == "prolongation_detention" and x.motif]
    assert ecrite.motif.startswith("ordonnance rendue")
    assert any(i.acte == ecrite.id and i.gravite == "critique" for i in registre.calculer("d").irregularites)


def test_une_prolongation_permise_n_avertit_de_rien() -> None:
    a = le("24/11/2026 09:00")
    _, s = saisie(PLACEMENT, a=a)
    essai = essayer(s, "prolongation_detention", a, le="24/11/2026 08:30", fondement="145_1", duree_mois="4")
    assert not essai.avertissements
    assert invite(essai.a_justifier) == INVITE_IRREGULIERE
