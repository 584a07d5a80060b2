"""A dialogue has ended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from engine.commands.attempts.following import end_dialogue_of_attempt
from engine.commands.command import Answer
from engine.commands.work import Work
from engine.store.dialogues import end_dialogue

ENDS = ("done", "hung-up", "transferred", "lost", "failed")


@dataclass(frozen=True)
class EndDialogue:
    """Put down how a dialogue has ended and what happened in it: elements and outcomes, never digits."""

    name: ClassVar[str] = "end-dialogue"

    run: str
    how: str
    trace: tuple[Mapping[str, Any], ...] = ()
    result: Mapping[str, Any] = field(default_factory=dict)

    def perform(self, work: Work) -> Answer:
        """Put it down; a second end changes nothing."""
        now, _ = work.services.time_and_place(work.tx)
        trace = [dict(one) for one in self.trace]
        ended = end_dialogue(work.tx, self.run, now, self.how, trace, dict(self.result))
        if ended:
            end_dialogue_of_attempt(work, self.run, self.how, self.result, now)
        return {"ended": ended}
