"""Statements on jobs and attempts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import and_, bindparam, exists, func, insert, or_, select, update

from engine.store.database import Transaction
from engine.store.expressions import is_one_of, is_word, machine_now
from engine.store.statement import Statement
from engine.store.tables import attempt, job


class JobRow(NamedTuple):
    """One effect. `mode` is `repeatable`, `once` or `outside`; its id is the key that the outside is given.

    `attempts` counts those of the present series: a person who has it tried again begins a new one.
    """

    id: str
    instance_id: str | None
    order_id: str | None
    token: int | None
    element_id: str | None
    handler: str
    mode: str
    payload: dict[str, Any]
    status: str
    attempts: int
    created_at: datetime


_COLUMNS = [job.c[name] for name in JobRow._fields]
_INSERT = Statement(
    insert(job).values({**{name: bindparam(name) for name in JobRow._fields}, "run_at": machine_now()})
)
_BY_ID = Statement(select(*_COLUMNS).where(job.c.id == bindparam("job_id")))
_LOCK = Statement(select(*_COLUMNS).where(job.c.id == bindparam("job_id")).with_for_update())
_CANCEL = Statement(
    update(job)
    .where(
        job.c.instance_id == bindparam("instance_id"),
        is_one_of(job.c.token, "tokens", "integer"),
        is_word(job.c.status, "ready", "waiting", "failed"),
    )
    .values(status="cancelled", finished_at=bindparam("at"))
)
_STARTED = Statement(
    select(job.c.id).where(
        job.c.instance_id == bindparam("instance_id"),
        job.c.created_at >= bindparam("since"),
        or_(job.c.status != "ready", exists().where(attempt.c.job_id == job.c.id)),
    )
)
_READY = or_(job.c.status == "ready", and_(job.c.status == "running", job.c.leased_until < machine_now()))
_LEASE_VALUES = {
    "status": "running",
    "lease_owner": bindparam("owner"),
    "leased_until": machine_now(bindparam("seconds")),
}
_CANDIDATES = Statement(
    select(*_COLUMNS).where(_READY, job.c.run_at <= machine_now()).order_by(job.c.run_at, job.c.id).limit(1)
)
_CANDIDATES_PG = Statement(
    select(*_COLUMNS)
    .where(_READY, job.c.run_at <= machine_now())
    .order_by(job.c.run_at, job.c.id)
    .limit(1)
    .with_for_update(skip_locked=True)
)
_TAKE = Statement(
    update(job).where(job.c.id == bindparam("job_id")).values(**_LEASE_VALUES, attempts=job.c.attempts + 1)
)
_FINISH = Statement(
    update(job)
    .where(job.c.id == bindparam("job_id"))
    .values(
        status=bindparam("status"),
        result=bindparam("result"),
        finished_at=bindparam("at"),
        leased_until=None,
        lease_owner=None,
    )
)
_AGAIN = Statement(
    update(job)
    .where(job.c.id == bindparam("job_id"))
    .values(status="ready", run_at=machine_now(bindparam("seconds")), leased_until=None, lease_owner=None)
)
_BEGIN_ANEW = Statement(
    update(job)
    .where(job.c.id == bindparam("job_id"))
    .values(status="ready", run_at=machine_now(), leased_until=None, lease_owner=None, attempts=0)
)
_LAY_ASIDE = Statement(
    update(job)
    .where(job.c.id == bindparam("job_id"), is_word(job.c.status, "running"))
    .values(status="waiting", leased_until=None, lease_owner=None)
)
_WAKE = Statement(
    update(job)
    .where(job.c.id == bindparam("job_id"), is_word(job.c.status, "waiting"))
    .values(status="ready", run_at=machine_now())
)
_BEFORE = attempt.alias()
_ATTEMPT = Statement(
    insert(attempt).values(
        id=bindparam("id"),
        job_id=bindparam("of_job"),
        number=select(func.coalesce(func.max(_BEFORE.c.number), 0) + 1)
        .where(_BEFORE.c.job_id == bindparam("of_job"))
        .scalar_subquery(),
        worker=bindparam("worker"),
        started_at=machine_now(),
    )
)
_END_ATTEMPT = Statement(
    update(attempt)
    .where(attempt.c.job_id == bindparam("of_job"), attempt.c.ended_at.is_(None))
    .values(ended_at=machine_now(), outcome=bindparam("outcome"), error=bindparam("error"))
)
_ATTEMPTS = Statement(
    select(attempt.c.number, attempt.c.started_at, attempt.c.ended_at, attempt.c.outcome, attempt.c.error)
    .where(attempt.c.job_id == bindparam("job_id"))
    .order_by(attempt.c.number)
)


def insert_job(tx: Transaction, row: JobRow) -> None:
    """Write down an effect; a worker will do it."""
    tx.write_row(_INSERT, row)


def job_by_id(tx: Transaction, job_id: str) -> JobRow | None:
    """Return a job, or None."""
    row = tx.one(_BY_ID, job_id=job_id)
    return JobRow(*row) if row is not None else None


def lock_job(tx: Transaction, job_id: str) -> JobRow | None:
    """Lock and return a job, or None. Locks of order and instance come before."""
    row = tx.one(_LOCK, job_id=job_id)
    return JobRow(*row) if row is not None else None


def cancel_jobs_at(tx: Transaction, instance_id: str, tokens: Sequence[int], at: datetime) -> None:
    """Cancel jobs of these tokens that no worker works on.

    A running one ends by itself; one whose outcome is unknown stays until somebody has found out.
    """
    tx.write(_CANCEL, instance_id=instance_id, tokens=tokens, at=at)


def effects_started(tx: Transaction, instance_id: str, since: datetime) -> bool:
    """Return whether an effect of the instance made since then has been begun."""
    return bool(tx.rows(_STARTED, instance_id=instance_id, since=since))


def take_job(tx: Transaction, owner: str, seconds: float) -> JobRow | None:
    """Lease the next job, one whose lease lapsed included; `status` and `attempts` are as found before."""
    row = tx.one(_CANDIDATES_PG if tx.dialect == "postgresql" else _CANDIDATES)
    if row is None:
        return None
    found = JobRow(*row)
    tx.write(_TAKE, job_id=found.id, owner=owner, seconds=seconds)
    return found


def begin_attempt(tx: Transaction, *, key: str, job_id: str, worker: str) -> None:
    """Write the attempt before calling out. Its number goes on through all series of the job."""
    tx.write(_ATTEMPT, id=key, of_job=job_id, worker=worker)


def end_attempt(tx: Transaction, job_id: str, outcome: str, error: str | None) -> None:
    """Write how the open attempt of a job ended: `done`, `failed` or `unknown`."""
    tx.write(_END_ATTEMPT, of_job=job_id, outcome=outcome, error=error)


def finish_job(tx: Transaction, job_id: str, status: str, result: Any, at: datetime) -> None:
    """Store how a job ended."""
    tx.write(_FINISH, job_id=job_id, status=status, result=result, at=at)


def try_job_again(tx: Transaction, job_id: str, seconds: float) -> None:
    """Make a job ready again after `seconds` of the database's time, for the next attempt of its series."""
    tx.write(_AGAIN, job_id=job_id, seconds=seconds)


def lay_job_aside(tx: Transaction, job_id: str) -> None:
    """Let a running job wait for what goes on outside; no lease of it lapses."""
    tx.write(_LAY_ASIDE, job_id=job_id)


def wake_job(tx: Transaction, job_id: str) -> bool:
    """Make a job ready that waits; False: it does not, because its process has gone on without."""
    return tx.changed(_WAKE, job_id=job_id) == 1


def begin_job_anew(tx: Transaction, job_id: str) -> None:
    """Make a job ready now, for the first attempt of a new series; the attempts before stay written."""
    tx.write(_BEGIN_ANEW, job_id=job_id)


def attempts_of(tx: Transaction, job_id: str) -> list[Any]:
    """Return a job's attempts, oldest first."""
    return tx.rows(_ATTEMPTS, job_id=job_id)
