"""An attempt of which nothing has told in time: what its call shows counts, and otherwise nobody knows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from engine.calling.attempts import LOOK_SECONDS, UNDER_WAY, AttemptResult, by_evidence, by_talk
from engine.commands.attempts.following import end_attempt, is_dialled_by_an_agent, line_of
from engine.commands.command import Answer
from engine.commands.work import Work
from engine.store.attempts import lock_attempt, update_attempt
from engine.store.call_parts import parts_of
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
        call = call_by_id(work.tx, row.call_id) if row.call_id is not None else None
        over = call is not None and call.ended_at is not None
        line = line_of(call, row.control_id or "") if call is not None and over else None
        if row.dialogue is not None or is_dialled_by_an_agent(work, row):
            came = by_evidence(line)
        elif call is not None and not over:
            update_attempt(work.tx, row, LOOK_SECONDS)  # waits for an agent, or speaks with one
            return {"result": None}
        else:
            spoke = call is not None and bool(parts_of(work.tx, call.id).talks)
            came = by_talk(line, spoke=spoke)
            if came.result in (AttemptResult.SPOKEN, AttemptResult.ABANDONED):
                row = row._replace(answered_at=row.answered_at or now)
        end_attempt(work, row, came, now)
        return {"result": came.result.value}
