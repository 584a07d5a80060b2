"""The contract of outbound mode: the exchange dials us, and we control one channel."""

from __future__ import annotations

import socket
import uuid
from collections.abc import Iterator

import pytest

from telephony.esl import Command, CommandReply, Connection, DisconnectNotice, Event, Message, Role, commands
from tests.telephony.contract.client import PATIENCE_SECONDS, Address, Client
from tests.telephony.contract.test_calls import line

__all__ = ["line"]


class Application:
    """A server that takes one connection of the exchange."""

    def __init__(self) -> None:
        self.server = socket.create_server(("127.0.0.1", 0))
        self.server.settimeout(PATIENCE_SECONDS)
        self.port = self.server.getsockname()[1]
        self.connection = Connection(Role.OUTBOUND)
        self.messages: list[Message] = []

    def take(self) -> None:
        self.peer, _ = self.server.accept()
        self.peer.settimeout(PATIENCE_SECONDS)

    def say(self, order: Command) -> CommandReply:
        """Send a command and return its reply; events on the way are kept."""
        before = sum(isinstance(one, CommandReply) for one in self.messages)
        self.peer.sendall(self.connection.send(order))
        while sum(isinstance(one, CommandReply) for one in self.messages) == before:
            assert self.hear(), "closed instead of answering"
        return [one for one in self.messages if isinstance(one, CommandReply)][-1]

    def hear(self) -> bool:
        data = self.peer.recv(1 << 16)
        self.messages += self.connection.receive_data(data) if data else []
        return bool(data)

    def until(self, name: str) -> Event:
        while True:
            for one in self.messages:
                if isinstance(one, Event) and one.name == name:
                    return one
            assert self.hear(), f"closed before {name}"

    def close(self) -> None:
        self.peer.close()
        self.server.close()


@pytest.fixture
def application() -> Iterator[Application]:
    application = Application()
    yield application
    application.close()


def dial(line: Client, application: Application, mode: str, variables: str = "") -> str:
    """Let a channel be controlled by us, and park after that."""
    channel = str(uuid.uuid4())
    steps = f"'socket:127.0.0.1:{application.port} {mode},park:' inline"
    line.order("originate", f"{{origination_uuid={channel}{variables}}}null/1 {steps}")
    application.take()
    return channel


def test_the_greeting_holds_the_channels_data(line: Client, application: Application) -> None:
    channel = dial(line, application, "async full", ",huan_note=户号")
    event = application.say(commands.connect()).event
    assert event is not None
    assert event.text("Unique-ID") == channel
    assert event.text("variable_huan_note") == "户号"
    assert (event.text("Socket-Mode"), event.text("Control")) == ("async", "full")


def test_it_is_told_of_its_channel_and_tells_it_what_to_do(line: Client, application: Application) -> None:
    channel, mine = dial(line, application, "async full"), str(uuid.uuid4())
    application.say(commands.connect())
    assert application.say(commands.myevents()).text == "+OK Events Enabled"
    assert application.say(commands.linger(1)).text == "+OK will linger 1 seconds"
    application.say(commands.execute("set", "huan_said=第一行\n第二行", None, mine, lock=True, as_body=True))
    done = application.until("CHANNEL_EXECUTE_COMPLETE")
    assert (done.text("Application"), done.text("Application-UUID")) == ("set", mine)
    assert application.say(commands.getvar("huan_said")).text == "第一行\n第二行"
    application.say(commands.hangup("CALL_REJECTED"))
    end = application.until("CHANNEL_HANGUP_COMPLETE")
    assert (end.text("Unique-ID"), end.text("Hangup-Cause")) == (channel, "CALL_REJECTED")
    while application.hear():
        pass
    notices = [one for one in application.messages if isinstance(one, DisconnectNotice)]
    assert [one.text.partition("\n")[0] for one in notices] == ["", "Disconnected, goodbye."]


def test_without_full_it_may_not_ask_for_anything_else(line: Client, application: Application) -> None:
    dial(line, application, "async")
    application.say(commands.connect())
    assert application.say(commands.api("status")).text == "-ERR command not found"


@pytest.mark.parametrize("mode", ["async full", "full"])
def test_when_it_leaves_the_dialplan_goes_on(line: Client, application: Application, mode: str) -> None:
    channel = dial(line, application, mode)
    application.say(commands.connect())
    application.say(commands.execute("set", "huan_a=1"))
    since = len(line.messages)
    application.say(commands.leave())
    line.event("CHANNEL_EXECUTE", since, Unique_ID=channel, Application="park")


def test_when_it_dies_the_dialplan_goes_on_where_socket_resume_is_set(
    line: Client, application: Application
) -> None:
    """Without it FreeSWITCH leaves the caller parked for good when that happens before he is parked."""
    channel = dial(line, application, "async full", ",socket_resume=true")
    application.say(commands.connect())
    since = len(line.messages)
    application.peer.close()
    line.event("CHANNEL_EXECUTE", since, Unique_ID=channel, Application="park")


def test_where_nobody_listens_the_dialplan_goes_on(line: Client, exchange: Address) -> None:
    channel = str(uuid.uuid4())
    steps = "'socket:127.0.0.1:1 async full,park:' inline"
    line.order("originate", f"{{origination_uuid={channel}}}null/1 {steps}")
    line.event("CHANNEL_EXECUTE", Unique_ID=channel, Application="park")
