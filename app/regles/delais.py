"""Évaluation d'une clause ``delai`` : départ, mode, durée, satisfaction, retard."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from app.domain.comput import Duree, Fenetre, Terme, appliquer
from app.domain.echeance import Echeance, Etape, Gravite, Incalculable, Irregularite, Nature, Portee
from app.domain.erreurs import ErreurMetier
from app.domain.francais import dire_instant, dire_jour
from app.domain.temps import Instant
from app.regles.conditions import evaluer
from app.regles.contexte import Absent, Contexte
from app.regles.lectures import avec_lecture_legale, option
from app.regles.registre import Appel
from app.regles.satisfaction import dire_acte, indecis, satisfaction
from app.regles.schema import INSTANT_MEME, ClauseDelai

Sortie = Echeance | Incalculable | Irregularite


def cle(appel: Appel, objet: str) -> str:
    """Rend la clé stable d'un résultat : mesure, règle, objet, acte."""
    contexte = appel.contexte
    return "|".join((contexte.mesure.id, appel.regle.id, objet, contexte.acte.id if contexte.acte else ""))


def incalculable(appel: Appel, objet: str, raison: str, manquants: tuple[str, ...] = ()) -> Incalculable:
    """Rend une ligne « incalculable » : la règle s'applique, un fait manque ou la situation n'est pas couverte."""
    source = appel.regle.source(appel.version, appel.pack)
    acte = appel.contexte.acte
    return Incalculable(
        cle(appel, objet), appel.contexte.mesure.id, source, objet, raison, manquants, acte.id if acte else None
    )


def evaluer_delai(clause: ClauseDelai, appel: Appel) -> tuple[Sortie, ...]:
    """Rend les échéances d'une clause (deux pour une fenêtre), avec l'irrégularité de retard s'il y a lieu."""
    contexte = appel.contexte
    verdict = evaluer(clause.si, contexte)
    if verdict.valeur is False:
        return ()
    if verdict.valeur is None:
        return (incalculable(appel, clause.objet, "un fait qui commande cette limite manque", verdict.manquants),)
    depart = contexte.valeur(clause.depart)
    if isinstance(depart, Absent):
        return (incalculable(appel, clause.objet, "le point de départ manque", depart.faits),)
    duree = _duree(clause, appel)
    if isinstance(duree, Absent):
        return (incalculable(appel, clause.objet, "la durée manque", duree.faits),)
    options = {k: option(v, contexte) for k, v in clause.options.items()}
    if any(isinstance(v, Absent) for v in options.values()):
        manquants = tuple(f for v in options.values() if isinstance(v, Absent) for f in v.faits)
        return (incalculable(appel, clause.objet, "un fait qui commande le calcul manque", manquants),)
    try:
        terme = _terme(clause, depart, duree, contexte, options)
    except ErreurMetier as erreur:
        return (incalculable(appel, clause.objet, str(erreur)),)
    if isinstance(terme, Fenetre):
        return (
            *_conclure(clause, appel, depart, terme.minimum, Nature.MINIMUM, f"{clause.objet}_au_plus_tot"),
            *_conclure(clause, appel, depart, terme.maximum, clause.nature, f"{clause.objet}_au_plus_tard"),
        )
    return _conclure(clause, appel, depart, terme, clause.nature, clause.objet)


def _terme(clause: ClauseDelai, depart: Any, duree: Duree, contexte: Contexte, options: Mapping[str, Any]) -> Terme | Fenetre:
    if clause.mode != INSTANT_MEME:
        terme = appliquer(clause.mode, depart, duree, contexte.calendrier, options)
        if isinstance(terme, Fenetre):
            return terme
        return avec_lecture_legale(terme, clause.legale, contexte, clause.mode, depart, duree, options)
    if not isinstance(depart, Instant):
        raise ErreurMetier(f"{contexte.intitule(clause.depart)} : l'heure doit être connue.")
    en_jours = contexte.est_un_terme(clause.depart) and a_minuit(depart, contexte.fuseau)
    return Terme(depart, depart, en_jours=en_jours, etapes=())


def _duree(clause: ClauseDelai, appel: Appel) -> Duree | Absent:
    durees: Mapping[str, int] = clause.duree
    if clause.duree_fait:
        valeur = appel.contexte.valeur(clause.duree_fait)
        if isinstance(valeur, Absent):
            return valeur
        saisies = valeur if isinstance(valeur, Mapping) else {"": int(valeur)}
        if "" in saisies and clause.duree_unite in saisies:
            return Absent(("une seule durée : la même unité est saisie deux fois",))
        durees = {**durees, **{unite or clause.duree_unite: nombre for unite, nombre in saisies.items()}}
    return Duree(**durees)


def _conclure(clause: ClauseDelai, appel: Appel, depart: Any, terme: Terme, nature: Nature, objet: str) -> tuple[Sortie, ...]:
    contexte = appel.contexte
    legal, prudent = terme.legal, terme.prudent
    etapes = [*_etapes_de_depart(clause, appel, depart), *(Etape(t) for t in terme.etapes)]
    if clause.plafond:
        plafond = contexte.valeur(clause.plafond)
        if isinstance(plafond, Instant) and plafond < max(legal, prudent):
            legal, prudent = min(legal, plafond), min(prudent, plafond)
            dit = dire_instant(plafond, contexte.fuseau, en_jours=contexte.au_jour)
            etapes.append(Etape(f"Ramené à {contexte.intitule(clause.plafond)} : {dit}.", instant=plafond))
    possible = bool(clause.possible_si) and bool(evaluer(clause.possible_si, contexte).valeur)
    acte, quand = (None, None) if possible else satisfaction(clause, contexte, depart, (legal, prudent))
    raison, manque = _sans_objet(clause, appel, legal, prudent, quand)
    etapes.append(Etape(_conclusion(terme, legal, prudent, contexte.fuseau, nature), instant=prudent))
    if acte and quand:
        etapes.append(
            Etape(
                f"« {contexte.intitule_acte(acte.type)} » le {dire_acte(acte, quand, contexte)}.",
                acte=acte.id,
                instant=quand,
            )
        )
    etapes += [
        Etape(f"« {a} » : heure non saisie, l'échéance reste ouverte.") for a in indecis(clause, contexte, (legal, prudent))
    ]
    if quand and not acte:
        etapes.append(Etape(f"Fait le {dire_instant(quand, contexte.fuseau)} ({contexte.intitule(clause.satisfait_fait)})."))
    echeance = Echeance(
        cle=cle(appel, objet),
        mesure=contexte.mesure.id,
        source=appel.regle.source(appel.version, appel.pack, clause.articles, clause.confiance, clause.a_verifier),
        objet=objet,
        action=contexte.rendre(clause.action),
        autorite=contexte.rendre(clause.autorite),
        nature=nature,
        portee=Portee.POSSIBLE if possible else Portee.ACQUISE,
        legal=legal,
        prudent=prudent,
        fuseau=contexte.fuseau,
        etapes=tuple(etapes),
        en_jours=terme.en_jours,
        raison_ecart=terme.raison_ecart,
        consequence=clause.consequence,
        decision=clause.decision,
        usage=clause.usage,
        fiche_seulement=clause.fiche_seulement,
        depart=depart if isinstance(depart, Instant) else None,
        acte=contexte.acte.id if contexte.acte else None,
        satisfaite_le=quand,
        satisfaite_par=acte.id if acte else None,
        sans_objet=raison,
        alertes=clause.alertes,
        formalites=clause.formalites,
        conditions=clause.conditions,
        notes=(*terme.notes, *_a_l_heure_du_dossier(contexte, legal)),
    )
    if possible:
        return (echeance,)
    retard = _retard(clause, appel, echeance, manque, dire_acte(acte, quand, contexte) if quand else "")
    return (echeance, retard) if retard else (echeance,)


def _a_l_heure_du_dossier(contexte: Contexte, borne: Instant) -> tuple[str, ...]:
    """Rend la note qui dit la borne à l'heure du dossier, si la mesure ou le greffe destinataire a la sienne."""
    if contexte.mesure.territoire is None:
        return ()
    lieu = contexte.session.calendrier(replace(contexte.mesure, territoire=None))
    if lieu.fuseau == contexte.fuseau:
        return ()
    return (f"À l'heure du dossier ({lieu.intitule}) : {dire_instant(borne, lieu.fuseau)}.",)


def _etapes_de_depart(clause: ClauseDelai, appel: Appel, depart: Any) -> tuple[Etape, ...]:
    """Rend d'où part le délai : les étapes du fait calculé dont il part, à défaut l'acte ou le texte de la clause."""
    contexte = appel.contexte
    racine, _, nom = clause.depart.partition(".")
    deduites = contexte.session.etapes(contexte.mesure, nom) if racine == "calcul" else ()
    if deduites:
        return deduites
    texte = clause.depart_texte or contexte.intitule(clause.depart)
    acte = contexte.acte.id if contexte.acte and clause.depart.startswith("acte.") else None
    quand = depart if isinstance(depart, Instant) else None
    return (Etape(f"Départ : {contexte.rendre(texte)}, {contexte.dire_de(clause.depart, depart)}.", acte=acte, instant=quand),)


def _conclusion(terme: Terme, legal: Instant, prudent: Instant, fuseau: str, nature: Nature) -> str:
    litterale, prudente = (_dire_borne(i, fuseau, terme, nature) for i in (legal, prudent))
    match nature:
        case Nature.DEPART:
            return f"Retenu : {litterale}" + (f" ; lecture prudente : {prudente}." if legal != prudent else ".")
        case Nature.DROIT if legal != prudent:
            return f"Avant le {litterale} ; rappel à la lecture prudente : {prudente}."
        case Nature.MINIMUM if legal != prudent:
            return f"Lecture prudente, date proposée : {prudente} ; lecture littérale : {litterale}."
        case _ if legal != prudent:
            return f"Lecture prudente, retenue pour l'alarme : {prudente} ; lecture littérale : {litterale}."
    return f"{'Pas avant' if nature is Nature.MINIMUM else 'Avant'} le {litterale}."


def a_minuit(instant: Instant, fuseau: str) -> bool:
    """Dit si l'instant est le début d'un jour, à l'heure de la mesure."""
    return instant == Instant.debut_du_jour(instant.jour(fuseau), fuseau)


def _dire_borne(instant: Instant, fuseau: str, terme: Terme, nature: Nature) -> str:
    """Écrit une borne ; le premier instant permis d'un jour se dit par ce jour : « pas avant le 1er mars »."""
    if nature is Nature.MINIMUM and not terme.en_jours and a_minuit(instant, fuseau):
        return dire_jour(instant.jour(fuseau))
    return dire_instant(instant, fuseau, en_jours=terme.en_jours)


def _sans_objet(clause: ClauseDelai, appel: Appel, legal: Instant, prudent: Instant, quand: Instant | None) -> tuple[str, bool]:
    """Rend la raison d'être sans objet, et dit si la mesure a fini sans que l'acte dû soit fait."""
    contexte = appel.contexte
    if quand is not None:
        return "", False
    if clause.sans_objet_si and evaluer(clause.sans_objet_si, contexte).valeur:
        return contexte.rendre(clause.sans_objet) or "ne s'applique plus", False
    cloture = contexte.cloture()
    if clause.apres_levee != "sans_objet" or cloture is None or cloture.instant is None:
        return "", False
    if contexte.acte and contexte.acte.id == cloture.id:
        return "", False
    fin = dire_instant(cloture.instant, contexte.fuseau)
    if cloture.instant <= prudent or clause.nature in (Nature.MINIMUM, Nature.RAPPEL):
        return f"mesure levée le {fin}, avant l'échéance", False
    if clause.nature is Nature.DROIT:
        return f"mesure levée le {fin}, sans que ce droit ait été exercé", False
    return f"mesure levée le {fin} sans que cet acte soit relevé", True


def _retard(clause: ClauseDelai, appel: Appel, echeance: Echeance, manque: bool, dit: str) -> Irregularite | None:
    contexte = appel.contexte
    quand = echeance.satisfaite_le
    if echeance.nature is Nature.RAPPEL or (quand is not None and _admis(clause, contexte, echeance)):
        return None
    limite = dire_instant(echeance.legal, contexte.fuseau, en_jours=echeance.en_jours)
    if manque:
        texte = f"{echeance.action} : aucun acte relevé ; l'échéance était le {limite}."
    elif quand is None:
        return None
    elif echeance.nature is Nature.MINIMUM and quand < echeance.legal:
        texte = f"{echeance.action} : fait le {dit}, avant le premier instant permis ({limite})."
    elif echeance.nature is not Nature.MINIMUM and quand >= echeance.legal:
        presume = " : présumé hors délai, à apprécier par le juge" if echeance.nature is Nature.DROIT else ""
        a_l_instant = quand == echeance.legal and not echeance.en_jours
        ecart = "à l'échéance même, déjà hors délai" if a_l_instant else f"après l'échéance du {limite}"
        texte = f"{echeance.action} : fait le {dit}, {ecart}{presume}."
    elif echeance.nature is Nature.LIBERTE and quand >= echeance.prudent:
        return _entre_les_deux(clause, echeance, dit)
    else:
        return None
    return _irregularite(clause, echeance, clause.gravite, contexte.rendre(clause.message) or texte)


def _admis(clause: ClauseDelai, contexte: Contexte, echeance: Echeance) -> bool:
    """Dit si la règle admet ce retard : ``retard_admis_si``, où ``autre`` est l'acte qui satisfait l'échéance."""
    if not clause.retard_admis_si:
        return False
    acte = next((a for a in contexte.mesure.actes if a.id == echeance.satisfaite_par), None)
    return bool(evaluer(clause.retard_admis_si, contexte.pour_autre(acte) if acte else contexte).valeur)


def _entre_les_deux(clause: ClauseDelai, echeance: Echeance, dit: str) -> Irregularite:
    """Rend l'irrégularité orange d'une liberté rendue après la lecture prudente, avant la légale (00-LISEZ-MOI, § 2.1)."""
    prudente = dire_instant(echeance.prudent, echeance.fuseau, en_jours=echeance.en_jours)
    legale = dire_instant(echeance.legal, echeance.fuseau, en_jours=echeance.en_jours)
    texte = f"{echeance.action} : fait le {dit}, après la lecture prudente ({prudente}) et avant l'échéance légale ({legale})."
    return _irregularite(clause, echeance, Gravite.ORANGE, texte, suffixe="_lecture_prudente")


def _irregularite(clause: ClauseDelai, echeance: Echeance, gravite: Gravite, message: str, suffixe: str = "") -> Irregularite:
    return Irregularite(
        cle=echeance.cle + (suffixe or "|retard"),
        mesure=echeance.mesure,
        source=echeance.source,
        objet=echeance.objet + suffixe,
        gravite=gravite,
        message=message,
        consequence=clause.consequence,
        decision=clause.decision,
        acte=echeance.satisfaite_par or echeance.acte,
        remede=clause.remede,
        etapes=echeance.etapes,
    )
