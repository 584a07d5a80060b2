"""`huan backup` and `huan restore`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from engine.store.address import shown_address
from huan.backup import make_backup, restore_backup
from huan.commands.doctor import invariants
from huan.console import FINDINGS, language, told
from huan.settings import Settings


@click.command()
@click.argument("target", type=click.Path(path_type=Path))
@told
def backup(target: Path) -> None:
    """Copy database, attachments, recordings and settings into TARGET: a new folder, or a new .tar file.

    Everything goes on meanwhile; the database is copied as it is at one moment. Secrets are not in it. The
    digest that is printed proves later that it is this backup: keep it elsewhere.
    """
    settings = Settings.from_environment()
    made = make_backup(settings, target, _show)
    database, files = made.manifest.database, made.manifest.files
    rows = sum(database.rows.values())
    size = sum(entry.bytes for entry in files.values())
    attached, recorded = (
        sum(1 for name in files if name.startswith(f"{part}/")) for part in ("attachments", "recordings")
    )
    click.echo(
        f"{target}: {rows} rows of {len(database.rows)} tables at schema {database.revision}, "
        f"{attached} attachment(s), {recorded} recording(s), {size} bytes"
    )
    click.echo(f"digest {made.digest}")
    for fault in made.faults:
        click.echo(fault.within(language()))
    if made.faults:
        raise SystemExit(FINDINGS)


@click.command()
@click.argument("source", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--digest", metavar="HEX", help="The digest that `huan backup` printed; another backup is refused."
)
@told
def restore(source: Path, digest: str | None) -> None:
    """Restore a backup into an empty database (HUAN_DATABASE_URL) and new folders of contents.

    Every file is compared with its digest before anything is changed; afterwards the database is brought to
    this release, and everything that `huan doctor` and `huan audit verify` look at is looked at.
    """
    settings = Settings.from_environment()
    restored = restore_backup(settings, source, digest, _show)
    database = restored.manifest.database
    click.echo(
        f"{shown_address(settings.database_url)}: {sum(database.rows.values())} rows, made at "
        f"{restored.manifest.made_at} by {restored.manifest.release}, {restored.attachments} attachment(s), "
        f"{restored.recordings} recording(s)"
    )
    findings = invariants(settings)
    for finding in findings:
        click.echo(finding)
    if findings:
        raise SystemExit(FINDINGS)
    click.echo("all invariants hold")


def _show(part: str, done: int, total: int) -> None:
    """Show on standard error how far it is, where somebody watches."""
    if sys.stderr.isatty():
        click.echo(f"\r{part} {done}/{total}\x1b[K", nl=done == total, err=True)
