"""ISO 8601 durations and repeating intervals, as BPMN timers write them: PT10M, R3/PT10M, R/start/P1M.

Years, months, weeks and days are calendar arithmetic in a zone (P1M from 31 January ends on the last day of
February, 民法典 art. 202; P1D keeps the local time across daylight saving); hours, minutes and seconds are
exact.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from engine.words import Words

_DURATION = re.compile(
    r"P(?!$)(?:([0-9]{1,6})Y)?(?:([0-9]{1,6})M)?(?:([0-9]{1,6})W)?(?:([0-9]{1,6})D)?"
    r"(?:T(?=[0-9])(?:([0-9]{1,9})H)?(?:([0-9]{1,9})M)?(?:([0-9]{1,9})(?:[.,]([0-9]{1,6}))?S)?)?"
)
_REPEATS = re.compile(r"R(-1|[0-9]{0,9})")
_ZERO = timedelta(0)


@dataclass(frozen=True, slots=True)
class Period:
    """A length of time: calendar `months` and `days`, and `exact` time; all of one sign."""

    months: int = 0
    days: int = 0
    exact: timedelta = _ZERO

    @property
    def positive(self) -> bool:
        """Return whether the period leads forward at all."""
        return self.months > 0 or self.days > 0 or self.exact > _ZERO

    def after(self, start: datetime, zone: ZoneInfo, times: int = 1) -> datetime:
        """Return `start` plus `times` periods, in UTC, reckoned from `start` at once so that nothing drifts.

        A wall time that daylight saving skips comes out an hour later. Raises OverflowError beyond the
        years 1 to 9999.
        """
        at = start
        if self.months or self.days:
            local = start.astimezone(zone)
            day = plus_months(local.date(), self.months * times) + timedelta(days=self.days * times)
            at = datetime.combine(day, local.time(), zone)
        return at.astimezone(UTC) + self.exact * times


@dataclass(frozen=True, slots=True)
class RepeatingInterval:
    """R[n]/[start/]period. `repetitions` None is endless; `start` None begins when the timer is armed.

    `start` may be naive: then it is local time of whoever uses it.
    """

    repetitions: int | None
    start: datetime | None
    period: Period


def plus_months(day: date, months: int) -> date:
    """Return the same day `months` later, or that month's last day where it has none (民法典 art. 202).

    Raises OverflowError beyond the years 1 to 9999.
    """
    if months == 0:
        return day
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        raise OverflowError(f"the year {year} is out of range")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def parse_period(text: str) -> Period | None:
    """Return the duration written as `text` (PnYnMnWnDTnHnMn.nS); None if it is none."""
    match = _DURATION.fullmatch(text)
    if match is None:
        return None
    years, months, weeks, days, hours, minutes, seconds = (int(part or 0) for part in match.groups()[:7])
    microseconds = int((match.group(8) or "0").ljust(6, "0"))
    exact = timedelta(hours=hours, minutes=minutes, seconds=seconds, microseconds=microseconds)
    return Period(years * 12 + months, weeks * 7 + days, exact)


def parse_instant(text: str) -> datetime | None:
    """Return the date and time written as `text`, naive where it has no offset; None if it is none."""
    if "T" not in text:
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def parse_repeating(text: str) -> RepeatingInterval | Words:
    """Return the repeating interval written as `text`, or a sentence that says what is wrong with it.

    `R` and `R-1` repeat without end. The forms start/end and period/end of ISO 8601 are not taken.
    """
    head, *parts = text.split("/")
    repeats = _REPEATS.fullmatch(head)
    if repeats is None:
        return Words(
            "it does not begin with R, R/… or a number of repetitions such as R3/…",
            "它不以 R、R/… 或重复次数（例如 R3/…）开头",
        )
    if len(parts) not in (1, 2):
        return Words(
            "it has not the form R3/PT10M or R3/2026-01-01T00:00:00Z/PT10M",
            "它的形式不是 R3/PT10M 或 R3/2026-01-01T00:00:00Z/PT10M",
        )
    count = repeats.group(1)
    repetitions = None if count in ("", "-1") else int(count)
    if repetitions == 0:
        return Words(
            "R0 repeats nothing (for once, use timeDuration or timeDate)",
            "R0 不重复（只一次请用 timeDuration 或 timeDate）",
        )
    period = parse_period(parts[-1])
    if period is None:
        return Words(
            f"{parts[-1]!r} is no duration such as PT10M or P1M",
            f"{parts[-1]!r} 不是 PT10M 或 P1M 那样的时长",
        )
    if not period.positive:
        return Words("its period is zero, so it would never come to rest", "它的周期为零，永远停不下来")
    start = parse_instant(parts[0]) if len(parts) == 2 else None
    if len(parts) == 2 and start is None:
        return Words(
            f"{parts[0]!r} is no date and time such as 2026-01-01T00:00:00Z",
            f"{parts[0]!r} 不是 2026-01-01T00:00:00Z 那样的日期时间",
        )
    return RepeatingInterval(repetitions, start, period)
