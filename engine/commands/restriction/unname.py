"""Take a name out of a restricted order: it no longer opens to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.commands.case import Case
from engine.commands.command import Answer
from engine.commands.restriction.given import reason_of
from engine.commands.restriction.name import require_restricted
from engine.commands.work import Work
from engine.errors import Conflict, NotFound
from engine.orders import NAMED
from engine.org import Action
from engine.store.restrictions import take_party
from engine.store.tasks import open_tasks_of_order
from engine.words import Words


@dataclass(frozen=True)
class UnnameInOrder:
    """Take the name of a person or department out of a restricted order. Whom it concerns stays."""

    name: ClassVar[str] = "unname-in-order"

    order_id: str
    party_id: str
    reason: str

    def perform(self, work: Work) -> Answer:
        """Take it out.

        Raises:
            InvalidInput: no reason.
            NotFound: they are not named.
            Conflict: the order is not restricted, or they have one of its open tasks.
        """
        reason = reason_of(self.reason)
        case = Case.of_order(work, self.order_id)
        case.require_of_order(Action.RESTRICT_ORDER)
        order = require_restricted(case)
        for task in open_tasks_of_order(work.tx, order):
            if self.party_id in task.departments or self.party_id in task.people:
                raise Conflict(
                    Words(
                        f"they have the open task {task.name}: give it to somebody else first",
                        f"对方还有待办任务“{task.name}”：请先交给别人",
                    )
                )
        if not take_party(work.tx, order, NAMED, self.party_id):
            raise NotFound(
                Words(f"{self.party_id} is not named in this order", f"{self.party_id} 未在此工单中指名")
            )
        body = {"parties": [{"standing": NAMED, "party": self.party_id, "removed": True}]}
        case.record("order.unnamed", body=body, values={"reason": (None, reason)})
        case.save()
        return {"order": order, "party": self.party_id}
