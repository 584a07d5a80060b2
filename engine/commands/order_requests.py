"""Ask an order's process for what it decides itself: cancel 撤销, hold 挂起, release 解挂, appoint anew 改约.

A package listens to these messages or does not. Asking one that does not listen is refused, so that no
request waits unheard until it expires; a hold goes to an approver of the organisation then.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from engine import inbox
from engine.commands.case import Case
from engine.commands.command import Answer
from engine.commands.correlate import correlate
from engine.commands.holds.ask import ask_approver
from engine.commands.step.step import clocks_of
from engine.commands.work import Work
from engine.errors import Conflict, InvalidInput, field_finding
from engine.limits import seed_vocabulary
from engine.orders import Status
from engine.org import Action
from engine.store.clocks import read_time, time_of_order
from engine.store.messages import waiting_subscription
from engine.words import Words

#: The messages, each keyed by the order's number.
CANCEL, HOLD, RELEASE = "order.cancel-requested", "order.hold-requested", "order.release-requested"
APPOINT = "order.appointment-requested"


@dataclass(frozen=True)
class RequestCancellation:
    """Ask for an order to be cancelled, at the customer's wish."""

    name: ClassVar[str] = "request-cancellation"

    order_id: str
    reason: str

    def perform(self, work: Work) -> Answer:
        """Ask.

        Raises:
            InvalidInput: no reason.
            Conflict: the order has ended, or its process does not listen.
        """
        case = _opened(work, self.order_id, Action.REQUEST_CANCELLATION)
        reason = _reason(self.reason)
        return _ask(case, CANCEL, {"reason": reason, "asked_by": work.actor.id})


@dataclass(frozen=True)
class RequestHold:
    """Ask for an order to be held until a time, for a reason for which one of its clocks pauses.

    The order's process decides who approves, if it listens; else the department of the inbox rules does.
    """

    name: ClassVar[str] = "request-hold"

    order_id: str
    reason: str
    until: datetime
    note: str = ""

    def perform(self, work: Work) -> Answer:
        """Ask.

        Raises:
            InvalidInput: a reason that is none of the rules', or an end that is not in the future.
            Conflict: the order has ended or is held, or a request waits already.
        """
        case = _opened(work, self.order_id, Action.REQUEST_HOLD)
        assert case.order is not None
        clocks = clocks_of(case, read_time(*work.tx.fetch(*time_of_order(case.order.id))))
        allowed = clocks.pauses() if clocks is not None else frozenset()
        inbox.require_hold_reason(self.reason, seed_vocabulary().pauses, allowed)
        if self.until.tzinfo is None or self.until <= case.now:
            raise InvalidInput(
                Words(
                    "a hold needs an end in the future, with a time zone",
                    "挂起需要一个在将来、带时区的结束时间",
                ),
                findings=[
                    field_finding(
                        "until",
                        Words("is not in the future", "不在将来"),
                        Words("choose later", "请选更晚的时间"),
                    )
                ],
            )
        if case.order.status == Status.HELD:
            raise Conflict(
                Words(
                    f"order {case.order.number} is held already: release it first",
                    f"工单 {case.order.number} 已挂起：请先解除",
                )
            )
        work.tx.lock_channel([(HOLD, case.order.number)])
        if waiting_subscription(work.tx, HOLD, case.order.number) is None:
            return ask_approver(case, self.reason, self.until, self.note.strip())
        return _ask(case, HOLD, {"reason": self.reason, "until": self.until, "asked_by": work.actor.id})


@dataclass(frozen=True)
class RequestRelease:
    """Ask for a hold to end before its time."""

    name: ClassVar[str] = "request-release"

    order_id: str
    reason: str = ""

    def perform(self, work: Work) -> Answer:
        """Ask.

        Raises:
            Conflict: the order has ended, or its process does not listen.
        """
        case = _opened(work, self.order_id, Action.REQUEST_HOLD)
        return _ask(case, RELEASE, {"reason": self.reason.strip(), "asked_by": work.actor.id})


@dataclass(frozen=True)
class RequestAppointment:
    """Ask, at the customer's wish, for an arrival at another time (aware); the process decides."""

    name: ClassVar[str] = "request-appointment"

    order_id: str
    at: datetime
    reason: str

    def perform(self, work: Work) -> Answer:
        """Ask.

        Raises:
            InvalidInput: no reason, or a time that is not in the future.
            Conflict: the order has ended, or its process does not listen.
        """
        case = _opened(work, self.order_id, Action.REQUEST_APPOINTMENT)
        reason = _reason(self.reason)
        if self.at.tzinfo is None or self.at <= case.now:
            raise InvalidInput(
                Words(
                    "an appointment is a time in the future, with a time zone",
                    "约定时间应在将来，并带时区",
                ),
                findings=[
                    field_finding(
                        "at",
                        Words("is not in the future", "不在将来"),
                        Words("choose later", "请选更晚的时间"),
                    )
                ],
            )
        return _ask(case, APPOINT, {"at": self.at, "reason": reason, "asked_by": work.actor.id})


def _reason(text: str) -> str:
    if not text.strip():
        raise InvalidInput(
            Words("this needs a reason: say why", "这需要原因：请写明为什么"),
            findings=[field_finding("reason", Words("is missing", "缺少"), Words("fill it in", "请填写"))],
        )
    return text.strip()


def _opened(work: Work, order_id: str, action: Action) -> Case:
    """Lock the order; a crew asks for the order whose task it has."""
    case = Case.of_order(work, order_id)
    assert case.order is not None
    case.require_of_order(action)
    if not case.order.live:
        raise Conflict(Words(f"order {case.order.number} has ended", f"工单 {case.order.number} 已结束"))
    return case


def _ask(case: Case, message: str, payload: Mapping[str, Any]) -> Answer:
    work, order = case.work, case.order
    assert order is not None
    work.tx.lock_channel([(message, order.number)])
    receiver = waiting_subscription(work.tx, message, order.number)
    if receiver is None or receiver.instance_id is None:
        raise Conflict(
            Words(
                f"the process of order {order.number} does not listen to {message} now: "
                "a request is on its way already, or its package has no such way",
                f"工单 {order.number} 的流程现在不接收 {message}：已有一个请求在途中，"
                "或它的流程包没有这条路径",
            )
        )
    said = {"reason": (None, payload["reason"])} if payload["reason"] else {}
    case.record(message, body={"until": payload["until"]} if "until" in payload else {}, values=said)
    case.save()
    answer = correlate(work, message, order.number, payload, None, case.now)
    return {"order": order.id, "message": answer["message"], "hold_request": None}
