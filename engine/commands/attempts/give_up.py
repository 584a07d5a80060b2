"""An attempt of which nothing has told in time: what its call shows counts, and otherwise nobody knows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from engine.calling.attempts import UNDER_WAY, Line, by_evidence
from engine.calling.parties import parties
from engine.commands.attempts.following import end_attempt
from engine.commands.command import Answer
from engine.commands.work import Work
from engine.store.attempts import AttemptRow, lock_attempt
from engine.store.calls import call_by_id


@dataclass(frozen=True)
class GiveUpAttempt:
    """End an attempt that is due. Nothing is dialled again by itself."""

    name: ClassVar[str] = "give-up-attempt"

    attempt_id: str

    def perform(self, work: Work) -> Answer:
        """End it; one that has ended meanwhile stays as it is."""
        row = lock_attempt(work.tx, self.attempt_id)
        if row is None or row.status not in UNDER_WAY:
            return {"result": None}
        now: datetime = work.services.time_and_place(work.tx)[0]
        came = by_evidence(_line(work, row))
        end_attempt(work, row, came, now)
        return {"result": came.result.value}


def _line(work: Work, row: AttemptRow) -> Line | None:
    """Return the customer's channel of a call that is over; None: nothing is known of one."""
    call = call_by_id(work.tx, row.call_id) if row.call_id is not None else None
    if call is None or call.ended_at is None:
        return None
    told: Any = call.facts.get("told")
    for one in parties(told):
        if one.channel == row.control_id:
            return Line(one.answered_at is not None, one.ended_by)
    return None
