"""What time does to an agent: after-call work ends, and a break that is too long is told to who leads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.calling.states import State
from engine.commands.agents.case import AgentCase
from engine.commands.command import Answer
from engine.commands.leaders import nearest_leaders
from engine.commands.notifications.tell import tell
from engine.commands.work import Work
from engine.org import Action, place_of_person
from engine.store.agents import update_agent
from engine.store.edited_rows import BREAK_REASONS
from engine.words import Words


@dataclass(frozen=True)
class SettleAgent:
    """Do to an agent what is due. Doing it twice does nothing more."""

    name: ClassVar[str] = "settle-agent"

    person_id: str

    def perform(self, work: Work) -> Answer:
        """End after-call work whose limit is over, or tell of a break that is; the answer is the state."""
        case = AgentCase(work, self.person_id)
        if case.row.due_at is None or case.row.due_at > case.now:
            return case.answer()
        if case.row.state != State.BREAK:
            return case.become(case.standing, by_person=False)
        case.row = case.row._replace(due_at=None, revision=case.row.revision + 1)
        update_agent(work.tx, case.row)
        found = BREAK_REASONS.find(work.tx, case.row.reason or "")
        if found is not None:
            minutes = int((case.now - case.row.since).total_seconds() // 60)
            values = {
                "person": case.directory.person_name(self.person_id),
                "reason": Words(found.en, found.zh),
                "minutes": minutes,
            }
            place = place_of_person(self.person_id, case.directory)
            leaders = nearest_leaders(Action.FORCE_AGENT, place, case.directory, besides=self.person_id)
            tell(work, "break-over", people=leaders, values=values)
        case.changed()
        return case.answer()
