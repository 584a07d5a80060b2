"""Values that stand for all others: one at each constant, and one between each two.

A test that only compares with constants gives the same answer for every value between two neighbouring
ones, so that asking it for one of them is asking it for all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from engine.feel.values.numbers import CONTEXT, Number, as_decimal

Between = Callable[[Any, Any], Any]
"""A value strictly between two, or None when there is none; a None end is open."""


@dataclass(frozen=True, slots=True)
class Line:
    """Values that are ordered among each other, by their Python types, and what lies between two of them.

    Other types of the same kind, such as years beyond 9999, are not of the line: nothing is known of them.
    """

    types: tuple[type, ...]
    between: Between

    def sorted(self, constants: Iterable[Any]) -> list[Any]:
        """Return the constants of this kind in order, each once."""
        return sorted({value for value in constants if type(value) in self.types})

    def regions(self, constants: Sequence[Any]) -> list[Any]:
        """Return a sample of each region: before, at, between and after the constants.

        A region that holds no value is None.
        """
        ends = [None, *constants, None]
        found = [self.between(ends[0], ends[1])]
        for at, constant in enumerate(constants):
            found += [constant, self.between(constant, ends[at + 2])]
        return found


def _number_between(low: Number | None, high: Number | None) -> Number | None:
    if low is None and high is None:
        return 0
    if low is None:
        return _inside(None, CONTEXT.next_minus(as_decimal(high)), high)
    if high is None:
        return _inside(low, CONTEXT.next_plus(as_decimal(low)), None)
    half = CONTEXT.divide(CONTEXT.add(as_decimal(low), as_decimal(high)), Decimal(2))
    return _inside(low, half, high) or _inside(low, CONTEXT.next_plus(as_decimal(low)), high)


def _inside(low: Number | None, value: Decimal, high: Number | None) -> Decimal | None:
    fits = value.is_finite() and (low is None or low < value) and (high is None or value < high)
    return value if fits else None


def _text_between(low: str | None, high: str | None) -> str | None:
    after = "" if low is None else low + "\x00"
    return after if high is None or after < high else None


def _date_between(low: date | None, high: date | None) -> date | None:
    if low is None:
        return date.min if high is None or date.min < high else None
    if low == date.max:
        return None
    after = low + timedelta(days=1)
    return after if high is None or after < high else None


LINES = (
    Line((int, Decimal), _number_between),
    Line((str,), _text_between),
    Line((date,), _date_between),
)
