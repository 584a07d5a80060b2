"""Quiet hours, and when digests go out, in the wall-clock time of a zone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Quiet:
    """From `start` to `end` nobody is disturbed; over midnight when `end` is earlier. Equal: never."""

    start: time
    end: time

    def holds(self, at: time) -> bool:
        """Return whether a wall-clock time lies in it; `end` itself does not."""
        if self.start < self.end:
            return self.start <= at < self.end
        return self.start != self.end and (at >= self.start or at < self.end)


def out_of_quiet(quiet: Quiet | None, at: datetime, zone: str) -> datetime:
    """Return `at`, or the end of the quiet hours that it lies in; both aware UTC."""
    local = at.astimezone(ZoneInfo(zone))
    if quiet is None or not quiet.holds(local.time()):
        return at
    return _next(local, quiet.end)


def next_daily(wanted: time, at: datetime, zone: str) -> datetime:
    """Return the next time after `at` (aware) that a zone's clocks show `wanted`, aware UTC."""
    return _next(at.astimezone(ZoneInfo(zone)), wanted)


def next_hour(at: datetime) -> datetime:
    """Return the full hour after `at`, aware UTC."""
    return at.astimezone(UTC).replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)


def _next(local: datetime, wanted: time) -> datetime:
    """Return the next `wanted` after a local time; one that the clocks leave out comes an hour later."""
    day = local.date() if wanted > local.time() else local.date() + timedelta(days=1)
    return datetime.combine(day, wanted, local.tzinfo).astimezone(UTC)
