"""La prévision, sans Qt : qui atteint un terme ou un plafond, la dernière semaine d'audience utile, la convocation à rebours.

Rien ne s'y calcule : jours et limites viennent de la projection, comptés par les règles et le calendrier du lieu.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from html import escape
from itertools import groupby

from app.domain.francais import FINE, INSECABLE, MOIS
from app.domain.temps import Instant
from app.ports.detentions import DetentionProjetee
from app.presentation import urgence
from app.presentation.formats import dire_jour, jour_court, majuscule, nombre, plier, segments, typographier
from app.presentation.groupes import Entete
from app.presentation.urgence import Signe

HORIZONS = (("1", "1 mois"), ("3", "3 mois"), ("6", "6 mois"), ("9", "9 mois"), ("12", "12 mois"))
"""Mois devant soi que l'écran propose."""
_ALERTES = "64800 43200 20160"
"""Quarante-cinq, trente et quatorze jours avant : l'usage d'un greffe qui prépare ses audiences."""


class Pas(StrEnum):
    """Comment la prévision se groupe."""

    MOIS = "mois"
    SEMAINE = "semaine"


@dataclass(frozen=True, slots=True)
class LigneDePrevision:
    """Une personne qui atteint un terme ou un plafond. ``audience`` : le dernier jour ouvrable utile."""

    detention: DetentionProjetee
    plafond: bool
    instant: int
    audience: date
    memes: bool = False

    @property
    def dossier_id(self) -> str:
        """Rend le dossier de la personne."""
        return self.detention.dossier_id

    @property
    def mesure_id(self) -> str:
        """Rend sa mesure de détention."""
        return self.detention.mesure_id

    @property
    def jour(self) -> date:
        """Rend le dernier jour du titre, ou du plafond."""
        return Instant(self.instant - 1).jour(self.detention.fuseau)

    @property
    def genre(self) -> str:
        """Rend ce qui est atteint."""
        if self.memes:
            return "terme et plafond"
        return "plafond" if self.plafond else "terme"

    def signe(self, maintenant: Instant) -> Signe:
        """Rend le niveau d'urgence."""
        return urgence.signe(self.instant - maintenant.secondes, _ALERTES, en_jours=True)

    def reste(self, maintenant: Instant) -> tuple[str, tuple[tuple[str, str], ...]]:
        """Rend le temps qui reste : un préfixe, puis des (chiffres, unité)."""
        return "", segments(self.instant - maintenant.secondes)

    def echeance(self, annee: int) -> tuple[str, str]:
        """Rend le dernier jour, puis ce qui est atteint et la durée cumulée."""
        cumul = self.detention.plafond_cumul if self.plafond else self.detention.cumul
        return jour_court(self.jour, annee=annee), typographier(f"{self.genre} · {cumul}" if cumul else self.genre)

    def identite(self) -> tuple[str, str]:
        """Rend le nom, puis ce qui l'identifie."""
        d = self.detention
        ecrou = f"écrou {d.ecrou}" if d.ecrou else ""
        autre = "Autre cause" if d.autre_cause else ""
        return d.personne, typographier(" · ".join(x for x in (autre, d.etablissement, ecrou, d.numero) if x))

    def titre(self) -> tuple[str, str]:
        """Rend le régime, puis le cabinet."""
        return typographier(self.detention.regime), typographier(self.detention.cabinet)

    def audience_utile(self, annee: int) -> tuple[str, str]:
        """Rend la dernière semaine d'audience utile, puis le dernier jour."""
        lundi = self.audience - timedelta(days=self.audience.weekday())
        return f"Semaine du {jour_court(lundi, annee=annee)}", f"dernier jour {jour_court(self.audience, annee=annee)}"

    def convocation(self, annee: int) -> tuple[str, str]:
        """Rend le débat fixé, ou le dernier jour pour convoquer au débat."""
        d = self.detention
        if not self.plafond and d.debat is not None:
            return f"Débat fixé {jour_court(Instant(d.debat).jour(d.fuseau), annee=annee)}", ""
        if self.plafond and not self.memes:
            return "", ""
        if d.convocation is None:
            return "", ""
        return f"Convoquer au plus tard {jour_court(Instant(d.convocation - 1).jour(d.fuseau), annee=annee)}", ""

    def suite(self) -> str:
        """Rend ce que la loi permet ensuite."""
        if self.detention.suite and (self.memes or not self.plafond):
            return majuscule(typographier(self.detention.suite))
        return "Aucune prolongation ordinaire : régler, juger ou mettre en liberté"

    def phrase(self, maintenant: Instant) -> str:
        """Rend la ligne en une phrase, pour un lecteur d'écran."""
        annee = maintenant.jour(self.detention.fuseau).year
        parts = [*self.identite(), *self.titre(), f"{self.genre} {dire_jour(self.jour)}", *self.audience_utile(annee)]
        return ". ".join(x for x in (*parts, *self.convocation(annee), self.suite()) if x)


def lignes_de_prevision(detentions: Iterable[DetentionProjetee], du: Instant, au: Instant) -> list[LigneDePrevision]:
    """Rend une ligne par terme et par plafond atteint de ``du`` à ``au`` (exclu), du plus proche au plus lointain."""
    lignes: list[LigneDePrevision] = []
    for d in detentions:
        memes = d.terme is not None and d.terme == d.plafond
        if d.terme is not None and du.secondes <= d.terme < au.secondes:
            lignes.append(LigneDePrevision(d, memes, d.terme, date.fromisoformat(d.audience), memes))
        if d.plafond is not None and not memes and du.secondes <= d.plafond < au.secondes:
            lignes.append(LigneDePrevision(d, True, d.plafond, date.fromisoformat(d.audience_plafond)))
    return sorted(lignes, key=lambda x: (x.instant, x.detention.personne, x.mesure_id))


def filtrer(lignes: Iterable[LigneDePrevision], texte: str, *, plafonds: bool = False) -> list[LigneDePrevision]:
    """Garde les lignes où chaque mot se trouve ; ``plafonds`` : celles qui atteignent un plafond."""
    mots = plier(texte).split()
    return [x for x in lignes if (x.plafond or not plafonds) and all(m in x.detention.cherchable for m in mots)]


def grouper(lignes: Iterable[LigneDePrevision], pas: Pas) -> list[LigneDePrevision | Entete]:
    """Rend les lignes sous l'en-tête de leur mois ou de leur semaine, d'après le dernier jour."""
    rangs: list[LigneDePrevision | Entete] = []
    for cle, groupe in groupby(lignes, key=lambda x: _periode(x.jour, pas)):
        membres = list(groupe)
        rangs += [Entete(cle, len(membres)), *membres]
    return rangs


def horizon(maintenant: Instant, mois: int, fuseau: str) -> Instant:
    """Rend le premier instant au-delà de l'horizon : le lendemain du même quantième, tant de mois plus tard."""
    jour = maintenant.jour(fuseau)
    annee, rang = divmod(jour.year * 12 + jour.month - 1 + mois, 12)
    return Instant.debut_du_jour(date(annee, rang + 1, 1) + timedelta(days=jour.day), fuseau)


def _periode(jour: date, pas: Pas) -> str:
    if pas is Pas.MOIS:
        return majuscule(f"{MOIS[jour.month - 1]} {jour.year}")
    lundi = jour - timedelta(days=jour.weekday())
    return f"Semaine du {jour_court(lundi)}"


def dire_le_compte(lignes: Iterable[LigneDePrevision]) -> str:
    """Rend le sous-titre : combien de personnes, et combien d'entre elles atteignent un plafond."""
    liste = list(lignes)
    personnes, plafonds = len({x.mesure_id for x in liste}), sum(x.plafond for x in liste)
    if not personnes:
        return ""
    dits = [f"{nombre(personnes)} {'personne' if personnes == 1 else 'personnes'}"]
    return " · ".join(dits + ([f"{nombre(plafonds)} {'plafond' if plafonds == 1 else 'plafonds'}"] if plafonds else []))


def html_de_la_prevision(rangs: Iterable[LigneDePrevision | Entete], titre: str, maintenant: Instant, fuseau: str) -> str:
    """Rend la page à imprimer, en HTML simple et en noir."""
    annee = maintenant.jour(fuseau).year
    corps = "".join(_imprimer(rangs, annee))
    pied = f"Établi le {dire_jour(maintenant.jour(fuseau))}. Les textes font foi."
    return f"<html><body><h1>{_e(titre)}</h1>{corps}<hr/><p><small>{_e(pied)}</small></p></body></html>"


def _imprimer(rangs: Iterable[LigneDePrevision | Entete], annee: int) -> Iterator[str]:
    for x in rangs:
        if isinstance(x, Entete):
            yield f"<h2>{_e(x.texte)} ({x.nombre})</h2>"
            continue
        cases = (x.echeance(annee), x.identite(), x.titre(), x.audience_utile(annee), (x.convocation(annee)[0], x.suite()))
        dits = " · ".join(" ".join(_e(t) for t in case if t) for case in cases[2:])
        yield f"<p><b>{_e(cases[0][0])}</b> ({_e(cases[0][1])}) : <b>{_e(cases[1][0])}</b> {_e(cases[1][1])}<br/>{dits}</p>"


def _e(texte: str) -> str:
    return escape(typographier(texte)).replace(FINE, INSECABLE)
