"""A year of a calendar while it is put: read, checked among all others, compared, stored, recorded."""

from __future__ import annotations

from engine.commands.administration import record_change
from engine.commands.command import Answer
from engine.commands.limits import recompute_calendar
from engine.commands.work import Work
from engine.errors import InvalidInput, RevisionConflict
from engine.limits import (
    CalendarFile,
    build_calendars,
    changed_days,
    counting_on,
    day_told,
    read_calendar_file,
    require_as_sure,
    year_told,
)
from engine.org import NOTHING, Action, Target, require
from engine.store.administration import lock_chain
from engine.store.organisation import changed
from engine.store.time import put_calendar_year, read_calendars, running_clocks

SUBJECT = "calendars"


def put_year(
    work: Work,
    content: str,
    file: str,
    *,
    revision: int | None = None,
    reason: str | None = None,
    dry_run: bool = False,
) -> Answer:
    """Store a year, and let the clocks of running orders be counted anew; what is so already is a success.

    All calendars are built with it before it is stored: one that contradicts the others would stop the
    counting of every order. `revision` None: whatever it is. `file` is what messages call it.

    Raises:
        NotAllowed: the actor does not administer every tier that counts on the calendar, or on one that
            extends it.
        RevisionConflict: the year is not at `revision`.
        InvalidInput: the file, with line and field, or what it contradicts.
    """
    lock_chain(work.tx, SUBJECT)
    now, directory = work.services.time_and_place(work.tx)
    require(work.actor, Action.IMPORT, NOTHING, directory)
    read = read_calendar_file(content, file)
    year = read.year.year
    rows = {(row.key, row.year): row for row in read_calendars(work.tx)}
    files = {at: read_calendar_file(row.content, row.file) for at, row in rows.items()}
    at = (read.key, year)
    put = [*(one for key, one in files.items() if key != at), read]
    concerned = counting_on(put, read.key)
    for tier in directory.tiers.values():
        if tier.calendar in concerned:
            require(work.actor, Action.ADMINISTER, Target(tier.path), directory)
    row = rows.get(at)
    stands_at = row.revision if row is not None else 0
    if revision is not None and revision != stands_at:
        raise RevisionConflict(_label(read), revision, stands_at)
    after = build_calendars(put)[read.key]
    require_as_sure(put)
    try:
        before = build_calendars(files.values()).get(read.key)
    except InvalidInput:  # what an older release stored contradicts itself; this year may mend it
        before = None
    changes = changed_days(before, after, year)
    is_new = row is None or row.content != content
    if is_new and not dry_run:
        stands_at += 1
        put_calendar_year(work.tx, *at, read.year.provisional, file, content, stands_at)
        changed(work.tx)
        for key in concerned:
            recompute_calendar(work, key, now)
        was = year_told(files[at]) if at in files else None
        record_change(work, SUBJECT, f"{read.key}-{year}", was, year_told(read), reason, label=_label(read))
    return {
        "calendar": read.key,
        "year": year,
        "days": len(read.year.days),
        "stored": not dry_run,
        "revision": stands_at,
        "changes": [
            {
                "date": one.day.isoformat(),
                "before": day_told(one.before) if one.before is not None else None,
                "after": day_told(one.after),
            }
            for one in changes
        ],
        "calendars": concerned,
        "running_clocks": running_clocks(work.tx, concerned) if is_new else 0,
    }


def _label(read: CalendarFile) -> str:
    return f"{read.key} {read.year.year}"
