"""Les limites d'un titre, sans Qt : une ligne par règle et par acte qui l'ouvre, avec son horloge et l'acte qui l'éteint.

Une garde à vue a son tableau des droits (``droits``) ; une détention, un contrôle, un mandat ont celui-ci, tiré du paquet seul.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from app.domain.echeance import Echeance, Gravite, Incalculable, Irregularite, Nature, Portee, Resultat
from app.domain.faits import Acte, Dossier, Mesure
from app.domain.temps import Instant
from app.presentation.droits import EtatDeDroit, LigneDeDroit, Suite
from app.presentation.formats import date_heure, dire_jour, enumerer, jour_court, majuscule, minuscule, typographier
from app.regles.corpus import Corpus

_ORDRE = (
    *(EtatDeDroit.IRREGULIER, EtatDeDroit.INCALCULABLE),
    None,
    *(EtatDeDroit.FAIT, EtatDeDroit.PASSE, EtatDeDroit.SANS_OBJET),
)
"""Après ce qui presse : l'irrégulier, l'incalculable, ce qui n'appelle rien encore (``None``), le fait, le sans objet."""


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

    def composer(
        self, dossier: Dossier, mesure_id: str, resultat: Resultat, maintenant: Instant, courante: Echeance | None = None
    ) -> tuple[LigneDeDroit, ...]:
        """Rend les lignes, ce qui presse d'abord, sans ``courante`` (l'en-tête la montre) ni repère qui répète une limite."""
        mesure = dossier.mesure(mesure_id)
        tues = {e.cle for e in self._repetees(mesure, resultat)} | ({courante.cle} if courante else set())
        lignes = [self._ligne(cle, part, mesure, maintenant) for cle, part in self._parts(mesure, resultat, tues).items()]
        return tuple(sorted(lignes, key=lambda x: (_place(x, maintenant), _quand(x), x.cle)))

    def _repetees(self, mesure: Mesure, resultat: Resultat) -> list[Echeance]:
        """Rend les repères de fiche qu'une vraie limite dit déjà : au même instant, éteinte par le même acte."""
        ouvertes = [e for e in resultat.echeances if e.mesure == mesure.id and e.ouverte and not e.cumul]
        vraies: dict[Instant, set[str]] = {}
        for e in ouvertes:
            if not e.fiche_seulement:
                vraies.setdefault(e.suivi, set()).update(self._types_de(e))
        return [e for e in ouvertes if e.fiche_seulement and vraies.get(e.suivi, set()) & set(self._types_de(e))]

    def _types_de(self, e: Echeance) -> tuple[str, ...]:
        """Rend les types d'actes qui satisfont l'échéance ; les deux bords d'une fenêtre portent l'objet de leur clause."""
        radical = e.objet.removesuffix("_au_plus_tot").removesuffix("_au_plus_tard")
        trouves = (self._satisfont.get((e.source.regle, objet)) for objet in (e.objet, radical))
        return next((t for t in trouves if t is not None), ())

    def _parts(self, mesure: Mesure, resultat: Resultat, tues: set[str]) -> dict[str, _Part]:
        parts: dict[str, _Part] = {}
        par_id = {a.id: a for a in mesure.actes}

        def part(r: Echeance | Irregularite | Incalculable, objet: str = "") -> _Part:
            cle = "|".join((r.source.regle, objet, r.acte or ""))
            return parts.setdefault(cle, _Part(r.source.intitule, par_id.get(r.acte or "")))

        for e in resultat.echeances:
            if e.cle in tues or e.mesure != mesure.id or e.portee is not Portee.ACQUISE:
                continue
            if not e.cumul and e.nature is not Nature.DEPART:
                part(e, e.objet).echeances.append(e)
        for i in resultat.irregularites:
            if i.mesure == mesure.id and i.gravite is not Gravite.INFORMATION:
                propre = i.objet if any(c.startswith(f"{i.source.regle}|{i.objet}|") for c in parts) else "irregularite"
                part(i, propre).irregularites.append(i)
        for x in resultat.incalculables:
            if x.mesure == mesure.id:
                part(x, x.objet).incalculables.append(x)
        return parts

    def _ligne(self, cle: str, part: _Part, mesure: Mesure, maintenant: Instant) -> LigneDeDroit:
        ouvertes = sorted((e for e in part.echeances if e.ouverte), key=lambda e: (e.suivi, e.cle))
        closes = [e for e in part.echeances if not e.ouverte]
        if ouvertes and all(e.nature is Nature.DROIT and e.suivi <= maintenant for e in ouvertes) and not part.irregularites:
            return self._passee(cle, part, mesure, ouvertes)
        etat, raison = _etat(part, ouvertes, closes)
        faite = next((e for e in closes if e.satisfaite_le is not None), None)
        texte = (ouvertes or closes)[0].action if part.echeances else part.intitule
        return LigneDeDroit(
            cle=cle,
            intitule=majuscule(typographier(texte)),
            etat=etat,
            horloge=ouvertes[0] if ouvertes else None,
            faits=self._fait(faite, part, mesure) if faite and not ouvertes else "",
            raison=raison or self._objet_de(part, mesure, ouvertes),
            suite=self._suite(ouvertes[0], mesure) if ouvertes else None,
            echeances=(*ouvertes, *closes),
            irregularites=tuple(part.irregularites),
            incalculables=tuple(part.incalculables),
            actes=tuple(x for x in (part.acte.id if part.acte else "",) if x),
        )

    def _passee(self, cle: str, part: _Part, mesure: Mesure, echues: list[Echeance]) -> LigneDeDroit:
        """Rend le droit d'une partie dont le délai est passé sans qu'elle agisse : rien n'y presse, rien n'y est irrégulier."""
        e = echues[-1]
        quand = f"le {date_heure(e.suivi, e.fuseau, en_jours=e.en_jours)}, aucun acte enregistré"
        return LigneDeDroit(
            cle=cle,
            intitule=majuscule(typographier(e.action)),
            etat=EtatDeDroit.PASSE,
            horloge=None,
            faits=" · ".join(x for x in (quand, self._acte(part, mesure)) if x),
            raison="",
            suite=self._suite(e, mesure),
            echeances=tuple(part.echeances),
            irregularites=(),
            incalculables=(),
            actes=tuple(x for x in (part.acte.id if part.acte else "",) if x),
        )

    def _objet_de(self, part: _Part, mesure: Mesure, ouvertes: list[Echeance]) -> str:
        """Rend qui doit agir, et l'acte d'où court la limite quand il n'ouvre pas la mesure."""
        qui = typographier(ouvertes[0].autorite) if ouvertes else ""
        return " · ".join(x for x in (majuscule(qui), self._acte(part, mesure)) if x)

    def _acte(self, part: _Part, mesure: Mesure) -> str:
        acte = part.acte
        type_ = self._vocabulaire.actes.get(acte.type) if acte else None
        fuseau = part.echeances[0].fuseau if part.echeances else ""
        if acte is None or type_ is None or acte.le is None or not fuseau:
            return ""
        if acte.type == self._vocabulaire.mesure(mesure.type).ouverture:
            return ""
        jour = acte.le.jour(fuseau) if isinstance(acte.le, Instant) else acte.le
        return f"{minuscule(typographier(type_.intitule))} du {jour_court(jour)}"

    def _fait(self, e: Echeance, part: _Part, mesure: Mesure) -> str:
        """Rend le jour, ou l'heure si elle est connue, où la limite a été tenue."""
        par = next((a for a in mesure.actes if a.id == e.satisfaite_par), None)
        quand = date_heure(e.satisfaite_le, e.fuseau) if e.satisfaite_le else ""
        if par is not None and isinstance(par.le, date) and e.satisfaite_le is not None:
            quand = dire_jour(par.le)
        return " · ".join(x for x in (f"fait le {quand}", self._acte(part, mesure)) if x)

    def _suite(self, echeance: Echeance, mesure: Mesure) -> Suite | None:
        admis = {a.type: a for a in self._vocabulaire.actes_de(mesure.type)}
        types = [t for t in self._types_de(echeance) if t in admis]
        if not types:
            return None
        type_ = admis[types[0]]
        return Suite(type_.type, typographier(type_.intitule), type_.touche, {})


def _etat(part: _Part, ouvertes: list[Echeance], closes: list[Echeance]) -> tuple[EtatDeDroit, str]:
    if ouvertes:
        return EtatDeDroit.COURT, ""
    if part.irregularites:
        return EtatDeDroit.IRREGULIER, typographier(part.irregularites[0].message)
    if part.incalculables:
        i = part.incalculables[0]
        manque = f" : {enumerer(i.faits_manquants)}" if i.faits_manquants else ""
        return EtatDeDroit.INCALCULABLE, majuscule(typographier(f"{i.raison}{manque}"))
    if any(e.satisfaite_le is not None for e in closes):
        return EtatDeDroit.FAIT, ""
    return EtatDeDroit.SANS_OBJET, typographier(next((e.sans_objet for e in closes if e.sans_objet), ""))


def _place(ligne: LigneDeDroit, maintenant: Instant) -> int:
    """Range ce qui presse avant tout ; un délai minimal et un rappel passé n'appellent rien."""
    e = ligne.horloge
    if e is None:
        return 1 + _ORDRE.index(ligne.etat)
    dort = e.nature is Nature.MINIMUM or (e.nature is Nature.RAPPEL and e.suivi <= maintenant)
    return 1 + _ORDRE.index(None) if dort else 0


def _quand(ligne: LigneDeDroit) -> int:
    if ligne.horloge is not None:
        return ligne.horloge.suivi.secondes + (1 if ligne.horloge.nature is Nature.RAPPEL else 0)
    return -max((e.suivi.secondes for e in ligne.echeances), default=0)
