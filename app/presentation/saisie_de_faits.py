"""Compléter ou corriger les faits d'un dossier, sans Qt : personne, affaire, mesure ; l'essai dit ce que cela change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.faits import Valeur
from app.domain.temps import Instant
from app.presentation.champs import ChampDeFormulaire, champs_de, champs_de_mesure
from app.presentation.consequences import Consequence, consequences_de
from app.presentation.formats import typographier
from app.presentation.formulaires import Cadre, lire_saisie
from app.presentation.valeurs import ecrire_champ
from app.services.demandes import Changements, RectifierFaits
from app.services.refus import Refus
from app.services.registre import Registre

Cle = tuple[str, str]
"""(sujet, champ) : « personne », « procedure » ou « mesure »."""

TITRES = {"personne": "Personne", "procedure": "Affaire", "mesure": "Mesure"}
_MOTIF_A_VENIR = "(motif à saisir)"


@dataclass(frozen=True, slots=True)
class EssaiDeFaits:
    """Le résultat d'un essai : conséquences, messages par champ, et si une valeur connue change (le motif est alors exigé)."""

    consequences: tuple[Consequence, ...]
    erreurs: Mapping[Cle, str]
    refus: str
    motif_exige: bool
    change: bool

    @property
    def recevable(self) -> bool:
        """Dit si l'enregistrement est possible, hors motif."""
        return self.change and not self.erreurs and not self.refus


class SaisieDeFaits:
    """Les faits d'un dossier et d'une de ses mesures, prêts à être complétés."""

    def __init__(self, registre: Registre, dossier_id: str, mesure_id: str, poste: str = "") -> None:
        self._registre = registre
        self.dossier_id = dossier_id
        self.mesure_id = mesure_id
        self._poste = poste
        dossier = registre.dossier(dossier_id)
        mesure = dossier.mesure(mesure_id)
        vocabulaire = registre.corpus.vocabulaire
        self.version = registre.version(dossier_id)
        self.fuseau = registre.corpus.calendrier(mesure.territoire or dossier.territoire).fuseau
        self.champs: Mapping[str, tuple[ChampDeFormulaire, ...]] = {
            "personne": champs_de(vocabulaire.personne),
            "procedure": champs_de(vocabulaire.procedure),
            "mesure": champs_de_mesure(vocabulaire, mesure.type),
        }
        self._connus: Mapping[str, Mapping[str, Valeur]] = {
            "personne": dossier.personne,
            "procedure": dossier.procedure,
            "mesure": mesure.valeurs,
        }

    def textes(self, sujet: str) -> dict[str, str]:
        """Rend les valeurs connues, comme on les retaperait."""
        connus = self._connus[sujet]
        return {c.nom: ecrire_champ(c, connus.get(c.nom), self.fuseau) for c in self.champs[sujet] if c.nom in connus}

    def cadre(self, maintenant: Instant) -> Cadre:
        """Rend de quoi lire une date dans ce dossier."""
        return Cadre(maintenant, self.fuseau, self._poste)

    def essayer(self, textes: Mapping[str, Mapping[str, str]], maintenant: Instant) -> EssaiDeFaits:
        """Essaie à blanc. Ne lève rien."""
        changes, erreurs = self._lire(textes, maintenant)
        exige = any(nom in self._connus[sujet] for sujet, valeurs in changes.items() for nom in valeurs)
        if erreurs or not any(changes.values()):
            return EssaiDeFaits((), erreurs, "", exige, change=False)
        try:
            difference = self._registre.simuler(self.dossier_id, [self._demande(changes, _MOTIF_A_VENIR)])
        except Refus as refus:
            sujet = next((s for s, valeurs in changes.items() if refus.champ in valeurs), "procedure")
            return EssaiDeFaits((), {(sujet, refus.champ): typographier(str(refus))}, str(refus), exige, change=True)
        return EssaiDeFaits(consequences_de(difference, self._poste), {}, "", exige, change=True)

    def enregistrer(self, textes: Mapping[str, Mapping[str, str]], maintenant: Instant, motif: str) -> Changements:
        """Enregistre ce qui a changé. Lève ``Refus``."""
        changes, erreurs = self._lire(textes, maintenant)
        for (_, champ), message in erreurs.items():
            raise Refus(message, code="champ_illisible", champ=champ)
        return self._registre.executer([self._demande(changes, motif)], version=self.version)

    def _demande(self, changes: Mapping[str, Mapping[str, Any]], motif: str) -> RectifierFaits:
        return RectifierFaits(
            self.dossier_id,
            procedure=changes["procedure"],
            personne=changes["personne"],
            mesure_id=self.mesure_id if changes["mesure"] else None,
            mesure=changes["mesure"],
            motif=motif,
        )

    def _lire(
        self, textes: Mapping[str, Mapping[str, str]], maintenant: Instant
    ) -> tuple[dict[str, dict[str, Valeur | None]], dict[Cle, str]]:
        """Rend les seules valeurs changées (``None`` : retirée) et les messages."""
        changes: dict[str, dict[str, Valeur | None]] = {}
        erreurs: dict[Cle, str] = {}
        for sujet, champs in self.champs.items():
            ecrits = textes.get(sujet, {})
            saisie = lire_saisie(champs, ecrits, self.cadre(maintenant))
            erreurs |= {(sujet, nom): message for nom, message in saisie.erreurs.items()}
            connus = self._connus[sujet]
            changes[sujet] = {nom: v for nom, v in saisie.valeurs.items() if connus.get(nom) != v}
            changes[sujet] |= {c.nom: None for c in champs if c.nom in connus and not ecrits.get(c.nom, "").strip()}
        return changes, erreurs
