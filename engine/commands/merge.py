"""Merge 合并 an order into a main order, and undo it.

Messages for the processes, keyed by the order's number, for packages that listen: `order.merged` and
`order.unmerged` with the main order's number.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.commands.case import Case
from engine.commands.command import Answer
from engine.commands.customer_messages import message_customer
from engine.commands.notifications import tell
from engine.commands.tell_process import tell_process
from engine.commands.work import Work
from engine.errors import Conflict, InvalidInput, field_finding
from engine.ids import new_id
from engine.orders import Shared, WorkOrder, require_mergeable
from engine.org import Action
from engine.store.customers import premise_by_id
from engine.store.history import latest_of
from engine.store.orders import delete_link, insert_link, order_by_id
from engine.store.outages import outages_of_order
from engine.store.tasks import open_tasks_of_order
from engine.words import Words

MERGED, UNMERGED = "order.merged", "order.unmerged"
#: The kind of link from a main order to those merged into it.
LINK = "merged"


@dataclass(frozen=True)
class MergeOrder:
    """Merge one order into a main order. `confirmed`: somebody has checked that it is the same event.

    With `dry_run` nothing changes; the answer says what would be merged, and why it may.
    """

    name: ClassVar[str] = "merge-order"

    order_id: str
    main_id: str
    confirmed: bool = False
    dry_run: bool = False

    def perform(self, work: Work) -> Answer:
        """Merge it; one that is merged there already is a success.

        Raises:
            Conflict: they cannot be merged; it says why (engine.orders.merging).
        """
        cases = Case.of_orders(work, (self.order_id, self.main_id))
        case, of_main = cases[self.order_id], cases[self.main_id]
        for one in cases.values():
            one.require(Action.MERGE_ORDERS)
        order, main = case.order, of_main.order
        assert order is not None
        assert main is not None
        shared = shared_by(work, order, main) or (Shared.CONFIRMED if self.confirmed else None)
        try:
            require_mergeable(order, main, shared)
        except Conflict as refused:
            if order.main_id is not None:
                name_first(case, refused, "order.merged")
            elif main.main_id is not None:
                name_first(of_main, refused, "order.merged")
            elif order.merged:
                name_first(case, refused, "order.merge-added")
            raise
        answer = {"order": order.id, "number": order.number, "main": main.id, "shared": shared}
        if self.dry_run or order.main_id == main.id:
            return answer
        job = message_customer(work, order, "merged", case.now)
        case.change_order(order.but(main_id=main.id, expected_at=main.expected_at))
        of_main.change_order(main.but(merged=main.merged + 1, priority=max(main.priority, order.priority)))
        insert_link(work.tx, key=new_id(), order_id=main.id, linked_id=order.id, kind=LINK, at=case.now)
        case.record("order.merged", body={**_told(main), "shared": shared, "message": job})
        of_main.record("order.merge-added", body={**_told(order), "shared": shared})
        _save(case, of_main)
        _tell_staff(work, "merged", order, main)
        tell_process(work, MERGED, order, {"main": main.number}, case.now)
        return answer


@dataclass(frozen=True)
class UnmergeOrder:
    """Undo a merge: the order stands for itself again."""

    name: ClassVar[str] = "unmerge-order"

    order_id: str
    reason: str

    def perform(self, work: Work) -> Answer:
        """Undo it.

        Raises:
            InvalidInput: no reason.
            Conflict: it is not merged into another order, or has ended.
        """
        reason = self.reason.strip()
        if not reason:
            raise InvalidInput(
                Words("this needs a reason: say why", "这需要原因：请写明为什么"),
                findings=[
                    field_finding("reason", Words("is missing", "缺少"), Words("fill it in", "请填写"))
                ],
            )
        main_id = main_of(work, self.order_id)
        cases = Case.of_orders(work, [self.order_id, *([main_id] if main_id is not None else [])])
        case = cases[self.order_id]
        case.require(Action.MERGE_ORDERS)
        order = case.order
        assert order is not None
        if order.main_id is None or order.main_id != main_id or not order.is_open:
            refused = Conflict(
                Words(
                    f"order {order.number} is merged into no other order, or has ended",
                    f"工单 {order.number} 没有并入其他工单，或已结束",
                )
            )
            if order.main_id is None:
                name_first(case, refused, "order.unmerged")
            raise refused
        of_main = cases[order.main_id]
        of_main.require(Action.MERGE_ORDERS)
        main = of_main.order
        assert main is not None
        part(case, of_main, reason)
        _tell_staff(work, "unmerged", order, main, reason)
        tell_process(work, UNMERGED, order, {"main": main.number}, case.now)
        return {"order": order.id, "number": order.number, "main": main.id}


def part(case: Case, of_main: Case, reason: str) -> None:
    """Take a merged order out of its main order; both are locked, and are stored."""
    order, main = case.order, of_main.order
    assert order is not None
    assert main is not None
    inherited = order.expected_at == main.expected_at
    case.change_order(order.but(main_id=None, expected_at=None if inherited else order.expected_at))
    of_main.change_order(main.but(merged=main.merged - 1))
    delete_link(case.work.tx, main.id, order.id, LINK)
    values = {"reason": (None, reason)}
    case.record("order.unmerged", body=_told(main), values=values)
    of_main.record("order.merge-removed", body=_told(order), values=values)
    _save(case, of_main)


def name_first(case: Case, refused: Conflict, kind: str) -> None:
    """Add to an error who did what stands in the way, and when: who comes too late hears who was first."""
    found = latest_of(case.work.tx, case.chain, kind)
    if found is not None:
        refused.attributes.update(person=case.name_of(found[0]), at=found[1])


def main_of(work: Work, order_id: str) -> str | None:
    """Return the main order of an order as it is without a lock; the caller asks again under it."""
    order = order_by_id(work.tx, order_id)
    return order.main_id if order is not None else None


def shared_by(work: Work, order: WorkOrder, main: WorkOrder) -> Shared | None:
    """Return what two orders have in common; None: nothing that is known."""
    known = {one.id for one in outages_of_order(work.tx, main.id)}
    if any(one.id in known for one in outages_of_order(work.tx, order.id)):
        return Shared.OUTAGE
    if order.premise_id is None or main.premise_id is None:
        return None
    if order.premise_id == main.premise_id:
        return Shared.PREMISE
    areas = [premise_by_id(work.tx, one) for one in (order.premise_id, main.premise_id)]
    named = [one.transformer_area for one in areas if one is not None]
    return Shared.TRANSFORMER_AREA if len(named) == 2 and named[0] and named[0] == named[1] else None


def _tell_staff(work: Work, kind: str, order: WorkOrder, main: WorkOrder, reason: str | None = None) -> None:
    """Tell whoever has a task of the order: the holder, else the department."""
    tasks = open_tasks_of_order(work.tx, order.id)
    tell(
        work,
        kind,
        people=[task.holder_id for task in tasks],
        departments=[task.department_id for task in tasks if task.holder_id is None],
        order_id=order.id,
        values={"parent": main.number, **({"reason": reason} if reason else {})},
    )


def _told(other: WorkOrder) -> dict[str, object]:
    return {"linked": [{"order": other.id, "number": other.number, "kind": LINK}]}


def _save(*cases: Case) -> None:
    for one in cases:
        one.save()
        if one.order is not None:
            one.work.changed("order", [one.order.id])
