"""Statements on what became of stays in queues: stored with each for the figures, found by its call."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, func, select, update

from engine.calling.service import Outcome, Tally
from engine.store.database import Transaction
from engine.store.expressions import is_word
from engine.store.statement import Statement
from engine.store.tables import call_talk, call_visit


class StayRow(NamedTuple):
    """A stay, and what is stored of what became of it (`outcome` None: nothing yet)."""

    id: str
    department_id: str | None
    joined_at: datetime
    left_at: datetime | None
    reason: str | None
    outcome: str | None
    waited_ms: int | None
    talk_ms: int | None
    wrap_up_ms: int | None


_STAYS = Statement(
    select(*[call_visit.c[name] for name in StayRow._fields])
    .where(call_visit.c.call_id == bindparam("of_call"))
    .order_by(call_visit.c.joined_at, call_visit.c.id),
    StayRow,
)
_TALKS = Statement(select(call_talk.c.at).where(call_talk.c.call_id == bindparam("of_call")))
_FIRST_WAITING = Statement(
    select(call_visit.c.queue, func.min(call_visit.c.joined_at).label("since"))
    .where(is_word(call_visit.c.outcome, Outcome.WAITING))
    .group_by(call_visit.c.queue)
)
_WAITING = Statement(
    select(call_visit.c.call_id)
    .where(is_word(call_visit.c.outcome, Outcome.WAITING), call_visit.c.queue == bindparam("queue"))
    .order_by(call_visit.c.joined_at, call_visit.c.id)
    .limit(bindparam("most"))
)
_HANDLED = (
    select(call_visit.c.talk_ms, call_visit.c.wrap_up_ms)
    .where(
        call_visit.c.department_id == bindparam("department"),
        call_visit.c.queue == bindparam("queue"),
        call_visit.c.joined_at >= bindparam("since"),
        call_visit.c.talk_ms.is_not(None),
    )
    .order_by(call_visit.c.joined_at.desc())
    .limit(bindparam("most"))
    .subquery("handled")
)
_LATELY = Statement(
    select(
        func.count().label("handled"),
        func.sum(_HANDLED.c.talk_ms).label("talk_ms"),
        func.sum(_HANDLED.c.wrap_up_ms).label("wrap_up_ms"),
    ).select_from(_HANDLED)
)
_UPDATE = Statement(
    update(call_visit)
    .where(call_visit.c.id == bindparam("stay_id"))
    .values({name: bindparam(name) for name in ("outcome", "waited_ms", "talk_ms", "wrap_up_ms")})
)


def stays_of(tx: Transaction, call_id: str) -> tuple[list[StayRow], list[datetime]]:
    """Return the stays of a call in order, and when somebody began to speak with the customer."""
    stays, talks = tx.fetch((_STAYS, {"of_call": call_id}), (_TALKS, {"of_call": call_id}))
    return stays, [row.at for row in talks]


def first_waiting(tx: Transaction) -> dict[str, datetime]:
    """Return since when the first in each queue waits; a queue in which nobody does is left out."""
    return {row.queue: row.since for row in tx.rows(_FIRST_WAITING)}


def waiting_calls(tx: Transaction, queue: str, most: int) -> list[str]:
    """Return the calls that wait in a queue, the first one first."""
    return [str(row.call_id) for row in tx.rows(_WAITING, queue=queue, most=most)]


def lately_handled(tx: Transaction, department_id: str, queue: str, since: datetime, most: int) -> Tally:
    """Return the sums over the newest stays that are over, of those that began at `since` or later."""
    row = tx.one(_LATELY, department=department_id, queue=queue, since=since, most=most)
    return Tally(handled=int(row.handled), talk_ms=int(row.talk_ms or 0), wrap_up_ms=int(row.wrap_up_ms or 0))


def update_stay(tx: Transaction, row: StayRow) -> None:
    """Store what became of a stay."""
    tx.write(
        _UPDATE,
        stay_id=row.id,
        outcome=row.outcome,
        waited_ms=row.waited_ms,
        talk_ms=row.talk_ms,
        wrap_up_ms=row.wrap_up_ms,
    )
