"""What became of each of a call's stays in queues, found anew whenever more of the call is known."""

from __future__ import annotations

from engine.calling.service import CallEnd, Stay, served
from engine.commands.work import NOWHERE, Work
from engine.store.calls import CallRow
from engine.store.stays import stays_of, update_stay


def settle_stays(work: Work, row: CallRow) -> None:
    """Store what became of a call's stays, and tell the pages that show figures of their queues."""
    if row.queue is None:
        return
    stored, talks = stays_of(work.tx, row.id)
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
