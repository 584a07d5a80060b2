"""Points in time and spans as a scenario writes them: `2026-11-23 09:00`, `10:30`, `2 working days`.

Times without a zone are in the zone of the built-in organisation, Asia/Shanghai; working days are those of
its calendar.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from engine.limits import WorkingCalendar, seed_calendars
from engine.scenarios.givens import LaterDay, Moment
from engine.scenarios.source import Node
from engine.words import Words

ZONE = ZoneInfo("Asia/Shanghai")
#: Monday, 09:00 in Shanghai: when a scenario begins that does not say so.
MORNING = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
YEARS = range(2000, 2100)
LONGEST_DAYS = 3660
CALENDAR = "cn"

_SPAN = re.compile(r"(?:\s*[0-9]+(?:\.[0-9]+)?\s*[A-Za-z一-鿿]+)+\s*")
_PART = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s*([A-Za-z一-鿿]+)")
_CLOCK = r"(\d{1,2}:\d\d(?::\d\d)?)"
_TIME = re.compile(_CLOCK)
_DATE_TIME = re.compile(rf"(?:on )?(\d{{4}}-\d\d-\d\d)(?:(?: at |[ T]){_CLOCK})?")
_WORKING_SPAN = re.compile(r"([0-9]{1,4})\s*(?:working days?|个?工作日)")
_LATER = re.compile(
    r"(?:in )?(?:(?P<next>next working day|下个?一?个?工作日|tomorrow|次日|明天)"
    r"|(?P<count>[0-9]{1,4})\s*(?P<unit>working days?|days?|个?工作日|天)(?: later|后|之后)?)"
    rf"(?:(?: at | )?{_CLOCK})?"
)
_SECONDS = {
    1: ("s", "sec", "second", "seconds", "秒"),
    60: ("m", "min", "minute", "minutes", "分", "分钟"),
    3600: ("h", "hour", "hours", "小时"),
    86400: ("d", "day", "days", "天"),
}
_UNITS = {unit: seconds for seconds, units in _SECONDS.items() for unit in units}
_HOW = Words(
    "write a date and time, 2026-11-23 10:00, a time, 10:00, or a day, next working day at 09:00",
    "写日期和时间 2026-11-23 10:00、时间 10:00，或某天：次日 09:00、3 个工作日后 17:00",
)


def read_span(node: Node) -> timedelta | LaterDay:
    """Return a span such as `45 min`, `1 h 30 min` or `2 天` (a day has 24 hours), or `2 working days`."""
    text = node.text()
    working = _WORKING_SPAN.fullmatch(text)
    if working:
        return LaterDay(int(working[1]), True, None)
    if not _SPAN.fullmatch(text):
        raise node.refuse(
            Words(f"{text!r} is no span of time", f"{text!r} 不是一段时间"),
            Words("write e.g. 45 min, 2 h, 1 h 30 min, 3 days", "例如写 45 分钟、2 小时、3 天、2 个工作日"),
        )
    seconds = 0.0
    for amount, unit in _PART.findall(text):
        if unit not in _UNITS:
            raise node.refuse(
                Words(f"{unit!r} is no unit of time", f"{unit!r} 不是时间单位"),
                Words(
                    "use s, min, h or days (秒, 分钟, 小时, 天)", "用 秒、分钟、小时、天（s, min, h, days）"
                ),
            )
        seconds += float(amount) * _UNITS[unit]
    if seconds > LONGEST_DAYS * 86400:
        raise node.refuse(
            Words(f"{text!r} is too long", f"{text!r} 太长"),
            Words(f"let at most {LONGEST_DAYS} days pass at once", f"一次最多过 {LONGEST_DAYS} 天"),
        )
    return timedelta(seconds=seconds)


def read_moment(node: Node) -> Moment:
    """Return a point in time, a time of day, or a day counted from the moment: see docs/scenarios.md."""
    text = node.text()
    try:
        if _TIME.fullmatch(text):
            return _time(text)
        match = _DATE_TIME.fullmatch(text)
        if match:
            day = date.fromisoformat(match[1])
            if day.year not in YEARS:
                raise ValueError(f"the year must be in {YEARS.start} to {YEARS.stop - 1}")
            return _aware(day, _time(match[2] or "00:00"))
        later = _LATER.fullmatch(text)
        if later:
            at = _time(later[4]) if later[4] else None
            if later["next"]:
                return LaterDay(1, "work" in later["next"] or "工作" in later["next"], at)
            return LaterDay(int(later["count"]), "work" in later["unit"] or "工作" in later["unit"], at)
    except ValueError as error:
        raise node.refuse(
            Words(f"{text!r} is no time: {error}", f"{text!r} 不是时间：{error}"),
            Words("write e.g. 2026-11-23 10:00", "例如写 2026-11-23 10:00"),
        ) from None
    raise node.refuse(Words(f"{text!r} is no time", f"{text!r} 不是时间"), _HOW)


def moment_at(moment: Moment, now: datetime) -> datetime:
    """Return the point in time; a time of day is that of `now`'s own day in the organisation's zone.

    Raises:
        MissingCalendar: working days of an unknown year have to be counted.
    """
    if isinstance(moment, datetime):
        return moment
    local = now.astimezone(ZONE)
    if isinstance(moment, LaterDay):
        if moment.working:
            day = _calendar().add_working_days(local.date(), moment.days)
        else:
            day = local.date() + timedelta(days=moment.days)
        return _aware(day, moment.at if moment.at is not None else local.time())
    return _aware(local.date(), moment)


def moment_after(moment: Moment, now: datetime) -> datetime:
    """Return the point in time; a time of day is the next one after `now`."""
    at = moment_at(moment, now)
    if at <= now and isinstance(moment, time):
        return _aware(now.astimezone(ZONE).date() + timedelta(days=1), moment)
    return at


def told(moment: datetime | time) -> str:
    """Return a time as a scenario writes it."""
    if isinstance(moment, time):
        return moment.strftime("%H:%M:%S" if moment.second else "%H:%M")
    local = moment.astimezone(ZONE)
    return local.strftime("%Y-%m-%d %H:%M:%S" if local.second else "%Y-%m-%d %H:%M")


def told_span(span: timedelta) -> str:
    """Return a span as a scenario writes it, to the second; a negative one begins with a minus."""
    seconds = int(abs(span.total_seconds()))
    parts = [
        f"{amount} {unit}"
        for amount, unit in (
            (seconds // 86400, "days"),
            (seconds // 3600 % 24, "h"),
            (seconds // 60 % 60, "min"),
            (seconds % 60, "s"),
        )
        if amount
    ]
    return ("-" if span < timedelta(0) else "") + (" ".join(parts) or "0 s")


@cache
def _calendar() -> WorkingCalendar:
    return seed_calendars()[CALENDAR]


def _aware(day: date, at: time) -> datetime:
    return datetime.combine(day, at, ZONE).astimezone(UTC)


def _time(text: str) -> time:
    hours, minutes, seconds = (int(part) for part in f"{text}:0".split(":")[:3])
    return time(hours, minutes, seconds)
