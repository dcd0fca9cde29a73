"""Les prolongations, sans Qt : la prochaine licite se propose, les autres se montrent grisées avec leur raison.

Ce qui est permis, par qui, sous quelles formes et jusqu'à quand vient du moteur (paliers du paquet) : rien ne se décide ici.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from app.domain.echeance import Echeance, Incalculable, Portee, Resultat
from app.domain.faits import Dossier
from app.domain.temps import Instant
from app.presentation.formats import date_heure, jour_et_heure, majuscule, nom_de_zone, plier, typographier
from app.presentation.urgence import lire_alertes


@dataclass(frozen=True, slots=True)
class Prolongation:
    """Une prolongation possible, refusée ou indéterminée.

    ``avant`` : la décision doit être prise strictement avant. ``demander`` : premier seuil d'alerte de la règle, un usage et
    non un délai légal. ``proposee`` : la prochaine licite, seule à s'offrir. ``forclose`` : il est trop tard pour la décider ;
    seule une décision déjà prise à temps peut encore être saisie. ``raison`` : pourquoi elle est grisée, ou ce qu'elle exige.
    """

    cle: str
    action: str
    autorite: str
    jusqu_a: Instant | None
    avant: Instant | None
    demander: Instant | None
    fuseau: str
    formalites: tuple[str, ...]
    proposee: bool
    forclose: bool
    raison: str
    manquants: tuple[str, ...]
    type_acte: str
    valeurs: Mapping[str, str]
    source: Echeance | Incalculable

    @property
    def permise(self) -> bool:
        """Dit si la loi la permet à cette personne, maintenant ou après la précédente."""
        return isinstance(self.source, Echeance) and not self.source.sans_objet

    def echeance_de_la_demande(self, poste: str = "") -> str:
        """Rend « à décider avant… » : la dernière minute utile, et le moment d'usage pour demander."""
        if self.avant is None:
            return ""
        zone = f" ({nom_de_zone(self.fuseau)})" if poste and poste != self.fuseau else ""
        if isinstance(self.source, Echeance) and self.source.cumul:
            return f"à décider au plus tard le {date_heure(self.avant, self.fuseau, en_jours=True)}"
        texte = f"à décider avant {_court(self.avant, self.fuseau)}{zone}"
        return f"{texte}, à demander avant {_court(self.demander, self.fuseau)} (usage)" if self.demander else texte


def _court(instant: Instant, fuseau: str) -> str:
    jour, heure = jour_et_heure(instant, fuseau, annee=instant.locale(fuseau).year)
    return f"{jour} {heure}"


def prolongations_de(dossier: Dossier, mesure_id: str, resultat: Resultat, maintenant: Instant) -> tuple[Prolongation, ...]:
    """Rend les prolongations de la mesure, de la plus proche à la plus lointaine ; les indéterminées avec ce qui manque."""
    possibles = sorted(
        (e for e in resultat.echeances if e.mesure == mesure_id and e.portee is Portee.POSSIBLE and _allonge(e.objet)),
        key=lambda e: (e.depart or e.legal, e.legal, bool(e.sans_objet), e.cle),
    )
    permises = [e for e in possibles if not e.sans_objet and e.depart is not None]
    prochaine = min((e.depart for e in permises if e.depart is not None), default=None)
    d_abord = next((e.action for e in permises if e.depart == prochaine), "")
    cadre = str(dossier.procedure.get("cadre", ""))
    rendues = [
        _de_l_echeance(e, proposee=e in permises and e.depart == prochaine, d_abord=d_abord, cadre=cadre, a=maintenant)
        for e in possibles
    ]
    return (*rendues, *(_indeterminee(i) for i in resultat.incalculables if _est_une_prolongation(i, mesure_id)))


def _est_une_prolongation(i: Incalculable, mesure_id: str) -> bool:
    return i.mesure == mesure_id and _allonge(i.objet)


def _allonge(objet: str) -> bool:
    """Dit si l'objet allonge la mesure : fin d'une étape, ou pas d'un titre ; les vingt heures de l'article 803-3, non."""
    return objet.startswith(("fin_de_mesure_", "prolongation_"))


def _de_l_echeance(e: Echeance, *, proposee: bool, d_abord: str, cadre: str, a: Instant) -> Prolongation:
    forclose = proposee and e.depart is not None and e.depart <= a
    raison = "" if proposee else typographier(e.sans_objet or f"d'abord : {d_abord[:1].lower()}{d_abord[1:]}")
    if forclose and e.depart is not None:
        quand = date_heure(e.depart, e.fuseau, en_jours=bool(e.cumul))
        au_plus = f"prise avant le {quand}" if not e.cumul else f"prise au plus tard le {quand}"
        raison = f"trop tard pour la décider : ne saisir ici qu’une décision {au_plus}"
    type_acte, *fondements = e.conditions or ("prolongation",)
    valeurs = {"fondement": fondements[0]} if fondements else {}
    autorite = autorite_de(e.autorite, cadre)
    if autorite:
        valeurs["autorite"] = autorite
    return Prolongation(
        cle=e.cle,
        action=majuscule(typographier(e.action)),
        autorite=typographier(e.autorite),
        jusqu_a=e.prudent,
        avant=e.depart,
        demander=_a_demander(e),
        fuseau=e.fuseau,
        formalites=tuple(map(typographier, e.formalites)),
        proposee=proposee,
        forclose=forclose,
        raison=raison,
        manquants=(),
        type_acte=type_acte,
        valeurs=MappingProxyType(valeurs),
        source=e,
    )


def _a_demander(e: Echeance) -> Instant | None:
    minutes = lire_alertes(" ".join(map(str, e.alertes)))
    return e.depart.plus(minutes=-minutes[-1]) if e.depart and minutes else None


def _indeterminee(i: Incalculable) -> Prolongation:
    return Prolongation(
        cle=i.cle,
        action=majuscule(typographier(i.raison)),
        autorite="",
        jusqu_a=None,
        avant=None,
        demander=None,
        fuseau="",
        formalites=(),
        proposee=False,
        forclose=False,
        raison="il manque un fait pour le dire",
        manquants=i.faits_manquants,
        type_acte="",
        valeurs=MappingProxyType({}),
        source=i,
    )


def autorite_de(texte: str, cadre: str) -> str:
    """Devine, pour préremplir seulement, la valeur du champ « Autorité » d'après l'autorité écrite par la règle et le cadre."""
    mots = plier(texte)
    if "juge d'instruction" in mots and cadre == "commission_rogatoire":
        return "juge_instruction"
    if "jld" in mots or "libertes" in mots:
        return "jld" if cadre != "commission_rogatoire" else ""
    if mots.startswith("procureur de la republique") and "juge" not in mots:
        return "procureur"
    return "juge_instruction" if mots.startswith("juge d'instruction") else ""
