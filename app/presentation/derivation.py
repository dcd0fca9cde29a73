"""« Pourquoi ? » : l'explication d'un résultat du moteur, en blocs de phrases, sans Qt. Ce qui est incertain y est dit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.domain.echeance import Confiance, Constat, Echeance, Etape, Gravite, Incalculable, Irregularite, Nature, Portee, Source
from app.domain.temps import Instant
from app.presentation.formats import date_heure, dire_jour, enumerer, majuscule, typographier

Explicable = Echeance | Incalculable | Irregularite | Constat


@dataclass(frozen=True, slots=True)
class Phrase:
    """Une ligne de l'explication et ce vers quoi elle mène : un acte, un article, un fait à saisir."""

    texte: str
    acte: str | None = None
    article: str | None = None
    fait: str | None = None


@dataclass(frozen=True, slots=True)
class Bloc:
    """Un titre et ses phrases. ``numerote`` : les étapes d'un calcul. ``ton`` : note, irregularite, impossible ou rien."""

    titre: str
    phrases: tuple[Phrase, ...]
    numerote: bool = False
    ton: str = ""


@dataclass(frozen=True, slots=True)
class Explication:
    """L'explication entière : de quoi il s'agit, puis les blocs dans l'ordre de lecture."""

    titre: str
    surtitre: str
    blocs: tuple[Bloc, ...]

    def en_texte(self) -> str:
        """Rend l'explication en texte simple, pour la copier dans un courrier."""
        lignes = [self.titre, ""]
        for bloc in self.blocs:
            lignes.append(bloc.titre)
            lignes += [f"{f'{n}.' if bloc.numerote else '–'} {p.texte}" for n, p in enumerate(bloc.phrases, 1)]
            lignes.append("")
        return "\n".join(lignes).rstrip() + "\n"


GRAVITES = {
    Gravite.CRITIQUE: "Irrégularité critique",
    Gravite.ROUGE: "Irrégularité grave",
    Gravite.ORANGE: "Irrégularité",
    Gravite.INFORMATION: "Information",
}


def expliquer(resultat: Explicable, *, poste: str = "") -> Explication:
    """Explique un résultat du moteur. ``poste`` est le fuseau du poste : la zone s'affiche si elle en diffère."""
    match resultat:
        case Echeance():
            surtitre = "Échéance possible" if resultat.portee is Portee.POSSIBLE else "Échéance"
            return _assembler(resultat.source.intitule, surtitre, _echeance(resultat, poste), resultat.source)
        case Incalculable():
            return _assembler(resultat.source.intitule, "Échéance incalculable", _incalculable(resultat), resultat.source)
        case Irregularite():
            return _assembler(resultat.source.intitule, GRAVITES[resultat.gravite], _irregularite(resultat), resultat.source)
        case Constat():
            return _assembler(resultat.libelle, "Constat", _calcul(resultat.etapes), resultat.source)


def _assembler(titre: str, surtitre: str, blocs: Iterable[Bloc], source: Source) -> Explication:
    return Explication(typographier(majuscule(titre)), surtitre, (*blocs, *_source(source)))


def _echeance(e: Echeance, poste: str) -> Iterator[Bloc]:
    def quand(instant: Instant) -> str:
        return date_heure(instant, e.fuseau, poste=poste, en_jours=e.en_jours)

    cloture = [f"Sans objet : {e.sans_objet}."] if e.sans_objet else []
    if e.satisfaite_le is not None:
        cloture.append(f"Satisfaite le {date_heure(e.satisfaite_le, e.fuseau, poste=poste)}.")
    if cloture:
        yield Bloc("Close", tuple(Phrase(typographier(c), acte=e.satisfaite_par) for c in cloture))
    yield from _calcul(e.etapes)
    if e.legal != e.prudent:
        suivie = "littérale" if e.nature is Nature.DROIT else "prudente"
        phrases = [f"Lecture prudente : {quand(e.prudent)}.", f"Lecture littérale : {quand(e.legal)}."]
        yield from _bloc(
            "Deux lectures", [*phrases, e.raison_ecart, f"Le compte à rebours suit la lecture {suivie}."], ton="irregularite"
        )
    yield from _bloc("Conditions", e.conditions)
    yield from _bloc("Formalités", e.formalites)
    yield from _bloc("Si elle n’est pas tenue", [majuscule(e.consequence), f"Décision : {e.decision}" if e.decision else ""])
    yield from _bloc("Remarques", [*e.notes, "Valeur d’usage, que la loi ne fixe pas." if e.usage else ""])


def _incalculable(i: Incalculable) -> Iterator[Bloc]:
    yield from _bloc("Pourquoi aucune date", [i.raison], ton="irregularite")
    if i.faits_manquants:
        yield Bloc("Faits à saisir", tuple(Phrase(typographier(f), fait=f) for f in i.faits_manquants))
    else:
        yield from _bloc("Que faire", ["Fixer l’échéance à la main, avec un motif : elle restera marquée comme telle."])


def _irregularite(i: Irregularite) -> Iterator[Bloc]:
    ton = "impossible" if i.gravite in (Gravite.CRITIQUE, Gravite.ROUGE) else "irregularite"
    yield Bloc("Ce qui manque", (Phrase(typographier(i.message), acte=i.acte),), ton=ton)
    yield from _calcul(i.etapes)
    yield from _bloc("Ce qui s’ensuit", [majuscule(i.consequence), f"Décision : {i.decision}" if i.decision else ""])
    yield from _bloc("Remède", [i.remede])


def _calcul(etapes: Iterable[Etape]) -> Iterator[Bloc]:
    phrases = tuple(Phrase(typographier(e.texte), acte=e.acte, article=e.article) for e in etapes)
    if phrases:
        yield Bloc("Calcul", phrases, numerote=True)


def _source(s: Source) -> Iterator[Bloc]:
    depuis = f"depuis le {dire_jour(s.version_du)}" if s.version_du else "sans date de début connue"
    jusque = f", jusqu’au {dire_jour(s.version_au)} exclu" if s.version_au else ""
    lignes = [f"{majuscule(s.intitule)} ({s.regle}).", f"{enumerer(s.articles)}, version en vigueur {depuis}{jusque}."]
    lignes += [f"Texte : {s.texte}." if s.texte else "", f"Paquet de règles {s.pack}, confiance {s.confiance.value}."]
    yield from _bloc("Règle", lignes, ton="note")
    doutes = [
        *map(majuscule, s.a_verifier),
        *(["La règle elle-même : sa confiance est basse."] if s.confiance is Confiance.BASSE else []),
    ]
    yield from _bloc("À vérifier", doutes, ton="irregularite")


def _bloc(titre: str, lignes: Iterable[str], *, ton: str = "") -> Iterator[Bloc]:
    phrases = tuple(Phrase(typographier(ligne)) for ligne in lignes if ligne)
    if phrases:
        yield Bloc(titre, phrases, ton=ton)
