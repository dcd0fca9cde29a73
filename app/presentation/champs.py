"""Les champs d'un formulaire, sans Qt : décrits depuis le vocabulaire du paquet de règles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.presentation.formats import typographier
from app.presentation.saisie import Sens
from app.regles.vocabulaire import Champ, TypeActe, Vocabulaire
from app.services.admissibilite import CHAMPS_A_VENIR as INSTANTS_A_VENIR

CHAMPS_A_VENIR = (*INSTANTS_A_VENIR, "date_debat", "date_fixee")
"""Champs qui annoncent l'avenir ; toutes les autres dates sont passées."""

LibelleDeValeur = tuple[str, str]


@dataclass(frozen=True, slots=True)
class ChampDeFormulaire:
    """Un champ à saisir : son genre (celui du vocabulaire), ses choix (valeur, libellé), son unité, son aide."""

    nom: str
    genre: str
    intitule: str
    unite: str = ""
    choix: tuple[LibelleDeValeur, ...] = ()
    aide: str = ""
    obligatoire: bool = False
    sens: Sens = Sens.PASSE
    raison: str = ""
    """Pourquoi une valeur est proposée : se lit sous le champ."""

    @property
    def multiligne(self) -> bool:
        """Dit si le texte attendu est long (circonstances, motif, constatations)."""
        return self.genre == "texte" and self.nom in _LONGS


_LONGS = frozenset(
    {
        "circonstances", "circonstance_insurmontable", "constatations", "elements", "mention", "motif", "motif_dispense",
        "necessite", "obligations", "objet", "sante",
    }
)  # fmt: skip


def champs_de(champs: Iterable[Champ]) -> tuple[ChampDeFormulaire, ...]:
    """Décrit des champs du vocabulaire pour l'écran."""
    return tuple(_champ(c) for c in champs)


def champs_d_acte(type_: TypeActe) -> tuple[ChampDeFormulaire, ...]:
    """Décrit les champs d'un acte, la fin d'un acte qui dure en premier."""
    champs = champs_de(type_.champs)
    return tuple(sorted(champs, key=lambda c: c.nom != "fin")) if type_.duree else champs


def champs_de_procedure(vocabulaire: Vocabulaire, *noms: str) -> tuple[ChampDeFormulaire, ...]:
    """Décrit les champs de la procédure : ceux nommés, dans cet ordre, ou tous."""
    return _choisis(vocabulaire.procedure, noms)


def champs_de_personne(vocabulaire: Vocabulaire, *noms: str) -> tuple[ChampDeFormulaire, ...]:
    """Décrit les champs de la personne : ceux nommés, dans cet ordre, ou tous."""
    return _choisis(vocabulaire.personne, noms)


def champs_de_mesure(vocabulaire: Vocabulaire, type_: str) -> tuple[ChampDeFormulaire, ...]:
    """Décrit les champs propres à un type de mesure."""
    return champs_de(vocabulaire.mesure(type_).champs)


def _choisis(champs: Sequence[Champ], noms: Sequence[str]) -> tuple[ChampDeFormulaire, ...]:
    par_nom = {c.nom: c for c in champs}
    return champs_de([par_nom[n] for n in noms if n in par_nom] if noms else champs)


def _champ(c: Champ) -> ChampDeFormulaire:
    libelles = c.libelles or c.valeurs
    if c.nom == "motifs_62_2":
        libelles = tuple(f"{v}°" for v in c.valeurs)
    return ChampDeFormulaire(
        nom=c.nom,
        genre=c.type,
        intitule=typographier(c.intitule),
        unite=c.unite,
        choix=tuple((v, typographier(x)) for v, x in zip(c.valeurs, libelles, strict=True)),
        aide=typographier(c.aide),
        obligatoire=c.obligatoire,
        sens=Sens.LIBRE if c.nom in CHAMPS_A_VENIR else Sens.PASSE,
    )
