"""Calls: the newest of a person or queue, and one call with who may be calling and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, bindparam, false, or_, select

from engine.calling.recordings import Status
from engine.errors import NotFound
from engine.org import Action, Target, place_of_call
from engine.queries.call_dialogues import DialogueLine, dialogues_shown
from engine.queries.paging import Order, Page, count_up_to, page_of
from engine.queries.premises import premises_of_phone
from engine.queries.reading import Reading
from engine.queries.searching import contained, like_parameter, may_guess_number
from engine.queries.visibility import (
    shown_title,
    visibility_parameters,
    visible_orders,
    within_pairs,
)
from engine.store.call_callers import callers_of
from engine.store.call_parts import VisitRow, parts_of
from engine.store.calls import LegRow, call_by_id, legs_of
from engine.store.customers import PremiseRow
from engine.store.expressions import is_one_of, is_word
from engine.store.queue_places import places_of_call
from engine.store.statement import Statement
from engine.store.tables import call, call_order, call_ring, call_talk, instance, task, work_order
from engine.store.voicemail_place import place_of_voicemail
from engine.store.voicemails import VoicemailRow, sound_of, voicemails_of_call
from engine.words import Words


@dataclass(frozen=True)
class CallsWish:
    """What is asked for. `scope`: `mine` (I spoke, or my telephone rang), `queue` (my departments' queues);
    None all I may see.

    `state` is a call's state, `text` contained in the caller's name or number; None all. `live`: only
    calls that go on.
    """

    scope: str | None = None
    state: str | None = None
    text: str | None = None
    live: bool = False
    sort: str = "-started"
    cursor: str | None = None
    most: int = 25


@dataclass(frozen=True)
class CallLine:
    """One call. Times are aware UTC business time; lengths are milliseconds."""

    id: str
    direction: str
    kind: str | None
    state: str
    outcome: str | None
    caller_number: str | None
    caller_name: str | None
    dialled_number: str | None
    queue: str | None
    department: str | None
    department_name: str | None
    agent: str | None
    agent_name: str | None
    last_agent: str | None
    last_agent_name: str | None
    hung_up_by: str | None
    started_at: datetime
    queued_at: datetime | None
    ringing_at: datetime | None
    answered_at: datetime | None
    ended_at: datetime | None
    waiting_ms: int | None
    talk_ms: int | None
    hold_ms: int | None
    wrap_up_ms: int | None
    has_recording: bool


@dataclass(frozen=True)
class CallOrder:
    """An order that has to do with a call: linked to it, or open for the same premise or caller."""

    id: str
    number: str
    title: str
    category: str
    status: str
    stage: str | None
    opened_at: datetime
    urges: int
    kind: str | None


@dataclass(frozen=True)
class CallTask:
    """An open task of the call's own process, such as its wrap-up."""

    id: str
    name: str
    element: str
    holder_name: str | None


@dataclass(frozen=True)
class RingLine:
    """A telephone rang: `agent` as the exchange calls it, `person` who of ours that is."""

    agent: str
    person: str | None
    person_name: str | None
    at: datetime
    until: datetime | None
    missed: str | None


@dataclass(frozen=True)
class TalkLine:
    """Somebody spoke with the customer; `how`: answer, blind, attended, refer or conference."""

    agent: str
    person: str | None
    person_name: str | None
    at: datetime
    until: datetime | None
    how: str | None


@dataclass(frozen=True)
class VisitLine:
    """A stay in a queue."""

    queue: str
    department: str | None
    department_name: str | None
    joined_at: datetime
    left_at: datetime | None
    cause: str | None
    reason: str | None


@dataclass(frozen=True)
class VoicemailLine:
    """A message that the caller has left; `can_hear`: its sound is here, and the actor may hear it."""

    id: str
    at: datetime
    ms: int | None
    can_hear: bool
    heard_at: datetime | None
    heard_by_name: str | None


@dataclass(frozen=True)
class CallBackLine:
    """The caller wants to be called back; `joined_at` is since when he has waited."""

    id: str
    queue: str
    number: str | None
    asked_at: datetime
    joined_at: datetime
    status: str


@dataclass(frozen=True)
class CallPage:
    """One call. `candidates` are premises of customers with the caller's number, perhaps the caller's.

    `open_orders` are open for the same caller or premises; `repeat`: there is one, so this may be a
    repeated call. `orders` are linked to the call. `confirmed`: the premises of which somebody made sure that
    the caller is a customer, None: nobody has.
    """

    call: CallLine
    legs: list[LegRow]
    rings: list[RingLine]
    talks: list[TalkLine]
    visits: list[VisitLine]
    dialogues: list[DialogueLine]
    voicemails: list[VoicemailLine]
    call_backs: list[CallBackLine]
    candidates: list[PremiseRow]
    confirmed: str | None
    open_orders: list[CallOrder]
    repeat: bool
    orders: list[CallOrder]
    tasks: list[CallTask]


CALL_COLUMNS = (
    "id direction kind state outcome caller_number caller_name dialled_number queue department_id "
    "agent_person_id last_agent_person_id hung_up_by started_at queued_at ringing_at answered_at ended_at "
    "waiting_ms talk_ms hold_ms wrap_up_ms recording"
).split()
SORTS = {
    sort: Order(sort, (call.c.started_at, call.c.id), ("moment", "id"), sort.startswith("-"))
    for sort in ("-started", "started")
}
_ORDER_COLUMNS = [
    work_order.c[name] for name in "id number title category status stage opened_at urges restricted".split()
]
_TASKS = Statement(
    select(task.c.id, task.c.name, task.c.element_id, task.c.holder_id)
    .select_from(instance.join(task, task.c.instance_id == instance.c.id))
    # An order's process knows the call in which it was told, but its tasks are the order's.
    .where(instance.c.call_id == bindparam("call_id"), instance.c.order_id.is_(None), task.c.status == "open")
    .order_by(task.c.opened_at)
)


@cache
def _linked(paths: int, within: int) -> Statement:
    return Statement(
        select(*_ORDER_COLUMNS, call_order.c.kind)
        .select_from(call_order.join(work_order, work_order.c.id == call_order.c.order_id))
        .where(call_order.c.call_id == bindparam("call_id"), visible_orders(paths, within))
        .order_by(call_order.c.linked_at)
    )


@cache
def _by_ids(paths: int, within: int) -> Statement:
    return Statement(
        select(*_ORDER_COLUMNS)
        .where(is_one_of(work_order.c.id, "orders", "uuid"), visible_orders(paths, within))
        .order_by(work_order.c.opened_at)
    )


@cache
def _open_orders(paths: int, within: int) -> Statement:
    alike = or_(
        work_order.c.caller_number == bindparam("caller_number"),
        is_one_of(work_order.c.premise_id, "premises", "uuid"),
    )
    return Statement(
        select(*_ORDER_COLUMNS)
        .where(is_word(work_order.c.status, "open", "held"), alike, visible_orders(paths, within))
        .order_by(work_order.c.opened_at)
        .limit(10)
    )


class _Shape(NamedTuple):
    """What makes a statement: `names`, `numbers`: the text is looked for in them."""

    scope: str | None
    top: bool
    state: bool
    live: bool
    names: bool
    numbers: bool


def _query(shape: _Shape) -> Select[Any]:
    rung = select(call_ring.c.call_id).where(call_ring.c.person_id == bindparam("person"))
    spoke = select(call_talk.c.call_id).where(call_talk.c.person_id == bindparam("person"))
    mine = or_(call.c.agent_person_id == bindparam("person"), call.c.id.in_(rung), call.c.id.in_(spoke))
    nobodys = call.c.department_id.is_(None) if shape.top else false()
    whose: ColumnElement[bool] = or_(mine, is_one_of(call.c.department_id, "visible", "uuid"), nobodys)
    if shape.scope == "mine":
        whose = mine
    elif shape.scope == "queue":
        whose = is_one_of(call.c.department_id, "departments", "uuid")
    wanted = [whose]
    if shape.state:
        wanted.append(call.c.state == bindparam("state"))
    if shape.live:
        wanted.append(and_(call.c.ended_at.is_(None), call.c.state != "merged"))
    if shape.names:
        searched = [call.c.caller_name] + ([call.c.caller_number] if shape.numbers else [])
        wanted.append(or_(*[contained(column) for column in searched]))
    return select(*[call.c[name] for name in CALL_COLUMNS]).where(and_(*wanted))


@cache
def _page(shape: _Shape, sort: str, after: bool) -> Statement:
    order = SORTS[sort]
    return Statement(order.applied(_query(shape).add_columns(*order.columns()), after))


@cache
def _count(shape: _Shape) -> Statement:
    return count_up_to(_query(shape))


def calls_page(reading: Reading, wish: CallsWish) -> Page[CallLine]:
    """Return a page of calls.

    Raises:
        InvalidInput: the cursor belongs to another list.
    """
    if wish.text is not None and may_guess_number(wish.text, sees_numbers=reading.sees_numbers):
        return Page([], None, 0, False)  # a caller's name is often the number once more
    top = place_of_call(None, None, reading.directory).tier_path in reading.paths
    named = wish.text is not None
    shape = _Shape(wish.scope, top, wish.state is not None, wish.live, named, named and reading.sees_numbers)
    parameters: dict[str, Any] = {}
    if wish.scope in (None, "mine"):
        parameters["person"] = reading.actor.id
    if wish.scope == "queue":
        parameters["departments"] = sorted(reading.departments)
    if wish.scope is None:
        parameters["visible"] = visible_departments(reading)
    if wish.state is not None:
        parameters["state"] = wish.state
    if wish.text is not None:
        parameters["words"] = like_parameter(wish.text)
    order = SORTS[wish.sort]
    position = order.after(wish.cursor) if wish.cursor is not None else {}
    rows, counted = reading.tx.fetch(
        (_page(shape, wish.sort, wish.cursor is not None), {**parameters, **position, "most": wish.most + 1}),
        (_count(shape), parameters),
    )
    items = [call_line(reading, row) for row in rows[: wish.most]]
    return page_of(rows, items, order, wish.most, counted[0].count)


def visible_departments(reading: Reading) -> list[str]:
    """Return the ids of the departments whose queues' calls the actor sees."""
    return [
        one.id
        for one in reading.directory.departments.values()
        if reading.may(Action.SEE_CALL, Target(reading.path_of_department(one.id)))
    ]


def call_page(reading: Reading, call_id: str) -> CallPage:
    """Return one call.

    Raises:
        NotFound: there is no such call that the actor may see.
    """
    tx = reading.tx
    row = call_by_id(tx, call_id)
    parts = parts_of(tx, call_id)
    own = reading.actor.id if reading.actor.id in parts.people() else row.agent_person_id if row else None
    messages, places = voicemails_of_call(tx, call_id), places_of_call(tx, call_id)
    # A caller who left a message without having waited in a queue had dialled the line of one.
    whose = [one.department_id for one in messages] + [one.department_id for one in places]
    department = next(iter(whose), None)
    if row is None or not reading.may(
        Action.SEE_CALL, place_of_call(row.department_id or department, own, reading.directory)
    ):
        raise NotFound(
            Words(f"there is no call {call_id} that you may see", f"没有您可以查看的来电 {call_id}")
        )
    number = customer_number(row)
    candidates = premises_of_phone(reading, number, 20) if number else []
    shape, visible = (len(reading.paths), len(within_pairs(reading))), visibility_parameters(reading)
    caller = callers_of(tx, [call_id]).get(call_id)
    alike = open_orders_alike(reading, number, [premise.id for premise in candidates])
    linked, tasks = tx.fetch(
        (_linked(*shape), {"call_id": call_id, **visible}), (_TASKS, {"call_id": call_id})
    )
    return CallPage(
        call=call_line(reading, row),
        legs=legs_of(tx, call_id),
        rings=[
            RingLine(one.agent, one.person_id, reading.name_of(one.person_id), one.at, one.until, one.missed)
            for one in parts.rings
        ],
        talks=[
            TalkLine(one.agent, one.person_id, reading.name_of(one.person_id), one.at, one.until, one.how)
            for one in parts.talks
        ],
        visits=[_visit(reading, one) for one in parts.visits],
        dialogues=dialogues_shown(reading, row.exchange_id),
        voicemails=[_voicemail(reading, one) for one in messages],
        call_backs=[
            CallBackLine(
                one.id, one.queue, reading.number(one.number), one.asked_at, one.joined_at, one.status
            )
            for one in places
        ],
        candidates=candidates,
        confirmed=caller.premise_id if caller is not None else None,
        open_orders=alike,
        repeat=bool(alike),
        orders=[order_line(one, one.kind) for one in linked],
        tasks=[CallTask(one.id, one.name, one.element_id, reading.name_of(one.holder_id)) for one in tasks],
    )


def open_orders_alike(reading: Reading, number: str | None, premises: list[str]) -> list[CallOrder]:
    """Return the open orders of a caller's number or of premises that the actor may see, at most ten."""
    rows = reading.tx.rows(
        _open_orders(len(reading.paths), len(within_pairs(reading))),
        caller_number=number,
        premises=premises,
        **visibility_parameters(reading),
    )
    return [order_line(one, None) for one in rows]


def linked_orders(reading: Reading, call_id: str) -> list[CallOrder]:
    """Return the orders that are linked to a call, as far as the actor may see them."""
    shape, visible = (len(reading.paths), len(within_pairs(reading))), visibility_parameters(reading)
    rows = reading.tx.rows(_linked(*shape), call_id=call_id, **visible)
    return [order_line(one, one.kind) for one in rows]


def orders_of_ids(reading: Reading, ids: list[str]) -> list[CallOrder]:
    """Return these orders, as far as the actor may see them."""
    statement = _by_ids(len(reading.paths), len(within_pairs(reading)))
    rows = reading.tx.rows(statement, orders=ids, **visibility_parameters(reading)) if ids else []
    return [order_line(one, None) for one in rows]


def order_line(row: Any, kind: str | None) -> CallOrder:
    """Return an order's row as it is shown beside a call."""
    return CallOrder(
        row.id,
        row.number,
        shown_title(row.title, row.restricted),
        row.category,
        row.status,
        row.stage,
        row.opened_at,
        row.urges,
        kind,
    )


def _voicemail(reading: Reading, row: VoicemailRow) -> VoicemailLine:
    sound = sound_of(reading.tx, row)
    place = place_of_voicemail(reading.tx, row, reading.directory)
    may = place.allows(reading.actor, reading.directory, Action.HEAR_VOICEMAIL)
    return VoicemailLine(
        row.id,
        row.ended_at or row.began_at,
        row.ms if sound is None or sound.ms is None else sound.ms,
        may and sound is not None and sound.status == Status.STORED,
        row.heard_at,
        reading.name_of(row.heard_by),
    )


def _visit(reading: Reading, row: VisitRow) -> VisitLine:
    return VisitLine(
        row.queue,
        row.department_id,
        reading.department_name(row.department_id),
        row.joined_at,
        row.left_at,
        row.cause,
        row.reason,
    )


def customer_number(row: Any) -> str | None:
    """Return the number of the outside party of a call's row: of whom we called, what was dialled."""
    number: str | None = row.dialled_number if row.direction == "outbound" else row.caller_number
    return number


def call_line(reading: Reading, row: Any) -> CallLine:
    """Return a call's row as it is shown."""
    return CallLine(
        id=row.id,
        direction=row.direction,
        kind=row.kind,
        state=row.state,
        outcome=row.outcome,
        caller_number=row.caller_number,
        caller_name=row.caller_name,
        dialled_number=row.dialled_number,
        queue=row.queue,
        department=row.department_id,
        department_name=reading.department_name(row.department_id),
        agent=row.agent_person_id,
        agent_name=reading.name_of(row.agent_person_id),
        last_agent=row.last_agent_person_id,
        last_agent_name=reading.name_of(row.last_agent_person_id),
        hung_up_by=row.hung_up_by,
        started_at=row.started_at,
        queued_at=row.queued_at,
        ringing_at=row.ringing_at,
        answered_at=row.answered_at,
        ended_at=row.ended_at,
        waiting_ms=row.waiting_ms,
        talk_ms=row.talk_ms,
        hold_ms=row.hold_ms,
        wrap_up_ms=row.wrap_up_ms,
        has_recording=row.recording is not None,
    )
