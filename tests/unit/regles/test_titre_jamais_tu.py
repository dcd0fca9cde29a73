"""Une détention dit toujours sa limite, ou pourquoi elle n'en montre aucune ; un fait manquant n'allonge rien en silence."""

from __future__ import annotations

import tomllib

import pytest

from app.domain.echeance import Nature, Portee, Resultat
from app.regles.cas import lire_cas
from app.regles.moteur import Moteur
from app.systeme.fichiers_de_regles import charger_paquet

PLACEMENT = '{ type = "placement_detention", le = 2026-08-03, fondement = "145" }'
ISSUES = (
    "renvoi_correctionnel",
    "renvoi_police",
    "mise_en_accusation_assises",
    "mise_en_accusation_ccd",
    "delit_connexe",
    "renvoi_tribunal_pour_enfants",
    "renvoi_assises_mineurs",
    "non_lieu",
    "non_lieu_partiel",
)
SANS_TERME = ("465", "272_1")


def calculer(
    *actes: str, naissance: str = "1990-05-02", procedure: str = 'nature = "delit", peine_encourue_mois = 84'
) -> Resultat:
    corpus = charger_paquet()
    texte = (
        f"procedure = {{ {procedure} }}\npersonne = {{ naissance = {naissance} }}\n"
        f'mesure = [{{ type = "detention", acte = [{", ".join(actes)}] }}]'
    )
    return Moteur(corpus).calculer(lire_cas(tomllib.loads(texte), corpus, "essai")[0].dossier)


def dit_sa_limite(resultat: Resultat) -> bool:
    courent = (e for e in resultat.echeances if e.nature is Nature.LIBERTE and e.portee is Portee.ACQUISE and e.ouverte)
    nommees = (i for i in resultat.incalculables if i.objet.startswith(("fin_de_mesure", "hors_couverture")))
    return any(courent) or any(nommees)


@pytest.mark.parametrize("naissance", ["1990-05-02", "2010-02-02"])
@pytest.mark.parametrize("issue", ISSUES)
def test_apres_reglement_aucune_detention_ne_se_tait(issue: str, naissance: str) -> None:
    reglement = f'{{ type = "reglement", le = 2026-10-03, issue = "{issue}", maintien_distinct = true }}'
    assert dit_sa_limite(calculer(PLACEMENT, reglement, naissance=naissance))


def test_quel_que_soit_le_fondement_aucune_detention_ne_se_tait() -> None:
    champs = charger_paquet().vocabulaire.acte("placement_detention").champs
    fondements = next(c.valeurs for c in champs if c.nom == "fondement")
    muets = [
        fondement
        for fondement in fondements
        if fondement not in SANS_TERME
        and not dit_sa_limite(calculer(f'{{ type = "placement_detention", le = 2026-08-03, fondement = "{fondement}" }}'))
    ]
    assert muets == []


def test_une_duree_de_prolongation_non_saisie_est_supposee_et_le_dit() -> None:
    resultat = calculer(PLACEMENT, '{ type = "prolongation_detention", le = 2026-11-25, fondement = "145_1" }')
    fin = next(e for e in resultat.echeances if e.objet == "fin_de_mesure")
    assert any(e.texte.startswith("Durée accordée non saisie") for e in fin.etapes)


def test_un_placement_anterieur_aux_textes_connus_le_dit() -> None:
    resultat = calculer('{ type = "placement_detention", le = 2015-08-03, fondement = "145" }')
    raison = next(i.raison for i in resultat.incalculables if i.objet == "fin_de_mesure")
    assert raison.startswith("aucun texte de cette règle n'est connu au")


def test_un_acte_du_lendemain_est_dit_apres_l_echeance() -> None:
    resultat = calculer(
        PLACEMENT,
        '{ type = "demande_mise_en_liberte", le = 2026-11-02, auteur = "parquet" }',
        '{ type = "transmission_jld", le = 2026-11-07 }',
        '{ type = "decision_demande_liberte", le = 2026-11-13, sens = "rejet" }',
    )
    retard = next(i for i in resultat.irregularites if i.objet == "decision_jld_147")
    assert "après l'échéance du jeu. 12 novembre 2026 à 24 h" in retard.message.replace("\u202f", " ").replace("\u00a0", " ")
