"""What was put off or collected for one person goes out by one channel, as one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.commands.command import Answer
from engine.commands.notifications.sending import insert_sending
from engine.commands.work import Work
from engine.store.notices import next_due_group, take_due


@dataclass(frozen=True)
class SendDueNotices:
    """Make one job of up to `most` due notices of one person and channel. Any number of workers may try."""

    name: ClassVar[str] = "send-due-notices"

    most: int = 100

    def perform(self, work: Work) -> Answer:
        """Make it; the answer counts the notices, 0: nothing is due, or another worker was faster."""
        now, directory = work.services.time_and_place(work.tx)
        group = next_due_group(work.tx, now)
        if group is None:
            return {"sent": 0}
        rows = take_due(work.tx, *group, now, self.most)
        if rows:
            insert_sending(work, rows, directory, now)
        return {"sent": len(rows)}
