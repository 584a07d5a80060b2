"""One session with FreeSWITCH, byte for byte, without a socket and with the time set."""

from __future__ import annotations

from pathlib import Path

import pytest

from telephony.esl import commands
from telephony.listener import Events, Ready, Reason, Replied, Session
from telephony.listener.session import ANSWER_SECONDS, READY_SECONDS, SILENCE_SECONDS, Phase
from telephony.listener.subscription import subscription
from tests.telephony.listener.exchange import NO_CHANNELS, PASSWORD, plain, reply, response

GREETING = b"Content-Type: auth/request\n\n"
CORE = "28108b4e-2290-46b8-92b6-4eafe9a7108b"
HEARTBEAT = plain(f"Event-Name: HEARTBEAT\nCore-UUID: {CORE}\nFreeSWITCH-Switchname: vm\n\n".encode())
QUESTIONS = b"api switchname\n\napi global_getvar core_uuid\n\napi version\n\napi show channels as json\n\n"


def asked() -> Session:
    """A session that has logged in and put its questions."""
    session = Session(PASSWORD, 0)
    session.receive(GREETING, 0)
    session.receive(reply("+OK accepted"), 0)
    session.receive(reply("+OK event listener enabled plain"), 0)
    session.outgoing()
    return session


def live() -> Session:
    session = asked()
    answers = response("vm") + response(CORE) + response("FreeSWITCH Version 1.11.2") + response(NO_CHANNELS)
    (ready,) = session.receive(answers, 0)
    assert ready == Ready("vm", CORE, "FreeSWITCH Version 1.11.2", frozenset(), ())
    return session


def reason(session: Session) -> Reason | None:
    return session.ending.reason if session.ending is not None else None


def test_it_logs_in_subscribes_and_then_asks() -> None:
    session = Session(PASSWORD, 0)
    assert session.outgoing() == b""
    session.receive(GREETING, 0)
    assert session.outgoing() == f"auth {PASSWORD}\n\n".encode()
    session.receive(reply("+OK accepted"), 0)
    assert session.outgoing() == subscription().encode()
    session.receive(reply("+OK event listener enabled plain"), 0)
    assert session.outgoing() == QUESTIONS


def test_the_subscription_is_a_choice_with_subclasses_at_its_end() -> None:
    words = subscription().arguments.split()
    assert not {"ALL", "CHANNEL_STATE", "CHANNEL_CALLSTATE", "CODEC"} & set(words)
    assert words[words.index("CUSTOM") :] == ["CUSTOM", "callcenter::info", "conference::maintenance"]


def test_events_before_the_list_wait_for_it() -> None:
    session = asked()
    assert session.receive(HEARTBEAT, 0) == []
    assert session.receive(response("vm") + response(CORE) + response("x") + HEARTBEAT, 0) == []
    (ready,) = session.receive(response('{"row_count": 1, "rows": [{"uuid": "a"}]}'), 0)
    assert isinstance(ready, Ready)
    assert ready.channels == frozenset({"a"})
    assert [event.name for event in ready.events] == ["HEARTBEAT"] * 2
    (events,) = session.receive(HEARTBEAT * 2, 0)
    assert isinstance(events, Events)
    assert len(events.events) == 2


def test_an_exchange_that_does_not_know_the_question_is_named_by_its_first_event() -> None:
    session = asked()
    errors = response("-ERR switchname Command not found!\n") * 3
    assert session.receive(errors + response(NO_CHANNELS), 0) == []
    (ready,) = session.receive(HEARTBEAT, 0)
    assert isinstance(ready, Ready)
    assert (ready.node, ready.core_uuid, ready.version) == ("vm", None, None)


def test_a_list_that_is_none_is_asked_for_again_and_then_nothing_is_concluded_from_it() -> None:
    session = asked()
    session.receive(response("vm") + response(CORE) + response("x"), 0)
    for _ in range(2):
        assert session.receive(response("-ERR out of memory"), 0) == []
        assert session.outgoing() == b"api show channels as json\n\n"
    (ready,) = session.receive(response('{"row_count": 7}'), 0)
    assert isinstance(ready, Ready)
    assert ready.channels is None


def test_a_refused_password_is_told_without_it() -> None:
    """Recording 20."""
    session = Session(PASSWORD, 0)
    session.receive(GREETING, 0)
    session.receive(reply("-ERR invalid"), 0)
    assert session.ending is not None
    assert session.ending.reason is Reason.PASSWORD
    assert PASSWORD not in session.ending.told


def test_a_password_that_cannot_be_sent_is_not_told_either() -> None:
    session = Session("geheim\nexit", 0)
    session.receive(GREETING, 0)
    assert reason(session) is Reason.PASSWORD
    assert session.ending is not None
    assert "geheim" not in session.ending.told


def test_an_address_that_the_access_list_refuses(recordings: Path) -> None:
    """Recording 27."""
    session = Session(PASSWORD, 0)
    session.receive((recordings / "27_rude_rejection.rx.bin").read_bytes(), 0)
    assert reason(session) is Reason.ADDRESS


def test_a_goodbye_and_an_end_without_one() -> None:
    session = live()
    notice = b"Disconnected, goodbye.\nSee you at ClueCon! http://www.cluecon.com/\n"
    head = b"Content-Type: text/disconnect-notice\nContent-Length: %d\n\n" % len(notice)
    session.receive(head + notice, 0)
    assert reason(session) is Reason.GOODBYE
    killed = live()
    killed.receive_eof()
    assert reason(killed) is Reason.EOF


def test_an_end_inside_a_message_keeps_what_was_whole_before() -> None:
    session = live()
    (events,) = session.receive(HEARTBEAT + HEARTBEAT[:40], 0)
    assert isinstance(events, Events)
    assert len(events.events) == 1
    assert session.receive_eof() == []
    assert reason(session) is Reason.EOF


@pytest.mark.parametrize("length", [b"12a", b"-1", b"99999999999999999999", b"3"])
def test_a_wrong_length_ends_the_session_after_what_was_whole(length: bytes) -> None:
    session = live()
    broken = HEARTBEAT.replace(HEARTBEAT.split(b"\n")[0].split(b": ")[1], length)
    heard = session.receive(HEARTBEAT + broken + HEARTBEAT, 0)
    assert isinstance(heard[0], Events)
    assert reason(session) is Reason.GARBLED


def test_an_event_with_a_line_that_is_none_is_left_out_and_the_session_goes_on() -> None:
    session = live()
    forged = plain(b"Event-Name: CHANNEL_CREATE\nno header at all\nUnique-ID: x\n\n")
    heard = session.receive(HEARTBEAT + forged + HEARTBEAT, 0)
    assert sum(len(one.events) for one in heard if isinstance(one, Events)) == 2
    assert (session.counts["unreadable"], session.ending) == (1, None)


def test_a_subscription_that_is_refused() -> None:
    session = Session(PASSWORD, 0)
    session.receive(GREETING, 0)
    session.receive(reply("+OK accepted"), 0)
    session.receive(reply("-ERR permission denied"), 0)
    assert reason(session) is Reason.REFUSED


def test_a_silent_exchange_is_given_up_before_it_has_greeted_and_before_it_has_answered() -> None:
    for session in (Session(PASSWORD, 0), asked()):
        session.tick(READY_SECONDS - 0.1)
        assert reason(session) is None
        session.tick(READY_SECONDS)
        assert reason(session) is Reason.SILENT


def test_after_silence_it_is_asked_and_without_an_answer_given_up() -> None:
    session = live()
    session.tick(SILENCE_SECONDS - 0.1)
    assert session.outgoing() == b""
    session.tick(SILENCE_SECONDS)
    assert session.outgoing() == b"api status\n\n"
    session.tick(SILENCE_SECONDS + ANSWER_SECONDS - 0.1)
    assert (reason(session), session.outgoing()) == (None, b"")
    session.tick(SILENCE_SECONDS + ANSWER_SECONDS)
    assert reason(session) is Reason.SILENT


def test_an_answer_is_a_sign_of_life() -> None:
    session = live()
    session.tick(SILENCE_SECONDS)
    session.receive(response("UP 0 years"), SILENCE_SECONDS + 1)
    session.tick(SILENCE_SECONDS + ANSWER_SECONDS)
    assert reason(session) is None


def test_the_answer_to_a_background_command_is_told_with_its_id() -> None:
    session = live()
    session.send(commands.bgapi("status", "", "4d6c"))
    assert session.receive(reply("+OK Job-UUID: 4d6c", "Job-UUID: 4d6c"), 0) == [
        Replied("4d6c", True, "+OK Job-UUID: 4d6c")
    ]


def test_what_is_over_takes_nothing_more() -> None:
    session = live()
    session.stop(Reason.STOPPED, "we were asked to stop")
    assert session.receive(HEARTBEAT, 0) == []
    session.tick(1000)
    assert (reason(session), session.phase) == (Reason.STOPPED, Phase.OVER)
