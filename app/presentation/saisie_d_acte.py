"""La saisie d'un acte (ou de plusieurs d'un coup), sans Qt : textes, essai à blanc, conséquences, refus, enregistrement.

Un essai n'écrit rien. Un fait impossible est refusé avec le champ en cause ; un acte réel mais irrégulier s'enregistre, et
demande son motif dès que la nullité ou l'illégalité est encourue.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType

from app.domain.echeance import Gravite, Irregularite
from app.domain.faits import Acte
from app.domain.temps import Instant
from app.presentation.aiguillage import Aiguillage, motiver, ranger
from app.presentation.champs import ChampDeFormulaire, champs_d_acte
from app.presentation.consequences import Consequence, consequences_de
from app.presentation.decisions_prises import avertissements, refusees
from app.presentation.formats import typographier
from app.presentation.formulaires import Cadre, lire_saisie
from app.presentation.questions import CHAMP_LE, champ_le
from app.presentation.saisie import canonique
from app.presentation.valeurs import ecrire_champ
from app.regles.vocabulaire import TypeActe
from app.services.demandes import ActeSaisi, Annuler, Changements, Demande, Enregistrer, Rectifier
from app.services.refus import Refus
from app.services.registre import Registre

A_JUSTIFIER = (Gravite.CRITIQUE, Gravite.ROUGE)
_MOTIF_A_VENIR = "(motif à saisir)"


@dataclass(frozen=True, slots=True)
class Part:
    """Un acte à saisir : son type, ses champs (l'heure d'abord), les textes proposés."""

    type: TypeActe
    champs: tuple[ChampDeFormulaire, ...]
    proposes: Mapping[str, str]

    @property
    def intitule(self) -> str:
        """Rend l'intitulé de l'acte."""
        return typographier(self.type.intitule)


@dataclass(frozen=True, slots=True)
class Essai:
    """Le résultat d'un essai à blanc. ``erreurs`` par (rang de la part, champ) ; ``refus`` quand le registre s'y oppose.

    ``avertissements`` : ce que la loi refuse, par champ ; l'acte ne s'enregistre alors que comme décision prise.
    """

    consequences: tuple[Consequence, ...]
    erreurs: Mapping[tuple[int, str], str]
    manquants: Mapping[tuple[int, str], str]
    refus: str
    a_justifier: tuple[Irregularite, ...]
    essaye: bool
    avertissements: Mapping[tuple[int, str], str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def recevable(self) -> bool:
        """Dit si rien n'empêche d'enregistrer, hors le motif quand il en faut un."""
        return self.essaye and not self.erreurs and not self.manquants and not self.refus


class SaisieDActes:
    """Une saisie dans une mesure. ``rectifie`` : l'acte que la première part remplace."""

    def __init__(
        self, registre: Registre, dossier_id: str, mesure_id: str, *, rectifie: Acte | None = None, poste: str = ""
    ) -> None:
        self._registre = registre
        self.dossier_id = dossier_id
        self.mesure_id = mesure_id
        self.rectifie = rectifie
        self._poste = poste
        dossier = registre.dossier(dossier_id)
        mesure = dossier.mesure(mesure_id)
        self.fuseau = registre.corpus.calendrier(mesure.territoire or dossier.territoire).fuseau
        self._type_de_mesure = mesure.type
        self.version = registre.version(dossier_id)
        self._ouverture = next((a.instant for a in mesure.en_vigueur() if a.instant is not None), None)

    def part(
        self,
        type_: str,
        maintenant: Instant,
        proposes: Mapping[str, str] | None = None,
        aiguillage: Aiguillage | None = None,
    ) -> Part:
        """Décrit un acte à saisir, l'heure proposée « maintenant » ; pour une rectification, ses valeurs actuelles.

        ``aiguillage`` : la juridiction à saisir d'une demande, proposée avec sa raison.
        """
        connu = self._registre.corpus.vocabulaire.acte(type_)
        famille = self._registre.corpus.vocabulaire.mesure(self._type_de_mesure).famille
        le = champ_le(connu, famille, "Début" if connu.duree else "Heure")
        le = replace(le, obligatoire=not connu.heure_facultative)
        champs = ranger((le, *champs_d_acte(connu)), connu)
        if self.rectifie is not None and self.rectifie.type == type_:
            return Part(connu, champs, self._textes_de(self.rectifie, champs))
        minute = canonique(Instant(maintenant.secondes // 60 * 60), self.fuseau)
        propose = f"{maintenant.jour(self.fuseau):%d/%m/%Y}" if le.genre == "jour_ou_instant" else minute
        aiguille = {"juridiction": aiguillage.juridiction} if aiguillage is not None and aiguillage.juridiction else {}
        return Part(connu, motiver(champs, aiguillage), {"le": propose, **aiguille, **(proposes or {})})

    def _textes_de(self, acte: Acte, champs: Iterable[ChampDeFormulaire]) -> dict[str, str]:
        textes = {c.nom: ecrire_champ(c, acte.valeurs.get(c.nom), self.fuseau) for c in champs}
        textes["le"] = ecrire_champ(CHAMP_LE, acte.le, self.fuseau)
        return textes

    def cadre(self, maintenant: Instant) -> Cadre:
        """Rend de quoi lire une heure dans cette mesure."""
        return Cadre(maintenant, self.fuseau, self._poste, self._ouverture)

    # --- essayer, enregistrer ------------------------------------------------------------------------------------------------

    def essayer(
        self, parts: Sequence[Part], textes: Sequence[Mapping[str, str]], maintenant: Instant, motif: str = ""
    ) -> Essai:
        """Essaie à blanc. Ne lève rien : un refus est rendu avec le champ en cause."""
        actes, erreurs, manquants = self._lire(parts, textes, maintenant)
        if erreurs or manquants:
            return Essai((), erreurs, manquants, "", (), essaye=False)
        try:
            difference = self._registre.simuler(self.dossier_id, self._demandes(actes, motif.strip() or _MOTIF_A_VENIR))
        except Refus as refus:
            return Essai((), {(_rang(parts, refus), refus.champ or "le"): typographier(str(refus))}, {}, str(refus), (), True)
        nouvelles = tuple(i for i in difference.irregularites_nouvelles if i.gravite in A_JUSTIFIER)
        dits = avertissements(nouvelles, textes)
        return Essai(consequences_de(difference, self._poste), {}, {}, "", nouvelles, True, dits)

    def enregistrer(
        self, parts: Sequence[Part], textes: Sequence[Mapping[str, str]], maintenant: Instant, motif: str = ""
    ) -> Changements:
        """Enregistre tout d'un seul tenant. Lève ``Refus`` : impossible, refusé sans motif, ou dossier changé entre-temps."""
        actes, erreurs, manquants = self._lire(parts, textes, maintenant)
        for (_, champ), message in {**erreurs, **manquants}.items():
            raise Refus(message, code="champ_illisible", champ=champ)
        if not motif.strip() and refusees(self.essayer(parts, textes, maintenant).a_justifier):
            raise Refus("La loi refuse cette prolongation : la dire prise, avec son motif.", code="motif_exige", champ="motif")
        return self._registre.executer(self._demandes(actes, motif.strip()), version=self.version)

    def annuler(self, acte_id: str, motif: str) -> Changements:
        """Retire un acte par rectification. Lève ``Refus``."""
        return self._registre.executer([Annuler(acte_id, motif)], version=self.version)

    def essayer_d_annuler(self, acte_id: str) -> Essai:
        """Dit ce que changerait le retrait d'un acte."""
        try:
            difference = self._registre.simuler(self.dossier_id, [Annuler(acte_id, _MOTIF_A_VENIR)])
        except Refus as refus:
            return Essai((), {(0, refus.champ or "le"): typographier(str(refus))}, {}, str(refus), (), True)
        return Essai(consequences_de(difference, self._poste), {}, {}, "", (), essaye=True)

    def _demandes(self, actes: Sequence[ActeSaisi], motif: str) -> list[Demande]:
        if self.rectifie is not None:
            premier, *autres = actes
            return [Rectifier(self.rectifie.id, premier, motif), *(Enregistrer(self.mesure_id, a) for a in autres)]
        reel = "" if motif == _MOTIF_A_VENIR else motif
        return [Enregistrer(self.mesure_id, a, reel) for a in actes]

    def _lire(
        self, parts: Sequence[Part], textes: Sequence[Mapping[str, str]], maintenant: Instant
    ) -> tuple[list[ActeSaisi], dict[tuple[int, str], str], dict[tuple[int, str], str]]:
        actes: list[ActeSaisi] = []
        erreurs: dict[tuple[int, str], str] = {}
        manquants: dict[tuple[int, str], str] = {}
        for rang, (part, ecrits) in enumerate(zip(parts, textes, strict=True)):
            saisie = lire_saisie(part.champs, ecrits, self.cadre(maintenant))
            erreurs |= {(rang, nom): message for nom, message in saisie.erreurs.items()}
            manquants |= {(rang, nom): message for nom, message in saisie.manquants.items()}
            valeurs = dict(saisie.valeurs)
            le = valeurs.pop("le", None)
            actes.append(ActeSaisi(part.type.type, le if isinstance(le, Instant | date) else None, valeurs))
        return actes, erreurs, manquants


def _rang(parts: Sequence[Part], refus: Refus) -> int:
    """Rend la part refusée : celle dont l'intitulé est en cause, à défaut la dernière."""
    return next((i for i, p in enumerate(parts) if p.type.intitule == refus.ou), len(parts) - 1)
