"""From JSON to the FEEL values that inputs want: JSON has no dates, times and durations."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from engine.decisions.types.constrained import ConstrainedType
from engine.feel import Type, decode_value
from engine.feel.types.model import (
    DATE,
    DATE_TIME,
    DAYS,
    MONTHS,
    TIME,
    ContextType,
    ListType,
)
from engine.feel.values.temporal_text import parse_date, parse_date_time, parse_duration, parse_time
from engine.feel.values.undefined import NotDefined

_READERS: Mapping[Type, Callable[[str], Any]] = {
    DATE: parse_date,
    TIME: parse_time,
    DATE_TIME: parse_date_time,
    DAYS: parse_duration,
    MONTHS: parse_duration,
}


def inputs_from_json(needed: Iterable[tuple[str, Type]], document: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of a JSON object as FEEL values, by the names and types that are needed.

    A text becomes a date, time or duration where one is wanted and it is one; every value may be written as
    `encode_value` of FEEL does (`{"$date": "2026-01-31"}`). What does not fit stays as it is: evaluation says
    so. Names that are not needed stay too.

    Raises:
        InvalidInput: a `$…` tag is unknown or its content is broken.
    """
    types = dict(needed)
    return {
        name: _typed(decode_value(value), types[name]) if name in types else decode_value(value)
        for name, value in document.items()
    }


def _typed(value: Any, type_: Type) -> Any:
    while isinstance(type_, ConstrainedType):
        type_ = type_.base
    if isinstance(type_, ListType) and not isinstance(value, list):
        return _typed(value, type_.item)
    if isinstance(value, str):
        read = _READERS.get(type_)
        return value if read is None else _read(read, value)
    if isinstance(value, list):
        item = type_.item if isinstance(type_, ListType) else type_
        return [_typed(one, item) for one in value]
    if isinstance(value, dict) and isinstance(type_, ContextType):
        entries = type_.entries
        return {
            name: _typed(entry, entries[name]) if name in entries else entry for name, entry in value.items()
        }
    return value


def _read(read: Callable[[str], Any], text: str) -> Any:
    try:
        return read(text)
    except NotDefined:
        return text
