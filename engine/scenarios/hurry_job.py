"""Let a failed effect be tried again now, as only a scenario does: its clock does not move the machine's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.commands import Answer
from engine.commands.work import Work
from engine.store.jobs import try_job_again


@dataclass(frozen=True)
class HurryJob:
    """End the pause between two attempts of a job."""

    name: ClassVar[str] = "hurry-job"

    job_id: str

    def perform(self, work: Work) -> Answer:
        """Make the job ready at once."""
        try_job_again(work.tx, self.job_id, 0)
        return {"job": self.job_id}
