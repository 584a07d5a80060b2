"""Settle an unknown outcome: somebody has found out whether the effect happened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.commands.command import Answer
from engine.commands.jobs import FinishJob, RepeatJob
from engine.commands.retry_incident import open_incident, resolve
from engine.commands.work import Work
from engine.errors import Conflict
from engine.store.incidents import OUTCOME_UNKNOWN
from engine.words import Words


@dataclass(frozen=True)
class SettleOutcome:
    """Say of an incident "outcome unknown" that the effect happened, or that it did not."""

    name: ClassVar[str] = "settle-outcome"

    incident_id: str
    happened: bool

    def perform(self, work: Work) -> Answer:
        """Happened: the process goes on as if the result had come. Not: the effect is tried again.

        Raises:
            NotFound, NotAllowed, Conflict: no such open incident of this kind, or not yours to mend.
        """
        incident = open_incident(work, self.incident_id)
        if incident.kind != OUTCOME_UNKNOWN:
            raise Conflict(
                Words(
                    "everybody knows what happened here: retry it instead",
                    "这里发生了什么是清楚的：请直接重试",
                )
            )
        job_id = incident.trigger["job_id"]
        resolve(work, incident, "incident.resolved")
        outcome = FinishJob(job_id).perform(work) if self.happened else RepeatJob(job_id).perform(work)
        return {"incident": incident.id, "status": "resolved", "outcome": outcome}
