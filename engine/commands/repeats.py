"""Repeated callers 重复来电 join the open order and count as an urge: never a second order by accident."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.commands.call_seen import call_seen
from engine.commands.calls_in_orders import link_call
from engine.commands.case import Case
from engine.commands.command import Answer
from engine.commands.correlate import correlate
from engine.commands.work import Work
from engine.errors import Conflict
from engine.org import Action, Directory, Target, may
from engine.store.customers import orders_alike
from engine.store.orders import order_by_id
from engine.store.tasks import open_tasks_of_order
from engine.words import Words

#: The message that a package listens to, keyed by the order's number.
REPEAT_CALL = "order.repeat-call"


def require_no_order_alike(
    work: Work, directory: Directory, category: str, premise_id: str | None, caller_number: str | None
) -> None:
    """Let nobody open a second order by accident.

    Raises:
        Conflict: there are open orders that a new one would repeat. `orders` has those that the actor may see
            (id, number, title, stage, opened_at, urges); of others it says only how many they are.
    """
    if premise_id is None and caller_number is None:
        return
    alike = orders_alike(work.tx, category, premise_id, caller_number)
    if not alike:
        return
    seen = [row._asdict() for row in alike if _sees(work, directory, row.id)]
    numbers = ", ".join(row["number"] for row in seen)
    others = len(alike) - len(seen)
    if not seen:
        raise Conflict(
            Words(
                f"there are open orders alike already ({others}), of others: you may not see them. "
                "Open another one on purpose if this is another matter",
                f"已有 {others} 张类似的未结束工单，属于其他单位，您无权查看。若为另一事项，可有意另开一张",
            ),
            orders=[],
        )
    en, zh = (f" and {others} of others", f"，另有 {others} 张属于其他单位") if others else ("", "")
    raise Conflict(
        Words(
            f"there is an open order already: {numbers}{en}. Join the call to it, "
            "or open another one on purpose",
            f"已有未结束的工单：{numbers}{zh}。请把来电并入它，或有意另开一张",
        ),
        orders=seen,
    )


def _sees(work: Work, directory: Directory, order_id: str) -> bool:
    """Answer whether the actor sees an order alike; none of them is restricted."""
    order = order_by_id(work.tx, order_id)
    if order is None:
        return False
    tasks = open_tasks_of_order(work.tx, order_id)
    target = Target(
        order.tier_path,
        frozenset(one for each in tasks for one in each.seen_by_departments),
        frozenset(one for each in tasks for one in each.seen_by_people),
    )
    return may(work.actor, Action.SEE_ORDER, target, directory)


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
            InvalidInput: there is no such call that the actor may see.
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
        call = call_seen(work, self.call_id, case.directory)
        if call is not None:
            work.changed("call", [call.id])
        values = {"note": (None, self.note.strip())} if self.note.strip() else {}
        case.record("order.repeat-call", body={"call": self.call_id}, values=values)
        case.save()
        if call is not None:
            link_call(case, call, "repeat")
        tasks = open_tasks_of_order(work.tx, order.id)
        work.changed("inbox", [one for each in tasks for one in each.inboxes])
        payload = {"call": self.call_id, "note": self.note.strip()}
        correlate(work, REPEAT_CALL, order.number, payload, None, case.now)
        return {"order": order.id, "number": order.number}
