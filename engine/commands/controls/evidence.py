"""What became of a call tells what became of controls whose answer did not come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from engine.calling.controls import Status, Verb
from engine.commands.attempts.following import put_attempt_to_call, seen_call
from engine.commands.calls_in_orders import link_call
from engine.commands.case import Case
from engine.commands.command import Answer
from engine.commands.controls.judging import judged, store_outcome
from engine.commands.controls.writing import changed
from engine.commands.work import Work
from engine.store.calls import CallRow, call_by_id
from engine.store.controls import (
    ControlRow,
    lock_control,
    put_control_to_call,
    unsettled_controls,
)


@dataclass(frozen=True)
class SettleByEvidence:
    """Look at a call that was told of. `channels` are those of its legs that may be named after controls."""

    name: ClassVar[str] = "settle-by-evidence"

    call_id: str
    channels: Sequence[str] = ()

    def perform(self, work: Work) -> Answer:
        """Settle what it shows; the answer counts."""
        call = call_by_id(work.tx, self.call_id)
        if call is None:
            return {"settled": 0}
        now, _ = work.services.time_and_place(work.tx)
        settled = 0
        for channel in self.channels:
            control = lock_control(work.tx, channel)
            if control is None:
                continue
            if control.call_id is None:
                # The call that a control has begun.
                put_control_to_call(work.tx, control.id, call.id)
                if control.verb in (Verb.CALL, Verb.DIAL):
                    put_attempt_to_call(work, control.id, call.id)
                changed(work, control._replace(call_id=call.id))
                if control.order_id is not None:
                    link_call(Case.of_order(work, control.order_id), call, "dialled")
            if control.verb == Verb.CALL:
                seen_call(work, control.id, call, now)
            settled += self._judge(work, control, call, now)
        for control in unsettled_controls(work.tx, call.id):
            if control.id not in self.channels:
                settled += self._judge(work, control, call, now)
        return {"settled": settled}

    def _judge(self, work: Work, control: ControlRow, call: CallRow, now: datetime) -> bool:
        if control.status not in (Status.SENT, Status.UNKNOWN):
            return False
        found = judged(control, call)
        if found is None:
            return False
        store_outcome(work, control, found.status, found.answer, now)
        return True
