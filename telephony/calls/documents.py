"""A record as a JSON document, for keeping beside the call's row, and back.

    {"v": 1, "call_id": …, "state": "queued", "started_at": "2026-11-22T08:40:49.123456+00:00", "legs": […] …}

Digits are never kept: a caller may have pressed a PIN or the number of a card.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from engine.errors import InvalidInput
from engine.words import Words
from telephony.calls.record import CallRecord

#: Counts changes of a record's form that an earlier release's documents do not fit.
FORMAT = 1
_NOT_KEPT = frozenset({"digits"})
_PLAIN = frozenset({str, int, float, bool, NoneType})


class RecordUnreadable(InvalidInput):
    """A document is no record of a call in a form that this release knows."""

    code = "record-unreadable"


def document_of(record: CallRecord) -> dict[str, Any]:
    """Return a record as plain JSON values, without digits and without what is empty."""
    return {"v": FORMAT, **_plain(record)}


def _plain(value: Any) -> Any:
    kind: Any = type(value)
    if kind in _PLAIN:
        return value
    if kind is datetime:
        return value.isoformat()
    if kind is tuple:
        return [_plain(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    parts = ((name, getattr(value, name)) for name in _kept(kind))
    return {name: _plain(part) for name, part in parts if part is not None and part != ()}


@cache
def _kept(kind: Any) -> tuple[str, ...]:
    """Return the names of what is kept of a frozen class."""
    return tuple(one.name for one in fields(kind) if one.name not in _NOT_KEPT)


def record_from(document: Mapping[str, Any]) -> CallRecord:
    """Return the record of a document.

    Raises:
        RecordUnreadable: it is none, or one of another release.
    """
    try:
        if document["v"] != FORMAT:
            raise ValueError(f"it has format {document['v']!r}, this release reads {FORMAT}")
        record: CallRecord = _read(CallRecord, document)
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise RecordUnreadable(
            Words(
                f"the stored record of a call cannot be read ({error})", f"保存的通话记录不能读取（{error}）"
            )
        ) from error
    return record


def _read(kind: Any, value: Any) -> Any:
    if get_origin(kind) is UnionType:
        chosen = [one for one in get_args(kind) if one is not NoneType]
        return None if value is None else _read(chosen[0], value)
    if get_origin(kind) is tuple:
        return tuple(_read(get_args(kind)[0], item) for item in value)
    if kind is datetime:
        at = datetime.fromisoformat(value)
        if at.tzinfo is None:
            raise ValueError(f"{value} has no time zone")
        return at
    if isinstance(kind, type) and is_dataclass(kind):
        return kind(**{name: _read(of, value.get(name, default)) for name, of, default in _parts(kind)})
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(value)
    if kind is float and type(value) is int:
        return float(value)
    if not isinstance(value, kind):
        raise TypeError(f"{value!r} is no {kind.__name__}")
    return value


@cache
def _parts(kind: Any) -> list[tuple[str, Any, Any]]:
    """Return name, type and the value of what is left out, of each part of a frozen class."""
    hints = get_type_hints(kind)
    return [(one.name, hints[one.name], _absent(hints[one.name])) for one in fields(kind)]


def _absent(kind: Any) -> Any:
    return () if get_origin(kind) is tuple else None
