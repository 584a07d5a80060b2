"""Builders shared by the tests of limits: a rule, a calendar, a time in Shanghai."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from engine.limits import (
    BusinessHours,
    CalendarYear,
    DayEnd,
    LimitRule,
    Names,
    Rounds,
    Stage,
    Terms,
    Unit,
    WorkingCalendar,
    seed_calendars,
)

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.fixture(scope="session")
def cn() -> WorkingCalendar:
    """China's announced working days, 2025 and 2026."""
    return seed_calendars()["cn"]


@pytest.fixture(scope="session")
def office(cn: WorkingCalendar) -> WorkingCalendar:
    """The same days with business hours 08:30-12:00 and 14:00-17:30."""
    hours = (BusinessHours(510, 720), BusinessHours(840, 1050))
    return WorkingCalendar("cn-office", cn.zone, cn.years, hours)


@pytest.fixture(scope="session")
def calendar_in() -> Callable[[str], WorkingCalendar]:
    """Make a calendar of plain weeks, 2020 to 2030, in another zone."""

    def make(zone: str) -> WorkingCalendar:
        years = {year: CalendarYear(year, {}) for year in range(2020, 2031)}
        return WorkingCalendar("plain", ZoneInfo(zone), MappingProxyType(years))

    return make


@pytest.fixture(scope="session")
def rule() -> Callable[..., LimitRule]:
    """Make a rule; without arguments a promise of 60 minutes that holding for parts pauses."""

    def make(**changes: Any) -> LimitRule:
        given: dict[str, Any] = {
            "key": "restore",
            "rule": "test@1/restore",
            "unit": Unit.MINUTES,
            "promise": 60,
            "target": None,
            "stages": (Stage("", ("arrived",), ("restored", "cancelled")),),
            "pauses": frozenset({"awaiting-parts"}),
            "rounds": Rounds.CONTINUE,
            "day_end": DayEnd.MIDNIGHT,
            "rolls": False,
        }
        terms = Terms(**{**given, **changes})
        return LimitRule(terms, Names("恢复", "restoration"), MappingProxyType({}), None, None)

    return make


@pytest.fixture(scope="session")
def local() -> Callable[[str], datetime]:
    """Read a local time of Shanghai ("2026-05-08 09:00") as UTC."""

    def make(text: str) -> datetime:
        return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI).astimezone(UTC)

    return make


@pytest.fixture(scope="session")
def day() -> Callable[[str], date]:
    return date.fromisoformat
