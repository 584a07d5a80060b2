"""When people are told of a limit: at the fractions at which its rule warns, and once it is missed.

Told once each. A clock keeps how far it has told, in per cent of its limit; what was told is not told again
when a hold or an appointment moves the limit's end, and of several that passed meanwhile only the last is.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from engine.limits.calendar import WorkingCalendar
from engine.limits.order_clock import WHOLE, OrderClock, Phase

#: How far a clock has told when it has told that its limit is missed.
MISSED = 100
#: Exactly at its end a limit is still kept.
AFTER_THE_END = timedelta(seconds=1)


class Telling(NamedTuple):
    """What is to be told at a moment (aware UTC): that `percent` of the limit are used, or MISSED."""

    percent: int
    at: datetime


def next_telling(
    clock: OrderClock, warn_at: Iterable[Decimal], told: int, calendar: WorkingCalendar
) -> Telling | None:
    """Return the first thing to tell of a clock that has told up to `told` per cent; None: nothing more.

    `warn_at` are the rule's fractions, ascending. The promise counts, else the target. A clock that does not
    run tells nothing. Raises MissingCalendar when days of an unknown year have to be counted.
    """
    if told >= MISSED or not _runs(clock):
        return None
    for fraction in warn_at:
        percent = int(fraction * 100)
        if told < percent < MISSED:
            at = clock.due_at_fraction(fraction, calendar)
            return Telling(percent, at) if at is not None else None
    due = clock.due_at_fraction(WHOLE, calendar)
    return Telling(MISSED, due + AFTER_THE_END) if due is not None else None


def reached_telling(
    clock: OrderClock, warn_at: Iterable[Decimal], told: int, now: datetime, calendar: WorkingCalendar
) -> int | None:
    """Return how far is to be told at `now` (aware): the last per cent that is reached; None: nothing.

    Raises MissingCalendar as `next_telling`.
    """
    reached, fractions = None, tuple(warn_at)
    while (found := next_telling(clock, fractions, told, calendar)) is not None and found.at <= now:
        reached = told = found.percent
    return reached


def _runs(clock: OrderClock) -> bool:
    """Return whether the limit's end comes nearer: an appointment stands through a hold."""
    return clock.phase is Phase.RUNNING or (clock.phase is Phase.PAUSED and clock.appointment is not None)
