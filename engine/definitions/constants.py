"""Expressions that always give the same: their value is known, and looked at, before anything runs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from weakref import WeakKeyDictionary
from zoneinfo import ZoneInfo

from engine.definitions.expressions import compile_text, compile_timer
from engine.definitions.model import Expression as Text
from engine.feel import Environment, Expression, FeelError
from engine.words import Words

#: Any moment: `now()` gives a value of the same kind at every other one.
SOME_TIME = datetime(2026, 1, 1, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Shanghai")


#: What was found already, by form of timer, while the package is there: many rules ask for one condition.
_KNOWN: WeakKeyDictionary[Text, dict[str | None, Constant | None]] = WeakKeyDictionary()


@dataclass(frozen=True)
class Constant:
    """A known value; `why` says, where it is null, what is wrong in the expression."""

    value: Any
    why: str = ""

    def shown(self) -> Words:
        """Return the value as a message may show it."""
        if self.value is None and self.why:
            return Words(f"null: {self.why}", f"null：{self.why}")
        text = repr(self.value) if isinstance(self.value, str) else str(self.value)
        if self.value is None or isinstance(self.value, bool):
            text = {None: "null", True: "true", False: "false"}[self.value]
        shown = text if len(text) <= 60 else text[:57] + "…"
        return Words(shown, shown)


def constant_of(text: Text, timer: str | None = None) -> Constant | None:
    """Return the value of an expression that needs no variable, else None.

    `timer` is the form of the timer it stands in. None too for an expression that is no FEEL: another rule
    tells that.
    """
    known = _KNOWN.setdefault(text, {})
    if timer not in known:
        known[timer] = _constant_of(text, timer)
    return known[timer]


def _constant_of(text: Text, timer: str | None) -> Constant | None:
    try:
        expression = compile_text(text, "") if timer is None else compile_timer(text, timer, "")
    except FeelError:
        return None
    return _value(expression)


def _value(expression: Expression) -> Constant | None:
    if expression.names or expression.item_names or expression.functions:
        return None
    environment = Environment(now=SOME_TIME, zone=ZONE)
    try:
        value = expression.evaluate({}, environment)
    except FeelError as error:
        return Constant(None, error.message)
    return Constant(value, environment.notes[0].message if environment.notes else "")
