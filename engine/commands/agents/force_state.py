"""The shift leader changes what an agent does, and says why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.calling.states import STATES, Said, State, available, sign_out, take_break
from engine.commands.agents.case import AgentCase
from engine.commands.command import Answer
from engine.commands.notifications.tell import tell
from engine.commands.work import Work


@dataclass(frozen=True)
class ForceAgentState:
    """Sign an agent out, make them available, or send them on a break; in a call it holds when that ends.

    `note` says why, `reason` is a break's, by its key.
    """

    name: ClassVar[str] = "force-agent-state"

    person_id: str
    state: Said
    note: str
    reason: str | None = None

    def perform(self, work: Work) -> Answer:
        """Change it, and tell the agent who did it and why; what is so already is a success.

        Raises:
            NotFound: there is no such person.
            NotAllowed: the actor does not lead them.
            Conflict: they are not signed in.
            InvalidInput: a break without a reason of the list.
        """
        case = AgentCase(work, self.person_id)
        case.require_leader()
        before = case.standing
        match self.state:
            case Said.SIGNED_OUT:
                after = sign_out(before, forced=True)
            case Said.AVAILABLE:
                after = available(before)
            case Said.BREAK:
                after = take_break(before, case.break_reason(self.reason).key)
        answer = case.become(after, note=self.note.strip())
        if after != before:
            values = {"state": STATES[State(self.state.value)], "reason": self.note.strip()}
            tell(work, "agent-forced", people=[self.person_id], values=values)
        return answer
