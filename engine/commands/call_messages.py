"""Messages of a call to its own process, and what they bring, to whomever they go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from engine.calling.messages import MESSAGES, OFFERED
from engine.commands.command import Answer
from engine.commands.correlate import correlate
from engine.commands.work import Work
from engine.errors import InvalidInput
from engine.org import Directory
from engine.store.calls import CallRow, lock_call, seconds, update_call
from engine.store.database import Transaction
from engine.store.instances import instances_of_call
from engine.words import Words


@dataclass(frozen=True)
class CallMessage:
    """Something that the process of a call hears: a message of `engine.calling.messages`.

    `fact_id` is the fact's own deterministic id: told twice, it changes nothing. `payload` is what the fact
    says beside the call as it is stored; agents stand in it as the exchange names them.
    """

    message: str
    fact_id: str
    payload: Mapping[str, Any] = field(default_factory=dict)

    def tell(
        self, work: Work, call: CallRow, now: datetime, directory: Directory, *, locked: bool = False
    ) -> Answer:
        """Correlate it by the call's id; `locked`: the call's row is locked.

        Raises:
            InvalidInput: no call tells such a message.
        """
        if self.message not in MESSAGES:
            raise InvalidInput(
                Words(f"no call tells a message {self.message!r}", f"来电没有消息 {self.message!r}")
            )
        said = dict(self.payload)
        for one in ("from_agent", "to_agent"):
            if one in said:
                person = directory.agent(said[one])
                said[one] = person.id if person is not None else None
        brings = brought(self.message, call, said)
        return tell_call(work, self.message, call.id, brings, self.fact_id, now, call if locked else None)


def tell_call(
    work: Work,
    name: str,
    call_id: str,
    brings: Mapping[str, Any],
    fact_id: str,
    now: datetime,
    locked: CallRow | None = None,
) -> Answer:
    """Correlate a message by the call's id; `fact_id` is the fact's own: told twice, it changes nothing.

    A call has one process: what could begin it begins none beside one that is there, and waits for that one,
    as a second stay in a queue does. `locked` is the call's row where it is locked already.
    """
    begins = name in MESSAGES and MESSAGES[name].begins
    if not begins:
        return correlate(work, name, call_id, brings, fact_id, now, call_id)
    call = locked or lock_call(work.tx, call_id)
    # One lock for all that could begin it.
    work.tx.lock_channel([(OFFERED, call_id), (name, call_id)], with_next=True)
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
