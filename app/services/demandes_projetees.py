"""Le registre des demandes et des recours : une ligne par acte qui s'y inscrit, avec sa prochaine limite ou son issue. Pur."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from app.domain.echeance import Echeance, Nature, Portee, Resultat
from app.domain.faits import Acte, Dossier, Mesure
from app.domain.temps import Instant
from app.ports.projection import DemandeProjetee, EtatDeDemande

if TYPE_CHECKING:
    from app.regles.corpus import Corpus
    from app.regles.vocabulaire import TypeActe

_CHAMPS = ("voie", "juridiction", "auteur", "reference")


def demandes_de(dossier: Dossier, resultat: Resultat, corpus: Corpus, identite: tuple[str, str]) -> Iterator[DemandeProjetee]:
    """Rend les demandes et recours du dossier : les actes que le vocabulaire inscrit au registre (``registre = true``)."""
    for mesure in dossier.mesures:
        fuseau = corpus.calendrier(mesure.territoire or dossier.territoire).fuseau
        for acte in mesure.en_vigueur():
            type_ = corpus.vocabulaire.actes[acte.type]
            if type_.registre:
                siennes = [
                    e
                    for e in resultat.echeances
                    if e.mesure == mesure.id
                    and e.acte == acte.id
                    and e.portee is Portee.ACQUISE
                    and e.nature is not Nature.DEPART
                    and not e.fiche_seulement
                ]
                yield _demande(acte, type_, mesure, dossier.id, siennes, corpus, fuseau, identite)


def _demande(
    acte: Acte,
    type_: TypeActe,
    mesure: Mesure,
    dossier_id: str,
    siennes: list[Echeance],
    corpus: Corpus,
    fuseau: str,
    identite: tuple[str, str],
) -> DemandeProjetee:
    ouvertes = sorted((e for e in siennes if e.ouverte and e.nature is not Nature.MINIMUM), key=lambda e: (e.suivi, e.cle))
    prochaine = ouvertes[0] if ouvertes else None
    quand = acte.le if isinstance(acte.le, Instant) or acte.le is None else Instant.debut_du_jour(acte.le, fuseau)
    libelles = {nom: _libelle(type_, acte, nom) for nom in _CHAMPS}
    return DemandeProjetee(
        acte_id=acte.id,
        dossier_id=dossier_id,
        mesure_id=mesure.id,
        type=acte.type,
        intitule=type_.intitule,
        recue=quand.secondes if quand else None,
        au_jour=acte.instant is None,
        voie=libelles["voie"],
        juridiction=libelles["juridiction"] or _libelle(type_, acte, "decision_attaquee"),
        auteur=libelles["auteur"],
        reference=libelles["reference"],
        etat=(EtatDeDemande.PENDANTE if prochaine or (not siennes and _ouverte(mesure, corpus)) else EtatDeDemande.CLOSE).value,
        action=prochaine.action if prochaine else "",
        nature=prochaine.nature.value if prochaine else "",
        suivi=prochaine.suivi.secondes if prochaine else None,
        en_jours=prochaine.en_jours if prochaine else False,
        alertes=" ".join(map(str, sorted(set(prochaine.alertes), reverse=True))) if prochaine else "",
        cle=prochaine.cle if prochaine else "",
        issue="" if prochaine else _issue(siennes, mesure, corpus),
        fuseau=fuseau,
        lieu=str(mesure.valeurs.get("etablissement", "")),
        personne=identite[0],
        numero=identite[1],
    )


def _ouverte(mesure: Mesure, corpus: Corpus) -> bool:
    """Dit si la mesure court encore : une demande sans limite calculée n'y est pas close pour autant."""
    cloture = corpus.vocabulaire.mesures[mesure.type].cloture
    return all(a.type != cloture for a in mesure.en_vigueur())


def _issue(siennes: list[Echeance], mesure: Mesure, corpus: Corpus) -> str:
    """Rend l'acte qui a clos la demande et son sens, à défaut la raison qui l'a éteinte."""
    par_id = {a.id: a for a in mesure.actes}
    faites = sorted(
        (e for e in siennes if e.satisfaite_par in par_id and e.satisfaite_le), key=lambda e: (e.satisfaite_le, e.cle)
    )
    if faites:
        acte = par_id[faites[-1].satisfaite_par or ""]
        type_ = corpus.vocabulaire.actes[acte.type]
        sens = _libelle(type_, acte, "sens")
        return f"{type_.intitule} : {sens.lower()}" if sens else type_.intitule
    return next((e.sans_objet for e in siennes if e.sans_objet), "")


def _libelle(type_: TypeActe, acte: Acte, nom: str) -> str:
    champ, valeur = type_.champ(nom), acte.valeurs.get(nom)
    if valeur is None:
        return ""
    return champ.libelle(str(valeur)) if champ else str(valeur)
