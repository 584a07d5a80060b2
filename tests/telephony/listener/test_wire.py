"""A listener and an exchange over TCP: refusals, silence, floods, a slow database, and what comes after them."""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import structlog
from sqlalchemy import select
from structlog.testing import capture_logs

from engine.errors import Unavailable
from engine.store.tables import call, call_leg, exchange_gap, exchange_node, message
from engine.words import Words
from telephony.captures import Capture
from telephony.listener import Listener, Node, Order, Outcome, Settled
from telephony.listener.lease import RENEW_SECONDS
from telephony.telling import tell
from telephony.telling.coalesce import Telling
from tests.stage import Stage
from tests.telephony.listener.conftest import PATIENCE_SECONDS, SetTime, Until
from tests.telephony.listener.exchange import NO_CHANNELS, PASSWORD, Exchange, Segments, plain, response

Exchanges = Callable[..., Exchange]
Listening = Callable[..., Listener]
CALLER = "65dbecc3-4965-4676-9ff0-3de67fd47e47"


@pytest.fixture
def logged() -> Iterator[list[Any]]:
    """Everything that is logged, whatever its level."""
    before = structlog.get_config()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(0))
    with capture_logs() as lines:
        yield lines
    structlog.configure(**before)


def first(stage: Stage, table: Any) -> dict[str, Any]:
    return stage.rows(select(table))[0]


def until_live(until: Until, listener: Listener, times: int = 1) -> Node:
    node = listener.nodes[0]
    until(lambda: node.caught_up and node.counts["connects"] >= times, "it listens")
    return node


def test_a_refused_password_is_told_tried_seldom_and_stands_nowhere(
    stage_on_sqlite: Stage,
    exchange: Exchanges,
    listen: Listening,
    clock: SetTime,
    until: Until,
    logged: list[Any],
) -> None:
    server = exchange()
    server.password = "another"
    node = listen(stage_on_sqlite.engine, server).nodes[0]
    until(lambda: node.counts["ended_password"] >= 2, "the password is refused again")
    assert 30.0 in clock.waited
    assert any(line.get("reason") == "password" for line in logged)
    assert PASSWORD not in str(logged) + repr(node.settings)


def test_the_nodes_row_says_at_once_that_it_listens_and_that_it_does_not(
    stage_on_sqlite: Stage, exchange: Exchanges, listen: Listening, clock: SetTime, until: Until
) -> None:
    moment = clock._wait

    def wait(event: threading.Event, seconds: float) -> None:
        if seconds == RENEW_SECONDS:
            event.wait(PATIENCE_SECONDS * 2)  # the next time that the lease is due never comes
        else:
            moment(event, seconds)

    clock._wait = wait  # type: ignore[method-assign]
    server = exchange()
    listener = listen(stage_on_sqlite.engine, server)
    until_live(until, listener)
    until(lambda: first(stage_on_sqlite, exchange_node)["state"] == "live", "it is said")
    server.close()
    until(lambda: first(stage_on_sqlite, exchange_node)["state"] != "live", "it is said")


def test_an_exchange_that_is_away_is_tried_with_longer_and_longer_pauses(
    stage_on_sqlite: Stage, exchange: Exchanges, listen: Listening, clock: SetTime, until: Until
) -> None:
    server = exchange()
    server.shut()
    node = listen(stage_on_sqlite.engine, server).nodes[0]
    until(lambda: node.counts["unreachable"] >= 4, "it is tried")
    pauses = [seconds for seconds in clock.waited if seconds not in (0.5, 3.0)]
    assert pauses[:3] == [1.0, 2.0, 4.0]
    node.lease.turn()
    assert first(stage_on_sqlite, exchange_node)["state"] in ("down", "connecting")


def test_a_half_open_connection_is_found_and_made_anew(
    stage_on_sqlite: Stage, exchange: Exchanges, listen: Listening, clock: SetTime, until: Until
) -> None:
    server = exchange()
    listener = listen(stage_on_sqlite.engine, server)
    node = until_live(until, listener)
    clock.later(4)
    until(lambda: node._look is None, "it has looked twice")
    server.silent.add("status")
    clock.later(26)
    until(lambda: any(command.arguments == "status" for command in server.heard), "it asks")
    clock.later(11)
    until(lambda: node.counts["ended_silent"] == 1, "it gives up")
    until_live(until, listener, times=2)
    until(lambda: (node.lease.turn(), len(stage_on_sqlite.rows(select(exchange_gap))) == 2)[1], "it is noted")
    gaps = stage_on_sqlite.rows(select(exchange_gap).order_by(exchange_gap.c.from_at))
    assert [gap["reason"] for gap in gaps] == ["start", "silent"]
    assert (gaps[1]["until_at"] - gaps[1]["from_at"]).total_seconds() == 37


@pytest.mark.parametrize(
    "fault",
    [
        b"Content-Length: 12x\nContent-Type: text/event-plain\n\n",
        b"\xff\xfe\x00\x00\n\n",
        b"Content-Type: text/disconnect-notice\nContent-Length: 1\n\n\n",
    ],
)
def test_bytes_that_cannot_be_understood_and_a_goodbye_begin_a_new_session(
    stage_on_sqlite: Stage, exchange: Exchanges, listen: Listening, until: Until, fault: bytes
) -> None:
    server = exchange()
    listener = listen(stage_on_sqlite.engine, server)
    node = until_live(until, listener)
    server.lines[0].say(fault)
    until(lambda: node.counts["ended_garbled"] + node.counts["ended_goodbye"] == 1, "the session ends")
    until_live(until, listener, times=2)
    assert server.connections == 2


def half(recordings: Path) -> tuple[bytes, Segments]:
    """The first half of the answered call, in which it is answered, and all of it."""
    segments = Segments(Capture(recordings / "01_queue_answered.plain.jsonl"))
    data = b"".join(part for _, part in segments)
    envelope = data.index(b"Content-Type: text/event-plain", len(data) * 6 // 10)
    return data[: data.rindex(b"Content-Length", 0, envelope)], segments


def listed() -> str:
    return json.dumps({"row_count": 1, "rows": [{"uuid": CALLER}]})


def test_a_flood_in_mid_call_is_shed_as_a_whole_once_and_the_call_goes_on(
    stage_on_sqlite: Stage,
    exchange: Exchanges,
    listen: Listening,
    clock: SetTime,
    until: Until,
    recordings: Path,
    logged: list[Any],
) -> None:
    begun, segments = half(recordings)
    clock.at = next(iter(segments))[0]
    server = exchange()
    server.answers["show channels as json"] = listed()
    listener = listen(stage_on_sqlite.engine, server)
    node = until_live(until, listener)
    server.lines[0].say(begun)
    until(lambda: node.following.live == 1, "the call is known")
    held, going_on = threading.Event(), node.following.take

    def slow(*arguments: Any) -> Any:
        held.wait(20)
        return going_on(*arguments)

    node.following.take = slow  # type: ignore[method-assign]
    flood = plain(b"Event-Name: CUSTOM\nEvent-Subclass: noise\n\n") * 1000
    with contextlib.suppress(OSError):  # it closes the connection
        for _ in range(100):  # a hundred thousand events
            server.lines[0].say(flood)
    until(lambda: server.lines[0].gone.is_set(), "the flood is shed")
    held.set()
    until_live(until, listener, times=2)
    assert listener.calls.settle(20)
    node.lease.turn()
    assert (node.counts["shed"], node.counts["ended_shed"], server.connections) == (1, 1, 2)
    assert node.counts["events_shed"] > 20_000
    (gap,) = stage_on_sqlite.rows(select(exchange_gap).where(exchange_gap.c.reason == "shed"))
    assert (gap["events_shed"], gap["lost"]) == (node.counts["events_shed"], 0)
    assert [line["reason"] for line in logged if line.get("reason") == "shed"] == ["shed"]
    server.lines[1].say(b"".join(part for _, part in segments)[len(begun) :])
    until(lambda: node.following.live == 0, "the call has ended")
    assert listener.calls.settle(20)
    (row,) = stage_on_sqlite.rows(select(call))
    assert (row["state"], row["outcome"]) == ("ended", "answered")


def test_a_database_that_takes_nothing_never_stops_the_reading(
    stage_on_sqlite: Stage,
    exchange: Exchanges,
    listen: Listening,
    clock: SetTime,
    until: Until,
    recordings: Path,
) -> None:
    _, segments = half(recordings)
    data = b"".join(part for _, part in segments)
    clock.at = next(iter(segments))[0]
    server = exchange()
    listener = listen(stage_on_sqlite.engine, server)
    answers, written = threading.Event(), []

    def write(telling: Telling) -> None:
        answers.wait(20)
        written.append(telling)
        tell(stage_on_sqlite.engine, telling)

    listener.writers._write = write
    node = until_live(until, listener)
    before = node.counts["octets"]
    server.lines[0].say(data)
    until(lambda: node.counts["octets"] == before + len(data), "everything is read")
    assert (written, stage_on_sqlite.rows(select(call)), listener.calls.waiting) == ([], [], 1)
    answers.set()
    assert listener.calls.settle(20)
    assert len(written) <= 2, "what is written is the newest of each call"
    (row,) = stage_on_sqlite.rows(select(call))
    assert (row["state"], row["outcome"]) == ("ended", "answered")
    told = stage_on_sqlite.rows(select(message.c.name).order_by(message.c.received_at))
    assert sorted(one["name"] for one in told) == [
        "call.answered",
        "call.ended",
        "call.offered",
        *("call.recorded", "call.recorded"),
    ]


def test_a_caller_whose_end_nobody_saw_is_lost_once_and_called_back(
    stage_on_sqlite: Stage,
    exchange: Exchanges,
    listen: Listening,
    clock: SetTime,
    until: Until,
    recordings: Path,
) -> None:
    """The exchange is killed while he waits, as in recording 13; afterwards it knows nothing of him."""
    segments = Segments(Capture(recordings / "02_queue_abandoned.plain.jsonl"))
    data = b"".join(part for _, part in segments)[:80_000]
    clock.at = next(iter(segments))[0]
    server = exchange()
    server.answers["show channels as json"] = '{"row_count": 1, "rows": [{"uuid": "x"}]}'
    listener = listen(stage_on_sqlite.engine, server)
    node = until_live(until, listener)
    server.lines[0].say(data)
    until(lambda: node.following.live == 1, "the call is known")
    server.answers["show channels as json"] = '{"row_count": 0}'
    server.lines[0].close()
    clock.later(3)
    until_live(until, listener, times=2)
    until(lambda: node.counts["lost"] == 1, "the call is given up")
    assert listener.calls.settle(20)
    stage_on_sqlite.drain()
    (row,) = stage_on_sqlite.rows(select(call))
    assert (row["outcome"], stage_on_sqlite.open()) == ("lost", ["call-back"])


def test_two_listeners_by_mistake_one_connects_and_the_other_stands_by_until_it_leaves(
    stage_on_sqlite: Stage, exchange: Exchanges, listen: Listening, until: Until
) -> None:
    server = exchange()
    one = listen(stage_on_sqlite.engine, server)
    until_live(until, one)
    other = listen(stage_on_sqlite.engine, server)
    other.nodes[0].lease.turn()
    assert (other.nodes[0].lease.held, other.nodes[0].state, server.connections) == (False, "standby", 1)
    one.stop()
    until_live(until, other)
    assert server.connections == 2
    assert first(stage_on_sqlite, exchange_node)["lease_term"] == 2


def test_a_command_has_one_outcome_and_after_the_end_of_the_connection_none_is_sent_again(
    stage_on_sqlite: Stage, exchange: Exchanges, listen: Listening, until: Until
) -> None:
    server = exchange()
    listener = listen(stage_on_sqlite.engine, server)
    node = until_live(until, listener)
    settled: list[Settled] = []
    node._settled = settled.append
    first_job, second_job = "4d6c5d3c-0000-4000-8000-000000000001", "4d6c5d3c-0000-4000-8000-000000000002"
    assert node.send(Order("status", "", first_job, 10))
    until(lambda: any(one.verb == "bgapi" for one in server.heard), "it goes out")
    job = f"Event-Name: BACKGROUND_JOB\nCore-UUID: {CALLER}\nJob-UUID: {first_job}\nContent-Length: 3\n\n+OK"
    server.lines[0].say(plain(job.encode()))
    until(lambda: settled == [Settled(first_job, Outcome.ANSWERED, "+OK")], "it is answered")
    assert node.send(Order("originate", "user/1001 &park", second_job, 10))
    until(lambda: sum(one.verb == "bgapi" for one in server.heard) == 2, "the second goes out")
    server.lines[0].close()
    until(lambda: len(settled) == 2, "it is settled")
    assert (settled[1].job_uuid, settled[1].outcome) == (second_job, Outcome.UNKNOWN)
    until_live(until, listener, times=2)
    assert node.send(Order("originate", "user/1001 &park", second_job, 10))
    until(lambda: len(settled) == 3, "it is refused")
    assert settled[2].outcome is Outcome.REFUSED
    assert sum(one.verb == "bgapi" for one in server.heard) == 2


def test_what_ended_a_while_ago_is_forgotten(
    stage_on_sqlite: Stage,
    exchange: Exchanges,
    listen: Listening,
    clock: SetTime,
    until: Until,
    recordings: Path,
) -> None:
    _, segments = half(recordings)
    clock.at = next(iter(segments))[0]
    server = exchange()
    listener = listen(stage_on_sqlite.engine, server)
    node = until_live(until, listener)
    server.lines[0].say(b"".join(part for _, part in segments))
    until(lambda: len(listener.calls) and node.following.live == 0, "the call has ended")
    assert listener.calls.settle(20)
    assert len(listener.calls) == 1
    clock.at += timedelta(hours=1)
    clock.seconds += 61
    server.lines[0].say(plain(b"Event-Name: HEARTBEAT\n\n"))
    until(lambda: node.counts["forgotten"] == 1 and len(listener.calls) == 0, "it is forgotten")
    assert stage_on_sqlite.rows(select(call_leg.c.id))


def test_a_database_that_is_away_while_calls_are_taken_up_is_waited_for(
    stage_on_sqlite: Stage, exchange: Exchanges, listen: Listening, until: Until, logged: list[Any]
) -> None:
    server = exchange()
    tried = []

    class Away:
        def calls_open_since(self, *arguments: Any) -> list[Any]:
            tried.append(arguments)
            if len(tried) == 1:
                raise Unavailable(Words.same("the database does not answer"))
            return []

        def namesake_of(self, *arguments: Any) -> None:
            return None

        def untold(self, *arguments: Any) -> dict[str, Any]:
            return {}

    server.silent.add("show channels as json")
    listener = listen(stage_on_sqlite.engine, server)
    until(lambda: any("show" in one.arguments for one in server.heard), "it asks for the channels")
    listener.nodes[0].following._memory = Away()
    server.silent.clear()
    server.lines[0].say(response(NO_CHANNELS))
    node = until_live(until, listener, times=2)
    assert (len(tried), node.counts["ended_broken"]) == (2, 1)
    assert any(line.get("told") == "the database does not answer" for line in logged)


def test_when_too_many_calls_wait_it_disconnects_until_half_of_them_are_written(
    stage_on_sqlite: Stage,
    exchange: Exchanges,
    listen: Listening,
    clock: SetTime,
    until: Until,
    recordings: Path,
) -> None:
    _, segments = half(recordings)
    clock.at = next(iter(segments))[0]
    server = exchange()
    listener = listen(stage_on_sqlite.engine, server)
    node = until_live(until, listener)
    answers = threading.Event()
    listener.writers._write = lambda telling: answers.wait(20)
    listener.calls._most = 0
    server.lines[0].say(b"".join(part for _, part in segments))
    until(lambda: node.counts["ended_backlog"] == 1, "it disconnects")
    assert server.lines[0].gone.wait(20)
    assert (server.connections, listener.calls.waiting) == (1, 1)
    answers.set()
    until_live(until, listener, times=2)


def test_two_exchanges_with_one_name_do_not_end_each_others_calls(
    stage_on_sqlite: Stage, exchange: Exchanges, listen: Listening, until: Until, logged: list[Any]
) -> None:
    """Calls belong to the name that FreeSWITCH gives itself, by default that of its machine."""
    servers = exchange(), exchange()
    for number, server in enumerate(servers):
        server.answers["global_getvar core_uuid"] = f"28108b4e-2290-46b8-92b6-4eafe9a7108{number}"
    servers[1].silent.add("show channels as json")
    listener = listen(stage_on_sqlite.engine, *servers)
    first_node, second = listener.nodes
    until(lambda: first_node.state == "live", "it listens to the first")
    until(lambda: any("show" in one.arguments for one in servers[1].heard), "it asks the second")
    first_node.lease.turn()
    servers[1].silent.clear()
    servers[1].lines[0].say(response(NO_CHANNELS))
    until(lambda: second.counts["ended_refused"] >= 1, "the second is refused")
    assert (second.counts["taken_up"], first_node.state) == (0, "live")
    assert any("'vm' as node-0 does" in line.get("told", "") for line in logged)
