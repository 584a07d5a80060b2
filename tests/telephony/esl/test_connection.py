"""The connection's rules: order, limits, ends, faults, and that segmentation never matters."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from telephony.esl import (
    ApiResponse,
    AuthRequest,
    CommandReply,
    Connection,
    ConnectionClosed,
    DisconnectNotice,
    EarlyEof,
    EslError,
    Event,
    Limits,
    MalformedMessage,
    Message,
    MessageTooLarge,
    Role,
    State,
    UnexpectedReply,
    commands,
)

GREETING = b"Content-Type: auth/request\n\n"
ACCEPTED = b"Content-Type: command/reply\nReply-Text: +OK accepted\n\n"
GOODBYE = b"Content-Type: text/disconnect-notice\nContent-Length: 6\n\nBye.\n\n"


def plain(lines: str, body: str = "") -> bytes:
    content = f"{lines}\n\n{body}".encode()
    return b"Content-Length: %d\nContent-Type: text/event-plain\n\n" % len(content) + content


def as_json(headers: dict[str, Any]) -> bytes:
    content = json.dumps(headers, ensure_ascii=False).encode()
    return b"Content-Length: %d\nContent-Type: text/event-json\n\n" % len(content) + content


def response(text: str) -> bytes:
    return b"Content-Type: api/response\nContent-Length: %d\n\n" % len(text.encode()) + text.encode()


def ready(*pending: commands.Command, limits: Limits | None = None) -> Connection:
    """An inbound connection that has logged in, with `pending` sent."""
    connection = Connection(Role.INBOUND, limits or Limits())
    list(connection.receive_data(GREETING))
    connection.send(commands.auth("secret"))
    list(connection.receive_data(ACCEPTED))
    for command in pending:
        connection.send(command)
    return connection


def told(connection: Connection, pieces: Iterable[bytes], end: bool = False) -> tuple[list[Message], Any]:
    """All messages, and what the error was: its type and offset."""
    messages: list[Message] = []
    try:
        for piece in pieces:
            messages.extend(connection.receive_data(piece))
        if end:
            messages.extend(connection.receive_eof())
    except EslError as error:
        return messages, (type(error), getattr(error, "offset", None), str(error))
    return messages, None


def test_logging_in_goes_through_its_states() -> None:
    connection = Connection()
    assert connection.state is State.GREETING
    assert [type(m) for m in connection.receive_data(GREETING)] == [AuthRequest]
    assert connection.state is State.AUTHENTICATING
    assert connection.send(commands.auth("secret")) == b"auth secret\n\n"
    (reply,) = connection.receive_data(ACCEPTED)
    assert isinstance(reply, CommandReply)
    assert (reply.ok, connection.state, connection.pending) == (True, State.READY, ())


def test_replies_are_matched_to_commands_in_the_order_they_were_sent() -> None:
    connection = ready(commands.api("status"), commands.noevents(), commands.api("hostname"))
    stream = response("UP") + b"Content-Type: command/reply\nReply-Text: +OK\n\n" + response("vm")
    first, second, third = connection.receive_data(stream)
    assert isinstance(first, ApiResponse)
    assert isinstance(second, CommandReply)
    assert isinstance(third, ApiResponse)
    assert [str(m.command) for m in (first, second, third)] == ["api status", "noevents", "api hostname"]


def test_a_reply_without_a_command_is_an_error_that_says_where() -> None:
    connection = ready()
    with pytest.raises(UnexpectedReply, match=f"byte {len(GREETING + ACCEPTED)} "):
        list(connection.receive_data(response("surprise")))


def test_an_api_response_cannot_answer_another_command() -> None:
    connection = ready(commands.noevents())
    with pytest.raises(UnexpectedReply, match="command/reply to 'noevents'"):
        list(connection.receive_data(response("UP")))


def test_a_fault_comes_after_everything_complete_before_it_and_stays() -> None:
    connection = ready()
    messages = connection.receive_data(plain("Event-Name: HEARTBEAT") + b"no header here\n\n")
    event = next(messages)
    assert isinstance(event, Event)
    assert event.name == "HEARTBEAT"
    with pytest.raises(MalformedMessage) as caught:
        next(messages)
    assert caught.value.offset == len(GREETING + ACCEPTED + plain("Event-Name: HEARTBEAT"))
    with pytest.raises(MalformedMessage):
        list(connection.receive_data(plain("Event-Name: HEARTBEAT")))
    with pytest.raises(ConnectionClosed):
        connection.send(commands.noevents())


def test_messages_not_fetched_come_with_the_next_call() -> None:
    connection = ready()
    first = next(connection.receive_data(plain("Event-Name: A") + plain("Event-Name: B")))
    rest = list(connection.receive_data(plain("Event-Name: C")))
    assert [m.name for m in (first, *rest) if isinstance(m, Event)] == ["A", "B", "C"]


def test_a_huge_announced_body_is_refused_before_it_is_buffered() -> None:
    connection = ready()
    with pytest.raises(MessageTooLarge, match="at most 16777216 bytes"):
        list(connection.receive_data(b"Content-Type: text/event-plain\nContent-Length: 99999999999\n\n"))
    connection = ready()
    with pytest.raises(MessageTooLarge):
        list(connection.receive_data(b"Content-Type: x/y\nContent-Length: " + b"9" * 30 + b"\n\n"))


@pytest.mark.parametrize("length", ["-1", "1e3", "abc", "", "²"])
def test_a_content_length_that_is_no_number_is_refused(length: str) -> None:
    connection = ready()
    with pytest.raises(MalformedMessage, match="number of bytes"):
        list(connection.receive_data(f"Content-Type: log/data\nContent-Length: {length}\n\n".encode()))


def test_lines_and_header_blocks_have_limits() -> None:
    limits = Limits(line=100, header_block=300, body=1000)
    with pytest.raises(MessageTooLarge, match="header line of more than 100 bytes"):
        list(ready(limits=limits).receive_data(b"Name: " + b"x" * 95))
    with pytest.raises(MessageTooLarge, match="header block of more than 300 bytes"):
        list(ready(limits=limits).receive_data(b"Name: xxxxxxxxxxxxxx\n" * 20))


def test_the_end_inside_a_message_says_what_was_missing() -> None:
    connection = ready()
    list(connection.receive_data(plain("Event-Name: HEARTBEAT")[:-4]))
    with pytest.raises(EarlyEof, match="expected 4 more bytes of the body of text/event-plain") as caught:
        list(connection.receive_eof())
    assert caught.value.offset == len(GREETING + ACCEPTED + plain("Event-Name: HEARTBEAT")) - 4
    connection = ready()
    list(connection.receive_data(b"Content-Type: text/ev"))
    with pytest.raises(EarlyEof, match="more header lines"):
        list(connection.receive_eof())


def test_the_end_with_a_command_unanswered_names_the_command() -> None:
    connection = ready(commands.api("status"))
    with pytest.raises(EarlyEof, match="the reply to 'api status'"):
        list(connection.receive_eof())
    assert [str(command) for command in connection.pending] == ["api status"]


def test_the_end_after_goodbye_is_an_end() -> None:
    connection = ready(commands.api("status"))
    assert [type(m) for m in connection.receive_data(GOODBYE)] == [DisconnectNotice]
    assert connection.state is State.GOODBYE
    assert list(connection.receive_eof()) == []
    assert connection.state is State.CLOSED
    with pytest.raises(ConnectionClosed):
        connection.receive_data(b"x")


def test_a_server_that_does_not_greet_is_refused() -> None:
    with pytest.raises(MalformedMessage, match="expected auth/request"):
        list(Connection().receive_data(response("UP")))
    with pytest.raises(MalformedMessage, match="expected 'Name: value'"):
        list(Connection().receive_data(b"SSH-2.0-OpenSSH_9.2\r\n"))


def test_a_variable_of_several_lines_cannot_forge_headers_of_the_getvar_reply() -> None:
    connection = Connection(Role.OUTBOUND)
    connection.send(commands.getvar("switch_r_sdp"))
    value = "v=0\nContent-Length: 999\nno colon here"
    reply, event = connection.receive_data(
        f"Content-Type: command/reply\nReply-Text: {value}\n\n".encode() + plain("Event-Name: DTMF")
    )
    assert isinstance(reply, CommandReply)
    assert isinstance(event, Event)
    assert (reply.text, event.name) == (value, "DTMF")


def test_an_encoded_line_break_in_a_callers_name_forges_nothing() -> None:
    connection = ready()
    (event,) = connection.receive_data(
        plain("Event-Name: CHANNEL_CREATE\nCaller-Caller-ID-Name: x%0AUnique-ID: forged\nUnique-ID: true")
    )
    assert isinstance(event, Event)
    assert event["Unique-ID"] == "true"
    assert event["Caller-Caller-ID-Name"] == "x\nUnique-ID: forged"


def test_the_first_of_two_equal_headers_counts_in_both_formats() -> None:
    stream = plain("Event-Name: A\nHangup-Cause: ONE\nHangup-Cause: TWO")
    content = b'{"Event-Name":"A","Hangup-Cause":"ONE","Hangup-Cause":"TWO"}'
    stream += b"Content-Length: %d\nContent-Type: text/event-json\n\n" % len(content) + content
    one, other = ready().receive_data(stream)
    assert isinstance(one, Event)
    assert one == other
    assert one["Hangup-Cause"] == one.headers["Hangup-Cause"] == "ONE"


@pytest.mark.parametrize(
    "content", [b"{", b"[]", b'{"a": {"b": "c"}}', b'{"a": 1}', b'{"a": [1]}', b"[" * 100_000, b"\xff\xfe"]
)
def test_json_that_is_no_event_is_refused(content: bytes) -> None:
    stream = b"Content-Length: %d\nContent-Type: text/event-json\n\n" % len(content) + content
    with pytest.raises(MalformedMessage) as caught:
        list(ready().receive_data(stream))
    assert caught.value.offset == len(GREETING + ACCEPTED)


def test_an_event_line_that_is_no_header_is_refused() -> None:
    with pytest.raises(MalformedMessage, match="no header"):
        list(ready().receive_data(plain("Event-Name: A\nno header")))


SAMPLES = [
    plain("Event-Name: CHANNEL_CREATE\nCaller-Caller-ID-Name: %E7%94%B5", "正文\n\n第二段"),
    as_json({"Event-Name": "CUSTOM", "tags": ["电", "b"], "_body": "x\n\ny"}),
    response("+OK 供电\n\n"),
    b"Content-Type: command/reply\nReply-Text: +OK\n\n",
    b"Content-Type: log/data\nContent-Length: 6\nLog-Level: 7\n\n\xe7\x94\xb5\xff\n\n",
    b"\n\n",
    GOODBYE,
    b"Content-Type: text/event-xml\nContent-Length: 3\n\n<x>",
    b"Content-Type: something/new\n\n",
    b"garbage\n\n",
    b"Content-Length: x\n\n",
    b"Content-Length: 5000\n\n",
    b"Content-Type: text/event-plain\nContent-Length: 40\n\nshort",
    b"Name: " + b"y" * 300 + b"\n",
    b"A: b\n" * 120,
]


@settings(max_examples=300)
@given(
    st.lists(st.sampled_from(SAMPLES), max_size=8).map(b"".join),
    st.lists(st.integers(1, 60), min_size=1),
    st.booleans(),
)
def test_any_segmentation_gives_the_same_messages_and_the_same_error(
    stream: bytes, cuts: list[int], end: bool
) -> None:
    limits = Limits(line=200, header_block=500, body=4000)
    pending = [commands.api("a"), commands.noevents(), commands.api("b")]
    pieces, position, i = [], 0, 0
    while position < len(stream):
        pieces.append(stream[position : position + cuts[i % len(cuts)]])
        position += len(pieces[-1])
        i += 1
    whole = told(ready(*pending, limits=limits), [stream], end)
    assert told(ready(*pending, limits=limits), pieces, end) == whole
    single = [stream[i : i + 1] for i in range(len(stream))]
    assert told(ready(*pending, limits=limits), single, end) == whole


@settings(max_examples=500)
@given(st.lists(st.binary(max_size=200) | st.sampled_from(SAMPLES), max_size=10), st.sampled_from(Role))
@example([b"\xff\n\n"], Role.OUTBOUND)
@example([b": \n\n"], Role.OUTBOUND)
def test_garbage_never_raises_anything_but_our_errors_and_never_loops(
    pieces: list[bytes], role: Role
) -> None:
    connection = Connection(role, Limits(line=200, header_block=500, body=4000))
    connection.send(commands.connect())
    messages, _ = told(connection, pieces, end=True)
    assert len(messages) <= sum(map(len, pieces))
    for message in messages:
        if isinstance(message, Event):
            for name, value in message.items():
                assert message.headers[name] == value
                f"{name}{value}".encode()
            message.body.encode()


@given(st.dictionaries(st.text(min_size=1), st.text() | st.lists(st.text())))
def test_any_json_event_can_be_read_and_stored(headers: dict[str, Any]) -> None:
    content = json.dumps(headers).encode()
    stream = b"Content-Length: %d\nContent-Type: text/event-json\n\n" % len(content) + content
    (event,) = ready().receive_data(stream)
    assert isinstance(event, Event)
    for name in event:
        assert event[name] == event.headers[name]
        str(event[name]).encode()
