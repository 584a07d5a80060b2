"""Where a database stands among the schema's revisions: asked by everything that works on one.

Alembic is not needed for that, and takes longer to import than all that most commands do.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from sqlalchemy import Connection, column, create_engine, inspect, select, table
from sqlalchemy.exc import DBAPIError

from engine.errors import HuanError, InvalidInput, Unavailable
from engine.store.address import require_address, shown_address, sqlite_file
from engine.store.lineage import break_after
from engine.words import Words

MIGRATIONS = Path(__file__).parent / "migrations"
#: Alembic's own table: one row, or none where everything was undone.
_AT = table("alembic_version", column("version_num"))


@cache
def own_revision() -> str:
    """Return the revision of this release: that of the last migration, which the file's name begins with."""
    return max(path.name.partition("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def revision_of(url: str) -> str:
    """Return the schema's revision.

    Raises:
        InvalidInput: there is no such database, its address is none, or it has no schema yet.
        Unavailable: it does not answer, or is none.
    """
    with connected(url) as connection:
        found = _revision(connection)
    if found is None:
        raise InvalidInput(
            Words(
                f"{shown_address(url)} is empty: there is nothing in it yet",
                f"{shown_address(url)} 是空的：里面还没有内容",
            )
        )
    return found


def why_unusable(url: str) -> Words | None:
    """Return why this release cannot work on a database; None: it can.

    It can on its own schema, and on a newer one that does not break with it: while a release is replaced,
    the one before goes on.

    Raises:
        InvalidInput: there is no such database, or its address is none.
        Unavailable: the database does not answer, or is none.
    """
    own = own_revision()
    with connected(url) as connection:
        at = _revision(connection)
        if at == own:
            return None
        reason = break_after(connection, own, at)
    if reason is None:
        return None
    return Words(
        f"{shown_address(url)} is not at this release: run `huan db upgrade` ({reason})",
        f"{shown_address(url)} 不是这个发行版的：请运行 `huan db upgrade`（{reason}）",
    )


def require_usable(url: str) -> None:
    """Refuse a database on which this release cannot work.

    Raises:
        HuanError: the message says why and what to do.
    """
    reason = why_unusable(url)
    if reason is not None:
        raise HuanError(reason)


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table(_AT.name):
        return None
    found: str | None = connection.scalar(select(_AT.c.version_num))
    return found


def driver_url(url: str) -> str:
    if sqlite_file(url) is None:
        return "postgresql+psycopg://" + url.split("://", 1)[1]
    return url


@contextmanager
def connected(url: str) -> Iterator[Connection]:
    """Connect to a database that is there."""
    require_address(url)
    path = sqlite_file(url)
    if path is not None and not path.is_file():
        raise InvalidInput(
            Words(
                f"there is no database {path}: run `huan db upgrade`, or correct HUAN_DATABASE_URL",
                f"没有数据库 {path}：请运行 `huan db upgrade`，或改正 HUAN_DATABASE_URL",
            )
        )
    engine = create_engine(driver_url(url))
    try:
        with told_errors(url), engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


@contextmanager
def told_errors(url: str) -> Iterator[None]:
    """Turn what the driver raises into errors of ours."""
    try:
        yield
    except DBAPIError as error:
        reason = (str(error.orig).strip().splitlines() or ["no reason given"])[0]
        raise Unavailable(
            Words(
                f"{shown_address(url)} cannot be used: {reason}", f"{shown_address(url)} 不能使用：{reason}"
            )
        ) from error
