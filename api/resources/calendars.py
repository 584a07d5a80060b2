"""Working calendars: a year at a time."""

from __future__ import annotations

from typing import Any

from api.context import reading, run
from api.endpoint import Values, blueprint, endpoint
from api.etags import expected_revision, precondition, tag_of, tagged, unchanged
from api.schemas.calendars import (
    CalendarBody,
    CalendarPut,
    Calendars,
    CalendarsQuery,
    CalendarYear,
    PutCalendarBody,
)
from engine.commands import Answer
from engine.commands.calendars import ImportCalendar, PutCalendarYear
from engine.org import Action
from engine.queries.calendars import calendar_list, calendar_year

group = blueprint("calendars", "Working days, by which limits count.")


@endpoint(
    group,
    "GET",
    "/calendars",
    "listCalendars",
    Action.SEE_LIMITS,
    query=CalendarsQuery,
    answer=Calendars,
)
def list_calendars(query: Values) -> Values:
    """Every working calendar with the years that are stored."""
    with reading() as look:
        return {"items": calendar_list(look, query["words"])}


@endpoint(
    group,
    "GET",
    "/calendars/<word:calendar>/<int:year>",
    "getCalendarYear",
    Action.SEE_LIMITS,
    answer=CalendarYear,
    tagged=True,
)
def get_year(calendar: str, year: int) -> Any:
    """A year with its days, hours and source; the ETag is for If-Match."""
    with reading() as look:
        page = calendar_year(look, calendar, year)
    tag = tag_of(page["revision"], page)
    same = unchanged(tag)
    return same if same is not None else (page, tagged(tag))


@endpoint(
    group,
    "PUT",
    "/calendars/<word:calendar>/<int:year>",
    "putCalendarYear",
    Action.IMPORT,
    body=PutCalendarBody,
    answer=CalendarPut,
    command=True,
    revised=True,
)
def put_year(body: Values, calendar: str, year: int) -> Answer:
    """Add or change a year; workers count the running orders of its tiers anew. Whoever administers every
    tier that counts on it may. The dry run tells which days change.
    """
    given = {**body}
    reason, dry_run = given.pop("reason"), given.pop("dry_run")
    command = PutCalendarYear(calendar, year, expected_revision(None), given, reason, dry_run)
    with precondition():
        return run(command)


@endpoint(
    group,
    "POST",
    "/calendars",
    "importCalendar",
    Action.IMPORT,
    body=CalendarBody,
    answer=CalendarPut,
    command=True,
)
def import_calendar(body: Values) -> Answer:
    """Import a year of a working calendar from a file; what is wrong is named by line.

    Limits that waited for the year are determined by retrying their incidents.
    """
    return run(ImportCalendar(body["content"], body["file"], body["dry_run"], body["reason"]))
