"""Copies that inbox lines keep of their tasks and orders, brought up to date on a PostgreSQL others work on.

Lines that were there before their columns have none. And while a release is replaced, processes of the one
before put lines into inboxes without the copies that they do not know, and hold orders without telling the
lines. Such a line stands in every list, but may be missing where a list is narrowed: `huan db upgrade` mends
it, and is run once more when the last old process is gone.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    ARRAY,
    Connection,
    Uuid,
    and_,
    any_,
    bindparam,
    create_engine,
    inspect,
    literal_column,
    or_,
    select,
    update,
)

from engine.store.tables import assignment, task, work_order
from engine.store.tasks import LINE_COPIES

#: How many open lines a transaction looks at.
BATCH = 5_000
#: What a release does not know of lines that another has written.
_COPIED = ("category", "held", "late_at", "began_at")
_FIRST = "00000000-0000-0000-0000-000000000000"
_IDS = ARRAY(Uuid(as_uuid=False))
_OPEN = assignment.c.status == literal_column("'open'")
_BEHIND = and_(_OPEN, assignment.c.task_id > bindparam("behind"))
_LAST = select(assignment.c.task_id).where(_BEHIND).order_by(assignment.c.task_id).limit(1)
_RIGHT = {
    name: select(LINE_COPIES[name]).where(task.c.id == assignment.c.task_id).scalar_subquery()
    for name in _COPIED
}
_WRONG = select(assignment.c.task_id, assignment.c.order_id).where(
    _BEHIND, or_(*[assignment.c[name].is_distinct_from(_RIGHT[name]) for name in _COPIED])
)
_WRONG_UP_TO = _WRONG.where(assignment.c.task_id <= bindparam("last"))
#: Who changes an order, its tasks or their lines locks the order first. Who does so now writes what is right,
#: or is of the release before.
_LOCK = (
    select(work_order.c.id)
    .where(work_order.c.id == any_(bindparam("orders", type_=_IDS)))
    .with_for_update(key_share=True, skip_locked=True)
)
_MEND = (
    update(assignment)
    .where(_OPEN, assignment.c.task_id == any_(bindparam("tasks", type_=_IDS)))
    .values(_RIGHT)
)


def mend_lines(url: str) -> int:
    """Give open lines of a PostgreSQL the copies that they lack or that are wrong; return of how many tasks.

    Orders that somebody else changes at the moment are left for the next time.
    """
    engine = create_engine(url)
    try:
        mended, behind = 0, _FIRST
        while True:
            with engine.begin() as connection:
                last = connection.execute(_LAST.offset(BATCH - 1), {"behind": behind}).scalar()
                mended += _mend(connection, behind, last)
            if last is None:
                return mended
            behind = str(last)
    finally:
        engine.dispose()


def lines_to_mend(connection: Connection) -> int:
    """Return how many open lines lack copies, or have wrong ones; 0 where there are no lines yet."""
    if not inspect(connection).has_table(assignment.name):
        return 0
    return len(connection.execute(_WRONG, {"behind": _FIRST}).all())


def _mend(connection: Connection, behind: str, last: Any) -> int:
    upto = {} if last is None else {"last": last}
    wrong = connection.execute(_WRONG if last is None else _WRONG_UP_TO, {"behind": behind, **upto}).all()
    orders = sorted({row.order_id for row in wrong if row.order_id is not None})
    locked = set(connection.execute(_LOCK, {"orders": orders}).scalars()) if orders else set()
    tasks = sorted({row.task_id for row in wrong if row.order_id is None or row.order_id in locked})
    if tasks:
        connection.execute(_MEND, {"tasks": tasks})
    return len(tasks)
