"""Le registre en SQLAlchemy Core : il ajoute à la suite et relit, rien d'autre."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection, bindparam, func, insert, select

from app.domain.temps import Instant
from app.ports.enregistrements import Enregistrement, EnTeteDeDossier, EnTeteDeMesure
from db.inviolabilite import ORIGINE, empreinte
from db.tables import acte, dossier, mesure
from db.traduction import enregistrement_de_ligne, ligne_d_enregistrement

_AJOUT = insert(acte)
_FIN_DE_CHAINE = select(acte.c.ordre, acte.c.empreinte).order_by(acte.c.ordre.desc()).limit(1)
_PAR_IDENTIFIANT = select(acte).where(acte.c.id == bindparam("cherche"))
_MESURE = select(mesure).where(mesure.c.id == bindparam("cherche"))
_RANG = select(func.coalesce(func.max(acte.c.rang_d_enregistrement), 0))
_RANG_DANS_LA_MESURE = _RANG.where(acte.c.mesure_id == bindparam("cherche"))
_RANG_DANS_LE_DOSSIER = _RANG.where(acte.c.dossier_id == bindparam("cherche"), acte.c.mesure_id.is_(None))


class DepotDEnregistrementsSql:
    """Implante ``app.ports.unite_de_travail.DepotDEnregistrements`` sur une connexion en transaction."""

    def __init__(self, connexion: Connection) -> None:
        self._connexion = connexion
        self._fin_de_chaine: tuple[int, str] | None = None
        self._rangs: dict[str, int] = {}

    def creer_dossier(self, entete: EnTeteDeDossier) -> None:
        """Ajoute un dossier vide."""
        self._connexion.execute(insert(dossier).values(id=entete.id, cree_le=entete.cree_le.secondes, cree_par=entete.cree_par))

    def creer_mesure(self, entete: EnTeteDeMesure) -> EnTeteDeMesure:
        """Ajoute une mesure vide à la suite de celles du dossier ; rend son en-tête, rang attribué."""
        dernier = select(func.coalesce(func.max(mesure.c.rang), 0)).where(mesure.c.dossier_id == entete.dossier_id)
        numerote = replace(entete, rang=self._connexion.execute(dernier).scalar_one() + 1)
        self._connexion.execute(
            insert(mesure).values(id=numerote.id, dossier_id=numerote.dossier_id, type=numerote.type, rang=numerote.rang)
        )
        return numerote

    def ajouter(self, enregistrement: Enregistrement) -> Enregistrement:
        """Ajoute un enregistrement et rend le même, ``rang`` et ``ordre`` attribués, chaîné au précédent de la base."""
        ordre, precedente = self._dernier_maillon()
        numerote = replace(enregistrement, ordre=ordre + 1, rang=self._dernier_rang(enregistrement) + 1)
        ligne = ligne_d_enregistrement(numerote)
        maillon = empreinte(precedente, ligne)
        self._connexion.execute(_AJOUT, {**ligne, "empreinte_precedente": precedente, "empreinte": maillon})
        self._rangs[enregistrement.mesure_id or enregistrement.dossier_id] = numerote.rang
        self._fin_de_chaine = (numerote.ordre, maillon)
        return numerote

    def _dernier_maillon(self) -> tuple[int, str]:
        if self._fin_de_chaine is None:
            dernier = self._connexion.execute(_FIN_DE_CHAINE).one_or_none()
            self._fin_de_chaine = (dernier.ordre, dernier.empreinte) if dernier else (0, ORIGINE)
        return self._fin_de_chaine

    def _dernier_rang(self, enregistrement: Enregistrement) -> int:
        cherche = enregistrement.mesure_id or enregistrement.dossier_id
        if cherche not in self._rangs:
            requete = _RANG_DANS_LA_MESURE if enregistrement.mesure_id else _RANG_DANS_LE_DOSSIER
            self._rangs[cherche] = int(self._connexion.execute(requete, {"cherche": cherche}).scalar_one())
        return self._rangs[cherche]

    def dossier(self, dossier_id: str) -> EnTeteDeDossier | None:
        """Rend l'en-tête d'un dossier, ou ``None``."""
        ligne = self._connexion.execute(select(dossier).where(dossier.c.id == dossier_id)).one_or_none()
        return EnTeteDeDossier(ligne.id, Instant(ligne.cree_le), ligne.cree_par) if ligne else None

    def mesure(self, mesure_id: str) -> EnTeteDeMesure | None:
        """Rend l'en-tête d'une mesure, ou ``None``."""
        ligne = self._connexion.execute(_MESURE, {"cherche": mesure_id}).one_or_none()
        return EnTeteDeMesure(ligne.id, ligne.dossier_id, ligne.type, ligne.rang) if ligne else None

    def mesures(self, dossier_id: str) -> tuple[EnTeteDeMesure, ...]:
        """Rend les mesures d'un dossier, dans l'ordre de leur ouverture."""
        requete = select(mesure).where(mesure.c.dossier_id == dossier_id).order_by(mesure.c.rang)
        return tuple(EnTeteDeMesure(m.id, m.dossier_id, m.type, m.rang) for m in self._connexion.execute(requete))

    def enregistrement(self, identifiant: str) -> Enregistrement | None:
        """Rend un enregistrement, ou ``None``."""
        ligne = self._connexion.execute(_PAR_IDENTIFIANT, {"cherche": identifiant}).mappings().one_or_none()
        return enregistrement_de_ligne(ligne) if ligne else None

    def enregistrements(self, dossier_id: str) -> tuple[Enregistrement, ...]:
        """Rend tout ce qui a été enregistré dans un dossier, dans l'ordre de la saisie."""
        requete = select(acte).where(acte.c.dossier_id == dossier_id).order_by(acte.c.ordre)
        return tuple(enregistrement_de_ligne(ligne) for ligne in self._connexion.execute(requete).mappings())

    def version(self, dossier_id: str) -> int:
        """Rend l'ordre du dernier enregistrement du dossier (0 s'il n'y en a pas)."""
        requete = select(func.coalesce(func.max(acte.c.ordre), 0)).where(acte.c.dossier_id == dossier_id)
        return int(self._connexion.execute(requete).scalar_one())

    def dossiers(self) -> tuple[str, ...]:
        """Rend les identifiants de tous les dossiers, dans l'ordre de leur création."""
        return tuple(self._connexion.execute(select(dossier.c.id).order_by(dossier.c.cree_le, dossier.c.id)).scalars())
