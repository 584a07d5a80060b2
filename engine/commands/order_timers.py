"""Timers of an order itself, which belong to none of its processes.

What concerns other orders is done in a transaction of its own: the timer is written with the change, so that
nothing is forgotten when a process dies in between, and whoever fires it does it once.
"""

from __future__ import annotations

from datetime import datetime

from engine.commands.work import Hint, Work
from engine.ids import new_id
from engine.limits import DateTimer, timer_to_document
from engine.store.timers import TimerRow, delete_order_timers, insert_timer

#: The order into which others were merged has ended.
MAIN_ENDED = "order.main-ended"
#: The neighbourhood of a new fault report may be calling too.
AREA_CALLS = "order.area-calls"
#: The outage that explains the order, or its main order, has another estimate, or is over.
ESTIMATE = "order.estimate"


def arm_order_timer(work: Work, order_id: str, element: str, due_at: datetime) -> None:
    """Let the command of an element be run for an order when it is due, instead of one armed before."""
    delete_order_timers(work.tx, order_id, element)
    spec = timer_to_document(DateTimer(due_at))
    insert_timer(
        work.tx, TimerRow(new_id(), None, None, order_id, 0, element, due_at, None, spec, False, due_at)
    )
    work.hints.add(Hint.TIMERS)
