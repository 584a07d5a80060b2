"""A dialogue has ended."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from engine.calling.messages import DIALOGUE_ENDED
from engine.commands.attempts.following import end_dialogue_of_attempt
from engine.commands.call_messages import brought, has_process, tell_call
from engine.commands.command import Answer
from engine.commands.work import Work
from engine.store.calls import call_of_exchange
from engine.store.dialogues import dialogue_by_id, end_dialogue

ENDS = ("done", "hung-up", "transferred", "lost", "failed")
_PRESSED = "pressed "


@dataclass(frozen=True)
class EndDialogue:
    """Put down how a dialogue has ended and what happened in it: elements and outcomes, never digits."""

    name: ClassVar[str] = "end-dialogue"

    run: str
    how: str
    trace: tuple[Mapping[str, Any], ...] = ()
    result: Mapping[str, Any] = field(default_factory=dict)

    def perform(self, work: Work) -> Answer:
        """Put it down, and tell the process of the call; a second end changes nothing."""
        now, _ = work.services.time_and_place(work.tx)
        trace = [dict(one) for one in self.trace]
        ended = end_dialogue(work.tx, self.run, now, self.how, trace, dict(self.result))
        if ended:
            end_dialogue_of_attempt(work, self.run, self.how, self.result, now)
        row = dialogue_by_id(work.tx, self.run) if ended else None
        call = call_of_exchange(work.tx, row.exchange_id) if row is not None else None
        if row is not None and call is not None and has_process(work.tx, call.id):
            said = {
                "package": row.package,
                "end": self.how,
                "choices": list(_choices(self.trace)),
                "satisfaction": self.result.get("satisfaction"),
            }
            tell_call(work, DIALOGUE_ENDED, call.id, brought(DIALOGUE_ENDED, call, said), self.run, now)
        return {"ended": ended}


def _choices(trace: tuple[Mapping[str, Any], ...]) -> Iterator[dict[str, str]]:
    """Yield which key the caller pressed where he had a choice of one key."""
    for one in trace:
        outcome = str(one.get("outcome") or "")
        if outcome.startswith(_PRESSED):
            yield {"element": str(one["element"]), "pressed": outcome.removeprefix(_PRESSED)}
