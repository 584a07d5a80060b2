"""`huan db`: the schema of the database."""

from __future__ import annotations

import click

from engine.org import Actor
from engine.store import schema
from huan.console import system_of
from huan.settings import Settings


@click.group("db")
def db() -> None:
    """The schema of the database (HUAN_DATABASE_URL)."""


@db.command()
def upgrade() -> None:
    """Bring the database to this release, and seed its clock and calendars."""
    settings = Settings.from_environment()
    prepare_database(settings)
    click.echo(f"{_shown(settings.database_url)}: up to date")


@db.command()
def check() -> None:
    """Say whether the database is at this release; exit 1 when it is not."""
    settings = Settings.from_environment()
    found = schema.differences(settings.database_url)
    missing = schema.missing_triggers(settings.database_url)
    for difference in found:
        click.echo(difference)
    for trigger in sorted(missing):
        click.echo(f"trigger {trigger} is missing")
    if found or missing:
        raise SystemExit(1)
    click.echo(f"{_shown(settings.database_url)}: up to date")


def prepare_database(settings: Settings) -> None:
    """Migrate, then give the database what every installation needs. Idempotent."""
    from engine.commands.prepare import Prepare

    schema.upgrade(settings.database_url)
    with system_of(settings) as system:
        system.engine.run(Prepare(settings.clock_rate), Actor("system:install"))


def _shown(url: str) -> str:
    """Return the database's address without its password."""
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{rest.rpartition('@')[2]}"
