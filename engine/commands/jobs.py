"""Jobs: begin an attempt, and finish or fail it. Calling out happens between two transactions.

The attempt is written before calling out. A *once* effect whose attempt has no result is never tried again
by itself: it becomes the incident "outcome unknown". A *repeatable* one is tried again under the same key.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar

from engine.commands.case import Case
from engine.commands.command import Answer
from engine.commands.incidents import note_incident, note_incident_of_none
from engine.commands.step import Step, settle
from engine.commands.step.settle import Trigger
from engine.commands.work import Hint, Work
from engine.errors import StepFailed
from engine.feel import encode_value
from engine.ids import new_id
from engine.store.clocks import read_time, time_of_instance
from engine.store.incidents import OUTCOME_UNKNOWN
from engine.store.jobs import (
    JobRow,
    begin_attempt,
    begin_job_anew,
    end_attempt,
    finish_job,
    job_by_id,
    lock_job,
    take_job,
    try_job_again,
)
from engine.words import Words, in_chinese

#: Seconds before the second, third … attempt of a repeatable effect.
BACK_OFF = (1, 5, 30, 120, 600, 1800, 3600)


@dataclass(frozen=True)
class BeginJob:
    """Lease the next job and write its attempt. The answer's `job` is None when there is nothing to do."""

    name: ClassVar[str] = "begin-job"

    worker: str
    lease_seconds: float = 60

    def perform(self, work: Work) -> Answer:
        """Take a job. One whose worker died is tried again if it is repeatable, told to a person if not."""
        job = take_job(work.tx, self.worker, self.lease_seconds)
        if job is None:
            return {"job": None}
        if job.status == "running":
            # The lease lapsed: whoever had it died, before or after calling out.
            end_attempt(work.tx, job.id, "unknown", "the worker did not come back")
            if job.mode == "once":
                return _outcome_unknown(work, job, "the worker died in the attempt")
        begin_attempt(work.tx, key=new_id(), job_id=job.id, worker=self.worker)
        return {
            "job": job.id,
            "handler": job.handler,
            "payload": job.payload,
            "mode": job.mode,
            "attempt": job.attempts + 1,
            "order": job.order_id,
            "instance": job.instance_id,
        }


@dataclass(frozen=True)
class FinishJob:
    """An effect has succeeded: `values` go into the process."""

    name: ClassVar[str] = "finish-job"

    job_id: str
    values: Mapping[str, Any] = field(default_factory=dict)

    def perform(self, work: Work) -> Answer:
        """Move the instance on. Finishing what has ended already changes nothing."""
        return _end(work, self.job_id, "done", values=self.values)

    def keep(self, work: Work, error: StepFailed) -> Answer:
        """The effect happened, but the process cannot go on: keep the result with an incident."""
        return _keep_result(
            work,
            self.job_id,
            error,
            {"command": self.name, "job_id": self.job_id, "values": encode_value(dict(self.values))},
        )


@dataclass(frozen=True)
class FailJob:
    """An attempt has failed.

    `permanent` says that trying again cannot help; `unknown` that nobody knows whether the effect happened;
    `error_code` is a BPMN error that the diagram may catch, None when it is none. Where no diagram sent the
    effect (a message about an outage), nobody can catch it: it has failed like any other.
    """

    name: ClassVar[str] = "fail-job"

    job_id: str
    reason: str
    permanent: bool = False
    unknown: bool = False
    error_code: str | None = None

    def perform(self, work: Work) -> Answer:
        """Try again later, throw the error, or open an incident."""
        job = job_by_id(work.tx, self.job_id)
        if job is None or job.status != "running":
            return {"outcome": "ended"}
        if self.error_code is not None and job.token is not None:
            return _end(work, self.job_id, "thrown", error=(self.error_code, self.reason))
        if self.unknown and job.mode != "repeatable":
            end_attempt(work.tx, job.id, "unknown", self.reason)
            return _outcome_unknown(work, job, self.reason)
        end_attempt(work.tx, job.id, "failed", self.reason)
        handler = work.services.handlers.get(job.handler)
        attempts = handler.attempts if handler is not None else 1
        if not self.permanent and self.error_code is None and job.attempts < attempts:
            seconds = BACK_OFF[min(job.attempts - 1, len(BACK_OFF) - 1)]
            try_job_again(work.tx, job.id, seconds)
            work.hints.add(Hint.JOBS)
            return {"outcome": "again", "seconds": seconds}
        case = _case_of(work, job)
        now = case.now if case is not None else work.services.time_and_place(work.tx)[0]
        finish_job(work.tx, job.id, "failed", {"reason": self.reason}, now)
        told = Words(
            f"{job.handler}: {self.reason} (after {job.attempts} attempt(s))",
            f"{job.handler}：{in_chinese(self.reason)}（已尝试 {job.attempts} 次）",
        )
        _note(work, case, job, now, "job-failed", told, "job.failed")
        return {"outcome": "failed"}

    def keep(self, work: Work, error: StepFailed) -> Answer:
        """Nobody catches the error in the diagram: an incident, with the error as its trigger."""
        trigger = {
            "command": self.name,
            "job_id": self.job_id,
            "reason": self.reason,
            "error_code": self.error_code,
        }
        return _keep_result(work, self.job_id, error, trigger)


@dataclass(frozen=True)
class RepeatJob:
    """Try a failed or unknown effect again, at a person's word.

    They have mended something, or found out: what failed before says nothing about the attempts to come, so
    there are as many as at first.
    """

    name: ClassVar[str] = "repeat-job"

    job_id: str

    def perform(self, work: Work) -> Answer:
        """Make the job ready; its next attempt carries the same idempotency key."""
        job = lock_job(work.tx, self.job_id)
        if job is None or job.status not in ("failed", "unknown"):
            return {"outcome": "ended"}
        begin_job_anew(work.tx, job.id)
        work.hints.add(Hint.JOBS)
        return {"outcome": "again"}


def _case_of(work: Work, job: JobRow) -> Case | None:
    if job.instance_id is not None:
        return Case.of_instance(work, job.instance_id)[0]
    return Case.of_order(work, job.order_id) if job.order_id is not None else None


def _end(
    work: Work,
    job_id: str,
    status: str,
    values: Mapping[str, Any] | None = None,
    error: tuple[str, str] | None = None,
) -> Answer:
    found = job_by_id(work.tx, job_id)
    if found is None:
        return {"outcome": "ended"}
    if found.instance_id is None or found.token is None:
        now, _ = work.services.time_and_place(work.tx)
        end_attempt(work.tx, job_id, status, error[1] if error else None)
        finish_job(work.tx, job_id, status, encode_value(dict(values or {})), now)
        return {"outcome": status}
    case, time = Case.of_instance(work, found.instance_id, *time_of_instance(found.instance_id))
    job = lock_job(work.tx, job_id)
    if job is None or job.status not in ("running", "unknown"):
        return {"outcome": "ended"}
    end_attempt(work.tx, job_id, status, error[1] if error else None)
    finish_job(work.tx, job_id, status, encode_value(dict(values or {})), case.now)
    row = case.row
    assert row is not None
    if row.status not in ("active", "suspended"):
        return {"outcome": status}
    step = Step(case, read_time(*time), even_suspended=True)
    token = step.instance.find(job.token) if job.token is not None else None
    if token is None:
        case.record("job.late", element_id=job.element_id, body={"job": job.id, "status": status})
        case.save()
        return {"outcome": status}
    if error is not None:
        step.instance.fail_job(token.id, *error)
    else:
        step.instance.finish_job(token.id, values or {})
    body: dict[str, Any] = {"job": job.id, "handler": job.handler, "attempts": job.attempts}
    kind = "job.failed" if error is not None else "job.done"
    settle(step, Trigger(kind, element_id=job.element_id, body=body))
    return {"outcome": status}


def _outcome_unknown(work: Work, job: JobRow, reason: str) -> Answer:
    case = _case_of(work, job)
    now = case.now if case is not None else work.services.time_and_place(work.tx)[0]
    finish_job(work.tx, job.id, "unknown", {"reason": reason}, now)
    told = Words(
        f"{job.handler}: nobody knows whether it happened ({reason}). Find out, then repeat it or go on "
        "without",
        f"{job.handler}：不知道是否已经发生（{in_chinese(reason)}）。请查明，然后重做或跳过",
    )
    _note(work, case, job, now, OUTCOME_UNKNOWN, told, "job.unknown")
    return {"job": None, "outcome": "unknown"}


def _note(
    work: Work, case: Case | None, job: JobRow, now: datetime, kind: str, told: Words, event: str
) -> None:
    """Open the incident of a job; one that belongs to no order has no history to note it in."""
    trigger = {"command": RepeatJob.name, "job_id": job.id}
    if case is None:
        note_incident_of_none(work, now, kind, told, trigger)
        return
    incident = note_incident(case, kind, told, element_id=job.element_id, token=job.token, trigger=trigger)
    case.record(event, element_id=job.element_id, body={"job": job.id, "incident": incident})
    case.save()


def _keep_result(work: Work, job_id: str, error: StepFailed, trigger: Mapping[str, Any]) -> Answer:
    job = job_by_id(work.tx, job_id)
    case = _case_of(work, job) if job is not None else None
    if job is None or case is None:
        raise error
    end_attempt(work.tx, job_id, "done", None)
    finish_job(work.tx, job_id, "unknown", {"reason": error.message}, case.now)
    incident = note_incident(
        case,
        "step-failed",
        error.message,
        element_id=error.element or job.element_id,
        token=error.token or job.token,
        trigger=trigger,
    )
    case.record("job.stuck", element_id=job.element_id, body={"job": job.id, "incident": incident})
    case.save()
    return {"outcome": "incident", "incident": incident}
