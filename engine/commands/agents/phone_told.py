"""What the exchange tells of an agent: what their telephone does, and its own words for how they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from engine.calling.states import Phone, gave_up, phone_does
from engine.commands.agents.case import AgentCase
from engine.commands.command import Answer
from engine.commands.work import Work
from engine.store.agents import update_agent


@dataclass(frozen=True)
class RecordAgent:
    """Store what the exchange says of an agent, whom it knows by `agent`. None: it says nothing of that.

    `as_of` (aware UTC, the listener's clock) is when it was so: what is older than what is known is left.
    `phone` is what the telephone does, `status` and `state` are the exchange's words, `missed_too_often`: it
    offers them no more calls until somebody says otherwise.
    """

    name: ClassVar[str] = "record-agent"

    agent: str
    as_of: datetime
    phone: Phone | None = None
    status: str | None = None
    state: str | None = None
    missed_too_often: bool = False

    def perform(self, work: Work) -> Answer:
        """Store it; what is no news writes nothing. Of somebody whom we do not know nothing is kept."""
        _, directory = work.services.time_and_place(work.tx)
        person = directory.agent(self.agent)
        if person is None:
            return {"person": None}
        case = AgentCase(work, person.id)
        if case.row.theirs_at is not None and self.as_of < case.row.theirs_at:
            return case.answer()
        after = case.standing
        if self.phone is not None:
            ends = self.phone is Phone.IDLE and after.phone is Phone.TALKING
            after = phone_does(after, self.phone, case.now, case.after_call() if ends else timedelta())
        if self.missed_too_often:
            after = gave_up(after)
        told = (self.status or case.row.theirs, self.state or case.row.theirs_state)
        if told != (case.row.theirs, case.row.theirs_state):
            case.row = case.row._replace(
                theirs=told[0],
                theirs_state=told[1],
                theirs_at=self.as_of,
                revision=case.row.revision + 1,
            )
            update_agent(work.tx, case.row)
            case.changed()
        return case.become(after, by_person=False)
