"""Working calendars: a year at a time."""

from __future__ import annotations

from api.context import run
from api.endpoint import Values, blueprint, endpoint
from api.schemas.operations import CalendarBody, CalendarYear
from engine.commands import Answer
from engine.commands.time import ImportCalendar
from engine.org import Action

group = blueprint("calendars", "Working days, by which limits count.")


@endpoint(
    group,
    "POST",
    "/calendars",
    "importCalendar",
    Action.IMPORT,
    body=CalendarBody,
    answer=CalendarYear,
    command=True,
)
def import_calendar(body: Values) -> Answer:
    """Import a year of a working calendar; what is wrong is named by line.

    Limits that waited for the year are determined by retrying their incidents.
    """
    return run(ImportCalendar(body["content"], body["file"], body["dry_run"]))
