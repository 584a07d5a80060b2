"""Messages of a call to its own process, and what they bring, to whomever they go."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from engine.calling.messages import MESSAGES, OFFERED
from engine.commands.command import Answer
from engine.commands.correlate import correlate
from engine.commands.work import Work
from engine.store.calls import CallRow, lock_call, seconds, update_call
from engine.store.database import Transaction
from engine.store.instances import instances_of_call


def tell_call(
    work: Work, name: str, call_id: str, brings: Mapping[str, Any], fact_id: str, now: datetime
) -> Answer:
    """Correlate a message by the call's id; `fact_id` is the fact's own: told twice, it changes nothing.

    A call has one process: what could begin it begins none beside one that is there, and waits for that one,
    as a second stay in a queue does.
    """
    begins = name in MESSAGES and MESSAGES[name].begins
    if not begins:
        return correlate(work, name, call_id, brings, fact_id, now, call_id)
    call = lock_call(work.tx, call_id)
    # One lock for all that could begin it.
    work.tx.lock_channel([(OFFERED, call_id), (name, call_id)])
    starts = not has_process(work.tx, call_id)
    if starts and call is not None and call.queue is None:
        _belongs(work, call, brings.get("queue"))
    return correlate(work, name, call_id, brings, fact_id, now, call_id, starts=starts)


def _belongs(work: Work, call: CallRow, queue: str | None) -> None:
    """Let a call that never came to a queue be its line's: whoever has that sees to the caller's wish."""
    _, directory = work.services.time_and_place(work.tx)
    department = directory.queue_department(queue)
    if department is not None:
        row = call._replace(queue=queue, department_id=department.id, revision=call.revision + 1)
        update_call(work.tx, row)
        work.changed("call", [call.id])
        work.changed("calls", [department.id])


def has_process(tx: Transaction, call_id: str) -> bool:
    """Return whether a call has, or had, a process of its own; those of orders opened in it are theirs."""
    return any(one.order_id is None for one in instances_of_call(tx, call_id))


def brought(name: str, call: CallRow, said: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a message of the catalogue brings: what was `said`, beside what is stored of the call."""
    known: dict[str, Any] = {
        "call_id": call.id,
        "outcome": call.outcome,
        "hung_up_by": call.hung_up_by,
        "talk_seconds": seconds(call.talk_ms),
        "recording_seconds": seconds(call.recording_ms),
    }
    known.update(said)
    return {key: known[key] for key in sorted(MESSAGES[name].brings) if key in known}
