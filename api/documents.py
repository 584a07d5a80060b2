"""JSON in and out: exact numbers, no surprises.

What comes in: numbers with fractions become decimals as they were typed; depth, length of numbers and
characters that no database keeps are refused here, so that nothing behind needs to think of them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, NoReturn

import orjson
from flask.json.provider import JSONProvider

from api.problems import NotJson
from engine.errors import InvalidInput
from engine.words import Words

MOST_DEPTH = 40
#: Digits that a decimal of FEEL keeps exactly (IEEE 754 decimal128), and how far its point may move.
MOST_DIGITS = 34
MOST_EXPONENT = 300


def read_json(data: bytes) -> Any:
    """Return what a body says.

    Raises:
        NotJson: it is no JSON.
        InvalidInput: it is nested too deeply, or holds a number or character that cannot be kept.
    """
    try:
        value = json.loads(
            data.decode(), parse_float=_decimal, parse_int=_integer, parse_constant=_no_constant
        )
    except (ValueError, RecursionError) as error:
        raise NotJson(_unreadable(str(error)[:250])) from error
    _check(value, MOST_DEPTH)
    return value


def _decimal(text: str) -> Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation as error:
        raise ValueError(f"{text[:40]} is no number that can be kept") from error
    _, digits, exponent = number.as_tuple()
    if len(digits) > MOST_DIGITS or abs(int(exponent)) > MOST_EXPONENT:
        raise ValueError(f"numbers may have {MOST_DIGITS} digits; {text[:40]} has more")
    return number


def _integer(text: str) -> int:
    if len(text) > MOST_DIGITS:
        raise ValueError(f"numbers may have {MOST_DIGITS} digits; {text[:40]} has more")
    return int(text)


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number of JSON")


def _unreadable(why: str) -> Words:
    return Words(f"the body cannot be read as JSON: {why}", f"请求体不能作为 JSON 读取：{why}")


def _check(value: Any, depth: int) -> None:
    if depth == 0:
        raise InvalidInput(
            Words(
                f"the body is nested more than {MOST_DEPTH} levels deep; send it flatter",
                f"请求体嵌套超过 {MOST_DEPTH} 层；请发送更平的",
            )
        )
    if isinstance(value, str):
        require_text(value)
    elif isinstance(value, dict):
        for name, inner in value.items():
            require_text(name)
            _check(inner, depth - 1)
    elif isinstance(value, list):
        for inner in value:
            _check(inner, depth - 1)


def require_text(text: str) -> None:
    """Raise InvalidInput for a character that no database keeps: zero, or half a surrogate pair."""
    if "\x00" in text or (
        not text.isascii() and any("\ud800" <= character <= "\udfff" for character in text)
    ):
        raise InvalidInput(
            Words(
                "a text holds a character that cannot be kept (zero, or a lone surrogate): leave it out",
                "文字中有不能保存的字符（零字符，或单独的代理字符）：请去掉",
            )
        )


class Json(JSONProvider):
    """What goes out: written by orjson, decimals as JSON numbers with all their digits."""

    def dumps(self, obj: Any, **kwargs: Any) -> str:
        """Return a value as JSON text."""
        return orjson.dumps(obj, default=_plain, option=orjson.OPT_NON_STR_KEYS).decode()

    def loads(self, s: str | bytes, **kwargs: Any) -> Any:
        """Return what a JSON text says, as `read_json`."""
        return read_json(s.encode() if isinstance(s, str) else s)


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return orjson.Fragment(str(value))
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, frozenset | set | tuple):
        return list(value)
    raise TypeError(f"{type(value).__name__} is no JSON value")
