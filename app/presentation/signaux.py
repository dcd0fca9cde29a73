"""Ce qu'une fiche de titre dit en tête, sans Qt : libérer, ne pas libérer encore, autre titre, autre cause, mineur.

Rien n'est calculé ici : chaque signal lit une échéance du moteur, un fait du dossier ou une autre mesure.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from app.domain.echeance import Echeance, Nature, Resultat
from app.domain.faits import Dossier, Mesure
from app.domain.temps import Instant
from app.presentation.formats import date_heure, dire_jour, typographier
from app.regles.vocabulaire import Vocabulaire

PORTE_FERMEE = "porte_fermee"
"""Objet de la clause qui retient une mise en liberté ordonnée (CPP 148-1-1, 187-3)."""


REFERE = "refere_detention"


class Ton(StrEnum):
    """Ce que vaut un signal : une détention à faire cesser, une chose à ne pas manquer, un renseignement."""

    CRITIQUE = "critique"
    ATTENTION = "attention"
    INFORMATION = "information"


@dataclass(frozen=True, slots=True)
class Signal:
    """Une phrase en tête de fiche ; ``source`` l'explique, ``mesure`` est celle qu'elle ouvre."""

    texte: str
    ton: Ton
    source: Echeance | None = None
    mesure: str = ""


def signaux_de(
    dossier: Dossier, mesure: Mesure, resultat: Resultat, vocabulaire: Vocabulaire, maintenant: Instant
) -> tuple[Signal, ...]:
    """Rend les signaux d'une mesure qui court encore, du plus grave au plus simple ; aucun une fois la mesure close."""
    type_ = vocabulaire.mesure(mesure.type)
    if not type_.privative or _close(mesure, vocabulaire):
        return ()
    trouves = [*_expire(mesure, resultat, maintenant), *_blocage(mesure, resultat, maintenant)]
    trouves += _refere(mesure, resultat, maintenant)
    if type_.famille == "detention":
        trouves += [*_autres_titres(dossier, mesure, resultat, vocabulaire), *_autre_cause(mesure)]
    return tuple(trouves)


def _close(mesure: Mesure, vocabulaire: Vocabulaire) -> bool:
    cloture = vocabulaire.mesure(mesure.type).cloture
    return any(a.type == cloture for a in mesure.en_vigueur())


def _expire(mesure: Mesure, resultat: Resultat, maintenant: Instant) -> Iterator[Signal]:
    """Un titre dont la fin est passée sans acte qui l'éteigne : libérer, sauf décision prise à temps et non saisie."""
    fins = [e for e in resultat.echeances if e.mesure == mesure.id and e.cumul and e.objet == "fin_de_mesure" and e.ouverte]
    for e in sorted((e for e in fins if e.prudent <= maintenant), key=lambda e: (e.prudent, e.cle)):
        quand = date_heure(e.prudent, e.fuseau, en_jours=e.en_jours)
        faire = "libérer la personne" if mesure.valeurs.get("autre_cause") is not True else "lever l'écrou sur ce titre"
        if e.legal > maintenant:
            litteral = date_heure(e.legal, e.fuseau, en_jours=e.en_jours)
            faire += f" ; une lecture littérale mène au {litteral}, mais l'alarme ne l'attend pas"
        else:
            faire += ", ou saisir la décision prise à temps"
        yield Signal(typographier(f"Titre expiré le {quand} : {faire}."), Ton.CRITIQUE, e)


def _blocage(mesure: Mesure, resultat: Resultat, maintenant: Instant) -> Iterator[Signal]:
    """Une mise en liberté ordonnée que la loi retient encore : ne pas l'exécuter."""
    for e in resultat.echeances:
        if e.mesure == mesure.id and e.objet == PORTE_FERMEE and e.ouverte and e.suivi > maintenant:
            quand = date_heure(e.suivi, e.fuseau, en_jours=e.en_jours)
            texte = f"Mise en liberté bloquée jusqu'au {quand} : ne rien envoyer à l'établissement, ne pas libérer."
            yield Signal(typographier(texte), Ton.ATTENTION, e)


def _refere(mesure: Mesure, resultat: Resultat, maintenant: Instant) -> Iterator[Signal]:
    """Un référé-détention sans réponse : la personne reste détenue jusqu'à l'ordonnance, ou jusqu'au terme pour la rendre."""
    actes = {a.id: a for a in mesure.en_vigueur()}
    for e in resultat.echeances:
        acte = actes.get(e.acte or "")
        if acte is not None and acte.type == REFERE and e.mesure == mesure.id and e.nature is Nature.LIBERTE and e.ouverte:
            if e.legal > maintenant:
                attendue, terme = (date_heure(i, e.fuseau, en_jours=e.en_jours) for i in (e.suivi, e.legal))
                texte = (
                    f"Référé-détention formé : ne pas libérer avant l'ordonnance, attendue avant le {attendue}. "
                    f"Sans ordonnance le {terme} : libérer."
                )
                yield Signal(typographier(texte), Ton.ATTENTION, e)
            return


def _autres_titres(dossier: Dossier, mesure: Mesure, resultat: Resultat, vocabulaire: Vocabulaire) -> Iterator[Signal]:
    for autre in dossier.mesures:
        if autre.id == mesure.id or vocabulaire.mesure(autre.type).famille != "detention" or _close(autre, vocabulaire):
            continue
        ouverture = next((a.le for a in autre.en_vigueur() if a.type == vocabulaire.mesure(autre.type).ouverture), None)
        if ouverture is None:
            continue
        fins = [e for e in resultat.echeances if e.mesure == autre.id and e.cumul and e.objet == "fin_de_mesure" and e.ouverte]
        fin = min(fins, key=lambda e: (e.prudent, e.cle), default=None)
        fuseau = fin.fuseau if fin else "Europe/Paris"
        jour = ouverture.jour(fuseau) if isinstance(ouverture, Instant) else ouverture
        terme = f", jusqu'au {date_heure(fin.prudent, fuseau, en_jours=fin.en_jours)}" if fin else ""
        nature = vocabulaire.mesure(autre.type).intitule.lower()
        texte = f"Deux titres actifs : {nature} du {dire_jour(jour)}{terme}. Lever l'écrou sur l'un laisse courir l'autre."
        yield Signal(typographier(texte), Ton.ATTENTION, fin, autre.id)


def _autre_cause(mesure: Mesure) -> Iterator[Signal]:
    if mesure.valeurs.get("autre_cause") is True:
        titre = str(mesure.valeurs.get("autre_cause_titre") or "")
        texte = f"Détenu aussi pour autre cause{f' : {titre}' if titre else ''}. La levée d'écrou ne porte que sur ce titre."
        yield Signal(typographier(texte), Ton.ATTENTION)
