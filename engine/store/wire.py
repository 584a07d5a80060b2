"""PostgreSQL's text format: how parameters are written, as octets; a column's type says how."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from typing import Any

import orjson
from sqlalchemy import Boolean, Float, Integer, LargeBinary, String
from sqlalchemy.types import TypeEngine

from engine.store.types import Document, Id, Moment, RawDocument, TextList, Tokens, plain

Dump = Callable[[Any], bytes]


def dumper_of(kind: TypeEngine[Any]) -> Dump:
    """Return how parameters of a column's type are written; None is never given to it."""
    return next((dump for types, dump in _DUMPERS if isinstance(kind, types)), octets_of)


def octets_of(value: Any) -> bytes:
    """Write a value by its own type, for parameters of no known type."""
    dump = _BY_VALUE.get(type(value))
    return dump(value) if dump is not None else str(value).encode()


@lru_cache(maxsize=512)  # a step writes the same two or three times a dozen times
def _moment(value: datetime) -> bytes:
    if value.tzinfo is None:
        raise ValueError(f"{value} has no time zone; only aware times are stored")
    return value.isoformat().encode()


def _flag(value: Any) -> bytes:
    return b"t" if value else b"f"


def _hex(value: bytes) -> bytes:
    return b"\\x" + value.hex().encode()


def _document(value: Any) -> bytes:
    return orjson.dumps(value, default=plain)


def _array(items: Any) -> bytes:
    """Return an array literal (PostgreSQL 8.15.2) of texts or numbers."""
    quoted = ('"' + str(item).replace("\\", "\\\\").replace('"', '\\"') + '"' for item in items)
    return ("{" + ",".join(quoted) + "}").encode()


def _number(value: int) -> bytes:
    # Strictly a whole number: "%d" would cut off the fraction of another.
    return int.__repr__(value).encode()


#: Texts and ids. Refuses with a TypeError what is no text.
text: Dump = str.encode
#: In this order: a raw document is a document too.
_DUMPERS: tuple[tuple[tuple[type, ...], Dump], ...] = (
    ((Id, RawDocument, Tokens), text),
    ((Document,), _document),
    ((Moment,), _moment),
    ((TextList,), _array),
    ((Boolean,), _flag),
    ((Integer,), _number),
    ((Float,), lambda value: repr(float(value)).encode()),
    ((LargeBinary,), _hex),
    ((String,), text),
)
_BY_VALUE: dict[type, Dump] = {
    str: text,
    int: _number,
    datetime: _moment,
    bool: _flag,
    bytes: _hex,
    list: _array,
    float: lambda value: repr(value).encode(),
}
