"""A control has its outcome, or it is known that none will come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.calling.controls import OPEN, Status, Verb, said
from engine.commands.command import Answer
from engine.commands.controls.judging import store_outcome
from engine.commands.work import Work
from engine.store.controls import lock_control


@dataclass(frozen=True)
class SettleControl:
    """Store what FreeSWITCH said to a control. `outcome` is `answered`, `refused` or `unknown`."""

    name: ClassVar[str] = "settle-control"

    control_id: str
    outcome: str
    text: str

    def perform(self, work: Work) -> Answer:
        """Store it; what evidence has settled stays so, and what is not known settles nothing twice."""
        row = lock_control(work.tx, self.control_id)
        if row is None:
            return {"status": None}
        status = Status(row.status)
        if status not in (*OPEN, Status.UNKNOWN) or (status is Status.UNKNOWN and self.outcome == "unknown"):
            return {"status": status.value}
        now, _ = work.services.time_and_place(work.tx)
        found = said(Verb(row.verb), self.outcome, self.text)
        return {"status": store_outcome(work, row, found.status, found.answer, now).value}
