"""When customers may be called, how often, and after how long again: in the wall-clock time of their zone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

_MIDNIGHT = time()


@dataclass(frozen=True)
class Span:
    """A part of a day, from `start` until before `end`; over midnight when `end` is earlier. Equal: none."""

    start: time
    end: time

    def holds(self, at: time) -> bool:
        """Answer whether a wall-clock time lies in it."""
        if self.start < self.end:
            return self.start <= at < self.end
        return self.start != self.end and (at >= self.start or at < self.end)


@dataclass(frozen=True)
class CallingHours:
    """When nobody is called: in the `quiet` spans of every day, and on `days_off` (ISO: Monday is 1)."""

    quiet: tuple[Span, ...] = ()
    days_off: frozenset[int] = frozenset()


@dataclass(frozen=True)
class AttemptRules:
    """How often a number is tried, at most and a day at most, and how long one waits in between.

    Whoever was busy is at the telephone: that is tried again sooner.
    """

    most: int = 3
    most_a_day: int = 2
    after_busy: timedelta = timedelta(minutes=20)
    after_no_answer: timedelta = timedelta(hours=2)


def is_quiet(hours: CallingHours, at: datetime, zone: str) -> bool:
    """Answer whether nobody is called at `at` (aware)."""
    return _quiet_until(hours, at.astimezone(ZoneInfo(zone))) is not None


def out_of_quiet(hours: CallingHours, at: datetime, zone: str) -> datetime | None:
    """Return `at`, or the next moment when calling is allowed again, aware UTC.

    None: it never is, because the quiet spans and days off leave nothing of a week.
    """
    local = at.astimezone(ZoneInfo(zone))
    last = at + timedelta(days=8)
    while (until := _quiet_until(hours, local)) is not None:
        if until > last:
            return None
        local = until.astimezone(local.tzinfo)
    return local.astimezone(UTC)


def next_attempt(
    rules: AttemptRules, hours: CallingHours, made: Sequence[datetime], busy: bool, zone: str
) -> datetime | None:
    """Return from when on a number may be tried again; aware UTC. None: not any more.

    `made` are the moments of the attempts so far, oldest first, at least one; `busy`: the last found the line
    busy.
    """
    again = made[-1] + (rules.after_busy if busy else rules.after_no_answer)
    return allowed_from(rules, hours, made, again, zone)


def allowed_from(
    rules: AttemptRules, hours: CallingHours, made: Sequence[datetime], earliest: datetime, zone: str
) -> datetime | None:
    """Return the first moment from `earliest` on at which one attempt more is allowed; aware UTC.

    `made` are the moments of the attempts so far. None: no more are allowed at all.
    """
    if len(made) >= rules.most:
        return None
    local = ZoneInfo(zone)
    at = out_of_quiet(hours, earliest, zone)
    while at is not None:
        day = at.astimezone(local).date()
        if sum(one.astimezone(local).date() == day for one in made) < rules.most_a_day:
            return at
        at = out_of_quiet(hours, _after(at.astimezone(local), _MIDNIGHT), zone)
    return None


def _quiet_until(hours: CallingHours, local: datetime) -> datetime | None:
    """Return when the quiet in which a local time lies ends, of one span or day; None: in none."""
    if local.isoweekday() in hours.days_off:
        return _after(local, _MIDNIGHT)
    ends = [_after(local, span.end) for span in hours.quiet if span.holds(local.time())]
    return max(ends, default=None)


def _after(local: datetime, wanted: time) -> datetime:
    """Return the next moment after a local time at which its clocks show `wanted`, aware UTC.

    A time that the clocks leave out comes an hour later; of one that they show twice the first that is still
    to come is meant.
    """
    at = local.astimezone(UTC)
    for days in (0, 1):
        for fold in (0, 1):
            shown = datetime.combine(
                local.date() + timedelta(days=days), wanted.replace(fold=fold), local.tzinfo
            )
            if (moment := shown.astimezone(UTC)) > at:
                return moment
    raise AssertionError(f"no {wanted} after {local}")
