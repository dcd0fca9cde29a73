"""La saisie d'une demande de mise en liberté : comment elle est arrivée d'abord, la juridiction proposée avec sa raison."""

from __future__ import annotations

import tomllib

import pytest

from app.domain.temps import Instant
from app.presentation.aiguillage import CONSTAT, aiguillage_de
from app.presentation.fiche import Compositeur, Fiche
from app.presentation.saisie_d_acte import Part, SaisieDActes
from app.regles.cas import lire_cas
from app.services.demandes import ActeSaisi, CreerDossier, MesureSaisie
from app.services.registre import Registre
from tests.outils.fabriques import identifiants, le, moteur
from tests.outils.horloges import HorlogeFigee
from tests.outils.memoire import BaseEnMemoire

PARIS = "Europe/Paris"
PLACEMENT = '{ type = "placement_detention", le = 2026-08-03, fondement = "145" }'
RENVOI = '{ type = "reglement", le = 2026-11-10, issue = "renvoi_correctionnel", maintien_distinct = true }'
A = le("24/11/2026 09:00")


def ouvrir(*actes: str, a: Instant = A) -> tuple[Registre, Fiche]:
    document = (
        'procedure = { nature = "delit", peine_encourue_mois = 84, antecedent_lourd = false, date_des_faits = 2026-07-30 }\n'
        f'personne = {{ naissance = 1991-04-02 }}\nmesure = [{{ type = "detention", acte = [{", ".join(actes)}] }}]'
    )
    m = moteur()
    (cas,) = lire_cas(tomllib.loads(document), m.corpus, "essai")
    lus = tuple(ActeSaisi(x.type, x.le, x.valeurs) for x in cas.dossier.mesures[0].actes)
    registre = Registre(BaseEnMemoire(), m, HorlogeFigee(a), "greffe", identifiants())
    mesure = MesureSaisie("detention", lus, {}, None, "m")
    registre.executer([CreerDossier("metropole", cas.dossier.procedure, {"nom": "Moreau"}, (mesure,), id="d")])
    fiche = Compositeur(m.corpus, PARIS).composer(registre.dossier("d"), "m", registre.calculer("d"), a)
    return registre, fiche


def part(registre: Registre, fiche: Fiche, type_: str = "demande_mise_en_liberte") -> Part:
    aiguillage = aiguillage_de(fiche.constat(CONSTAT), registre.corpus.vocabulaire.acte(type_))
    return SaisieDActes(registre, "d", "m", poste=PARIS).part(type_, A, None, aiguillage)


@pytest.mark.parametrize(
    "actes, juridiction, mot",
    [((PLACEMENT,), "juge_instruction", "information"), ((PLACEMENT, RENVOI), "tribunal_correctionnel", "renvoi")],
)
def test_la_juridiction_suit_la_phase_et_dit_pourquoi(actes: tuple[str, ...], juridiction: str, mot: str) -> None:
    p = part(*ouvrir(*actes))
    assert p.proposes["juridiction"] == juridiction
    (champ,) = [c for c in p.champs if c.nom == "juridiction"]
    assert champ.raison.startswith("Proposée")
    assert mot in champ.raison.lower()


def test_la_voie_et_la_reception_se_demandent_en_premier() -> None:
    noms = [c.nom for c in part(*ouvrir(PLACEMENT)).champs]
    assert noms[:4] == ["voie", "le", "recue_le", "juridiction"]


def test_un_acte_hors_du_registre_commence_par_sa_date_et_ne_propose_aucune_juridiction() -> None:
    p = part(*ouvrir(PLACEMENT), "prolongation_detention")
    assert p.champs[0].nom == "le"
    assert all(not c.raison for c in p.champs)


def test_accuse_communication_et_transmission_se_saisissent_d_une_touche() -> None:
    _, fiche = ouvrir(PLACEMENT)
    touches = {a.type: a.touche for a in fiche.touches if a.touche}
    voulus = ("accuse_reception_demande", "communication_parquet", "transmission_jld")
    assert all(t in touches for t in voulus)
    assert len(set(touches.values())) == len(touches), "une touche ne désigne qu'un acte"
