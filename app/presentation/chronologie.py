"""Les actes d'une mesure tels qu'on les lit, sans Qt : dans l'ordre, rectifiés barrés mais lisibles, tardifs signalés."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.echeance import Irregularite
from app.domain.faits import Acte, Mesure, Valeur
from app.domain.francais import dire_duree, dire_heure, dire_instant, dire_jour
from app.domain.temps import Instant
from app.presentation.champs import champs_d_acte
from app.presentation.formats import jour_court, typographier
from app.presentation.valeurs import dire_champ
from app.regles.vocabulaire import TypeActe, Vocabulaire

SAISIE_TARDIVE = 30
"""Minutes entre le fait et sa saisie au-delà desquelles l'écart se signale (usage)."""


@dataclass(frozen=True, slots=True)
class ActeAffiche:
    """Un acte. ``barre`` : rectifié ou annulé, et ``sort`` dit pourquoi ; ``rectifie``, ``motif`` : pourquoi il est là."""

    id: str
    type: str
    intitule: str
    groupe: str
    instant: Instant | None
    jour: str
    heure: str
    details: tuple[str, ...]
    saisi_le: Instant | None
    saisie: str
    tardif: str
    barre: bool
    sort: str
    rectifie: str
    motif: str = ""
    irregularites: tuple[Irregularite, ...] = ()

    @property
    def phrase(self) -> str:
        """Rend l'acte en une phrase, pour un lecteur d'écran ou une infobulle."""
        motif = f"motif : {self.motif}" if self.motif else ""
        parts = [f"{self.jour} {self.heure}".strip(), self.intitule, *self.details, motif, self.sort, self.tardif]
        parts += [i.message for i in self.irregularites]
        return " ; ".join(p for p in parts if p)


def actes_affiches(
    mesure: Mesure, vocabulaire: Vocabulaire, irregularites: Iterable[Irregularite], fuseau: str
) -> tuple[ActeAffiche, ...]:
    """Rend tous les actes de la mesure, chronologiques ; un acte barré se lit juste avant celui qui le remplace."""
    remplacants = {a.remplace: a for a in mesure.actes if a.remplace is not None}
    par_acte: dict[str, list[Irregularite]] = {}
    for i in irregularites:
        if i.acte is not None and i.mesure == mesure.id:
            par_acte.setdefault(i.acte, []).append(i)
    montres = [a for a in mesure.actes if not a.annule]
    ordonnes = sorted(montres, key=lambda a: _ordre(a, remplacants))
    longue = _dure(montres)
    return tuple(
        _affiche(a, remplacants.get(a.id), vocabulaire, tuple(par_acte.get(a.id, ())), fuseau, longue=longue) for a in ordonnes
    )


def _dure(actes: Sequence[Acte]) -> bool:
    """Dit si la mesure se compte en jours : un acte daté d'un jour seul, ou plus d'un mois d'actes. L'année se dit alors."""
    instants = [a.le.secondes for a in actes if isinstance(a.le, Instant)]
    au_jour = any(a.le is not None and not isinstance(a.le, Instant) for a in actes)
    return au_jour or (bool(instants) and max(instants) - min(instants) > 31 * 86400)


def _ordre(acte: Acte, remplacants: Mapping[str, Acte]) -> tuple[int, int, int, int, str]:
    """Range un acte à son heure ; un acte rectifié, à l'heure et juste au-dessus de celui qui le remplace."""
    dernier, profondeur = acte, 0
    while dernier.id in remplacants and not remplacants[dernier.id].annule:
        dernier, profondeur = remplacants[dernier.id], profondeur + 1
    if isinstance(dernier.le, Instant):
        return (0, dernier.le.secondes, dernier.rang, -profondeur, dernier.id)
    if dernier.le is not None:
        return (0, (dernier.le - date(1970, 1, 1)).days * 86400, dernier.rang, -profondeur, dernier.id)
    return (1, 0, dernier.rang, -profondeur, dernier.id)


def _affiche(
    acte: Acte,
    remplacant: Acte | None,
    vocabulaire: Vocabulaire,
    irregularites: tuple[Irregularite, ...],
    fuseau: str,
    *,
    longue: bool,
) -> ActeAffiche:
    connu = vocabulaire.actes.get(acte.type)
    jour, heure = _quand(acte.le, fuseau, longue=longue)
    return ActeAffiche(
        id=acte.id,
        type=acte.type,
        intitule=typographier(connu.intitule if connu else acte.type),
        groupe=connu.groupe if connu else "",
        instant=acte.instant,
        jour=jour,
        heure=heure,
        details=_details(acte, connu, fuseau),
        saisi_le=acte.saisi_le,
        saisie=_saisie(acte, fuseau),
        tardif=_tardif(acte),
        barre=remplacant is not None,
        sort=_sort(remplacant, fuseau),
        rectifie=typographier(acte.motif) if acte.remplace else "",
        motif="" if acte.remplace else typographier(acte.motif),
        irregularites=irregularites,
    )


def _quand(le: Instant | date | None, fuseau: str, *, longue: bool) -> tuple[str, str]:
    if isinstance(le, Instant):
        jour = le.jour(fuseau)
        return dire_jour(jour) if longue else jour_court(jour, annee=jour.year), dire_heure(le, fuseau)
    if isinstance(le, date):
        return dire_jour(le), ""
    return "", "heure non relevée"


def _details(acte: Acte, connu: TypeActe | None, fuseau: str) -> tuple[str, ...]:
    if connu is None:
        return tuple(f"{nom} : {valeur}" for nom, valeur in acte.valeurs.items())
    rendus = []
    for champ in champs_d_acte(connu):
        valeur = acte.valeurs.get(champ.nom)
        if valeur is None:
            continue
        if champ.nom == "fin" and isinstance(valeur, Instant):
            rendus.append(_fin(acte, valeur, fuseau))
        elif champ.genre == "texte" or champ.genre == "choix":
            rendus.append(dire_champ(champ, valeur, fuseau) if champ.genre == "choix" else typographier(str(valeur)))
        elif valeur is True:
            rendus.append(champ.intitule)
        else:
            rendus.append(f"{champ.intitule} : {_court(valeur, acte, fuseau) or dire_champ(champ, valeur, fuseau)}")
    return tuple(rendus)


def _court(valeur: Valeur, acte: Acte, fuseau: str) -> str:
    """Écrit l'heure seule quand le jour est celui de l'acte."""
    meme_jour = isinstance(valeur, Instant) and acte.instant and valeur.jour(fuseau) == acte.instant.jour(fuseau)
    return dire_heure(valeur, fuseau) if meme_jour and isinstance(valeur, Instant) else ""


def _fin(acte: Acte, fin: Instant, fuseau: str) -> str:
    if acte.instant is None:
        return f"fin {dire_instant(fin, fuseau)}"
    memes = fin.jour(fuseau) == acte.instant.jour(fuseau)
    quand = dire_heure(fin, fuseau) if memes else dire_instant(fin, fuseau)
    return f"jusqu’à {quand} ({dire_duree(fin.secondes - acte.instant.secondes)})"


def _saisie(acte: Acte, fuseau: str) -> str:
    if acte.saisi_le is None:
        return ""
    par = f" par {acte.saisi_par}" if acte.saisi_par else ""
    return f"Saisi le {dire_instant(acte.saisi_le, fuseau)}{par}"


def _tardif(acte: Acte) -> str:
    if acte.saisi_le is None or acte.instant is None:
        return ""
    ecart = acte.saisi_le.secondes - acte.instant.secondes
    return f"saisi {dire_duree(ecart)} après" if ecart > SAISIE_TARDIVE * 60 else ""


def _sort(remplacant: Acte | None, fuseau: str) -> str:
    if remplacant is None:
        return ""
    fait = "Annulé" if remplacant.annule else "Rectifié"
    quand = f" le {dire_instant(remplacant.saisi_le, fuseau)}" if remplacant.saisi_le else ""
    return f"{fait}{quand} : {typographier(remplacant.motif)}"
