"""Say that one is there for calls, or takes a break."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.calling.states import Said, available, take_break
from engine.commands.agents.case import AgentCase
from engine.commands.command import Answer
from engine.commands.work import Work


@dataclass(frozen=True)
class SetAgentState:
    """Become available (which ends a break, or after-call work), or take a break for a reason (its key)."""

    name: ClassVar[str] = "set-agent-state"

    state: Said
    reason: str | None = None

    def perform(self, work: Work) -> Answer:
        """Change it; what is so already is a success.

        Raises:
            NotAllowed: the actor takes no calls.
            Conflict: they are not signed in.
            InvalidInput: a break without a reason of the list.
        """
        case = AgentCase.own(work)
        if self.state is Said.BREAK:
            return case.become(take_break(case.standing, case.break_reason(self.reason).key))
        return case.become(available(case.standing))
