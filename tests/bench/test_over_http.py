"""The benchmarks over HTTP work, at a small size: a real server, a few requests by schedule, a few streams."""

from __future__ import annotations

import math
from collections import deque
from typing import Any

import pytest

from bench import over_http, streams
from bench.open_loop import Outcome
from bench.over_http import percentile, told
from bench.rounds import ANSWERS, ROUND
from bench.traffic import Changing, Claiming, Completing
from tests.servers import Postgres


@pytest.mark.postgres
def test_the_calls_of_a_day_are_answered_and_measured(postgres: Postgres) -> None:
    url = postgres.create("bench_http")
    figures = {figure.name: figure for figure in over_http.run(url, rate=12, seconds=1.5, orders=6)}
    postgres.drop("bench_http")
    kinds = ["http.complete", "http.inbox", "http.task", "http.claim", "http.intake"]
    assert list(figures) == [*kinds, "http.errors", "http.complete.statements"]
    assert figures["http.complete"].target == 15.0
    assert figures["http.errors"].runs == [0.0]
    for name in kinds:
        notes = figures[name].notes
        assert notes["requests"] == int(notes["rate"] * notes["seconds"]) > 0, name
        assert 0 < notes["p50 ms"] <= notes["p99 ms"] <= notes["most ms"], name
        assert notes["p50 ms"] - 0.01 < figures[name].value < notes["most ms"] + 0.01, name
        assert notes["server MB"] > 20, name
    listed = figures["http.complete.statements"].notes["list"]
    assert len(listed) <= 22, "a completion over HTTP has two statements more than the command alone"
    assert listed[:2] == ["select session", "select organisation"]


@pytest.mark.postgres
def test_each_page_is_told_of_each_change_that_concerns_it(postgres: Postgres) -> None:
    url = postgres.create("bench_events")
    figures = {figure.name: figure for figure in streams.run(url, desks=2, people=3, rate=10, seconds=1)}
    postgres.drop("bench_events")
    delivery = figures["events.delivery"]
    assert (delivery.notes["pages"], delivery.notes["changes"], delivery.notes["deliveries"]) == (6, 10, 30)
    assert (figures["events.lost"].runs, figures["events.errors"].runs) == ([0.0], [0.0])
    assert 0 < delivery.notes["p50 ms"] <= delivery.notes["p95 ms"] < delivery.value + 0.01
    assert 20 < figures["events.memory"].value < 300
    assert not math.isnan(delivery.notes["pages' CPU ms a change"])


def test_what_waits_in_a_queue_counts_as_waiting() -> None:
    """A stall of a second is seen in the percentiles, because each request was due at its own moment."""
    outcome = Outcome([(number / 50, 0.005) for number in range(100)])
    assert percentile(outcome, 0.99) == 5.0
    outcome.answers += [(2 + number / 50, 1 - number / 50) for number in range(50)]
    notes = told(outcome, 50, 3)
    assert (percentile(outcome, 0.95), notes["most ms"]) == (pytest.approx(860, abs=20), 1000.0)
    assert notes["p50 ms"] == 5.0


def test_orders_go_round_by_what_is_answered() -> None:
    traffic = Completing(deque([("t1", "dispatch")]))
    call = traffic.next()
    assert call is not None
    assert (call.path, call.who) == ("/tasks/t1/complete", "agent")
    traffic.answered(call, 409, None)
    assert traffic.next() is None, "what was refused is not sent again"
    answer: dict[str, Any] = {"sent": [{"task": "t2", "element": "accept", "name": "接单"}]}
    traffic.answered(call, 200, answer)
    following = traffic.next()
    assert following is not None
    assert following.body == {"values": {"decision": "accept"}}
    assert set(ANSWERS) == {*(element for element, _, _ in ROUND), "decide-rounds"}


def test_a_claimed_task_is_released_before_it_is_claimed_again() -> None:
    claiming = Claiming(deque([("t1", "accept")]))
    paths = []
    for _ in range(3):
        call = claiming.next()
        assert call is not None
        paths.append(call.path)
        claiming.answered(call, 200, {})
    assert paths == ["/tasks/t1/claim", "/tasks/t1/release", "/tasks/t1/claim"]


def test_a_change_that_was_refused_is_not_waited_for() -> None:
    changing = Changing(deque([("d1", "t1", "x001-repair-0")]))
    for status in (200, 409):
        call = changing.next()
        assert call is not None
        changing.answered(call, status, {})
    assert len(changing.moments["d1"]) == 1
    again = changing.next()
    assert again is not None
    assert again.path == "/tasks/t1/release"
