"""Les délais de la fin de l'information : le premier délai de l'avis (175), le rang des ordonnances de durée (175-2)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.domain.comput import Duree, Terme, appliquer
from app.domain.comput.quantieme import dire_manque, manque, quantieme
from app.domain.echeance import Echeance, Etape, Gravite, Incalculable, Irregularite, Nature, Portee
from app.domain.faits import Acte
from app.domain.francais import dire_jour
from app.domain.temps import Instant
from app.regles.contexte import Absent, Contexte
from app.regles.delais import cle, incalculable
from app.regles.registre import Appel, Derivee, calcul, fait

MOIS_LIBRE, MOIS_DETENU = 3, 1


DETENU_OU_LIBRE = Absent(("Avis de fin d'information (175) : Une personne mise en examen est détenue",))


@fait("detention_a_l_avis")
def detention_a_l_avis(contexte: Contexte, _parametres: Mapping[str, Any]) -> Derivee | Absent:
    """Dit si une personne mise en examen est détenue au dernier avis : le champ saisi, à défaut une détention du dossier."""
    avis = [a for a in contexte.actes("avis_fin_information") if a.le is not None]
    detenu = _detenu(avis[-1], contexte) if avis else None
    return DETENU_OU_LIBRE if detenu is None else Derivee(detenu)


def _detenu(avis: Acte, contexte: Contexte) -> bool | None:
    saisi = avis.valeurs.get("detenu")
    if isinstance(saisi, bool) or avis.le is None:
        return saisi if isinstance(saisi, bool) else None
    jour = contexte.jour(avis.le)
    for mesure in contexte.session.dossier.mesures:
        actes = contexte.session.en_vigueur(mesure) if mesure.type == "detention" else ()
        places = any(a.type == "placement_detention" and a.le is not None and contexte.jour(a.le) <= jour for a in actes)
        leves = any(a.type == "levee_ecrou" and a.le is not None and contexte.jour(a.le) <= jour for a in actes)
        if places and not leves:
            return True
    return None


@fait("fin_premier_delai_175")
def fin_premier_delai_175(contexte: Contexte, _parametres: Mapping[str, Any]) -> Derivee | Absent:
    """Rend le dernier jour, report compris, du premier délai ouvert par le dernier avis de fin d'information de la mesure."""
    avis = [a for a in contexte.actes("avis_fin_information") if a.le is not None]
    if not avis:
        return Absent((f"date de « {contexte.intitule_acte('avis_fin_information')} »",))
    detenu = _detenu(avis[-1], contexte)
    if detenu is None:
        return DETENU_OU_LIBRE
    mois = MOIS_DETENU if detenu else MOIS_LIBRE
    jour = contexte.jour(avis[-1].le)
    terme = appliquer("mois_acte", jour, Duree(mois=mois), contexte.calendrier)
    if not isinstance(terme, Terme):
        return Absent(("premier délai de l'avis",))
    fin = contexte.jour(terme.legal.plus(secondes=-1))
    situation = "personne détenue" if detenu else "personne libre"
    texte = f"Avis du {dire_jour(jour)}, {situation} : le premier délai de {mois} mois finit le {dire_jour(fin)}."
    return Derivee(fin, (Etape(texte, acte=avis[-1].id, article="CPP, art. 175"),))


@fait("fin_du_mois_de_reponse")
def fin_du_mois_de_reponse(contexte: Contexte, _parametres: Mapping[str, Any]) -> Derivee | Absent:
    """Rend le dernier jour du mois laissé au juge pour répondre à la dernière demande de clôture (175-1), sans report."""
    demandes = [a for a in contexte.actes("demande_cloture") if a.le is not None]
    if not demandes:
        return Absent((f"date de « {contexte.intitule_acte('demande_cloture')} »",))
    jour = contexte.jour(demandes[-1].le)
    fin = quantieme(jour, 1)
    texte = f"Demande du {dire_jour(jour)} : le mois laissé au juge finit le {dire_jour(fin)}."
    return Derivee(fin, (Etape(texte, acte=demandes[-1].id, article="CPP, art. 175-1"),))


@fait("quantieme_apres")
def quantieme_apres(contexte: Contexte, parametres: Mapping[str, Any]) -> Derivee | Absent:
    """Rend 0 h du même quantième, ``mois`` mois après le dernier acte de type ``acte``."""
    actes = [a for a in contexte.actes(str(parametres["acte"])) if a.le is not None]
    if not actes:
        return Absent((f"date de « {contexte.intitule_acte(str(parametres['acte']))} »",))
    jour, mois = contexte.jour(actes[-1].le), int(parametres["mois"])
    terme = quantieme(jour, mois)
    etapes = [Etape(f"« {contexte.intitule_acte(actes[-1].type)} » le {dire_jour(jour)}.", acte=actes[-1].id)]
    etapes.append(Etape(f"Même quantième, {mois} mois après : {dire_jour(terme)}."))
    if manque(jour, mois):
        etapes.append(Etape(dire_manque(jour, mois)))
    return Derivee(Instant.debut_du_jour(terme, contexte.fuseau), tuple(etapes))


@calcul("ordonnances_de_duree")
def ordonnances_de_duree(appel: Appel, parametres: Mapping[str, Any]) -> tuple[Echeance | Incalculable | Irregularite, ...]:
    """Rend les limites de 24, 30, 36… mois : remplies chacune par l'ordonnance la plus proche, puis celle à venir."""
    contexte = appel.contexte
    ouverture = contexte.acte
    if ouverture is None or ouverture.le is None:
        return (incalculable(appel, "ordonnance_de_duree", "l'ouverture n'est pas datée", ("date de l'ouverture",)),)
    depart = contexte.jour(ouverture.le)
    restantes = [a for a in contexte.actes("ordonnance_175_2") if a.le is not None]
    reglement = next((contexte.jour(a.le) for a in contexte.actes("reglement") if a.le is not None), None)
    sorties: list[Echeance | Incalculable | Irregularite] = []
    rang, premier, pas = 0, int(parametres["premier_mois"]), int(parametres["pas_mois"])
    while True:
        mois = premier + pas * rang
        terme = appliquer("delai_autorite", depart, Duree(mois=mois), contexte.calendrier)
        if not isinstance(terme, Terme):
            return tuple(sorties)
        quand = _la_plus_proche(restantes, depart, mois, pas, contexte)
        if quand is not None:
            restantes = [a for a in restantes if a.id != quand.id]
        suivant = bool(restantes)
        echeance = _limite(appel, depart, mois, terme, quand, reglement, suivant, parametres)
        sorties.append(echeance)
        if quand is not None and quand.le is not None and contexte.jour(quand.le) > quantieme(depart, mois):
            sorties.append(_retard(echeance, quand, f"rendue le {dire_jour(contexte.jour(quand.le))}, après le terme"))
        elif quand is None and suivant:
            sorties.append(_retard(echeance, None, "aucune ordonnance relevée à ce terme"))
        if (quand is None and not suivant) or (reglement is not None and quantieme(depart, mois) >= reglement):
            return tuple(sorties)
        rang += 1


def _la_plus_proche(restantes: list[Acte], depart: date, mois: int, pas: int, contexte: Contexte) -> Acte | None:
    """Rend la première ordonnance rendue avant le milieu de la période qui suit ce terme."""
    limite = quantieme(depart, mois + pas // 2)
    return next((a for a in restantes if a.le is not None and contexte.jour(a.le) < limite), None)


def _limite(
    appel: Appel,
    depart: date,
    mois: int,
    terme: Terme,
    acte: Acte | None,
    reglement: date | None,
    suivie: bool,
    parametres: Mapping[str, Any],
) -> Echeance:
    contexte = appel.contexte
    regle_avant = reglement is not None and acte is None and reglement <= quantieme(depart, mois)
    sans_objet = (
        "information réglée avant ce terme"
        if regle_avant
        else "une ordonnance postérieure a été rendue"
        if suivie and acte is None
        else ""
    )
    quand = acte.le if acte else None
    fait_le = quand if isinstance(quand, Instant) else Instant.debut_du_jour(quand, contexte.fuseau) if quand else None
    etapes = [Etape(f"Ouverture de l'information : {dire_jour(depart)}.", acte=contexte.acte.id if contexte.acte else None)]
    etapes += [Etape(t) for t in terme.etapes]
    if acte is not None and quand is not None:
        etapes.append(Etape(f"Ordonnance du {dire_jour(contexte.jour(quand))}.", acte=acte.id))
    return Echeance(
        cle=cle(appel, f"ordonnance_de_duree_{mois}"),
        mesure=contexte.mesure.id,
        source=appel.regle.source(appel.version, appel.pack),
        objet=f"ordonnance_de_duree_{mois}",
        action=f"Rendre l'ordonnance motivée de durée de l'information ({mois} mois)",
        autorite="juge d'instruction",
        nature=Nature.AUTORITE,
        portee=Portee.ACQUISE,
        legal=terme.legal,
        prudent=terme.prudent,
        fuseau=contexte.fuseau,
        etapes=tuple(etapes),
        en_jours=terme.en_jours,
        raison_ecart=terme.raison_ecart,
        consequence=str(parametres["consequence"]),
        depart=Instant.debut_du_jour(depart, contexte.fuseau),
        acte=contexte.acte.id if contexte.acte else None,
        satisfaite_le=fait_le,
        satisfaite_par=acte.id if acte else None,
        sans_objet=sans_objet,
        alertes=(43200, 10080),
        notes=terme.notes,
    )


def _retard(echeance: Echeance, acte: Acte | None, dit: str) -> Irregularite:
    return Irregularite(
        cle=echeance.cle + "|retard",
        mesure=echeance.mesure,
        source=echeance.source,
        objet=echeance.objet,
        gravite=Gravite.INFORMATION,
        message=f"{echeance.action} : {dit}.",
        consequence=echeance.consequence,
        decision="",
        acte=acte.id if acte else echeance.acte,
        etapes=echeance.etapes,
    )
