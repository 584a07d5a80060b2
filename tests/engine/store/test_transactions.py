"""Transactions: all or nothing, and a connection is as good as new after a failure."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import bindparam, delete, func, insert, select

from engine.store.database import Database
from engine.store.errors import Duplicate
from engine.store.statement import Statement
from engine.store.tables import working_calendar

_WRITE = Statement(insert(working_calendar))
_COUNT = Statement(select(func.count().label("count")).select_from(working_calendar))
_DELETE = Statement(delete(working_calendar).where(working_calendar.c.key == bindparam("of_key")))
AT = datetime(2026, 11, 23, tzinfo=UTC)


def year(number: int) -> dict[str, Any]:
    return {"key": "k", "year": number, "provisional": False, "file": "f", "content": "", "revision": 1}


def count(database: Database) -> int:
    with database.reading() as tx:
        return int(tx.one(_COUNT).count)


def _write(
    database: Database, *years: int, and_read: bool = False, then: type[Exception] | None = None
) -> None:
    with database.transaction() as tx:
        for each in years:
            tx.write(_WRITE, **year(each))
        if and_read:
            tx.one(_COUNT)
        if then is not None:
            assert tx.one(_COUNT).count == len(years)
            raise then


def test_writes_are_seen_by_the_next_read_of_their_transaction(database: Database) -> None:
    with database.transaction() as tx:
        tx.write(_WRITE, **year(1))
        assert tx.one(_COUNT).count == 1
        assert tx.changed(_DELETE, of_key="k") == 1
        assert tx.one(_COUNT).count == 0


def test_nothing_is_kept_of_a_block_that_raises(database: Database) -> None:
    with pytest.raises(KeyError):
        _write(database, 1, then=KeyError)
    assert count(database) == 0


def test_a_block_that_does_nothing_needs_no_statement(database: Database) -> None:
    with database.transaction() as tx:
        pass
    assert tx.statements == 0


@pytest.mark.parametrize("before_the_commit", [True, False])
def test_a_duplicate_is_told_and_the_connection_goes_on(database: Database, before_the_commit: bool) -> None:
    """More than once, so that statements are prepared, fail, and are prepared again."""
    with database.transaction() as tx:
        tx.write(_WRITE, **year(1))
    for _ in range(4):
        with pytest.raises(Duplicate):
            _write(database, 2, 1, and_read=before_the_commit)
        assert count(database) == 1
    with database.transaction() as tx:
        tx.write(_WRITE, **year(2))
    assert count(database) == 2


@pytest.mark.postgres
def test_after_a_conflict_the_same_connection_is_used(postgres_url: str) -> None:
    from engine.store.opening import open_database

    database = open_database(postgres_url)
    backend = Statement(select(func.pg_backend_pid().label("pid")))
    with database.reading() as tx:
        before = tx.one(backend).pid
    with database.transaction() as tx:
        tx.write(_WRITE, **year(1))
    for _ in range(3):
        with pytest.raises(Duplicate):
            _write(database, 1)
    with database.reading() as tx:
        assert tx.one(backend).pid == before
    database.close()


def test_a_snapshot_sees_what_was_there_when_it_first_looked(database: Database) -> None:
    with database.snapshot() as tx:
        before = tx.one(_COUNT).count
        _write(database, 2031)
        assert tx.one(_COUNT).count == before
    assert count(database) == before + 1
