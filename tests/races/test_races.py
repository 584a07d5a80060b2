"""Races: each has exactly one winner, the loser is told, and nothing is lost."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from engine.commands.claim import ClaimTask
from engine.commands.complete import CompleteTask
from engine.commands.correlate import CorrelateMessage
from engine.commands.deploy import Deploy
from engine.commands.evaluate_conditions import EvaluateConditions
from engine.commands.fire_timer import FireTimer
from engine.commands.lease import LeaseTimers
from engine.commands.open_order import OpenOrder
from engine.errors import Conflict, HeldByAnother, HuanError
from engine.org import Actor
from engine.queries.audit import verify
from engine.queries.doctor import examine
from engine.store.tables import timer
from huan.settings import Settings
from huan.wiring import System, build
from tests.drawing import boundary, catch, conditional, draw, end, message, start, user
from tests.drawing import timer as timer_event
from tests.stage import SYSTEM, Stage

ROUNDS = 12
ELEVEN = timedelta(minutes=11)
SHEET = "key: test\nname: {zh: 测试, en: Test}\ndiagram: t.bpmn\nprocess: p\ncategory: enquiry\n"


class Rivals:
    """Two systems on one database, as two processes would be."""

    def __init__(self, url: str, diagram: bytes) -> None:
        self.stage = Stage(url, packages=False)
        self.stage.run(Deploy({"package.yaml": SHEET, "t.bpmn": diagram.decode()}), SYSTEM)
        self.other: System = build(Settings(database_url=url, message_gateway="log"))

    def order(self) -> dict[str, Any]:
        wanted = OpenOrder("enquiry", "咨询", premise_id=self.stage.ids["premise-A1"], beside=True)
        return self.stage.run(wanted, "agent")

    def race(self, *acts: Callable[[], Any]) -> list[Any]:
        """Let all act at the same moment; return what each got: an answer or an error."""
        barrier = threading.Barrier(len(acts))
        results: list[Any] = [None] * len(acts)

        def run(number: int, act: Callable[[], Any]) -> None:
            barrier.wait()
            try:
                results[number] = act()
            except HuanError as error:
                results[number] = error

        threads = [threading.Thread(target=run, args=(n, act)) for n, act in enumerate(acts)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return results

    def as_person(self, who: str, command: Any, other: bool = False) -> Callable[[], Any]:
        engine = self.other.engine if other else self.stage.engine
        actor = who if isinstance(who, Actor) else Actor(self.stage.ids[who])
        return lambda: engine.run(command, actor)

    def require_whole(self) -> None:
        services = self.stage.engine.services
        broken = examine(self.stage.system.database, lambda tx, key: services.definition(tx, key).compiled)
        assert list(broken) == []
        assert verify(self.stage.system.database).faults == []

    def close(self) -> None:
        self.stage.system.close()
        self.other.close()


@pytest.fixture
def rivals(database_url):
    made: list[Rivals] = []

    def begin(diagram: bytes) -> Rivals:
        made.append(Rivals(database_url, diagram))
        return made[-1]

    yield begin
    for each in made:
        each.close()


def test_two_people_completing_one_task(rivals):
    two = rivals(draw(start("s"), user("a"), user("b"), flows="s > a > b"))
    for _ in range(ROUNDS):
        task = two.order()["opened"][0]["task"]
        command = CompleteTask(task)
        results = two.race(two.as_person("desk", command), two.as_person("desk2", command, other=True))
        won = [result for result in results if isinstance(result, dict)]
        lost = [result for result in results if isinstance(result, HeldByAnother)]
        assert (len(won), len(lost)) == (1, 1), results
        assert lost[0].attributes["person"] in ("东县调度", "东县调度乙")
    assert two.stage.open() == ["b"] * ROUNDS
    two.require_whole()


def test_two_people_claiming_one_task(rivals):
    two = rivals(draw(start("s"), user("a"), flows="s > a"))
    for _ in range(ROUNDS):
        task = two.order()["opened"][0]["task"]
        results = two.race(
            two.as_person("desk", ClaimTask(task)), two.as_person("desk2", ClaimTask(task), other=True)
        )
        assert sorted(type(result).__name__ for result in results) == ["HeldByAnother", "dict"]
    two.require_whole()


def test_a_message_arriving_while_its_subscription_opens(rivals):
    """Whoever is first, the message and the waiting event find each other."""
    two = rivals(draw(start("s"), user("a"), catch("m", message("paid")), user("b"), flows="s > a > m > b"))
    for _ in range(ROUNDS):
        opened = two.order()
        results = two.race(
            two.as_person("desk", CompleteTask(opened["opened"][0]["task"])),
            two.as_person(SYSTEM, CorrelateMessage("paid", opened["number"]), other=True),
        )
        assert all(isinstance(result, dict) for result in results), results
        two.stage.drain()
        assert two.stage.open(opened["order"]) == ["b"]
    two.require_whole()


def test_one_message_goes_to_one_of_two_receivers(rivals):
    two = rivals(draw(start("s"), catch("m", message("paid", '"same"')), user("b"), flows="s > m > b"))
    orders = [two.order()["order"] for _ in range(2)]
    send = CorrelateMessage("paid", "same", sender_id="bank-1")
    two.race(two.as_person(SYSTEM, send), two.as_person(SYSTEM, send, other=True))
    two.stage.drain()
    assert sorted(two.stage.open(order) for order in orders) == [[], ["b"]]
    two.require_whole()


def test_a_timer_firing_while_its_task_completes(rivals):
    diagram = draw(
        start("s"), user("a"), boundary("t", "a", timer_event("duration", "PT10M")), user("late"), user("b"),
        flows="s > a > b ; t > late",
    )  # fmt: skip
    two = rivals(diagram)
    for _ in range(ROUNDS):
        opened = two.order()
        two.stage.set_clock(two.stage.now + ELEVEN)
        (waiting,) = two.stage.rows(
            select(timer.c.id, timer.c.instance_id).where(timer.c.order_id == opened["order"])
        )
        results = two.race(
            two.as_person("desk", CompleteTask(opened["opened"][0]["task"])),
            two.as_person(SYSTEM, FireTimer(waiting["id"], waiting["instance_id"]), other=True),
        )
        (now_open,) = two.stage.open(opened["order"])
        if now_open == "b":
            assert isinstance(results[0], dict)
            assert results[1] == {"outcome": "gone"}
        else:
            assert now_open == "late"
            assert isinstance(results[0], Conflict)
            assert results[1]["outcome"] == "fired"
    two.require_whole()


def test_two_pollers_on_one_timer(rivals):
    diagram = draw(start("s"), catch("t", timer_event("duration", "PT10M")), user("b"), flows="s > t > b")
    two = rivals(diagram)
    for _ in range(ROUNDS):
        opened = two.order()
        two.stage.set_clock(two.stage.now + ELEVEN)
        leases = two.race(
            two.as_person(SYSTEM, LeaseTimers("one")), two.as_person(SYSTEM, LeaseTimers("two"), other=True)
        )
        leased = [found for lease in leases for found in lease["timers"]]
        assert len(leased) == 1
        # Even a poller whose lease has lapsed, and who fires late, fires nothing twice.
        fire = FireTimer(leased[0]["id"], leased[0]["instance"])
        results = two.race(two.as_person(SYSTEM, fire), two.as_person(SYSTEM, fire, other=True))
        assert sorted(result["outcome"] for result in results) == ["fired", "gone"]
        assert two.stage.open(opened["order"]) == ["b"]
    two.require_whole()


def test_of_two_messages_that_a_start_waits_for_together_the_later_begins_the_process(rivals):
    two = rivals(
        draw(
            start("s"),
            user("a"),
            start("both", message("form") + message("fee"), parallelMultiple="true"),
            end("e"),
            flows="s > a > e ; both > e",
        )
    )
    for number in range(ROUNDS):
        answers = two.race(
            two.as_person(SYSTEM, CorrelateMessage("form", f"K-{number}", {})),
            two.as_person(SYSTEM, CorrelateMessage("fee", f"K-{number}", {}), other=True),
        )
        assert sorted(answer["outcome"] for answer in answers) == ["started", "waiting"]
    two.require_whole()


def test_facts_told_twice_at_once_begin_one_process(rivals):
    two = rivals(
        draw(start("s"), user("a"), start("c", conditional("level > 3")), end("e"), flows="s > a > e ; c > e")
    )
    for _ in range(ROUNDS):
        tell = EvaluateConditions({"level": 4})
        answers = two.race(two.as_person(SYSTEM, tell), two.as_person(SYSTEM, tell, other=True))
        assert sum(len(answer["started"]) for answer in answers) == 1
        two.stage.run(EvaluateConditions({"level": 0}), SYSTEM)
    two.require_whole()
