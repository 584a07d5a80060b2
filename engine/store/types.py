"""Column types that mean the same on PostgreSQL and SQLite."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

import orjson
from sqlalchemy import LargeBinary, String, Text
from sqlalchemy.dialects.postgresql import JSONB, TIMESTAMP, TSVECTOR, UUID
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine


class Id(TypeDecorator[str]):
    """A time-ordered id: `uuid` on PostgreSQL, text of 36 characters on SQLite; text in Python."""

    impl = String(36)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(UUID(as_uuid=False) if dialect.name == "postgresql" else String(36))


class Moment(TypeDecorator[datetime]):
    """An aware UTC time with microseconds; on SQLite text of fixed width, so that order is time's order."""

    impl = String(26)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        postgres = dialect.name == "postgresql"
        return dialect.type_descriptor(TIMESTAMP(timezone=True) if postgres else String(26))

    def bind_processor(self, dialect: Dialect) -> Any:
        """Return what writes a time on SQLite; PostgreSQL's parameters are written by engine.store.wire."""
        return None if dialect.name == "postgresql" else moment_text

    def result_processor(self, dialect: Dialect, coltype: Any) -> Any:
        """Return what reads a time on SQLite."""
        del coltype
        return None if dialect.name == "postgresql" else moment_from_text


@lru_cache(maxsize=512)  # a step writes the same two or three times a dozen times
def moment_text(value: datetime) -> str:
    """Return the fixed-width UTC text of an aware time, as SQLite stores it."""
    if value.tzinfo is None:
        raise ValueError(f"{value} has no time zone; only aware times are stored")
    return value.astimezone(UTC).isoformat(" ", "microseconds")[:26]


def moment_from_text(value: str) -> datetime:
    """Return the aware UTC time of a stored text."""
    return datetime.fromisoformat(value + "+00:00")


def plain(value: Any) -> Any:
    """Return a JSON value for what orjson does not know: a decimal as its text."""
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(f"{type(value).__name__} is no JSON value")


class Document(TypeDecorator[Any]):
    """A JSON document as text; plain values in Python.

    Text on PostgreSQL too: nothing asks the database for a part of these documents, and `jsonb` would take
    them apart and put them together again at every step. What is asked for is a `Queryable`.
    """

    impl = Text
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Any:
        """Give the driver the JSON text itself, whatever the dialect would do."""
        del dialect
        return lambda value: None if value is None else orjson.dumps(value, default=plain).decode()

    def result_processor(self, dialect: Dialect, coltype: Any) -> Any:
        del dialect, coltype
        return lambda value: orjson.loads(value) if isinstance(value, str | bytes) else value


class Queryable(Document):
    """A JSON document whose parts are asked for: `jsonb` on PostgreSQL."""

    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(JSONB() if dialect.name == "postgresql" else Text())


class RawDocument(Document):
    """A JSON document read as its text, for rows that are seldom looked into."""

    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Any:
        """The value is JSON text already."""
        del dialect
        return None

    def result_processor(self, dialect: Dialect, coltype: Any) -> Any:
        del dialect, coltype
        return lambda value: value.decode() if isinstance(value, bytes) else value


class TextList(TypeDecorator[list[str]]):
    """A list of texts as one parameter: an array on PostgreSQL, JSON on SQLite."""

    impl = Text
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Any:
        if dialect.name == "postgresql":
            return list
        return lambda values: orjson.dumps(list(values)).decode()


class Tokens(TypeDecorator[Any]):
    """What a text is found by: a `tsvector` on PostgreSQL, words with blanks between them on SQLite."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(TSVECTOR() if dialect.name == "postgresql" else Text())


#: Bytes: `bytea` on PostgreSQL, `BLOB` on SQLite.
Octets = LargeBinary
