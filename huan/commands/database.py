"""`huan db`: the schema of the database."""

from __future__ import annotations

import click

from engine.org import Actor
from engine.store import schema
from engine.store.address import shown_address
from huan.console import FINDINGS, system_of, told
from huan.settings import Settings


@click.group("db")
def db() -> None:
    """The schema of the database (HUAN_DATABASE_URL)."""


@db.command()
@told
def upgrade() -> None:
    """Bring the database to this release, and seed its clock and calendars.

    On SQLite the file is made when it is not there; only this, `huan run` and `huan telephony replay` make
    one. On PostgreSQL the database must be there; servers and workers may go on working on it.
    """
    settings = Settings.from_environment()
    for index in prepare_database(settings):
        click.echo(f"built beside those who work: {index}")
    click.echo(f"{shown_address(settings.database_url)}: up to date")


@db.command()
@told
def check() -> None:
    """Say whether the database is at this release; exit 1 when it is not."""
    settings = Settings.from_environment()
    found = schema.findings(settings.database_url)
    for finding in found:
        click.echo(finding)
    if found:
        raise SystemExit(FINDINGS)
    click.echo(f"{shown_address(settings.database_url)}: up to date")


def prepare_database(settings: Settings) -> list[str]:
    """Migrate, then give the database what every installation needs. Idempotent.

    Returns:
        The indexes of large tables that were built while others worked.
    """
    from engine.commands.prepare import Prepare

    built = schema.upgrade(settings.database_url)
    with system_of(settings) as system:
        system.engine.run(Prepare(settings.clock_rate), Actor("system:install"))
    return built
