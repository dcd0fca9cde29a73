"""Une évaluation : un dossier, un paquet, et les valeurs tirées des faits calculées une seule fois, à la demande."""

from __future__ import annotations

from datetime import date
from typing import Any

from app.domain.calendrier import Calendrier
from app.domain.comput import Duree, Terme, appliquer
from app.domain.echeance import Etape
from app.domain.faits import Acte, Dossier, Mesure
from app.domain.temps import Instant
from app.regles.chaine import Chaine, derouler
from app.regles.compteurs import etablir
from app.regles.conditions import evaluer
from app.regles.contexte import Absent, Contexte
from app.regles.corpus import Corpus
from app.regles.periodes import borne, borne_de_titre
from app.regles.registre import DEDUITS, FAITS
from app.regles.schema import ClauseFait, Regle, Version
from app.regles.titre import Compteur, Titres

NATIFS = {
    "levee": "heure de fin de la mesure",
    "fin": "échéance courante de la mesure",
    "fin_legale": "échéance courante de la mesure, durée réelle",
    "palier": "durée autorisée (heures)",
    "duree_minutes": "durée de la mesure",
    "prolongations": "nombre de prolongations",
    "titre": "titre en cours",
    "titre_phase": "phase du titre",
    "titre_depart": "départ du titre",
    "titre_fin": "fin du titre",
    "titre_fin_legale": "fin du titre, lecture littérale",
    "titre_dernier_jour": "dernier jour du titre",
    "titre_maximum": "plafond du titre",
    "titre_cumul": "durée accordée (mois)",
    "titre_prolongations": "nombre de prolongations du titre",
}
FIN_DE = "fin_de_"


class Evaluation:
    """Réalise ``contexte.Session`` : tout est paresseux, mémorisé, et sans horloge."""

    def __init__(self, corpus: Corpus, dossier: Dossier) -> None:
        self.corpus = corpus
        self.dossier = dossier
        self.vocabulaire = corpus.vocabulaire
        self._valeurs: dict[tuple[str, str], Any] = {}
        self._etapes: dict[tuple[str, str], tuple[Etape, ...]] = {}
        self._chaines: dict[str, Chaine | Absent | None] = {}
        self._titres: dict[str, Titres] = {}
        self._en_cours: set[tuple[str, str]] = set()
        self._en_vigueur: dict[str, tuple[Acte, ...]] = {}

    def calendrier(self, mesure: Mesure) -> Calendrier:
        """Rend le calendrier du territoire de la mesure, à défaut du dossier."""
        return self.corpus.calendrier(mesure.territoire or self.dossier.territoire)

    def en_vigueur(self, mesure: Mesure) -> tuple[Acte, ...]:
        """Rend les actes en vigueur de la mesure, chronologiques, triés une seule fois."""
        if mesure.id not in self._en_vigueur:
            self._en_vigueur[mesure.id] = mesure.en_vigueur(self.calendrier(mesure).fuseau)
        return self._en_vigueur[mesure.id]

    def chaine(self, mesure: Mesure) -> Chaine | Absent | None:
        """Rend la chaîne de durées de la mesure, déroulée une fois."""
        if mesure.id not in self._chaines:
            self._chaines[mesure.id] = derouler(self, mesure)
        return self._chaines[mesure.id]

    def titres(self, mesure: Mesure) -> Titres:
        """Rend les compteurs du titre de la mesure, établis une fois."""
        if mesure.id not in self._titres:
            self._titres[mesure.id] = etablir(self, mesure)
        return self._titres[mesure.id]

    def intitule_calcul(self, nom: str) -> str:
        """Rend le libellé d'une valeur tirée des faits."""
        if nom in NATIFS:
            return NATIFS[nom]
        if nom.startswith(FIN_DE):
            return f"fin du titre ({nom.removeprefix(FIN_DE).replace('_', ' ')})"
        if nom.startswith("e_") and nom[2:].isdigit():
            return f"{nom[2:]}e heure de la mesure"
        regle = self.corpus.faits.get(nom)
        clause = next((f for v in regle.versions for f in v.faits if f.nom == nom), None) if regle else None
        return clause.libelle if clause else nom.replace("_", " ")

    def calcul(self, mesure: Mesure, nom: str) -> Any:
        """Rend la valeur de ``calcul.<nom>``, ou ``Absent``. Une définition circulaire est une absence, jamais une boucle."""
        cle = (mesure.id, nom)
        if cle not in self._valeurs:
            if cle in self._en_cours:
                return Absent((self.intitule_calcul(nom),))
            self._en_cours.add(cle)
            try:
                self._valeurs[cle] = self._natif(mesure, nom) if self._est_natif(nom) else self._defini(mesure, nom)
            finally:
                self._en_cours.discard(cle)
        return self._valeurs[cle]

    def deduit(self, contexte: Contexte, acte: Acte, champ: str) -> Any:
        """Rend le champ déduit de ce nom, ou ``None`` s'il n'y en a pas."""
        trouve = DEDUITS.get(champ)
        return trouve.fonction(contexte, acte) if trouve else None

    def intitule_deduit(self, champ: str) -> str:
        """Rend l'intitulé d'un champ déduit, ou son nom."""
        return DEDUITS[champ].intitule if champ in DEDUITS else champ

    def borne_de_periode(self, mesure: Mesure, acte: Acte, champ: str) -> Instant | None:
        """Rend l'effet de la prolongation que l'acte ouvre, ou la fin de la période où il tombe (``periodes.borne``)."""
        cle = (mesure.id, "periodes")
        if cle in self._en_cours:
            return None
        self._en_cours.add(cle)
        try:
            chaine, titres = self.chaine(mesure), self.titres(mesure)
        finally:
            self._en_cours.discard(cle)
        if isinstance(chaine, Chaine):
            return borne(chaine, acte, champ)
        return borne_de_titre(titres, acte, champ, self.calendrier(mesure).fuseau)

    def etapes(self, mesure: Mesure, nom: str) -> tuple[Etape, ...]:
        """Rend les étapes françaises d'une valeur déjà calculée."""
        return self._etapes.get((mesure.id, nom), ())

    @staticmethod
    def _est_natif(nom: str) -> bool:
        return nom in NATIFS or nom.startswith(FIN_DE) or (nom.startswith("e_") and nom[2:].isdigit())

    def _natif(self, mesure: Mesure, nom: str) -> Any:
        contexte = Contexte(self, mesure)
        if nom == "levee":
            cloture = contexte.cloture()
            return cloture.instant if cloture and cloture.instant else Absent((NATIFS[nom],))
        if nom == "prolongations":
            return len(contexte.actes("prolongation"))
        if nom == "duree_minutes":
            return self._duree(mesure)
        if nom.startswith(("titre", FIN_DE)):
            valeur = self._du_titre(contexte, nom)
            return Absent((self.intitule_calcul(nom),)) if valeur is None else valeur
        if nom.startswith("e_"):
            return self._cumul(contexte, int(nom[2:]))
        chaine = self.chaine(mesure)
        if not isinstance(chaine, Chaine) or chaine.dernier is None:
            return chaine if isinstance(chaine, Absent) else Absent((NATIFS[nom],))
        if nom == "fin_legale":
            return chaine.dernier.legal
        return chaine.dernier.prudent if nom == "fin" else chaine.heures

    def _du_titre(self, contexte: Contexte, nom: str) -> Any:
        titres = self.titres(contexte.mesure)
        if nom.startswith(FIN_DE):
            trouve = titres.nomme(nom.removeprefix(FIN_DE))
            return trouve.derniere.terme.prudent if trouve else None
        compteur = titres.courant
        return None if compteur is None else _valeur_du_compteur(compteur, nom, contexte)

    def imputees(self, mesure: Mesure) -> int | Absent:
        """Rend les minutes qui s'imputent sur cette mesure : zéro si rien ne le peut, ``Absent`` si on l'ignore."""
        regle = self.corpus.faits.get("minutes_imputees")
        if regle is None or mesure.type not in regle.mesures:
            return 0
        minutes: int | Absent = self.calcul(mesure, "minutes_imputees")
        return minutes

    def _duree(self, mesure: Mesure) -> Any:
        t0, levee, imputees = self.calcul(mesure, "t0"), self.calcul(mesure, "levee"), self.imputees(mesure)
        if isinstance(t0, Absent) or isinstance(levee, Absent):
            return Absent(("début et fin de la mesure",))
        if isinstance(imputees, Absent):
            return imputees
        return (levee.secondes - t0.secondes) // 60 + imputees

    def _cumul(self, contexte: Contexte, heures: int) -> Instant | Absent:
        t0 = self.calcul(contexte.mesure, "t0")
        imputees = self.imputees(contexte.mesure)
        if isinstance(t0, Absent):
            return t0
        if isinstance(imputees, Absent):
            return imputees
        minutes = max(0, heures * 60 - imputees)
        terme = appliquer("heures_ecoulees", t0, Duree(minutes=minutes), contexte.calendrier)
        if not isinstance(terme, Terme):
            return Absent((self.intitule_calcul(f"e_{heures}"),))
        deduites = self.etapes(contexte.mesure, "t0") + self.etapes(contexte.mesure, "minutes_imputees")
        self._etapes[contexte.mesure.id, f"e_{heures}"] = (*deduites, *(Etape(texte) for texte in terme.etapes))
        return terme.prudent

    def _defini(self, mesure: Mesure, nom: str) -> Any:
        regle = self.corpus.faits.get(nom)
        if regle is None or mesure.type not in regle.mesures:
            return Absent((self.intitule_calcul(nom),))
        contexte = Contexte(self, mesure)
        jour = self.jour_de_version(regle, contexte)
        if isinstance(jour, Absent):
            return jour
        version = regle.version_au(jour)
        clause = next((f for f in version.faits if f.nom == nom), None) if version else None
        if clause is None:
            return Absent((self.intitule_calcul(nom),))
        return self._evaluer_fait(clause, contexte)

    def _evaluer_fait(self, clause: ClauseFait, contexte: Contexte) -> Any:
        cle = (contexte.mesure.id, clause.nom)
        if clause.fonction:
            resultat = FAITS[clause.fonction](contexte, clause.parametres)
            if isinstance(resultat, Absent):
                return resultat
            self._etapes[cle] = resultat.etapes
            return resultat.valeur
        for cas in clause.cas:
            verdict = evaluer(cas.si, contexte)
            if verdict.valeur is None:
                return Absent(verdict.manquants)
            if verdict.valeur:
                self._etapes[cle] = (Etape(contexte.rendre(cas.raison)),) if cas.raison else ()
                valeur = cas.valeur
                return contexte.valeur(valeur[1:]) if isinstance(valeur, str) and valeur.startswith("@") else valeur
        return Absent((clause.libelle,))

    def jour_de_version(self, regle: Regle, contexte: Contexte) -> date | Absent:
        """Rend le jour qui choisit la version de la règle (design § 6), ou ce qui manque pour le connaître."""
        match regle.critere:
            case "toujours":
                return regle.versions[-1].du
            case "faits":
                valeur = contexte.valeur("procedure.date_des_faits")
                return valeur if isinstance(valeur, Absent) else contexte.jour(valeur)
            case "acte" | "decision" if contexte.acte is not None and contexte.acte.le is not None:
                return contexte.jour(contexte.acte.le)
            case "ouverture" | "acte" | "decision":
                ouverture = contexte.actes(self.vocabulaire.mesures[contexte.mesure.type].ouverture)
                if ouverture and ouverture[0].le is not None:
                    return contexte.jour(ouverture[0].le)
            case "t0":
                t0 = self.calcul(contexte.mesure, "t0") if contexte.mesure.type in self._mesures_a_depart() else Absent(())
                if isinstance(t0, Instant):
                    return contexte.jour(t0)
        premier = next((a.le for a in self.en_vigueur(contexte.mesure) if a.le is not None), None)
        if premier is not None:
            return contexte.jour(premier)
        ouvre = self.vocabulaire.mesures[contexte.mesure.type].ouverture
        return Absent((f"date et heure de « {contexte.intitule_acte(ouvre)} »",))

    def _mesures_a_depart(self) -> tuple[str, ...]:
        regle = self.corpus.faits.get("t0")
        return regle.mesures if regle else ()

    def version(self, regle: Regle, contexte: Contexte) -> Version | Absent | None:
        """Rend la version applicable, ``None`` avant la première, ``Absent`` si la date qui la choisit manque."""
        jour = self.jour_de_version(regle, contexte)
        return jour if isinstance(jour, Absent) else regle.version_au(jour)


def _valeur_du_compteur(compteur: Compteur, nom: str, contexte: Contexte) -> Any:
    derniere = compteur.derniere
    match nom:
        case "titre":
            return compteur.nom
        case "titre_phase":
            return compteur.clause.phase
        case "titre_depart":
            return compteur.depart
        case "titre_fin":
            return derniere.terme.prudent
        case "titre_fin_legale":
            return derniere.terme.legal
        case "titre_dernier_jour":
            return contexte.jour(derniere.terme.prudent.plus(secondes=-1))
        case "titre_maximum":
            return compteur.maximum.prudent if compteur.maximum else None
        case "titre_cumul":
            return derniere.cumul.total_mois
        case _:
            return len(compteur.periodes) - 1
