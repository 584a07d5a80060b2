"""Link 关联 orders that have to do with each other, and take a link away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.commands.case import Case
from engine.commands.command import Answer
from engine.commands.work import Work
from engine.errors import Conflict, InvalidInput, field_finding
from engine.ids import new_id
from engine.orders import LINK_KINDS, WorkOrder
from engine.org import Action
from engine.store.orders import delete_link, insert_link, linked_by, linking_to
from engine.words import Words

CHILD = "child"
#: How far a parent's parents are looked at, so that no order becomes its own.
MOST_GENERATIONS = 20


@dataclass(frozen=True)
class LinkOrders:
    """Link an order to another: `related`, `duplicate`, `claim` (third party's damage), or as its `child`."""

    name: ClassVar[str] = "link-orders"

    order_id: str
    linked_id: str
    kind: str = "related"
    dry_run: bool = False

    def perform(self, work: Work) -> Answer:
        """Link them; a link that is there is a success.

        Raises:
            InvalidInput: no such kind of link.
            Conflict: to itself, or a parent below its own child.
        """
        _require_kind(self.kind)
        cases, order, other = _both(work, self.order_id, self.linked_id)
        if order.id == other.id:
            raise Conflict(Words("an order is not linked to itself", "工单不能与自身关联"))
        if self.kind == CHILD:
            _require_no_circle(work, order, other)
        answer = {"order": order.id, "linked": other.id, "number": other.number, "kind": self.kind}
        if self.dry_run or other.id in linked_by(work.tx, order.id, self.kind):
            return answer
        now = cases[order.id].now
        insert_link(work.tx, key=new_id(), order_id=order.id, linked_id=other.id, kind=self.kind, at=now)
        _record(cases, order, other, "order.linked", self.kind)
        return answer


@dataclass(frozen=True)
class UnlinkOrders:
    """Take away a link that was made by hand."""

    name: ClassVar[str] = "unlink-orders"

    order_id: str
    linked_id: str
    kind: str = "related"

    def perform(self, work: Work) -> Answer:
        """Take it away; one that is not there is a success.

        Raises:
            InvalidInput: no such kind of link.
        """
        _require_kind(self.kind)
        cases, order, other = _both(work, self.order_id, self.linked_id)
        if delete_link(work.tx, order.id, other.id, self.kind):
            _record(cases, order, other, "order.unlinked", self.kind)
        return {"order": order.id, "linked": other.id, "number": other.number, "kind": self.kind}


def _require_kind(kind: str) -> None:
    if kind not in LINK_KINDS:
        expected = Words(f"one of {', '.join(LINK_KINDS)}", f"可选：{'、'.join(LINK_KINDS)}")
        raise InvalidInput(
            Words(f"there is no link {kind!r}; {expected}", f"没有关联方式 {kind!r}；{expected.zh}"),
            findings=[field_finding("kind", Words("is unknown", "未知"), expected)],
        )


def _both(work: Work, order_id: str, linked_id: str) -> tuple[dict[str, Case], WorkOrder, WorkOrder]:
    cases = Case.of_orders(work, (order_id, linked_id))
    for case in cases.values():
        case.require_of_order(Action.CHANGE_ORDER)
    order, other = cases[order_id].order, cases[linked_id].order
    assert order is not None
    assert other is not None
    return cases, order, other


def _require_no_circle(work: Work, parent: WorkOrder, child: WorkOrder) -> None:
    above = {parent.id}
    for _ in range(MOST_GENERATIONS):
        above |= {found for one in above for found in linking_to(work.tx, one, CHILD)}
    if child.id in above:
        raise Conflict(
            Words(
                f"order {parent.number} is below {child.number} already",
                f"工单 {parent.number} 已是 {child.number} 的下级",
            )
        )


def _record(cases: dict[str, Case], order: WorkOrder, other: WorkOrder, what: str, kind: str) -> None:
    for one, shown in ((order, other), (other, order)):
        told = {"order": shown.id, "number": shown.number, "kind": kind}
        cases[one.id].record(what, body={"linked": [told]})
        cases[one.id].save()
