"""How often something may be tried: counted in the database, by its own time, for all processes at once."""

from __future__ import annotations

from math import ceil

from sqlalchemy import bindparam, case, delete, select, update
from sqlalchemy.dialects.postgresql import insert

from engine.store.database import Transaction
from engine.store.expressions import machine_now
from engine.store.statement import Statement
from engine.store.tables import rate_limit

_OVER = rate_limit.c.until <= machine_now()
_INSERT = insert(rate_limit).values(key=bindparam("key"), count=1, until=machine_now(bindparam("seconds")))
_TAKE = Statement(
    _INSERT.on_conflict_do_update(
        index_elements=["key"],
        set_={
            "count": case((_OVER, 1), else_=rate_limit.c.count + 1),
            "until": case((_OVER, machine_now(bindparam("seconds"))), else_=rate_limit.c.until),
        },
    ).returning(rate_limit.c.count, rate_limit.c.until, machine_now().label("now"))
)
_GIVE_BACK = Statement(
    update(rate_limit)
    .where(rate_limit.c.key == bindparam("key_"), rate_limit.c.count > 0)
    .values(count=rate_limit.c.count - 1)
)
_PURGE = Statement(
    delete(rate_limit).where(
        rate_limit.c.key.in_(
            select(rate_limit.c.key).where(_OVER).limit(bindparam("most")).with_for_update(skip_locked=True)
        )
    )
)


def take(tx: Transaction, key: str, most: int, seconds: float) -> int | None:
    """Count one attempt under a key; return None, or for how many seconds there are no more.

    The window begins with its first attempt and lasts `seconds`; `most` attempts are let through.
    """
    row = tx.rows(_TAKE, key=key[:120], seconds=seconds)[0]
    count: int = row.count
    if count <= most:
        return None
    seconds_left: float = (row.until - row.now).total_seconds()
    return max(ceil(seconds_left), 1)


def give_back(tx: Transaction, key: str) -> None:
    """Take back one attempt that was counted under a key: it was a good one."""
    tx.write(_GIVE_BACK, key_=key[:120])


def purge_limits(tx: Transaction, most: int) -> int:
    """Forget up to `most` windows that are over; return how many."""
    return tx.changed(_PURGE, most=most)
