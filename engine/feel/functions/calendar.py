"""Temporal functions (Table 79), now() and today() (Table 82)."""

from __future__ import annotations

from datetime import date, datetime

from engine.feel.environment import Environment
from engine.feel.functions.signature import Function, Signature, function, one_of
from engine.feel.values import kinds
from engine.feel.values.wide import AnyDate, AnyMoment, date_of, split_date

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def _near(day: AnyDate | AnyMoment) -> date:
    """Return the same day of a year with the same calendar."""
    return split_date(date_of(day))[0]


def _day_of_year(env: Environment, day: AnyDate | AnyMoment) -> int:
    del env
    return _near(day).timetuple().tm_yday


def _day_of_week(env: Environment, day: AnyDate | AnyMoment) -> str:
    del env
    return _WEEKDAYS[_near(day).weekday()]


def _month_of_year(env: Environment, day: AnyDate | AnyMoment) -> str:
    del env
    return _MONTHS[_near(day).month - 1]


def _week_of_year(env: Environment, day: AnyDate | AnyMoment) -> int:
    del env
    return _near(day).isocalendar().week


def _now(env: Environment) -> datetime:
    """Business time in the environment's zone."""
    return env.now.astimezone(env.zone)


def _today(env: Environment) -> date:
    """The date of business time in the environment's zone."""
    return env.now.astimezone(env.zone).date()


_DATE = one_of("date", kinds.DATE, kinds.DATE_TIME)
FUNCTIONS = (
    function("day of year", _day_of_year, _DATE),
    function("day of week", _day_of_week, _DATE),
    function("month of year", _month_of_year, _DATE),
    function("week of year", _week_of_year, _DATE),
    Function("now", (Signature(_now, ()),), pure=False),
    Function("today", (Signature(_today, ()),), pure=False),
)
