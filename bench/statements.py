"""Which statements a request sends to the database, in their order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from engine.store.database import Database, Request, Transaction
from engine.store.statement import Statement


class ListedDatabase:
    """A database that lists the text of every statement that is sent to it, into `sent`."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.dialect, self.url = database.dialect, database.url
        self.sent: list[str] = []

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        with self._database.transaction() as tx:
            yield _Listed(tx, self.sent)

    @contextmanager
    def reading(self) -> Iterator[Transaction]:
        with self._database.reading() as tx:
            yield _Listed(tx, self.sent)

    @contextmanager
    def snapshot(self) -> Iterator[Transaction]:
        with self._database.snapshot() as tx:
            yield _Listed(tx, self.sent)

    def close(self) -> None:
        self._database.close()


class _Listed:
    """A transaction that lists what it passes on."""

    def __init__(self, tx: Transaction, sent: list[str]) -> None:
        self._tx, self._sent = tx, sent
        self.dialect = tx.dialect
        self.statements = 0

    def _list(self, statement: Statement) -> None:
        self.statements += 1
        self._sent.append(" ".join(statement.on(self.dialect).text.split()))

    def fetch(self, *requests: Request) -> list[list[Any]]:
        for statement, _ in requests:
            self._list(statement)
        return self._tx.fetch(*requests)

    def rows(self, statement: Statement, **parameters: Any) -> list[Any]:
        self._list(statement)
        return self._tx.rows(statement, **parameters)

    def one(self, statement: Statement, **parameters: Any) -> Any:
        self._list(statement)
        return self._tx.one(statement, **parameters)

    def write(self, statement: Statement, **parameters: Any) -> None:
        self._list(statement)
        self._tx.write(statement, **parameters)

    def write_row(self, statement: Statement, row: tuple[Any, ...]) -> None:
        self._list(statement)
        self._tx.write_row(statement, row)

    def changed(self, statement: Statement, **parameters: Any) -> int:
        self._list(statement)
        return self._tx.changed(statement, **parameters)

    def lock_channel(self, channels: Sequence[tuple[str, str]], *, with_next: bool = False) -> None:
        self._sent.extend(["SELECT pg_advisory_xact_lock"] * len(set(channels)))
        self._tx.lock_channel(channels, with_next=with_next)


def in_short(statement: str) -> str:
    """Return what a statement does to which table: its first words, and the first table of a question."""
    words = statement.split()
    verb = words[0].upper()
    if verb == "SELECT":
        upper = [word.upper() for word in words]
        table = words[upper.index("FROM") + 1] if "FROM" in upper else "-"
        ending = " … for update" if "FOR" in upper and upper[-1] in ("UPDATE", "SHARE") else ""
        return f"select {table.strip('()')}{ending}"
    return " ".join(words[: 3 if verb in ("INSERT", "DELETE") else 2]).lower()
