"""Hold 挂起 an order and release it: clocks that allow the reason pause, their timers move with them.

A package may draw its own hold with approval; these commands are the direct way of whoever may approve.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from engine import inbox
from engine.commands.case import Case
from engine.commands.command import Answer
from engine.commands.step.clocks import OrderClocks
from engine.commands.step.follow import follow
from engine.commands.step.step import clocks_of
from engine.commands.work import Hint, Work
from engine.errors import Conflict, InvalidInput, StepFailed
from engine.ids import new_id
from engine.limits import DateTimer, seed_vocabulary, timer_to_document
from engine.orders import OPERATIONS, Status
from engine.org import Action
from engine.store.clocks import read_time, time_of_order
from engine.store.timers import TimerRow, delete_order_timers, insert_timer
from engine.words import Words

#: The element of the timer that ends a hold.
HOLD_END = "order.hold"


@dataclass(frozen=True)
class HoldOrder:
    """Hold an order until a time, for a reason for which one of its clocks pauses."""

    name: ClassVar[str] = "hold-order"

    order_id: str
    reason: str
    until: datetime
    asked_by: str | None = None

    def perform(self, work: Work) -> Answer:
        """Hold it; who holds has approved.

        Raises:
            InvalidInput: a reason that is none of the rules', or an end that is not in the future.
            Conflict: the order has ended, or is held already.
        """
        case = Case.of_order(work, self.order_id)
        case.require(Action.HOLD_ORDER)
        hold(case, self.reason, self.until, self.asked_by, {})
        return {"order": self.order_id, "status": Status.HELD.value}


@dataclass(frozen=True)
class ReleaseOrder:
    """End a hold: before its time by a person, in time by its timer."""

    name: ClassVar[str] = "release-order"

    order_id: str

    def perform(self, work: Work) -> Answer:
        """Release it; an order that is not held is a success."""
        case = Case.of_order(work, self.order_id)
        case.require(Action.HOLD_ORDER)
        order = case.order
        assert order is not None
        delete_order_timers(work.tx, order.id, HOLD_END)
        if order.status != Status.HELD:
            return {"order": order.id, "status": order.status}
        outcome = OPERATIONS["order.release"](order, {}, case.now, work.actor.id, lambda _: None)
        case.change_order(outcome.order)
        clocks = _clocks(case)
        clocks.release(case.now)
        changes = clocks.save(work.tx)
        follow(case, clocks, changes)
        case.record("order.released", body={"clocks": [[change.rule, change.phase] for change in changes]})
        case.save()
        work.hints.add(Hint.TIMERS)
        return {"order": order.id, "status": Status.OPEN.value}


def hold(
    case: Case, reason: str, until: datetime, asked_by: str | None, values: Mapping[str, tuple[Any, Any]]
) -> None:
    """Hold the case's order; the actor has approved. `values` are kept with the event.

    Raises:
        InvalidInput: a reason that is none of the rules', or an end that is not in the future.
        Conflict: the order has ended, or is held already.
    """
    work, order = case.work, case.order
    assert order is not None
    clocks = _clocks(case)
    inbox.require_hold_reason(reason, seed_vocabulary().pauses, clocks.pauses())
    if order.status == Status.HELD or not order.live:
        raise Conflict(
            Words(f"order {order.number} is {order.status}", f"工单 {order.number} 的状态是 {order.status}")
        )
    inputs = {"reason": reason, "until": until, "asked_by": asked_by}
    try:
        outcome = OPERATIONS["order.hold"](order, inputs, case.now, work.actor.id, lambda _: None)
    except StepFailed as error:
        raise InvalidInput(error.message) from error
    case.change_order(outcome.order)
    clocks.hold(case.now, reason)
    changes = clocks.save(work.tx)
    follow(case, clocks, changes)
    spec = timer_to_document(DateTimer(until))
    insert_timer(
        work.tx, TimerRow(new_id(), None, None, order.id, 0, HOLD_END, until, None, spec, False, case.now)
    )
    body = {
        "reason": reason,
        "until": until,
        "asked_by": asked_by,
        "approved_by": work.actor.id,
        "clocks": [[change.rule, change.phase] for change in changes],
    }
    case.record("order.held", body=body, values=values)
    case.save()
    work.hints.add(Hint.TIMERS)


def _clocks(case: Case) -> OrderClocks:
    assert case.order is not None
    time = read_time(*case.work.tx.fetch(*time_of_order(case.order.id)))
    clocks = clocks_of(case, time)
    assert clocks is not None
    return clocks
