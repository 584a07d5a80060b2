"""How much working time is left, as people say it: two working days and three hours."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from engine.limits.calendar import ONE_DAY, WorkingCalendar
from engine.limits.instants import utc

#: Longer than this nobody counts in hours.
MOST_DAYS = 400


class WorkingLeft(NamedTuple):
    """Whole working days, and the working time of days of which a part is left."""

    days: int
    rest: timedelta


def working_left(begin: datetime, end: datetime, calendar: WorkingCalendar) -> WorkingLeft | None:
    """Return the working time from `begin` to `end` (aware); None when it is too long to be counted.

    A working day counts as one when all its business hours lie between, or all of it where the calendar has
    no hours; of others the hours between count. An end that is not after the begin leaves nothing.
    Raises MissingCalendar for a year whose working days are unknown.
    """
    begin, end = utc(begin, "the begin"), utc(end, "the end")
    if end <= begin:
        return WorkingLeft(0, timedelta(0))
    if end - begin > timedelta(days=MOST_DAYS):
        return None
    days, rest = 0, timedelta(0)
    day, last = calendar.local_date(begin), calendar.local_date(end)
    while day <= last:
        whole = part = timedelta(0)
        for opens, closes in _hours(day, calendar):
            whole += closes - opens
            part += max(min(closes, end) - max(opens, begin), timedelta(0))
        if part and part == whole:
            days += 1
        else:
            rest += part
        day += ONE_DAY
    return WorkingLeft(days, rest)


def _hours(day: date, calendar: WorkingCalendar) -> list[tuple[datetime, datetime]]:
    found = calendar.day(day)
    if not found.working:
        return []
    if found.hours:
        return [(calendar.instant(day, one.opens), calendar.instant(day, one.closes)) for one in found.hours]
    begin = datetime.combine(day, time(0), calendar.zone)
    return [(utc(begin), utc(datetime.combine(day + ONE_DAY, time(0), calendar.zone)))]
