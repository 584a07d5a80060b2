"""PostgreSQL: transactions as pipelines, on connections that SQLAlchemy's pool keeps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg
from sqlalchemy import Text, bindparam, create_engine, event, func, select
from sqlalchemy.exc import OperationalError as PoolError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from engine.errors import Unavailable
from engine.store.database import Request
from engine.store.errors import Duplicate, LockConflict
from engine.store.pipeline import Answer, Pipeline
from engine.store.statement import Compiled, Statement

#: Conflicts that vanish when the unit of work is run again.
_AGAIN = (
    psycopg.errors.DeadlockDetected,
    psycopg.errors.SerializationFailure,
    psycopg.errors.LockNotAvailable,
)
_LOCK_CHANNEL = Statement(
    select(func.pg_advisory_xact_lock(func.hashtextextended(bindparam("channel", type_=Text()), 20)))
)


class PostgresTransaction:
    """One transaction; the reads of one `fetch`, and all writes with the commit, each are one round trip."""

    dialect = "postgresql"

    def __init__(self, pipeline: Pipeline) -> None:
        self._pipeline = pipeline
        self._begun = False
        self._pending: list[tuple[Compiled, Sequence[Any]]] = []
        self.statements = 0

    def fetch(self, *requests: Request) -> list[list[Any]]:
        return [answer.rows for answer in self._run(requests)]

    def rows(self, statement: Statement, **parameters: Any) -> list[Any]:
        return self._run([(statement, parameters)])[0].rows

    def one(self, statement: Statement, **parameters: Any) -> Any:
        found = self.rows(statement, **parameters)
        return found[0] if found else None

    def write(self, statement: Statement, **parameters: Any) -> None:
        compiled = statement.on(self.dialect)
        self._pending.append((compiled, compiled.in_order(parameters)))

    def changed(self, statement: Statement, **parameters: Any) -> int:
        return self._run([(statement, parameters)])[0].changed

    def lock_channel(self, channels: Sequence[tuple[str, str]]) -> None:
        self._run([(_LOCK_CHANNEL, {"channel": f"{name}\x1f{key}"}) for name, key in sorted(set(channels))])

    def commit(self) -> None:
        """Send the collected writes and the commit together."""
        self._begin()
        self._send_collected()
        self._pipeline.command(b"COMMIT")
        self._pipeline.run()

    def _run(self, requests: Sequence[Request]) -> list[Answer]:
        self._begin()
        skipped = self._send_collected()
        for statement, parameters in requests:
            compiled = statement.on(self.dialect)
            self._pipeline.send(compiled, compiled.in_order(parameters))
        self.statements += len(requests)
        return self._pipeline.run()[skipped:]

    def _begin(self) -> None:
        if not self._begun:
            self._pipeline.command(b"BEGIN")
            self._begun = True

    def _send_collected(self) -> int:
        pending, self._pending = self._pending, []
        for compiled, parameters in pending:
            self._pipeline.send(compiled, parameters)
        self.statements += len(pending)
        return len(pending)


class PostgresDatabase:
    """A pool of connections, each in pipeline mode, with UTC as its zone."""

    dialect = "postgresql"

    def __init__(self, url: str, pool_size: int = 10) -> None:
        self.url = url
        driver_url = "postgresql+psycopg://" + url.split("://", 1)[1]
        self._engine = create_engine(
            driver_url, pool_size=pool_size, max_overflow=30, pool_timeout=10, pool_reset_on_return=None
        )
        event.listen(self._engine, "connect", _prepare)

    @contextmanager
    def transaction(self) -> Iterator[PostgresTransaction]:
        with self._connection() as pipeline:
            transaction = PostgresTransaction(pipeline)
            yield transaction
            transaction.commit()

    reading = transaction

    @contextmanager
    def _connection(self) -> Iterator[Pipeline]:
        try:
            pooled = self._engine.raw_connection()
        except (PoolError, PoolTimeout, psycopg.OperationalError) as error:
            raise Unavailable("PostgreSQL does not answer; try again in a moment") from error
        pipeline: Pipeline = pooled.info["pipeline"]
        lost = False
        try:
            yield pipeline
        except _AGAIN as error:
            raise LockConflict(f"another transaction was in the way ({type(error).__name__})") from error
        except psycopg.errors.UniqueViolation as error:
            name = error.diag.constraint_name
            raise Duplicate(f"there is one already ({name})", constraint=name) from error
        except (psycopg.OperationalError, psycopg.InterfaceError) as error:
            lost = True
            raise Unavailable("the connection to PostgreSQL was lost; try again in a moment") from error
        finally:
            if not lost and _ended(pipeline):
                pooled.close()
            else:
                pooled.invalidate()
                if lost:
                    # The server has gone: what else is in the pool has gone with it.
                    self._engine.dispose()

    def close(self) -> None:
        self._engine.dispose()


def _prepare(connection: psycopg.Connection[Any], record: Any) -> None:
    connection.execute("SET TIME ZONE 'UTC'")
    connection.execute("SET DateStyle TO 'ISO'")
    connection.execute("SET lock_timeout = '10s'")
    connection.commit()
    record.info["pipeline"] = Pipeline(connection)


def _ended(pipeline: Pipeline) -> bool:
    """End what the transaction left open; return whether the connection can be used again."""
    if not pipeline.sound:
        return False
    try:
        if not pipeline.idle:
            pipeline.command(b"ROLLBACK")
            pipeline.run()
    except psycopg.Error:
        return False
    return pipeline.sound and pipeline.idle
