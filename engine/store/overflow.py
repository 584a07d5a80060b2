"""Statements on overflow: what is seen of queues, their switches, and the callers who were sent elsewhere."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, func, insert, select, update
from sqlalchemy.dialects.postgresql import insert as insert_unless_there

from engine.calling.overflow import Watch
from engine.ids import new_id
from engine.store.database import Transaction
from engine.store.expressions import is_one_of
from engine.store.statement import Statement
from engine.store.tables import overflow_call, overflow_switch, overflow_watch


class SwitchRow(NamedTuple):
    """From when until when callers of `queue` went to `to_queue`; None, by hand only: they stayed.

    `rule` is the version of the rules that switched, None: a person (`began_by`) did. `until_at` None: still.
    """

    id: str
    queue: str
    to_queue: str | None
    cause: str
    rule: str | None
    why: str | None
    since: datetime
    began_by: str | None
    until_at: datetime | None = None
    ended_by: str | None = None


class SentRow(NamedTuple):
    """A caller who was sent to another queue than he would have joined."""

    id: str
    switch_id: str
    exchange_id: str
    from_queue: str
    from_department_id: str | None
    to_queue: str
    to_department_id: str | None
    sent_at: datetime


_SWITCH = select(*[overflow_switch.c[name] for name in SwitchRow._fields])
_WATCHES = Statement(select(overflow_watch.c.queue, *[overflow_watch.c[name] for name in Watch._fields]))
_MAKE_WATCH = Statement(
    insert_unless_there(overflow_watch)
    .values({name: bindparam(name) for name in ("id", "queue", *Watch._fields)})
    .on_conflict_do_nothing()
)
_KEEP_WATCH = Statement(
    update(overflow_watch)
    .where(overflow_watch.c.queue == bindparam("of_queue"))
    .values({name: bindparam(name) for name in Watch._fields})
)
_OPEN = Statement(_SWITCH.where(overflow_switch.c.until_at.is_(None)), SwitchRow)
_OPEN_OF = Statement(
    _SWITCH.where(overflow_switch.c.queue == bindparam("queue"), overflow_switch.c.until_at.is_(None)),
    SwitchRow,
)
_BEGIN = Statement(insert(overflow_switch).values({name: bindparam(name) for name in SwitchRow._fields}))
_END = Statement(
    update(overflow_switch)
    .where(overflow_switch.c.id == bindparam("switch_id"), overflow_switch.c.until_at.is_(None))
    .values(until_at=bindparam("at"), ended_by=bindparam("by"))
)
_LATEST = Statement(
    _SWITCH.where(overflow_switch.c.queue == bindparam("queue"))
    .order_by(overflow_switch.c.since.desc(), overflow_switch.c.id.desc())
    .limit(bindparam("most")),
    SwitchRow,
)
_SEND = Statement(
    insert_unless_there(overflow_call)
    .values({name: bindparam(name) for name in SentRow._fields})
    .on_conflict_do_nothing()
)
_COUNTS = Statement(
    select(overflow_call.c.switch_id, func.count().label("calls"))
    .where(is_one_of(overflow_call.c.switch_id, "switches", "uuid"))
    .group_by(overflow_call.c.switch_id)
)


def watches(tx: Transaction) -> dict[str, Watch]:
    """Return what was seen of queues, by their names."""
    return {row.queue: Watch(*(getattr(row, name) for name in Watch._fields)) for row in tx.rows(_WATCHES)}


def keep_watch(tx: Transaction, queue: str, watch: Watch) -> None:
    """Store what is seen of a queue."""
    if not tx.changed(_KEEP_WATCH, of_queue=queue, **watch._asdict()):
        tx.write(_MAKE_WATCH, id=new_id(), queue=queue, **watch._asdict())


def open_switches(tx: Transaction) -> dict[str, SwitchRow]:
    """Return the switches that hold now, by the names of their queues."""
    return {row.queue: row for row in tx.rows(_OPEN)}


def open_switch(tx: Transaction, queue: str) -> SwitchRow | None:
    """Return the switch of a queue that holds now; None: its callers go as its dialogue says."""
    found: SwitchRow | None = tx.one(_OPEN_OF, queue=queue)
    return found


def begin_switch(tx: Transaction, row: SwitchRow) -> None:
    """Store a switch; the one before must have ended."""
    tx.write_row(_BEGIN, row)


def end_switch(tx: Transaction, switch_id: str, at: datetime, by: str | None) -> None:
    """End a switch; `by` None: the rule did."""
    tx.write(_END, switch_id=switch_id, at=at, by=by)


def latest_switches(tx: Transaction, queue: str, most: int) -> list[SwitchRow]:
    """Return the switches of a queue, the newest first."""
    return tx.rows(_LATEST, queue=queue, most=most)


def put_sent(tx: Transaction, row: SentRow) -> None:
    """Put down that a caller was sent elsewhere: once for each queue that he would have joined."""
    tx.write_row(_SEND, row)


def sent_by(tx: Transaction, switches: Collection[str]) -> dict[str, int]:
    """Return how many callers were sent elsewhere by each of these switches."""
    rows = tx.rows(_COUNTS, switches=sorted(switches)) if switches else []
    return {row.switch_id: int(row.calls) for row in rows}
