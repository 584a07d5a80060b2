"""The text of a value, as FEEL's string() gives it."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from engine.feel.values import kinds
from engine.feel.values.numbers import as_number
from engine.feel.values.ranges import Range
from engine.feel.values.temporal_text import date_text, date_time_text, duration_text, time_text
from engine.feel.values.undefined import NotDefined

_PLAIN_KEY = re.compile(r"[A-Za-z_][A-Za-z_0-9]*(?: [A-Za-z_0-9]+)*")
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})


def to_text(value: Any) -> str | None:
    """Return the FEEL string() form of `value`; None for null.

    A string is itself. Inside lists, contexts and ranges every value is written as FEEL would read it:
    strings in quotes, dates and the like as `@"..."`. Raises NotDefined for what FEEL has no text for.
    """
    if value is None or type(value) is str:
        return value
    kind = kinds.kind_of(value)
    if kind is kinds.STRING:
        return str(value)
    temporal = _TEMPORAL.get(kind)
    return temporal(value) if temporal else _literal(value, kind)


def quoted(text: str) -> str:
    """Return `text` as a FEEL string literal."""
    return f'"{text.translate(_ESCAPES)}"'


def _literal(value: Any, kind: str) -> str:
    temporal = _TEMPORAL.get(kind)
    if temporal:
        return f'@"{temporal(value)}"'
    writer = _WRITERS.get(kind)
    if writer is None:
        raise NotDefined(f"a {kind} has no text")
    return writer(value)


def _nested(value: Any) -> str:
    return _literal(value, kinds.kind_of(value))


def _number(value: Any) -> str:
    number = as_number(value)
    if isinstance(number, Decimal):
        return format(number if number else number.copy_abs(), "f")
    return str(number)


def _list(items: list[Any]) -> str:
    return "[" + ", ".join(_nested(item) for item in items) + "]"


def _context(entries: Any) -> str:
    return "{" + ", ".join(f"{_key(key)}: {_nested(entry)}" for key, entry in entries.items()) + "}"


def _key(key: str) -> str:
    return key if _PLAIN_KEY.fullmatch(key) else quoted(key)


def _range(value: Range) -> str:
    if value.operator:
        return f"{value.operator} {_nested(value.start)}"
    if value.start is None:
        return f"{'<=' if value.end_included else '<'} {_nested(value.end)}"
    if value.end is None:
        return f"{'>=' if value.start_included else '>'} {_nested(value.start)}"
    left, right = "[" if value.start_included else "(", "]" if value.end_included else ")"
    return f"{left}{_nested(value.start)}..{_nested(value.end)}{right}"


_TEMPORAL: dict[str, Callable[[Any], str]] = {
    kinds.DATE: date_text,
    kinds.TIME: time_text,
    kinds.DATE_TIME: date_time_text,
    kinds.DAYS: duration_text,
    kinds.MONTHS: str,
}
_WRITERS: dict[str, Callable[[Any], str]] = {
    kinds.NULL: lambda _: "null",
    kinds.BOOLEAN: lambda value: "true" if value else "false",
    kinds.NUMBER: _number,
    kinds.STRING: lambda value: quoted(str(value)),
    kinds.LIST: _list,
    kinds.CONTEXT: _context,
    kinds.RANGE: _range,
}
