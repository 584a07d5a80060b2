"""Take no more calls."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.calling.states import sign_out
from engine.commands.agents.case import AgentCase
from engine.commands.command import Answer
from engine.commands.work import Work


@dataclass(frozen=True)
class SignOutOfDevice:
    """Sign out of the telephone."""

    name: ClassVar[str] = "sign-out-of-device"

    def perform(self, work: Work) -> Answer:
        """Sign out; signed out already is a success.

        Raises:
            NotAllowed: the actor takes no calls.
            Conflict: they have a caller.
        """
        case = AgentCase.own(work)
        return case.become(sign_out(case.standing))
