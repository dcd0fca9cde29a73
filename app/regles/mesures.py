"""Les résultats d'une chaîne de durées : fins acquises, prolongations possibles, décisions rejetées, levée tardive."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.echeance import Echeance, Etape, Gravite, Incalculable, Irregularite, Nature, Portee
from app.domain.faits import Acte, Mesure
from app.domain.francais import dire_duree, dire_instant
from app.domain.temps import Instant
from app.regles.chaine import Chaine, Etage, Rejet
from app.regles.conditions import evaluer
from app.regles.contexte import Absent, Contexte
from app.regles.delais import Sortie, cle, incalculable
from app.regles.registre import Appel
from app.regles.session import Evaluation


def resultats_de_chaine(session: Evaluation, mesure: Mesure, pack: str) -> tuple[Sortie, ...]:
    """Rend tout ce que la chaîne de la mesure produit ; vide si la mesure n'a pas de paliers."""
    chaine = session.chaine(mesure)
    contexte = Contexte(session, mesure)
    if chaine is None:
        return ()
    if isinstance(chaine, Absent):
        return tuple(_sans_depart(session, mesure, pack, contexte, chaine))
    sorties: list[Sortie] = []
    cloture = contexte.cloture()
    for etage in chaine.acquis:
        sorties += _acquis(chaine, etage, _appel(etage, pack, contexte), cloture)
    sorties += _rejets(chaine, pack, contexte)
    if cloture is None and not any(_relais(etage, contexte) for etage in chaine.acquis[-1:]):
        for etage in chaine.possibles:
            sorties += _possible(chaine, etage, _appel(etage, pack, contexte))
    return tuple(sorties)


def _sans_depart(session: Evaluation, mesure: Mesure, pack: str, contexte: Contexte, manque: Absent) -> Iterator[Incalculable]:
    etabli = not isinstance(session.calcul(mesure, "t0"), Absent)
    raison = "la durée déjà subie n'est pas établie" if etabli else "le début de la mesure n'est pas établi"
    for regle in session.corpus.regles_a_paliers(mesure.type):
        version = regle.versions[-1]
        if any(p.depuis is None and evaluer(p.si, contexte).valeur for p in version.paliers):
            yield incalculable(Appel(regle, version, pack, contexte), "fin_de_mesure", raison, manque.faits)


def _appel(etage: Etage, pack: str, contexte: Contexte) -> Appel:
    return Appel(etage.palier.regle, etage.palier.version, pack, contexte.pour_acte(None))


def _objet(etage: Etage) -> str:
    return f"fin_de_mesure_{etage.palier.clause.nom}"


def _etapes(chaine: Chaine, etage: Etage, contexte: Contexte) -> list[Etape]:
    session = contexte.session
    etapes: list[Etape] = []
    if isinstance(session, Evaluation):
        etapes += session.etapes(contexte.mesure, "t0")
    if not etapes:
        etapes.append(Etape(f"Début légal de la mesure : {dire_instant(chaine.t0, contexte.fuseau)}.", instant=chaine.t0))
    if isinstance(session, Evaluation):
        etapes += session.etapes(contexte.mesure, "minutes_imputees")
    articles = etage.palier.clause.articles or etage.palier.version.articles
    heures = etage.palier.heures
    etapes.append(Etape(f"Durée cumulée de {heures} h ({', '.join(articles[:3])}).", article=articles[0]))
    if chaine.imputees:
        reste = heures * 60 - chaine.imputees
        suite = f"il reste {dire_duree(reste * 60)}" if reste > 0 else "il ne reste rien"
        etapes.append(Etape(f"Imputation de {dire_duree(chaine.imputees * 60)} déjà subies : {suite}."))
    etapes += [Etape(t) for t in etage.etapes]
    if etage.ouvert_par and etage.ouvert_par.instant:
        etapes.append(
            Etape(
                f"Prolongation décidée le {dire_instant(etage.ouvert_par.instant, contexte.fuseau)}.",
                acte=etage.ouvert_par.id,
                instant=etage.ouvert_par.instant,
            )
        )
    return etapes


def _echeance(chaine: Chaine, etage: Etage, appel: Appel, etapes: list[Etape], **champs: object) -> Echeance:
    clause = etage.palier.clause
    commun: dict[str, object] = {
        "cle": cle(appel, _objet(etage)),
        "mesure": appel.contexte.mesure.id,
        "source": appel.regle.source(appel.version, appel.pack, clause.articles),
        "objet": _objet(etage),
        "autorite": clause.autorite,
        "nature": Nature.LIBERTE,
        "legal": etage.legal,
        "prudent": etage.prudent,
        "fuseau": appel.contexte.fuseau,
        "etapes": tuple(etapes),
        "raison_ecart": etage.raison_ecart if etage.legal != etage.prudent else "",
        "consequence": clause.consequence,
        "decision": clause.decision_citee,
        "depart": chaine.t0,
        "alertes": clause.alertes,
        "formalites": clause.formalites,
    }
    return Echeance(**{**commun, **champs})  # type: ignore[arg-type]


def _acquis(chaine: Chaine, etage: Etage, appel: Appel, cloture: Acte | None) -> list[Sortie]:
    contexte = appel.contexte
    suivant = next((e for e in chaine.acquis if e.palier.heures > etage.palier.heures), None)
    fin_par = suivant.ouvert_par if suivant else cloture
    quand = fin_par.instant if fin_par else _relais(etage, contexte)
    etapes = _etapes(chaine, etage, contexte)
    etapes.append(Etape(_phrase_de_fin(etage, contexte), instant=etage.prudent))
    if fin_par is None and quand is not None:
        etapes.append(Etape(f"Suivie d'une autre mesure le {dire_instant(quand, contexte.fuseau)}.", instant=quand))
    if suivant is None and any(e.verdict.valeur for e in chaine.possibles if e.palier.clause.depuis == etage.palier.heures):
        action = "Lever la mesure, ou obtenir une prolongation avant cet instant"
    else:
        action = "Prolongation obtenue" if suivant else "Lever la mesure"
    echeance = _echeance(
        chaine,
        etage,
        appel,
        etapes,
        action=action,
        autorite=chaine.acquis[0].palier.clause.autorite,
        portee=Portee.ACQUISE,
        satisfaite_le=quand,
        satisfaite_par=fin_par.id if fin_par and quand else None,
    )
    sorties: list[Sortie] = [echeance]
    if suivant is None and cloture and quand and quand >= etage.legal:
        sorties.append(_levee_tardive(etage, appel, cloture, quand, echeance))
    elif suivant is None and cloture and quand and quand >= etage.prudent:
        sorties.append(_levee_apres_la_prudente(etage, appel, cloture, quand, echeance))
    return sorties


def _relais(etage: Etage, contexte: Contexte) -> Instant | None:
    """Rend l'ouverture de la mesure qui a pris le relais d'une retenue jamais levée, si elle est venue à temps."""
    if contexte.session.vocabulaire.mesures[contexte.mesure.type].famille != "retenue" or contexte.cloture() is not None:
        return None
    suivante = contexte.valeur("calcul.ouverture_suivante")
    return suivante if isinstance(suivante, Instant) and suivante < etage.prudent else None


def _phrase_de_fin(etage: Etage, contexte: Contexte) -> str:
    if etage.legal == etage.prudent:
        return f"Premier instant illégal, d'heure à heure et sans report : {dire_instant(etage.legal, contexte.fuseau)}."
    return (
        f"Lecture prudente, retenue pour l'alarme : {dire_instant(etage.prudent, contexte.fuseau)} ; "
        f"durée réelle : {dire_instant(etage.legal, contexte.fuseau)}."
    )


def _levee_tardive(etage: Etage, appel: Appel, cloture: Acte, quand: Instant, echeance: Echeance) -> Irregularite:
    fuseau = appel.contexte.fuseau
    exces = dire_duree(quand.secondes - etage.legal.secondes) if quand > etage.legal else "à la minute même"
    return Irregularite(
        cle=echeance.cle + "|levee_tardive",
        mesure=echeance.mesure,
        source=echeance.source,
        objet="levee_tardive",
        gravite=Gravite.CRITIQUE,
        message=f"Mesure levée le {dire_instant(quand, fuseau)}, hors délai ({exces}) : "
        f"elle devait cesser avant le {dire_instant(etage.legal, fuseau)}.",
        consequence=echeance.consequence,
        decision=echeance.decision,
        acte=cloture.id,
        remede="Remise en liberté immédiate ; aviser le magistrat ; consigner les circonstances.",
        etapes=echeance.etapes,
    )


def _levee_apres_la_prudente(etage: Etage, appel: Appel, cloture: Acte, quand: Instant, echeance: Echeance) -> Irregularite:
    fuseau = appel.contexte.fuseau
    return Irregularite(
        cle=echeance.cle + "|levee_apres_lecture_prudente",
        mesure=echeance.mesure,
        source=echeance.source,
        objet="levee_apres_lecture_prudente",
        gravite=Gravite.ORANGE,
        message=f"Mesure levée le {dire_instant(quand, fuseau)}, après la lecture prudente "
        f"({dire_instant(etage.prudent, fuseau)}) et avant la fin de la durée réelle ({dire_instant(etage.legal, fuseau)}).",
        consequence="discussion possible sur l'heure (changement d'heure légale) : aucune décision connue",
        decision="",
        acte=cloture.id,
        etapes=echeance.etapes,
    )


def _possible(chaine: Chaine, etage: Etage, appel: Appel) -> list[Sortie]:
    contexte = appel.contexte
    clause = etage.palier.clause
    if etage.verdict.valeur is None:
        return [
            incalculable(
                appel,
                _objet(etage),
                f"prolongation à {clause.jusqu_a} h : un fait manque pour dire si elle est permise",
                etage.verdict.manquants,
            )
        ]
    etapes = _etapes(chaine, etage, contexte)
    if etage.avant:
        etapes.append(Etape(f"Décision à prendre avant le {dire_instant(etage.avant, contexte.fuseau)}.", instant=etage.avant))
    etapes.append(Etape(f"Elle mènerait au plus tard au {dire_instant(etage.legal, contexte.fuseau)}.", instant=etage.legal))
    refus = "" if etage.verdict.valeur else " ; ".join(etage.verdict.echecs) or "conditions non remplies"
    return [
        _echeance(
            chaine,
            etage,
            appel,
            etapes,
            action=clause.action or f"Prolonger jusqu'à {clause.jusqu_a} h",
            portee=Portee.POSSIBLE,
            sans_objet=refus,
            depart=etage.avant,
            conditions=(clause.decision, *clause.fondements[:1]),
        )
    ]


def _rejets(chaine: Chaine, pack: str, contexte: Contexte) -> list[Sortie]:
    sorties: list[Sortie] = []
    for rejet in chaine.rejets:
        appel = Appel(rejet.palier.regle, rejet.palier.version, pack, contexte.pour_acte(rejet.acte))
        sorties.append(_manque(rejet, appel) if rejet.manquants and not rejet.tardive else _rejet(rejet, appel))
    for etage, acte in chaine.tardives_prudentes:
        appel = Appel(etage.palier.regle, etage.palier.version, pack, contexte.pour_acte(acte))
        sorties.append(_prudente(etage, acte, appel))
    return sorties


def _manque(rejet: Rejet, appel: Appel) -> Incalculable:
    return incalculable(appel, "prolongation", "la prolongation ne peut être retenue : un fait manque", rejet.manquants)


def _rejet(rejet: Rejet, appel: Appel) -> Irregularite:
    objet = "prolongation_tardive" if rejet.tardive else "prolongation_sans_base"
    return Irregularite(
        cle=cle(appel, objet),
        mesure=appel.contexte.mesure.id,
        source=appel.regle.source(appel.version, pack=appel.pack, articles=rejet.palier.clause.articles),
        objet=objet,
        gravite=Gravite.CRITIQUE,
        message=f"Prolongation {'tardive' if rejet.tardive else 'non permise'} : {rejet.raison}. Elle n'allonge pas la mesure.",
        consequence=rejet.palier.clause.consequence or "mise en liberté immédiate ; nullité des actes postérieurs",
        decision=rejet.palier.clause.decision_citee,
        acte=rejet.acte.id,
        remede="Remise en liberté immédiate si la mesure dure encore ; rectifier l'acte si l'heure est mal saisie.",
    )


def _prudente(etage: Etage, acte: Acte, appel: Appel) -> Irregularite:
    fuseau = appel.contexte.fuseau
    return Irregularite(
        cle=cle(appel, "prolongation_apres_lecture_prudente"),
        mesure=appel.contexte.mesure.id,
        source=appel.regle.source(appel.version, appel.pack),
        objet="prolongation_apres_lecture_prudente",
        gravite=Gravite.ORANGE,
        message=f"Prolongation décidée après la lecture prudente ({dire_instant(etage.prudent, fuseau)}), "
        f"avant la durée réelle ({dire_instant(etage.legal, fuseau)}).",
        consequence="discussion possible sur l'heure (changement d'heure légale) : aucune décision connue",
        decision="",
        acte=acte.id,
    )
