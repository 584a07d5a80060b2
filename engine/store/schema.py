"""Bring a database to the schema of this release, and say how it differs.

Only `upgrade` makes a database; everything else refuses one that is not there, so that a mistyped address
makes neither a file nor a folder.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import psycopg
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy import inspect

from engine.errors import HuanError, InvalidInput, Unavailable
from engine.store.address import require_address, shown_address, sqlite_file
from engine.store.line_copies import lines_to_mend, mend_lines
from engine.store.online import make_missing_indexes
from engine.store.revisions import MIGRATIONS, connected, driver_url, told_errors
from engine.store.tables import metadata
from engine.store.tables.order_texts import PIECE_INDEX, TEXT_INDEX
from engine.store.triggers import trigger_faults
from engine.words import Words

PAUSE_SECONDS = 2.0
#: What PostgreSQL answers when others hold a lock for too long.
_IN_THE_WAY = (psycopg.errors.LockNotAvailable, psycopg.errors.DeadlockDetected)


def upgrade(
    url: str, revision: str = "head", *, tries: int = 15, pause: Callable[[float], None] = time.sleep
) -> list[str]:
    """Run the migrations that the database lacks, on SQLite make its file first. Idempotent.

    Others may go on working on a PostgreSQL (engine.store.online); return the indexes that were built beside
    them. What inbox lines copy is mended there too. When others hold the locks for too long, it gives up
    everything and tries again, `tries` times.

    Raises:
        InvalidInput: the address is none, or its folder cannot be made.
        Unavailable: the database does not answer, or is none.
        HuanError: the database belongs to a newer release.
    """
    require_address(url)
    path = sqlite_file(url)
    if path is not None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise InvalidInput(
                Words(
                    f"the folder {path.parent} cannot be made: {error.strerror}",
                    f"不能创建文件夹 {path.parent}：{error.strerror}",
                )
            ) from error
    for left in reversed(range(tries)):
        try:
            with _ours(url):
                command.upgrade(_config(url), revision)
                if path is not None or revision != "head":
                    return []
                built = make_missing_indexes(driver_url(url))
                mend_lines(driver_url(url))
                return built
        except Unavailable as error:
            if not isinstance(getattr(error.__cause__, "orig", None), _IN_THE_WAY) or left == 0:
                raise
            pause(PAUSE_SECONDS)
    return []


def downgrade(url: str, revision: str) -> None:
    """Undo migrations down to a revision, `base` for all of them.

    Raises:
        NotFound, Unavailable: as for every look at the database.
    """
    with connected(url):
        pass
    with _ours(url):
        command.downgrade(_config(url), revision)


def require_known(revision: str) -> None:
    """Refuse a revision that this release does not know.

    Raises:
        HuanError: it belongs to a newer release.
    """
    try:
        ScriptDirectory.from_config(_config("sqlite:///none")).get_revision(revision)
    except CommandError as error:
        raise HuanError(
            Words(
                f"this release does not know the schema {revision}: use the release that made it, or newer",
                f"这个发行版不认识数据库版本 {revision}：请用当时的发行版或更新的",
            )
        ) from error


def differences(url: str) -> list[str]:
    """Return how the database differs from the tables of this release; empty when it does not."""
    with connected(url) as connection:
        if not inspect(connection).get_table_names():
            return ["the database is empty: run `huan db upgrade`"]
        context = MigrationContext.configure(
            connection,
            opts={
                "compare_type": False,
                "include_object": partial(_is_compared, connection.dialect.name),
            },
        )
        found = compare_metadata(context, metadata)
        at = set(context.get_current_heads())
    if found and at != set(ScriptDirectory.from_config(_config(url)).get_heads()):
        return ["the database is not at this release: run `huan db upgrade`"]
    return [_told(difference) for difference in found]


def _is_compared(dialect: str, thing: Any, name: str | None, kind: str, is_there: bool, other: Any) -> bool:
    """Return whether the tables speak of something: not of what only one kind of database has.

    SQLite's full-text index, and the tables that it keeps itself in, are made by a migration alone.
    """
    del thing, is_there, other
    if kind == "table":
        return not (name or "").startswith(TEXT_INDEX)
    return dialect == "postgresql" or name != PIECE_INDEX


def trigger_findings(url: str) -> list[str]:
    """Return what is wrong with the triggers that keep the history; empty when nothing is."""
    with connected(url) as connection:
        return [f"{fault}: run `huan db upgrade`" for fault in trigger_faults(connection)]


def line_findings(url: str) -> list[str]:
    """Return what is wrong with the copies that inbox lines keep; empty when nothing is.

    On SQLite one release works at a time, and nothing is ever wrong.
    """
    if sqlite_file(url) is not None:
        return []
    with connected(url) as connection:
        count = lines_to_mend(connection)
    return [f"{count} inbox lines lack what lists are narrowed by: run `huan db upgrade`"] if count else []


def findings(url: str) -> list[str]:
    """Return how the database differs from the tables and triggers of this release, if it does."""
    return differences(url) or [*trigger_findings(url), *line_findings(url)]


def _told(difference: Any) -> str:
    """Return one of Alembic's differences in words: it tells what would have to be done to the database."""
    if isinstance(difference, list):  # several about one column
        what, _, table, column, *_ = difference[0]
        return f"column {table}.{column} is not as this release has it ({what.removeprefix('modify_')})"
    what, *things = difference
    done, _, kind = what.partition("_")
    thing = things[-1]
    owner = f"{thing.table.name}." if kind == "column" else ""
    name = getattr(thing, "name", None) or ", ".join(getattr(thing, "column_keys", ["?"]))
    is_what = "is missing" if done == "add" else "is none of this release's"
    return f"{kind} {owner}{name} {is_what}: somebody changed the schema by hand"


def _config(url: str) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["url"] = driver_url(url)
    return config


@contextmanager
def _ours(url: str) -> Iterator[None]:
    """Turn what the driver and Alembic raise into errors of ours."""
    try:
        with told_errors(url):
            yield
    except CommandError as error:
        raise HuanError(
            Words(
                f"{shown_address(url)} cannot be brought to this release ({error}); it may belong to a newer "
                "one",
                f"{shown_address(url)} 不能升级到这个发行版（{error}）；它可能属于更新的发行版",
            )
        ) from error
