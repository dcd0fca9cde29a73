"""La projection en SQLAlchemy Core : remplacée par dossier, lue en une requête indexée."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Row, Select, Table, and_, bindparam, delete, func, insert, or_, select

from app.domain.temps import Instant
from app.ports.detentions import DetentionProjetee
from app.ports.projection import (
    DemandeProjetee,
    Etat,
    EtatDeDemande,
    EtatDeMesure,
    FicheDeDossier,
    LigneProjetee,
    ProjectionDeDossier,
    SignalementProjete,
    SuiviDeMesure,
)
from db.detentions import LectureDesDetentions
from db.tables import demande, detention, dossier, echeance, fiche, signalement, suivi

_CHAMPS_PARTAGES = frozenset(
    (
        "type_mesure",
        "regle",
        "objet",
        "action",
        "autorite",
        "articles",
        "nature",
        "confiance",
        "pack",
        "fuseau",
        "alertes",
        "etat",
    )
)


_EFFACEMENTS = {
    t: delete(t).where(t.c.dossier_id == bindparam("cherche"))
    for t in (fiche, suivi, echeance, signalement, demande, detention)
}
_AJOUTS = {t: insert(t) for t in _EFFACEMENTS}


def _colonnes(table: Table, modele: type[NamedTuple]) -> Select[Any]:
    return select(*(table.c[nom] for nom in modele._fields))


CLOSES_AU_PLUS = 1_000
"""Les closes ne sont là que pour mémoire : au-delà, personne ne les lirait une à une."""


class DepotDeProjectionSql(LectureDesDetentions):
    """Implante ``app.ports.unite_de_travail.DepotDeProjection`` sur une connexion en transaction."""

    def remplacer(self, projection: ProjectionDeDossier) -> None:
        """Remplace tout ce qui était projeté pour ce dossier."""
        dossier_id = projection.fiche.dossier_id
        lots: tuple[tuple[Table, Sequence[NamedTuple]], ...] = (
            (fiche, (projection.fiche,)),
            (suivi, projection.mesures),
            (echeance, projection.echeances),
            (signalement, projection.signalements),
            (demande, projection.demandes),
            (detention, projection.detentions),
        )
        for table, lignes in lots:
            self._connexion.execute(_EFFACEMENTS[table], {"cherche": dossier_id})
            if lignes:
                self._connexion.execute(_AJOUTS[table], [ligne._asdict() for ligne in lignes])

    def echeances(self, *, toutes: bool = False, closes_depuis: Instant | None = None) -> list[LigneProjetee]:
        """Rend les échéances ouvertes (ou toutes), de la plus proche à la plus lointaine.

        ``closes_depuis`` y joint les closes dont le terme ou la clôture est à cet instant ou après, mille de chaque au plus.
        """
        requete = _colonnes(echeance, LigneProjetee).order_by(echeance.c.suivi, echeance.c.cle)
        if toutes:
            return _partager(self._connexion.execute(requete).all())
        lignes = list(self._connexion.execute(requete.where(echeance.c.etat == Etat.OUVERTE.value)).all())
        if closes_depuis is not None:
            depuis = closes_depuis.secondes
            closes = echeance.c.etat.in_((Etat.SATISFAITE.value, Etat.SANS_OBJET.value))
            for critere in (  # chacun a son index
                and_(closes, echeance.c.suivi >= depuis),
                and_(echeance.c.satisfaite_le >= depuis, echeance.c.suivi < depuis),
            ):
                lignes += self._connexion.execute(requete.where(critere).limit(CLOSES_AU_PLUS)).all()
            lignes.sort(key=lambda ligne: (ligne.suivi, ligne.cle))
        return _partager(lignes)

    def nombre_d_echeances_ouvertes(self) -> int:
        """Rend le nombre d'échéances ouvertes."""
        requete = select(func.count()).select_from(echeance).where(echeance.c.etat == Etat.OUVERTE.value)
        return int(self._connexion.execute(requete).scalar_one())

    def signalements(self, *, genre: str = "") -> list[SignalementProjete]:
        """Rend les incalculables et les irrégularités de tous les dossiers, ou ceux d'un seul ``genre``."""
        requete = _colonnes(signalement, SignalementProjete).order_by(signalement.c.dossier_id, signalement.c.cle)
        if genre:
            requete = requete.where(signalement.c.genre == genre)
        return [SignalementProjete._make(ligne) for ligne in self._connexion.execute(requete)]

    def echeances_de(self, mesures: Collection[str]) -> list[LigneProjetee]:
        """Rend les échéances ouvertes de ces mesures, de la plus proche à la plus lointaine."""
        dossiers = select(suivi.c.dossier_id).where(suivi.c.mesure_id.in_(mesures))
        criteres = (
            echeance.c.dossier_id.in_(dossiers),
            echeance.c.mesure_id.in_(mesures),
            echeance.c.etat == Etat.OUVERTE.value,
        )
        requete = _colonnes(echeance, LigneProjetee).where(*criteres).order_by(echeance.c.suivi, echeance.c.cle)
        return _partager(self._connexion.execute(requete).all()) if mesures else []

    def mesures_en_cours(self, types: Collection[str] = ()) -> list[SuiviDeMesure]:
        """Rend les mesures en cours ou déférées (``types`` : de ces types seuls), de la plus ancienne à la plus récente."""
        ouvertes = suivi.c.etat.in_((EtatDeMesure.EN_COURS.value, EtatDeMesure.DEFEREE.value))
        requete = _colonnes(suivi, SuiviDeMesure).where(ouvertes)
        requete = requete.where(suivi.c.type.in_(types)) if types else requete
        requete = requete.order_by(suivi.c.debut, suivi.c.mesure_id)
        return [SuiviDeMesure._make(ligne) for ligne in self._connexion.execute(requete)]

    def demandes(self, *, closes: bool = False, limite: int = 2_000) -> list[DemandeProjetee]:
        """Rend les demandes pendantes par limite, puis (``closes``) les closes, récentes d'abord ; ``limite`` de chaque."""
        base = _colonnes(demande, DemandeProjetee).limit(limite)
        pendantes = base.where(demande.c.etat == EtatDeDemande.PENDANTE.value).order_by(demande.c.suivi, demande.c.acte_id)
        lignes = list(self._connexion.execute(pendantes))
        if closes:
            ordre = (demande.c.recue.desc(), demande.c.acte_id)
            lignes += self._connexion.execute(base.where(demande.c.etat == EtatDeDemande.CLOSE.value).order_by(*ordre)).all()
        return [DemandeProjetee._make(ligne) for ligne in lignes]

    def perimes(self, pack: str) -> tuple[str, ...]:
        """Rend les dossiers dont la projection manque ou vient d'un autre paquet de règles, dans l'ordre de leur création."""
        requete = (
            select(dossier.c.id)
            .outerjoin(fiche, fiche.c.dossier_id == dossier.c.id)
            .where(or_(fiche.c.pack.is_(None), fiche.c.pack != pack))
            .order_by(dossier.c.cree_le, dossier.c.id)
        )
        return tuple(self._connexion.execute(requete).scalars())

    def fiches(self) -> list[FicheDeDossier]:
        """Rend la liste des dossiers, du dernier modifié au plus ancien."""
        requete = _colonnes(fiche, FicheDeDossier).order_by(fiche.c.version.desc())
        return [FicheDeDossier._make(ligne) for ligne in self._connexion.execute(requete)]

    def de_dossier(self, dossier_id: str) -> ProjectionDeDossier | None:
        """Rend ce qui est projeté pour un dossier, trié par clé ; ``None`` si rien ne l'a été."""
        une = self._connexion.execute(_colonnes(fiche, FicheDeDossier).where(fiche.c.dossier_id == dossier_id)).one_or_none()
        if une is None:
            return None
        return ProjectionDeDossier(
            FicheDeDossier._make(une),
            tuple(LigneProjetee._make(x) for x in self._de(echeance, LigneProjetee, "cle", dossier_id)),
            tuple(SignalementProjete._make(x) for x in self._de(signalement, SignalementProjete, "cle", dossier_id)),
            tuple(SuiviDeMesure._make(x) for x in self._de(suivi, SuiviDeMesure, "mesure_id", dossier_id)),
            tuple(DemandeProjetee._make(x) for x in self._de(demande, DemandeProjetee, "acte_id", dossier_id)),
            tuple(DetentionProjetee._make(x) for x in self._de(detention, DetentionProjetee, "mesure_id", dossier_id)),
        )

    def _de(self, table: Table, modele: type[NamedTuple], tri: str, dossier_id: str) -> Sequence[Row[Any]]:
        requete = _colonnes(table, modele).where(table.c.dossier_id == dossier_id).order_by(table.c[tri])
        return self._connexion.execute(requete).all()


def _partager(lignes: Sequence[Row[Any]]) -> list[LigneProjetee]:
    """Rend les lignes en n'ayant qu'un exemplaire des textes répétés : la mémoire d'un grand échéancier en dépend."""
    partages: dict[str, str] = {}
    places = tuple(i for i, nom in enumerate(LigneProjetee._fields) if nom in _CHAMPS_PARTAGES)
    rendues = []
    for ligne in lignes:
        valeurs = list(ligne)
        for i in places:
            valeurs[i] = partages.setdefault(valeurs[i], valeurs[i])
        rendues.append(LigneProjetee._make(valeurs))
    return rendues
