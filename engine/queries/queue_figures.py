"""Sums over stays in queues and over what agents did, counted anew each time: what is told late counts too.

Each stay has what became of it in its row (engine.commands.stays), so that 100,000 calls of a day are one
walk along an index. `engine.calling.service` says what each sum means, and a test holds both equal.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Integer,
    and_,
    bindparam,
    case,
    false,
    func,
    literal_column,
    or_,
    select,
)

from engine.calling.service import AVAILABLE, BUSY, Outcome, Tally, Worked
from engine.queries.reading import Reading
from engine.store.expressions import is_one_of, is_word, seconds_between
from engine.store.statement import Statement
from engine.store.tables import agent_state_log, call_visit, overflow_call, queue, shift

#: What counts as good service in a queue that nobody has entered.
SERVICE_SECONDS = 20
#: Nobody is available or busy for longer without a change; no older row is looked at.
LONGEST_STATE = timedelta(days=1)


#: What is counted from stays; the rest of a `Tally` from the callers who were sent to another queue.
_FROM_STAYS = Tally._fields[:-2]
_SIDES = {"overflowed_out": "from", "overflowed_in": "to"}
_STAY = call_visit.outerjoin(queue, queue.c.name == call_visit.c.queue)


def _sums() -> list[ColumnElement[Any]]:
    """Return the columns of a `Tally`, as `engine.calling.service.tally_of` counts."""
    waited = call_visit.c.waited_ms
    good = func.coalesce(queue.c.service_seconds, literal_column(str(SERVICE_SECONDS), Integer)) * 1000
    short = waited < bindparam("short", type_=BigInteger) * 1000
    answered = is_word(call_visit.c.outcome, Outcome.ANSWERED)
    abandoned = is_word(call_visit.c.outcome, Outcome.ABANDONED)
    conditions = {
        "answered": answered,
        "within": and_(answered, waited <= good),
        "abandoned": and_(abandoned, ~short),
        "short": and_(abandoned, short),
        "went_on": is_word(call_visit.c.outcome, Outcome.WENT_ON),
        "waiting": is_word(call_visit.c.outcome, Outcome.WAITING),
    }
    return [
        *[func.count(case((condition, 1))).label(name) for name, condition in conditions.items()],
        func.sum(case((answered, waited))).label("waited_ms"),
        func.count(call_visit.c.talk_ms).label("handled"),
        func.sum(call_visit.c.talk_ms).label("talk_ms"),
        func.sum(call_visit.c.wrap_up_ms).label("wrap_up_ms"),
    ]


def _in_period() -> ColumnElement[bool]:
    return and_(call_visit.c.joined_at >= bindparam("since"), call_visit.c.joined_at < bindparam("until"))


@cache
def _by_queue(top: bool) -> Statement:
    nobodys = call_visit.c.department_id.is_(None) if top else false()
    keys = (call_visit.c.department_id, call_visit.c.queue)
    theirs = or_(is_one_of(call_visit.c.department_id, "departments", "uuid"), nobodys)
    return Statement(select(*keys, *_sums()).select_from(_STAY).where(_in_period(), theirs).group_by(*keys))


@cache
def _by_shift() -> Statement:
    during = and_(
        shift.c.department_id == call_visit.c.department_id,
        shift.c.cancelled_at.is_(None),
        call_visit.c.joined_at >= shift.c.from_at,
        call_visit.c.joined_at < shift.c.until_at,
    )
    theirs = is_one_of(call_visit.c.department_id, "departments", "uuid")
    return Statement(
        select(shift.c.id, *_sums())
        .select_from(_STAY.join(shift, during))
        .where(_in_period(), theirs)
        .group_by(shift.c.id)
    )


@cache
def _sent_by_queue(side: str, top: bool) -> Statement:
    department = overflow_call.c[f"{side}_department_id"]
    name = overflow_call.c[f"{side}_queue"]
    theirs = or_(is_one_of(department, "departments", "uuid"), department.is_(None) if top else false())
    return Statement(
        select(department.label("department_id"), name.label("queue"), func.count().label("calls"))
        .where(_sent_in_period(), theirs)
        .group_by(department, name)
    )


@cache
def _sent_by_shift(side: str) -> Statement:
    department = overflow_call.c[f"{side}_department_id"]
    during = and_(
        shift.c.department_id == department,
        shift.c.cancelled_at.is_(None),
        overflow_call.c.sent_at >= shift.c.from_at,
        overflow_call.c.sent_at < shift.c.until_at,
    )
    return Statement(
        select(shift.c.id, func.count().label("calls"))
        .select_from(overflow_call.join(shift, during))
        .where(_sent_in_period(), is_one_of(department, "departments", "uuid"))
        .group_by(shift.c.id)
    )


def _sent_in_period() -> ColumnElement[bool]:
    at = overflow_call.c.sent_at
    return and_(at >= bindparam("since"), at < bindparam("until"))


@cache
def _worked() -> Statement:
    log = agent_state_log
    kind = log.c.until_at.type
    until, since = bindparam("until", type_=kind), bindparam("since", type_=kind)
    ended = func.coalesce(log.c.until_at, until)
    begins = case((log.c.from_at < since, since), else_=log.c.from_at)
    ends = case((ended > until, until), else_=ended)
    length = seconds_between(begins, ends)
    return Statement(
        select(
            log.c.person_id,
            func.sum(case((is_word(log.c.state, *BUSY), length), else_=0.0)).label("busy"),
            func.sum(case((is_word(log.c.state, *AVAILABLE), length), else_=0.0)).label("available"),
        )
        .where(
            is_one_of(log.c.person_id, "people", "uuid"),
            log.c.from_at >= bindparam("oldest"),
            log.c.from_at < until,
            or_(log.c.until_at.is_(None), log.c.until_at > since),
            is_word(log.c.state, *BUSY, *AVAILABLE),
        )
        .group_by(log.c.person_id)
    )


def tallies_by_queue(
    reading: Reading,
    departments: Collection[str],
    since: datetime,
    until: datetime,
    short_seconds: int,
    *,
    nobodys: bool,
) -> dict[tuple[str | None, str], Tally]:
    """Return the sums of a period (aware, `until` not included) by department and queue.

    `nobodys`: also of queues that belong to no department.
    """
    rows = reading.tx.rows(_by_queue(nobodys), **_period(departments, since, until, short_seconds))
    found = {(row.department_id, row.queue): _tally(row) for row in rows}
    sent = {"departments": sorted(departments), "since": since, "until": until}
    for field, side in _SIDES.items():
        for row in reading.tx.rows(_sent_by_queue(side, nobodys), **sent):
            key = (row.department_id, row.queue)
            found[key] = found.get(key, Tally())._replace(**{field: int(row.calls)})
    return found


def tallies_by_shift(
    reading: Reading, departments: Collection[str], since: datetime, until: datetime, short_seconds: int
) -> dict[str, Tally]:
    """Return the sums of a period by shift (its id) of the departments to which the queues belong."""
    rows = reading.tx.rows(_by_shift(), **_period(departments, since, until, short_seconds))
    found = {row.id: _tally(row) for row in rows}
    sent = {"departments": sorted(departments), "since": since, "until": until}
    for field, side in _SIDES.items():
        for row in reading.tx.rows(_sent_by_shift(side), **sent):
            found[row.id] = found.get(row.id, Tally())._replace(**{field: int(row.calls)})
    return found


def work_of(reading: Reading, people: Iterable[str], since: datetime, until: datetime) -> dict[str, Worked]:
    """Return how long each of these people was busy and available in a period, up to now."""
    until = min(until, reading.now)
    if until <= since:
        return {}
    rows = reading.tx.rows(
        _worked(), people=sorted(people), oldest=since - LONGEST_STATE, since=since, until=until
    )
    return {row.person_id: Worked(float(row.busy), float(row.available)) for row in rows}


def _period(
    departments: Collection[str], since: datetime, until: datetime, short_seconds: int
) -> dict[str, Any]:
    return {"departments": sorted(departments), "since": since, "until": until, "short": short_seconds}


def _tally(row: Any) -> Tally:
    return Tally(*(int(getattr(row, name) or 0) for name in _FROM_STAYS))
