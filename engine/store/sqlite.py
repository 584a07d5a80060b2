"""SQLite: for one machine. Write-ahead log, foreign keys on, full synchronisation."""

from __future__ import annotations

import queue
import sqlite3
import threading
from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import Any

from engine.errors import HuanError, Unavailable
from engine.store.database import Request
from engine.store.errors import Duplicate, LockConflict
from engine.store.statement import Statement
from engine.words import Words

BUSY_SECONDS = 20
_KEPT = 16


class SqliteTransaction:
    """One transaction; the write lock was taken at its beginning, so nothing else needs locking."""

    dialect = "sqlite"

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._pending: list[tuple[str, list[Any]]] = []
        self.statements = 0

    def fetch(self, *requests: Request) -> list[list[Any]]:
        return [self.rows(statement, **parameters) for statement, parameters in requests]

    def rows(self, statement: Statement, **parameters: Any) -> list[Any]:
        self.flush()
        compiled = statement.on("sqlite")
        self.statements += 1
        cursor = self._connection.execute(compiled.text, compiled.values(parameters))
        return [compiled.load(row) for row in cursor.fetchall()]

    def one(self, statement: Statement, **parameters: Any) -> Any:
        found = self.rows(statement, **parameters)
        return found[0] if found else None

    def write(self, statement: Statement, **parameters: Any) -> None:
        compiled = statement.on("sqlite")
        self._pending.append((compiled.text, compiled.values(parameters)))

    def write_row(self, statement: Statement, row: tuple[Any, ...]) -> None:
        compiled = statement.on("sqlite")
        self._pending.append((compiled.text, compiled.values_of(row)))

    def changed(self, statement: Statement, **parameters: Any) -> int:
        self.flush()
        compiled = statement.on("sqlite")
        self.statements += 1
        return self._connection.execute(compiled.text, compiled.values(parameters)).rowcount

    def lock_channel(self, channels: Sequence[tuple[str, str]], *, with_next: bool = False) -> None:
        """The transaction holds the database's only write lock already."""

    def flush(self) -> None:
        """Run the collected writes."""
        pending, self._pending = self._pending, []
        self.statements += len(pending)
        for text, values in pending:
            self._connection.execute(text, values)

    def commit(self) -> None:
        """Run the collected writes and commit."""
        self.flush()
        self._connection.execute("COMMIT")


class _Unit(AbstractContextManager[SqliteTransaction]):
    """One transaction on one connection: commits when its block ends well, else leaves nothing."""

    def __init__(self, database: SqliteDatabase, begin: str) -> None:
        self._database, self._begin = database, begin

    def __enter__(self) -> SqliteTransaction:
        self._connection: sqlite3.Connection | None = None
        try:
            self._connection = self._database.take()
            self._connection.execute(self._begin)
        except BaseException as error:
            self._leave(error)
            raise
        self._transaction = SqliteTransaction(self._connection)
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
        self._leave(error)

    def _leave(self, error: BaseException | None) -> None:
        """Give the connection back; raise what an error of SQLite means to us in its place."""
        if self._connection is not None:
            self._database.give_back(self._connection)
            self._connection = None
        meant = _meaning_of(error)
        if meant is not None:
            raise meant from error


def _meaning_of(error: BaseException | None) -> HuanError | None:
    if isinstance(error, sqlite3.IntegrityError) and "UNIQUE" in str(error):
        return Duplicate(
            Words(f"there is one already ({error})", f"已经有一个（{error}）"), constraint=str(error)
        )
    if isinstance(error, sqlite3.OperationalError):
        if "locked" in str(error) or "busy" in str(error):
            return LockConflict(
                Words("another process holds the database; try again", "另一个进程占用着数据库；请再试")
            )
        return Unavailable(Words(f"SQLite cannot do this: {error}", f"SQLite 不能这样做：{error}"))
    if type(error) is sqlite3.DatabaseError:
        return Unavailable(
            Words(
                f"the file is no database that SQLite can read: {error}",
                f"这个文件不是 SQLite 能读的数据库：{error}",
            )
        )
    return None


class SqliteDatabase:
    """Connections to one file, shared by the threads of this process and by other processes."""

    dialect = "sqlite"

    def __init__(self, url: str) -> None:
        self.url = url
        self.path = url.removeprefix("sqlite:///")
        self._idle: queue.LifoQueue[sqlite3.Connection] = queue.LifoQueue()
        self._closed = threading.Event()

    def transaction(self) -> AbstractContextManager[SqliteTransaction]:
        return _Unit(self, "BEGIN IMMEDIATE")

    def reading(self) -> AbstractContextManager[SqliteTransaction]:
        return _Unit(self, "BEGIN DEFERRED")

    # In WAL mode every transaction that reads sees one moment (SQLite, "Isolation In SQLite").
    snapshot = reading

    def take(self) -> sqlite3.Connection:
        """Return a connection that nobody uses."""
        try:
            return self._idle.get_nowait()
        except queue.Empty:
            pass
        # Only the schema's upgrade makes a database: a mistyped address must not leave an empty file behind.
        address = f"{Path(self.path).absolute().as_uri()}?mode=rw"
        connection = sqlite3.connect(
            address, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        return connection

    def give_back(self, connection: sqlite3.Connection) -> None:
        """Undo what a transaction left open, and keep the connection for the next."""
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
