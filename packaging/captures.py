"""Les images du guide (`make captures`) : le programme réel, piloté sous un écran virtuel, à heure figée.

La base de démonstration et des cas de `resources/droit/cas/demonstrations` s'enregistrent par les services ordinaires dans
un dossier temporaire ; chaque image est ce que l'écran montre alors. Même machine, mêmes polices : mêmes images.
"""

from __future__ import annotations

import os
import sys
import tempfile
import tomllib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from captures_des_titres import photographier_les_titres
from photographe import Photographe

from app.domain.echeance import Resultat
from app.domain.faits import Acte, Dossier
from app.domain.temps import Instant
from app.presentation.placement import Placement
from app.regles.cas import Cas, lire_cas
from app.regles.moteur import Moteur
from app.services.demandes import ActeSaisi, CreerDossier, MesureSaisie, OuvrirMesure
from app.services.demonstration.peuplement import HorlogeDeDemonstration, peupler
from app.services.registre import Registre
from app.systeme.fichiers_de_regles import charger_paquet
from db.base import ouvrir
from ui.vues.nouvelle_garde_a_vue import BROUILLON, VueNouvelleGardeAVue

CAS = Path(__file__).resolve().parent.parent / "resources" / "droit" / "cas" / "demonstrations"
PARIS = "Europe/Paris"
REFERENCE = Instant.de_locale(datetime(2026, 11, 24, 10, 7), PARIS)
ALARME = REFERENCE.plus(minutes=21)
HEURE_DOUBLE = Instant.de_locale(datetime(2026, 10, 25, 3, 20), PARIS)
FICHES = {
    "mineur_14_ans": "fiche-mineur-14-ans",
    "reprise_apres_treize_heures": "fiche-reprise-memes-faits",
    "criminalite_organisee_96h": "fiche-criminalite-organisee-96h",
    "deferement_de_nuit": "fiche-deferement-de-nuit",
    "terrorisme_144h": "fiche-terrorisme-144h",
    "detention_correctionnelle_un_an": "fiche-titre-correctionnelle",
    "detention_criminelle_jusqu_a_l_appel": "fiche-titre-criminelle",
    "changement_d_heure": "pourquoi-changement-d-heure",
}
"""Les cas dont la fiche est au guide, et le nom de leur image."""
MANDATS = ("mandat_arret_europeen", "mandat_d_amener_loin")
"""Les cas réunis dans l'image de la page des mandats."""
CHANGEMENT_D_HEURE = """
territoire = "metropole"
a = 2026-10-24T22:30:00
mesure = [
  { type = "garde_a_vue", acte = [
    { type = "apprehension", le = 2026-10-24T15:00:00, lieu = "gare" },
    { type = "placement", le = 2026-10-24T15:25:00, motifs_62_2 = ["1", "5"], opj = "Lt Chassagne", opj_qualite = true },
    { type = "avis_magistrat", le = 2026-10-24T15:33:00, destinataire = "procureur", objet = "placement" },
    { type = "notification_droits", le = 2026-10-24T15:40:00, document_803_6 = true, qualification_notifiee = true },
    { type = "renonciation_avocat", le = 2026-10-24T15:44:00, au_proces_verbal = true },
    { type = "repas", le = 2026-10-24T20:00:00, accepte = true },
  ] },
]
[procedure]
numero = "2026/004402"
cadre = "flagrance"
nature = "delit"
qualification = "Vol aggravé"
peine_encourue_mois = 84
famille_706_73 = "aucune"
[personne]
nom = "Quintard"
prenoms = "Basile"
naissance = 1994-02-17
"""
"""La garde à vue du 24 octobre 2026 à 15 h : la nuit compte vingt-cinq heures."""
PLACEMENT = {
    "personne.nom": "Falguière",
    "personne.prenoms": "Odile",
    "personne.naissance": "04/09/1987",
    "procedure.qualification": "Escroquerie en bande organisée",
    "procedure.nature": "delit",
    "procedure.peine_encourue_mois": "10 ans",
    "procedure.famille_706_73": "706_73_1",
    "procedure.cadre": "preliminaire",
    "procedure.numero": "2026/004733",
    "question.contrainte": "oui",
    "contrainte.le": "8h15",
    "contrainte.nature": "maintien_perquisition",
    "ouverture.le": "9h40",
    "ouverture.motifs_62_2": "1,2",
}


# --- les bases ----------------------------------------------------------------------------------------------------------------


def lire(document: str, moteur: Moteur, ou: str) -> Cas:
    """Rend le cas de ce document TOML, son instant d'observation compris."""
    (cas,) = lire_cas(tomllib.loads(document), moteur.corpus, ou)
    return cas


def saisi_a(acte: Acte, observe: Instant) -> Instant:
    """Rend l'heure de saisie d'un acte : trois minutes après sa fin, ou le soir de son jour ; jamais après l'observation."""
    fin = acte.valeurs.get("fin")
    quand = fin if isinstance(fin, Instant) else acte.instant
    if quand is None and acte.le is not None and not isinstance(acte.le, Instant):
        quand = Instant.debut_du_jour(acte.le, PARIS).plus(heures=18)
    return min((quand or observe).plus(minutes=3), observe)


def enregistrer(registre: Registre, horloge: HorlogeDeDemonstration, cas: Cas) -> None:
    """Enregistre les faits d'un cas comme un greffier les saisirait : chaque acte trois minutes après qu'il a eu lieu."""
    faits, observe = cas.dossier, cas.a or REFERENCE
    actes = sorted(
        ((saisi_a(a, observe), m.id, n, a) for m in faits.mesures for n, a in enumerate(m.actes)), key=lambda x: x[:3]
    )
    horloge.instant = actes[0][0]
    dossier = str(uuid4())
    registre.executer([CreerDossier(faits.territoire, faits.procedure, faits.personne, id=dossier)])
    ouvertes: dict[str, str] = {}
    for quand, mesure, _, acte in actes:
        horloge.instant = quand
        if mesure not in ouvertes:
            ouvertes[mesure] = str(uuid4())
            m = faits.mesure(mesure)
            registre.executer([OuvrirMesure(dossier, MesureSaisie(m.type, (), m.valeurs, m.territoire, ouvertes[mesure]))])
        registre.enregistrer(ouvertes[mesure], ActeSaisi(acte.type, acte.le, acte.valeurs))


def base_des_cas(chemin: Path, moteur: Moteur, *cas: Cas) -> None:
    """Crée la base qui porte ces cas, et eux seuls : aucune autre échéance ne sonne sur leur image."""
    horloge = HorlogeDeDemonstration(REFERENCE)
    base = ouvrir(chemin, cas[0].a or REFERENCE)
    try:
        for un in cas:
            enregistrer(Registre(base, moteur, horloge, "greffe"), horloge, un)
    finally:
        base.fermer()


def base_de_demonstration(chemin: Path, moteur: Moteur) -> None:
    """Crée la base de démonstration, profil S, à l'instant de référence."""
    base = ouvrir(chemin, REFERENCE)
    try:
        peupler(base, moteur, REFERENCE)
    finally:
        base.fermer()


def trouver(registre: Registre, voulu: Callable[[Dossier, Resultat], bool]) -> str:
    """Rend l'identifiant du premier dossier qui convient. Lève ``StopIteration`` s'il n'y en a pas."""
    identifiants = sorted(f.dossier_id for f in registre.dossiers())
    return next(i for i in identifiants if voulu(registre.dossier(i), registre.calculer(i)))


# --- les images ---------------------------------------------------------------------------------------------------------------


def photographier_le_cas(base: Path, instant: Instant, image: str) -> None:
    """Prend la fiche de la seule personne de cette base, à cet instant."""
    photographe = Photographe(base, instant)
    photographe.ouvrir_la_fiche(trouver(photographe.registre, lambda _d, _r: True))
    photographe.prendre(image)
    photographe.fermer()


def photographier_les_mandats(base: Path, instant: Instant) -> None:
    """Prend la page des mandats."""
    photographe = Photographe(base, instant)
    photographe.commander("page.mandats")
    photographe.prendre("mandats")
    photographe.fermer()


def photographier_une_demande(base: Path, instant: Instant) -> None:
    """Prend une demande de mise en liberté en cours de saisie : juridiction proposée, conséquences à droite."""
    photographe = Photographe(base, instant)
    photographe.ouvrir_la_fiche(trouver(photographe.registre, lambda _d, _r: True))
    photographe.fiche.gestes.ajouter("demande_mise_en_liberte", {"voie": "etablissement", "auteur": "detenu"})
    photographe.prendre_le_dialogue("demande-de-liberte")
    photographe.fermer()


def photographier_l_heure_double(base: Path) -> None:
    """Prend la saisie d'une heure qui existe deux fois."""
    photographe = Photographe(base, HEURE_DOUBLE)
    photographe.ouvrir_la_fiche(trouver(photographe.registre, lambda _d, _r: True))
    photographe.fiche.gestes.ajouter("audition", {"le": "2h30"})
    photographe.prendre_le_dialogue("heure-double")
    photographe.fermer()


def photographier_la_demonstration(base: Path) -> None:
    """Prend les listes, la saisie, le placement, le contrôle et l'apparence, sur la base de démonstration."""
    photographe = Photographe(base, REFERENCE)
    photographe.laisser_faire(1500)
    photographe.choisir_la_premiere_echeance()
    photographe.prendre("echeancier")
    photographe.commander("page.gardes_a_vue")
    photographe.prendre("gardes-a-vue")
    photographe.commander("page.demandes")
    photographe.prendre("demandes")
    photographier_les_gestes(photographe)
    photographier_le_placement(photographe)
    photographe.commander("page.echeancier")
    photographe.commander("theme.sombre")
    photographe.prendre("theme-sombre")
    photographe.commander("theme.clair")
    photographe.commander("texte.plus", 3)
    photographe.prendre("texte-150")
    photographe.commander("texte.normal")
    photographe.mettre_a_l_heure(ALARME)
    photographe.prendre("alarme")
    photographe.fermer()


def photographier_les_gestes(photographe: Photographe) -> None:
    """Prend une fiche ordinaire, une prolongation en cours de saisie, une fiche irrégulière et son contrôle."""
    registre = photographe.registre
    photographe.ouvrir_la_fiche(trouver(registre, lambda d, _: d.procedure.get("qualification") == "violences avec arme"))
    fiche = photographe.fiche
    photographe.prendre("fiche")
    fiche.gestes.ajouter("demande_medecin", {"demandeur": "personne"})
    photographe.prendre_le_dialogue("ajouter-un-acte")
    en_cours = trouver(registre, lambda d, _: str(d.procedure.get("qualification")).startswith("vol aggravé par deux"))
    photographe.ouvrir_la_fiche(en_cours)
    fiche.gestes.ajouter("prolongation")
    photographe.prendre_le_dialogue("prolonger")
    tardive = trouver(
        registre,
        lambda d, r: d.mesures[0].type == "garde_a_vue" and any(i.objet == "prolongation_tardive" for i in r.irregularites),
    )
    photographe.ouvrir_la_fiche(tardive)
    photographe.prendre("fiche-irreguliere")
    fiche.gestes.controler()
    photographe.prendre_le_dialogue("controle")


def photographier_le_placement(photographe: Photographe) -> None:
    """Prend un placement presque rempli : une contrainte antérieure fixe le départ, les conséquences sont à droite."""
    registre = photographe.registre
    placement = Placement(registre.corpus)
    for cle, texte in PLACEMENT.items():
        placement.poser(cle, texte)
    registre.deposer_brouillon(BROUILLON, placement.en_brouillon())
    photographe.poste.placer()
    vue = photographe.page(VueNouvelleGardeAVue)
    photographe.cliquer(vue, "La reprendre")
    photographe.prendre("placement")
    vue.questionnaire.lignes["contrainte"].setFocus()
    photographe.montrer(vue.questionnaire)
    photographe.prendre("placement-depart")
    registre.effacer_brouillon(BROUILLON)


def main() -> int:
    """Prend toutes les images ; rend 0."""
    os.environ["LOGNAME"] = "greffe"
    moteur = Moteur(charger_paquet())
    cas = {chemin.stem: lire(chemin.read_text(encoding="utf-8"), moteur, chemin.name) for chemin in sorted(CAS.glob("*.toml"))}
    cas["changement_d_heure"] = lire(CHANGEMENT_D_HEURE, moteur, "changement d'heure")
    with tempfile.TemporaryDirectory(prefix="clepsydre-captures-") as dossier:
        os.environ["CLEPSYDRE_DOSSIER"] = dossier
        for nom, image in FICHES.items():
            base, instant = Path(dossier) / f"{nom}.db", cas[nom].a or REFERENCE
            base_des_cas(base, moteur, cas[nom])
            photographier_le_cas(base, instant, image)
            if nom == "changement_d_heure":
                photographier_l_heure_double(base)
            if nom == "detention_correctionnelle_un_an":
                photographier_une_demande(base, instant)
        mandats = Path(dossier) / "mandats.db"
        base_des_cas(mandats, moteur, *(cas[nom] for nom in MANDATS))
        photographier_les_mandats(mandats, cas[MANDATS[0]].a or REFERENCE)
        demonstration = Path(dossier) / "demonstration.db"
        base_de_demonstration(demonstration, moteur)
        photographier_la_demonstration(demonstration)
        photographier_les_titres(demonstration, REFERENCE)
    return 0


if __name__ == "__main__":
    sys.exit(main())
