"""PostgreSQL: transactions as pipelines, on pooled connections."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from types import TracebackType
from typing import Any

import psycopg
from psycopg.types.string import TextLoader
from sqlalchemy import Text, bindparam, func, select

from engine.errors import HuanError, Unavailable
from engine.store.database import Request
from engine.store.errors import Duplicate, LockConflict
from engine.store.pipeline import Answer, Pipeline
from engine.store.pool import Pool
from engine.store.statement import Statement
from engine.words import Words

#: Conflicts that vanish when the unit of work is run again.
_AGAIN = (
    psycopg.errors.DeadlockDetected,
    psycopg.errors.SerializationFailure,
    psycopg.errors.LockNotAvailable,
)
_LOST = (psycopg.OperationalError, psycopg.InterfaceError)
_LOCK_CHANNEL = Statement(
    select(func.pg_advisory_xact_lock(func.hashtextextended(bindparam("channel", type_=Text()), 20)))
)
#: What is read is in memory. By the default page cost of 4, made for turning disks, small tables are scanned
#: to their end, and bitmap scans are chosen, which never mark the index entries of deleted timers dead.
#: No list is worth starting processes for: that takes longer than reading it, most when all are busy.
_SESSION = (
    "SET TIME ZONE 'UTC'; SET DateStyle TO 'ISO'; SET lock_timeout = '10s'; SET random_page_cost = 1.1; "
    "SET max_parallel_workers_per_gather = 0"
)
#: Ids are texts to us; of documents the statement knows whether it wants the text or what it says.
_AS_TEXT = ("uuid", "json", "jsonb")


class PostgresTransaction:
    """One transaction; the reads of one `fetch`, and all writes with the commit, each are one round trip."""

    dialect = "postgresql"

    def __init__(self, pipeline: Pipeline, begin: bytes | None) -> None:
        self._pipeline, self._begin = pipeline, begin
        self._begun = False
        self._pending: list[tuple[bytes, list[bytes | None]]] = []
        self._locked: set[tuple[str, str]] = set()
        self.statements = 0

    def fetch(self, *requests: Request) -> list[list[Any]]:
        return [answer.rows for answer in self._run(requests)]

    def rows(self, statement: Statement, **parameters: Any) -> list[Any]:
        return self._run([(statement, parameters)])[0].rows

    def one(self, statement: Statement, **parameters: Any) -> Any:
        found = self.rows(statement, **parameters)
        return found[0] if found else None

    def write(self, statement: Statement, **parameters: Any) -> None:
        compiled = statement.on("postgresql")
        self._pending.append((compiled.encoded, compiled.octets(parameters)))

    def write_row(self, statement: Statement, row: tuple[Any, ...]) -> None:
        compiled = statement.on("postgresql")
        self._pending.append((compiled.encoded, compiled.octets_of(row)))

    def changed(self, statement: Statement, **parameters: Any) -> int:
        return self._run([(statement, parameters)])[0].changed

    def lock_channel(self, channels: Sequence[tuple[str, str]], *, with_next: bool = False) -> None:
        wanted = sorted(set(channels) - self._locked)
        for name, key in wanted:
            self.write(_LOCK_CHANNEL, channel=f"{name}\x1f{key}")
        self._locked.update(wanted)
        if wanted and not with_next:
            self._run([])

    def commit(self) -> None:
        """Send the collected writes and the commit together; a transaction that did nothing sends nothing."""
        if self._begin is None or (not self._begun and not self._pending):
            assert not self._pending, "a reading writes nothing"
            return
        self._send_collected()
        self._pipeline.tell(b"COMMIT")
        self._pipeline.run()

    def _run(self, requests: Sequence[Request]) -> list[Answer]:
        self._send_collected()
        ask = self._pipeline.ask
        for statement, parameters in requests:
            compiled = statement.on("postgresql")
            ask(compiled, compiled.octets(parameters))
        self.statements += len(requests)
        return self._pipeline.run()

    def _send_collected(self) -> None:
        tell = self._pipeline.tell
        if not self._begun:
            self._begun = True
            if self._begin is not None:
                tell(self._begin)
        for text, parameters in self._pending:
            tell(text, parameters)
        self.statements += len(self._pending)
        self._pending.clear()


class _Unit(AbstractContextManager[PostgresTransaction]):
    """One transaction on one connection: commits when its block ends well, else leaves nothing.

    `begin` None: each fetch is a transaction of its own, which is what a reading is at READ COMMITTED anyhow,
    where every statement sees what was committed before it; there is nothing to begin and nothing to commit.
    """

    def __init__(self, pool: Pool, begin: bytes | None = b"BEGIN") -> None:
        self._pool, self._begin = pool, begin

    def __enter__(self) -> PostgresTransaction:
        try:
            self._pipeline = self._pool.take()
        except psycopg.OperationalError as error:
            raise Unavailable(
                Words("PostgreSQL does not answer; try again in a moment", "PostgreSQL 没有应答；请稍后再试")
            ) from error
        self._transaction = PostgresTransaction(self._pipeline, self._begin)
        return self._transaction

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            try:
                self._transaction.commit()
            except BaseException as failure:
                self._leave(failure)
                raise
            self._pool.give_back(self._pipeline)
        else:
            self._leave(error)

    def _leave(self, error: BaseException) -> None:
        """Roll back and let the connection go; say what the driver's error means.

        Raises:
            LockConflict, Duplicate, Unavailable: in place of the driver's error.
        """
        lost = isinstance(error, _LOST) and not isinstance(error, _AGAIN)
        if not lost and self._pipeline.end():
            self._pool.give_back(self._pipeline)
        else:
            self._pool.drop(self._pipeline)
        if lost:
            # The server has gone: what else is in the pool has gone with it.
            self._pool.clear()
        meant = _meaning_of(error)
        if meant is not None:
            raise meant from error


def _meaning_of(error: BaseException) -> HuanError | None:
    if isinstance(error, _AGAIN):
        return LockConflict(
            Words(
                f"another transaction was in the way ({type(error).__name__})",
                f"另一个事务挡住了（{type(error).__name__}）",
            )
        )
    if isinstance(error, psycopg.errors.UniqueViolation):
        name = error.diag.constraint_name
        return Duplicate(Words(f"there is one already ({name})", f"已经有一个（{name}）"), constraint=name)
    if isinstance(error, _LOST):
        return Unavailable(
            Words(
                "the connection to PostgreSQL was lost; try again in a moment",
                "与 PostgreSQL 的连接断开了；请稍后再试",
            )
        )
    return None


class PostgresDatabase:
    """Connections in pipeline mode, with UTC as their zone."""

    dialect = "postgresql"

    def __init__(self, url: str) -> None:
        self.url = url
        self._pool = Pool(self._connect)

    def transaction(self) -> AbstractContextManager[PostgresTransaction]:
        return _Unit(self._pool)

    def reading(self) -> AbstractContextManager[PostgresTransaction]:
        return _Unit(self._pool, None)

    def snapshot(self) -> AbstractContextManager[PostgresTransaction]:
        return _Unit(self._pool, b"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")

    def _connect(self) -> Pipeline:
        connection: psycopg.Connection[Any] = psycopg.connect(self.url, autocommit=True)
        connection.execute(_SESSION)
        for name in _AS_TEXT:
            connection.adapters.register_loader(name, TextLoader)
        return Pipeline(connection)

    def close(self) -> None:
        self._pool.clear()
