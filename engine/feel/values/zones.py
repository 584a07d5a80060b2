"""Time zones and offsets of FEEL times."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from engine.feel.values.wide import AnyTime, split_time

LARGEST_OFFSET = timedelta(hours=14)
_SAMPLE_DAYS = tuple(datetime(2024, month, day) for month in range(1, 13) for day in (1, 15))  # noqa: DTZ001


@lru_cache(maxsize=1024)
def zone_named(name: str) -> ZoneInfo | None:
    """Return the IANA zone `name`, or None when there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def fixed(offset: timedelta) -> tzinfo:
    """Return the fixed offset as tzinfo; UTC for zero."""
    return timezone(offset) if offset else UTC


def zone_name(zone: tzinfo | None) -> str | None:
    """Return the IANA name of `zone`; None for no zone or a fixed offset."""
    return zone.key if isinstance(zone, ZoneInfo) else None


def time_offset(value: AnyTime) -> timedelta | None:
    """Return the offset of a time of day from UTC.

    None for a local time, and for a zone whose offset changes over the year: without a date nobody knows.
    """
    near, _ = split_time(value)
    if isinstance(near.tzinfo, ZoneInfo):
        return _constant_offset(near.tzinfo)
    return near.utcoffset()


@lru_cache(maxsize=1024)
def _constant_offset(zone: ZoneInfo) -> timedelta | None:
    offsets = {zone.utcoffset(day) for day in _SAMPLE_DAYS}
    return offsets.pop() if len(offsets) == 1 else None
