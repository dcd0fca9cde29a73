"""Les résultats des compteurs d'un titre : fins, plafonds, prolongations possibles, décisions rejetées, titre dépassé."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from app.domain.comput import Duree
from app.domain.echeance import Echeance, Etape, Gravite, Irregularite, Nature, Portee
from app.domain.faits import Acte, Mesure
from app.domain.francais import dire_instant, dire_jour
from app.domain.temps import Instant
from app.regles.contexte import Contexte
from app.regles.delais import Sortie, cle, incalculable
from app.regles.prolongations import duree_accordee
from app.regles.registre import Appel
from app.regles.schema import ClauseCompteur, Comparaison
from app.regles.session import Evaluation
from app.regles.titre import Compteur, Periode, Refus, Suite, cle_de_duree, debut

ACTION = "Mettre fin à la détention"
OU_PROLONGER = ", ou la faire prolonger avant cet instant"
CONSEQUENCE = "détention sans titre : mise en liberté immédiate"


def resultats_des_titres(session: Evaluation, mesure: Mesure, pack: str) -> tuple[Sortie, ...]:
    """Rend tout ce que les compteurs de la mesure produisent ; vide si aucune règle n'y attache de compteur."""
    if not session.corpus.regles_a_compteurs(mesure.type):
        return ()
    titres = session.titres(mesure)
    contexte = Contexte(session, mesure)
    sorties: list[Sortie] = []
    for manque in titres.manques:
        appel = Appel(manque.regle, manque.version, pack, contexte.pour_acte(manque.acte))
        sorties.append(incalculable(appel, "fin_de_mesure", manque.raison, manque.faits))
    for compteur in titres.compteurs:
        appel = Appel(compteur.regle, compteur.version, pack, contexte.pour_acte(compteur.acte))
        sorties += _du_compteur(compteur, appel)
    for refus in titres.orphelines:
        if refus.pas is not None:
            sorties.append(_refus(refus, Appel(refus.pas.regle, refus.pas.version, pack, contexte.pour_acte(refus.acte)), None))
    return tuple(sorties)


def _du_compteur(compteur: Compteur, appel: Appel) -> Iterator[Sortie]:
    contexte = appel.contexte
    cloture = contexte.cloture()
    fin_par = compteur.eteint_par or cloture
    for n, periode in enumerate(compteur.periodes[:-1], 1):
        suivante = compteur.periodes[n]
        yield _echeance(compteur, periode, appel, f"fin_de_periode_{n}", "Prolongation obtenue", suivante.decision)
    prolongeable = any(s.rang == 1 for s in compteur.suites)
    action = compteur.clause.action or ACTION + (OU_PROLONGER if prolongeable else "")
    fin = _echeance(compteur, compteur.derniere, appel, "fin_de_mesure", action, fin_par)
    yield fin
    if fin_par is not None:
        depassement = _depassement(compteur, fin, fin_par, appel)
        if depassement:
            yield depassement
    if compteur.maximum is not None and cle_de_duree(Duree(**compteur.clause.maximum)) > (0, 0, 0):
        yield _plafond(compteur, appel, fin_par)
    for suite in compteur.suites:
        yield _suite(compteur, suite, appel)
    for refus in compteur.refus:
        pas = refus.pas
        regle, version = (pas.regle, pas.version) if pas else (compteur.regle, compteur.version)
        yield _refus(refus, Appel(regle, version, appel.pack, contexte.pour_acte(refus.acte)), compteur)
    yield from _autres(compteur, appel)


def _etapes(compteur: Compteur, periode: Periode, appel: Appel) -> list[Etape]:
    contexte, clause = appel.contexte, compteur.clause
    racine, _, nom = clause.depart.partition(".")
    deduites = contexte.session.etapes(contexte.mesure, nom) if racine == "calcul" else ()
    acte = compteur.acte.id if compteur.acte else None
    depart = Etape(f"Départ : {contexte.intitule(clause.depart)}, {contexte.dire(compteur.depart)}.", acte=acte)
    articles = clause.articles or compteur.version.articles
    intitule = Etape(f"{clause.intitule} ({', '.join(articles[:3])}).", article=articles[0])
    etapes = [*(deduites or (depart,)), *_raisons(clause, contexte), intitule]
    rang = compteur.periodes.index(periode) if periode in compteur.periodes else 0
    for avant, accordee in zip(compteur.periodes[:rang], compteur.periodes[1 : rang + 1], strict=True):
        if accordee.decision is not None and accordee.decision.le is not None:
            le = dire_jour(contexte.jour(accordee.decision.le))
            fin = dire_instant(avant.terme.legal, contexte.fuseau, en_jours=avant.terme.en_jours)
            etapes.append(Etape(f"Prolongation décidée le {le}, à compter du terme ({fin}).", acte=accordee.decision.id))
            pas = accordee.pas
            if pas is not None and not pas.clause.duree_imposee and duree_accordee(pas, accordee.decision) is None:
                dit = f"Durée accordée non saisie : {Duree(**pas.clause.duree).dire()} supposés, la durée entière. À vérifier."
                etapes.append(Etape(dit, acte=accordee.decision.id))
    etapes.append(Etape(f"Durée cumulée : {periode.cumul.dire()}."))
    return etapes + [Etape(t) for t in periode.terme.etapes]


def _raisons(clause: ClauseCompteur, contexte: Contexte) -> tuple[Etape, ...]:
    """Rend pourquoi ce compteur : les étapes des valeurs tirées des faits que lisent ses conditions et son plafond."""
    noms = [c.fait.removeprefix("calcul.") for c in clause.si if isinstance(c, Comparaison) and c.fait.startswith("calcul.")]
    noms += [clause.plafond.removeprefix("calcul.")] if clause.plafond.startswith("calcul.") else []
    return tuple(e for nom in noms for e in contexte.session.etapes(contexte.mesure, nom))


def _echeance(
    compteur: Compteur, periode: Periode, appel: Appel, objet: str, action: str, fin_par: Acte | None, **champs: Any
) -> Echeance:
    contexte, clause, terme = appel.contexte, compteur.clause, periode.terme
    quand = debut(fin_par.le, contexte) if fin_par is not None and fin_par.le is not None else None
    etapes = _etapes(compteur, periode, appel)
    prudente = dire_instant(terme.prudent, contexte.fuseau, en_jours=terme.en_jours)
    legale = dire_instant(terme.legal, contexte.fuseau, en_jours=terme.en_jours)
    dit = f"Avant le {legale}." if terme.legal == terme.prudent else ""
    dit = dit or f"Lecture prudente, retenue pour l'alarme : {prudente} ; lecture littérale : {legale}."
    etapes.append(Etape(dit, instant=terme.prudent))
    if fin_par is not None and quand is not None:
        dit = f"« {contexte.intitule_acte(fin_par.type)} » le {dire_jour(contexte.jour(quand))}."
        etapes.append(Etape(dit, acte=fin_par.id, instant=quand))
    source = appel.regle.source(appel.version, appel.pack, clause.articles, clause.confiance, clause.a_verifier)
    commun: dict[str, Any] = {
        "cle": cle(appel, f"{clause.nom}|{objet}"),
        "mesure": contexte.mesure.id,
        "source": source,
        "objet": objet,
        "action": contexte.rendre(action),
        "autorite": clause.autorite,
        "nature": Nature.LIBERTE,
        "portee": Portee.ACQUISE,
        "legal": terme.legal,
        "prudent": terme.prudent,
        "fuseau": contexte.fuseau,
        "etapes": tuple(etapes),
        "en_jours": terme.en_jours,
        "raison_ecart": terme.raison_ecart if terme.legal != terme.prudent else "",
        "consequence": clause.consequence or CONSEQUENCE,
        "decision": clause.decision_citee,
        "depart": debut(compteur.depart, contexte),
        "acte": contexte.acte.id if contexte.acte else None,
        "satisfaite_le": quand,
        "satisfaite_par": fin_par.id if fin_par is not None and quand is not None else None,
        "alertes": clause.alertes,
        "notes": terme.notes,
        "cumul": periode.cumul.dire(),
    }
    return Echeance(**{**commun, **champs})


def _plafond(compteur: Compteur, appel: Appel, fin_par: Acte | None) -> Echeance:
    maximum = Duree(**compteur.clause.maximum)
    periode = Periode(maximum, compteur.maximum or compteur.derniere.terme)
    action = f"Plafond de {maximum.dire()} : aucune prolongation ordinaire au-delà"
    borne = appel.contexte.valeur(compteur.clause.plafond) if compteur.clause.plafond else None
    if isinstance(borne, Instant) and periode.terme.prudent == borne:
        action = "Durée totale permise : aucune prolongation ordinaire au-delà"
    alertes = compteur.clause.alertes_plafond
    return _echeance(compteur, periode, appel, "plafond", action, fin_par, nature=Nature.RAPPEL, alertes=alertes)


def _suite(compteur: Compteur, suite: Suite, appel: Appel) -> Echeance:
    contexte, clause = appel.contexte, suite.pas.clause
    avant = dire_instant(suite.avant.prudent, contexte.fuseau, en_jours=suite.avant.en_jours)
    mene = dire_instant(suite.periode.terme.legal, contexte.fuseau, en_jours=suite.periode.terme.en_jours)
    etapes = [
        *_etapes(compteur, suite.periode, appel),
        Etape(f"Décision à prendre avant le {avant}.", instant=suite.avant.prudent),
        Etape(f"Elle mènerait au plus tard au {mene}.", instant=suite.periode.terme.legal),
    ]
    if suite.verdict.valeur is None:
        etapes.append(Etape(f"À vérifier au jour de la décision : {', '.join(suite.verdict.manquants)}."))
    pas = suite.pas
    return _echeance(
        compteur,
        suite.periode,
        appel,
        f"prolongation_{clause.nom}" + (f"_{suite.rang}" if suite.rang > 1 else ""),
        clause.action or f"Prolonger de {Duree(**clause.duree).dire()}",
        None,
        source=pas.regle.source(pas.version, appel.pack, clause.articles),
        autorite=clause.autorite,
        portee=Portee.POSSIBLE,
        etapes=tuple(etapes),
        depart=suite.avant.prudent,
        consequence=clause.consequence,
        decision=clause.decision_citee,
        conditions=(clause.decision, *clause.fondements[:1]),
        formalites=clause.formalites,
        alertes=(),
    )


def _refus(refus: Refus, appel: Appel, compteur: Compteur | None) -> Sortie:
    if refus.manquants and not refus.tardive:
        return incalculable(appel, "prolongation", "la prolongation ne peut être retenue : un fait manque", refus.manquants)
    if refus.inutile:
        return _inutile(refus, appel)
    objet = "prolongation_tardive" if refus.tardive else "prolongation_sans_base"
    clause = refus.pas.clause if refus.pas else None
    consequence = (clause.consequence if clause else "") or (compteur.clause.consequence if compteur else "") or CONSEQUENCE
    return Irregularite(
        cle=cle(appel, objet),
        mesure=appel.contexte.mesure.id,
        source=appel.regle.source(appel.version, appel.pack, clause.articles if clause else ()),
        objet=objet,
        gravite=Gravite.CRITIQUE,
        message=f"Prolongation {'tardive' if refus.tardive else 'sans base'} : {refus.raison}. Elle n'allonge pas le titre.",
        consequence=consequence,
        decision=clause.decision_citee if clause else "",
        acte=refus.acte.id,
        remede="Mise en liberté si le titre est expiré ; rectifier l'acte si la date ou le fondement est mal saisi.",
    )


def _inutile(refus: Refus, appel: Appel) -> Irregularite:
    """Rend la mention d'une prolongation qui n'était pas à ordonner : le titre court sans elle, et elle n'y ajoute rien."""
    return Irregularite(
        cle=cle(Appel(appel.regle, appel.version, appel.pack, appel.contexte.pour_acte(refus.acte)), "prolongation_inutile"),
        mesure=appel.contexte.mesure.id,
        source=appel.regle.source(appel.version, appel.pack),
        objet="prolongation_inutile",
        gravite=Gravite.INFORMATION,
        message=f"Prolongation sans utilité : {refus.raison}. Elle n'allonge pas le titre.",
        consequence="une décision sans effet sur la durée",
        decision="",
        acte=refus.acte.id,
        remede="",
    )


def _depassement(compteur: Compteur, fin: Echeance, fin_par: Acte, appel: Appel) -> Irregularite | None:
    """Rend l'irrégularité d'un titre qui a pris fin avant l'acte qui le remplace ou le lève."""
    quand = fin.satisfaite_le
    if quand is None or quand < fin.prudent:
        return None
    contexte = appel.contexte
    leve = compteur.eteint_par is None
    critique = quand >= fin.legal
    terme = dire_instant(fin.legal if critique else fin.prudent, contexte.fuseau, en_jours=fin.en_jours)
    dit = f"« {contexte.intitule_acte(fin_par.type)} » le {dire_jour(contexte.jour(quand))}"
    suite = "alors que le titre avait pris fin" if critique else "après la lecture prudente"
    sans_titre = "détention sans titre" if contexte.mesure.type == "detention" else "mesure sans titre"
    return Irregularite(
        cle=f"{fin.cle}|depassement",
        mesure=fin.mesure,
        source=fin.source,
        objet=("levee_tardive" if leve else "titre_expire") + ("" if critique else "_lecture_prudente"),
        gravite=Gravite.CRITIQUE if critique else Gravite.ORANGE,
        message=f"{dit}, {suite} le {terme}" + (f" : {sans_titre} depuis." if critique else "."),
        consequence=fin.consequence if critique else "discussion possible : la lecture la plus courte n'est pas écartée",
        decision=fin.decision,
        acte=fin_par.id,
        remede=compteur.clause.remede or "Mise en liberté immédiate si la personne est encore détenue sur ce titre.",
        etapes=fin.etapes,
    )


def _autres(compteur: Compteur, appel: Appel) -> Iterator[Irregularite]:
    contexte = appel.contexte
    for acte, pas, accordee in compteur.excessives:
        yield Irregularite(
            cle=cle(Appel(pas.regle, pas.version, appel.pack, contexte.pour_acte(acte)), "prolongation_excessive"),
            mesure=contexte.mesure.id,
            source=pas.regle.source(pas.version, appel.pack, pas.clause.articles),
            objet="prolongation_excessive",
            gravite=Gravite.ROUGE,
            message=f"Durée accordée de {accordee.dire()}, au-delà de la loi : {Duree(**pas.clause.duree).dire()} seulement.",
            consequence="la durée au-delà du maximum légal n'est pas un titre",
            decision="",
            acte=acte.id,
            remede="Faire rectifier la décision.",
        )
    for periode, acte in compteur.apres_prudente:
        fin = dire_instant(periode.terme.prudent, contexte.fuseau, en_jours=periode.terme.en_jours)
        legale = dire_instant(periode.terme.legal, contexte.fuseau, en_jours=periode.terme.en_jours)
        yield Irregularite(
            cle=cle(
                Appel(appel.regle, appel.version, appel.pack, contexte.pour_acte(acte)), "prolongation_apres_lecture_prudente"
            ),
            mesure=contexte.mesure.id,
            source=appel.regle.source(appel.version, appel.pack),
            objet="prolongation_apres_lecture_prudente",
            gravite=Gravite.ORANGE,
            message=f"Prolongation décidée après la lecture prudente ({fin}), avant la lecture littérale ({legale}).",
            consequence=periode.terme.raison_ecart or "discussion possible sur le terme",
            decision="",
            acte=acte.id,
        )
