"""Le schéma : tables, index, contraintes. Aucun type de SQLAlchemy ne sort du paquet ``db``.

Trois familles :

- le **registre**, qui survit à tout et ne se modifie pas : ``dossier``, ``mesure``, ``acte`` (actes et faits), ``derivation``,
  ``journal`` ;
- la **projection**, recalculable : ``fiche``, ``suivi``, ``echeance``, ``signalement``, ``demande``,
  ``detention`` ;
- les **annexes** modifiables : ``brouillon``, ``reglage``.

Les instants sont des secondes UTC sur 64 bits. Les charges sont du texte JSON et non un type JSON : le texte exact entre dans
la chaîne d'empreintes.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    event,
    text,
)

REVISIONS = ("0001", "0002", "0003")
"""Les révisions du schéma, de la plus ancienne à la tête. Une base qui en porte une autre vient d'un programme plus récent."""

TETE = REVISIONS[-1]

IDENTIFIANT_D_APPLICATION = 0x434C4550
"""« CLEP » : inscrit dans l'en-tête SQLite (``application_id``), il distingue nos bases d'un fichier étranger."""

CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

metadonnees = MetaData(naming_convention=CONVENTION)

_ORDRE = BigInteger().with_variant(Integer, "sqlite")


def _dossier_id() -> Column[str]:
    return Column("dossier_id", Text, ForeignKey("dossier.id"), nullable=False)


dossier = Table(
    "dossier",
    metadonnees,
    Column("id", Text, primary_key=True),
    Column("cree_le", BigInteger, nullable=False),
    Column("cree_par", Text, nullable=False),
)

mesure = Table(
    "mesure",
    metadonnees,
    Column("id", Text, primary_key=True),
    _dossier_id(),
    Column("rang", Integer, nullable=False),
    Column("type", Text, nullable=False),
    UniqueConstraint("dossier_id", "rang"),
)

acte = Table(
    "acte",
    metadonnees,
    Column("ordre", _ORDRE, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False, unique=True),
    _dossier_id(),
    Column("mesure_id", Text, ForeignKey("mesure.id")),
    Column("rang_d_enregistrement", Integer, nullable=False),
    Column("sujet", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("version_de_charge", Integer, nullable=False),
    Column("charge", Text, nullable=False),
    Column("survenu_le", Text),
    Column("survenu_secondes", BigInteger),
    Column("fuseau", Text, nullable=False),
    Column("saisi_le", BigInteger, nullable=False),
    Column("saisi_par", Text, nullable=False),
    Column("remplace", Text, ForeignKey("acte.id"), unique=True),
    Column("annule", Boolean, nullable=False),
    Column("motif", Text, nullable=False),
    Column("empreinte_precedente", Text, nullable=False),
    Column("empreinte", Text, nullable=False),
    UniqueConstraint("mesure_id", "rang_d_enregistrement"),
    CheckConstraint("remplace IS NULL OR motif <> ''", name="rectification_motivee"),
    CheckConstraint("sujet <> 'acte' OR mesure_id IS NOT NULL", name="acte_d_une_mesure"),
)

_faits_de_dossier = Index(
    "uq_acte_faits_de_dossier",
    acte.c.dossier_id,
    acte.c.rang_d_enregistrement,
    unique=True,
    sqlite_where=text("mesure_id IS NULL"),
)


@event.listens_for(metadonnees, "before_create")
def _completer_l_index(_: MetaData, connexion: Connection, **__: object) -> None:
    """Rend l'index partiel aussi sous PostgreSQL ; le dire plus haut chargerait ce dialecte à chaque démarrage."""
    if connexion.dialect.name == "postgresql":
        _faits_de_dossier.dialect_kwargs["postgresql_where"] = text("mesure_id IS NULL")


Index("ix_acte_dossier_id_ordre", acte.c.dossier_id, acte.c.ordre)

derivation = Table(
    "derivation",
    metadonnees,
    Column("id", Text, primary_key=True),
    _dossier_id(),
    Column("mesure_id", Text, ForeignKey("mesure.id"), nullable=False),
    Column("cle", Text, nullable=False),
    Column("regle", Text, nullable=False),
    Column("pack", Text, nullable=False),
    Column("acte_id", Text, ForeignKey("acte.id")),
    Column("ordre", BigInteger, nullable=False),
    Column("usage", Text, nullable=False),
    Column("montree_le", BigInteger, nullable=False),
    Column("montree_a", Text, nullable=False),
    Column("contenu", Text, nullable=False),
    Column("empreinte", Text, nullable=False),
    UniqueConstraint("dossier_id", "cle", "usage", "empreinte"),
)

journal = Table(
    "journal",
    metadonnees,
    Column("ordre", _ORDRE, primary_key=True, autoincrement=False),
    Column("le", BigInteger, nullable=False),
    Column("par", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("dossier_id", Text),
    Column("mesure_id", Text),
    Column("acte_id", Text),
    Column("details", Text, nullable=False),
)

fiche = Table(
    "fiche",
    metadonnees,
    Column("dossier_id", Text, ForeignKey("dossier.id"), primary_key=True),
    Column("numero", Text, nullable=False),
    Column("territoire", Text, nullable=False),
    Column("nom", Text, nullable=False),
    Column("prenoms", Text, nullable=False),
    Column("naissance", Text, nullable=False),
    Column("version", BigInteger, nullable=False, index=True),
    Column("pack", Text, nullable=False),
    Column("mesures_en_cours", Integer, nullable=False),
)

suivi = Table(
    "suivi",
    metadonnees,
    Column("mesure_id", Text, ForeignKey("mesure.id"), primary_key=True),
    _dossier_id(),
    Column("type", Text, nullable=False),
    Column("etat", Text, nullable=False),
    Column("privative", Boolean, nullable=False),
    Column("debut", BigInteger),
    Column("fin", BigInteger),
    Column("fuseau", Text, nullable=False),
    Column("lieu", Text, nullable=False),
    Column("personne", Text, nullable=False),
    Column("numero", Text, nullable=False),
)
Index("ix_suivi_dossier_id", suivi.c.dossier_id)
Index("ix_suivi_etat_debut", suivi.c.etat, suivi.c.debut)

echeance = Table(
    "echeance",
    metadonnees,
    Column("cle", Text, nullable=False, primary_key=True),
    Column("dossier_id", Text, ForeignKey("dossier.id"), primary_key=True),
    Column("mesure_id", Text, nullable=False),
    Column("type_mesure", Text, nullable=False),
    Column("regle", Text, nullable=False),
    Column("objet", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("autorite", Text, nullable=False),
    Column("articles", Text, nullable=False),
    Column("nature", Text, nullable=False),
    Column("confiance", Text, nullable=False),
    Column("pack", Text, nullable=False),
    Column("fuseau", Text, nullable=False),
    Column("en_jours", Boolean, nullable=False),
    Column("legal", BigInteger, nullable=False),
    Column("prudent", BigInteger, nullable=False),
    Column("suivi", BigInteger, nullable=False),
    Column("premiere_alerte", BigInteger, nullable=False),
    Column("alertes", Text, nullable=False),
    Column("etat", Text, nullable=False),
    Column("satisfaite_le", BigInteger),
    Column("satisfaite_par", Text),
    Column("personne", Text, nullable=False),
    Column("numero", Text, nullable=False),
)
Index("ix_echeance_dossier_id", echeance.c.dossier_id)
Index("ix_echeance_etat_suivi_cle", echeance.c.etat, echeance.c.suivi, echeance.c.cle)
Index("ix_echeance_satisfaite_le", echeance.c.satisfaite_le)

signalement = Table(
    "signalement",
    metadonnees,
    Column("cle", Text, nullable=False, primary_key=True),
    Column("dossier_id", Text, ForeignKey("dossier.id"), primary_key=True),
    Column("mesure_id", Text, nullable=False),
    Column("type_mesure", Text, nullable=False),
    Column("genre", Text, nullable=False),
    Column("gravite", Text, nullable=False),
    Column("regle", Text, nullable=False),
    Column("objet", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("articles", Text, nullable=False),
    Column("acte_id", Text),
    Column("pack", Text, nullable=False),
    Column("personne", Text, nullable=False),
    Column("numero", Text, nullable=False),
)
Index("ix_signalement_dossier_id", signalement.c.dossier_id)

demande = Table(
    "demande",
    metadonnees,
    Column("acte_id", Text, ForeignKey("acte.id"), primary_key=True),
    _dossier_id(),
    Column("mesure_id", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("intitule", Text, nullable=False),
    Column("recue", BigInteger),
    Column("au_jour", Boolean, nullable=False),
    Column("voie", Text, nullable=False),
    Column("juridiction", Text, nullable=False),
    Column("auteur", Text, nullable=False),
    Column("reference", Text, nullable=False),
    Column("etat", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("nature", Text, nullable=False),
    Column("suivi", BigInteger),
    Column("en_jours", Boolean, nullable=False),
    Column("alertes", Text, nullable=False),
    Column("cle", Text, nullable=False),
    Column("issue", Text, nullable=False),
    Column("fuseau", Text, nullable=False),
    Column("lieu", Text, nullable=False),
    Column("personne", Text, nullable=False),
    Column("numero", Text, nullable=False),
)
Index("ix_demande_dossier_id", demande.c.dossier_id)
Index("ix_demande_etat_suivi_acte_id", demande.c.etat, demande.c.suivi, demande.c.acte_id)
Index("ix_demande_etat_recue", demande.c.etat, demande.c.recue)

detention = Table(
    "detention",
    metadonnees,
    Column("mesure_id", Text, ForeignKey("mesure.id"), primary_key=True),
    _dossier_id(),
    Column("type", Text, nullable=False),
    Column("en_cours", Boolean, nullable=False),
    Column("personne", Text, nullable=False),
    Column("numero", Text, nullable=False),
    Column("etablissement", Text, nullable=False),
    Column("ecrou", Text, nullable=False),
    Column("cabinet", Text, nullable=False),
    Column("phase", Text, nullable=False),
    Column("regime", Text, nullable=False),
    Column("cumul", Text, nullable=False),
    Column("manque", Text, nullable=False),
    Column("tri", BigInteger, nullable=False),
    Column("cle", Text, nullable=False),
    Column("terme", BigInteger),
    Column("terme_en_jours", Boolean, nullable=False),
    Column("audience", Text, nullable=False),
    Column("plafond", BigInteger),
    Column("plafond_cumul", Text, nullable=False),
    Column("audience_plafond", Text, nullable=False),
    Column("debat", BigInteger),
    Column("debat_au_jour", Boolean, nullable=False),
    Column("dernier_debat", BigInteger),
    Column("convocation", BigInteger),
    Column("suite", Text, nullable=False),
    Column("demandes", Integer, nullable=False),
    Column("autre_cause", Boolean, nullable=False),
    Column("autre_cause_titre", Text, nullable=False),
    Column("fuseau", Text, nullable=False),
    Column("cherchable", Text, nullable=False),
)
Index("ix_detention_dossier_id", detention.c.dossier_id)
Index("ix_detention_en_cours_tri", detention.c.en_cours, detention.c.tri, detention.c.mesure_id)
Index("ix_detention_en_cours_cabinet_tri", detention.c.en_cours, detention.c.cabinet, detention.c.tri)
Index("ix_detention_en_cours_etablissement_tri", detention.c.en_cours, detention.c.etablissement, detention.c.tri)
Index("ix_detention_en_cours_phase", detention.c.en_cours, detention.c.phase)
Index("ix_detention_en_cours_terme", detention.c.en_cours, detention.c.terme)
Index("ix_detention_en_cours_plafond", detention.c.en_cours, detention.c.plafond)

brouillon = Table(
    "brouillon",
    metadonnees,
    Column("cle", Text, primary_key=True),
    Column("donnees", Text, nullable=False),
    Column("modifie_le", BigInteger, nullable=False),
    Column("par", Text, nullable=False),
)

reglage = Table(
    "reglage",
    metadonnees,
    Column("cle", Text, primary_key=True),
    Column("valeur", Text, nullable=False),
    Column("modifie_le", BigInteger, nullable=False),
    Column("par", Text, nullable=False),
)
