"""SQLite: for one machine. Write-ahead log, foreign keys on, full synchronisation."""

from __future__ import annotations

import queue
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from engine.errors import Unavailable
from engine.store.database import Request
from engine.store.errors import Duplicate, LockConflict
from engine.store.statement import Compiled, Statement

BUSY_SECONDS = 20
_KEPT = 16


class SqliteTransaction:
    """One transaction; the write lock was taken at its beginning, so nothing else needs locking."""

    dialect = "sqlite"

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._pending: list[tuple[Compiled, dict[str, Any]]] = []
        self.statements = 0

    def fetch(self, *requests: Request) -> list[list[Any]]:
        return [self.rows(statement, **parameters) for statement, parameters in requests]

    def rows(self, statement: Statement, **parameters: Any) -> list[Any]:
        self.flush()
        compiled = statement.on(self.dialect)
        self.statements += 1
        cursor = self._connection.execute(compiled.text, compiled.parameters(parameters))
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
        return self._connection.execute(compiled.text, compiled.parameters(parameters)).rowcount

    def lock_channel(self, channels: Sequence[tuple[str, str]]) -> None:
        """The transaction holds the database's only write lock already."""

    def flush(self) -> None:
        """Run the collected writes."""
        pending, self._pending = self._pending, []
        self.statements += len(pending)
        for compiled, parameters in pending:
            self._connection.execute(compiled.text, parameters)

    def commit(self) -> None:
        """Run the collected writes and commit."""
        self.flush()
        self._connection.execute("COMMIT")


class SqliteDatabase:
    """Connections to one file, shared by the threads of this process and by other processes."""

    dialect = "sqlite"

    def __init__(self, url: str) -> None:
        self.url = url
        self.path = url.removeprefix("sqlite:///")
        self._idle: queue.LifoQueue[sqlite3.Connection] = queue.LifoQueue()
        self._closed = threading.Event()

    @contextmanager
    def transaction(self) -> Iterator[SqliteTransaction]:
        with self._connection("BEGIN IMMEDIATE") as connection:
            transaction = SqliteTransaction(connection)
            yield transaction
            transaction.commit()

    @contextmanager
    def reading(self) -> Iterator[SqliteTransaction]:
        with self._connection("BEGIN DEFERRED") as connection:
            transaction = SqliteTransaction(connection)
            yield transaction
            transaction.commit()

    @contextmanager
    def _connection(self, begin: str) -> Iterator[sqlite3.Connection]:
        connection = None
        try:
            connection = self._take()
            connection.execute(begin)
            yield connection
        except sqlite3.IntegrityError as error:
            if "UNIQUE" in str(error):
                raise Duplicate(f"there is one already ({error})", constraint=str(error)) from error
            raise
        except sqlite3.OperationalError as error:
            if "locked" in str(error) or "busy" in str(error):
                raise LockConflict("another process holds the database; try again") from error
            raise Unavailable(f"SQLite cannot do this: {error}") from error
        finally:
            if connection is not None:
                self._give_back(connection)

    def _take(self) -> sqlite3.Connection:
        try:
            return self._idle.get_nowait()
        except queue.Empty:
            pass
        Path(self.path).parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(
            self.path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        return connection

    def _give_back(self, connection: sqlite3.Connection) -> None:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        if self._closed.is_set() or self._idle.qsize() >= _KEPT:
            connection.close()
        else:
            self._idle.put(connection)

    def close(self) -> None:
        self._closed.set()
        while not self._idle.empty():
            self._idle.get_nowait().close()
