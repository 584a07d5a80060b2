"""Holding, a talk of three and barging in, as FreeSWITCH 1.11 was seen to do them with SIP telephones."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from engine.calling.controls import Verb
from engine.calling.dialling import Dialling
from engine.calling.service import CallEnd, Stay, served
from engine.commands.call_parts import Talk, Visit
from engine.ids import new_id
from telephony.calls import CallMachine, CallRecord
from telephony.control import Ask, plan
from telephony.simulator.callers import let_ring
from telephony.simulator.legs import hang_up
from telephony.simulator.setting import Caller, Telephone
from telephony.telling.rows import record_call
from tests.telephony.simulator.line import RECORDED, Line

DIALLING = Dialling("user/{agent}@127.0.0.1", "sofia/gateway/pstn/{number}", "95598", supervision_tone=True)
SETTING = replace(RECORDED, telephones=(*RECORDED.telephones, Telephone("1003")))


class Hotline:
    """A caller who speaks with agent 1001."""

    def __init__(self) -> None:
        self.line = Line.of(SETTING)
        names = """CHANNEL_CREATE CHANNEL_ANSWER CHANNEL_BRIDGE CHANNEL_UNBRIDGE CHANNEL_HANGUP CHANNEL_DESTROY
            CHANNEL_HANGUP_COMPLETE CHANNEL_HOLD CHANNEL_UNHOLD CHANNEL_EXECUTE BACKGROUND_JOB DTMF
            PLAYBACK_START PLAYBACK_STOP"""
        self.line.listen(*names.split(), subclasses=["callcenter::info"])
        let_ring(self.line.exchange, Caller("13800000001", "95598"))
        self.line.wait(3)
        customer, agent = self.call().legs
        self.customer, self.agent = customer.uuid, agent.uuid
        self.begun = len(self.line.events)

    def call(self) -> CallRecord:
        machine = CallMachine()
        machine.apply_all(self.line.events)
        (call,) = [one for one in machine.calls() if one.merged_into is None]
        return call

    def order(self, verb: Verb, **target: Any) -> str:
        """Send a control, let five seconds pass, and return its id; it must have been done."""
        control = new_id()
        planned = plan(Ask(control, verb, None, target), DIALLING)
        job = self.line.bgapi(planned.command, planned.arguments)
        self.line.wait(5)
        answer = self.line.job(job)
        assert answer is not None
        assert answer.startswith("+OK"), answer
        return control

    def bridges(self) -> list[set[str | None]]:
        return [
            {event.text("Bridge-A-Unique-ID"), event.text("Bridge-B-Unique-ID")}
            for event in self.line.events
            if event.name == "CHANNEL_BRIDGE"
        ]

    def talks(self) -> list[tuple[str, str | None, datetime]]:
        """Return who spoke with the customer, how they came to it and since when, as it is stored."""
        parts = record_call(self.call()).parts
        return [(one.agent, one.how, one.at) for one in parts if isinstance(one, Talk)]

    def music(self) -> list[str]:
        """Return when music began and stopped for the customer since he speaks with somebody."""
        events = [one for one in self.line.events[self.begun :] if one.text("Unique-ID") == self.customer]
        return [event.name for event in events if event.name.startswith("PLAYBACK")]


@pytest.fixture
def hotline() -> Hotline:
    return Hotline()


def test_the_caller_is_held_and_taken_back(hotline: Hotline) -> None:
    hotline.order(Verb.HOLD, own=hotline.agent)
    (hold,) = hotline.call().holds
    assert (hold.leg, hold.until) == (hotline.agent, None)
    hotline.order(Verb.RESUME, own=hotline.agent)
    (hold,) = hotline.call().holds
    assert hold.until is not None


@pytest.mark.parametrize("end", [Verb.COMPLETE, Verb.ABANDON, Verb.CONFERENCE])
def test_the_caller_hears_music_while_his_agent_consults(hotline: Hotline, end: Verb) -> None:
    third = hotline.order(Verb.CONSULT, own=hotline.agent, agent="1002@default")
    assert hotline.music() == ["PLAYBACK_START"]
    hotline.order(end, own=hotline.agent, third=third)
    assert hotline.music() == ["PLAYBACK_START", "PLAYBACK_STOP"]


def test_the_music_ends_when_nobody_is_there_to_be_consulted(hotline: Hotline) -> None:
    hotline.order(Verb.CONSULT, own=hotline.agent, agent="1009")
    assert hotline.music() == ["PLAYBACK_START", "PLAYBACK_STOP"]
    assert not hotline.call().over


def test_all_three_speak_and_when_one_leaves_two_are_left(hotline: Hotline) -> None:
    third = hotline.order(Verb.CONSULT, own=hotline.agent, agent="1002@default")
    assert hotline.bridges()[-1] == {hotline.agent, third}
    hotline.order(Verb.CONFERENCE, own=hotline.agent)
    assert hotline.bridges()[-1] == {hotline.agent, hotline.customer}
    call = hotline.call()
    assert [talk.agent for talk in call.talks] == ["1001@default"], "a third in a talk takes it from nobody"
    ((_, by_answer, _), (speaks, by_joining, since)) = hotline.talks()
    assert (by_answer, speaks, by_joining) == ("answer", "1002", "conference")
    (hold,) = call.holds
    assert (hold.consulted, hold.until) == (third, since), "from then on he is not held any more"
    hotline.order(Verb.COMPLETE, own=hotline.agent)
    assert hotline.bridges()[-1] == {third, hotline.customer}
    call = hotline.call()
    assert ([talk.agent for talk in call.talks], call.over) == (["1001@default", "1002"], False)
    assert hotline.talks()[1:] == [("1002", "attended", since)], "and spoke with him all the time"
    hotline.order(Verb.HANGUP, customer=hotline.customer)
    call = hotline.call()
    assert (call.holds, call.ended_at) == ((hold,), call.talks[-1].until)


def test_a_third_who_leaves_a_talk_of_three_spoke_until_then(hotline: Hotline) -> None:
    third = hotline.order(Verb.CONSULT, own=hotline.agent, agent="1002@default")
    hotline.order(Verb.CONFERENCE, own=hotline.agent)
    hotline.order(Verb.ABANDON, third=third)
    (first, second) = [one for one in record_call(hotline.call()).parts if isinstance(one, Talk)]
    assert (first.until, second.agent, second.how) == (None, "1002", "conference")
    assert second.until is not None
    assert second.at < second.until


def test_a_caller_who_hangs_up_on_three_ends_it_for_all(hotline: Hotline) -> None:
    hotline.order(Verb.CONSULT, own=hotline.agent, agent="1002@default")
    hotline.order(Verb.CONFERENCE, own=hotline.agent)
    hotline.order(Verb.HANGUP, customer=hotline.customer)
    assert hotline.call().over
    assert hotline.line.exchange.channels == {}


def test_a_leader_who_listens_barges_in_and_both_hear_him(hotline: Hotline) -> None:
    control = hotline.order(Verb.LISTEN, supervised=hotline.agent, agent="1003")
    hotline.order(Verb.BARGE, supervised=hotline.agent, listening=control)
    leader = hotline.line.exchange.channels[control]
    assert (leader.variable("eavesdrop_whisper_aleg"), leader.variable("eavesdrop_whisper_bleg")) == (
        "true",
        "true",
    )
    assert [one.supervisor for one in hotline.call().monitorings] == ["1003"]
    assert not hotline.call().over


def test_who_gives_up_in_a_second_queue_was_served_in_the_first(hotline: Hotline) -> None:
    hotline.order(Verb.TRANSFER, customer=hotline.customer, queue="empty@default", back_to="repair@default")
    hang_up(hotline.line.exchange, hotline.line.exchange.channels[hotline.customer], far=True)
    hotline.line.wait(1)
    call = hotline.call()
    told = record_call(call)
    stays = [Stay(one.joined_at, one.left_at, one.reason) for one in told.parts if isinstance(one, Visit)]
    found = served(stays, [at for _, _, at in hotline.talks()], CallEnd(call.ended_at, told.talk_ms, 0))
    assert [(one.outcome, one.talk_ms) for one in found] == [("answered", told.talk_ms), ("abandoned", None)]
    assert (call.outcome, call.hung_up_by) == ("answered", "caller")


def test_a_colleague_is_known_by_name_wherever_the_call_goes(hotline: Hotline) -> None:
    hotline.order(Verb.TRANSFER, customer=hotline.customer, agent="1002@default", back_to="repair@default")
    call = hotline.call()
    assert (call.last_agent, [one.agent for one in call.legs]) == ("1002", [None, "1001@default", "1002"])
