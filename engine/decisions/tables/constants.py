"""Which input entries compare with constants only, read from their tokens.

Such an entry (`"a", "b"`, `[1..5)`, `not(< 3)`, `@"2026-01-01"`) is true or false by how the tested value
stands to its constants, and by nothing else: that is what an index is made of. Everything else (names,
functions, arithmetic, `?`) is left to the compiled test.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from engine.feel import Environment, compile_expression
from engine.feel.errors import FeelError
from engine.feel.syntax.lexer import Token, TokenKind, tokenize
from engine.feel.syntax.source import Source

Constant = int | Decimal | str | date | bool | None
_OPEN = frozenset(("", "(", "[", "]", ",", "..", "<", "<=", ">", ">=", "=", "!=", "not"))
"""What a constant may follow; the empty text is the beginning."""
_SIGNS = _OPEN | {")"}
_BEFORE_BRACKET = _OPEN - {"]"}
"""What a `[` may follow to begin something; after a value it would be a filter."""
_ANY_TIME = datetime(1970, 1, 1, tzinfo=UTC)
_WORDS = {"true": True, "false": False, "null": None}


def constants_in(text: str) -> list[Constant] | None:
    """Return the constants that unary tests compare with; None when they depend on anything else."""
    try:
        return list(_read(tokenize(Source(text, None))))
    except (FeelError, _NotConstant):
        return None


class _NotConstant(Exception):
    """The tests do more than compare with constants."""


def _read(tokens: list[Token]) -> Iterator[Constant]:
    before, at = "", 0
    while tokens[at].kind is not TokenKind.END:
        token = tokens[at]
        length, value = _constant(tokens, at)
        if length:
            if before not in _OPEN:
                raise _NotConstant
            yield value
            at += length
            before = "constant"
            continue
        if token.text not in _SIGNS or (token.text == "[" and before not in _BEFORE_BRACKET):
            raise _NotConstant
        before, at = token.text, at + 1


def _constant(tokens: list[Token], at: int) -> tuple[int, Any]:
    """Return how many tokens the constant at `at` has, and its value; no tokens when there is none."""
    token, following = tokens[at], tokens[at + 1 : at + 4]
    if token.kind in (TokenKind.NUMBER, TokenKind.STRING):
        return 1, token.value
    if token.kind is TokenKind.KEYWORD and token.text in _WORDS:
        return 1, _WORDS[token.text]
    if token.text == "-" and following[0].kind is TokenKind.NUMBER:
        number: Any = following[0].value
        return 2, -number
    if token.text == "@" and following[0].kind is TokenKind.STRING:
        return 2, _date(f"@{following[0].text}")
    if [token.text, *(part.text for part in following[::2])] == ["date", "(", ")"]:
        if following[1].kind is TokenKind.STRING:
            return 4, _date(f"date({following[1].text})")
    return 0, None


def _date(text: str) -> date:
    """Return the date that a constant expression gives. Other temporal values are not indexed."""
    made = compile_expression(text).evaluate({}, Environment(_ANY_TIME, ZoneInfo("UTC")))
    if type(made) is not date:
        raise _NotConstant
    return made
