"""The exchange dials an application: recordings 14 to 17, and what happens when nobody answers there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest

from telephony.esl import ApiResponse, CommandReply, DisconnectNotice, EventFormat, Message, commands
from telephony.simulator.callers import let_ring
from telephony.simulator.channel import Channel
from telephony.simulator.control import ControlSession
from telephony.simulator.exchange import Exchange
from telephony.simulator.legs import hang_up
from telephony.simulator.setting import Caller, Extension, Press
from tests.telephony.simulator.line import RECORDED, START, Application, Line, scenes

Play = Callable[[str], Any]
PRESSED = (Press(1.9, "2"), Press(5.4, "30157#"))


def ring(number: str, name: str, dials: str, presses: tuple[Press, ...] = ()) -> tuple[Application, Channel]:
    application = Application(Exchange(RECORDED, START))
    channel = let_ring(application.exchange, Caller(number, dials, name, presses=presses))
    return application, channel


def collect(pattern: str, variable: str, rest: str) -> str:
    return f"{rest} # tone_stream://%(500,0,660) silence_stream://250 {variable} {pattern}"


def asynchronous(form: EventFormat) -> Application:
    """In one recording `myevents` came before the channel was parked, in the other after it."""
    application, channel = ring("13912340001", "冯先生", "955981", PRESSED)
    if form is EventFormat.JSON:
        application.hear()
    first = [commands.connect(), commands.myevents(form), commands.linger(5), commands.divert_events(True)]
    application.say(*first, settle=False)
    application.say(commands.execute("answer", lock=True))
    application.say(commands.execute("set", "cti_note=户号查询，客户“冯先生”&来电=95598", as_body=True))
    application.say(
        commands.execute("play_and_get_digits", collect("[1-3]", "choice", "1 1 3 6000"), lock=True)
    )
    application.wait(2)
    application.say(
        commands.execute("play_and_get_digits", collect("\\d+", "account", "4 10 2 6000"), lock=True)
    )
    application.wait(6.5)
    application.say(commands.getvar("account"))
    application.say(commands.api("uuid_getvar", f"{channel.uuid} cti_note"))
    application.say(commands.execute("playback", "tone_stream://%(300,0,500)", lock=True))
    application.wait(0.4)
    application.say(commands.hangup())
    application.wait(6)
    return application


def hung_up(linger: bool) -> Application:
    application, channel = ring("13912340002", "褚女士", "955981")
    application.say(commands.connect())
    application.say(commands.myevents())
    if linger:
        application.say(commands.linger())
    application.say(commands.execute("answer", lock=True))
    application.say(commands.execute("playback", "tone_stream://%(1000,0,660);loops=20"))
    application.wait(3)
    hang_up(application.exchange, channel, far=True)
    application.wait(1)
    if linger:
        application.say(commands.leave())
    return application


def one_at_a_time() -> Application:
    application, _ = ring("13912340003", "卫先生", "955982")
    application.say(commands.connect())
    application.say(commands.api("status"))
    application.say(commands.event(["CHANNEL_EXECUTE_COMPLETE"]))
    application.say(commands.myevents())
    application.say(commands.execute("answer"))
    application.say(commands.execute("playback", "tone_stream://%(1500,0,660)"))
    application.say(commands.execute("set", "socket_resume=false"))
    application.say(commands.getvar("hotline_name"))
    application.wait(3)
    application.say(commands.leave())
    return application


def to_an_agent() -> Application:
    application, channel = ring("13912340004", "蒋先生", "955981")
    application.say(commands.connect())
    application.say(commands.myevents())
    application.say(commands.linger())
    application.say(commands.filter_events("Unique-ID", channel.uuid))
    application.say(commands.event(["ALL"]))
    application.say(commands.execute("answer", lock=True))
    application.say(commands.execute("record_session", "/recordings/sess.wav", lock=True))
    application.say(commands.execute("set", "hangup_after_bridge=true"))
    who = "{origination_caller_id_name=蒋先生}"
    application.say(commands.execute("bridge", f"{who}user/1001@127.0.0.1", lock=True))
    application.wait(7)
    hang_up(application.exchange, channel, far=True)
    application.wait(1)
    application.say(commands.leave())
    return application


STORIES: list[tuple[str, Callable[[], Application]]] = [
    ("14_outbound_async.plain", lambda: asynchronous(EventFormat.PLAIN)),
    ("14_outbound_async.json", lambda: asynchronous(EventFormat.JSON)),
    ("15_outbound_caller_hangup.nolinger", lambda: hung_up(False)),
    ("15_outbound_caller_hangup.linger", lambda: hung_up(True)),
    ("16_outbound_sync_single", one_at_a_time),
    ("17_outbound_bridge_agent", to_an_agent),
]


@pytest.mark.parametrize(("name", "act"), STORIES, ids=[name for name, _ in STORIES])
def test_an_application_reads_what_freeswitch_told_it(
    play: Play, name: str, act: Callable[[], Application]
) -> None:
    ours, theirs = act(), play(name)
    assert scenes(ours.events) == scenes(theirs.events)
    assert talk(ours.messages) == talk(theirs.messages)
    assert ours.session.closed


def talk(messages: Sequence[Message]) -> list[tuple[str, str]]:
    """Return answers and notices in their order; of `connect` that the channel's data came."""
    told = []
    for message in messages:
        if isinstance(message, CommandReply):
            event = message.event
            uuid = None if event is None else event.text("Unique-ID")
            told.append(("reply", message.text.replace(uuid, "…") if uuid else message.text))
            if event is not None:
                told.append((event.text("Socket-Mode") or "", event.text("Control") or ""))
        elif isinstance(message, ApiResponse):
            told.append(("api", message.body))
        elif isinstance(message, DisconnectNotice):
            told.append(("notice", message.text))
    return [(kind, _without_uuids(text)) for kind, text in told]


def _without_uuids(text: str) -> str:
    return " ".join("[Unique-ID]=…" if word.startswith("[Unique-ID]=") else word for word in text.split(" "))


def test_where_nobody_answers_the_dialplan_goes_on() -> None:
    steps = (("socket", "127.0.0.1:8084 async full"), ("answer", ""), ("callcenter", "repair@default"))
    line = Line.of(replace(RECORDED, extensions=(Extension("95598", steps),)))
    line.exchange.dial_out = lambda session, host, port: session.opened(False)
    line.listen("CHANNEL_EXECUTE")
    let_ring(line.exchange, Caller("13900000001", "95598"))
    line.wait(1)
    assert [event.text("Application") for event in line.events] == ["socket", "answer", "callcenter"]


def test_an_application_that_never_answers_does_not_hold_the_caller() -> None:
    steps = (("socket", "127.0.0.1:8084 async full"), ("answer", ""), ("park", ""))
    line = Line.of(replace(RECORDED, extensions=(Extension("95598", steps),)))
    dialled: list[ControlSession] = []
    line.exchange.dial_out = lambda session, host, port: dialled.append(session)
    line.listen("CHANNEL_EXECUTE")
    let_ring(line.exchange, Caller("13900000001", "95598"))
    assert [event.text("Application") for event in line.wait(4)] == ["socket"]
    assert [event.text("Application") for event in line.wait(2)] == ["answer", "park"]
    assert dialled[0].closed


def test_when_the_application_dies_the_dialplan_goes_on_with_its_next_step() -> None:
    steps = (("socket", "127.0.0.1:8084 async full"), ("callcenter", "repair@default"))
    line = Line.of(replace(RECORDED, extensions=(Extension("95598", steps),)))
    application = Application(line.exchange)
    line.listen("CHANNEL_EXECUTE", "CHANNEL_UNPARK")
    let_ring(line.exchange, Caller("13900000001", "95598"))
    application.say(commands.connect())
    application.session.end()
    assert [event.name for event in line.wait(1)][-1] == "CHANNEL_EXECUTE"
    assert line.events[-1].text("Application") == "callcenter"
