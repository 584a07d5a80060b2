"""What mod_callcenter's lists and events say of agents, one by one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from engine.calling.states import Phone
from telephony.agents import (
    AgentFact,
    AgentMachine,
    ListUnreadable,
    TheirAgent,
    TheirTier,
    agents_listed,
    tiers_listed,
)
from telephony.esl import Event
from telephony.esl.events import PlainEvent

AT = datetime(2026, 11, 22, 8, 40, tzinfo=UTC)
ANNA = "1001@default"
#: As a real FreeSWITCH lists them (cc93a68).
AGENTS = """\
name|instance_id|uuid|type|contact|status|state|max_no_answer|wrap_up_time|reject_delay_time|busy_delay_time|\
no_answer_delay_time|last_bridge_start|last_bridge_end|last_offered_call|last_status_change|no_answer_count|\
calls_answered|talk_time|ready_time|external_calls_count
1001@default|single_box||callback|user/1001|Available|Waiting|3|20|10|30|10|0|1795336800|0|1795336700|0|4|90|0|0
1002@default|single_box||callback|[leg=1]user/1|sofia/x|On Break|Idle|3|0|0|0|0|0|0|0|0|3|0|0|0|0
+OK
"""
TIERS = "queue|agent|state|level|position\nrepair@default|1001@default|Ready|2|1\n+OK\n"


def event(action: str, **more: str) -> Event:
    lines = {
        "Event-Name": "CUSTOM",
        "Event-Subclass": "callcenter::info",
        "CC-Agent": ANNA,
        "CC-Action": action,
    }
    text = "".join(f"{name.replace('_', '-')}: {value}\n" for name, value in {**lines, **more}.items())
    return PlainEvent.parse(text.replace("@", "%40").replace(" q", "%20q").encode() + b"\n")


def status(value: str) -> Event:
    return event("agent-status-change", CC_Agent_Status=value)


def state(value: str) -> Event:
    return event("agent-state-change", CC_Agent_State=value)


def test_lists_are_read_whatever_stands_in_a_contact() -> None:
    found = agents_listed(AGENTS)
    assert found[ANNA] == TheirAgent(
        ANNA, "callback", "user/1001", "Available", "Waiting", 3, 20, 10, 30, 10, 1795336800, 0
    )
    assert (found["1002@default"].contact, found["1002@default"].no_answer_count) == (
        "[leg=1]user/1|sofia/x",
        3,
    )
    assert tiers_listed(TIERS) == {("repair@default", ANNA): TheirTier("repair@default", ANNA, 2, 1)}
    assert agents_listed("+OK\n") == {}, "nobody at all has no header either"


@pytest.mark.parametrize(
    "answer", ["", "-ERR no such command", "-USAGE: ...", "a|b\n1|2\n+OK\n", AGENTS[:-5]]
)
def test_of_what_is_no_list_nothing_is_concluded(answer: str) -> None:
    for read in (agents_listed, tiers_listed):
        with pytest.raises(ListUnreadable):
            read(answer)


def listed() -> AgentMachine:
    machine = AgentMachine()
    assert machine.listed({ANNA: TheirAgent(ANNA)}, {}, {}, AT) == [
        AgentFact(ANNA, AT, Phone.IDLE, "Logged Out", "Waiting")
    ]
    return machine


def test_an_event_tells_what_is_new_and_once() -> None:
    machine = listed()
    assert machine.apply(state("Receiving"), AT) == [
        AgentFact(ANNA, AT, Phone.RINGING, "Logged Out", "Receiving")
    ]
    assert machine.apply(state("Receiving"), AT) == []
    assert machine.apply(event("agent-offering"), AT) == []
    assert machine.apply(event("agent-max-no-answer"), AT) == [AgentFact(ANNA, AT, missed_too_often=True)]


def test_before_the_list_an_event_says_what_it_says_and_no_more() -> None:
    machine = AgentMachine()
    assert machine.apply(status("On Break"), AT) == [AgentFact(ANNA, AT, status="On Break")]
    assert machine.apply(state("In a queue call"), AT)[0] == AgentFact(
        ANNA, AT, Phone.TALKING, None, "In a queue call"
    )


def test_what_was_heard_since_lists_were_asked_for_is_newer_than_what_they_say() -> None:
    machine = listed()
    machine.apply(status("Available"), AT)
    machine.asking()
    machine.apply(state("Receiving"), AT)
    machine.listed({ANNA: TheirAgent(ANNA, status="On Break", state="Waiting")}, {}, {}, AT)
    assert (machine.agents[ANNA].status, machine.agents[ANNA].state) == ("On Break", "Receiving")


def test_the_end_of_a_talk_is_known_before_a_list_tells_it_and_who_is_gone_is_forgotten() -> None:
    machine = listed()
    machine.apply(state("In a queue call"), AT)
    machine.apply(state("Waiting"), AT + timedelta(seconds=30))
    assert machine.agents[ANNA].last_bridge_end == int(AT.timestamp()) + 30
    machine.asking()
    machine.listed({}, {}, {}, AT)
    assert machine.agents == {}


def test_a_state_that_is_none_of_theirs_says_nothing_of_the_telephone() -> None:
    machine = listed()
    (fact,) = machine.apply(state("Something new"), AT)
    assert (fact.phone, fact.state) == (None, "Something new")
    assert machine.apply(status(""), AT) == []
