"""La frise d'une mesure, sans Qt : ce qui est autorisé, possible, interdit ; les heures qui comptent ici ; les actes.

L'axe est celui de la privation de liberté cumulée : la minute zéro précède le départ de la mesure de tout ce qui s'impute déjà.
Rien n'est calculé ici : bandes et bornes viennent des échéances du moteur, qui portent leur raison.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from app.domain.echeance import Constat, Echeance, Nature, Portee, Resultat
from app.domain.faits import Dossier, Mesure
from app.domain.francais import dire_duree
from app.domain.temps import Instant
from app.presentation.formats import majuscule, typographier
from app.presentation.regle_des_heures import HEURE, ChangementDHeure, changements_d_heure
from app.presentation.reperes import Repere, reperes_de
from app.regles.vocabulaire import Vocabulaire


class Genre(StrEnum):
    """Ce que vaut une portion de la frise. La trame la dit autant que la couleur."""

    SUBI = "déjà subi"
    AUTORISE = "autorisé"
    POSSIBLE = "possible"
    INTERDIT = "interdit"
    DEFEREMENT = "défèrement"
    OUVERT = "sans durée fixée"


@dataclass(frozen=True, slots=True)
class Bande:
    """Une portion de temps, de ``debut`` inclus à ``fin`` exclue."""

    genre: Genre
    debut: Instant
    fin: Instant
    titre: str
    detail: str = ""
    conditions: tuple[str, ...] = ()
    cle: str = ""


@dataclass(frozen=True, slots=True)
class Borne:
    """Une heure qui compte pour cette personne : la vingt-quatrième, la quarante-huitième… (les deux lectures)."""

    libelle: str
    legal: Instant
    prudent: Instant
    acquise: bool
    cle: str = ""


@dataclass(frozen=True, slots=True)
class Frise:
    """Toute la frise, en instants ; le widget n'en fait que des pixels."""

    fuseau: str
    debut: Instant
    fin: Instant
    depart: Instant
    imputees: int
    bandes: tuple[Bande, ...]
    bornes: tuple[Borne, ...]
    reperes: tuple[Repere, ...]
    changements: tuple[ChangementDHeure, ...]
    levee: Instant | None = None
    en_jours: bool = False

    def part(self, instant: Instant) -> float:
        """Rend la place d'un instant, 0 au début de la frise et 1 à sa fin."""
        return (instant.secondes - self.debut.secondes) / max(1, self.fin.secondes - self.debut.secondes)

    def instant(self, part: float) -> Instant:
        """Rend l'instant d'une place."""
        return Instant(self.debut.secondes + round(part * (self.fin.secondes - self.debut.secondes)))


def frise_de(
    dossier: Dossier, mesure_id: str, resultat: Resultat, vocabulaire: Vocabulaire, maintenant: Instant
) -> Frise | None:
    """Construit la frise d'une mesure ; ``None`` si son début n'est pas établi."""
    mesure = dossier.mesure(mesure_id)
    fins = [e for e in resultat.echeances if e.mesure == mesure_id and e.nature is Nature.LIBERTE]
    depart = _depart(mesure_id, resultat, fins)
    if depart is None:
        return None
    imputees = _entier(mesure_id, "minutes_imputees", resultat)
    fuseau = fins[0].fuseau if fins else next((e.fuseau for e in resultat.echeances if e.mesure == mesure_id), "Europe/Paris")
    levee = levee_de(mesure, vocabulaire)
    chaine = [e for e in fins if e.depart is not None and e.objet.startswith("fin_de_mesure")]
    zero = depart.plus(minutes=-imputees)
    bandes = [_subi(zero, depart)] if imputees else []
    bandes += _bandes(chaine, depart, levee, maintenant)
    bandes += _deferement(fins, chaine, levee)
    if not bandes:
        bandes.append(Bande(Genre.OUVERT, depart, max(depart, levee or maintenant), "sans durée fixée", "aucun terme chiffré"))
    reperes = reperes_de(mesure, resultat, vocabulaire, fuseau, depart if imputees else depart.plus(heures=-_AVANT_LE_DEPART))
    dernier = max([b.fin for b in bandes] + [r.fin or r.debut for r in reperes] + ([] if levee else [maintenant]))
    debut = min([zero] + [r.debut for r in reperes])
    marge = max(HEURE, round((dernier.secondes - debut.secondes) * 0.075))
    fin = dernier.plus(secondes=marge)
    if levee is None and chaine:
        bandes.append(_interdit(bandes[-1].fin, fin, chaine, maintenant))
    return Frise(
        fuseau=fuseau,
        debut=debut.plus(secondes=-marge // 6),
        fin=fin,
        depart=depart,
        imputees=imputees,
        bandes=tuple(bandes),
        bornes=_bornes(chaine, depart, imputees, levee or maintenant, close=levee is not None),
        reperes=reperes,
        changements=tuple(changements_d_heure(debut, fin, fuseau)),
        levee=levee,
    )


def _depart(mesure_id: str, resultat: Resultat, fins: Iterable[Echeance]) -> Instant | None:
    constat = constat_de(resultat, mesure_id, "t0")
    if constat is not None and isinstance(constat.valeur, Instant):
        return constat.valeur
    return next((e.depart for e in fins if e.depart is not None and e.portee is Portee.ACQUISE), None)


def constat_de(resultat: Resultat, mesure_id: str, nom: str) -> Constat | None:
    """Rend le constat de ce nom pour cette mesure, ou ``None``."""
    return next((c for c in resultat.constats if c.mesure == mesure_id and c.nom == nom), None)


def _entier(mesure_id: str, nom: str, resultat: Resultat) -> int:
    constat = constat_de(resultat, mesure_id, nom)
    return constat.valeur if constat is not None and isinstance(constat.valeur, int) else 0


def levee_de(mesure: Mesure, vocabulaire: Vocabulaire) -> Instant | None:
    """Rend l'instant de l'acte qui clôt la mesure, ou ``None``."""
    cloture = vocabulaire.mesure(mesure.type).cloture
    return next((a.instant for a in mesure.en_vigueur() if a.type == cloture and a.instant is not None), None)


def _subi(zero: Instant, depart: Instant) -> Bande:
    duree = dire_duree(depart.secondes - zero.secondes)
    return Bande(Genre.SUBI, zero, depart, f"{duree} déjà subies", "privation de liberté imputée sur la durée de la mesure")


def _bandes(chaine: list[Echeance], depart: Instant, levee: Instant | None, maintenant: Instant) -> list[Bande]:
    """Enchaîne les étapes acquises (pleines) puis les prolongations permises (hachurées).

    Une prolongation refusée, ou qu'il est trop tard pour décider, n'allonge rien : l'interdit commence là.
    """
    bandes: list[Bande] = []
    ici = depart
    acquises = sorted((e for e in chaine if e.portee is Portee.ACQUISE), key=lambda e: e.prudent)
    for e in acquises:
        fin = min(e.prudent, levee) if levee else e.prudent
        if fin > ici:
            bandes.append(Bande(Genre.AUTORISE, ici, fin, "autorisé", _par(e), cle=e.cle))
            ici = fin
    if levee is not None:
        if levee > ici:
            bandes.append(Bande(Genre.INTERDIT, ici, levee, "hors délai", "la mesure a duré au-delà de sa limite"))
        return bandes
    possibles = sorted((e for e in chaine if e.portee is Portee.POSSIBLE and not e.sans_objet), key=lambda e: (e.legal, e.cle))
    for e in possibles:
        if e.depart is not None and e.depart <= maintenant:
            break
        if e.prudent > ici:
            bandes.append(Bande(Genre.POSSIBLE, ici, e.prudent, majuscule(e.action), _par(e), e.formalites, e.cle))
            ici = e.prudent
    return bandes


def _par(e: Echeance) -> str:
    return typographier(e.autorite)


def _deferement(fins: list[Echeance], chaine: list[Echeance], levee: Instant | None) -> list[Bande]:
    """Après la levée : le temps laissé pour présenter la personne, jusqu'à la première des échéances qui restent."""
    if levee is None:
        return []
    autres = [
        e
        for e in fins
        if e not in chaine and e.portee is Portee.ACQUISE and not e.sans_objet and e.prudent > levee and e.depart == levee
    ]
    if not autres:
        return []
    retenue = min(autres, key=lambda e: e.prudent)
    fin = retenue.satisfaite_le or retenue.prudent
    bandes = [
        Bande(Genre.DEFEREMENT, levee, min(fin, retenue.prudent), "défèrement", typographier(retenue.action), (), retenue.cle)
    ]
    if fin > retenue.prudent:
        bandes.append(Bande(Genre.INTERDIT, retenue.prudent, fin, "hors délai", "présentation après l’échéance"))
    return bandes


def _interdit(debut: Instant, fin: Instant, chaine: list[Echeance], maintenant: Instant) -> Bande:
    if debut <= maintenant:
        return Bande(
            Genre.INTERDIT, debut, fin, "hors délai", "aucune prolongation enregistrée à temps : la mesure devait cesser"
        )
    refus = [e for e in chaine if e.portee is Portee.POSSIBLE and e.sans_objet and e.legal > debut]
    premier = min(refus, key=lambda e: e.legal, default=None)
    detail = typographier(premier.sans_objet) if premier else "aucune prolongation n’est prévue au-delà"
    return Bande(Genre.INTERDIT, debut, fin, "interdit", detail, cle=premier.cle if premier else "")


def _bornes(chaine: list[Echeance], depart: Instant, imputees: int, a: Instant, *, close: bool) -> tuple[Borne, ...]:
    """Rend les heures qui comptent : les acquises (jusqu'à la levée), les possibles qui peuvent encore se décider."""
    par_instant: dict[Instant, Borne] = {}
    for e in sorted(chaine, key=lambda e: (e.legal, e.portee is Portee.POSSIBLE, e.cle)):
        forclose = e.depart is not None and e.depart <= a
        if (e.portee is Portee.POSSIBLE and (e.sans_objet or close or forclose)) or (close and e.prudent > a):
            continue
        minutes = (e.legal.secondes - depart.secondes) // 60 + imputees
        libelle = f"{minutes // 60} h {minutes % 60:02d}" if minutes % 60 else f"{minutes // 60} h"
        par_instant.setdefault(e.legal, Borne(typographier(libelle), e.legal, e.prudent, e.portee is Portee.ACQUISE, e.cle))
    return tuple(par_instant.values())


_AVANT_LE_DEPART = 2
"""Heures montrées avant le départ légal ; ce qui s'impute de plus ancien se lit dans la bande « déjà subi »."""


def fenetre(frise: Frise, debut: Instant, fin: Instant) -> Frise:
    """Rend la même frise vue de plus près : de ``debut`` à ``fin``, sans rien changer de ce qui s'y passe."""
    bandes = tuple(
        replace(b, debut=max(b.debut, debut), fin=min(b.fin, fin)) for b in frise.bandes if b.fin > debut and b.debut < fin
    )
    return replace(
        frise,
        debut=debut,
        fin=fin,
        bandes=bandes,
        bornes=tuple(b for b in frise.bornes if debut <= b.prudent <= fin),
        reperes=tuple(r for r in frise.reperes if debut <= r.debut <= fin),
        changements=tuple(c for c in frise.changements if debut <= c.instant <= fin),
    )
