"""PostgreSQL: psycopg in pipeline mode, on connections that SQLAlchemy's pool keeps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import orjson
import psycopg
from psycopg.types.json import set_json_loads
from psycopg.types.string import TextLoader
from sqlalchemy import create_engine, event
from sqlalchemy.exc import OperationalError as PoolError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from engine.errors import Unavailable
from engine.store.database import Request
from engine.store.errors import Duplicate, LockConflict
from engine.store.statement import Compiled, Statement

#: Conflicts that vanish when the unit of work is run again.
_AGAIN = (
    psycopg.errors.DeadlockDetected,
    psycopg.errors.SerializationFailure,
    psycopg.errors.LockNotAvailable,
)
_LOCK_CHANNEL = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 20))"


class PostgresTransaction:
    """One transaction; reads of one `fetch` and all writes before the commit each go out as one pipeline."""

    dialect = "postgresql"

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self._connection = connection
        self._pending: list[tuple[Compiled, dict[str, Any]]] = []
        self.statements = 0

    def fetch(self, *requests: Request) -> list[list[Any]]:
        self.flush()
        cursors = []
        with self._connection.pipeline():
            for statement, parameters in requests:
                compiled = statement.on(self.dialect)
                cursor = self._connection.cursor()
                cursor.execute(compiled.octets, compiled.parameters(parameters))
                cursors.append((cursor, compiled))
            self.statements += len(cursors)
            return [[compiled.load(row) for row in cursor.fetchall()] for cursor, compiled in cursors]

    def rows(self, statement: Statement, **parameters: Any) -> list[Any]:
        self.flush()
        compiled = statement.on(self.dialect)
        self.statements += 1
        cursor = self._connection.execute(compiled.octets, compiled.parameters(parameters))
        return [compiled.load(row) for row in cursor.fetchall()]

    def one(self, statement: Statement, **parameters: Any) -> Any:
        found = self.rows(statement, **parameters)
        return found[0] if found else None

    def write(self, statement: Statement, **parameters: Any) -> None:
        compiled = statement.on(self.dialect)
        self._pending.append((compiled, compiled.parameters(parameters)))

    def changed(self, statement: Statement, **parameters: Any) -> int:
        self.flush()
        compiled = statement.on(self.dialect)
        self.statements += 1
        return self._connection.execute(compiled.octets, compiled.parameters(parameters)).rowcount

    def lock_channel(self, channels: Sequence[tuple[str, str]]) -> None:
        self.flush()
        with self._connection.pipeline():
            for name, key in sorted(set(channels)):
                self.statements += 1
                self._connection.execute(_LOCK_CHANNEL, (f"{name}\x1f{key}",))

    def flush(self) -> None:
        """Send the collected writes."""
        if self._pending:
            with self._connection.pipeline():
                self._send()

    def commit(self) -> None:
        """Send the collected writes and the commit together."""
        if self._pending:
            with self._connection.pipeline():
                self._send()
                self._connection.commit()
        else:
            self._connection.commit()

    def _send(self) -> None:
        pending, self._pending = self._pending, []
        self.statements += len(pending)
        cursor = self._connection.cursor()
        for compiled, parameters in pending:
            cursor.execute(compiled.octets, parameters)


class PostgresDatabase:
    """A pool of connections, each with UTC as its zone, ids as text and JSON read by orjson."""

    dialect = "postgresql"

    def __init__(self, url: str, pool_size: int = 10) -> None:
        self.url = url
        driver_url = "postgresql+psycopg://" + url.split("://", 1)[1]
        self._engine = create_engine(
            driver_url, pool_size=pool_size, max_overflow=10, pool_timeout=10, pool_reset_on_return=None
        )
        event.listen(self._engine, "connect", _prepare)

    @contextmanager
    def transaction(self) -> Iterator[PostgresTransaction]:
        with self._connection() as connection:
            transaction = PostgresTransaction(connection)
            yield transaction
            transaction.commit()

    reading = transaction

    @contextmanager
    def _connection(self) -> Iterator[psycopg.Connection[Any]]:
        try:
            pooled = self._engine.raw_connection()
        except (PoolError, PoolTimeout) as error:
            raise Unavailable("PostgreSQL does not answer; try again in a moment") from error
        connection = pooled.driver_connection
        assert isinstance(connection, psycopg.Connection)
        sound = True
        try:
            yield connection
        except _AGAIN as error:
            raise LockConflict(f"another transaction was in the way ({type(error).__name__})") from error
        except psycopg.errors.UniqueViolation as error:
            raise Duplicate(
                f"there is one already ({error.diag.constraint_name})", constraint=error.diag.constraint_name
            ) from error
        except (psycopg.OperationalError, psycopg.InterfaceError) as error:
            sound = False
            raise Unavailable("the connection to PostgreSQL was lost; try again in a moment") from error
        finally:
            sound = sound and _rolled_back(connection)
            if sound:
                pooled.close()
            else:
                pooled.invalidate()

    def close(self) -> None:
        self._engine.dispose()


def _prepare(connection: psycopg.Connection[Any], record: Any) -> None:
    del record
    connection.adapters.register_loader("uuid", TextLoader)
    set_json_loads(orjson.loads, connection)
    connection.execute("SET TIME ZONE 'UTC'")
    connection.execute("SET lock_timeout = '10s'")
    connection.commit()


def _rolled_back(connection: psycopg.Connection[Any]) -> bool:
    """End what the transaction left open; return whether the connection can be used again."""
    if connection.closed or connection.broken:
        return False
    try:
        if connection.info.transaction_status != psycopg.pq.TransactionStatus.IDLE:
            connection.rollback()
    except psycopg.Error:
        return False
    return True
