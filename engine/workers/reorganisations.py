"""Readdress the work that reorganisations concern, a stretch at a time, each order or task by itself."""

from __future__ import annotations

import structlog

from engine.commands import Engine
from engine.commands.organisation.advance_reorganisation import AdvanceReorganisation
from engine.commands.organisation.readdress import ReaddressOrder, ReaddressTask
from engine.errors import HuanError, Unavailable
from engine.org import Actor
from engine.store.reorganisations import next_reorganisation, work_of

log = structlog.get_logger("huan.worker")
ORGANISER = Actor("system:organisation")


def advance_reorganisations(engine: Engine, most: int = 50) -> int:
    """Look at up to `most` orders or tasks of the first reorganisation that is not done; return how many.

    What cannot be readdressed is logged and told in the number of failures; the others go on.
    """
    with engine.database.reading() as tx:
        found = next_reorganisation(tx)
        items = work_of(tx, found, most) if found is not None else []
    if found is None:
        return 0
    kind = ReaddressOrder if found.phase == "orders" else ReaddressTask
    moved = failed = 0
    for item in items:
        try:
            moved += engine.run(kind(item, found.id), ORGANISER)["moved"]
        except Unavailable:
            raise  # the next turn begins this stretch again
        except HuanError as error:
            failed += 1
            log.warning("not readdressed", item=item, code=error.code)
        except Exception:  # one that nobody foresaw must not hold up the others
            failed += 1
            log.exception("readdressing broke", item=item)
    cursor = items[-1] if items else found.cursor
    finished = len(items) < most
    engine.run(
        AdvanceReorganisation(found.id, found.phase, found.cursor, cursor, moved, failed, finished), ORGANISER
    )
    return len(items) or int(found.phase == "orders")
