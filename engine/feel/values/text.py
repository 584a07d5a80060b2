"""The text of a value, as FEEL's string() gives it."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from engine.feel.values import kinds
from engine.feel.values.comparison import Spend, unlimited
from engine.feel.values.numbers import as_number
from engine.feel.values.ranges import Range
from engine.feel.values.temporal_text import date_text, date_time_text, duration_text, time_text
from engine.feel.values.undefined import NotDefined
from engine.words import Words

_PLAIN_KEY = re.compile(r"[A-Za-z_][A-Za-z_0-9]*(?: [A-Za-z_0-9]+)*")
_ESCAPES = str.maketrans(
    {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\v": "\\u000B", "\f": "\\u000C"}
)


def to_text(value: Any, spend: Spend = unlimited) -> str | None:
    """Return the FEEL string() form of `value`; None for null and for what FEEL has no text for.

    A string is itself. Inside lists, contexts and ranges every value is written as FEEL would read it:
    strings in quotes, dates and the like as `@"..."`. `spend` is told the items written, and may raise.
    """
    try:
        return text_of(value, spend)
    except NotDefined:
        return None


def text_of(value: Any, spend: Spend) -> str | None:
    """Return the same as to_text; raise NotDefined, with the reason, for what FEEL has no text for."""
    if value is None or type(value) is str:
        return value
    kind = kinds.kind_of(value)
    if kind is kinds.STRING:
        return str(value)
    temporal = _TEMPORAL.get(kind)
    return temporal(value) if temporal else _Writer(spend).literal(value)


def quoted(text: str) -> str:
    """Return `text` as a FEEL string literal."""
    return f'"{text.translate(_ESCAPES)}"'


class _Writer:
    """Writes values as FEEL literals."""

    def __init__(self, spend: Spend) -> None:
        self.spend = spend

    def literal(self, value: Any) -> str:
        kind = kinds.kind_of(value)
        temporal = _TEMPORAL.get(kind)
        if temporal:
            return f'@"{temporal(value)}"'
        write = _WRITERS.get(kind)
        if write is None:
            raise NotDefined(Words(f"a {kind} has no text", f"{kind.zh}没有文本形式"))
        written = write(self, value)
        if kind is kinds.STRING:
            self.spend(len(written) // 64)  # a list may hold the same long text many times
        return written

    def list_(self, items: list[Any]) -> str:
        self.spend(len(items))
        return "[" + ", ".join(map(self.literal, items)) + "]"

    def context(self, entries: Any) -> str:
        self.spend(len(entries))
        return "{" + ", ".join(f"{_key(key)}: {self.literal(entry)}" for key, entry in entries.items()) + "}"

    def range_(self, value: Range) -> str:
        if value.operator:
            return f"{value.operator} {self.literal(value.start)}"
        if value.start is None:
            return f"{'<=' if value.end_included else '<'} {self.literal(value.end)}"
        if value.end is None:
            return f"{'>=' if value.start_included else '>'} {self.literal(value.start)}"
        left, right = "[" if value.start_included else "(", "]" if value.end_included else ")"
        return f"{left}{self.literal(value.start)}..{self.literal(value.end)}{right}"


def _number(value: Any) -> str:
    number = as_number(value)
    if isinstance(number, Decimal):
        return format(number if number else number.copy_abs(), "f")
    return str(number)


def _key(key: str) -> str:
    return key if _PLAIN_KEY.fullmatch(key) else quoted(key)


_TEMPORAL: dict[str, Callable[[Any], str]] = {
    kinds.DATE: date_text,
    kinds.TIME: time_text,
    kinds.DATE_TIME: date_time_text,
    kinds.DAYS: duration_text,
    kinds.MONTHS: str,
}
_WRITERS: dict[str, Callable[[_Writer, Any], str]] = {
    kinds.NULL: lambda _writer, _: "null",
    kinds.BOOLEAN: lambda _, value: "true" if value else "false",
    kinds.NUMBER: lambda _, value: _number(value),
    kinds.STRING: lambda _, value: quoted(str(value)),
    kinds.LIST: _Writer.list_,
    kinds.CONTEXT: _Writer.context,
    kinds.RANGE: _Writer.range_,
}
