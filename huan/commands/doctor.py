"""`huan doctor`: the invariants of a database."""

from __future__ import annotations

from collections.abc import Iterator

import click

from engine.queries.audit import verify
from engine.queries.doctor import Broken, examine
from engine.store import schema
from huan.console import FINDINGS, system_of, told
from huan.settings import Settings
from huan.wiring import System


def _examined(system: System) -> Iterator[Broken]:
    services = system.engine.services
    return examine(system.database, lambda tx, key: services.definition(tx, key).compiled)


@click.command()
@told
def doctor() -> None:
    """Check schema, triggers, rows and chains (HUAN_DATABASE_URL); exit 1 with every finding."""
    settings = Settings.from_environment()
    findings = schema.differences(settings.database_url)
    if not findings:
        missing = schema.missing_triggers(settings.database_url)
        findings += [f"trigger {name} is missing: run `huan db upgrade`" for name in sorted(missing)]
        with system_of(settings) as system:
            findings += [str(broken) for broken in _examined(system)]
            findings += [str(fault) for fault in verify(system.database).faults]
    for finding in findings:
        click.echo(finding)
    if findings:
        raise SystemExit(FINDINGS)
    click.echo("all invariants hold")
