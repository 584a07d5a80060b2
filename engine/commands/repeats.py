"""Repeated callers 重复来电 join the open order and count as an urge: never a second order by accident."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from engine.commands.case import Case
from engine.commands.command import Answer
from engine.commands.correlate import correlate
from engine.commands.work import Work
from engine.errors import Conflict, InvalidInput
from engine.ids import new_id
from engine.org import Action
from engine.store.calls import call_by_id, link_call
from engine.store.customers import orders_alike
from engine.store.database import Transaction
from engine.words import Words

#: The message that a package listens to, keyed by the order's number.
REPEAT_CALL = "order.repeat-call"


def open_orders_alike(
    tx: Transaction, category: str, premise_id: str | None, caller_number: str | None
) -> list[dict[str, Any]]:
    """Return open orders that a new one may repeat: id, number, title, stage, opened_at, urges."""
    if premise_id is None and caller_number is None:
        return []
    return [row._asdict() for row in orders_alike(tx, category, premise_id, caller_number)]


@dataclass(frozen=True)
class JoinCall:
    """Join a repeated call to its open order, with what the caller said."""

    name: ClassVar[str] = "join-call"

    order_id: str
    call_id: str | None = None
    note: str = ""

    def perform(self, work: Work) -> Answer:
        """Link the call and send the order's process the message of a repeated call.

        Raises:
            Conflict: the order has ended; open a new one.
            InvalidInput: there is no such call.
        """
        case = Case.of_order(work, self.order_id)
        case.require(Action.OPEN_ORDER)
        order = case.order
        assert order is not None
        if not order.live:
            raise Conflict(
                Words(
                    f"order {order.number} has ended; open a new one",
                    f"工单 {order.number} 已结束；请开一张新的",
                )
            )
        if self.call_id is not None:
            if call_by_id(work.tx, self.call_id) is None:
                raise InvalidInput(Words(f"there is no call {self.call_id!r}", f"没有来电 {self.call_id!r}"))
            link_call(
                work.tx, key=new_id(), call_id=self.call_id, order_id=order.id, kind="repeat", at=case.now
            )
            work.changed("call", [self.call_id])
        values = {"note": (None, self.note.strip())} if self.note.strip() else {}
        case.record("order.repeat-call", body={"call": self.call_id}, values=values)
        case.save()
        payload = {"call": self.call_id, "note": self.note.strip()}
        correlate(work, REPEAT_CALL, order.number, payload, None, case.now)
        return {"order": order.id, "number": order.number}
