"""How long after a call its agent still had to do with it."""

from __future__ import annotations

from datetime import timedelta

from engine.commands.case import Case
from engine.commands.stays import settle_stored_stays
from engine.commands.work import NOWHERE
from engine.store.calls import lock_call, update_call


def note_wrapped_up(case: Case) -> None:
    """Note that a task of a call's own process is done: from the call's end until now it was wrapped up.

    Only for tasks that are drawn for whoever had the call: a call back is for whoever comes to it.
    Nothing is noted of an order's process, nor of a call that nobody answered: nothing of it was left to do.
    A call that goes on is wrapped up in no time; of several tasks the last one counts.
    """
    if case.row is None or case.row.order_id is not None or case.row.call_id is None:
        return
    row = lock_call(case.work.tx, case.row.call_id)
    if row is None or row.answered_at is None:
        return
    after = case.now - row.ended_at if row.ended_at is not None else timedelta()
    wrap_up_ms = max(0, after // timedelta(milliseconds=1))
    row = row._replace(wrap_up_ms=wrap_up_ms, revision=row.revision + 1)
    update_call(case.work.tx, row)
    settle_stored_stays(case.work, row)
    case.work.changed("call", [row.id])
    case.work.changed("calls", [row.department_id or NOWHERE, row.agent_person_id])
