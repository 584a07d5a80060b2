"""Working calendars: a year at a time, and what a new one changes."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields, validate

from api.schemas.common import Query, flag, part, parts, text, texts, whole

KINDS = ("off", "make-up", "worked")


def _hours(about: str, **more: Any) -> fields.List[Any]:
    return texts(about, validate=validate.Length(max=10), **more)


class CalendarsQuery(Query):
    """Which calendars."""

    words = text("Only those whose key contains this.", given=False, least=1, most=40, data_key="text")


class CalendarYearLine(Schema):
    """A year that is stored."""

    year = whole("The year.")
    provisional = flag("The official announcement was not out when it was entered.")
    days = whole("How many days it names.")
    source = text("Who announced it, where.")
    revision = whole("Its revision, for If-Match.")


class CalendarLine(Schema):
    """A calendar."""

    key_ = text("The key to which tiers refer.", attribute="key", data_key="key")
    zone = text("Its time zone, IANA.")
    extends = text("The calendar whose days lie beneath; null: it stands on its own.", null=True)
    tiers = whole("How many tiers count on it themselves.")
    may_change = flag("The reader may change it: they administer every tier that counts on it.")
    years = parts(CalendarYearLine, "Its years, ascending.")


class Calendars(Schema):
    """Every calendar."""

    items = parts(CalendarLine, "The calendars, in the order of their keys.")


class CalendarDayTold(Schema):
    """How a day is counted."""

    working = flag("It is worked.")
    name = text("What people call it; null: it has no name.", null=True)
    hours = fields.List(
        fields.String(),
        required=True,
        allow_none=True,
        metadata={"description": "Its own business hours; null: the ordinary ones."},
    )


class CalendarDay(CalendarDayTold):
    """A day that the year names."""

    date = text("The day, such as 2026-10-01.")
    kind = text("off; make-up: a worked Saturday or Sunday; worked: another worked day.", one_of=KINDS)
    own = flag("This calendar names it; false: only the one that it extends does.")


class CalendarYear(Schema):
    """A year of a calendar with everything it says."""

    calendar = text("The calendar's key.")
    year = whole("The year.")
    zone = text("Its time zone, IANA.")
    extends = text("The calendar whose days lie beneath; null: it stands on its own.", null=True)
    provisional = flag("The official announcement was not out when it was entered.")
    source = text("Who announced it, where.")
    business_hours = _hours(
        "Its own hours, such as 08:30-12:00; empty: those of the one it extends, or none."
    )
    counted_hours = _hours("The hours by which it counts; empty: it counts whole days only.")
    days = parts(CalendarDay, "The days it names, those of the one that it extends included.")
    working_days = whole("How many days of the year are worked.")
    content = text("The year as a file (YAML).")
    revision = whole("Its revision, for If-Match.")
    may_change = flag("The reader may change it.")


class CalendarDayBody(Schema):
    """A day that differs from the plain week, or has a name."""

    date = text("The day, such as 2026-10-01.", least=10, most=10)
    working = flag("It is worked.")
    name = text("What people call it.", least=1, most=100)
    hours = _hours("Its own business hours; left out: the ordinary ones.", given=False, load_default=None)


class PutCalendarBody(Schema):
    """A year as it is to be."""

    zone = text("Its time zone, IANA, such as Asia/Shanghai.", least=1, most=60)
    extends = text(
        "The calendar whose days lie beneath; left out: it stands on its own.",
        given=False,
        least=1,
        most=40,
        load_default=None,
    )
    provisional = flag("The official announcement is not out yet.")
    source = text("Who announced it, where.", least=1, most=500)
    business_hours = _hours(
        "The hours of an ordinary working day, apart and ascending; lunch is what lies between them."
    )
    days = parts(CalendarDayBody, "The days it names.", validate=validate.Length(max=366))
    reason = text("Why, for the record.", given=False, least=1, most=1000, load_default=None)
    dry_run = flag("Only say what would change.", given=False, load_default=False)


class CalendarBody(Schema):
    """One year of a working calendar, as a file."""

    content = text("The calendar file's text (YAML).", least=1, most=200_000)
    file = text(
        "The file's name, for messages.", given=False, least=1, most=100, load_default="calendar.yaml"
    )
    reason = text("Why, for the record.", given=False, least=1, most=1000, load_default=None)
    dry_run = flag("Only check and say what would change.", given=False, load_default=False)


class CalendarDayChange(Schema):
    """A day that is counted otherwise."""

    date = text("The day.")
    before = part(CalendarDayTold, "How it was counted; null: its year was not known.", null=True)
    after = part(CalendarDayTold, "How it is counted now.")


class CalendarPut(Schema):
    """A year was put, or would be."""

    calendar = text("The calendar to which tiers refer.")
    year = whole("The year.")
    days = whole("How many days differ from the plain week, or have a name.")
    stored = flag("It is stored; false: it was only checked.")
    revision = whole("The revision at which the year stands now; 0: it is not stored yet.")
    changes = parts(CalendarDayChange, "Days that change; of a year that was not known, those it names.")
    calendars = texts("The calendars that change with it: itself, and those that extend it.")
    running_clocks = whole("How many clocks of running orders are counted anew.")
