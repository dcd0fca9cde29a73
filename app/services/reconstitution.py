"""De l'historique d'un dossier aux faits que le moteur lit : le repli, pur, de tous les enregistrements."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from app.domain.faits import Acte, Dossier, Mesure, Valeur
from app.ports.enregistrements import Enregistrement, EnTeteDeMesure, Sujet
from app.ports.unite_de_travail import UniteDeTravail
from app.regles.vocabulaire import Vocabulaire
from app.services.refus import inconnu

TERRITOIRE = "territoire"
"""Champ réservé : territoire du dossier (sujet ``DOSSIER``) ou propre à une mesure (sujet ``MESURE``)."""


@dataclass(frozen=True, slots=True)
class Historique:
    """Tout ce qui a été enregistré d'un dossier, dans l'ordre."""

    dossier_id: str
    mesures: tuple[EnTeteDeMesure, ...] = ()
    enregistrements: tuple[Enregistrement, ...] = ()

    @property
    def version(self) -> int:
        """Rend l'ordre du dernier enregistrement."""
        return self.enregistrements[-1].ordre if self.enregistrements else 0

    def avec(self, *, mesures: Iterable[EnTeteDeMesure] = (), enregistrements: Iterable[Enregistrement] = ()) -> Historique:
        """Rend l'historique augmenté."""
        return replace(self, mesures=(*self.mesures, *mesures), enregistrements=(*self.enregistrements, *enregistrements))

    def mesure(self, mesure_id: str) -> EnTeteDeMesure:
        """Rend l'en-tête d'une mesure du dossier. Lève ``Refus`` si elle n'en est pas."""
        for mesure in self.mesures:
            if mesure.id == mesure_id:
                return mesure
        raise inconnu("La mesure", mesure_id)

    def acte(self, acte_id: str) -> Enregistrement:
        """Rend un acte du dossier. Lève ``Refus`` s'il n'en est pas."""
        for e in self.enregistrements:
            if e.id == acte_id and e.sujet is Sujet.ACTE:
                return e
        raise inconnu("L'acte", acte_id)

    def remplacant(self, acte_id: str) -> Enregistrement | None:
        """Rend l'enregistrement qui a déjà rectifié ou annulé celui-ci, ou ``None``."""
        return next((e for e in self.enregistrements if e.remplace == acte_id), None)

    def faits(self, sujet: Sujet, mesure_id: str | None = None) -> dict[str, Valeur]:
        """Rend les faits en vigueur d'un sujet : chaque enregistrement complète, remplace ou retire des champs."""
        faits: dict[str, Valeur] = {}
        for e in self.enregistrements:
            if e.sujet is sujet and e.mesure_id == mesure_id:
                for nom, valeur in e.champs.items():
                    if valeur is None:
                        faits.pop(nom, None)
                    else:
                        faits[nom] = valeur
        return faits

    def annulees(self) -> frozenset[str]:
        """Rend les mesures ouvertes par erreur et annulées."""
        etats: dict[str, bool] = {
            e.mesure_id: e.annule for e in self.enregistrements if e.sujet is Sujet.MESURE and e.mesure_id
        }
        return frozenset(mesure_id for mesure_id, annulee in etats.items() if annulee)


def charger(unite: UniteDeTravail, dossier_id: str) -> Historique:
    """Lit l'historique d'un dossier. Lève ``Refus`` s'il n'existe pas."""
    if unite.registre.dossier(dossier_id) is None:
        raise inconnu("Le dossier", dossier_id)
    return Historique(dossier_id, unite.registre.mesures(dossier_id), unite.registre.enregistrements(dossier_id))


def reconstituer(historique: Historique, vocabulaire: Vocabulaire) -> Dossier:
    """Rend les faits du dossier tels que le moteur les lit, mesures annulées exclues, actes rectifiés compris."""
    annulees = historique.annulees()
    par_mesure: dict[str, list[Acte]] = {m.id: [] for m in historique.mesures}
    for e in historique.enregistrements:
        if e.sujet is Sujet.ACTE and e.mesure_id is not None:
            par_mesure[e.mesure_id].append(acte_de(e, vocabulaire))
    mesures = []
    for entete in historique.mesures:
        if entete.id in annulees:
            continue
        valeurs = historique.faits(Sujet.MESURE, entete.id)
        territoire = valeurs.pop(TERRITOIRE, None)
        mesures.append(
            Mesure(entete.id, entete.type, valeurs, tuple(par_mesure[entete.id]), str(territoire) if territoire else None)
        )
    return Dossier(
        id=historique.dossier_id,
        territoire=str(historique.faits(Sujet.DOSSIER).get(TERRITOIRE, "")),
        procedure=historique.faits(Sujet.PROCEDURE),
        personne=historique.faits(Sujet.PERSONNE),
        mesures=tuple(mesures),
    )


def acte_de(e: Enregistrement, vocabulaire: Vocabulaire) -> Acte:
    """Rend l'acte du domaine. Un type que le paquet en vigueur ne connaît plus garde sa place, avec la préséance 0."""
    connu = vocabulaire.actes.get(e.type)
    return Acte(
        id=e.id,
        type=e.type,
        le=e.le,
        valeurs={nom: valeur for nom, valeur in e.champs.items() if valeur is not None},
        rang=connu.rang if connu else 0,
        saisi_le=e.saisi_le,
        saisi_par=e.saisi_par,
        remplace=e.remplace,
        annule=e.annule,
        motif=e.motif,
    )
