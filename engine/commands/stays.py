"""What became of each of a call's stays in queues, found anew whenever more of the call is known."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from engine.calling.service import CallEnd, Stay, served
from engine.commands.work import NOWHERE, Work
from engine.store.call_parts import VisitRow
from engine.store.calls import CallRow
from engine.store.stays import StayRow, stays_of, update_stay


def settle_stored_stays(work: Work, row: CallRow) -> None:
    """Settle the stays of a call as they are stored."""
    if row.queue is not None:
        settle_stays(work, row, *stays_of(work.tx, row.id))


def stays_after(known: Sequence[StayRow], visits: Sequence[VisitRow]) -> list[StayRow]:
    """Return the stays in place of the known ones, with what is stored of what became of each."""
    before = {one.id: one for one in known}
    found = []
    for one in visits:
        stay = StayRow(
            one.id, one.department_id, one.joined_at, one.left_at, one.reason, None, None, None, None
        )
        if (was := before.get(one.id)) is not None:
            stay = stay._replace(
                outcome=was.outcome, waited_ms=was.waited_ms, talk_ms=was.talk_ms, wrap_up_ms=was.wrap_up_ms
            )
        found.append(stay)
    return found


def settle_stays(work: Work, row: CallRow, stored: Sequence[StayRow], talks: Sequence[datetime]) -> None:
    """Store what became of a call's stays, and tell the pages that show figures of their queues.

    `talks` is when somebody began to speak with the customer.
    """
    if row.queue is None:
        return
    found = served(
        [Stay(one.joined_at, one.left_at, one.reason) for one in stored],
        talks,
        CallEnd(row.ended_at, row.talk_ms, row.wrap_up_ms),
    )
    for before, now in zip(stored, found, strict=True):
        after = before._replace(**now._asdict())
        if after != before:
            update_stay(work.tx, after)
            work.changed("queues", [before.department_id or NOWHERE])
