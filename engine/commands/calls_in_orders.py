"""A call in the histories of the orders that it concerns: who spoke, when and how long, that it was recorded.

The same is told to those processes of an order that wait for it, as messages keyed by its number. No number
and no path of a recording goes into a chain: both may be the caller's, and a chain forgets nothing. What is
told follows from the call as it is stored, and each link keeps what was told: a call may be told of again,
late or by several, and stands once in each history.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any, NamedTuple

from engine.calling.messages import ANSWERED, ENDED, OUTCOME_REVISED, PREFIX, RECORDED, TRANSFERRED
from engine.commands.call_messages import brought
from engine.commands.case import Case
from engine.commands.tell_process import tell_process
from engine.commands.work import Work
from engine.ids import new_id
from engine.store.call_orders import (
    CallOrderRow,
    insert_call_order,
    orders_of_call,
    orders_of_exchange,
    put_told,
)
from engine.store.call_parts import TalkRow, parts_of
from engine.store.calls import CallRow

EXCHANGE = "system:telephony"
#: Links that an event of their own says: that the order was opened from the call, or that it was joined.
_SAID = ("opened", "repeat")


class _News(NamedTuple):
    """What an order's history is to say of a call; `said` is kept so that it is not said again.

    `apart` tells apart what can happen several times in a call. `brings` is what its message says beside the
    call.
    """

    what: str
    said: Any
    at: datetime
    body: dict[str, Any]
    apart: str = ""
    brings: Mapping[str, Any] = {}

    @property
    def key(self) -> str:
        return f"{self.what.removeprefix(PREFIX)} {self.apart}".strip()


def lock_orders_of(work: Work, *exchange_ids: str) -> dict[str, Case]:
    """Lock the orders of calls, before the calls: whoever links one has its order before the call."""
    orders = (order for one in exchange_ids for order in orders_of_exchange(work.tx, one))
    return Case.of_orders(work, orders)


def tell_orders(
    work: Work,
    call: CallRow,
    links: Iterable[CallOrderRow],
    talks: Sequence[TalkRow],
    cases: Mapping[str, Case],
) -> None:
    """Write what is new of a call into the histories of its orders; `cases` are those that are locked.

    An order that was linked in between is locked now: should that cross with another's locks, the database
    refuses one of both, and it is run again.
    """
    for link in links:
        case = cases.get(link.order_id) or Case.of_order(work, link.order_id)
        _tell(case, link, call, talks)


def link_call(case: Case, call: CallRow, kind: str) -> bool:
    """Note that a call concerns the case's order, and what is known of it; False: it was noted before."""
    order, tx = case.order, case.work.tx
    assert order is not None
    if any(one.order_id == order.id for one in orders_of_call(tx, call.id)):
        return False
    link = CallOrderRow(new_id(), call.id, order.id, kind, case.now, None)
    insert_call_order(tx, link)
    if kind not in _SAID:
        case.record("call.linked", body={"call": call.id, "link": kind})
    _tell(case, link, call, parts_of(tx, call.id).talks)
    case.save()
    case.work.changed("call", [call.id])
    case.work.changed("order", [order.id])
    return True


def _tell(case: Case, link: CallOrderRow, call: CallRow, talks: Sequence[TalkRow]) -> None:
    told = dict(link.told or {})
    news = [one for one in _news(call, talks) if one.key not in told or told[one.key] != one.said]
    if not news:
        return
    messages = []
    for one in news:
        before = {"before": told[one.key]} if one.key in told else {}
        case.record(one.what, event_at=one.at, body={"call": call.id, **one.body, **before}, actor=EXCHANGE)
        messages.append((OUTCOME_REVISED if before else one.what, {**one.brings, **before}))
        told[one.key] = one.said
    case.save()
    put_told(case.work.tx, link.id, told)
    assert case.order is not None
    for message, brings in messages:
        tell_process(case.work, message, case.order, brought(message, call, brings), case.now)


def _news(call: CallRow, talks: Sequence[TalkRow]) -> Iterator[_News]:
    """Return what a history is to say of a call; one that turned out to be part of another says nothing."""
    if call.state == "merged":
        return
    if call.answered_at is not None:
        first = talks[0].person_id if talks else call.agent_person_id
        yield _News(
            ANSWERED,
            True,
            call.answered_at,
            {"spoke": [first] if first else [], "lengths": {"waiting_ms": call.waiting_ms}},
            brings={"queue": call.queue, "agent": call.agent},
        )
    for one, other in pairwise(talk for talk in talks if talk.how != "conference"):
        if one.agent != other.agent:
            people = {"from_agent": one.person_id, "to_agent": other.person_id}
            yield _News(
                TRANSFERRED,
                True,
                other.at,
                {"spoke": [person for person in people.values() if person is not None], "how": other.how},
                other.channel,
                {**people, "how": other.how},
            )
    if call.ended_at is None:
        return
    spoke = list(dict.fromkeys(one.person_id for one in talks if one.person_id is not None))
    yield _News(
        ENDED,
        call.outcome,
        call.ended_at,
        {
            "outcome": call.outcome,
            "hung_up_by": call.hung_up_by,
            "spoke": spoke or [one for one in (call.agent_person_id,) if one is not None],
            "talks": [
                {"person": one.person_id, "at": one.at, "until": one.until, "how": one.how} for one in talks
            ],
            "lengths": {"talk_ms": call.talk_ms, "hold_ms": call.hold_ms},
        },
    )
    if call.recording is not None and call.recording_ms is not None:
        yield _News(RECORDED, True, call.ended_at, {"lengths": {"recording_ms": call.recording_ms}})
