"""From a URL to a database."""

from __future__ import annotations

from engine.store.address import require_address, sqlite_file
from engine.store.database import Database
from engine.store.postgres import PostgresDatabase
from engine.store.sqlite import SqliteDatabase


def open_database(url: str) -> Database:
    """Return the database at `url`: `postgresql://…` or `sqlite:///path` (relative or absolute).

    Nothing is opened yet, and nothing made: see engine.store.schema.

    Raises:
        InvalidInput: another kind of URL, or one that cannot be read.
    """
    require_address(url)
    return PostgresDatabase(url) if sqlite_file(url) is None else SqliteDatabase(url)
