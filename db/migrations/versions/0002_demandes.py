"""Le registre des demandes et des recours.

Ce qui change : une table de projection, ``demande``.
Pourquoi : la page « Demandes et recours » se lit d'une requête indexée, quel que soit le nombre de dossiers.
Effet sur les actes : aucun ; les projections se recalculent (leur paquet est oublié).
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Crée la table et ses index ; toute projection est à refaire."""
    op.create_table(
        "demande",
        sa.Column("acte_id", sa.Text(), nullable=False),
        sa.Column("dossier_id", sa.Text(), nullable=False),
        sa.Column("mesure_id", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("intitule", sa.Text(), nullable=False),
        sa.Column("recue", sa.BigInteger(), nullable=True),
        sa.Column("au_jour", sa.Boolean(), nullable=False),
        sa.Column("voie", sa.Text(), nullable=False),
        sa.Column("juridiction", sa.Text(), nullable=False),
        sa.Column("auteur", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("etat", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("nature", sa.Text(), nullable=False),
        sa.Column("suivi", sa.BigInteger(), nullable=True),
        sa.Column("en_jours", sa.Boolean(), nullable=False),
        sa.Column("alertes", sa.Text(), nullable=False),
        sa.Column("cle", sa.Text(), nullable=False),
        sa.Column("issue", sa.Text(), nullable=False),
        sa.Column("fuseau", sa.Text(), nullable=False),
        sa.Column("lieu", sa.Text(), nullable=False),
        sa.Column("personne", sa.Text(), nullable=False),
        sa.Column("numero", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["acte_id"], ["acte.id"], name=op.f("fk_demande_acte_id_acte")),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_demande_dossier_id_dossier")),
        sa.PrimaryKeyConstraint("acte_id", name=op.f("pk_demande")),
    )
    op.create_index("ix_demande_dossier_id", "demande", ["dossier_id"], unique=False)
    op.create_index("ix_demande_etat_suivi_acte_id", "demande", ["etat", "suivi", "acte_id"], unique=False)
    op.create_index("ix_demande_etat_recue", "demande", ["etat", "recue"], unique=False)
    op.execute("UPDATE fiche SET pack = ''")


def downgrade() -> None:
    """Retire la table (essais seulement)."""
    op.drop_table("demande")
