"""When a task is due, or is to be followed up: the value of an expression becomes a moment.

Camunda 7 calls these dueDate and followUpDate. A date and time is itself, a date the beginning of its day,
and a duration counts from the moment the task opens, by the clock on the wall in the tier's zone.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from engine.errors import InvalidInput
from engine.feel import YearsMonths, narrowed
from engine.limits.iso_intervals import parse_period
from engine.limits.limit_value import LimitValue
from engine.limits.timer_values import TimerKind, timer_spec
from engine.words import Words


def task_moment(value: Any, now: datetime, zone: ZoneInfo, where: str) -> datetime | None:
    """Return the moment (aware UTC) that `value` gives for a task that opens at `now`; null gives None.

    `where` names the element and attribute in messages.

    Raises:
        InvalidInput: the value is no time; a limit belongs to huan:limit, which follows its clock.
    """
    value = narrowed(value)
    if value is None:
        return None
    if isinstance(value, LimitValue):
        raise InvalidInput(
            Words(
                f"{where} is the limit {value.rule_key!r}, whose time moves; name it in huan:limit instead",
                f"{where} 是时限 {value.rule_key!r}，它的时间会移动；请改写在 huan:limit 中",
            )
        )
    if not _is_moment(value):
        raise InvalidInput(
            Words(
                f"{where} is {str(value)[:60]!r}, which is no time; expected a date and time, a date or a "
                'duration, such as now() + duration("P3D")',
                f"{where} 是 {str(value)[:60]!r}，不是时间；应为日期和时间、日期或时长，如 now() + "
                'duration("P3D")',
            )
        )
    period = isinstance(value, timedelta | YearsMonths) or (
        isinstance(value, str) and parse_period(value) is not None
    )
    kind = TimerKind.DURATION if period else TimerKind.DATE
    return timer_spec(kind, value, zone, where).first_due(now)


def _is_moment(value: Any) -> bool:
    """Return whether a value can be a time; of a text, `task_moment` sees whether it is ISO 8601."""
    return isinstance(value, datetime | date | timedelta | YearsMonths | str)
