"""La frise dite en phrases, sans Qt : pour un lecteur d'écran, une bulle, et la ligne de lecture sous le dessin."""

from __future__ import annotations

from app.domain.temps import Instant
from app.presentation.formats import accorder, date_heure, majuscule, typographier
from app.presentation.frise import Bande, Borne, Frise, Genre


def phrase_de_borne(b: Borne, f: Frise) -> str:
    """Rend une borne en une phrase."""
    quand = date_heure(b.prudent, f.fuseau, en_jours=f.en_jours)
    sens = "fin acquise" if b.acquise else "possible, si elle est décidée à temps"
    if b.legal != b.prudent:
        autre = "lecture littérale" if f.en_jours else "durée réelle"
        legale = date_heure(b.legal, f.fuseau, en_jours=f.en_jours)
        return f"{b.libelle} : {quand} (lecture prudente) ou {legale} ({autre}), {sens}"
    return f"{b.libelle} : {quand}, {sens}"


def phrase_de_bande(b: Bande, f: Frise) -> str:
    """Rend une bande en une phrase : ce qu'elle vaut, jusqu'à quand, par qui, sous quelles conditions."""
    de, a = date_heure(b.debut, f.fuseau), date_heure(b.fin, f.fuseau, en_jours=f.en_jours)
    conditions = f" ; {' ; '.join(b.conditions)}" if b.conditions else ""
    if b.genre is Genre.INTERDIT:
        return typographier(f"Interdit à partir du {de} : {b.detail}")
    if b.genre is Genre.SUBI:
        return typographier(f"{b.titre} : {b.detail}")
    return typographier(f"{majuscule(b.genre.value)} du {de} au {a} : {b.titre}, {b.detail}{conditions}")


def phrase_de_frise(f: Frise, maintenant: Instant) -> str:
    """Rend toute la frise en quelques phrases, pour qui ne la voit pas."""
    parts = [f"Départ légal : {date_heure(f.depart, f.fuseau)}."]
    parts += [f"{phrase_de_bande(b, f)}." for b in f.bandes]
    parts += [f"{majuscule(c.texte)}." for c in f.changements]
    if f.levee is None:
        parts.append(f"Maintenant : {date_heure(maintenant, f.fuseau)}.")
    parts.append(f"{accorder(len(f.reperes), 'acte')}.")
    return " ".join(parts)
