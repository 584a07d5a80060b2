"""Hand a call to a colleague, a queue or an outside number, at once or after a consultation.

What was being written goes along to the next agent's screen: the orders of the call, the draft of the form.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

import orjson

from engine.calling.controls import Verb
from engine.calling.numbers import canonical
from engine.calling.parties import Party, is_aside
from engine.commands.case import Case
from engine.commands.command import Answer
from engine.commands.controls.writing import CallCase, answer_of, telephone_of
from engine.commands.work import Work
from engine.errors import Conflict, InvalidInput, field_finding
from engine.org import NOTHING, Action, require
from engine.store.edited_rows import QUEUES
from engine.words import Words

#: A draft of a form is a few hundred characters; what is larger is none.
MOST_DRAFT_BYTES = 32_768
MOST_ORDERS = 20


@dataclass(frozen=True)
class Receiver:
    """Who is to have the call: exactly one of a colleague's id, a queue's name and an outside number."""

    person_id: str | None = None
    queue: str | None = None
    number: str | None = None


@dataclass(frozen=True)
class TransferCall:
    """Transfer a call (blind), or consult first. `orders` and `draft` go along to a colleague or queue."""

    name: ClassVar[str] = "transfer-call"

    call_id: str
    verb: Verb
    receiver: Receiver
    orders: Sequence[str] = ()
    draft: Mapping[str, Any] = field(default_factory=dict)
    note: str | None = None

    def perform(self, work: Work) -> Answer:
        """Write it; what is under way already by the same person is a success.

        Raises:
            NotFound, NotAllowed: the call, or an order that is to go along.
            InvalidInput: not exactly one receiver, or one that is unknown.
            Conflict: the telephone is not in the call; the caller is another's; consulting, he is on hold.
            NoTelephone, NoExchange, HeldByAnother.
        """
        if self.verb not in (Verb.TRANSFER, Verb.CONSULT):
            raise InvalidInput(Words(f"{self.verb} hands nothing on", f"{self.verb} 不是转接"))
        case = CallCase.of(work, self.call_id)
        case.require(Action.CONTROL_CALL)
        own = case.require_own()
        if is_aside(case.told, own.channel):
            raise Conflict(
                Words(
                    "the caller is a colleague's: only they hand the call on",
                    "来电人由同事接待：只有该同事可以转接",
                )
            )
        reached, number = self._reached(case)
        if (one := case.under_way(self.verb)) is not None:
            return answer_of(one)
        if self.verb is Verb.CONSULT and _holds(case, own):
            raise Conflict(
                Words(
                    "the caller is on hold; a telephone that holds hears nobody: take the caller back first",
                    "客户在保持中，话机此时听不到任何人：请先恢复通话",
                )
            )
        target = {
            **reached,
            "own": own.channel,
            "customer": case.customer.channel,
            "orders": self._orders(work),
            "draft": _draft(self.draft),
        }
        if self.verb is Verb.TRANSFER and case.row.queue is not None:
            # Whom nobody answers is not hung up on: he waits where he waited before.
            target["back_to"] = case.row.queue
        note = (self.note or "").strip()[:300] or None
        return case.write(self.verb, target, reason=note, number=number)

    def _reached(self, case: CallCase) -> tuple[dict[str, Any], str | None]:
        one = self.receiver
        if sum(value is not None for value in (one.person_id, one.queue, one.number)) != 1:
            raise _wrong("receiver", Words("give one of them", "请给出其中一个"))
        if one.person_id is not None:
            if one.person_id == case.work.actor.id:
                raise _wrong("person_id", Words("give somebody else", "请选择别人"))
            telephone = telephone_of(case.work, case.directory, one.person_id)
            return {**telephone, "person": one.person_id}, None
        if one.queue is not None:
            if self.verb is Verb.CONSULT:
                raise _wrong("queue", Words("transfer to a queue at once", "队列只能直接转接"))
            if case.directory.queue_department(one.queue) is None:
                raise _wrong("queue", Words("give a queue of a department", "请选择部门的队列"))
            return {"queue": one.queue, **self._elsewhere(case, one.queue)}, None
        require(case.work.actor, Action.DIAL, NOTHING, case.directory)
        number = canonical(one.number)
        if number is None:
            raise _wrong("number", Words("give 3 to 18 digits", "请填写 3 到 18 位数字"))
        return {}, number

    def _elsewhere(self, case: CallCase, name: str) -> dict[str, Any]:
        """Return the exchange of a queue that is not of the call's own; the call goes there with its id."""
        queue, own = QUEUES.find(case.work.tx, name), case.exchange
        if queue is None or own is None or queue.node == own.name:
            return {}
        return {"exchange": queue.node, "call": case.row.exchange_id}

    def _orders(self, work: Work) -> list[str]:
        wanted = list(dict.fromkeys(self.orders))
        if len(wanted) > MOST_ORDERS:
            raise _wrong("orders", Words(f"at most {MOST_ORDERS}", f"最多 {MOST_ORDERS} 张"))
        for case in Case.of_orders(work, wanted).values():
            case.require_of_order(Action.SEE_ORDER)
        return wanted


def _holds(case: CallCase, own: Party) -> bool:
    """Return whether the other side is on hold, by command or by the telephone's own key."""
    holds = case.told.get("holds") or []
    return any(one["leg"] == own.channel and one.get("until") is None for one in holds)


def _draft(draft: Mapping[str, Any]) -> dict[str, Any]:
    if len(orjson.dumps(draft)) > MOST_DRAFT_BYTES:
        raise _wrong("draft", Words("shorten it", "请缩短"))
    return dict(draft)


def _wrong(name: str, remedy: Words) -> InvalidInput:
    return InvalidInput(
        Words(f"{name} is missing or wrong", f"{name} 缺少或有误"),
        findings=[field_finding(name, Words("is missing or wrong", "缺少或有误"), remedy)],
    )
