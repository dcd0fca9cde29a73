"""Les services sur un vrai fichier : tout se retrouve après un redémarrage, et l'échéancier s'ouvre par une requête indexée."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import text

from app.ports.projection import LigneProjetee
from app.services.controler import verifier
from app.services.registre import Registre
from db.base import BaseSql, ouvrir
from tests.outils.fabriques import acte, dossier, garde_a_vue, le, moteur
from tests.outils.horloges import HorlogeFigee
from tests.outils.memoire import BaseEnMemoire

DEPART = (acte("apprehension", "18/05/2026 09:30"), acte("placement", "18/05/2026 10:05", motifs_62_2=["1", "5"]))


def vie_d_un_dossier(registre: Registre) -> str:
    cree = registre.executer([dossier(garde_a_vue(*DEPART, service="Commissariat"))])
    registre.enregistrer(cree.mesure, acte("avis_magistrat", None, destinataire="procureur"))
    (audition,) = registre.enregistrer(
        cree.mesure, acte("audition", "18/05/2026 14:00", fin=le("18/05/2026 15:00"), avocat_present=True)
    ).enregistrements
    registre.rectifier(audition, acte("audition", "18/05/2026 14:10", fin=le("18/05/2026 15:00")), "montre de l'OPJ")
    registre.rectifier_faits(cree.dossier, personne={"alias": "Zouzou"}, procedure={"qualification": None}, motif="à préciser")
    registre.defaire(cree.dossier)
    registre.enregistrer(cree.mesure, acte("levee", "19/05/2026 08:00", suite="deferement"))
    return cree.dossier


def test_apres_un_redemarrage_faits_resultats_et_listes_sont_les_memes(
    base: BaseSql, registre: Registre, horloge: HorlogeFigee, chemin: Path
) -> None:
    dossier_id = vie_d_un_dossier(registre)
    registre.conserver_derivation(dossier_id, registre.calculer(dossier_id).echeances[0].cle)
    registre.journaliser("essai")
    registre.deposer_brouillon("saisie", "{}")

    def vu(r: Registre) -> object:
        return (
            *(r.dossier(dossier_id), r.calculer(dossier_id), r.historique(dossier_id), r.echeancier(toutes=True)),
            *(r.signalements(), r.personnes_retenues(), r.dossiers(), r.derivations(dossier_id), r.journal(), r.brouillons()),
        )

    avant = vu(registre)
    base.fermer()
    rouverte = ouvrir(chemin, horloge.maintenant())
    assert vu(Registre(rouverte, moteur(), horloge, "greffe")) == avant
    assert verifier(rouverte, moteur()).tenu
    rouverte.fermer()


def test_la_base_et_sa_doublure_repondent_pareil(registre: Registre, horloge: HorlogeFigee) -> None:
    """Ce que prouvent les tests sans disque vaut pour le disque."""
    doublure = Registre(BaseEnMemoire(), moteur(), horloge, "greffe")
    reel, faux = vie_d_un_dossier(registre), vie_d_un_dossier(doublure)

    def vu(r: Registre, dossier_id: str) -> object:
        d = r.dossier(dossier_id)
        lignes = [(x.regle, x.objet, x.suivi, x.etat, x.personne) for x in r.echeancier(toutes=True)]
        actes = [[(a.type, a.le, a.valeurs, a.annule, a.motif) for a in m.actes] for m in d.mesures]
        return (
            d.procedure,
            d.personne,
            actes,
            sorted(lignes),
            len(r.signalements()),
            [x.suivi.etat for x in r.personnes_retenues()],
        )

    assert vu(registre, reel) == vu(doublure, faux)


def test_l_echeancier_s_ouvre_par_l_index_sans_tri(base: BaseSql) -> None:
    colonnes = ", ".join(LigneProjetee._fields)
    requete = f"EXPLAIN QUERY PLAN SELECT {colonnes} FROM echeance WHERE etat = 'ouverte' ORDER BY suivi, cle"
    with base.lire() as unite:
        plan = " ".join(ligne.detail for ligne in unite.connexion.execute(text(requete)))
    assert "USING INDEX ix_echeance_etat_suivi_cle" in plan
    assert "TEMP B-TREE" not in plan


def test_une_lecture_voit_un_instantane(base: BaseSql, registre: Registre) -> None:
    with base.lire() as unite:
        assert unite.registre.dossiers() == ()
        registre.executer([dossier(garde_a_vue(*DEPART))])
        assert unite.registre.dossiers() == ()
    with base.lire() as unite:
        assert len(unite.registre.dossiers()) == 1


def test_l_heure_s_ecrit_avec_le_decalage_du_territoire(base: BaseSql, registre: Registre) -> None:
    registre.executer([dossier(garde_a_vue(*DEPART), territoire="guyane")])
    with base.lire() as unite:
        ecrites = set(unite.connexion.execute(text("SELECT survenu_le FROM acte WHERE sujet = 'acte'")).scalars())
    assert ecrites == {"2026-05-18T04:30:00-03:00", "2026-05-18T05:05:00-03:00"}


def test_l_echeancier_ne_relit_de_l_historique_que_ce_qui_vient_de_se_clore(registre: Registre) -> None:
    vie_d_un_dossier(registre)  # levée le 19 mai à 8 h
    toutes, ouvertes = registre.echeancier(toutes=True), registre.echeancier()
    closes = [x for x in toutes if x not in ouvertes]
    assert any(x.satisfaite_le for x in closes)
    for depuis in (le("18/05/2026 08:00"), le("19/05/2026 07:00"), le("19/05/2026 09:00"), le("30/05/2026 08:00")):
        recentes = [x for x in closes if max(x.suivi, x.satisfaite_le or 0) >= depuis.secondes]
        assert registre.echeancier(closes_depuis=depuis) == [x for x in toutes if x in ouvertes or x in recentes]


def test_les_signalements_se_lisent_par_genre_et_un_dossier_se_relit_seul(registre: Registre) -> None:
    premier, second = vie_d_un_dossier(registre), vie_d_un_dossier(registre)
    tous = registre.signalements()
    for genre in {s.genre for s in tous}:
        assert registre.signalements(genre=genre) == [s for s in tous if s.genre == genre]
    projection = registre.projection(premier)
    assert projection is not None
    assert set(projection.echeances) == {x for x in registre.echeancier(toutes=True) if x.dossier_id != second}
    assert registre.projection("inconnu") is None
