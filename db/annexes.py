"""Brouillons, réglages, dérivations montrées et journal, en SQLAlchemy Core."""

from __future__ import annotations

from sqlalchemy import Connection, delete, exists, func, insert, select, update

from app.domain.temps import Instant
from app.ports.enregistrements import DerivationConservee, LigneDeJournal
from db.inviolabilite import empreinte_de_texte
from db.tables import brouillon, derivation, journal, reglage


class DepotAnnexeSql:
    """Implante ``app.ports.unite_de_travail.DepotAnnexe`` sur une connexion en transaction."""

    def __init__(self, connexion: Connection) -> None:
        self._connexion = connexion

    def deposer_brouillon(self, cle: str, donnees: str, le: Instant, par: str) -> None:
        """Garde une saisie inachevée sous cette clé ; remplace la précédente."""
        valeurs = {"donnees": donnees, "modifie_le": le.secondes, "par": par}
        fait = self._connexion.execute(update(brouillon).where(brouillon.c.cle == cle).values(**valeurs))
        if fait.rowcount == 0:
            self._connexion.execute(insert(brouillon).values(cle=cle, **valeurs))

    def brouillon(self, cle: str) -> str | None:
        """Rend la saisie gardée, ou ``None``."""
        return self._connexion.execute(select(brouillon.c.donnees).where(brouillon.c.cle == cle)).scalar_one_or_none()

    def brouillons(self) -> dict[str, str]:
        """Rend toutes les saisies gardées, de la plus récente à la plus ancienne."""
        requete = select(brouillon.c.cle, brouillon.c.donnees).order_by(brouillon.c.modifie_le.desc(), brouillon.c.cle)
        return {ligne.cle: ligne.donnees for ligne in self._connexion.execute(requete)}

    def effacer_brouillon(self, cle: str) -> None:
        """Oublie la saisie gardée sous cette clé, s'il y en a une."""
        self._connexion.execute(delete(brouillon).where(brouillon.c.cle == cle))

    def reglage(self, cle: str) -> str | None:
        """Rend la valeur d'un réglage, ou ``None``."""
        return self._connexion.execute(select(reglage.c.valeur).where(reglage.c.cle == cle)).scalar_one_or_none()

    def regler(self, cle: str, valeur: str, le: Instant, par: str) -> None:
        """Écrit un réglage."""
        valeurs = {"valeur": valeur, "modifie_le": le.secondes, "par": par}
        fait = self._connexion.execute(update(reglage).where(reglage.c.cle == cle).values(**valeurs))
        if fait.rowcount == 0:
            self._connexion.execute(insert(reglage).values(cle=cle, **valeurs))

    def conserver_derivation(self, d: DerivationConservee) -> bool:
        """Garde une dérivation montrée ; rend ``False`` si la même (même contenu, même usage) l'était déjà."""
        empreinte = empreinte_de_texte(d.contenu)
        deja = select(
            exists().where(
                derivation.c.dossier_id == d.dossier_id,
                derivation.c.cle == d.cle,
                derivation.c.usage == d.usage,
                derivation.c.empreinte == empreinte,
            )
        )
        if self._connexion.execute(deja).scalar_one():
            return False
        self._connexion.execute(
            insert(derivation).values(
                id=d.id,
                dossier_id=d.dossier_id,
                mesure_id=d.mesure_id,
                cle=d.cle,
                regle=d.regle,
                pack=d.pack,
                acte_id=d.acte_id,
                ordre=d.ordre,
                usage=d.usage,
                montree_le=d.montree_le.secondes,
                montree_a=d.montree_a,
                contenu=d.contenu,
                empreinte=empreinte,
            )
        )
        return True

    def derivations(self, dossier_id: str) -> tuple[DerivationConservee, ...]:
        """Rend les dérivations montrées d'un dossier, de la plus ancienne à la plus récente."""
        requete = (
            select(derivation)
            .where(derivation.c.dossier_id == dossier_id)
            .order_by(derivation.c.montree_le, derivation.c.ordre, derivation.c.cle)
        )
        return tuple(
            DerivationConservee(
                d.id,
                d.dossier_id,
                d.mesure_id,
                d.cle,
                d.regle,
                d.pack,
                d.acte_id,
                d.ordre,
                d.usage,
                Instant(d.montree_le),
                d.montree_a,
                d.contenu,
            )
            for d in self._connexion.execute(requete)
        )

    def journaliser(self, ligne: LigneDeJournal) -> None:
        """Ajoute une ligne au journal."""
        dernier = self._connexion.execute(select(func.coalesce(func.max(journal.c.ordre), 0))).scalar_one()
        self._connexion.execute(
            insert(journal).values(
                ordre=dernier + 1,
                le=ligne.le.secondes,
                par=ligne.par,
                action=ligne.action,
                dossier_id=ligne.dossier_id,
                mesure_id=ligne.mesure_id,
                acte_id=ligne.acte_id,
                details=ligne.details,
            )
        )

    def journal(self, limite: int = 1000) -> tuple[LigneDeJournal, ...]:
        """Rend les dernières lignes du journal, de la plus récente à la plus ancienne."""
        requete = select(journal).order_by(journal.c.ordre.desc()).limit(limite)
        return tuple(
            LigneDeJournal(Instant(x.le), x.par, x.action, x.dossier_id, x.mesure_id, x.acte_id, x.details)
            for x in self._connexion.execute(requete)
        )
