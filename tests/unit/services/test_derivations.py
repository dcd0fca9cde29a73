"""Une dérivation montrée est gardée mot pour mot, avec l'acte et le paquet qui l'ont produite."""

from __future__ import annotations

import json

from app.services.registre import Registre
from tests.outils.fabriques import acte, dossier, garde_a_vue, le
from tests.outils.horloges import HorlogeFigee

DEPART = (acte("apprehension", "18/05/2026 09:30"), acte("placement", "18/05/2026 10:05"))


def cle_des_24_h(registre: Registre, dossier_id: str) -> str:
    return next(e.cle for e in registre.calculer(dossier_id).echeances if e.regle == "gav_duree_initiale_24h")


def test_la_derivation_montree_se_relit_telle_quelle(registre: Registre) -> None:
    cree = registre.executer([dossier(garde_a_vue(*DEPART))])
    cle = cle_des_24_h(registre, cree.dossier)
    echeance = next(e for e in registre.calculer(cree.dossier).echeances if e.cle == cle)
    assert registre.conserver_derivation(cree.dossier, cle)
    (gardee,) = registre.derivations(cree.dossier)
    assert (gardee.pack, gardee.usage, gardee.montree_a) == (registre.corpus.pack, "ecran", "greffe")
    assert gardee.ordre == registre.version(cree.dossier)
    contenu = json.loads(gardee.contenu)
    assert [e["texte"] for e in contenu["etapes"]] == [e.texte for e in echeance.etapes]
    assert contenu["legal"] == "2026-05-19T07:30:00+00:00"


def test_montrer_deux_fois_la_meme_chose_ne_la_garde_qu_une_fois(registre: Registre, horloge: HorlogeFigee) -> None:
    cree = registre.executer([dossier(garde_a_vue(*DEPART))])
    cle = cle_des_24_h(registre, cree.dossier)
    assert registre.conserver_derivation(cree.dossier, cle)
    horloge.avancer(3600)
    assert not registre.conserver_derivation(cree.dossier, cle)
    assert registre.conserver_derivation(cree.dossier, cle, "impression")
    assert [d.montree_le for d in registre.derivations(cree.dossier)] == [le("20/05/2026 12:00"), le("20/05/2026 13:00")]


def test_apres_une_rectification_la_nouvelle_derivation_rejoint_l_ancienne(registre: Registre) -> None:
    cree = registre.executer([dossier(garde_a_vue(*DEPART))])
    registre.conserver_derivation(cree.dossier, cle_des_24_h(registre, cree.dossier))
    apprehension = next(e.id for e in registre.historique(cree.dossier) if e.type == "apprehension")
    registre.rectifier(apprehension, acte("apprehension", "18/05/2026 09:00"), "procès-verbal")
    registre.conserver_derivation(cree.dossier, cle_des_24_h(registre, cree.dossier))
    legaux = [json.loads(d.contenu)["legal"] for d in registre.derivations(cree.dossier)]
    assert legaux == ["2026-05-19T07:30:00+00:00", "2026-05-19T07:00:00+00:00"]
