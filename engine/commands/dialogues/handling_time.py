"""How long agents have with a caller of a queue: from it follows what callers are told of their waiting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

from engine.calling.service import handling_seconds
from engine.commands.command import Answer
from engine.commands.work import Work
from engine.store.stays import lately_handled

#: Calls that came to the queue in so long are looked at, the newest so many of them.
LATELY, MOST_CALLS = timedelta(hours=1), 100


@dataclass(frozen=True)
class HandlingTime:
    """Ask how long the last calls of a queue took, talk and wrap-up."""

    name: ClassVar[str] = "handling-time"

    queue: str

    def perform(self, work: Work) -> Answer:
        """Return `seconds`, None: too few calls of the last hour are over, or the queue is nobody's."""
        now, directory = work.services.time_and_place(work.tx)
        department = directory.queue_department(self.queue)
        if department is None:
            return {"seconds": None}
        tally = lately_handled(work.tx, department.id, self.queue, now - LATELY, MOST_CALLS)
        return {"seconds": handling_seconds(tally)}
