"""Commands: what goes on the wire, and what is kept from it."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from telephony.esl import (
    Command,
    CommandReader,
    CommandRefused,
    EarlyEof,
    EslError,
    EventFormat,
    Limits,
    commands,
)

JOB = "7f9c24e8-3b12-4fef-91e0-5f0ed2a5a3a1"


@pytest.mark.parametrize(
    ("command", "wire"),
    [
        (commands.auth("ClueCon"), "auth ClueCon\n\n"),
        (commands.userauth("esl", "127.0.0.1", "pa ss"), "userauth esl@127.0.0.1:pa ss\n\n"),
        (commands.event(["ALL"]), "event plain ALL\n\n"),
        (
            commands.event(["CHANNEL_CREATE", "DTMF"], ["callcenter::info"], EventFormat.JSON),
            "event json CHANNEL_CREATE DTMF CUSTOM callcenter::info\n\n",
        ),
        (commands.nixevent(["HEARTBEAT"]), "nixevent HEARTBEAT\n\n"),
        (commands.noevents(), "noevents\n\n"),
        (commands.myevents(EventFormat.JSON), "myevents json\n\n"),
        (commands.myevents(uuid="a-b"), "myevents a-b plain\n\n"),
        (commands.divert_events(True), "divert_events on\n\n"),
        (commands.filter_events("Unique-ID", "x"), "filter Unique-ID x\n\n"),
        (commands.filter_delete("Unique-ID"), "filter delete Unique-ID\n\n"),
        (commands.api("uuid_getvar", "x 客户"), "api uuid_getvar x 客户\n\n"),
        (
            commands.bgapi("originate", "user/1001 &park()", JOB),
            f"bgapi originate user/1001 &park()\nJob-UUID: {JOB}\n\n",
        ),
        (commands.hangup(uuid="a-b"), "sendmsg a-b\ncall-command: hangup\nhangup-cause: NORMAL_CLEARING\n\n"),
        (
            commands.execute("playback", "a.wav", application_uuid=JOB, lock=True),
            "sendmsg\ncall-command: execute\nexecute-app-name: playback\nexecute-app-arg: a.wav\n"
            f"Event-UUID: {JOB}\nevent-lock: true\n\n",
        ),
        (
            commands.execute("set", "note=一\n二", as_body=True),
            "sendmsg\ncall-command: execute\nexecute-app-name: set\ncontent-type: text/plain\n"
            "content-length: 12\n\nnote=一\n二",
        ),
        (
            commands.sendevent("MESSAGE", {"subject": "派单"}, "四个汉字"),
            "sendevent MESSAGE\nsubject: 派单\ncontent-length: 12\n\n四个汉字",
        ),
        (commands.connect(), "connect\n\n"),
        (commands.getvar("account"), "getvar account\n\n"),
        (commands.linger(), "linger\n\n"),
        (commands.linger(5), "linger 5\n\n"),
        (commands.nolinger(), "nolinger\n\n"),
        (commands.log(7), "log 7\n\n"),
        (commands.nolog(), "nolog\n\n"),
        (commands.leave(), "exit\n\n"),
    ],
    ids=lambda value: value.verb if isinstance(value, Command) else "",
)
def test_a_command_is_written_as_freeswitch_reads_it(command: Command, wire: str) -> None:
    assert command.encode() == wire.encode()
    (read,) = CommandReader().receive_data(wire.encode())
    assert read == command


@pytest.mark.parametrize("text", ["a\nb", "a\rb", "a\r\n\r\napi reload mod_x", "a\0b"])
def test_line_breaks_are_refused_wherever_they_stand(text: str) -> None:
    for forged in (
        lambda: commands.auth(text),
        lambda: commands.userauth(text, "d", "p"),
        lambda: commands.userauth("u", "d", text),
        lambda: commands.event([text]),
        lambda: commands.event([], [text]),
        lambda: commands.filter_events("Unique-ID", text),
        lambda: commands.filter_events(text, "x"),
        lambda: commands.api("uuid_setvar", text),
        lambda: commands.api(text),
        lambda: commands.bgapi("originate", text, JOB),
        lambda: commands.bgapi("originate", "x", text),
        lambda: commands.sendmsg({"call-command": text}),
        lambda: commands.sendmsg({text: "x"}),
        lambda: commands.sendmsg({}, text),
        lambda: commands.execute("set", text),
        lambda: commands.execute(text),
        lambda: commands.hangup(text),
        lambda: commands.sendevent("CUSTOM", {"Event-Subclass": text}),
        lambda: commands.getvar(text),
        lambda: Command(text),
        lambda: Command("api", "x", (("h", text),)),
    ):
        with pytest.raises(CommandRefused):
            forged()


def test_custom_events_are_named_by_subclass_because_freeswitch_would_swallow_names_after_custom() -> None:
    with pytest.raises(CommandRefused, match="subclasses"):
        commands.event(["CUSTOM", "callcenter::info", "HEARTBEAT"])
    with pytest.raises(CommandRefused, match="no event is named"):
        commands.event([])


def test_the_body_length_is_never_the_callers_to_say() -> None:
    with pytest.raises(CommandRefused, match="Content-Length"):
        commands.sendmsg({"Content-Length": "3"})


def test_a_password_is_shown_nowhere() -> None:
    for command in (commands.auth("hunter2"), commands.userauth("esl", "host", "hunter2")):
        assert "hunter2" not in f"{command} {command!r}"


def test_text_that_cannot_be_encoded_is_refused_not_sent() -> None:
    with pytest.raises(CommandRefused, match="Unicode"):
        commands.api("log", "\ud800").encode()


TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\r\n\0")).map(str.strip)


@given(TEXT, st.none() | st.binary(), st.lists(st.integers(1, 9), min_size=1))
def test_whatever_is_written_is_read_back_in_any_segments(
    text: str, body: bytes | None, cuts: list[int]
) -> None:
    sent = [Command("sendmsg", text, (("execute-app-arg", text),), body), Command("exit")]
    wire = b"".join(command.encode() for command in sent)
    reader, read, position, i = CommandReader(), [], 0, 0
    while position < len(wire):
        read += reader.receive_data(wire[position : position + cuts[i % len(cuts)]])
        position, i = position + cuts[i % len(cuts)], i + 1
    reader.receive_eof()
    assert read == sent


def test_half_a_command_at_the_end_is_named() -> None:
    reader = CommandReader()
    assert [str(c) for c in reader.receive_data(b"noevents\n\napi stat")] == ["noevents"]
    with pytest.raises(EarlyEof, match=r"byte 18 .* began at byte 10"):
        reader.receive_eof()


@given(st.lists(st.binary(max_size=100), max_size=5))
def test_a_clients_garbage_raises_only_our_errors(pieces: list[bytes]) -> None:
    reader = CommandReader(Limits(line=50, header_block=100, body=100))
    with suppress(EslError):
        for piece in pieces:
            assert all(command.verb for command in reader.receive_data(piece))
        reader.receive_eof()
