"""`huan doctor`: the invariants of a database."""

from __future__ import annotations

from collections.abc import Iterator

import click

from engine.queries.audit import verify
from engine.queries.doctor import Broken, examine
from engine.store import schema
from engine.store.order_notes import kept_digests
from engine.store.recordings import stored_digests
from huan.console import FINDINGS, progress, system_of, told
from huan.settings import Settings
from huan.wiring import System


def _examined(system: System) -> Iterator[Broken]:
    services = system.engine.services
    return examine(system.database, lambda tx, key: services.definition(tx, key).compiled)


@click.command()
@told
def doctor() -> None:
    """Check schema, triggers, rows, chains, attachments and recordings; exit 1 with every finding."""
    findings = invariants(Settings.from_environment())
    for finding in findings:
        click.echo(finding)
    if findings:
        raise SystemExit(FINDINGS)
    click.echo("all invariants hold")


def invariants(settings: Settings) -> list[str]:
    """Return every finding about a database: its schema, triggers, rows and chains; empty: there is none."""
    findings = schema.differences(settings.database_url)
    if findings:
        return [*findings, "rows and history were not examined: they need the tables of this release"]
    findings = schema.trigger_findings(settings.database_url)
    with system_of(settings) as system:
        findings += [str(broken) for broken in _examined(system)]
        findings += [str(fault) for fault in verify(system.database, progress=progress).faults]
        findings += _missing_contents(system)
    return findings


def _missing_contents(system: System) -> list[str]:
    """Return a finding for every attachment and stored recording whose content is not in its folder."""
    with system.database.reading() as tx:
        kept = {
            "attachment": (system.settings.attachments, kept_digests(tx)),
            "recording": (system.settings.recordings, stored_digests(tx)),
        }
    return [
        f"{what}: {digest}: its content is not in {folder}: bring it back from a backup"
        for what, (folder, digests) in kept.items()
        for digest in digests
        if not (folder / digest[:2] / digest).is_file()
    ]
