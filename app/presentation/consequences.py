"""Ce qu'une saisie changerait, sans Qt : dit avant d'enregistrer, dans l'ordre de gravité, avec l'avant et l'après."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from app.domain.echeance import Echeance, Gravite, Incalculable, Irregularite, Nature, Portee, Resultat
from app.domain.temps import Instant
from app.presentation.formats import accorder, enumerer, jour_et_heure, majuscule, nom_de_zone, saison, typographier
from app.services.difference import Difference


class Effet(StrEnum):
    """Ce qui arrive à une échéance ou à la régularité de la mesure."""

    IRREGULARITE = "irrégularité"
    MANQUE = "incalculable"
    NOUVELLE = "nouvelle échéance"
    DEPLACEE = "échéance déplacée"
    ROUVERTE = "échéance rouverte"
    CLOSE = "échéance close"
    RETIREE = "échéance retirée"
    POSSIBLE = "devient possible"
    IMPOSSIBLE = "n’est plus possible"
    REGULARISE = "irrégularité levée"
    ETABLI = "devient calculable"


@dataclass(frozen=True, slots=True)
class Consequence:
    """Une ligne : ce qui arrive, à quoi, de quand à quand. ``source`` est ce que « Pourquoi ? » explique."""

    effet: Effet
    titre: str
    avant: str
    apres: str
    detail: str
    gravite: Gravite | None
    source: Echeance | Incalculable | Irregularite

    @property
    def phrase(self) -> str:
        """Rend la ligne en une phrase, pour un lecteur d'écran."""
        quand = f" : {self.avant} → {self.apres}" if self.avant and self.apres else f" : {self.avant or self.apres}"
        dit = f"{self.titre}{quand}" if self.avant or self.apres else self.titre.rstrip(".")
        return f"{majuscule(self.effet.value)}. {dit}. {self.detail}".strip()


_GRAVITES = tuple(Gravite)
_PRESSE = {Nature.LIBERTE: 0, Nature.RAPPEL: 2}


def consequences_de(difference: Difference, poste: str = "", mesure_id: str | None = None) -> tuple[Consequence, ...]:
    """Rend les conséquences d'une saisie : irrégularités, terme du titre, puis le reste. ``mesure_id`` restreint à une mesure.

    Un repère de fiche répète une limite : il n'y paraît pas. Un délai minimal ou un rappel qui s'éteint ne change rien.
    """
    d = _sans_reperes(difference)
    termes, deplacees = _termes(d)
    lignes: list[Consequence] = [_irreguliere(i, Effet.IRREGULARITE) for i in _par_gravite(d.irregularites_nouvelles)]
    lignes += [_manque(i, Effet.MANQUE) for i in d.incalculables_nouveaux]
    lignes += [_terme(a, b, poste) for a, b in termes]
    lies = {e.cle for paire in termes for e in paire}
    lignes += [_echeance(e, Effet.NOUVELLE, poste) for e in sorted(_vivantes(d.ajoutees), key=_rang) if e.cle not in lies]
    lignes += [_deplacee(a, b, poste) for a, b in sorted(deplacees, key=lambda p: _rang(p[1]))]
    lignes += [_echeance(e, Effet.ROUVERTE, poste) for e in d.rouvertes]
    lignes += [_close(e, poste) for e in d.closes if e.cle not in lies and _pese(e)]
    lignes += [_echeance(e, Effet.RETIREE, poste) for e in _vivantes(d.retirees) if e.cle not in lies and _pese(e)]
    lignes += [
        _echeance(b, Effet.IMPOSSIBLE if b.sans_objet else Effet.POSSIBLE, poste)
        for a, b in d.possibles
        if a is None or bool(a.sans_objet) != bool(b.sans_objet)
    ]
    lignes += [_irreguliere(i, Effet.REGULARISE) for i in d.irregularites_levees]
    lignes += [_manque(i, Effet.ETABLI) for i in d.incalculables_leves]
    return tuple(x for x in lignes if mesure_id is None or x.source.mesure == mesure_id)


def _sans_reperes(d: Difference) -> Difference:
    def garder(echeances: Iterable[Echeance]) -> tuple[Echeance, ...]:
        return tuple(e for e in echeances if not e.fiche_seulement or e.nature is Nature.MINIMUM)

    return replace(
        d,
        ajoutees=garder(d.ajoutees),
        retirees=garder(d.retirees),
        closes=garder(d.closes),
        rouvertes=garder(d.rouvertes),
        deplacees=tuple((a, b) for a, b in d.deplacees if not b.fiche_seulement and b.nature is not Nature.DEPART),
    )


def _termes(d: Difference) -> tuple[list[tuple[Echeance, Echeance]], list[tuple[Echeance, Echeance]]]:
    """Sépare les termes du titre des autres échéances déplacées.

    Le terme d'un titre bouge dans son compteur (prolongation), ou passe d'un compteur à l'autre : celui qui s'éteint et celui
    qui s'ouvre dans la même mesure sont l'ancien et le nouveau terme (règlement, appel).
    """
    termes = [(a, b) for a, b in d.deplacees if _est_un_terme(b)]
    eteints = {e.mesure: e for e in (*d.closes, *d.retirees) if _est_un_terme(e)}
    for e in d.ajoutees:
        if _est_un_terme(e) and e.ouverte and e.mesure in eteints:
            termes.append((eteints.pop(e.mesure), e))
    return termes, [(a, b) for a, b in d.deplacees if not _est_un_terme(b)]


def _est_un_terme(e: Echeance) -> bool:
    return bool(e.cumul) and e.objet == "fin_de_mesure"


def _terme(avant: Echeance, apres: Echeance, poste: str) -> Consequence:
    detail = apres.action if avant.source.regle == apres.source.regle else f"{apres.source.intitule} · {_detail(apres)}"
    return replace(
        _deplacee(avant, apres, poste), titre=typographier(f"Terme du titre ({apres.cumul})"), detail=typographier(detail)
    )


def _pese(e: Echeance) -> bool:
    """Dit si l'extinction d'une échéance vaut d'être annoncée."""
    return e.nature not in (Nature.MINIMUM, Nature.RAPPEL)


def consequences_d_une_ouverture(resultat: Resultat, mesure_id: str, poste: str = "") -> tuple[Consequence, ...]:
    """Rend ce qu'une mesure nouvelle ferait courir : irrégularités, faits manquants, échéances ouvertes."""
    fautes = [i for i in resultat.irregularites if i.mesure == mesure_id]
    lignes = [_irreguliere(i, Effet.IRREGULARITE) for i in _par_gravite(fautes)]
    lignes += [_manque(i, Effet.MANQUE) for i in resultat.incalculables if i.mesure == mesure_id]
    ouvertes = (e for e in resultat.echeances if e.mesure == mesure_id and e.ouverte and not e.fiche_seulement)
    lignes += [_echeance(e, Effet.NOUVELLE, poste) for e in sorted(ouvertes, key=_rang)]
    return tuple(lignes)


def resumer(consequences: Iterable[Consequence]) -> str:
    """Rend le compte des conséquences en une phrase : « 1 irrégularité, 2 échéances nouvelles, 1 close »."""
    liste = list(consequences)
    mots = (
        (Effet.IRREGULARITE, "irrégularité", None),
        (Effet.MANQUE, "fait manquant", "faits manquants"),
        (Effet.NOUVELLE, "échéance nouvelle", "échéances nouvelles"),
        (Effet.DEPLACEE, "échéance déplacée", "échéances déplacées"),
        (Effet.CLOSE, "échéance close", "échéances closes"),
        (Effet.ROUVERTE, "échéance rouverte", "échéances rouvertes"),
        (Effet.RETIREE, "échéance retirée", "échéances retirées"),
        (Effet.POSSIBLE, "suite possible", "suites possibles"),
        (Effet.REGULARISE, "irrégularité levée", "irrégularités levées"),
    )
    parts = [accorder(n, un, plusieurs) for e, un, plusieurs in mots if (n := sum(x.effet is e for x in liste))]
    return enumerer(parts) if parts else "aucune échéance ne change"


def _rang(e: Echeance) -> tuple[int, Instant, str]:
    """Range la liberté d'abord, puis par instant ; les rappels après."""
    return ((_PRESSE.get(e.nature, 1)), e.suivi, e.cle)


def _vivantes(echeances: Iterable[Echeance]) -> list[Echeance]:
    return [
        e
        for e in echeances
        if e.nature is not Nature.DEPART and not e.sans_objet and e.portee is Portee.ACQUISE
        if not (e.cumul and e.satisfaite_le is not None)
    ]


def _par_gravite(irregularites: Iterable[Irregularite]) -> list[Irregularite]:
    return sorted(irregularites, key=lambda i: (_GRAVITES.index(i.gravite), i.cle))


def _quand(instant: Instant, e: Echeance, poste: str) -> str:
    """Écrit un instant au plus court : « mar. 6 oct. à 6 h 55 », avec sa zone si ce n'est pas celle du poste.

    Un délai compté en jours porte son année : un titre en traverse plusieurs.
    """
    jour, heure = jour_et_heure(
        instant, e.fuseau, en_jours=e.en_jours, annee=None if e.en_jours else instant.locale(e.fuseau).year
    )
    precisions = [nom_de_zone(e.fuseau) if poste and poste != e.fuseau else "", saison(instant, e.fuseau)]
    suite = ", ".join(p for p in precisions if p)
    return f"{jour} à {heure} ({suite})" if suite else f"{jour} à {heure}"


def _detail(e: Echeance) -> str:
    return typographier(" · ".join(x for x in (majuscule(e.autorite), " ; ".join(e.source.articles[:2])) if x))


def _echeance(e: Echeance, effet: Effet, poste: str) -> Consequence:
    quand = _quand(e.suivi, e, poste)
    avant, apres = (quand, "") if effet is Effet.RETIREE else ("", quand)
    detail = typographier(e.sans_objet) if effet is Effet.IMPOSSIBLE else _detail(e)
    return Consequence(effet, majuscule(typographier(e.action)), avant, apres, detail, None, e)


def _deplacee(avant: Echeance, apres: Echeance, poste: str) -> Consequence:
    return Consequence(
        Effet.DEPLACEE,
        majuscule(typographier(apres.action)),
        _quand(avant.suivi, avant, poste),
        _quand(apres.suivi, apres, poste),
        _detail(apres),
        None,
        apres,
    )


def _close(e: Echeance, poste: str) -> Consequence:
    detail = typographier(e.sans_objet) or _detail(e)
    quand = _quand(e.suivi, e, poste)
    return Consequence(Effet.CLOSE, majuscule(typographier(e.action)), quand, "", detail, None, e)


def _irreguliere(i: Irregularite, effet: Effet) -> Consequence:
    articles = " ; ".join(i.source.articles[:2])
    detail = " · ".join(x for x in (majuscule(i.consequence), articles, i.decision) if x)
    return Consequence(effet, typographier(i.message), "", "", typographier(detail), i.gravite, i)


def _manque(i: Incalculable, effet: Effet) -> Consequence:
    manquants = f" : {enumerer(i.faits_manquants)}" if i.faits_manquants and effet is Effet.MANQUE else ""
    return Consequence(
        effet, majuscule(typographier(f"{i.raison}{manquants}")), "", "", typographier(i.source.intitule), None, i
    )
