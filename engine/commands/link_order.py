"""A call concerns an order that there is already, and does not urge it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.commands.call_seen import call_seen
from engine.commands.calls_in_orders import link_call
from engine.commands.case import Case
from engine.commands.command import Answer
from engine.commands.work import Work
from engine.org import Action


@dataclass(frozen=True)
class LinkCallToOrder:
    """Let a call stand in the history of an order, also of one that has ended."""

    name: ClassVar[str] = "link-call-to-order"

    call_id: str
    order_id: str

    def perform(self, work: Work) -> Answer:
        """Link them; what is linked already is a success.

        Raises:
            NotFound: there is no such order that the actor may see.
            NotAllowed: they may not change it.
            InvalidInput: there is no such call that they may see.
        """
        case = Case.of_order(work, self.order_id)
        case.require_of_order(Action.CHANGE_ORDER)
        call = call_seen(work, self.call_id, case.directory)
        assert call is not None
        assert case.order is not None
        new = link_call(case, call, "linked")
        return {"call": call.id, "order": case.order.id, "number": case.order.number, "new": new}
