"""A queue's switch ends, another begins: rows, the record for auditors, and the pages that show it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from engine.commands.administration import record_change
from engine.commands.agents.administration import SUBJECT
from engine.commands.overflow.telling import tell_leaders
from engine.commands.work import NOWHERE, Work
from engine.org import Directory
from engine.store.edited_rows import QueueRow
from engine.store.overflow import SwitchRow, begin_switch, end_switch


def put_switch(
    work: Work,
    directory: Directory,
    queue: QueueRow,
    was: SwitchRow | None,
    becomes: SwitchRow | None,
    at: datetime,
    by: str | None,
    why: str | None = None,
) -> None:
    """End what held and begin what holds from now on, None: nothing; tell who leads at either end.

    The record is last: it locks the chain.
    """
    if was is not None:
        end_switch(work.tx, was.id, at, by)
    if becomes is not None:
        begin_switch(work.tx, becomes)
    names = {queue.name, *(one.to_queue for one in (was, becomes) if one is not None)}
    owners = [directory.queue_department(name) for name in names if name is not None]
    work.changed("queues", [one.id if one is not None else NOWHERE for one in owners])
    tell_leaders(work, directory, queue, was, becomes, why)
    own = directory.queue_department(queue.name)
    record_change(
        work,
        SUBJECT,
        f"overflow:{queue.name}",
        _told(was),
        _told(becomes),
        why,
        label=queue.zh,
        tier_path=directory.tiers[own.tier_id].path if own is not None else None,
    )


def _told(row: SwitchRow | None) -> dict[str, Any]:
    if row is None:
        return {"to": None, "cause": None, "rule": None}
    return {"to": row.to_queue, "cause": row.cause, "rule": row.rule}
