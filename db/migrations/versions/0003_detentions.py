"""Le tableau des détenus et la prévision.

Ce qui change : une table de projection, ``detention``.
Pourquoi : les pages « Détentions » et « Prévision » se lisent page par page, quel que soit le nombre de personnes détenues.
Effet sur les actes : aucun ; les projections se recalculent (leur paquet est oublié).
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Crée la table et ses index ; toute projection est à refaire."""
    op.create_table(
        "detention",
        sa.Column("mesure_id", sa.Text(), nullable=False),
        sa.Column("dossier_id", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("en_cours", sa.Boolean(), nullable=False),
        sa.Column("personne", sa.Text(), nullable=False),
        sa.Column("numero", sa.Text(), nullable=False),
        sa.Column("etablissement", sa.Text(), nullable=False),
        sa.Column("ecrou", sa.Text(), nullable=False),
        sa.Column("cabinet", sa.Text(), nullable=False),
        sa.Column("phase", sa.Text(), nullable=False),
        sa.Column("regime", sa.Text(), nullable=False),
        sa.Column("cumul", sa.Text(), nullable=False),
        sa.Column("manque", sa.Text(), nullable=False),
        sa.Column("tri", sa.BigInteger(), nullable=False),
        sa.Column("cle", sa.Text(), nullable=False),
        sa.Column("terme", sa.BigInteger(), nullable=True),
        sa.Column("terme_en_jours", sa.Boolean(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("plafond", sa.BigInteger(), nullable=True),
        sa.Column("plafond_cumul", sa.Text(), nullable=False),
        sa.Column("audience_plafond", sa.Text(), nullable=False),
        sa.Column("debat", sa.BigInteger(), nullable=True),
        sa.Column("debat_au_jour", sa.Boolean(), nullable=False),
        sa.Column("dernier_debat", sa.BigInteger(), nullable=True),
        sa.Column("convocation", sa.BigInteger(), nullable=True),
        sa.Column("suite", sa.Text(), nullable=False),
        sa.Column("demandes", sa.Integer(), nullable=False),
        sa.Column("autre_cause", sa.Boolean(), nullable=False),
        sa.Column("autre_cause_titre", sa.Text(), nullable=False),
        sa.Column("fuseau", sa.Text(), nullable=False),
        sa.Column("cherchable", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["mesure_id"], ["mesure.id"], name=op.f("fk_detention_mesure_id_mesure")),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_detention_dossier_id_dossier")),
        sa.PrimaryKeyConstraint("mesure_id", name=op.f("pk_detention")),
    )
    op.create_index("ix_detention_dossier_id", "detention", ["dossier_id"], unique=False)
    op.create_index("ix_detention_en_cours_tri", "detention", ["en_cours", "tri", "mesure_id"], unique=False)
    op.create_index("ix_detention_en_cours_cabinet_tri", "detention", ["en_cours", "cabinet", "tri"], unique=False)
    op.create_index("ix_detention_en_cours_etablissement_tri", "detention", ["en_cours", "etablissement", "tri"], unique=False)
    op.create_index("ix_detention_en_cours_phase", "detention", ["en_cours", "phase"], unique=False)
    op.create_index("ix_detention_en_cours_terme", "detention", ["en_cours", "terme"], unique=False)
    op.create_index("ix_detention_en_cours_plafond", "detention", ["en_cours", "plafond"], unique=False)
    op.execute("UPDATE fiche SET pack = ''")


def downgrade() -> None:
    """Retire la table (essais seulement)."""
    op.drop_table("detention")
