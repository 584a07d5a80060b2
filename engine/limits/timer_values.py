"""Makes a timer out of the value that a timer's expression gave, or says plainly why it cannot."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from engine.errors import InvalidInput
from engine.feel import YearsMonths, narrowed
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
from engine.words import Words

#: A maker that has nothing to say of its own.
_BY_NATURE = Words("", "")


class TimerUnfit(InvalidInput):
    """A timer's expression gives no time: what is wrong, what was expected, and what to do."""

    def __init__(self, where: str, problem: Words, expected: Words, remedy: Words) -> None:
        told = Words(f"{problem}; {expected}; {remedy}", f"{problem.zh}；{expected.zh}；{remedy.zh}")
        super().__init__(told.at(where), element=where)
        self.problem = problem
        self.expected = expected
        self.remedy = remedy


class TimerKind(StrEnum):
    """The three kinds of a BPMN timer (BPMN 2.0, 10.5.5.10), by the names of their elements."""

    DATE = "timeDate"
    DURATION = "timeDuration"
    CYCLE = "timeCycle"


_EXPECTED = {
    TimerKind.DATE: Words(
        'a date and time, a date or a limit, such as date and time("2026-05-01T08:00:00")',
        '日期时间、日期或时限，例如 date and time("2026-05-01T08:00:00")',
    ),
    TimerKind.DURATION: Words(
        'a duration or a limit, such as duration("PT45M") or limit("arrive") * 0.8',
        '时长或时限，例如 duration("PT45M") 或 limit("arrive") * 0.8',
    ),
    TimerKind.CYCLE: Words(
        'a repeating interval or a duration, such as "R3/PT10M" or duration("PT10M")',
        '重复间隔或时长，例如 "R3/PT10M" 或 duration("PT10M")',
    ),
}


def timer_spec(kind: TimerKind, value: Any, zone: ZoneInfo, where: str) -> TimerSpec:
    """Return the timer for `value`, the evaluated FEEL expression (or ISO 8601 text) of a timer of `kind`.

    `zone` is the tier's: it places dates and local times, and reckons days, months and years. A date is the
    beginning of its day. `where` names the element in messages. Raises InvalidInput for a value of the
    wrong type, null included, saying what was expected and what to use instead, as TimerUnfit.
    """
    value = narrowed(value)
    timer = _MAKERS[kind](value, zone)
    if isinstance(timer, TimerSpec):
        return timer
    what, suits = _nature(value)
    wrong, expected = timer or what, _EXPECTED[kind]
    remedy = Words(f"write it as {suits}", f"请写成 {suits}")
    if suits in (None, kind):
        remedy = Words("correct the expression", "请改正表达式")
    if value is None:
        remedy = Words("check the names in the expression", "请检查表达式中的名称")
    raise TimerUnfit(
        where,
        Words(f"{kind} is {_shown(value)}, {wrong}", f"{kind} 是 {_shown(value)}，{wrong.zh}"),
        Words(f"expected {expected}", f"应为{expected.zh}"),
        remedy,
    )


# Each maker returns the timer, or what is wrong with the value in words; none leave that to _nature.


def _date_timer(value: Any, zone: ZoneInfo) -> TimerSpec | Words:
    if isinstance(value, LimitValue):
        return LimitTimer(_stored(value))
    if isinstance(value, str):
        value = parse_instant(value)
    if isinstance(value, datetime):
        return DateTimer(_placed(value, zone))
    if isinstance(value, date):
        return DateTimer(utc(datetime.combine(value, time(0), zone)))
    return _BY_NATURE


def _duration_timer(value: Any, zone: ZoneInfo) -> TimerSpec | Words:
    if isinstance(value, LimitValue):
        return LimitTimer(_stored(value))
    period = _period(value)
    return _BY_NATURE if period is None else DurationTimer(period, zone)


def _cycle_timer(value: Any, zone: ZoneInfo) -> TimerSpec | Words:
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
        return _BY_NATURE
    return (
        CycleTimer(period, zone)
        if period.positive
        else Words("but a cycle must lead forward", "但周期必须指向未来")
    )


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


def _nature(value: Any) -> tuple[Words, TimerKind | None]:
    """Return what a value is, in words, and the kind of timer that it would suit, if any."""
    if value is None:
        return Words("its expression found nothing", "表达式没有得到结果"), None
    if isinstance(value, str):
        if parse_period(value) is not None:
            return Words("a duration", "是时长"), TimerKind.DURATION
        if parse_instant(value) is not None:
            return Words("a date and time", "是日期时间"), TimerKind.DATE
        if isinstance(parse_repeating(value), RepeatingInterval):
            return Words("a repeating interval", "是重复间隔"), TimerKind.CYCLE
        return Words("a text", "是文本"), None
    if isinstance(value, (timedelta, YearsMonths)):
        return Words("a duration", "是时长"), TimerKind.DURATION
    if isinstance(value, date):
        return Words("a date", "是日期"), TimerKind.DATE
    if isinstance(value, LimitValue):
        return Words("a limit", "是时限"), TimerKind.DURATION
    if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        return Words("a number", "是数字"), None
    kind = type(value).__name__
    return Words(f"a {kind}", f"是 {kind}"), None
