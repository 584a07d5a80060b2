"""A call that the exchange of another centre sent here: its orders come along, and who the caller is."""

from __future__ import annotations

from collections.abc import Mapping

from engine.commands.calls_in_orders import link_call
from engine.commands.case import Case
from engine.commands.work import Work
from engine.store.call_callers import callers_of, put_caller
from engine.store.call_orders import orders_of_call
from engine.store.calls import CallRow, call_of_exchange


def take_over(work: Work, call: CallRow, continues: str, cases: Mapping[str, Case]) -> None:
    """Let `call` concern the orders of the exchange's call `continues`, and its caller be who he was there.

    It may be told of before the other one is: then the next telling finds it. `cases` are the orders that are
    locked.
    """
    before = call_of_exchange(work.tx, continues)
    if before is None or before.id == call.id:
        return
    for link in orders_of_call(work.tx, before.id):
        case = cases.get(link.order_id) or Case.of_order(work, link.order_id)
        link_call(case, call, "linked")
    known = callers_of(work.tx, [before.id, call.id])
    if before.id in known and call.id not in known:
        put_caller(work.tx, call.id, known[before.id]._replace(call_id=call.id))
