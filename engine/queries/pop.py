"""What an agent's screen shows of calls: who rings and what is known of them, the last call, what was missed.

All of it in one look. A candidate is the caller perhaps, until somebody has made sure.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, select

from engine.calling.controls import SUPERVISING, Verb
from engine.calling.parties import parties, party_of
from engine.calling.routing import reason_words
from engine.calling.states import State
from engine.org import Action, place_of_call
from engine.queries.calls import (
    CALL_COLUMNS,
    CallLine,
    CallOrder,
    call_line,
    customer_number,
    linked_orders,
    open_orders_alike,
    orders_of_ids,
)
from engine.queries.campaigns import InHand, campaign_of_call
from engine.queries.controls import HandedAlong, handed_along
from engine.queries.outages import OutageLine, known_outages
from engine.queries.premises import premises_of_phone
from engine.queries.reading import Reading
from engine.store.agents import agent_of
from engine.store.call_callers import CallerRow, callers_of
from engine.store.caller_flags import FlagRow, flags_of_number
from engine.store.calls import call_by_id
from engine.store.controls import control_by_id
from engine.store.customers import PremiseRow, premise_by_id
from engine.store.routes import routes_of_call
from engine.store.statement import Statement
from engine.store.tables import call, call_ring, call_talk, queue

#: What rang longer ago is no missed call any more.
MISSED = timedelta(hours=24)
MOST_CANDIDATES = 5
MOST_LINES = 20
LAST_CALLS = 5
_CALL = [call.c.exchange_id, *(call.c[name] for name in CALL_COLUMNS)]
_OF_QUEUE = [queue.c.zh.label("queue_zh"), queue.c.en.label("queue_en")]
_RINGS = Statement(
    select(
        *_CALL,
        *_OF_QUEUE,
        call_ring.c.at.label("rang_at"),
        call_ring.c.until.label("rang_until"),
        call_ring.c.missed,
    )
    .select_from(
        call_ring.join(call, call.c.id == call_ring.c.call_id).outerjoin(queue, queue.c.name == call.c.queue)
    )
    .where(call_ring.c.person_id == bindparam("person"), call.c.state != "merged")
    .order_by(call_ring.c.at.desc(), call_ring.c.id.desc())
    .limit(2 * MOST_LINES)
)
_TALKS = Statement(
    select(*_CALL, *_OF_QUEUE, call_talk.c.at.label("talked_at"), call_talk.c.until.label("talked_until"))
    .select_from(
        call_talk.join(call, call.c.id == call_talk.c.call_id).outerjoin(queue, queue.c.name == call.c.queue)
    )
    .where(call_talk.c.person_id == bindparam("person"), call.c.state != "merged")
    .order_by(call_talk.c.at.desc(), call_talk.c.id.desc())
    .limit(MOST_LINES)
)
_OF_NUMBER = Statement(
    select(*_CALL)
    .where(
        call.c.caller_number == bindparam("number"),
        call.c.id != bindparam("call_id"),
        call.c.state != "merged",
    )
    .order_by(call.c.started_at.desc(), call.c.id.desc())
    .limit(2 * LAST_CALLS)
)


@dataclass(frozen=True)
class Candidate:
    """Premises of a customer who is the caller perhaps; `is_confirmed`: somebody made sure."""

    premise: PremiseRow
    is_confirmed: bool
    outages: list[OutageLine]


@dataclass(frozen=True)
class FlagOfCaller:
    """A flag that holds for the caller's number."""

    id: str
    caller_number: str
    kind: str
    reason: str
    set_by_name: str | None
    set_at: datetime
    until: datetime | None
    ended_at: datetime | None


@dataclass(frozen=True)
class CameWith:
    """What whoever handed the call on sent along; `verb`: transfer or consult. Time is aware UTC."""

    from_name: str | None
    verb: str
    at: datetime
    orders: list[CallOrder]
    draft: dict[str, Any]
    note: str | None


@dataclass(frozen=True)
class Routing:
    """Why a call came to the queue in which it is, as a word, and as people read it. Time is aware UTC."""

    because: str
    zh: str
    en: str
    queue: str
    at: datetime


@dataclass(frozen=True)
class Pop:
    """One call of mine with what is known of the caller.

    `candidates` begin with the one of whom somebody made sure; debt and supply stand in their premises.
    `flags` hold for the number now. `last_calls` are of the same number, the newest first. `came_with` is
    what whoever handed the call on sent along, None: nothing; `routing` why it came, None: no rule sent it.
    `campaign` is the line of a list for which we called, None: for none.
    `since`: my telephone rings, or I speak in it, since then; None: neither. `queue_zh` None: the call is in
    no queue, or in one that nobody has named.
    """

    call: CallLine
    queue_zh: str | None
    queue_en: str | None
    since: datetime | None
    candidates: list[Candidate]
    confirmed: str | None
    confirmed_by: str | None
    open_orders: list[CallOrder]
    repeat: bool
    orders: list[CallOrder]
    flags: list[FlagOfCaller]
    last_calls: list[CallLine]
    came_with: CameWith | None
    routing: Routing | None
    campaign: InHand | None


@dataclass(frozen=True)
class MissedCall:
    """My telephone rang, and I did not take it; `why` as the exchange says, None: it stopped."""

    call: CallLine
    rang_at: datetime
    why: str | None


@dataclass(frozen=True)
class MyCalls:
    """My calls. `after_call` is the one after which I still work, None: I do not."""

    ringing: list[Pop]
    talking: list[Pop]
    after_call: Pop | None
    missed: list[MissedCall]
    last: list[CallLine]


def my_calls(reading: Reading) -> MyCalls:
    """Return what the actor's screen shows. Raises NotAllowed when they take no calls."""
    reading.require(Action.TAKE_CALLS)
    me, tx = reading.actor.id, reading.tx
    rings, talks = tx.fetch((_RINGS, {"person": me}), (_TALKS, {"person": me}))
    spoke = {row.id for row in talks}
    ringing = [row for row in rings if row.rang_until is None and row.missed is None and row.ended_at is None]
    talking = [row for row in talks if row.talked_until is None and row.ended_at is None]
    busy = {row.id for row in talking}
    ringing = [row for row in ringing if row.id not in busy and not _is_supervision(reading, row)]
    # Whom a colleague consults, and the third of three, have no talk with the customer, and are in the call.
    talking += [
        row
        for row in rings
        if row.id not in busy
        and (row.missed, row.ended_at) == (None, None)
        and row.rang_until is not None
        and _is_in(reading, row.id)
        and not _is_supervision(reading, row)
    ]
    busy = {row.id for row in talking}
    state = agent_of(tx, me)
    over = [row for row in talks if row.id not in busy]
    after = over[0] if state is not None and state.state == State.AFTER_CALL and over else None
    shown = _once([*ringing, *talking, *([after] if after is not None else [])])
    confirmed = callers_of(tx, list(shown))
    pops = {key: _pop(reading, row, confirmed.get(key)) for key, row in shown.items()}
    missed = [
        row
        for row in _once(rings).values()
        if row.id not in spoke
        and (row.missed is not None or row.rang_until is not None or row.ended_at is not None)
        and row.rang_at >= reading.now - MISSED
    ]
    return MyCalls(
        ringing=[pops[key] for key in _once(ringing)],
        talking=[pops[key] for key in _once(talking)],
        after_call=pops[after.id] if after is not None else None,
        missed=[MissedCall(call_line(reading, row), row.rang_at, row.missed) for row in missed[:MOST_LINES]],
        last=[call_line(reading, row) for row in _once(over).values()],
    )


def _once(rows: list[Any]) -> dict[str, Any]:
    """Return the rows by call, of each the first: what is newest stands first."""
    found: dict[str, Any] = {}
    for row in rows:
        found.setdefault(row.id, row)
    return found


def _pop(reading: Reading, row: Any, caller: CallerRow | None) -> Pop:
    tx, number = reading.tx, customer_number(row)
    premises = premises_of_phone(reading, number, MOST_CANDIDATES) if number else []
    if caller is not None:
        sure = [one for one in premises if one.id == caller.premise_id]
        sure = sure or [one for one in [premise_by_id(tx, caller.premise_id)] if one is not None]
        premises = sure + [one for one in premises if one.id != caller.premise_id]
    alike = open_orders_alike(reading, number, [one.id for one in premises])
    earlier = tx.rows(_OF_NUMBER, number=number, call_id=row.id) if number else []
    return Pop(
        call=call_line(reading, row),
        queue_zh=row.queue_zh,
        queue_en=row.queue_en,
        since=_since(row),
        candidates=[
            Candidate(
                one,
                caller is not None and one.id == caller.premise_id,
                known_outages(reading, one.id),
            )
            for one in premises
        ],
        confirmed=caller.premise_id if caller is not None else None,
        confirmed_by=reading.name_of(caller.confirmed_by) if caller is not None else None,
        open_orders=alike,
        repeat=bool(alike),
        orders=linked_orders(reading, row.id),
        flags=[_flag(reading, one) for one in flags_of_number(tx, number, reading.now)] if number else [],
        last_calls=[call_line(reading, one) for one in earlier if _sees(reading, one)][:LAST_CALLS],
        came_with=_came_with(reading, handed_along(tx, row.id)),
        routing=_routing(reading, row),
        campaign=campaign_of_call(reading, row.id),
    )


def _since(row: Any) -> datetime | None:
    if row.ended_at is not None:
        return None
    if (rang := getattr(row, "rang_at", None)) is not None:
        since: datetime = row.rang_until or rang  # taken, and spoken in since
        return since
    return row.talked_at if row.talked_until is None else None


def _is_supervision(reading: Reading, row: Any) -> bool:
    """Answer whether a telephone rings so that its owner can listen in: no caller is there, and once it is
    taken it becomes part of the call that is listened to.
    """
    if row.direction == "inbound":
        return False
    known = call_by_id(reading.tx, row.id)
    first = next(iter(parties(known.facts.get("told") if known is not None else None)), None)
    control = control_by_id(reading.tx, first.channel) if first is not None else None
    return control is not None and Verb(control.verb) in SUPERVISING


def _is_in(reading: Reading, call_id: str) -> bool:
    """Answer whether the actor's telephone is in a call, and was answered."""
    row, me = call_by_id(reading.tx, call_id), reading.actor.id
    told = row.facts.get("told") if row is not None else None
    own = party_of(told, lambda name: reading.directory.is_telephone_of(name, me))
    return own is not None and own.answered_at is not None


def _routing(reading: Reading, row: Any) -> Routing | None:
    for route in routes_of_call(reading.tx, row.exchange_id):
        if route.queue == row.queue:
            said = reason_words(route.because)
            return Routing(route.because, said.zh, str(said), route.queue, route.at)
    return None


def _flag(reading: Reading, row: FlagRow) -> FlagOfCaller:
    return FlagOfCaller(
        row.id,
        row.caller_number,
        row.kind,
        row.reason,
        reading.name_of(row.set_by),
        row.set_at,
        row.until,
        row.ended_at,
    )


def _came_with(reading: Reading, found: HandedAlong | None) -> CameWith | None:
    if found is None:
        return None
    return CameWith(
        reading.name_of(found.person_id),
        found.verb,
        found.at,
        orders_of_ids(reading, found.orders),
        found.draft,
        found.note,
    )


def _sees(reading: Reading, row: Any) -> bool:
    place = place_of_call(row.department_id, row.agent_person_id, reading.directory)
    return reading.may(Action.SEE_CALL, place)
