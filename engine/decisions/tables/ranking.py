"""The order of output values: the first has the highest priority (DMN 1.5, clause 8.2.11)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from engine.decisions.compiling.texts import Texts
from engine.decisions.model.tables import Output
from engine.feel import Environment, UnaryTests
from engine.feel.errors import FeelSyntaxError
from engine.feel.syntax.lexer import tokenize
from engine.feel.syntax.source import Source

Ranking = Callable[[Any], int | None]
"""The place of a value among the output values, from 0; None when it is none of them."""
_ANY_TIME = datetime(1970, 1, 1, tzinfo=UTC)
_OPENING, _CLOSING = frozenset("([{"), frozenset(")]}")


def ranking_of(texts: Texts, clause: Output, where: str) -> Ranking:
    """Return the ranking of an output; without output values all values have the same place."""
    if clause.values is None:
        return lambda _: 0
    cell = clause.values
    parts = [texts.tests(part, cell.place, frozenset(), where) for part in _alternatives(cell.text)]
    tests = [part for part in parts if part is not None]
    return lambda value: _place_of(value, tests)


def _place_of(value: Any, tests: list[UnaryTests]) -> int | None:
    env = Environment(_ANY_TIME, ZoneInfo("UTC"))
    env.quiet = True
    return next((place for place, test in enumerate(tests) if test.matches(value, {}, env) is True), None)


def _alternatives(text: str) -> list[str]:
    """Return the alternatives of unary tests: what stands between the commas outside all brackets."""
    try:
        tokens = tokenize(Source(text, None))
    except FeelSyntaxError:
        return [text]  # another part of the compiler tells what is wrong
    parts, depth, start = [], 0, 0
    for token in tokens:
        if token.text in _OPENING:
            depth += 1
        elif token.text in _CLOSING:
            depth -= 1
        elif token.text == "," and depth == 0:
            parts.append(text[start : token.start])
            start = token.end
    return [*parts, text[start:]]
