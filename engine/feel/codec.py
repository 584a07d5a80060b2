"""FEEL values to JSON and back, exactly.

Strings, booleans, null, lists, contexts and integers of 64 bits are themselves. Everything else is an
object with one key that begins with `$`:

    {"$decimal": "1.10"}   {"$integer": "12345678901234567890"}   {"$date": "2024-01-31"}
    {"$time": "10:00:00@Asia/Shanghai"}   {"$dateTime": "2024-01-31T10:00:00Z"}
    {"$duration": "P1DT2H"}   {"$months": 14}
    {"$range": [start, end, start included, end included, operator]}
    {"$context": {...}}    a context that has a key beginning with `$` itself

A date and time in the second of two equal hours, where daylight saving ends, is `[text, 1]`: the 1 is
Python's fold.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from engine.errors import InvalidInput
from engine.feel.values import kinds
from engine.feel.values.kinds import kind_of
from engine.feel.values.numbers import from_host
from engine.feel.values.ranges import Range
from engine.feel.values.temporal_text import (
    date_text,
    date_time_text,
    duration_text,
    parse_date,
    parse_date_time,
    parse_duration,
    parse_time,
    time_text,
)
from engine.feel.values.undefined import NotDefined
from engine.feel.values.wide import any_moment, split_moment
from engine.feel.values.years_months import YearsMonths
from engine.words import Words

_LARGEST = 2**63 - 1
"""What every JSON library and jsonb column carries as an integer."""
MOST_ITEMS = 250_000
"""Entries and items of one stored value, all levels together."""


class _Room:
    """How many items may still be written: a list can hold the same list twice, and that one again ..."""

    __slots__ = ("left",)

    def __init__(self) -> None:
        self.left = MOST_ITEMS

    def take(self, items: int) -> None:
        self.left -= items
        if self.left < 0:
            raise InvalidInput(
                Words(
                    f"the value has more than {MOST_ITEMS} items and cannot be stored",
                    f"值有超过 {MOST_ITEMS} 项，不能保存",
                )
            )


def encode_value(value: Any) -> Any:
    """Return `value` as JSON-able Python; raise InvalidInput for what is no FEEL value (a set, NaN, bytes).

    The result shares nothing that can change with `value`.
    """
    try:
        return _encode(value, _Room())
    except RecursionError as error:
        raise InvalidInput(
            Words("the value is nested too deeply to be stored", "值嵌套过深，不能保存")
        ) from error


def decode_value(encoded: Any) -> Any:
    """Return the value that encode_value was given; raise InvalidInput for an unknown or broken tag."""
    try:
        return _decode(encoded)
    except RecursionError as error:
        raise InvalidInput(Words("the stored value is nested too deeply", "保存的值嵌套过深")) from error


def _encode(value: Any, room: _Room) -> Any:
    kind = type(value)
    if kind is str or value is None or kind is bool:
        return value
    if kind is int:
        return value if -_LARGEST <= value <= _LARGEST else {"$integer": str(value)}
    if kind is dict:
        return _encode_context(value, room)
    if kind is list:
        return _encode_list(value, room)
    return _encode_other(value, room)


def _encode_list(value: list[Any], room: _Room) -> list[Any]:
    room.take(len(value))
    return [item if type(item) is str else _encode(item, room) for item in value]


def _encode_context(value: dict[Any, Any], room: _Room) -> dict[str, Any]:
    room.take(len(value))
    encoded = {}
    tagged = False
    for key, entry in value.items():
        if type(key) is not str:
            raise InvalidInput(
                Words(f"the key {key!r} of a context is not a string", f"上下文的键 {key!r} 不是文本")
            )
        if key[:1] == "$":
            tagged = True
        encoded[key] = entry if type(entry) is str else _encode(entry, room)
    return {"$context": encoded} if tagged else encoded


def _encode_other(value: Any, room: _Room) -> Any:
    if isinstance(value, float):
        value = from_host(value)
    kind = kind_of(value)
    encode = _ENCODERS.get(kind)
    if encode is None or value is None:
        raise InvalidInput(
            Words(
                f"a {type(value).__name__} is no FEEL value and cannot be stored",
                f"{type(value).__name__} 不是 FEEL 的值，不能保存",
            )
        )
    return encode(value, room)


def _encode_number(value: Any, room: _Room) -> Any:
    if isinstance(value, int):
        return _encode(int(value), room)
    if not value.is_finite():
        raise InvalidInput(
            Words(f"{value} is no FEEL number and cannot be stored", f"{value} 不是 FEEL 的数字，不能保存")
        )
    return {"$decimal": str(value if value else value.copy_abs())}


def _encode_date_time(value: Any, _room: _Room) -> Any:
    text = date_time_text(value)
    return {"$dateTime": [text, 1] if split_moment(value)[0].fold else text}


def _encode_range(value: Range, room: _Room) -> Any:
    return {
        "$range": [
            _encode(value.start, room),
            _encode(value.end, room),
            value.start_included,
            value.end_included,
            value.operator,
        ]
    }


_ENCODERS: dict[str, Callable[[Any, _Room], Any]] = {
    kinds.NUMBER: _encode_number,
    kinds.STRING: lambda value, _: str(value),
    kinds.LIST: _encode_list,
    kinds.CONTEXT: lambda value, room: _encode_context(dict(value), room),
    kinds.DATE: lambda value, _: {"$date": date_text(value)},
    kinds.TIME: lambda value, _: {"$time": time_text(value)},
    kinds.DATE_TIME: _encode_date_time,
    kinds.DAYS: lambda value, _: {"$duration": duration_text(value)},
    kinds.MONTHS: lambda value, _: {"$months": value.months},
    kinds.RANGE: _encode_range,
}


def _decode(encoded: Any) -> Any:
    kind = type(encoded)
    if kind is dict:
        if len(encoded) == 1:
            (key,) = encoded
            if key[:1] == "$":
                return _decode_tag(key, encoded[key])
        return {key: entry if type(entry) is str else _decode(entry) for key, entry in encoded.items()}
    if kind is list:
        return [item if type(item) is str else _decode(item) for item in encoded]
    return encoded


def _decode_tag(tag: str, content: Any) -> Any:
    decode = _DECODERS.get(tag)
    if decode is None:
        raise InvalidInput(Words(f"unknown tag {tag} in a stored value", f"保存的值中有未知的标记 {tag}"))
    try:
        return decode(content)
    except (NotDefined, InvalidOperation, TypeError, ValueError, AttributeError) as error:
        raise InvalidInput(
            Words(
                f"the stored {tag} {str(content)[:50]!r} cannot be read",
                f"保存的 {tag} {str(content)[:50]!r} 不能读取",
            )
        ) from error


def _decode_context(content: Mapping[str, Any]) -> dict[str, Any]:
    return {key: _decode(entry) for key, entry in content.items()}


def _decode_date_time(content: Any) -> Any:
    if isinstance(content, list):
        text, fold = content
        near, cycles, nanoseconds = split_moment(parse_date_time(text))
        return any_moment(near.replace(fold=fold), cycles, nanoseconds)
    return parse_date_time(content)


def _decode_range(content: Any) -> Range:
    start, end, start_included, end_included, operator = content
    return Range(_decode(start), _decode(end), start_included, end_included, operator)


_DECODERS: dict[str, Callable[[Any], Any]] = {
    "$decimal": Decimal,
    "$integer": int,
    "$date": parse_date,
    "$time": parse_time,
    "$dateTime": _decode_date_time,
    "$duration": parse_duration,
    "$months": YearsMonths,
    "$range": _decode_range,
    "$context": _decode_context,
}
