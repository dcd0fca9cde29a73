"""Les limites d'un titre, sans Qt : une ligne par règle et par acte qui l'ouvre, avec son horloge et l'acte qui l'éteint.

Une garde à vue a son tableau des droits (``droits``) ; une détention, un contrôle, un mandat ont celui-ci, tiré du paquet seul.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from app.domain.echeance import Echeance, Gravite, Incalculable, Irregularite, Nature, Portee, Resultat
from app.domain.faits import Acte, Dossier, Mesure
from app.domain.temps import Instant
from app.presentation.droits import EtatDeDroit, LigneDeDroit, Suite
from app.presentation.formats import date_heure, jour_court, majuscule, typographier
from app.regles.corpus import Corpus

_ORDRE = (EtatDeDroit.COURT, EtatDeDroit.IRREGULIER, EtatDeDroit.INCALCULABLE, EtatDeDroit.FAIT, EtatDeDroit.SANS_OBJET)


@dataclass(slots=True)
class _Part:
    """Ce qu'une règle dit d'un acte (ou de la mesure)."""

    intitule: str
    acte: Acte | None
    echeances: list[Echeance] = field(default_factory=list)
    irregularites: list[Irregularite] = field(default_factory=list)
    incalculables: list[Incalculable] = field(default_factory=list)


class TableauDesLimites:
    """Compose les lignes d'une mesure ; l'index des actes qui satisfont chaque clause se fait une fois par paquet."""

    def __init__(self, corpus: Corpus) -> None:
        self._vocabulaire = corpus.vocabulaire
        self._satisfont: dict[tuple[str, str], tuple[str, ...]] = {}
        for regle in corpus.regles.values():
            for delai in (d for v in regle.versions for d in v.delais):
                self._satisfont.setdefault((regle.id, delai.objet), delai.satisfait_par)

    def composer(self, dossier: Dossier, mesure_id: str, resultat: Resultat) -> tuple[LigneDeDroit, ...]:
        """Rend les lignes : ce qui court d'abord, par instant ; puis l'irrégulier, l'incalculable, le fait, le sans objet."""
        mesure = dossier.mesure(mesure_id)
        lignes = [self._ligne(cle, part, mesure) for cle, part in self._parts(mesure, resultat).items()]
        return tuple(sorted(lignes, key=lambda x: (_ORDRE.index(x.etat), _quand(x), x.cle)))

    def _parts(self, mesure: Mesure, resultat: Resultat) -> dict[str, _Part]:
        parts: dict[str, _Part] = {}
        par_id = {a.id: a for a in mesure.actes}

        def part(r: Echeance | Irregularite | Incalculable, objet: str = "") -> _Part:
            cle = "|".join((r.source.regle, objet, r.acte or ""))
            return parts.setdefault(cle, _Part(r.source.intitule, par_id.get(r.acte or "")))

        for e in resultat.echeances:
            if e.mesure == mesure.id and e.portee is Portee.ACQUISE and not e.cumul and e.nature is not Nature.DEPART:
                part(e, e.objet).echeances.append(e)
        for i in resultat.irregularites:
            if i.mesure == mesure.id and i.gravite is not Gravite.INFORMATION:
                propre = i.objet if any(c.startswith(f"{i.source.regle}|{i.objet}|") for c in parts) else "irregularite"
                part(i, propre).irregularites.append(i)
        for x in resultat.incalculables:
            if x.mesure == mesure.id:
                part(x, x.objet).incalculables.append(x)
        return parts

    def _ligne(self, cle: str, part: _Part, mesure: Mesure) -> LigneDeDroit:
        ouvertes = sorted((e for e in part.echeances if e.ouverte), key=lambda e: (e.suivi, e.cle))
        closes = [e for e in part.echeances if not e.ouverte]
        etat, raison = _etat(part, ouvertes, closes)
        faite = next((e for e in closes if e.satisfaite_le is not None), None)
        return LigneDeDroit(
            cle=cle,
            intitule=self._intitule(part, ouvertes or closes),
            etat=etat,
            horloge=ouvertes[0] if ouvertes else None,
            faits=_fait(faite) if faite and not ouvertes else "",
            raison=raison,
            suite=self._suite(ouvertes[0], mesure) if ouvertes else None,
            echeances=(*ouvertes, *closes),
            irregularites=tuple(part.irregularites),
            incalculables=tuple(part.incalculables),
            actes=tuple(x for x in (part.acte.id if part.acte else "",) if x),
        )

    def _intitule(self, part: _Part, echeances: list[Echeance]) -> str:
        texte = typographier(echeances[0].action if echeances else part.intitule)
        acte = part.acte
        type_ = self._vocabulaire.actes.get(acte.type) if acte else None
        if acte is None or type_ is None or acte.le is None or not echeances:
            return majuscule(texte)
        jour = acte.le.jour(echeances[0].fuseau) if isinstance(acte.le, Instant) else acte.le
        return majuscule(f"{texte} · {typographier(type_.intitule).lower()} du {jour_court(jour)}")

    def _suite(self, echeance: Echeance, mesure: Mesure) -> Suite | None:
        objet = echeance.objet.removesuffix("_au_plus_tot").removesuffix("_au_plus_tard")
        admis = {a.type: a for a in self._vocabulaire.actes_de(mesure.type)}
        types = [t for t in self._satisfont.get((echeance.source.regle, objet), ()) if t in admis]
        if not types:
            return None
        type_ = admis[types[0]]
        return Suite(type_.type, typographier(type_.intitule), type_.touche, {})


def _etat(part: _Part, ouvertes: list[Echeance], closes: list[Echeance]) -> tuple[EtatDeDroit, str]:
    if ouvertes:
        return EtatDeDroit.COURT, typographier(ouvertes[0].source.intitule)
    if part.irregularites:
        return EtatDeDroit.IRREGULIER, typographier(part.irregularites[0].message)
    if part.incalculables:
        i = part.incalculables[0]
        return EtatDeDroit.INCALCULABLE, typographier(
            f"{i.raison} : {', '.join(i.faits_manquants)}" if i.faits_manquants else i.raison
        )
    if any(e.satisfaite_le is not None for e in closes):
        return EtatDeDroit.FAIT, ""
    return EtatDeDroit.SANS_OBJET, typographier(next((e.sans_objet for e in closes if e.sans_objet), ""))


def _fait(e: Echeance) -> str:
    return f"fait le {date_heure(e.satisfaite_le, e.fuseau)}" if e.satisfaite_le else ""


def _quand(ligne: LigneDeDroit) -> int:
    if ligne.horloge is not None and ligne.horloge.nature is Nature.RAPPEL:
        return ligne.horloge.suivi.secondes + 1
    if ligne.horloge is not None:
        return ligne.horloge.suivi.secondes
    return -max((e.suivi.secondes for e in ligne.echeances), default=0)
