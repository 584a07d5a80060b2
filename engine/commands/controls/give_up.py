"""Controls of which nothing can come any more by themselves: nobody took them, or whoever sent them died."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.calling.controls import RULES, Evidence, Status, Verb
from engine.commands.command import Answer
from engine.commands.controls.judging import store_outcome
from engine.commands.work import Work
from engine.store.controls import controls_of_other_owners, lapsed_controls, lock_control


@dataclass(frozen=True)
class GiveUpControls:
    """Settle what lapsed on a node, and what earlier owners left. Whoever runs it owns the node.

    What was written and never claimed was not sent: refused. What was sent may have been done: unknown,
    and never sent again. A consultation that is not answered in its time has failed: nothing rings any more.
    """

    name: ClassVar[str] = "give-up-controls"

    node: str
    owner: str

    def perform(self, work: Work) -> Answer:
        """Settle them; the answer counts."""
        now, _ = work.services.time_and_place(work.tx)
        orphans = controls_of_other_owners(work.tx, self.node, self.owner)
        lapsed = lapsed_controls(work.tx, self.node)
        settled = 0
        for control_id in dict.fromkeys((*orphans, *lapsed)):
            row = lock_control(work.tx, control_id)
            if row is None or row.status not in (Status.WRITTEN, Status.SENT):
                continue
            status, answer = Status.UNKNOWN, "no answer in time"
            if row.status == Status.WRITTEN:
                status, answer = Status.REFUSED, "not sent: no process took it in time"
            elif control_id in orphans:
                answer = "the process that sent it has ended"
            elif row.answer and RULES[Verb(row.verb)].evidence is Evidence.CHANNEL_ANSWERED:
                status, answer = Status.FAILED, "nobody answered in time"
            store_outcome(work, row, status, answer, now)
            settled += 1
        return {"settled": settled}
