"""The line of the schema's revisions, kept in the database: what an older release can read of newer ones.

While a release is replaced, servers and workers of the one before go on working on the new schema. They do
not know its revisions; but they find their own in this table, and after it whether one of those that follow
breaks with them. A migration that does says so itself: `breaks = "why"`. The rules for migrations are in
docs/upgrading.md.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import Connection, delete, insert, inspect, select

from engine.store.tables import schema_revision

if TYPE_CHECKING:
    from alembic.script import ScriptDirectory


def note_revisions(connection: Connection, scripts: ScriptDirectory, head: str | None) -> None:
    """Write every revision down that the database has, up to `head`; None: it has none any more."""
    if not inspect(connection).has_table(schema_revision.name):
        return
    line = list(reversed([*scripts.iterate_revisions(head, "base")])) if head is not None else []
    there = set(connection.scalars(select(schema_revision.c.revision)))
    now = datetime.now(UTC)
    for position, script in enumerate(line, 1):
        if script.revision not in there:
            breaks = getattr(script.module, "breaks", None)
            values = {"revision": script.revision, "position": position, "breaks": breaks, "applied_at": now}
            connection.execute(insert(schema_revision).values(values))
    kept = [script.revision for script in line]
    connection.execute(delete(schema_revision).where(schema_revision.c.revision.not_in(kept)))


def break_after(connection: Connection, own: str, at: str | None) -> str | None:
    """Return why a release at revision `own` cannot work on a database that is `at` another; None: it can."""
    if not inspect(connection).has_table(schema_revision.name):
        return "the database is older"
    rows = connection.execute(
        select(schema_revision.c.revision, schema_revision.c.breaks).order_by(schema_revision.c.position)
    ).all()
    places = [row.revision for row in rows]
    if own not in places or at not in places:
        return "the database is not on the line of this release's revisions"
    return next((row.breaks for row in rows[places.index(own) + 1 :] if row.breaks is not None), None)
