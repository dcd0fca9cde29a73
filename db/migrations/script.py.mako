"""${message}

Ce qui change :
Pourquoi :
Effet sur les actes : aucun (une migration ajoute ; elle ne récrit ni acte, ni dérivation montrée, ni journal).
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = ${repr(branch_labels)}
depends_on = ${repr(depends_on)}


def upgrade() -> None:
    """Ajoute ce que cette révision apporte. Écrit les tables en clair : ``db.tables`` évoluera, cette révision non."""
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:
    """Revient en arrière (essais seulement)."""
    ${downgrades if downgrades else "pass"}
