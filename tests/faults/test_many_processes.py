"""Two servers, three workers and two pollers; one of each is killed in the middle, and nothing is lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from sqlalchemy import func, select

from engine.commands.settle_outcome import SettleOutcome
from engine.store.tables import history, job, work_order
from tests.faults.fleet import Fleet
from tests.faults.receiver import Receiver
from tests.servers import RedisServer

ORDERS = 10

pytestmark = pytest.mark.postgres


@pytest.fixture
def fleet(postgres_url: str, redis: RedisServer) -> Iterator[Fleet]:
    made = Fleet(postgres_url, redis, Receiver())
    yield made
    made.close()


def test_whoever_is_killed_loses_nothing_and_does_nothing_twice(fleet: Fleet) -> None:
    agent, desk = fleet.client("agent"), fleet.client("desk")
    # Who takes hints stands still at first: a hint that is taken late would fire the timers for the poller.
    for worker in fleet.workers:
        worker.freeze(True)
    wanted = {"category": "enquiry", "title": "咨询", "premise_id": fleet.ids["premise-A1"], "beside": True}
    orders = [agent.send("POST", "/orders", wanted)["order"] for _ in range(ORDERS)]

    # A poller dies in the middle of a timer, holding the leases of all the others.
    fleet.pollers[1].freeze(True)
    fleet.set_clock(fleet.now.replace(minute=11))
    fleet.until(lambda: fleet.pollers[0].process.poll() == -9, "the first poller dies")
    fleet.lapse_leases()

    # A worker dies while it calls out; the gateway has the request, nobody gets its answer.
    fleet.receiver.held.add("/sms")
    fleet.receiver.door.clear()
    for member in (*fleet.workers, fleet.pollers[1]):
        member.freeze(False)
    fleet.until(fleet.calling, "a worker sends a message")
    worker, lost = fleet.calling()[0]
    worker.kill()
    fleet.receiver.door.set()
    fleet.until(lambda: _jobs(fleet) == {"done": 2 * ORDERS - 1, "running": 1}, "the others do the rest")
    fleet.lapse_leases()
    fleet.until(fleet.incidents, "the lost message is told to a person")
    (incident,) = fleet.incidents()
    assert (incident["kind"], incident["trigger"]["job_id"]) == ("outcome-unknown", lost)
    assert lost in [key for key, _ in fleet.receiver.at("/sms")]
    fleet.run(SettleOutcome(incident["id"], happened=True), "operator")

    # A server dies between storing a completion and answering it; then it is gone for good.
    fleet.until(lambda: fleet.open() == ["done"] * ORDERS, "every order waits for a person")
    for number, task in enumerate(fleet.tasks()):
        answer = desk.send(
            "POST", f"/tasks/{task['id']}/complete", {"values": {}, "revision": task["revision"]}
        )
        assert answer["status"] == "completed"
        if desk.unanswered and number < ORDERS - 1:
            fleet.servers[0].kill()
    assert desk.unanswered > 0

    assert fleet.open() == []
    assert sorted(row["id"] for row in fleet.rows(select(work_order.c.id))) == sorted(orders)
    assert _events(fleet) == {
        "task.completed": ORDERS,
        "timer.fired": ORDERS,
        "job.done": 2 * ORDERS,
        "job.unknown": 1,
    }
    assert Counter(key for key, _ in fleet.receiver.at("/sms")).most_common(1)[0][1] == 1
    assert len(fleet.receiver.at("/sms")) == ORDERS
    assert len({key for key, _ in fleet.receiver.at("/hook")}) == ORDERS
    fleet.require_whole()


def _jobs(fleet: Fleet) -> dict[str, int]:
    counted = select(job.c.status, func.count().label("count")).group_by(job.c.status)
    return {row["status"]: row["count"] for row in fleet.rows(counted)}


def _events(fleet: Fleet) -> dict[str, int]:
    counted = select(history.c.type, func.count().label("count")).group_by(history.c.type)
    told = {row["type"]: row["count"] for row in fleet.rows(counted)}
    return {name: told.get(name, 0) for name in ("task.completed", "timer.fired", "job.done", "job.unknown")}
