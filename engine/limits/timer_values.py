"""Makes a timer out of the value that a timer's expression gave, or says plainly why it cannot."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from engine.errors import InvalidInput
from engine.feel import YearsMonths
from engine.limits.instants import utc
from engine.limits.iso_intervals import (
    Period,
    RepeatingInterval,
    parse_instant,
    parse_period,
    parse_repeating,
)
from engine.limits.limit_value import LimitValue
from engine.limits.timers import CycleTimer, DateTimer, DurationTimer, LimitTimer, TimerSpec


class TimerKind(StrEnum):
    """The three kinds of a BPMN timer (BPMN 2.0, 10.5.5.10), by the names of their elements."""

    DATE = "timeDate"
    DURATION = "timeDuration"
    CYCLE = "timeCycle"


_EXPECTED = {
    TimerKind.DATE: 'a date and time, a date or a limit, such as date and time("2026-05-01T08:00:00")',
    TimerKind.DURATION: 'a duration or a limit, such as duration("PT45M") or limit("arrive") * 0.8',
    TimerKind.CYCLE: 'a repeating interval or a duration, such as "R3/PT10M" or duration("PT10M")',
}


def timer_spec(kind: TimerKind, value: Any, zone: ZoneInfo, where: str) -> TimerSpec:
    """Return the timer for `value`, the evaluated FEEL expression (or ISO 8601 text) of a timer of `kind`.

    `zone` is the tier's: it places dates and local times, and reckons days, months and years. A date is the
    beginning of its day. `where` names the element in messages. Raises InvalidInput for a value of the
    wrong type, null included, saying what was expected and what to use instead.
    """
    timer = _MAKERS[kind](value, zone)
    if isinstance(timer, TimerSpec):
        return timer
    what, suits = _nature(value)
    remedy = "correct the expression" if suits in (None, kind) else f"write it as {suits}"
    if value is None:
        remedy = "check the names in the expression"
    raise InvalidInput(
        f"{where}: {kind} is {_shown(value)}, {timer or what}; expected {_EXPECTED[kind]}; {remedy}",
        element=where,
    )


# Each maker returns the timer, or what is wrong with the value in words; "" leaves that to _nature.


def _date_timer(value: Any, zone: ZoneInfo) -> TimerSpec | str:
    if isinstance(value, LimitValue):
        return LimitTimer(_stored(value))
    if isinstance(value, str):
        value = parse_instant(value)
    if isinstance(value, datetime):
        return DateTimer(_placed(value, zone))
    if isinstance(value, date):
        return DateTimer(utc(datetime.combine(value, time(0), zone)))
    return ""


def _duration_timer(value: Any, zone: ZoneInfo) -> TimerSpec | str:
    if isinstance(value, LimitValue):
        return LimitTimer(_stored(value))
    period = _period(value)
    return "" if period is None else DurationTimer(period, zone)


def _cycle_timer(value: Any, zone: ZoneInfo) -> TimerSpec | str:
    if isinstance(value, str) and parse_period(value) is None:
        interval = parse_repeating(value)
        if isinstance(interval, str):
            return interval
        start = interval.start
        if start is None:
            return CycleTimer(interval.period, zone, interval.repetitions)
        return CycleTimer(interval.period, zone, interval.repetitions, _placed(start, zone), True)
    period = _period(value)
    if period is None:
        return ""
    return CycleTimer(period, zone) if period.positive else "but a cycle must lead forward"


_MAKERS = {
    TimerKind.DATE: _date_timer,
    TimerKind.DURATION: _duration_timer,
    TimerKind.CYCLE: _cycle_timer,
}


def _period(value: Any) -> Period | None:
    if isinstance(value, timedelta):
        return Period(exact=value)
    if isinstance(value, YearsMonths):
        return Period(months=value.months)
    return parse_period(value) if isinstance(value, str) else None


def _placed(value: datetime, zone: ZoneInfo) -> datetime:
    return utc(value if value.tzinfo is not None else value.replace(tzinfo=zone))


def _stored(value: LimitValue) -> LimitValue:
    """Return the limit without its access to the order, which a stored timer must not keep."""
    return LimitValue(value.rule_key, value.fraction, value.layer)


def _shown(value: Any) -> str:
    if value is None:
        return "null"
    text = repr(value) if isinstance(value, str) else str(value)
    return text if len(text) <= 60 else text[:57] + "…"


def _nature(value: Any) -> tuple[str, TimerKind | None]:
    """Return what a value is, in words, and the kind of timer that it would suit, if any."""
    if value is None:
        return "its expression found nothing", None
    if isinstance(value, str):
        if parse_period(value) is not None:
            return "a duration", TimerKind.DURATION
        if parse_instant(value) is not None:
            return "a date and time", TimerKind.DATE
        if isinstance(parse_repeating(value), RepeatingInterval):
            return "a repeating interval", TimerKind.CYCLE
        return "a text", None
    if isinstance(value, (timedelta, YearsMonths)):
        return "a duration", TimerKind.DURATION
    if isinstance(value, date):
        return "a date", TimerKind.DATE
    if isinstance(value, LimitValue):
        return "a limit", TimerKind.DURATION
    if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        return "a number", None
    return f"a {type(value).__name__}", None
