"""A database and its transactions, PostgreSQL or SQLite behind one interface.

Reads of a step go out together (`fetch`), writes are collected (`write`) and go out with the commit: on
PostgreSQL each is one pipeline, one round trip. On SQLite they run one after the other in a transaction
that took the write lock at its beginning (BEGIN IMMEDIATE).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

from engine.store.statement import Statement

Parameters = Mapping[str, Any]
Request = tuple[Statement, Parameters]


class Transaction(Protocol):
    """One unit of work. Nothing is kept unless the block that opened it ends without an exception."""

    dialect: str
    #: Statements sent so far, for the benchmarks.
    statements: int

    def fetch(self, *requests: Request) -> list[list[Any]]:
        """Run several reads, or writes that return rows, in order; return the rows of each."""

    def rows(self, statement: Statement, **parameters: Any) -> list[Any]:
        """Run one statement and return its rows."""

    def one(self, statement: Statement, **parameters: Any) -> Any:
        """Run one statement and return its first row, or None."""

    def write(self, statement: Statement, **parameters: Any) -> None:
        """Collect a write; it runs before the next read, or with the commit, in the order collected."""

    def write_row(self, statement: Statement, row: tuple[Any, ...]) -> None:
        """Collect a write whose parameters are fields of a named tuple: cheaper than naming each."""

    def changed(self, statement: Statement, **parameters: Any) -> int:
        """Run one write now and return how many rows it changed."""

    def lock_channel(self, channels: Sequence[tuple[str, str]], *, with_next: bool = False) -> None:
        """Lock (name, key) pairs of messages until the end of the transaction, in sorted order.

        `with_next`: in the round trip of the next read, before it: for whoever protects what it reads.
        """


class Database(Protocol):
    """Where transactions come from."""

    dialect: str
    url: str

    def transaction(self) -> AbstractContextManager[Transaction]:
        """Open a transaction that may write.

        Raises:
            LockConflict: another transaction was in the way; run the whole unit again.
            Unavailable: the database does not answer.
        """

    def reading(self) -> AbstractContextManager[Transaction]:
        """Open a transaction that only reads."""

    def snapshot(self) -> AbstractContextManager[Transaction]:
        """Open a transaction that only reads, and sees everything as of its first read."""

    def close(self) -> None:
        """Give back all connections."""
