"""La fiche d'un titre : sa ligne de vie, ses limites, ce qui peut le prolonger ; sur les vraies règles de la détention."""

from __future__ import annotations

import tomllib

import pytest

from app.domain.temps import Instant
from app.presentation.actions import actions_de
from app.presentation.droits import EtatDeDroit
from app.presentation.fiche import Compositeur, Fiche
from app.presentation.frise import Genre
from app.presentation.regle_des_jours import graduations_longues
from app.regles.cas import lire_cas
from tests.outils.fabriques import le, moteur

PARIS = "Europe/Paris"
PLACEMENT = '{ type = "placement_detention", le = 2026-08-03, fondement = "145" }'
PROLONGATION = '{ type = "prolongation_detention", le = 2026-11-25, fondement = "145_1" }'
DEMANDE = '{ type = "demande_mise_en_liberte", le = 2026-11-20T10:00:00, juridiction = "juge_instruction", voie = "greffe" }'


def fiche(*actes: str, a: Instant) -> Fiche:
    document = (
        'procedure = { nature = "delit", peine_encourue_mois = 84, date_des_faits = 2026-07-30 }\n'
        "personne = { naissance = 1991-04-02 }\n"
        f'mesure = [{{ type = "detention", acte = [{", ".join(actes)}] }}]'
    )
    m = moteur()
    (cas,) = lire_cas(tomllib.loads(document), m.corpus, "essai")
    return Compositeur(m.corpus, PARIS).composer(cas.dossier, cas.dossier.mesures[0].id, m.calculer(cas.dossier), a)


def bandes(f: Fiche) -> list[tuple[str, Genre]]:
    assert f.frise is not None
    return [(b.titre, b.genre) for b in f.frise.bandes]


def test_la_ligne_de_vie_va_du_placement_au_plafond() -> None:
    f = fiche(PLACEMENT, a=le("24/11/2026 09:00"))
    assert f.frise is not None
    assert f.frise.en_jours
    assert [b.genre for b in f.frise.bandes] == [Genre.AUTORISE, Genre.POSSIBLE, Genre.POSSIBLE, Genre.INTERDIT]
    assert [b.libelle.replace("\u00a0", " ") for b in f.frise.bornes] == ["4 mois", "8 mois", "plafond 12 mois"]
    assert f.frise.bornes[-1].prudent == le("03/08/2027 00:00")


def test_une_prolongation_accordee_devient_une_periode_pleine() -> None:
    f = fiche(PLACEMENT, PROLONGATION, a=le("26/11/2026 09:00"))
    assert [g for _, g in bandes(f)] == [Genre.AUTORISE, Genre.AUTORISE, Genre.POSSIBLE, Genre.INTERDIT]
    assert [b.acquise for b in f.frise.bornes] == [True, True, False] if f.frise else False


def test_le_terme_passe_sans_decision_la_ligne_dit_sans_titre() -> None:
    f = fiche(PLACEMENT, a=le("03/12/2026 00:01"))
    assert bandes(f)[-1] == ("sans titre", Genre.INTERDIT)
    assert all(g is not Genre.POSSIBLE for _, g in bandes(f))


def test_la_levee_d_ecrou_ferme_la_ligne() -> None:
    f = fiche(PLACEMENT, '{ type = "levee_ecrou", le = 2026-10-01T15:00:00 }', a=le("24/11/2026 09:00"))
    assert [g for _, g in bandes(f)] == [Genre.AUTORISE]
    assert "levée d'écrou le" in f.en_tete.etat.replace("’", "'")


def test_les_dernieres_dates_utiles_sont_des_jalons_sur_la_ligne() -> None:
    f = fiche(PLACEMENT, a=le("01/10/2026 09:00"))
    assert f.frise is not None
    jalons = [r for r in f.frise.reperes if r.cle and not r.acte]
    assert jalons
    assert all("au plus tard le" in r.phrase or "pas avant le" in r.phrase for r in jalons)


def test_une_demande_ouvre_ses_propres_lignes_avec_l_acte_qui_les_eteint() -> None:
    f = fiche(PLACEMENT, DEMANDE, a=le("21/11/2026 09:00"))
    demande = next(a.id for a in f.actes if a.type == "demande_mise_en_liberte")
    siennes = [x for x in f.droits if x.actes == (demande,)]
    assert siennes
    assert any(x.etat is EtatDeDroit.COURT and x.suite is not None for x in siennes)
    assert all("du ven." in x.raison.replace("\u00a0", " ") for x in siennes if x.horloge is not None)


def test_la_prochaine_prolongation_se_dit_au_dernier_jour_utile() -> None:
    f = fiche(PLACEMENT, a=le("24/11/2026 09:00"))
    prochaine = next(p for p in f.prolongations if p.proposee)
    assert "au plus tard le" in prochaine.echeance_de_la_demande()
    assert "24" in prochaine.echeance_de_la_demande()
    noms = [x.nom for x in actions_de(f)]
    assert noms[0] == "Prolonger…"
    assert "Demande de liberté…" in noms


@pytest.mark.parametrize("largeur, attendu", [(900.0, "août"), (6000.0, "5")])
def test_la_regle_se_gradue_en_mois_ou_en_jours_selon_la_place(largeur: float, attendu: str) -> None:
    graduees = graduations_longues(le("20/07/2026 00:00"), le("20/08/2027 00:00"), PARIS, largeur, 48.0)
    assert attendu in [g.heure for g in graduees]
    assert [g.instant for g in graduees] == sorted(g.instant for g in graduees)
