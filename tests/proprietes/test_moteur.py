"""Ce qui vaut pour toute garde à vue, quels que soient les faits : plafonds, ordre de saisie, rectifications, âges.

Les dossiers tirés sont volontairement mal tenus : prolongations à n'importe quelle heure, sur n'importe quel fondement, par
n'importe qui. Les tirages sont attirés par les changements d'heure et les anniversaires.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.echeance import Echeance, Nature, Portee, Resultat
from app.domain.faits import Acte, Dossier, Mesure
from app.domain.temps import Instant
from app.regles.moteur import Moteur
from app.systeme.fichiers_de_regles import charger_paquet

pytestmark = pytest.mark.lent

MOTEUR = Moteur(charger_paquet())
VOCABULAIRE = MOTEUR.corpus.vocabulaire
FONDEMENTS = ("63_ii", "706_88", "706_88_bloc", "706_88_1", "706_88_2", "l_413_2", "323_2")
AUTORITES = ("procureur", "jld", "juge_instruction", "opj", "juge_enfants")
FAMILLES = ("aucune", "706_73", "706_73_3_stupefiants", "706_73_11_terrorisme", "421_2_5_apologie", "706_73_1", "crimes_628")
# Le plafond légal de chaque régime, en heures : (droit commun, 706-88, et au-delà).
PLAFONDS = {"moins_de_10": 0, "10_13": 24, "13_16": 48, "16_18": 96, "majeur": 144}
AU_DELA = {"706_73_11_terrorisme": 144, "706_73_3_stupefiants": 120, "706_73": 96, "crimes_628": 96}
BASCULES = tuple(
    int(datetime.fromisoformat(f"{jour}T01:00:00+00:00").timestamp()) for jour in ("2026-03-29", "2026-10-25", "2025-06-15")
)


def acte(n: int, type_: str, le: Instant | None, **valeurs: Any) -> Acte:
    """Un acte dont l'identité suit le rang de saisie ; les valeurs nulles ne sont pas saisies."""
    saisies = MappingProxyType({k: v for k, v in valeurs.items() if v is not None})
    return Acte(f"a{n:02d}", type_, le, saisies, rang=VOCABULAIRE.actes[type_].rang)


def peut_etre(strategie: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """La valeur trois fois sur quatre, ou rien."""
    return st.integers(0, 3).flatmap(lambda n: strategie if n else st.none())


minutes = st.one_of(
    st.integers(26_240_000, 29_900_000),  # de la fin 2019 à la fin 2026, en minutes depuis 1970
    st.tuples(st.sampled_from(BASCULES), st.integers(-4 * 1440, 1440)).map(lambda t: t[0] // 60 + t[1]),
)
decision = st.tuples(
    st.integers(0, 150 * 60),
    peut_etre(st.sampled_from(FONDEMENTS)),
    peut_etre(st.sampled_from(AUTORITES)),
    peut_etre(st.sampled_from((6, 12, 24, 48))),
)
# Des suites qu'un juge pourrait prendre : heure d'échéance, fondement, autorité.
SUITES = (
    (
        (24, "63_ii", "procureur"),
        (48, "706_88", "jld"),
        (72, "706_88", "jld"),
        (96, "706_88_1", "jld"),
        (120, "706_88_1", "jld"),
    ),
    ((24, "63_ii", "procureur"), (48, "706_88_bloc", "jld"), (96, "706_88_2", "jld")),
    ((24, "63_ii", "juge_instruction"), (48, "706_88_bloc", "juge_instruction"), (96, "706_88_1", "jld")),
    ((12, "l_413_2", "procureur"),),
)


@st.composite
def suites(tirer: st.DrawFn) -> list[tuple[Any, ...]]:
    """Une suite presque régulière : quelques minutes avant ou après l'échéance, parfois sans fondement ni autorité."""
    tirees = []
    for heures, fondement, autorite in tirer(st.sampled_from(SUITES)):
        avance = tirer(st.sampled_from((-1, 0, 1, 2, 30, 60, 600)))
        tirees.append(
            (
                max(0, heures * 60 - avance),
                tirer(peut_etre(st.just(fondement))),
                tirer(peut_etre(st.just(autorite))),
                tirer(st.sampled_from((None, None, None, 12, 24, 48))),
            )
        )
    return tirees[: tirer(st.integers(1, len(tirees)))]


prolongations = st.integers(0, 3).flatmap(lambda n: suites() if n else st.lists(decision, max_size=5))


@st.composite
def procedures(tirer: st.DrawFn, jour: date) -> dict[str, Any]:
    """Une procédure, complète ou non."""
    champs = {
        "cadre": tirer(
            peut_etre(st.sampled_from(("flagrance", "preliminaire", "commission_rogatoire", "mandat_de_recherche")))
        ),
        "nature": tirer(peut_etre(st.sampled_from(("crime", "delit")))),
        "peine_encourue_mois": tirer(peut_etre(st.sampled_from((6, 11, 12, 59, 60, 120, 360)))),
        "famille_706_73": tirer(peut_etre(st.sampled_from(FAMILLES))),
        "majeurs_impliques": tirer(peut_etre(st.booleans())),
        "date_des_faits": tirer(peut_etre(st.sampled_from((0, 0, 1, 30, 900)).map(lambda n: jour - timedelta(days=n)))),
    }
    return {k: v for k, v in champs.items() if v is not None}


@st.composite
def dossiers(tirer: st.DrawFn, type_: str = "garde_a_vue") -> Dossier:
    """Un dossier d'une mesure, de tout âge, avec ses prolongations tirées au sort."""
    t0 = Instant(tirer(minutes) * 60)
    jour = t0.jour("Europe/Paris")
    actes = [acte(1, "apprehension", t0), acte(2, "placement", t0.plus(minutes=tirer(st.integers(0, 120))))]
    if tirer(st.booleans()):
        actes.append(
            acte(3, "certificat_in_corpore", t0.plus(minutes=tirer(st.integers(0, 6000))), presence=tirer(st.booleans()))
        )
    if type_ == "retenue_mineur":
        actes = [actes[0], actes[1], acte(3, "accord_magistrat", t0, duree_heures=tirer(peut_etre(st.integers(1, 14))))]
    for n, (apres, fondement, autorite, duree) in enumerate(tirer(prolongations), 10):
        actes.append(
            acte(n, "prolongation", t0.plus(minutes=apres), fondement=fondement, autorite=autorite, duree_heures=duree)
        )
    if tirer(st.booleans()):
        actes.append(acte(30, "levee", t0.plus(minutes=tirer(st.integers(1, 160 * 60)))))
    ages = st.one_of(st.integers(8 * 365, 19 * 365), st.integers(18 * 366, 40 * 365))
    naissance = tirer(peut_etre(ages.map(lambda n: jour - timedelta(days=n))))
    return Dossier(
        id="d",
        territoire=tirer(st.sampled_from(("metropole", "guyane", "saint_pierre_et_miquelon"))),
        procedure=MappingProxyType(tirer(procedures(jour))),
        personne=MappingProxyType({"naissance": naissance} if naissance else {}),
        mesures=(Mesure("m", type_, actes=tuple(actes)),),
    )


def avec(dossier: Dossier, *actes: Acte) -> Dossier:
    """Le même dossier, ces actes en plus."""
    return replace(dossier, mesures=(dossier.mesures[0].avec(*actes),))


def fins(resultat: Resultat) -> list[Echeance]:
    """Les fins acquises de la mesure, telles que la chaîne des durées les rend."""
    return [
        e
        for e in resultat.echeances
        if e.objet.startswith("fin_de_mesure_") and e.portee is Portee.ACQUISE and e.objet[-1:] in "hc"
    ]


def fin(resultat: Resultat) -> Instant | None:
    """La dernière fin acquise."""
    return max((e.legal for e in fins(resultat)), default=None)


def constat(resultat: Resultat, nom: str) -> Any:
    return next((c.valeur for c in resultat.constats if c.nom == nom), None)


def vu(resultat: Resultat) -> tuple[Any, ...]:
    """Ce qu'un greffier lit, identités d'actes mises à part."""
    return (
        sorted(
            (e.regle, e.objet, e.legal, e.prudent, e.portee, e.sans_objet, str(e.satisfaite_le)) for e in resultat.echeances
        ),
        sorted((i.source.regle, i.objet, i.gravite, i.message) for i in resultat.irregularites),
        sorted((i.source.regle, i.objet, i.faits_manquants) for i in resultat.incalculables),
        sorted((c.nom, str(c.valeur)) for c in resultat.constats),
    )


@given(dossiers())
@settings(max_examples=300)
def test_aucune_decision_ne_depasse_le_plafond_legal(dossier: Dossier) -> None:
    resultat = MOTEUR.calculer(dossier)
    regime = constat(resultat, "regime_age") or "majeur"
    famille = str(dossier.procedure.get("famille_706_73", "aucune"))
    plafond = min(PLAFONDS[regime], max(48, AU_DELA.get(famille, 48)))
    t0 = constat(resultat, "t0")
    for echeance in fins(resultat):
        assert echeance.legal - t0 <= timedelta(hours=plafond), (regime, famille, echeance.objet)
    if regime in ("moins_de_10", "10_13"):
        assert any(i.gravite == "critique" or i.objet == "regime_de_la_retenue_par_prudence" for i in resultat.irregularites)


@given(dossiers("retenue_mineur"))
def test_une_retenue_ne_depasse_jamais_vingt_quatre_heures(dossier: Dossier) -> None:
    resultat = MOTEUR.calculer(dossier)
    t0 = constat(resultat, "t0")
    for echeance in fins(resultat):
        assert echeance.legal - t0 <= timedelta(hours=12 if echeance.objet == "fin_de_mesure_12h" else 24)


@given(dossiers())
def test_une_prolongation_retenue_a_ete_decidee_avant_l_echeance_qu_elle_recule(dossier: Dossier) -> None:
    resultat = MOTEUR.calculer(dossier)
    actes = {a.id: a for a in dossier.mesures[0].actes}
    for echeance in fins(resultat):
        acte_ = actes.get(echeance.satisfaite_par or "")
        if acte_ is not None and acte_.type == "prolongation":
            assert acte_.instant is not None
            assert acte_.instant < echeance.legal


@given(dossiers(), st.integers(1, 60 * 60), st.integers(1, 30))
def test_l_imputation_n_allonge_jamais(dossier: Dossier, subies: int, jours: int) -> None:
    debut = (dossier.mesures[0].actes[0].instant or Instant(0)).plus(heures=-24 * jours, minutes=-subies)
    anterieure = acte(4, "garde_a_vue_anterieure", debut, fin=debut.plus(minutes=subies), memes_faits=True)
    sans, avec_ = fin(MOTEUR.calculer(dossier)), fin(MOTEUR.calculer(avec(dossier, anterieure)))
    assert (sans is None) == (avec_ is None)
    assert sans is None or avec_ is None or avec_ <= sans


@given(dossiers(), st.integers(1, 60 * 60), st.integers(1, 30))
def test_la_premiere_duree_est_reduite_minute_pour_minute_de_ce_qui_est_deja_subi(
    dossier: Dossier, subies: int, jours: int
) -> None:
    debut = dossier.mesures[0].actes[0].instant or Instant(0)
    avant = debut.plus(heures=-24 * jours, minutes=-subies)
    anterieure = acte(4, "garde_a_vue_anterieure", avant, fin=avant.plus(minutes=subies), memes_faits=True)
    sans, avec_ = (min((e.legal for e in fins(MOTEUR.calculer(d))), default=None) for d in (dossier, avec(dossier, anterieure)))
    assert (sans is None) == (avec_ is None)
    assert sans is None or avec_ == max(debut, sans.plus(minutes=-subies))


def accordant(dossier: Dossier, heures: int | None) -> Dossier:
    """Le même dossier, chaque prolongation accordée pour ``heures`` (``None`` : sans durée dite), fondement toujours dit."""
    actes = []
    for a in dossier.mesures[0].actes:
        if a.type == "prolongation":
            valeurs = {"fondement": "63_ii", **{k: v for k, v in a.valeurs.items() if k != "duree_heures"}}
            a = replace(a, valeurs=MappingProxyType({**valeurs, **({"duree_heures": heures} if heures else {})}))
        actes.append(a)
    return replace(dossier, mesures=(replace(dossier.mesures[0], actes=tuple(actes)),))


@given(dossiers(), st.integers(1, 23))
def test_accorder_moins_n_allonge_jamais(dossier: Dossier, heures: int) -> None:
    courte, pleine = (fin(MOTEUR.calculer(accordant(dossier, h))) for h in (heures, None))
    assert (courte is None) == (pleine is None)
    assert courte is None or pleine is None or courte <= pleine


@given(dossiers(), st.randoms(use_true_random=False))
def test_l_ordre_de_saisie_est_sans_effet(dossier: Dossier, hasard: Any) -> None:
    actes = list(dossier.mesures[0].actes)
    hasard.shuffle(actes)
    melange = replace(dossier, mesures=(replace(dossier.mesures[0], actes=tuple(actes)),))
    assert MOTEUR.calculer(melange) == MOTEUR.calculer(dossier)


@given(dossiers(), st.data())
def test_rectifier_puis_rectifier_en_retour_rend_les_memes_echeances(dossier: Dossier, donnees: st.DataObject) -> None:
    origine = donnees.draw(st.sampled_from(dossier.mesures[0].actes))
    decalage = donnees.draw(st.integers(-600, 600))
    quand = origine.instant.plus(minutes=decalage) if origine.instant else None
    erreur = replace(origine, id=f"{origine.id}x", le=quand, remplace=origine.id, motif="erreur de saisie")
    retour = replace(origine, id=f"{origine.id}y", remplace=erreur.id, motif="retour à l'acte")
    assert vu(MOTEUR.calculer(avec(dossier, erreur, retour))) == vu(MOTEUR.calculer(dossier))


@given(dossiers(), st.data())
def test_annuler_un_acte_revient_a_ne_l_avoir_jamais_saisi(dossier: Dossier, donnees: st.DataObject) -> None:
    mesure = dossier.mesures[0]
    cible = donnees.draw(st.sampled_from(mesure.actes))
    annulation = replace(cible, id=f"{cible.id}x", remplace=cible.id, annule=True, motif="saisi par erreur")
    jamais = replace(dossier, mesures=(replace(mesure, actes=tuple(a for a in mesure.actes if a.id != cible.id)),))
    assert vu(MOTEUR.calculer(avec(dossier, annulation))) == vu(MOTEUR.calculer(jamais))


@given(dossiers())
def test_toute_echeance_s_explique_et_se_source(dossier: Dossier) -> None:
    resultat = MOTEUR.calculer(dossier)
    for echeance in resultat.echeances:
        assert echeance.etapes, echeance.cle
        assert all(e.texte.strip() == e.texte and e.texte.endswith((".", "?", "!")) for e in echeance.etapes), echeance.etapes
        textes = [e.texte for e in echeance.etapes]
        assert len(textes) == len(set(textes)), f"étape répétée : {textes}"
        assert echeance.source.articles
        assert echeance.source.version_du is not None
        assert "{" not in "".join(textes) + echeance.action
    for irregularite in resultat.irregularites:
        assert irregularite.source.articles
        assert "{" not in irregularite.message
    for incalculable in resultat.incalculables:
        assert incalculable.raison


@given(dossiers())
def test_la_lecture_prudente_d_une_mesure_privative_n_est_jamais_la_plus_tardive(dossier: Dossier) -> None:
    for echeance in MOTEUR.calculer(dossier).echeances:
        if echeance.nature is Nature.LIBERTE:
            assert echeance.prudent <= echeance.legal
            assert bool(echeance.raison_ecart) == (echeance.prudent != echeance.legal)


@given(dossiers(), st.sampled_from((13, 16, 18)), st.integers(1, 4))
def test_prendre_un_age_en_cours_de_mesure_n_allonge_rien(dossier: Dossier, age: int, jours: int) -> None:
    """Celui qui a seize ans demain n'est pas retenu plus longtemps que celui qui les aura dans un an."""
    debut = dossier.mesures[0].actes[0].instant or Instant(0)
    jour = debut.jour(MOTEUR.corpus.calendrier(dossier.territoire).fuseau)
    demain = jour + timedelta(days=jours)
    naissance = date(demain.year - age, demain.month, min(demain.day, 28))
    if naissance.replace(year=naissance.year + age) <= jour:
        naissance += timedelta(days=4)
    procedure = MappingProxyType({**dossier.procedure, "date_des_faits": jour})
    ends = [
        fin(MOTEUR.calculer(replace(dossier, procedure=procedure, personne=MappingProxyType({"naissance": ne}))))
        for ne in (naissance, naissance.replace(year=naissance.year + 1))
    ]
    assert ends[0] == ends[1]


@given(dossiers())
def test_memes_faits_meme_resultat(dossier: Dossier) -> None:
    assert MOTEUR.calculer(dossier) == Moteur(MOTEUR.corpus).calculer(dossier)
