"""The contract of controls: each verb as it is sent, and what FreeSWITCH makes of it.

The channels are `null` ones, as in test_calls: a customer and an agent who speak with each other, and a third.
What a FreeSWITCH does only with channels that carry sound (holding; a talk of three, by which `null` ones bring
1.11 down) was tried there with SIP, and is held of the simulator in tests/telephony/simulator/test_controls.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest

from engine.calling.controls import Status, Verb, said
from engine.calling.dialling import Dialling
from engine.ids import new_id
from telephony.control import Ask, plan
from telephony.esl import Event
from tests.telephony.contract.client import Address, Client
from tests.telephony.contract.test_calls import EVENTS, originate, settled

NULL = Dialling("null/{agent}", "null/{number}", "95598")
BUSY = Dialling("error/{agent}", "error/{number}")


class Talk(NamedTuple):
    customer: str
    agent: str


@pytest.fixture
def line(exchange: Address) -> Iterator[Client]:
    with Client(exchange) as client:
        client.listen(*EVENTS, subclasses=["callcenter::info"])
        yield client
        for channel in {event.text("Unique-ID") or "" for event in client.events} - {""}:
            client.api("uuid_kill", channel)
            settled(client, channel)


@pytest.fixture
def talk(line: Client) -> Talk:
    made = Talk(originate(line), originate(line))
    line.order("uuid_bridge", f"{made.customer} {made.agent}")
    line.event("CHANNEL_BRIDGE")
    return made


def order(
    line: Client, verb: Verb, dialling: Dialling = NULL, number: str | None = None, **target: Any
) -> tuple[str, str]:
    """Send a control as it is planned; return its id and what was answered."""
    control = new_id()
    planned = plan(Ask(control, verb, number, target), dialling)
    return control, line.order(planned.command, planned.arguments)


def bridged(line: Client, one: str, other: str, since: int = 0) -> Event:
    def fits(event: Any) -> bool:
        return (
            isinstance(event, Event)
            and event.name == "CHANNEL_BRIDGE"
            and {event.text("Bridge-A-Unique-ID"), event.text("Bridge-B-Unique-ID")} == {one, other}
        )

    found = line.until(fits, since, what="the bridge")
    assert isinstance(found, Event)
    return found


def lives(line: Client, channel: str) -> bool:
    return line.api("uuid_exists", channel) == "true"


def consulted(line: Client, talk: Talk) -> str:
    third, answer = order(line, Verb.CONSULT, own=talk.agent, agent="1002@default")
    assert said(Verb.CONSULT, "answered", answer).status is Status.SENT
    bridged(line, talk.agent, third)
    return third


def test_a_number_is_dialled_when_ones_own_telephone_has_answered(line: Client) -> None:
    control, answer = order(line, Verb.DIAL, agent="1001@default", number="13800000009")
    assert answer == f"+OK {control}\n"
    created = line.event("CHANNEL_CREATE", Unique_ID=control)
    assert created.text("Caller-Caller-ID-Number") == "95598", "not the customer's: a crew may not see it"
    other = line.event("CHANNEL_CREATE", Caller_Destination_Number="13800000009").text("Unique-ID") or ""
    bridged(line, control, other)
    assert line.api("uuid_getvar", f"{control} huan_control") == control


def test_who_is_busy_is_a_failure_and_no_channel_is_told(line: Client) -> None:
    _, answer = order(line, Verb.DIAL, BUSY, agent="USER_BUSY", number="13800000009")
    assert said(Verb.DIAL, "refused", answer) == (Status.FAILED, "-ERR USER_BUSY")


def test_sound_is_muted_and_heard_again(line: Client, talk: Talk) -> None:
    assert order(line, Verb.MUTE, own=talk.agent)[1] == "+OK\n"
    assert order(line, Verb.UNMUTE, own=talk.agent)[1] == "+OK\n"


def test_nobody_is_taken_back_who_was_not_held(line: Client, talk: Talk) -> None:
    _, answer = order(line, Verb.RESUME, own=talk.agent)
    assert said(Verb.RESUME, "refused", answer) == (Status.REFUSED, "-ERR Operation failed")


def test_what_is_no_more_is_refused_whatever_is_asked_of_it(line: Client) -> None:
    gone = new_id()
    target = {"own": gone, "customer": gone, "third": gone, "path": "/rec/a.wav", "agent": "1002"}
    for verb in (
        Verb.MUTE,
        Verb.ANSWER,
        Verb.TRANSFER,
        Verb.CONSULT,
        Verb.COMPLETE,
        Verb.CONFERENCE,
        Verb.HANGUP,
        Verb.PAUSE_RECORDING,
    ):
        _, answer = order(line, verb, **target)
        assert answer.startswith("-ERR "), verb
        assert said(verb, "refused", answer).status is Status.REFUSED, (verb, answer)


def test_a_caller_is_handed_to_a_colleague_whose_channel_is_the_controls(line: Client, talk: Talk) -> None:
    third, answer = order(line, Verb.TRANSFER, customer=talk.customer, agent="1002@default")
    assert answer == "+OK\n"
    bridged(line, talk.customer, third)
    settled(line, talk.agent)
    assert lives(line, talk.customer)


def test_a_caller_whom_nobody_takes_waits_where_he_waited(
    line: Client, talk: Talk, exchange: Address
) -> None:
    target = {"customer": talk.customer, "agent": "USER_BUSY", "back_to": exchange.queue}
    assert order(line, Verb.TRANSFER, BUSY, **target)[1] == "+OK\n"
    line.event("CHANNEL_EXECUTE", Unique_ID=talk.customer, Application="callcenter")
    line.event("CUSTOM", CC_Action="member-queue-start")
    assert lives(line, talk.customer)


def test_a_caller_is_handed_to_a_queue(line: Client, talk: Talk, exchange: Address) -> None:
    assert order(line, Verb.TRANSFER, customer=talk.customer, queue=exchange.queue)[1] == "+OK\n"
    line.event("CUSTOM", CC_Action="member-queue-start", CC_Queue=exchange.queue)


def test_whoever_completes_a_consultation_leaves_the_other_two_together(line: Client, talk: Talk) -> None:
    third = consulted(line, talk)
    assert order(line, Verb.COMPLETE, own=talk.agent)[1] == "+OK\n"
    bridged(line, talk.customer, third)
    settled(line, talk.agent)
    assert lives(line, talk.customer)


def test_whoever_gives_a_consultation_up_has_the_caller_back(line: Client, talk: Talk) -> None:
    third = consulted(line, talk)
    since = len(line.messages)
    assert order(line, Verb.ABANDON, third=third)[1] == "+OK\n"
    bridged(line, talk.agent, talk.customer, since)
    settled(line, third)


def test_the_end_is_the_end_for_everybody(line: Client, talk: Talk) -> None:
    assert order(line, Verb.HANGUP, customer=talk.customer)[1] == "+OK\n"
    settled(line, talk.customer)
    settled(line, talk.agent)


@pytest.mark.parametrize("verb", [Verb.LISTEN, Verb.WHISPER])
def test_a_leader_joins_and_keys_make_nothing_else_of_it(line: Client, talk: Talk, verb: Verb) -> None:
    told = Dialling("null/{agent}", supervision_tone=True)
    control, answer = order(line, verb, told, supervised=talk.agent, agent="1003")
    assert answer == f"+OK {control}\n"
    begun = line.event("CHANNEL_EXECUTE", Unique_ID=control, Application="eavesdrop")
    assert begun.text("Application-Data") == talk.agent
    assert line.api("uuid_getvar", f"{control} eavesdrop_enable_dtmf") == "false"
    assert line.api("uuid_getvar", f"{control} huan_told").startswith("+OK"), "both hear the tone"
    heard = {leg: line.api("uuid_getvar", f"{control} eavesdrop_whisper_{leg}") for leg in ("aleg", "bleg")}
    assert (
        heard
        == {
            Verb.LISTEN: {"aleg": "_undef_", "bleg": "_undef_"},
            Verb.WHISPER: {"aleg": "_undef_", "bleg": "true"},
            Verb.BARGE: {"aleg": "true", "bleg": "true"},
        }[verb]
    )
    since = len(line.messages)
    again, answer = order(line, Verb.WHISPER, told, supervised=talk.agent, listening=control)
    assert answer == "+OK\n"
    line.event("CHANNEL_EXECUTE", since, Unique_ID=control, Application="eavesdrop")
    assert line.api("uuid_getvar", f"{control} eavesdrop_whisper_bleg") == "true"
    assert not lives(line, again), "the telephone that listens is not rung again"
    line.api("uuid_kill", control)
    settled(line, control)
    assert lives(line, talk.agent)
    assert lives(line, talk.customer)
