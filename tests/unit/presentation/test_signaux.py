"""Ce qu'une fiche de titre dit en tête, et l'ordre de ses limites ; sur les vraies règles de la détention."""

from __future__ import annotations

import tomllib

from app.domain.temps import Instant
from app.presentation.droits import EtatDeDroit
from app.presentation.fiche import Compositeur, Fiche, grouper_les_manques
from app.presentation.ligne_de_vie import abreger
from app.presentation.signaux import Ton
from app.regles.cas import lire_cas
from tests.outils.fabriques import le, moteur

PARIS = "Europe/Paris"
PLACEMENT = '{ type = "placement_detention", le = 2026-08-03, fondement = "145" }'
DELIT = 'nature = "delit", peine_encourue_mois = 84, antecedent_lourd = false, date_des_faits = 2026-07-30'
LIBERTE = (
    '{ type = "mise_en_liberte", le = 2026-11-20T10:00:00, motif = "ordonnance", conforme_aux_requisitions = false, '
    "notifiee_au_parquet = 2026-11-20T10:30:00 }"
)


def mesure(*actes: str, champs: str = "") -> str:
    return f'{{ type = "detention", {champs} acte = [{", ".join(actes)}] }}'


def fiche(*mesures: str, a: Instant, procedure: str = DELIT, naissance: str = "1991-04-02") -> Fiche:
    document = f"procedure = {{ {procedure} }}\npersonne = {{ naissance = {naissance} }}\nmesure = [{', '.join(mesures)}]"
    m = moteur()
    (cas,) = lire_cas(tomllib.loads(document), m.corpus, "essai")
    return Compositeur(m.corpus, PARIS).composer(cas.dossier, cas.dossier.mesures[0].id, m.calculer(cas.dossier), a)


def signaux(f: Fiche) -> list[tuple[Ton, str]]:
    return [(s.ton, s.texte.replace("\u00a0", " ").replace("\u202f", " ")) for s in f.signaux]


def test_un_titre_qui_court_sans_rien_de_particulier_ne_signale_rien() -> None:
    assert signaux(fiche(mesure(PLACEMENT), a=le("24/11/2026 09:00"))) == []


def test_le_titre_expire_dit_de_liberer_des_la_premiere_seconde() -> None:
    assert signaux(fiche(mesure(PLACEMENT), a=le("02/12/2026 23:59"))) == []
    ((ton, texte),) = signaux(fiche(mesure(PLACEMENT), a=le("03/12/2026 00:00")))
    assert ton is Ton.CRITIQUE
    assert texte == "Titre expiré le mer. 2 décembre 2026 à 24 h : libérer la personne, ou saisir la décision prise à temps."


def test_detenu_pour_autre_cause_on_ne_leve_que_ce_titre() -> None:
    champs = 'autre_cause = true, autre_cause_titre = "fin de peine le 12 mars 2027",'
    textes = signaux(fiche(mesure(PLACEMENT, champs=champs), a=le("03/12/2026 09:00")))
    assert [t for t, _ in textes] == [Ton.CRITIQUE, Ton.ATTENTION]
    assert "lever l’écrou sur ce titre" in textes[0][1]
    assert "libérer" not in textes[0][1]
    assert "fin de peine le 12 mars 2027" in textes[1][1]


def test_la_porte_reste_fermee_huit_heures_puis_il_faut_liberer() -> None:
    bloquee = fiche(mesure(PLACEMENT, LIBERTE), a=le("20/11/2026 18:29"))
    assert [t for t in signaux(bloquee) if "bloquée" in t[1]] == [
        (
            Ton.ATTENTION,
            "Mise en liberté bloquée jusqu’au ven. 20 novembre 2026 à 18 h 30 : ne rien envoyer à l’établissement, "
            "ne pas libérer.",
        )
    ]
    ouverte = fiche(mesure(PLACEMENT, LIBERTE), a=le("20/11/2026 18:30"))
    assert signaux(ouverte) == []
    assert ouverte.courante is not None
    assert "libérer" in ouverte.courante.action


def test_le_refere_detention_retient_la_personne_jusqu_a_l_ordonnance() -> None:
    refere = '{ type = "refere_detention", le = 2026-11-20T17:00:00 }'
    formes = signaux(fiche(mesure(PLACEMENT, LIBERTE, refere), a=le("21/11/2026 09:00")))
    ((ton, texte),) = [x for x in formes if x[1].startswith("Référé-détention")]
    assert ton is Ton.ATTENTION
    assert "attendue avant le lun. 23 novembre 2026 à 24 h" in texte
    assert "Sans ordonnance le mar. 24 novembre 2026 à 24 h : libérer" in texte
    rejet = '{ type = "decision_refere_detention", le = 2026-11-23T10:00:00, sens = "rejet" }'
    rendus = signaux(fiche(mesure(PLACEMENT, LIBERTE, refere, rejet), a=le("23/11/2026 11:00")))
    assert not [x for x in rendus if x[1].startswith("Référé-détention")]


def test_deux_titres_actifs_se_voient_l_un_l_autre_jusqu_a_la_levee() -> None:
    second = '{ type = "placement_detention", le = 2026-10-01, fondement = "145" }'
    deux = fiche(mesure(PLACEMENT), mesure(second), a=le("24/11/2026 09:00"))
    ((ton, texte),) = signaux(deux)
    assert ton is Ton.ATTENTION
    assert "Deux titres actifs : détention du jeu. 1er octobre 2026, jusqu’au dim. 31 janvier 2027 à 24 h" in texte
    assert deux.signaux[0].mesure != deux.mesure_id
    levee = '{ type = "levee_ecrou", le = 2026-10-02T10:00:00 }'
    assert signaux(fiche(mesure(PLACEMENT), mesure(second, levee), a=le("24/11/2026 09:00"))) == []


def test_un_titre_leve_ne_signale_plus_rien() -> None:
    levee = '{ type = "levee_ecrou", le = 2026-12-05T10:00:00 }'
    assert signaux(fiche(mesure(PLACEMENT, levee, champs="autre_cause = true,"), a=le("24/12/2026 09:00"))) == []


def test_le_mineur_est_dit_en_tete() -> None:
    f = fiche(mesure(PLACEMENT), a=le("24/11/2026 09:00"), naissance="2010-01-05")
    assert f.en_tete.mineur
    assert f.en_tete.identite.startswith("Mineur de seize à dix-huit ans")


def test_ce_qui_presse_precede_ce_qui_n_appelle_rien() -> None:
    f = fiche(mesure(PLACEMENT), a=le("24/11/2026 09:00"))
    dorment = ("rappel passé", "pas avant", "possible")
    mots = [x.signe(f.composee).court for x in f.droits if x.etat is EtatDeDroit.COURT]
    premier = next(i for i, mot in enumerate(mots) if mot in dorment)
    assert premier > 0
    assert all(mot in dorment for mot in mots[premier:])
    suivis = [x.horloge.suivi for x in f.droits[:premier] if x.horloge]
    assert suivis == sorted(suivis)


def test_la_meme_limite_ne_se_lit_pas_deux_fois() -> None:
    f = fiche(mesure(PLACEMENT), a=le("24/11/2026 09:00"))
    assert f.courante is not None
    montrees = [e.cle for x in f.droits for e in x.echeances]
    assert f.courante.cle not in montrees
    avocat = [x.intitule for x in f.droits if x.etat is EtatDeDroit.COURT and "onvoquer l’avocat" in x.intitule]
    assert len(avocat) == 1


def test_un_acte_date_d_un_jour_eteint_sa_limite_sans_heure_inventee() -> None:
    demande = '{ type = "demande_mise_en_liberte", le = 2026-11-02T09:00:00, juridiction = "juge_instruction" }'
    communiquee = '{ type = "communication_parquet", le = 2026-11-02 }'
    f = fiche(mesure(PLACEMENT, demande, communiquee), a=le("05/11/2026 09:00"))
    (faite,) = [x for x in f.droits if x.etat is EtatDeDroit.FAIT and "Communiquer" in x.intitule]
    assert faite.faits.replace("\u00a0", " ").startswith("fait le lun. 2 novembre 2026 · ")
    assert "0 h 00" not in faite.faits.replace("\u202f", " ")


def test_les_points_qu_arrete_le_meme_fait_se_disent_une_fois() -> None:
    f = fiche(mesure(PLACEMENT), a=le("24/11/2026 09:00"), procedure='numero_parquet = "26 1"')
    groupes = grouper_les_manques(f.manques)
    faits = [tuple(sorted(x for x, _ in m.faits)) for m, _ in groupes]
    assert len(faits) == len(set(faits))
    assert sum(1 + autres for _, autres in groupes) == len(f.manques)


def test_la_fiche_change_d_elle_meme_a_sa_prochaine_limite() -> None:
    f = fiche(mesure(PLACEMENT, LIBERTE), a=le("20/11/2026 11:00"))
    assert f.prochaine_bascule == le("20/11/2026 18:30")


def test_une_etiquette_de_frise_dit_le_debut_de_l_action() -> None:
    assert abreger("Préparer la prolongation : soit-transmis au parquet") == "Préparer la prolongation"
    assert abreger("Convoquer l’avocat, pour un débat tenu le dernier jour") == "Convoquer l’avocat"
    assert abreger("Juger, au fond") == "Juger, au fond"


def test_le_recours_que_la_partie_n_a_pas_forme_est_passe_non_depasse() -> None:
    f = fiche(mesure(PLACEMENT), a=le("24/11/2026 09:00"))
    passes = [x for x in f.droits if x.etat is EtatDeDroit.PASSE]
    assert passes, "l'appel du placement d'août n'est plus ouvert"
    assert all(x.signe(f.composee).mot == "délai passé" and x.temps(f.composee) == "" for x in passes)
    assert all("2026 à 24" in x.faits for x in passes)
    assert not [x for x in fiche(mesure(PLACEMENT), a=le("03/08/2026 12:00")).droits if x.etat is EtatDeDroit.PASSE]
