"""Whether the server lives, and whether it can work. Without signing in, and without telling of any data."""

from __future__ import annotations

from flask import current_app

from api.access import Access
from api.context import system
from api.endpoint import Values, blueprint, endpoint
from api.schemas.operations import Live, Ready
from engine.errors import Unavailable
from engine.queries.health import broken_versions, lag
from engine.store.revisions import why_unusable
from engine.words import Words

group = blueprint("health", "For whoever watches the server.")
_KNOWN_CURRENT = "HUAN_SCHEMA_IS_CURRENT"


@endpoint(group, "GET", "/health/live", "getLive", Access.PUBLIC, answer=Live)
def live() -> Values:
    """The server answers."""
    return {"status": "live"}


@endpoint(group, "GET", "/health/ready", "getReady", Access.PUBLIC, answer=Ready)
def ready() -> Values:
    """The database answers and has a schema that this release can work on; what waits, and what is broken."""
    database = system().database
    if not current_app.config.get(_KNOWN_CURRENT):
        if why_unusable(database.url) is not None:
            raise Unavailable(
                Words(
                    "the database has another schema: run `huan db upgrade`",
                    "数据库的结构不是这个版本的：请运行 `huan db upgrade`",
                )
            )
        # Whoever runs a migration that breaks with this release stops its processes first.
        current_app.config[_KNOWN_CURRENT] = True
    with database.reading() as tx:
        found = lag(tx)
        broken = broken_versions(tx, system().engine.services)
    return {
        "status": "ready",
        "timers_seconds": found.timers,
        "deliveries_seconds": found.deliveries,
        "jobs_seconds": found.jobs,
        "broken": broken,
    }
