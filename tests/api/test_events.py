"""The stream of events: what comes, to whom, and what happens after a gap. No test waits."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete

from api.feed import HEARTBEAT, RECHECK, SOCKET, STALLED
from engine.commands import NOWHERE, Change, Hint
from engine.commands.api_tokens import CreateApiToken, RevokeApiToken
from engine.commands.sign_in import OpenSession
from engine.credentials import SCOPES
from engine.store.organisation import changed
from engine.store.statement import Statement
from engine.store.tables import membership, user_session
from engine.workers import Hub
from tests.api.conftest import Site, Visitor
from tests.api.test_orders import call
from tests.stage import SYSTEM


class Published:
    """Gives what commands change to the hub, as a worker would."""

    def __init__(self, hub: Hub) -> None:
        self.hub = hub

    def give(self, hints: set[Hint], changes: Any) -> None:
        self.hub.publish(changes)


class Stream:
    """An open stream, read event by event."""

    def __init__(
        self, visitor: Visitor, topics: str, headers: dict[str, str] | None = None, **more: Any
    ) -> None:
        self.answer = visitor.get(f"/events?topics={topics}", headers, buffered=False, **more)
        assert self.answer.status_code == 200, self.answer.text
        self.lines: Iterator[str] = self.answer.iter_encoded()

    def next(self) -> Any:
        """Return the next event as (name, data), or None for a comment or the retry line."""
        block = next(self.lines)
        text = block.decode() if isinstance(block, bytes) else block
        fields = dict(line.split(": ", 1) for line in text.strip().split("\n") if ": " in line)
        return (fields["event"], json.loads(fields["data"])) if "event" in fields else None

    def event(self) -> Any:
        while (found := self.next()) is None:
            pass
        return found

    def close(self) -> None:
        self.answer.close()


@pytest.fixture
def live(site: Site) -> Site:
    site.stage.engine.hints = Published(site.stage.system.hub)
    site.app.config[HEARTBEAT] = 0.001
    return site


def test_the_desk_hears_of_its_new_task_and_nobody_else_does(live: Site) -> None:
    site = live
    agent = site.person("agent")
    desk, west = (Stream(site.person(who), "inbox,notifications") for who in ("desk", "west"))
    assert desk.next() is None, "the first line says when to connect again"
    assert desk.event() == ("ready", {"kind": "ready", "id": ""})
    assert west.event()[0] == "ready"
    task = site.order(agent)["opened"][0]["task"]
    agent.post(f"/tasks/{task}/complete", {"values": {}})
    assert desk.event() == ("inbox", {"kind": "inbox", "id": site.ids["repair@A1"]})
    assert [west.next() for _ in range(5)] == [None] * 5, "only heartbeats"
    desk.close()
    west.close()


def test_an_order_is_followed_by_those_who_see_it(live: Site) -> None:
    site = live
    agent = site.person("agent")
    opened = site.order(agent)
    topic = f"order:{opened['order']}"
    stream = Stream(site.person("desk"), topic)
    assert stream.event()[0] == "ready"
    agent.post(f"/tasks/{opened['opened'][0]['task']}/claim")
    assert stream.event() == ("order", {"kind": "order", "id": opened["order"]})
    stream.close()
    assert site.person("west").get(f"/events?topics={topic}").status_code == 404
    assert site.person("agent").get("/events?topics=incidents").status_code == 403
    for wrong in ("weather", "order", "order:1", "order:*", "inbox:x", ",", ""):
        assert site.person("agent").get(f"/events?topics={wrong}").status_code == 422, wrong


def test_desks_hear_of_supervision_orders_and_everybody_of_wording(live: Site) -> None:
    site = live
    opened = site.order(site.person("agent"))
    city, desk = site.person("city"), site.person("desk")
    streams = [Stream(one, "supervisions,wording") for one in (desk, site.person("west"))]
    assert [stream.event()[0] for stream in streams] == ["ready", "ready"]
    county = site.ids["repair@A1"]
    deadline = (site.stage.now + timedelta(hours=8)).isoformat()
    body = {"orders": [opened["order"]], "department": county, "requirement": "查明", "deadline": deadline}
    key = city.post("/supervisions", body).json["supervision"]
    assert streams[0].event() == ("supervision", {"kind": "supervision", "id": county})
    judge = Stream(city, "supervisions")
    desk.post(f"/supervisions/{key}/reply", {"reply": "已更换", "revision": 1})
    assert judge.event()[0] == "ready"
    assert judge.event()[0] == "supervision"
    site.person("leader").post("/wording", {"title": "台风", "text_zh": "正在抢修"})
    assert streams[1].event() == ("wording", {"kind": "wording", "id": "*"}), "and of no supervision order"
    for stream in (*streams, judge):
        stream.close()


def test_after_a_gap_everything_is_read_anew(live: Site) -> None:
    site = live
    desk = site.person("desk")
    again = Stream(desk, "inbox", {"Last-Event-ID": "whatever"})
    assert again.event() == ("reset", {"kind": "reset", "id": ""})
    mine = Change("inbox", site.ids["repair@A1"])
    for _ in range(500):
        site.stage.system.hub.publish([mine])
    assert again.event()[0] == "reset", "a page that fell behind is told so, once"
    site.stage.system.hub.publish([mine])
    assert again.event()[0] == "inbox"
    again.close()


def test_a_busy_queue_is_told_of_once_a_second_and_ones_own_calls_each_time(live: Site) -> None:
    """A second of silence is not waited for here: until it is over, nothing but heartbeats comes."""
    hub = live.stage.system.hub
    now = [100.0]
    hub._monotonic = lambda: now[0]
    agent = live.person("agent")
    stream = Stream(agent, "calls")
    assert stream.event()[0] == "ready"
    queue, own = (Change("calls", live.ids[one]) for one in ("customer-service@P", "agent"))
    for _ in range(300):
        hub.publish([queue])
    hub.publish([own])
    hub.publish([own])
    told = [stream.event()[1]["id"] for _ in range(3)]
    assert told == [queue.id, own.id, own.id], "three hundred changes are one, and make no page fall behind"
    hub.publish([queue, queue])
    now[0] += 0.9
    assert [stream.next() for _ in range(3)] == [None] * 3
    now[0] += 0.2
    assert stream.event()[1]["id"] == queue.id, "what changed meanwhile is told when the second is over"
    now[0] += 5
    assert [stream.next() for _ in range(3)] == [None] * 3, "and then nothing is left"
    hub.publish([queue])
    assert stream.event()[1]["id"] == queue.id, "after a quiet time at once"
    stream.close()


def test_ids_of_events_differ_so_that_a_browser_can_say_where_it_was(live: Site) -> None:
    stream = Stream(live.person("desk"), "inbox")
    live.stage.system.hub.publish([Change("inbox", live.ids["repair@A1"])] * 2)
    blocks = [next(stream.lines) for _ in range(4)]
    ids = [line for block in blocks for line in str(block).split("\n") if "id: " in line]
    assert len(set(map(str, blocks))) == 4, ids
    stream.close()


def test_whoever_signs_out_loses_the_stream(live: Site) -> None:
    live.app.config[RECHECK] = 0
    desk = live.person("desk")
    stream = Stream(desk, "inbox")
    assert stream.event()[0] == "ready"
    with live.stage.system.database.transaction() as tx:
        tx.write(Statement(delete(user_session)))
    assert [item for item in stream.lines if "event" in str(item)] == []
    stream.close()


def test_whoever_changes_departments_loses_the_stream(live: Site) -> None:
    live.app.config[RECHECK] = 0
    stream = Stream(live.person("desk"), "inbox")
    assert stream.event()[0] == "ready"
    with live.stage.system.database.transaction() as tx:
        tx.write(Statement(delete(membership).where(membership.c.person_id == live.ids["desk"])))
        changed(tx)
    assert [item for item in stream.lines if "event" in str(item)] == []
    stream.close()


def test_a_session_that_is_ended_ends_its_stream_at_once_and_no_other(live: Site) -> None:
    desk, other = live.person("desk"), live.person("desk")
    ending, lasting = Stream(desk, "inbox"), Stream(other, "inbox")
    assert (ending.event()[0], lasting.event()[0]) == ("ready", "ready")
    live.app.config[RECHECK] = 3600
    assert desk.send("DELETE", "/session").status_code == 204
    mine = Change("inbox", live.ids["repair@A1"])
    live.stage.system.hub.publish([mine])
    assert [item for item in ending.lines if "event" in str(item)] == []
    assert lasting.event() == ("inbox", {"kind": "inbox", "id": mine.id})
    lasting.close()


def test_a_machine_whose_token_is_revoked_loses_the_stream(live: Site) -> None:
    made = live.stage.run(CreateApiToken("desk", "board", scopes=SCOPES), SYSTEM)
    machine = Visitor(live.app, {"Authorization": f"Bearer {made['token']}"})
    stream = Stream(machine, "inbox")
    assert stream.event()[0] == "ready"
    live.stage.run(RevokeApiToken(made["id"]), SYSTEM)
    live.stage.system.hub.publish([Change("inbox", live.ids["repair@A1"])])
    assert [item for item in stream.lines if "event" in str(item)] == []


def test_a_reader_who_reads_nothing_is_let_go_and_one_who_has_gone_too(live: Site) -> None:
    live.app.config[STALLED] = 0.01
    hub, desk = live.stage.system.hub, live.person("desk")
    for gone in (False, True):
        here, there = socket.socketpair()
        stream = Stream(desk, "inbox", environ_overrides={SOCKET: here})
        assert stream.event()[0] == "ready"
        hub.publish([Change("inbox", live.ids["repair@A1"])])
        assert stream.event()[0] == "inbox", "who reads is told"
        if gone:
            there.close()
        else:
            here.setblocking(False)
            with suppress(BlockingIOError):
                while True:
                    here.send(b"x" * 4096)
        hub.publish([Change("inbox", live.ids["repair@A1"])])
        assert list(stream.lines) == [], "nothing is written to who does not read"
        stream.close()
        assert hub._subscriptions == set()
        assert hub._wanting == {}, "and nothing is kept for them"
        here.close()
        there.close()


def test_outages_are_told_by_tier_along_ones_own_line(live: Site) -> None:
    site, told = live, live.stage.system.hub.publish
    east, west, top = (site.ids[name] for name in ("A1", "A2", "P"))
    desk, supervisor = Stream(site.person("desk"), "outages"), Stream(site.person("supervisor"), "outages")
    told([Change("outage", west), Change("outage", east), Change("outage", top)])
    assert [desk.event()[1]["id"] for _ in range(3)] == ["", east, top], "none of the neighbour's"
    assert [supervisor.event()[1]["id"] for _ in range(4)] == ["", west, east, top]
    for stream in (desk, supervisor):
        stream.close()


LISTS = {"packages": "/packages", "drafts": "/drafts", "outages": "/outages", "board": "/boards/dispatch"}


@pytest.mark.parametrize("topic", LISTS)
def test_a_stream_is_open_to_whom_the_list_is_open(live: Site, topic: str) -> None:
    for username in ("agent", "desk", "crew", "supervisor", "duty", "designer", "operator"):
        person = live.person(username)
        stream = person.get(f"/events?topics={topic}", buffered=False)
        assert (stream.status_code == 403) is (person.get(LISTS[topic]).status_code == 403), username
        stream.close()


def test_too_many_streams_are_refused_and_closed_ones_make_room(live: Site) -> None:
    hub = live.stage.system.hub
    hub._most = 2
    desk = live.person("desk")
    streams = [Stream(desk, "inbox") for _ in range(2)]
    refused = desk.get("/events?topics=inbox")
    assert (refused.status_code, refused.json["code"]) == (503, "unavailable")
    assert refused.headers["Retry-After"]
    streams[0].close()
    third = Stream(desk, "inbox")
    third.close()
    streams[1].close()
    assert hub._subscriptions == set(), "also a stream of which nothing was read leaves nothing behind"


def test_events_carry_nothing_but_kind_and_id(live: Site) -> None:
    live.stage.run(OpenSession("desk", live.ids["desk"]), SYSTEM)
    top = live.ids["customer-service@P"]
    stream = Stream(live.person("supervisor"), "calls,packages,inbox")
    live.stage.system.hub.publish([Change("calls", top), Change("order", "o1"), Change("package", "repair")])
    assert [stream.event() for _ in range(3)] == [
        ("ready", {"kind": "ready", "id": ""}),
        ("calls", {"kind": "calls", "id": top}),
        ("package", {"kind": "package", "id": "repair"}),
    ]
    stream.close()


def test_calls_and_incidents_are_told_by_place_to_whom_they_may_concern(live: Site) -> None:
    site, told = live, live.stage.system.hub.publish
    east, west, top = (site.ids[name] for name in ("A1", "A2", "customer-service@P"))
    duty, agent, desk = (
        Stream(site.person(who), topic)
        for who, topic in (("duty", "incidents"), ("agent", "calls"), ("desk", "calls"))
    )
    own = site.ids["desk"]
    calls = [Change("calls", top), Change("calls", own), Change("call", "c1")]
    told([Change("incident", west), Change("incident", east), Change("incident", NOWHERE), *calls])
    assert [duty.event()[1]["id"] for _ in range(3)] == ["", east, NOWHERE]
    assert [agent.event()[1]["id"] for _ in range(2)] == ["", top]
    assert [desk.event()[1]["id"] for _ in range(2)] == ["", own]
    told([Change("calls", NOWHERE), Change("inbox", own), Change("calls", own)])
    assert agent.event()[1]["id"] == NOWHERE, "a call of no queue that we know is the top tier's"
    assert desk.event()[1]["id"] == own
    for stream in (duty, agent, desk):
        stream.close()


def test_what_happens_is_told_with_its_place(live: Site) -> None:
    site = live
    agent, duty = Stream(site.person("agent"), "calls"), Stream(site.person("duty"), "incidents")
    assert (agent.event()[0], duty.event()[0]) == ("ready", "ready")
    call(site)
    assert {agent.event()[1]["id"] for _ in range(2)} == {site.ids["customer-service@P"], site.ids["agent"]}
    site.stage.open_order(without_process=True)
    assert duty.event()[1] == {"kind": "incident", "id": site.ids["A1"]}
    site.stage.open_order("north", "B1", without_process=True, beside=True)
    site.stage.open_order(without_process=True, beside=True)
    assert duty.event()[1]["id"] == site.ids["A1"], "of the neighbour's nothing was told"
    for stream in (agent, duty):
        stream.close()
