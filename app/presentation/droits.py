"""Le tableau des droits, sans Qt : chaque droit, sa propre horloge, son état, et l'acte qui le fait avancer.

Les horloges sont des échéances du moteur ; l'index du paquet dit quels actes satisfont chacune. Rien n'est calculé ici.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.domain.echeance import Echeance, Gravite, Incalculable, Irregularite, Nature, Portee, Resultat
from app.domain.faits import Acte, Dossier, Mesure
from app.domain.temps import Instant
from app.presentation import urgence
from app.presentation.catalogue_des_droits import CATALOGUE, Droit
from app.presentation.formats import compte_a_rebours, date_heure, dire_heure, jour_court, retard, typographier
from app.presentation.urgence import Forme, Signe
from app.regles.corpus import Corpus


class EtatDeDroit(StrEnum):
    """Où en est un droit."""

    COURT = "court"
    IRREGULIER = "irrégulier"
    INCALCULABLE = "incalculable"
    FAIT = "fait"
    DEMANDE = "demandé"
    DIFFERE = "différé"
    RENONCE = "renonciation"
    A_NOTER = "à noter"
    NON_DEMANDE = "non demandé"
    PASSE = "délai passé"
    SANS_OBJET = "sans objet"


SIGNES: Mapping[EtatDeDroit, Signe] = {
    EtatDeDroit.IRREGULIER: Signe("irrégulier", Forme.OCTOGONE, "niveau_1", "forme_1"),
    EtatDeDroit.INCALCULABLE: urgence.INCALCULABLE,
    EtatDeDroit.FAIT: Signe("fait", Forme.COCHE, "texte_2", "bord"),
    EtatDeDroit.DEMANDE: Signe("demandé", Forme.ANNEAU, "niveau_4", "forme_4"),
    EtatDeDroit.DIFFERE: Signe("différé", Forme.BARRE, "niveau_4", "forme_4"),
    EtatDeDroit.RENONCE: Signe("renonciation", Forme.COCHE, "texte_2", "bord"),
    EtatDeDroit.A_NOTER: Signe("à noter", Forme.ANNEAU, "niveau_4", "forme_4"),
    EtatDeDroit.NON_DEMANDE: Signe("non demandé", Forme.BARRE, "texte_2", "bord"),
    EtatDeDroit.PASSE: Signe("délai passé", Forme.BARRE, "texte_2", "bord"),
    EtatDeDroit.SANS_OBJET: urgence.SANS_OBJET,
}


@dataclass(frozen=True, slots=True)
class Suite:
    """L'acte qui fait avancer le droit : son type, ce qu'il préremplit, sa touche, l'invite."""

    type: str
    intitule: str
    touche: str
    valeurs: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class LigneDeDroit:
    """Une ligne du tableau : ne contient rien qui dépende de l'heure ; l'urgence se demande avec « maintenant »."""

    cle: str
    intitule: str
    etat: EtatDeDroit
    horloge: Echeance | None
    faits: str
    raison: str
    suite: Suite | None
    echeances: tuple[Echeance, ...]
    irregularites: tuple[Irregularite, ...]
    incalculables: tuple[Incalculable, ...]
    actes: tuple[str, ...]

    def signe(self, maintenant: Instant) -> Signe:
        """Rend le mot, la forme et la couleur de l'état à cet instant."""
        if self.etat is EtatDeDroit.COURT and self.horloge is not None:
            e = self.horloge
            alertes = " ".join(map(str, sorted(e.alertes, reverse=True)))
            return urgence.signe(e.suivi.secondes - maintenant.secondes, alertes, en_jours=e.en_jours, nature=e.nature.value)
        return SIGNES[self.etat]

    def temps(self, maintenant: Instant) -> str:
        """Rend le temps qui reste sur l'horloge du droit, ou son retard ; vide s'il n'en court pas."""
        if self.horloge is None or self.etat is not EtatDeDroit.COURT:
            return ""
        reste = self.horloge.suivi.secondes - maintenant.secondes
        if self.horloge.nature is Nature.RAPPEL and reste <= 0:
            return ""
        if self.horloge.nature is Nature.MINIMUM:
            return f"pas avant {compte_a_rebours(reste)}" if reste > 0 else "possible"
        return compte_a_rebours(reste) if reste > 0 else f"de {retard(reste)}"

    def limite(self, poste: str = "") -> str:
        """Rend la date limite en toutes lettres ; vide s'il n'en court pas."""
        e = self.horloge
        return date_heure(e.suivi, e.fuseau, poste=poste, en_jours=e.en_jours) if e else ""

    @property
    def motif_de_l_explication(self) -> Echeance | Irregularite | Incalculable | None:
        """Rend ce que « Pourquoi ? » explique : l'irrégularité d'abord, puis l'horloge, puis ce qui manque."""
        if self.etat is EtatDeDroit.IRREGULIER and self.irregularites:
            return self.irregularites[0]
        if self.horloge is not None or self.echeances:
            return self.horloge or self.echeances[0]
        return self.incalculables[0] if self.incalculables else None


# --- composition --------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Part:
    """Les résultats qui reviennent à une ligne."""

    echeances: list[Echeance]
    irregularites: list[Irregularite]
    incalculables: list[Incalculable]


class TableauDesDroits:
    """Compose le tableau d'une mesure ; l'index des actes qui satisfont chaque règle se fait une fois par paquet."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._vocabulaire = corpus.vocabulaire
        self._satisfont: dict[tuple[str, str], frozenset[str]] = {}
        self._regles: dict[str, frozenset[str]] = {}
        for regle in corpus.regles.values():
            tous: set[str] = set()
            for delai in (d for v in regle.versions for d in v.delais):
                cle = (regle.id, delai.objet)
                self._satisfont[cle] = self._satisfont.get(cle, frozenset()) | frozenset(delai.satisfait_par)
                tous |= set(delai.satisfait_par)
            self._regles[regle.id] = frozenset(tous)

    def composer(self, dossier: Dossier, mesure_id: str, resultat: Resultat) -> tuple[LigneDeDroit, ...]:
        """Rend les lignes à montrer pour cette mesure, dans l'ordre du catalogue."""
        mesure = dossier.mesure(mesure_id)
        admis = {a.type for a in self._vocabulaire.actes_de(mesure.type)}
        droits = [d for d in CATALOGUE if any(e in admis for e in d.etapes)]
        parts = self._repartir(droits, mesure, resultat)
        fuseau = self._corpus.calendrier(mesure.territoire or dossier.territoire).fuseau
        lignes = []
        for droit in droits:
            part = parts[droit.cle]
            actes = _actes_du_droit(droit, mesure)
            if actes or part.echeances or part.irregularites or part.incalculables or droit.montre(dossier):
                lignes.append(self._ligne(droit, part, actes, mesure, fuseau))
        return tuple(lignes)

    def _repartir(self, droits: list[Droit], mesure: Mesure, resultat: Resultat) -> dict[str, _Part]:
        parts = {d.cle: _Part([], [], []) for d in droits}
        par_id = {a.id: a for a in mesure.actes}
        for e in resultat.echeances:
            if e.mesure == mesure.id and e.portee is Portee.ACQUISE and e.nature not in (Nature.LIBERTE, Nature.DEPART):
                droit = self._droit_de(e, e.acte, droits, par_id)
                if droit is not None:
                    parts[droit.cle].echeances.append(e)
        for i in resultat.irregularites:
            droit = self._droit_de(i, i.acte, droits, par_id) if i.mesure == mesure.id else None
            if droit is not None and i.gravite is not Gravite.INFORMATION:
                parts[droit.cle].irregularites.append(i)
        for x in resultat.incalculables:
            droit = self._droit_de(x, x.acte, droits, par_id) if x.mesure == mesure.id else None
            if droit is not None:
                parts[droit.cle].incalculables.append(x)
        return parts

    def _droit_de(
        self, r: Echeance | Irregularite | Incalculable, acte_id: str | None, droits: list[Droit], par_id: Mapping[str, Acte]
    ) -> Droit | None:
        """Trouve la ligne d'un résultat : par les actes qui le satisfont, à défaut par l'acte qui le déclenche."""
        acte = par_id.get(acte_id or "")
        objet = r.objet.removesuffix("_au_plus_tot").removesuffix("_au_plus_tard")
        types = self._satisfont.get((r.source.regle, objet)) or frozenset()
        for cherches in (types, frozenset({acte.type}) if acte else frozenset(), self._regles.get(r.source.regle, frozenset())):
            for droit in droits:
                if cherches & set(droit.faits) and _vise(droit, acte):
                    return droit
            for droit in droits:
                if cherches & set(droit.actes) and _vise(droit, acte):
                    return droit
        return None

    def _ligne(self, droit: Droit, part: _Part, actes: list[Acte], mesure: Mesure, fuseau: str) -> LigneDeDroit:
        ouvertes = sorted((e for e in part.echeances if e.ouverte), key=lambda e: (e.suivi, e.cle))
        closes = [e for e in part.echeances if not e.ouverte]
        etat = _etat(droit, part, ouvertes, actes)
        ouverture = self._vocabulaire.mesure(mesure.type).ouverture
        debut = next((a.instant for a in mesure.en_vigueur() if a.type == ouverture and a.instant), None)
        jour_de = debut or next((a.instant for a in actes if a.instant), Instant(0))
        return LigneDeDroit(
            cle=droit.cle,
            intitule=droit.intitule,
            etat=etat,
            horloge=ouvertes[0] if ouvertes else None,
            faits=" · ".join(_fait(droit, a, jour_de, fuseau) for a in actes),
            raison=_raison(etat, part, ouvertes, closes),
            suite=self._suite(droit, actes, mesure),
            echeances=(*ouvertes, *closes),
            irregularites=tuple(part.irregularites),
            incalculables=tuple(part.incalculables),
            actes=tuple(a.id for a in actes),
        )

    def _suite(self, droit: Droit, actes: list[Acte], mesure: Mesure) -> Suite | None:
        """Rend l'étape qui suit la dernière faite ; après la dernière, celle-ci encore (un repas, une audition se répètent)."""
        admis = {a.type: a for a in self._vocabulaire.actes_de(mesure.type)}
        rangs = [droit.etapes.index(a.type) for a in actes if a.type in droit.etapes]
        suivantes = [t for t in droit.etapes[max(rangs) + 1 if rangs else 0 :] if t in admis] or [
            t for t in droit.etapes[-1:] if t in admis
        ]
        if not suivantes:
            return None
        type_ = admis[suivantes[0]]
        valeurs = {"destinataire": droit.destinataires[0]} if droit.destinataires and type_.champ("destinataire") else {}
        return Suite(type_.type, typographier(type_.intitule), type_.touche, valeurs)


def _vise(droit: Droit, acte: Acte | None) -> bool:
    """Dit si l'acte vise bien ce droit : un avis au proche n'est pas un avis au consulat."""
    if not droit.destinataires:
        return True
    destinataire = acte.valeurs.get("destinataire") if acte else None
    return destinataire in droit.destinataires or (destinataire is None and "proche" in droit.destinataires)


def _actes_du_droit(droit: Droit, mesure: Mesure) -> list[Acte]:
    return [
        a
        for a in mesure.en_vigueur()
        if (a.type in droit.actes and _vise(droit, a))
        or (droit.a_la_notification and a.type == "notification_droits" and a.valeurs.get(droit.a_la_notification) is True)
    ]


def _etat(droit: Droit, part: _Part, ouvertes: list[Echeance], actes: list[Acte]) -> EtatDeDroit:
    types = {a.type for a in actes}
    if ouvertes:
        return EtatDeDroit.COURT
    if part.irregularites:
        return EtatDeDroit.IRREGULIER
    if part.incalculables:
        return EtatDeDroit.INCALCULABLE
    if types & set(droit.faits) or "notification_droits" in types:
        return EtatDeDroit.FAIT
    if types & set(droit.renonce):
        return EtatDeDroit.RENONCE
    if types & set(droit.differe):
        return EtatDeDroit.DIFFERE
    if types:
        return EtatDeDroit.DEMANDE
    if part.echeances:
        return EtatDeDroit.SANS_OBJET
    return EtatDeDroit.A_NOTER if droit.du else EtatDeDroit.NON_DEMANDE


def _raison(etat: EtatDeDroit, part: _Part, ouvertes: list[Echeance], closes: list[Echeance]) -> str:
    match etat:
        case EtatDeDroit.COURT:
            return typographier(ouvertes[0].action)
        case EtatDeDroit.IRREGULIER:
            return typographier(part.irregularites[0].message)
        case EtatDeDroit.INCALCULABLE:
            manque = part.incalculables[0]
            return typographier(manque.raison)
        case EtatDeDroit.SANS_OBJET:
            return typographier(next((e.sans_objet for e in closes if e.sans_objet), ""))
        case _:
            return ""


def _fait(droit: Droit, acte: Acte, debut: Instant, fuseau: str) -> str:
    verbe = droit.verbes.get(acte.type, "noté")
    if acte.instant is None:
        return f"{verbe}, heure non relevée"
    jour = acte.instant.jour(fuseau)
    ailleurs = "" if jour == debut.jour(fuseau) else f"{jour_court(jour, annee=jour.year)} "
    return f"{verbe} {ailleurs}{dire_heure(acte.instant, fuseau)}"
