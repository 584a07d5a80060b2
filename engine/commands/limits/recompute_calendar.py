"""Ask for the clocks of all running orders on a calendar to be counted anew: its days have changed."""

from __future__ import annotations

from datetime import datetime

from engine.commands.work import Hint, Work
from engine.ids import new_id
from engine.store.limits import RecomputationRow, ask_recomputation


def recompute_calendar(work: Work, calendar: str, now: datetime) -> None:
    """Write, in the transaction that changes a calendar, that workers recount its orders from `now` on.

    Due times that a missing year hid are determined with it. The caller tells every process of the change
    (`engine.store.organisation.changed`), so that the workers count on the new days.
    """
    ask_recomputation(
        work.tx,
        RecomputationRow(
            id=new_id(),
            cause="calendar",
            version_id=None,
            profile=None,
            calendar=calendar,
            from_at=now,
            cursor=None,
            examined=0,
            changed=0,
            failed=0,
            state="waiting",
            created_at=now,
            created_by=work.actor.id,
            finished_at=None,
        ),
    )
    work.hints.add(Hint.MIGRATIONS)
