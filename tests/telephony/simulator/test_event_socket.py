"""The event socket itself: what recordings 20, 21, 27 and 29 show, and what a listener relies on."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from telephony.captures import Capture, Opened, Sent
from telephony.esl import (
    ApiResponse,
    AuthenticationRefused,
    AuthRequest,
    CommandReader,
    CommandReply,
    Connection,
    DisconnectNotice,
    Event,
    EventFormat,
    Message,
    commands,
)
from telephony.simulator.callers import let_ring
from telephony.simulator.exchange import Exchange
from telephony.simulator.session import Access, Session, User
from telephony.simulator.setting import Caller
from tests.telephony.simulator.line import PASSWORD, RECORDED, START, Line

Play = Callable[[str], Any]
UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
LIMITED = User(
    "eslpass",
    frozenset(("CHANNEL_CREATE", "CHANNEL_ANSWER", "CHANNEL_HANGUP_COMPLETE")),
    frozenset(("status", "originate", "bgapi")),
)


@pytest.mark.parametrize(
    "name", ["20_auth_bad_password", "20_auth_missing", "20_auth_userauth_limited", "21_edge_commands"]
)
def test_the_same_commands_get_the_same_answers(play: Play, recordings: Path, name: str) -> None:
    """Every byte that the recorder's client sent is sent to the simulator, in the same pieces."""
    exchange = Exchange(RECORDED, START)
    access = Access(users={"esl@127.0.0.1": LIMITED})
    session, connection, reader = Session(exchange, access), Connection(), CommandReader()
    session.greet()
    heard: list[Message] = []
    for step in Capture(recordings / f"{name}.jsonl").steps():
        if isinstance(step, Opened):
            heard += connection.receive_data(session.read())
        if isinstance(step, Sent):
            for command in reader.receive_data(step.data):
                connection.send(command)
            session.receive(step.data)
            exchange.wait(2)
            with suppress(AuthenticationRefused):
                heard.extend(connection.receive_data(session.read()))
    assert answers(heard) == answers(play(name).messages)


def answers(messages: list[Message]) -> list[tuple[str, str]]:
    told = []
    for message in messages:
        match message:
            case CommandReply(text=text):
                told.append(("reply", text))
            case ApiResponse(body=text):
                told.append(("api", "UP" if text.startswith("UP") else text))
            case DisconnectNotice(text=text):
                told.append(("notice", text))
            case AuthRequest():
                told.append(("auth", ""))
    changing = re.compile(r"^\d+\n$")
    return [(kind, changing.sub("…", UUID.sub("…", text))) for kind, text in told]


def test_who_says_nothing_is_shown_out_after_25_seconds() -> None:
    exchange = Exchange(RECORDED, START)
    session = Session(exchange, Access())
    session.greet()
    exchange.wait(24)
    assert not session.closed
    exchange.wait(2)
    assert session.closed
    assert session.read().endswith(b"http://www.cluecon.com/\n")


def test_events_wait_while_an_api_command_runs_and_while_half_a_command_has_arrived() -> None:
    line = Line.of()
    line.listen("CHANNEL_CREATE")
    line.session.receive(line.connection.send(commands.api("msleep", "1500")))
    let_ring(line.exchange, Caller("13900000001", "955984"))
    assert line.wait(1) == []
    response, event = line.wait(1)
    assert isinstance(response, ApiResponse)
    assert isinstance(event, Event)

    line.session.receive(b"api sta")
    let_ring(line.exchange, Caller("13900000002", "955984"))
    assert line.wait(60) == []
    line.connection.send(commands.api("status"))
    line.session.receive(b"tus\n\n")
    answer, event = line.hear()
    assert isinstance(answer, ApiResponse)
    assert event.text("Caller-Caller-ID-Number") == "13900000002"  # type: ignore[union-attr]


def test_who_does_not_read_is_given_up() -> None:
    """As recording 29 ends: the events that waited are lost, and a notice says why."""
    line = Line(Exchange(RECORDED, START), Access(queue_length=200))
    line.say(commands.auth(PASSWORD))
    line.listen("ALL")
    for number in range(300):
        let_ring(line.exchange, Caller(f"139{number:08}", "95598"))
    line.exchange.wait(1)
    assert line.session.closed
    assert line.session not in line.exchange.listeners
    assert line.session.read().endswith(b"killed listener because of lost events\n")


@pytest.mark.parametrize("form", list(EventFormat))
def test_a_callers_name_cannot_forge_a_header(form: EventFormat) -> None:
    """The name holds escapes, a line break as an escape, a plus and an emoji; both formats mean the same."""
    name = "张%0AEvent-Name: FORGED%E6%9D%AD + 😀|a,b\\n"
    line = Line.of()
    line.listen("CHANNEL_CREATE", form=form)
    let_ring(line.exchange, Caller("13900000001", "95598", name))
    (event,) = [event for event in line.hear() if isinstance(event, Event)]
    assert event.name == "CHANNEL_CREATE"
    assert event.text("Caller-Caller-ID-Name") == "张\nEvent-Name: FORGED杭 + 😀|a,b\\n"
    assert line.api("show", "channels as json").count("FORGED") == 2


def test_an_array_is_written_as_one_text_or_as_a_list() -> None:
    line = Line.of()
    channel = let_ring(line.exchange, Caller("13900000001", "955984"))
    channel.variables["fruits"] = ["a", "b"]
    assert "variable_fruits: ARRAY%3A%3Aa%7C%3Ab\n" in line.api("uuid_dump", channel.uuid)
    assert '"variable_fruits":["a","b"]' in line.api("uuid_dump", f"{channel.uuid} json")


def test_filters_add_up_and_a_minus_shuts_out() -> None:
    line = Line.of()
    line.listen("CHANNEL_CREATE")
    line.say(commands.filter_events("Caller-Caller-ID-Number", "13900000001"))
    line.say(commands.filter_events("Caller-Destination-Number", "/^955/"))
    for number in ("13900000001", "13900000002"):
        let_ring(line.exchange, Caller(number, "955984"))
    assert len(line.wait(0)) == 2
    line.say(commands.filter_events("Caller-Caller-ID-Number", "- 13900000003"))
    for number in ("13900000001", "13900000003"):
        let_ring(line.exchange, Caller(number, "955984"))
    assert len(line.wait(0)) == 1
    line.say(commands.filter_delete("all"))
    let_ring(line.exchange, Caller("13900000003", "1001"))
    assert len([one for one in line.wait(0) if isinstance(one, Event)]) == 2


def test_an_event_that_a_client_sends_reaches_the_others() -> None:
    """As in recording 19: bodies count bytes, and headers are the sender's own."""
    line = Line.of()
    line.listen("HEARTBEAT", subclasses=["cti::note"])
    headers = {"Event-Subclass": "cti::note", "Note": "100% + 杭州"}
    line.say(commands.sendevent("CUSTOM", headers, "第一行\n\n第三行 😀"))
    (event,) = line.events
    assert (event.subclass, event.text("Note"), event.body) == (
        "cti::note",
        "100% + 杭州",
        "第一行\n\n第三行 😀",
    )


def test_malformed_bytes_end_one_connection_and_no_other() -> None:
    line = Line.of()
    other = Session(line.exchange, line.access)
    other.greet()
    other.receive(b"auth ClueCon\n\nevent plain ALL\nno header\n\n")
    assert other.closed
    assert line.api("hostname") == "vm"
