"""L'heure de début légale d'une mesure (CPP, art. 63, III ; fiche ``gav_depart_horloge``)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from app.domain.echeance import Etape
from app.domain.faits import Acte, Mesure
from app.domain.francais import dire_instant
from app.domain.temps import Instant
from app.regles.contexte import Absent, Contexte
from app.regles.registre import Derivee, fait

MEMES_FAITS_PAR_DEFAUT = ("retention_temoin", "retenue_mineur")
OUVERTURES = ("placement", "controle", "apprehension", "debut_retenue", "demande_opj")


@fait("depart_de_la_mesure")
def depart_de_la_mesure(contexte: Contexte, parametres: Mapping[str, Any]) -> Derivee | Absent:
    """Rend la plus ancienne contrainte pour les mêmes faits, à la minute.

    ``candidats`` (paramètre de la version) dit ce que la rédaction en vigueur retient : ``apprehension``, ``contrainte``,
    ``audition_libre``, ``mesure_anterieure``. Le placement est toujours candidat. ``enchainement_presume_minutes`` (usage) :
    écart sous lequel une audition libre est réputée enchaînée tant que rien n'est dit ; ``auditions_suivies_minutes`` (usage) :
    le même entre deux auditions. ``anterieure_sans_fin_heures`` (usage) : écart sous lequel une retenue dont la fin n'est pas
    saisie est réputée avoir duré jusqu'à la mesure.
    """
    reporte = contexte.valeur("calcul.depart_reporte")
    if isinstance(reporte, Instant):
        texte = f"Départ reporté à l'arrivée dans les locaux (Guyane) : {dire_instant(reporte, contexte.fuseau)}."
        return Derivee(reporte, (*contexte.session.etapes(contexte.mesure, "arrivee_plafonnee"), Etape(texte, instant=reporte)))
    trouves = sorted(_candidats(contexte, parametres), key=lambda c: (c[0], c[1]))
    if not trouves:
        type_mesure = contexte.session.vocabulaire.mesures[contexte.mesure.type]
        return Absent((f"date et heure de « {contexte.intitule_acte(type_mesure.ouverture)} »",))
    retenu, libelle, acte = trouves[0]
    texte = f"Début légal de la mesure : {libelle}, {dire_instant(retenu, contexte.fuseau)}."
    etapes = [Etape(texte, acte=acte, instant=retenu)]
    etapes += [
        Etape(f"Écarté, car postérieur : {autre}, {dire_instant(quand, contexte.fuseau)}.", acte=id_, instant=quand)
        for quand, autre, id_ in trouves[1:]
        if quand > retenu
    ]
    return Derivee(retenu, tuple(etapes))


def _candidats(contexte: Contexte, parametres: Mapping[str, Any]) -> Iterator[tuple[Instant, str, str]]:
    admis = tuple(parametres.get("candidats", ()))
    for acte in contexte.mesure.en_vigueur():
        if acte.instant is None:
            continue
        if (acte.type in OUVERTURES and (acte.type != "apprehension" or "apprehension" in admis)) or (
            acte.type == "contrainte" and "contrainte" in admis and _contrainte_compte(acte, contexte)
        ):
            yield acte.instant, contexte.intitule_acte(acte.type).lower(), acte.id
    if "audition_libre" in admis:
        yield from _auditions_enchainees(
            contexte, parametres.get("enchainement_presume_minutes", 0), parametres.get("auditions_suivies_minutes", 0)
        )
    if "mesure_anterieure" in admis:
        for mesure in _mesures_contigues(contexte, parametres):
            debut = contexte.session.calcul(mesure, "t0")
            if isinstance(debut, Instant):
                intitule = contexte.session.vocabulaire.mesures[mesure.type].intitule.lower()
                yield debut, f"{intitule} qui précède sans remise en liberté", mesure.id


def _contrainte_compte(acte: Acte, contexte: Contexte) -> bool:
    imputee = contexte.s_impute_toujours(acte.valeurs.get("nature")) or acte.valeurs.get("memes_faits", True) is True
    return imputee and not acte.valeurs.get("liberte_ensuite", False)


def _auditions_enchainees(contexte: Contexte, presume: int, suivies: int) -> Iterator[tuple[Instant, str, str]]:
    """Rend les auditions libres suivies sans départ de la mesure ; de la dernière, on remonte à celles qui la touchent."""
    suite = _premier_instant(contexte.mesure)
    enchainee = next((p.valeurs["enchainement_immediat"] for p in contexte.actes("placement") if _dit(p)), None)
    for acte in sorted(_auditions(contexte), key=lambda a: (a.instant or Instant(0), a.id), reverse=True):
        debut = acte.instant
        if debut is None:
            continue
        if _dit(acte):
            enchainee = acte.valeurs["enchainement_immediat"]
        presomption = ""
        if acte.valeurs.get("venue_sous_contrainte") is not True:
            if "depart_libre" in acte.valeurs or enchainee is False:
                return
            if enchainee is None:
                if not _suit_de_pres(acte, suite, presume):
                    return
                presomption = ", suivie de près et sans départ noté"
        yield debut, f"audition libre{presomption}", acte.id
        suite, enchainee, presume = debut, None, suivies


def _auditions(contexte: Contexte) -> Iterator[Acte]:
    yield from contexte.actes("audition_libre")
    for mesure in contexte.mesures_anterieures():
        if mesure.type == "audition_libre" and not any(a.type == "depart_libre" for a in mesure.en_vigueur()):
            yield from (a for a in mesure.en_vigueur() if a.type == "audition_libre")


def _dit(acte: Acte) -> bool:
    return isinstance(acte.valeurs.get("enchainement_immediat"), bool)


def _suit_de_pres(acte: Acte, suite: Instant | None, presume: int) -> bool:
    fin = acte.valeurs.get("fin")
    reference = fin if isinstance(fin, Instant) else acte.instant
    return suite is not None and reference is not None and suite.secondes - reference.secondes <= presume * 60


def _mesures_contigues(contexte: Contexte, parametres: Mapping[str, Any]) -> Iterator[Mesure]:
    """Rend les retenues antérieures du dossier qui touchent cette mesure, sans liberté entre elles, et qui s'y imputent."""
    for mesure in contexte.mesures_anterieures():
        memes = mesure.valeurs.get("memes_faits", mesure.type in MEMES_FAITS_PAR_DEFAUT) is True
        if not contexte.s_impute_toujours(mesure.type) and (not memes or mesure.type == "garde_a_vue"):
            continue
        if _touche(mesure, _premier_instant(contexte.mesure), parametres):
            yield mesure


def _touche(avant: Mesure, debut: Instant | None, parametres: Mapping[str, Any]) -> bool:
    """Dit si une mesure antérieure a tenu la personne jusqu'à ``debut``.

    Une levée sans suite dite, de peu antérieure, ou pas de levée du tout : la continuité est présumée (usage, par prudence).
    """
    levee = next((a for a in avant.en_vigueur() if a.type == "levee"), None)
    suite = levee.valeurs.get("suite") if levee else None
    if suite in ("garde_a_vue", "remise_opj") or debut is None:
        return True
    if levee is not None and levee.instant is not None:
        presume = 0 if suite else parametres.get("enchainement_presume_minutes", 0)
        return levee.instant.plus(minutes=presume) >= debut
    entree = _premier_instant(avant)
    return entree is None or debut.secondes - entree.secondes <= parametres.get("anterieure_sans_fin_heures", 0) * 3600


def _premier_instant(mesure: Mesure) -> Instant | None:
    instants = [a.instant for a in mesure.en_vigueur() if a.instant is not None and a.type in OUVERTURES]
    return min(instants) if instants else None


@fait("depart_reporte_guyane")
def depart_reporte_guyane(contexte: Contexte, parametres: Mapping[str, Any]) -> Derivee | Absent:
    """Rend l'arrivée dans les locaux, au plus ``heures_max`` après l'interpellation (code minier, art. L. 621-8)."""
    interpellation = contexte.valeur("premier.apprehension.le")
    arrivee = contexte.valeur("premier.arrivee_local.le")
    if not isinstance(interpellation, Instant) or not isinstance(arrivee, Instant):
        return Absent(("interpellation et arrivée dans les locaux",))
    limite = interpellation.plus(heures=parametres["heures_max"])
    retenu = min(arrivee, limite)
    etapes = [
        Etape(
            f"Interpellation : {dire_instant(interpellation, contexte.fuseau)} ; "
            f"arrivée : {dire_instant(arrivee, contexte.fuseau)}."
        )
    ]
    if arrivee > limite:
        etapes.append(
            Etape(
                f"Report limité à {parametres['heures_max']} h : {dire_instant(limite, contexte.fuseau)} au plus tard.",
                instant=limite,
            )
        )
    return Derivee(retenu, tuple(etapes))


@fait("debut_de_chaine")
def debut_de_chaine(contexte: Contexte, parametres: Mapping[str, Any]) -> Derivee | Absent:
    """Rend le début de la chaîne continue de gardes à vue pour des faits différents, sans liberté (Crim. 17/03/2004)."""
    t0 = contexte.valeur("calcul.t0")
    debuts: list[tuple[Instant, str]] = []
    for acte in contexte.actes("garde_a_vue_anterieure"):
        if acte.instant and acte.valeurs.get("memes_faits") is False and _sans_liberte(acte, contexte, parametres):
            debuts.append((acte.instant, "garde à vue antérieure, sans remise en liberté"))
    debuts += list(_gardes_contigues(contexte, parametres))
    if not debuts or isinstance(t0, Absent):
        return Absent(("garde à vue antérieure sans remise en liberté",))
    debut, libelle = min(debuts)
    texte = f"Chaîne continue depuis le {dire_instant(debut, contexte.fuseau)} ({libelle})."
    return Derivee(debut, (Etape(texte, instant=debut),))


def _sans_liberte(acte: Acte, contexte: Contexte, parametres: Mapping[str, Any]) -> bool:
    dite = acte.valeurs.get("liberte_effective")
    if isinstance(dite, bool):
        return not dite
    fin, debut = acte.valeurs.get("fin"), _premier_instant(contexte.mesure)
    presume = parametres.get("enchainement_presume_minutes", 0)
    return isinstance(fin, Instant) and debut is not None and fin.plus(minutes=presume) >= debut


def _gardes_contigues(contexte: Contexte, parametres: Mapping[str, Any]) -> Iterator[tuple[Instant, str]]:
    if contexte.mesure.valeurs.get("memes_faits") is not False:
        return
    debut = _premier_instant(contexte.mesure)
    for mesure in reversed(contexte.mesures_anterieures()):
        if mesure.type != "garde_a_vue":
            continue
        if not _touche(mesure, debut, parametres):
            return
        t0 = contexte.session.calcul(mesure, "t0")
        if isinstance(t0, Instant):
            debut = t0
            yield t0, "garde à vue précédente du dossier, sans remise en liberté"
