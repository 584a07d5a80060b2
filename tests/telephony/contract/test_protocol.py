"""The contract of the event socket: what Huan relies on, whoever answers."""

from __future__ import annotations

import json
import uuid

import pytest

from telephony.calls import SHOW_CHANNELS, listed_channels
from telephony.esl import AuthenticationRefused, CommandReply, DisconnectNotice, Event, EventFormat, commands
from tests.telephony.contract.client import Address, Client


def test_the_password_opens_and_another_does_not(exchange: Address) -> None:
    with Client(exchange) as client:
        assert client.api("version").startswith("FreeSWITCH Version ")
    with pytest.raises(AuthenticationRefused):
        Client(exchange, "certainly wrong")


def test_it_says_goodbye(exchange: Address) -> None:
    with Client(exchange) as client:
        client.send(commands.leave())
        client.end()
        reply, notice = client.messages[-2:]
        assert isinstance(reply, CommandReply)
        assert reply.text == "+OK bye"
        assert isinstance(notice, DisconnectNotice)


def test_its_status_and_time_can_be_asked(exchange: Address) -> None:
    with Client(exchange) as client:
        assert client.api("status").startswith("UP ")
        assert client.api("hostname")
        assert int(client.api("strepoch")) > 1_700_000_000


def test_what_it_does_not_know_it_says(exchange: Address) -> None:
    with Client(exchange) as client:
        client.listen("BACKGROUND_JOB")
        assert client.api("nosuchapi", "x") == "-ERR nosuchapi Command not found!\n"
        assert client.order("nosuchapi") == "-ERR nosuchapi Command not found!\n"
        assert client.order("originate").startswith("-USAGE")


def test_nothing_can_be_done_to_a_channel_that_is_not_there(exchange: Address) -> None:
    nobody = str(uuid.uuid4())
    with Client(exchange) as client:
        assert client.api("uuid_exists", nobody) == "false"
        for command, arguments in (
            ("uuid_kill", nobody),
            ("uuid_dump", nobody),
            ("uuid_getvar", f"{nobody} x"),
            ("uuid_transfer", f"{nobody} 1001 XML default"),
        ):
            assert client.api(command, arguments).startswith("-ERR No such channel!")
        assert client.api("uuid_bridge", f"{nobody} {nobody}").startswith("-ERR")
        assert client.api("uuid_record", f"{nobody} start /tmp/x.wav").startswith("-ERR")
        reply = client.say(commands.hangup(uuid=nobody))
        assert isinstance(reply, CommandReply)
        assert reply.text.startswith("-ERR invalid session id")


def test_its_channels_can_be_listed_though_there_are_none(exchange: Address) -> None:
    with Client(exchange) as client:
        command, _, arguments = SHOW_CHANNELS.partition(" ")
        assert isinstance(listed_channels(client.api(command, arguments)), frozenset)


def test_a_job_carries_our_own_id(exchange: Address) -> None:
    job = str(uuid.uuid4())
    with Client(exchange) as client:
        client.listen("BACKGROUND_JOB")
        reply = client.say(commands.bgapi("hostname", "", job))
        assert isinstance(reply, CommandReply)
        assert reply.text == f"+OK Job-UUID: {job}"
        end = client.event("BACKGROUND_JOB", Job_UUID=job)
        assert end.body == client.api("hostname")
        assert end.text("Job-Command") == "hostname"


@pytest.mark.parametrize("form", list(EventFormat))
def test_an_event_comes_back_as_it_was_sent(exchange: Address, form: EventFormat) -> None:
    """A plus, a percent sign, an escape that was there, Chinese, an emoji; the body counts bytes."""
    headers = {
        "Event-Subclass": "huan::contract",
        "Note": "100% + 杭州 😀 %E6%9D%AD",
        "Mark": str(uuid.uuid4()),
    }
    with Client(exchange) as client:
        client.listen("HEARTBEAT", subclasses=["huan::contract"], form=form)
        client.say(commands.sendevent("CUSTOM", headers, "第一行\n\n第三行 😀"))
        event = client.event("CUSTOM", Mark=headers["Mark"])
        assert event.subclass == "huan::contract"
        assert event.text("Note") == "100% + 杭州 😀 杭"
        assert event.body == "第一行\n\n第三行 😀"
        for name in ("Core-UUID", "Event-Date-Timestamp", "Event-Sequence", "FreeSWITCH-Switchname"):
            assert event.text(name), name


def test_only_what_was_asked_for_is_told(exchange: Address) -> None:
    with Client(exchange) as client:
        client.listen("BACKGROUND_JOB", subclasses=["huan::one"])
        for subclass in ("huan::other", "huan::one"):
            client.say(commands.sendevent("CUSTOM", {"Event-Subclass": subclass}))
        client.event("CUSTOM", Event_Subclass="huan::one")
        assert [event.subclass for event in client.events] == ["huan::one"]
        client.say(commands.noevents())
        client.say(commands.sendevent("CUSTOM", {"Event-Subclass": "huan::one"}))
        assert client.api("hostname")
        assert len(client.events) == 1


def test_names_that_are_none_are_refused(exchange: Address) -> None:
    with Client(exchange) as client:
        reply = client.say(commands.event(["NO_SUCH_EVENT"]))
        assert isinstance(reply, CommandReply)
        assert reply.text == "-ERR no keywords supplied"


def test_a_filter_lets_only_what_matches_pass(exchange: Address) -> None:
    with Client(exchange) as client:
        client.listen("HEARTBEAT", subclasses=["huan::contract"])
        client.say(commands.filter_events("Mark", "b"))
        for mark in "aba":
            client.say(commands.sendevent("CUSTOM", {"Event-Subclass": "huan::contract", "Mark": mark}))
        client.event("CUSTOM", Mark="b")
        client.say(commands.filter_delete("Mark"))
        assert [event.text("Mark") for event in client.events] == ["b"]


def test_an_api_command_that_takes_its_time_holds_this_connection_and_no_other(exchange: Address) -> None:
    with Client(exchange) as slow, Client(exchange) as quick:
        slow.listen("HEARTBEAT", subclasses=["huan::contract"])
        slow.send(commands.api("msleep", "700"))
        quick.say(commands.sendevent("CUSTOM", {"Event-Subclass": "huan::contract"}))
        assert quick.api("hostname")
        slow.event("CUSTOM")
        names = [one.name if isinstance(one, Event) else type(one).__name__ for one in slow.messages]
        assert names.index("ApiResponse") < names.index("CUSTOM")


def test_several_commands_may_come_at_once_and_one_in_pieces(exchange: Address) -> None:
    with Client(exchange) as client:
        one, two = commands.api("hostname"), commands.api("version")
        data = client.connection.send(one) + client.connection.send(two)
        client.say_raw(data[:10])
        client.say_raw(data[10:])
        client.until(lambda message: getattr(message, "body", "").startswith("FreeSWITCH Version"))


def test_its_call_centre_lists_queues_agents_tiers_and_members(exchange: Address) -> None:
    with Client(exchange) as client:
        for what in ("queue list", "agent list", "tier list", f"queue list members {exchange.queue}"):
            answer = client.api("callcenter_config", what)
            assert answer.endswith("+OK\n"), what
        first, row, *_ = client.api("callcenter_config", "queue list").splitlines()
        assert first.startswith("name|strategy|moh_sound|time_base_score|")
        assert len(row.split("|")) == len(first.split("|"))
        assert exchange.queue in client.api("callcenter_config", "queue list")
        assert client.api("callcenter_config", "agent set status nobody@nowhere Available").startswith("-ERR")
        assert client.api("callcenter_config", "nonsense") == "-ERR Invalid!\n"


def test_json_answers_are_json(exchange: Address) -> None:
    with Client(exchange) as client:
        assert json.loads(client.api("show", "calls as json"))["row_count"] >= 0
