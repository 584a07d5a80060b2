"""Points in time and spans as a scenario writes them: `2026-11-23 09:00`, `10:30`, `45 min`, `2小时`.

Times without a zone are in the zone of the built-in organisation, Asia/Shanghai.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from engine.scenarios.source import Node

ZONE = ZoneInfo("Asia/Shanghai")
#: Monday, 09:00 in Shanghai: when a scenario begins that does not say so.
MORNING = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
YEARS = range(2000, 2100)
LONGEST_DAYS = 3660

_SPAN = re.compile(r"(?:\s*[0-9]+(?:\.[0-9]+)?\s*[A-Za-z一-鿿]+)+\s*")
_PART = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s*([A-Za-z一-鿿]+)")
_DATE_TIME = re.compile(r"(\d{4}-\d\d-\d\d)(?:[ T](\d{1,2}:\d\d(?::\d\d)?))?")
_TIME = re.compile(r"\d{1,2}:\d\d(?::\d\d)?")
_SECONDS = {
    1: ("s", "sec", "second", "seconds", "秒"),
    60: ("m", "min", "minute", "minutes", "分", "分钟"),
    3600: ("h", "hour", "hours", "小时"),
    86400: ("d", "day", "days", "天"),
}
_UNITS = {unit: seconds for seconds, units in _SECONDS.items() for unit in units}


def read_span(node: Node) -> timedelta:
    """Return a span such as `45 min`, `1 h 30 min` or `2 天` (a day has 24 hours)."""
    text = node.text()
    if not _SPAN.fullmatch(text):
        raise node.refuse(f"{text!r} is no span of time", "write e.g. 45 min, 2 h, 1 h 30 min, 3 days")
    seconds = 0.0
    for amount, unit in _PART.findall(text):
        if unit not in _UNITS:
            raise node.refuse(f"{unit!r} is no unit of time", "use s, min, h or days (秒, 分钟, 小时, 天)")
        seconds += float(amount) * _UNITS[unit]
    if seconds > LONGEST_DAYS * 86400:
        raise node.refuse(f"{text!r} is too long", f"let at most {LONGEST_DAYS} days pass at once")
    return timedelta(seconds=seconds)


def read_moment(node: Node) -> datetime | time:
    """Return an aware UTC time for `2026-11-23 10:00`, or a time of day for `10:00`."""
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
    except ValueError as error:
        raise node.refuse(f"{text!r} is no time: {error}", "write e.g. 2026-11-23 10:00") from None
    raise node.refuse(f"{text!r} is no time", "write a date and time, 2026-11-23 10:00, or a time, 10:00")


def moment_at(moment: datetime | time, now: datetime) -> datetime:
    """Return the point in time; a time of day is that of `now`'s own day in the organisation's zone."""
    if isinstance(moment, datetime):
        return moment
    return _aware(now.astimezone(ZONE).date(), moment)


def moment_after(moment: datetime | time, now: datetime) -> datetime:
    """Return the point in time; a time of day is the next one after `now`."""
    at = moment_at(moment, now)
    if at <= now and not isinstance(moment, datetime):
        return _aware(now.astimezone(ZONE).date() + timedelta(days=1), moment)
    return at


def told(moment: datetime | time) -> str:
    """Return a time as a scenario writes it."""
    if isinstance(moment, time):
        return moment.strftime("%H:%M:%S" if moment.second else "%H:%M")
    local = moment.astimezone(ZONE)
    return local.strftime("%Y-%m-%d %H:%M:%S" if local.second else "%Y-%m-%d %H:%M")


def _aware(day: date, at: time) -> datetime:
    return datetime.combine(day, at, ZONE).astimezone(UTC)


def _time(text: str) -> time:
    hours, minutes, seconds = (int(part) for part in f"{text}:0".split(":")[:3])
    return time(hours, minutes, seconds)
