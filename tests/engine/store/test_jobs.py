"""Jobs: leased by one worker, tried again, cancelled only while nobody is at them; attempts beside them."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import bindparam, insert, select, text, update

from engine.ids import new_id
from engine.store.database import Database
from engine.store.errors import Duplicate
from engine.store.jobs import (
    attempts_of,
    begin_attempt,
    cancel_jobs_at,
    effects_started,
    end_attempt,
    finish_job,
    insert_job,
    job_by_id,
    lock_job,
    take_job,
    try_job_again,
)
from engine.store.statement import Statement
from engine.store.tables import attempt
from engine.store.tables import job as table
from tests.engine.store.contention import at_once
from tests.engine.store.rows import INSTANCE, NOW, job, later


def put(database: Database, *rows) -> None:
    for row in rows:
        with database.transaction() as tx:  # each later than the one before by the database's time
            insert_job(tx, row)


def take(database: Database, seconds: float = 60) -> str | None:
    with database.transaction() as tx:
        found = take_job(tx, "worker", seconds)
    return found.id if found is not None else None


def column(database: Database, key: str, name: str) -> Any:
    with database.reading() as tx:
        return tx.one(Statement(select(table.c[name].label("value")).where(table.c.id == key))).value


def test_a_job_is_read_as_it_was_written(database: Database) -> None:
    row = job(payload={"url": "http://x", "body": {"年": [1, None, 1.5]}})
    put(database, row)
    with database.transaction() as tx:
        assert job_by_id(tx, row.id) == row == lock_job(tx, row.id)
        assert job_by_id(tx, INSTANCE) is None


def test_the_oldest_ready_job_is_taken_with_its_attempt_counted(database: Database) -> None:
    first, second = job(), job()
    put(database, first, second, job(status="done"), job(status="unknown"))
    assert (take(database), take(database), take(database)) == (first.id, second.id, None)
    assert (column(database, first.id, "status"), column(database, first.id, "attempts")) == ("running", 1)
    assert column(database, first.id, "lease_owner") == "worker"


def test_a_worker_that_died_gives_its_job_up_when_its_lease_lapses(database: Database) -> None:
    row = job()
    put(database, row)
    assert take(database, seconds=-1) == row.id
    with database.transaction() as tx:
        again = take_job(tx, "other", 60)
    assert again is not None
    assert (again.id, again.status, again.attempts) == (row.id, "running", 1), "as found before"


def test_many_workers_take_each_job_once(database: Database) -> None:
    rows = [job() for _ in range(8)]
    put(database, *rows)

    def work(tx, number: int) -> str | None:
        found = take_job(tx, f"worker {number}", 60)
        return found.id if found is not None else None

    taken = [key for _ in range(3) for key in at_once(database, 4, work) if key is not None]
    assert sorted(taken) == sorted(row.id for row in rows)


def test_a_job_that_is_tried_again_waits_and_is_nobodys(database: Database) -> None:
    row = job()
    put(database, row)
    take(database)
    with database.transaction() as tx:
        try_job_again(tx, row.id, 3600)
    assert (take(database), column(database, row.id, "lease_owner")) == (None, None)
    with database.transaction() as tx:
        tx.write(Statement(update(table).values(run_at=text("'2000-01-01 00:00:00.000000'"))))
    assert take(database) == row.id


@pytest.mark.parametrize("result", [None, {"status": 200, "answer": {"年": [1]}}])
def test_a_finished_job_keeps_its_result(database: Database, result: Any) -> None:
    row = job()
    put(database, row)
    take(database)
    with database.transaction() as tx:
        finish_job(tx, row.id, "done", result, later(minutes=1))
    assert (column(database, row.id, "status"), column(database, row.id, "result")) == ("done", result)
    assert column(database, row.id, "finished_at") == later(minutes=1)
    assert take(database) is None


def test_only_what_nobody_is_at_is_cancelled_with_its_token(database: Database) -> None:
    states = ("ready", "failed", "running", "unknown", "done")
    rows = {status: job(status=status) for status in states}
    elsewhere = job(token=8)
    put(database, *rows.values(), elsewhere)
    with database.transaction() as tx:
        cancel_jobs_at(tx, INSTANCE, [7], NOW)
    left = {status: column(database, row.id, "status") for status, row in rows.items()}
    assert left == {
        "ready": "cancelled",
        "failed": "cancelled",
        "running": "running",
        "unknown": "unknown",
        "done": "done",
    }
    assert column(database, elsewhere.id, "status") == "ready"


def test_an_effect_has_started_once_somebody_was_at_it(database: Database) -> None:
    row = job()
    put(database, row)
    with database.reading() as tx:
        assert not effects_started(tx, INSTANCE, NOW)
    take(database)
    with database.transaction() as tx:
        begin_attempt(tx, key=new_id(), job_id=row.id, worker="worker")
        assert effects_started(tx, INSTANCE, NOW)
        assert not effects_started(tx, INSTANCE, later(seconds=1)), "it was made before"
    with database.transaction() as tx:
        try_job_again(tx, row.id, 0)
    with database.reading() as tx:
        assert effects_started(tx, INSTANCE, NOW), "it was begun, though it is ready again"


def test_an_attempt_is_written_first_and_ended_once(database: Database) -> None:
    row = job()
    put(database, row)
    with database.transaction() as tx:
        begin_attempt(tx, key=new_id(), job_id=row.id, worker="one")
    with database.transaction() as tx:
        end_attempt(tx, row.id, "failed", "网关没有回答")
        begin_attempt(tx, key=new_id(), job_id=row.id, worker="two")
        end_attempt(tx, row.id, "done", None)
        end_attempt(tx, row.id, "failed", "too late")
    with database.reading() as tx:
        found = [(one.number, one.outcome, one.error) for one in attempts_of(tx, row.id)]
        assert all(one.ended_at >= one.started_at for one in attempts_of(tx, row.id))
    assert found == [(1, "failed", "网关没有回答"), (2, "done", None)]


def test_two_attempts_with_one_number_are_refused(database: Database) -> None:
    row = job()
    put(database, row)
    once = Statement(
        insert(attempt).values(
            id=bindparam("id"), job_id=bindparam("job_id"), number=1, worker="one", started_at=NOW
        )
    )
    with database.transaction() as tx:
        tx.write(once, id=new_id(), job_id=row.id)
    with pytest.raises(Duplicate), database.transaction() as tx:
        tx.write(once, id=new_id(), job_id=row.id)
