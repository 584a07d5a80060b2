"""Where a queue's callers go, what its rule is, and when they went elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from engine.calling.overflow import OverflowRule
from engine.calling.rules import TelephonyRules
from engine.errors import NotFound
from engine.org import Action, place_of_call
from engine.queries.queues import OverflowNow, overflow_now
from engine.queries.reading import Reading
from engine.store.edited_rows import QUEUES
from engine.store.overflow import latest_switches, open_switch, sent_by
from engine.words import Words

SHOWN = 50


@dataclass(frozen=True)
class SwitchLine:
    """From when until when callers went to `to`, None: a person kept them. Times are aware UTC.

    `until` None: still. `rule` is the version of the rules that switched, None: `began_by` did, and said
    `why`. `ended_by` None: the rule, or still. `calls` is how many callers were sent elsewhere.
    """

    id: str
    to: str | None
    cause: str
    rule: str | None
    why: str | None
    since: datetime
    began_by: str | None
    until: datetime | None
    ended_by: str | None
    calls: int


@dataclass(frozen=True)
class QueueOverflow:
    """A queue's rule, None: there is none; how it is now, None: as the rule says; its 50 latest switches."""

    queue: str
    rule: OverflowRule | None
    now: OverflowNow | None
    may_switch: bool
    switches: list[SwitchLine]


def queue_overflow(reading: Reading, queue_id: str, rules: TelephonyRules) -> QueueOverflow:
    """Return where the callers of a queue go, and went.

    Raises:
        NotFound: there is no such queue.
        NotAllowed: the actor sees no figures of where it belongs.
    """
    queue = QUEUES.get(reading.tx, queue_id)
    if queue is None:
        raise NotFound(Words(f"there is no queue {queue_id}", f"没有队列 {queue_id}"))
    department = reading.directory.queue_department(queue.name)
    place = place_of_call(department.id if department is not None else None, None, reading.directory)
    reading.require(Action.SEE_FIGURES, place)
    rows = latest_switches(reading.tx, queue.name, SHOWN)
    counts = sent_by(reading.tx, [row.id for row in rows])
    entered = {one.name: one for one in QUEUES.all(reading.tx)}
    return QueueOverflow(
        queue.name,
        rules.overflow.get(queue.name),
        overflow_now(reading, open_switch(reading.tx, queue.name), entered),
        reading.may(Action.SWITCH_OVERFLOW, place),
        [
            SwitchLine(
                row.id,
                row.to_queue,
                row.cause,
                row.rule,
                row.why,
                row.since,
                reading.name_of(row.began_by),
                row.until_at,
                reading.name_of(row.ended_by),
                counts.get(row.id, 0),
            )
            for row in rows
        ],
    )
