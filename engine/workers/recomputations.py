"""Count the clocks of running orders anew, a stretch at a time; what a killed worker did is done again."""

from __future__ import annotations

import structlog

from engine.commands import Engine
from engine.commands.limits import AdvanceRecomputation, RecomputeOrder
from engine.errors import HuanError, Unavailable
from engine.org import Actor
from engine.store.limits import due_recomputation, orders_to_recompute

log = structlog.get_logger("huan.worker")
COUNTER = Actor("system:limits")


def advance_recomputations(engine: Engine, most: int = 50) -> int:
    """Look at up to `most` orders of the first recomputation that is due; return how many were looked at.

    An order that cannot be counted is logged and told in the recomputation's number of failures; the others
    go on.
    """
    with engine.database.reading() as tx:
        now, _ = engine.services.time_and_place(tx)
        found = due_recomputation(tx, now)
        orders = orders_to_recompute(tx, found, most) if found is not None else []
    if found is None:
        return 0
    changed = failed = 0
    for order_id in orders:
        try:
            answer = engine.run(RecomputeOrder(order_id, found.id, found.cause), COUNTER)
            changed += bool(answer["changed"])
        except Unavailable:
            raise  # the next turn begins this stretch again
        except HuanError as error:
            failed += 1
            log.warning("clocks not recomputed", order=order_id, code=error.code)
        except Exception:  # one order that nobody foresaw must not hold up the others
            failed += 1
            log.exception("recomputing clocks broke", order=order_id)
    finished = len(orders) < most
    cursor = orders[-1] if orders else found.cursor
    engine.run(AdvanceRecomputation(found, cursor, len(orders), changed, failed, finished), COUNTER)
    return len(orders)
