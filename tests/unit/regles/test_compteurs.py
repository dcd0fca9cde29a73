"""Les compteurs d'un titre, sur une petite règle faite pour l'épreuve : quatre mois, quatre de plus, un an au plus."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from app.domain.echeance import Echeance, Gravite, Portee, Resultat
from app.domain.francais import dire_instant
from app.regles.cas import lire_cas
from app.regles.chargeur import RegleInvalide
from app.regles.corpus import Corpus
from app.regles.moteur import Moteur
from app.systeme.fichiers_de_regles import lire_fichiers

SOCLE = ("MANIFESTE", "vocabulaire/", "calendriers/")
ENTETE = (
    'intitule = "Essai"\ngenre = "mesure"\nfamille = "essai"\nmesures = ["detention"]\ncritere_de_version = "{critere}"\n'
    '[[version]]\ndu = 2019-01-01\nconfiance = "haute"\narticles = ["CPP, art. 145-1"]\n'
)
UN_AN = """
  [[version.compteur]]
  nom = "essai_un_an"
  phase = "information"
  intitule = "Essai, un an au plus"
  mode = "mois_privation"
  depart = "premier.placement_detention.jour"
  duree = { mois = 4 }
  maximum = { mois = 12 }
  eteint_par = ["reglement"]

  [[version.prolongation]]
  nom = "essai_un_an"
  compteurs = ["essai_un_an"]
  decision = "prolongation_detention"
  fondements = ["145_1"]
  duree = { mois = 4 }
"""
EXCEPTIONNELLE = """
  [[version.prolongation]]
  nom = "essai_exceptionnelle"
  compteurs = ["essai_un_an"]
  decision = "prolongation_detention"
  fondements = ["exceptionnelle_145_1"]
  duree = { mois = 4 }
  depuis = { mois = 12 }
  jusqu_a = { mois = 16 }
  nombre = 1
"""
RENVOI = """
  [[version.compteur]]
  nom = "essai_renvoi"
  phase = "attente_jugement"
  intitule = "Essai, deux mois après le renvoi"
  mode = "mois_privation"
  pour_chaque = ["reglement"]
  si = [{ fait = "acte.issue", egal = "renvoi_correctionnel" }]
  duree = { mois = 2 }
  maximum = { mois = 6 }
  legale = { depart = "acte.date_definitive", options = { jugement = true }, raison = "Ordonnance ou date définitive." }
  eteint_par = ["comparution_fond"]

  [[version.prolongation]]
  nom = "essai_renvoi"
  compteurs = ["essai_renvoi"]
  decision = "prolongation_detention"
  fondements = ["179"]
  duree = { mois = 2 }
  nombre = 2
"""


def corpus(**regles: str) -> Corpus:
    fichiers = {c: t for c, t in lire_fichiers().items() if c.startswith(SOCLE)}
    for nom, clauses in regles.items():
        entete = ENTETE.replace("{critere}", "decision" if nom == "exceptionnelle" else "mesure" if nom == "un_an" else "acte")
        fichiers[f"regles/essai/{nom}.toml"] = f'id = "{nom}"\n' + entete + clauses
    return Corpus.depuis(fichiers)


def jouer(*actes: str, **regles: str) -> Resultat:
    pack = corpus(**(regles or {"un_an": UN_AN, "exceptionnelle": EXCEPTIONNELLE, "renvoi": RENVOI}))
    document = tomllib.loads(f'mesure = [{{ type = "detention", acte = [{", ".join(actes)}] }}]')
    (cas,) = lire_cas(document, pack, "cas.toml")
    return Moteur(pack).calculer(cas.dossier)


def acte(type_: str, le: str, **champs: Any) -> str:
    valeurs = {k: f'"{v}"' if isinstance(v, str) and not v[:2].isdigit() else v for k, v in champs.items()}
    return f'{{ type = "{type_}", le = {le}' + "".join(f", {k} = {v}" for k, v in valeurs.items()) + " }"


def prolonge(le: str, fondement: str = "145_1", **champs: Any) -> str:
    return acte("prolongation_detention", le, **champs).replace(" }", f', fondement = "{fondement}" }}')


PLACEMENT = acte("placement_detention", "2026-08-03")


def fins(resultat: Resultat, regle: str = "un_an", objet: str = "fin_de_mesure") -> list[Echeance]:
    return [e for e in resultat.echeances if e.regle == regle and e.objet == objet]


def dire(echeance: Echeance) -> str:
    return dire_instant(echeance.prudent, echeance.fuseau, en_jours=True).replace("\u00a0", " ").replace("\u202f", " ")


def objets(resultat: Resultat) -> list[tuple[str, Gravite]]:
    return [(i.objet, i.gravite) for i in resultat.irregularites]


def test_la_premiere_periode_finit_la_veille_du_quantieme() -> None:
    (fin,) = fins(jouer(PLACEMENT))
    assert dire(fin) == "mer. 2 décembre 2026 à 24 h"
    assert "ou la faire prolonger" in fin.action


def test_le_plafond_est_montre_des_le_premier_jour() -> None:
    (plafond,) = fins(jouer(PLACEMENT), objet="plafond")
    assert dire(plafond) == "lun. 2 août 2027 à 24 h"


def test_les_prolongations_possibles_vont_jusqu_au_plafond_puis_a_l_exceptionnelle() -> None:
    possibles = [e for e in jouer(PLACEMENT).echeances if e.portee is Portee.POSSIBLE]
    assert [(e.regle, dire(e)) for e in sorted(possibles, key=lambda e: e.prudent)] == [
        ("un_an", "ven. 2 avril 2027 à 24 h"),
        ("un_an", "lun. 2 août 2027 à 24 h"),
        ("exceptionnelle", "jeu. 2 décembre 2027 à 24 h"),
    ]


def test_une_prolongation_rendue_tot_ne_raccourcit_rien() -> None:
    (fin,) = fins(jouer(PLACEMENT, prolonge("2026-11-02")))
    assert dire(fin) == "ven. 2 avril 2027 à 24 h"


def test_une_duree_moindre_se_compte_et_laisse_le_reste_du_plafond() -> None:
    resultat = jouer(PLACEMENT, prolonge("2026-11-25", duree_mois=3), prolonge("2027-02-20"), prolonge("2027-06-20"))
    assert dire(fins(resultat)[0]) == "lun. 2 août 2027 à 24 h"
    assert not resultat.irregularites


@pytest.mark.parametrize("le, tardive", [("2026-12-02", False), ("2026-12-03", True)])
def test_la_decision_du_dernier_jour_vaut_celle_du_lendemain_ne_vaut_rien(le: str, tardive: bool) -> None:
    resultat = jouer(PLACEMENT, prolonge(le))
    assert (("prolongation_tardive", Gravite.CRITIQUE) in objets(resultat)) is tardive
    assert dire(fins(resultat)[0]) == ("mer. 2 décembre 2026 à 24 h" if tardive else "ven. 2 avril 2027 à 24 h")


def test_au_dela_du_plafond_la_prolongation_n_a_pas_de_base() -> None:
    resultat = jouer(PLACEMENT, prolonge("2026-11-25"), prolonge("2027-03-25"), prolonge("2027-07-25"))
    assert objets(resultat) == [("prolongation_sans_base", Gravite.CRITIQUE)]
    assert "maximum de 12 mois" in resultat.irregularites[0].message
    assert dire(fins(resultat)[0]) == "lun. 2 août 2027 à 24 h"


def test_l_exceptionnelle_ne_s_ouvre_qu_au_plafond() -> None:
    trop_tot = jouer(PLACEMENT, prolonge("2026-11-25", "exceptionnelle_145_1"))
    assert objets(trop_tot) == [("prolongation_sans_base", Gravite.CRITIQUE)]
    a_temps = jouer(PLACEMENT, prolonge("2026-11-25"), prolonge("2027-03-25"), prolonge("2027-07-25", "exceptionnelle_145_1"))
    assert dire(fins(a_temps)[0]) == "jeu. 2 décembre 2027 à 24 h"


def test_une_duree_accordee_trop_longue_est_ramenee_et_dite() -> None:
    resultat = jouer(PLACEMENT, prolonge("2026-11-25", duree_mois=6))
    assert objets(resultat) == [("prolongation_excessive", Gravite.ROUGE)]
    assert dire(fins(resultat)[0]) == "ven. 2 avril 2027 à 24 h"


def test_le_reglement_eteint_le_compteur_et_en_ouvre_un_autre_a_deux_lectures() -> None:
    renvoi = acte("reglement", "2026-09-14", issue="renvoi_correctionnel", date_definitive="2026-10-05")
    resultat = jouer(PLACEMENT, renvoi)
    (ancien,) = fins(resultat)
    (nouveau,) = fins(resultat, "renvoi")
    assert ancien.satisfaite_par is not None
    assert dire(nouveau) == "ven. 13 novembre 2026 à 24 h"
    assert nouveau.legal.jour("Europe/Paris").isoformat() == "2026-12-06"
    assert nouveau.raison_ecart == "Ordonnance ou date définitive."
    assert dire(fins(jouer(PLACEMENT, renvoi, prolonge("2026-11-10", "179")), "renvoi")[0]) == "mer. 13 janvier 2027 à 24 h"


def test_une_prolongation_de_l_ancien_compteur_apres_le_reglement_n_a_pas_de_base() -> None:
    renvoi = acte("reglement", "2026-09-14", issue="renvoi_correctionnel")
    assert objets(jouer(PLACEMENT, renvoi, prolonge("2026-10-10"))) == [("prolongation_sans_base", Gravite.CRITIQUE)]


def test_un_reglement_apres_le_terme_dit_la_detention_sans_titre() -> None:
    resultat = jouer(PLACEMENT, acte("reglement", "2026-12-10", issue="renvoi_correctionnel"))
    assert ("titre_expire", Gravite.CRITIQUE) in objets(resultat)


@pytest.mark.parametrize("le, tardive", [("2026-12-02T23:59:00", False), ("2026-12-03T00:00:00", True)])
def test_la_levee_d_ecrou_a_la_minute(le: str, tardive: bool) -> None:
    assert (("levee_tardive", Gravite.CRITIQUE) in objets(jouer(PLACEMENT, acte("levee_ecrou", le)))) is tardive


def test_un_depart_absent_est_nomme() -> None:
    (manque,) = jouer(acte("debat_contradictoire", "2026-08-03T10:00:00")).incalculables
    assert manque.objet == "fin_de_mesure"
    assert manque.faits_manquants


def test_un_compteur_inconnu_refuse_le_paquet() -> None:
    with pytest.raises(RegleInvalide, match="essai_un_an"):
        corpus(exceptionnelle=EXCEPTIONNELLE)
