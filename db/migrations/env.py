"""L'environnement d'alembic : une connexion reçue de ``db.migration``, le mode par lots de SQLite, nos métadonnées."""

from __future__ import annotations

from alembic import context

from db.tables import metadonnees

connexion = context.config.attributes["connexion"]
context.configure(connection=connexion, target_metadata=metadonnees, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
