"""Peuple une base de dossiers fictifs par les services ordinaires : déterministe, relatif à un instant de référence."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import count
from random import Random
from typing import Any

from app.domain.erreurs import ErreurMetier
from app.domain.temps import Instant
from app.ports.unite_de_travail import Base
from app.services.demandes import ActeSaisi, CreerDossier, Demande, Enregistrer, MesureSaisie, OuvrirMesure, Rectifier
from app.services.demonstration import detentions, gardes_a_vue, gardes_a_vue_particulieres, noms, retenues
from app.services.demonstration.scenes import ActeJoue, Mesure, Situation, jouer
from app.services.moteur import MoteurDeRegles
from app.services.registre import Registre

EN_HEURES = gardes_a_vue.SITUATIONS + gardes_a_vue_particulieres.SITUATIONS + retenues.SITUATIONS
SITUATIONS = EN_HEURES + detentions.SITUATIONS
UTILISATEUR = "Démonstration"
ECHEANCES_PAR_PROFIL = {"S": 0, "M": 1_400, "L": 12_000, "XL": 200_000}
"""Échéances ouvertes visées (``produits.md`` § 5) ; le profil S joue une fois chaque situation marquante."""
DETENUS_PAR_PROFIL = {"S": 30, "M": 137, "L": 1_200, "XL": 22_548}
"""Personnes détenues visées (``produits.md`` § 5)."""

_LOT = 25
_TITRES = ("detention", "arse")


class ProfilInconnu(ErreurMetier):
    """Le profil demandé n'existe pas."""

    code = "profil_inconnu"


@dataclass(frozen=True, slots=True)
class Bilan:
    """Ce qui a été créé : dossiers, et échéances ouvertes à la fin."""

    dossiers: int
    echeances_ouvertes: int


class HorlogeDeDemonstration:
    """Une horloge que le peuplement avance à l'heure de chaque saisie."""

    def __init__(self, instant: Instant) -> None:
        self.instant = instant

    def maintenant(self) -> Instant:
        """Rend l'instant de la saisie en cours."""
        return self.instant

    def monotone(self) -> float:
        """Rend les secondes de cet instant."""
        return float(self.instant.secondes)


def peupler(
    base: Base,
    moteur: MoteurDeRegles,
    reference: Instant,
    profil: str = "S",
    graine: int = 1,
    suivre: Callable[[int, int], None] | None = None,
) -> Bilan:
    """Ajoute à la base les dossiers d'un profil (S, M, L, XL), tels qu'ils seraient à l'instant ``reference``.

    Même graine, même référence, même paquet : mêmes dossiers, mêmes identifiants. ``suivre(ouvertes, visees)`` est appelé après
    chaque lot. Lève ``ProfilInconnu``, ou ``Refus`` si la base contient déjà ces dossiers.
    """
    if profil not in ECHEANCES_PAR_PROFIL:
        raise ProfilInconnu(f"Profil « {profil} » inconnu ; profils : {', '.join(ECHEANCES_PAR_PROFIL)}.")
    peuplement = _Peuplement(base, moteur, reference.plus(secondes=-(reference.secondes % 60)), graine)
    peuplement.ajouter([(s, s.marquant) for s in SITUATIONS if s.marquant is not None])
    visees = ECHEANCES_PAR_PROFIL[profil]
    manquent = DETENUS_PAR_PROFIL[profil] - sum(s.marquant is not None for s in detentions.SITUATIONS)
    for debut in range(0, manquent, _LOT):
        peuplement.ajouter(peuplement.tirage(detentions.SITUATIONS, min(_LOT, manquent - debut)))
        if suivre is not None:
            suivre(min(peuplement.ouvertes(), visees), visees)
    while (ouvertes := peuplement.ouvertes()) < visees and peuplement.dossiers < 4 * visees:
        peuplement.ajouter(peuplement.tirage(EN_HEURES))
        if suivre is not None:
            suivre(min(ouvertes, visees), visees)
    return Bilan(peuplement.dossiers, ouvertes)


class _Peuplement:
    def __init__(self, base: Base, moteur: MoteurDeRegles, reference: Instant, graine: int) -> None:
        self._base = base
        self._moteur = moteur
        self._reference = reference
        self._alea = Random(f"clepsydre {graine}")
        self._horloge = HorlogeDeDemonstration(reference)
        self._registre = Registre(base, moteur, self._horloge, UTILISATEUR, self._identifiant)
        self._numeros = count(1)
        self.dossiers = 0

    def ouvertes(self) -> int:
        with self._base.lire() as unite:
            return unite.projection.nombre_d_echeances_ouvertes()

    def tirage(self, situations: tuple[Situation, ...], nombre: int = _LOT) -> list[tuple[Situation, int]]:
        """Tire un lot de situations, plus souvent en cours que closes."""
        tirees = self._alea.choices(situations, [s.poids for s in situations], k=nombre)
        return [(s, self._alea.randint(s.jeune, s.vieux)) for s in tirees]

    def ajouter(self, tirees: list[tuple[Situation, int]]) -> None:
        """Enregistre ces situations en une transaction."""
        self._registre.executer(demande for situation, age in tirees for demande in self._demandes(situation, age))
        self.dossiers += len(tirees)

    def _identifiant(self) -> str:
        return str(uuid.UUID(int=self._alea.getrandbits(128), version=4))

    def _demandes(self, situation: Situation, age: int) -> Iterator[Demande]:
        """Rend les demandes d'un dossier, l'horloge avancée à l'heure de chaque saisie avant de rendre la demande."""
        fuseau = self._moteur.corpus.calendrier(situation.territoire).fuseau
        depart = situation.ancrage or (lambda reference, _fuseau, minutes: reference.plus(minutes=-minutes))
        debut = depart(self._reference, fuseau, age)
        distribution = _Distribution(self._alea)
        dossier_id = self._identifiant()
        self._saisir_a(debut.plus(minutes=12))
        yield self._dossier(situation, dossier_id, debut, fuseau, distribution)
        for mesure in situation.mesures:
            yield from self._mesure(situation, mesure, dossier_id, debut.plus(minutes=mesure.debut), distribution)

    def _dossier(
        self, situation: Situation, dossier_id: str, debut: Instant, fuseau: str, distribution: _Distribution
    ) -> CreerDossier:
        jour = debut.jour(fuseau)
        numero = next(self._numeros)
        detenu = any(m.type in _TITRES for m in situation.mesures)
        procedure = {
            **(distribution.instruction(jour.year, numero) if detenu else {}),
            "numero": f"{jour.year}/{numero:06d}",
            "numero_parquet": f"{jour:%y%j}{numero:06d}",
            "service": distribution.service,
            "date_des_faits": jour,
            **situation.procedure,
        }
        personne: dict[str, Any] = {"nom": distribution.nom, "prenoms": distribution.prenom, "domicile": distribution.domicile}
        if situation.nom != "fait_manquant":
            personne["naissance"] = noms.naissance(self._alea, jour, situation.ans)
        return CreerDossier(situation.territoire, procedure, {**personne, **situation.personne}, id=dossier_id)

    def _mesure(
        self, situation: Situation, mesure: Mesure, dossier_id: str, debut: Instant, distribution: _Distribution
    ) -> Iterator[Demande]:
        joues = list(jouer(mesure, debut, self._reference, self._alea))
        if not joues:
            return
        mesure_id = self._identifiant()
        self._saisir_a(joues[0].saisi_le)
        champs = {**distribution.ecrou(), **mesure.champs} if mesure.type == "detention" else mesure.champs
        yield OuvrirMesure(dossier_id, MesureSaisie(mesure.type, valeurs=champs, id=mesure_id))
        for joue in _par_saisie(joues):
            acte = replace(distribution.completer(joue.acte), id=self._identifiant())
            self._saisir_a(joue.saisi_le)
            yield Enregistrer(mesure_id, acte)
            if joue.juste is not None:
                self._saisir_a(joue.saisi_le.plus(minutes=35))
                yield Rectifier(acte.id, joue.juste, situation.motif or "heure relue au procès-verbal")

    def _saisir_a(self, instant: Instant) -> None:
        self._horloge.instant = min(instant, self._reference)


def _par_saisie(joues: list[ActeJoue]) -> list[ActeJoue]:
    """Rend les actes dans l'ordre où ils sont saisis ; une mesure close se saisit jusqu'au bout avant sa levée."""
    return sorted(joues, key=lambda joue: joue.saisi_le)


class _Distribution:
    """Les personnes d'un dossier : les mêmes du début à la fin."""

    def __init__(self, alea: Random) -> None:
        self.nom = alea.choice(noms.NOMS)
        self.prenom = alea.choice(noms.PRENOMS)
        self.service = alea.choice(noms.SERVICES)
        self.domicile = alea.choice(noms.DOMICILES)
        self._juge = alea.choice(noms.JUGES)
        self._magistrats = {
            "procureur": alea.choice(noms.MAGISTRATS),
            "juge_instruction": alea.choice(noms.JUGES_D_INSTRUCTION),
            "procureur_general": alea.choice(noms.PARQUET_GENERAL),
        }
        self._par_champ = {
            ("placement", "opj"): alea.choice(noms.OPJ),
            ("diligence_medecin", "medecin"): alea.choice(noms.MEDECINS),
            ("arrivee_avocat", "avocat"): alea.choice(noms.AVOCATS),
        }
        self._par_champ["avis_avocat", "avocat"] = self._par_champ["arrivee_avocat", "avocat"]
        self._par_champ["convocation_avocat", "avocat"] = self._par_champ["arrivee_avocat", "avocat"]
        self._alea = Random(f"{self.nom} {self.prenom} {self.domicile}")

    def instruction(self, annee: int, numero: int) -> dict[str, str]:
        """Rend le cabinet et le numéro d'instruction d'une personne détenue."""
        cabinet = self._alea.choice(noms.CABINETS)
        return {"cabinet": cabinet, "numero_instruction": f"{annee % 100:02d}/{numero:04d}"}

    def ecrou(self) -> dict[str, str]:
        """Rend l'établissement et le numéro d'écrou d'une personne détenue."""
        return {"etablissement": self._alea.choice(noms.ETABLISSEMENTS), "ecrou": f"{self._alea.randint(10_000, 99_999)}"}

    def completer(self, acte: ActeSaisi) -> ActeSaisi:
        """Rend l'acte avec les noms que la situation laisse en blanc."""
        ajouts = {champ: nom for (type_, champ), nom in self._par_champ.items() if type_ == acte.type}
        if acte.type in ("prolongation", "avis_magistrat", "report_depart_guyane"):
            decideur = acte.valeurs.get("autorite") or acte.valeurs.get("destinataire") or "procureur"
            ajouts["magistrat"] = self._magistrats.get(decideur, self._juge)
        return replace(acte, valeurs={**ajouts, **acte.valeurs})
