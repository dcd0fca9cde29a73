"""Le moteur : des faits et un paquet, tout ce qui s'ensuit. Pur : mêmes faits, même paquet, mêmes octets ; aucune horloge."""

from __future__ import annotations

from collections.abc import Iterable

from app.domain.echeance import Constat, Echeance, Incalculable, Irregularite, Resultat
from app.domain.faits import Acte, Dossier, Mesure
from app.domain.francais import dire_jour
from app.regles.conditions import evaluer
from app.regles.contexte import Absent, Contexte
from app.regles.controles import evaluer_controle
from app.regles.corpus import Corpus
from app.regles.delais import Sortie, evaluer_delai, incalculable
from app.regles.filet import sans_echeance
from app.regles.mesures import resultats_de_chaine
from app.regles.registre import CALCULS, Appel
from app.regles.schema import Clause, ClauseCalcul, ClauseControle, ClauseDelai, Regle
from app.regles.session import Evaluation
from app.regles.titres import resultats_des_titres


class Moteur:
    """Interprète un paquet de règles."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus

    def calculer(self, dossier: Dossier) -> Resultat:
        """Rend échéances, incalculables, irrégularités et constats du dossier, triés. Ne lève rien pour un fait manquant."""
        session = Evaluation(self.corpus, dossier)
        sorties: list[Sortie] = []
        constats: list[Constat] = []
        for mesure in dossier.mesures:
            siennes: list[Sortie] = [*resultats_de_chaine(session, mesure, self.corpus.pack)]
            siennes += resultats_des_titres(session, mesure, self.corpus.pack)
            for regle in self.corpus.regles_de(mesure.type):
                siennes += self._appliquer(regle, mesure, session)
                trouves, manques = self._constats(regle, mesure, session)
                constats += trouves
                siennes += manques
            sorties += [*siennes, *sans_echeance(session, mesure, siennes, self.corpus.pack)]
        uniques = {s.cle: s for s in sorties}.values()
        return Resultat(
            pack=self.corpus.pack,
            echeances=tuple(sorted((s for s in uniques if isinstance(s, Echeance)), key=lambda e: (e.suivi, e.cle))),
            incalculables=tuple(sorted((s for s in uniques if isinstance(s, Incalculable)), key=lambda i: i.cle)),
            irregularites=tuple(sorted((s for s in uniques if isinstance(s, Irregularite)), key=lambda i: i.cle)),
            constats=tuple(constats),
        )

    def _appliquer(self, regle: Regle, mesure: Mesure, session: Evaluation) -> Iterable[Sortie]:
        clauses = [c for v in regle.versions for c in v.clauses() if not c.mesures or mesure.type in c.mesures]
        types = {t for c in clauses for t in c.pour_chaque}
        general = any(not c.pour_chaque for c in clauses)
        declencheurs: list[Acte | None] = [None] if general else []
        contexte = Contexte(session, mesure)
        declencheurs += contexte.actes(*types)
        for acte in declencheurs:
            yield from self._declencher(regle, contexte.pour_acte(acte), session)

    def _declencher(self, regle: Regle, contexte: Contexte, session: Evaluation) -> Iterable[Sortie]:
        acte = contexte.acte
        jour = session.jour_de_version(regle, contexte)
        if isinstance(jour, Absent):
            if _etrangere(regle, contexte):
                return
            yield incalculable(
                Appel(regle, regle.versions[-1], self.corpus.pack, contexte),
                "version",
                "la date qui choisit la version manque",
                jour.faits,
            )
            return
        version = regle.version_au(jour)
        if version is None:
            appel = Appel(regle, regle.versions[0], self.corpus.pack, contexte)
            yield incalculable(appel, "hors_couverture", f"aucune version de cette règle n'est connue au {dire_jour(jour)}")
            return
        appel = Appel(regle, version, self.corpus.pack, contexte)
        for clause in version.clauses():
            if clause.mesures and contexte.mesure.type not in clause.mesures:
                continue
            if acte.type in clause.pour_chaque if acte else not clause.pour_chaque:
                yield from self._clause(clause, appel)

    def _clause(self, clause: Clause, appel: Appel) -> tuple[Sortie, ...]:
        match clause:
            case ClauseDelai():
                return evaluer_delai(clause, appel)
            case ClauseControle():
                return evaluer_controle(clause, appel)
            case ClauseCalcul():
                verdict = evaluer(clause.si, appel.contexte)
                if verdict.valeur is None:
                    return (incalculable(appel, clause.fonction, "un fait manque", verdict.manquants),)
                return CALCULS[clause.fonction](appel, clause.parametres) if verdict.valeur else ()

    def _constats(self, regle: Regle, mesure: Mesure, session: Evaluation) -> tuple[list[Constat], list[Incalculable]]:
        contexte = Contexte(session, mesure)
        version = session.version(regle, contexte)
        constats: list[Constat] = []
        manques: list[Incalculable] = []
        if version is None or isinstance(version, Absent):
            return constats, manques
        for clause in version.faits:
            if not clause.affiche:
                continue
            valeur = session.calcul(mesure, clause.nom)
            appel = Appel(regle, version, self.corpus.pack, contexte)
            if isinstance(valeur, Absent):
                if valeur.faits:  # une absence que rien ne nomme est sans objet : aucune ligne
                    manques.append(incalculable(appel, clause.nom, f"« {clause.libelle} » ne peut être établi", valeur.faits))
                continue
            source = regle.source(version, self.corpus.pack)
            constats.append(
                Constat(
                    f"{mesure.id}|{regle.id}|{clause.nom}",
                    mesure.id,
                    source,
                    clause.nom,
                    valeur,
                    clause.libelle,
                    session.etapes(mesure, clause.nom),
                )
            )
        return constats, manques


def _etrangere(regle: Regle, contexte: Contexte) -> bool:
    """Dit si aucune clause d'aucune version ne s'appliquerait à ces faits, quelle que soit la date qui choisit la version."""
    clauses = [c for v in regle.versions for c in v.clauses()]
    return bool(clauses) and all(_ecartee(c, evaluer(c.si, contexte).valeur) for c in clauses)


def _ecartee(clause: Clause, verdict: bool | None) -> bool:
    muette = isinstance(clause, ClauseControle) and clause.manquant == "ignorer"
    return verdict is False or (verdict is None and muette)
