"""`huan instances`: migrate what runs on one version of a package to another, and undo it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import orjson

from engine.commands.migration import MigrationRequest
from engine.commands.preview_migration import check_migration, preview
from engine.commands.start_migration import StartMigration
from engine.commands.undo_migration import UndoMigration
from engine.queries import Reading
from engine.queries.migrations import (
    MigratedInstance,
    MigrationLine,
    migration_lines,
    migration_page,
    proposal,
    running_on,
)
from engine.workers import advance_migrations
from huan.commands.accounts import CONSOLE
from huan.console import FINDINGS, system_of, told
from huan.mapping_file import read_mapping
from huan.migration_text import lines_of
from huan.settings import Settings
from huan.wiring import System

PAGE = 500


@click.group("instances")
def instances() -> None:
    """Running instances: migrate them to another version of their package, undo a migration."""


@instances.command("migrate")
@click.argument("package")
@click.option("--from", "source", required=True, type=click.IntRange(min=1), help="The version they run on.")
@click.option("--to", "target", required=True, type=click.IntRange(min=1), help="The version they go to.")
@click.option(
    "--map",
    "map_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Elements and flows that are mapped otherwise than proposed (YAML or JSON).",
)
@click.option("--dry-run", is_flag=True, help="Only say what would happen to each instance.")
@click.option("--reason", default="", help="Why, for the record.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document instead of lines.")
@told
def migrate(
    package: str,
    source: int,
    target: int,
    map_file: Path | None,
    dry_run: bool,
    reason: str,
    as_json: bool,
) -> None:
    """Migrate every running instance of PACKAGE from one version to another.

    Exit code 0: all of them were (or would be) migrated. 1: some were refused; each says why.
    """
    elements, flows = read_mapping(map_file) if map_file is not None else ({}, {})
    wanted = MigrationRequest(package, source, target, elements, flows)
    with system_of(Settings.from_environment()) as system:
        if dry_run:
            check_migration(system.engine, CONSOLE, wanted)
            found = list(_trials(system, wanted))
            document = {"format": 1, "package": package, "from": source, "to": target, "instances": found}
            refused = sum(1 for one in found if one["outcome"] == "refused")
            if as_json:
                click.echo(orjson.dumps(document, option=orjson.OPT_INDENT_2))
            else:
                _tell_trials(system, package, source, target, found)
        else:
            command = StartMigration(wanted, reason)
            migration = system.engine.run(command, CONSOLE)["migration"]
            refused = _carry_out(system, migration, as_json).refused
    if refused:
        sys.exit(FINDINGS)


@instances.command("undo")
@click.argument("migration")
@click.option("--instance", help="Only this one; all of them when left out.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document instead of lines.")
@told
def undo(migration: str, instance: str | None, as_json: bool) -> None:
    """Put the instances of MIGRATION back to the version they came from.

    What has moved since (a task was completed, a timer fired …) stays as it is, and exit code 1 says so.
    """
    with system_of(Settings.from_environment()) as system:
        count = system.engine.run(UndoMigration(migration, instance), CONSOLE)["instances"]
        before = _line(system, migration).undone
        line = _carry_out(system, migration, as_json)
    if line.undone - before < count:
        sys.exit(FINDINGS)


@instances.command("migrations")
@click.argument("package")
@told
def migrations(package: str) -> None:
    """List the migrations of PACKAGE, newest first."""
    with system_of(Settings.from_environment()) as system, system.database.reading() as tx:
        for line in migration_lines(Reading.begin(tx, CONSOLE, system.engine.services), package):
            click.echo(f"{line.id}  {line.created_at:%Y-%m-%d %H:%M}Z  {_shown(line)}")


@instances.command("report")
@click.argument("migration")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document instead of lines.")
@told
def report(migration: str, as_json: bool) -> None:
    """Show how far MIGRATION is and what became of each instance."""
    with system_of(Settings.from_environment()) as system:
        _tell_report(system, migration, as_json)


def _trials(system: System, wanted: MigrationRequest) -> Iterator[dict[str, Any]]:
    after: str | None = None
    while True:
        with system.database.reading() as tx:
            look = Reading.begin(tx, CONSOLE, system.engine.services)
            page = running_on(look, wanted.package, wanted.source, after, PAGE)
        for key in page:
            yield preview(system.engine, CONSOLE, wanted, key)
        if len(page) < PAGE:
            return
        after = page[-1]


def _tell_trials(system: System, package: str, source: int, target: int, found: list[dict[str, Any]]) -> None:
    with system.database.reading() as tx:
        proposed = proposal(Reading.begin(tx, CONSOLE, system.engine.services), package, source, target)
    for one in proposed.elements:
        if one.target is None:
            click.echo(f"{one.element} ({one.name}): proposed for nothing of version {target}")
        elif one.target != one.element:
            click.echo(f"{one.element} ({one.name}) → {one.target} ({one.target_name})")
    for trial in found:
        click.echo(f"{trial['number'] or trial['key']}: {trial['outcome']}")
        for line in lines_of(trial):
            click.echo(line)
    counts = {name: sum(1 for one in found if one["outcome"] == name) for name in ("migrates", "refused")}
    click.echo(f"{counts['migrates']} would be migrated, {counts['refused']} refused; nothing has changed")


def _carry_out(system: System, migration: str, as_json: bool) -> MigrationLine:
    """Do what is waiting, here; a worker that runs beside takes its share. Return how it stands then."""
    while (line := _line(system, migration)).waiting:
        advance_migrations(system.engine)
        if sys.stderr.isatty():
            click.echo(f"\r{line.waiting} left ", nl=False, err=True)
    _tell_report(system, migration, as_json)
    return _line(system, migration)


def _line(system: System, migration: str) -> MigrationLine:
    with system.database.reading() as tx:
        look = Reading.begin(tx, CONSOLE, system.engine.services)
        return migration_page(look, migration, None, 1).migration


def _tell_report(system: System, migration: str, as_json: bool) -> None:
    items: list[MigratedInstance] = []
    after: str | None = None
    while True:
        with system.database.reading() as tx:
            page = migration_page(Reading.begin(tx, CONSOLE, system.engine.services), migration, after, PAGE)
        items += page.items
        after = page.next
        if after is None:
            break
    if as_json:
        document = {
            "format": 1,
            "migration": _plain(page.migration),
            "elements": page.elements,
            "flows": page.flows,
            "instances": [_plain(one) for one in items],
        }
        click.echo(orjson.dumps(document, option=orjson.OPT_INDENT_2))
        return
    for one in items:
        click.echo(f"{one.number or one.key}: {one.status}")
        for line in lines_of(one.report) if one.status != "undone" else ():
            click.echo(line)
    click.echo(f"migration {page.migration.id}: {_shown(page.migration)}")


def _plain(one: Any) -> dict[str, Any]:
    return {
        name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in vars(one).items()
    }


def _shown(line: MigrationLine) -> str:
    names = ("waiting", "migrated", "refused", "undone", "ended")
    counts = ", ".join(f"{getattr(line, name)} {name}" for name in names if getattr(line, name))
    return f"{line.package} {line.source} → {line.target}: {counts or 'no instances'}"
