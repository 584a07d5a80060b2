"""Amounts of time as limits state them: minutes, business minutes, working days, calendar days."""

from __future__ import annotations

from datetime import timedelta
from decimal import ROUND_CEILING, Decimal
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

LARGEST_FRACTION = 1000
_MINUTE_MICROSECONDS = Decimal(60_000_000)


class Unit(StrEnum):
    """What a limit counts. Files may also write `hours` and `working_hours`, read as minutes."""

    MINUTES = "minutes"
    WORKING_MINUTES = "working_minutes"
    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"

    @property
    def counts_days(self) -> bool:
        """Return whether whole local days are counted rather than the time that passes."""
        return self in (Unit.WORKING_DAYS, Unit.CALENDAR_DAYS)


class Layer(StrEnum):
    """Which of a rule's two limits is meant: what the customer was promised, or the house's tighter aim."""

    PROMISE = "promise"
    TARGET = "target"


class Amount(NamedTuple):
    """A positive whole number of a unit."""

    value: int
    unit: Unit

    def length(self, fraction: Decimal = Decimal(1)) -> timedelta:
        """Return `fraction` of an amount in minutes, rounded up to the microsecond."""
        return _length(self.value, fraction)

    def whole_days(self, fraction: Decimal = Decimal(1)) -> int:
        """Return `fraction` of an amount in days, rounded up to whole days.

        0.8 of 5 working days are 4; 0.5 of 5 are 3: a fraction of a day would have no end on a calendar
        that counts days only, and a warning may come late in its day but not after the limit.
        """
        return int((self.value * fraction).to_integral_value(ROUND_CEILING))


@lru_cache(maxsize=1024)
def _length(minutes: int, fraction: Decimal) -> timedelta:
    exact = minutes * _MINUTE_MICROSECONDS * fraction
    return timedelta(microseconds=int(exact.to_integral_value(ROUND_CEILING)))
