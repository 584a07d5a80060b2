"""Bring a database to the schema of this release, and say where it stands."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.exc import OperationalError

from engine.errors import Unavailable
from engine.store.tables import metadata
from engine.store.triggers import expected_names

MIGRATIONS = Path(__file__).parent / "migrations"


def _driver_url(url: str) -> str:
    if url.startswith(("postgresql://", "postgres://")):
        return "postgresql+psycopg://" + url.split("://", 1)[1]
    Path(url.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
    return url


def _config(url: str) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["url"] = _driver_url(url)
    return config


def upgrade(url: str, revision: str = "head") -> None:
    """Run the migrations that the database lacks. Idempotent.

    Raises:
        Unavailable: the database does not answer.
    """
    try:
        command.upgrade(_config(url), revision)
    except OperationalError as error:
        raise Unavailable(f"the database does not answer: {error.orig}") from error


def is_current(url: str) -> bool:
    """Return whether the database has the schema of this release."""
    engine = create_engine(_driver_url(url))
    try:
        with engine.connect() as connection:
            at = MigrationContext.configure(connection).get_current_heads()
            return set(at) == set(ScriptDirectory.from_config(_config(url)).get_heads())
    except OperationalError as error:
        raise Unavailable(f"the database does not answer: {error.orig}") from error
    finally:
        engine.dispose()


def missing_triggers(url: str) -> set[str]:
    """Return the names of history triggers that are not in the database, or are switched off."""
    engine = create_engine(_driver_url(url))
    try:
        with engine.connect() as connection:
            if connection.dialect.name == "postgresql":
                query = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')"
            else:
                query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
            there = {row[0] for row in connection.execute(text(query))}
            return expected_names(connection.dialect.name) - there
    finally:
        engine.dispose()


def differences(url: str) -> list[str]:
    """Return how the database differs from the tables of this release; empty when it does not."""
    engine = create_engine(_driver_url(url))
    try:
        with engine.connect() as connection:
            if not inspect(connection).get_table_names():
                return ["the database is empty: run `huan db upgrade`"]
            context = MigrationContext.configure(connection, opts={"compare_type": False})
            return [str(difference) for difference in compare_metadata(context, metadata)]
    finally:
        engine.dispose()
