"""After a main order has ended: those merged into it are told, and a sample of them is called.

They stay open, each with its own customer. The message for their processes, for packages that listen, is
`order.main-ended`, keyed by the order's number, with the main order's `main`, `outcome` and whether the order
is `sampled`: called to ask whether it is true.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.commands.case import Case
from engine.commands.command import Answer
from engine.commands.customer_messages import message_customer
from engine.commands.merge import LINK, part
from engine.commands.order_timers import MAIN_ENDED
from engine.commands.tell_process import tell_process
from engine.commands.work import Work
from engine.orders import Status
from engine.store.orders import linked_by
from engine.store.timers import delete_order_timers


@dataclass(frozen=True)
class FollowMain:
    """Tell the orders merged into one that has ended. One that was cancelled sets them free instead."""

    name: ClassVar[str] = "follow-main"

    order_id: str

    def perform(self, work: Work) -> Answer:
        """Tell each once; the answer says how many."""
        ids = linked_by(work.tx, self.order_id, LINK)
        cases = Case.of_orders(work, [self.order_id, *ids])
        delete_order_timers(work.tx, self.order_id, MAIN_ENDED)
        of_main = cases[self.order_id]
        main = of_main.order
        assert main is not None
        told = 0
        for one in ids:
            case = cases[one]
            order = case.order
            assert order is not None
            if main.is_open or order.main_id != main.id or not order.is_open:
                continue
            told += 1
            if main.status == Status.CANCELLED:
                part(case, of_main, "主单已撤销")
                continue
            sampled = work.services.order_rules.is_sampled(order.id)
            job = message_customer(work, order, "main_ended", case.now)
            body = {"linked": [{"order": main.id, "number": main.number, "kind": LINK}]}
            case.record("order.main-ended", body={**body, "sampled": sampled, "message": job})
            case.save()
            said = {"main": main.number, "outcome": main.outcome, "sampled": sampled}
            tell_process(work, MAIN_ENDED, order, said, case.now)
        return {"order": main.id, "told": told}
