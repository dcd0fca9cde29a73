"""Les détentions projetées en SQLAlchemy Core : une page, des comptes, une prévision. Chaque lecture suit un index."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, case, func, literal, or_, select

from app.domain.echeance import Nature
from app.ports.detentions import DetentionProjetee, FiltreDeDetentions, GroupeDeDetentions, Groupement
from app.ports.projection import Etat
from db.tables import detention, echeance

_COLONNES = [detention.c[nom] for nom in DetentionProjetee._fields]
_GROUPES = {Groupement.CABINET: detention.c.cabinet, Groupement.ETABLISSEMENT: detention.c.etablissement}


class LectureDesDetentions:
    """La part du dépôt de projection qui lit les détentions, sur une connexion en transaction."""

    def __init__(self, connexion: Connection) -> None:
        self._connexion = connexion

    def detentions(
        self,
        filtre: FiltreDeDetentions,
        selon: Groupement = Groupement.AUCUN,
        *,
        debut: int = 0,
        nombre: int | None = None,
    ) -> list[DetentionProjetee]:
        """Rend une page des détentions en cours, par groupe puis de la première limite à la plus lointaine."""
        groupe = _GROUPES.get(selon)
        ordre = (detention.c.tri, detention.c.mesure_id) if groupe is None else (groupe, detention.c.tri, detention.c.mesure_id)
        requete = select(*_COLONNES).where(*_conditions(filtre)).order_by(*ordre).offset(debut).limit(nombre)
        return [DetentionProjetee._make(ligne) for ligne in self._connexion.execute(requete)]

    def groupes_de_detentions(
        self, filtre: FiltreDeDetentions, selon: Groupement, bornes: Collection[int]
    ) -> list[GroupeDeDetentions]:
        """Compte les détentions en cours par groupe, dans l'ordre de ``detentions`` ; ``bornes`` : les rangs d'urgence."""
        cle: ColumnElement[Any]
        if selon in _GROUPES:
            cle = _GROUPES[selon]
        elif selon is Groupement.URGENCE and bornes:
            rangs = [(detention.c.tri < borne, n) for n, borne in enumerate(bornes)]
            cle = case(*rangs, else_=len(bornes))
        else:
            cle = literal("")
        requete = select(cle.label("groupe"), func.count()).where(*_conditions(filtre)).group_by("groupe").order_by("groupe")
        return [GroupeDeDetentions(str(valeur), nombre) for valeur, nombre in self._connexion.execute(requete)]

    def valeurs_de_detention(self, colonne: Groupement | str) -> list[str]:
        """Rend les valeurs différentes d'une colonne (cabinet, établissement, phase) des détentions en cours, triées."""
        nom = str(colonne)
        requete = select(detention.c[nom]).where(detention.c.en_cours.is_(True)).distinct().order_by(detention.c[nom])
        return [str(valeur) for valeur in self._connexion.execute(requete).scalars()]

    def previsions(self, du: int, au: int) -> list[DetentionProjetee]:
        """Rend les détentions en cours dont le terme ou le plafond tombe de ``du`` à ``au`` (exclu, en secondes)."""
        fenetres = [and_(detention.c.en_cours.is_(True), c >= du, c < au) for c in (detention.c.terme, detention.c.plafond)]
        requete = select(*_COLONNES).where(or_(*fenetres)).order_by(detention.c.terme, detention.c.mesure_id)
        return [DetentionProjetee._make(ligne) for ligne in self._connexion.execute(requete)]


def _conditions(filtre: FiltreDeDetentions) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [detention.c.en_cours.is_(True)]
    conditions += [detention.c.cherchable.contains(mot, autoescape=True) for mot in filtre.mots]
    if filtre.cabinets:
        conditions.append(detention.c.cabinet.in_(sorted(filtre.cabinets)))
    if filtre.phases:
        conditions.append(detention.c.phase.in_(sorted(filtre.phases)))
    if filtre.autre_cause:
        conditions.append(detention.c.autre_cause.is_(True))
    if filtre.avec_demandes:
        conditions.append(detention.c.demandes > 0)
    if filtre.a_faire is not None:
        du, au = filtre.a_faire
        echues = select(echeance.c.mesure_id).where(
            echeance.c.etat == Etat.OUVERTE.value,
            echeance.c.suivi >= du,
            echeance.c.suivi < au,
            echeance.c.nature != Nature.MINIMUM.value,
        )
        conditions.append(or_(detention.c.tri < au, detention.c.mesure_id.in_(echues)))
    return conditions
