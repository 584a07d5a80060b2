"""One channel's connection: what the recordings hold, and peers that mean no good."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from telephony.dialogues.orders import Api, Execute, Variable
from telephony.dialogues.session import Came, Done, Opened, Over, Session
from telephony.esl import CommandReader, CommandRefused

OK = b"Content-Type: command/reply\nReply-Text: +OK\n\n"
CHANNEL = (
    b"Event-Name: CHANNEL_DATA\nUnique-ID: 7f1d\nContent-Type: command/reply\nReply-Text: %2BOK%0A\n"
    b"Socket-Mode: async\nControl: full\n"
)
GREETED = CHANNEL + b"\n" + OK * 3


def session() -> Session:
    numbers = count(1)
    made = Session(lambda: f"application-{next(numbers)}")
    made.begin()
    return made


def opened(connect: bytes = GREETED) -> Session:
    made = session()
    assert [type(one) for one in made.receive(connect)] == [Opened]
    made.take()
    return made


def event(name: str, body: str = "") -> bytes:
    text = f"Event-Name: {name}\nUnique-ID: 7f1d\n{body}\n"
    return f"Content-Length: {len(text)}\nContent-Type: text/event-plain\n\n{text}".encode()


def completed(number: int, more: str = "") -> bytes:
    return event(
        "CHANNEL_EXECUTE_COMPLETE",
        f"Application-UUID: application-{number}\nApplication-Response: FILE%20PLAYED\n{more}",
    )


def blocks(rx: Path) -> Iterator[bytes]:
    """Yield the messages of a recorded stream whole."""
    data = rx.read_bytes()
    while data:
        head, _, rest = data.partition(b"\n\n")
        lines = dict(line.split(b": ", 1) for line in head.split(b"\n") if b": " in line)
        length = int(lines.get(b"Content-Length", b"0")) if b"CHANNEL_DATA" not in head else 0
        yield head + b"\n\n" + rest[:length]
        data = rest[length:].lstrip(b"\n")


def recorded(recordings: Path, name: str, *holds: bytes) -> bytes:
    """Return the first recorded message that holds all of these."""
    return next(one for one in blocks(recordings / f"{name}.rx.bin") if all(text in one for text in holds))


def of_application(message: bytes) -> bytes:
    """Return a recorded completion as if it were of our first application."""
    _, _, body = message.partition(b"\n\n")
    lines = [
        b"Application-UUID: application-1" if line.startswith(b"Application-UUID:") else line
        for line in body.split(b"\n")
    ]
    body = b"\n".join(lines)
    return b"Content-Length: %d\nContent-Type: text/event-plain\n\n%s" % (len(body), body)


def test_it_greets_and_hears_only_how_orders_end() -> None:
    made = session()
    assert made.take() == b"connect\n\n"
    assert list(made.receive(CHANNEL + b"\n")) == []
    said = [str(one) for one in CommandReader().receive_data(made.take())]
    assert said == [
        "linger 5",
        "filter Unique-ID 7f1d",
        "event plain CHANNEL_EXECUTE_COMPLETE CHANNEL_HANGUP",
    ]


def test_a_recorded_channel_is_opened_and_what_was_pressed_is_asked_for(recordings: Path) -> None:
    """Recording 14: the answer to `getvar` is raw, and holds what was pressed."""
    connect = recorded(recordings, "14_outbound_async.plain", b"CHANNEL_DATA")
    made = session()
    (came,) = made.receive(connect + OK * 3)
    assert isinstance(came, Opened)
    assert came.data.text("Caller-Caller-ID-Number") == "13912340001"
    assert came.data.text("Caller-Caller-ID-Name") == "冯先生"
    made.order(Execute("play_and_get_digits", "1 5 1 6000 # a b account .+ 6000"))
    done = recorded(
        recordings,
        "14_outbound_async.plain",
        b"CHANNEL_EXECUTE_COMPLETE",
        b"Application: play_and_get_digits",
    )
    assert [type(one) for one in made.receive(of_application(done) + OK)] == [Done]
    made.order(Variable("account"))
    answer = recorded(recordings, "14_outbound_async.plain", b"Reply-Text: 30157")
    assert list(made.receive(answer)) == [Done("30157")]


def test_a_recorded_hang_up_ends_the_order_that_runs(recordings: Path) -> None:
    """Recording 15: first the hangup, then the end of the playback, then the notice that the socket lingers."""
    name = "15_outbound_caller_hangup.linger"
    made = session()
    assert len(list(made.receive(recorded(recordings, name, b"CHANNEL_DATA") + OK * 3))) == 1
    made.order(Execute("playback", "tone_stream://%(1000,0,660);loops=20"))
    assert list(made.receive(OK + recorded(recordings, name, b"Event-Name: CHANNEL_HANGUP\n"))) == []
    ended = recorded(recordings, name, b"CHANNEL_EXECUTE_COMPLETE", b"Application: playback")
    (came,) = made.receive(of_application(ended))
    assert isinstance(came, Done)
    assert (came.text, came.hung_up) == ("PLAYBACK ERROR", True)
    assert list(made.receive(recorded(recordings, name, b"Content-Disposition: linger"))) == [Over("hung-up")]


def test_a_socket_that_is_not_async_full_is_refused(recordings: Path) -> None:
    """Recording 16: without `async full` everything but `connect` would be answered when it is over."""
    made = session()
    connect = recorded(recordings, "16_outbound_sync_single", b"CHANNEL_DATA")
    assert list(made.receive(connect)) == [Over("the dialplan's socket is not async full")]
    assert made.take() == b"connect\n\n"


@pytest.mark.parametrize("reply_first", [True, False])
def test_the_end_of_an_order_may_come_before_its_answer(reply_first: bool) -> None:
    made = opened()
    made.order(Execute("playback", "a.wav"))
    first, second = (OK, completed(1)) if reply_first else (completed(1), OK)
    assert list(made.receive(first)) == []
    (came,) = made.receive(second)
    assert isinstance(came, Done)
    assert came.text == "FILE PLAYED"


def test_the_end_of_another_application_is_nobodys() -> None:
    made = opened()
    made.order(Execute("playback", "a.wav"))
    assert list(made.receive(OK + completed(7))) == []
    assert made.busy


def test_an_order_to_a_channel_that_is_gone_says_so() -> None:
    made = opened()
    made.order(Execute("playback", "a.wav"))
    gone = b"Content-Type: command/reply\nReply-Text: -ERR invalid session id [7f1d]\n\n"
    assert list(made.receive(gone)) == [Done("", hung_up=True)]


def test_an_answer_of_the_exchange_comes_whole() -> None:
    made = opened()
    made.order(Api("callcenter_config", "queue count members repair@default"))
    assert list(made.receive(b"Content-Type: api/response\nContent-Length: 2\n\n3\n")) == [Done("3\n")]


def test_a_variable_with_line_breaks_is_one_answer() -> None:
    made = opened()
    made.order(Variable("note"))
    reply = "Content-Type: command/reply\nReply-Text: 户号\nX: 1\n\n".encode()
    assert list(made.receive(reply)) == [Done("户号\nX: 1")]


@pytest.mark.parametrize("where", ["connect", "getvar"])
def test_a_variable_of_a_megabyte_does_not_end_the_dialogue(where: str) -> None:
    large = b"%E5%BC%A0" * 350_000  # three megabytes on the wire
    if where == "connect":
        opened(CHANNEL + b"variable_note: " + large + b"\n\n" + OK * 3)
    else:
        made = opened()
        made.order(Variable("note"))
        (came,) = made.receive(b"Content-Type: command/reply\nReply-Text: " + large + b"\n\n")
        assert isinstance(came, Done)
        assert len(came.text) == len(large)


def test_a_line_without_end_is_given_up() -> None:
    made = opened()
    ended: list[Came] = []
    for _ in range(80):
        ended += made.receive(b"x" * 65536)
    assert len(ended) == 1
    assert isinstance(ended[0], Over)
    assert ended[0].how.startswith("fault")


def test_an_event_that_cannot_be_read_is_left_out() -> None:
    made = opened()
    made.order(Execute("playback", "a.wav"))
    broken = b"Content-Length: 8\nContent-Type: text/event-plain\n\nno colon"
    assert [type(one) for one in made.receive(broken + OK + completed(1))] == [Done]


def test_a_bare_end_is_a_loss_and_a_goodbye_is_none() -> None:
    assert list(opened().receive_eof()) == [Over("lost")]
    made = opened()
    made.leave()
    bye = b"Content-Type: text/disconnect-notice\nContent-Length: 4\n\nbye\n"
    assert list(made.receive(OK + bye)) == []
    assert list(made.receive_eof()) == [Over("left")]


def test_an_end_with_an_order_unanswered_is_a_loss() -> None:
    made = opened()
    made.order(Execute("playback", "a.wav"))
    assert list(made.receive_eof()) == [Over("lost")]


def test_nothing_that_an_order_holds_can_be_another_command() -> None:
    made = opened()
    with pytest.raises(CommandRefused):
        made.order(Api("status", "x\n\napi shutdown"))
    made = opened()
    made.order(Execute("set", "a=b\n\nsendmsg\ncall-command: hangup"))
    (command,) = CommandReader().receive_data(made.take())
    assert command.body == b"a=b\n\nsendmsg\ncall-command: hangup"


@given(st.binary(max_size=400), st.lists(st.integers(1, 30), max_size=8))
def test_garbage_never_raises(garbage: bytes, cuts: list[int]) -> None:
    made = opened()
    made.order(Execute("playback", "a.wav"))
    for size in (*cuts, len(garbage)):
        piece, garbage = garbage[:size], garbage[size:]
        list(made.receive(piece))
    list(made.receive_eof())
    assert made.over is not None
