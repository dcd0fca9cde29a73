"""Le schéma initial.

Ce qui change : tout naît (registre, projection, annexes).
Pourquoi : première version publiée.
Effet sur les actes : aucun.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Crée les tables et les index ; les déclencheurs sont posés ensuite par ``db.inviolabilite``."""
    op.create_table(
        "brouillon",
        sa.Column("cle", sa.Text(), nullable=False),
        sa.Column("donnees", sa.Text(), nullable=False),
        sa.Column("modifie_le", sa.BigInteger(), nullable=False),
        sa.Column("par", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("cle", name=op.f("pk_brouillon")),
    )
    op.create_table(
        "dossier",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("cree_le", sa.BigInteger(), nullable=False),
        sa.Column("cree_par", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dossier")),
    )
    op.create_table(
        "journal",
        sa.Column("ordre", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("le", sa.BigInteger(), nullable=False),
        sa.Column("par", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("dossier_id", sa.Text(), nullable=True),
        sa.Column("mesure_id", sa.Text(), nullable=True),
        sa.Column("acte_id", sa.Text(), nullable=True),
        sa.Column("details", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("ordre", name=op.f("pk_journal")),
    )
    op.create_table(
        "reglage",
        sa.Column("cle", sa.Text(), nullable=False),
        sa.Column("valeur", sa.Text(), nullable=False),
        sa.Column("modifie_le", sa.BigInteger(), nullable=False),
        sa.Column("par", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("cle", name=op.f("pk_reglage")),
    )
    op.create_table(
        "echeance",
        sa.Column("cle", sa.Text(), nullable=False),
        sa.Column("dossier_id", sa.Text(), nullable=False),
        sa.Column("mesure_id", sa.Text(), nullable=False),
        sa.Column("type_mesure", sa.Text(), nullable=False),
        sa.Column("regle", sa.Text(), nullable=False),
        sa.Column("objet", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("autorite", sa.Text(), nullable=False),
        sa.Column("articles", sa.Text(), nullable=False),
        sa.Column("nature", sa.Text(), nullable=False),
        sa.Column("confiance", sa.Text(), nullable=False),
        sa.Column("pack", sa.Text(), nullable=False),
        sa.Column("fuseau", sa.Text(), nullable=False),
        sa.Column("en_jours", sa.Boolean(), nullable=False),
        sa.Column("legal", sa.BigInteger(), nullable=False),
        sa.Column("prudent", sa.BigInteger(), nullable=False),
        sa.Column("suivi", sa.BigInteger(), nullable=False),
        sa.Column("premiere_alerte", sa.BigInteger(), nullable=False),
        sa.Column("alertes", sa.Text(), nullable=False),
        sa.Column("etat", sa.Text(), nullable=False),
        sa.Column("satisfaite_le", sa.BigInteger(), nullable=True),
        sa.Column("satisfaite_par", sa.Text(), nullable=True),
        sa.Column("personne", sa.Text(), nullable=False),
        sa.Column("numero", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_echeance_dossier_id_dossier")),
        sa.PrimaryKeyConstraint("cle", "dossier_id", name=op.f("pk_echeance")),
    )
    op.create_index("ix_echeance_dossier_id", "echeance", ["dossier_id"], unique=False)
    op.create_index("ix_echeance_etat_suivi_cle", "echeance", ["etat", "suivi", "cle"], unique=False)
    op.create_index("ix_echeance_satisfaite_le", "echeance", ["satisfaite_le"], unique=False)
    op.create_table(
        "fiche",
        sa.Column("dossier_id", sa.Text(), nullable=False),
        sa.Column("numero", sa.Text(), nullable=False),
        sa.Column("territoire", sa.Text(), nullable=False),
        sa.Column("nom", sa.Text(), nullable=False),
        sa.Column("prenoms", sa.Text(), nullable=False),
        sa.Column("naissance", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("pack", sa.Text(), nullable=False),
        sa.Column("mesures_en_cours", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_fiche_dossier_id_dossier")),
        sa.PrimaryKeyConstraint("dossier_id", name=op.f("pk_fiche")),
    )
    op.create_index(op.f("ix_fiche_version"), "fiche", ["version"], unique=False)
    op.create_table(
        "mesure",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("dossier_id", sa.Text(), nullable=False),
        sa.Column("rang", sa.Integer(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_mesure_dossier_id_dossier")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mesure")),
        sa.UniqueConstraint("dossier_id", "rang", name=op.f("uq_mesure_dossier_id_rang")),
    )
    op.create_table(
        "signalement",
        sa.Column("cle", sa.Text(), nullable=False),
        sa.Column("dossier_id", sa.Text(), nullable=False),
        sa.Column("mesure_id", sa.Text(), nullable=False),
        sa.Column("type_mesure", sa.Text(), nullable=False),
        sa.Column("genre", sa.Text(), nullable=False),
        sa.Column("gravite", sa.Text(), nullable=False),
        sa.Column("regle", sa.Text(), nullable=False),
        sa.Column("objet", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("articles", sa.Text(), nullable=False),
        sa.Column("acte_id", sa.Text(), nullable=True),
        sa.Column("pack", sa.Text(), nullable=False),
        sa.Column("personne", sa.Text(), nullable=False),
        sa.Column("numero", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_signalement_dossier_id_dossier")),
        sa.PrimaryKeyConstraint("cle", "dossier_id", name=op.f("pk_signalement")),
    )
    op.create_index("ix_signalement_dossier_id", "signalement", ["dossier_id"], unique=False)
    op.create_table(
        "acte",
        sa.Column("ordre", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("dossier_id", sa.Text(), nullable=False),
        sa.Column("mesure_id", sa.Text(), nullable=True),
        sa.Column("rang_d_enregistrement", sa.Integer(), nullable=False),
        sa.Column("sujet", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("version_de_charge", sa.Integer(), nullable=False),
        sa.Column("charge", sa.Text(), nullable=False),
        sa.Column("survenu_le", sa.Text(), nullable=True),
        sa.Column("survenu_secondes", sa.BigInteger(), nullable=True),
        sa.Column("fuseau", sa.Text(), nullable=False),
        sa.Column("saisi_le", sa.BigInteger(), nullable=False),
        sa.Column("saisi_par", sa.Text(), nullable=False),
        sa.Column("remplace", sa.Text(), nullable=True),
        sa.Column("annule", sa.Boolean(), nullable=False),
        sa.Column("motif", sa.Text(), nullable=False),
        sa.Column("empreinte_precedente", sa.Text(), nullable=False),
        sa.Column("empreinte", sa.Text(), nullable=False),
        sa.CheckConstraint("remplace IS NULL OR motif <> ''", name=op.f("ck_acte_rectification_motivee")),
        sa.CheckConstraint("sujet <> 'acte' OR mesure_id IS NOT NULL", name=op.f("ck_acte_acte_d_une_mesure")),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_acte_dossier_id_dossier")),
        sa.ForeignKeyConstraint(["mesure_id"], ["mesure.id"], name=op.f("fk_acte_mesure_id_mesure")),
        sa.ForeignKeyConstraint(["remplace"], ["acte.id"], name=op.f("fk_acte_remplace_acte")),
        sa.PrimaryKeyConstraint("ordre", name=op.f("pk_acte")),
        sa.UniqueConstraint("id", name=op.f("uq_acte_id")),
        sa.UniqueConstraint("mesure_id", "rang_d_enregistrement", name=op.f("uq_acte_mesure_id_rang_d_enregistrement")),
        sa.UniqueConstraint("remplace", name=op.f("uq_acte_remplace")),
    )
    op.create_index("ix_acte_dossier_id_ordre", "acte", ["dossier_id", "ordre"], unique=False)
    op.create_index(
        "uq_acte_faits_de_dossier",
        "acte",
        ["dossier_id", "rang_d_enregistrement"],
        unique=True,
        sqlite_where=sa.text("mesure_id IS NULL"),
        postgresql_where=sa.text("mesure_id IS NULL"),
    )
    op.create_table(
        "suivi",
        sa.Column("mesure_id", sa.Text(), nullable=False),
        sa.Column("dossier_id", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("etat", sa.Text(), nullable=False),
        sa.Column("privative", sa.Boolean(), nullable=False),
        sa.Column("debut", sa.BigInteger(), nullable=True),
        sa.Column("fin", sa.BigInteger(), nullable=True),
        sa.Column("fuseau", sa.Text(), nullable=False),
        sa.Column("lieu", sa.Text(), nullable=False),
        sa.Column("personne", sa.Text(), nullable=False),
        sa.Column("numero", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_suivi_dossier_id_dossier")),
        sa.ForeignKeyConstraint(["mesure_id"], ["mesure.id"], name=op.f("fk_suivi_mesure_id_mesure")),
        sa.PrimaryKeyConstraint("mesure_id", name=op.f("pk_suivi")),
    )
    op.create_index("ix_suivi_dossier_id", "suivi", ["dossier_id"], unique=False)
    op.create_index("ix_suivi_etat_debut", "suivi", ["etat", "debut"], unique=False)
    op.create_table(
        "derivation",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("dossier_id", sa.Text(), nullable=False),
        sa.Column("mesure_id", sa.Text(), nullable=False),
        sa.Column("cle", sa.Text(), nullable=False),
        sa.Column("regle", sa.Text(), nullable=False),
        sa.Column("pack", sa.Text(), nullable=False),
        sa.Column("acte_id", sa.Text(), nullable=True),
        sa.Column("ordre", sa.BigInteger(), nullable=False),
        sa.Column("usage", sa.Text(), nullable=False),
        sa.Column("montree_le", sa.BigInteger(), nullable=False),
        sa.Column("montree_a", sa.Text(), nullable=False),
        sa.Column("contenu", sa.Text(), nullable=False),
        sa.Column("empreinte", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["acte_id"], ["acte.id"], name=op.f("fk_derivation_acte_id_acte")),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_derivation_dossier_id_dossier")),
        sa.ForeignKeyConstraint(["mesure_id"], ["mesure.id"], name=op.f("fk_derivation_mesure_id_mesure")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_derivation")),
        sa.UniqueConstraint(
            "dossier_id", "cle", "usage", "empreinte", name=op.f("uq_derivation_dossier_id_cle_usage_empreinte")
        ),
    )


def downgrade() -> None:
    """Supprime tout (essais seulement)."""
    for table in (
        *("derivation", "suivi", "acte", "signalement", "mesure", "fiche", "echeance"),
        *("reglage", "journal", "dossier", "brouillon"),
    ):
        op.drop_table(table)
