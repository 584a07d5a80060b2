"""Recordings that somebody may hear: as a list, one, and who has listened."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, false, not_, or_, select, true

from engine.calling.recordings import Status
from engine.calling.retention import RecordingRules, kept
from engine.errors import NotFound
from engine.org import Action, Target, place_of_call
from engine.queries.paging import Order, Page, count_up_to, page_of
from engine.queries.reading import Reading
from engine.queries.searching import contained, like_parameter
from engine.queries.visibility import (
    open_by_name,
    restriction_parameters,
    visible_order,
)
from engine.store.expressions import is_one_of
from engine.store.recording_place import HEARING, RecordingPlace, place_of_recording
from engine.store.recordings import RecordingRow, recording_by_id
from engine.store.statement import Statement
from engine.store.tables import call, call_order, call_talk, person, recording, recording_play, work_order
from engine.words import Words


@dataclass(frozen=True)
class RecordingsWish:
    """What is asked for; None asks for nothing. Times are aware: `since` inclusive, `until` exclusive.

    `text` is sought in the caller's number and name; calls of restricted orders are not found by them.
    """

    call_id: str | None = None
    order_id: str | None = None
    agent_id: str | None = None
    status: str | None = None
    held: bool | None = None
    text: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    cursor: str | None = None
    most: int = 25


@dataclass(frozen=True)
class RecordingOrder:
    """An order that the recording's call concerns."""

    id: str
    number: str


@dataclass(frozen=True)
class RecordingLine:
    """A recording. Times are aware UTC. Of a restricted order's, caller and order are not shown.

    `kept_until` is what the rules say now; `kept_for` the category that says so, None: of no order's.
    """

    id: str
    call: str
    status: str
    reason: str | None
    ms: int | None
    started_at: datetime
    ended_at: datetime | None
    caller_number: str | None
    caller_name: str | None
    agent_name: str | None
    queue: str | None
    restricted: bool
    orders: list[RecordingOrder]
    held: bool
    held_by_name: str | None
    hold_reason: str | None
    held_at: datetime | None
    kept_until: datetime | None
    kept_for: str | None
    deleted_at: datetime | None
    may_hold: bool
    may_audit: bool


@dataclass(frozen=True)
class Waveform:
    """How loud each part is, 0 to 255, and in which milliseconds nothing was recorded."""

    ms: int
    peaks: list[int]
    paused: list[list[int | None]]


@dataclass(frozen=True)
class PlayLine:
    """Somebody has listened, from one millisecond to another at most, from `at` until `asked_at`."""

    id: str
    person: str
    person_name: str
    at: datetime
    asked_at: datetime
    from_ms: int
    until_ms: int
    reason: str | None


_shut = work_order.alias("shut_by")
NEWEST = Order("recordings", (recording.c.started_at, recording.c.id), ("moment", "id"), True)
PLAYS = Order("plays", (recording_play.c.at, recording_play.c.id), ("moment", "id"), True)
_OWN = (
    "id call_id status reason ms started_at ended_at hold_by hold_reason hold_at keep_until deleted_at"
).split()
_OF_CALL = "caller_number caller_name agent_person_id department_id queue".split()
_ORDERS = Statement(
    select(
        call_order.c.call_id,
        work_order.c.id,
        work_order.c.number,
        work_order.c.category,
        work_order.c.restricted,
    )
    .select_from(call_order.join(work_order, work_order.c.id == call_order.c.order_id))
    .where(is_one_of(call_order.c.call_id, "calls", "uuid"))
    .order_by(call_order.c.linked_at, work_order.c.id)
)


def _calls_of_restricted(shut: bool) -> Select[Any]:
    """Return the query for calls of restricted orders; `shut`: of those that do not open to the person."""
    query = (
        select(call_order.c.call_id)
        .select_from(call_order.join(_shut, _shut.c.id == call_order.c.order_id))
        .where(_shut.c.restricted)
    )
    return query.where(not_(open_by_name(_shut))) if shut else query


_FILTERS: dict[str, ColumnElement[bool]] = {
    "of_call": recording.c.call_id == bindparam("of_call"),
    "of_order": recording.c.call_id.in_(
        select(call_order.c.call_id).where(call_order.c.order_id == bindparam("of_order"))
    ),
    "agent": call.c.agent_person_id == bindparam("agent"),
    "status": recording.c.status == bindparam("status"),
    "words": and_(
        or_(contained(call.c.caller_number), contained(call.c.caller_name)),
        recording.c.call_id.not_in(_calls_of_restricted(shut=False)),
    ),
    "since": recording.c.started_at >= bindparam("since"),
    "until": recording.c.started_at < bindparam("until"),
}


def _query(own: bool, top: bool, held: bool | None, filters: tuple[str, ...]) -> Select[Any]:
    whose: ColumnElement[bool] = or_(
        or_(
            is_one_of(call.c.agent_person_id, "people", "uuid"),
            exists().where(
                call_talk.c.call_id == call.c.id, is_one_of(call_talk.c.person_id, "people", "uuid")
            ),
        )
        if own
        else false(),
        is_one_of(call.c.department_id, "visible", "uuid"),
        call.c.department_id.is_(None) if top else false(),
    )
    how_held = (
        true()
        if held is None
        else recording.c.hold_at.is_not(None)
        if held
        else recording.c.hold_at.is_(None)
    )
    return (
        select(*[recording.c[name] for name in _OWN], *[call.c[name] for name in _OF_CALL])
        .select_from(recording.join(call, call.c.id == recording.c.call_id))
        .where(
            whose,
            recording.c.call_id.not_in(_calls_of_restricted(shut=True)),
            how_held,
            *[_FILTERS[name] for name in filters],
        )
    )


@cache
def _page(own: bool, top: bool, held: bool | None, filters: tuple[str, ...], after: bool) -> Statement:
    query = _query(own, top, held, filters)
    return Statement(NEWEST.applied(query.add_columns(*NEWEST.columns()), after))


@cache
def _count(own: bool, top: bool, held: bool | None, filters: tuple[str, ...]) -> Statement:
    return count_up_to(_query(own, top, held, filters))


def recordings_page(reading: Reading, wish: RecordingsWish, rules: RecordingRules) -> Page[RecordingLine]:
    """Return a page of the recordings that the actor may hear, the newest first.

    Raises:
        NotFound, LookReasonNeeded: the order that is asked for is not one that they may read.
        InvalidInput: the cursor belongs to another list.
    """
    if wish.order_id is not None:
        visible_order(reading, wish.order_id)
    given = {
        "of_call": wish.call_id,
        "of_order": wish.order_id,
        "agent": wish.agent_id,
        "status": wish.status,
        "words": like_parameter(wish.text) if wish.text is not None else None,
        "since": wish.since,
        "until": wish.until,
    }
    filters = tuple(name for name, value in given.items() if value is not None)
    visible = [
        one.id
        for one in reading.directory.departments.values()
        if reading.may(Action.HEAR_RECORDINGS, Target(reading.path_of_department(one.id)))
    ]
    top = reading.may(Action.HEAR_RECORDINGS, place_of_call(None, None, reading.directory))
    people = sorted(reading.actor.stands_in_for | {reading.actor.id})
    own = reading.may(Action.HEAR_RECORDING, Target(people=frozenset([reading.actor.id])))
    parameters: dict[str, Any] = {
        **{name: given[name] for name in filters},
        **restriction_parameters(reading),
        "people": people,
        "visible": visible,
    }
    shape = (own, top, wish.held, filters)
    position = NEWEST.after(wish.cursor) if wish.cursor is not None else {}
    rows, counted = reading.tx.fetch(
        (_page(*shape, wish.cursor is not None), {**parameters, **position, "most": wish.most + 1}),
        (_count(*shape), parameters),
    )
    items = _lines(reading, rows[: wish.most], rules)
    return page_of(rows, items, NEWEST, wish.most, counted[0].count)


def _lines(reading: Reading, rows: list[Any], rules: RecordingRules) -> list[RecordingLine]:
    orders: dict[str, list[Any]] = defaultdict(list)
    if rows:
        for one in reading.tx.rows(_ORDERS, calls=sorted({row.call_id for row in rows})):
            orders[one.call_id].append(one)
    return [_line(reading, row, orders[row.call_id], rules) for row in rows]


def _line(reading: Reading, row: Any, orders: list[Any], rules: RecordingRules) -> RecordingLine:
    restricted = any(one.restricted for one in orders)
    target = place_of_call(row.department_id, row.agent_person_id, reading.directory)
    stored = row.status == Status.STORED
    until = kept(row.ended_at or row.started_at, {one.category for one in orders}, rules)
    return RecordingLine(
        id=row.id,
        call=row.call_id,
        status=row.status,
        reason=row.reason,
        ms=row.ms,
        started_at=row.started_at,
        ended_at=row.ended_at,
        caller_number=None if restricted else reading.number(row.caller_number),
        caller_name=None if restricted else row.caller_name,
        agent_name=reading.name_of(row.agent_person_id),
        queue=row.queue,
        restricted=restricted,
        orders=[RecordingOrder(one.id, one.number) for one in orders if not restricted],
        held=row.hold_at is not None,
        held_by_name=reading.name_of(row.hold_by),
        hold_reason=None if restricted else row.hold_reason,
        held_at=row.hold_at,
        kept_until=until.until if stored else None,
        kept_for=until.category if stored and not restricted else None,
        deleted_at=row.deleted_at,
        may_hold=row.status != Status.DELETED and reading.may(Action.HOLD_RECORDING, target),
        may_audit=reading.may(Action.AUDIT_PLAYS, target),
    )


def recording_to_hear(reading: Reading, recording_id: str) -> RecordingRow:
    """Return a recording that the actor may hear now.

    Raises:
        NotFound: there is none that they may know of.
        LookReasonNeeded: an order of its call is restricted, and they have not said why they look.
    """
    row, place = _known(reading, recording_id)
    if not place.allows(reading.actor, reading.directory, *HEARING):
        raise _unknown(recording_id)
    place.look(reading.tx, reading.actor)
    return row


def waveform_of(reading: Reading, recording_id: str) -> Waveform:
    """Return what a recording looks like.

    Raises:
        NotFound: as `recording_to_hear`, or its file is not here.
        LookReasonNeeded: as `recording_to_hear`.
    """
    row = stored(recording_to_hear(reading, recording_id))
    return Waveform(row.ms or 0, row.peaks or [], row.paused)


def stored(row: RecordingRow) -> RecordingRow:
    """Return a recording whose file is here, or raise NotFound."""
    if row.status != Status.STORED:
        raise NotFound(Words("the file of this recording is not here", "这个录音的文件不在系统中"))
    return row


_PLAYS = (
    select(
        recording_play.c.id,
        recording_play.c.person_id,
        person.c.name,
        recording_play.c.at,
        recording_play.c.asked_at,
        recording_play.c.from_ms,
        recording_play.c.until_ms,
        recording_play.c.reason,
    )
    .select_from(recording_play.join(person, person.c.id == recording_play.c.person_id))
    .where(recording_play.c.recording_id == bindparam("recording_id"))
)


@cache
def _plays_page(after: bool) -> Statement:
    return Statement(PLAYS.applied(_PLAYS.add_columns(*PLAYS.columns()), after))


_PLAYS_COUNT = count_up_to(_PLAYS)


def plays_page(reading: Reading, recording_id: str, cursor: str | None, most: int) -> Page[PlayLine]:
    """Return a page of who has listened to a recording, the newest first; for auditors.

    Raises:
        NotFound: there is no such recording that the actor may audit.
        InvalidInput: the cursor belongs to another list.
    """
    _, place = _known(reading, recording_id)
    if not place.allows(reading.actor, reading.directory, Action.AUDIT_PLAYS):
        raise _unknown(recording_id)
    position = PLAYS.after(cursor) if cursor is not None else {}
    rows, counted = reading.tx.fetch(
        (_plays_page(cursor is not None), {"recording_id": recording_id, **position, "most": most + 1}),
        (_PLAYS_COUNT, {"recording_id": recording_id}),
    )
    items = [PlayLine(*row[: len(PlayLine.__dataclass_fields__)]) for row in rows[:most]]
    return page_of(rows, items, PLAYS, most, counted[0].count)


def _known(reading: Reading, recording_id: str) -> tuple[RecordingRow, RecordingPlace]:
    row = recording_by_id(reading.tx, recording_id)
    if row is None:
        raise _unknown(recording_id)
    return row, place_of_recording(reading.tx, row, reading.directory)


def _unknown(recording_id: str) -> NotFound:
    return NotFound(
        Words(
            f"there is no recording {recording_id} that you may hear", f"没有您可以收听的录音 {recording_id}"
        )
    )
