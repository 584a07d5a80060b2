"""Queues and agents: who is offered whom, who waits for how long, and what mod_callcenter says of it."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from telephony.calls import CallMachine, CallRecord, Outcome
from telephony.esl import Event
from telephony.simulator.callers import let_ring
from telephony.simulator.faults import leave_agent, leave_member
from telephony.simulator.setting import Agent, Answering, Caller, Extension, Queue, Setting, Telephone, Tier
from tests.telephony.simulator.line import RECORDED, REPAIR, Line, with_telephone

FIRST, SECOND = "1001@default", "1002@default"


def listening(setting: Setting = RECORDED) -> Line:
    line = Line.of(setting)
    line.listen("ALL")
    return line


def calls(line: Line) -> list[CallRecord]:
    machine = CallMachine()
    machine.apply_all(line.events)
    return machine.calls()


def told(line: Line, action: str) -> list[Event]:
    return [event for event in line.events if event.text("CC-Action") == action]


def with_agent(**changes: int | str) -> Setting:
    first, second = RECORDED.agents
    return replace(RECORDED, agents=(replace(first, **changes), replace(second, status="On Break")))  # type: ignore[arg-type]


def test_an_agent_who_never_answers_is_put_on_break() -> None:
    setting = with_telephone(Telephone("1001", Answering.RINGS_ON), with_agent(max_no_answer=2))
    line = listening(setting)
    let_ring(line.exchange, Caller("13900000001", "95598"))
    line.wait(60)
    assert [event.text("CC-Hangup-Cause") for event in told(line, "bridge-agent-fail")] == ["NO_ANSWER"] * 2
    assert [event.text("CC-Agent-Status") for event in told(line, "agent-status-change")] == ["On Break"]
    assert told(line, "agent-max-no-answer")[0].text("CC-Agent-No-Answer-Count") == "2"


@pytest.mark.parametrize(
    ("answering", "cause", "delay"),
    [
        (Answering.BUSY, "USER_BUSY", 7),
        (Answering.REJECTS, "CALL_REJECTED", 9),
        (Answering.UNREGISTERED, "USER_NOT_REGISTERED", 5),
    ],
)
def test_whose_telephone_refuses_is_left_alone_for_a_while(
    answering: Answering, cause: str, delay: int
) -> None:
    setting = with_agent(busy_delay_seconds=7, reject_delay_seconds=9)
    line = listening(with_telephone(Telephone("1001", answering), setting))
    let_ring(line.exchange, Caller("13900000001", "95598"))
    line.wait(20)
    failures = told(line, "bridge-agent-fail")
    assert {event.text("CC-Hangup-Cause") for event in failures} == {cause}
    times = [int(event.text("CC-Agent-Aborted-Time") or 0) for event in failures]
    assert {later - earlier for earlier, later in pairwise(times)} <= {delay, delay + 1}


def test_wrapping_up_keeps_the_next_caller_waiting() -> None:
    line = listening(with_agent(wrap_up_seconds=10))
    let_ring(line.exchange, Caller("13900000001", "95598", talks_seconds=5))
    line.wait(2)
    let_ring(line.exchange, Caller("13900000002", "95598", talks_seconds=5))
    line.wait(40)
    one, two = calls(line)
    assert one.ended_at is not None
    assert two.ringing_at is not None
    assert 10 <= (two.ringing_at - one.ended_at).total_seconds() < 12.5


def test_wrap_up_time_set_to_zero_ends_it_at_once() -> None:
    line = listening(with_agent(wrap_up_seconds=3600))
    let_ring(line.exchange, Caller("13900000001", "95598", talks_seconds=5))
    line.wait(10)
    let_ring(line.exchange, Caller("13900000002", "95598"))
    line.wait(30)
    assert calls(line)[1].ringing_at is None
    assert line.api("callcenter_config", f"agent set wrap_up_time {FIRST} 0") == "+OK\n"
    line.wait(3)
    assert calls(line)[1].agent == FIRST


def test_whoever_waited_longest_is_first_and_a_base_score_goes_before() -> None:
    steps = (("set", "cc_base_score=600"), ("answer", ""), ("callcenter", REPAIR))
    setting = replace(with_agent(status="On Break"), extensions=(*RECORDED.extensions, Extension("1", steps)))
    line = listening(setting)
    for number, dials in (("13900000001", "95598"), ("13900000002", "95598"), ("13900000003", "1")):
        let_ring(line.exchange, Caller(number, dials, talks_seconds=2))
        line.wait(2)
    listed = line.api("callcenter_config", f"queue list members {REPAIR}").splitlines()
    assert [row.split("|")[4] for row in listed[1:-1]] == ["13900000003", "13900000001", "13900000002"]
    line.api("callcenter_config", f"agent set status {FIRST} Available")
    line.wait(30)
    offered = [event.text("CC-Member-CID-Number") for event in told(line, "agent-offering")]
    assert offered == ["13900000003", "13900000001", "13900000002"]


def test_a_queue_lets_go_after_its_longest_wait() -> None:
    queue = Queue(REPAIR, max_wait_seconds=15)
    line = listening(replace(with_agent(status="Logged Out"), queues=(queue,), tiers=RECORDED.tiers[:1]))
    let_ring(line.exchange, Caller("13900000001", "95598"))
    line.wait(20)
    (end,) = told(line, "member-queue-end")
    assert (end.text("CC-Cause"), end.text("CC-Cancel-Reason")) == ("Cancel", "TIMEOUT")
    (call,) = calls(line)
    assert call.outcome is Outcome.NO_ANSWER


def test_a_caller_who_gives_up_while_a_telephone_rings_stops_it() -> None:
    line = listening(with_telephone(Telephone("1001", Answering.RINGS_ON)))
    let_ring(line.exchange, Caller("13900000001", "95598", patience_seconds=4))
    line.wait(6)
    (call,) = calls(line)
    assert call.outcome is Outcome.ABANDONED
    assert [(ring.agent, ring.missed) for ring in call.rings] == [(FIRST, "ORIGINATOR_CANCEL")]
    assert line.exchange.channels == {}


def test_setting_an_agent_on_break_stops_his_telephone() -> None:
    line = listening(with_telephone(Telephone("1001", Answering.RINGS_ON)))
    let_ring(line.exchange, Caller("13900000001", "95598"))
    line.wait(3)
    line.api("callcenter_config", f"agent set status {FIRST} 'On Break'")
    line.wait(4)
    (call,) = calls(line)
    assert call.agent == SECOND
    assert call.rings[0].missed == "ORIGINATOR_CANCEL"


def test_an_unchanged_status_is_told_all_the_same() -> None:
    line = listening()
    for _ in range(2):
        line.api("callcenter_config", f"agent set status {FIRST} Available")
    assert len(told(line, "agent-status-change")) == 2


def test_agents_tiers_and_queues_are_listed_and_changed_by_command() -> None:
    line = listening(replace(RECORDED, agents=(), tiers=()))

    def config(command: str) -> str:
        return line.api("callcenter_config", command)

    assert config("agent list") == "+OK\n"
    assert config("agent add 7@x callback") == "+OK\n"
    assert config("agent add 7@x callback") == "-ERR Agent already exist!\n"
    assert config("agent set contact 7@x user/1001@127.0.0.1") == "+OK\n"
    assert config("agent set status 7@x Sleeping") == "-ERR Invalid Agent Status!\n"
    assert config("agent set status 8@x Available") == "-ERR Agent not found!\n"
    assert config("agent set shoes 7@x 43") == "-ERR Invalid Agent Update KEY!\n"
    assert config("tier add nowhere 7@x") == "-ERR Queue not found!\n"
    assert config(f"tier add {REPAIR} 7@x 2 3") == "+OK\n"
    assert config(f"tier add {REPAIR} 7@x") == "-ERR Tier already exist!\n"
    assert config("tier list") == f"queue|agent|state|level|position\n{REPAIR}|7@x|Ready|2|3\n+OK\n"
    assert config("queue count") == "2\n"
    assert config(f"queue count agents {REPAIR}") == "1\n"
    assert config("agent set status 7@x Available") == "+OK\n"
    let_ring(line.exchange, Caller("13900000001", "95598"))
    line.wait(3)
    assert calls(line)[0].agent == "7@x"
    assert "|In a queue call|" in config("agent list 7@x")
    assert config("agent del 7@x") == "+OK\n"
    assert config("nonsense") == "-ERR Invalid!\n"
    assert config("nonsense now") == "-ERR no reply\n"


def test_a_separator_in_a_callers_name_shifts_the_columns() -> None:
    line = listening(replace(RECORDED, tiers=()))
    let_ring(line.exchange, Caller("13900000001", "95598", "a|b"))
    line.wait(1)
    header, row, *_ = line.api("callcenter_config", f"queue list members {REPAIR}").splitlines()
    assert len(row.split("|")) == len(header.split("|")) + 1


def test_stale_members_and_agents_stay_until_somebody_clears_them() -> None:
    line = listening()
    stale = leave_member(line.exchange, REPAIR)
    leave_agent(line.exchange, FIRST)
    let_ring(line.exchange, Caller("13900000001", "95598"))
    line.wait(5)
    assert calls(line)[0].agent == SECOND
    assert stale.uuid in line.api("callcenter_config", f"queue list members {REPAIR}")
    assert line.api("uuid_exists", stale.session) == "false"
    line.api("callcenter_config", f"agent set state {FIRST} Waiting")
    let_ring(line.exchange, Caller("13900000002", "95598"))
    line.wait(5)
    assert calls(line)[1].agent == FIRST


def test_everything_follows_from_the_seed() -> None:
    def history(seed: int) -> bytes:
        line = Line.of(RECORDED, seed)
        line.listen("ALL")
        let_ring(line.exchange, Caller("13900000001", "95598", talks_seconds=3))
        line.exchange.wait(10)
        return line.session.read()

    assert history(1) == history(1) != history(2)


def test_agents_of_a_lower_level_are_asked_first() -> None:
    setting = replace(
        RECORDED,
        agents=(Agent(FIRST, "user/1001@127.0.0.1"), Agent(SECOND, "user/1002@127.0.0.1")),
        tiers=(Tier(REPAIR, FIRST, level=2), Tier(REPAIR, SECOND, level=1)),
    )
    line = listening(setting)
    let_ring(line.exchange, Caller("13900000001", "95598"))
    line.wait(3)
    assert calls(line)[0].agent == SECOND
