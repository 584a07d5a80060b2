"""A person who says "again" begins a new series of attempts: the ones before do not count against it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from engine.commands.deploy import Deploy
from engine.commands.jobs import BACK_OFF, BeginJob, FailJob
from engine.commands.open_order import OpenOrder
from engine.commands.retry_incident import RetryIncident
from engine.commands.settle_outcome import SettleOutcome
from engine.store.jobs import attempts_of, effects_started
from engine.store.statement import Statement
from engine.store.tables import job
from engine.workers.turns import WORKER
from tests.drawing import draw, mapped, service, start, user
from tests.stage import MORNING, SYSTEM, Stage

SHEET = "key: telling\nname: {zh: 告知, en: Telling}\ndiagram: t.bpmn\nprocess: p\ncategory: enquiry\n"
REFUSED = "connection refused"
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
#: How often the message to a customer is tried.
MOST = 8


@pytest.fixture
def stage(database_url: str) -> Iterator[Stage]:
    made = Stage(database_url, packages=False)
    told = mapped(inputs={"to": '"13800000001"', "text": '"已恢复"'})
    diagram = draw(start("s"), service("sms", "customer-message", told), user("done"), flows="s > sms > done")
    made.run(Deploy({"package.yaml": SHEET, "t.bpmn": diagram.decode()}), SYSTEM)
    made.run(OpenOrder("enquiry", "咨询", premise_id=made.ids["premise-A1"], beside=True), "agent")
    yield made
    made.system.close()


def fail(stage: Stage, reason: str = REFUSED, *, unknown: bool = False) -> object:
    """Let a worker try the message now, and fail; return what follows: seconds to wait, else the outcome."""
    with stage.system.database.transaction() as tx:
        tx.write(Statement(job.update().values(run_at=LONG_AGO)))  # its waiting is over
    begun = stage.run(BeginJob("w"), WORKER)["job"]
    answer = stage.run(FailJob(begun, reason, unknown=unknown), WORKER)
    return answer.get("seconds", answer["outcome"])


def attempts(stage: Stage) -> list[tuple[int, str]]:
    (only,) = stage.rows(job.select())
    with stage.system.database.reading() as tx:
        return [(one.number, one.outcome) for one in attempts_of(tx, only["id"])]


def test_what_did_not_happen_is_tried_as_often_as_at_first(stage: Stage) -> None:
    for _ in range(MOST - 1):
        fail(stage)
    assert fail(stage, "no answer came", unknown=True) == "unknown"
    (incident,) = stage.incidents()
    stage.run(SettleOutcome(incident["id"], happened=False), "operator")
    assert [fail(stage) for _ in range(MOST)] == [*BACK_OFF, "failed"]
    assert attempts(stage) == [
        *((number, "failed") for number in range(1, MOST)),
        (MOST, "unknown"),
        *((number, "failed") for number in range(MOST + 1, 2 * MOST + 1)),
    ], "every attempt ever made is kept, under a number of its own"


def test_a_job_that_failed_for_good_is_tried_as_often_again(stage: Stage) -> None:
    assert [fail(stage) for _ in range(MOST)] == [*BACK_OFF, "failed"]
    (incident,) = stage.incidents()
    stage.run(RetryIncident(incident["id"]), "operator")
    assert [fail(stage) for _ in range(MOST)] == [*BACK_OFF, "failed"]
    assert "(after 8 attempt(s))" in stage.incidents()[-1]["message"]


def test_an_effect_that_is_to_begin_anew_has_begun_all_the_same(stage: Stage) -> None:
    fail(stage, "no answer came", unknown=True)
    (incident,) = stage.incidents()
    stage.run(SettleOutcome(incident["id"], happened=False), "operator")
    (only,) = stage.rows(job.select())
    assert only["status"] == "ready"
    with stage.system.database.reading() as tx:
        assert effects_started(tx, only["instance_id"], MORNING)
