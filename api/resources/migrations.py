"""Migrations: the proposal, a dry run, ordering one, its progress and report, undoing it."""

from __future__ import annotations

from typing import Any

from api.context import caller, reading, run, system
from api.endpoint import Values, blueprint, endpoint
from api.schemas.migrations import (
    MigrationBody,
    MigrationOrdered,
    MigrationProposal,
    MigrationQuery,
    MigrationReport,
    Migrations,
    ProposalQuery,
    UndoBody,
    Undone,
)
from engine.commands import Answer
from engine.commands.migration import MigrationRequest
from engine.commands.preview_migration import check_migration, preview
from engine.commands.start_migration import StartMigration
from engine.commands.undo_migration import UndoMigration
from engine.org import Action
from engine.queries.migrations import migration_lines, migration_page, proposal, running_on

group = blueprint("migrations", "Running instances that go on in another version.")
#: Instances that a dry run looks at; the command line looks at all of them.
MOST_TRIALS = 100


@endpoint(
    group,
    "GET",
    "/packages/<word:package>/migrations/proposal",
    "proposeMigration",
    Action.DEPLOY,
    query=ProposalQuery,
    answer=MigrationProposal,
)
def propose(query: Values, package: str) -> Any:
    """The mapping between two versions that suggests itself."""
    with reading() as look:
        return proposal(look, package, query["source"], query["target"])


@endpoint(
    group,
    "GET",
    "/packages/<word:package>/migrations",
    "listMigrations",
    Action.DEPLOY,
    answer=Migrations,
)
def list_migrations(package: str) -> Values:
    """The migrations of a package, newest first."""
    with reading() as look:
        return {"items": migration_lines(look, package)}


@endpoint(
    group,
    "POST",
    "/packages/<word:package>/migrations",
    "migrateInstances",
    Action.DEPLOY,
    body=MigrationBody,
    answer=MigrationOrdered,
    command=True,
)
def migrate(body: Values, package: str) -> Answer:
    """Migrate all running instances of a version, or say what would happen to each.

    A worker does it in chunks; `GET /migrations/{id}` tells how far it is. A dry run looks at the first
    hundred instances.
    """
    wanted = MigrationRequest(package, body["source"], body["target"], **body["mapping"])
    if not body["dry_run"]:
        return {**run(StartMigration(wanted, body["reason"])), "trials": []}
    engine, actor = system().engine, caller().actor
    check_migration(engine, actor, wanted)
    with reading() as look:
        count = proposal(look, package, wanted.source, wanted.target).instances
        keys = running_on(look, package, wanted.source, None, MOST_TRIALS)
    trials = [preview(engine, actor, wanted, one) for one in keys]
    return {
        "migration": None,
        "package": package,
        "instances": count,
        "trials": [_whole(one) for one in trials],
    }


@endpoint(
    group,
    "GET",
    "/migrations/<id:migration_id>",
    "getMigration",
    Action.DEPLOY,
    query=MigrationQuery,
    answer=MigrationReport,
)
def get_migration(query: Values, migration_id: str) -> Values:
    """How far a migration is, and what became of each instance."""
    with reading() as look:
        page = migration_page(look, migration_id, query["after"], query["limit"])
    items = [{**vars(one), "report": _whole(one.report)} for one in page.items]
    return {**vars(page), "items": items}


@endpoint(
    group,
    "POST",
    "/migrations/<id:migration_id>/undo",
    "undoMigration",
    Action.DEPLOY,
    body=UndoBody,
    answer=Undone,
    command=True,
)
def undo(body: Values, migration_id: str) -> Answer:
    """Put migrated instances back where they stood, as long as nothing has happened to them since."""
    return run(UndoMigration(migration_id, body["instance"]))


def _whole(report: Values) -> Values:
    """Return a report with every part, empty where nothing is to be told."""
    parts = ("refusals", "tokens", "tasks", "timers", "subscriptions", "jobs")
    return {**{name: [] for name in parts}, **report}
