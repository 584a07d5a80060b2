"""All that is stored of a call of which the exchange tells again: locked and read in one round trip."""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlalchemy import bindparam, exists, select

from engine.store.call_orders import CallOrderRow, orders_of_exchange_request
from engine.store.call_parts import Parts, RingRow, SupervisionRow, TalkRow, VisitRow
from engine.store.calls import CallRow, LegRow
from engine.store.database import Request, Transaction
from engine.store.instances import Revisions, read_revisions, revisions_request
from engine.store.queue_places import PlaceRow, places_of_exchange_request
from engine.store.statement import Statement
from engine.store.stays import StayRow
from engine.store.tables import call, call_leg, call_order, call_ring, call_supervision, call_talk, call_visit
from engine.store.voicemails import VoicemailRow, voicemails_of_exchange_request

_ID = select(call.c.id).where(call.c.exchange_id == bindparam("exchange_id")).scalar_subquery()


class StoredCall(NamedTuple):
    """A call that is locked, with all that belongs to it, each in order of time."""

    call: CallRow
    legs: list[LegRow]
    parts: Parts
    stays: list[StayRow]
    links: list[CallOrderRow]


class Told(NamedTuple):
    """What is at hand when the exchange tells of a call; `stored` None: it is new.

    `voicemails` and `places` are what was left or asked for in it, which may be known before the call is.
    """

    revisions: Revisions
    stored: StoredCall | None
    voicemails: list[VoicemailRow]
    places: list[PlaceRow]


def _of_call(
    row: type[LegRow | RingRow | TalkRow | VisitRow | SupervisionRow | StayRow | CallOrderRow],
) -> Statement:
    table, order = _TABLES[row]
    columns = [table.c[name] for name in row._fields]
    return Statement(
        select(*columns).where(table.c.call_id == _ID).order_by(*[table.c[name] for name in order]), row
    )


_TABLES = {
    LegRow: (call_leg, ("created_at",)),
    RingRow: (call_ring, ("at", "id")),
    TalkRow: (call_talk, ("at", "id")),
    VisitRow: (call_visit, ("joined_at", "id")),
    SupervisionRow: (call_supervision, ("at", "id")),
    StayRow: (call_visit, ("joined_at", "id")),
    CallOrderRow: (call_order, ("order_id",)),
}
_BELONGING = [_of_call(row) for row in _TABLES]
#: Where, among all that is read, the links to orders are.
_LINKS = 1 + list(_TABLES).index(CallOrderRow)
_CALL = select(*[call.c[name] for name in CallRow._fields]).where(
    call.c.exchange_id == bindparam("exchange_id")
)
_LOCK = Statement(_CALL.with_for_update(), CallRow)
#: Whoever links a call has its order before the call: a call that concerns orders is locked after them.
_LOCK_UNLINKED = Statement(
    _CALL.where(~exists().where(call_order.c.call_id == call.c.id)).with_for_update(), CallRow
)


def lock_unlinked_call(tx: Transaction, exchange_id: str) -> Told | None:
    """Lock a call that concerns no orders, and return all of it; None: it concerns some, which come first."""
    orders, *found = tx.fetch(
        orders_of_exchange_request(exchange_id), *_requests(_LOCK_UNLINKED, exchange_id)
    )
    told = _told(found)
    # Somebody may link it between two of these statements: then it is there, and was not locked.
    return told if not orders and (told.stored is not None or not found[_LINKS]) else None


def lock_told_call(tx: Transaction, exchange_id: str) -> Told:
    """Lock a call whose orders are locked, and return all of it."""
    return _told(tx.fetch(*_requests(_LOCK, exchange_id)))


def _requests(lock: Statement, exchange_id: str) -> list[Request]:
    """What is read after the call is locked sees what came before the lock."""
    asked = {"exchange_id": exchange_id}
    return [
        (lock, asked),
        *[(statement, asked) for statement in _BELONGING],
        voicemails_of_exchange_request(exchange_id),
        places_of_exchange_request(exchange_id),
        revisions_request(),
    ]


def _told(found: list[list[Any]]) -> Told:
    calls, legs, rings, talks, visits, supervisions, stays, links, voicemails, places, revisions = found
    stored = None
    if calls:
        parts = Parts(rings, talks, visits, supervisions)
        stored = StoredCall(calls[0], legs, parts, stays, links)
    return Told(read_revisions(revisions), stored, voicemails, places)
