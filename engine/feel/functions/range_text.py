"""Reads the text of a range: rules 66 and 67, literal endpoints only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from engine.feel.errors import FeelSyntaxError
from engine.feel.syntax.lexer import Token, TokenKind, tokenize
from engine.feel.syntax.source import Source
from engine.feel.values.comparison import make_range, open_range
from engine.feel.values.ranges import Range
from engine.feel.values.temporal_text import (
    parse_date,
    parse_date_time,
    parse_duration,
    parse_temporal,
    parse_time,
)
from engine.feel.values.undefined import NotDefined
from engine.words import Words

LONGEST = 1_000
_CONSTRUCTORS: dict[tuple[str, ...], Callable[[str], Any]] = {
    ("@",): parse_temporal,
    ("date", "("): parse_date,
    ("time", "("): parse_time,
    ("date", "and", "time", "("): parse_date_time,
    ("duration", "("): parse_duration,
}


def parse_range(text: str) -> Range:
    """Return the range written as `text`, such as "[18..21)" or "(..2]"; NotDefined when it is none."""
    try:
        tokens = tokenize(Source(text[: LONGEST + 1], None))[:-1]
    except FeelSyntaxError as error:
        raise _no_range(text) from error
    texts = [token.text for token in tokens]
    if len(text) > LONGEST or len(tokens) < 4 or texts[0] not in ("[", "(", "]") or ".." not in texts:
        raise _no_range(text)
    if texts[-1] not in ("]", ")", "["):
        raise _no_range(text)
    middle = texts.index("..")
    start, end = tokens[1:middle], tokens[middle + 1 : -1]
    start_included, end_included = texts[0] == "[", texts[-1] == "]"
    if start and end:
        return make_range(_endpoint(start, text), _endpoint(end, text), start_included, end_included)
    if end and not start_included:
        return open_range("<=" if end_included else "<", _endpoint(end, text))
    if start and not end_included:
        return open_range(">=" if start_included else ">", _endpoint(start, text))
    raise _no_range(text)


def _endpoint(tokens: Sequence[Token], text: str) -> Any:
    first = tokens[0]
    if len(tokens) == 1 and first.kind in (TokenKind.NUMBER, TokenKind.STRING):
        return first.value
    if len(tokens) == 2 and first.text == "-" and not isinstance(number := tokens[1].value, str | None):
        return -number
    string = next((at for at, token in enumerate(tokens) if token.kind is TokenKind.STRING), None)
    if string is not None:
        opening = tuple(token.text for token in tokens[:string])
        closing = [token.text for token in tokens[string + 1 :]]
        read = _CONSTRUCTORS.get(opening)
        if read is not None and closing == ([")"] if opening[-1] == "(" else []):
            return read(str(tokens[string].value))
    raise _no_range(text)


def _no_range(text: str) -> NotDefined:
    return NotDefined(
        Words(f'"{text[:50]}" is not a range such as [18..21)', f'"{text[:50]}" 不是区间，如 [18..21)')
    )
