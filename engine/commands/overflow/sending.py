"""Who waits in a queue already is sent on to where its callers go now.

Nobody is moved by force: a transfer could tear a caller out of a talk that has begun meanwhile. A key is
pressed for him that no telephone has, and by which he leaves the queue while he waits, and only then; his
dialogue asks anew which queue he joins. Who waits without a dialogue does not hear it, and stays.
"""

from __future__ import annotations

from datetime import datetime

from engine.calling.controls import Verb
from engine.calling.parties import customer_of
from engine.commands.controls.writing import write_control
from engine.commands.work import Work
from engine.store.calls import call_by_id
from engine.store.controls import exchange_of_switch
from engine.store.stays import waiting_calls

#: More do not wait in one queue, or something else is wrong.
MOST = 500


def send_on(work: Work, queue: str, now: datetime) -> int:
    """Write a control for each who waits in `queue`, the first one first; return how many."""
    written = 0
    for call_id in waiting_calls(work.tx, queue, MOST):
        row = call_by_id(work.tx, call_id)
        customer = customer_of(row.facts.get("told")) if row is not None else None
        if row is None or customer is None:
            continue
        exchange = exchange_of_switch(work.tx, str(row.facts.get("node") or ""))
        if exchange is None or not exchange.is_live:
            continue
        target = {"customer": customer.channel, "queue": queue}
        write_control(work, Verb.SEND_ON, exchange.name, target, now, call_id=call_id)
        written += 1
    return written
