"""Alembic's environment: the engine's metadata, and the triggers after every run."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from sqlalchemy import create_engine, text

from engine.store.lineage import note_revisions
from engine.store.online import begin_short
from engine.store.tables import metadata
from engine.store.triggers import create_statements


def render_type(kind: str, item: Any, autogen: Any) -> str | Literal[False]:
    """Write our column types by their names when a migration is generated."""
    if kind == "type" and type(item).__module__ == "engine.store.types":
        autogen.imports.add("from engine.store import types")
        return f"types.{type(item).__name__}()"
    return False


def run() -> None:
    """Run the migrations in one transaction, then create the triggers again."""
    url = context.config.attributes["url"]
    engine = create_engine(url)
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=metadata,
            render_as_batch=True,
            render_item=render_type,
            transaction_per_migration=False,
        )
        with context.begin_transaction():
            begin_short(connection)
            context.run_migrations()
            note_revisions(connection, context.script, context.get_context().get_current_revision())
            if context.get_context().opts["fn"].__name__ == "upgrade":
                for statement in create_statements(connection.dialect.name):
                    connection.execute(text(statement))
        connection.commit()
    engine.dispose()


run()
